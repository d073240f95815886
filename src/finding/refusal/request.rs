//! What a request needs, and what it or its token does not have.

use crate::finding::Code as Any;
use crate::finding::answer::{self, Code};
use crate::finding::cause::Cause;
use crate::finding::sentence::{Name, Ours, Pasted, Sentence};
use crate::livekit::grants::Grant;
use crate::sentence;
use crate::server;
use crate::server::refusal::{BadRoute, RequestRefusal};
use crate::server::release::RELEASES;

/// The name of the finding that such a refusal is.
pub(super) fn code(refusal: &RequestRefusal) -> Any {
    Any::Answer(match refusal {
        RequestRefusal::NotBearer => Code::NotBearer,
        RequestRefusal::NoJoinRequest => Code::JoinRequest,
        refusal if refusal.is_about_token() => Code::MissingGrant,
        _ => Code::Refused,
    })
}

/// Its cause.
pub(super) fn cause(refusal: &RequestRefusal) -> Cause {
    match refusal {
        RequestRefusal::NotBearer => Cause::MissingTokenOrHeader,
        refusal if refusal.is_about_token() => Cause::MissingGrant,
        _ => Cause::Other,
    }
}

/// What the request needs.
pub(super) fn clause(refusal: &RequestRefusal) -> Sentence {
    explanation(refusal).0
}

/// What to do about it.
pub(super) fn correction(refusal: &RequestRefusal) -> Sentence {
    explanation(refusal).1
}

/// What the request needs, and what to do about it.
fn explanation(refusal: &RequestRefusal) -> (Sentence, Sentence) {
    match refusal {
        RequestRefusal::MissingGrant { grant } => lacks(*grant, ", which the call needs."),
        RequestRefusal::NoAgent => lacks(Grant::Agent, ", which agent workers need."),
        RequestRefusal::OtherRoom { granted, asked } => (
            if granted.is_empty() {
                sentence!["it names no room, and the call is for one."]
            } else {
                sentence![
                    "it is for the room ",
                    Pasted(granted),
                    ", the call for ",
                    Pasted(asked),
                    "."
                ]
            },
            sentence!["Set `video.room` to the room of the call where the token is made."],
        ),
        RequestRefusal::MayNotPublish => (
            sentence!["it has `canPublish: false`, and the request has the parameter `publish`."],
            sentence![
                "Set `canPublish: true` where the token is made, or send the request without `publish`."
            ],
        ),
        RequestRefusal::MayNotUpdateMetadata => (
            sentence![
                "it lacks `video.canUpdateOwnMetadata`, which the request's attributes need."
            ],
            sentence!["Set `canUpdateOwnMetadata: true` where the token is made."],
        ),
        RequestRefusal::NotBearer => (
            sentence![Code::NotBearer.known().clause],
            sentence![
                "Write `Bearer` and a space before the token: `Authorization: Bearer <token>`"
            ],
        ),
        RequestRefusal::NoJoinRequest
        | RequestRefusal::JoinRequestBase64
        | RequestRefusal::WrappedJoinRequest
        | RequestRefusal::JoinRequestProto
        | RequestRefusal::JoinRequestTooLarge
        | RequestRefusal::JoinRequestGzip
        | RequestRefusal::JoinRequestNotGzip => {
            let known = Code::JoinRequest.known();
            (sentence![known.clause], sentence![known.fix])
        }
        RequestRefusal::BadRoute { why, path, .. } => route(why, path),
        RequestRefusal::NotFound => (
            sentence![
                "no livekit-server up to ",
                newest(),
                " has this path; the token is not the reason."
            ],
            sentence![PROTO_FILES],
        ),
        RequestRefusal::BadHeader
        | RequestRefusal::HeaderTooLarge { .. }
        | RequestRefusal::BodyTooLarge
        | RequestRefusal::NoToken
        | RequestRefusal::Attributes
        | RequestRefusal::ContentType { .. }
        | RequestRefusal::NoOffer
        | RequestRefusal::MalformedOffer
        | RequestRefusal::NoEntityTag
        | RequestRefusal::Api(_)
        | RequestRefusal::AgentNeedsToken
        | RequestRefusal::NoWorkers
        | RequestRefusal::NotWebSocket => (
            sentence!["the server rejects the request; what its token permits does not matter."],
            Sentence::new(),
        ),
    }
}

/// What the route of a call of the API needs, and what to do about it.
fn route(why: &BadRoute, path: &[u8]) -> (Sentence, Sentence) {
    match (why, real_path(path)) {
        (BadRoute::Method, _) => (
            sentence!["LiveKit's API accepts only `POST`; the token is not the reason."],
            sentence![ADD_TO_COMMAND],
        ),
        (BadRoute::ContentType(_), _) => (
            sentence![
                "LiveKit's API needs `Content-Type: application/json`; the token is not the reason."
            ],
            sentence![ADD_TO_COMMAND],
        ),
        (BadRoute::Path, None) => (
            sentence![
                "no livekit-server up to ",
                newest(),
                " has ",
                Pasted(method(path)),
                "; the token is not the reason."
            ],
            sentence![PROTO_FILES],
        ),
        (BadRoute::Path, Some(real)) => (
            sentence![
                "the method's name is written differently: its case counts. The token is not the reason."
            ],
            sentence!["Send the call to ", Pasted(real), "."],
        ),
    }
}

const ADD_TO_COMMAND: &str = "Add what is missing to the `curl` command: `-X POST -H 'Content-Type: application/json' -d '{}'`";

/// A grant that the token lacks, and who needs it.
fn lacks(grant: Grant, need: &'static str) -> (Sentence, Sentence) {
    (
        sentence!["it lacks ", Ours(grant.claim()), need],
        answer::add_grant(grant),
    )
}

const PROTO_FILES: &str = "Look the path up: `/twirp/livekit.SERVICE/METHOD`, with the names of https://github.com/livekit/protocol/tree/main/protobufs";

/// The newest release whose routes are known.
fn newest() -> Name<String> {
    Name(RELEASES[RELEASES.len() - 1].until.to_string())
}

/// The method that a path names.
fn method(path: &[u8]) -> String {
    let path = String::from_utf8_lossy(path);
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The path that differs from this one in its case alone.
fn real_path(path: &[u8]) -> Option<String> {
    let (real, _) = server::method(&method(path))?;
    real.as_bytes().eq_ignore_ascii_case(path).then_some(real)
}
