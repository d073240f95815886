//! The codings in which one text stands in another: base64, hex, escapes of URLs, JSON and shells.

use std::ops::Range;

use super::{Span, base64url, is_invisible, steps};

/// The bytes in a row that count as a part of a secret.
pub const FRAGMENT: usize = 8;

/// The codings that a text may have in another one; [`unescaped`] resolves the rest.
pub fn codings(text: &str) -> impl Iterator<Item = Vec<u8>> + '_ {
    let bytes = text.as_bytes();
    let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
    let hex = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    let plain = Some(unescaped(text, Space::Dropped).bytes).filter(|plain| plain != bytes);
    // What is before it may end inside of a group of three bytes, and so does what is behind.
    let base64 = (0..3).map(move |skipped| {
        let rest = bytes.get(skipped..).unwrap_or_default();
        base64url::encode(&rest[..rest.len() / 3 * 3]).into_bytes()
    });
    let others = [Some(bytes.to_vec()), plain, Some(hex.collect())];
    others.into_iter().flatten().chain(base64)
}

/// Each eight bytes in a row, folded, as a number.
///
/// ```
/// use why401::text::coding::{fragments, number};
///
/// let numbers: Vec<u64> = fragments(b"A-b_12345").collect();
/// assert_eq!(numbers, [b"a+b/1234", b"+b/12345"].map(|bytes| number(bytes.iter().copied())));
/// ```
pub fn fragments(bytes: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let numbers = bytes.iter().scan(0, |number, byte| {
        *number = *number << 8 | u64::from(fold(*byte));
        Some(*number)
    });
    numbers.skip(FRAGMENT - 1)
}

/// Up to eight bytes as a number.
pub fn number(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0, |number, byte| number << 8 | u64::from(byte))
}

/// A byte without what codings may change: the case of letters, and the alphabet of base64.
pub fn fold(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        _ => byte.to_ascii_lowercase(),
    }
}

/// What happens to white space.
#[derive(Clone, Copy, PartialEq)]
pub enum Space {
    /// It stays.
    Kept,
    /// It goes, since it may split a secret.
    Dropped,
}

/// A text in another coding, and where each of its bytes was.
pub struct DecodedText {
    /// The bytes of the text, in UTF-8.
    pub bytes: Vec<u8>,
    /// Where they were.
    pub places: Runs,
}

/// The places of the bytes of a text in another one, in order. Of a text that is mostly plain they are few.
#[derive(Default)]
pub struct Runs(Vec<Run>);

/// Bytes in a row, and where they were in the text that was read.
struct Run {
    /// The first of them.
    first: usize,
    /// Where it was.
    start: usize,
    /// The length of the escape or the character that all of them were; 0 if each byte was by itself.
    length: usize,
}

/// The text with percent escapes (RFC 3986), backslash escapes (JSON, shells) and references to characters (HTML) resolved, and without
/// invisible characters.
pub fn unescaped(text: &str, space: Space) -> DecodedText {
    steps::count(text.len());
    let mut decoded = DecodedText {
        bytes: Vec::with_capacity(text.len()),
        places: Runs::default(),
    };
    let stays = |byte: u8| match byte {
        b'%' | b'&' | b'\\' => false,
        _ => byte.is_ascii_graphic() || space == Space::Kept && byte.is_ascii(),
    };
    let mut at = 0;
    loop {
        let plain = text.as_bytes()[at..].iter();
        let end = at + plain.take_while(|byte| stays(**byte)).count();
        decoded.push(&text.as_bytes()[at..end], at, 0);
        at = end;
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let rest = &text.as_bytes()[at..];
        let hex = |from: usize, digits: usize| {
            unsigned(
                std::str::from_utf8(rest.get(from..from + digits)?).ok()?,
                16,
            )
        };
        let (length, value) = match c {
            '%' => match hex(1, 2) {
                // One byte of a character of several.
                Some(value @ 0x80..) => {
                    decoded.push(&[value.to_be_bytes()[3]], at, 3);
                    (3, None)
                }
                Some(value) => (3, Some(value)),
                None => (1, Some(u32::from(c))),
            },
            '&' => match entity(&text[at..]) {
                Some((length, value)) => (length, Some(value)),
                None => (1, Some(u32::from(c))),
            },
            '\\' => match rest.get(1) {
                Some(b'u') if let Some(value) = hex(2, 4) => (6, Some(value)),
                Some(b'x') if let Some(value) = hex(2, 2) => (4, Some(value)),
                // A line end, or the end of a line that goes on in the next.
                Some(b'n') => (2, Some(0x0A)),
                Some(b'r') => (2, Some(0x0D)),
                Some(b't') => (2, Some(0x09)),
                Some(b'\n') => (2, Some(0x20)),
                Some(escaped) if escaped.is_ascii() => (2, Some(u32::from(*escaped))),
                _ => (1, Some(u32::from(c))),
            },
            _ => (c.len_utf8(), Some(u32::from(c))),
        };
        let value = value
            .and_then(char::from_u32)
            .filter(|c| !is_invisible(*c) && (space == Space::Kept || !c.is_whitespace()));
        if let Some(value) = value {
            let mut bytes = [0; 4];
            let bytes = value.encode_utf8(&mut bytes).as_bytes();
            // A single byte is as it was.
            decoded.push(bytes, at, if length == 1 { 0 } else { length });
        }
        at += length;
    }
    decoded.repair();
    decoded
}

