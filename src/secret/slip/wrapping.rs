//! Slips that add something before, after or inside a secret.

use super::{Add, Kind, Side};

/// The texts before and after the secret, by the slip that adds them; a longer text comes before its own ending. The
/// detail of a slip is the text before the secret, or else the text after it.
const WRAPPINGS: [(Kind, &[(&str, &str)]); 9] = [
    (Kind::TrailingNewline, &[("", "\n")]),
    (Kind::TrailingCrlf, &[("", "\r\n")]),
    (Kind::TrailingCarriageReturn, &[("", "\r")]),
    (
        Kind::WhiteSpace,
        &[("", " "), (" ", ""), (" ", " "), ("", "\t"), ("", "\u{a0}")],
    ),
    (
        Kind::Quotes,
        &[("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’")],
    ),
    (Kind::TrailingSeparator, &[("", ","), ("", ";")]),
    (Kind::Escapes, &[("", "\\n"), ("", "\\r\\n")]),
    (
        Kind::InvisibleCharacter,
        &[
            ("\u{feff}", ""),
            ("", "\u{200b}"),
            ("\u{200b}", ""),
            ("", "\u{200d}"),
            ("", "\u{2060}"),
        ],
    ),
    (
        Kind::Name,
        &[
            ("LIVEKIT_API_SECRET=", ""),
            ("export LIVEKIT_API_SECRET=", ""),
            ("LIVEKIT_API_SECRET: ", ""),
            ("API_SECRET=", ""),
            ("api_secret: ", ""),
        ],
    ),
];

/// Invisible characters, in addition to white space.
pub(super) const INVISIBLE: [&str; 13] = [
    "\u{feff}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{ad}", "\u{200e}", "\u{200f}",
    "\u{202a}", "\u{202c}", "\u{202d}", "\u{2066}", "\u{2069}",
];

/// Removes or adds the texts around the secret.
pub(super) fn wrap(secret: &[u8], side: Side, add: Add) {
    for (kind, table) in WRAPPINGS {
        for &(before, behind) in table {
            let what = if before.is_empty() { behind } else { before };
            let (before, behind) = (before.as_bytes(), behind.as_bytes());
            if side == Side::Minter {
                add(kind, what, &[before, secret, behind]);
            } else if let Some(rest) = secret.strip_prefix(before)
                && let Some(inner) = rest.strip_suffix(behind)
            {
                add(kind, what, &[inner]);
            }
        }
    }
}

/// Doubles the secret, replaces it by its key, and joins both as in the server's map of keys.
pub(super) fn apply(secret: &[u8], key: Option<&str>, add: Add) {
    add(Kind::Doubled, "", &[secret, secret]);
    add(Kind::Doubled, "", &[secret, b"\n", secret]);
    if let Some(key) = key {
        add(Kind::KeySecretSwapped, "", &[key.as_bytes()]);
        add(Kind::Name, "", &[key.as_bytes(), b": ", secret]);
        add(Kind::Name, "", &[key.as_bytes(), b":", secret]);
    }
}

/// Removes a second copy, on the same line or on the next.
pub(super) fn halve(secret: &[u8], add: Add) {
    for between in ["", "\n", "\r\n", " "] {
        let (first, rest) = secret.split_at(secret.len().saturating_sub(between.len()) / 2);
        if rest.strip_prefix(between.as_bytes()) == Some(first) {
            add(Kind::Doubled, "", &[first]);
        }
    }
}

/// Removes characters that may be inside the secret, and the name of any setting before it.
pub(super) fn undo(secret: &[u8], add: Add) {
    let Ok(text) = str::from_utf8(secret) else {
        return;
    };
    // Line ends after it are slips of their own, unless it is broken over lines.
    let is_broken = secret.trim_ascii_end().contains(&b'\n');
    let without = text.replace([' ', '\t', '\u{a0}', '\u{202f}', '\u{3000}'], "");
    add(Kind::WhiteSpace, "", &[without.as_bytes()]);
    if is_broken {
        let without = without.replace(['\r', '\n'], "");
        add(Kind::WhiteSpace, "", &[without.as_bytes()]);
    }
    for invisible in INVISIBLE {
        let without = text.replace(invisible, "");
        add(Kind::InvisibleCharacter, invisible, &[without.as_bytes()]);
    }
    for sign in ["=", ":"] {
        if let Some(value) = named(text, sign) {
            add(Kind::Name, "", &[value.as_bytes()]);
        }
    }
}

/// The text after `sign` and the name of a setting, or of a key.
fn named<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let (before, mut value) = text.split_once(sign)?;
    let name = before.trim_end_matches(' ');
    if sign == ":" || name.len() < before.len() {
        value = value.strip_prefix(' ').unwrap_or(value);
    }
    let name = name.strip_prefix("export ").unwrap_or(name);
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    // `==` is the padding of base64.
    (!name.is_empty() && name.bytes().all(is_name) && !value.starts_with('=')).then_some(value)
}
