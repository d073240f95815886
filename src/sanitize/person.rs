//! Replaces what shows who somebody is, on request: identities (OIDC Core section 5.1, LiveKit's `identity`), e-mail addresses,
//! and IP addresses. A token stays one that can be decoded: its claims are written again.

use core::net::{Ipv4Addr, Ipv6Addr};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr_iter;
use rustc_hash::FxHashMap;

use crate::text::json::{self, Document, Value};
use crate::text::{Needles, base64url, label};

use super::sweep::{self, Hit};
use super::{Kind, Options, Sanitizer, view};

/// What is in the names of identities; each hit is extended to the whole name.
static NAMES: LazyLock<Needles> = LazyLock::new(|| {
    Needles::ignoring_case([
        "identity",
        "mail",
        "user",
        "sub",
        "participant",
        "name",
        "phone",
        "upn",
        "login",
    ])
});

/// Names whose values are identities, without what is no letter or digit and in lower case.
const IDENTITIES: [&str; 30] = [
    "sub",
    "identity",
    "participant",
    "participantname",
    "user",
    "userid",
    "username",
    "usermail",
    "mail",
    "mailaddress",
    "emailaddress",
    "preferredusername",
    "givenname",
    "familyname",
    "middlename",
    "nickname",
    "displayname",
    "fullname",
    "firstname",
    "lastname",
    "phone",
    "phonenumber",
    "mobilephone",
    "upn",
    "uniquename",
    "userprincipalname",
    "login",
    "loginname",
    "userlogin",
    "owner",
];

/// Ends of longer names of identities.
const ENDS: [&str; 3] = ["identity", "email", "username"];

/// Words that are no identity where they are again, and mostly none where an identity is expected.
const COMMON: [&str; 36] = [
    "admin",
    "agent",
    "anonymous",
    "app",
    "audio",
    "bot",
    "client",
    "default",
    "demo",
    "error",
    "false",
    "guest",
    "host",
    "http",
    "https",
    "identity",
    "info",
    "join",
    "livekit",
    "name",
    "none",
    "null",
    "participant",
    "room",
    "root",
    "server",
    "service",
    "system",
    "test",
    "token",
    "true",
    "undefined",
    "unknown",
    "user",
    "users",
    "video",
];

/// The longest identity, in bytes.
const LONGEST: usize = 256;

/// Programs whose versions look like addresses in `User-Agent`.
const PROGRAMS: [&str; 9] = [
    "Chrome/",
    "Chromium/",
    "CriOS/",
    "Edg/",
    "EdgA/",
    "Electron/",
    "OPR/",
    "Safari/",
    "Version/",
];

/// How JSON objects begin in base64url.
static SEGMENTS: LazyLock<Needles> =
    LazyLock::new(|| Needles::exact(["eyJ", "eyA", "ewo", "ew0", "ewk"]));

/// What was found so far: it is replaced wherever it is again.
#[derive(Default)]
pub(super) struct Persons {
    /// The index of each value.
    values: FxHashMap<String, usize>,
    /// The lengths of the values.
    lengths: BTreeSet<usize>,
}

/// A value that is replaced, with its place.
struct Found {
    kind: Kind,
    range: Range<usize>,
    /// Whether it is looked for elsewhere.
    is_everywhere: bool,
}

impl Sanitizer {
    /// Replaces what is found in one reading of a text; `None` if nothing is.
    pub(super) fn without_persons(&mut self, text: &str, options: Options) -> Option<String> {
        let (views, _) = view::all(text);
        let mut hits = Vec::new();
        for view in &views {
            for found in find(&view.text, options) {
                let value = self.person(&found, &view.text);
                hits.push(Hit {
                    span: view.span(found.range),
                    value,
                });
            }
        }
        let segments = segments(text);
        for (_, document) in &segments {
            for found in claims(document, options) {
                let source = String::from_utf8_lossy(document.source());
                self.person(&found, &source);
            }
        }
        if let Some(copy) = self.with_claims(text, &segments, options) {
            return Some(copy);
        }
        for view in &views {
            let found = self.again(&view.text);
            hits.extend(found.into_iter().map(|(range, value)| Hit {
                span: view.span(range),
                value,
            }));
            if !view.is_root() {
                // A token in base64 cannot be written again.
                for (range, document) in self::segments(&view.text) {
                    let source = String::from_utf8_lossy(document.source());
                    let found = find(&source, options)
                        .into_iter()
                        .chain(claims(&document, options));
                    if let Some(found) = found.into_iter().next() {
                        let value = self.person(&found, &source);
                        hits.push(Hit {
                            span: view.span(range),
                            value,
                        });
                    }
                }
            }
        }
        self.replace(text, hits)
    }

