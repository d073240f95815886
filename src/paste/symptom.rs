//! Finds what servers, clients and proxies say about a failure.
//!
//! `table.txt` has one row per meaning. The texts are those of livekit-server, its SDKs and agents, of proxies, browsers and
//! systems, collected from their sources and from public reports (2021 to 2026). Each line begins with what it is:
//!
//! - `#` a row: its stable name, its family of causes, and `refuses` where it is a server's answer to a token;
//! - `=` a text, `?` one that other products have as well, which counts only beside something of LiveKit's;
//! - `>` what it means, as a clause that may follow a colon; where the row refuses, *it* is the token;
//! - `!` what to do, where that does not depend on the cause;
//! - `<` and `+` the same two, where the token itself is there to tell more;
//! - `*` the families of causes that it leaves open, by how often they were the cause in the reports.
//!
//! In what is said and done, `{}` is a hole for a value. A name with a colon is another wording of what is named before it.
//! Rows without texts are found otherwise: exact answers by `server::refusal`, code by `token::snippet`, what else there is
//! by `diagnosis`. Where two texts fit, the row that stands first says more. The first rows are words: of LiveKit, of code that makes tokens, of any failure, of other products.
//! The last rows are slips of a secret, which say what it has too much or too little and are no clauses, and the families of
//! causes: in words, and how to check them.

use std::sync::LazyLock;

use crate::text::{Span, search};

const TABLE: &str = include_str!("symptom/table.txt");

/// A row of the table: something that explains a failure, what it means, and what to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Symptom {
    /// Its stable name.
    pub code: &'static str,
    /// The family of causes it belongs to; `other` where it has several.
    pub cause: &'static str,
    /// What it means, as a clause.
    pub says: &'static str,
    /// What to do; may be empty.
    pub fix: &'static str,
    /// The families of causes that it leaves open, with spaces between them; may be empty.
    pub candidates: &'static str,
    /// Whether it is the answer of a server that refuses a token.
    pub refuses: bool,
}

/// The row with this name; all of it is empty if there is none.
pub fn of_code(code: &str) -> Symptom {
    named(code, false)
}

/// The same, in the words for a token that is there and that the server refuses.
pub fn of_refusal(code: &str) -> Symptom {
    named(code, true)
}

fn named(code: &str, of_token: bool) -> Symptom {
    let is_this = |row: &&usize| {
        let name = search::after(search::tail(TABLE, **row + 1), code);
        name.is_some_and(|rest| rest.as_bytes().first() == Some(&b' '))
    };
    let row = NEEDLES.rows.iter().find(is_this);
    row.map_or(Symptom::default(), |row| Symptom::read(*row, of_token))
}

impl Symptom {
    /// Reads the row whose first line begins at `start` of the table.
    fn read(start: usize, of_token: bool) -> Self {
        let mut symptom = Self::default();
        for line in search::lines(search::tail(TABLE, start)) {
            let text = search::trim_end(search::tail(line, 1), b"\n");
            match line.as_bytes()[0] {
                b'#' if !symptom.code.is_empty() => break,
                b'#' => {
                    let (code, rest) = search::cut(text, " ").unwrap_or((text, ""));
                    symptom.code = code;
                    symptom.cause = search::until(rest, b" ");
                    symptom.refuses = symptom.cause.len() < rest.len();
                }
                b'>' => symptom.says = text,
                b'!' => symptom.fix = text,
                b'<' if of_token => symptom.says = text,
                b'+' if of_token => symptom.fix = text,
                b'*' => symptom.candidates = text,
                _ => {}
            }
        }
        symptom
    }
}

/// What a text holds of the table's.
#[derive(Default)]
pub struct Found {
    /// Each meaning once, where it stands first; in the order of the table.
    pub symptoms: Vec<(Symptom, Span)>,
    /// Whether something in the text is LiveKit's.
    pub is_of_livekit: bool,
    /// Whether it may be code that makes tokens.
    pub is_code: bool,
    /// Whether it says that something failed, and names no other product.
    pub is_failure: bool,
}

/// Finds the texts of the table. Case, the kind and number of spaces, line ends and colours of a terminal do not matter.
pub fn find(text: &str) -> Found {
    let Needles { all, last, .. } = &*NEEDLES;
    let mut spans = vec![None; all.len()];
    for (start, pair) in text.as_bytes().windows(2).enumerate() {
        let mut next = last[bucket(pair)];
        while let Some(at) = next {
            let at = usize::from(at);
            next = all[at].previous;
            if spans[at].is_none() {
                spans[at] = all[at].span(text.as_bytes(), start);
            }
        }
    }
    let mut found = Found::default();
    let mut names_product = false;
    for (needle, span) in all.iter().zip(spans) {
        let Some(span) = span else { continue };
        let symptom = Symptom::read(needle.row, false);
        match symptom.code {
            "livekit" => found.is_of_livekit = true,
            "code" => found.is_code = true,
            "failure" => found.is_failure = true,
            "product" => names_product = true,
            code if (found.is_of_livekit || !needle.is_common)
                && found
                    .symptoms
                    .last()
                    .is_none_or(|(last, _)| last.code != code) =>
            {
                found.symptoms.push((symptom, span));
            }
            _ => {}
        }
    }
    found.is_failure &= found.is_of_livekit || !names_product;
    found
}

