//! Pastes as people make them, and what they read.

mod a_paste_that_is_no_token;
mod a_secret;
mod a_token_with_its_secret;
mod a_weak_secret;
mod an_answer_of_the_server;
mod code_that_makes_tokens;
mod several_environments;
mod the_clocks;
mod the_time_of_asking;

use serde_json::{Value, json};
use why401::diagnose;
use why401::report::{Outcome, Part, Report};
use why401::secret::signature;
use why401::text::{NumericDate, base64url};

const KEY: &str = "APItestkey12345";
const SECRET: &str = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234";
/// 2026-11-24T10:25:47Z
const MINTED: i64 = 1_795_515_947;
const NOW: f64 = 1_795_515_947.0;
const DAY: f64 = 86_400.0;

fn claims() -> Value {
    json!({"video": {"roomJoin": true, "room": "my-room"}, "iss": KEY, "exp": MINTED + 3600, "nbf": MINTED, "sub": "alice"})
}

fn token(claims: &Value, secret: &str) -> String {
    let segment = |json: &Value| base64url::encode(json.to_string().as_bytes());
    let input = format!(
        "{}.{}",
        segment(&json!({"alg": "HS256", "typ": "JWT"})),
        segment(claims)
    );
    let mac = {
        use hmac::{KeyInit, Mac};
        let mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.chain_update(&input).finalize().into_bytes()
    };
    assert!(signature::verify(
        "HS256",
        secret.as_bytes(),
        input.as_bytes(),
        &mac
    ));
    format!("{input}.{}", base64url::encode(&mac))
}

fn env(secret: &str) -> String {
    format!(
        "LIVEKIT_URL=wss://demo.livekit.cloud\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={secret}\n"
    )
}

fn at(paste: &str, now: f64) -> Report {
    diagnose(paste, NumericDate(now))
}

/// A message as plain text: instants and durations as their seconds.
fn plain(message: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Text { text } | Part::Code { text } => text.to_string(),
        Part::Instant { at } => format!("@{at}"),
        Part::Duration { seconds } => format!("{seconds} s"),
    };
    message.iter().map(part).collect()
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
    let first = report.findings.first().map(|finding| finding.code);
    assert_eq!(
        (report.verdict.outcome, first),
        (outcome, Some(code)),
        "{:?}",
        report.verdict
    );
    report
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

/// The claims of a token that was made this many seconds later.
fn made(later: i64) -> Value {
    let mut claims = with("nbf", json!(MINTED + later));
    claims["exp"] = json!(MINTED + later + 3600);
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
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
