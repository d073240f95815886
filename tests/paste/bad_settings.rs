//! Settings that are broken, empty or huge: each gets a sentence, and no secret leaks.

use why401::report::FoundPair;

use crate::common::{SECRET, diagnose_now};

/// The pairs of a paste; its report must have a sentence, and hold no secret.
fn pairs(paste: &str) -> Vec<FoundPair> {
    let report = diagnose_now(paste);
    assert!(!report.verdict.message.is_empty(), "{paste}");
    let text = serde_json::to_string(&report).unwrap();
    assert!(!text.contains(SECRET), "{text}");
    report.found.pairs
}

#[test]
fn an_empty_secret_counts_as_missing() {
    for paste in [
        "LIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET=\n",
        "LIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET=   # none\n",
        "keys:\n  APItestkey12345:\n",
        "LIVEKIT_KEYS=\"APItestkey12345: \"",
        "LIVEKIT_API_SECRET=",
    ] {
        let pairs = pairs(paste);
        assert!(
            pairs.iter().all(|pair| pair.secret_length.is_none()),
            "{paste} {pairs:?}"
        );
    }
}

#[test]
fn a_secret_may_have_any_character() {
    for c in [
        "\0", "\u{202e}", "\u{200f}", "\u{fffd}", "\u{1}", "😀", "\u{feff}", "é",
    ] {
        let secret = format!("{SECRET}{c}{SECRET}");
        let length = u32::try_from(secret.chars().count()).unwrap();
        for layout in [
            "LIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET={}\n",
            "LIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET='{}'\n",
            "{\"apiKey\": \"APItestkey12345\", \"apiSecret\": \"{}\"}",
            "keys:\n  APItestkey12345: {}\n",
        ] {
            let pairs = pairs(&layout.replace("{}", &secret));
            assert_eq!(pairs.len(), 1, "{layout} {c:?}");
            assert_eq!(pairs[0].secret_length, Some(length), "{layout} {c:?}");
        }
    }
}

#[test]
fn a_key_may_have_colons_and_spaces() {
    for (paste, key) in [
        (
            format!("keys:\n  \"a:b\": {SECRET}\nport: 7880\nlivekit"),
            "a:b",
        ),
        (
            format!("keys:\n  my key: {SECRET}\nport: 7880\nlivekit"),
            "my key",
        ),
        (
            format!("LIVEKIT_API_KEY='my key'\nLIVEKIT_API_SECRET={SECRET}"),
            "my key",
        ),
        (
            format!("LIVEKIT_API_KEY=a:b\nLIVEKIT_API_SECRET={SECRET}"),
            "a:b",
        ),
        (format!("LIVEKIT_KEYS='a:b: {SECRET}'"), "a:b"),
    ] {
        let pairs = pairs(&paste);
        assert_eq!(pairs.len(), 1, "{paste}");
        assert_eq!(pairs[0].key.as_deref(), Some(key), "{paste}");
        assert_eq!(pairs[0].secret_length, Some(48), "{paste}");
    }
}

#[test]
fn yaml_may_have_anchors_or_be_broken() {
    let paste = format!(
        "livekit:\n  keys: &all\n    APItestkey12345: &one {SECRET}\n    APIother1234567: *one\n"
    );
    let found = pairs(&paste);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].secret_length, Some(48));
    for broken in [
        format!("keys: {{APItestkey12345: {SECRET}"),
        format!("keys:\nAPItestkey12345: {SECRET}\n\t- x"),
        format!("keys:\n\tAPItestkey12345: '{SECRET}\n"),
        format!("api_key: 'APItestkey12345\napi_secret: \"{SECRET}\n"),
        format!("keys: [APItestkey12345: {SECRET}]"),
        format!("LIVEKIT_API_SECRET=\"{SECRET}"),
        format!("LIVEKIT_API_SECRET=${{X:-{SECRET}\n"),
        format!("LIVEKIT_API_SECRET=${{LIVEKIT_API_SECRET:-$LIVEKIT_API_SECRET}}{SECRET}"),
    ] {
        pairs(&broken);
    }
}

#[test]
fn a_megabyte_is_read() {
    let secret = "FAKE1234".repeat(125_000);
    for layout in [
        "LIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET={}\n",
        "keys:\n  APItestkey12345: '{}'\n",
    ] {
        let pairs = pairs(&layout.replace("{}", &secret));
        assert_eq!(pairs[0].secret_length, Some(1_000_000), "{layout}");
    }
    for piece in [
        "key: ",
        "api_key:",
        "keys: {a\n",
        "AccessToken(",
        "name: LIVEKIT_API_KEY ",
        "LIVEKIT_API_KEY=$A\n",
        "LIVEKIT_API_KEY=\\\"",
        "{\"api_key\":(",
        "api_key=b(",
        "api_key=<",
        "dev",
        "LIVEKIT_X│a",
        "key:|#",
    ] {
        pairs(&piece.repeat(300_000 / piece.len()));
    }
}
