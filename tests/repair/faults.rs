//! Each fault that can be repaired, put into a token of every SDK.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use why401::report::Outcome;
use why401::text::{NumericDate, base64url};
use why401::{NotMade, diagnose, repair};

use crate::common::{KEY, SECRET, signed};
use crate::faults_of_tokens::{FAULTS, minted};

fn paste(token: &str) -> String {
    format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n{token}\n")
}

/// The claims of a token as one level: `video.room`, and so on. Lists and unknown objects are one claim.
fn flat(claims: &Map<String, Value>) -> Map<String, Value> {
    let mut flat = Map::new();
    for (name, value) in claims {
        match value.as_object().filter(|_| name == "video") {
            Some(grant) => {
                for (inner, value) in grant {
                    flat.insert(format!("{name}.{inner}"), value.clone());
                }
            }
            None => _ = flat.insert(name.clone(), value.clone()),
        }
    }
    flat
}

fn claims_of(token: &str) -> Map<String, Value> {
    let payload = token.split('.').nth(1).unwrap();
    let payload = base64url::decode(payload.as_bytes()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

#[test]
fn each_fault_in_a_token_of_each_sdk_is_repaired_with_the_fewest_changes() {
    let all = minted();
    assert!(all.len() > 400, "{}", all.len());
    let mut wrong = 0;
    for minted in all.iter().step_by(3) {
        #[allow(clippy::cast_precision_loss, reason = "a time of our century")]
        let now = NumericDate(minted.at as f64 + 60.0);
        let mut claims = minted.claims.clone();
        claims.insert("iss".into(), json!(KEY));
        let text = serde_json::to_string(&claims).unwrap();
        let token = signed(&minted.header, &text, SECRET.as_bytes());
        // Some callers gave the SDK what LiveKit refuses.
        if repair(&paste(&token), now).unwrap().token != token {
            wrong += 1;
            continue;
        }
        for fault in &FAULTS {
            let mut claims = minted.claims.clone();
            claims.insert("iss".into(), json!(KEY));
            (fault.make)(&mut claims, minted.at + 60);
            let text = serde_json::to_string(&claims).unwrap();
            let token = signed(&minted.header, &text, SECRET.as_bytes());
            let place = format!("{} · {}", minted.sdk, fault.name);
            let repaired = repair(&paste(&token), now);
            let repaired = repaired.unwrap_or_else(|why| panic!("{place}: {why:?}"));
            let report = diagnose(&paste(&repaired.token), now);
            assert_eq!(
                report.verdict.outcome,
                Outcome::Accepts,
                "{place}: {:?}",
                repaired.changes
            );
            let (before, after) = (flat(&claims), flat(&claims_of(&repaired.token)));
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            let differing: BTreeSet<&str> = names
                .into_iter()
                .filter(|name| before.get(*name) != after.get(*name))
                .map(String::as_str)
                .collect();
            let told: BTreeSet<&str> = repaired
                .changes
                .iter()
                .map(|change| change.claim.as_str())
                .collect();
            assert_eq!(told, differing, "{place}");
            let expected: BTreeSet<&str> = fault.repaired.iter().copied().collect();
            assert_eq!(told, expected, "{place}: {:?}", repaired.changes);
            // What is not changed keeps its place and its bytes.
            let order = |claims: &Map<String, Value>| -> Vec<String> {
                let names = claims.keys().filter(|name| !told.contains(name.as_str()));
                names.cloned().collect()
            };
            assert_eq!(
                order(&claims),
                order(&claims_of(&repaired.token)),
                "{place}"
            );
        }
    }
    assert!(wrong < all.len() / 10, "{wrong} of {}", all.len());
}

#[test]
fn a_token_of_another_secret_or_algorithm_is_signed_again() {
    let minted = &minted()[0];
    let mut claims = minted.claims.clone();
    claims.insert("iss".into(), json!(KEY));
    #[allow(clippy::cast_precision_loss, reason = "a time of our century")]
    let now = NumericDate(minted.at as f64);
    let text = serde_json::to_string(&claims).unwrap();
    let right = signed(&minted.header, &text, SECRET.as_bytes());
    let wrong = signed(&minted.header, &text, b"another-FAKE-secret");
    let repaired = repair(&paste(&wrong), now).unwrap();
    assert_eq!(repaired.token, right);
    assert_eq!(repaired.changes, []);
    let other = signed(r#"{"alg":"HS512"}"#, &text, b"another-FAKE-secret");
    let repaired = repair(&paste(&other), now).unwrap();
    let [change] = &repaired.changes[..] else {
        panic!("{:?}", repaired.changes)
    };
    assert_eq!(change.claim, "alg");
    assert_eq!(change.was.as_deref(), Some(r#""HS512""#));
}

#[test]
fn a_value_of_the_wrong_type_becomes_what_it_means() {
    let now = NumericDate(1_795_516_000.0);
    let with = |name: &str, value: &str| {
        let text = format!(
            r#"{{"iss":"{KEY}","sub":"alice","exp":1795519600,"video":{{"roomJoin":true,"room":"r"{}}}{}}}"#,
            if name.starts_with("can") {
                format!(r#","{name}":{value}"#)
            } else {
                String::new()
            },
            if name.starts_with("can") {
                String::new()
            } else {
                format!(r#","{name}":{value}"#)
            },
        );
        let token = signed(r#"{"alg":"HS256"}"#, &text, SECRET.as_bytes());
        let repaired = repair(&paste(&token), now).unwrap();
        let [change] = &repaired.changes[..] else {
            panic!("{name} {value}: {:?}", repaired.changes)
        };
        change.is.clone()
    };
    for (name, value, is) in [
        ("canPublish", r#""false""#, Some("false")),
        ("canPublish", "1", Some("true")),
        ("canPublish", r#""perhaps""#, None),
        (
            "canPublishSources",
            "[1,2,3,4]",
            Some(r#"["camera","microphone","screen_share","screen_share_audio"]"#),
        ),
        (
            "canPublishSources",
            r#""camera, microphone""#,
            Some(r#"["camera","microphone"]"#),
        ),
        (
            "agentThread",
            r#"{"threadIds":[1,2]}"#,
            Some(r#"["1","2"]"#),
        ),
        ("metadata", r#"{"a":[1]}"#, Some(r#""{\"a\":[1]}""#)),
        ("name", "7", Some(r#""7""#)),
        (
            "attributes",
            r#"{"a":1,"b":"c"}"#,
            Some(r#"{"a":"1","b":"c"}"#),
        ),
        ("attributes", r#""{\"a\":\"b\"}""#, Some(r#"{"a":"b"}"#)),
        ("attributes", "[]", None),
        ("roomConfig", "7", None),
    ] {
        assert_eq!(with(name, value).as_deref(), is, "{name} {value}");
    }
}

#[test]
fn what_cannot_be_repaired_is_said() {
    let now = NumericDate(1_795_516_000.0);
    let minted = &minted()[0];
    let text = serde_json::to_string(&minted.claims).unwrap();
    let token = signed(&minted.header, &text, SECRET.as_bytes());
    assert!(matches!(repair("", now), Err(NotMade::NoToken)));
    assert!(matches!(repair(&token, now), Err(NotMade::NoPair)));
    let foreign = signed(
        r#"{"alg":"HS256"}"#,
        r#"{"iss":"https://x","scope":"a"}"#,
        b"x",
    );
    assert!(matches!(
        repair(&paste(&foreign), now),
        Err(NotMade::NotLiveKit)
    ));
}
