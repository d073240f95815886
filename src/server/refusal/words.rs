//! The words of each refusal, once for writing them and for reading them back.

use super::{BadRoute, Refusal, api};
use crate::server::go_text::{UNICODE_17, json_string, quote};
use crate::server::grants::TypeMismatch;
use crate::server::release::{Echo, GoJson, Library, Release, ReleaseRange, v};
use crate::text::json;

/// How an answer is wrapped, by the kind of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text without a line end (`HandleError`, pkg/service/utils.go).
    Plain,
    /// Plain text with a line end (`http.Error`).
    Line,
    /// WHIP: `{"error":"…"}` and a line end.
    Whip,
    /// The same for a session that was begun before.
    WhipSession,
    /// Twirp: `{"code":"…","msg":"…"}`.
    Twirp,
}

/// Lengths of identity and room are looked at (pkg/service/rtcservice.go).
pub const LENGTH_LIMITS: ReleaseRange = ReleaseRange::since(6, 2);
/// `join_request` and `attributes` are read, and a room must be named (pkg/service/rtcservice.go).
pub const JOIN_REQUESTS: ReleaseRange = ReleaseRange::since(9, 1);
/// What is not gzip has words of its own; measured.
pub const NOT_GZIP: ReleaseRange = ReleaseRange::between(v(9, 1), v(9, 1));
/// Unknown paths are not found; before, they answered as `/` does (pkg/service/server.go).
pub const UNKNOWN_PATHS: ReleaseRange = ReleaseRange::since(2, 5);
/// Bodies have a limit (`RequestBodyLimiter`).
pub const BODY_LIMIT: ReleaseRange = ReleaseRange::since(13, 6);
/// WHIP (pkg/service/whipservice.go).
pub const WHIP: ReleaseRange = ReleaseRange::since(9, 0);
/// Agents have endpoints.
pub const AGENT_ENDPOINTS: ReleaseRange = ReleaseRange::since(13, 8);

pub(super) const NOT_BEARER: &str = "invalid authorization header. Must start with Bearer ";
/// Alone where the token cannot be taken apart; from v1.13.6 on, with a colon, before the library's words.
pub(super) const INVALID_TOKEN: &str = "invalid authorization token";
/// Alone from v1.13.6 on; before, with a colon and the key.
pub(super) const UNKNOWN_KEY: &str = "invalid API key";
/// Up to v1.13.5: the token between this and [`ERROR`].
pub(super) const TOKEN: &str = "invalid token: ";
pub(super) const ERROR: &str = ", error: ";
pub(super) const NO_ROOM_PERMISSION: &str = "no permissions to access the room";
pub(super) const PERMISSION_DENIED: &str = "permissions denied";
pub(super) const NO_IDENTITY: &str = "identity cannot be empty";
pub(super) const IDENTITY_TOO_LONG: &str =
    "participant identity length exceeds limits: max length 256";
pub(super) const NO_ROOM: &str = "no room name";
pub(super) const NO_ROOM_WHIP: &str = "room name cannot be empty";
pub(super) const ROOM_TOO_LONG: &str = "room name length exceeds limits: max length 256";
pub(super) const NO_JOIN_REQUEST: &str = "join_request is required";
pub(super) const JOIN_REQUEST_BASE64: &str = "cannot base64 decode wrapped join request";
pub(super) const WRAPPED_JOIN_REQUEST: &str = "cannot unmarshal wrapped join request";
pub(super) const JOIN_REQUEST_PROTO: &str = "cannot unmarshal join request";
pub(super) const JOIN_REQUEST_TOO_LARGE: &str = "join request too large";
pub(super) const JOIN_REQUEST_GZIP: &str = "cannot read decompressed join request";
pub(super) const JOIN_REQUEST_NOT_GZIP: &str = "cannot decompress join request";
pub(super) const ATTRIBUTES: &str = "cannot decode attributes";
pub(super) const NOT_FOUND: &str = "404 page not found";
pub(super) const BAD_HEADER: &str = "400 Bad Request";
pub(super) const HEADER_TOO_LARGE: &str = "431 Request Header Fields Too Large";
pub(super) const BODY_TOO_LARGE: &str = "request body too large";

