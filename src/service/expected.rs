//! Values that a configuration, code or error text expects of a token, compared with the token character by character.

mod told;

use std::sync::LazyLock;

use super::Facts;
use crate::text::span::Places;
use crate::text::{Needles, Span};
use crate::token::Token;

pub use told::told;

/// The claim, or member of the header, that a value is expected of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// `iss`.
    Issuer,
    /// `aud`.
    Audience,
    /// `kid`.
    KeyId,
}

impl Claim {
    /// Its name in a token.
    pub fn name(self) -> &'static str {
        match self {
            Self::Issuer => "iss",
            Self::Audience => "aud",
            Self::KeyId => "kid",
        }
    }
}

/// What is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// Of which claim.
    pub claim: Claim,
    /// The values, one of which has to be in the token.
    pub values: Vec<String>,
    /// What the token has, as a text says that refuses it.
    pub told: Option<String>,
    /// Their place.
    pub span: Span,
}

/// In what two values differ, the first thing that does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// One ends with a slash.
    Slash,
    /// `http` and `https`, or one has no scheme.
    Scheme,
    /// One has a port, or another one.
    Port,
    /// The host.
    Host,
    /// The path.
    Path,
    /// Only upper and lower case.
    Case,
    /// White space or quotes around one of them.
    Space,
    /// Anything else.
    Other,
}

/// An expected value that the token does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Of which claim.
    pub claim: Claim,
    /// What is expected.
    pub expected: String,
    /// What the token has; empty if it lacks the claim.
    pub actual: String,
    /// In what they differ.
    pub difference: Difference,
    /// The place of the expected value.
    pub span: Span,
}

static NAMES: LazyLock<Needles> = LazyLock::new(|| {
    Needles::ignoring_case([
        "issuer",
        "authority",
        "audience",
        "aud\"",
        "key_id",
        "keyid",
    ])
});

/// How names of settings end, without separators and in lower case.
const ENDINGS: &[(&str, Claim)] = &[
    ("issuer", Claim::Issuer),
    ("issuers", Claim::Issuer),
    ("issueruri", Claim::Issuer),
    ("issuerurl", Claim::Issuer),
    ("issuerbaseurl", Claim::Issuer),
    ("authority", Claim::Issuer),
    ("audience", Claim::Audience),
    ("audiences", Claim::Audience),
    ("keyid", Claim::KeyId),
];

/// The most characters before and behind a word that belong to its name.
const NAME: usize = 60;

/// The most characters of a value.
const VALUE: usize = 1_000;

/// The maximum number of settings that are read.
const MOST: usize = 50;

/// Finds all expected values outside of the places that are taken.
pub fn find(text: &str, taken: &Places) -> Vec<Expectation> {
    let mut found = Vec::new();
    let mut from = 0;
    for hit in NAMES.hits(text) {
        if found.len() == MOST {
            break;
        }
        if hit.span.start < from || taken.overlap(hit.span) {
            continue;
        }
        if let Some(expected) = read(text, hit.span) {
            from = expected.span.end;
            found.push(expected);
        }
    }
    found
}

fn of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// Reads the setting whose name has a known word at `word`.
fn read(text: &str, word: Span) -> Option<Expectation> {
    let first = text.floor_char_boundary(word.start.saturating_sub(NAME));
    let before = &text[first..word.start];
    let length = before.chars().rev().take_while(|c| of_name(*c)).count();
    let start = word.start - length;
    let rest = &text[word.end..text.floor_char_boundary(word.end + NAME)];
    let end = word.end + rest.find(|c| !of_name(c)).unwrap_or(rest.len());
    let name = text[start..end].trim_end_matches('"');
    let folded: String = (name.chars())
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let mut endings = ENDINGS.iter();
    let claim = endings.find(|(ending, _)| folded.ends_with(ending))?.1;
    let rest = text[end..]
        .strip_prefix(['"', '\'', ')'])
        .unwrap_or(&text[end..]);
    // jsonwebtoken: `jwt audience invalid. expected: https://…`
    let (rest, is_said) = match rest.strip_prefix(" invalid. expected:") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let trimmed = rest.trim_start_matches([' ', '\t']);
    let separator = [":=", "=>", ":", "="]
        .into_iter()
        .find(|sign| trimmed.starts_with(sign));
    let value = match separator {
        Some(sign) if !is_said => &trimmed[sign.len()..],
        None if is_said => rest,
        _ => return None,
    };
    let value = value.trim_start_matches([' ', '\t']);
    let at = text.len() - value.len();
    let is_list = value.starts_with('[');
    let is_variable = name.bytes().all(|byte| !byte.is_ascii_lowercase());
    let inside = value.trim_start_matches(['[', '(']).trim_start();
    let at_first = at + value.len() - inside.len();
    let (first, length) = literal(inside, is_said || is_variable)?;
    let mut values = vec![first.to_owned()];
    let mut end = at_first + length;
    while is_list && values.len() < 20 {
        let Some(next) = text[end..].trim_start().strip_prefix(',') else {
            break;
        };
        let next = next.trim_start();
        let start = text.len() - next.len();
        let Some((value, length)) = literal(next, false) else {
            break;
        };
        values.push(value.to_owned());
        end = start + length;
    }
    let is_placeholder = |value: &String| is_hidden(value) || crate::secret::is_placeholder(value);
    if values.iter().any(is_placeholder) {
        return None;
    }
    Some(Expectation {
        claim,
        values,
        told: None,
        span: Span::new(at_first, end),
    })
}

