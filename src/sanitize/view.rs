//! A text as it is, and what it says in other codings: escapes resolved, base64 and hex decoded, one in the other.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use memchr::memchr3;

use crate::text::coding::{self, DecodedText, Runs, Space};
use crate::text::{Span, base64url};

/// How many codings may be one in the other.
const LEVELS: usize = 4;

/// The fewest characters of base64 and of hex that are decoded.
const SHORTEST: (usize, usize) = (12, 16);

/// How many bytes show whether base64 is that of a text.
const HEAD: usize = 9;

/// The length of a line of wrapped base64 (RFC 2045 section 6.8, RFC 7468 section 2), at least.
const LINE: usize = 60;

/// A text in another coding, and where its bytes are in the text that is sanitized.
pub(super) struct View<'a> {
    /// The text.
    pub(super) text: Cow<'a, str>,
    /// The text that it was made of; none if it is the text that is sanitized.
    origin: Option<(Rc<View<'a>>, Coding)>,
}

/// How a text was made of another one.
enum Coding {
    /// Its escapes were resolved.
    Escapes(Runs),
    /// It was decoded from characters with so many bits each.
    Characters {
        /// The places of the characters, in order: one for each line.
        lines: Vec<Span>,
        /// How many of them are before the text.
        skipped: usize,
        bits: usize,
    },
}

impl Coding {
    /// The place of bytes in the text that they were decoded from.
    fn place(&self, bytes: Range<usize>) -> Span {
        match self {
            Self::Escapes(places) => places.of(bytes),
            Self::Characters {
                lines,
                skipped,
                bits,
            } => {
                // A byte begins in one character, and ends in the same or another one.
                let first = skipped + bytes.start * 8 / bits;
                let last = skipped + (bytes.end * 8 - 1) / bits;
                Span::new(character(lines, first), character(lines, last) + 1)
            }
        }
    }
}

/// The place of a character, by its number; that of the last one if there are not so many.
fn character(lines: &[Span], number: usize) -> usize {
    let mut before = 0;
    for line in lines {
        let length = line.end - line.start;
        if number < before + length {
            return line.start + number - before;
        }
        before += length;
    }
    lines.last().map_or(0, |line| line.end - 1)
}

impl<'a> View<'a> {
    /// The text itself.
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            origin: None,
        }
    }

    /// Whether this is the text itself.
    pub(super) fn is_root(&self) -> bool {
        self.origin.is_none()
    }

    /// The place of a part of this text in the text that is sanitized.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match &self.origin {
            Some((outer, coding)) if !range.is_empty() => {
                let Span { start, end } = coding.place(range);
                outer.span(start..end)
            }
            _ => range.into(),
        }
    }

    /// A text that was made of this one.
    fn inner(self: &Rc<Self>, bytes: Vec<u8>, coding: Coding) -> Option<Rc<Self>> {
        let text = Cow::Owned(String::from_utf8(bytes).ok()?);
        let origin = Some((Rc::clone(self), coding));
        Some(Rc::new(Self { text, origin }))
    }

    /// The same text with its escapes resolved, if it has any.
    fn unescaped(self: &Rc<Self>) -> Option<Rc<Self>> {
        memchr3(b'%', b'\\', b'&', self.text.as_bytes())?;
        let DecodedText { bytes, places } = coding::unescaped(&self.text, Space::Kept);
        let has_any = bytes != self.text.as_bytes();
        has_any.then(|| self.inner(bytes, Coding::Escapes(places)))?
    }

    /// The texts in base64 and in hex, and how many pieces of base64 are no text: images, compressed or encrypted data.
    fn decoded(self: &Rc<Self>, texts: &mut Vec<Rc<Self>>, binary: &mut Vec<Binary>) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(start) = bytes[at..]
            .iter()
            .position(|byte| base64url::has_either(*byte))
        {
            let first = line(bytes, at + start);
            at = first.end;
            // Most words are too short.
            if first.end - first.start < SHORTEST.0 {
                continue;
            }
            let lines = lines(bytes, first);
            at = lines.last().map_or(at, |line| line.end);
            if !is_of_token(bytes, first.start, at) {
                self.decode(lines, texts, binary);
            }
        }
    }

    /// Decodes the characters of these lines.
    fn decode(
        self: &Rc<Self>,
        lines: Vec<Span>,
        texts: &mut Vec<Rc<Self>>,
        binary: &mut Vec<Binary>,
    ) {
        let all: String = lines.iter().map(|line| line.of(&self.text)).collect();
        let all = base64url::from_standard(all.as_bytes());
        if all.len() >= SHORTEST.1
            && all.len().is_multiple_of(2)
            && all.iter().all(u8::is_ascii_hexdigit)
        {
            let byte = |pair: &[u8]| {
                u8::from_str_radix(str::from_utf8(pair).unwrap_or_default(), 16).unwrap_or_default()
            };
            let decoded: Vec<u8> = all.chunks(2).map(byte).collect();
            if is_text(&decoded) {
                let (skipped, bits) = (0, 4);
                let coding = Coding::Characters {
                    lines,
                    skipped,
                    bits,
                };
                texts.extend(self.inner(decoded, coding));
                return;
            }
        }
        // What is before the text may be one more word of the alphabet, such as that of a path.
        for skipped in 0..4.min(all.len()) {
            let rest = &all[skipped..];
            let even = &rest[..rest.len() - usize::from(rest.len() % 4 == 1)];
            // Most words are no base64 of a text, as their first bytes show.
            if !begins_text(even) {
                if skipped == 0 {
                    binary.extend(Binary::of(even));
                }
                continue;
            }
            let decoded = base64url::decode(even).unwrap_or_default();
            if is_text(&decoded) {
                let bits = 6;
                let coding = Coding::Characters {
                    lines,
                    skipped,
                    bits,
                };
                texts.extend(self.inner(decoded, coding));
                return;
            }
            if skipped == 0 {
                binary.extend(Binary::of(even));
            }
        }
    }
}

