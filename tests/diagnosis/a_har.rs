//! The network tab of a browser, exported or copied as HAR.

use super::*;

/// An entry as Chromium writes it: members in the order of their names.
fn entry(url: &str, status: u16, started: &str, headers: &Value) -> String {
    let query: Vec<_> = url
        .split_once("access_token=")
        .into_iter()
        .map(|(_, token)| json!({"name": "access_token", "value": token}))
        .collect();
    let entry = json!({
        "_resourceType": "fetch",
        "request": {"method": "GET", "url": url, "headers": [], "queryString": query},
        "response": {"status": status, "headers": headers, "content": {"size": 0}},
        "startedDateTime": started,
        "time": 41.2
    });
    serde_json::to_string_pretty(&entry).unwrap()
}

fn har(entries: &[String]) -> String {
    format!(
        "{{\n\"log\": {{\"version\": \"1.2\", \"entries\": [{}]}}}}\n",
        entries.join(",\n")
    )
}

fn join(token: &str) -> String {
    format!("https://demo.livekit.cloud/rtc/validate?access_token={token}")
}

const LATER: f64 = NOW + 30.0 * DAY;

#[test]
fn the_time_of_the_refused_entry_is_the_time_of_asking() {
    let token = token(&claims(), SECRET);
    let other = entry(
        "https://app.example.com/icon.png",
        200,
        "2026-11-24T10:20:00.000Z",
        &json!([]),
    );
    let good = entry(&join(&token), 200, "2026-11-24T10:29:00.000Z", &json!([]));
    let refused = entry(&join(&token), 401, "2026-11-24T11:45:00.000Z", &json!([]));
    let last = entry(
        "https://app.example.com/log",
        204,
        "2026-11-24T12:45:00.000Z",
        &json!([]),
    );
    let paste = format!("{}{}", env(SECRET), har(&[other, refused, good, last]));
    let report = at(&paste, LATER);
    assert_eq!(
        (report.asked_at.earliest, report.asked_at.assumed),
        (1_795_520_700.0, false)
    );
    assert_eq!(report.verdict.outcome, Outcome::Refuses);
    assert_eq!(report.findings[0].code.name(), "token_reused");
    assert_eq!(report.found.tokens.len(), 1);
}

#[test]
fn the_server_s_date_outranks_the_browser_s_time() {
    let token = token(&claims(), SECRET);
    for name in ["date", "Date"] {
        let headers = json!([{"name": "vary", "value": "Origin"}, {"name": name, "value": "Tue, 24 Nov 2026 10:30:00 GMT"}]);
        let paste = har(&[entry(
            &join(&token),
            401,
            "2026-11-24T10:50:00.000Z",
            &headers,
        )]);
        let report = at(&paste, LATER);
        assert_eq!(
            (report.asked_at.earliest, report.asked_at.assumed),
            (1_795_516_200.0, false)
        );
    }
    let headers = json!([{"name": "date", "value": "Mon, 24 Nov 2026 10:30:00 GMT"}]);
    let report = at(
        &har(&[entry(
            &join(&token),
            401,
            "2026-11-24T10:50:00.000Z",
            &headers,
        )]),
        LATER,
    );
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.code.name() == "date_unreadable")
    );
    assert!(!report.asked_at.assumed);
}

#[test]
fn each_token_has_the_time_of_its_own_entry() {
    let (old, fresh) = (token(&made(-7200), SECRET), token(&claims(), SECRET));
    let first = entry(&join(&old), 401, "2026-11-24T10:10:00.000Z", &json!([]));
    let second = entry(&join(&fresh), 200, "2026-11-24T10:30:00.000Z", &json!([]));
    let paste = format!("{}{}", env(SECRET), har(&[first, second]));
    for (index, asked_at) in [(0, 1_795_515_000.0), (1, 1_795_516_200.0)] {
        let context = why401::Context {
            token: Some(index),
            ..why401::Context::at(NumericDate(LATER))
        };
        let report = why401::diagnose_with(&paste, context);
        assert!(
            (report.asked_at.earliest - asked_at).abs() < 1.0,
            "{index}: {:?}",
            report.asked_at
        );
    }
}

#[test]
fn an_entry_of_another_server_is_no_time_of_asking() {
    let paste = format!(
        "{}\n{}",
        token(&claims(), SECRET),
        har(&[entry(
            "https://app.example.com/me",
            401,
            "2026-11-24T09:00:00.000Z",
            &json!([])
        )])
    );
    assert!(at(&paste, NOW).asked_at.assumed);
}
