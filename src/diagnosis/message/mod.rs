//! The words of each finding: what was noticed. *It* is the token.

mod clock;
mod environment;
mod form;
mod refusal;
mod slip;

use crate::secret::Signature;
use crate::text::json::Kind;
use crate::token::jws::Malformed;

use super::evidence::Evidence;
use super::finding::Finding;
use super::part::{Message, Part};

pub use environment::put_name;

/// What was noticed, as a clause that may follow a colon.
pub fn clause(finding: &Finding, evidence: &Evidence) -> Vec<Part> {
    let mut message = Message::default();
    say_clause(finding, evidence, &mut message);
    message.parts()
}

/// A defect of the token's form, as a clause.
pub fn form(defect: &Malformed) -> Vec<Part> {
    let mut message = Message::default();
    form::form(defect, &mut message);
    message.parts()
}

/// Goes on with the clause of a finding.
pub fn say_clause(finding: &Finding, evidence: &Evidence, message: &mut Message) {
    let says = finding.row().says;
    match finding {
        Finding::Form(defect) => form::form(defect, message),
        Finding::Refused { refusal, .. } => match form::of_refusal(refusal, evidence) {
            Some(defect) => form::form(defect, message),
            None => refusal::refusal(refusal, says, evidence, message),
        },
        Finding::Slip { steps, place } => slip::slip(*steps, place, message),
        Finding::Clock(known) => clock::clock(known, evidence, message),
        _ => put_values(finding, evidence, message.say(says)),
    }
}

/// What fills the holes of the finding's row, and what is said behind it.
fn put_values(finding: &Finding, evidence: &Evidence, message: &mut Message) {
    match finding {
        Finding::Foreign {
            issuer: Some(issuer),
        } => message.code(issuer),
        Finding::Answered { key: Some(key), .. } if !key.is_empty() => {
            message.say(" The key is {}.").code(key)
        }
        Finding::Mistake { mistake, .. } => match mistake.meant {
            Some(meant) => message.say(" It is {}.").own_code(meant),
            None => message,
        },
        Finding::Contradiction { symptom } => message.say(" ").say(symptom.says),
        Finding::Public { secret, .. } => message.code(secret),
        Finding::OtherPair { key, iss } => message.code(iss).code(key),
        Finding::Elsewhere(elsewhere) => {
            let is_signed = matches!(evidence.signature(), Signature::Valid { .. });
            message.text(if is_signed {
                "was signed with the pair"
            } else {
                "names the API key"
            });
            environment::put_elsewhere(*elsewhere, evidence, message)
        }
        Finding::Stale { pair } => environment::put_stale(*pair, evidence, message),
        Finding::Twins(twins) => environment::put_twins(*twins, evidence, message),
        Finding::Misnamed(misnamed) => {
            message.code(&misnamed.name);
            if !misnamed.object.is_empty() {
                message.own_code(misnamed.object);
            }
            message.own_code(misnamed.meant)
        }
        Finding::SignatureUnchecked { iss } => message.code(iss),
        Finding::Pitfall { pitfall, .. } => {
            if let Some(claim) = pitfall.claim {
                message.own_code(claim);
            }
            for length in &pitfall.lengths {
                message.duration(*length);
            }
            message
        }
        Finding::Unread { fault, date } => message.code(date).text(clock::unread(*fault)),
        Finding::ExpiredSince { exp } => message.instant(*exp),
        _ => message,
    };
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
