//! Clocks that differ, tools that tell it, dates that are not read, and when the server was asked.

use serde_json::Value;
use why401::clock::Sample;
use why401::text::NumericDate;

use super::refusals::at;
use super::{Case, beside_its_pair};
use crate::common::{DAY, HOUR, NOW, SECRET, claims, env, token};

pub fn cases() -> Vec<Case> {
    [
        of_the_minter(),
        of_the_server(),
        dates(),
        of_the_asking(),
        tools(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A token made this many seconds later, beside its pair.
fn made(later: i64) -> String {
    beside_its_pair(&token(
        &at(Some(later), Some(later), Some(later + 3600)),
        SECRET,
    ))
}

/// A log line with a token, below its pair.
fn logged(time: &str, claims: &Value) -> String {
    format!(
        "{}{time} WARN livekit {}",
        env(SECRET),
        token(claims, SECRET)
    )
}

fn answered(header: &str) -> String {
    format!("{}\nHTTP/1.1 401 Unauthorized\n{header}\n\n", made(240))
}

fn of_the_minter() -> Vec<Case> {
    vec![
        Case::new("the minter is ahead of the browser", made(240)),
        Case::new(
            "the minter is ahead of the browser, in PowerShell",
            format!(
                "PS C:\\app> $env:LIVEKIT_URL\nwss://lk.example.com\n{}",
                made(240)
            ),
        ),
        Case::new(
            "the minter is ahead of the server",
            answered("Date: Tue, 24 Nov 2026 10:25:47 GMT"),
        )
        .at(NOW + 30.0),
        Case::new(
            "the minter is ahead of the server, or of its proxy",
            answered("Server: nginx\nDate: Tue, 24 Nov 2026 10:25:47 GMT"),
        )
        .at(NOW + 30.0),
        Case::new(
            "the minter is ahead, by a log",
            logged(
                "2026-11-24T10:25:47Z",
                &at(Some(240), Some(240), Some(3840)),
            ),
        )
        .at(NOW + 30.0),
        Case::new(
            "the machine of a command is ahead of the server",
            format!(
                "{}\n1795516187\ndate: Tue, 24 Nov 2026 10:25:48 GMT\n1795516188\n",
                made(240)
            ),
        )
        .at(NOW + 5.0),
        Case::new(
            "the machine of a command is behind the server",
            "$ date +%s; curl -sI https://lk.example.com | grep -i ^date; date +%s\n1795515000\ndate: Tue, 24 Nov 2026 10:25:47 GMT\n1795515001\n",
        ),
        Case::new(
            "a machine whose times contradict each other",
            "$ date +%s; curl -sI https://lk.example.com | grep -i ^date; date +%s\n1795515000\ndate: Tue, 24 Nov 2026 10:25:47 GMT\n1795515001\n\n1795516000\ndate: Tue, 24 Nov 2026 10:25:49 GMT\n1795516001\n",
        ),
    ]
}

/// The server's clock was looked at: it is ahead of the browser's by these seconds, to a tenth.
fn looked_at(mut case: Case, ahead: f64) -> Case {
    let now = case.known.now.0;
    let edge = (now + ahead).floor() - ahead;
    for (sent, received, date) in [
        (edge - 0.08, edge - 0.05, (now + ahead).floor() - 1.0),
        (edge, edge + 0.05, (now + ahead).floor()),
    ] {
        let [sent, received, date] = [sent, received, date].map(NumericDate);
        let sample = Sample::of_probe(sent, received, date, false);
        case.known.samples.push(sample);
    }
    case
}

fn of_the_server() -> Vec<Case> {
    let expired = |ago: i64| beside_its_pair(&token(&at(None, None, Some(-ago)), SECRET));
    vec![
        looked_at(Case::new("the server is ahead", made(300)), 600.0),
        looked_at(Case::new("the server is behind", made(0)), -600.0),
        looked_at(
            Case::new("expired by the server's clock", expired(-300)),
            600.0,
        ),
        looked_at(Case::new("valid just now", made(60)), 0.0),
        looked_at(Case::new("expired just now", expired(60)), 0.0),
    ]
}

fn dates() -> Vec<Case> {
    let of = |name: &str, dates: &str| {
        Case::new(
            name,
            format!("HTTP/1.1 401 Unauthorized\n{dates}\n\nlivekit: unauthorized"),
        )
    };
    vec![
        of("a date of no form", "Date: Di, 24 Nov 2026 10:25:47 GMT"),
        of(
            "a date of no calendar",
            "Date: Tue, 31 Nov 2026 10:25:47 GMT",
        ),
        of(
            "a date of another weekday",
            "Date: Wed, 24 Nov 2026 10:25:47 GMT",
        ),
        of(
            "two dates of one answer",
            "Date: Tue, 24 Nov 2026 10:25:47 GMT\nDate: Tue, 24 Nov 2026 11:25:47 GMT",
        ),
    ]
}

fn of_the_asking() -> Vec<Case> {
    let own = beside_its_pair(&token(&claims(), SECRET));
    let mut tried = Case::new("a chosen instant", own.clone());
    tried.known.asked_at = Some(NumericDate(NOW + 2.0 * HOUR));
    let mut early = Case::new("a chosen instant before it", own.clone());
    early.known.asked_at = Some(NumericDate(NOW - HOUR));
    vec![
        Case::new(
            "accepted when it was asked, expired since",
            format!("{own}\nHTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 10:30:00 GMT\n\n"),
        )
        .at(NOW + 30.0 * DAY),
        Case::new(
            "a log line without a time zone",
            logged("2026-11-24 10:30:00", &claims()),
        )
        .at(NOW + 30.0 * DAY),
        Case::new(
            "a log line without a time zone, and expired at last",
            logged("2026-11-24 01:00:00", &at(None, None, Some(0))),
        )
        .at(NOW + 30.0 * DAY),
        Case::new(
            "a log line without a time zone, and early at first",
            logged("2026-11-24 20:00:00", &at(Some(0), None, Some(90_000))),
        )
        .at(NOW + 30.0 * DAY),
        Case::new(
            "a log line without a time zone, and never valid",
            logged(
                "2026-11-24 10:25:47",
                &at(Some(3600), Some(-7200), Some(-3600)),
            ),
        )
        .at(NOW + 30.0 * DAY),
        tried,
        early,
    ]
}

/// What the tools of `tests/clock/tools.rs` print.
fn tools() -> Vec<Case> {
    [
        ("chronyc tracking", "System time     : 237.999984741 seconds fast of NTP time"),
        ("chronyc tracking, behind", "System time     : 242.000015259 seconds slow of NTP time"),
        (
            "chronyc sources",
            "^- 127.7.7.7                     8   0   377     1  +238.0s[+238.0s] +/-   24us",
        ),
        (
            "chronyd -Q",
            "2026-11-24T17:51:46Z System clock wrong by -237.999998 seconds (ignored)",
        ),
        (
            "ntpdig",
            "2026-11-24 17:45:47.515374 (+0000) -237.999971 +/- 0.000103 127.7.7.7 s8 no-leap",
        ),
        (
            "ntpdate",
            "server 192.168.0.3, stratum 3, offset -151.316557, delay 0.02568",
        ),
        ("timedatectl timesync-status", "       Offset: -3min 58.001666s"),
        (
            "w32tm /stripchart",
            "09:56:44, d:+00.0312500s o:-238.1234567s  [@                          |                           ]",
        ),
        (
            "w32tm /stripchart /dataonly",
            "Tracking time.windows.com [40.119.148.38:123].\nCollecting 1 samples.\nThe current time is 4/3/2017 9:56:44 AM.\n09:56:44, -238.1234567s",
        ),
        (
            "ntpdate, of a clock that is right",
            "server 192.168.0.3, stratum 3, offset -0.004557, delay 0.02568",
        ),
        (
            "sntp, of a clock in another time zone",
            "+7200.012345 +/- 0.021 pool.ntp.org 203.0.113.5",
        ),
        (
            "date on two machines",
            "Tue Nov 24 10:25:47 UTC 2026\nTue Nov 24 10:22:38 UTC 2026",
        ),
        (
            "date on two machines that agree",
            "Tue Nov 24 10:25:46 UTC 2026\nTue Nov 24 10:25:47 UTC 2026",
        ),
        (
            "date on two machines in two time zones",
            "laptop: Tue Nov 24 10:25:47 UTC 2026\nserver: Tue Nov 24 08:25:46 UTC 2026",
        ),
        ("timedatectl", "System clock synchronized: no\n              NTP service: inactive"),
        ("timedatectl, older", "      NTP enabled: no\n NTP synchronized: no"),
        ("chronyc tracking, never set", "Leap status     : Not synchronised"),
        (
            "w32tm /query",
            "Leap Indicator: 3(not synchronized)\nSource: Local CMOS Clock\nPoll Interval: 6 (64s)",
        ),
        ("date, ahead of the browser", "Tue Nov 24 17:49:55 UTC 2026"),
        ("date +%s", "$ date +%s\n1795542595"),
    ]
    .map(|(name, text)| Case::new(name, format!("{text}\n")))
    .into()
}
