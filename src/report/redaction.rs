//! The one gate of the report: every pasted text that leaves the core passes it, and loses each secret and each signature of the
//! paste, in every coding, whole or in part.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::diagnosis::evidence::Evidence;
use crate::finding::sentence::Part;
use crate::livekit::api_key;
use crate::paste::secret_word::{self, SecretWord};
use crate::secret;
use crate::text::coding::{FRAGMENT, Space, codings, fold, fragments, number, unescaped};
use crate::text::span::Places;
use crate::text::{Needles, Span, base64url, steps};

/// The replacement of a secret.
const MASK: &str = "•••";

/// The most words that are hidden because they may be secrets.
pub(super) const WORDS: usize = 1_000;

/// A secret shorter than a fragment is removed from within a word only if it has this many bytes: still shorter ones would be in
/// every word.
const SHORTEST_PART: usize = 6;

/// A secret that is still shorter is removed where it is a word of its own, if it has this many bytes.
const SHORTEST: usize = 3;

/// The private keys that are hidden, at most: there is mostly one, and each is long.
const PRIVATE_KEYS: usize = 20;

/// The fewest characters of a word of a private key that is hidden.
const PRIVATE_WORD: usize = 16;

/// The secrets and signatures in a paste.
///
/// Each is cut into fragments of eight bytes, at every byte, in all codings; a text is then read once for all of them.
pub(super) struct Redaction {
    /// Fragments of secrets, [folded](fold).
    fragments: FxHashSet<u64>,
    /// Secrets that are shorter than a fragment, by their length less [`SHORTEST`].
    short: [FxHashSet<u64>; FRAGMENT - SHORTEST],
    /// Secrets that are removed only if they are the whole text.
    wholes: HashSet<String>,
    /// What is hidden in all codings already.
    hidden: HashSet<String>,
}

impl Redaction {
    /// Every secret of a pair, with and without surrounding characters; every key that looks like a secret, because the two may
    /// be swapped; every signature; and the words that are likely to be secrets.
    pub(super) fn new(evidence: &Evidence, words: &[SecretWord]) -> Self {
        let mut redaction = Self {
            fragments: FxHashSet::default(),
            short: Default::default(),
            wholes: HashSet::new(),
            hidden: HashSet::new(),
        };
        for word in words.iter().take(WORDS) {
            let text = word.span.of(&evidence.text);
            if word.is_likely {
                redaction.hide_all(text, 1);
            } else {
                redaction.hide_decoded(text, 1);
            }
        }
        // A key that is announced like a secret is none.
        for (key, _) in evidence
            .paste
            .pairs
            .iter()
            .filter_map(|pair| pair.key.as_ref())
        {
            redaction.show(key);
        }
        // The name of a public key may be as random as a secret: Keycloak's has 43 characters.
        let of_tokens = (evidence.tokens.iter()).filter_map(|token| token.jws.key_id());
        let of_keys = (evidence.any_jwt.keys.iter()).filter_map(|key| key.kid.clone());
        for kid in of_tokens.chain(of_keys) {
            redaction.show(&kid);
        }
        let mut told = Vec::new();
        for pair in &evidence.paste.pairs {
            if let Some((secret, _)) = &pair.secret {
                let secret = secret.expose();
                redaction.hide(secret);
                if secret::core(secret) != secret {
                    redaction.hide_all(secret::core(secret), 1);
                }
            }
            if let Some((key, _)) = &pair.key {
                if secret::is_swapped(pair) {
                    redaction.hide(key);
                } else if !redaction.hide_parts(key)
                    && pair.secret.is_some()
                    && api_key::has_form(key)
                {
                    told.push(key);
                }
            }
        }
        let issuers = (evidence.tokens.iter()).filter_map(|token| token.claims.iss.value());
        let answered = (evidence.answers.iter().chain(&evidence.other_answers))
            .filter_map(|(reading, _)| reading.key.as_ref());
        for key in issuers.chain(answered) {
            if !redaction.hide_parts(key) && api_key::has_form(key) {
                told.push(key);
            }
        }
        for token in &evidence.tokens {
            if let Some((_, signature)) = token.jws.text.rsplit_once('.') {
                redaction.add(signature.as_bytes());
            }
        }
        // The words of a private key, which has lines of 64 characters, or members as long.
        let keys = evidence.any_jwt.keys.iter();
        for key in keys.filter(|key| key.is_private).take(PRIVATE_KEYS) {
            for member in &key.private_members {
                redaction.hide_all(member.expose(), 1);
            }
            // The members say what is private; the rest of a JWK is public.
            if !key.private_members.is_empty() {
                continue;
            }
            let of_base64 = |c: char| c.is_ascii_alphanumeric() || "+/-_=".contains(c);
            let words = key.span.of(&evidence.text).split(|c| !of_base64(c));
            for word in words.filter(|word| word.len() >= PRIVATE_WORD) {
                redaction.add(word.as_bytes());
            }
        }
        // What a secret has in common with a key, such as digits in a row, is no secret.
        for key in told {
            let plain = unescaped(key, Space::Dropped).bytes;
            let common =
                fragments(&plain).filter(|fragment| redaction.fragments.contains(fragment));
            if common.count() * 2 <= plain.windows(FRAGMENT).len() {
                redaction.show(key);
            }
        }
        redaction
    }

