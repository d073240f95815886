//! The words of each finding: what was noticed. *It* is the token.

mod clock;
mod environment;
mod form;
mod refusal;
mod slip;

use crate::paste::stand_in::StandIn;
use crate::secret::slip::Side;
use crate::text::json::Kind;

use super::evidence::Evidence;
use super::finding::Finding;
use super::part::{Part, code, instant, say};

pub use environment::name;
pub use form::form;

/// What was noticed, as a clause that may follow a colon.
pub fn clause(finding: &Finding, evidence: &Evidence) -> Vec<Part> {
    match finding {
        Finding::StandIn(what) => say(stand_in(*what), []),
        Finding::CutOff => say("it is cut off: it ends before its signature does.", []),
        Finding::Encrypted => say(
            "it has five parts, so it is an encrypted token (JWE); LiveKit takes signed ones (JWS) with three.",
            [],
        ),
        Finding::Foreign {
            issuer: Some(issuer),
        } => say(
            "it is not one of LiveKit's, since it has none of LiveKit's grants, and its issuer is {}.",
            [code(issuer.clone())],
        ),
        Finding::Foreign { issuer: None } => say(
            "it is not one of LiveKit's, since it names no API key and has none of LiveKit's grants.",
            [],
        ),
        Finding::Form(malformed) => form(malformed),
        Finding::Invisible => say(
            "in the paste, characters that cannot be seen stand inside of it; they are left out here.",
            [],
        ),
        Finding::Refused { refusal, .. } => refusal::refusal(refusal, evidence),
        Finding::Answered { symptom, key, .. } => {
            let mut message = say(symptom.says, []);
            if let Some(key) = key.as_ref().filter(|key| !key.is_empty()) {
                message.extend(say(" The key is {}.", [code(key.clone())]));
            }
            message
        }
        Finding::Symptom(symptom) => say(symptom.says, []),
        Finding::Mistake { symptom, mistake } => {
            let mut message = say(symptom.says, []);
            if let Some(meant) = mistake.meant {
                message.extend(say(" It is {}.", [code(meant)]));
            }
            message
        }
        Finding::Contradiction { symptom } => {
            let mut message = say("the paste holds another answer as well: ", []);
            message.extend(say(symptom.says, []));
            message
        }
        Finding::Swapped { side } => say(swapped(*side), []),
        Finding::Slip { steps, place } => slip::slip(*steps, place),
        Finding::Public { secret, .. } => say(
            "it was signed with {}, a secret that stands in examples.",
            [code(*secret)],
        ),
        Finding::OtherPair { key, iss } => say(
            "it names the API key {}, but was signed with the secret of {}.",
            [code(iss.clone()), code(key.clone())],
        ),
        Finding::Elsewhere(elsewhere) => environment::elsewhere(*elsewhere, evidence),
        Finding::Stale { pair } => environment::stale(*pair, evidence),
        Finding::Twins(twins) => environment::twins(*twins, evidence),
        Finding::Misnamed(misnamed) if misnamed.object.is_empty() => say(
            "the server does not know the claim {}; probably {} was meant.",
            [code(misnamed.name.clone()), code(misnamed.meant)],
        ),
        Finding::Misnamed(misnamed) => say(
            "the server does not know {} in {}; probably {} was meant.",
            [
                code(misnamed.name.clone()),
                code(misnamed.object),
                code(misnamed.meant),
            ],
        ),
        Finding::SignatureUnchecked { iss } => say(
            "its signature is not checked: the secret of {} is not in the paste.",
            [code(iss.clone())],
        ),
        Finding::Pitfall {
            symptom, pitfall, ..
        } => clock::pitfall(symptom, pitfall),
        Finding::Unread { fault, date } => clock::unread(*fault, date),
        Finding::Clock(known) => clock::clock(known, evidence),
        Finding::ExpiredSince { exp } => say("it has expired since, at {}.", [instant(*exp)]),
    }
}

fn swapped(side: Side) -> &'static str {
    match side {
        Side::Paste => "API key and API secret stand in each other's place in what you pasted.",
        Side::Minter => {
            "it was made with API key and API secret swapped: it shows a secret as its `iss`."
        }
    }
}

fn stand_in(what: StandIn) -> &'static str {
    match what {
        StandIn::Promise => {
            "a JavaScript promise was sent, printed as text, and not the token that it gives: it was not awaited."
        }
        StandIn::EmptyObject => {
            "an empty object was sent: a promise turned into JSON, since it was not awaited."
        }
        StandIn::Builder => {
            "the object that makes the token was sent, printed as text, and not the token."
        }
        StandIn::Method => {
            "the method that makes the token was sent, printed as text: it was not called."
        }
        StandIn::PythonBytes => {
            "it was printed as Python bytes: the `b` and the quotes are not part of it."
        }
        StandIn::RustResult => {
            "it was printed with the Rust result around it, which is not part of it."
        }
        StandIn::GoNil => "Go's nil error was printed behind it, which is not part of it.",
        StandIn::Nothing => {
            "the word for no value was sent: the variable that should hold the token is empty."
        }
        StandIn::Opaque => {
            "the text is no JSON Web Token, which has three parts and begins with `eyJ`."
        }
    }
}

/// `a string`, `an object`.
fn with_article(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "true or false",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}
