//! Why a server refuses: one variant per cause, with the facts that were compared; their words are in `words`.

pub(super) mod api;
mod cause;
mod find;
mod read;
mod words;

use super::grants::TypeMismatch;
use crate::text::NumericDate;
use crate::text::base64url::NotBase64url;
use crate::text::json::{Kind, SyntaxError};

pub use api::ApiError;
pub use cause::{Cause, steps};
pub use find::find;
pub use read::{Reading, read};
pub(super) use words::{AGENT_ENDPOINTS, BODY_LIMIT, LENGTH_LIMITS, NOT_GZIP, UNKNOWN_PATHS, WHIP};
pub use words::{Form, body, status};

/// How far the server's clock may be off, in seconds: golang-jwt is called with a minute (`tokenLeeway`, auth/verifier.go),
/// and a minute is go-jose's own (`jwt.DefaultLeeway`).
pub const LEEWAY: f64 = 60.0;

/// A step of the server's work, at which it may stop; [`steps`] gives their order.
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
    /// Whether the grants permit what is asked.
    Grants,
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

/// Why the server cannot even take a token apart. It never says so: the answer is `invalid authorization token`.
#[derive(Clone, Debug, PartialEq)]
pub enum Malformed {
    /// Not three segments.
    Segments {
        /// How many there are.
        found: usize,
    },
    /// A segment is not base64url.
    Base64 {
        /// Which.
        part: Part,
        /// Where and why.
        why: NotBase64url,
    },
    /// A part is not JSON.
    Json {
        /// Which.
        part: Part,
        /// Where and why.
        why: SyntaxError,
    },
    /// A part is JSON, but no object.
    NotAnObject {
        /// Which.
        part: Part,
        /// What it is.
        found: Kind,
    },
    /// Arrays and objects are nested more than 10,000 deep.
    TooDeep {
        /// In which part.
        part: Part,
        /// How deep.
        depth: usize,
    },
    /// A number that no float64 holds.
    NumberRange {
        /// In which part.
        part: Part,
        /// Its text.
        number: String,
    },
    /// go-jose refuses a name that stands twice in an object.
    Repeated {
        /// In which part.
        part: Part,
        /// The name.
        name: String,
    },
    /// A registered claim has a type that the library does not take.
    Claim {
        /// Its name.
        name: &'static str,
        /// What the token has.
        found: Kind,
    },
    /// `alg` is not a string.
    AlgorithmType {
        /// What it is, `None` if it is absent.
        found: Option<Kind>,
    },
    /// golang-jwt has no algorithm of this name.
    AlgorithmUnknown {
        /// The name.
        alg: String,
    },
    /// go-jose does not take the value of `kid`, `nonce`, `jwk` or `x5c`.
    HeaderMember {
        /// Its name.
        name: &'static str,
        /// What the token has.
        found: Kind,
    },
    /// A member of a JWS JSON serialization is missing or has the wrong type.
    SerializationMember {
        /// Its name.
        name: &'static str,
        /// What the token has, `None` if it is absent.
        found: Option<Kind>,
    },
    /// A `nonce` in the unprotected header of a JWS JSON serialization.
    UnprotectedNonce,
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// A control character in a header.
    BadHeader,
    /// Request line and headers have more bytes than the server reads.
    HeaderTooLarge {
        /// How many.
        bytes: usize,
    },
    /// The body has more bytes than the server reads.
    BodyTooLarge {
        /// How many.
        bytes: usize,
    },
    /// The `Authorization` header does not begin with `Bearer `.
    NotBearer,
    /// The token cannot be taken apart.
    Malformed(Malformed),
    /// No secret is known for `iss`.
    UnknownKey {
        /// The API key, empty if the token has none.
        iss: String,
    },
    /// A grant has the wrong JSON type.
    GrantType(TypeMismatch),
    /// go-jose refuses a name that stands twice in a grant.
    DuplicateMember {
        /// The name.
        name: String,
    },
    /// `roomConfig` is not the protobuf JSON of a `livekit.RoomConfiguration`: protojson's words, which tell what and
    /// where, without the leading `proto: `.
    RoomConfig(String),
    /// The header's `crit` is not an array of strings.
    CriticalType {
        /// What was found.
        found: Kind,
        /// Whether that is an element of the array.
        element: bool,
    },
    /// The header's `crit` names something that go-jose does not support.
    CriticalUnsupported {
        /// The name.
        name: String,
    },
    /// A JWS JSON serialization with more than one signature.
    TooManySignatures,
    /// The algorithm is not one of those that the server takes.
    AlgorithmNotAllowed {
        /// The header's `alg`, empty if absent.
        alg: String,
    },
    /// The signature does not fit secret and text.
    SignatureInvalid,
    /// `exp` has passed.
    Expired {
        /// The claim.
        exp: NumericDate,
        /// The server's clock.
        now: NumericDate,
        /// In seconds.
        leeway: f64,
    },
    /// `nbf` has not come.
    NotYetValid {
        /// The claim.
        nbf: NumericDate,
        /// The server's clock.
        now: NumericDate,
        /// In seconds.
        leeway: f64,
    },
    /// `exp` has passed and `nbf` has not come.
    ExpiredAndNotYetValid {
        /// The claim `exp`.
        exp: NumericDate,
        /// The claim `nbf`.
        nbf: NumericDate,
        /// The server's clock.
        now: NumericDate,
        /// In seconds.
        leeway: f64,
    },
    /// There is no `exp`.
    MissingExp {
        /// The claim `nbf`, if it has not come either.
        nbf: Option<NumericDate>,
        /// The server's clock.
        now: NumericDate,
        /// In seconds.
        leeway: f64,
    },
    /// `iat` has not come.
    IssuedInFuture {
        /// The claim.
        iat: NumericDate,
        /// The server's clock.
        now: NumericDate,
        /// In seconds.
        leeway: f64,
    },
    /// There is no token.
    NoToken,
    /// The token has no `video` grant.
    NoVideoGrant,
    /// `video.roomJoin` is not true.
    NoRoomJoin,
    /// `video.agent` is not true.
    NoAgent,
    /// The API method needs a grant that the token does not have.
    MissingGrant {
        /// The grant, such as `video.roomList`.
        grant: &'static str,
    },
    /// `video.room` (or `video.destinationRoom`) is not the room that was asked for.
    OtherRoom {
        /// The room of the grant.
        granted: String,
        /// The room of the request.
        asked: String,
    },
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
    /// The parameter `publish` without the right to publish.
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
    /// It is said to be compressed, but does not begin so.
    JoinRequestNotGzip,
    /// The parameter `attributes` is not padded base64url of a JSON object of strings.
    Attributes,
    /// WHIP: the `Content-Type` is not the one that is wanted.
    ContentType {
        /// What it is.
        found: Vec<u8>,
    },
    /// WHIP: there is no offer in the body.
    NoOffer,
    /// WHIP: the offer is no session description.
    MalformedOffer,
    /// WHIP: there is no `If-Match`.
    NoEntityTag,
    /// Twirp has no such route.
    BadRoute {
        /// What is wrong with it.
        why: BadRoute,
        /// The request's method.
        method: String,
        /// The request's path, percent-decoded.
        path: Vec<u8>,
    },
    /// Twirp: what the API method itself finds wrong.
    Api(&'static ApiError),
    /// An agent's endpoint that is not public, without a token.
    AgentNeedsToken,
    /// No worker has registered for an agent's endpoint.
    NoWorkers,
    /// The server has no such path.
    NotFound,
    /// A path for WebSockets was asked otherwise.
    NotWebSocket,
}

/// What is wrong with the route of a Twirp request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadRoute {
    /// The method is not `POST`.
    Method,
    /// The service has no such method.
    Path,
    /// Neither JSON nor protobuf.
    ContentType(Vec<u8>),
}
