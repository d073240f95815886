//! Any bytes as JSON: `serde_json` accepts the same texts and finds the same values, and every place is where it should
//! be.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;
use serde_json::Value;
use why401::text::json::{self, Document, Kind};

fuzz_target!(|source: &[u8]| {
    let (document, error) = Document::read_prefix(source.to_vec());
    assert_eq!(document.source(), source);
    assert_eq!(Document::read(source.to_vec()).err(), error);
    if let Some(error) = error {
        assert_eq!(source.get(error.at).copied(), error.found);
    }
    check_places(&document);

    // To skip a text, `serde_json` checks only its syntax: not its depth, and not whether strings are Unicode.
    let is_json = serde_json::from_slice::<IgnoredAny>(source).is_ok();
    assert_eq!(error.is_none(), is_json);
    if error.is_none() {
        if let Ok(theirs) = serde_json::from_slice::<Value>(source) {
            assert_eq!(document.root().map(value), Some(theirs));
        }
        check_prefix(source);
    }
});

/// The places of the values follow one another, inside their containers.
fn check_places(document: &Document) {
    let text = std::str::from_utf8(document.source());
    let Some(root) = document.root() else {
        return;
    };
    let mut start = root.span().start;
    for inner in root.inner() {
        let span = inner.span();
        assert!(start < span.start && span.start <= span.end && span.end <= root.span().end);
        assert!(text.is_err() || text.is_ok_and(|text| text.get(span.clone()).is_some()));
        start = span.start;
        check_value(inner);
    }
    check_value(root);
}

fn check_value(value: json::Value) {
    let children = value.elements().count() + 2 * value.members().count();
    assert!(children <= value.inner().count());
    let mut end = value.span().start;
    for element in value.elements() {
        assert!(end < element.span().start);
        end = element.span().end;
    }
    for (name, member) in value.members() {
        assert!(end < name.span().start && name.span().end < member.span().start);
        end = member.span().end;
        let name = name.string().unwrap();
        assert!(value.member(&name).is_some());
    }
    assert!(end <= value.span().end);
    assert_eq!(value.string().is_some(), value.kind() == Kind::String);
    assert_eq!(value.number().is_some(), value.kind() == Kind::Number);
    assert_eq!(value.boolean().is_some(), value.kind() == Kind::Bool);
    if let Some(string) = value.string() {
        assert!(value.is_string(&string));
    }
}

/// If a text is cut off, no byte of it is wrong: it only ends too early.
fn check_prefix(source: &[u8]) {
    let at = source.iter().map(|byte| usize::from(*byte)).sum::<usize>() % (source.len() + 1);
    let (_, error) = Document::read_prefix(source[..at].to_vec());
    assert!(error.is_none_or(|error| error.at == at && error.found.is_none()));
}

/// The same value as a `serde_json` value.
fn value(ours: json::Value) -> Value {
    match ours.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(ours.boolean().unwrap()),
        Kind::Number => serde_json::from_str(ours.number().unwrap()).unwrap(),
        Kind::String => Value::String(ours.string().unwrap().into_owned()),
        Kind::Array => ours.elements().map(value).collect(),
        Kind::Object => ours
            .members()
            .map(|(name, member)| (name.string().unwrap().into_owned(), value(member)))
            .collect(),
    }
}
