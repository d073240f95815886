//! What a body can tell: the causes of refusals without their facts.

use super::{Refusal, Step};
use crate::server::release::{Library, Release};

/// The cause of a refusal, as far as a text can name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The HTTP request is broken or too large.
    BadRequest,
    /// The `Authorization` header does not begin with `Bearer `.
    NotBearer,
    /// The token cannot be taken apart.
    Malformed,
    /// No secret is known for the API key.
    UnknownKey,
    /// A grant has the wrong JSON type.
    GrantType,
    /// A name stands twice in a grant.
    DuplicateMember,
    /// `roomConfig` is not what it must be.
    RoomConfig,
    /// The header's `crit` is wrong or not supported.
    Critical,
    /// A JWS JSON serialization with more than one signature.
    TooManySignatures,
    /// The algorithm is not taken.
    AlgorithmNotAllowed,
    /// The signature does not fit.
    SignatureInvalid,
    /// `exp` has passed.
    Expired,
    /// `nbf` has not come.
    NotYetValid,
    /// Both.
    ExpiredAndNotYetValid,
    /// There is no `exp`.
    MissingExp,
    /// `iat` has not come.
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
    /// `publish` without the right to.
    MayNotPublish,
    /// Metadata or attributes without the right to.
    MayNotUpdateMetadata,
    /// `join_request` is missing or broken.
    JoinRequest,
    /// The parameter `attributes` is broken.
    Attributes,
    /// A WHIP request is not as it must be.
    Whip,
    /// An API request is not as it must be, or asks for what is not there.
    Api,
    /// An agent's endpoint.
    AgentEndpoint,
    /// There is no such path.
    NotFound,
    /// A path for WebSockets was asked otherwise.
    NotWebSocket,
}

impl Refusal {
    /// Its cause.
    pub fn cause(&self) -> Cause {
        match self {
            Self::BadHeader | Self::HeaderTooLarge { .. } | Self::BodyTooLarge { .. } => {
                Cause::BadRequest
            }
            Self::NotBearer => Cause::NotBearer,
            Self::Malformed(_) => Cause::Malformed,
            Self::UnknownKey { .. } => Cause::UnknownKey,
            Self::GrantType(_) => Cause::GrantType,
            Self::DuplicateMember { .. } => Cause::DuplicateMember,
            Self::RoomConfig(_) => Cause::RoomConfig,
            Self::CriticalType { .. } | Self::CriticalUnsupported { .. } => Cause::Critical,
            Self::TooManySignatures => Cause::TooManySignatures,
            Self::AlgorithmNotAllowed { .. } => Cause::AlgorithmNotAllowed,
            Self::SignatureInvalid => Cause::SignatureInvalid,
            Self::Expired { .. } => Cause::Expired,
            Self::NotYetValid { .. } => Cause::NotYetValid,
            Self::ExpiredAndNotYetValid { .. } => Cause::ExpiredAndNotYetValid,
            Self::MissingExp { .. } => Cause::MissingExp,
            Self::IssuedInFuture { .. } => Cause::IssuedInFuture,
            Self::NoToken => Cause::NoToken,
            Self::NoVideoGrant => Cause::NoVideoGrant,
            Self::NoRoomJoin => Cause::NoRoomJoin,
            Self::NoAgent => Cause::NoAgent,
            Self::MissingGrant { .. } => Cause::MissingGrant,
            Self::OtherRoom { .. } => Cause::OtherRoom,
            Self::NoIdentity => Cause::NoIdentity,
            Self::IdentityTooLong { .. } => Cause::IdentityTooLong,
            Self::NoRoom => Cause::NoRoom,
            Self::RoomTooLong { .. } => Cause::RoomTooLong,
            Self::MayNotPublish => Cause::MayNotPublish,
            Self::MayNotUpdateMetadata => Cause::MayNotUpdateMetadata,
            Self::NoJoinRequest
            | Self::JoinRequestBase64
            | Self::WrappedJoinRequest
            | Self::JoinRequestProto
            | Self::JoinRequestTooLarge
            | Self::JoinRequestGzip
            | Self::JoinRequestNotGzip => Cause::JoinRequest,
            Self::Attributes => Cause::Attributes,
            Self::ContentType { .. } | Self::NoOffer | Self::MalformedOffer | Self::NoEntityTag => {
                Cause::Whip
            }
            Self::BadRoute { .. } | Self::Api(_) => Cause::Api,
            Self::AgentNeedsToken | Self::NoWorkers => Cause::AgentEndpoint,
            Self::NotFound => Cause::NotFound,
            Self::NotWebSocket => Cause::NotWebSocket,
        }
    }

    /// Where the server stops.
    pub fn step(&self) -> Step {
        self.cause().step()
    }
}

impl Cause {
    /// The step of the server that finds it.
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
            _ => Step::Grants,
        }
    }
}

/// The steps of a release in its order: golang-jwt decodes the grants before it looks at the signature, go-jose after.
pub fn steps(release: &Release) -> [Step; 8] {
    let (fifth, sixth) = match release.rules.library {
        Library::GolangJwt(_) => (Step::Types, Step::Signature),
        Library::Square | Library::GoJose => (Step::Signature, Step::Types),
    };
    [
        Step::Request,
        Step::Authorization,
        Step::Parse,
        Step::Key,
        fifth,
        sixth,
        Step::Time,
        Step::Grants,
    ]
}
