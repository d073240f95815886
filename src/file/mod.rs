//! Reads a file of any size, in chunks, and says what becomes of each token in it.
//!
//! - **In**: bytes of a log, a HAR or any other text, in chunks of any size.
//! - **Out**: an [`Overview`]: one sentence, groups, and a row for each use of a token, without signatures.
//! - **Facts from**: the stages before: tokens are found, decoded and judged as those of a paste. HAR 1.2 (the times and answers of
//!   entries), and the documentation of loggers (the times of lines).
//!
//! Memory stays bounded: a few kilobytes around a place are enough to understand it, each different token is judged once, and beyond
//! [`ROWS`] rows are only counted.

mod decode;
mod excerpt;
mod har;
mod judge;
pub mod overview;
mod strip;
mod time;
mod what_if;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::Input;
use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use memchr::{memchr, memchr_iter, memrchr};

use crate::finding;
use crate::finding::sentence::Messages;
use crate::paste::pair::Pair;
use crate::paste::{self, token};
use crate::sentence;
use crate::text::{Interval, NumericDate};

use decode::Decoder;
pub use excerpt::Excerpt;
use har::{Edge, Har};
use judge::Judge;
pub use overview::{Group, Overview, Row};
pub use strip::{Strip, TimeSlot};
pub use what_if::{Delays, Margins, Vanished};

/// The most rows that are kept.
pub const ROWS: usize = 50_000;

/// The most that is looked at before a token on its line, behind it, and on the lines above.
const BEFORE: usize = 4_096;
const BEHIND: usize = 2_048;
const ABOVE: usize = 8_192;

/// How much behind the name of a setting was read with the name before, at least, where it is not read again.
const BEHIND_NAME: usize = 1_024;

/// A longer text is no token: servers accept headers of 16 KB.
const LONGEST: usize = 65_536;

/// What shows whether a file is a HAR is in its first bytes.
const HEAD: usize = 2_048;

/// The most lines above a token that may have its time.
const LINES: usize = 20;

/// The most pairs of key and secret that are kept.
const PAIRS: usize = 64;

/// How JSON objects begin in base64url, what HARs have, and what announces a secret.
const NEEDLES: [&str; 12] = [
    "eyJ",
    "eyA",
    "ewo",
    "ew0",
    "ewk",
    "\"startedDateTime\"",
    "\"status\"",
    "LIVEKIT_API_SECRET",
    "api_secret",
    "apiSecret",
    "PRIVATE KEY-----",
    "keys:",
];
const TOKENS: usize = 5;
const STARTED: usize = 5;
const STATUS: usize = 6;
const KEY: usize = 10;

/// What is before `PRIVATE KEY-----` where a key begins (RFC 7468, and the older forms of OpenSSL and OpenSSH).
const PRIVATE_KEYS: [&str; 6] = [
    "BEGIN ",
    "BEGIN RSA ",
    "BEGIN EC ",
    "BEGIN DSA ",
    "BEGIN OPENSSH ",
    "BEGIN ENCRYPTED ",
];

/// The kind of automaton that the page has anyway.
static FINDER: LazyLock<Option<DFA>> = LazyLock::new(|| DFA::new(NEEDLES).ok());

/// How much of a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// In bytes.
    pub bytes: u64,
    /// The uses of tokens so far.
    pub tokens: u64,
}

/// One use of a token.
#[derive(Clone, Debug)]
struct Use {
    /// The line, from 1.
    line: u64,
    /// Where the token begins in the text, in bytes of UTF-8.
    place: u64,
    /// When the server was asked, if the file says so.
    at: Option<Interval>,
    /// The status of the answer, if the file says so.
    status: Option<u16>,
    /// The token, as an index.
    token: u32,
}

