//! What tools say that set a clock.

use crate::finding::Text::Own;
use crate::finding::cause::Cause;

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
        ],
        clause: "the clock of the machine where this command ran is not synced with NTP.",
        fix: "Turn NTP on: `sudo timedatectl set-ntp true`, on Windows `w32tm /resync`.",
    }

    /// **Why** Tools that set the clock say how far it is off.
    ///
    /// **Source** chrony, NTPsec, ntpdate, sntp, timedatectl, w32tm.
    ClockComparison {
        cause: Cause::ClockSkewNbf,
        clause: "a command compared a clock with true time.",
    }
}
