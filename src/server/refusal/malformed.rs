//! Why a token cannot be read.

use crate::text::base64url::NotBase64url;
use crate::text::json::{Kind, SyntaxError};

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
