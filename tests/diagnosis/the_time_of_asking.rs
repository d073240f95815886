//! When the server was asked.

use super::*;

const LATER: f64 = NOW + 30.0 * DAY;

#[test]
fn the_time_of_the_request_is_in_the_date_header() {
    let token = token(&claims(), SECRET);
    let paste = format!(
        "{}$ curl -si 'https://demo.livekit.cloud/rtc/validate?access_token={token}'\nHTTP/1.1 200 OK\n\
         Date: Tue, 24 Nov 2026 10:30:00 GMT\nContent-Length: 7\n\n",
        env(SECRET)
    );
    let report = at(&paste, LATER);
    assert_eq!(
        (
            report.asked_at.earliest,
            report.asked_at.latest,
            report.asked_at.assumed
        ),
        (1_795_516_200.0, 1_795_516_201.0, false)
    );
    assert_eq!(report.verdict.outcome, Outcome::Accepts);
    assert_eq!(report.findings.last().unwrap().code.name(), "expired_since");
}

#[test]
fn the_time_of_the_request_is_in_the_log_line() {
    let token = token(&claims(), SECRET);
    for line in [
        "2026-11-24T10:30:00.123Z\tWARN\tlivekit\tservice/utils.go:54\terror handling request",
        "livekit-1  | 2026-11-24 10:30:00 +0000 WARN",
        "10.0.0.1 - - [24/Nov/2026:10:30:00 +0000] \"GET /rtc",
        "{\"level\":\"warn\",\"ts\":\"2026-11-24T10:30:00Z\",\"msg\":\"x\"",
    ] {
        let report = at(&format!("{line} access_token={token}"), LATER);
        assert!(!report.asked_at.assumed, "{line}");
        assert_eq!(
            report.findings[0].code.name(),
            "signature_not_checked",
            "{line}"
        );
    }
}

#[test]
fn a_time_without_a_zone_may_be_in_any_zone() {
    let paste = format!(
        "2026-11-24 10:30:00 WARN {}\n{}",
        token(&claims(), SECRET),
        env(SECRET)
    );
    let report = at(&paste, LATER);
    assert_eq!(report.verdict.outcome, Outcome::Depends);
    assert!((report.asked_at.latest - report.asked_at.earliest - 26.0 * 3600.0).abs() < 2.0);
}

#[test]
fn the_time_of_an_older_request_is_ignored() {
    let paste = format!(
        "2026-10-01T10:30:00Z started\n{}\n{}",
        token(&claims(), SECRET),
        env(SECRET)
    );
    let report = at(&paste, NOW);
    assert!(report.asked_at.assumed);
    assert_eq!(report.verdict.outcome, Outcome::Accepts);
}

#[test]
fn the_date_of_a_commit_has_its_offset_and_decides_nothing() {
    let paste = format!(
        "commit 1f0c2d3\nDate:   Tue Nov 24 13:00:00 2026 +0100\n\n{}{}",
        env(SECRET),
        token(&claims(), SECRET)
    );
    let report = at(&paste, NOW);
    assert_eq!(
        (report.found.dates[0].earliest, report.asked_at.assumed),
        (1_795_521_600.0, true)
    );
    assert_eq!(report.verdict.outcome, Outcome::Accepts);
}

#[test]
fn a_year_of_another_calendar_is_no_time_of_asking() {
    let token = token(&claims(), SECRET);
    for line in [
        "2569-11-24T10:41:07Z",
        "9999-12-31T23:59:59Z",
        "1969-11-24T10:41:07Z",
    ] {
        for said in ["WARN livekit: request failed, status 401", "never"] {
            let paste = format!("{line} {said} access_token={token}\n{}", env(SECRET));
            let report = at(&paste, NOW);
            assert!(report.asked_at.assumed, "{line} {said}");
            assert_ne!(report.verdict.outcome, Outcome::Refuses, "{line} {said}");
        }
    }
}
