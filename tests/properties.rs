//! Properties that hold for any paste.

use proptest::prelude::{Strategy, any, prop_assert, prop_oneof, proptest};
use why401::report::{Outcome, Report};
use why401::text::NumericDate;
use why401::{diagnose, report};

const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJ2aWRlbyI6eyJyb29tSm9pbiI6dHJ1ZSwicm9vbSI6Im15LXJvb20ifSwiaXNzIjoiQVBJdGVzdGtleTEyMzQ1Iiwi\
                     ZXhwIjoxNzk1NTM3NTQ3LCJuYmYiOjE3OTU1MTU5NDcsInN1YiI6ImFsaWNlIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const NOW: NumericDate = NumericDate(1_795_515_947.0);

/// Pieces of pastes, valid and broken.
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

/// Every place in a report.
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
        prop_assert!(diagnose(&text, NOW).verdict.outcome != Outcome::Accepts);
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
        let report = serde_json::to_string(&diagnose(&format!("{before}\n{text}"), NOW)).unwrap();
        // A secret of only letters may be a word in the report's own text.
        let is_word = secret.bytes().all(|byte| byte.is_ascii_lowercase());
        let masks_itself = layout.contains("KEY={s}") && secret.len() < 32;
        prop_assert!(is_word || masks_itself || !report.contains(&secret), "{report}");
    }
}
