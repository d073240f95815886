//! The counterpart of `signatures.mjs`: whether a key made a signature.
//!
//! Standard input: one object a line, `{ "alg", "key", "input", "signature" }`: a PEM, a text, base64url. Standard output: `true` or
//! `false` for each line.

use std::io::{self, BufRead, Write};

use serde_json::Value;
use why401::key::{pem, signature};
use why401::text::base64url;

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let text = |name: &str| question[name].as_str().unwrap_or_default();
        let keys = pem::find(text("key"));
        let signed = base64url::decode(text("signature").as_bytes()).unwrap_or_default();
        let is_made = keys
            .first()
            .and_then(|key| key.public())
            .is_some_and(|key| {
                signature::verify(text("alg"), key, text("input").as_bytes(), &signed)
            });
        writeln!(out, "{is_made}")?;
    }
    Ok(())
}
