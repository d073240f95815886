//! JOSE headers: algorithms, and members that a library reads, ignores or refuses.

use super::text::{self, quoted};
use super::{Draft, jwk};
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

/// Another algorithm, with its signature if it is an HMAC.
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
            "jwk" if !random.one_in(8) => jwk::key(random),
            "crit" if !random.one_in(4) => random.pick(&CRITICAL).into(),
            "b64" if !random.one_in(4) => {
                random.pick(&[&b"false"[..], b"true", b"null", b"0"]).into()
            }
            "x5c" if !random.one_in(4) => jwk::chain(random),
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

/// A key or a certificate, which go-jose validates.
pub fn key(random: &mut Random, draft: &mut Draft) {
    let member = if random.one_in(4) {
        (quoted("x5c"), jwk::chain(random))
    } else {
        (quoted("jwk"), jwk::key(random))
    };
    draft.header.push(member);
}
