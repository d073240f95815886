//! Removes secrets and signatures from a report: secrets by value, wherever they occur; signatures by the form of a
//! token.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::diagnosis::evidence::Evidence;
use crate::finding::sentence::Part;
use crate::secret;

/// The replacement of a secret.
const MASK: &str = "•••";

/// A shorter secret is removed only if it is the whole value: as a part it would be in every word.
const SHORTEST_PART: usize = 6;

/// The first characters of a secret, with which it is searched for.
type Beginning = [u8; SHORTEST_PART];

/// The secrets in a paste. There may be thousands, so a text is read once for all of them.
pub(super) struct Redaction<'a> {
    /// Secrets that are removed anywhere in a text, by their beginnings, the longest first.
    parts: HashMap<Beginning, Vec<&'a str>>,
    /// Secrets that are removed only if they are the whole text.
    wholes: HashSet<&'a str>,
}

impl<'a> Redaction<'a> {
    /// Every secret of a pair, with and without surrounding characters, and every key that looks like a secret, because
    /// the two may be swapped.
    pub(super) fn new(evidence: &'a Evidence) -> Self {
        let mut values: Vec<&str> = Vec::new();
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
        for (reading, _) in evidence.answers.iter().chain(&evidence.other_answers) {
            if let Some(key) = reading.key.as_deref()
                && secret::looks_like_secret(key)
            {
                values.push(key);
            }
        }
        let mut parts: HashMap<Beginning, Vec<&str>> = HashMap::new();
        let mut wholes = HashSet::new();
        for value in values {
            match value.as_bytes().first_chunk() {
                Some(beginning) => parts.entry(*beginning).or_default().push(value),
                None => {
                    wholes.insert(value);
                }
            }
        }
        Self { parts, wholes }
    }

    /// The text without secrets and signatures.
    pub(super) fn text(&self, text: &str) -> String {
        self.without_secrets(&without_signatures(text))
    }

    fn without_secrets(&self, text: &str) -> String {
        if !text.is_empty() && self.wholes.contains(text) {
            return MASK.to_owned();
        }
        if self.parts.is_empty() {
            return text.to_owned();
        }
        let mut redacted = String::new();
        let (mut shown, mut at) = (0, 0);
        while at < text.len() {
            let Some(length) = self.secret_at(&text.as_bytes()[at..]) else {
                at += 1;
                continue;
            };
            redacted.push_str(&text[shown..at]);
            redacted.push_str(MASK);
            at += length;
            shown = at;
        }
        redacted.push_str(&text[shown..]);
        redacted
    }

    /// The length of the longest secret at the start of a text.
    fn secret_at(&self, text: &[u8]) -> Option<usize> {
        let parts = self.parts.get(text.first_chunk::<SHORTEST_PART>()?)?;
        (parts.iter())
            .filter(|part| text.starts_with(part.as_bytes()))
            .map(|part| part.len())
            .max()
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

/// The text without the signature of anything that has the form of a token (RFC 7515 section 7.1), and without
/// everything after the second part of a JWE (RFC 7516 section 7.1).
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

/// The base64url characters at the start of a text.
fn base64url(text: &str) -> &str {
    &text[..text.find(|c| !is_base64url(c)).unwrap_or(text.len())]
}

fn is_base64url(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// A secret without quotes, white space and other characters around its letters and digits.
fn core(secret: &str) -> &str {
    secret.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{Redaction, without_signatures};
    use crate::Search;
    use crate::clock::Context;
    use crate::text::NumericDate;

    #[test]
    fn removes_the_signature_of_everything_like_a_token() {
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
    fn removes_the_longest_of_several_secrets_at_one_place() {
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
        let search = Search::start(paste, Context::at(NumericDate(0.0)));
        let evidence = search.0;
        let redaction = Redaction::new(&evidence);
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
