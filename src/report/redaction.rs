//! Takes secrets and signatures out of a report: secrets by value, wherever they occur; signatures by the form of a token.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::Part;
use crate::secret;
use crate::text::Needles;
use crate::text::needles::Hit;

/// What stands for a secret.
const MASK: &str = "•••";

/// A secret shorter than this is taken out only where it is the whole value: as a part it would be in every word.
const SHORTEST_PART: usize = 6;

/// Of a secret that is longer, so many bytes are looked for, and the rest is compared: each byte of a needle takes memory.
const LONGEST_NEEDLE: usize = 256;

/// Knows the secrets of a paste, of which there may be thousands: a text is read once for all of them.
pub(super) struct Redaction<'a> {
    /// How those begin that are taken out as parts. Most are no longer than that.
    beginnings: Needles,
    /// For each of these beginnings the secrets that begin so, the longest first.
    parts: Vec<Vec<&'a str>>,
    /// Those that are taken out only as a whole.
    wholes: HashSet<&'a str>,
}

impl<'a> Redaction<'a> {
    /// Every secret of a pair, with and without what may stand around it, and whatever looks like one where a key should
    /// be: key and secret may be swapped.
    pub(super) fn of(evidence: &'a Evidence) -> Self {
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
        for (reading, _) in &evidence.refusals {
            if let Some(key) = reading.key.as_deref()
                && secret::looks_like_secret(key)
            {
                values.push(key);
            }
        }
        let (parts, wholes): (Vec<&str>, Vec<&str>) =
            (values.into_iter()).partition(|value| value.len() >= SHORTEST_PART);
        let mut by_beginning: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
        for part in parts {
            let beginning = &part.as_bytes()[..part.len().min(LONGEST_NEEDLE)];
            by_beginning.entry(beginning).or_default().push(part);
        }
        for parts in by_beginning.values_mut() {
            parts.sort_by_key(|part| (Reverse(part.len()), *part));
            parts.dedup();
        }
        Self {
            beginnings: Needles::longest(by_beginning.keys()),
            parts: by_beginning.into_values().collect(),
            wholes: wholes.into_iter().collect(),
        }
    }

    /// The text without secrets and signatures.
    pub(super) fn text(&self, text: &str) -> String {
        self.without_secrets(&without_signatures(text))
    }

    fn without_secrets(&self, text: &str) -> String {
        if !text.is_empty() && self.wholes.contains(text) {
            return MASK.to_owned();
        }
        let mut redacted = String::new();
        let mut shown = 0;
        while let Some(hit) = self.beginnings.find_from(text, shown) {
            redacted.push_str(&text[shown..hit.span.start]);
            redacted.push_str(MASK);
            shown = self.end(text, hit);
        }
        redacted.push_str(&text[shown..]);
        redacted
    }

    /// Where the longest secret ends that begins at a hit. Where a long one goes on otherwise, its beginning is taken out.
    fn end(&self, text: &str, hit: Hit) -> usize {
        let rest = &text.as_bytes()[hit.span.start..];
        let whole = (self.parts[hit.needle].iter()).find(|part| rest.starts_with(part.as_bytes()));
        let mut end = whole.map_or(hit.span.end, |part| hit.span.start + part.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        end
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

/// A secret without quotes, white space and whatever else stands around its letters and digits.
fn core(secret: &str) -> &str {
    secret.trim_matches(|c: char| !c.is_ascii_alphanumeric())
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
        let evidence = Evidence::gather(paste, Beside::only(NumericDate(0.0)));
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