pub(super) const NO_IDENTITY_SESSION: &str = "participant identity cannot be empty";
pub(super) const CONTENT_TYPE: &str = "unsupported content-type: ";
pub(super) const NO_OFFER: &str = "body does not have SDP offer";
pub(super) const OFFER: &str = "malformed SDP offer: EOF";
pub(super) const OFFER_WRAPPED: &str = "malformed SDP offer: failed to unmarshal SDP: EOF";
/// How a description that cannot be read is told; measured on v1.9.1 and v1.9.10.
pub(super) const SDP_BARE: ReleaseRange = ReleaseRange::between(v(9, 0), v(9, 9));
pub(super) const SDP_WRAPPED: ReleaseRange = ReleaseRange::since(9, 10);
pub(super) const NO_ENTITY_TAG: &str = "missing entity tag";
pub(super) const AGENT_NEEDS_TOKEN: &str = "authentication required";
pub(super) const NO_WORKERS: &str = "no workers available for deployment";
pub(super) const BAD_ROUTE: &str = "bad_route";
pub(super) const ROUTE: &str = "twirp_invalid_route";
pub(super) const METHOD_NOT_POST: &str = "unsupported method ";
pub(super) const ONLY_POST: &str = " (only POST is allowed)";
pub(super) const NO_HANDLER: &str = "no handler for path ";
pub(super) const UNEXPECTED_TYPE: &str = "unexpected Content-Type: ";

pub(super) const CRYPTO: &str = ": error in cryptographic primitive";
pub(super) const TOO_MANY_SIGNATURES: &str = ": too many signatures in payload; expecting only one";
pub(super) const JOSE_NBF: &str = "/jwt: validation failed, token not valid yet (nbf)";
pub(super) const JOSE_EXP: &str = "/jwt: validation failed, token is expired (exp)";
pub(super) const JOSE_IAT: &str = "/jwt: validation field, token issued in the future (iat)";
pub(super) const DUPLICATE: &str = "json: duplicate key '";
pub(super) const DUPLICATE_END: &str = "' in object";
pub(super) const PROTO: &str = "proto: ";
pub(super) const CANNOT: &str = "json: cannot unmarshal ";
pub(super) const INTO_VALUE: &str = " into Go value of type ";
pub(super) const INTO: &str = " into ";
pub(super) const FIELD: &str = "Go struct field ";
/// The type's name in the words of Go up to 1.26, and from 1.27 on.
pub(super) const CLAIM_GRANTS: &str = ".ClaimGrants.";
pub(super) const CLAIMS_TYPE: &str = "Claims.";
pub(super) const UNKNOWN_FIELD: &str = "unknown field";
pub(super) const SQUARE: &str = "square/go-jose";
pub(super) const GO_JOSE: &str = "go-jose/go-jose";
pub(super) const UNAUTHENTICATED: &str = "unauthenticated";
pub(super) const OF_TYPE: &str = " of type ";

pub(super) const CLAIM_JSON: &str = "token is malformed: could not JSON decode claim: ";
pub(super) const METHOD: &str = "token signature is invalid: signing method ";
pub(super) const METHOD_END: &str = " is invalid";
pub(super) const SIGNATURE: &str = "token signature is invalid: signature is invalid";
pub(super) const CLAIMS: &str = "token has invalid claims: ";
pub(super) const EXPIRED: &str = "token is expired";
pub(super) const NOT_YET_VALID: &str = "token is not valid yet";
pub(super) const MISSING_EXP: &str = "token is missing required claim: exp claim is required";
pub(super) const AND: &str = ", ";

/// The HTTP status of a refusal.
pub fn status(refusal: &Refusal, form: Form) -> u16 {
    match refusal {
        Refusal::HeaderTooLarge { .. } => 431,
        Refusal::BodyTooLarge { .. } => 413,
        Refusal::NotFound | Refusal::NotWebSocket | Refusal::BadRoute { .. } => 404,
        Refusal::NoRoom if matches!(form, Form::Whip | Form::WhipSession) => 401,
        Refusal::NoIdentity if form == Form::WhipSession => 401,
        Refusal::Api(error) => error.status(),
        Refusal::NoEntityTag => 428,
        Refusal::NoWorkers => 503,
        Refusal::BadHeader
        | Refusal::NoIdentity
        | Refusal::IdentityTooLong { .. }
        | Refusal::NoRoom
        | Refusal::RoomTooLong { .. }
        | Refusal::NoJoinRequest
        | Refusal::JoinRequestBase64
        | Refusal::WrappedJoinRequest
        | Refusal::JoinRequestProto
        | Refusal::JoinRequestTooLarge
        | Refusal::JoinRequestGzip
        | Refusal::JoinRequestNotGzip
        | Refusal::Attributes
        | Refusal::ContentType { .. }
        | Refusal::NoOffer
        | Refusal::MalformedOffer => 400,
        _ => 401,
    }
}

