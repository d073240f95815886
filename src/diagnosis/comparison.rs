//! What differs between two tokens, claim by claim, in words: this one works, that one does not.

use crate::clock::minted;
use crate::finding::any_jwt::service::with_article;
use crate::finding::sentence::{Duration, Pasted, Sentence, capitalized};
use crate::key::check::KeyCheck;
use crate::secret::{self, Signature};
use crate::sentence;
use crate::service::{Facts, Recognition, Service};
use crate::text::NumericDate;
use crate::token::{Token, grants};

use super::evidence::Evidence;
use super::rules::any_jwt::key_name;

/// A difference between the token that is judged and another one.
pub struct Difference {
    /// The claim, or what else differs.
    pub claim: &'static str,
    /// The difference in words.
    pub message: Sentence,
}

/// What differs between the token that is judged and the one at an index; nothing where either is missing.
pub fn compare(evidence: &Evidence, other: usize) -> Vec<Difference> {
    let (Some(own), Some(subject)) = (evidence.token(), evidence.subject) else {
        return Vec::new();
    };
    let tokens = (own, &evidence.tokens[other]);
    let mut differences = Vec::new();
    let mut add = |claim, message: Option<Sentence>| {
        differences.extend(message.map(|message| Difference { claim, message }));
    };
    add(
        "identity",
        texts(
            tokens,
            |value| sentence!["is for ", Pasted(value)],
            |token| token.claims.identity().map(str::to_owned),
        ),
    );
    add(
        "room",
        texts(
            tokens,
            |value| sentence!["names the room ", Pasted(value)],
            Token::room,
        ),
    );
    add("grants", permissions(tokens));
    add("service", services(evidence, (subject, other)));
    add(
        "audience",
        texts(
            tokens,
            |value| sentence!["is for ", Pasted(value)],
            |token| Some(Facts::of(token).audience().join(", ")).filter(|aud| !aud.is_empty()),
        ),
    );
    let is_of_others = is_elsewhere(evidence, subject) && is_elsewhere(evidence, other);
    let claim = if is_of_others { "issuer" } else { "key" };
    add(claim, issuers(tokens, is_of_others));
    add(
        "algorithm",
        texts(
            tokens,
            |value| sentence!["is signed with ", Pasted(value)],
            |token| token.jws.algorithm(),
        ),
    );
    add("expiry", expiry(tokens, evidence.now));
    add(
        "start",
        times(
            tokens,
            |token| token.claims.nbf.value().copied(),
            "becomes valid",
        ),
    );
    add("issue time", times(tokens, minted::made_at, "was made"));
    add("lifetime", lifetime(tokens));
    add(
        "SDK",
        texts(
            tokens,
            |value| sentence!["was made with ", Pasted(value)],
            |token| Some(token.minter?.words()),
        ),
    );
    add("signature", signature(evidence, (subject, other)));
    differences
}

/// Whose the tokens are.
fn services(evidence: &Evidence, (subject, other): (usize, usize)) -> Option<Sentence> {
    let recognition = |at: usize| evidence.any_jwt.recognitions[at];
    let whose = |at: usize| {
        let Recognition { service, kind } = recognition(at);
        let of_none = || sentence!["of no service that is known"];
        service.map_or_else(of_none, |service| with_article(service, kind))
    };
    (recognition(subject) != recognition(other)).then(|| {
        sentence![
            "This token is ",
            whose(subject),
            ", the other ",
            whose(other),
            "."
        ]
    })
}

/// The issuers, which are API keys unless both tokens are of other services.
fn issuers(tokens: Tokens, is_of_others: bool) -> Option<Sentence> {
    let has: fn(String) -> Sentence = if is_of_others {
        |iss| sentence!["has the issuer ", Pasted(iss)]
    } else {
        |iss| sentence!["names the key ", Pasted(iss)]
    };
    let issuer = |token: &Token| {
        let iss = token.claims.iss.value();
        iss.filter(|iss| !iss.is_empty()).cloned()
    };
    texts(tokens, has, issuer)
}

/// Whether a token is another service's.
fn is_elsewhere(evidence: &Evidence, at: usize) -> bool {
    let service = evidence.any_jwt.recognitions[at].service;
    service.is_some_and(|service| service != Service::Livekit)
}

type Tokens<'a> = (&'a Token, &'a Token);

/// A claim that is a text.
fn texts(
    (own, other): Tokens,
    has: fn(String) -> Sentence,
    of: impl Fn(&Token) -> Option<String>,
) -> Option<Sentence> {
    let (own, other) = (of(own), of(other));
    if own == other {
        return None;
    }
    let said = |value: Option<String>| value.map_or_else(|| sentence!["has none"], has);
    Some(both(said(own), said(other)))
}

