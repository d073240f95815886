//! Why a request is refused.

use super::RefusalKind;
use crate::livekit::grants::Grant;

/// Why a request is refused without a token, with a token that does not permit it, or with any token.
#[derive(Clone, Debug, PartialEq)]
pub enum RequestRefusal {
    /// A control character in a header.
    BadHeader,
    /// Request line and headers have more bytes than the server reads.
    HeaderTooLarge {
        /// The number of bytes.
        bytes: usize,
    },
    /// The body has more bytes than the server reads.
    BodyTooLarge,
    /// The `Authorization` header does not begin with `Bearer `.
    NotBearer,
    /// There is no token.
    NoToken,
    /// `video.agent` is not true.
    NoAgent,
    /// The API method needs a grant that the token does not have.
    MissingGrant {
        /// The grant.
        grant: Grant,
    },
    /// `video.room` (or `video.destinationRoom`) is not the requested room.
    OtherRoom {
        /// The room of the grant.
        granted: String,
        /// The room of the request.
        asked: String,
    },
    /// The parameter `publish` without permission to publish.
    MayNotPublish,
    /// Metadata or attributes in the request without `video.canUpdateOwnMetadata`.
    MayNotUpdateMetadata,
    /// `/rtc/v1` without `join_request`.
    NoJoinRequest,
    /// `join_request` is not padded base64url.
    JoinRequestBase64,
    /// It is not a `livekit.WrappedJoinRequest`.
    WrappedJoinRequest,
    /// It does not hold a `livekit.JoinRequest`.
    JoinRequestProto,
    /// It has more than 1 MiB.
    JoinRequestTooLarge,
    /// It cannot be decompressed.
    JoinRequestGzip,
    /// It claims to be compressed, but does not begin like gzip.
    JoinRequestNotGzip,
    /// The parameter `attributes` is not padded base64url of a JSON object of strings.
    Attributes,
    /// WHIP: the `Content-Type` is not the required one.
    ContentType {
        /// Its value.
        found: Vec<u8>,
    },
    /// WHIP: there is no offer in the body.
    NoOffer,
    /// WHIP: the offer is not a session description.
    MalformedOffer,
    /// WHIP: there is no `If-Match`.
    NoEntityTag,
    /// Twirp has no such route.
    BadRoute {
        /// The fault in the route.
        why: BadRoute,
        /// The request's method.
        method: String,
        /// The request's path, percent-decoded.
        path: Vec<u8>,
    },
    /// Twirp: a fault that the API method itself finds.
    Api(ApiError),
    /// An agent's endpoint that is not public, without a token.
    AgentNeedsToken,
    /// No worker has registered for an agent's endpoint.
    NoWorkers,
    /// The server has no such path.
    NotFound,
    /// A WebSocket path without a WebSocket request.
    NotWebSocket,
}

impl RequestRefusal {
    /// Whether it is what the token permits, and not the form or route of the request.
    pub fn is_about_token(&self) -> bool {
        matches!(
            self,
            Self::MissingGrant { .. }
                | Self::OtherRoom { .. }
                | Self::NoAgent
                | Self::MayNotPublish
                | Self::MayNotUpdateMetadata
        )
    }

    /// Whether every server refuses a request of this form, with any token.
    pub fn is_about_form(&self) -> bool {
        matches!(
            self,
            Self::NotBearer
                | Self::NoJoinRequest
                | Self::BadRoute {
                    why: BadRoute::Method | BadRoute::ContentType(_),
                    ..
                }
        )
    }

    /// Whether a release has no such path or method. `LiveKit` Cloud, or a later release, may have it.
    pub fn is_about_route(&self) -> bool {
        matches!(
            self,
            Self::NotFound
                | Self::BadRoute {
                    why: BadRoute::Path,
                    ..
                }
        )
    }
}

/// The fault in the route of a Twirp request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadRoute {
    /// The method is not `POST`.
    Method,
    /// The service has no such method.
    Path,
    /// Neither JSON nor protobuf.
    ContentType(Vec<u8>),
}

/// A fault that a method of the Twirp API finds in a request, or the state of a server without rooms, participants and
/// Redis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The body is not the JSON of the request.
    JsonBody,
    /// The body is not the protobuf of the request.
    ProtobufBody,
    /// A nil dereference inside a method.
    Panic,
    /// The method is not implemented yet.
    NotImplemented,
    /// There is no such room.
    RoomUnknown,
    /// There is no such room: the error of `DeleteRoom` in one release.
    RoomNotFound,
    /// There is no such participant.
    ParticipantUnknown,
    /// The name of a new room is too long.
    RoomNameTooLong,
    /// A transfer without room.
    TransferWithoutRoom,
    /// A transfer without participant.
    TransferWithoutIdentity,
    /// `input_type` of an ingress is not a defined one.
    IngressType,
    /// An RPC without participant.
    RpcWithoutIdentity,
    /// Egress needs Redis.
    NoEgress,
    /// Ingress needs Redis.
    NoIngress,
    /// SIP needs Redis.
    NoSip,
    /// Both rooms are the same.
    SameRoom,
    /// The name of a participant is too long.
    NameTooLong,
    /// The metadata is too large.
    MetadataTooLarge,
    /// The attributes are too large.
    AttributesTooLarge,
}

impl ApiError {
    /// Whether it depends on the rooms, participants and Redis of the server, and not on the request alone.
    pub fn depends_on_server(self) -> bool {
        match self {
            Self::Panic
            | Self::RoomUnknown
            | Self::RoomNotFound
            | Self::ParticipantUnknown
            | Self::NoEgress
            | Self::NoIngress
            | Self::NoSip => true,
            Self::JsonBody
            | Self::ProtobufBody
            | Self::NotImplemented
            | Self::RoomNameTooLong
            | Self::TransferWithoutRoom
            | Self::TransferWithoutIdentity
            | Self::IngressType
            | Self::RpcWithoutIdentity
            | Self::SameRoom
            | Self::NameTooLong
            | Self::MetadataTooLarge
            | Self::AttributesTooLarge => false,
        }
    }
}

impl RequestRefusal {
    /// Its kind.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::BadHeader | Self::HeaderTooLarge { .. } | Self::BodyTooLarge => {
                RefusalKind::BadRequest
            }
            Self::NotBearer => RefusalKind::NotBearer,
            Self::NoToken => RefusalKind::NoToken,
            Self::NoAgent => RefusalKind::NoAgent,
            Self::MissingGrant { .. } => RefusalKind::MissingGrant,
            Self::OtherRoom { .. } => RefusalKind::OtherRoom,
            Self::MayNotPublish => RefusalKind::MayNotPublish,
            Self::MayNotUpdateMetadata => RefusalKind::MayNotUpdateMetadata,
            Self::NoJoinRequest
            | Self::JoinRequestBase64
            | Self::WrappedJoinRequest
            | Self::JoinRequestProto
            | Self::JoinRequestTooLarge
            | Self::JoinRequestGzip
            | Self::JoinRequestNotGzip => RefusalKind::JoinRequest,
            Self::Attributes => RefusalKind::Attributes,
            Self::ContentType { .. } | Self::NoOffer | Self::MalformedOffer | Self::NoEntityTag => {
                RefusalKind::Whip
            }
            Self::BadRoute { .. } | Self::Api(_) => RefusalKind::Api,
            Self::AgentNeedsToken | Self::NoWorkers => RefusalKind::AgentEndpoint,
            Self::NotFound => RefusalKind::NotFound,
            Self::NotWebSocket => RefusalKind::NotWebSocket,
        }
    }
}
