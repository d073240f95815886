//! A token as a JWS JSON serialization (RFC 7515 section 7.2), which go-jose takes wherever a token begins with `{`.

use super::*;

/// What a release of go-jose answers to a serialization with these members.
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
fn has_one_signature_at_most() {
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

/// What the members get, and the same with the signature's members in a list.
#[track_caller]
fn gets(payload: &Value, signature: &Value, flattened: &str, general: &str) {
    let mut members = signature.clone();
    members["payload"] = payload.clone();
    assert_eq!(ask(&members, v(12, 0)), flattened, "{members}");
    let members = json!({"payload": payload, "signatures": [signature]});
    assert_eq!(ask(&members, v(12, 0)), general, "{members}");
}

#[test]
fn has_members_of_either_form() {
    let payload = json!(payload());
    let header = json!(encoded(&json!({"alg": "HS256"})));
    let nothing = json!(encoded(&json!({})));
    let signature = json!("A".repeat(43));
    for (members, flattened, general) in [
        (
            json!({"protected": header, "signature": signature}),
            SUCCESS,
            SUCCESS,
        ),
        (
            json!({"protected": header, "signature": signature, "x": 1}),
            SUCCESS,
            SUCCESS,
        ),
        (
            json!({"Protected": header, "signature": signature}),
            CRYPTO,
            CRYPTO,
        ),
        (
            json!({"protected": header, "Signature": signature}),
            CRYPTO,
            CRYPTO,
        ),
        (json!({"protected": header}), CRYPTO, CRYPTO),
        (
            json!({"protected": header, "signature": null}),
            CRYPTO,
            CRYPTO,
        ),
        (
            json!({"protected": header, "signature": 1}),
            MALFORMED,
            MALFORMED,
        ),
        (
            json!({"protected": 1, "signature": signature}),
            MALFORMED,
            MALFORMED,
        ),
        (
            json!({"protected": "*", "signature": signature}),
            MALFORMED,
            MALFORMED,
        ),
        (
            json!({"protected": encoded(&json!([])), "signature": signature}),
            MALFORMED,
            MALFORMED,
        ),
        (
            json!({"protected": header, "signature": signature, "header": null}),
            SUCCESS,
            SUCCESS,
        ),
        (
            json!({"protected": header, "signature": signature, "header": 1}),
            MALFORMED,
            MALFORMED,
        ),
        (
            json!({"protected": header, "signature": signature, "header": {"nonce": "n"}}),
            MALFORMED,
            MALFORMED,
        ),
        (
            json!({"protected": header, "signature": signature, "header": {"nonce": ""}}),
            SUCCESS,
            SUCCESS,
        ),
        // Only the outermost object has a list.
        (
            json!({"protected": header, "signature": signature, "signatures": 1}),
            MALFORMED,
            SUCCESS,
        ),
        // The unprotected header adds what the protected one does not say; only the flattened form looks at it first.
        (
            json!({"signature": signature, "header": {"alg": "HS256"}}),
            SUCCESS,
            SUCCESS,
        ),
        (
            json!({"protected": nothing, "signature": signature, "header": {"alg": "HS256"}}),
            SUCCESS,
            SUCCESS,
        ),
        (
            json!({"protected": header, "signature": signature, "header": {"alg": "none"}}),
            SUCCESS,
            SUCCESS,
        ),
        (
            json!({"protected": encoded(&json!({"alg": ""})), "signature": signature, "header": {"alg": "HS256"}}),
            SUCCESS,
            SUCCESS,
        ),
        (
            json!({"protected": header, "signature": signature, "header": {"kid": 1}}),
            MALFORMED,
            SUCCESS,
        ),
        (
            json!({"protected": encoded(&json!({"alg": "HS256", "kid": 1})), "signature": signature}),
            MALFORMED,
            MALFORMED,
        ),
        (
            json!({"protected": "", "signature": signature, "header": {"alg": "HS256"}}),
            CRYPTO,
            CRYPTO,
        ),
    ] {
        gets(&payload, &members, flattened, general);
    }
    let good = json!({"protected": header, "signature": signature});
    for wrong in [json!(null), json!(1), json!("*"), json!("")] {
        gets(&wrong, &good, MALFORMED, MALFORMED);
    }
    for (signatures, expected) in [
        (json!([]), CRYPTO),
        (json!(null), CRYPTO),
        (json!([null]), CRYPTO),
        (json!(good), MALFORMED),
        (json!([1]), MALFORMED),
    ] {
        let members = json!({"payload": payload, "signatures": signatures});
        assert_eq!(ask(&members, v(12, 0)), expected, "{members}");
    }
    // The list counts, unless it is empty.
    let mut both = good.clone();
    both["payload"] = payload.clone();
    both["signatures"] = json!([]);
    assert_eq!(ask(&both, v(12, 0)), SUCCESS);
    both["signatures"] = json!([{}]);
    assert_eq!(ask(&both, v(12, 0)), CRYPTO);
    // A payload inside of the list is none, and may be anything.
    let mut inside = good.clone();
    inside["payload"] = payload.clone();
    let members = json!({"signatures": [inside]});
    assert_eq!(ask(&members, v(12, 0)), MALFORMED);
    inside["payload"] = json!(1);
    let members = json!({"payload": payload, "signatures": [inside]});
    assert_eq!(ask(&members, v(12, 0)), SUCCESS);
}

#[test]
fn may_be_padded_where_its_library_trims() {
    let padded = json!({"payload": payload(), "protected": encoded(&json!({"alg": "HS256"})), "signature": "A".repeat(43) + "="});
    assert_eq!(ask(&padded, v(4, 0)), MALFORMED);
    assert_eq!(ask(&padded, v(4, 1)), SUCCESS);
    assert_eq!(ask(&padded, NEWEST), MALFORMED);
}
