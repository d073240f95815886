//! Finds the use of a token in a file again, as a paste: its line, with the time and the answer that the file has elsewhere.

use memchr::{memchr, memrchr};

use crate::paste::token;

use super::decode::Decoder;
use super::{BEFORE, BEHIND, LONGEST, har, time};

/// Reads a file a second time, up to one use of a token.
///
/// ```
/// use why401::file::Excerpt;
///
/// let mut excerpt = Excerpt::new(6, None, None);
/// assert!(excerpt.push(b"other\nGET /rtc?access_token=eyJhbGciOiJIUzI1NiJ9"));
/// excerpt.push(b".eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl\n");
/// assert!(excerpt.finish().starts_with("GET /rtc?"));
/// ```
pub struct Excerpt {
    decoder: Decoder,
    /// The end of the text so far, from a little above the place.
    buffer: Vec<u8>,
    /// The place of the buffer in the text, and that of the token.
    start: u64,
    place: u64,
    /// When the server was asked, as a line of a log begins, and the status of its answer, for a line that has neither.
    time: Option<String>,
    status: Option<u16>,
}

impl Excerpt {
    /// A reader for the token at a [`place`](super::Row::place).
    pub fn new(place: u64, time: Option<String>, status: Option<u16>) -> Self {
        Self {
            decoder: Decoder::default(),
            buffer: Vec::new(),
            start: 0,
            place,
            time,
            status,
        }
    }

    /// Reads the next bytes of the file. Returns whether more are needed.
    pub fn push(&mut self, chunk: &[u8]) -> bool {
        self.decoder.push(chunk, &mut self.buffer);
        let kept = self.place.saturating_sub(BEFORE as u64);
        let before = usize::try_from(kept.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let before = before.min(self.buffer.len());
        self.buffer.drain(..before);
        self.start += before as u64;
        self.start + (self.buffer.len() as u64) < self.place + (LONGEST + BEHIND) as u64
    }

    /// The line of the token; the token alone if the line is long or has others.
    pub fn finish(mut self) -> String {
        self.decoder.finish(&mut self.buffer);
        let at = usize::try_from(self.place - self.start).unwrap_or(usize::MAX);
        let Some((before, behind)) = self.buffer.split_at_checked(at) else {
            return String::new();
        };
        let behind = String::from_utf8_lossy(&behind[..behind.len().min(LONGEST + BEHIND)]);
        let found = token::find(&behind).into_iter().next();
        let end = found.map_or(0, |token| token.spans.first().map_or(0, |span| span.end));
        let (token, behind) = behind.split_at(end);
        let from = memrchr(b'\n', before).map(|end| end + 1);
        let from = from.or_else(|| (self.start == 0).then_some(0));
        let to = memchr(b'\n', behind.as_bytes());
        let to = to.or_else(|| (behind.len() < BEHIND).then_some(behind.len()));
        let line = from.zip(to).map(|(from, to)| {
            let before = String::from_utf8_lossy(&before[from..]);
            (before.trim_start().to_owned(), behind[..to].trim_end())
        });
        let line = line.filter(|(before, behind)| {
            let others = [before.as_str(), behind].map(|text| text.replace(token, ""));
            !others.iter().any(|text| text.contains("eyJ"))
        });
        let (before, behind) = line.unwrap_or_default();
        let has_status = har::status_of_line(&before, behind).is_some();
        let text = format!("{before}{token}{behind}");
        let excerpt = match self.time {
            // Of JSON a paste has no time.
            Some(at) if time::at_beginning(&text).is_none() => format!("{at} {text}"),
            _ => text,
        };
        match self.status {
            Some(status) if !has_status => format!("{excerpt}\nHTTP/1.1 {status}"),
            _ => excerpt,
        }
    }
}