/// The body of a refusal, byte for byte; `token` is the text that releases up to v1.13.5 repeat.
pub fn body(refusal: &Refusal, form: Form, release: &Release, token: &[u8]) -> Vec<u8> {
    let text = match (fixed(refusal, form), refusal) {
        (_, Refusal::Api(error)) => return error.body(release).into_bytes(),
        (_, Refusal::BadRoute { why, method, path }) => {
            return bad_route(why, method, path, release).into_bytes();
        }
        (_, Refusal::ContentType { found }) => {
            [CONTENT_TYPE.as_bytes(), json::lossy(found).as_bytes()].concat()
        }
        (_, Refusal::MalformedOffer) if release.supports(SDP_WRAPPED) => OFFER_WRAPPED.into(),
        (_, Refusal::MalformedOffer) => OFFER.into(),
        (Some(text), _) => text.into(),
        (None, Refusal::UnknownKey { iss }) => match release.rules.echo {
            Echo::TokenAndKey => format!("{UNKNOWN_KEY}: {iss}").into_bytes(),
            Echo::Nothing => UNKNOWN_KEY.into(),
        },
        (None, _) => {
            let error = library_error(refusal, release.rules.library);
            match release.rules.echo {
                Echo::Nothing => format!("{INVALID_TOKEN}: {error}").into_bytes(),
                Echo::TokenAndKey => {
                    [TOKEN.as_bytes(), token, ERROR.as_bytes(), error.as_bytes()].concat()
                }
            }
        }
    };
    match form {
        Form::Plain => text,
        Form::Line => [&text, b"\n".as_slice()].concat(),
        Form::Whip | Form::WhipSession => {
            format!("{{\"error\":{}}}\n", json_string(&text)).into_bytes()
        }
        Form::Twirp => api::body(UNAUTHENTICATED, &text, None).into_bytes(),
    }
}

/// `badRouteError` of twirp.
fn bad_route(why: &BadRoute, method: &str, path: &[u8], release: &Release) -> String {
    let quote = |bytes: &[u8]| quote(bytes, release.supports(UNICODE_17));
    let message = match why {
        BadRoute::Method => format!("{METHOD_NOT_POST}{}{ONLY_POST}", quote(method.as_bytes())),
        BadRoute::Path => format!("{NO_HANDLER}{}", quote(path)),
        BadRoute::ContentType(found) => format!("{UNEXPECTED_TYPE}{}", quote(found)),
    };
    let route = [method.as_bytes(), b" ", path].concat();
    api::body(BAD_ROUTE, message.as_bytes(), Some((ROUTE, &route)))
}

/// The words of a refusal that are the same in all releases.
fn fixed(refusal: &Refusal, form: Form) -> Option<&'static str> {
    Some(match refusal {
        Refusal::Malformed(_) => INVALID_TOKEN,
        Refusal::IdentityTooLong { .. } => IDENTITY_TOO_LONG,
        Refusal::RoomTooLong { .. } => ROOM_TOO_LONG,
        Refusal::BadHeader => BAD_HEADER,
        Refusal::HeaderTooLarge { .. } => HEADER_TOO_LARGE,
        Refusal::BodyTooLarge { .. } => BODY_TOO_LARGE,
        Refusal::NotBearer => NOT_BEARER,
        Refusal::NoToken | Refusal::NoVideoGrant if form == Form::Twirp => PERMISSION_DENIED,
        Refusal::NoToken
        | Refusal::NoVideoGrant
        | Refusal::NoAgent
        | Refusal::MayNotPublish
        | Refusal::MayNotUpdateMetadata => NO_ROOM_PERMISSION,
        Refusal::NoRoomJoin | Refusal::MissingGrant { .. } | Refusal::OtherRoom { .. } => {
            PERMISSION_DENIED
        }
        Refusal::NoIdentity if form == Form::WhipSession => NO_IDENTITY_SESSION,
        Refusal::NoIdentity => NO_IDENTITY,
        Refusal::NoRoom if matches!(form, Form::Whip | Form::WhipSession) => NO_ROOM_WHIP,
        Refusal::NoRoom => NO_ROOM,
        Refusal::NoJoinRequest => NO_JOIN_REQUEST,
        Refusal::JoinRequestBase64 => JOIN_REQUEST_BASE64,
        Refusal::WrappedJoinRequest => WRAPPED_JOIN_REQUEST,
        Refusal::JoinRequestProto => JOIN_REQUEST_PROTO,
        Refusal::JoinRequestTooLarge => JOIN_REQUEST_TOO_LARGE,
        Refusal::JoinRequestGzip => JOIN_REQUEST_GZIP,
        Refusal::JoinRequestNotGzip => JOIN_REQUEST_NOT_GZIP,
        Refusal::Attributes => ATTRIBUTES,
        Refusal::NoOffer => NO_OFFER,
        Refusal::NoEntityTag => NO_ENTITY_TAG,
        Refusal::AgentNeedsToken => AGENT_NEEDS_TOKEN,
        Refusal::NoWorkers => NO_WORKERS,
        Refusal::NotFound => NOT_FOUND,
        Refusal::NotWebSocket => "",
        _ => return None,
    })
}

