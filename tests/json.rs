//! The JSON reader against `JSONTestSuite` and `serde_json`.

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use serde_json::Value;
use why401::text::base64url;
use why401::text::json::{self, Document, Kind};

/// The same value as a `serde_json` value, so that both can be compared.
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

#[test]
fn agrees_with_json_test_suite() {
    let vectors: Value = serde_json::from_str(include_str!("vectors/json.json")).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() > 300);
    for case in cases {
        let name = case["comment"].as_str().unwrap();
        let base64 = case["base64"]
            .as_str()
            .unwrap()
            .replace('+', "-")
            .replace('/', "_");
        let source = base64url::decode(base64.trim_end_matches('=').as_bytes()).unwrap();
        let read = Document::read(source.clone());
        match name.as_bytes()[0] {
            b'y' => {
                let read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(
                    value(read.root().unwrap()),
                    serde_json::from_slice::<Value>(&source).unwrap(),
                    "{name}"
                );
            }
            b'n' => assert!(read.is_err(), "{name} is no JSON"),
            _ => {}
        }
    }
}

/// JSON texts, and texts that are almost JSON.
fn text() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<f64>()
            .prop_filter("JSON has finite numbers only", |number| number.is_finite())
            .prop_map(|number| format!("{number:e}")),
        any::<String>().prop_map(|string| serde_json::to_string(&string).unwrap()),
        "[0-9eE+.-]{1,6}",
    ];
    scalar.prop_recursive(4, 32, 5, |inner| {
        let name = any::<String>().prop_map(|name| serde_json::to_string(&name).unwrap());
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5)
                .prop_map(|elements| format!("[{}]", elements.join(" ,"))),
            proptest::collection::vec((name, inner), 0..5).prop_map(|members| {
                let members: Vec<_> = members
                    .into_iter()
                    .map(|(name, value)| format!("{name}:{value}"))
                    .collect();
                format!("{{{}}}", members.join(",\n"))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn agrees_with_serde_json(text in text()) {
        let theirs = serde_json::from_str::<Value>(&text);
        let ours = Document::read(text.clone().into_bytes());
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => assert_eq!(value(ours.root().unwrap()), theirs),
            (ours, theirs) => assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}: {theirs:?}"),
        }
    }

    #[test]
    fn reads_any_bytes_and_never_reads_more_than_there_is(source in any::<Vec<u8>>()) {
        let (document, error) = Document::read_prefix(source.clone());
        assert!(document.source().len() == source.len() && error.is_none_or(|error| error.at <= source.len()));
    }
}
