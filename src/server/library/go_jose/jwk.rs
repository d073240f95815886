//! Which `jwk` go-jose accepts in a header: only public keys (`JSONWebKey.UnmarshalJSON`, `Valid`, `IsPublic`, jwk.go).
//!
//! These checks are not modeled, so a key that fails one is accepted where a server answers `invalid authorization
//! token`: whether an elliptic point lies on its curve; whether the certificate in `x5c` holds this very key, and `x5t`
//! and `x5t#S256` are its hashes; whether `x5u` is a URL that `net/url` parses. Up to v1.4.0 square/go-jose also
//! refuses padded buffers and each `x5u` that is a string, and accepts one that is an object.

use super::certificate::is_chain;
use crate::server::go::json as go_json;
use crate::server::refusal::Part;
use crate::text::base64url;
use crate::text::json::{Kind, Value};

const STRINGS: [&str; 8] = ["use", "kty", "kid", "crv", "alg", "x5u", "x5t", "x5t#S256"];
const BUFFERS: [&str; 11] = ["k", "x", "y", "n", "e", "d", "p", "q", "dp", "dq", "qi"];

/// Whether a header may have this key.
pub(super) fn is_public(key: Value) -> bool {
    if key.kind() != Kind::Object || go_json::check_repeats(key, Part::Header).is_err() {
        return false;
    }
    if !key
        .members()
        .all(|(name, value)| has_its_type(&name.string().unwrap_or_default(), value))
    {
        return false;
    }
    let string = |name| key.member(name).and_then(Value::string).unwrap_or_default();
    let buffer = |name| bytes(&key.member(name)?.string()?);
    let is_thumbprint = |name, size| {
        bytes(&string(name)).is_some_and(|bytes| {
            let is_hex = bytes.len() == 2 * size && bytes.iter().all(u8::is_ascii_hexdigit);
            bytes.is_empty() || bytes.len() == size || is_hex
        })
    };
    // With `d` it is a private key, which is refused whether it is valid or not.
    if buffer("d").is_some() || !is_thumbprint("x5t", 20) || !is_thumbprint("x5t#S256", 32) {
        return false;
    }
    match &*string("kty") {
        "RSA" => {
            let exponent = buffer("e").is_some_and(|e| e.iter().any(|&byte| byte != 0));
            exponent && buffer("n").is_some()
        }
        "OKP" => string("crv") == "Ed25519" && buffer("x").is_some(),
        "EC" => {
            let size = match &*string("crv") {
                "P-256" => 32,
                "P-384" => 48,
                "P-521" => 66,
                _ => return false,
            };
            let has_size = |name| buffer(name).is_some_and(|bytes| bytes.len() == size);
            has_size("x") && has_size("y")
        }
        _ => false,
    }
}

fn has_its_type(name: &str, value: Value) -> bool {
    if value.kind() == Kind::Null {
        return true;
    }
    if STRINGS.contains(&name) {
        return value.kind() == Kind::String;
    }
    if BUFFERS.contains(&name) {
        return value.string().is_some_and(|text| bytes(&text).is_some());
    }
    name != "x5c" || is_chain(value)
}

/// Decodes base64url, with or without padding.
fn bytes(text: &str) -> Option<Vec<u8>> {
    base64url::decode(text.trim_end_matches('=').as_bytes()).ok()
}
