//! Keys in all their forms, and the signatures that they check.

mod bad_input;
mod forms;
mod vectors;
mod wrappings;

use why401::key::check::{Budget, KeyCheck, check};
use why401::key::{self, Key};
use why401::paste::token::TokenText;
use why401::text::Span;
use why401::token;

/// The keys in a text, and whether one of them made the signature of a token.
fn checked(token: &str, text: &str) -> (Vec<Key>, KeyCheck) {
    let token = token::read(TokenText {
        text: token.to_owned(),
        spans: vec![Span::new(0, 0)],
        invisible: false,
        elided: false,
        signature_removed: false,
        is_payload: false,
    });
    let keys = key::find(text, std::slice::from_ref(&token));
    let check = check(&token, &keys, &mut Budget::default());
    (keys, check)
}
