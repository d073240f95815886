//! Values without a name: secrets of well-known services, and words that look like a secret.

use std::collections::HashSet;

use super::value::stop;
use super::word::{is_absent, is_passphrase, is_random};
use super::{Finder, Kind, LONGEST, PEM_BEGIN, Sign};
use crate::paste::secret_word;
use crate::text::{base64url, label};

impl Finder<'_> {
    /// Finds the secrets of well-known services.
    pub(super) fn services(&mut self) {
        let text = self.text;
        for (begin, span) in self.all(Sign::Service) {
            let is_inside = text[..span.start].ends_with(|c: char| c.is_ascii_alphanumeric());
            if is_inside {
                continue;
            }
            let rest = &self.near(span.start)[span.start..];
            let from = if begin.ends_with('=') { begin.len() } else { 0 };
            let length = rest[from..]
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-._/+=".contains(c)))
                .unwrap_or(rest.len() - from);
            self.spend(length);
            let value = rest[from..from + length].trim_end_matches('.');
            if value.len() >= 20 && value.bytes().any(|byte| byte.is_ascii_digit()) {
                let start = span.start + from;
                self.add(Kind::Secret, start..start + value.len());
            }
        }
    }

    /// Finds words that are probably secrets.
    pub(super) fn words(&mut self) {
        let text = self.text;
        let mut seen = HashSet::new();
        for word in secret_word::find(text) {
            let value = word.span.of(text);
            let is_secret = word.is_likely || is_random(value) || is_passphrase(value);
            if is_secret
                && !self.is_public(word.span.start)
                && !is_absent(value)
                && !label::is_inner(value)
                && seen.insert((word.span.start, word.span.end))
            {
                self.add(Kind::Secret, word.span.start..word.span.end);
            }
        }
    }

    /// Whether a random word is part of something public: a token's claims, a certificate, a checksum of a file.
    fn is_public(&self, start: usize) -> bool {
        const CHECKSUMS: [&str; 4] = ["sha256-", "sha384-", "sha512-", "sha256:"];
        const PUBLIC_MEMBERS: [&str; 6] = ["x", "y", "n", "kid", "x5t", "x5t#S256"];
        let before = &self.text[..start];
        let is_checksum = || CHECKSUMS.iter().any(|end| before.ends_with(end));
        // `"kid": "`
        let member = || {
            let assigned = before.strip_suffix('"')?.trim_end_matches(' ');
            let named = assigned.strip_suffix(':')?.trim_end_matches(' ');
            named.strip_suffix('"')?.rsplit('"').next()
        };
        let is_public_member = || member().is_some_and(|name| PUBLIC_MEMBERS.contains(&name));
        let is_claims = || {
            let is_of_segment =
                |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
            let reach = before.bytes().rev().take(LONGEST);
            let length = reach.take_while(is_of_segment).count();
            let segment = &self.text[start - length..];
            segment.starts_with("ey") && stop(&segment[base64url::leading(segment).len()..]) > 0
        };
        let is_certificate = || {
            let above = (self.pems).partition_point(|begin| begin + PEM_BEGIN.len() <= start);
            let begin = above.checked_sub(1).map(|last| self.pems[last]);
            begin.is_some_and(|begin| {
                let pem = &before[begin..];
                begin + LONGEST >= start
                    && !pem.contains("-----END")
                    && (pem.contains("BEGIN CERT") || pem.contains("BEGIN PUBLIC"))
            })
        };
        // The digits of an escape are no part of a word, which is found where the escape is resolved.
        before.ends_with('%')
            || is_checksum()
            || is_public_member()
            || is_claims()
            || is_certificate()
    }
}