/// What this token does, and what the other one does.
fn both(own: Sentence, other: Sentence) -> Sentence {
    sentence!["This token ", own, ", the other ", other, "."]
}

/// What each permits and the other does not.
fn permissions((own, other): Tokens) -> Option<Sentence> {
    let of = |token: &Token| -> Vec<String> {
        let set = token.jws.claims_set().map(grants::permissions);
        let allowed = set
            .into_iter()
            .flatten()
            .filter(|permission| permission.allows);
        allowed.map(|permission| permission.claim).collect()
    };
    let (own, other) = (of(own), of(other));
    let only = |these: &[String], those: &[String], lead_in: &'static str| {
        let mut names = Sentence::new();
        for name in these.iter().filter(|name| !those.contains(name)) {
            let comma = (!names.is_empty()).then_some(", ");
            names = sentence![names, comma, Pasted(name)];
        }
        (!names.is_empty()).then(|| sentence![lead_in, names])
    };
    let message = match (
        only(&own, &other, "Only this token grants "),
        only(&other, &own, "only the other grants "),
    ) {
        (None, None) => return None,
        (Some(own), None) => own,
        (None, Some(other)) => capitalized(other),
        (Some(own), Some(other)) => sentence![own, ", ", other],
    };
    Some(sentence![message, "."])
}

/// When each expires, and whether it has.
fn expiry((own, other): Tokens, now: NumericDate) -> Option<Sentence> {
    let of = |token: &Token| token.claims.exp.value().copied();
    let (own, other) = (of(own), of(other));
    if own == other {
        return None;
    }
    let said = |exp: Option<NumericDate>| match exp {
        Some(exp) if exp <= now => sentence!["expired at ", exp],
        Some(exp) => sentence!["expires at ", exp],
        None => sentence!["has no expiry"],
    };
    Some(both(said(own), said(other)))
}

/// An instant, and how far the two are apart.
fn times(
    (own, other): Tokens,
    of: impl Fn(&Token) -> Option<NumericDate>,
    verb: &'static str,
) -> Option<Sentence> {
    let (own, other) = (of(own)?, of(other)?);
    if own == other {
        return None;
    }
    let direction = if own < other { " before" } else { " after" };
    Some(sentence![
        "This token ",
        verb,
        " ",
        Duration(own.since(other)),
        direction,
        " the other."
    ])
}

/// How long each lives.
fn lifetime((own, other): Tokens) -> Option<Sentence> {
    let of = |token: &Token| Some(token.claims.exp.value()?.since(minted::made_at(token)?));
    let (own, other) = (of(own)?, of(other)?);
    // Some SDKs read the clock twice.
    ((own - other).abs() > 1.0).then(|| {
        sentence![
            "This token lives for ",
            Duration(own),
            ", the other for ",
            Duration(other),
            "."
        ]
    })
}

/// Which secret made each signature.
fn signature(evidence: &Evidence, (own, other): (usize, usize)) -> Option<Sentence> {
    let of = |at: usize| match (evidence.signatures[at], evidence.any_jwt.checks[at]) {
        (
            Signature::Unchecked | Signature::Invalid,
            KeyCheck::Valid { key } | KeyCheck::NearMiss { key, .. } | KeyCheck::Ambiguous { key },
        ) => key_name(evidence, &evidence.any_jwt.keys[key]).sentence(),
        (Signature::Unchecked, KeyCheck::Invalid { .. }) => sentence!["none of the keys here"],
        (Signature::Valid { pair }, _) => {
            sentence!["the secret in ", evidence.pair_name(pair).sentence()]
        }
        (Signature::NearMiss { pair, .. }, _) => {
            sentence!["almost the secret in ", evidence.pair_name(pair).sentence()]
        }
        (Signature::Invalid, _) => sentence!["none of the secrets here"],
        (Signature::Unchecked, _) if secret::has_hmac(&evidence.tokens[at]) => {
            sentence!["a secret that is not here"]
        }
        (Signature::Unchecked, _) => sentence!["a key that is not here"],
    };
    // A token without its signature shows nothing of who signed it.
    let is_signed = |at: usize| {
        let token = &evidence.tokens[at];
        !token.signature_removed && !token.jws.signature.is_empty()
    };
    let (own, other) = (is_signed(own) && is_signed(other)).then(|| (of(own), of(other)))?;
    (own != other).then(|| {
        sentence![
            "This token was signed with ",
            own,
            ", the other with ",
            other,
            "."
        ]
    })
}
