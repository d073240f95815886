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
    match refusal {
        RequestRefusal::MissingGrant { grant } => {
            sentence!["it lacks ", Ours(grant.claim()), ", which the call needs."]
        }
        RequestRefusal::NoAgent => sentence![
            "it lacks ",
            Ours(Grant::Agent.claim()),
            ", which agent workers need."
        ],
        RequestRefusal::OtherRoom { granted, .. } if granted.is_empty() => {
            sentence!["it names no room, and the call is for one."]
        }
        RequestRefusal::OtherRoom { granted, asked } => sentence![
            "it is for the room ",
            Pasted(granted),
            ", the call for ",
            Pasted(asked),
            "."
        ],
        RequestRefusal::MayNotPublish => {
            sentence!["it has `canPublish: false`, and the request has the parameter `publish`."]
        }
        RequestRefusal::MayNotUpdateMetadata => {
            sentence!["it lacks `video.canUpdateOwnMetadata`, which the request's attributes need."]
        }
        RequestRefusal::NotBearer => sentence![Code::NotBearer.known().clause],
        RequestRefusal::NoJoinRequest
        | RequestRefusal::JoinRequestBase64
        | RequestRefusal::WrappedJoinRequest
        | RequestRefusal::JoinRequestProto
        | RequestRefusal::JoinRequestTooLarge
        | RequestRefusal::JoinRequestGzip
        | RequestRefusal::JoinRequestNotGzip => sentence![Code::JoinRequest.known().clause],
        RequestRefusal::BadRoute {
            why: BadRoute::Method,
            ..
        } => sentence!["LiveKit's API accepts only `POST`; the token is not the reason."],
        RequestRefusal::BadRoute {
            why: BadRoute::ContentType(_),
            ..
        } => sentence![
            "LiveKit's API needs `Content-Type: application/json`; the token is not the reason."
        ],
        RequestRefusal::BadHeader
        | RequestRefusal::HeaderTooLarge { .. }
        | RequestRefusal::BodyTooLarge { .. }
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
        | RequestRefusal::NotWebSocket => {
            sentence!["the server rejects the request, whatever its token permits."]
        }
    }
}

/// What to do about it.
pub(super) fn correction(refusal: &RequestRefusal) -> Sentence {
    match refusal {
        RequestRefusal::MissingGrant { grant } => answer::add_grant(*grant),
        RequestRefusal::NoAgent => answer::add_grant(Grant::Agent),
        RequestRefusal::OtherRoom { .. } => {
            sentence!["Set `video.room` to the room of the call where the token is made."]
        }
        RequestRefusal::MayNotPublish => sentence![
            "Set `canPublish: true` where the token is made, or send the request without `publish`."
        ],
        RequestRefusal::MayNotUpdateMetadata => {
            sentence!["Set `canUpdateOwnMetadata: true` where the token is made."]
        }
        RequestRefusal::NotBearer => sentence![
            "Write `Bearer` and a space before the token: `Authorization: Bearer <token>`"
        ],
        RequestRefusal::NoJoinRequest
        | RequestRefusal::JoinRequestBase64
        | RequestRefusal::WrappedJoinRequest
        | RequestRefusal::JoinRequestProto
        | RequestRefusal::JoinRequestTooLarge
        | RequestRefusal::JoinRequestGzip
        | RequestRefusal::JoinRequestNotGzip => sentence![Code::JoinRequest.known().fix],
        RequestRefusal::BadRoute {
            why: BadRoute::Method | BadRoute::ContentType(_),
            ..
        } => sentence![
            "Add what is missing to the `curl` command: `-X POST -H 'Content-Type: application/json' -d '{}'`"
        ],
        RequestRefusal::BadHeader
        | RequestRefusal::HeaderTooLarge { .. }
        | RequestRefusal::BodyTooLarge { .. }
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
        | RequestRefusal::NotWebSocket => Sentence::new(),
    }
}
