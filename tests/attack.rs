//! What an attack on the verdict tried: what else is in a paste, and errors of other products.
//! `cargo test --test attack -- --nocapture` prints the mistakes.

#[path = "common/mod.rs"]
mod common;

use serde_json::{Value, json};
use why401::diagnose;
use why401::report::{Outcome, Report};
use why401::text::NumericDate;

/// 2026-11-24T12:00:00Z, the instant at which the pastes are judged.
const NOW: i64 = 1_795_521_600;
const SECRET: &str = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";

fn rows(lines: &str) -> Vec<Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn report(paste: &str) -> Report {
    diagnose(paste, NumericDate(1_795_521_600.0))
}

/// A token that is valid from one minute ago for an hour.
fn sound(secret: &str) -> String {
    common::token(&claims(NOW - 60, NOW + 3600), secret)
}

fn claims(nbf: i64, exp: i64) -> Value {
    json!({"iss": common::KEY, "sub": "alice", "nbf": nbf, "exp": exp, "video": {"roomJoin": true, "room": "my-room"}})
}

fn pair() -> String {
    format!(
        "LIVEKIT_API_KEY={}\nLIVEKIT_API_SECRET={SECRET}",
        common::KEY
    )
}

fn text(report: &Report) -> String {
    common::plain(&report.verdict.message)
}

fn assert_none(mistakes: &[String]) {
    assert!(
        mistakes.is_empty(),
        "{} mistakes:\n{}",
        mistakes.len(),
        mistakes.join("\n")
    );
}

/// What is in a paste, before, between and behind a token and its pair.
fn orders(token: &str, snippet: &str) -> [String; 5] {
    let pair = pair();
    [
        format!("{snippet}\n{pair}\n{token}"),
        format!("{pair}\n{snippet}\n{token}"),
        format!("{pair}\n{token}\n{snippet}"),
        format!("{token}\n{snippet}\n{pair}"),
        format!("{token}\n{pair}\n\n{snippet}\n"),
    ]
}

#[test]
fn what_else_is_in_a_paste_changes_no_verdict() {
    let evidence = rows(include_str!("vectors/attack/evidence.jsonl"));
    let refused = [
        common::token(&claims(NOW - 28_800, NOW - 3600), SECRET),
        common::token(&claims(NOW + 3600, NOW + 7200), SECRET),
        common::token(
            &claims(NOW - 60, NOW + 3600),
            "another secret, another secret, another",
        ),
        common::token(
            &json!({"iss": common::KEY, "sub": "alice", "nbf": NOW - 60, "exp": NOW + 3600, "video": {"room": "r"}}),
            SECRET,
        ),
    ];
    let mut mistakes = Vec::new();
    for row in rows(include_str!("vectors/attack/snippets.jsonl")) {
        let [name, snippet] = ["name", "text"].map(|of| row[of].as_str().unwrap());
        let is_evidence = evidence.iter().any(|row| row["name"] == name);
        for (order, paste) in orders(&sound(SECRET), snippet).iter().enumerate() {
            let report = report(paste);
            if report.verdict.outcome != Outcome::Accepts && !is_evidence {
                mistakes.push(format!("{name}, {order}: {}", text(&report)));
            }
        }
        for (at, token) in refused.iter().enumerate() {
            for paste in orders(token, snippet) {
                let report = report(&paste);
                if report.verdict.outcome == Outcome::Accepts {
                    mistakes.push(format!("{name}, refused {at}: {}", text(&report)));
                }
            }
        }
    }
    assert_none(&mistakes);
}

/// Products of which the texts are.
const PRODUCTS: [&str; 6] = ["AWS", "Deepgram", "firebase", "kafka", "GitHub", "deepgram"];

#[test]
fn an_error_of_another_product_is_no_answer_of_livekit() {
    let mut mistakes = Vec::new();
    let rows = rows(include_str!("vectors/attack/others.jsonl"));
    let texts = rows.iter().map(|row| row["text"].as_str().unwrap());
    let named = texts.filter(|text| PRODUCTS.iter().any(|name| text.starts_with(name)));
    let named: Vec<&str> = named.collect();
    assert!(named.len() >= 6, "{named:?}");
    for said in named {
        for paste in [said.to_owned(), format!("livekit\n{said}")] {
            let report = report(&paste);
            if report.verdict.outcome == Outcome::Refuses {
                mistakes.push(format!("{said}: {}", text(&report)));
            }
        }
        let report = report(&format!("{}\n{}\n{said}", pair(), sound(SECRET)));
        if report.verdict.outcome == Outcome::Refuses {
            mistakes.push(format!("{said}, beside a token: {}", text(&report)));
        }
    }
    assert_none(&mistakes);
}
