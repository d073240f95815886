//! Settings for the secret of a JWT, such as `SUPABASE_JWT_SECRET`, which are no pair of key and secret.

use crate::diagnosis::evidence::Evidence;
use crate::key::check::KeyCheck;
use crate::secret::signature::verify as verify_hmac;
use crate::secret::{self, Signature};
use crate::text::{Span, base64url, needles, steps};

/// The fewest characters of a value that is taken for a secret.
const SHORTEST_SECRET: usize = 16;

/// The most characters of such a value, in bytes.
const LONGEST_SECRET: usize = 512;

/// The most settings whose values are looked at.
const MOST: usize = 100;

/// The names of settings for the secret of a JWT.
const SECRET_NAMES: [&str; 4] = ["jwt_secret", "jwt-secret", "jwt.secret", "jwtsecret"];

/// The places of settings such as `SUPABASE_JWT_SECRET=…` or `JWT_SECRET_KEY: …`, which code may name before.
pub(super) fn jwt_secrets(text: &str) -> impl Iterator<Item = Span> {
    let folded = text.to_ascii_lowercase();
    let ends = SECRET_NAMES.iter().flat_map(|name| {
        let places = needles::places(&folded, name);
        places.map(|at| at + name.len()).collect::<Vec<_>>()
    });
    let mut ends: Vec<usize> = ends.collect();
    ends.sort_unstable();
    ends.into_iter().filter_map(move |start| {
        let rest = &folded[start..];
        let key = rest.strip_prefix(['_', '-', '.']).unwrap_or(rest);
        let start = text.len() - key.strip_prefix("key").unwrap_or(rest).len();
        let value = text[start..].trim_start_matches(['"', '\'', ' ', '=', ':']);
        let at = text.len() - value.len();
        let value = &value[..value.floor_char_boundary(LONGEST_SECRET + 1)];
        let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let length = end.unwrap_or(value.len());
        steps::count(length);
        let is_secret = (SHORTEST_SECRET..=LONGEST_SECRET).contains(&length);
        (at > start && is_secret).then(|| Span::new(at, at + length))
    })
}

/// The place of such a setting whose value is a secret that did not make the signature of a token, which nothing else in the paste checks.
pub fn other_secret(evidence: &Evidence, at: usize) -> Option<Span> {
    let jws = &evidence.tokens[at].jws;
    let algorithm = jws.algorithm()?;
    let is_unchecked = evidence.signatures[at] == Signature::Unchecked
        && evidence.any_jwt.checks[at] == KeyCheck::Unchecked;
    if !is_unchecked || !algorithm.starts_with("HS") || jws.signature.is_empty() {
        return None;
    }
    let is_literal = |span: &Span| {
        let value = span.of(&evidence.text);
        !value.contains(['$', '(', '{', '<', '.']) && !secret::is_placeholder(value)
    };
    let span = jwt_secrets(&evidence.text).take(MOST).find(is_literal)?;
    let value = span.of(&evidence.text);
    let input = &jws.text.as_bytes()[jws.signing_input.clone()];
    // The search for slips may not have seen the setting.
    let decoded = base64url::decode_standard(value.as_bytes()).unwrap_or_default();
    let mut secrets = [value.as_bytes(), &decoded].into_iter();
    let is_made = secrets.any(|secret| verify_hmac(&algorithm, secret, input, &jws.signature));
    (!is_made).then_some(span)
}
