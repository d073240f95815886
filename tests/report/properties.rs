//! What holds for any paste at all.

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use why401::report::{Outcome, Report};
use why401::text::NumericDate;
use why401::{diagnose, report};

use crate::common::diagnose_now;

const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJ2aWRlbyI6eyJyb29tSm9pbiI6dHJ1ZSwicm9vbSI6Im15LXJvb20ifSwiaXNzIjoiQVBJdGVzdGtleTEyMzQ1Iiwi\
                     ZXhwIjoxNzk1NTM3NTQ3LCJuYmYiOjE3OTU1MTU5NDcsInN1YiI6ImFsaWNlIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Pieces that pastes are made of, whole and broken.
fn paste() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[ -~\n\r\t]{0,40}",
        (0..TOKEN.len(), 0..TOKEN.len())
            .prop_map(|(from, to)| TOKEN[from.min(to)..from.max(to)].to_owned()),
        proptest::sample::select(vec![
            TOKEN,
            "LIVEKIT_API_KEY=",
            "LIVEKIT_API_SECRET=\"",
            "keys:\n  ",
            "access_token=",
            "Authorization: Bearer ",
            "Date: Tue, 24 Nov 2026 10:41:07 GMT\n",
            "2026-11-24T10:41:07Z ",
            "wss://demo.livekit.cloud",
            "[object Promise]",
            "b'",
            "%2E",
            "\u{200B}",
            "\u{FFFD}",
            "\n> ",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Every place that a report names.
fn spans(report: &Report) -> Vec<report::Span> {
    let found = &report.found;
    (found.tokens.iter().flat_map(|token| &token.spans))
        .chain(
            found
                .pairs
                .iter()
                .flat_map(|pair| pair.spans.iter().chain(&pair.secret_span)),
        )
        .chain(found.urls.iter().flat_map(|url| &url.spans))
        .chain(found.dates.iter().flat_map(|date| &date.spans))
        .chain(report.findings.iter().flat_map(|finding| &finding.spans))
        .copied()
        .collect()
}

proptest! {
    #[test]
    fn any_paste_gets_a_sentence_and_places_inside_of_it(text in paste(), now in any::<f64>()) {
        let report = diagnose(&text, NumericDate(now));
        prop_assert!(!report.verdict.message.is_empty());
        let length = text.encode_utf16().count();
        for span in spans(&report) {
            prop_assert!(span.start <= span.end && usize::try_from(span.end).unwrap() <= length, "{span:?} of {length}");
        }
    }

    #[test]
    fn nothing_is_accepted_that_was_not_signed(text in paste()) {
        prop_assert!(diagnose_now(&text).verdict.outcome != Outcome::Accepts);
    }

    #[test]
    fn a_secret_never_occurs_in_a_report(
        secret in "[A-Za-z0-9+/=_-]{12,48}",
        before in paste(),
        layout in proptest::sample::select(vec![
            "{t}\nLIVEKIT_API_KEY=APIkey\nLIVEKIT_API_SECRET={s}\n",
            "{t}\nLIVEKIT_API_KEY={s}\nLIVEKIT_API_SECRET=APIkeykeykey12\n",
            "keys:\n  APIkey: {s}\n{t}",
            "LIVEKIT_API_SECRET=\"{s}\\n\"\n{t}\nhttps://h.example/{s}?x={s}",
            "apiSecret: '{s}', name: '{s}' {t}",
            "new AccessToken('APIkey', '{s}', { name: '{s}' }) {t}",
        ]),
    ) {
        let text = layout.replace("{s}", &secret).replace("{t}", TOKEN);
        let report = serde_json::to_string(&diagnose_now(&format!("{before}\n{text}"))).unwrap();
        // A secret of letters alone may be a word of the report's own.
        let is_word = secret.bytes().all(|byte| byte.is_ascii_lowercase());
        let masks_itself = layout.contains("KEY={s}") && secret.len() < 32;
        prop_assert!(is_word || masks_itself || !report.contains(&secret), "{report}");
    }
}

/// Words that people paste beside a token: of forms, status lines and headers, and names of hosts.
const WORDS: [&str; 32] = [
    "Disconnected",
    "Severity",
    "blocking",
    "Thanks",
    "---",
    "```",
    "token",
    "secret",
    "API key",
    "Authorization",
    "Authorization: Bearer",
    "Content-Type: application/json",
    "X-Request-Id: 4f9c1f1e-8a55-4f0e-9a5e-0c7f2f6d1f11",
    "demo-1a2b3c4d.livekit.cloud",
    "livekit.example.com",
    "localhost:7880",
    "MISSING_MATRIX_RTC_TRANSPORT",
    "connecting",
    "ConnectionState.Reconnecting",
    "200 OK",
    "alice",
    "my-room",
    "production",
    "v1.13.11",
    "d41d8cd98f00b204e9800998ecf8427e",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "RM_hPvq8sYgkWzT",
    "PA_EyDkPQVbuKG2",
    "Password",
    "JWT_SECRET=hunter2hunter2hunter2",
    "APIother1234567",
];

/// A sound token, whose secret is not in any of these pastes.
fn sound_token() -> String {
    crate::common::token(&crate::common::claims(), "FAKE-secret-of-nobody")
}

proptest! {
    #[test]
    fn words_beside_a_token_are_no_secret(
        words in proptest::collection::vec(proptest::sample::select(WORDS.to_vec()), 1..=5),
        at in 0_usize..6,
        between in proptest::sample::select(vec!["\n", "\n\n", " "]),
    ) {
        let token = sound_token();
        let mut lines = words;
        lines.insert(at.min(lines.len()), &token);
        let paste = lines.join(between);
        let alone = diagnose_now(&token);
        let report = diagnose_now(&paste);
        prop_assert_eq!(report.verdict.outcome, alone.verdict.outcome, "{}", paste);
        let is_secret = |pair: &report::FoundPair| pair.secret_length.is_some();
        prop_assert!(!report.found.pairs.iter().any(is_secret), "{}", paste);
    }
}
