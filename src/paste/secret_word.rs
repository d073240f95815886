//! Finds words that may be secrets, though no setting that is read holds them, so that nobody shows them: rather one word too many
//! than one too few. Nothing else is decided by them.

use std::sync::LazyLock;

use crate::text::{Needles, Span};

/// Words that announce a secret.
const LABELS: &[&str] = &[
    "secret",
    "password",
    "passwd",
    "passphrase",
    "private_key",
    "privatekey",
    "private-key",
    "hmac",
    "\"k\"",
    "\"d\"",
];

/// What is between a user's name and password and the host of a URL.
const USER: &[&str] = &["://"];

/// How a private key in PEM begins (RFC 7468), and how its last line begins.
const PEM: (&str, &str) = ("PRIVATE KEY-----", "-----END");

static LABEL: LazyLock<Needles> = LazyLock::new(|| Needles::ignoring_case(LABELS));
static AUTHORITY: LazyLock<Needles> = LazyLock::new(|| Needles::exact(USER));
static PEM_START: LazyLock<Needles> = LazyLock::new(|| Needles::exact([PEM.0]));

/// How far behind its label a secret may be, in bytes, and in line ends.
const REACH: (usize, usize) = (160, 3);

/// The fewest characters of a secret that is announced, and of one that only looks so.
const SHORTEST: (usize, usize) = (6, 32);

/// The places of words that may be secrets, in any order; they may overlap.
pub fn find(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for hit in LABEL.hits(text) {
        announced(text, hit.span.end, &mut found);
    }
    for hit in AUTHORITY.hits(text) {
        found.extend(user(text, hit.span.end));
    }
    for hit in PEM_START.hits(text) {
        let rest = &text[hit.span.end..];
        let length = rest.find(PEM.1).unwrap_or(rest.len());
        found.push(Span::new(hit.span.end, hit.span.end + length));
    }
    let conspicuous = words(text, 0, is_base64);
    found.extend(
        conspicuous.filter(|word| {
            word.end - word.start >= SHORTEST.1 && is_mixed(word.of(text).as_bytes())
        }),
    );
    found
}

/// The words behind a label that may be its value.
fn announced(text: &str, label: usize, found: &mut Vec<Span>) {
    let (mut lines, mut between) = (0, label);
    let mut has_value = false;
    for word in words(text, label, is_of_value) {
        lines += text[between..word.start].matches('\n').count();
        between = word.end;
        if word.start > label + REACH.0 || lines > REACH.1 {
            break;
        }
        // The rest of the name, such as `_KEY`.
        if word.start == label {
            continue;
        }
        let value = word.of(text).as_bytes();
        let is_value = value.len() >= SHORTEST.0 && (is_mixed(value) || value.len() >= SHORTEST.1);
        // What directly follows is the value, however plain it is.
        let follows = !has_value && text[label..word.start].chars().all(is_separator);
        if is_value || (follows && value.len() >= SHORTEST.0) {
            found.push(word);
            has_value = true;
        }
    }
}

/// The user's name and password in a URL whose authority begins at `start` (RFC 3986 section 3.2.1). A password may hold
/// characters that should have been escaped, so the last `@` before a space or quote counts.
fn user(text: &str, start: usize) -> Option<Span> {
    let rest = &text[start..];
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>'))
        .unwrap_or(rest.len());
    let at = rest[..end].rfind('@')?;
    rest[..at]
        .contains(':')
        .then(|| Span::new(start, start + at))
}

/// The words of a text from `start` on.
fn words(text: &str, start: usize, is_part: fn(char) -> bool) -> impl Iterator<Item = Span> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let begin = at + rest.find(is_part)?;
        let rest = &text[begin..];
        at = begin + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        Some(Span::new(begin, at))
    })
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=')
}

/// Whether a character may be in a secret: all but what quotes and separates.
fn is_of_value(c: char) -> bool {
    !(c.is_whitespace() || is_separator(c))
}

/// Whether a character separates a label from its value.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '=' | ':'
                | '：'
                | '＝'
                | '"'
                | '\''
                | '`'
                | '<'
                | '>'
                | ','
                | ';'
                | '|'
                | '*'
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '&'
                | '?'
        )
}

/// Whether a word has digits and letters of both cases, or letters and digits and other characters, as secrets have and
/// words of a language do not.
fn is_mixed(word: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| word.iter().any(is);
    let cases = has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
    has(u8::is_ascii_digit) && (cases || word.len() >= SHORTEST.1)
        || (cases && word.len() >= SHORTEST.1)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn finds_what_is_announced_or_conspicuous() {
        for (text, hidden) in [
            ("client_secret=hunter22", vec!["hunter22"]),
            ("the API secret is aB3dEf9h", vec!["aB3dEf9h"]),
            ("wss://user:a/b@c@lk.example.com/rtc", vec!["user:a/b@c"]),
            (
                "x kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD y",
                vec!["kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD"],
            ),
            ("wss://lk.example.com/rtc", vec![]),
            ("a secret of the trade", vec![]),
            ("could not establish signal connection", vec![]),
        ] {
            let found: Vec<&str> = find(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, hidden, "{text}");
        }
    }
}
