//! Slips that encode a secret, or decode it.

use super::{Add, Slip, minter, paste};
use crate::text::{base64url, search};

/// How bytes are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Base64 (RFC 4648 section 4), with or without padding.
    Base64,
    /// base64url (RFC 4648 section 5), with or without padding.
    Base64url,
    /// Two hexadecimal digits for each byte.
    Hex,
    /// `%2B` for `+`, as in URLs.
    Percent,
}

/// Decodes the secret as whatever it may be an encoding of. Text was encoded; bytes that are none show that a secret was
/// decoded which is no encoding.
pub(super) fn undo(secret: &[u8], add: Add) {
    let mut plain = secret.to_vec();
    while plain.last() == Some(&b'=') {
        plain.pop();
    }
    let mut encoding = Encoding::Base64;
    for byte in &mut plain {
        match byte {
            b'+' => *byte = b'-',
            b'/' => *byte = b'_',
            b'-' | b'_' => encoding = Encoding::Base64url,
            _ => {}
        }
    }
    let is_broken = secret.iter().any(|byte| matches!(byte, b'\r' | b'\n'));
    let of_base64 = base64url::decode(&plain).ok().filter(|_| !is_broken);
    let mut decoded = |encoding, decoded: Option<Vec<u8>>| {
        let Some(decoded) = decoded else { return };
        let step = if encoding == Encoding::Percent || is_text(&decoded) {
            paste(Slip::Encoded(encoding))
        } else {
            minter(Slip::Decoded(encoding))
        };
        add(step, &[&decoded]);
    };
    decoded(encoding, of_base64);
    decoded(Encoding::Hex, of_hex(secret, b""));
    if search::is_in(b'%', secret) {
        decoded(Encoding::Percent, of_hex(secret, b"%"));
    }
}

/// Whether bytes are text, which those of a secret that is no encoding never are.
fn is_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    str::from_utf8(bytes).is_ok() && !bytes.iter().any(is_control)
}

/// Encodes the secret.
pub(super) fn apply(secret: &[u8], add: Add) {
    let url = base64url::encode(secret);
    let mut standard = url.clone().into_bytes();
    for byte in &mut standard {
        match byte {
            b'-' => *byte = b'+',
            b'_' => *byte = b'/',
            _ => {}
        }
    }
    let padding = &b"=="[..(4 - url.len() % 4) % 4];
    for (encoding, text) in [
        (Encoding::Base64, &standard[..]),
        (Encoding::Base64url, url.as_bytes()),
    ] {
        if encoding == Encoding::Base64 || standard != url.as_bytes() {
            add(minter(Slip::Encoded(encoding)), &[text, padding]);
            add(minter(Slip::Encoded(encoding)), &[text]);
        }
    }
    for digits in [DIGITS, b"0123456789abcdef"] {
        let hex = to_hex(secret, b"", digits, &|_| true);
        add(minter(Slip::Encoded(Encoding::Hex)), &[&hex]);
    }
    let is_reserved = |byte: u8| !byte.is_ascii_alphanumeric() && !search::is_in(byte, b"-_.~");
    let percent = to_hex(secret, b"%", DIGITS, &is_reserved);
    add(minter(Slip::Encoded(Encoding::Percent)), &[&percent]);
}

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// Writes some bytes as two digits each, behind `mark`.
pub(super) fn to_hex(
    bytes: &[u8],
    mark: &[u8],
    digits: &[u8; 16],
    is_written: &dyn Fn(u8) -> bool,
) -> Vec<u8> {
    let mut text = Vec::new();
    for &byte in bytes {
        if is_written(byte) {
            text.extend_from_slice(mark);
            let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
            text.extend_from_slice(&[digits[high], digits[low]]);
        } else {
            text.push(byte);
        }
    }
    text
}

/// The value of a hexadecimal digit.
fn digit(byte: u8) -> Option<u8> {
    let byte = byte.to_ascii_uppercase();
    let at = DIGITS.iter().position(|digit| *digit == byte)?;
    u8::try_from(at).ok()
}

/// The byte that two hexadecimal digits stand for.
fn byte(digits: &[u8]) -> Option<u8> {
    let [high, low] = *digits else { return None };
    Some(digit(high)? << 4 | digit(low)?)
}

/// Reads two digits behind each `mark` as a byte. What has no mark stays as it is, and without marks all must be digits.
fn of_hex(text: &[u8], mark: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::new();
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        let digits = rest.strip_prefix(mark).and_then(|rest| rest.get(..2));
        let value = digits.and_then(byte);
        if value.is_none() && mark.is_empty() {
            return None;
        }
        decoded.push(value.unwrap_or(first));
        rest = if value.is_some() {
            &rest[mark.len() + 2..]
        } else {
            after
        };
    }
    Some(decoded)
}

/// The character of four hexadecimal digits.
pub(super) fn character(digits: &[u8]) -> Option<char> {
    let (high, low) = digits.split_at_checked(2)?;
    char::from_u32(u32::from(byte(high)?) << 8 | u32::from(byte(low)?))
}
