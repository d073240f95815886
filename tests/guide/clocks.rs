//! The commands for clocks in the guide, and dates that two machines print.

use super::{assert_hold, row, valid, with_pair};
use crate::common::{NOW, plain};
use why401::report::Outcome::Unknown;
use why401::{NumericDate, diagnose};

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn its_clock_commands_are_read() {
    let timedatectl = |synced: &str, ntp: &str, local: &str| {
        format!(
            "               Local time: Tue 2026-11-24 10:25:47 UTC\n           Universal time: Tue 2026-11-24 10:25:47 UTC\n                 RTC time: Tue 2026-11-24 10:25:47\n                Time zone: Etc/UTC (UTC, +0000)\nSystem clock synchronized: {synced}\n              NTP service: {ntp}\n          RTC in local TZ: {local}\n"
        )
    };
    let tracking = |time: &str, leap: &str| {
        format!(
            "Reference ID    : CB007105 (203.0.113.5)\nStratum         : 2\nRef time (UTC)  : Tue Nov 24 10:24:47 2026\nSystem time     : {time} of NTP time\nLast offset     : -0.000012 seconds\nLeap status     : {leap}\n"
        )
    };
    assert_hold([
        row(
            "$ ntpdate -q pool.ntp.org\nserver 203.0.113.5, stratum 1, offset +0.002131, delay 0.02853\n24 Nov 10:25:40 ntpdate[4242]: adjust time server 203.0.113.5 offset +0.002131 sec",
            Unknown,
            "clock_in_sync",
            true,
            &["is right", "other machine"],
        ),
        row(
            "$ ntpdate -q pool.ntp.org\nserver 203.0.113.5, stratum 1, offset -187.412131, delay 0.02853",
            Unknown,
            "machine_clock_ahead",
            true,
            &["ahead of true time", "NTP"],
        ),
        row(
            "2026-11-24 10:25:40.123456 (+0000) -187.412131 +/- 0.015 pool.ntp.org 203.0.113.5 s1 no-leap",
            Unknown,
            "machine_clock_ahead",
            true,
            &["187 s", "ahead"],
        ),
        row(
            "$ sntp pool.ntp.org\n+0.012345 +/- 0.021 pool.ntp.org 203.0.113.5",
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            "$ sntp pool.ntp.org\n+95.4 +/- 0.021 pool.ntp.org 203.0.113.5",
            Unknown,
            "machine_clock_behind",
            true,
            &["behind true time", "sntp -sS"],
        ),
        row(
            "$ sntp pool.ntp.org\n-7200.012345 +/- 0.021 pool.ntp.org 203.0.113.5",
            Unknown,
            "machine_clock_ahead",
            true,
            &["full hours", "time zone"],
        ),
        row(
            "ntpdate[77]: no server suitable for synchronization found",
            Unknown,
            "time_server_unreachable",
            true,
            &["date -u", "123"],
        ),
        row(
            "bash: ntpdate: command not found",
            Unknown,
            "clock_tool_missing",
            true,
            &["date -u"],
        ),
        row(
            "$ timedatectl status\nSystem has not been booted with systemd as init system (PID 1). Can't operate.",
            Unknown,
            "clock_tool_missing",
            true,
            &["container", "host's clock"],
        ),
        row(
            timedatectl("no", "inactive", "no"),
            Unknown,
            "clock_not_set",
            true,
            &["not synced", "set-ntp true"],
        ),
        row(
            timedatectl("yes", "active", "no"),
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            timedatectl("yes", "active", "yes"),
            Unknown,
            "hardware_clock_local",
            true,
            &["local time", "set-local-rtc 0"],
        ),
        row(
            tracking("0.000020390 seconds fast", "Normal"),
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            tracking("184.000020390 seconds fast", "Normal"),
            Unknown,
            "machine_clock_ahead",
            true,
            &["ahead of true time", "makestep"],
        ),
        row(
            tracking("75.2 seconds slow", "Normal"),
            Unknown,
            "machine_clock_behind",
            true,
            &["behind true time"],
        ),
        row(
            tracking("0.000000000 seconds fast", "Not synchronised"),
            Unknown,
            "clock_not_set",
            true,
            &["not synced"],
        ),
        row(
            "506 Cannot talk to daemon",
            Unknown,
            "time_server_unreachable",
            true,
            &["chronyd"],
        ),
        row(
            "C:\\> w32tm /query /status\nLeap Indicator: 3(not synchronized)\nStratum: 0 (unspecified)\nSource: Local CMOS Clock",
            Unknown,
            "clock_not_set",
            true,
            &["w32tm /resync"],
        ),
        row(
            "C:\\> w32tm /query /status\nLeap Indicator: 0(no warning)\nStratum: 4 (secondary reference - syncd by (S)NTP)\nSource: time.windows.com,0x9",
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            "w32tm /stripchart /computer:time.windows.com /dataonly /samples:1\nTracking time.windows.com [203.0.113.5:123].\n10:25:47, -312.0312487s",
            Unknown,
            "machine_clock_ahead",
            true,
            &["ahead of true time"],
        ),
        row(
            "Sending resync command to local computer\nThe computer did not resync because no time data was available.",
            Unknown,
            "clock_not_set",
            true,
            &["not synced"],
        ),
        row(
            "Sending resync command to local computer\nThe command completed successfully.",
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            "systemd-timesyncd[412]: Contacted time server 203.0.113.5:123 (pool.ntp.org).",
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            "systemd-timesyncd[412]: Timed out waiting for reply from 203.0.113.5:123 (pool.ntp.org).",
            Unknown,
            "time_server_unreachable",
            true,
            &["123"],
        ),
    ]);
}

