//! Line numbers of a text.

use memchr::memchr_iter;

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

    /// `line 3`, or `lines 2–3` for several places, counted from the line after the line `start`; from the first one if that
    /// is 0.
    pub fn words_after(&self, start: usize, spans: &[Span]) -> String {
        let numbers = || (spans.iter()).map(|span| self.number(span.start).saturating_sub(start));
        match (numbers().min(), numbers().max()) {
            (Some(first), Some(last)) if first < last => format!("lines {first}–{last}"),
            (Some(first), _) => format!("line {first}"),
            _ => String::new(),
        }
    }
}
