//! A place in the pasted text.

use std::ops::Range;

use super::order;

/// A half-open range of the pasted text, in bytes of its UTF-8 form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`, which is excluded.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text at this place; empty if the span was not made from `text`.
    ///
    /// ```
    /// use why401::text::Span;
    ///
    /// assert_eq!(Span::new(4, 7).of("key=abc"), "abc");
    /// ```
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether the two spans share at least one byte.
    ///
    /// ```
    /// use why401::text::Span;
    ///
    /// assert!(Span::new(0, 4).overlaps(Span::new(3, 9)));
    /// assert!(!Span::new(0, 4).overlaps(Span::new(4, 9)));
    /// ```
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` is completely inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Places, prepared for many checks of whether something touches one of them.
#[derive(Debug)]
pub struct Places(Vec<Span>);

impl Places {
    /// Sorts the places and merges those that overlap.
    pub fn new(spans: Vec<Span>) -> Self {
        let mut places: Vec<Span> = Vec::new();
        for span in order::sorted_by(spans, Span::cmp) {
            match places.last_mut() {
                Some(last) if last.overlaps(span) => last.end = last.end.max(span.end),
                _ => places.push(span),
            }
        }
        Self(places)
    }

    /// The places, in order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The places, less those of others.
    ///
    /// ```
    /// use why401::text::{Span, span::Places};
    ///
    /// let others = Places::new(vec![Span::new(2, 4), Span::new(8, 9)]);
    /// let places = Places::new(vec![Span::new(1, 6), Span::new(8, 9)]);
    /// assert_eq!(places.without(&others), [Span::new(1, 2), Span::new(4, 6)]);
    /// ```
    pub fn without(&self, others: &Self) -> Vec<Span> {
        let mut rest = Vec::new();
        for &Span { mut start, end } in &self.0 {
            let first = others.0.partition_point(|other| other.end <= start);
            for other in others.0[first..]
                .iter()
                .take_while(|other| other.start < end)
            {
                if start < other.start {
                    rest.push(Span::new(start, other.start));
                }
                start = other.end;
            }
            if start < end {
                rest.push(Span::new(start, end));
            }
        }
        rest
    }

    /// Whether `span` shares at least one byte with one of them.
    pub fn overlap(&self, span: Span) -> bool {
        let after = self.0.partition_point(|place| place.end <= span.start);
        self.0.get(after).is_some_and(|place| place.overlaps(span))
    }
}

/// Turns byte offsets into UTF-16 offsets, the unit of JavaScript strings.
///
/// It keeps one mark per kilobyte, so that an offset needs only a short scan.
#[derive(Debug)]
pub struct Utf16Offsets<'a> {
    text: &'a str,
    marks: Vec<usize>,
}

/// Bytes between two marks.
const STRIDE: usize = 1024;

impl<'a> Utf16Offsets<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut units = 0;
        for stride in text.as_bytes().chunks(STRIDE) {
            marks.push(units);
            units += utf16_length(stride);
        }
        Self { text, marks }
    }

    /// The UTF-16 offset of the byte offset `at`, which may be the end of the text.
    ///
    /// ```
    /// use why401::text::span::Utf16Offsets;
    ///
    /// // An emoji has four bytes in UTF-8 and two units in UTF-16.
    /// assert_eq!(Utf16Offsets::new("😀!").offset(4), 2);
    /// ```
    pub fn offset(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let mark = (at / STRIDE).min(self.marks.len().saturating_sub(1));
        let from = mark * STRIDE;
        let units = self.marks.get(mark).copied().unwrap_or(0);
        let since_mark = self.text.as_bytes().get(from..at).unwrap_or_default();
        units + utf16_length(since_mark)
    }
}

/// The number of UTF-16 units of the characters that begin with one of these bytes. The sums have no branches and fit a
/// byte, so that compilers can vectorize them.
fn utf16_length(bytes: &[u8]) -> usize {
    let units = |byte: &u8| u8::from(*byte < 0x80 || *byte >= 0xC0) + u8::from(*byte >= 0xF0);
    let of_few = |few: &[u8]| usize::from(few.iter().map(units).sum::<u8>());
    bytes.chunks(127).map(of_few).sum()
}

#[cfg(test)]
mod tests {
    use super::Utf16Offsets;

    #[test]
    fn offsets_count_utf16_units_across_marks() {
        let text = "aé😀".repeat(700);
        let offsets = Utf16Offsets::new(&text);
        for (at, _) in text.char_indices() {
            assert_eq!(offsets.offset(at), text[..at].encode_utf16().count());
        }
        assert_eq!(offsets.offset(text.len()), text.encode_utf16().count());
        assert_eq!(Utf16Offsets::new("").offset(0), 0);
    }
}
