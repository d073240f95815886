//! The value of a JSON string: escapes resolved, and bytes that are not UTF-8 replaced.

use std::borrow::Cow;

/// Resolves the escapes in the inner text of a string that the reader has accepted.
pub(super) fn unquote(inner: &[u8]) -> Cow<'_, str> {
    if !inner.contains(&b'\\')
        && let Ok(plain) = std::str::from_utf8(inner)
    {
        return Cow::Borrowed(plain);
    }
    resolved(inner, true).into()
}

/// A text as a JSON string, with the escapes that RFC 8259 section 7 demands and no others.
///
/// ```
/// use why401::text::json::quote;
///
/// assert_eq!(quote("a \"b\"\n\u{1}é"), r#""a \"b\"\n\u0001é""#);
/// ```
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\0'..' ' => quoted.extend(format!("\\u{:04x}", u32::from(character)).chars()),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Decodes bytes as UTF-8; each invalid byte becomes U+FFFD.
pub fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => resolved(bytes, false).into(),
    }
}

/// Decodes bytes that may have escapes.
fn resolved(bytes: &[u8], escapes: bool) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        if escapes && byte == b'\\' {
            rest = unescape(after, &mut text);
        } else {
            rest = push_character(rest, &mut text);
        }
    }
    text
}

/// Appends the character at the start of `bytes`, or U+FFFD for an invalid byte, and returns the rest.
fn push_character<'a>(bytes: &'a [u8], text: &mut String) -> &'a [u8] {
    let length = match bytes[0] {
        ..0x80 => 1,
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 0,
    };
    match bytes
        .get(..length)
        .and_then(|character| std::str::from_utf8(character).ok())
    {
        Some(character) if length > 0 => {
            text.push_str(character);
            &bytes[length..]
        }
        _ => {
            text.push(char::REPLACEMENT_CHARACTER);
            &bytes[1..]
        }
    }
}

/// Appends the character of the escape whose backslash is before `bytes`, and returns the rest.
fn unescape<'a>(bytes: &'a [u8], text: &mut String) -> &'a [u8] {
    let plain = match bytes[0] {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let first = hex4(&bytes[1..]);
            let rest = &bytes[5..];
            if let Some(character) = char::from_u32(first) {
                text.push(character);
                return rest;
            }
            if (0xD800..0xDC00).contains(&first) && rest.starts_with(b"\\u") {
                let second = hex4(&rest[2..]);
                if (0xDC00..0xE000).contains(&second) {
                    let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                    text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    return &rest[6..];
                }
            }
            text.push(char::REPLACEMENT_CHARACTER);
            return rest;
        }
        other => char::from(other),
    };
    text.push(plain);
    &bytes[1..]
}

/// The value of four hexadecimal digits that the reader has accepted.
fn hex4(digits: &[u8]) -> u32 {
    digits[..4].iter().fold(0, |value, &digit| {
        value << 4 | char::from(digit).to_digit(16).unwrap_or(0)
    })
}
