//! The JOSE header as go-jose reads it (shared.go, jwk.go): of keys and certificates, only public ones are accepted.

use super::*;

/// An Ed25519 key, a certificate with it, a point on each curve, and an RSA modulus; all made for these tests.
const ED25519: &str = "iweQp_CS_vvdfmipwsMRk7Vtg50uCntFq3Gj6G_o1Rg";
const CERTIFICATE: &str = "MIHFMHmgAwIBAgIBATAFBgMrZXAwDDEKMAgGA1UEAxMBazAgFw03MDAxMDEwMDAwMDBaGA8yMDk2MTAwMjA3MDY0MFowDDEKMAgGA1UEAxMBazAqMAUGAytlcAMhAIsHkKfwkv773X5oqcLDEZO1bYOdLgp7Ratxo+hv6NUYMAUGAytlcANBAEZn27omuCWEIX/FAKyoVDbtjTIhayzQ3At8NupgGpIYWtyr6FgAM7QiQtUY0EwSCrETq3eIZU82S6LyTs3lWw0=";
/// Others, whose base64 has no padding and two characters of it.
const UNPADDED: &str = "MIHGMHqgAwIBAgICAQEwBQYDK2VwMAwxCjAIBgNVBAMTAWswIBcNNzAwMTAxMDAwMDAwWhgPMjA5NjEwMDIwNzA2NDBaMAwxCjAIBgNVBAMTAWswKjAFBgMrZXADIQDqSmxj4pxSCr71UHsTLsX5lUd2rr6+e5JCHuppFEbSLDAFBgMrZXADQQCCgCtI2qcYQpyWkqrDOwcpss8RV0YEWOeWMXmOJ5mgVDBu6ZEcMh77PpDn6NVP/B/Yszpu84egtiiIHw9VC0sJ";
const TWICE_PADDED: &str = "MIHHMHugAwIBAgIDAQEBMAUGAytlcDAMMQowCAYDVQQDEwFrMCAXDTcwMDEwMTAwMDAwMFoYDzIwOTYxMDAyMDcwNjQwWjAMMQowCAYDVQQDEwFrMCowBQYDK2VwAyEA6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iwwBQYDK2VwA0EAey7HucC4f8W5DAwUrsOJLmuVMzhWUlJZb0+JDNjuTCBNaUlB4UkfnDAUG13tFaurekEAKfZ7loCTeUJ1qIm2DQ==";
/// One of more than 255 bytes.
const LONG: &str = "MIIBFDCBx6ADAgECAgEBMAUGAytlcDAzMTEwLwYDVQQDEyhra2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2trMCAXDTcwMDEwMTAwMDAwMFoYDzIwOTYxMDAyMDcwNjQwWjAzMTEwLwYDVQQDEyhra2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2trMCowBQYDK2VwAyEA6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iwwBQYDK2VwA0EA8CsjUlnmErKKw3dY2lYLJrrlB7JwC454oSipWGau3Gy5jXOWlrCLUK543eD0M5IOtg5xcB/Czxge1RWB9H9HAg==";
const POINTS: [[&str; 3]; 3] = [
    [
        "P-256",
        "DyOIhNDg3HN_DsmUc28jAbn-aIJTxBsfKewPhu244tc",
        "lspKakgZsMKJKiCIKQJYEZRIptibYlmN60EuJ25dHdc",
    ],
    [
        "P-384",
        "i6EelE72nL1dccFGyLHz673i1nX6Q603T2IZdSjG8yICnsl8yG4BFCdglIB7wDnD",
        "WZee-7QlnsSA0wIFsTdMwYssGqydUw9MzjCfyI75asfnVYUiIPCDbq1sQ0kiUeI9",
    ],
    [
        "P-521",
        "AJn1rmzp3tlWMN86Gk5ZqNPRvwcwhoyL3LHBGFe1-m3sZkpExgHea5stcyEozxOWOMjP9M1AKMEpOGLLU1Z2O1qP",
        "AZdqj8_WAi8-BvKGIWMrQzr5pJVaLQ43yfGq4i4penb2yr8x09fECIvI7V1I6opjbCMZ1BGazIvkh4Nr-wQt1YEk",
    ],
];

/// Whether v1.8.4 accepts a token with this in its header.
fn takes(name: &str, value: &Value) -> bool {
    takes_text(name, &value.to_string())
}

