//! Whether anything is said in English though the language has every message.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};
use why401::finding::sentence::Language;
use why401::sanitize::sanitize_in;

use super::holes;
use super::said::{cases, copies, files, said_of, said_of_file};

/// A language that has every message: its holes the other way round, and each letter in full width, so that no letter of ASCII is left.
struct Wide;

impl Language for Wide {
    fn translation(&self, message: &str) -> Option<Cow<'_, str>> {
        let holes = holes(message).len();
        let mut wide = String::new();
        for (at, piece) in message.split('`').enumerate() {
            if at % 2 == 1 {
                wide.extend(["`", piece, "`"]);
                continue;
            }
            let mut rest = piece;
            while let Some((before, hole)) = rest.split_once('{') {
                let (number, behind) = hole.split_once('}').unwrap();
                let number = holes - 1 - number.parse::<usize>().unwrap();
                wide.extend(before.chars().map(widened));
                write!(wide, "{{{number}}}").unwrap();
                rest = behind;
            }
            wide.extend(rest.chars().map(widened));
        }
        Some(wide.into())
    }
}

fn widened(c: char) -> char {
    match c {
        'A'..='Z' | 'a'..='z' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        c => c,
    }
}

/// Members of a report, a form or an overview that are no words of ours: names for programs, code, and text of the paste.
const NOT_SAID: &str = "body cause claim clock code curl env exact form id identity is key kid kind kty lk measure offer origin outcome \
    package reference removed room sdk service signature since state status subject token tone until url was yaml";

/// More of them, each with its reason.
const EXCEPTED: [(&str, &str); 6] = [
    (
        "place",
        "the file or environment of a pair, and its lines, as one text",
    ),
    ("name", "the name of a claim, of a program or of a choice"),
    (
        "value",
        "the value of a claim; that of a check is a sentence",
    ),
    ("minter", "the name of an SDK, with its releases"),
    (
        "text",
        "a program that makes a token: code, and comments in it",
    ),
    (
        "label",
        "words and values as one text: the words pass as those of every sentence do, and code of ours looks like words",
    ),
];

/// Names within sentences, which are the same in all languages: services, hashes, families of keys, SDKs; `app` is code in a meaning.
const NAMES: &str = "ALB Ably Access Actions Agora Amazon Anthropic App Apple Auth AWS CI CircleCI Clerk Cloudflare Cognito Coinbase DSA Daily Directus Ed Entra \
    Firebase Flask GitHub GitLab Google Grafana HashiCorp Hasura IAP ID JaaS Jitsi Keycloak Kubernetes Laravel LiveKit ML Mapbox Meet Microsoft Mux Okta OpenAI P PASETO PocketBase Rails SHA Slack Snowflake \
    Stream Stripe Supabase Twilio UTC Vault Vercel Vonage WorkOS Zoom app ms npm v x xC";

fn is_one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Whether a member of this name has words of ours.
fn is_said(name: &str) -> bool {
    !is_one_of(name, NOT_SAID) && EXCEPTED.iter().all(|(excepted, _)| *excepted != name)
}

/// The words of ASCII in a text.
fn ascii_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
}

/// Finds what is said in English though the language has every message.
fn bypassing(value: &Value, path: &str, paste: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => {
            for value in values {
                bypassing(value, path, paste, found);
            }
        }
        Value::Object(members) if members.contains_key("text") && members.contains_key("kind") => {
            let text = members["text"].as_str().unwrap();
            let is_text = members["kind"] == "text";
            let words = ascii_words(text).filter(|word| is_text && !is_one_of(word, NAMES));
            found.extend(words.map(|word| format!("{path}: {word} in {text}")));
        }
        Value::Object(members) => {
            for (name, value) in members {
                bypassing(value, name, paste, found);
            }
        }
        // Some words and values as one text.
        Value::String(text) if is_said(path) => {
            for word in ascii_words(text).filter(|word| !is_one_of(word, NAMES)) {
                if !paste.contains(word) {
                    found.insert(format!("{path}: {word} in {text}"));
                }
            }
        }
        _ => {}
    }
}

#[test]
fn nothing_of_ours_bypasses_the_messages() {
    let mut found = BTreeSet::new();
    for case in cases() {
        let paste = [case.paste.as_str()]
            .into_iter()
            .chain(case.later.iter().map(String::as_str))
            .collect::<String>();
        said_of(&case, &Wide, |path, value| {
            bypassing(&value, path, &paste, &mut found);
        });
    }
    for file in files() {
        bypassing(
            &said_of_file(file.as_bytes(), &Wide),
            "file",
            &file,
            &mut found,
        );
    }
    for copy in copies() {
        let copy = sanitize_in(&copy, Some(&Wide));
        bypassing(&json!(copy.not_looked_at), "copy", "", &mut found);
    }
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}
