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
