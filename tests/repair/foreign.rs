//! The form for a token of another service: its claims as JSON, signed again with the secret of the paste.

use serde_json::json;
use why401::clock::Context;
use why401::repair::panel::{Edit, OwnPair, Panel, Request};
use why401::report::Offer;
use why401::secret::signature::{sign, verify};
use why401::text::{NumericDate, base64url};
use why401::{NotMade, Search, diagnose};

use crate::common::NOW;

const JWT_SECRET: &str = "FAKE-secret-of-another-service-0123456789";

/// A token of Supabase, as its gateway words it.
fn expired() -> String {
    json!({"iss": "https://abc.supabase.co/auth/v1", "sub": "5be8b1", "aud": "authenticated", "role": "authenticated",
        "iat": NOW - 7200.0, "exp": NOW - 3600.0, "app_metadata": {"provider": "email"}})
    .to_string()
}

fn paste(algorithm: &str, claims: &str) -> String {
    let header = json!({"alg": algorithm, "typ": "JWT", "kid": "k1"}).to_string();
    let input = format!(
        "{}.{}",
        base64url::encode(header.as_bytes()),
        base64url::encode(claims.as_bytes())
    );
    let signature = sign(algorithm, JWT_SECRET.as_bytes(), input.as_bytes());
    format!(
        "JWT_SECRET={JWT_SECRET}\n{input}.{}\n",
        base64url::encode(&signature)
    )
}

fn ask(text: &str, request: &Request) -> Result<Panel, NotMade> {
    let mut search = Search::start(text.to_owned(), Context::at(NumericDate(NOW)));
    while search.step() {}
    search.panel(request, NumericDate(NOW))
}

fn typed(claims: &str) -> Request {
    let value = Some(claims.to_owned());
    let edits = vec![Edit {
        claim: String::new(),
        value,
    }];
    Request {
        edits,
        ..Request::default()
    }
}

/// The payload of a token whose signature is right.
fn payload(algorithm: &str, token: &str) -> String {
    let (input, signature) = token.rsplit_once('.').unwrap();
    let signature = base64url::decode(signature.as_bytes()).unwrap();
    assert!(verify(
        algorithm,
        JWT_SECRET.as_bytes(),
        input.as_bytes(),
        &signature
    ));
    let (header, payload) = input.split_once('.').unwrap();
    let header = String::from_utf8(base64url::decode(header.as_bytes()).unwrap()).unwrap();
    assert!(header.contains(algorithm) && header.contains("k1"));
    String::from_utf8(base64url::decode(payload.as_bytes()).unwrap()).unwrap()
}

#[test]
fn each_hmac_signs_again_under_the_same_header() {
    for algorithm in ["HS256", "HS384", "HS512"] {
        let text = paste(algorithm, &expired());
        let offer = diagnose(&text, NumericDate(NOW)).offer;
        assert_eq!(offer, Some(Offer::Edit), "{algorithm}");
        let panel = ask(&text, &Request::default()).unwrap();
        assert!(panel.is_foreign && panel.repairs);
        let made = payload(algorithm, &panel.made.unwrap().token);
        let lives = (NOW + 900.0).to_string();
        let renewed = expired()
            .replace(
                &format!("\"exp\":{}", NOW - 3600.0),
                &format!("\"exp\":{lives}"),
            )
            .replace(
                &format!("\"iat\":{}", NOW - 7200.0),
                &format!("\"iat\":{NOW}"),
            );
        let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(
            parsed(&made)["exp"].as_f64(),
            parsed(&renewed)["exp"].as_f64()
        );
        let changed: Vec<&str> = panel.changes.iter().map(|row| row.claim.as_str()).collect();
        assert_eq!(changed, ["iat", "exp"]);
        assert_eq!(panel.changes[1].why, "It had passed.");
    }
}

#[test]
fn what_is_typed_is_signed_as_it_is() {
    let claims = r#"{ "sub":"someone else",  "aud":"authenticated", "exp":1 }"#;
    let panel = ask(&paste("HS256", &expired()), &typed(claims)).unwrap();
    assert_eq!(payload("HS256", &panel.made.unwrap().token), claims);
    let changed: Vec<&str> = panel.changes.iter().map(|row| row.claim.as_str()).collect();
    assert_eq!(
        changed,
        ["iss", "sub", "role", "iat", "exp", "app_metadata"]
    );
    let request = Request {
        life: Some(60.0),
        ..typed(claims)
    };
    let panel = ask(&paste("HS256", &expired()), &request).unwrap();
    let made = payload("HS256", &panel.made.unwrap().token);
    assert!(
        made.contains(&format!("\"exp\":{} }}", NOW + 60.0)),
        "{made}"
    );
}

#[test]
fn what_is_no_object_is_not_signed() {
    for typed in ["", "[]", "{", "\"text\"", "{\"a\":1,}"].map(typed) {
        let panel = ask(&paste("HS256", &expired()), &typed).unwrap();
        assert!(panel.made.is_none() && panel.refused.is_some());
    }
}

#[test]
fn only_the_secret_that_signed_signs_again() {
    let other =
        paste("HS256", &expired()).replace(JWT_SECRET, "FAKE-secret-of-some-other-service-987654");
    assert_ne!(diagnose(&other, NumericDate(NOW)).offer, Some(Offer::Edit));
    assert!(ask(&other, &Request::default()).is_err());
}

#[test]
fn a_pair_that_was_made_on_the_page_makes_a_token_for_livekit() {
    let request = Request {
        pair: Some(OwnPair {
            key: "APIkey".to_owned(),
            secret: "FAKE-secret".to_owned(),
        }),
        ..Request::default()
    };
    assert!(
        !ask(&paste("HS256", &expired()), &request)
            .unwrap()
            .is_foreign
    );
}

#[test]
fn the_secret_inside_of_a_claim_is_not_shown() {
    let claims =
        json!({"iss": "https://abc.supabase.co/auth/v1", "role": "anon", "note": JWT_SECRET})
            .to_string();
    let panel = ask(&paste("HS256", &claims), &Request::default()).unwrap();
    assert!(
        !serde_json::to_string(&panel.fields)
            .unwrap()
            .contains(JWT_SECRET)
    );
}
