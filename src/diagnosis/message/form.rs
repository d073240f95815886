//! The words of a defect in the form of a token.

use crate::diagnosis::part::{Part, code, say, text};
use crate::text::decimal;
use crate::token::jws::Malformed;

use super::with_article;

/// A defect of the token's form, as a clause.
pub fn form(malformed: &Malformed) -> Vec<Part> {
    let number = |number: usize| text(decimal::whole(number));
    match malformed {
        Malformed::Segments { found } => say(
            "it has {} parts between full stops, not 3.",
            [number(*found)],
        ),
        Malformed::Encrypted => say("it has five parts: it is encrypted (JWE).", []),
        Malformed::Padding { part, at } => say(
            "its {} ends with padding (`=`, at character {}), which a token must not have.",
            [text(part.word()), number(at + 1)],
        ),
        Malformed::StandardAlphabet { part, at } => say(
            "its {} is base64, not base64url: it has `+` or `/` at character {}.",
            [text(part.word()), number(at + 1)],
        ),
        Malformed::Alphabet { part, at } => say(
            "its {} has a character that is not of base64url, at character {}.",
            [text(part.word()), number(at + 1)],
        ),
        Malformed::Length { part, characters } => say(
            "its {} has {} characters, a length that no base64url text has.",
            [text(part.word()), number(*characters)],
        ),
        Malformed::Json { part, error, .. } => say(
            "its {} is not JSON: {}.",
            [text(part.word()), text(error.words())],
        ),
        Malformed::NotAnObject { part, found } => say(
            "its {} is {} and not an object.",
            [text(part.word()), text(with_article(*found))],
        ),
        Malformed::Repeated { part, name } => say(
            "the member {} stands twice in its {}.",
            [code(name.clone()), text(part.word())],
        ),
        Malformed::Unsigned => say("it has no signature.", []),
        Malformed::SignatureLength { found, expected } => say(
            "its signature has {} bytes; its algorithm makes {}.",
            [number(*found), number(*expected)],
        ),
    }
}
