//! Findings about the secrets in a paste.

use super::*;

#[test]
fn a_missing_secret_leaves_the_signature_unchecked() {
    let report = assert_leads(
        &token(&claims(), SECRET),
        Outcome::Unknown,
        "signature_not_checked",
    );
    assert!(report.answers.iter().all(|answer| !answer.exact));
    assert!(report.next.is_some());
}

#[test]
fn a_wrong_secret_gets_the_server_s_answer() {
    let report = assert_leads(
        &format!(
            "{}\n{}",
            token(&claims(), SECRET),
            env(&SECRET.replace("1234", "4321"))
        ),
        Outcome::Refuses,
        "wrong_secret",
    );
    assert_eq!(
        report.answers[0].body,
        "invalid authorization token: token signature is invalid: signature is invalid"
    );
    assert_eq!(
        report.answers[1].body,
        "invalid token: <your token>, error: token signature is invalid: signature is invalid"
    );
    assert_eq!(
        report.answers[2].body,
        "invalid token: <your token>, error: go-jose/go-jose: error in cryptographic primitive"
    );
}

#[test]
fn a_slip_in_a_secret_is_named() {
    let plain = token(&claims(), SECRET);
    let signed = |secret: &str| format!("{}\n{}", token(&claims(), secret), env(SECRET));
    for (paste, code) in [
        (signed(&format!("{SECRET}\n")), "secret_trailing_newline"),
        (signed(&format!("{SECRET}\r\n")), "secret_trailing_crlf"),
        (
            signed(&format!("{SECRET}\r")),
            "secret_trailing_carriage_return",
        ),
        (signed(&format!(" {SECRET}")), "secret_white_space"),
        (signed(&format!("\"{SECRET}\"")), "secret_quotes"),
        (signed(&format!("'{SECRET}'")), "secret_quotes"),
        (signed(&format!("{SECRET},")), "secret_trailing_separator"),
        (
            format!("{plain}\n{}", env(&format!("\"{SECRET}\\n\""))),
            "secret_trailing_newline",
        ),
        (
            format!("{plain}\n{}", env(&format!("\"{SECRET}\n\""))),
            "secret_trailing_newline",
        ),
        (
            format!("{plain}\n{}", env(&format!("\"'{SECRET}'\""))),
            "secret_quotes",
        ),
        (
            format!("{plain}\n{}", env(&format!("“{SECRET}”"))),
            "secret_quotes",
        ),
        (
            format!("{plain}\n{{\"apiKey\":\"{KEY}\",\"apiSecret\":\"{SECRET} \"}}"),
            "secret_white_space",
        ),
    ] {
        let report = assert_leads(&paste, Outcome::Refuses, code);
        let text = serde_json::to_string(&report).unwrap();
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[test]
fn swapped_key_and_secret_are_found_and_the_secret_stays_masked() {
    let swapped = format!("LIVEKIT_API_KEY={SECRET}\nLIVEKIT_API_SECRET={KEY}\n");
    let made_swapped = token(&with("iss", json!(SECRET)), KEY);
    for paste in [
        format!("{}\n{swapped}", token(&claims(), SECRET)),
        format!("{made_swapped}\n{}", env(SECRET)),
        format!("{made_swapped}\n{swapped}"),
    ] {
        let report = assert_leads(&paste, Outcome::Refuses, "key_secret_swapped");
        assert_eq!(report.findings[0].cause.name(), "key_secret_swapped");
        let text = serde_json::to_string(&report).unwrap();
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[test]
fn the_secret_of_another_pair_is_found() {
    let staging = "STAGING_LIVEKIT_API_KEY=APIother1234567\nSTAGING_LIVEKIT_API_SECRET=other\n";
    let paste = format!("{}\n{staging}{}", token(&claims(), SECRET), env(SECRET));
    assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Accepts);
    assert_leads(
        &format!("{}\n{staging}", token(&claims(), SECRET)),
        Outcome::Refuses,
        "unknown_key",
    );
}

#[test]
fn a_secret_may_be_bare_or_in_the_server_s_configuration() {
    for paste in [
        format!("{}\n{SECRET}", token(&claims(), SECRET)),
        format!("{}\n{KEY}\n{SECRET}\n", token(&claims(), SECRET)),
        format!(
            "port: 7880\nkeys:\n  {KEY}: {SECRET}\n\n{}",
            token(&claims(), SECRET)
        ),
        format!(
            "{}\ndevkey\nsecret",
            token(&with("iss", json!("devkey")), "secret")
        ),
        format!(
            "LIVEKIT_KEYS=\"{KEY}: {SECRET}\"\n{}",
            token(&claims(), SECRET)
        ),
    ] {
        assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Accepts, "{paste}");
    }
}
