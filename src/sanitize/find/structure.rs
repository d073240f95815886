//! What has to go by its own structure: signatures, encrypted tokens, the private members of keys in PEM, XML and JSON, and the cookies of a HAR.

use super::value::{closing, member};
use super::{Detection, Finder, Kind, LONGEST, SETS, Sign};
use crate::key::xml;
use crate::text::base64url;

impl Finder<'_> {
    /// Finds signatures (RFC 7515 section 7.1), and everything behind the header of a JWE (RFC 7516 section 7.1).
    pub(super) fn tokens(&mut self) {
        let text = self.text;
        let mut at = 0;
        for (_, span) in self.all(Sign::Header) {
            if span.start < at {
                continue;
            }
            let segment = |start: usize| start + base64url::leading(&text[start..]).len();
            let mut ends = vec![segment(span.end)];
            while ends.len() < 6
                && let Some(&end) = ends.last()
                && text[end..].starts_with('.')
            {
                ends.push(segment(end + 1));
            }
            at = ends.last().copied().unwrap_or_default();
            match ends[..] {
                [header, _, _, _, end, ..] => self.found.push(Detection {
                    kind: Kind::Jwe,
                    range: header + 1..end,
                }),
                [_, payload, end, ..] if payload + 1 < end => {
                    self.found.push(Detection {
                        kind: Kind::Signature,
                        range: payload + 1..at.max(end),
                    });
                }
                _ => {}
            }
        }
    }

    /// Finds the lines of private keys (RFC 7468).
    pub(super) fn private_keys(&mut self) {
        let text = self.text;
        for (_, span) in self.all(Sign::Pem) {
            let before = &text[..span.start];
            let is_end = before
                .rfind("-----")
                .is_some_and(|at| before[at..].starts_with("-----END"));
            if is_end {
                continue;
            }
            let start = span.end;
            let near = &text.as_bytes()[start..text.len().min(start + LONGEST)];
            let of_key =
                |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\\ \t\r\n:,\"'".contains(byte);
            let length = near
                .iter()
                .position(|byte| !of_key(byte))
                .unwrap_or(near.len());
            let body = &text[start..start + length];
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
            // A line end that is written out ends in a letter.
            let skipped = body.len()
                - body
                    .trim_start_matches("\\n")
                    .trim_start_matches("\\r\\n")
                    .len();
            let body = &body[skipped..];
            let Some(first) = body.find(is_part) else {
                continue;
            };
            let last = body.trim_end_matches("\\n").rfind(is_part).unwrap_or(first);
            if last - first >= 16 {
                self.add(
                    Kind::PrivateKey,
                    start + skipped + first..start + skipped + last + 1,
                );
            }
        }
    }

    /// Finds the private members of a key in XML.
    pub(super) fn xml_keys(&mut self) {
        for member in xml::private_members(self.text) {
            self.add(Kind::PrivateKey, member.start..member.end);
        }
    }

    /// Finds the values of all cookies of a HAR (`cookies`), and the private members of a JWK (RFC 7518 section 6).
    pub(super) fn sets(&mut self) {
        const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "k", "oth"];
        let text = self.text;
        let signs = self.all(Sign::Set);
        // Where the last ones begin and end. What is inside was read with them.
        let (mut cookies, mut keys) = ((0..0, true), (0..0, true));
        let mut behind = 0;
        for (at, &(words, span)) in signs.iter().enumerate() {
            let next = (signs[at + 1..].iter()).find(|(next, _)| *next == words);
            let next = next.map_or(text.len(), |(_, span)| span.start);
            let (start, last, kind) = if words == SETS[0] {
                let rest = text[span.end..]
                    .trim_start()
                    .strip_prefix(':')
                    .map(str::trim_start);
                let Some(rest) = rest.filter(|rest| rest.starts_with('[')) else {
                    continue;
                };
                (text.len() - rest.len(), &mut cookies, Kind::Cookie)
            } else {
                let brace = text[behind..span.start].rfind('{');
                let start = brace.map_or(keys.0.start, |at| behind + at);
                behind = span.start;
                (start, &mut keys, Kind::PrivateKey)
            };
            // Of one that is cut off, what is behind the next sign is read with that.
            let (from, depth) = match last {
                (last, true) if start < last.end => continue,
                (last, _) if *last == (start..last.end) => (last.end, 1),
                _ => (start, 0),
            };
            let near = self.near(from);
            let closing = closing(near, from, depth);
            if closing.is_none() {
                self.spend(near.len() - from);
            }
            let end = closing.unwrap_or(near.len().min(next.max(from)));
            *last = (start..end, closing.is_some());
            let mut at = from;
            while let Some((name, value)) = member(text, at, end) {
                at = value.end;
                let name = &text[name];
                if kind == Kind::Cookie && name == "value"
                    || kind == Kind::PrivateKey && PRIVATE.contains(&name)
                {
                    self.add(kind, value);
                }
            }
        }
    }
}
