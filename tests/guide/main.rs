//! LiveKit's own guide to 401 and token errors (<https://livekit.io/field-guides/guide/token-troubleshooting>): its phrases, the
//! outputs of its commands and its situations, as readers paste them. Each is answered as the guide would, or better.
//! `cargo test --test guide -- --nocapture` prints what is said of each.

#[path = "../common/mod.rs"]
mod common;

mod clocks;
mod lifetimes;
mod settings;
mod symptoms;

use common::{MINTED, SECRET, diagnose_now, env, plain, token, with};
use serde_json::{Value, json};
use why401::report::{Outcome, Report};

/// A paste, and what must be said of it.
struct Row {
    paste: String,
    outcome: Outcome,
    /// The code or the cause of the first finding, or one of several; `-` if there is none.
    first: &'static str,
    /// Whether the first finding is certain; `None` if either is right.
    certain: Option<bool>,
    /// Words of the verdict, its fix, or what to paste next, whatever their case.
    says: &'static [&'static str],
}

fn row(
    paste: impl Into<String>,
    outcome: Outcome,
    first: &'static str,
    certain: impl Into<Option<bool>>,
    says: &'static [&'static str],
) -> Row {
    Row {
        paste: paste.into(),
        outcome,
        first,
        certain: certain.into(),
        says,
    }
}

/// What a report says in words.
fn words(report: &Report) -> String {
    let next = report.next.as_deref().unwrap_or_default();
    [&report.verdict.message, &report.verdict.fix, next]
        .map(plain)
        .join(" ")
        .to_lowercase()
}

impl Row {
    /// What does not hold.
    fn mistakes(&self) -> Vec<String> {
        let report = diagnose_now(&self.paste);
        let words = words(&report);
        println!("{:?}\n  {:?}: {words}", self.paste, report.verdict.outcome);
        let mut mistakes = Vec::new();
        if report.verdict.outcome != self.outcome {
            mistakes.push(format!("outcome {:?}", report.verdict.outcome));
        }
        let first = report.findings.first();
        let names = first.map_or(["-", "-"], |first| [first.code.name(), first.cause.name()]);
        if !self.first.split('|').any(|first| names.contains(&first)) {
            mistakes.push(format!("first {names:?}, not {}", self.first));
        }
        let certain = first.map(|first| first.certain);
        if self.certain.is_some() && certain.is_some() && certain != self.certain {
            mistakes.push(format!("certain is not {:?}", self.certain));
        }
        let is_missing = |text: &&&str| !words.contains(&text.to_lowercase());
        let missing = self.says.iter().filter(is_missing);
        mistakes.extend(missing.map(|text| format!("does not say {text:?}")));
        mistakes
    }
}

#[track_caller]
fn assert_hold(rows: impl IntoIterator<Item = Row>) {
    let mut failures = Vec::new();
    for row in rows {
        let mistakes = row.mistakes();
        if !mistakes.is_empty() {
            failures.push(format!("{}\n  {}", row.paste, mistakes.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

/// Claims that are valid from this many seconds after [`NOW`] to this many.
fn valid(from: i64, to: i64) -> Value {
    let mut claims = with("nbf", json!(MINTED + from));
    claims["exp"] = json!(MINTED + to);
    claims
}

/// A token with these claims.
fn made(claims: &Value) -> String {
    token(claims, SECRET)
}

/// The same beside its pair.
fn with_pair(claims: &Value) -> String {
    format!("{}{}", env(SECRET), made(claims))
}
