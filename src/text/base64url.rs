//! base64url without padding (RFC 7515 section 2, RFC 4648 section 5), naming the first byte that does not belong.

/// Why a text is not base64url without padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotBase64url {
    /// A byte outside of the alphabet `A–Z a–z 0–9 - _`.
    Byte {
        /// Its offset in the text, in bytes.
        at: usize,
        /// The byte.
        found: u8,
    },
    /// The text ends after the first character of a group of four: six bits, which make no byte.
    Length {
        /// How many characters of the alphabet there are.
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

/// Decodes as Go's `base64.RawURLEncoding` does: line ends (CR, LF) are passed over, and the unused bits of the last
/// character may be anything (RFC 4648 section 3.5 allows both).
///
/// # Errors
/// [`NotBase64url`], with the first offending byte. Padding (`=`) offends too.
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

/// Encodes without padding.
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
    use super::{NotBase64url, decode, encode};

    #[test]
    fn decodes_the_example_of_rfc_7515_appendix_c() {
        assert_eq!(decode(b"A-z_4ME").unwrap(), [3, 236, 255, 224, 193]);
        assert_eq!(encode(&[3, 236, 255, 224, 193]), "A-z_4ME");
    }

    #[test]
    fn passes_over_line_ends_and_unused_bits() {
        assert_eq!(decode(b"Zm9v\r\nYg").unwrap(), b"foob");
        assert_eq!(decode(b"Zh").unwrap(), b"f");
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
