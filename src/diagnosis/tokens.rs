//! The distinct tokens of a paste, and the state of each.

use std::collections::HashMap;

use serde::Serialize;

use crate::server::refusal::LEEWAY;
use crate::text::{NumericDate, Span};
use crate::token::Token;

use super::relevance::is_of_livekit;

/// The state of a token by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TokenState {
    /// It is valid by its times.
    Valid,
    /// It has expired.
    Expired,
    /// It is not valid yet, by more than the leeway.
    NotYetValid,
    /// Its claims cannot be read.
    Unreadable,
    /// It is another service's.
    OtherService,
}

/// The distinct tokens, in order of their first places: for each, the indexes of all its places.
pub fn distinct(tokens: &[Token]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<(&str, bool), usize> = HashMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let group = *known
            .entry((&token.jws.text, token.is_payload))
            .or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(at);
    }
    groups
}

/// The places of a token, wherever the paste has it.
pub fn places(tokens: &[Token], token: &Token) -> Vec<Span> {
    let is_same =
        |other: &&Token| (&other.jws.text, other.is_payload) == (&token.jws.text, token.is_payload);
    let same = tokens.iter().filter(is_same);
    same.flat_map(|token| token.spans.iter().copied()).collect()
}

/// The state of a token at an instant, and the time claim that decides it.
pub fn state(token: &Token, now: NumericDate) -> (TokenState, Option<NumericDate>) {
    let (nbf, exp) = (token.claims.nbf.value(), token.claims.exp.value());
    match (nbf, exp) {
        _ if token.jws.claims_set().is_none() => (TokenState::Unreadable, None),
        _ if !is_of_livekit(token) => (TokenState::OtherService, exp.copied()),
        (_, Some(exp)) if *exp <= now => (TokenState::Expired, Some(*exp)),
        (Some(nbf), _) if *nbf > now.plus(LEEWAY) => (TokenState::NotYetValid, Some(*nbf)),
        _ => (TokenState::Valid, exp.copied()),
    }
}

/// The next instant at which the state of a token changes.
pub fn next_change(token: &Token, now: NumericDate) -> Option<NumericDate> {
    let begins = token.claims.nbf.value().map(|nbf| nbf.plus(-LEEWAY));
    let ends = token.claims.exp.value().copied();
    let changes = begins.into_iter().chain(ends);
    changes
        .filter(|at| *at > now)
        .min_by(|one, other| one.0.total_cmp(&other.0))
}
