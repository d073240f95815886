//! JOSE headers: algorithms, and members that a library reads, ignores or refuses.

use super::Draft;
use super::text::{self, quoted};
use crate::random::Random;
use crate::recipe::{Hash, Over};

const ALGORITHMS: [&str; 28] = [
    "HS256",
    "HS384",
    "HS512",
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "none",
    "None",
    "NONE",
    "hs256",
    "HS-256",
    "HS257",
    "",
    "HS256 ",
    " HS256",
    "A128KW",
    "dir",
    "Ed25519",
    "ES256K",
    "\\u0048S256",
    "HS256\\u0000",
];

const NAMES: [&str; 26] = [
    "typ", "cty", "kid", "nonce", "jwk", "x5c", "crit", "b64", "zip", "enc", "jku", "x5u", "x5t",
    "x5t#S256", "epk", "apu", "apv", "iv", "tag", "p2c", "p2s", "iat", "url", "x", "ALG", "Kid",
];

/// Public keys and nearly such, for `jwk`.
const KEYS: [&str; 16] = [
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    r#"{"kty":"oct","k":"AAAA"}"#,
    r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#,
    r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc","e":"AQAB"}"#,
    r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
    r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}"#,
    r#"{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}"#,
    r#"{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUR"}"#,
    r#"{"kty":"OKP","crv":"Ed25519"}"#,
    r#"{"kty":"RSA","n":"AQAB"}"#,
    r#"{"kty":"RSA","n":"AQAB","e":"AQAB","use":"sig","kid":"k","alg":"RS256"}"#,
    r#"{"kty":"RSA","n":"AQAB","e":"AQAB","kid":1}"#,
    r#"{"kty":"RSA","n":"AQ=AB","e":"AQAB"}"#,
    r#"{"kty":"rsa"}"#,
    "{}",
];

const CRITICAL: [&str; 14] = [
    "[]",
    r#"["b64"]"#,
    r#"["exp"]"#,
    r#"["b64","b64"]"#,
    r#"["b64","exp"]"#,
    "[null]",
    r#"["b64",null]"#,
    "null",
    r#""b64""#,
    "[1]",
    r#"["b64",1]"#,
    r#"[1,"exp"]"#,
    "{}",
    "[[]]",
];

/// Another algorithm, signed as it says where that is an HMAC.
pub fn algorithm(random: &mut Random, draft: &mut Draft) {
    let name = match random.below(3) {
        0 => random.pick(&ALGORITHMS[..3]),
        _ => random.pick(&ALGORITHMS),
    };
    draft.hash = match name {
        "HS384" => Hash::Sha384,
        "HS512" => Hash::Sha512,
        _ => Hash::Sha256,
    };
    if random.one_in(8) {
        draft.hash = random.pick(&[Hash::Sha256, Hash::Sha384, Hash::Sha512]);
    }
    let value = if random.one_in(8) {
        text::value(random, 1)
    } else {
        quoted(name)
    };
    let at = draft.header.iter().position(|(name, _)| name == b"\"alg\"");
    match at {
        Some(at) if random.one_in(12) => _ = draft.header.remove(at),
        Some(at) if random.one_in(12) => draft.header[at].0 = text::misspelled(random, "alg"),
        Some(at) => draft.header[at].1 = value,
        None => draft.header.push((quoted("alg"), value)),
    }
}

/// One or two more members.
pub fn members(random: &mut Random, draft: &mut Draft) {
    for _ in 0..=random.below(2) {
        let name = random.pick(&NAMES);
        let value = match name {
            "jwk" if !random.one_in(4) => random.pick(&KEYS).into(),
            "crit" if !random.one_in(4) => random.pick(&CRITICAL).into(),
            "b64" if !random.one_in(4) => {
                random.pick(&[&b"false"[..], b"true", b"null", b"0"]).into()
            }
            "x5c" if !random.one_in(4) => random
                .pick(&[
                    &b"[]"[..],
                    b"null",
                    b"[\"\"]",
                    b"[null]",
                    b"[\"AAAA\"]",
                    b"[1]",
                ])
                .into(),
            _ => text::value(random, 2),
        };
        if name == "b64" && random.one_in(2) {
            draft.over = Over::RawPayload;
            if random.one_in(2) {
                draft.header.push((quoted("crit"), b"[\"b64\"]".to_vec()));
            }
        }
        let name = if random.one_in(12) {
            text::misspelled(random, name)
        } else {
            quoted(name)
        };
        let at = random.below(draft.header.len() + 1);
        draft.header.insert(at, (name, value));
    }
    if random.one_in(10) {
        let again = draft.header[random.below(draft.header.len())].clone();
        draft.header.push(again);
    }
}