/// A text to look for.
struct Needle {
    words: &'static [u8],
    /// Other products have it as well.
    is_common: bool,
    /// Where its row begins in the table.
    row: usize,
    /// The needle before it in the same bucket.
    previous: Option<u8>,
}

/// The texts of the table, in its order, and the last one in each bucket.
struct Needles {
    /// Where each row begins.
    rows: Vec<usize>,
    all: Vec<Needle>,
    last: [Option<u8>; BUCKETS],
}

/// Read once, since the table is longer than most pastes.
static NEEDLES: LazyLock<Needles> = LazyLock::new(|| {
    let mut needles = Needles {
        rows: Vec::new(),
        all: Vec::new(),
        last: [None; BUCKETS],
    };
    let (mut row, mut start) = (0, 0);
    for line in search::lines(TABLE) {
        let kind = line.as_bytes()[0];
        if kind == b'#' {
            row = start;
            needles.rows.push(row);
        } else if matches!(kind, b'=' | b'?') {
            let words = &search::trim_end(line, b"\n").as_bytes()[1..];
            let at = u8::try_from(needles.all.len()).ok();
            let last = &mut needles.last[bucket(words)];
            needles.all.push(Needle {
                words,
                is_common: kind == b'?',
                row,
                previous: std::mem::replace(last, at),
            });
        }
        start += line.len();
    }
    needles
});

const BUCKETS: usize = 1024;

/// Where texts with these first two bytes are kept: by their lower five bits, in which a letter's case does not show.
fn bucket(words: &[u8]) -> usize {
    usize::from(words[0] & 31) << 5 | usize::from(words[1] & 31)
}

impl Needle {
    /// Its place, if it begins at `start`.
    fn span(&self, text: &[u8], start: usize) -> Option<Span> {
        // A path, and not what follows a scheme.
        if self.words.starts_with(b"//") && matches!(text[..start].last(), None | Some(b':' | b' '))
        {
            return None;
        }
        let mut at = start;
        for &wanted in self.words {
            if wanted == b' ' {
                let spaces = spaces(&text[at..]);
                if spaces == 0 {
                    return None;
                }
                at += spaces;
            } else {
                let byte = *text.get(at)?;
                if !byte.eq_ignore_ascii_case(&wanted) {
                    return None;
                }
                at += 1;
            }
        }
        Some(Span::new(start, at))
    }
}

/// How many bytes of white space there are at the start, with colours of a terminal and marks of a quotation between them.
fn spaces(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            b'>' if at > 0 => at += 1,
            0x1B => {
                let length = text[at..].iter().position(|&byte| byte == b'm');
                at += length
                    .filter(|&length| length < 12)
                    .map_or(1, |length| length + 1);
            }
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{NEEDLES, TABLE, find, of_code};

    fn codes(text: &str) -> Vec<&'static str> {
        find(text)
            .symptoms
            .into_iter()
            .map(|(symptom, _)| symptom.code)
            .collect()
    }

    #[test]
    fn neither_case_nor_line_ends_nor_colours_matter() {
        for text in [
            "Could Not Establish Signal Connection",
            "could not establish\n> signal connection: x",
            "\u{1b}[31mcould\u{1b}[0m not \u{1b}[1mestablish signal  connection",
        ] {
            assert_eq!(codes(text), ["signal-connection"], "{text}");
        }
        assert!(codes("could not establish signalconnection").is_empty());
    }

    #[test]
    fn a_text_of_other_products_counts_beside_something_of_livekit() {
        assert!(codes("Request failed with status code 401").is_empty());
        assert_eq!(
            codes("Request failed with status code 401, /twirp/livekit.RoomService/ListRooms"),
            ["api-refused"]
        );
    }

    #[test]
    fn a_scheme_is_no_double_slash() {
        assert!(codes("wss://rtc.example.com").is_empty());
        assert_eq!(codes("https://lk.example.com//rtc?x"), ["slash"]);
    }

    #[test]
    fn every_row_has_a_name_of_its_own_and_says_something() {
        let names: Vec<_> = TABLE
            .lines()
            .filter_map(|line| line.strip_prefix('#')?.split(' ').next())
            .collect();
        for (at, name) in names.iter().enumerate() {
            assert!(!names[..at].contains(name), "{name}");
            let symptom = of_code(name);
            assert_eq!(symptom.code, *name);
            let is_said = match symptom.cause {
                "-" if symptom.says.is_empty() => true,
                _ if name.starts_with("slip:") => symptom.says.is_empty(),
                "slip" => !symptom.says.is_empty() && !symptom.says.ends_with(['.', ',']),
                _ => symptom.says.ends_with(['.', ':']),
            };
            assert!(is_said, "{name}");
        }
    }

    #[test]
    fn every_text_can_be_found() {
        let count = TABLE
            .lines()
            .filter(|line| line.starts_with(['=', '?']))
            .count();
        assert!(count <= 256 && count == NEEDLES.all.len(), "{count}");
        for needle in &NEEDLES.all {
            assert!(needle.words.len() > 2 && needle.words[1] != b' ');
        }
    }
}
