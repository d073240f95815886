//! Bytes as Go counts, quotes and encodes them (`unicode/utf8`, `strconv.Quote`, strings of `encoding/json`).

use super::unicode::is_print;

pub use super::unicode::UNICODE_17;

/// The value of hexadecimal digits.
pub fn hex(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, &digit| {
        value << 4 | char::from(digit).to_digit(16).unwrap_or(0)
    })
}

/// The character at the start of some bytes, which are not empty.
pub fn character(bytes: &[u8]) -> Option<char> {
    let length = bytes.len().min(4);
    (1..=length)
        .find_map(|length| std::str::from_utf8(&bytes[..length]).ok())
        .and_then(|text| text.chars().next())
}

/// The number of characters: each invalid byte counts as one (`utf8.RuneCount`).
pub fn runes(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    let mut count = 0;
    while !rest.is_empty() {
        rest = &rest[character(rest).map_or(1, char::len_utf8)..];
        count += 1;
    }
    count
}

/// `strconv.Quote`; `unicode_17` as [`UNICODE_17`] says.
pub fn quote(bytes: &[u8], unicode_17: bool) -> String {
    let mut text = String::from("\"");
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        let Some(character) = character(rest) else {
            push_hex(&mut text, "\\x", u32::from(byte), 2);
            rest = &rest[1..];
            continue;
        };
        rest = &rest[character.len_utf8()..];
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\u{7}' => text += "\\a",
            '\u{8}' => text += "\\b",
            '\u{c}' => text += "\\f",
            '\n' => text += "\\n",
            '\r' => text += "\\r",
            '\t' => text += "\\t",
            '\u{b}' => text += "\\v",
            '\0'..='\u{1F}' | '\u{7F}' => push_hex(&mut text, "\\x", u32::from(byte), 2),
            _ if is_print(character, unicode_17) => text.push(character),
            ..='\u{FFFF}' => push_hex(&mut text, "\\u", u32::from(character), 4),
            _ => push_hex(&mut text, "\\U", u32::from(character), 8),
        }
    }
    text + "\""
}

fn push_hex(text: &mut String, escape: &str, value: u32, digits: u32) {
    *text += escape;
    for digit in (0..digits).rev() {
        text.extend(char::from_digit(value >> (4 * digit) & 0xF, 16));
    }
}

/// A JSON string as `json.Marshal` writes it: `<`, `>` and `&` escaped for HTML, invalid bytes replaced.
pub fn json_string(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some(character) = character(rest) else {
            text += "\\ufffd";
            rest = &rest[1..];
            continue;
        };
        rest = &rest[character.len_utf8()..];
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\u{8}' => text += "\\b",
            '\u{c}' => text += "\\f",
            '\n' => text += "\\n",
            '\r' => text += "\\r",
            '\t' => text += "\\t",
            '\0'..='\u{1F}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                push_hex(&mut text, "\\u", u32::from(character), 4);
            }
            _ => text.push(character),
        }
    }
    text + "\""
}

#[cfg(test)]
mod tests {
    use super::{json_string, quote, runes};

    #[test]
    fn quotes_as_go_does() {
        assert_eq!(quote(b"\",\"emp", true), r#""\",\"emp""#);
        assert_eq!(quote(b"a\\\n\x01\xffz", true), r#""a\\\n\x01\xffz""#);
        assert_eq!(
            quote(b"\x07\x08\x0b\x0c\r\t\0\x1f\x7f ~", true),
            r#""\a\b\v\f\r\t\x00\x1f\x7f ~""#
        );
        assert_eq!(quote("é'\u{A0}☃".as_bytes(), true), "\"é'\\u00a0☃\"");
        // A mark, an unassigned character, a format, private use, and a character beyond the basic plane.
        let text = "\u{301}\u{1BF9}\u{FEFF}\u{F404}\u{B9765}\u{165C7}\u{FE4}😀";
        assert_eq!(
            quote(text.as_bytes(), true),
            "\"\u{301}\\u1bf9\\ufeff\\uf404\\U000b9765\\U000165c7\\u0fe4😀\""
        );
    }

    #[test]
    fn knows_the_unicode_version_of_each_release() {
        assert_eq!(quote("\u{14369}".as_bytes(), true), "\"\u{14369}\"");
        assert_eq!(quote("\u{14369}".as_bytes(), false), "\"\\U00014369\"");
    }

    #[test]
    fn writes_json_strings_as_go_does() {
        assert_eq!(
            json_string(b"a\"<&\n\x01\xff"),
            r#""a\"\u003c\u0026\n\u0001\ufffd""#
        );
        assert_eq!(
            json_string("\\\u{8}\u{c}\r\t\0\u{1f}\u{7f}>é\u{2028}\u{2029}".as_bytes()),
            "\"\\\\\\b\\f\\r\\t\\u0000\\u001f\u{7f}\\u003eé\\u2028\\u2029\""
        );
    }

    #[test]
    fn counts_each_invalid_byte() {
        assert_eq!(runes("aé☃😀".as_bytes()), 4);
        assert_eq!(runes(b"\xe2\x98a\xff"), 4);
    }
}
