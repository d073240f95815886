//! Texts that are not a token, broken tokens, and tokens of other services.

use serde_json::{Value, json};
use why401::text::base64url;

use super::{Case, beside_its_pair};
use crate::common::{KEY, MINTED, SECRET, claims, signed, token, with, without};

pub fn cases() -> Vec<Case> {
    [
        stand_ins(),
        other_tokens(),
        broken_tokens(),
        damaged_tokens(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn stand_ins() -> Vec<Case> {
    let token = token(&claims(), SECRET);
    [
        ("promise, alone", "[object Promise]".to_owned()),
        (
            "promise in a URL",
            "GET /rtc?access_token=%5Bobject+Promise%5D&sdk=js HTTP/1.1\" 401 43".to_owned(),
        ),
        (
            "future of Dart, sent",
            "SignalClient connecting with url: wss://h.example/rtc?access_token=Instance of 'Future<String>'&sdk=flutter".to_owned(),
        ),
        (
            "promise, in a URL",
            "wss://h.example/rtc?access_token=[object%20Promise]".to_owned(),
        ),
        ("empty object", "{\"token\":{}}".to_owned()),
        (
            "web page",
            "invalid token: <!DOCTYPE html>, error: go-jose/go-jose: compact JWS format must have three parts".to_owned(),
        ),
        ("more than the token", format!("{token}x")),
        ("builder", "[object Object]".to_owned()),
        (
            "builder of Python",
            "token <livekit.api.access_token.AccessToken object at 0x7f>".to_owned(),
        ),
        (
            "base64 once more",
            format!("token={}", base64url::encode(token.as_bytes())),
        ),
        (
            "an object of a route",
            "{\"participantToken\": {\"value\": 1}}\ninvalid authorization token".to_owned(),
        ),
        ("method", "async toJwt() { return this.sign() }".to_owned()),
        ("Python bytes", format!("b'{token}'")),
        ("Rust result", format!("Ok(\"{token}\")")),
        ("Go nil", format!("{token}<nil>")),
        ("no value", "undefined".to_owned()),
        (
            "no value, in a header",
            "Authorization: Bearer null".to_owned(),
        ),
        (
            "any text",
            "curl -H 'Authorization: Bearer test'".to_owned(),
        ),
        (
            "a promise beside a token",
            format!("[object Promise]\n{token}"),
        ),
    ]
    .map(|(name, paste)| Case::new(name, paste))
    .into()
}

/// Claims with a character that could not be read.
fn damaged_tokens() -> Vec<Case> {
    let damaged = token(&with("sub", json!("al\u{FFFD}ce")), SECRET);
    let other = token(&claims(), SECRET);
    let signature = other.rsplit('.').next().unwrap();
    let unnamed = json!({"\u{FFFD}ideo": {"roomJoin": true, "room": "my-room"}, "sub": "alice", "iss": KEY, "exp": MINTED + 3600});
    let unnamed = token(&unnamed, SECRET);
    let mut old = with("sub", json!("al\u{FFFD}ce"));
    (old["nbf"], old["exp"]) = (json!(MINTED - 7200), json!(MINTED - 3600));
    let expired = token(&old, SECRET);
    let changed = damaged.rsplit_once('.').unwrap().0.to_owned() + "." + signature;
    vec![
        Case::new("damaged when it was made", beside_its_pair(&damaged)),
        Case::new("damaged on its way", beside_its_pair(&changed)),
        Case::new("damaged, without its secret", damaged),
        Case::new("damaged in the name of a grant", unnamed),
        Case::new(
            "damaged, and no JSON any more",
            signed(
                r#"{"alg":"HS256"}"#,
                r#"{"video":z":3"exp":1}"#,
                SECRET.as_bytes(),
            ),
        ),
        Case::new("damaged, and expired", expired),
    ]
}

/// The token of another service, sent to `LiveKit`.
fn to_livekit(claims: &Value) -> String {
    format!("wss://demo.livekit.cloud {}", token(claims, SECRET))
}

fn other_tokens() -> Vec<Case> {
    let whole = token(&claims(), SECRET);
    let foreign = json!({"iss": "https://acme.auth0.com/", "aud": "x", "exp": MINTED + 9});
    let unnamed = json!({"email": "a@example.com", "exp": MINTED + 9});
    [
        ("only its payload, decoded", claims().to_string()),
        (
            "only its payload, decoded, without a grant",
            without("video").to_string(),
        ),
        (
            "only its payload, as a segment",
            base64url::encode(claims().to_string().as_bytes()),
        ),
        ("cut off in its signature", whole[..whole.len() - 9].into()),
        ("cut off in its claims", whole[..80].to_owned()),
        (
            "elided",
            format!("invalid token: {}, error: x", &whole[..60]),
        ),
        (
            "only its beginning is left",
            format!("livekit token: {}...", &whole[..60]),
        ),
        (
            "encrypted",
            "wss://demo.livekit.cloud eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..c3Rv.ZW5j.dGFn"
                .to_owned(),
        ),
        ("of another issuer", to_livekit(&foreign)),
        ("of nobody", to_livekit(&unnamed)),
        (
            "with an invisible character",
            beside_its_pair(&format!("{}\u{200b}{}", &whole[..50], &whole[50..])),
        ),
    ]
    .map(|(name, paste): (&str, String)| Case::new(name, paste))
    .into()
}

fn broken_tokens() -> Vec<Case> {
    let whole = token(&claims(), SECRET);
    let parts: Vec<&str> = whole.split('.').collect();
    let [header, payload, signature] = [parts[0], parts[1], parts[2]];
    let of_payload = |text: &str| {
        format!(
            "{header}.{}.{signature}",
            base64url::encode(text.as_bytes())
        )
    };
    let of_header = |text: &str| {
        format!(
            "{}.{payload}.{signature}",
            base64url::encode(text.as_bytes())
        )
    };
    let repeated = signed(
        r#"{"alg":"HS256"}"#,
        &format!(
            r#"{{"iss":"{KEY}","sub":"alice","sub":"bob","exp":{},"video":{{"roomJoin":true,"room":"r"}}}}"#,
            MINTED + 600
        ),
        SECRET.as_bytes(),
    );
    [
        ("two parts", format!("{header}.{payload}")),
        ("four parts", format!("{whole}.{signature}")),
        ("padding", format!("{header}==.{payload}.{signature}")),
        ("padding at the end", format!("{whole}=")),
        (
            "standard alphabet",
            format!("{header}.{payload}.+{}", &signature[1..]),
        ),
        (
            "other alphabet",
            format!("{header}.{}*{}.{signature}", &payload[..9], &payload[10..]),
        ),
        (
            "impossible length",
            format!("{header}.{payload}.{signature}AA"),
        ),
        ("short signature", format!("{header}.{payload}.AAAA")),
        ("no signature", format!("{header}.{payload}.")),
        ("header is no JSON", of_header(r#"{"alg":"HS256",}"#)),
        ("claims are no JSON", of_payload(r#"{"iss":"a" "sub":"b"}"#)),
        ("claims end too early", of_payload(r#"{"iss":"a","sub":"#)),
        ("claims are null", of_payload("null")),
        ("claims are true", of_payload("true")),
        ("claims are a number", of_payload("5")),
        ("claims are a string", of_payload("\"x\"")),
        ("claims are an array", of_payload("[]")),
        ("a claim twice", repeated),
        (
            "a claim of another type",
            token(&with("iss", Value::from(5)), SECRET),
        ),
    ]
    .map(|(name, token)| Case::new(name, beside_its_pair(&token)))
    .into()
}