impl Runs {
    /// The place of bytes in the text that was read.
    pub fn of(&self, bytes: Range<usize>) -> Span {
        if bytes.is_empty() {
            return Span::new(0, 0);
        }
        Span::new(
            self.of_byte(bytes.start).start,
            self.of_byte(bytes.end - 1).end,
        )
    }

    fn of_byte(&self, byte: usize) -> Span {
        let run = self.0.partition_point(|run| run.first <= byte) - 1;
        let Run {
            first,
            start,
            length,
        } = self.0[run];
        match length {
            0 => Span::new(start + byte - first, start + byte - first + 1),
            _ => Span::new(start, start + length),
        }
    }

    /// Adds bytes from the one with this number on.
    fn push(&mut self, run: Run) {
        let goes_on = |last: &Run| {
            last.length == 0 && run.length == 0 && last.start + run.first - last.first == run.start
        };
        if !self.0.last().is_some_and(goes_on) {
            self.0.push(run);
        }
    }
}

impl DecodedText {
    /// Adds bytes that were written at a place: in so many bytes, or each by itself if that is 0.
    fn push(&mut self, bytes: &[u8], start: usize, length: usize) {
        if !bytes.is_empty() {
            let first = self.bytes.len();
            self.places.push(Run {
                first,
                start,
                length,
            });
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// Replaces bytes that are no UTF-8, each by one byte.
    fn repair(&mut self) {
        if std::str::from_utf8(&self.bytes).is_ok() {
            return;
        }
        let mut repaired = Vec::new();
        for chunk in self.bytes.utf8_chunks() {
            repaired.extend_from_slice(chunk.valid().as_bytes());
            repaired.extend(chunk.invalid().iter().map(|_| b'?'));
        }
        self.bytes = repaired;
    }
}

/// A reference to a character in HTML, such as `&quot;` or `&#x2F;`: its length and the character.
fn entity(text: &str) -> Option<(usize, u32)> {
    let name = &text[1..text.bytes().take(10).position(|byte| byte == b';')?];
    let value = match name {
        "amp" => 0x26,
        "lt" => 0x3C,
        "gt" => 0x3E,
        "quot" => 0x22,
        "apos" => 0x27,
        _ => {
            let reference = name.strip_prefix('#')?;
            match reference.strip_prefix(['x', 'X']) {
                Some(digits) => unsigned(digits, 16)?,
                None => unsigned(reference, 10)?,
            }
        }
    };
    Some((name.len() + 2, value))
}

/// A number without a sign.
pub fn unsigned(digits: &str, radix: u32) -> Option<u32> {
    let is_digit = |digit: char| digit.is_digit(radix);
    digits
        .chars()
        .all(is_digit)
        .then(|| u32::from_str_radix(digits, radix).ok())?
}
