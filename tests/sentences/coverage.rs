//! Every sentence of the sources stands in a snapshot.

use std::fs;
use std::path::Path;

use crate::cases::FAMILIES;

/// A row of the table of texts.
pub struct Row {
    pub code: &'static str,
    /// The texts by which it is found.
    pub texts: Vec<&'static str>,
    /// What is said of it, and what to do.
    pub says: Vec<&'static str>,
}

/// The rows of the table, but for the first ones, which are words of all kinds of texts.
pub fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in include_str!("../../src/paste/symptom/table.txt").lines() {
        let (kind, text) = line.split_at(1);
        match (kind, rows.last_mut()) {
            ("#", _) => rows.push(Row {
                code: text.split(' ').next().unwrap(),
                texts: Vec::new(),
                says: Vec::new(),
            }),
            ("=" | "?", Some(row)) => row.texts.push(text),
            (">" | "!" | "<" | "+", Some(row)) => row.says.push(text),
            _ => {}
        }
    }
    rows.retain(|row| !["livekit", "code", "failure", "product"].contains(&row.code));
    rows
}

/// What the snapshots say, without what was pasted.
fn said() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let mut said = String::new();
    for (name, _) in FAMILIES {
        let text = fs::read_to_string(folder.join(format!("{name}.snap"))).unwrap_or_default();
        for line in text.lines().filter(|line| !line.starts_with("  | ")) {
            said += line;
            said.push('\n');
        }
    }
    plain(&said)
}

/// Without what sets code apart, and without the difference of a capital at the beginning of a sentence.
fn plain(text: &str) -> String {
    text.replace('`', "").to_lowercase()
}

/// What stands between the holes of a sentence, and has some letters.
fn pieces(sentence: &str) -> impl Iterator<Item = &str> {
    let has_letters = |piece: &&str| piece.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    // `{}` or `{name}`: text that stands before a closing brace alone is no word of ours.
    sentence
        .split(['{', '}'])
        .enumerate()
        .filter(move |(at, piece)| at % 2 == 0 || !is_name(piece))
        .map(|(_, piece)| piece.trim())
        .filter(has_letters)
}

/// Sentences that nothing can bring about, each with the reason.
const UNREACHABLE: [(&str, &str); 9] = [
    ("the member {} stands twice.", GO_JOSE),
    ("Set it once.", GO_JOSE),
    ("the server does not take it.", GO_JOSE),
    (
        "another character in one place",
        "its words are those of secret/neighbourhood.rs, which tell the place",
    ),
    (
        "its {} has a character that is not of base64url, at character {}.",
        "such a character ends the token where it is looked for in the paste",
    ),
    (
        "(new AccessTokenOptions())->setIdentity('alice')",
        "grants are not looked for in code of PHP",
    ),
    (
        "token.identity = \"alice\"",
        "grants are not looked for in code of Kotlin",
    ),
    (
        "$token->setGrant((new VideoGrant())->setRoomJoin()->setRoomName('my-room'))",
        "no token is known to be of PHP's SDK, and grants are not looked for in its code",
    ),
    (
        "What LiveKit answers to this token is not known.",
        "a token that is not accepted always has a finding that is certain",
    ),
];

/// A reason.
const GO_JOSE: &str =
    "only go-jose says so, and the findings are about the newest release, which has no part of it";

#[track_caller]
fn assert_all_said(sentences: impl Iterator<Item = (String, String)>) {
    let said = said();
    let mut missing = Vec::new();
    for (place, sentence) in sentences {
        let is_excepted = UNREACHABLE.iter().any(|(own, _)| *own == sentence);
        let is_said = pieces(&sentence).all(|piece| said.contains(&plain(piece)));
        if is_said == is_excepted {
            missing.push(format!("{place}: {sentence}"));
        }
    }
    assert!(
        missing.is_empty(),
        "{}\n{}",
        missing.len(),
        missing.join("\n")
    );
}

#[test]
fn every_clause_and_fix_of_the_table_is_in_a_snapshot() {
    let rows = rows();
    assert!(rows.len() > 150, "{}", rows.len());
    assert_all_said(rows.iter().flat_map(|row| {
        let says = row.says.iter().filter(|says| !says.is_empty());
        says.map(|says| (row.code.to_owned(), (*says).to_owned()))
    }));
}

#[test]
fn every_text_of_the_table_is_in_a_snapshot() {
    let cases = FAMILIES
        .iter()
        .find(|(name, _)| *name == "texts")
        .unwrap()
        .1();
    let mut missing = Vec::new();
    for row in rows() {
        for text in row.texts {
            if !cases
                .iter()
                .any(|case| case.name == row.code && case.paste.ends_with(text))
            {
                missing.push(format!("{}: {text}", row.code));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_code_is_in_a_snapshot() {
    let said = said();
    let rows = rows();
    let of_rows = rows
        .iter()
        .map(|row| row.code)
        .filter(|code| !code.starts_with("cause:"));
    let mut missing = Vec::new();
    for code in of_rows.chain(CLOCK_CODES) {
        let code = code.split(':').next().unwrap();
        let is_excepted = UNSAID_CODES.iter().any(|(own, _)| *own == code);
        if said.contains(&format!("\n{code} (")) == is_excepted {
            missing.push(code);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// The codes of clocks that differ, which share one row of the table.
pub const CLOCK_CODES: [&str; 7] = [
    "clock-contradiction",
    "minter-clock-ahead",
    "minter-clock-behind",
    "machine-clock-ahead",
    "machine-clock-behind",
    "server-clock-ahead",
    "server-clock-behind",
];

/// Codes that no finding has, each with the reason.
const UNSAID_CODES: [(&str, &str); 5] = [
    ("critical-header", GO_JOSE),
    ("too-many-signatures", GO_JOSE),
    ("set-clock", "findings are named by the clock that differs"),
    ("slip", "findings are named by the slip"),
    (
        "minter-clock-behind",
        "a token may be older than its paste, so its times bound the clock that made it from below only",
    ),
];

/// Files whose texts are sentences.
const SOURCES: [&str; 9] = [
    "diagnosis/fix.rs",
    "diagnosis/message/clock.rs",
    "diagnosis/message/environment.rs",
    "diagnosis/message/form.rs",
    "diagnosis/message/mod.rs",
    "diagnosis/message/refusal.rs",
    "diagnosis/message/slip.rs",
    "diagnosis/next.rs",
    "diagnosis/verdict.rs",
];

#[test]
fn every_sentence_of_the_sources_is_in_a_snapshot() {
    let mut sentences = Vec::new();
    for path in SOURCES.into_iter().chain(["secret/neighbourhood.rs"]) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path);
        for text in literals(&fs::read_to_string(file).unwrap()) {
            if text.contains(' ') && text.len() >= 12 {
                sentences.push((path.to_owned(), text));
            }
        }
    }
    assert!(sentences.len() > 80, "{}", sentences.len());
    assert_all_said(sentences.into_iter());
}

/// The texts between quotes of a Rust source, comments left out.
fn literals(source: &str) -> Vec<String> {
    let mut literals = Vec::new();
    for line in source.lines().map(str::trim_start) {
        if line.starts_with("//") {
            continue;
        }
        let mut rest = line;
        while let Some((_, after)) = rest.split_once('"') {
            let mut text = String::new();
            let mut characters = after.chars();
            while let Some(c) = characters.next().filter(|c| *c != '"') {
                text.extend(if c == '\\' {
                    characters.next()
                } else {
                    Some(c)
                });
            }
            literals.push(text);
            rest = characters.as_str();
        }
    }
    literals
}
