//! base64url (RFC 7515 section 2) and base64 (RFC 4648); errors name the first byte that does not belong.

/// Why a text is not base64url without padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotBase64url {
    /// A byte outside the alphabet `A–Z a–z 0–9 - _`.
    Byte {
        /// Its offset in the text, in bytes.
        at: usize,
        /// The byte.
        found: u8,
    },
    /// The text ends after the first character of a group of four: its six bits make no byte.
    Length {
        /// The number of characters of the alphabet in the text.
        characters: usize,
    },
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of each byte of the alphabet, 64 for all others.
const VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut value = 0;
    while value < 64 {
        values[ALPHABET[value as usize] as usize] = value;
        value += 1;
    }
    values
};

/// Whether a byte is of the alphabet.
pub fn has(byte: u8) -> bool {
    VALUES[usize::from(byte)] != 64
}

/// Whether a byte is of the alphabet, or of that of plain base64.
pub fn has_either(byte: u8) -> bool {
    has(byte) || matches!(byte, b'+' | b'/')
}

/// What a text begins with of the alphabet.
///
/// ```
/// assert_eq!(why401::text::base64url::leading("eyJ9.eyJ9"), "eyJ9");
/// ```
pub fn leading(text: &str) -> &str {
    let end = text.bytes().position(|byte| !has(byte));
    &text[..end.unwrap_or(text.len())]
}

/// Decodes as Go's `base64.RawURLEncoding` does: line ends (CR, LF) are skipped, and the unused bits of the last
/// character may have any value (RFC 4648 section 3.5 allows both).
///
/// # Errors
/// [`NotBase64url`], with the first offending byte. Padding (`=`) offends too.
///
/// ```
/// use why401::text::base64url::{NotBase64url, decode};
///
/// assert_eq!(decode(b"eyJ9").as_deref(), Ok(&b"{\"}"[..]));
/// assert_eq!(decode(b"ab+d"), Err(NotBase64url::Byte { at: 2, found: b'+' }));
/// assert_eq!(decode(b"abcde"), Err(NotBase64url::Length { characters: 5 }));
/// ```
pub fn decode(text: &[u8]) -> Result<Vec<u8>, NotBase64url> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let mut group = 0_u32;
    let mut characters = 0;
    for (at, &found) in text.iter().enumerate() {
        let value = VALUES[usize::from(found)];
        if value == 64 {
            if matches!(found, b'\r' | b'\n') {
                continue;
            }
            return Err(NotBase64url::Byte { at, found });
        }
        group = group << 6 | u32::from(value);
        characters += 1;
        if characters % 4 == 0 {
            bytes.extend_from_slice(&group.to_be_bytes()[1..]);
            group = 0;
        }
    }
    match characters % 4 {
        2 => bytes.push((group >> 4).to_be_bytes()[3]),
        3 => bytes.extend_from_slice(&(group >> 2).to_be_bytes()[2..]),
        1 => return Err(NotBase64url::Length { characters }),
        _ => {}
    }
    Ok(bytes)
}

/// The bytes of the first groups of four characters, up to so many. Any character that does not belong makes them meaningless.
///
/// ```
/// assert_eq!(why401::text::base64url::beginning::<3>(b"eyJ9eyJ9"), ([0x7B, 0x22, 0x7D], 3));
/// ```
pub fn beginning<const BYTES: usize>(text: &[u8]) -> ([u8; BYTES], usize) {
    let (mut bytes, mut length) = ([0; BYTES], 0);
    for (group, of_group) in text.chunks_exact(4).zip(bytes.chunks_exact_mut(3)) {
        let add = |group: u32, found: &u8| group << 6 | u32::from(VALUES[usize::from(*found)] & 63);
        of_group.copy_from_slice(&group.iter().fold(0, add).to_be_bytes()[1..]);
        length += 3;
    }
    (bytes, length)
}

