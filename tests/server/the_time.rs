//! Dates of a token, to the second.

use super::*;

/// The answer to a token with these claims, asked at [`NOW`].
fn error(version: Version, changes: &Value) -> String {
    let ask = Question::get("/rtc/validate").token(changes);
    let (_, body) = ask.ask(&Keys::Assumed, version, NOW);
    body.rsplit(": ").next().unwrap().to_owned()
}

/// `Claims.ValidateWithLeeway` in go-jose, and `Validator.Validate` in golang-jwt, for which `exp` has already passed
/// at the last instant of the leeway.
#[test]
fn times_have_a_minute_of_leeway() {
    let (jose, golang) = (v(12, 0), NEWEST);
    for (version, expired, not_yet) in [
        (
            jose,
            "validation failed, token is expired (exp)",
            "validation failed, token not valid yet (nbf)",
        ),
        (golang, "token is expired", "token is not valid yet"),
    ] {
        assert_eq!(error(version, &json!({"nbf": NOW + 60.0})), "success");
        assert_eq!(error(version, &json!({"nbf": NOW + 61.0})), not_yet);
        assert_eq!(error(version, &json!({"exp": NOW - 59.0})), "success");
        assert_eq!(error(version, &json!({"exp": NOW - 61.0})), expired);
    }
    let at_the_end = json!({"exp": NOW - 60.0});
    assert_eq!(error(jose, &at_the_end), "success");
    assert_eq!(error(golang, &at_the_end), "token is expired");
    // Only go-jose checks `iat`.
    let future = "validation field, token issued in the future (iat)";
    assert_eq!(error(jose, &json!({"iat": NOW + 60.0})), "success");
    assert_eq!(error(jose, &json!({"iat": NOW + 61.0})), future);
    assert_eq!(error(golang, &json!({"iat": NOW + 61.0})), "success");
}
