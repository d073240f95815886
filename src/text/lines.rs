//! The lines of a text, and their numbers.

use memchr::{memchr, memchr_iter, memrchr};

use super::Span;

/// The lines of a text, each with its line end, as `split_inclusive('\n')` gives them, but faster for thousands of short ones.
///
/// ```
/// use why401::text::lines::split;
///
/// assert_eq!(split("a\n\nb").collect::<Vec<_>>(), ["a\n", "\n", "b"]);
/// assert_eq!(split("a\n").collect::<Vec<_>>(), ["a\n"]);
/// assert_eq!(split("").count(), 0);
/// ```
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    let mut start = 0;
    ends.chain(last).map(move |end| {
        let line = &text[start..end];
        start = end;
        line
    })
}

/// The numbers of lines, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineNumbers {
    /// There are none.
    Nowhere,
    /// One line.
    One(usize),
    /// The first and the last of several lines.
    Several(usize, usize),
}

/// Numbers the lines of a text.
#[derive(Debug)]
pub struct Lines {
    /// The places of the line ends.
    ends: Vec<usize>,
    /// The numbers of the lines that begin a file: `==> .env <==`.
    files: Vec<usize>,
}

impl Lines {
    /// Finds the line ends.
    pub fn new(text: &str) -> Self {
        let ends: Vec<usize> = memchr_iter(b'\n', text.as_bytes()).collect();
        let starts = ends.iter().map(|end| end + 1);
        let is_file = |(_, start): &(usize, usize)| {
            let line = text[*start..].strip_prefix("==> ");
            line.and_then(|line| line.lines().next())
                .is_some_and(|line| line.trim_ascii_end().ends_with(" <=="))
        };
        let starts = [0].into_iter().chain(starts).enumerate();
        let files = starts.filter(is_file).map(|(at, _)| at + 1).collect();
        Self { ends, files }
    }

    /// The number of the line at this offset, from 1.
    pub fn number(&self, at: usize) -> usize {
        self.ends.partition_point(|end| *end < at) + 1
    }

    /// The lines of some places. Below the heading of a file they are the file's own.
    pub fn numbers(&self, spans: &[Span]) -> LineNumbers {
        let first = spans.iter().map(|span| self.number(span.start)).min();
        let before = self.files.partition_point(|file| Some(*file) < first);
        let heading = before.checked_sub(1).map_or(0, |last| self.files[last]);
        let numbers = || (spans.iter()).map(|span| self.number(span.start) - heading);
        match (numbers().min(), numbers().max()) {
            (Some(first), Some(last)) if first < last => LineNumbers::Several(first, last),
            (Some(first), _) => LineNumbers::One(first),
            _ => LineNumbers::Nowhere,
        }
    }
}

/// Where the line of a place begins.
///
/// ```
/// assert_eq!(why401::text::lines::start("a\nbc", 3), 2);
/// ```
pub fn start(text: &str, at: usize) -> usize {
    memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
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
    let start = text.ceil_char_boundary(span.start.saturating_sub(NEAR));
    let end = text.floor_char_boundary(span.end + NEAR);
    let before = memrchr(b'\n', &bytes[start..span.start]);
    let after = memchr(b'\n', &bytes[span.end..end]);
    Span::new(
        before.map_or(start, |at| start + at + 1),
        after.map_or(end, |at| span.end + at),
    )
}

#[cfg(test)]
mod tests {
    use super::{LineNumbers, Lines};
    use crate::text::Span;

    #[test]
    fn lines_of_a_file_are_counted_from_its_heading() {
        let text = "a\n==> .env <==\nb\nc\n==> x\nd";
        let lines = Lines::new(text);
        let numbers = |of: &[&str]| {
            let spans = of.iter().map(|line| {
                let at = text.find(line).unwrap();
                Span::new(at, at + line.len())
            });
            lines.numbers(&spans.collect::<Vec<_>>())
        };
        assert_eq!(numbers(&["a"]), LineNumbers::One(1));
        assert_eq!(numbers(&["b", "c\n"]), LineNumbers::Several(1, 2));
        assert_eq!(numbers(&["d"]), LineNumbers::One(4));
        assert_eq!(numbers(&[]), LineNumbers::Nowhere);
    }
}
