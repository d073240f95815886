//! What was seen outranks what is computed: no recorded refusal beside a token and its pair is overruled by a prediction.

mod common;

use std::collections::BTreeSet;

use common::{NOW, SECRET, claims, diagnose_now, env, plain, token};
use serde_json::Value;
use why401::report::Outcome;

/// The bodies with which a server refused, and their status; of those that differ only in the token that they repeat, one.
fn refusals() -> BTreeSet<(u64, String)> {
    let mut seen = BTreeSet::new();
    let mut is_new = |body: &str| {
        let words = body.split_whitespace().filter(|word| !word.contains("eyJ"));
        seen.insert(words.collect::<Vec<_>>().join(" "))
    };
    let lines = include_str!("vectors/server-answers.jsonl").lines();
    let rows = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    let answers = rows.flat_map(|row| match &row["answers"] {
        Value::Array(answers) => answers.clone(),
        _ => Vec::new(),
    });
    let refused = answers.filter_map(|answer| {
        let body = answer["body"].as_str()?.trim().to_owned();
        let status = answer["status"].as_u64()?;
        let is_refusal = (400..500).contains(&status) && !body.is_empty();
        (is_refusal && is_new(&body)).then_some((status, body))
    });
    refused.collect()
}

/// How a refusal gets into a paste: as the server's body, in the words of clients, and in the server's log.
fn words(status: u64, body: &str) -> Vec<String> {
    let json = Value::from(body);
    let mut words = vec![
        format!("HTTP/1.1 {status} X\nContent-Type: text/plain; charset=utf-8\n\n{body}"),
        format!("ConnectionError: could not establish signal connection: {body}"),
        format!("engine: signal failure: client error: {status} X - {body}"),
        format!(
            "2026-11-24T10:25:47.651Z\tWARN\tlivekit\tservice/utils.go:85\terror handling request\t{{\"status\": {status}, \"method\": \"GET\", \"path\": \"/rtc\", \"error\": {json}}}"
        ),
    ];
    if let Ok(twirp) = serde_json::from_str::<Value>(body)
        && let (Some(code), Some(message)) = (twirp["code"].as_str(), twirp["msg"].as_str())
    {
        words.push(format!("twirp error {code}: {message}"));
        words.push(format!(
            "TwirpError(code={code}, message={message}, status={status})"
        ));
    }
    words
}

/// Asserts that no refusal is overruled in the pastes that are made of it, and of a token and its pair.
fn assert_never_overruled(paste: impl Fn(&str, &str) -> String) {
    let refusals = refusals();
    assert!(refusals.len() > 100, "{}", refusals.len());
    let token = format!("{}{}", env(SECRET), token(&claims(), SECRET));
    let mut failures = Vec::new();
    for (status, body) in &refusals {
        for said in words(*status, body) {
            let report = diagnose_now(&paste(&said, &token));
            if report.verdict.outcome == Outcome::Accepts {
                failures.push(format!("{said}: {}", plain(&report.verdict.message)));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} at {NOW}\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn a_refusal_before_a_token_and_its_pair_is_never_overruled() {
    assert_never_overruled(|said, token| format!("{said}\n{token}\n"));
}

#[test]
fn a_refusal_after_a_token_and_its_pair_is_never_overruled() {
    assert_never_overruled(|said, token| format!("{token}\n\n{said}\n"));
}