/// In what the values differ that texts tell, each claim once.
pub fn mismatches(told: &[Expectation]) -> Vec<Mismatch> {
    let mut mismatches: Vec<Mismatch> = Vec::new();
    for expected in told {
        let (Some(actual), Some(value)) = (&expected.told, expected.values.first()) else {
            continue;
        };
        let is_known = mismatches.iter().any(|known| known.claim == expected.claim);
        if value != actual && !is_known {
            mismatches.push(Mismatch {
                claim: expected.claim,
                difference: difference(value, actual),
                expected: value.clone(),
                actual: actual.clone(),
                span: expected.span,
            });
        }
    }
    mismatches
}

/// Whether the real value is not shown: a template has a name in its place.
fn is_hidden(value: &str) -> bool {
    value.contains(['<', '{', '$']) || is_withheld(value)
}

/// Whether a program wrote something else in place of a value: Microsoft.IdentityModel hides personal data.
fn is_withheld(value: &str) -> bool {
    value.contains("[PII") || matches!(value, "PII" | "null")
}

/// The literal at the start of a text, and its length there: in quotes, or an address, or anything if `is_bare`.
fn literal(text: &str, is_bare: bool) -> Option<(&str, usize)> {
    let text = &text[..text.floor_char_boundary(VALUE)];
    let quote = text
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'));
    if let Some(quote) = quote {
        let rest = &text[1..];
        let end = rest.find([quote, '\n'])?;
        let value = &rest[..end];
        return (!value.is_empty() && rest[end..].starts_with(quote)).then_some((value, end + 2));
    }
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']' | '}' | '"'));
    let value = &text[..end.unwrap_or(text.len())];
    let is_address = value.contains("://") || value.contains('.') && !value.contains('(');
    (value.len() > 2 && (is_bare || is_address)).then_some((value, value.len()))
}

/// Compares what is expected with a token.
pub fn compare(expected: &[Expectation], token: &Token) -> Vec<Mismatch> {
    let facts = Facts::of(token);
    let mut mismatches: Vec<Mismatch> = Vec::new();
    for Expectation {
        claim,
        values,
        span,
        ..
    } in expected
    {
        let actual = match claim {
            Claim::Issuer => vec![facts.text("iss")],
            Claim::Audience => facts.audience(),
            Claim::KeyId => vec![facts.header("kid")],
        };
        let actual: Vec<String> = actual
            .into_iter()
            .filter(|value| !value.is_empty())
            .collect();
        let is_same = values.iter().any(|value| actual.contains(value));
        let is_known = mismatches.iter().any(|known| known.claim == *claim);
        // A key of another service is set in many places.
        let is_open = *claim == Claim::KeyId && actual.is_empty();
        if is_same || is_known || is_open {
            continue;
        }
        // The nearest of several pairs explains most.
        let pairs = values
            .iter()
            .flat_map(|value| actual.iter().map(move |actual| (value, actual)));
        let nearest = pairs.min_by_key(|(value, actual)| difference(value, actual) as usize);
        let (expected, actual) = match nearest {
            Some((value, actual)) => (value.clone(), actual.clone()),
            None => (values[0].clone(), String::new()),
        };
        mismatches.push(Mismatch {
            claim: *claim,
            difference: difference(&expected, &actual),
            expected,
            actual,
            span: *span,
        });
    }
    mismatches
}

/// In what two values differ.
///
/// ```
/// use why401::service::expected::{Difference, difference};
///
/// assert_eq!(difference("https://a.example", "https://a.example/"), Difference::Slash);
/// assert_eq!(difference("http://a.example", "https://a.example"), Difference::Scheme);
/// assert_eq!(difference("https://a.example:443", "https://a.example"), Difference::Port);
/// ```
pub fn difference(expected: &str, actual: &str) -> Difference {
    let bare = |text: &str| text.trim_matches([' ', '"', '\'']).to_owned();
    if bare(expected) == bare(actual) {
        return Difference::Space;
    }
    if expected.trim_end_matches('/') == actual.trim_end_matches('/') {
        return Difference::Slash;
    }
    if expected.eq_ignore_ascii_case(actual) {
        return Difference::Case;
    }
    let split = |text: &'_ str| -> (String, String, String, String) {
        let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
        [scheme, host, port, path.trim_end_matches('/')]
            .map(str::to_owned)
            .into()
    };
    let is_address = |text: &str| text.contains("://") || text.contains('.');
    if !is_address(expected) || !is_address(actual) {
        return Difference::Other;
    }
    let (one, other) = (split(expected), split(actual));
    if one.1 != other.1 {
        Difference::Host
    } else if one.2 != other.2 {
        Difference::Port
    } else if one.3 != other.3 {
        Difference::Path
    } else {
        Difference::Scheme
    }
}
