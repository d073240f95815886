//! Every recorded answer of the real servers is predicted, status and body, and each predicted refusal is read back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use why401::server::reading;
use why401::server::refusal::{Refusal, RefusalKind};
use why401::server::release::{RELEASES, Release};
use why401::server::wording::{self, Form};
use why401::server::{Answer, Join, PreparedRequest};

use crate::recorded;

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
        serde_json::from_str(include_str!("../vectors/exceptions.json")).unwrap();
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
        let asked = PreparedRequest::new(&request, &keys);
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

#[test]
fn a_join_gets_the_same_answer_as_its_full_request() {
    let keys = recorded::keys();
    let mut count = 0;
    for recorded in recorded::all() {
        let request = recorded.request();
        let [(name, value)] = request.headers else {
            continue;
        };
        let token = value
            .strip_prefix(b"Bearer ")
            .and_then(|token| str::from_utf8(token).ok())
            // Input that `Join::new` is documented not to accept, and bytes that no header may hold.
            .filter(|token| !token.is_empty() && !token.contains(char::is_control))
            .filter(|token| token.trim() == *token);
        let plain = (request.method, request.target) == ("GET", b"/rtc/validate")
            && name == b"Authorization"
            && request.body.is_empty();
        let (Some(token), true) = (token, plain) else {
            continue;
        };
        count += 1;
        let asked = PreparedRequest::new(&request, &keys);
        let joining = Join::new(token, &keys);
        for release in &RELEASES {
            assert_eq!(
                joining.answer(release, recorded.at),
                asked.answer(release, recorded.at),
                "{} {release}",
                recorded.id
            );
        }
    }
    assert!(count > 600, "only {count} tokens were asked about");
}

const FORMS: [Form; 5] = [
    Form::Plain,
    Form::Line,
    Form::Whip,
    Form::WhipSession,
    Form::Twirp,
];

/// Whether a release has this body for a refusal, on any route.
fn words(refusal: &Refusal, release: &Release, token: &str, body: &[u8]) -> bool {
    FORMS
        .iter()
        .any(|&form| wording::body(refusal, form, release, token.as_bytes()) == body)
}

#[test]
fn every_refusal_is_read_back() {
    let keys = recorded::keys();
    let mut read = BTreeMap::new();
    for recorded in recorded::all() {
        let request = recorded.request();
        let asked = PreparedRequest::new(&request, &keys);
        let answers: Vec<(&Release, Answer)> = RELEASES
            .iter()
            .map(|release| (release, asked.answer(release, recorded.at)))
            .collect();
        for (release, answer) in &answers {
            let Some(refusal) = answer.refusal.as_deref() else {
                continue;
            };
            let body = String::from_utf8(answer.body.clone()).unwrap();
            if body.is_empty() {
                // The answer to HEAD, and to a request that asks for no WebSocket.
                continue;
            }
            let id = recorded.id;
            let reading = reading::read(&body).unwrap_or_else(|| panic!("{id}: {body}"));
            assert!(
                reading.kinds.contains(&refusal.kind()),
                "{id}: {body} {reading:?}"
            );
            let token = reading.token.clone().unwrap_or_default();
            for (other, others) in &answers {
                let listed = reading.releases.contains(other);
                if others.body == answer.body {
                    assert!(listed, "{id}: {other} also says {body}");
                }
                if listed {
                    let says = words(refusal, other, &token, &answer.body);
                    assert!(says, "{id}: {other} does not say {body} as {release} does");
                }
            }
            if let Refusal::UnknownKey { iss } = refusal {
                assert!(reading.key.is_none_or(|key| key == *iss), "{id}");
            }
            *read.entry(refusal.kind()).or_insert(0) += 1;
        }
    }
    assert!(read.len() >= 30, "{read:?}");
}

#[test]
fn a_reading_does_not_depend_on_how_the_text_was_copied() {
    let body = "invalid token: a.b.c, error: go-jose/go-jose/jwt: validation failed, token is expired (exp)";
    let reading = reading::read(&format!("{body}\r\n")).unwrap();
    assert_eq!(reading.token.as_deref(), Some("a.b.c"));
    assert_eq!(reading.kinds, [RefusalKind::Expired]);
    assert_eq!(reading.releases[0].to_string(), "v1.4.1–v1.5.0");
    for space in [' ', '\u{A0}'] {
        let proto = format!(
            "invalid authorization token: token is malformed: could not JSON decode claim: proto:{space}(line 1:2): duplicate field \"name\""
        );
        assert_eq!(
            reading::read(&proto).unwrap().kinds,
            [RefusalKind::RoomConfig]
        );
    }
    assert_eq!(
        reading::read("invalid API key: ").unwrap().key.as_deref(),
        Some("")
    );
    assert_eq!(reading::read("invalid API key").unwrap().key, None);
    for other in [
        "",
        "Not Found",
        "{}",
        "{",
        "invalid token: x",
        "invalid authorization token: y",
    ] {
        assert_eq!(reading::read(other), None, "{other}");
    }
}

#[test]
fn a_token_may_contain_the_words_after_it() {
    let token = r#"{"x":", error: ","payload":"e30","protected":"e30","signature":""}"#;
    let error = "go-jose/go-jose: error in cryptographic primitive";
    for token in [token, r#"{"payload":…}"#] {
        let reading = reading::read(&format!("invalid token: {token}, error: {error}")).unwrap();
        assert_eq!(reading.token.as_deref(), Some(token));
        assert_eq!(reading.error.as_deref(), Some(error));
    }
}
