//! Slips that encode or decode a secret.

use super::rewriting::rewritten;
use super::{Add, Kind};
use crate::text::base64url;

const BASE64: &str = "base64";
const BASE64URL: &str = "base64url";
const HEX: &str = "hexadecimal";
const PERCENT: &str = "percent";

/// Turns base64 into base64url.
const URL: [(&str, &str); 2] = [("+", "-"), ("/", "_")];

/// Decodes the secret from each encoding that it may have. A result that is text shows that the secret was encoded;
/// other bytes show that a secret was decoded that was never encoded.
pub(super) fn undo(secret: &[u8], add: Add) {
    let mut decoded = |encoding, bytes: &[u8]| {
        let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
        let is_text = str::from_utf8(bytes).is_ok() && !bytes.iter().any(is_control);
        let kind = if is_text {
            Kind::Encoded
        } else {
            Kind::Decoded
        };
        add(kind, encoding, &[bytes]);
    };
    let mut plain = secret;
    while let Some(rest) = plain.strip_suffix(b"=") {
        plain = rest;
    }
    let of_url = rewritten(plain, &URL, false);
    let is_broken = secret.trim_ascii_end().len() < secret.len();
    if let Ok(bytes) = base64url::decode(&of_url)
        && !is_broken
    {
        let is_url = rewritten(plain, &URL, true) != plain;
        decoded(if is_url { BASE64URL } else { BASE64 }, &bytes);
    }
    if let Some(bytes) = of_hex(secret, b"") {
        decoded(HEX, &bytes);
    }
    if let Some(bytes) = of_hex(secret, b"%") {
        decoded(PERCENT, &bytes);
    }
}

/// Encodes the secret.
pub(super) fn apply(secret: &[u8], add: Add) {
    let url = base64url::encode(secret).into_bytes();
    let standard = rewritten(&url, &URL, true);
    let padding = &b"=="[..(4 - url.len() % 4) % 4];
    for (encoding, text) in [(BASE64, &standard), (BASE64URL, &url)] {
        if encoding == BASE64 || standard != url {
            add(Kind::Encoded, encoding, &[text]);
            if !padding.is_empty() {
                add(Kind::Encoded, encoding, &[text, padding]);
            }
        }
    }
    let hex = to_hex(secret, b"");
    add(Kind::Encoded, HEX, &[&hex]);
    add(Kind::Encoded, HEX, &[&hex.to_ascii_lowercase()]);
    add(Kind::Encoded, PERCENT, &[&to_hex(secret, b"%")]);
}

/// Writes each byte as two digits after `mark`; with a mark, only bytes that URLs do not have.
fn to_hex(bytes: &[u8], mark: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for &byte in bytes {
        if !mark.is_empty() && (byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)) {
            text.push(byte);
            continue;
        }
        text.extend_from_slice(mark);
        for digit in [byte >> 4, byte & 15] {
            text.push(b"0123456789ABCDEF"[usize::from(digit)]);
        }
    }
    text
}

/// Reads the two digits after each `mark` as a byte. Characters without a mark stay as they are; without any marks all
/// must be digits.
fn of_hex(text: &[u8], mark: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::new();
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        if let Some([high, low, behind @ ..]) = rest.strip_prefix(mark)
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            decoded.push(high << 4 | low);
            rest = behind;
        } else if mark.is_empty() {
            return None;
        } else {
            decoded.push(first);
            rest = after;
        }
    }
    Some(decoded)
}

/// The value of a hexadecimal digit.
fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' | b'a'..=b'f' => Some((byte | 32) - b'a' + 10),
        _ => None,
    }
}