/// Decodes base64url with padding, as Go's `base64.URLEncoding` does.
///
/// ```
/// use why401::text::base64url::decode_padded;
///
/// assert_eq!(decode_padded(b"-_8=").as_deref(), Some(&[0xFB, 0xFF][..]));
/// assert_eq!(decode_padded(b"-_8"), None);
/// ```
pub fn decode_padded(text: &[u8]) -> Option<Vec<u8>> {
    let is_line_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let text: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !is_line_end(byte))
        .collect();
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    decode(&text[..text.len() - padding]).ok()
}

/// Decodes base64 with padding (RFC 4648 section 4), as Go's `base64.StdEncoding` does.
///
/// ```
/// use why401::text::base64url::decode_standard;
///
/// assert_eq!(decode_standard(b"+/8=").as_deref(), Some(&[0xFB, 0xFF][..]));
/// assert_eq!(decode_standard(b"-_8="), None);
/// ```
pub fn decode_standard(text: &[u8]) -> Option<Vec<u8>> {
    let is_of_url = |byte: &u8| matches!(byte, b'-' | b'_');
    if text.iter().any(is_of_url) {
        return None;
    }
    decode_padded(&from_standard(text))
}

/// The text that is in base64 of either alphabet, with or without padding.
///
/// ```
/// assert_eq!(why401::text::base64url::text("YQ==").as_deref(), Some("a"));
/// ```
pub fn text(encoded: &str) -> Option<String> {
    let encoded = from_standard(encoded.trim_end_matches('=').as_bytes());
    String::from_utf8(decode(&encoded).ok()?).ok()
}

/// The same text in the alphabet of base64url.
///
/// ```
/// assert_eq!(why401::text::base64url::from_standard(b"+/8="), b"-_8=");
/// ```
pub fn from_standard(text: &[u8]) -> Vec<u8> {
    let in_url = |byte: &u8| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => *other,
    };
    text.iter().map(in_url).collect()
}

/// Encodes without padding.
///
/// ```
/// assert_eq!(why401::text::base64url::encode(&[0xFB, 0xFF]), "-_8");
/// ```
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().enumerate().fold(0_u32, |group, (at, &byte)| {
            group | u32::from(byte) << (16 - 8 * at)
        });
        for at in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(group >> (18 - 6 * at) & 63) as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{NotBase64url, decode, decode_padded, decode_standard, encode};

    #[test]
    fn decodes_the_example_of_rfc_7515_appendix_c() {
        assert_eq!(decode(b"A-z_4ME").unwrap(), [3, 236, 255, 224, 193]);
        assert_eq!(encode(&[3, 236, 255, 224, 193]), "A-z_4ME");
    }

    #[test]
    fn ignores_line_ends_and_unused_bits() {
        assert_eq!(decode(b"Zm9v\r\nYg").unwrap(), b"foob");
        assert_eq!(decode(b"Zh").unwrap(), b"f");
    }

    #[test]
    fn padding_fills_groups_of_four() {
        assert_eq!(decode_padded(b"Zg=\n=\r\n").unwrap(), b"f");
        assert_eq!(decode_padded(b"A-z_4ME=").unwrap(), [3, 236, 255, 224, 193]);
        for text in ["Zg", "Zg=", "Zg===", "Z===", "Zg==Zg==", "A+z/4ME="] {
            assert_eq!(decode_padded(text.as_bytes()), None, "{text}");
        }
        assert_eq!(
            decode_standard(b"A+z/4ME=").unwrap(),
            [3, 236, 255, 224, 193]
        );
        assert_eq!(decode_standard(b"A-z_4ME="), None);
    }

    #[test]
    fn names_the_first_offending_byte() {
        assert_eq!(
            decode(b"Zm9v+g"),
            Err(NotBase64url::Byte { at: 4, found: b'+' })
        );
        assert_eq!(
            decode(b"Zg=="),
            Err(NotBase64url::Byte { at: 2, found: b'=' })
        );
        assert_eq!(
            decode(b"Zm9vY"),
            Err(NotBase64url::Length { characters: 5 })
        );
    }
}
