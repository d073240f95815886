//! Public test vectors: Wycheproof and the RFCs.

use serde_json::{Value, json};
use why401::diagnose;
use why401::key::public::{Curve, PublicKey};
use why401::key::{check::KeyCheck, der, signature};
use why401::report::SignatureState;
use why401::text::NumericDate;

use super::checked;

fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.map(byte).collect()
}

/// Checks all signatures of a file of Wycheproof, with the key of each group in DER.
#[track_caller]
fn assert_signatures(file: &str, algorithm: &str, cases: usize) {
    let file: Value = serde_json::from_str(file).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for group in file["testGroups"].as_array().unwrap() {
        let bytes = hex(group["publicKeyDer"].as_str().unwrap());
        let key = der::read(&bytes).and_then(|read| read.key);
        for case in group["tests"].as_array().unwrap() {
            // JWS has no context.
            if case.get("ctx").is_some() {
                continue;
            }
            count += 1;
            let bytes = |name: &str| hex(case[name].as_str().unwrap());
            let is_accepted = key
                .as_ref()
                .is_ok_and(|key| signature::verify(algorithm, key, &bytes("msg"), &bytes("sig")));
            let is_right = match case["result"].as_str().unwrap() {
                "valid" => is_accepted,
                "invalid" => !is_accepted,
                _ => true,
            };
            if !is_right {
                wrong.push(format!("{} {}", case["tcId"], case["comment"]));
            }
        }
    }
    assert_eq!((count, wrong), (cases, Vec::<String>::new()));
}

macro_rules! wycheproof {
    ($($test:ident $file:literal $algorithm:literal $cases:literal;)*) => {$(
        #[test]
        fn $test() {
            let file = include_str!(concat!("../vectors/jws-asymmetric/wycheproof/", $file));
            assert_signatures(file, $algorithm, $cases);
        }
    )*};
}

wycheproof! {
    rs256_is_right_on_all_of_wycheproof "rsa_signature_2048_sha256_test.json" "RS256" 259;
    rs384_is_right_on_all_of_wycheproof "rsa_signature_3072_sha384_test.json" "RS384" 259;
    ps256_is_right_on_all_of_wycheproof "rsa_pss_2048_sha256_mgf1_32_test.json" "PS256" 108;
    ps384_is_right_on_all_of_wycheproof "rsa_pss_2048_sha384_mgf1_48_test.json" "PS384" 141;
    ps512_is_right_on_all_of_wycheproof "rsa_pss_4096_sha512_mgf1_64_test.json" "PS512" 179;
    es256_is_right_on_all_of_wycheproof "ecdsa_secp256r1_sha256_p1363_test.json" "ES256" 262;
    es384_is_right_on_all_of_wycheproof "ecdsa_secp384r1_sha384_p1363_test.json" "ES384" 280;
    es512_is_right_on_all_of_wycheproof "ecdsa_secp521r1_sha512_p1363_test.json" "ES512" 318;
    es256k_is_right_on_all_of_wycheproof "ecdsa_secp256k1_sha256_p1363_test.json" "ES256K" 252;
    ed25519_is_right_on_all_of_wycheproof "ed25519_test.json" "EdDSA" 151;
}

/// Checks each token of a file of Wycheproof with the JWK or JWKS of its group.
#[track_caller]
fn assert_tokens(file: &str, cases: usize) {
    let file: Value = serde_json::from_str(file).unwrap();
    let exceptions = include_str!("../vectors/jose/exceptions.json");
    let exceptions: Value = serde_json::from_str(exceptions).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for group in file["testGroups"].as_array().unwrap() {
        let key = group.get("public").unwrap_or(&group["private"]);
        let cases = || group["tests"].as_array().unwrap().iter();
        for case in cases() {
            let Some(token) = case["jws"].as_str() else {
                continue;
            };
            count += 1;
            let (_, check) = checked(token, &key.to_string());
            let is_accepted = matches!(check, KeyCheck::Valid { .. });
            let name = format!("{} {}", case["tcId"], case["comment"].as_str().unwrap());
            // The padding that two cases are about was lost when the file was made: the same bytes as those of a valid case are valid.
            let is_marked = cases().any(|one| one["jws"] == token && one["result"] == "valid");
            let is_valid = is_marked && exceptions.get(&name).is_none();
            if is_accepted != is_valid {
                wrong.push(format!("{name} {check:?}"));
            }
        }
    }
    assert_eq!((count, wrong), (cases, Vec::<String>::new()));
}

