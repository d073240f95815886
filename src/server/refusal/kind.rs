//! The kinds of refusals.

use super::Step;

/// A refusal without its facts, as far as the body of an answer shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusalKind {
    /// The HTTP request is broken or too large.
    BadRequest,
    /// The `Authorization` header does not begin with `Bearer `.
    NotBearer,
    /// The token cannot be decoded.
    Malformed,
    /// No secret is known for the API key.
    UnknownKey,
    /// A grant has the wrong JSON type.
    GrantType,
    /// A name occurs twice in a grant.
    DuplicateMember,
    /// `roomConfig` is invalid.
    RoomConfig,
    /// The header's `crit` is wrong or not supported.
    Critical,
    /// A JWS JSON serialization with more than one signature.
    TooManySignatures,
    /// The algorithm is not accepted.
    AlgorithmNotAllowed,
    /// The signature does not match.
    SignatureInvalid,
    /// `exp` has passed.
    Expired,
    /// `nbf` is in the future.
    NotYetValid,
    /// Both.
    ExpiredAndNotYetValid,
    /// There is no `exp`.
    MissingExp,
    /// `iat` is in the future.
    IssuedInFuture,
    /// There is no token.
    NoToken,
    /// There is no `video` grant.
    NoVideoGrant,
    /// `video.roomJoin` is not true.
    NoRoomJoin,
    /// `video.agent` is not true.
    NoAgent,
    /// An API method needs a grant that is missing.
    MissingGrant,
    /// The grant is for another room.
    OtherRoom,
    /// Neither `sub` nor `jti`.
    NoIdentity,
    /// The identity is too long.
    IdentityTooLong,
    /// `video.room` is empty.
    NoRoom,
    /// `video.room` is too long.
    RoomTooLong,
    /// The parameter `publish` without permission to publish.
    MayNotPublish,
    /// Metadata or attributes without permission to set them.
    MayNotUpdateMetadata,
    /// `join_request` is missing or broken.
    JoinRequest,
    /// The parameter `attributes` is broken.
    Attributes,
    /// A WHIP request is invalid.
    Whip,
    /// An API request is invalid, or asks for something that does not exist.
    Api,
    /// An agent's endpoint.
    AgentEndpoint,
    /// The server has as many rooms, tracks or bytes as its configuration allows (`limit`, rtcservice.go). No request alone tells.
    NodeLimit,
    /// There is no such path.
    NotFound,
    /// A WebSocket path without a WebSocket request.
    NotWebSocket,
}

impl RefusalKind {
    /// The step of the server that finds this refusal.
    pub fn step(self) -> Step {
        match self {
            Self::BadRequest => Step::Request,
            Self::NotBearer => Step::Authorization,
            Self::Malformed => Step::Parse,
            Self::UnknownKey => Step::Key,
            Self::GrantType | Self::DuplicateMember | Self::RoomConfig => Step::Types,
            Self::Critical
            | Self::TooManySignatures
            | Self::AlgorithmNotAllowed
            | Self::SignatureInvalid => Step::Signature,
            Self::Expired
            | Self::NotYetValid
            | Self::ExpiredAndNotYetValid
            | Self::MissingExp
            | Self::IssuedInFuture => Step::Time,
            Self::NoToken
            | Self::NoVideoGrant
            | Self::NoRoomJoin
            | Self::NoAgent
            | Self::MissingGrant
            | Self::OtherRoom
            | Self::NoIdentity
            | Self::IdentityTooLong
            | Self::NoRoom
            | Self::RoomTooLong
            | Self::MayNotPublish
            | Self::MayNotUpdateMetadata
            | Self::JoinRequest
            | Self::Attributes
            | Self::Whip
            | Self::Api
            | Self::AgentEndpoint
            | Self::NodeLimit
            | Self::NotFound
            | Self::NotWebSocket => Step::Grants,
        }
    }
}
