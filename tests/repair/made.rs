//! New tokens out of claims.

use proptest::prelude::*;
use serde_json::{Value, json};
use why401::report::Outcome;
use why401::{KeyPair, NotMade, NumericDate, diagnose, mint, repair};

use crate::common::{KEY, NOW, SECRET};

const PAIR: KeyPair = KeyPair {
    key: KEY,
    secret: SECRET,
};

fn paste(token: &str) -> String {
    format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n{token}\n")
}

#[test]
fn a_token_is_made_for_what_its_grants_permit() {
    for claims in [
        json!({"sub": "alice", "video": {"roomJoin": true, "room": "r"}}),
        json!({"video": {"roomAdmin": true, "room": "r"}}),
        json!({"video": {"roomList": true, "roomCreate": true}}),
        json!({"video": {"ingressAdmin": true}}),
        json!({"video": {"agent": true}}),
        json!({"sip": {"admin": true, "call": true}}),
    ] {
        let token = mint(&claims.to_string(), PAIR, NumericDate(NOW), 900.0);
        let token = token.unwrap_or_else(|why| panic!("{claims}: {why:?}"));
        let report = diagnose(&paste(&token), NumericDate(NOW));
        assert_eq!(report.verdict.outcome, Outcome::Accepts, "{claims}");
    }
}

#[test]
fn what_would_be_refused_is_not_made() {
    let long = "r".repeat(300);
    for claims in [
        json!({"video": {"roomJoin": true, "room": "r"}}),
        json!({"sub": "", "video": {"roomJoin": true, "room": "r"}}),
        json!({"sub": "alice", "video": {"roomJoin": true}}),
        json!({"sub": "alice", "video": {"roomJoin": true, "room": long}}),
        json!({"sub": "alice", "video": {"roomJoin": "yes", "room": "r"}}),
        json!({"sub": "alice", "metadata": {}, "video": {"roomJoin": true, "room": "r"}}),
    ] {
        let made = mint(&claims.to_string(), PAIR, NumericDate(NOW), 900.0);
        assert!(
            matches!(made, Err(NotMade::Refused(_))),
            "{claims}: {made:?}"
        );
    }
    let claims = r#"{"sub":"alice","video":{"roomJoin":true,"room":"r"}}"#;
    let empty = KeyPair {
        key: KEY,
        secret: "",
    };
    assert_eq!(
        mint(claims, empty, NumericDate(NOW), 900.0),
        Err(NotMade::NoSecret)
    );
    assert_eq!(
        mint(claims, PAIR, NumericDate(NOW), 0.0),
        Err(NotMade::NoLife)
    );
    assert_eq!(
        mint(claims, PAIR, NumericDate(NOW), f64::NAN),
        Err(NotMade::NoLife)
    );
    let early =
        json!({"sub": "alice", "iat": NOW + 86_400.0, "video": {"roomJoin": true, "room": "r"}});
    let refused = mint(&early.to_string(), PAIR, NumericDate(NOW), 900.0).unwrap_err();
    assert_eq!(
        refused.sentence().text(None),
        "LiveKit would refuse this token: its iat is in the future."
    );
    let swapped = KeyPair {
        key: SECRET,
        secret: KEY,
    };
    assert_eq!(
        mint(claims, swapped, NumericDate(NOW), 900.0),
        Err(NotMade::SecretAsKey)
    );
    for now in [f64::NAN, f64::INFINITY] {
        let made = mint(claims, PAIR, NumericDate(now), 900.0);
        assert_eq!(made, Err(NotMade::NoTime));
    }
    let endless = mint(claims, PAIR, NumericDate(f64::MAX), f64::MAX);
    assert_eq!(endless, Err(NotMade::NoLife));
    assert_eq!(
        mint("[]", PAIR, NumericDate(NOW), 900.0),
        Err(NotMade::NotAnObject)
    );
}

/// Any JSON.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (1_795_000_000_i64..1_796_000_000).prop_map(Value::from),
        "[a-zA-Z\"\\\\\\n é]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::hash_map("[a-zA-Z]{1,6}", inner, 0..3)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    /// However wrong the claims are, a repair is either accepted, or refused with a reason; it is never wrong.
    #[test]
    fn a_repair_is_accepted_or_not_made(
        known in proptest::collection::hash_map(
            prop::sample::select(vec!["iss", "sub", "jti", "exp", "nbf", "iat", "aud", "name", "metadata", "attributes", "kind", "sip", "roomConfig", "roomPreset"]),
            anything(), 0..5),
        grants in proptest::collection::hash_map(
            prop::sample::select(vec!["roomJoin", "room", "room_join", "roomName", "canPublish", "canPublishSources", "hidden", "agent", "roomAdmin"]),
            anything(), 0..5),
    ) {
        let mut claims: Value = known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        claims["video"] = grants.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let token = crate::common::token(&claims, "another-FAKE-secret");
        if let Ok(repaired) = repair(&paste(&token), NumericDate(NOW)) {
            let report = diagnose(&paste(&repaired.token), NumericDate(NOW));
            prop_assert_eq!(report.verdict.outcome, Outcome::Accepts, "{} {:?}", claims, repaired.changes);
        }
    }
}
