//! The two values that the text of a refusal tells: the one that is expected, and the one of the token.

use std::sync::LazyLock;

use super::{Claim, Expectation, MOST, is_withheld};
use crate::text::needles::Hit;
use crate::text::{Needles, Span};

/// A text that refuses a token, the claim that it is about, and what precedes the expected value and the one of the token.
type Refusal = (&'static str, Claim, &'static str, &'static str);

/// Texts that tell both values: of Keycloak, firebase-admin, go-oidc, ruby-jwt, openid-client, jose4j, okta-jwt-verifier, Nimbus,
/// Microsoft.IdentityModel, oauth2-proxy.
const REFUSALS: [Refusal; 14] = [
    (
        "Invalid token issuer. Expected",
        Claim::Issuer,
        "Expected",
        "but was",
    ),
    (
        "\"aud\" (audience) claim. Expected",
        Claim::Audience,
        "Expected",
        "but got",
    ),
    (
        "\"iss\" (issuer) claim. Expected",
        Claim::Issuer,
        "Expected",
        "but got",
    ),
    (
        "oidc: expected audience",
        Claim::Audience,
        "audience",
        " got",
    ),
    (
        "issued by a different provider, expected",
        Claim::Issuer,
        "expected",
        " got",
    ),
    (
        "Invalid issuer. Expected",
        Claim::Issuer,
        "Expected",
        "received",
    ),
    (
        "Invalid audience. Expected",
        Claim::Audience,
        "Expected",
        "received",
    ),
    ("unexpected iss value", Claim::Issuer, ", expected ", "got:"),
    (
        "Issuer (iss) claim value",
        Claim::Issuer,
        "expected value of",
        "claim value",
    ),
    (
        "Audience (aud) claim [",
        Claim::Audience,
        "Expected",
        "claim",
    ),
    (
        "JWT aud claim has value",
        Claim::Audience,
        "must be",
        "has value",
    ),
    (
        "JWT iss claim has value",
        Claim::Issuer,
        "must be",
        "has value",
    ),
    ("IDX10214", Claim::Audience, "ValidAudience:", "Audiences:"),
    ("IDX10205", Claim::Issuer, "ValidIssuer:", "Issuer:"),
];

static TOLD: LazyLock<Needles> = LazyLock::new(|| Needles::exact(REFUSALS.map(|(text, ..)| text)));

/// The most characters of a text that tells both values.
const TEXT: usize = 800;

/// Finds what the texts tell that refuse a token: the expected value, and the one of the token.
pub fn told(text: &str) -> Vec<Expectation> {
    let hits = TOLD.hits(text).take(MOST);
    let read = |hit: Hit| {
        let (_, claim, before_expected, before_actual) = REFUSALS[hit.needle];
        let rest = &text[hit.span.start..text.floor_char_boundary(hit.span.start + TEXT)];
        let behind = |words: &str| quoted(&rest[rest.find(words)? + words.len()..]);
        let (expected, actual) = (behind(before_expected)?, behind(before_actual)?);
        let start = hit.span.start + rest.find(expected)?;
        Some(Expectation {
            claim,
            values: vec![expected.to_owned()],
            told: Some(actual.to_owned()),
            span: Span::new(start, start + expected.len()),
        })
    };
    hits.filter_map(read).collect()
}

/// The value at the start of a text, in any quotes or brackets; `None` if there is none.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', '[', '(', '\\']);
    let of_end = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']');
    let value = match text.strip_prefix(['"', '\'', '`']) {
        Some(rest) => rest.split([text.chars().next()?, '\n']).next()?,
        None => text.split(of_end).next()?,
    };
    let value = value.trim_end_matches(['\\', '.']);
    let is_none = matches!(value, "" | "undefined" | "System.String") || is_withheld(value);
    (!is_none).then_some(value)
}