/// Data in base64 that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binary {
    /// It is compressed.
    Compressed,
    /// It is a picture, a sound or a font.
    Media,
    /// It is something else, and long.
    Other,
}

impl Binary {
    /// The kind of the bytes that are written in base64, by the first ones.
    fn of(base64: &[u8]) -> Option<Self> {
        const COMPRESSED: [&[u8]; 3] = [b"\x1f\x8b\x08", b"PK\x03\x04", b"\x28\xb5\x2f\xfd"];
        const MEDIA: [&[u8]; 8] = [
            b"\x89PNG",
            b"GIF8",
            b"\xff\xd8\xff",
            b"RIFF",
            b"wOF2",
            b"wOFF",
            b"OggS",
            b"%PDF",
        ];
        let (bytes, length) = base64url::beginning::<HEAD>(base64);
        let begins = |with: &[&[u8]]| with.iter().any(|with| bytes[..length].starts_with(with));
        if begins(&COMPRESSED) {
            Some(Self::Compressed)
        } else if begins(&MEDIA) {
            Some(Self::Media)
        } else {
            (base64.len() >= 1024).then_some(Self::Other)
        }
    }
}

/// The text, what it says in other codings, and the data in it that is no text.
pub(super) fn all(text: &str) -> (Vec<Rc<View<'_>>>, Vec<Binary>) {
    let mut views = vec![Rc::new(View::of(text))];
    let mut binary = Vec::new();
    let mut from = 0;
    for _ in 0..LEVELS {
        let mut inner = Vec::new();
        for view in &views[from..] {
            inner.extend(view.unescaped());
            view.decoded(&mut inner, &mut binary);
        }
        if inner.is_empty() {
            break;
        }
        from = views.len();
        views.extend(inner);
    }
    (views, binary)
}

/// The characters of base64 from a place on, on the same line.
fn line(bytes: &[u8], start: usize) -> Span {
    let length = bytes[start..]
        .iter()
        .take_while(|byte| base64url::has_either(**byte));
    Span::new(start, start + length.count())
}

/// A line of base64 with those that follow it, if it is as long as wrapped ones are.
fn lines(bytes: &[u8], first: Span) -> Vec<Span> {
    let mut lines = vec![first];
    while let Some(&Span { start, end }) = lines.last() {
        let rest = &bytes[end..];
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        if end - start < LINE || !rest.first().is_some_and(is_end) {
            break;
        }
        let space = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        if !bytes
            .get(end + space)
            .is_some_and(|byte| base64url::has_either(*byte))
        {
            break;
        }
        lines.push(line(bytes, end + space));
    }
    lines
}

/// Whether base64 is a segment of a token, whose claims stay.
fn is_of_token(bytes: &[u8], start: usize, end: usize) -> bool {
    bytes[start..end].starts_with(b"ey") && bytes.get(end) == Some(&b'.')
        || start > 0 && bytes[start - 1] == b'.' && bytes[start..end].starts_with(b"ey")
}

/// Whether base64 may be that of a text, by its first bytes.
fn begins_text(base64: &[u8]) -> bool {
    let (bytes, length) = base64url::beginning::<HEAD>(base64);
    let bytes = &bytes[..length];
    let is_cut = |error: std::str::Utf8Error| error.error_len().is_none();
    !bytes.iter().any(|byte| is_control(*byte))
        && str::from_utf8(bytes).map_or_else(is_cut, |_| true)
}

/// Whether a byte is in no text.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !byte.is_ascii_whitespace()
}

/// Whether bytes are a text that people or programs write.
fn is_text(bytes: &[u8]) -> bool {
    let first = &bytes[..bytes.len().min(64)];
    !first.iter().any(|byte| is_control(*byte))
        && str::from_utf8(bytes)
            .is_ok_and(|text| !text.chars().any(|c| c.is_control() && !c.is_whitespace()))
}
