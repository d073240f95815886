//! Takes secrets out of a report, by value: wherever one occurs, in whatever field it was pasted.

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::Part;
use crate::secret;
use crate::text::order;

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
        let pairs = &evidence.paste.pairs;
        let around = |c: char| c.is_whitespace() || "\"'`“”‘’,;".contains(c);
        let secrets = pairs
            .iter()
            .filter_map(|pair| Some(pair.secret.as_ref()?.0.expose()));
        let swapped = pairs
            .iter()
            .filter(|pair| secret::is_swapped(pair))
            .filter_map(|pair| Some(pair.key.as_ref()?.0.as_str()));
        let keys = pairs
            .iter()
            .filter_map(|pair| Some(pair.key.as_ref()?.0.as_str()));
        let issuers = evidence
            .tokens
            .iter()
            .filter_map(|token| token.claims.iss.value())
            .map(String::as_str);
        let answered = evidence
            .refusals
            .iter()
            .filter_map(|(reading, _)| reading.key.as_deref());
        let looks = keys
            .chain(issuers)
            .chain(answered)
            .filter(|name| secret::looks_like_secret(name));
        let mut values: Vec<_> = secrets
            .flat_map(|secret| [secret, secret.trim_matches(around)])
            .chain(swapped)
            .chain(looks)
            .collect();
        values.retain(|value| !value.is_empty());
        // The longest first, so that none is left in pieces by one that it contains.
        let mut values = order::by_key(values, |value: &&str| (usize::MAX - value.len(), 0));
        values.dedup();
        Self(values)
    }

    /// The text without secrets.
    pub(super) fn text(&self, text: &str) -> String {
        let mut redacted = text.to_owned();
        for secret in &self.0 {
            if redacted == *secret {
                return MASK.to_owned();
            }
            if secret.len() >= SHORTEST_PART && redacted.contains(secret) {
                redacted = redacted.replace(secret, MASK);
            }
        }
        redacted
    }

    /// The message without secrets.
    pub(super) fn message(&self, message: &[Part]) -> Vec<Part> {
        let part = |part: &Part| match part {
            Part::Code { text } if matches!(text, std::borrow::Cow::Owned(_)) => Part::Code {
                text: self.text(text).into(),
            },
            other => other.clone(),
        };
        message.iter().map(part).collect()
    }
}