    /// Shows a key, even where it shares text with what was hidden so far.
    fn show(&mut self, key: &str) {
        if self.fragments.is_empty() {
            return;
        }
        for coded in codings(key) {
            for fragment in fragments(&coded) {
                if self.fragments.remove(&fragment) {
                    self.hidden.clear();
                }
            }
        }
    }

    /// Hides what is probably a secret in a key; returns whether there is any.
    fn hide_parts(&mut self, key: &str) -> bool {
        let mut parts = secret::secret_parts(key).peekable();
        let has_any = parts.peek().is_some();
        parts.for_each(|part| self.hide(part));
        has_any
    }

    /// Hides a secret, with its escapes and without them, and what it says in another coding.
    fn hide_all(&mut self, secret: &str, levels: usize) {
        self.hide(secret);
        let plain = String::from_utf8(unescaped(secret, Space::Dropped).bytes);
        if let Ok(plain) = plain
            && plain != secret
        {
            self.hide(&plain);
        }
        self.hide_decoded(secret, levels);
    }

    /// Hides what a word says in another coding, and the secrets in that. Segments of tokens are no secrets.
    fn hide_decoded(&mut self, word: &str, levels: usize) {
        for text in secret_word::decoded(word) {
            if text.starts_with('{') {
                continue;
            }
            if !text.trim().contains(char::is_whitespace) {
                self.hide(text.trim());
            }
            if levels > 0 {
                let words = secret_word::find(&text);
                for word in words.iter().filter(|word| word.is_likely) {
                    self.hide_all(word.span.of(&text), levels - 1);
                }
            }
        }
    }

    /// Hides a secret, in all codings.
    fn hide(&mut self, secret: &str) {
        let bytes = secret.as_bytes();
        if bytes.len() < SHORTEST {
            self.wholes.insert(secret.to_owned());
            return;
        }
        if bytes.len() < FRAGMENT {
            self.wholes.insert(secret.to_owned());
            self.short[bytes.len() - SHORTEST].insert(number(bytes.iter().copied()));
            return;
        }
        if !self.hidden.insert(secret.to_owned()) {
            return;
        }
        // Each byte is in all codings together eight times at most.
        self.fragments.reserve(8 * bytes.len());
        for coded in codings(secret) {
            // Digits alone say nothing about a secret that has letters, except in hex.
            let is_number = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
            let skips_numbers = coded.len() <= bytes.len() && !is_number(&coded);
            let windows = coded.windows(FRAGMENT).zip(fragments(&coded));
            let telling = windows.filter(|(window, _)| !skips_numbers || !is_number(window));
            self.fragments.extend(telling.map(|(_, fragment)| fragment));
        }
    }

