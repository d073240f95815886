//! The counterpart of `signatures.mjs`: whether a key made the signature of a token.
//!
//! Standard input: one object a line, `{ "token", "key" }`; the key is in any form. Standard output: `Valid`, `Invalid` or the slip for
//! each line.

use std::io::{self, BufRead, Write};

use serde_json::Value;
use why401::key;
use why401::key::check::{Budget, KeyCheck, check};
use why401::paste::token::TokenText;
use why401::text::Span;
use why401::token;

fn main() -> io::Result<()> {
    // Each line is asked for before the next questions come.
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let text = |name: &str| question[name].as_str().unwrap_or_default();
        let token = token::read(TokenText {
            text: text("token").to_owned(),
            spans: vec![Span::new(0, 0)],
            invisible: false,
            elided: false,
            signature_removed: false,
            is_payload: false,
        });
        let keys = key::find(text("key"), std::slice::from_ref(&token));
        match check(&token, &keys, &mut Budget::default()) {
            KeyCheck::Valid { .. } => writeln!(out, "Valid")?,
            KeyCheck::NearMiss { slip, .. } => writeln!(out, "{slip:?}")?,
            KeyCheck::Invalid { .. } => writeln!(out, "Invalid")?,
            other => writeln!(out, "{other:?}")?,
        }
    }
    Ok(())
}