/// Reads a file in chunks.
///
/// ```
/// use why401::{NumericDate, file::Reader};
///
/// let mut reader = Reader::new(NumericDate(1_795_516_100.0));
/// reader.push(b"2026-11-24T10:41:07Z no token ");
/// reader.push(b"here\n");
/// assert_eq!(reader.finish().message, "The file has no token.");
/// ```
pub struct Reader {
    decoder: Decoder,
    judge: Judge,
    /// The end of the text so far, from a little above the place that was read last.
    buffer: Vec<u8>,
    /// The place of the buffer in the text, and the places up to which it was read and its bytes were checked.
    start: u64,
    read: u64,
    checked: u64,
    /// The place behind the last line end that has enough behind it.
    line_end: u64,
    /// The place up to which lines are counted, and their number.
    counted: u64,
    line: u64,
    /// Where the last token ends.
    token_end: u64,
    /// The line of the last token: its start, its time, and the tokens on it.
    last: Option<(u64, Option<Interval>, Vec<u32>)>,
    /// The entries, if the file is a HAR.
    har: Option<Har>,
    is_begun: bool,
    entry: Entry,
    /// Pairs of key and secret: first those from beside the file, and how many they are.
    pairs: Vec<Pair>,
    beside: usize,
    /// Up to where pairs were read.
    pair_end: u64,
    bytes: u64,
    /// Bytes that are no UTF-8, and NUL characters.
    invalid: u64,
    nuls: u64,
    private_keys: u64,
}

/// An entry of a HAR.
#[derive(Default)]
struct Entry {
    is_open: bool,
    at: Option<Interval>,
    status: Option<u16>,
    uses: Vec<Use>,
}

impl Reader {
    /// A reader of one file. `now` is when the server was asked where the file does not tell.
    pub fn new(now: NumericDate) -> Self {
        Self {
            decoder: Decoder::default(),
            judge: Judge::new(now),
            buffer: Vec::new(),
            start: 0,
            read: 0,
            checked: 0,
            line_end: 0,
            counted: 0,
            line: 1,
            token_end: 0,
            last: None,
            har: None,
            is_begun: false,
            entry: Entry::default(),
            pairs: Vec::new(),
            beside: 0,
            pair_end: 0,
            bytes: 0,
            invalid: 0,
            nuls: 0,
            private_keys: 0,
        }
    }

    /// Reads pairs of key and secret in a text beside the file.
    pub fn know(&mut self, text: &str) {
        self.add_pairs(text);
        self.beside = self.pairs.len();
    }

