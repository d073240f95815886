//! The words of a refusal by the server.

use crate::clock::asked_at::Told;
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::{Part, code, duration, say, text};
use crate::server::refusal::{Malformed, Refusal};
use crate::text::json::{Kind, Value};
use crate::text::{NumericDate, decimal};
use crate::token::grants;

use super::with_article;

/// Why the server refuses the token, as a clause.
pub(super) fn refusal(refusal: &Refusal, evidence: &Evidence) -> Vec<Part> {
    match refusal {
        Refusal::Malformed(malformed) => self::malformed(malformed),
        Refusal::UnknownKey { iss } => unknown_key(iss, evidence),
        Refusal::GrantType(mismatch) => say(
            "its {} is {}, and must be {}.",
            [
                code(mismatch.place.clone()),
                text(with_article(mismatch.found)),
                text(wanted(mismatch.wanted)),
            ],
        ),
        Refusal::DuplicateMember { name } => {
            say("the member {} stands twice.", [code(name.clone())])
        }
        Refusal::RoomConfig(_) => say("its `roomConfig` is not what the server can read.", []),
        Refusal::AlgorithmNotAllowed { alg } if alg.is_empty() => {
            say("its header names no algorithm.", [])
        }
        Refusal::AlgorithmNotAllowed { alg } => say(
            "it is signed with {}, and LiveKit takes `HS256` only.",
            [code(alg.clone())],
        ),
        Refusal::SignatureInvalid
            if evidence
                .token()
                .is_some_and(|token| token.jws.signature.is_empty()) =>
        {
            say("it is not signed.", [])
        }
        Refusal::SignatureInvalid => say("it was not signed with the secret that you pasted.", []),
        Refusal::Expired { .. }
        | Refusal::NotYetValid { .. }
        | Refusal::ExpiredAndNotYetValid { .. }
        | Refusal::MissingExp { .. }
        | Refusal::IssuedInFuture { .. } => time(refusal, evidence),
        Refusal::NoVideoGrant => {
            let mut message = say("it has no `video` grant, so it may not enter any room.", []);
            message.extend(made_for(evidence));
            message
        }
        Refusal::NoRoomJoin => {
            let mut message = say(
                "its `video` grant lacks `roomJoin: true`, so it may not join a room.",
                [],
            );
            message.extend(made_for(evidence));
            message
        }
        Refusal::NoIdentity => say("it has no identity: `sub` is missing or empty.", []),
        Refusal::NoRoom => say("it names no room: `video.room` is missing or empty.", []),
        Refusal::IdentityTooLong { bytes } => say(
            "its identity has {} bytes; 256 are allowed.",
            [text(decimal::whole(*bytes))],
        ),
        Refusal::RoomTooLong { bytes } => say(
            "the name of its room has {} bytes; 256 are allowed.",
            [text(decimal::whole(*bytes))],
        ),
        _ => say("the server does not take it.", []),
    }
}

/// What the library of the server stumbles over before it looks at key and signature.
fn malformed(malformed: &Malformed) -> Vec<Part> {
    match malformed {
        Malformed::Claim {
            name,
            found: Kind::String,
        } => say(
            "its {} is a text that is no number of seconds.",
            [code(*name)],
        ),
        Malformed::Claim { name, found } => {
            let wanted = match *name {
                "exp" | "nbf" | "iat" => "a number of seconds",
                _ => "a string",
            };
            say(
                "its {} is {}, and must be {}.",
                [code(*name), text(with_article(*found)), text(wanted)],
            )
        }
        Malformed::AlgorithmUnknown { alg } => say(
            "its header names the algorithm {}, which the server does not know.",
            [code(alg.clone())],
        ),
        Malformed::AlgorithmType { .. } => say("its header names no algorithm.", []),
        Malformed::TooDeep { .. } => say("its objects and arrays are nested too deeply.", []),
        _ => say("its form is broken.", []),
    }
}

fn unknown_key(iss: &str, evidence: &Evidence) -> Vec<Part> {
    let mut keys = Vec::new();
    for pair in &evidence.paste.pairs {
        keys.extend(&pair.key);
    }
    match keys[..] {
        _ if iss.is_empty() => say("it names no API key: it has no `iss`.", []),
        _ if keys.is_empty() || keys.iter().any(|(key, _)| key == iss) => say(
            "it names the API key {}, which the server does not know.",
            [code(iss.to_owned())],
        ),
        [(key, _)] => say(
            "it names the API key {}, but what you pasted is for {}.",
            [code(iss.to_owned()), code(key.clone())],
        ),
        _ => say(
            "it names the API key {}, which is none of the keys that you pasted.",
            [code(iss.to_owned())],
        ),
    }
}

/// The words for a Go type.
fn wanted(go_type: &str) -> &'static str {
    match go_type {
        "bool" => "true or false",
        "string" => "a string",
        "[]string" => "an array of strings",
        "map[string]string" => "an object whose values are strings",
        _ => "an object",
    }
}

fn time(refusal: &Refusal, evidence: &Evidence) -> Vec<Part> {
    let asked_at = evidence.asked_at.instants;
    let (ago, clock) = match evidence.asked_at.told {
        Told::Told => ("before the server was asked", "when the server was asked"),
        Told::ByServer => ("ago, by the server's clock", "the server's clock"),
        Told::ByBrowser => ("ago, by this browser's clock", "this browser's clock"),
    };
    let ahead = |name, at: NumericDate| {
        say(
            "its {} is {} ahead of {}.",
            [code(name), duration(at.since(asked_at.latest)), text(clock)],
        )
    };
    match refusal {
        Refusal::Expired { exp, .. } => say(
            "it expired {} {}.",
            [duration(asked_at.earliest.since(*exp)), text(ago)],
        ),
        Refusal::NotYetValid { nbf, .. } => ahead("nbf", *nbf),
        Refusal::IssuedInFuture { iat, .. } => ahead("iat", *iat),
        Refusal::MissingExp { .. } => say("it has no `exp`, which is required.", []),
        _ => say("its `exp` has passed, and its `nbf` has not come.", []),
    }
}

/// What a token that may not join a room was made for, as far as its claims tell.
fn made_for(evidence: &Evidence) -> Vec<Part> {
    let Some(set) = evidence.token().and_then(|token| token.jws.claims_set()) else {
        return Vec::new();
    };
    let mut message = Vec::new();
    for permission in grants::permissions(set) {
        let is_given = permission.allows && !permission.default;
        if is_given && !permission.claim.starts_with("video.can") {
            message.push(text(if message.is_empty() {
                " It is made for something else: "
            } else {
                ", "
            }));
            message.push(code(permission.claim));
        }
    }
    if !message.is_empty() {
        message.push(text("."));
        return message;
    }
    let is_webhook = set
        .member("sha256")
        .and_then(Value::string)
        .is_some_and(|hash| !hash.is_empty());
    if is_webhook {
        say(" It is the kind of token that signs a webhook.", [])
    } else if !grants::is_of_livekit(set) {
        say(" It may be the token of another service.", [])
    } else {
        Vec::new()
    }
}
