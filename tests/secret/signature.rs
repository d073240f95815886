//! HMAC and the JWS compact serialization against public test vectors.

use serde_json::Value;
use why401::secret::signature::verify;
use why401::text::base64url;
use why401::token::jws::Jws;

fn cases(file: &str) -> Vec<Value> {
    let vectors: Value = serde_json::from_str(file).unwrap();
    vectors["cases"].as_array().unwrap().clone()
}

fn hex(value: &Value) -> Vec<u8> {
    let digits = value.as_str().unwrap();
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

#[test]
fn hmac_agrees_with_wycheproof() {
    let cases = cases(include_str!("../vectors/hmac.json"));
    assert!(cases.len() > 200);
    for case in cases {
        let alg = case["alg"].as_str().unwrap();
        let found = verify(
            alg,
            &hex(&case["key"]),
            &hex(&case["message"]),
            &hex(&case["tag"]),
        );
        assert_eq!(
            found,
            case["valid"].as_bool().unwrap(),
            "{alg}: {}",
            case["comment"]
        );
    }
}

#[test]
fn jws_agrees_with_wycheproof_and_rfc_7515() {
    let cases = cases(include_str!("../vectors/jws.json"));
    assert!(cases.len() > 35);
    for case in cases {
        // Where readers may differ, ours follows Go: no foreign character (RFC 7515 section 2), but any unused bits at
        // the end of a segment (RFC 4648 section 3.5).
        let comment = case["comment"].as_str().unwrap();
        let differs = [
            "InvalidCharacterInsertedIn",
            "MacOfIncorrectlyEncodedMessage",
        ];
        if differs.iter().any(|known| comment.contains(known)) {
            continue;
        }
        let jws = Jws::read(case["token"].as_str().unwrap().to_owned());
        let secret = base64url::decode(case["k"].as_str().unwrap().as_bytes()).unwrap();
        let algorithm = jws.algorithm().unwrap_or_default();
        let input = jws.text[jws.signing_input.clone()].as_bytes();
        // Wycheproof's payloads are plain text, so only defects of the segments count.
        let sound = jws
            .defects
            .iter()
            .all(|defect| format!("{defect:?}").contains("Json"));
        let found = sound
            && verify(&algorithm, &secret, input, &jws.signature)
            && Some(algorithm.as_str()) == case["alg"].as_str();
        assert_eq!(
            found,
            case["valid"].as_bool().unwrap(),
            "{}: {:?}",
            case["comment"],
            jws.defects
        );
    }
}
