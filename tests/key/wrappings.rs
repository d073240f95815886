//! Keys in the wrappings that people paste: logs, code, variables, files, and broken copies.

use serde_json::Value;
use why401::key::Key;
use why401::key::check::KeyCheck;

use super::checked;

/// What is known of a key, in words of the rows.
fn words(key: &Key) -> String {
    let mut words = key.form.name().to_owned();
    let mut add = |word: &str| words.extend([", ", word]);
    if key.is_private {
        add("private");
    }
    if let Some(kid) = &key.kid {
        add(&format!("kid {kid}"));
    }
    if let Some(writing) = key.writing {
        add(&format!("{writing:?}"));
    }
    if let Some(certificate) = &key.certificate {
        let signed = if certificate.is_self_signed {
            "itself"
        } else {
            &certificate.issuer
        };
        add(&format!("{} by {signed}", certificate.subject));
    }
    if let Err(fault) = &key.material {
        add(&format!("{fault:?}"));
    }
    words
}

#[test]
fn every_wrapping_of_a_key_is_told_as_what_it_is() {
    let rows = include_str!("../vectors/jws-asymmetric/made/key_wrappings.jsonl").lines();
    let mut wrong = Vec::new();
    for row in rows {
        let row: Value = serde_json::from_str(row).unwrap();
        let text = |name: &str| row[name].as_str().unwrap();
        let (keys, check) = checked(text("token"), text("key"));
        let found: Vec<String> = keys.iter().map(words).collect();
        let check = match check {
            KeyCheck::Valid { key } => format!("valid by key {key}"),
            KeyCheck::NearMiss { slip, .. } => format!("{slip:?}"),
            KeyCheck::Invalid { .. } => "invalid".to_owned(),
            KeyCheck::Unsuited { .. } => "unsuited".to_owned(),
            other => format!("{other:?}"),
        };
        let said = format!("{}: {check}", found.join("; "));
        // A span is what is hidden and linked: nothing around it.
        let is_tight = |key: &Key| {
            let of_key = key.span.of(text("key"));
            of_key.trim_matches(['"', '\'', ',', ' ', '\r', '\n']) == of_key
                && !of_key.contains("token")
                && !of_key.ends_with("ok")
        };
        if said != row["says"].as_str().unwrap_or_default() || !keys.iter().all(is_tight) {
            wrong.push(format!("{}\t{said}", text("name")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
