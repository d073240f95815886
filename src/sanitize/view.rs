//! A text as it is, and what it says in other codings: escapes resolved, base64 and hex decoded, one in the other.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::coding::{self, Space};
use crate::text::{Span, base64url};

/// How many codings may be one in the other.
const LEVELS: usize = 4;

/// The fewest characters of base64 and of hex that are decoded.
const SHORTEST: (usize, usize) = (12, 16);

/// The length of a line of wrapped base64 (RFC 2045 section 6.8, RFC 7468 section 2), at least.
const LINE: usize = 60;

/// A text in another coding, and where each of its bytes is in the text that is sanitized.
pub(super) struct View<'a> {
    /// The text.
    pub(super) text: Cow<'a, str>,
    /// The places of its bytes; `None` for the text itself.
    places: Option<Vec<(u32, u32)>>,
}

impl<'a> View<'a> {
    /// The text itself.
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            places: None,
        }
    }

    /// Whether this is the text itself.
    pub(super) fn is_root(&self) -> bool {
        self.places.is_none()
    }

    /// The place of a part of this text in the text that is sanitized.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match &self.places {
            Some(places) if !range.is_empty() => Span::new(
                places[range.start].0 as usize,
                places[range.end - 1].1 as usize,
            ),
            _ => range.into(),
        }
    }

    /// A text that was made of this one, with the places of its bytes in this one.
    fn inner(
        &self,
        bytes: Vec<u8>,
        places: impl Iterator<Item = (usize, usize)>,
    ) -> Option<View<'static>> {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let places = places.map(|(start, end)| {
            let span = self.span(start..end);
            (offset(span.start), offset(span.end))
        });
        Some(View {
            text: Cow::Owned(String::from_utf8(bytes).ok()?),
            places: Some(places.collect()),
        })
    }

    /// The same text with its escapes resolved, if it has any.
    fn unescaped(&self) -> Option<View<'static>> {
        let is_escape = |byte: u8| matches!(byte, b'%' | b'\\' | b'&');
        if !self.text.bytes().any(is_escape) {
            return None;
        }
        let unescaped = coding::unescaped(&self.text, Space::Kept);
        if unescaped.bytes == self.text.as_bytes() {
            return None;
        }
        self.inner(unescaped.bytes, unescaped.places.into_iter())
    }

    /// The texts in base64 and in hex, and how many pieces of base64 are no text: images, compressed or encrypted data.
    fn decoded(&self, texts: &mut Vec<View<'static>>, binary: &mut Vec<Binary>) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !is_base64(bytes[at]) {
                at += 1;
                continue;
            }
            let run = run(bytes, at);
            let end = run.last().map_or(at + 1, |(_, end)| *end);
            let length: usize = run.iter().map(|(start, end)| end - start).sum();
            if length >= SHORTEST.0 && !is_of_token(bytes, at, end) {
                let characters: Vec<usize> = run
                    .into_iter()
                    .flat_map(|(start, end)| start..end)
                    .collect();
                self.decode(&characters, texts, binary);
            }
            at = end;
        }
    }

    /// Decodes the characters at these places.
    fn decode(
        &self,
        characters: &[usize],
        texts: &mut Vec<View<'static>>,
        binary: &mut Vec<Binary>,
    ) {
        let bytes = self.text.as_bytes();
        let all: Vec<u8> = characters.iter().map(|at| bytes[*at]).collect();
        let place = |first: usize, last: usize| {
            (
                characters[first],
                characters[last.min(characters.len() - 1)] + 1,
            )
        };
        if all.len() >= SHORTEST.1
            && all.len().is_multiple_of(2)
            && all.iter().all(u8::is_ascii_hexdigit)
        {
            let byte = |pair: &[u8]| {
                u8::from_str_radix(str::from_utf8(pair).unwrap_or_default(), 16).unwrap_or_default()
            };
            let decoded: Vec<u8> = all.chunks(2).map(byte).collect();
            if is_text(&decoded) {
                let places = (0..decoded.len()).map(|at| place(2 * at, 2 * at + 1));
                texts.extend(self.inner(decoded, places));
                return;
            }
        }
        // What is before the text may be one more word of the alphabet, such as that of a path.
        for skipped in 0..4.min(all.len()) {
            let of_standard = base64url::from_standard(&all[skipped..]);
            let even = &of_standard[..of_standard.len() - usize::from(of_standard.len() % 4 == 1)];
            let Ok(decoded) = base64url::decode(even) else {
                continue;
            };
            if is_text(&decoded) {
                let places = (0..decoded.len()).map(|at| {
                    let (first, last) = (at * 8 / 6, (at * 8 + 7) / 6);
                    place(skipped + first, skipped + last)
                });
                texts.extend(self.inner(decoded, places));
                return;
            }
            if skipped == 0 {
                binary.extend(Binary::of(&decoded));
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
    /// The kind of bytes, by the first ones.
    fn of(bytes: &[u8]) -> Option<Self> {
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
        let begins = |with: &[&[u8]]| with.iter().any(|with| bytes.starts_with(with));
        if begins(&COMPRESSED) {
            Some(Self::Compressed)
        } else if begins(&MEDIA) {
            Some(Self::Media)
        } else {
            (bytes.len() >= 768).then_some(Self::Other)
        }
    }
}

/// The text, what it says in other codings, and the data in it that is no text.
pub(super) fn all(text: &str) -> (Vec<View<'_>>, Vec<Binary>) {
    let mut views = vec![View::of(text)];
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

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// The characters of base64 from a place on, also on the following lines.
fn run(bytes: &[u8], start: usize) -> Vec<(usize, usize)> {
    let line = |start: usize| {
        let length = bytes[start..].iter().take_while(|byte| is_base64(**byte));
        (start, start + length.count())
    };
    let mut lines = vec![line(start)];
    while let Some(&(start, end)) = lines.last() {
        let rest = &bytes[end..];
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        if end - start < LINE || !rest.first().is_some_and(is_end) {
            break;
        }
        let space = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        if !bytes.get(end + space).is_some_and(|byte| is_base64(*byte)) {
            break;
        }
        lines.push(line(end + space));
    }
    lines
}

/// Whether base64 is a segment of a token, whose claims stay.
fn is_of_token(bytes: &[u8], start: usize, end: usize) -> bool {
    bytes[start..end].starts_with(b"ey") && bytes.get(end) == Some(&b'.')
        || start > 0 && bytes[start - 1] == b'.' && bytes[start..end].starts_with(b"ey")
}

/// Whether bytes are a text that people or programs write.
fn is_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let first = &bytes[..bytes.len().min(64)];
    !first.iter().any(is_control)
        && str::from_utf8(bytes)
            .is_ok_and(|text| !text.chars().any(|c| c.is_control() && !c.is_whitespace()))
}