    fn add(&mut self, coded: &[u8]) {
        self.fragments.extend(fragments(coded));
    }

    /// The text without secrets and signatures.
    pub(super) fn text(&self, text: &str) -> String {
        if !text.is_empty() && self.wholes.contains(text) {
            return MASK.to_owned();
        }
        let mut redacted = String::new();
        let mut shown = 0;
        for Span { start, end } in self.spans(text).spans() {
            redacted.push_str(&text[shown..*start]);
            redacted.push_str(MASK);
            shown = *end;
        }
        redacted.push_str(&text[shown..]);
        redacted
    }

    /// The places of secrets and signatures in a text.
    pub(super) fn spans(&self, text: &str) -> Places {
        let mut spans = Vec::new();
        let whole = |bytes: Range<usize>| bytes.into();
        self.find(text.as_bytes(), whole, &mut spans);
        signatures(text, whole, &mut spans);
        let has_escapes = text
            .bytes()
            .any(|byte| matches!(byte, b'%' | b'\\') || !byte.is_ascii());
        if has_escapes {
            let decoded = unescaped(text, Space::Kept);
            if let Ok(plain) = std::str::from_utf8(&decoded.bytes) {
                signatures(plain, |bytes| decoded.places.of(bytes), &mut spans);
            }
        }
        if self.has_secrets() && (has_escapes || text.contains(char::is_whitespace)) {
            let packed = unescaped(text, Space::Dropped);
            self.find(&packed.bytes, |bytes| packed.places.of(bytes), &mut spans);
        }
        for span in &mut spans {
            *span = Span::new(
                text.floor_char_boundary(span.start),
                text.ceil_char_boundary(span.end),
            );
        }
        Places::new(spans)
    }

    fn has_secrets(&self) -> bool {
        !self.fragments.is_empty() || self.has_short()
    }

    fn has_short(&self) -> bool {
        self.short.iter().any(|short| !short.is_empty())
    }

    /// Finds fragments of secrets. `place` gives the place of bytes in the text that is redacted.
    fn find(&self, bytes: &[u8], place: impl Fn(Range<usize>) -> Span, spans: &mut Vec<Span>) {
        if !self.has_secrets() {
            return;
        }
        steps::count(bytes.len());
        let has_short = self.has_short();
        let (mut folded, mut raw) = (0, 0);
        for (at, &byte) in bytes.iter().enumerate() {
            folded = folded << 8 | u64::from(fold(byte));
            raw = raw << 8 | u64::from(byte);
            let mut add = |length: usize| {
                let span = place(at + 1 - length..at + 1);
                match spans.last_mut() {
                    Some(last) if last.overlaps(span) && last.start <= span.start => {
                        last.end = last.end.max(span.end);
                    }
                    _ => spans.push(span),
                }
            };
            if at + 1 >= FRAGMENT && self.fragments.contains(&folded) {
                add(FRAGMENT);
            }
            if !has_short {
                continue;
            }
            for (short, length) in self.short.iter().zip(SHORTEST..) {
                let last = raw & ((1 << (8 * length)) - 1);
                let is_here = at + 1 >= length && !short.is_empty() && short.contains(&last);
                let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
                let is_word =
                    || !is_part(bytes[..at + 1 - length].last()) && !is_part(bytes.get(at + 1));
                if is_here && (length >= SHORTEST_PART || is_word()) {
                    add(length);
                }
            }
        }
    }

    /// The message without secrets and signatures.
    pub(super) fn message(&self, mut message: Vec<Part>) -> Vec<Part> {
        for part in &mut message {
            if let Part::Code { text } = part
                && let Cow::Owned(pasted) = text
            {
                *text = self.text(pasted).into();
            }
        }
        message
    }
}

