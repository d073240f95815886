//! Why a server refuses: one variant per refusal, with the facts that were compared. [`super::wording`] has their
//! texts.

use crate::livekit::grants::{Grant, Type};
use crate::text::NumericDate;
use crate::text::base64url::NotBase64url;
use crate::text::json::{Kind, SyntaxError};

/// The leeway of the server's clock, in seconds: golang-jwt is called with a minute (`tokenLeeway`, auth/verifier.go),
/// and a minute is the default in go-jose (`jwt.DefaultLeeway`).
pub const LEEWAY: f64 = 60.0;

/// A step of the server's work at which it may stop; [`super::join::steps`] gives their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The HTTP request itself.
    Request,
    /// The `Authorization` header.
    Authorization,
    /// Decoding the token without a key.
    Parse,
    /// Finding the secret of the API key.
    Key,
    /// Decoding the grants.
    Types,
    /// Algorithm and signature.
    Signature,
    /// `exp`, `nbf`, `iat`.
    Time,
    /// Whether the grants permit the request.
    Grants,
}

/// A JSON value of the wrong type for the Go type of its member, as in `json.UnmarshalTypeError`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeMismatch {
    /// The type in the token.
    pub found: Kind,
    /// The required type.
    pub wanted: Type,
    /// The Go struct that has the member, such as `VideoGrant`.
    pub owner: &'static str,
    /// The member in LiveKit's spelling, such as `video.roomJoin`; for an element or an entry, the list or map.
    pub member: String,
    /// The place in the token's spelling, elements and entries included, such as `video.canPublishSources.0`.
    pub place: String,
}

/// A part of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The JOSE header.
    Header,
    /// The claims set.
    Payload,
    /// The signature.
    Signature,
    /// The object of a JWS JSON serialization (RFC 7515 section 7.2).
    Serialization,
}

/// Why the server cannot even decode a token. It never gives this reason: the answer is `invalid authorization token`.
#[derive(Clone, Debug, PartialEq)]
pub enum Malformed {
    /// Not three segments.
    Segments {
        /// Their number.
        found: usize,
    },
    /// A segment is not base64url.
    Base64 {
        /// In which part.
        part: Part,
        /// Where and why.
        why: NotBase64url,
    },
    /// A part is not JSON.
    Json {
        /// In which part.
        part: Part,
        /// Where and why.
        why: SyntaxError,
    },
    /// A part is JSON, but not an object.
    NotAnObject {
        /// In which part.
        part: Part,
        /// Its type.
        found: Kind,
    },
    /// Arrays and objects are nested more than 10,000 deep.
    TooDeep {
        /// In which part.
        part: Part,
    },
    /// A number that no float64 can hold.
    NumberRange {
        /// In which part.
        part: Part,
    },
    /// go-jose refuses a name that occurs twice in an object.
    Repeated {
        /// In which part.
        part: Part,
        /// The name.
        name: String,
    },
    /// A registered claim has a type that the library does not accept.
    Claim {
        /// Its name.
        name: &'static str,
        /// Its type in the token.
        found: Kind,
    },
    /// `alg` is not a string.
    AlgorithmType {
        /// Its type; `None` if it is absent.
        found: Option<Kind>,
    },
    /// golang-jwt has no algorithm with this name.
    AlgorithmUnknown {
        /// The name.
        alg: String,
    },
    /// go-jose does not accept the value of `kid`, `nonce`, `jwk` or `x5c`.
    HeaderMember {
        /// Its name.
        name: &'static str,
        /// Its type in the token.
        found: Kind,
    },
    /// A member of a JWS JSON serialization is missing or has the wrong type.
    SerializationMember {
        /// Its name.
        name: &'static str,
        /// Its type in the token; `None` if it is absent.
        found: Option<Kind>,
    },
    /// A `nonce` in the unprotected header of a JWS JSON serialization.
    UnprotectedNonce,
}

/// Why a `roomConfig` cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomConfigFault {
    /// protojson's text about what is wrong and where (`encoding/protojson/decode.go`, `internal/encoding/json`), without the leading
    /// `proto: `.
    pub text: String,
    /// The field, if it is one that the release does not know.
    pub unknown_field: Option<String>,
}

impl From<String> for RoomConfigFault {
    fn from(text: String) -> Self {
        Self {
            text,
            unknown_field: None,
        }
    }
}