    /// The index of a value, which is looked for from now on.
    fn person(&mut self, found: &Found, text: &str) -> usize {
        let text = &text[found.range.clone()];
        let index = self.index(found.kind, &[text.to_owned()]);
        if found.is_everywhere {
            self.persons.lengths.insert(text.len());
            self.persons.values.insert(text.to_owned(), index);
        }
        index
    }

    /// The places of all values that were found so far, as whole words.
    fn again(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let Persons { values, lengths } = &self.persons;
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut at = 0;
        while at < bytes.len() && !lengths.is_empty() {
            let is_start = at == 0 || !(is_word(&bytes[at - 1]) && is_word(&bytes[at]));
            let known = lengths
                .iter()
                .rev()
                .filter(|_| is_start)
                .find_map(|length| {
                    let end = at + length;
                    let is_end = bytes
                        .get(end)
                        .is_none_or(|next| !(is_word(next) && is_word(&bytes[end - 1])));
                    let value = values.get(text.get(at..end).filter(|_| is_end)?)?;
                    Some((at..end, *value))
                });
            at = known.as_ref().map_or(at + 1, |(range, _)| range.end);
            found.extend(known);
        }
        found
    }

    /// The text with the claims of its tokens written again; `None` if they stay.
    fn with_claims(
        &mut self,
        text: &str,
        segments: &[(Range<usize>, Document)],
        options: Options,
    ) -> Option<String> {
        let mut copy = String::new();
        let mut shown = 0;
        for (range, document) in segments {
            let source = document.source();
            let mut payload: Vec<u8> = Vec::new();
            let mut kept = 0;
            let claims = claims(document, options);
            for value in document.root().into_iter().flat_map(Value::inner) {
                let span = value.span();
                let whole = (claims.iter()).find(|found| {
                    found.range == (span.start + 1..span.end - 1) || found.range == span
                });
                let written = if let Some(found) = whole {
                    let value = self.person(found, &String::from_utf8_lossy(source));
                    Some(json::quote(self.counted(value)))
                } else {
                    let inner = value.string();
                    inner
                        .and_then(|inner| self.without_persons_in(&inner, options))
                        .map(|inner| json::quote(&inner))
                };
                if let Some(written) = written {
                    payload.extend_from_slice(&source[kept..span.start]);
                    payload.extend_from_slice(written.as_bytes());
                    kept = span.end;
                }
            }
            if kept > 0 {
                payload.extend_from_slice(&source[kept..]);
                copy.push_str(&text[shown..range.start]);
                copy.push_str(&base64url::encode(&payload));
                shown = range.end;
            }
        }
        if shown == 0 {
            return None;
        }
        copy.push_str(&text[shown..]);
        Some(copy)
    }

    /// A string of a claim with labels in it; `None` if it stays.
    fn without_persons_in(&mut self, text: &str, options: Options) -> Option<String> {
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for one in find(text, options) {
            let value = self.person(&one, text);
            found.push((one.range, value));
        }
        found.extend(self.again(text));
        found.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let stays = sweep::labels(text);
        let mut copy = String::new();
        let mut shown = 0;
        for (range, value) in found {
            let is_label = stays
                .iter()
                .any(|label| label.overlaps(range.clone().into()));
            if range.start < shown || is_label {
                continue;
            }
            copy.push_str(&text[shown..range.start]);
            copy.push_str(self.counted(value));
            shown = range.end;
        }
        (shown > 0).then(|| copy + &text[shown..])
    }

    /// The label of a value, counted once more.
    fn counted(&mut self, value: usize) -> &str {
        let at = self.removed(value);
        let removed = &mut self.removed[at];
        removed.count += 1;
        &removed.label
    }
}

/// The JSON objects in base64url: the headers and payloads of tokens.
fn segments(text: &str) -> Vec<(Range<usize>, Document)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let bytes = text.as_bytes();
    let mut segments = Vec::new();
    let mut at = 0;
    for hit in SEGMENTS.hits(text) {
        let start = hit.span.start;
        let is_escaped = start >= 3 && bytes[start - 3] == b'%';
        let is_inside = start > 0 && is_part(&bytes[start - 1]) && !is_escaped;
        if start < at || is_inside {
            continue;
        }
        let length = bytes[start..]
            .iter()
            .take_while(|byte| is_part(byte))
            .count();
        at = start + length;
        let decoded = base64url::decode(&bytes[start..at]).ok();
        let decoded = decoded.filter(|bytes| str::from_utf8(bytes).is_ok());
        if let Some(Ok(document)) = decoded.map(Document::read) {
            segments.push((start..at, document));
        }
    }
    segments
}

