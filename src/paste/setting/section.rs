//! The section of a configuration in which a name is.

use crate::text::{Span, steps};

/// How far back a section may begin, in bytes: a paste may hold a hundred thousand names.
const REACH: usize = 512;

/// What opens the section around `at`: what is before a brace on the same line, or the last line that is indented
/// less, or in brackets.
pub(super) fn above(text: &str, at: usize) -> Option<Span> {
    let earliest = at.saturating_sub(REACH);
    steps::count(at - earliest);
    let bytes = &text.as_bytes()[earliest..at];
    let line_start = |end: usize| {
        let newline = bytes[..end].iter().rposition(|byte| *byte == b'\n');
        newline.map_or(0, |newline| newline + 1)
    };
    let span = |start: usize, end: usize| Span::new(earliest + start, earliest + end);
    let mut start = line_start(bytes.len());
    let mut closed = 0_usize;
    for at in (start..bytes.len()).rev() {
        match bytes[at] {
            b'}' => closed += 1,
            b'{' if closed > 0 => closed -= 1,
            b'{' => {
                let before = bytes[start..at]
                    .iter()
                    .rposition(|byte| b"{,".contains(byte));
                let from = before.map_or(start, |before| start + before + 1);
                if bytes[from..at].trim_ascii().len() > 1 {
                    return Some(span(from, at));
                }
            }
            _ => {}
        }
    }
    let indent = |line: &[u8]| {
        let is_space = |byte: &&u8| b" \t".contains(byte);
        line.iter().take_while(is_space).count()
    };
    let own = indent(&text.as_bytes()[earliest + start..]);
    while start > 0 {
        let end = start - 1;
        start = line_start(end);
        let line = &bytes[start..end];
        let before = indent(line);
        if !line.trim_ascii().is_empty() && (before < own || line[before] == b'[') {
            return Some(span(start, end));
        }
    }
    None
}
