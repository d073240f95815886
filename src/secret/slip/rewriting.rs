//! Slips that rewrite or remove characters of a secret.

use super::{Add, Kind, Side};

/// Texts, each with the text that a slip turns it into.
type Table = &'static [(&'static str, &'static str)];

/// How a slip rewrites certain characters, none of them a letter or digit without an accent.
const REWRITINGS: [(Kind, Table); 6] = [
    (Kind::Plus, &[("+", " ")]),
    // Escapes of JSON and YAML, of PHP and shells, and of .NET.
    (
        Kind::Escapes,
        &[
            ("\\", "\\\\"),
            ("\"", "\\\""),
            ("\n", "\\n"),
            ("\r", "\\r"),
            ("\t", "\\t"),
        ],
    ),
    (
        Kind::Escapes,
        &[
            ("/", "\\/"),
            ("$", "\\$"),
            ("!", "\\!"),
            ("'", "\\'"),
            ("`", "\\`"),
        ],
    ),
    (
        Kind::Escapes,
        &[
            ("+", "\\u002b"),
            ("/", "\\u002f"),
            ("=", "\\u003d"),
            ("&", "\\u0026"),
            ("<", "\\u003c"),
            (">", "\\u003e"),
            ("'", "\\u0027"),
        ],
    ),
    (Kind::DoubledDollar, &[("$", "$$")]),
    // Letters of western European languages.
    (
        Kind::Normalization,
        &[
            ("à", "a\u{300}"),
            ("è", "e\u{300}"),
            ("ù", "u\u{300}"),
            ("á", "a\u{301}"),
            ("é", "e\u{301}"),
            ("í", "i\u{301}"),
            ("ó", "o\u{301}"),
            ("ú", "u\u{301}"),
            ("â", "a\u{302}"),
            ("ê", "e\u{302}"),
            ("î", "i\u{302}"),
            ("ô", "o\u{302}"),
            ("û", "u\u{302}"),
            ("ã", "a\u{303}"),
            ("ñ", "n\u{303}"),
            ("õ", "o\u{303}"),
            ("ä", "a\u{308}"),
            ("ë", "e\u{308}"),
            ("ï", "i\u{308}"),
            ("ö", "o\u{308}"),
            ("ü", "u\u{308}"),
            ("Ä", "A\u{308}"),
            ("Ö", "O\u{308}"),
            ("Ü", "U\u{308}"),
            ("É", "E\u{301}"),
            ("ç", "c\u{327}"),
        ],
    ),
];

/// Undoes or applies the slips that rewrite characters.
pub(super) fn rewrite(secret: &[u8], side: Side, add: Add) {
    for (kind, table) in REWRITINGS {
        add(kind, "", &[&rewritten(secret, table, side == Side::Paste)]);
    }
}

/// Replaces the first text of each pair in the table by the second, or the second by the first.
pub(super) fn rewritten(secret: &[u8], table: &[(&str, &str)], is_back: bool) -> Vec<u8> {
    let mut written = Vec::new();
    let mut rest = secret;
    while let Some((&first, mut after)) = rest.split_first() {
        let mut by = &rest[..1];
        // Characters that no table has; most secrets have only these.
        let is_plain = first.is_ascii_alphanumeric() && after.first().is_none_or(u8::is_ascii);
        for &(plain, slipped) in table.iter().filter(|_| !is_plain) {
            let (old, new) = if is_back {
                (slipped, plain)
            } else {
                (plain, slipped)
            };
            if let Some(behind) = rest.strip_prefix(old.as_bytes()) {
                (by, after) = (new.as_bytes(), behind);
                break;
            }
        }
        written.extend_from_slice(by);
        rest = after;
    }
    written
}

/// Applies the slips that lose characters and so cannot be undone.
pub(super) fn lose(secret: &[u8], add: Add) {
    add(Kind::Case, "small", &[&secret.to_ascii_lowercase()]);
    add(Kind::Case, "capital", &[&secret.to_ascii_uppercase()]);
    if let Some(at) = secret.iter().position(|byte| *byte == b'#') {
        add(Kind::Comment, "", &[secret[..at].trim_ascii_end()]);
    }
    add(Kind::Variable, "", &[&without_variables(secret)]);
}

/// The text that a shell leaves between double quotes: `$name` and `${name}` are empty, and `$12` leaves the `2`.
fn without_variables(secret: &[u8]) -> Vec<u8> {
    let mut left = Vec::new();
    let mut rest = secret;
    while let Some((&first, after)) = rest.split_first() {
        let length = if first == b'$' { variable(after) } else { 0 };
        if length == 0 {
            left.push(first);
        }
        rest = &after[length..];
    }
    left
}

/// The length of the name after `$`.
fn variable(text: &[u8]) -> usize {
    let mut length = 0;
    for &byte in text {
        let is_end = match text[0] {
            b'{' => length > 0 && text[length - 1] == b'}',
            b'0'..=b'9' => length == 1,
            _ => !byte.is_ascii_alphanumeric() && byte != b'_',
        };
        if is_end {
            break;
        }
        length += 1;
    }
    length
}
