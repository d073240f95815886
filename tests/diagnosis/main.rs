//! Pastes as people make them, and the verdicts that people read.

#[path = "../common/mod.rs"]
mod common;

mod a_case;
mod a_har;
mod a_paste_that_is_no_token;
mod a_secret;
mod a_token_with_its_secret;
mod a_weak_secret;
mod an_answer_of_the_server;
mod code_that_makes_tokens;
mod sdk_tokens;
mod several_environments;
mod several_pastes;
mod the_clocks;
mod the_time_of_asking;
mod what_a_token_is_for;
mod what_was_seen;

use serde_json::{Value, json};
use why401::diagnose;
use why401::report::{Outcome, Part, Report};
use why401::text::{NumericDate, base64url};

use common::{DAY, KEY, MINTED, NOW, SECRET, claims, env, plain, token, with, without};

fn at(paste: &str, now: f64) -> Report {
    diagnose(paste, NumericDate(now))
}

#[track_caller]
fn assert_says(paste: &str, outcome: Outcome, sentence: &str) -> Report {
    let report = at(paste, NOW);
    assert_eq!(
        (
            report.verdict.outcome,
            plain(&report.verdict.message).as_str()
        ),
        (outcome, sentence)
    );
    report
}

#[track_caller]
fn assert_leads(paste: &str, outcome: Outcome, code: &str) -> Report {
    let report = at(paste, NOW);
    let first = report.findings.first().map(|finding| finding.code.name());
    assert_eq!(
        (report.verdict.outcome, first),
        (outcome, Some(code)),
        "{:?}",
        report.verdict
    );
    report
}

/// The claims of a token that was made this many seconds later.
fn made(later: i64) -> Value {
    let mut claims = with("nbf", json!(MINTED + later));
    claims["exp"] = json!(MINTED + later + 3600);
    claims
}

#[test]
fn places_are_in_utf_16_units() {
    let token = token(&claims(), SECRET);
    let paste = format!("😀é {token}\n{}", env(SECRET));
    let report = at(&paste, NOW);
    let units: Vec<u16> = paste.encode_utf16().collect();
    let of = |span: &why401::report::Span| {
        String::from_utf16(&units[span.start as usize..span.end as usize]).unwrap()
    };
    assert_eq!(of(&report.found.tokens[0].spans[0]), token);
    assert_eq!(of(&report.found.pairs[0].spans[0]), KEY);
    assert_eq!(of(&report.found.pairs[0].secret_span.unwrap()), SECRET);
    assert_eq!(report.found.pairs[0].place, "lines 3–4");
    assert_eq!(
        of(&report.found.urls[0].spans[0]),
        "wss://demo.livekit.cloud"
    );
}

#[test]
fn claims_keep_their_order_their_repeats_and_every_digit() {
    let payload = r#"{"b":1.50,"big":100002348117421473,"b":{"deep":[1e3]},"exp":1795515947}"#;
    let paste = format!(
        "{}.{}.AAAA",
        base64url::encode(b"{\"alg\":\"HS256\"}"),
        base64url::encode(payload.as_bytes())
    );
    let report = at(&paste, NOW);
    let claims = report.tokens[0].claims.as_ref().unwrap();
    let listed: Vec<_> = claims
        .iter()
        .map(|claim| (claim.name.as_str(), claim.value.as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            ("b", "1.50"),
            ("big", "100002348117421473"),
            ("b", r#"{"deep":[1e3]}"#),
            ("exp", "1795515947")
        ]
    );
    assert_eq!(claims[2].members[0].members[0].value, "1e3");
    assert_eq!(claims[3].instant, Some(1_795_515_947.0));
}
