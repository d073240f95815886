//! Any text as a paste: all that is found lies where it is said to be, a secret that was found is not in the report, and there is a
//! copy that is safe to share.

#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use why401::paste::token::TokenText;
use why401::paste::{self, Paste};
use why401::report::{CheckId, Outcome, Report, SignatureState, Span as Utf16Span};
use why401::sanitize::sanitize;
use why401::server::reading;
use why401::text::{NumericDate, Span};
use why401::token::jws::Jws;
use why401::{diagnose, finding, report};

/// Stands in the paste for each `~`. No words of a report are like it, so that where it occurs it was let out.
const SECRET: &str = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";
const NOW: NumericDate = NumericDate(1_795_515_950.0);

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let text = text.replace('~', SECRET);
    let paste = paste::read(&text, finding::texts());
    check_places(&text, &paste);
    let report = diagnose(&text, NOW);
    check_report(&text, &paste, &report);
    check_secrecy(&paste, &report);
    check_signature(&text);
    std::hint::black_box(sanitize(&text));
});

/// Everything lies inside of the text and begins and ends with a character; what was copied is what stands there.
fn check_places(text: &str, paste: &Paste) {
    let at = |span: Span| text.get(span.start..span.end).expect("a place in the text");
    for token in &paste.tokens {
        let mut end = 0;
        for span in &token.spans {
            assert!(end <= span.start && !at(*span).is_empty());
            end = span.end;
        }
    }
    for (_, span) in &paste.not_tokens {
        at(*span);
    }
    for pair in &paste.pairs {
        // A program that reads a setting resolves its escapes.
        let is_copy = |span: Span, value: &str| {
            at(span) == value || !at(span).bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if let Some((key, span)) = &pair.key {
            assert!(is_copy(*span, key), "{key:?} is not {:?}", at(*span));
        }
        if let Some((secret, span)) = &pair.secret {
            let secret = secret.expose();
            assert!(is_copy(*span, secret), "{secret:?} is not {:?}", at(*span));
        }
    }
    for url in &paste.urls {
        // A host without a scheme is asked as a client would.
        let written = at(url.span);
        assert!(url.origin == written || url.origin == format!("wss://{written}"));
    }
    for date in &paste.dates {
        assert!(!at(date.span).is_empty() && date.instants.earliest.0 <= date.instants.latest.0);
    }
    for (_, span) in &paste.known_texts.texts {
        assert!(!at(*span).is_empty());
    }
    for (reading, span) in reading::find(text) {
        assert!(!at(span).is_empty() && !reading.kinds.is_empty() && !reading.releases.is_empty());
    }
}

fn check_report(text: &str, paste: &Paste, report: &Report) {
    assert!(!report.verdict.message.is_empty());
    assert_eq!(report.tokens.len(), report.found.tokens.len());
    // No server is asked about what is only the beginning of a token.
    let is_part = |token: &TokenText| token.elided || Jws::read(token.text.clone()).is_cut_off();
    let nothing_to_ask = paste.tokens.iter().all(is_part);
    // Nor what it says of the token of another service, which has checks of its own.
    let is_elsewhere = report
        .checks
        .iter()
        .any(|check| check.id == CheckId::Service);
    assert!(nothing_to_ask || is_elsewhere || !report.answers.is_empty());
    assert!(!nothing_to_ask || report.answers.is_empty() || !paste.calls.is_empty());
    let is_valid = |token: &report::Token| token.signature == SignatureState::Valid;
    assert!(report.verdict.outcome != Outcome::Accepts || report.tokens.iter().any(is_valid));

    let mut boundaries = BTreeSet::from([0]);
    let mut units = 0;
    for character in text.chars() {
        units += u32::try_from(character.len_utf16()).unwrap();
        boundaries.insert(units);
    }
    for span in spans(report) {
        assert!(span.start <= span.end, "{span:?}");
        assert!(boundaries.contains(&span.start) && boundaries.contains(&span.end));
    }
}

/// Every place that a report names.
fn spans(report: &Report) -> impl Iterator<Item = &Utf16Span> {
    let found = &report.found;
    let texts = found.refusals.iter().chain(&found.symptoms);
    let defects = report.tokens.iter().flat_map(|token| &token.defects);
    let pairs = found.pairs.iter();
    (found.tokens.iter().flat_map(|token| &token.spans))
        .chain(pairs.flat_map(|pair| pair.spans.iter().chain(&pair.secret_span)))
        .chain(found.urls.iter().flat_map(|url| &url.spans))
        .chain(found.dates.iter().flat_map(|date| &date.spans))
        .chain(texts.flat_map(|text| &text.spans))
        .chain(report.findings.iter().flat_map(|finding| &finding.spans))
        .chain(defects.flat_map(|defect| &defect.spans))
}

/// No secret that was found is in the report, neither as data nor printed.
fn check_secrecy(paste: &Paste, report: &Report) {
    let secrets: Vec<&str> = (paste.pairs.iter())
        .filter_map(|pair| Some(pair.secret.as_ref()?.0.expose()))
        .filter(|secret| secret.contains(SECRET))
        .collect();
    if secrets.is_empty() {
        return;
    }
    let data = serde_json::to_value(report).unwrap();
    let printed = format!("{report:?}");
    for secret in secrets {
        assert!(!holds(&data, secret), "{secret:?} is in {data}");
        let escaped = format!("{secret:?}");
        let escaped = escaped.trim_matches('"');
        assert!(!printed.contains(escaped), "{secret:?} is in {printed}");
    }
}

/// The third part of a token that is planted for each `^`.
const SIGNATURE: &str = "I91UTF-4KCVxxVV45HTSGN-2wW7BvdW4qfj2kpspz0s";

/// A secret and a token, planted among arbitrary text: neither eight characters of the secret nor of the signature are in the
/// report, which also has the command to copy.
fn check_signature(text: &str) {
    if !text.contains('^') {
        return;
    }
    let token = format!("eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUEl0ZXN0a2V5MTIzNDUifQ.{SIGNATURE}");
    let text = text.replace('^', &token);
    let planted = format!("LIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET={SECRET}\n\n{text}");
    let report = serde_json::to_string(&diagnose(&planted, NOW)).unwrap();
    for secret in [SECRET, SIGNATURE] {
        for at in 0..=secret.len() - 8 {
            let fragment = &secret[at..at + 8];
            assert!(
                !report.contains(fragment),
                "{fragment} of {planted:?} is in {report}"
            );
        }
    }
}

fn holds(data: &Value, secret: &str) -> bool {
    match data {
        Value::String(text) => text.contains(secret),
        Value::Array(values) => values.iter().any(|value| holds(value, secret)),
        Value::Object(members) => members.values().any(|value| holds(value, secret)),
        _ => false,
    }
}
