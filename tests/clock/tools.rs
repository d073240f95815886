//! The output of tools that compare clocks, and how far ahead each shows its machine's clock to be.
//!
//! | tool | positive means | says |
//! |---|---|---|
//! | `chronyc tracking` | *fast of NTP time* is ahead | its words |
//! | `chronyc sources` | ahead | chronyc(1): *positive offsets indicate that the local clock is ahead of the source* |
//! | `chronyd -Q` | behind | measured against a server that was 238 s behind: `-237.999998` |
//! | `ntpdig`, `sntp`, `ntpdate` of NTPsec | behind | measured against servers that were 238 s behind and 242 s ahead |
//! | `sntp` of macOS | behind | it is the `sntp` 4.2.8 of the reference implementation |
//! | `ntpdate` of the reference implementation | behind | a session that ran `date` before and after it, below |
//! | `timedatectl timesync-status` | behind | systemd, `src/timedate/timedatectl.c`: t = ((T2 − T1) + (T3 − T4)) / 2, T2 and T3 of the server |
//! | `w32tm /stripchart` | behind | RFC 5905 section 8, as above |
//!
//! Outputs with `127.7.7.7` and `127.7.7.8` were recorded on Debian 12 (chrony 4.3, NTPsec 1.2.2) against two `chronyd` whose
//! clocks libfaketime had set 238 s back and 242 s ahead.

use why401::diagnose;
use why401::report::{ClockOffset, Report};
use why401::text::NumericDate;

use crate::EVENING;

fn offset(report: &Report, clock: &str, reference: &str) -> Option<ClockOffset> {
    let of = |offset: &&ClockOffset| (offset.clock, offset.reference) == (clock, reference);
    report.clocks.iter().find(of).copied()
}

/// How far the machine's clock is ahead of true time: at least, and at most.
fn ahead(text: &str) -> Option<(f64, f64)> {
    let told = offset(&diagnose(text, EVENING), "machine", "ntp")?;
    assert!(!told.contradicted, "{text}");
    Some((told.least?, told.most?))
}

const TRACKING_FAST: &str = "\
Reference ID    : 7F070707 (127.7.7.7)
Stratum         : 9
Ref time (UTC)  : Tue Nov 24 17:46:28 2026
System time     : 237.999984741 seconds fast of NTP time
Last offset     : -0.000001911 seconds
RMS offset      : 0.000004470 seconds
Frequency       : 0.109 ppm fast
Residual freq   : -0.061 ppm
Skew            : 3.042 ppm
Root delay      : 0.000037339 seconds
Root dispersion : 0.000011523 seconds
Update interval : 1.0 seconds
Leap status     : Normal
";

/// `minsources 2` keeps chronyd from correcting the clock with this single source.
const SOURCES: &str = "\
MS Name/IP address         Stratum Poll Reach LastRx Last sample
===============================================================================
^- 127.7.7.7                     8   0   377     1  +238.0s[+238.0s] +/-   24us
";

/// From a public note on systemd's clock on a tablet; the offset is changed to minutes, in systemd's format.
const TIMESYNC: &str = "\
       Server: 192.168.4.1 (192.168.4.1)
Poll interval: 34min 8s (min: 32s; max 34min 8s)
         Leap: normal
      Version: 4
      Stratum: 2
    Reference: 81060F1E
    Precision: 2us (-19)
Root distance: 47.667ms (max: 5s)
       Offset: -3min 58.001666s
        Delay: 5.008ms
       Jitter: 1.134ms
 Packet count: 3
    Frequency: -6.507ppm
";

