//! Every sentence in the sources is in a snapshot.

use std::fs;
use std::path::{Path, PathBuf};

use why401::finding::{KNOWN, KnownText, entries, not_a_token};

use crate::cases::FAMILIES;

/// Every known text.
pub fn known() -> impl Iterator<Item = &'static KnownText> {
    [not_a_token::KNOWN].into_iter().chain(KNOWN).flatten()
}

/// The sentences in the snapshots, without the pastes.
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

/// Removes the marks around code, and the capital at the beginning of a sentence.
fn plain(text: &str) -> String {
    text.replace('`', "").to_lowercase()
}

/// A clause whose subject is named, as `why401::finding::sentence` does it.
fn about_token(clause: &str) -> String {
    match (clause.strip_prefix("it "), clause.strip_prefix("its ")) {
        (Some(rest), _) => format!("the token {rest}"),
        (_, Some(rest)) => format!("the token's {rest}"),
        _ => clause.to_owned(),
    }
}

/// The text between the holes of a sentence, if it has some letters.
fn pieces(sentence: &str) -> impl Iterator<Item = &str> {
    let has_letters = |piece: &&str| piece.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    // `{}` or `{name}`: text before a closing brace alone is not one of our sentences.
    sentence
        .split(['{', '}'])
        .enumerate()
        .filter(move |(at, piece)| at % 2 == 0 || !is_name(piece))
        // A fact may follow before the full stop.
        .map(|(_, piece)| piece.trim().trim_end_matches('.'))
        .filter(has_letters)
}

/// Sentences that cannot occur, each with the reason.
const UNREACHABLE: &[(&str, &str)] = &[
    ("the key set is so large that only ", LARGE),
    (" keys of it were read.", LARGE),
    ("Paste only the keys of this token's issuer.", LARGE),
    (" is there twice.", GO_JOSE),
    (
        "**Why** Two answers of a server are in one paste, and mean different things: they belong to different requests, or one of \
         them is old.",
        "documentation",
    ),
    (
        "a command compared a clock with true time.",
        "the label of what was found",
    ),
    ("the server does not accept it.", GO_JOSE),
    (
        "the server rejects the request; what its token permits does not matter.",
        "a token is not judged by a call that is refused so",
    ),
    (
        "another character in one place",
        "its words are those of secret/neighborhood.rs, which tell the place",
    ),
    (
        " has a character that base64url does not have, at character ",
        "such a character ends the token where it is looked for in the paste",
    ),
    (
        "Not checked: LiveKit's answer to this token is not known.",
        "a token that is not accepted always has a finding that is certain",
    ),
];

/// Whether a sentence cannot occur.
pub fn is_unreachable(sentence: &str) -> bool {
    UNREACHABLE.iter().any(|(own, _)| *own == sentence)
}

/// Reasons.
const LARGE: &str = "a set of a thousand keys is too long for a snapshot";
const GO_JOSE: &str =
    "only go-jose says so, and the findings are about the newest release, which has no part of it";

#[track_caller]
fn assert_all_said(sentences: impl Iterator<Item = (String, String)>) {
    let said = said();
    let mut missing = Vec::new();
    for (place, sentence) in sentences {
        let is_excepted = UNREACHABLE.iter().any(|(own, _)| *own == sentence);
        let is_said = pieces(&sentence).all(|piece| {
            let piece = plain(piece);
            said.contains(&piece) || said.contains(&about_token(&piece))
        });
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
fn every_known_text_is_in_a_snapshot() {
    let cases = FAMILIES
        .iter()
        .find(|(name, _)| *name == "texts")
        .unwrap()
        .1();
    let mut missing = Vec::new();
    for known in known() {
        for text in known.texts {
            let code = known.code.name();
            if !cases
                .iter()
                .any(|case| case.name == code && case.paste.ends_with(text.words()))
            {
                missing.push(format!("{code}: {}", text.words()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_code_is_in_a_snapshot() {
    let said = said();
    let mut missing = Vec::new();
    for entry in entries() {
        let code = entry.code.name();
        let is_excepted = UNSAID_CODES.iter().any(|(own, _)| *own == code);
        if said.contains(&format!("\n{code} (")) == is_excepted {
            missing.push(code);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// Codes that no finding has, each with the reason.
const UNSAID_CODES: [(&str, &str); 5] = [
    ("many_keys", LARGE),
    ("critical_header", GO_JOSE),
    ("too_many_signatures", GO_JOSE),
    (
        "minter_clock_behind",
        "a token may be older than its paste, so its times bound the clock that made it from below only",
    ),
    (
        "clock_comparison",
        "it only says what was found; what it tells is the finding of a clock",
    ),
];

/// Every file with sentences.
fn sources() -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![
        src.join("diagnosis/next.rs"),
        src.join("diagnosis/verdict.rs"),
    ];
    let mut folders = vec![src.join("finding"), src.join("diagnosis/verdict")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("catalogue.rs") {
                files.push(path);
            }
        }
    }
    files
}

/// The literals of the files with sentences that are long enough to be one.
pub fn literals_of_sources() -> Vec<(String, String)> {
    let mut sentences = Vec::new();
    for path in sources() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for text in literals(&fs::read_to_string(path).unwrap()) {
            if text.contains(' ') && text.len() >= 12 {
                sentences.push((name.clone(), text));
            }
        }
    }
    assert!(sentences.len() > 400, "{}", sentences.len());
    sentences
}

#[test]
fn every_sentence_of_the_sources_is_in_a_snapshot() {
    assert_all_said(literals_of_sources().into_iter());
}

/// Every literal within a `sentence![…]`, with its file.
pub fn literals_of_sentences() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let code: String = lines.flat_map(|line| [line, "\n"]).collect();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            for (at, start) in code.match_indices("sentence![") {
                let sentence = bracketed(&code[at + start.len()..]);
                found.extend(
                    literals(sentence)
                        .into_iter()
                        .map(|text| (name.clone(), text)),
                );
            }
        }
    }
    assert!(found.len() > 900, "{}", found.len());
    found
}

/// The code up to the bracket that closes it.
fn bracketed(code: &str) -> &str {
    let mut depth = 1;
    let mut is_text = false;
    let mut characters = code.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if is_text => {
                characters.next();
            }
            '"' => is_text = !is_text,
            '[' if !is_text => depth += 1,
            ']' if !is_text => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &code[..at];
        }
    }
    code
}

/// The string literals in a Rust source, without comments, tests and the texts to look for.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("//")
            && !line.starts_with("Own(")
            && !line.starts_with("Shared(")
            && !line.starts_with("Below(")
    });
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let mut literals = Vec::new();
    let mut rest = code.as_str();
    while let Some((_, after)) = rest.split_once('"') {
        let mut text = String::new();
        let mut characters = after.chars().peekable();
        while let Some(c) = characters.next().filter(|c| *c != '"') {
            if c != '\\' {
                text.push(c);
            } else if let Some(escaped) = characters.next() {
                if escaped == '\n' {
                    // A string continues on the next line.
                    while characters.next_if(|c| c.is_whitespace()).is_some() {}
                } else {
                    text.push(escaped);
                }
            }
        }
        literals.push(text);
        let length: usize = characters.map(char::len_utf8).sum();
        rest = &after[after.len() - length..];
    }
    literals
}