/// The claims of a token that are identities, as places in its JSON: strings without their quotes.
fn claims(document: &Document, options: Options) -> Vec<Found> {
    let mut found = Vec::new();
    if let Some(root) = document.root().filter(|_| options.identities) {
        of_object(root, true, &mut found);
    }
    found
}

/// Adds the members of an object that are identities. `is_of_person` if the object describes somebody.
fn of_object(object: Value, is_of_person: bool, found: &mut Vec<Found>) {
    let has = |name: &str| object.member(name).is_some();
    let is_of_person =
        is_of_person && (has("sub") || has("iss") || has("email") || has("identity"));
    for (name, value) in object.members() {
        let name = folded(&name.string().unwrap_or_default());
        let is_own = match name.as_str() {
            "name" => is_of_person,
            "jti" => is_of_person && has("video") && !has("sub"),
            name => is_identity(name),
        };
        let span = value.span();
        match value.string() {
            Some(text) if is_own && is_value(&text) => found.push(Found {
                kind: Kind::Identity,
                is_everywhere: is_distinct(&text) && !text.contains(['\\', '"']),
                range: span.start + 1..span.end - 1,
            }),
            Some(_) => {}
            None if is_own && value.number().is_some() => found.push(Found {
                kind: Kind::Identity,
                is_everywhere: false,
                range: span,
            }),
            // The postal address of OIDC.
            None if name == "address" => {
                let parts = value
                    .members()
                    .filter_map(|(_, part)| part.string().map(|text| (text, part)));
                found.extend(
                    parts
                        .filter(|(text, _)| is_value(text))
                        .map(|(text, part)| Found {
                            kind: Kind::Identity,
                            is_everywhere: is_distinct(&text) && !text.contains(['\\', '"']),
                            range: part.span().start + 1..part.span().end - 1,
                        }),
                );
            }
            None => of_object(value, false, found),
        }
    }
}

/// The values of a text that are replaced.
fn find(text: &str, options: Options) -> Vec<Found> {
    let mut found = Vec::new();
    if options.identities {
        names(text, &mut found);
        let mails = memchr_iter(b'@', text.as_bytes()).filter_map(|at| mail(text, at));
        found.extend(mails.map(|range| Found {
            kind: Kind::Identity,
            range,
            is_everywhere: true,
        }));
    }
    if options.addresses {
        addresses(text, &mut found);
    }
    found
}

/// Adds the values behind the names of identities.
fn names(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let mut at = 0;
    while let Some(hit) = NAMES.find_from(text, at) {
        let (mut start, mut end) = (hit.span.start, hit.span.end);
        while start > at && is_part(bytes[start - 1]) && end - start < 64 {
            start -= 1;
        }
        while end < bytes.len() && is_part(bytes[end]) && end - start < 64 {
            end += 1;
        }
        at = end;
        let name = folded(&text[start..end]);
        let is_own = is_identity(&name)
            || name == "name" && text[..start].ends_with('"') && is_beside_identity(text, start);
        if is_own && let Some(value) = value(text, end) {
            found.push(value);
        }
    }
}

/// Whether the name at a place is a member of an object that describes somebody.
fn is_beside_identity(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(LONGEST);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (at + LONGEST).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let before = &text[from..at];
    let before = &before[before.rfind(['{', '}']).unwrap_or(0)..];
    let behind = &text[at..to];
    let behind = &behind[..behind.find(['{', '}']).unwrap_or(behind.len())];
    let signs = ["\"sub\"", "\"identity\"", "\"email\"", "\"iss\""];
    signs
        .iter()
        .any(|sign| before.contains(sign) || behind.contains(sign))
}

