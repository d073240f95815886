//! Takes secrets out of a report, by value: wherever one occurs, in whatever field it was pasted.

use std::borrow::Cow;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::Part;
use crate::secret;
use crate::text::{order, search};

/// What stands for a secret.
const MASK: &str = "•••";

/// A secret shorter than this is taken out only where it is the whole value: as a part it would be in every word.
const SHORTEST_PART: usize = 6;

/// Knows the secrets of a paste.
pub(super) struct Redaction<'a>(Vec<&'a str>);

impl<'a> Redaction<'a> {
    /// Every secret of a pair, with and without what may stand around it, and whatever looks like one where a key should
    /// be: key and secret may be swapped.
    pub(super) fn of(evidence: &'a Evidence) -> Self {
        let mut values = Vec::new();
        for pair in &evidence.paste.pairs {
            if let Some((secret, _)) = &pair.secret {
                values.push(secret.expose());
                values.push(core(secret.expose()));
            }
            if let Some((key, _)) = &pair.key
                && (secret::is_swapped(pair) || secret::looks_like_secret(key))
            {
                values.push(key);
            }
        }
        for token in &evidence.tokens {
            if let Some(iss) = token.claims.iss.value()
                && secret::looks_like_secret(iss)
            {
                values.push(iss);
            }
        }
        for (reading, _) in &evidence.refusals {
            if let Some(key) = reading.key.as_deref()
                && secret::looks_like_secret(key)
            {
                values.push(key);
            }
        }
        values.retain(|value| !value.is_empty());
        // The longest first, so that none is left in pieces by one that it contains.
        Self(order::by_key(values, |value| (usize::MAX - value.len(), 0)))
    }

    /// The text without secrets.
    pub(super) fn text(&self, text: &str) -> String {
        let mut redacted = text.to_owned();
        for secret in &self.0 {
            if redacted == *secret {
                return MASK.to_owned();
            }
            if secret.len() >= SHORTEST_PART {
                redacted = search::replace(&redacted, secret, MASK);
            }
        }
        redacted
    }

    /// The message without secrets.
    pub(super) fn message(&self, message: &[Part]) -> Vec<Part> {
        let mut redacted = message.to_vec();
        for part in &mut redacted {
            if let Part::Code { text } = part
                && let Cow::Owned(pasted) = text
            {
                *text = self.text(pasted).into();
            }
        }
        redacted
    }
}

/// A secret without quotes, white space and whatever else stands around its letters and digits.
fn core(secret: &str) -> &str {
    let bytes = secret.as_bytes();
    let start = bytes.iter().position(u8::is_ascii_alphanumeric);
    let end = bytes.iter().rposition(u8::is_ascii_alphanumeric);
    search::head(
        search::tail(secret, start.unwrap_or(0)),
        end.map_or(0, |end| end + 1 - start.unwrap_or(0)),
    )
}
