//! Finds what has to go in a text: signatures, encrypted tokens, private keys, and values behind the names of secrets.

mod value;
mod word;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use crate::key::xml;
use crate::paste::secret_word;
use crate::text::needles::Hit;
use crate::text::{Needles, Span, label};

use super::{Kind, name};
use value::{
    Form, around, base64url, closing, is_line_start, kept, member, of_part, paired, quoted, stop,
    unquoted,
};
use word::{
    is_absent, is_livekit_key, is_passphrase, is_random, is_reference, is_scheme_name,
    is_word_of_status, is_words,
};

/// A value that has to go.
pub(super) struct Found {
    /// What it is.
    pub(super) kind: Kind,
    /// Its place in the text of the view.
    pub(super) range: Range<usize>,
}

/// How a JSON object begins in base64url: `{` and then a quote, a space, or a line end.
const HEADERS: [&str; 5] = ["eyJ", "eyA", "ewo", "ew0", "ewk"];
const PEMS: [&str; 1] = ["PRIVATE KEY-----"];
const SETS: [&str; 2] = ["cookies\"", "kty\""];
const SCHEMES: [&str; 4] = ["bearer", "basic", "digest", "negotiate"];
const USERS: [&str; 3] = ["://", " -u", "--user"];

/// How the secrets of well-known services begin (their documentation).
const BEGINNINGS: [&str; 35] = [
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "rk_test_",
    "whsec_",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxe-",
    "xapp-",
    "AIza",
    "ya29.",
    "1//0",
    "GOCSPX-",
    "SG.",
    "npm_",
    "pypi-",
    "hf_",
    "sk-",
    "shpat_",
    "shpss_",
    "dop_v1_",
    "sbp_",
    "sb_secret_",
    "lin_api_",
    "AccountKey=",
    "SharedAccessKey=",
    "4/0A",
];

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Header,
    Pem,
    Set,
    Name,
    Scheme,
    User,
    Service,
}

impl Sign {
    /// Whether the case of letters matters.
    fn is_exact(self) -> bool {
        !matches!(self, Self::Name | Self::Scheme)
    }
}

/// All signs with their texts. Of several at one place, the first in the list counts.
static SIGNS: LazyLock<Vec<(Sign, &str)>> = LazyLock::new(|| {
    let groups: [(Sign, &[&str]); 7] = [
        (Sign::Header, &HEADERS),
        (Sign::Pem, &PEMS),
        (Sign::Set, &SETS),
        (Sign::Name, &name::ROOTS),
        (Sign::Scheme, &SCHEMES),
        (Sign::User, &USERS),
        (Sign::Service, &BEGINNINGS),
    ];
    let texts =
        |(sign, texts): (Sign, &'static [&str])| texts.iter().map(move |text| (sign, *text));
    groups.into_iter().flat_map(texts).collect()
});

static NEEDLES: LazyLock<Needles> =
    LazyLock::new(|| Needles::overlapping_ignoring_case(SIGNS.iter().map(|(_, text)| text)));

/// How a text in PEM begins (RFC 7468).
const PEM_BEGIN: &str = "-----BEGIN ";

/// The longest value behind a name, in bytes.
const LONGEST: usize = 16_384;

/// The values of a text that have to go; they may overlap.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut finder = Finder {
        text,
        signs: signs(text),
        found: Vec::new(),
        pems: memmem::find_iter(text.as_bytes(), PEM_BEGIN).collect(),
    };
    finder.tokens();
    finder.private_keys();
    finder.xml_keys();
    finder.sets();
    finder.names();
    finder.schemes();
    finder.users();
    finder.services();
    finder.words();
    finder.found
}

/// The signs of a text, found in one pass, in the order of their starts.
fn signs(text: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = NEEDLES.overlapping(text).collect();
    hits.retain(|hit| {
        let (sign, words) = SIGNS[hit.needle];
        !sign.is_exact() || hit.span.of(text) == words
    });
    hits.sort_by_key(|hit| (hit.span.start, hit.needle));
    hits
}

struct Finder<'a> {
    text: &'a str,
    signs: Vec<Hit>,
    found: Vec<Found>,
    /// Where texts in PEM begin (RFC 7468).
    pems: Vec<usize>,
}

