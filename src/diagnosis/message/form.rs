//! The words of a defect in the form of a token.

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::Message;
use crate::server::refusal::{Malformed as Unreadable, Refusal};
use crate::token::jws::Malformed;

use super::with_article;

/// The defect for which the server cannot take the token apart, which tells more than that it cannot.
pub(super) fn of_refusal<'a>(refusal: &Refusal, evidence: &'a Evidence) -> Option<&'a Malformed> {
    let Refusal::Malformed(unreadable) = refusal else {
        return None;
    };
    let explains = |defect: &&Malformed| match unreadable {
        Unreadable::Segments { .. } => matches!(defect, Malformed::Segments { .. }),
        Unreadable::Base64 { .. } => matches!(
            defect,
            Malformed::Padding { .. }
                | Malformed::StandardAlphabet { .. }
                | Malformed::Alphabet { .. }
                | Malformed::Length { .. }
        ),
        Unreadable::Json { .. } => matches!(defect, Malformed::Json { .. }),
        Unreadable::NotAnObject { .. } => matches!(defect, Malformed::NotAnObject { .. }),
        _ => false,
    };
    evidence.token()?.jws.defects.iter().find(explains)
}

/// A defect of the token's form, as a clause.
pub(super) fn form(defect: &Malformed, message: &mut Message) {
    message.say(match defect {
        Malformed::Segments { found: 1 } => "it has no full stop, and must have two.",
        Malformed::Segments { .. } => "it has {} parts between full stops, not 3.",
        Malformed::Encrypted => "it has five parts: it is encrypted (JWE).",
        Malformed::Padding { .. } => {
            "its {} ends with padding (`=`, at character {}), which a token must not have."
        }
        Malformed::StandardAlphabet { .. } => {
            "its {} is base64, not base64url: it has `+` or `/` at character {}."
        }
        Malformed::Alphabet { .. } => {
            "its {} has a character that is not of base64url, at character {}."
        }
        Malformed::Length { .. } => {
            "its {} has {} characters, a length that no base64url text has."
        }
        Malformed::Json { .. } => "its {} is not JSON: {}.",
        Malformed::NotAnObject { .. } => "its {} is {} and not an object.",
        Malformed::Repeated { .. } => "the member {} stands twice in its {}.",
        Malformed::Unsigned => "it has no signature.",
        Malformed::SignatureLength { .. } => "its signature has {} bytes; its algorithm makes {}.",
    });
    match defect {
        Malformed::Segments { found } => message.number(*found),
        Malformed::Padding { part, at }
        | Malformed::StandardAlphabet { part, at }
        | Malformed::Alphabet { part, at } => message.text(part.word()).number(at + 1),
        Malformed::Length { part, characters } => message.text(part.word()).number(*characters),
        Malformed::Json { part, error, .. } => message.text(part.word()).words(error.words()),
        Malformed::NotAnObject { part, found } => {
            message.text(part.word()).text(with_article(*found))
        }
        Malformed::Repeated { part, name } => message.code(name).text(part.word()),
        Malformed::SignatureLength { found, expected } => message.number(*found).number(*expected),
        Malformed::Encrypted | Malformed::Unsigned => message,
    };
}
