//! Keys of all forms, their faults, and slips of signatures.

use serde_json::{Value, json};
use why401::key::jwk;
use why401::text::base64url;

use super::Case;
use crate::common::signed;

/// Rows of `key_forms.jsonl` that show each sentence once.
const ROWS: [&str; 22] = [
    "RS256 x5c in header",
    "RS256 spki-pem",
    "RS256 spki-pem-one-line",
    "RS256 env-escaped",
    "RS256 env-double-escaped",
    "RS256 env-base64-of-pem",
    "RS256 bare-base64-der",
    "RS256 pkcs8-private-pem",
    "RS256 openssh",
    "RS256 other key",
    "ES256 jwks",
    "EdDSA spki-pem",
    "ML-DSA-44 jwk",
    "RS256 x509-pem",
    "kid not in the set",
    "kid in the set, other key",
    "HS256 keyed with the RSA public key's PEM text",
    "ES256 signature in DER instead of r||s",
    "PSS signature under alg RS256",
    "PS256 with maximal salt",
    "SHA-256 signature under alg RS512",
    "RS384 spki-pem",
];

fn row(name: &str) -> Value {
    let rows = include_str!("../../vectors/jws-asymmetric/made/key_forms.jsonl").lines();
    let mut rows = rows.map(|row| serde_json::from_str::<Value>(row).unwrap());
    rows.find(|row| row["name"] == name).unwrap()
}

pub(super) fn text(name: &str, member: &str) -> String {
    row(name)[member].as_str().unwrap().to_owned()
}

/// Made by OpenSSL with `-conv_form compressed`.
const COMPRESSED: &str = "-----BEGIN PUBLIC KEY-----\nMDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADjb53UCmrYgsEtG5RsHUUiwcV3ute\nTAenofpuAUqxy1A=\n-----END PUBLIC KEY-----\n";

/// Made by `ssh-keygen -t ecdsa` for this test.
const OPENSSH_PRIVATE: &str = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAaAAAABNlY2RzYS\n1zaGEyLW5pc3RwMjU2AAAACG5pc3RwMjU2AAAAQQTPpvoc6b8/uLH3wGACnHaDNMp3xt8O\nh0MgYOawcSBs66/VyLVOO4v7ADPpWISdj+6GcxngLVI2NaVUSlMH2zRNAAAAoCNWQFQjVk\nBUAAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBM+m+hzpvz+4sffA\nYAKcdoM0ynfG3w6HQyBg5rBxIGzrr9XItU47i/sAM+lYhJ2P7oZzGeAtUjY1pVRKUwfbNE\n0AAAAhAKiMTNkNeHYfJw8MTNG1c/ffSF56bF3gjOE7+5le51lDAAAABEZBS0UBAgM=\n-----END OPENSSH PRIVATE KEY-----\n";

/// Made by OpenSSL with `-no_public`.
const NO_PUBLIC_HALF: &str = "-----BEGIN EC PRIVATE KEY-----\nMDECAQEEILDExWIsJVBg9SHEdfCI8I41uakV4q3+82sYcnuRgyf2oAoGCCqGSM49\nAwEH\n-----END EC PRIVATE KEY-----\n";

/// A row of `slips.jsonl`, as a paste.
fn slip(at: usize) -> String {
    let rows = include_str!("../../vectors/jws-asymmetric/made/slips.jsonl").lines();
    let row: Value = serde_json::from_str(rows.collect::<Vec<_>>()[at]).unwrap();
    format!(
        "{}\n{}",
        row["token"].as_str().unwrap(),
        row["key"].as_str().unwrap()
    )
}

/// A token of ES256 with the halves of its signature swapped.
fn swapped(token: &str) -> String {
    let (input, signed) = token.rsplit_once('.').unwrap();
    let signed = base64url::decode(signed.as_bytes()).unwrap();
    let (r, s) = signed.split_at(32);
    format!("{input}.{}", base64url::encode(&[s, r].concat()))
}

