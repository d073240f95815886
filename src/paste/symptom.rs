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
//! Rows without texts are found otherwise: exact answers by `server::refusal`, code by `code`, what else there is
//! by `diagnosis`. Where two texts fit, the row that stands first says more. The first rows are words: of LiveKit, of code that makes tokens, of any failure, of other products.
//! The last rows are slips of a secret, which say what it has too much or too little and are no clauses, and the families of
//! causes: in words, and how to check them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Needles, Span};

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
    let is_this = |row: &&&str| {
        let name = row[1..].strip_prefix(code);
        name.is_some_and(|rest| rest.starts_with(' '))
    };
    let row = TEXTS.rows.iter().find(is_this);
    row.map_or(Symptom::default(), |row| Symptom::read(row, of_token))
}

impl Symptom {
    /// Reads a row, which begins with its name.
    fn read(row: &'static str, of_token: bool) -> Self {
        let mut symptom = Self::default();
        for line in row.lines() {
            let (kind, text) = line.split_at(1);
            match kind {
                "#" => {
                    let (code, rest) = text.split_once(' ').unwrap_or((text, ""));
                    symptom.code = code;
                    symptom.cause = rest.split(' ').next().unwrap_or_default();
                    symptom.refuses = rest.contains(' ');
                }
                ">" => symptom.says = text,
                "!" => symptom.fix = text,
                "<" if of_token => symptom.says = text,
                "+" if of_token => symptom.fix = text,
                "*" => symptom.candidates = text,
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
    let KnownTexts { all, by_first, .. } = &*TEXTS;
    let mut spans = vec![None; all.len()];
    for hit in TEXTS.first_words.overlapping(text) {
        for &at in &by_first[hit.needle] {
            if spans[at].is_none() {
                spans[at] = all[at].span(text.as_bytes(), hit.span.start);
            }
        }
    }
    let mut found = Found::default();
    let mut names_product = false;
    for (known, span) in all.iter().zip(spans) {
        let Some(span) = span else { continue };
        let symptom = Symptom::read(known.row, false);
        match symptom.code {
            "livekit" => found.is_of_livekit = true,
            "code" => found.is_code = true,
            "failure" => found.is_failure = true,
            "product" => names_product = true,
            code if (found.is_of_livekit || !known.is_common)
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
struct KnownText {
    words: &'static str,
    /// Other products have it as well.
    is_common: bool,
    /// The row of the table that it is in.
    row: &'static str,
}

/// The table, read once: it is longer than most pastes.
struct KnownTexts {
    /// The rows, each from its name on.
    rows: Vec<&'static str>,
    /// The texts, in the order of the table.
    all: Vec<KnownText>,
    /// The words that texts begin with, each once. Behind a word any white space may follow, so that only it can be looked
    /// for as it is written.
    first_words: Needles,
    /// For each of these words the texts that begin with it.
    by_first: Vec<Vec<usize>>,
}

static TEXTS: LazyLock<KnownTexts> = LazyLock::new(|| {
    let names = TABLE.match_indices("\n#").map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(names).collect();
    let ends = starts[1..].iter().copied().chain([TABLE.len()]);
    let rows: Vec<&str> = (starts.iter().zip(ends))
        .map(|(start, end)| &TABLE[*start..end])
        .collect();
    let mut all = Vec::new();
    for row in &rows {
        for line in row.lines() {
            let (kind, words) = line.split_at(1);
            if matches!(kind, "=" | "?") {
                all.push(KnownText {
                    words,
                    is_common: kind == "?",
                    row,
                });
            }
        }
    }
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, known) in all.iter().enumerate() {
        let word = known.words.split(' ').next().unwrap_or_default();
        by_word
            .entry(word.to_ascii_lowercase())
            .or_default()
            .push(at);
    }
    KnownTexts {
        rows,
        all,
        first_words: Needles::overlapping_ignoring_case(by_word.keys()),
        by_first: by_word.into_values().collect(),
    }
});

impl KnownText {
    /// Its place, if it begins at `start`.
    fn span(&self, text: &[u8], start: usize) -> Option<Span> {
        // A path, and not what follows a scheme.
        if self.words.starts_with("//") && matches!(text[..start].last(), None | Some(b':' | b' '))
        {
            return None;
        }
        let mut at = start;
        for wanted in self.words.bytes() {
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

/// How many bytes an escape has at the most that sets a colour of a terminal.
const COLOUR: usize = 12;

/// How many bytes of white space there are at the start, with colours of a terminal and marks of a quotation between them.
fn spaces(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            b'>' if at > 0 => at += 1,
            0x1B => {
                let mut colour = text[at..].iter().take(COLOUR);
                at += 1 + colour.position(|&byte| byte == b'm').unwrap_or(0);
            }
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{TABLE, TEXTS, find, of_code};

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
        assert_eq!(count, TEXTS.all.len());
        for known in &TEXTS.all {
            let text = known.words.to_ascii_uppercase();
            assert_eq!(
                known.span(text.as_bytes(), 0).is_some(),
                !text.starts_with("//")
            );
            assert!(known.words.find(' ').is_none_or(|space| space > 1));
        }
    }
}