#[test]
fn its_date_on_two_machines_is_compared() {
    assert_hold([
        row(
            "laptop$ date -u\nTue Nov 24 10:25:47 UTC 2026\nserver$ date -u\nTue Nov 24 10:22:38 UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["189 s apart", "ran together", "NTP"],
        ),
        row(
            "laptop: Tue Nov 24 10:25:47 UTC 2026\nserver: Tue Nov 24 10:22:38 UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["189 s apart"],
        ),
        row(
            "Tue Nov 24 10:25:46 AM UTC 2026\nTue Nov 24 10:25:47 AM UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["1 s apart", "allows that", "another cause"],
        ),
        row(
            "Tue Nov 24 10:25:46 UTC 2026\nTue Nov 24 08:25:47 UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["7199 s apart", "full hours", "time zone"],
        ),
        row(
            "Tue Nov 24 10:25:46 UTC 2026\nTue Nov 24 04:55:46 UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["full hours", "time zone"],
        ),
        row(
            "$ date -u +%FT%TZ\n2026-11-24T10:25:47Z\nserver $ date -u +%FT%TZ\n2026-11-24T10:21:47Z",
            Unknown,
            "machines_apart",
            false,
            &["240 s apart"],
        ),
        row(
            "           Universal time: Tue 2026-11-24 10:25:47 UTC\n\n           Universal time: Tue 2026-11-24 10:20:47 UTC",
            Unknown,
            "machines_apart",
            false,
            &["300 s apart"],
        ),
        row(
            "$ date +%s\n1795515947\nserver$ date +%s\n1795515827",
            Unknown,
            "machines_apart",
            false,
            &["120 s apart"],
        ),
    ]);
}

/// A lifetime of zero or less must not be told as a clock that is *0 s ahead*.
#[test]
fn no_clock_is_ahead_by_nothing() {
    let refusals = [
        "",
        "invalid authorization token: token has invalid claims: token is expired\n",
        "invalid authorization token: token has invalid claims: token is not valid yet\n",
        "invalid authorization token: token has invalid claims: token is expired, token is not valid yet\n",
    ];
    for (life, start) in [
        (0, 0),
        (0, 60),
        (0, 61),
        (-60, 0),
        (-600, 0),
        (-600, 600),
        (0, -600),
    ] {
        for refusal in refusals {
            for date in [
                "",
                "Date: Tue, 24 Nov 2026 10:25:47 GMT\n",
                "2026-11-24T10:25:47Z WARN livekit ",
            ] {
                let token = with_pair(&valid(start, start + life));
                let report = diagnose(&format!("{date}{refusal}{token}"), NumericDate(NOW));
                let findings = report
                    .findings
                    .iter()
                    .map(|finding| plain(&finding.message));
                for message in findings.chain([plain(&report.verdict.message)]) {
                    assert!(
                        !message.contains(" 0 s"),
                        "{life} {start} {refusal}: {message}"
                    );
                }
            }
        }
    }
}