/// Two keys with each other's thumbprint, and a token that names one of them.
fn exchanged(one: &str, other: &str) -> String {
    let print = |key: &str| jwk::find(key, &[])[0].public().unwrap().thumbprint();
    let with = |key: &str, kid: &str| {
        let mut key: Value = serde_json::from_str(key).unwrap();
        key["kid"] = kid.into();
        key
    };
    let kid = print(other);
    let header = json!({"alg": "ES256", "kid": &kid}).to_string();
    let token = signed(&header, r#"{"iss":"https://issuer.example.com/"}"#, b"FAKE");
    let keys = json!({"keys": [with(one, &kid), with(other, "b")]});
    format!("{token}\n{keys}")
}

/// The keys of a group of Wycheproof.
fn group(comment: &str) -> String {
    let file = include_str!("../../vectors/jose/json_web_key_test.json");
    let file: Value = serde_json::from_str(file).unwrap();
    let mut groups = file["testGroups"].as_array().unwrap().iter();
    let group = groups.find(|group| group["comment"] == comment).unwrap();
    group.get("public").unwrap_or(&group["private"]).to_string()
}

/// A token without the last characters of its signature.
fn shorter(token: &str, by: usize) -> String {
    token[..token.len() - by].to_owned()
}

/// The key of a row of `key_wrappings.jsonl`.
fn wrapped(name: &str) -> String {
    let rows = include_str!("../../vectors/jws-asymmetric/made/key_wrappings.jsonl").lines();
    let mut rows = rows.map(|row| serde_json::from_str::<Value>(row).unwrap());
    let row = rows.find(|row| row["name"] == name).unwrap();
    row["key"].as_str().unwrap().to_owned()
}

/// A token of another service that this secret made.
fn of_secret(secret: &[u8]) -> String {
    let claims = r#"{"iss":"https://issuer.example.com/"}"#;
    signed(r#"{"alg":"HS256"}"#, claims, secret)
}

/// When the tokens and certificates of the rows were made.
pub(super) const MADE: f64 = 1_795_973_500.0;

#[allow(clippy::too_many_lines, reason = "a table")]
pub fn cases() -> Vec<Case> {
    let token = |name| text(name, "token");
    let key = |name| text(name, "key");
    let rsa = || key("RS256 spki-pem");
    let private = || key("RS256 pkcs8-private-pem");
    let jwk = |member: &str, value: Value| {
        let mut jwk: Value = serde_json::from_str(&key("RS256 jwk")).unwrap();
        jwk[member] = value;
        jwk.to_string()
    };
    let ec = |member: &str, value: Value| {
        let mut jwk: Value = serde_json::from_str(&key("ES256 jwk")).unwrap();
        jwk[member] = value;
        jwk.to_string()
    };
    let rows = ROWS
        .iter()
        .map(|name| (*name, format!("{}\n{}", token(name), key(name))));
    let set = |one: &str, other: &str| format!("{{\"keys\":[{one},{other}]}}");
    let cut = rsa();
    let others = [
        ("a key alone", rsa()),
        ("a private key alone", private()),
        ("an Ed448 key alone", key("Ed448 spki-pem")),
        ("cut off", cut[..cut.len() / 2].to_owned()),
        ("not readable", "-----BEGIN PUBLIC KEY-----\nAAAAAAAAAAAAAAAAAAAAAAAA\n-----END PUBLIC KEY-----\n".into()),
        ("a request", "-----BEGIN CERTIFICATE REQUEST-----\nMIIBAAAAAAAAAAAAAAAAAAAA\n-----END CERTIFICATE REQUEST-----\n".into()),
        ("encrypted", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIBAAAAAAAAAAAAAAAAAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n".into()),
        ("X25519", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VuAyEAhSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=\n-----END PUBLIC KEY-----\n".into()),
        ("another curve", ec("crv", "P-224".into())),
        ("off its curve", ec("y", "bow7qb8DcTecp8QCx36SM7HYC2qDqhOug47Sdc87PYU".into())),
        ("a JWK without its modulus", jwk("n", Value::Null)),
        ("e is 1", jwk("e", "AQ".into())),
        ("too short", jwk("n", "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c8".into())),
        ("too long", jwk("n", "qqqq".repeat(683).into())),
        ("without a dash", rsa().replace("-----", "----")),
        ("lines that begin with n", rsa().replace('\n', "n")),
        ("another algorithm", format!("{}\n{}", token("RS256 spki-pem"), key("ES256 spki-pem"))),
        ("a secret for a public key", format!("{}\nSUPABASE_JWT_SECRET=FAKE4f5g6h7j8k9l0q1w2e3r4t5y6u7i8o9p", token("ES256 spki-pem"))),
        ("another set", format!("{}\n{}", token("RS256 jwks"), set(&ec("kid", "a".into()), &ec("kid", "b".into())))),
        ("twice the same", format!("{}\n{}", token("RS256 jwks"), set(&key("RS256 jwk"), &ec("kid", "made-rsa".into())))),
        ("a chain in the wrong order", include_str!("../../vectors/jws-asymmetric/made/chain.pem").into()),
        ("PKCS #1 under PS256", slip(0)),
        ("another hash under PS256", slip(1)),
        (
            "r and s swapped",
            format!(
                "{}\n{}",
                swapped(&token("ES256 spki-pem")),
                key("ES256 spki-pem")
            ),
        ),
        (
            "identifiers exchanged",
            exchanged(&key("ES256 jwk"), &key("RS256 jwk")),
        ),
        ("a compressed point", COMPRESSED.into()),
        ("a private key alone, without its public half", NO_PUBLIC_HALF.into()),
        ("ROCA", group("jws_rsa_roca_key")),
        ("a short secret", group("HS256")),
        ("no key for it", token("RS256 spki-pem")),
        ("cut off in its signature", shorter(&token("RS256 spki-pem"), 60)),
        ("cut off in its signature of a curve", shorter(&token("ES256 spki-pem"), 8)),
        ("a signature that somebody removed", shorter(&token("ES256 spki-pem"), 80)),
        (
            "a key that fits beside a complaint",
            format!(
                "JsonWebTokenError: invalid signature\n{}\n{}",
                token("RS256 spki-pem"),
                rsa()
            ),
        ),
        (
            "a key that does not fit beside a complaint",
            format!(
                "JsonWebTokenError: invalid signature\n{}\n{}",
                token("RS256 other key"),
                key("RS256 other key")
            ),
        ),
        (
            "a key that OpenSSL cannot read",
            format!(
                "error:1E08010C:DECODER routines::unsupported\n{}",
                key("RS256 env-escaped")
            ),
        ),
        ("a private JWK", key("RS256 jwk-private")),
        ("a private key in XML", wrapped("XML of .NET, private")),
        ("an RSA key with percent escapes", wrapped("percent escapes")),
        (
            "a private key in hex",
            format!("{}\n{}", token("EdDSA spki-pem"), wrapped("Ed25519, private, in hex")),
        ),
        ("a private key of OpenSSH", OPENSSH_PRIVATE.into()),
        (
            "a shared secret that does not fit",
            format!("{}\nJWT_SECRET_KEY=FAKEq1w2e3r4t5y6u7i8o9p0", of_secret(b"FAKE of another")),
        ),
        (
            "a shared secret that was decoded",
            format!("{}\nJWT_SECRET=RkFLRSBvZiBiYXNlNjQgLSAxMjM0NTY3ODkw", of_secret(b"FAKE of base64 - 1234567890")),
        ),
        (
            "a shared secret with quotes",
            format!("{}\nJWT_SECRET=FAKEq1w2e3r4t5y6u7i8o9p0", of_secret(b"\"FAKEq1w2e3r4t5y6u7i8o9p0\"")),
        ),
        (
            "a key set without a key",
            format!("{}\n{{\"keys\": []}}", token("RS256 spki-pem")),
        ),
        (
            "a key without a name, which a library missed",
            format!(
                "JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set\n{}\n{{\"keys\":[{}]}}",
                token("RS256 jwk"),
                jwk("kid", Value::Null)
            ),
        ),
        (
            "a key for encryption",
            format!("{}\n{}", token("RS256 jwk"), jwk("use", "enc".into())),
        ),
        (
            "a key with the label of another form",
            format!(
                "Error: error:068000A8:asn1 encoding routines::wrong tag\n{}",
                rsa().replace("PUBLIC KEY", "RSA PUBLIC KEY")
            ),
        ),
        ("a certificate later", format!("{}\n{}", token("RS256 x509-pem"), key("RS256 x509-pem"))),
    ];
    let others = others
        .into_iter()
        .map(|(name, paste)| Case::new(name, paste).at(MADE));
    let mut cases: Vec<Case> = rows
        .map(|(name, paste)| Case::new(name, paste).at(MADE))
        .chain(others)
        .collect();
    if let Some(last) = cases.last_mut() {
        last.known.now.0 += 20.0 * 365.25 * 86_400.0;
    }
    cases
}