#[test]
fn each_tool_is_read_with_its_sign() {
    for (text, truth) in [
        (TRACKING_FAST, 238.0),
        (
            "System time     : 242.000015259 seconds slow of NTP time\n",
            -242.0,
        ),
        (SOURCES, 238.0),
        (
            "^- 127.7.7.8                     8   0   377     1  -242.0s[-242.0s] +/-   19us\n",
            -242.0,
        ),
        (
            "2026-11-24T17:51:46Z System clock wrong by -237.999998 seconds (ignored)\n",
            238.0,
        ),
        (
            "$ ntpdig 127.7.7.7\n2026-11-24 17:45:47.515374 (+0000) -237.999971 +/- 0.000103 127.7.7.7 s8 no-leap\n",
            238.0,
        ),
        (
            "$ ntpdate -q 127.7.7.8\n2026-11-24 17:53:48.774804 (+0000) +242.000178 +/- 0.000267 127.7.7.8 s8 no-leap\n",
            -242.0,
        ),
        (
            "2026-11-24 18:53:48.571642 (+0100) +242.000033 +/- 0.000115 127.7.7.8 s8 no-leap\n",
            -242.0,
        ),
        // A public answer on macOS 10.14; its margin is really that wide.
        (
            "$ sudo sntp -sS pool.ntp.org\nPassword:\nsntp 4.2.8p10@1.3728-o Tue Mar 21 14:36:42 UTC 2017 (136.200.1~2533)\n\
             2018-09-29 19:42:41.448103 (-0200) +1087.742403 +/- 725.183462 pool.ntp.org 188.68.36.203 s2 no-leap\n",
            -1087.7,
        ),
        // Newer releases omit the time.
        (
            "+0.087461 +/- 0.006512 time.apple.com 17.253.14.251\n",
            -0.087,
        ),
        // A public session: `date` said Sun Nov 11 11:11:12 CST 2018 before, Sun Feb 3 12:59:43 CST 2019 after.
        (
            " 3 Feb 12:58:56 ntpdate[6473]: step time server 192.168.177.131 offset 7264060.505383 sec\n",
            -7_264_060.5,
        ),
        // A public session on FreeBSD.
        (
            "17 Dec 16:35:36 ntpdate[1453]: step time server 114.118.7.161 offset +401965.911037 sec\n",
            -401_965.9,
        ),
        (
            "server 192.168.0.3, stratum 3, offset -151.316557, delay 0.02568\n \
             9 Jul 12:32:48 ntpdate[8150]: step time server 192.168.0.3 offset -151.316557 sec\n",
            151.3,
        ),
        // The form of networking/ntpd.c, with an invented offset.
        (
            "ntpd: reply from 192.0.2.1: offset:-238.004711 delay:0.012207 status:0x24 strat:2 refid:0x0a000001 rootdelay:0.01 reach:0x01\n",
            238.0,
        ),
        (TIMESYNC, 238.0),
        // A public session of 2017; older and newer releases differ by the comma.
        (
            "Tracking time.google.com [216.239.35.4:123].\nThe current time is 4/3/2017 9:56:44 AM.\n\
             09:56:44 d:+00.0935993s o:+12.5408467s  [                           |                          @]\n",
            -12.5,
        ),
        (
            "09:56:44, d:+00.0312500s o:-238.1234567s  [@                          |                           ]\n",
            238.1,
        ),
        (
            "Tracking time.windows.com [40.119.148.38:123].\nCollecting 1 samples.\n\
             The current time is 4/3/2017 9:56:44 AM.\n09:56:44, -238.1234567s\n",
            238.1,
        ),
    ] {
        let (least, most) = ahead(text).unwrap_or_else(|| panic!("{text}"));
        assert!(least <= truth && truth <= most, "{text}: {least} to {most}");
        assert!(
            least.signum() == most.signum() || truth.abs() < 1.5,
            "{text}: {least} to {most}"
        );
    }
}

#[test]
fn small_offsets_keep_their_units() {
    for (text, truth) in [
        ("       Offset: -1.666ms\n", 0.001_666),
        ("       Offset: +921us\n", -0.000_921),
        (
            "14:35:03, d:+00.0003226s o:+00.0000873s  [                           *                           ]\n",
            -0.000_087_3,
        ),
        (
            "server 127.0.0.1, stratum 3, offset -0.000008, delay 0.02568\n",
            0.000_008,
        ),
        (
            "System time     : 0.000000137 seconds fast of NTP time\n",
            0.000_000_137,
        ),
    ] {
        let (least, most) = ahead(text).unwrap_or_else(|| panic!("{text}"));
        assert!(
            (f64::midpoint(least, most) - truth).abs() < 1e-9,
            "{text}: {least} to {most}"
        );
    }
}

