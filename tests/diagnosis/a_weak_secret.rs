//! Findings about secrets that are short or public, and about secrets of which only the length is shown.

use super::*;

fn codes(paste: &str) -> Vec<&'static str> {
    let report = at(paste, NOW);
    report
        .findings
        .iter()
        .map(|finding| finding.code.name())
        .collect()
}

#[test]
fn a_printed_length_shows_a_wrong_secret() {
    for (text, code) in [
        ("Secret length: 0", "secret_empty"),
        ("API Secret length: 15", "secret_length_of_key"),
        ("API Secret length: 20", "secret_length_short"),
        ("LIVEKIT_API_SECRET length: 45", "secret_length_one"),
        ("Secret length: 46", "secret_length_two"),
        ("secretLength: 60,", "secret_length_base64"),
        ("Secret length: 88", "secret_length_doubled"),
        ("API Key length: 0", "key_empty"),
        ("API Key length: 16", "key_length_more"),
        ("\"apiKeyLength\": 17", "key_length_more"),
        ("LIVEKIT_API_KEY length: 43", "key_length_of_secret"),
    ] {
        let report = at(text, NOW);
        assert_eq!(report.verdict.outcome, Outcome::Unknown, "{text}");
        assert_eq!(report.findings[0].code.name(), code, "{text}");
        assert!(!report.findings[0].certain, "{text}");
        assert!(!report.verdict.fix.is_empty(), "{text}");
    }
}

#[test]
fn a_legal_length_is_not_blamed() {
    for length in [43, 44] {
        assert_eq!(
            codes(&format!("Secret length: {length}")),
            ["lengths_usual"]
        );
    }
    assert_eq!(codes("API Key length: 15"), ["lengths_usual"]);
    for length in [32, 36, 40, 48, 64, 128] {
        assert!(codes(&format!("Secret length: {length}")).is_empty());
    }
    for length in [6, 13, 14, 18, 24, 36] {
        assert!(codes(&format!("API Key length: {length}")).is_empty());
    }
    assert!(codes("JWT_SECRET length: 46, OPENAI_API_KEY length: 51").is_empty());
}

#[test]
fn short_and_public_secrets_work_but_are_weak() {
    for (secret, code) in [
        ("secret", "public_secret"),
        ("s3cret-of-a-friend", "secret_too_short"),
        (&SECRET[..31], "secret_too_short"),
    ] {
        let paste = format!("{}\n{}", token(&claims(), secret), env(secret));
        assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Accepts);
        assert_eq!(codes(&paste), [code], "{secret}");
    }
    let sound = &SECRET[..32];
    assert!(codes(&format!("{}\n{}", token(&claims(), sound), env(sound))).is_empty());
}

#[test]
fn a_public_secret_is_known_by_the_signature_alone() {
    let report = assert_leads(
        &format!("{}\n{}", token(&claims(), "secret"), env(SECRET)),
        Outcome::Refuses,
        "signed_with_public_secret",
    );
    assert_eq!(
        plain(&report.verdict.message),
        "The token was signed with secret, the well-known secret from examples."
    );
    assert_says(
        &token(&with("iss", json!("devkey")), "secret"),
        Outcome::Unknown,
        "The token is right if the server's secret is secret, as in public examples.",
    );
}

#[test]
fn a_secret_that_is_sent_to_the_browser_must_be_replaced() {
    for prefix in ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_"] {
        let report = at(&format!("{prefix}LIVEKIT_API_SECRET={SECRET}\n"), NOW);
        let finding = &report.findings[0];
        assert_eq!(finding.code.name(), "secret_in_the_browser", "{prefix}");
        assert!(plain(&finding.fix).contains("new pair"), "{prefix}");
    }
}
