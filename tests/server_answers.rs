//! Every recorded answer of the real servers is predicted, status and body.

mod recorded;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use why401::server::Asked;

/// The no-break space that some binaries write after `proto:` (`internal/detrand` of protobuf-go).
fn with_spaces(body: &[u8]) -> Vec<u8> {
    match String::from_utf8(body.to_vec()) {
        Ok(text) => text.replace("proto:\u{A0}", "proto: ").into_bytes(),
        Err(_) => body.to_vec(),
    }
}

#[test]
fn every_recorded_answer_is_predicted() {
    let exceptions: Vec<Value> =
        serde_json::from_str(include_str!("vectors/exceptions.json")).unwrap();
    assert!(exceptions.len() <= 10);
    let mut excepted: BTreeSet<(&str, &str)> = BTreeSet::new();
    for exception in &exceptions {
        assert!(
            exception["reason"]
                .as_str()
                .is_some_and(|reason| !reason.is_empty())
        );
        let releases = exception["releases"].as_array().unwrap();
        excepted.extend(
            releases
                .iter()
                .map(|release| (exception["id"].as_str().unwrap(), release.as_str().unwrap())),
        );
    }

    let keys = recorded::keys();
    let mut differences = BTreeMap::new();
    let mut count = 0;
    for recorded in recorded::all() {
        let request = recorded.request();
        let asked = Asked::new(&request, &keys);
        for answered in recorded.answers() {
            count += 1;
            let predicted = asked.answer(answered.release, recorded.at);
            let real = with_spaces(&answered.body);
            let same_body = if answered.is_prefix {
                predicted.body.starts_with(&real)
            } else {
                predicted.body == real
            };
            if predicted.status != answered.status || !same_body {
                differences.insert(
                    (recorded.id, answered.version),
                    format!(
                        "{} {:?}\n  predicted {} {:?}",
                        answered.status,
                        String::from_utf8_lossy(&real),
                        predicted.status,
                        String::from_utf8_lossy(&predicted.body),
                    ),
                );
            }
        }
    }
    assert!(count > 29_000, "only {count} answers were read");
    for at in &excepted {
        assert!(
            differences.remove(at).is_some(),
            "{at:?} no longer differs: take it off the list"
        );
    }
    for ((id, version), difference) in &differences {
        eprintln!("{id} {version}: {difference}");
    }
    assert!(
        differences.is_empty(),
        "{} of {count} answers differ",
        differences.len()
    );
}
