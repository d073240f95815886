//! Dates as answers have them, whole and broken: each is read right, or refused with the reason.

use serde_json::Value;
use why401::diagnose;
use why401::report::{Part, Report};

use crate::EVENING;
use crate::common::plain;

fn answer(date: &str) -> Report {
    let paste = format!("HTTP/1.1 401 Unauthorized\nDate: {date}\nContent-Length: 9\n\nlivekit");
    diagnose(&paste, EVENING)
}

/// The instants that a date is read as.
fn read(date: &str) -> Option<(f64, f64)> {
    let report = answer(date);
    let date = report.found.dates.first()?;
    Some((date.earliest, date.latest))
}

/// Why it is not read.
fn refused(report: &Report) -> Option<String> {
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code.name() == "date_unreadable")?;
    Some(plain(&finding.message))
}

#[test]
fn each_form_of_http_is_read() {
    // RFC 9110 section 5.6.7 has the first three, which are one instant.
    for (date, instant) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777.0),
        ("Sun Nov  6 08:49:37 1994", 784_111_777.0),
        // A leap second is the first of the next minute.
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800.0),
        ("Thu, 29 Feb 2024 00:00:00 GMT", 1_709_164_800.0),
        ("Friday, 31-Dec-99 23:59:59 GMT", 946_684_799.0),
        ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799.0),
        ("tue, 24 nov 2026 17:50:00 gmt", 1_795_542_600.0),
        ("Tue, 24 Nov 2026 18:50:00 +0100", 1_795_542_600.0),
    ] {
        assert_eq!(read(date), Some((instant, instant + 1.0)), "{date}");
        assert_eq!(refused(&answer(date)), None, "{date}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    for (date, reason) in [
        ("Mon, 24 Nov 2026 17:50:00 GMT", "its weekday is wrong"),
        ("Sun Nov  5 08:49:37 1994", "its weekday is wrong"),
        ("Mon, 30 Feb 2026 17:50:00 GMT", "that day does not exist"),
        ("Wed, 29 Feb 2023 00:00:00 GMT", "that day does not exist"),
        ("Tue, 24 Nov 2026 24:00:00 GMT", "that day does not exist"),
        ("Tue, 24 Nov 2026 17:60:00 GMT", "that day does not exist"),
        ("Tue, 24 Nov 2026 17:50:61 GMT", "that day does not exist"),
        ("Tue, 00 Nov 2026 17:50:00 GMT", "that day does not exist"),
        (
            "Di, 24 Nov 2026 17:50:00 GMT",
            "it is not in any HTTP date format",
        ),
        (
            "Thu, 24 Dez 2026 17:50:00 GMT",
            "it is not in any HTTP date format",
        ),
        (
            "mar., 24 nov. 2026 17:50:00 GMT",
            "it is not in any HTTP date format",
        ),
        (
            "Tue, 24 Nov 20260 17:50:00 GMT",
            "it is not in any HTTP date format",
        ),
        (
            "Tue, 24 Nov -2026 17:50:00 GMT",
            "it is not in any HTTP date format",
        ),
        (
            "Tue, 24 Nov 2026 17:50:00.5 GMT",
            "it is not in any HTTP date format",
        ),
        (
            "Tue, 24 Nov 2026 17:50 GMT",
            "it is not in any HTTP date format",
        ),
        (
            "Tue, 24 Nov 2026 17:50:00 CET",
            "it is not in any HTTP date format",
        ),
        (
            "Tue, 24 Nov 2026 17:50:00 GMT-2",
            "it is not in any HTTP date format",
        ),
    ] {
        assert_eq!(read(date), None, "{date}");
        let expected = format!("The date {date} is not read: {reason}.");
        assert_eq!(refused(&answer(date)), Some(expected));
    }
}

#[test]
fn two_dates_of_one_answer_are_refused_unless_they_are_one() {
    let twice = |other: &str| {
        let paste = format!(
            "HTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 17:50:00 GMT\nDate: {other}\n\nlivekit"
        );
        diagnose(&paste, EVENING)
    };
    let report = twice("Tue, 24 Nov 2026 17:51:00 GMT");
    assert!(report.found.dates.is_empty() && report.asked_at.assumed);
    let reason = refused(&report).unwrap();
    assert!(
        reason.ends_with("the same answer has another one."),
        "{reason}"
    );
    let report = twice("Tuesday, 24-Nov-26 17:50:00 GMT");
    assert_eq!(report.found.dates.len(), 2);
    assert_eq!(refused(&report), None);
    // Two answers are no contradiction.
    let two = "HTTP/1.1 301 Moved\nDate: Tue, 24 Nov 2026 17:50:00 GMT\n\nHTTP/1.1 401 Unauthorized\n\
               Date: Tue, 24 Nov 2026 17:50:05 GMT\n\nlivekit";
    assert_eq!(diagnose(two, EVENING).found.dates.len(), 2);
}

/// A lenient reader guesses, this one does not; but what it reads is the same instant. An offset counts here.
#[test]
fn dates_of_cookies_are_read_as_they_are_meant_or_not_at_all() {
    let vectors: Value =
        serde_json::from_str(include_str!("../vectors/cookie-dates.json")).unwrap();
    let (mut right, mut all) = (0, 0);
    for row in vectors["dates"].as_array().unwrap() {
        let test = row["test"].as_str().unwrap();
        all += 1;
        let Some((earliest, _)) = read(test) else {
            continue;
        };
        let expected = row["expected"].as_str().unwrap_or_else(|| panic!("{test}"));
        let (expected, _) = read(expected).unwrap();
        let west = if test.contains("-0400") {
            4.0 * 3600.0
        } else {
            0.0
        };
        assert!((earliest - expected - west).abs() < 1e-6, "{test}");
        right += 1;
    }
    assert_eq!(all, 70);
    assert!(right >= 20, "{right}");
}

/// Whatever stands in a claim, no number of the report is none.
#[test]
fn no_time_of_a_token_makes_a_report_without_numbers() {
    use why401::text::base64url;
    for time in [
        "0",
        "-1",
        "-0",
        "1e10",
        "253402300799",
        "253402300800",
        "-62167219201",
        "1e300",
        "-1e300",
        "1e400",
        "9223372036854775807",
        "1795542600.5",
        "5e-324",
        "\"1795542600\"",
        "\"soon\"",
        "\"2026-11-24T17:50:00Z\"",
        "null",
        "true",
        "[]",
    ] {
        for name in ["exp", "nbf", "iat"] {
            let claims =
                format!("{{\"video\":{{\"roomJoin\":true}},\"iss\":\"APIx\",\"{name}\":{time}}}");
            let token = format!(
                "{}.{}.AAAA",
                base64url::encode(b"{\"alg\":\"HS256\"}"),
                base64url::encode(claims.as_bytes())
            );
            let report = diagnose(&token, EVENING);
            let mut instants = vec![report.asked_at.earliest, report.asked_at.latest];
            instants.extend(report.changes_at);
            for clock in &report.clocks {
                instants.extend(clock.least.iter().chain(&clock.most));
            }
            let messages = report.findings.iter().flat_map(|finding| &finding.message);
            for part in messages.chain(&report.verdict.message) {
                match part {
                    Part::Instant { at } => instants.push(*at),
                    Part::Duration { seconds } => instants.push(*seconds),
                    _ => {}
                }
            }
            assert!(
                instants.iter().all(|at| at.is_finite()),
                "{claims}: {instants:?}"
            );
        }
    }
}
