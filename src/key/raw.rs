//! Finds keys of Ed25519 that are only their 32 bytes, in hex or base64. Many other things are as long, so that one is a key only if
//! it made the signature of a token.

use super::public::{ED25519, PublicKey};
use super::signature::{ed25519_public, verify};
use super::{Form, Key, Material};
use crate::text::span::Places;
use crate::text::{Secret, Span, base64url};
use crate::token::Token;

/// The length of a key in hex.
const HEX: usize = 2 * ED25519;

/// The length of a key in base64, without and with padding.
const BASE64: [usize; 2] = [43, 44];

/// The maximum number of words that are tried: each costs two signatures.
const TRIED: usize = 8;

/// Finds the keys that made the signature of one of the tokens, outside of the places that are taken.
pub fn find(text: &str, tokens: &[Token], taken: &Places) -> Vec<Key> {
    let is_eddsa = |token: &&Token| {
        let algorithm = token.jws.algorithm();
        matches!(algorithm.as_deref(), Some("EdDSA" | "Ed25519"))
    };
    let Some(Token { jws, .. }) = tokens.iter().find(is_eddsa) else {
        return Vec::new();
    };
    let input = &jws.text.as_bytes()[jws.signing_input.clone()];
    let made = |key: &PublicKey| verify("EdDSA", key, input, &jws.signature);
    let mut keys = Vec::new();
    let candidates = words(text).filter(|span| !taken.overlap(*span));
    let candidates = candidates.filter_map(|span| Some((span, bytes(span.of(text))?)));
    for (span, bytes) in candidates.take(TRIED) {
        let private = ed25519_public(&bytes).filter(&made);
        let is_private = private.is_some();
        let public = PublicKey::Ed25519 { key: bytes };
        let Some(public) = private.or(Some(public).filter(&made)) else {
            continue;
        };
        let word = || Secret::new(span.of(text).to_owned());
        keys.push(Key {
            form: Form::RawEd25519,
            material: Ok(Material::Public(public)),
            kid: None,
            algorithm: None,
            other_use: None,
            is_private,
            private_members: is_private.then(word).into_iter().collect(),
            writing: None,
            certificate: None,
            text: None,
            span,
        });
    }
    keys
}

/// The words of a text that are as long as a key.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=');
    let parts = text.split_inclusive(move |c| !of_word(c));
    let words = parts.scan(0, move |at, part| {
        let start = *at;
        *at += part.len();
        Some((start, part.trim_end_matches(|c| !of_word(c))))
    });
    words.filter_map(|(start, word)| {
        // `KEY=…` and `0x…` are one word.
        let name = word.trim_end_matches('=').rfind('=').map_or(0, |at| at + 1);
        let value = word[name..].strip_prefix("0x").unwrap_or(&word[name..]);
        let is_key = value.len() == HEX || BASE64.contains(&value.len());
        let end = start + word.len();
        is_key.then(|| Span::new(end - value.len(), end))
    })
}

/// The bytes of a word, if they are as many as a key has.
fn bytes(word: &str) -> Option<Vec<u8>> {
    let bytes = if word.len() == HEX {
        let digits = word.as_bytes().chunks(2);
        let digits =
            digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        digits.collect::<Option<Vec<u8>>>()?
    } else {
        let unpadded = base64url::from_standard(word.trim_end_matches('=').as_bytes());
        base64url::decode(&unpadded).ok()?
    };
    (bytes.len() == ED25519).then_some(bytes)
}
