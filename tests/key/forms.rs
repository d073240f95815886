//! Keys as people paste them, each with a token.

use serde_json::Value;
use why401::key::check::KeyCheck;
use why401::key::{Family, Fault};

use super::checked;

#[test]
fn every_form_of_a_key_is_read_and_checks_its_token() {
    let rows = include_str!("../vectors/jws-asymmetric/made/key_forms.jsonl").lines();
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows {
        let row: Value = serde_json::from_str(row).unwrap();
        let text = |name: &str| row[name].as_str().unwrap();
        let (keys, check) = checked(text("token"), text("key"));
        let form = text("form");
        let is_form = keys.first().is_some_and(|key| {
            key.form.name() == form || form.starts_with("none") || form == "pem-with-leading-text"
        });
        let family = Family::of(text("alg"));
        let is_read = |family| {
            let mut keys = keys.iter();
            keys.any(|key| key.material.as_ref().err() == Some(&Fault::Unchecked(family)))
        };
        let is_right = match text("expect") {
            // Keys of these families are read, and do not check.
            _ if family.is_some() => {
                family.is_some_and(is_read) && matches!(check, KeyCheck::Unsuited { .. })
            }
            "valid" => matches!(check, KeyCheck::Valid { .. }),
            "confusion" => matches!(check, KeyCheck::NearMiss { .. }),
            _ => matches!(check, KeyCheck::Invalid { .. } | KeyCheck::NearMiss { .. }),
        };
        if !is_form || !is_right {
            let forms: Vec<_> = keys
                .iter()
                .map(|key| (key.form, key.material.as_ref().err()))
                .collect();
            wrong.push(format!("{}: {check:?} {forms:?}", text("name")));
        }
        count += 1;
    }
    assert_eq!((count, wrong), (172, Vec::<String>::new()));
}