#[test]
fn output_without_a_comparison_is_ignored() {
    for text in [
        // chronyd has not heard from any source yet.
        "System time     : 0.000000000 seconds fast of NTP time\nLeap status     : Not synchronised\n",
        "^? time.no-such-agency.net 0 6 0 - +0ns[ +0ns] +/- 0ns\n",
        // It has set the clock by this source: its list does not show the remaining correction.
        "^* 127.7.7.7                     8   0   377     1  -9622ns[  -12us] +/-   33us\n",
        // No source answered.
        "server 192.0.2.1, stratum 0, offset 0.000000, delay 0.00000\n",
        // A magnitude without a documented sign.
        "Phase Offset: 0.0002410s\n",
        "RMS offset      : 0.000004470 seconds\n",
        "Last offset     : +0.000003372 seconds\n",
        // Other programs.
        "kafka: fetched offset 120 sec partition 3\n",
        "temperature 21.5 +/- 0.5 degrees\n",
        "Text Offset: 24\n",
        "  Offset: 500\n",
        "consumer: offset:5123\n",
        "foo o:+12.5\n",
    ] {
        assert_eq!(ahead(text), None, "{text}");
    }
}

#[test]
fn an_unsynchronized_clock_is_a_finding() {
    for text in [
        "               Local time: Tue 2026-11-24 17:49:56 UTC\n           Universal time: Tue 2026-11-24 17:49:56 UTC\n\
         System clock synchronized: no\n              NTP service: inactive\n",
        "      NTP enabled: no\n NTP synchronized: no\n",
        "Leap status     : Not synchronised\n",
        "Leap Indicator: 3(not synchronized)\nStratum: 0 (unspecified)\nLast Successful Sync Time: unspecified\n\
         Source: Local CMOS Clock\nPoll Interval: 6 (64s)\n",
        "Leap Indicator: 0(no warning)\nSource: Free-running System Clock\n",
    ] {
        let report = diagnose(text, EVENING);
        assert_eq!(report.findings[0].code.name(), "clock_not_set", "{text}");
    }
}

/// The time at the start of a tool's line is not the time of the request, and neither is the time of the hardware
/// clock.
#[test]
fn the_time_of_a_tool_is_not_the_time_of_the_request() {
    for text in [
        "2026-11-24 17:45:47.515374 (+0000) -237.999971 +/- 0.000103 127.7.7.7 s8 no-leap\n",
        "2026-11-24T17:51:46Z System clock wrong by -237.999998 seconds (ignored)\n",
        "$ sudo hwclock\n2026-11-24 17:49:55.123456+00:00\n",
        "Tue Nov 24 17:49:55 UTC 2026\n",
    ] {
        assert!(diagnose(text, EVENING).asked_at.assumed, "{text}");
    }
    // A log may have lines that are only a time.
    assert!(
        !diagnose(
            "2026-11-24 17:49:55+00:00\ncould not establish signal connection",
            EVENING
        )
        .asked_at
        .assumed
    );
}

