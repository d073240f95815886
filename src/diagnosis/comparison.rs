//! What differs between two tokens, claim by claim, in words: this one works, that one does not.

use crate::clock::minted;
use crate::finding::sentence::{Duration, Pasted, Sentence, capitalized};
use crate::secret::Signature;
use crate::sentence;
use crate::text::NumericDate;
use crate::token::{Token, grants};

use super::evidence::Evidence;

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
        texts(tokens, "is for", |token| {
            token.claims.identity().map(str::to_owned)
        }),
    );
    add("room", texts(tokens, "names the room", Token::room));
    add("grants", permissions(tokens));
    add(
        "key",
        texts(tokens, "names the key", |token| {
            token
                .claims
                .iss
                .value()
                .filter(|iss| !iss.is_empty())
                .cloned()
        }),
    );
    add(
        "algorithm",
        texts(tokens, "is signed with", |token| token.jws.algorithm()),
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
        texts(tokens, "was made with", |token| Some(token.minter?.words())),
    );
    add("signature", signature(evidence, (subject, other)));
    differences
}

type Tokens<'a> = (&'a Token, &'a Token);

/// A claim that is a text.
fn texts(
    (own, other): Tokens,
    verb: &'static str,
    of: impl Fn(&Token) -> Option<String>,
) -> Option<Sentence> {
    let (own, other) = (of(own), of(other));
    if own == other {
        return None;
    }
    let said = |value: Option<String>| {
        value.map_or_else(
            || sentence!["has none"],
            |value| sentence![verb, " ", Pasted(value)],
        )
    };
    Some(sentence![
        "This token ",
        said(own),
        ", the other ",
        said(other),
        "."
    ])
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
    Some(sentence![
        "This token ",
        said(own),
        ", the other ",
        said(other),
        "."
    ])
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
    let of = |at: usize| match evidence.signatures[at] {
        Signature::Valid { pair } => {
            sentence!["the secret in ", evidence.pair_name(pair).sentence()]
        }
        Signature::NearMiss { pair, .. } => {
            sentence!["almost the secret in ", evidence.pair_name(pair).sentence()]
        }
        Signature::Invalid => sentence!["none of the secrets here"],
        Signature::Unchecked => sentence!["a secret that is not here"],
    };
    let (own, other) = (of(own), of(other));
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
