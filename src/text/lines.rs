//! Line numbers of a text.

use memchr::{memchr, memchr_iter, memrchr};

use super::Span;

/// Numbers the lines of a text.
#[derive(Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Finds the line ends.
    pub fn new(text: &str) -> Self {
        Self(memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// The number of the line at this offset, from 1.
    pub fn number(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }

    /// `line 3`, or `lines 2–3` for several places.
    pub fn words(&self, spans: &[Span]) -> String {
        let numbers = || spans.iter().map(|span| self.number(span.start));
        match (numbers().min(), numbers().max()) {
            (Some(first), Some(last)) if first < last => format!("lines {first}–{last}"),
            (Some(first), _) => format!("line {first}"),
            _ => String::new(),
        }
    }
}

/// How far a line is looked at before and after a place, in bytes: a log may be one line, and have thousands of places.
const NEAR: usize = 2048;

/// The line, or lines, around a place, as far as 2 KiB before and after it.
///
/// ```
/// use why401::text::{Span, lines::around};
///
/// assert_eq!(around("a\nbcd\ne", Span::new(3, 4)), Span::new(2, 5));
/// ```
pub fn around(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let mut start = span.start.saturating_sub(NEAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = text.len().min(span.end + NEAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = memrchr(b'\n', &bytes[start..span.start]);
    let after = memchr(b'\n', &bytes[span.end..end]);
    Span::new(
        before.map_or(start, |at| start + at + 1),
        after.map_or(end, |at| span.end + at),
    )
}