fn takes_text(name: &str, json: &str) -> bool {
    let token = unsigned(&format!(r#"{{"alg":"HS256","{name}":{json}}}"#), &claims());
    let ask = Question::get("/rtc/validate").with("Authorization", &format!("Bearer {token}"));
    let (_, body) = ask.ask(&Keys::Assumed, v(8, 4), NOW);
    assert!(
        body == "success" || body == "invalid authorization token",
        "{body}"
    );
    body == "success"
}

/// If the secrets are not known, a signature of the right length fits (`DetachedVerify`, signing.go, accepts any HMAC).
#[test]
fn names_an_algorithm_with_a_signature_of_this_length() {
    let crypto = "error in cryptographic primitive";
    for (algorithm, characters) in [("HS256", 43), ("HS384", 64), ("HS512", 86), ("RS256", 0)] {
        for found in [43, 64, 86] {
            let token = unsigned(&json!({"alg": algorithm}).to_string(), &claims());
            let input = token.rsplit_once('.').unwrap().0;
            let token = format!("{input}.{}", "A".repeat(found));
            let ask =
                Question::get("/rtc/validate").with("Authorization", &format!("Bearer {token}"));
            let (_, body) = ask.ask(&Keys::Assumed, v(8, 4), NOW);
            let expected = if found == characters {
                "success"
            } else {
                crypto
            };
            assert!(body.ends_with(expected), "{algorithm}, {found}: {body}");
        }
    }
}

/// A key with other members in place of some of its own.
fn with(key: &Value, changes: &Value) -> Value {
    let mut key = key.clone();
    for (name, value) in changes.as_object().unwrap() {
        key[name] = value.clone();
    }
    key
}

#[test]
fn holds_only_public_keys() {
    let edwards = json!({"kty": "OKP", "crv": "Ed25519", "x": ED25519});
    let rsa = json!({"kty": "RSA", "n": ED25519, "e": "AQAB"});
    let mut keys = vec![edwards.clone(), rsa.clone()];
    keys.extend(POINTS.map(|[crv, x, y]| json!({"kty": "EC", "crv": crv, "x": x, "y": y})));
    for key in &keys {
        assert!(takes("jwk", key), "{key}");
        for (name, value) in key.as_object().unwrap() {
            // `null` counts as absent.
            assert!(
                !takes("jwk", &with(key, &json!({name: null}))),
                "{key} without {name}"
            );
            for wrong in [json!(1), json!([value]), json!("*")] {
                assert!(
                    !takes("jwk", &with(key, &json!({name: wrong}))),
                    "{key} with {name} {wrong}"
                );
            }
        }
        // Others may have any value of their type.
        for (name, good, bad) in [
            ("use", json!("sig"), json!(1)),
            ("kid", json!("k"), json!(["k"])),
            ("alg", json!("EdDSA"), json!({})),
            ("key_ops", json!(1), json!(null)),
            ("q", json!("AA"), json!("A")),
            ("x5c", json!([]), json!([1])),
            ("ext", json!({"a": 1}), json!(null)),
        ] {
            assert!(
                takes("jwk", &with(key, &json!({name: good}))),
                "{key} with {name}"
            );
            let is_any = bad.is_null();
            assert_eq!(
                takes("jwk", &with(key, &json!({name: bad}))),
                is_any,
                "{key} with a bad {name}"
            );
        }
        assert!(
            !takes("jwk", &with(key, &json!({"d": "AQAB"}))),
            "{key} with its private part"
        );
    }
    let members = format!(r#""kty":"OKP","crv":"Ed25519","x":"{ED25519}","ext":1"#);
    assert!(takes_text("jwk", &format!("{{{members}}}")));
    for repeated in [r#""kty":"OKP""#, r#""ext":1"#] {
        assert!(
            !takes_text("jwk", &format!("{{{members},{repeated}}}")),
            "{repeated}"
        );
    }
    for other in [
        json!({}),
        json!([]),
        json!("key"),
        json!({"kty": "oct", "k": ED25519}),
        with(&edwards, &json!({"crv": "X25519"})),
        with(&edwards, &json!({"kty": "EC"})),
        with(&rsa, &json!({"e": "AAAA"})),
        with(&keys[2], &json!({"crv": "P-384"})),
        with(&keys[2], &json!({"x": ""})),
        with(&keys[2], &json!({"y": POINTS[1][2]})),
    ] {
        assert!(!takes("jwk", &other), "{other}");
    }
}

/// As bytes or in hexadecimal digits; SHA-1 has 20 bytes and SHA-256 has 32.
#[test]
fn holds_thumbprints_of_the_right_size() {
    let key = json!({"kty": "OKP", "crv": "Ed25519", "x": ED25519});
    for (name, size) in [("x5t", 20), ("x5t#S256", 32)] {
        for (bytes, is_taken) in [
            (vec![], true),
            (vec![7; size], true),
            (vec![7; size - 1], false),
            (vec![b'a'; 2 * size], true),
            (vec![b'g'; 2 * size], false),
            (vec![b'a'; 2 * size + 2], false),
        ] {
            let thumbprint = base64url::encode(&bytes);
            let key = with(&key, &json!({name: thumbprint}));
            assert_eq!(takes("jwk", &key), is_taken, "{key}");
        }
        assert!(!takes("jwk", &with(&key, &json!({name: "*"}))));
    }
}

#[test]
fn holds_certificates_in_padded_base64() {
    let (start, end) = CERTIFICATE.split_at(64);
    for certificate in [CERTIFICATE.to_owned(), format!("{start}\r\n{end}")] {
        assert!(takes("x5c", &json!([certificate])), "{certificate}");
    }
    assert!(takes(
        "x5c",
        &json!([CERTIFICATE, UNPADDED, TWICE_PADDED, LONG])
    ));
    assert!(takes("x5c", &json!([])));
    for wrong in [
        CERTIFICATE.trim_end_matches('=').to_owned(),
        CERTIFICATE.replace('+', "-"),
        CERTIFICATE.replace('/', "_"),
        CERTIFICATE[..64].to_owned(),
        format!("{CERTIFICATE}AAAA"),
        format!("{UNPADDED}=="),
        format!("{UNPADDED}===="),
        format!("{start} {end}"),
        format!("{start}={end}"),
        String::new(),
        "AAAA".to_owned(),
    ] {
        assert!(!takes("x5c", &json!([wrong])), "{wrong}");
        assert!(!takes("x5c", &json!([CERTIFICATE, wrong])), "{wrong}");
    }
    // A length of no bytes means the indefinite form, which DER does not have (X.690 section 10.1).
    let endless = [&[0x30, 0x80, 0x30, 0, 0x30, 0, 3, 122][..], &[0; 122]].concat();
    let text = base64url::encode(&endless)
        .replace('-', "+")
        .replace('_', "/");
    assert!(!takes("x5c", &json!([text + "=="])));
    for wrong in [json!(CERTIFICATE), json!([1]), json!({})] {
        assert!(!takes("x5c", &wrong), "{wrong}");
    }
}

#[test]
fn holds_its_names_as_strings() {
    for name in ["kid", "nonce"] {
        assert!(takes(name, &json!("a")));
        assert!(takes(name, &json!(null)));
        for wrong in [json!(1), json!(["a"]), json!({}), json!(true)] {
            assert!(!takes(name, &wrong), "{name} {wrong}");
        }
    }
    assert!(takes("typ", &json!([1])));
    // Decoded numbers must fit a float64; members of a key without a meaning are not decoded.
    let huge: Value = serde_json::from_str("1e400").unwrap();
    assert!(!takes("typ", &huge));
    assert!(!takes("typ", &json!([huge])));
    let key = json!({"kty": "OKP", "crv": "Ed25519", "x": ED25519, "ext": huge});
    assert!(takes("jwk", &key));
}

#[test]
fn names_extensions_that_must_be_understood() {
    let unmarshal = |found: &str, wanted: &str| {
        format!("json: cannot unmarshal {found} into Go value of type {wanted}")
    };
    let crypto = "go-jose/go-jose: error in cryptographic primitive";
    for (critical, expected) in [
        (json!(null), "success"),
        (json!([]), "success"),
        (json!(["b64", "b64"]), "success"),
        (json!(["b64", "exp"]), crypto),
        (json!([null]), crypto),
        (json!("b64"), &unmarshal("string", "[]string")),
        // Of several elements the first one counts, but a number ends the decoding.
        (json!([true, {}]), &unmarshal("bool", "string")),
        (json!(["exp", {}, 1]), &unmarshal("number", "string")),
        (json!([[1], true]), &unmarshal("array", "string")),
    ] {
        let header = json!({"alg": "HS256", "crit": critical}).to_string();
        let token = unsigned(&header, &claims());
        let ask = Question::get("/rtc/validate").with("Authorization", &format!("Bearer {token}"));
        let (_, body) = ask.ask(&Keys::Assumed, v(8, 4), NOW);
        assert_eq!(
            body.rsplit(", error: ").next(),
            Some(expected),
            "{critical}"
        );
    }
}