impl Finder<'_> {
    /// The first of these signs from a place on.
    fn next(&self, sign: Sign, from: usize) -> Option<(&'static str, Span)> {
        let first = self.signs.partition_point(|hit| hit.span.start < from);
        let mut signs = self.signs[first..].iter();
        let hit = signs.find(|hit| SIGNS[hit.needle].0 == sign)?;
        Some((SIGNS[hit.needle].1, hit.span))
    }

    /// All of these signs; one that overlaps an earlier one is left out.
    fn all(&self, sign: Sign) -> Vec<(&'static str, Span)> {
        let mut at = 0;
        let hits = self.signs.iter().filter_map(|hit| {
            let (of, words) = SIGNS[hit.needle];
            let is_next = of == sign && hit.span.start >= at;
            is_next.then(|| {
                at = hit.span.end;
                (words, hit.span)
            })
        });
        hits.collect()
    }

    /// Adds what is left of a value without labels, and without the header and payload of tokens.
    fn add(&mut self, kind: Kind, range: Range<usize>) {
        let value = &self.text[range.clone()];
        let mut from = range.start;
        for (start, end) in kept(value) {
            self.add_rest(kind, from..range.start + start);
            from = range.start + end;
        }
        self.add_rest(kind, from..range.end);
    }

    fn add_rest(&mut self, kind: Kind, range: Range<usize>) {
        let rest = &self.text[range.clone()];
        let is_edge = |c: char| c.is_whitespace();
        let start = range.start + rest.len() - rest.trim_start_matches(is_edge).len();
        let length = rest.trim_matches(is_edge).len();
        let rest = &self.text[start..start + length];
        if rest.chars().any(char::is_alphanumeric) {
            self.found.push(Found {
                kind,
                range: start..start + length,
            });
        }
    }

    /// Finds signatures (RFC 7515 section 7.1), and everything behind the header of a JWE (RFC 7516 section 7.1).
    fn tokens(&mut self) {
        let text = self.text;
        let mut at = 0;
        for (_, span) in self.all(Sign::Header) {
            if span.start < at {
                continue;
            }
            let segment = |start: usize| start + base64url(&text[start..]);
            let mut ends = vec![segment(span.end)];
            while ends.len() < 6
                && let Some(&end) = ends.last()
                && text[end..].starts_with('.')
            {
                ends.push(segment(end + 1));
            }
            at = ends.last().copied().unwrap_or_default();
            match ends[..] {
                [header, _, _, _, end, ..] => self.found.push(Found {
                    kind: Kind::Jwe,
                    range: header + 1..end,
                }),
                [_, payload, end, ..] if payload + 1 < end => {
                    self.found.push(Found {
                        kind: Kind::Signature,
                        range: payload + 1..at.max(end),
                    });
                }
                _ => {}
            }
        }
    }

    /// Finds the lines of private keys (RFC 7468).
    fn private_keys(&mut self) {
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
    fn xml_keys(&mut self) {
        for member in xml::private_members(self.text) {
            self.add(Kind::PrivateKey, member.start..member.end);
        }
    }

    /// Finds the values of all cookies of a HAR (`cookies`), and the private members of a JWK (RFC 7518 section 6).
    fn sets(&mut self) {
        const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "k", "oth"];
        let text = self.text;
        for (words, span) in self.all(Sign::Set) {
            let (start, end, kind) = if words == SETS[0] {
                let rest = text[span.end..]
                    .trim_start()
                    .strip_prefix(':')
                    .map(str::trim_start);
                let Some(rest) = rest.filter(|rest| rest.starts_with('[')) else {
                    continue;
                };
                let start = text.len() - rest.len();
                (start, closing(text, start), Kind::Cookie)
            } else {
                let start = text[..span.start].rfind('{').unwrap_or(0);
                (start, closing(text, start), Kind::PrivateKey)
            };
            let mut at = start;
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

    /// Finds the values behind names.
    fn names(&mut self) {
        let text = self.text;
        let bytes = text.as_bytes();
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let mut at = 0;
        while let Some((_, span)) = self.next(Sign::Name, at) {
            at = span.end;
            let Span { mut start, mut end } = span;
            while start > 0 && is_part(bytes[start - 1]) && end - start < 80 {
                start -= 1;
            }
            while end < bytes.len() && is_part(bytes[end]) && end - start < 80 {
                end += 1;
            }
            at = at.max(end);
            if let Some(kind) = name::kind(&text[start..end]) {
                self.value(kind, start, end);
            }
        }
    }

    /// Finds the value of a name.
    fn value(&mut self, kind: Kind, name: usize, end: usize) {
        let text = self.text;
        let before = &text[..name];
        let rest = &text[end..];
        let closed = rest
            .trim_start_matches('\\')
            .trim_start_matches(['"', '\'', '`']);
        let is_quoted = closed.len() < rest.len();
        let is_flag = before.ends_with('-');
        let behind = closed.trim_start_matches([']', ' ', '\t']);
        let is_line = is_line_start(before) && !is_quoted;
        let sign = ["=>", ":=", "==", "=", ":", "→"]
            .into_iter()
            .find(|sign| behind.starts_with(sign));
        let (value, form) = if let Some(sign) = sign {
            let value = &behind[sign.len()..];
            // A member of JSON may be on the next line.
            let value = if is_quoted {
                value.trim_start()
            } else {
                value.trim_start_matches([' ', '\t'])
            };
            let is_tight = sign.starts_with('=') || is_quoted;
            (
                value,
                if is_line {
                    Form::Line
                } else if is_tight {
                    Form::Tight
                } else {
                    Form::Loose
                },
            )
        } else if let Some(value) = paired(behind) {
            (value, Form::Tight)
        } else if is_quoted && let Some(value) = of_part(closed) {
            (value, Form::Line)
        } else if is_quoted && behind.starts_with(',') {
            (behind[1..].trim_start(), Form::Tight)
        } else if behind.starts_with('>') && before.ends_with('<') {
            (&behind[1..], Form::Tight)
        } else if is_flag && behind.len() < closed.len() {
            (behind, Form::Tight)
        } else {
            return self.value_before(kind, name);
        };
        self.value_before(kind, name);
        let start = text.len() - value.len();
        if value.starts_with(['|', '>'])
            && value[1..]
                .trim_start_matches(['-', '+'])
                .starts_with(['\n', '\r'])
        {
            self.block(kind, name, start);
            return;
        }
        // A list with one value, and the prefixes of strings in code.
        let value = value.trim_start_matches(['[', '(']).trim_start();
        let is_prefix = |c: char| matches!(c, 'b' | 'u' | 'f' | 'r' | '$' | '@');
        let unprefixed = value
            .strip_prefix(is_prefix)
            .filter(|rest| rest.starts_with(['"', '\'', '`']));
        let value = unprefixed.unwrap_or(value);
        let start = text.len() - value.len();
        let (range, is_quoted) = match quoted(text, start) {
            Some(range) => (range, true),
            None => (unquoted(text, start, kind, form), false),
        };
        self.accept(kind, range, form, is_quoted);
    }

    /// Finds the value that is before its name: `"value":"…","name":"…"`.
    fn value_before(&mut self, kind: Kind, name: usize) {
        let text = self.text;
        let strip = |text: &str, end: &str| Some(text.trim_end().strip_suffix(end)?.len());
        let range = || -> Option<Range<usize>> {
            let before = text[..name].strip_suffix('"')?;
            let at = strip(before, ":")?;
            let at = strip(&text[..at], "\"name\"").or_else(|| strip(&text[..at], "\"key\""))?;
            let at = strip(&text[..at], ",")?;
            let end = strip(&text[..at], "\"")?;
            let mut start = text[..end].rfind('"')?;
            while text[..start].ends_with('\\') {
                start = text[..start].rfind('"')?;
            }
            strip(&text[..strip(&text[..start], ":")?], "\"value\"")?;
            Some(start + 1..end)
        };
        if let Some(range) = range() {
            self.accept(kind, range, Form::Tight, true);
        }
    }

    /// Finds the lines of a block of YAML.
    fn block(&mut self, kind: Kind, name: usize, start: usize) {
        let text = self.text;
        let line = text[..name].rfind('\n').map_or(0, |at| at + 1);
        let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let own = depth(&text[line..]);
        let mut at = start
            + text[start..]
                .find('\n')
                .map_or(text.len() - start, |at| at + 1);
        while at < text.len() {
            let line = text[at..].split('\n').next().unwrap_or_default();
            if !line.trim().is_empty() {
                if depth(line) <= own
                    || line.trim_start().starts_with("-----") && kind != Kind::PrivateKey
                {
                    break;
                }
                if !line.trim_start().starts_with("-----") {
                    self.add(kind, at..at + line.len());
                }
            }
            at += line.len() + 1;
        }
    }

    /// Adds a value, if it is one.
    fn accept(&mut self, kind: Kind, range: Range<usize>, form: Form, is_quoted: bool) {
        let text = self.text;
        let value = &text[range.clone()];
        let trimmed = value.trim();
        if trimmed.is_empty()
            || label::is_label(trimmed)
            || is_absent(trimmed)
            || !is_quoted && is_reference(trimmed)
        {
            return;
        }
        match kind {
            Kind::Cookie => return self.cookies(range),
            Kind::Authorization => return self.credentials(range),
            Kind::PrivateKey if value.contains("-----BEGIN") => return,
            _ => {}
        }
        if trimmed.contains("-----BEGIN") {
            return;
        }
        // The signatures of tokens are found by themselves.
        let start = range.start + value.len() - value.trim_start().len();
        let is = |is: fn(&u8) -> bool| trimmed.bytes().any(|byte| is(&byte));
        let (has_digit, has_letter) = (is(u8::is_ascii_digit), is(u8::is_ascii_alphabetic));
        let is_mixed =
            trimmed.len() >= 8 && has_digit && has_letter && !trimmed.contains(char::is_whitespace);
        let is_long =
            trimmed.len() >= 20 && !trimmed.contains(char::is_whitespace) && !is_words(trimmed);
        let is_sure = match kind {
            Kind::Token | Kind::RefreshToken => is_mixed || is_long,
            Kind::ApiKey => {
                (is_mixed || is_long) && trimmed.len() >= 16 && !is_livekit_key(trimmed)
            }
            Kind::Code => {
                let is_grant = || {
                    let near = around(text, &range, 400);
                    [
                        "grant_type",
                        "state=",
                        "redirect_uri",
                        "\"state\"",
                        "id_token",
                        "client_id",
                    ]
                    .iter()
                    .any(|word| near.contains(word))
                };
                is_mixed && !is_words(trimmed)
                    || trimmed.len() >= 4 && is_grant() && !is_words(trimmed)
            }
            _ => {
                let first = trimmed.split_whitespace().next().unwrap_or_default();
                let is_assigned = is_quoted || form != Form::Loose;
                is_mixed || is_long || is_assigned && !is_word_of_status(first)
            }
        };
        if is_sure {
            let kind = if kind == Kind::ApiKey {
                Kind::Secret
            } else {
                kind
            };
            self.add(kind, start..start + trimmed.len());
        }
    }

    /// Adds the values of cookies (RFC 6265 section 4).
    fn cookies(&mut self, range: Range<usize>) {
        const ATTRIBUTES: [&str; 8] = [
            "path", "domain", "expires", "max-age", "samesite", "priority", "version", "comment",
        ];
        let text = self.text;
        let mut at = range.start;
        for part in text[range.clone()].split([';', '\n']) {
            let (name, value) = part.split_once('=').unwrap_or(("", part));
            // The padding of base64.
            let is_padding = value.bytes().all(|byte| byte == b'=');
            let (name, value) = if is_padding {
                ("", part)
            } else {
                (name, value)
            };
            let name_of = name.trim().to_ascii_lowercase();
            let start = at + part.len() - value.len();
            at += part.len() + 1;
            let is_attribute = ATTRIBUTES.contains(&name_of.as_str())
                || name_of.is_empty()
                    && start > range.start
                    && matches!(
                        value.trim().to_ascii_lowercase().as_str(),
                        "httponly" | "secure" | "partitioned" | "samesite"
                    );
            if !is_attribute && !value.trim().is_empty() && !is_absent(value.trim()) {
                self.add(Kind::Cookie, start..start + value.len());
            }
        }
    }

    /// Adds the credentials behind the name of their scheme (RFC 9110 section 11.4).
    fn credentials(&mut self, range: Range<usize>) {
        let text = self.text;
        let value = &text[range.clone()];
        let start = range.start + value.len() - value.trim_start().len();
        let (scheme, rest) = text[start..range.end]
            .split_once([' ', '\t'])
            .unwrap_or(("", &text[start..range.end]));
        let is_scheme = !scheme.is_empty()
            && scheme.len() <= 20
            && !scheme
                .bytes()
                .any(|byte| byte.is_ascii_digit() && scheme.len() < 4)
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let from = if is_scheme {
            range.end - rest.len()
        } else {
            start
        };
        let rest = text[from..range.end].trim();
        if rest.is_empty() || is_absent(rest) || is_word_of_status(rest) || is_scheme_name(rest) {
            return;
        }
        self.add(Kind::Authorization, from..range.end);
        self.password(from..range.end);
    }

    /// Finds credentials by the name of their scheme alone.
    fn schemes(&mut self) {
        let text = self.text;
        for (_, span) in self.all(Sign::Scheme) {
            let is_inside = text[..span.start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let rest = &text[span.end..];
            let behind = rest.trim_start_matches([' ', '\t', ':']);
            let start = text.len() - behind.len();
            let length = behind
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-._~+/=".contains(c)))
                .unwrap_or(behind.len());
            let value = &behind[..length];
            let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
            let is_mixed = has_digit && value.bytes().any(|byte| byte.is_ascii_alphabetic());
            if is_inside
                || behind.len() == rest.len()
                || length < 8
                || !(is_mixed || length >= 20 && !is_words(value))
            {
                continue;
            }
            self.add(Kind::Authorization, start..start + length);
        }
    }

    /// Adds the password of a user.
    fn password(&mut self, range: Range<usize>) {
        if let Some((name, password)) = self.text[range.clone()].split_once(':')
            && !password.is_empty()
            && !name.contains(char::is_whitespace)
        {
            self.add(Kind::Secret, range.start + name.len() + 1..range.end);
        }
    }

    /// Finds users and passwords in URLs (RFC 3986 section 3.2.1) and options.
    fn users(&mut self) {
        let text = self.text;
        for (words, span) in self.all(Sign::User) {
            let rest = &text[span.end..];
            if words == USERS[0] {
                let length = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>'))
                    .unwrap_or(rest.len());
                let authority = rest[..length].find(['/', '?', '#']).unwrap_or(length);
                // A password may hold characters that should have been escaped.
                let user = rest[..authority].rfind('@').or_else(|| {
                    rest[..length].rfind('@').filter(|at| {
                        !rest[..*at].contains('?')
                            && (rest[..*at].contains(':') || is_random(&rest[..*at]))
                    })
                });
                let Some(user) = user else {
                    continue;
                };
                let range = span.end..span.end + user;
                let user = &rest[..user];
                match user.split_once(':') {
                    Some((name, password)) if !is_absent(password) => {
                        self.add(Kind::Secret, range.start + name.len() + 1..range.end);
                    }
                    None if user.len() >= 16 && user.bytes().any(|byte| byte.is_ascii_digit()) => {
                        self.add(Kind::Secret, range);
                    }
                    _ => {}
                }
                continue;
            }
            let value = rest.trim_start_matches([' ', '=']);
            let start = text.len() - value.len();
            let range = quoted(text, start).unwrap_or_else(|| {
                let length = value.find(char::is_whitespace).unwrap_or(value.len());
                start..start + length
            });
            if let Some((name, password)) = text[range.clone()].split_once(':')
                && !password.is_empty()
                && !name.contains(char::is_whitespace)
                && !is_absent(password)
            {
                self.add(Kind::Secret, range.start + name.len() + 1..range.end);
            }
        }
    }

    /// Finds the secrets of well-known services.
    fn services(&mut self) {
        let text = self.text;
        for (begin, span) in self.all(Sign::Service) {
            let is_inside = text[..span.start].ends_with(|c: char| c.is_ascii_alphanumeric());
            let rest = &text[span.start..];
            let from = if begin.ends_with('=') { begin.len() } else { 0 };
            let length = rest[from..]
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-._/+=".contains(c)))
                .unwrap_or(rest.len() - from);
            let value = rest[from..from + length].trim_end_matches('.');
            if !is_inside && value.len() >= 20 && value.bytes().any(|byte| byte.is_ascii_digit()) {
                let start = span.start + from;
                self.add(Kind::Secret, start..start + value.len());
            }
        }
    }

    /// Finds words that are probably secrets.
    fn words(&mut self) {
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
        const PUBLIC_MEMBERS: [&str; 3] = ["\"x\":\"", "\"y\":\"", "\"n\":\""];
        let before = &self.text[..start];
        let ends_in = |ends: &[&str]| ends.iter().any(|end| before.ends_with(end));
        let is_claims = || {
            let is_of_segment =
                |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
            let reach = before.bytes().rev().take(LONGEST);
            let length = reach.take_while(is_of_segment).count();
            let segment = &self.text[start - length..];
            segment.starts_with("ey") && stop(&segment[base64url(segment)..]) > 0
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
            || ends_in(&CHECKSUMS)
            || ends_in(&PUBLIC_MEMBERS)
            || is_claims()
            || is_certificate()
    }
}
