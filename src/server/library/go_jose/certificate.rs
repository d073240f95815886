//! Certificates in a header (`x5c`).

use crate::text::base64url;
use crate::text::json::{Kind, Value};

/// `parseCertificateChain`: an array of strings, each the padded base64 of an X.509 certificate. Only the outermost
/// structure of a certificate is checked (RFC 5280 section 4.1).
pub(super) fn is_chain(value: Value) -> bool {
    let is_certificate = |element: Value| {
        let text = element.string().unwrap_or_default();
        let Some(der) = base64url::decode_standard(text.as_bytes()) else {
            return false;
        };
        let Some((0x30, content, [])) = der_value(&der) else {
            return false;
        };
        let Some((0x30, _, rest)) = der_value(content) else {
            return false;
        };
        let Some((0x30, _, rest)) = der_value(rest) else {
            return false;
        };
        matches!(der_value(rest), Some((0x03, _, [])))
    };
    value.kind() == Kind::Array && value.elements().all(is_certificate)
}

/// The tag and content of the first DER value (X.690 section 8.1), and the bytes after it.
fn der_value(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let size = usize::from(first & 0x7F);
        if !(1..=4).contains(&size) {
            return None;
        }
        let (bytes, rest) = rest.split_at_checked(size)?;
        let length = bytes
            .iter()
            .fold(0, |length, &byte| length << 8 | usize::from(byte));
        (length, rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}
