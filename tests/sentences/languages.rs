//! Every sentence is a message with a translation: `www/languages/core.json` lists the messages, and each language has just these.

mod bypass;
mod facts;
mod said;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use why401::finding::sentence::{Language, words};
use why401::repair::fields;
use why401::sanitize::sanitize_in;
use why401::service::{claim, opaque};

use crate::coverage;
use facts::{members, sentences};
use said::{cases, copies, files, said_of, said_of_file};

/// English that notes what it is asked to translate.
#[derive(Default)]
struct Listener {
    heard: RefCell<BTreeSet<String>>,
}

impl Language for Listener {
    fn translation(&self, message: &str) -> Option<Cow<'_, str>> {
        self.heard.borrow_mut().insert(message.to_owned());
        None
    }
}

/// The holes of a message, sorted. What is between back-ticks is code.
fn holes(message: &str) -> Vec<String> {
    let plain = message.split('`').step_by(2);
    let pieces = plain.flat_map(|piece| piece.split('{').skip(1));
    let mut holes: Vec<String> = pieces
        .filter_map(|piece| Some(piece.split_once('}')?.0.to_owned()))
        .collect();
    holes.sort();
    holes
}

/// The code in a message, sorted.
fn code(message: &str) -> Vec<&str> {
    let mut code: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    code.sort_unstable();
    code
}

/// All messages that the tests hear, and those that can be listed.
fn heard() -> BTreeSet<String> {
    let listener = Listener::default();
    for case in cases() {
        said_of(&case, &listener, |_, _| {});
    }
    for file in files() {
        said_of_file(file.as_bytes(), &listener);
    }
    said_of_file(b"\xFF", &listener);
    said_of_file(b"\xFF\xFF\0\0", &listener);
    for copy in copies() {
        sanitize_in(&copy, Some(&listener));
    }
    for sentence in sentences() {
        let _ = sentence.render(Some(&listener));
    }
    let meanings = claim::meanings()
        .chain(opaque::kinds())
        .chain(fields::all().into_iter().map(|field| field.meaning))
        .chain(members().map(|member| member.meaning));
    for meaning in meanings {
        let _ = words(meaning, Some(&listener));
    }
    listener.heard.into_inner()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/languages")
}

/// The list of messages in the repository.
fn listed() -> BTreeSet<String> {
    let list = fs::read(folder().join("core.json")).unwrap_or_default();
    serde_json::from_slice(&list).unwrap_or_default()
}

#[test]
fn the_list_has_every_message() {
    let heard = heard();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::create_dir_all(folder()).unwrap();
        let list = serde_json::to_string_pretty(&heard).unwrap();
        fs::write(folder().join("core.json"), list + "\n").unwrap();
    }
    let listed = listed();
    let missing: Vec<_> = heard.difference(&listed).collect();
    let extra: Vec<_> = listed.difference(&heard).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "INSTA_UPDATE=always writes the list.\nmissing: {missing:#?}\nnever said: {extra:#?}"
    );
}

/// Literals within sentences that are code.
const NOT_MESSAGES: [&str; 5] = [
    "curl -s '{url}'",
    "video.agent",
    "Ed25519",
    "0x{byte:02X}",
    "identity: 'alice'",
];

/// Files whose other literals are code.
const OF_CODE: [&str; 4] = [
    "programming_language.rs",
    "next.rs",
    "sentence.rs",
    "snippet.rs",
];

#[test]
fn every_literal_of_a_sentence_is_in_the_list() {
    let listed: Vec<String> = listed().into_iter().collect();
    let all = listed.join("\n");
    let mut missing = Vec::new();
    let literals = coverage::literals_of_sentences().into_iter();
    let others = (coverage::literals_of_sources().into_iter())
        .filter(|(file, text)| !OF_CODE.contains(&file.as_str()) && !text.starts_with('"'));
    for (place, text) in literals.chain(others) {
        let is_message = text.chars().any(char::is_alphabetic) && !NOT_MESSAGES.contains(&&*text);
        if is_message && !all.contains(&text) && !coverage::is_unreachable(&text) {
            missing.push(format!("{place}: {text}"));
        }
    }
    assert!(
        missing.is_empty(),
        "{}\n{}",
        missing.len(),
        missing.join("\n")
    );
}

/// What is wrong with the messages of a language.
fn faults(language: &Value, listed: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let messages: BTreeMap<String, String> =
        serde_json::from_value(language["core"].clone()).unwrap_or_default();
    for message in listed
        .iter()
        .filter(|message| !messages.contains_key(*message))
    {
        faults.push(format!("no translation: {message}"));
    }
    for (message, translation) in &messages {
        if !listed.contains(message) {
            faults.push(format!("no such message: {message}"));
        }
        if translation.trim().is_empty() {
            faults.push(format!("empty: {message}"));
        }
        if holes(message) != holes(translation) {
            faults.push(format!("other holes: {message}: {translation}"));
        }
        if translation.matches('`').count() % 2 == 1 || code(message) != code(translation) {
            faults.push(format!("other code: {message}: {translation}"));
        }
    }
    if language["name"].as_str().is_none_or(str::is_empty) {
        faults.push("no name".to_owned());
    }
    faults
}

#[test]
fn every_language_has_just_these_messages() {
    let listed = listed();
    let mut all = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "core.json" || name == "page.json" {
            continue;
        }
        let language = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let faults = faults(&language, &listed);
        all.extend(faults.iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(all.is_empty(), "{}\n{}", all.len(), all.join("\n"));
}

#[test]
fn a_fault_of_a_language_is_found() {
    let listed = BTreeSet::from(["its `nbf` is {0} or {1}.".to_owned(), "Works".to_owned()]);
    let with = |nbf: &str, works: &str| json!({"name": "x", "core": {"its `nbf` is {0} or {1}.": nbf, "Works": works}});
    assert_eq!(faults(&with("{1} {0} `nbf`", "Geht"), &listed), [""; 0]);
    for wrong in [
        with("{1} `nbf`", "Geht"),
        with("{1} {0} {0} `nbf`", "Geht"),
        with("{1} {0} `exp`", "Geht"),
        with("{1} {0} nbf", "Geht"),
        with("{1} {0} `nbf", "Geht"),
        with("{1} {0} `nbf`", " "),
        json!({"name": "x", "core": {"Works": "Geht"}}),
        json!({"name": "x", "core": {"its `nbf` is {0} or {1}.": "{0} {1} `nbf`", "Works": "Geht", "Other": "Andere"}}),
        json!({"core": {"its `nbf` is {0} or {1}.": "{0} {1} `nbf`", "Works": "Geht"}}),
        json!({"name": "x"}),
    ] {
        assert_ne!(faults(&wrong, &listed), [""; 0], "{wrong}");
    }
}
