//! Findings about the secrets in a paste.

use super::*;

#[test]
fn that_is_missing_leaves_the_signature_unchecked() {
    let report = assert_leads(
        &token(&claims(), SECRET),
        Outcome::Unknown,
        "signature_not_checked",
    );
    assert!(report.answers.iter().all(|answer| !answer.exact));
    assert!(report.next.is_some());
}

#[test]
fn that_does_not_fit_is_told_in_the_server_s_words() {
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
fn with_a_slip_is_told_by_the_slip() {
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
fn swapped_with_its_key_is_told_and_never_shown() {
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
fn of_another_pair_of_the_paste_is_found() {
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
fn may_stand_bare_or_in_the_server_s_configuration() {
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