/// `date` and similar commands show the machine's clock at a past moment.
#[test]
fn the_displayed_time_of_a_machine_bounds_its_clock() {
    for (text, shown) in [
        ("Tue Nov 24 17:49:55 UTC 2026\n", 1_795_542_595.0),
        ("Tue Nov 24 05:49:55 PM UTC 2026\n", 1_795_542_595.0),
        ("Tue 24 Nov 2026 05:49:55 PM UTC\n", 1_795_542_595.0),
        (
            "$ date -R\nTue, 24 Nov 2026 18:49:55 +0100\n",
            1_795_542_595.0,
        ),
        ("$ date +%s\n1795542595\n", 1_795_542_595.0),
        ("$ date +%s.%N\n1795542595.000000000\n", 1_795_542_595.0),
        (
            "           Universal time: Tue 2026-11-24 17:49:55 UTC\n",
            1_795_542_595.0,
        ),
        // The name of a zone may be ambiguous: India's and Israel's are both IST.
        (
            "Tue Nov 24 23:19:56 IST 2026\n",
            1_795_562_396.0 - 14.0 * 3600.0,
        ),
    ] {
        let report = diagnose(text, NumericDate(1_795_440_000.0));
        let told = offset(&report, "machine", "browser").unwrap_or_else(|| panic!("{text}"));
        assert_eq!(told.least, Some(shown - 1_795_440_000.0), "{text}");
        assert_eq!(told.most, None, "{text}");
    }
    // A number alone on a line is not a time until something shows that it is.
    assert!(
        diagnose("1795542595\n", NumericDate(1_795_440_000.0))
            .clocks
            .is_empty()
    );
}

/// The real `date`, where there is one.
#[cfg(unix)]
#[test]
fn the_date_of_this_machine_is_read() {
    use std::process::Command;
    use std::time::{SystemTime, UNIX_EPOCH};
    for arguments in [
        ["-u", "+%c"],
        ["-u", ""],
        ["-R", ""],
        ["-u", "-R"],
        ["+%s", ""],
    ] {
        let given = arguments.iter().filter(|argument| !argument.is_empty());
        let before = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs_f64();
        let Ok(output) = Command::new("date").args(given).env("LC_ALL", "C").output() else {
            return;
        };
        let after = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs_f64();
        let text = format!("$ date +%s\n{}", String::from_utf8(output.stdout).unwrap());
        // A day earlier, so that the machine's clock is measurably ahead.
        let report = diagnose(&text, NumericDate(before - 86_400.0));
        let told = offset(&report, "machine", "browser").unwrap_or_else(|| panic!("{text}"));
        let least = told.least.unwrap();
        // `%c` has no zone.
        let slack = if arguments[1] == "+%c" {
            14.0 * 3600.0
        } else {
            1.0
        };
        assert!(
            least <= 86_400.0 + (after - before) && least >= 86_400.0 - slack - 1.0,
            "{text}: {told:?}"
        );
    }
}

/// The command to run on the machine that makes the tokens.
#[test]
fn a_date_between_two_times_compares_machine_and_server() {
    let paste = "$ date +%s; curl -sI https://lk.example.com | grep -i ^date; date +%s\n1795542838\n\
                 date: Tue, 24 Nov 2026 17:50:00 GMT\n1795542839\n";
    let report = diagnose(paste, EVENING);
    let told = offset(&report, "machine", "server").unwrap();
    assert_eq!((told.least, told.most), (Some(237.0), Some(240.0)));
    assert_eq!(report.findings[0].code.name(), "machine_clock_ahead");
}

/// Whose clock a `Date` shows: LiveKit sends neither of these headers, and nginx replaces the `Date` of the server
/// behind it by its own.
#[test]
fn the_clock_of_a_proxy_is_named_as_one() {
    for (header, by_proxy) in [
        ("Server: nginx/1.24.0", true),
        ("via: 1.1 Caddy", true),
        ("< Age: 25", true),
        ("Content-Length: 27", false),
        ("X-Server: b", false),
    ] {
        for paste in [
            format!(
                "HTTP/1.1 401 Unauthorized\n{header}\nDate: Tue, 24 Nov 2026 17:59:00 GMT\n\nlivekit"
            ),
            format!(
                "HTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 17:59:00 GMT\n{header}\n\nlivekit"
            ),
        ] {
            let report = diagnose(&paste, EVENING);
            let told = offset(&report, "server", "browser").unwrap();
            assert_eq!(told.through_proxy, by_proxy, "{paste}");
        }
    }
    let two = "HTTP/1.1 301 Moved Permanently\nServer: nginx\n\nHTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 17:59:00 GMT\n\nlivekit";
    assert!(
        !offset(&diagnose(two, EVENING), "server", "browser")
            .unwrap()
            .through_proxy
    );
}