/// How a JSON object begins in base64url: `{` and then a quote, a space, or a line end.
static HEADERS: LazyLock<Needles> =
    LazyLock::new(|| Needles::exact(["eyJ", "eyA", "ewo", "ew0", "ewk"]));

/// Finds the signature of anything that has the form of a token (RFC 7515 section 7.1), and everything after the second part of
/// a JWE (RFC 7516 section 7.1).
fn signatures(text: &str, place: impl Fn(Range<usize>) -> Span, spans: &mut Vec<Span>) {
    // How far the text has been read.
    let mut at = 0;
    for header in HEADERS.hits(text) {
        if header.span.start < at {
            continue;
        }
        at = header.span.end + base64url::leading(&text[header.span.end..]).len();
        if let Some(rest) = text[at..].strip_prefix('.')
            && let payload = base64url::leading(rest)
            && let Some(rest) = rest[payload.len()..].strip_prefix('.')
        {
            let end = rest
                .bytes()
                .position(|byte| !(base64url::has(byte) || byte == b'.'));
            let signature = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
            let start = text.len() - rest.len();
            if !signature.is_empty() {
                spans.push(place(start..start + signature.len()));
            }
            at = start + signature.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Redaction;
    use crate::Search;
    use crate::clock::Context;
    use crate::paste::secret_word;
    use crate::text::NumericDate;

    /// Redacts texts by the secrets of a paste.
    fn assert_redacted(paste: &str, texts: &[(&str, &str)]) {
        let search = Search::start(paste.to_owned(), Context::at(NumericDate(0.0)));
        let redaction = Redaction::new(&search.evidence, &secret_word::find(paste));
        for (text, redacted) in texts {
            assert_eq!(redaction.text(text), *redacted, "{text}");
        }
    }

    #[test]
    fn removes_the_signature_of_everything_like_a_token() {
        assert_redacted(
            "",
            &[
                ("eyJh.eyJi.c2ln", "eyJh.eyJi.•••"),
                ("eyJh%2EeyJi%2Ec2ln&x", "eyJh%2EeyJi%2E•••&x"),
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
            ],
        );
    }

    #[test]
    fn removes_secrets_of_any_length() {
        let settings = ["FAKEsecret", "FAKEx1", "abc", "", "é-secret-é"]
            .map(|secret| format!("LIVEKIT_API_KEY=k\nLIVEKIT_API_SECRET='{secret}'\n"));
        assert_redacted(
            &settings.concat(),
            &[
                ("a FAKEsecret b", "a ••• b"),
                ("FAKEsecretY", "•••Y"),
                ("FAKEx FAKE", "FAKEx FAKE"),
                ("FAKEx1", "•••"),
                ("[FAKEx1]", "[•••]"),
                ("éé-secret-éé", "é•••é"),
                ("abc", "•••"),
                ("abcd", "abcd"),
                ("an abc, and abc", "an •••, and •••"),
                ("", ""),
            ],
        );
    }

    #[test]
    fn removes_a_secret_in_any_coding_and_cut() {
        assert_redacted(
            "LIVEKIT_API_KEY=k\nLIVEKIT_API_SECRET='p/ss+w0rdQ7mVb1xZc9R'\n",
            &[
                ("P/SS+W0RDQ7MVB1XZC9R", "•••"),
                ("p%2Fss%2bw0rdQ7mVb1xZc9R", "•••"),
                (r#""p\/ss\u002bw0rdQ7mVb1xZc9R""#, "\"•••\""),
                ("p/ss+w0rd\nQ7mVb1xZc9R", "•••"),
                ("p/ss+w0rd\u{200b}Q7mVb1xZc9R", "•••"),
                ("the end is 7mVb1xZc9R.", "the end is •••."),
                // Less than a fragment stays.
                ("cC9zcyt3MHJkUTdtVmIxeFpjOVI=", "•••OVI="),
                ("702f73732b773072645137", "•••"),
            ],
        );
    }
}
