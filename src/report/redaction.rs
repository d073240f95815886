//! Takes secrets and signatures out of a report: secrets by value, wherever they occur; signatures by the form of a token.

use std::borrow::Cow;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::Part;
use crate::secret;
use crate::text::{order, search};

/// What stands for a secret.
const MASK: &str = "•••";

/// A secret shorter than this is taken out only where it is the whole value: as a part it would be in every word.
const SHORTEST_PART: usize = 6;

/// Knows the secrets of a paste, of which there may be thousands: a text is read once for all of them.
pub(super) struct Redaction<'a> {
    /// Those that are taken out as parts, in the order of their bytes.
    parts: Vec<&'a str>,
    /// For each of them the longest other one that it begins with.
    beginnings: Vec<Option<usize>>,
    /// How they begin.
    first_bytes: [bool; 256],
    /// Those that are taken out only as a whole, in the order of their bytes.
    wholes: Vec<&'a str>,
}

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
        let order = order::sorted(values.len(), &|one, other| values[one] < values[other]);
        let (mut parts, mut wholes): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let mut beginnings: Vec<Option<usize>> = Vec::new();
        let mut first_bytes = [false; 256];
        for value in order.into_iter().map(|at| values[at]) {
            if value.len() < SHORTEST_PART {
                wholes.push(value);
            } else if parts.last() != Some(&value) {
                first_bytes[usize::from(value.as_bytes()[0])] = true;
                let mut beginning = parts.len().checked_sub(1);
                while let Some(at) = beginning.filter(|at| !begins(value, parts[*at])) {
                    beginning = beginnings[at];
                }
                beginnings.push(beginning);
                parts.push(value);
            }
        }
        Self {
            parts,
            beginnings,
            first_bytes,
            wholes,
        }
    }

    /// The text without secrets and signatures.
    pub(super) fn text(&self, text: &str) -> String {
        self.without_secrets(&without_signatures(text))
    }

    fn without_secrets(&self, text: &str) -> String {
        let whole = self.wholes.partition_point(|whole| *whole < text);
        if !text.is_empty() && self.wholes.get(whole) == Some(&text) {
            return MASK.to_owned();
        }
        let mut redacted = String::new();
        let (mut shown, mut at) = (0, 0);
        while at < text.len() {
            let is_first = self.first_bytes[usize::from(text.as_bytes()[at])];
            let length = if is_first {
                self.longest(search::tail(text, at))
            } else {
                0
            };
            if length > 0 {
                redacted.push_str(text.get(shown..at).unwrap_or_default());
                redacted.push_str(MASK);
                shown = at + length;
            }
            at += length.max(1);
        }
        redacted.push_str(search::tail(text, shown));
        redacted
    }

    /// The length of the longest secret that a text begins with; 0 if there is none.
    fn longest(&self, text: &str) -> usize {
        // Whatever stands between the text and what it begins with begins so too.
        let after = self.parts.partition_point(|part| *part <= text);
        let mut found = after.checked_sub(1);
        while let Some(at) = found.filter(|at| !begins(text, self.parts[*at])) {
            found = self.beginnings[at];
        }
        found.map_or(0, |at| self.parts[at].len())
    }

    /// The message without secrets and signatures.
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

/// How a JSON object begins in base64url: `{` and then a quote, a space, or a line end.
const HEADER_STARTS: [&str; 5] = ["eyJ", "eyA", "ewo", "ew0", "ewk"];

/// The text without the signature of anything that has the form of a token (RFC 7515 section 7.1), and without what follows the
/// second part of a JWE (RFC 7516 section 7.1).
fn without_signatures(text: &str) -> Cow<'_, str> {
    let mut redacted = String::new();
    let (mut shown, mut at) = (0, 0);
    while at < text.len() {
        let header = base64url(&text[at..]);
        let is_header = HEADER_STARTS.iter().any(|start| header.contains(start));
        at += header.len();
        if is_header
            && let Some(rest) = text[at..].strip_prefix('.')
            && let payload = base64url(rest)
            && let Some(rest) = rest[payload.len()..].strip_prefix('.')
        {
            let end = rest.find(|c| !(is_base64url(c) || c == '.'));
            let signature = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
            let start = text.len() - rest.len();
            if !signature.is_empty() {
                redacted.push_str(&text[shown..start]);
                redacted.push_str(MASK);
                shown = start + signature.len();
            }
            at = start + signature.len();
        }
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    if shown == 0 {
        return Cow::Borrowed(text);
    }
    redacted.push_str(&text[shown..]);
    Cow::Owned(redacted)
}

/// What the text begins with that is base64url.
fn base64url(text: &str) -> &str {
    &text[..text.find(|c| !is_base64url(c)).unwrap_or(text.len())]
}

fn is_base64url(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

fn begins(text: &str, beginning: &str) -> bool {
    text.as_bytes().starts_with(beginning.as_bytes())
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

#[cfg(test)]
mod tests {
    use super::{Redaction, without_signatures};
    use crate::clock::Beside;
    use crate::diagnosis::evidence::Evidence;
    use crate::text::NumericDate;

    #[test]
    fn takes_the_signature_out_of_everything_like_a_token() {
        for (text, redacted) in [
            ("eyJh.eyJi.c2ln", "eyJh.eyJi.•••"),
            ("x=eyJh.eyJi.c2ln, error", "x=eyJh.eyJi.•••, error"),
            (
                "eyJh.eyJi.c2ln. eyJh.eyJi.c2ln.",
                "eyJh.eyJi.•••. eyJh.eyJi.•••.",
            ),
            ("ewogICJh.e30.c2ln", "ewogICJh.e30.•••"),
            ("eyJh..iv.text.tag", "eyJh..•••"),
            ("éeyJh.eyJi.c2lné", "éeyJh.eyJi.•••é"),
            ("eyJh.eyJi.", "eyJh.eyJi."),
            ("eyJh.eyJi", "eyJh.eyJi"),
            ("www.livekit.io", "www.livekit.io"),
        ] {
            assert_eq!(without_signatures(text), redacted, "{text}");
        }
    }

    #[test]
    fn takes_out_the_longest_of_those_that_begin_alike() {
        let paste = [
            "FAKEsecret",
            "FAKEsecretFAKE",
            "FAKEsecretZ",
            "FAKEx1",
            "abc",
            "",
            "é-secret-é",
        ]
        .map(|secret| format!("LIVEKIT_API_KEY=k\nLIVEKIT_API_SECRET='{secret}'\n"))
        .concat();
        let evidence = Evidence::gather(&paste, Beside::only(NumericDate(0.0)));
        let redaction = Redaction::of(&evidence);
        for (text, redacted) in [
            ("a FAKEsecretFAKE b", "a ••• b"),
            ("FAKEsecretFAZ", "•••FAZ"),
            ("FAKEsecretFAKEsecretFAKEsecret", "•••••••••"),
            ("FAKEsecretY", "•••Y"),
            ("FAKEx FAKE", "FAKEx FAKE"),
            ("FAKEx1", "•••"),
            ("éé-secret-éé", "é•••é"),
            ("abc", "•••"),
            ("abcd", "abcd"),
            ("", ""),
        ] {
            assert_eq!(redaction.text(text), redacted, "{text}");
        }
    }
}