/// The library's words for what it found wrong with a token.
fn library_error(refusal: &Refusal, library: Library) -> String {
    let jose = match library {
        Library::Square => SQUARE,
        Library::GoJose => GO_JOSE,
        Library::GolangJwt(engine) => return golang_error(refusal, engine),
    };
    match refusal {
        Refusal::TooManySignatures => format!("{jose}{TOO_MANY_SIGNATURES}"),
        Refusal::NotYetValid { .. } => format!("{jose}{JOSE_NBF}"),
        Refusal::Expired { .. } => format!("{jose}{JOSE_EXP}"),
        Refusal::IssuedInFuture { .. } => format!("{jose}{JOSE_IAT}"),
        Refusal::CriticalType { found, element } => {
            let wanted = if *element { "string" } else { "[]string" };
            format!("{CANNOT}{}{INTO_VALUE}{wanted}", found.word())
        }
        Refusal::GrantType(TypeMismatch { found, wanted, .. }) => {
            format!("{CANNOT}{}{INTO_VALUE}{wanted}", found.word())
        }
        Refusal::DuplicateMember { name } => format!("{DUPLICATE}{name}{DUPLICATE_END}"),
        Refusal::RoomConfig(why) => format!("{PROTO}{why}"),
        _ => format!("{jose}{CRYPTO}"),
    }
}

fn golang_error(refusal: &Refusal, engine: GoJson) -> String {
    match refusal {
        Refusal::GrantType(mismatch) => format!("{CLAIM_JSON}{}", type_error(mismatch, engine)),
        Refusal::RoomConfig(why) => format!("{CLAIM_JSON}{PROTO}{why}"),
        Refusal::AlgorithmNotAllowed { alg } => format!("{METHOD}{alg}{METHOD_END}"),
        Refusal::Expired { .. } => format!("{CLAIMS}{EXPIRED}"),
        Refusal::NotYetValid { .. } => format!("{CLAIMS}{NOT_YET_VALID}"),
        Refusal::ExpiredAndNotYetValid { .. } => format!("{CLAIMS}{EXPIRED}{AND}{NOT_YET_VALID}"),
        Refusal::MissingExp { nbf: None, .. } => format!("{CLAIMS}{MISSING_EXP}"),
        Refusal::MissingExp { nbf: Some(_), .. } => {
            format!("{CLAIMS}{MISSING_EXP}{AND}{NOT_YET_VALID}")
        }
        _ => SIGNATURE.to_owned(),
    }
}

/// `json.UnmarshalTypeError` of `encoding/json`.
fn type_error(mismatch: &TypeMismatch, engine: GoJson) -> String {
    let TypeMismatch {
        found,
        wanted,
        owner,
        member,
        place,
    } = mismatch;
    let (field, name) = match engine {
        GoJson::V1 => (FIELD, format!("{owner}{CLAIM_GRANTS}{member}")),
        GoJson::V2 => {
            // After an index there is no struct field, says Go; any last name of digits looks like one to it.
            let last = place.rsplit('.').next().unwrap_or_default();
            let is_index = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
            (
                if is_index { "" } else { FIELD },
                format!("{CLAIMS_TYPE}{place}"),
            )
        }
    };
    let found = found.word();
    format!("{CANNOT}{found}{INTO}{field}{name}{OF_TYPE}{wanted}")
}
