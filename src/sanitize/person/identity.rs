//! Finds identities: of OIDC (Core section 5.1), `LiveKit`'s, and e-mail addresses.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr_iter;

use super::PersonMatch;
use crate::sanitize::Kind;
use crate::sanitize::find::is_livekit_key;
use crate::text::json::{Document, Value};
use crate::text::{Needles, label};

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

/// Adds the identities of a text.
pub(super) fn find(text: &str, found: &mut Vec<PersonMatch>) {
    names(text, found);
    let mails = memchr_iter(b'@', text.as_bytes()).filter_map(|at| mail(text, at));
    found.extend(mails.map(|range| PersonMatch {
        kind: Kind::Identity,
        range,
        is_everywhere: true,
    }));
}

/// Adds the values behind the names of identities.
fn names(text: &str, found: &mut Vec<PersonMatch>) {
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
    let from = text.floor_char_boundary(at.saturating_sub(LONGEST));
    let to = text.ceil_char_boundary(at + LONGEST);
    let before = &text[from..at];
    let before = &before[before.rfind(['{', '}']).unwrap_or(0)..];
    let behind = &text[at..to];
    let behind = &behind[..behind.find(['{', '}']).unwrap_or(behind.len())];
    let signs = ["\"sub\"", "\"identity\"", "\"email\"", "\"iss\""];
    signs
        .iter()
        .any(|sign| before.contains(sign) || behind.contains(sign))
}

/// The start of a text in which a value ends, if it is one.
fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(2 * LONGEST)]
}

/// The value behind a name.
fn value(text: &str, name: usize) -> Option<PersonMatch> {
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
            (inner, near(inner).find([quote, '\\', '\n', '\r'])?)
        } else {
            let end = |c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        ',' | ';' | '&' | ')' | ']' | '}' | '"' | '\'' | '<' | '\\' | '#'
                    )
            };
            let near = near(value);
            (value, near.find(end).unwrap_or(near.len()))
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
        PersonMatch {
            kind: Kind::Identity,
            range: start..start + word.len(),
            is_everywhere: is_distinct(word),
        }
    })
}

/// The e-mail address around a sign.
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    // A text may have thousands of signs in a row, and an address has no more than 254 bytes (RFC 5321 section 4.5.3.1).
    let local = &text[..at];
    let near = &local[local.ceil_char_boundary(at.saturating_sub(LONGEST))..];
    let start = at - near.len() + near.trim_end_matches(is_local).len();
    let skipped = local[start..].find(char::is_alphanumeric)?;
    let domain = &text[at + 1..text.floor_char_boundary(at + 1 + LONGEST)];
    let length = domain
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .unwrap_or(domain.len());
    let domain = domain[..length].trim_end_matches(['.', '-']);
    let (_, end) = domain.rsplit_once('.')?;
    let is_domain = end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_of_url = local[..start].ends_with("//");
    (is_domain && !is_of_url).then(|| start + skipped..at + 1 + domain.len())
}

/// The claims of a token that are identities, as places in its JSON: strings without their quotes.
pub(super) fn claims(document: &Document) -> Vec<PersonMatch> {
    let mut found = Vec::new();
    if let Some(root) = document.root() {
        of_object(root, true, &mut found);
    }
    found
}

/// Adds the members of an object that are identities. `is_of_person` if the object describes somebody.
fn of_object(object: Value, is_of_person: bool, found: &mut Vec<PersonMatch>) {
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
            Some(text) if is_own && is_value(&text) => found.push(PersonMatch {
                kind: Kind::Identity,
                is_everywhere: is_distinct(&text) && !text.contains(['\\', '"']),
                range: span.start + 1..span.end - 1,
            }),
            Some(_) => {}
            None if is_own && value.number().is_some() => found.push(PersonMatch {
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
                        .map(|(text, part)| PersonMatch {
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
    (1..=LONGEST).contains(&text.len())
        && text.contains(char::is_alphanumeric)
        && !text.contains(['<', '>'])
        && !label::is_label(text)
        && !is_livekit_key(text)
        && !["null", "true", "false", "undefined", "none", "nil"]
            .contains(&text.to_ascii_lowercase().as_str())
}

/// Whether an identity shows somebody where it is again, and is no common word or number.
fn is_distinct(text: &str) -> bool {
    text.len() >= 3
        && !COMMON.contains(&text.to_ascii_lowercase().as_str())
        && !(text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit()))
}