/// The value behind a name.
fn value(text: &str, name: usize) -> Option<Found> {
    let rest = &text[name..];
    let closed = rest
        .trim_start_matches('\\')
        .trim_start_matches(['"', '\'']);
    let is_quoted_name = closed.len() < rest.len();
    let behind = closed.trim_start_matches([' ', '\t']);
    let value = behind
        .strip_prefix("=>")
        .or_else(|| behind.strip_prefix(['=', ':']))?;
    let is_tight = is_quoted_name || behind.starts_with('=');
    let value = value.trim_start_matches([' ', '\t']);
    let opened = value.trim_start_matches('\\');
    let (inner, length) =
        if let Some(quote) = opened.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let inner = &opened[1..];
            (inner, inner.find([quote, '\\', '\n', '\r'])?)
        } else {
            let end = |c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        ',' | ';' | '&' | ')' | ']' | '}' | '"' | '\'' | '<' | '\\' | '#'
                    )
            };
            (value, value.find(end).unwrap_or(value.len()))
        };
    let start = text.len() - inner.len();
    let word = inner[..length].trim();
    let is_quoted = inner.len() < value.len();
    // In a sentence, a word behind a colon is only a word.
    let is_told = is_quoted
        || is_tight
        || word.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '@'));
    let is_plain = is_quoted || !word.contains(['{', '[', '(', '$', '%']);
    (is_value(word) && is_told && is_plain && !word.contains('@')).then(|| {
        let start = start + inner[..length].len() - inner[..length].trim_start().len();
        Found {
            kind: Kind::Identity,
            range: start..start + word.len(),
            is_everywhere: is_distinct(word),
        }
    })
}

/// The e-mail address around a sign.
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let local = &text[..at];
    let start = local.trim_end_matches(is_local).len();
    let skipped = local[start..].find(char::is_alphanumeric)?;
    let domain = &text[at + 1..];
    let length = domain
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .unwrap_or(domain.len());
    let domain = domain[..length].trim_end_matches(['.', '-']);
    let (_, end) = domain.rsplit_once('.')?;
    let is_domain = end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_of_url = local[..start].ends_with("//");
    (is_domain && !is_of_url).then(|| start + skipped..at + 1 + domain.len())
}

/// Adds the IP addresses (RFC 791, RFC 4291). Those of the machine itself show nothing and stay.
fn addresses(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':');
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| is_part(byte)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let run = &text[at..at + length];
        let is_start = at == 0 || !is_word(&bytes[at - 1]);
        let is_version = || PROGRAMS.iter().any(|name| text[..at].ends_with(name));
        let end = address(run).filter(|_| is_start && !is_version());
        let end = end.filter(|end| *end < length || !bytes.get(at + length).is_some_and(is_word));
        if let Some(end) = end {
            found.push(Found {
                kind: Kind::Address,
                range: at..at + end,
                is_everywhere: false,
            });
            at += length;
        } else {
            // A name and a colon may be before it.
            let name = run.find(':').filter(|at| !run[at + 1..].starts_with(':'));
            at += name.map_or(length, |name| name + 1);
        }
    }
}

/// The length of the address at the start of a run of digits, points and colons.
fn address(run: &str) -> Option<usize> {
    if run.bytes().filter(|byte| *byte == b':').count() >= 2 {
        let address = run.trim_end_matches('.');
        let address = address
            .strip_suffix(':')
            .filter(|rest| !rest.ends_with(':'))
            .unwrap_or(address);
        let is_sure =
            address.contains("::") || address.matches(':').count() == 7 || address.contains('.');
        let read: Ipv6Addr = address
            .parse()
            .ok()
            .filter(|_| is_sure && address.bytes().any(|byte| byte.is_ascii_digit()))?;
        return (!read.is_loopback() && !read.is_unspecified()).then_some(address.len());
    }
    let address = run
        .split(':')
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    let read: Ipv4Addr = address.parse().ok()?;
    let is_own = read.is_loopback() || read.is_unspecified() || read.is_broadcast();
    (!is_own).then_some(address.len())
}

fn folded(name: &str) -> String {
    (name.chars().take(64))
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn is_identity(name: &str) -> bool {
    IDENTITIES.contains(&name) || ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether a text can be the identity of somebody: no label, no key, and nothing that says that there is none.
fn is_value(text: &str) -> bool {
    let is_key = text.starts_with("API")
        && (8..32).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (1..=LONGEST).contains(&text.len())
        && text.contains(char::is_alphanumeric)
        && !text.contains(['<', '>'])
        && !label::is_label(text)
        && !is_key
        && !["null", "true", "false", "undefined", "none", "nil"]
            .contains(&text.to_ascii_lowercase().as_str())
}

/// Whether an identity shows somebody where it is again, and is no common word or number.
fn is_distinct(text: &str) -> bool {
    text.len() >= 3
        && !COMMON.contains(&text.to_ascii_lowercase().as_str())
        && !(text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit()))
}
