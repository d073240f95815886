//! The words of a refusal by the server.

use crate::clock::asked_at::Told;
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::Message;
use crate::server::refusal::{Malformed, Refusal};
use crate::text::json::{Kind, Value};
use crate::text::{Interval, NumericDate};
use crate::token::grants;

use super::with_article;

/// Why the server refuses the token, as a clause. `says` is the template of its row.
pub(super) fn refusal(
    refusal: &Refusal,
    says: &'static str,
    evidence: &Evidence,
    message: &mut Message,
) {
    message.say(match refusal {
        Refusal::Malformed(Malformed::AlgorithmType { .. }) => NO_ALGORITHM,
        Refusal::Malformed(Malformed::AlgorithmUnknown { alg })
        | Refusal::AlgorithmNotAllowed { alg }
            if alg.is_empty() =>
        {
            NO_ALGORITHM
        }
        Refusal::Malformed(Malformed::AlgorithmUnknown { .. }) => {
            "its header names the algorithm {}, which the server does not know."
        }
        Refusal::Malformed(Malformed::TooDeep { .. }) => {
            "its objects and arrays are nested too deeply."
        }
        Refusal::Malformed(Malformed::Claim {
            found: Kind::String,
            ..
        }) => "its {} is a text that is no number of seconds.",
        Refusal::SignatureInvalid if is_unsigned(evidence) => "it is not signed.",
        _ if is_open(refusal, evidence.asked_at.instants) => match refusal {
            Refusal::Expired { .. } => "it may have expired: its `exp` is {}.",
            Refusal::NotYetValid { .. } => "it may be too early: its `nbf` is {}.",
            _ => "its `exp` may have passed, and its `nbf` may be still to come.",
        },
        _ => says,
    });
    match refusal {
        Refusal::Malformed(Malformed::Claim { name, found }) => {
            let wanted = match *name {
                "exp" | "nbf" | "iat" => "a number of seconds",
                _ => "a string",
            };
            message
                .own_code(name)
                .text(with_article(*found))
                .text(wanted);
        }
        Refusal::Malformed(Malformed::AlgorithmUnknown { alg })
        | Refusal::AlgorithmNotAllowed { alg } => {
            message.code(alg);
        }
        Refusal::UnknownKey { iss } => put_key(iss, evidence, message),
        Refusal::GrantType(mismatch) => {
            message
                .code(&mismatch.place)
                .text(with_article(mismatch.found))
                .text(wanted(mismatch.wanted));
        }
        Refusal::DuplicateMember { name } => {
            message.code(name);
        }
        Refusal::Expired { exp: at, .. } | Refusal::NotYetValid { nbf: at, .. }
            if is_open(refusal, evidence.asked_at.instants) =>
        {
            message.instant(*at);
        }
        Refusal::Expired { exp, .. } => {
            let age = evidence.asked_at.instants.earliest.since(*exp);
            message.duration(age).text(clock(evidence).0);
        }
        Refusal::NotYetValid { nbf: at, .. } | Refusal::IssuedInFuture { iat: at, .. } => {
            let ahead = at.since(evidence.asked_at.instants.latest);
            message.duration(ahead).text(clock(evidence).1);
        }
        Refusal::NoVideoGrant | Refusal::NoRoomJoin => say_made_for(evidence, message),
        Refusal::IdentityTooLong { bytes } | Refusal::RoomTooLong { bytes } => {
            message.number(*bytes);
        }
        _ => {}
    }
}

const NO_ALGORITHM: &str = "its header names no algorithm.";

/// Whether the server may have been asked at an instant at which the time of the token had not passed yet, or had come.
fn is_open(refusal: &Refusal, asked_at: Interval) -> bool {
    let may_be_ahead = |exp: &NumericDate| *exp > asked_at.earliest;
    let may_have_come = |at: &NumericDate| *at < asked_at.latest;
    match refusal {
        Refusal::Expired { exp, .. } => may_be_ahead(exp),
        Refusal::NotYetValid { nbf, .. } => may_have_come(nbf),
        Refusal::ExpiredAndNotYetValid { exp, nbf, .. } => may_be_ahead(exp) || may_have_come(nbf),
        _ => false,
    }
}

fn is_unsigned(evidence: &Evidence) -> bool {
    let token = evidence.token();
    token.is_some_and(|token| token.jws.signature.is_empty())
}

/// Puts the key that the server does not know, and the keys of the paste beside it.
fn put_key(iss: &str, evidence: &Evidence, message: &mut Message) {
    let (mut count, mut is_there, mut other) = (0, false, "");
    for pair in &evidence.paste.pairs {
        if let Some((key, _)) = &pair.key {
            count += 1;
            is_there |= key == iss;
            other = key;
        }
    }
    message.code(iss);
    if count == 0 || is_there {
        message.text("which the server does not know").text("");
    } else if count == 1 {
        message.text("but what you pasted is for ").code(other);
    } else {
        message
            .text("which is none of the keys that you pasted")
            .text("");
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

/// How long ago something was when the server was asked, and by which clock.
fn clock(evidence: &Evidence) -> (&'static str, &'static str) {
    match evidence.asked_at.told {
        Told::Told => ("before the server was asked", "when the server was asked"),
        Told::ByServer => ("ago, by the server's clock", "the server's clock"),
        Told::ByBrowser => ("ago, by this browser's clock", "this browser's clock"),
    }
}

/// What a token that may not join a room was made for, as far as its claims tell.
fn say_made_for(evidence: &Evidence, message: &mut Message) {
    let Some(set) = evidence.token().and_then(|token| token.jws.claims_set()) else {
        return;
    };
    let mut says = " It is made for something else: {}";
    for permission in grants::permissions(set) {
        let is_given = permission.allows && !permission.default;
        if is_given && !permission.claim.starts_with("video.can") {
            message.say(says).code(&permission.claim);
            says = ", {}";
        }
    }
    let is_webhook = set
        .member("sha256")
        .and_then(Value::string)
        .is_some_and(|hash| !hash.is_empty());
    message.say(if says == ", {}" {
        "."
    } else if is_webhook {
        " It is the kind of token that signs a webhook."
    } else if !grants::is_of_livekit(set) {
        " It may be the token of another service."
    } else {
        ""
    });
}