/// Why a token, or the request that carries it, is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The request, not its token: its form, its route, or what it asks for.
    Request(RequestRefusal),
    /// The token cannot be decoded.
    Malformed(Malformed),
    /// No secret is known for `iss`.
    UnknownKey {
        /// The API key, empty if the token has none.
        iss: String,
    },
    /// A grant has the wrong JSON type.
    GrantType(TypeMismatch),
    /// go-jose refuses a name that occurs twice in a grant.
    DuplicateMember {
        /// The name.
        name: String,
    },
    /// `roomConfig` is not the protobuf JSON of a `livekit.RoomConfiguration`.
    RoomConfig(RoomConfigFault),
    /// The header's `crit` is not an array of strings.
    CriticalType {
        /// The type in the token.
        found: Kind,
        /// Whether it is an element of the array.
        element: bool,
    },
    /// The header's `crit` names something that go-jose does not support.
    CriticalUnsupported {
        /// The name.
        name: String,
    },
    /// A JWS JSON serialization with more than one signature.
    TooManySignatures,
    /// The server does not accept the algorithm.
    AlgorithmNotAllowed {
        /// The header's `alg`, empty if absent.
        alg: String,
    },
    /// The signature does not match secret and text.
    SignatureInvalid,
    /// `exp` has passed.
    Expired {
        /// The claim.
        exp: NumericDate,
    },
    /// `nbf` is in the future.
    NotYetValid {
        /// The claim.
        nbf: NumericDate,
    },
    /// `exp` has passed and `nbf` is in the future.
    ExpiredAndNotYetValid {
        /// The claim `exp`.
        exp: NumericDate,
        /// The claim `nbf`.
        nbf: NumericDate,
    },
    /// There is no `exp`.
    MissingExp {
        /// The claim `nbf`, if that is in the future.
        nbf: Option<NumericDate>,
    },
    /// `iat` is in the future.
    IssuedInFuture {
        /// The claim.
        iat: NumericDate,
    },
    /// The token has no `video` grant.
    NoVideoGrant,
    /// `video.roomJoin` is not true.
    NoRoomJoin,
    /// Neither `sub` nor `jti`.
    NoIdentity,
    /// The identity is too long.
    IdentityTooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// `video.room` is empty.
    NoRoom,
    /// `video.room` is too long.
    RoomTooLong {
        /// Its length in bytes.
        bytes: usize,
    },
}

impl From<RequestRefusal> for Refusal {
    fn from(refusal: RequestRefusal) -> Self {
        Self::Request(refusal)
    }
}

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

    /// Whether every server refuses a request of this form, with any token. A method that is not known here may be one of `LiveKit`
    /// Cloud's or of a later release.
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

impl Refusal {
    /// Its kind.
    pub fn kind(&self) -> RefusalKind {
        match self {
            Self::Request(refusal) => refusal.kind(),
            Self::Malformed(_) => RefusalKind::Malformed,
            Self::UnknownKey { .. } => RefusalKind::UnknownKey,
            Self::GrantType(_) => RefusalKind::GrantType,
            Self::DuplicateMember { .. } => RefusalKind::DuplicateMember,
            Self::RoomConfig(_) => RefusalKind::RoomConfig,
            Self::CriticalType { .. } | Self::CriticalUnsupported { .. } => RefusalKind::Critical,
            Self::TooManySignatures => RefusalKind::TooManySignatures,
            Self::AlgorithmNotAllowed { .. } => RefusalKind::AlgorithmNotAllowed,
            Self::SignatureInvalid => RefusalKind::SignatureInvalid,
            Self::Expired { .. } => RefusalKind::Expired,
            Self::NotYetValid { .. } => RefusalKind::NotYetValid,
            Self::ExpiredAndNotYetValid { .. } => RefusalKind::ExpiredAndNotYetValid,
            Self::MissingExp { .. } => RefusalKind::MissingExp,
            Self::IssuedInFuture { .. } => RefusalKind::IssuedInFuture,
            Self::NoVideoGrant => RefusalKind::NoVideoGrant,
            Self::NoRoomJoin => RefusalKind::NoRoomJoin,
            Self::NoIdentity => RefusalKind::NoIdentity,
            Self::IdentityTooLong { .. } => RefusalKind::IdentityTooLong,
            Self::NoRoom => RefusalKind::NoRoom,
            Self::RoomTooLong { .. } => RefusalKind::RoomTooLong,
        }
    }

    /// Where the server stops.
    pub fn step(&self) -> Step {
        self.kind().step()
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