#[test]
fn the_tokens_of_wycheproof_are_checked_as_they_should_be() {
    assert_tokens(
        include_str!("../vectors/jose/json_web_signature_test.json"),
        401,
    );
}

#[test]
fn the_key_sets_of_wycheproof_are_checked_as_they_should_be() {
    assert_tokens(include_str!("../vectors/jose/json_web_key_test.json"), 26);
    assert_tokens(
        include_str!("../vectors/jose/json_web_crypto_test.json"),
        48,
    );
}

/// RFC 7515 A.1 to A.5 and RFC 8037 A.4.
#[test]
fn the_examples_of_the_rfcs_are_valid() {
    let file = include_str!("../vectors/jose/rfc7515-8037.json");
    let rows: Vec<Value> = serde_json::from_str(file).unwrap();
    assert_eq!(rows.len(), 6);
    for row in rows {
        let (_, check) = checked(row["token"].as_str().unwrap(), &row["jwk"].to_string());
        let is_valid = matches!(check, KeyCheck::Valid { .. });
        assert_eq!(is_valid, row["alg"] != "none", "{}", row["name"]);
    }
}

/// RFC 7520 section 4, in the compact serialization.
#[test]
fn the_signatures_of_the_cookbook_are_valid() {
    for example in [
        include_str!("../vectors/jose/cookbook/4_1.rsa_v15_signature.json"),
        include_str!("../vectors/jose/cookbook/4_2.rsa-pss_signature.json"),
        include_str!("../vectors/jose/cookbook/4_3.ecdsa_signature.json"),
        include_str!("../vectors/jose/cookbook/4_4.hmac-sha2_integrity_protection.json"),
        include_str!("../vectors/jose/cookbook/curve25519-jws.json"),
    ] {
        let example: Value = serde_json::from_str(example).unwrap();
        let token = example["output"]["compact"].as_str().unwrap();
        let (_, check) = checked(token, &example["input"]["key"].to_string());
        let is_valid = matches!(check, KeyCheck::Valid { .. });
        assert!(is_valid, "{} {check:?}", example["title"]);
    }
}

/// RFC 7515 A.6 and A.7, RFC 7520 sections 4.4 to 4.8, RFC 7797 section 4: each signature in JSON that has a protected header.
#[test]
fn the_json_serializations_are_valid() {
    let mut count = 0;
    let mut assert_valid = |jws: &Value, keys: &str| {
        let report = diagnose(&format!("{jws}\n{keys}"), NumericDate(0.0));
        assert!(!report.tokens.is_empty(), "{jws}");
        for token in &report.tokens {
            assert_eq!(token.signature, SignatureState::Valid, "{jws}");
            count += 1;
        }
    };
    let file = include_str!("../vectors/jws-asymmetric/rfc/rfc7515_json_rfc7638.json");
    let rows: Vec<Value> = serde_json::from_str(file).unwrap();
    for row in rows.iter().filter(|row| row.get("jws").is_some()) {
        assert_valid(&row["jws"], &json!({"keys": row["keys"]}).to_string());
    }
    for example in [
        include_str!("../vectors/jose/cookbook/4_6.protecting_specific_header_fields.json"),
        include_str!("../vectors/jose/cookbook/rfc7797-4_2.json"),
        include_str!("../vectors/jose/cookbook/rfc7797-hmac.json"),
    ] {
        let example: Value = serde_json::from_str(example).unwrap();
        let key = example["input"]["key"].to_string();
        assert_valid(&example["output"]["json_flat"], &key);
        assert_valid(&example["output"]["json"], &key);
    }
    assert_eq!(count, 9);
}

/// RFC 7638 section 3.1.
#[test]
fn the_thumbprint_is_that_of_the_rfc() {
    let (keys, _) = checked(
        "e30.e30.",
        r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#,
    );
    let key = keys[0].public().unwrap();
    assert_eq!(
        key.thumbprint(),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
}

#[test]
fn the_names_of_algorithms_and_keys_belong_together() {
    for curve in Curve::ALL {
        let key = PublicKey::Ec {
            curve,
            point: Vec::new(),
        };
        assert!(key.fits(curve.algorithm()));
        assert!(!key.fits("RS256"));
    }
    let key = PublicKey::Ed25519 { key: Vec::new() };
    assert!(key.fits("EdDSA") && key.fits("Ed25519") && !key.fits("Ed448"));
}
