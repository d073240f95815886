//! Any text as a token, and any lines as its segments: every defect is at its reported place, and nothing gets lost.

#![no_main]

use libfuzzer_sys::fuzz_target;
use why401::paste::token::TokenText;
use why401::text::base64url;
use why401::text::json::Document;
use why401::token::jws::{Jws, Malformed, Part};
use why401::token::{self, Token};

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        check(text);
    }
    let lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
    let segments: Vec<String> = lines.iter().map(|line| base64url::encode(line)).collect();
    let jws = check(&segments.join("."));
    assert!(!jws.defects.iter().any(|defect| place(defect).is_some()));
    assert_eq!(jws.header.source(), lines[0]);
    if let [_, claims, signature] = lines[..] {
        assert_eq!(jws.claims.source(), claims);
        assert_eq!(jws.signature, signature);
    }
});

fn check(text: &str) -> Jws {
    let Token { jws, .. } = token::read(TokenText {
        text: text.to_owned(),
        spans: Vec::new(),
        invisible: false,
        signature_removed: false,
        elided: false,
        is_payload: false,
    });
    assert_eq!(jws.text, text);
    let mut segments = text.splitn(3, '.');
    let signed = segments.by_ref().take(2).collect::<Vec<_>>().join(".");
    assert_eq!(text[jws.signing_input.clone()], signed);

    let mut last = Part::Header;
    for defect in &jws.defects {
        if let Some(part) = part(defect) {
            assert!(rank(last) <= rank(part), "{:?}", jws.defects);
            last = part;
        }
        if let Some((part, at)) = place(defect) {
            assert!(text.is_char_boundary(at));
            assert_eq!(text[..at].matches('.').count(), rank(part));
            let found = text.as_bytes()[at];
            assert!(match defect {
                Malformed::Padding { .. } => found == b'=',
                Malformed::StandardAlphabet { .. } => matches!(found, b'+' | b'/'),
                _ => base64url::decode(&[found; 4]).is_err(),
            });
        }
        if let Malformed::Json { part, error, .. } = defect {
            let source = document(&jws, *part).source();
            assert_eq!(source.get(error.at).copied(), error.found);
        }
    }
    check_prefix(&jws);
    jws
}

/// A sound token without its end is known to be cut off, unless it kept both full stops and none of its signature: such
/// tokens exist.
fn check_prefix(jws: &Jws) {
    let has_mac = jws
        .algorithm()
        .is_some_and(|algorithm| ["HS256", "HS384", "HS512"].contains(&algorithm.as_str()));
    if !jws.defects.is_empty() || !has_mac {
        return;
    }
    let bytes = jws.text.bytes();
    let at = bytes.map(usize::from).sum::<usize>() % jws.text.len();
    if at != jws.signing_input.end + 1 {
        let half = Jws::read(jws.text[..at].to_owned());
        assert!(half.is_cut_off(), "{}", half.text);
    }
}

fn document(jws: &Jws, part: Part) -> &Document {
    match part {
        Part::Header => &jws.header,
        _ => &jws.claims,
    }
}

fn rank(part: Part) -> usize {
    match part {
        Part::Header => 0,
        Part::Payload => 1,
        Part::Signature => 2,
    }
}

/// The part with the defect.
fn part(defect: &Malformed) -> Option<Part> {
    match *defect {
        Malformed::Segments { .. } | Malformed::Encrypted => None,
        Malformed::Padding { part, .. }
        | Malformed::StandardAlphabet { part, .. }
        | Malformed::Alphabet { part, .. }
        | Malformed::Length { part, .. }
        | Malformed::Json { part, .. }
        | Malformed::NotAnObject { part, .. }
        | Malformed::Repeated { part, .. } => Some(part),
        Malformed::Unsigned | Malformed::SignatureLength { .. } => Some(Part::Signature),
    }
}

/// The place of a defect of base64url.
fn place(defect: &Malformed) -> Option<(Part, usize)> {
    match *defect {
        Malformed::Padding { part, at }
        | Malformed::StandardAlphabet { part, at }
        | Malformed::Alphabet { part, at } => Some((part, at)),
        _ => None,
    }
}
