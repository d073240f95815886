//! A token as a JWS JSON serialization (RFC 7515 section 7.2), which go-jose reads whenever a token begins with `{`.

use super::*;

/// The answer of a release with go-jose to a serialization with these members.
fn ask(members: &Value, version: Version) -> String {
    let question = Question::get("/rtc/validate");
    let (_, body) = question
        .with("Authorization", &format!("Bearer {members}"))
        .ask(&Keys::Assumed, version, NOW);
    body.rsplit(", error: ").next().unwrap().to_owned()
}

fn encoded(json: &Value) -> String {
    base64url::encode(json.to_string().as_bytes())
}

fn payload() -> String {
    base64url::encode(claims().as_bytes())
}

#[test]
fn has_at_most_one_signature() {
    let signature =
        json!({"protected": encoded(&json!({"alg": "HS256"})), "signature": "A".repeat(43)});
    let of = |signatures: &[&Value]| json!({"payload": payload(), "signatures": signatures});
    for (version, library) in [(v(4, 0), "square/go-jose"), (v(12, 0), "go-jose/go-jose")] {
        assert_eq!(ask(&of(&[&signature]), version), "success");
        let too_many = format!("{library}: too many signatures in payload; expecting only one");
        assert_eq!(ask(&of(&[&signature, &signature]), version), too_many);
    }
}

const SUCCESS: &str = "success";
const MALFORMED: &str = "invalid authorization token";
const CRYPTO: &str = "go-jose/go-jose: error in cryptographic primitive";

/// The answer to the members, and to the same with the signature's members in a list.
#[track_caller]
fn gets(payload: &Value, signature: &Value, flattened: &str, general: &str) {
    let mut members = signature.clone();
    members["payload"] = payload.clone();
    assert_eq!(ask(&members, v(12, 0)), flattened, "{members}");
    let members = json!({"payload": payload, "signatures": [signature]});
    assert_eq!(ask(&members, v(12, 0)), general, "{members}");
}

fn hs256() -> Value {
    json!(encoded(&json!({"alg": "HS256"})))
}

fn good() -> Value {
    json!({"protected": hs256(), "signature": "A".repeat(43)})
}

/// A valid signature with another member, which may replace its own.
fn with(name: &str, value: Value) -> Value {
    let mut signature = good();
    signature[name] = value;
    signature
}

#[test]
fn has_members_of_either_form() {
    let payload = json!(payload());
    let signature = json!("A".repeat(43));
    for (members, expected) in [
        (good(), SUCCESS),
        (with("x", json!(1)), SUCCESS),
        (
            json!({"Protected": hs256(), "signature": signature}),
            CRYPTO,
        ),
        (
            json!({"protected": hs256(), "Signature": signature}),
            CRYPTO,
        ),
        (json!({"protected": hs256()}), CRYPTO),
        (with("signature", json!(null)), CRYPTO),
        (with("signature", json!(1)), MALFORMED),
        (with("protected", json!(1)), MALFORMED),
        (with("protected", json!("*")), MALFORMED),
        (with("protected", json!(encoded(&json!([])))), MALFORMED),
        (
            with(
                "protected",
                json!(encoded(&json!({"alg": "HS256", "kid": 1}))),
            ),
            MALFORMED,
        ),
    ] {
        gets(&payload, &members, expected, expected);
    }
    for wrong in [json!(null), json!(1), json!("*"), json!("")] {
        gets(&wrong, &good(), MALFORMED, MALFORMED);
    }
}

#[test]
fn has_a_header_that_is_not_protected_and_adds_to_the_other() {
    let payload = json!(payload());
    let unprotected = |protected: Value| {
        let mut signature = with("protected", protected);
        signature["header"] = json!({"alg": "HS256"});
        signature
    };
    for (members, flattened, general) in [
        (with("header", json!(null)), SUCCESS, SUCCESS),
        (with("header", json!(1)), MALFORMED, MALFORMED),
        (with("header", json!({"nonce": "n"})), MALFORMED, MALFORMED),
        (with("header", json!({"nonce": ""})), SUCCESS, SUCCESS),
        (with("header", json!({"alg": "none"})), SUCCESS, SUCCESS),
        (unprotected(json!(null)), SUCCESS, SUCCESS),
        (unprotected(json!(encoded(&json!({})))), SUCCESS, SUCCESS),
        (
            unprotected(json!(encoded(&json!({"alg": ""})))),
            SUCCESS,
            SUCCESS,
        ),
        (unprotected(json!("")), CRYPTO, CRYPTO),
        // Only the flattened form checks it before the merge.
        (with("header", json!({"kid": 1})), MALFORMED, SUCCESS),
    ] {
        gets(&payload, &members, flattened, general);
    }
}

#[test]
fn has_its_list_in_the_outermost_object() {
    let payload = json!(payload());
    for (signatures, expected) in [
        (json!([]), CRYPTO),
        (json!(null), CRYPTO),
        (json!([null]), CRYPTO),
        (good(), MALFORMED),
        (json!([1]), MALFORMED),
    ] {
        let members = json!({"payload": payload, "signatures": signatures});
        assert_eq!(ask(&members, v(12, 0)), expected, "{members}");
    }
    // The list counts, unless it is empty.
    let mut both = with("payload", payload.clone());
    both["signatures"] = json!([]);
    assert_eq!(ask(&both, v(12, 0)), SUCCESS);
    both["signatures"] = json!([{}]);
    assert_eq!(ask(&both, v(12, 0)), CRYPTO);
    // A list or a payload inside the list is ignored, and may be anything.
    gets(&payload, &with("signatures", json!(1)), MALFORMED, SUCCESS);
    let members = json!({"signatures": [with("payload", payload.clone())]});
    assert_eq!(ask(&members, v(12, 0)), MALFORMED);
    let members = json!({"payload": payload, "signatures": [with("payload", json!(1))]});
    assert_eq!(ask(&members, v(12, 0)), SUCCESS);
}

#[test]
fn may_be_padded_where_its_library_trims() {
    let padded =
        json!({"payload": payload(), "protected": hs256(), "signature": "A".repeat(43) + "="});
    assert_eq!(ask(&padded, v(4, 0)), MALFORMED);
    assert_eq!(ask(&padded, v(4, 1)), SUCCESS);
    assert_eq!(ask(&padded, NEWEST), MALFORMED);
}
