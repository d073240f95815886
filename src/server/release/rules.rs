//! Differences between releases.

use crate::livekit::release::{ReleaseRange, v};

/// The library that reads the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// `gopkg.in/square/go-jose.v2`.
    Square,
    /// `github.com/go-jose/go-jose/v3`.
    GoJose,
    /// `github.com/golang-jwt/jwt/v5`, on the `encoding/json` of Go up to 1.26 or from 1.27 on, which has other texts
    /// for its type errors.
    GolangJwt(GoJson),
}

/// The `encoding/json` in the official image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoJson {
    /// The first engine: Go 1.24 to 1.26.
    V1,
    /// The second engine behind the interface of the first: Go 1.27.
    V2,
}

/// Whether a token must have `exp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// Without it the token never expires.
    Optional,
    /// `jwt.WithExpirationRequired`.
    Required,
}

/// The parts of the token that the middleware repeats in its refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Echo {
    /// The whole token, and an unknown API key.
    TokenAndKey,
    /// Neither.
    Nothing,
}

/// Where a token may be, in addition to the `Authorization` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenSource {
    /// In a form body or the query (`http.Request.FormValue`).
    FormOrQuery,
    /// In the query alone.
    Query,
}

/// When the parameters `join_request` and `attributes` of a join are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinRequest {
    /// Never; the room may come from the parameter `room`.
    Ignored,
    /// Before the check of the token's grants. A valid one makes `/rtc/validate` dereference nil.
    BeforeGrants,
    /// After the check for a `video` grant. A valid one makes `/rtc/validate` dereference nil.
    AfterGrants,
    /// After the check for a `video` grant, without that bug.
    Sound,
}

/// The rules of a group of releases. Each other difference is a [`ReleaseRange`] in the table that it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The library that reads the token.
    pub library: Library,
    /// Whether `exp` is required.
    pub expiry: Expiry,
    /// What refusals repeat.
    pub echo: Echo,
    /// Where a token may be.
    pub token_source: TokenSource,
    /// How a join's parameters are read.
    pub join_request: JoinRequest,
    /// The status of a redirect to a clean path, by the image's Go: 301 up to Go 1.25, 307 from 1.26 on.
    pub redirect: u16,
}

/// The lengths of identity and room are checked (pkg/service/rtcservice.go).
pub const LENGTH_LIMITS: ReleaseRange = ReleaseRange::since(6, 2);
/// `join_request` and `attributes` are read, and a room must be named (pkg/service/rtcservice.go).
pub const JOIN_REQUESTS: ReleaseRange = ReleaseRange::since(9, 1);
/// v1.9.1 has a separate text for data that is not gzip (measured).
pub const NOT_GZIP: ReleaseRange = ReleaseRange::between(v(9, 1), v(9, 1));
/// Unknown paths are not found; before, they got the answer of `/` (pkg/service/server.go).
pub const UNKNOWN_PATHS: ReleaseRange = ReleaseRange::since(2, 5);
/// Bodies have a limit (`RequestBodyLimiter`).
pub const BODY_LIMIT: ReleaseRange = ReleaseRange::since(13, 6);
/// WHIP (pkg/service/whipservice.go).
pub const WHIP: ReleaseRange = ReleaseRange::since(9, 0);
/// Agents have endpoints.
pub const AGENT_ENDPOINTS: ReleaseRange = ReleaseRange::since(13, 8);
/// The middleware repeats neither token nor key.
pub const NO_ECHO: ReleaseRange = ReleaseRange::since(13, 6);
/// `/rtc/v1` (pkg/service/rtcservice.go).
pub const RTC_V1: ReleaseRange = ReleaseRange::since(9, 10);
