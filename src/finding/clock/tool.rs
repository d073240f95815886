//! What tools say that set a clock.

use crate::finding::Text::{Own, Shared};
use crate::finding::cause::Cause;
use crate::finding::rank::Rank;

known_texts! { ClockTool:
    /// **Why** Tools that set the clock say whether they do.
    ///
    /// **Source** timedatectl, chrony, w32tm.
    ClockNotSet {
        cause: Cause::ClockSkewNbf,
        texts: &[
            Own("System clock synchronized: no"),
            Own("NTP synchronized: no"),
            Own("Leap status : Not synchronised"),
            Own("Leap Indicator: 3("),
            Own("Source: Local CMOS Clock"),
            Own("Source: Free-running System Clock"),
            Own("did not resync because"),
        ],
        clause: "the clock of the machine where this command ran is not synced with NTP.",
        fix: "Turn NTP on: `sudo timedatectl set-ntp true`, on Windows `w32tm /resync`.",
    }

    /// **Why** A hardware clock in local time shifts the system's clock by the time zone when the machine starts.
    ///
    /// **Source** timedatectl.
    HardwareClockLocal {
        cause: Cause::ClockSkewNbf,
        texts: &[
            Own("RTC in local TZ: yes"),
        ],
        clause: "the hardware clock runs in local time, so the clock may be off by a time zone.",
        fix: "Set the hardware clock to UTC: `sudo timedatectl set-local-rtc 0`",
    }

    /// **Why** A command that asks a time server needs its UDP port 123.
    ///
    /// **Source** ntpdate, sntp of macOS, w32tm, chronyc.
    TimeServerUnreachable {
        cause: Cause::ClockSkewNbf,
        texts: &[
            Own("no server suitable for synchronization found"),
            Own("sntp: Exchange failed"),
            Own(", error: 0x800705B4"),
            Own("506 Cannot talk to daemon"),
            Own("Timed out waiting for reply from"),
        ],
        clause: "no time server answers here, or `chronyd` is not running.",
        fix: "Run `date -u` here and on the other machine at the same moment, and paste both lines. NTP needs UDP port 123.",
    }

    /// **Why** The guide's commands are not everywhere: ntpdate is no part of newer systems, and a container has no systemd.
    ///
    /// **Source** bash, zsh, dash, systemd.
    ClockToolMissing {
        cause: Cause::ClockSkewNbf,
        texts: &[
            Own("ntpdate: command not found"),
            Own("command not found: ntpdate"),
            Own("ntpdate: not found"),
            Own("sntp: command not found"),
            Own("command not found: sntp"),
            Own("timedatectl: command not found"),
            Own("command not found: timedatectl"),
            Own("timedatectl: not found"),
            Own("chronyc: command not found"),
            Own("command not found: chronyc"),
            Own("chronyc: not found"),
            Own("not been booted with systemd as init system"),
        ],
        clause: "the command to check the clock is missing here.",
        fix: "Run `date -u` here and on the other machine at the same moment, and paste both lines. A container uses its host's clock.",
    }

    /// **Why** A clock that is right rules out clock skew on its machine, and the other one is left to check.
    ///
    /// **Source** chrony, NTPsec, ntpdate, sntp, timedatectl, w32tm.
    ClockInSync {
        cause: Cause::Other,
        texts: &[
            Own("System clock synchronized: yes"),
            Own("NTP synchronized: yes"),
            Own("Leap status : Normal"),
            Own("Leap Indicator: 0("),
            Shared("The command completed successfully."),
            Own("Initial clock synchronization to"),
            Own("Contacted time server"),
        ],
        clause: "the clock where this command ran is right, so the other machine's may be wrong.",
        rank: Some(Rank::SinceThen),
        fix: "Check the other machine too: the one that makes tokens, or the server. If both are right, paste the token and the error.",
    }

    /// **Why** Tools that set the clock say how far it is off.
    ///
    /// **Source** chrony, NTPsec, ntpdate, sntp, timedatectl, w32tm.
    ClockComparison {
        cause: Cause::ClockSkewNbf,
        clause: "a command compared a clock with true time.",
    }
}
