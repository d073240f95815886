//! Slips that put something before or behind a secret.

use super::{Add, LineEnd, Slip, minter, paste};
use crate::text::search;

/// What stands before and behind, and the slip that puts it there. The longer stands before what it ends with.
const WRAPPINGS: [(Slip, &str, &str); 27] = [
    (Slip::LineEnd(LineEnd::Lf), "", "\n"),
    (Slip::LineEnd(LineEnd::CrLf), "", "\r\n"),
    (Slip::LineEnd(LineEnd::Cr), "", "\r"),
    (Slip::WhiteSpace, "", " "),
    (Slip::WhiteSpace, " ", ""),
    (Slip::WhiteSpace, " ", " "),
    (Slip::WhiteSpace, "", "\t"),
    (Slip::WhiteSpace, "", "\u{a0}"),
    (Slip::Quotes('"'), "\"", "\""),
    (Slip::Quotes('\''), "'", "'"),
    (Slip::Quotes('`'), "`", "`"),
    (Slip::Quotes('“'), "“", "”"),
    (Slip::Quotes('‘'), "‘", "’"),
    (Slip::Separator(','), "", ","),
    (Slip::Separator(';'), "", ";"),
    (Slip::Escapes, "", "\\n"),
    (Slip::Escapes, "", "\\r\\n"),
    (Slip::Invisible('\u{feff}'), "\u{feff}", ""),
    (Slip::Invisible('\u{200b}'), "", "\u{200b}"),
    (Slip::Invisible('\u{200b}'), "\u{200b}", ""),
    (Slip::Invisible('\u{200d}'), "", "\u{200d}"),
    (Slip::Invisible('\u{2060}'), "", "\u{2060}"),
    (Slip::Name, "LIVEKIT_API_SECRET=", ""),
    (Slip::Name, "export LIVEKIT_API_SECRET=", ""),
    (Slip::Name, "LIVEKIT_API_SECRET: ", ""),
    (Slip::Name, "API_SECRET=", ""),
    (Slip::Name, "api_secret: ", ""),
];

/// Characters that cannot be seen, besides white space.
pub(super) const INVISIBLE: [char; 13] = [
    '\u{feff}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{ad}', '\u{200e}', '\u{200f}',
    '\u{202a}', '\u{202c}', '\u{202d}', '\u{2066}', '\u{2069}',
];

/// Takes off what may stand around the secret.
pub(super) fn undo(secret: &[u8], add: Add) {
    if let Some(half) = half(secret) {
        add(paste(Slip::Doubled), &[half]);
    }
    for &(slip, before, behind) in &WRAPPINGS {
        if let Some(rest) = secret.strip_prefix(before.as_bytes())
            && let Some(inner) = rest.strip_suffix(behind.as_bytes())
        {
            add(paste(slip), &[inner]);
        }
    }
    for (line_end, slip) in [(&b"\r\n"[..], LineEnd::CrLf), (b"\n", LineEnd::Lf)] {
        if let Some(rest) = secret.strip_prefix(line_end) {
            add(paste(Slip::LineEnd(slip)), &[rest]);
        }
    }
    let Ok(text) = str::from_utf8(secret) else {
        return;
    };
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        white_space(text, add);
        invisible(text, add);
    }
    name(text, add);
}

/// What stands there twice, on one line or on two.
fn half(secret: &[u8]) -> Option<&[u8]> {
    for between in [&b""[..], b"\n", b"\r\n", b" "] {
        let (first, rest) = secret.split_at(secret.len().saturating_sub(between.len()) / 2);
        if rest.strip_prefix(between) == Some(first) {
            return Some(first);
        }
    }
    None
}

/// Line ends apart, which are a slip of their own, unless the secret is broken over lines.
fn white_space(text: &str, add: Add) {
    let (mut without, mut without_any) = (String::new(), String::new());
    for c in text.chars() {
        if !c.is_whitespace() {
            without_any.push(c);
        }
        if !c.is_whitespace() || matches!(c, '\r' | '\n') {
            without.push(c);
        }
    }
    add(paste(Slip::WhiteSpace), &[without.as_bytes()]);
    if text.trim().len() > without_any.len() {
        add(paste(Slip::WhiteSpace), &[without_any.as_bytes()]);
    }
}

fn invisible(text: &str, add: Add) {
    let mut first = None;
    let mut without = String::new();
    for c in text.chars() {
        first = first.or(Some(c).filter(|c| INVISIBLE.contains(c)));
        if first != Some(c) {
            without.push(c);
        }
    }
    if let Some(c) = first {
        add(paste(Slip::Invisible(c)), &[without.as_bytes()]);
    }
}

/// The name of a setting, or of a key, and what stands between it and the value.
fn name(text: &str, add: Add) {
    for sign in ["=", ":"] {
        let Some((before, mut value)) = search::cut(text, sign) else {
            continue;
        };
        let name = search::trim_end(before, b" ");
        if sign == ":" || name.len() < before.len() {
            value = search::after(value, " ").unwrap_or(value);
        }
        let name = search::after(name, "export ").unwrap_or(name);
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || search::is_in(byte, b"_-.");
        // `==` is the padding of base64.
        if !name.is_empty() && name.bytes().all(is_name) && !value.starts_with('=') {
            add(paste(Slip::Name), &[value.as_bytes()]);
        }
    }
}

/// Puts around the secret what may have stood there.
pub(super) fn apply(secret: &[u8], key: Option<&str>, add: Add) {
    for &(slip, before, behind) in &WRAPPINGS {
        add(
            minter(slip),
            &[before.as_bytes(), secret, behind.as_bytes()],
        );
    }
    add(minter(Slip::Doubled), &[secret, secret]);
    add(minter(Slip::Doubled), &[secret, b"\n", secret]);
    // The server's map of keys, given where only the secret belongs.
    if let Some(key) = key {
        add(minter(Slip::Name), &[key.as_bytes(), b": ", secret]);
        add(minter(Slip::Name), &[key.as_bytes(), b":", secret]);
    }
}