    /// Reads the next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.bytes += chunk.len() as u64;
        self.decoder.push(chunk, &mut self.buffer);
        self.advance(false);
    }

    /// How much was read.
    pub fn progress(&self) -> Progress {
        Progress {
            bytes: self.bytes,
            tokens: self.judge.uses(),
        }
    }

    /// The pairs of key and secret of the whole file, as lines of settings: what a row needs for its signature. No more bytes may follow.
    pub fn settings(&mut self) -> String {
        self.read_rest();
        let mut lines = String::new();
        for Pair { key, secret, .. } in &self.pairs {
            let key = key.as_ref().map_or("", |(key, _)| key);
            let secret = secret.as_ref().map_or("", |(secret, _)| secret.expose());
            let pair = format!("LIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET={secret}\n");
            if !lines.contains(&pair) {
                lines.push_str(&pair);
            }
        }
        lines
    }

    fn read_rest(&mut self) {
        self.decoder.finish(&mut self.buffer);
        self.advance(true);
    }

    /// What the file has.
    pub fn finish(self) -> Overview {
        self.finish_in(None)
    }

    /// The same in another language.
    pub fn finish_in(mut self, messages: Messages) -> Overview {
        self.read_rest();
        let is_cut = self.har.as_ref().is_some_and(Har::is_open);
        self.close();
        let mut notes = Vec::new();
        let mut note = |count: u64, one: &'static str, many: &'static str| match count {
            0 => {}
            1 => notes.push(sentence![one]),
            count => notes.push(sentence![overview::grouped(count), many]),
        };
        note(self.invalid, "1 byte is no UTF-8", " bytes are no UTF-8");
        note(
            self.nuls,
            "1 byte is NUL: the file is no text, or damaged",
            " bytes are NUL: the file is no text, or damaged",
        );
        note(
            self.private_keys,
            "1 private key is in the file",
            " private keys are in the file",
        );
        let secrets: HashSet<&str> = (self.pairs[self.beside..].iter())
            .filter_map(|pair| pair.secret.as_ref().map(|(secret, _)| secret.expose()))
            .collect();
        note(
            secrets.len() as u64,
            "1 API secret is in the file",
            " API secrets are in the file",
        );
        if is_cut {
            notes.push(sentence!["the HAR is cut off"]);
        }
        self.judge.finish(&self.pairs, &notes, messages)
    }

    /// The place in the text of an index into the buffer.
    fn place(&self, index: usize) -> u64 {
        self.start + index as u64
    }

    /// The index into the buffer of a place in the text.
    fn index(&self, place: u64) -> usize {
        usize::try_from(place.saturating_sub(self.start))
            .unwrap_or(usize::MAX)
            .min(self.buffer.len())
    }

    /// Reads on, up to where all is there that belongs to a place.
    fn advance(&mut self, is_end: bool) {
        let end = self.place(self.buffer.len());
        if !self.is_begun {
            if self.buffer.len() < HEAD && !is_end {
                return;
            }
            self.is_begun = true;
            self.har = Har::of(&self.buffer[..self.buffer.len().min(HEAD)]);
        }
        // What follows a line may belong to it.
        let from = self.index(self.line_end);
        let to = self.buffer.len().saturating_sub(BEHIND);
        if let Some(at) = self
            .buffer
            .get(from..to)
            .and_then(|rest| memrchr(b'\n', rest))
        {
            self.line_end = self.place(from + at + 1);
        }
        let reach = (LONGEST + BEHIND) as u64;
        let limit = if is_end {
            end
        } else if end - self.line_end > 2 * reach {
            // A long line.
            self.line_end.max(end - reach)
        } else {
            self.line_end
        };
        if limit <= self.read {
            return;
        }
        self.check(limit, is_end);
        self.find(limit);
        self.read = limit;
        let kept = self
            .index(self.read.min(self.checked))
            .saturating_sub(ABOVE + BEFORE);
        if kept > 16 * (ABOVE + BEFORE) || kept > self.buffer.len() / 2 {
            self.buffer.drain(..kept);
            self.start += kept as u64;
        }
    }

    /// Counts the bytes that are no text.
    fn check(&mut self, limit: u64, is_end: bool) {
        let (from, to) = (self.index(self.checked), self.index(limit));
        let bytes = &self.buffer[from..to];
        self.nuls += memchr_iter(0, bytes).count() as u64;
        let mut valid = bytes.len();
        if let Err(error) = str::from_utf8(bytes) {
            let mut at = error.valid_up_to();
            while at < bytes.len() {
                match str::from_utf8(&bytes[at..]) {
                    Ok(_) => at = bytes.len(),
                    Err(error) => {
                        at += error.valid_up_to();
                        match error.error_len() {
                            Some(length) => {
                                self.invalid += length as u64;
                                at += length;
                            }
                            None if is_end => {
                                self.invalid += (bytes.len() - at) as u64;
                                at = bytes.len();
                            }
                            // The rest of a character comes later.
                            None => {
                                valid = at;
                                at = bytes.len();
                            }
                        }
                    }
                }
            }
        }
        self.checked = self.place(from + valid);
    }

    /// Looks at everything that may matter before a place.
    fn find(&mut self, limit: u64) {
        let Some(finder) = FINDER.as_ref() else {
            return;
        };
        let (from, to) = (self.index(self.read), self.index(limit));
        let edges =
            (self.har.as_mut()).map_or_else(Vec::new, |har| har.read(&self.buffer[from..to]));
        let mut edges = edges.into_iter().peekable();
        // A needle may begin before the limit and end behind it.
        let behind = (to + 24).min(self.buffer.len());
        let buffer = std::mem::take(&mut self.buffer);
        let hits = finder.try_find_iter(Input::new(&buffer[from..behind]));
        for hit in hits.into_iter().flatten() {
            let (at, end) = (from + hit.start(), from + hit.end());
            if at >= to {
                break;
            }
            while let Some((_, edge)) = edges.next_if(|(edge, _)| from + edge <= at) {
                self.turn(edge);
            }
            match hit.pattern().as_usize() {
                needle if needle < TOKENS => self.token(&buffer, at),
                STARTED if self.entry.is_open => {
                    self.entry.at = self.entry.at.or(time::value(&buffer[end..]));
                }
                STATUS if self.entry.is_open => {
                    self.entry.status = self.entry.status.or(har::status(&buffer[end..]));
                }
                STARTED | STATUS => {}
                KEY => {
                    let begins = |label: &&str| buffer[..at].ends_with(label.as_bytes());
                    self.private_keys += u64::from(PRIVATE_KEYS.iter().any(begins));
                }
                _ => self.pair(&buffer, at),
            }
        }
        for (_, edge) in edges {
            self.turn(edge);
        }
        self.count_lines(&buffer, to);
        self.buffer = buffer;
    }

    /// Counts the lines up to an index of the buffer.
    fn count_lines(&mut self, buffer: &[u8], to: usize) {
        let from = usize::try_from(self.counted.saturating_sub(self.start)).unwrap_or(to);
        self.line += memchr_iter(b'\n', buffer.get(from..to).unwrap_or_default()).count() as u64;
        self.counted = self.place(to);
    }

    /// Begins or ends an entry of a HAR.
    fn turn(&mut self, edge: Edge) {
        match edge {
            Edge::Start => {
                self.close();
                self.entry.is_open = true;
            }
            Edge::End => self.close(),
        }
    }

    /// Ends an entry: its time and its answer belong to all tokens in it.
    fn close(&mut self) {
        let Entry {
            at, status, uses, ..
        } = std::mem::take(&mut self.entry);
        for mut used in uses {
            used.at = at;
            used.status = status;
            self.judge.add(&used);
        }
    }

    /// Reads a pair of key and secret from the lines around a name.
    fn pair(&mut self, buffer: &[u8], at: usize) {
        // What is around the name before was read with that.
        let is_read = self.place(at) + BEHIND_NAME as u64 <= self.pair_end;
        if is_read || self.pairs.len() >= PAIRS {
            return;
        }
        let from = at.saturating_sub(BEHIND);
        let from = memchr(b'\n', &buffer[from..at]).map_or(from, |end| from + end + 1);
        let to = (at + BEHIND).min(buffer.len());
        let to = memrchr(b'\n', &buffer[at..to]).map_or(to, |end| at + end);
        self.pair_end = self.place(to);
        self.add_pairs(&String::from_utf8_lossy(&buffer[from..to]));
    }

    fn add_pairs(&mut self, text: &str) {
        let found = paste::read(text, finding::texts()).pairs;
        for pair in found
            .into_iter()
            .filter(|pair| pair.basis.is_sure() && pair.secret.is_some())
        {
            let is_same = |known: &Pair| {
                let value = |pair: &Pair| {
                    (
                        pair.key.as_ref().map(|(key, _)| key.clone()),
                        pair.secret
                            .as_ref()
                            .map(|(secret, _)| secret.expose().to_owned()),
                    )
                };
                value(known) == value(&pair)
            };
            if !self.pairs[self.beside..].iter().any(is_same) {
                self.pairs.push(pair);
            }
        }
    }

    /// Reads the token that begins at an index of the buffer.
    fn token(&mut self, buffer: &[u8], at: usize) {
        let place = self.place(at);
        if place < self.token_end || is_inside(&buffer[..at]) {
            return;
        }
        let is_part = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'%' | b'=' | b'~')
        };
        let reach = &buffer[at..buffer.len().min(at + LONGEST)];
        let length = reach
            .iter()
            .position(|byte| !is_part(byte))
            .unwrap_or(reach.len());
        let text = &reach[..length];
        self.token_end = place + 3;
        if length == LONGEST
            || !text.contains(&b'.')
                && !text
                    .windows(3)
                    .any(|escape| escape.eq_ignore_ascii_case(b"%2e"))
        {
            return;
        }
        // A mark in the place of the signature belongs to the token.
        let behind = (length + 32).min(reach.len());
        let understand = || {
            let text = String::from_utf8_lossy(&reach[..behind]);
            token::find(&text)
                .into_iter()
                .next()
                .filter(|token| token.spans.first().is_some_and(|span| span.start == 0))
        };
        let Some((token, end)) = self.judge.token(text, understand) else {
            return;
        };
        self.token_end = place + end as u64;
        self.count_lines(buffer, at);
        if self.entry.is_open {
            if !self.entry.uses.iter().any(|used| used.token == token) {
                let line = self.line;
                self.entry.uses.push(Use {
                    line,
                    place,
                    at: None,
                    status: None,
                    token,
                });
            }
            return;
        }
        let from = at.saturating_sub(BEFORE);
        let line = memrchr(b'\n', &buffer[from..at]).map_or(from, |end| from + end + 1);
        let line_place = self.place(line);
        if let Some((last, at, tokens)) = &mut self.last
            && *last == line_place
        {
            // The same request, once in its URL and once in a header.
            if !tokens.contains(&token) {
                tokens.push(token);
                let used = Use {
                    line: self.line,
                    place,
                    at: *at,
                    status: None,
                    token,
                };
                self.judge.add(&used);
            }
            return;
        }
        let to = (at + end + BEHIND).min(buffer.len());
        let to = memchr(b'\n', &buffer[at + end..to]).map_or(to, |length| at + end + length);
        let text = String::from_utf8_lossy(&buffer[line..to]);
        let time = time::of_line(&text, at - line).or_else(|| self.above(buffer, line));
        let behind = String::from_utf8_lossy(&buffer[at + end..to]);
        let before = String::from_utf8_lossy(&buffer[line..at]);
        let status = har::status_of_line(&before, &behind);
        self.last = Some((line_place, time, vec![token]));
        let used = Use {
            line: self.line,
            place,
            at: time,
            status,
            token,
        };
        self.judge.add(&used);
    }

    /// The time on a line above the one that begins at an index.
    fn above(&self, buffer: &[u8], line: usize) -> Option<Interval> {
        let least = line.saturating_sub(ABOVE);
        let mut end = line;
        for _ in 0..LINES {
            if end <= least || end == 0 {
                return None;
            }
            let start = memrchr(b'\n', &buffer[least..end - 1]).map(|at| least + at + 1);
            // Of a line that is only partly there, nothing is known.
            let start = start.or_else(|| (least == 0 && self.start == 0).then_some(0))?;
            if let Some((last, at, _)) = &self.last
                && *last == self.place(start)
            {
                return *at;
            }
            let text = String::from_utf8_lossy(&buffer[start..end]);
            if let Some(time) = time::of_line(&text, text.len()) {
                return Some(time);
            }
            end = start;
        }
        None
    }
}

/// Whether the bytes before a beginning belong to it. The digits of an escape do not.
fn is_inside(before: &[u8]) -> bool {
    let is_escaped = before.len() >= 3 && before[before.len() - 3] == b'%';
    let is_line_end =
        before.ends_with(b"\\n") || before.ends_with(b"\\t") || before.ends_with(b"\\r");
    !is_escaped
        && !is_line_end
        && before
            .last()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
}

/// Interned texts: a log repeats the same few keys and rooms.
#[derive(Default)]
struct Texts {
    known: HashMap<Box<str>, u32>,
    list: Vec<Box<str>>,
}

impl Texts {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let index = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(text.into());
        self.known.insert(text.into(), index);
        index
    }

    fn get(&self, index: u32) -> Option<String> {
        self.list.get(index as usize).map(ToString::to_string)
    }
}
