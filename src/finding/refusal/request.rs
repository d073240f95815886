//! What a request needs, and what it or its token does not have.

use crate::finding::Code as Any;
use crate::finding::answer::{self, Code};
use crate::finding::cause::Cause;
use crate::finding::sentence::{Ours, Pasted, Sentence};
use crate::livekit::grants::Grant;
use crate::sentence;
use crate::server::refusal::{BadRoute, RequestRefusal};

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
        RequestRefusal::BadRoute {
            why: BadRoute::Method,
            ..
        } => (
            sentence!["LiveKit's API accepts only `POST`; the token is not the reason."],
            sentence![ADD_TO_COMMAND],
        ),
        RequestRefusal::BadRoute {
            why: BadRoute::ContentType(_),
            ..
        } => (
            sentence![
                "LiveKit's API needs `Content-Type: application/json`; the token is not the reason."
            ],
            sentence![ADD_TO_COMMAND],
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
        | RequestRefusal::BadRoute {
            why: BadRoute::Path,
            ..
        }
        | RequestRefusal::Api(_)
        | RequestRefusal::AgentNeedsToken
        | RequestRefusal::NoWorkers
        | RequestRefusal::NotFound
        | RequestRefusal::NotWebSocket => (
            sentence!["the server rejects the request; what its token permits does not matter."],
            Sentence::new(),
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
