//! Why a server refuses: one variant per refusal, with the facts that were compared. [`super::wording`] has their
//! texts.

mod kind;
mod malformed;
mod request;

pub use kind::RefusalKind;
pub use malformed::{Malformed, Part};
pub use request::{ApiError, BadRoute, RequestRefusal};

use crate::livekit::grants::Type;
use crate::text::NumericDate;
use crate::text::json::Kind;

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
