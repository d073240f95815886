//! The words of an answer that a server has given.

use crate::diagnosis::part::{Part, code, say};
use crate::server::refusal::Cause;

/// Why the server refused, as a clause. `key` is the API key that its answer repeats.
pub fn answer(cause: Cause, key: Option<&str>) -> Vec<Part> {
    let template = match (cause, key) {
        (Cause::UnknownKey, Some(key)) if !key.is_empty() => {
            return say(
                "the server does not know its API key {}.",
                [code(key.to_owned())],
            );
        }
        (Cause::UnknownKey, _) => "the server does not know its API key.",
        (Cause::NotBearer, _) => "the `Authorization` header did not begin with `Bearer `.",
        (Cause::Malformed, _) => "what arrived was no token: it could not be taken apart.",
        (Cause::SignatureInvalid, _) => {
            "it was not signed with the secret that the server has for its key."
        }
        (Cause::Expired | Cause::ExpiredAndNotYetValid, _) => {
            "it had expired, by the server's clock."
        }
        (Cause::NotYetValid, _) => {
            "its `nbf` had not come, by the server's clock: the clock of its maker is ahead."
        }
        (Cause::IssuedInFuture, _) => {
            "its `iat` had not come, by the server's clock: the clock of its maker is ahead."
        }
        (Cause::MissingExp, _) => "it has no `exp`, which is required from v1.13.6 on.",
        (Cause::NoToken | Cause::NoVideoGrant, _) => {
            "no token reached it, or one without a `video` grant."
        }
        (Cause::NoRoomJoin, _) => "it was sound, but lacks the grant `video.roomJoin`.",
        (Cause::MissingGrant | Cause::OtherRoom, _) => {
            "it was sound, but lacks the grant for this call."
        }
        (Cause::NoIdentity, _) => "it has no identity.",
        (Cause::NoRoom, _) => "it names no room.",
        (Cause::GrantType, _) => "one of its grants has the wrong type.",
        (Cause::RoomConfig, _) => "its `roomConfig` is not what the server can read.",
        (Cause::AlgorithmNotAllowed, _) => "it was signed with another algorithm than `HS256`.",
        _ => "the server did not take the request.",
    };
    say(template, [])
}
