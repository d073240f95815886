//! Any text as keys and certificates, and any bytes as DER: nothing panics, each place is in the text, and no key accepts an empty signature.

#![no_main]

use libfuzzer_sys::fuzz_target;
use why401::key::check::{Budget, KeyCheck, check};
use why401::key::{self, der, signature};
use why401::paste::token::TokenText;
use why401::text::Span;
use why401::token;

/// `{"alg":"RS256","kid":"a"}` or `{"alg":"EdDSA"}`, `{}` and a signature of three bytes.
const TOKENS: [&str; 2] = [
    "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.AAAA",
    "eyJhbGciOiJFZERTQSJ9.e30.AAAA",
];

fuzz_target!(|data: &[u8]| {
    if let Ok(read) = der::read(data)
        && let Ok(key) = read.key
    {
        for algorithm in ["RS256", "PS512", "ES256", "ES512", "ES256K", "EdDSA"] {
            assert!(!signature::verify(algorithm, &key, b"", b""));
        }
        assert_eq!(key.thumbprint().len(), 43);
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let tokens = TOKENS.map(|token| {
        token::read(TokenText {
            text: token.to_owned(),
            spans: vec![Span::new(0, 0)],
            invisible: false,
            elided: false,
            signature_removed: false,
            is_payload: false,
        })
    });
    let keys = key::find(text, &tokens);
    for key in &keys {
        assert!(text.get(key.span.start..key.span.end).is_some());
    }
    for token in &tokens {
        let check = check(token, &keys, &mut Budget::default());
        assert!(!matches!(check, KeyCheck::Valid { .. }));
    }
});
