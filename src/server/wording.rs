//! The text of each refusal, in one place for writing it and for reading it back.

pub(super) mod api;

use api::ApiText;

use super::go::text::{UNICODE_17, json_string, quote};
use super::refusal::{BadRoute, Refusal, RefusalKind, RequestRefusal, TypeMismatch};
use super::release::{
    AGENT_ENDPOINTS, BODY_LIMIT, Echo, GoJson, JOIN_REQUESTS, LENGTH_LIMITS, Library, NO_ECHO,
    NOT_GZIP, RTC_V1, Release, ReleaseRange, UNKNOWN_PATHS, WHIP, v,
};
use crate::text::json;

/// The format of an answer, by the kind of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text without a line end (`HandleError`, pkg/service/utils.go).
    Plain,
    /// Plain text with a line end (`http.Error`).
    Line,
    /// WHIP: `{"error":"…"}` and a line end.
    Whip,
    /// The same for an existing session.
    WhipSession,
    /// Twirp: `{"code":"…","msg":"…"}`.
    Twirp,
}

pub(super) const NOT_BEARER: &str = "invalid authorization header. Must start with Bearer ";
/// The whole text if the token cannot be decoded; from v1.13.6 on, with a colon, before the library's text.
pub(super) const INVALID_TOKEN: &str = "invalid authorization token";
/// The whole text from v1.13.6 on; before, with a colon and the key.
pub(super) const UNKNOWN_KEY: &str = "invalid API key";
/// Up to v1.13.5: the token is between this and [`ERROR`].
pub(crate) const TOKEN: &str = "invalid token: ";
pub(crate) const ERROR: &str = ", error: ";
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
/// The releases with either text for a session description that cannot be read; measured on v1.9.1 and v1.9.10.
pub(super) const SDP_BARE: ReleaseRange = ReleaseRange::between(v(9, 0), v(9, 9));
pub(super) const SDP_WRAPPED: ReleaseRange = ReleaseRange::since(9, 10);
pub(super) const NO_ENTITY_TAG: &str = "missing entity tag";
pub(super) const AGENT_NEEDS_TOKEN: &str = "authentication required";
pub(super) const NODE_LIMIT: &str = "node has exceeded its configured limit";
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
/// The type's name in the texts of Go up to 1.26, and from 1.27 on.
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

/// A text that is a complete answer.
#[derive(Debug)]
pub(super) struct Text {
    /// The text.
    pub body: &'static str,
    /// The refusals that it may mean, the most frequent first.
    pub kinds: &'static [RefusalKind],
    /// The releases that have it.
    pub releases: ReleaseRange,
    /// Whether it is searched for in longer texts such as logs.
    pub is_in_logs: bool,
}

const fn text(body: &'static str, kinds: &'static [RefusalKind], releases: ReleaseRange) -> Text {
    Text {
        body,
        kinds,
        releases,
        is_in_logs: false,
    }
}

impl Text {
    const fn in_logs(self) -> Self {
        Self {
            is_in_logs: true,
            ..self
        }
    }
}

use RefusalKind as K;

const NO_ROOM_PERMISSION_KINDS: &[RefusalKind] = &[
    K::NoVideoGrant,
    K::NoToken,
    K::NoAgent,
    K::MayNotUpdateMetadata,
    K::MayNotPublish,
];

/// Answers in plain text.
pub(super) static PLAIN_TEXTS: &[Text] = &[
    text(NOT_BEARER, &[K::NotBearer], ReleaseRange::ALWAYS).in_logs(),
    text(INVALID_TOKEN, &[K::Malformed], ReleaseRange::ALWAYS).in_logs(),
    text(
        NO_ROOM_PERMISSION,
        NO_ROOM_PERMISSION_KINDS,
        ReleaseRange::ALWAYS,
    )
    .in_logs(),
    text(PERMISSION_DENIED, &[K::NoRoomJoin], ReleaseRange::ALWAYS).in_logs(),
    text(NO_IDENTITY, &[K::NoIdentity], ReleaseRange::ALWAYS).in_logs(),
    text(IDENTITY_TOO_LONG, &[K::IdentityTooLong], LENGTH_LIMITS).in_logs(),
    text(NO_ROOM, &[K::NoRoom], JOIN_REQUESTS).in_logs(),
    text(ROOM_TOO_LONG, &[K::RoomTooLong], LENGTH_LIMITS).in_logs(),
    text(NO_JOIN_REQUEST, &[K::JoinRequest], RTC_V1).in_logs(),
    text(JOIN_REQUEST_BASE64, &[K::JoinRequest], JOIN_REQUESTS).in_logs(),
    text(WRAPPED_JOIN_REQUEST, &[K::JoinRequest], JOIN_REQUESTS),
    text(JOIN_REQUEST_PROTO, &[K::JoinRequest], JOIN_REQUESTS),
    text(JOIN_REQUEST_TOO_LARGE, &[K::JoinRequest], JOIN_REQUESTS),
    text(JOIN_REQUEST_GZIP, &[K::JoinRequest], JOIN_REQUESTS),
    text(JOIN_REQUEST_NOT_GZIP, &[K::JoinRequest], NOT_GZIP),
    text(ATTRIBUTES, &[K::Attributes], JOIN_REQUESTS).in_logs(),
    text(NOT_FOUND, &[K::NotFound], UNKNOWN_PATHS),
    text(BAD_HEADER, &[K::BadRequest], ReleaseRange::ALWAYS),
    text(HEADER_TOO_LARGE, &[K::BadRequest], ReleaseRange::ALWAYS),
    text(BODY_TOO_LARGE, &[K::BadRequest], BODY_LIMIT),
    text(AGENT_NEEDS_TOKEN, &[K::AgentEndpoint], AGENT_ENDPOINTS),
    text(NO_WORKERS, &[K::AgentEndpoint], AGENT_ENDPOINTS),
    text(NODE_LIMIT, &[K::NodeLimit], ReleaseRange::ALWAYS).in_logs(),
    text(UNKNOWN_KEY, &[K::UnknownKey], NO_ECHO).in_logs(),
];

/// Every answer that is a fixed text, as the server writes it.
///
/// ```
/// use why401::server::wording;
///
/// assert!(wording::fixed_texts().any(|text| text == "invalid API key"));
/// ```
pub fn fixed_texts() -> impl Iterator<Item = &'static str> {
    PLAIN_TEXTS.iter().map(|text| text.body)
}

/// Answers of WHIP, inside of its JSON.
pub(super) static WHIP_TEXTS: [Text; 10] = [
    text(NO_ROOM_PERMISSION, NO_ROOM_PERMISSION_KINDS, WHIP),
    text(PERMISSION_DENIED, &[K::NoRoomJoin, K::MissingGrant], WHIP),
    text(NO_IDENTITY, &[K::NoIdentity], WHIP),
    text(NO_IDENTITY_SESSION, &[K::NoIdentity], WHIP),
    text(IDENTITY_TOO_LONG, &[K::IdentityTooLong], WHIP),
    text(NO_ROOM_WHIP, &[K::NoRoom], WHIP),
    text(ROOM_TOO_LONG, &[K::RoomTooLong], WHIP),
    text(NO_OFFER, &[K::Whip], WHIP),
    text(OFFER, &[K::Whip], SDP_BARE),
    text(OFFER_WRAPPED, &[K::Whip], SDP_WRAPPED),
];

/// The HTTP status of a refusal.
pub fn status(refusal: &Refusal, form: Form, release: &Release) -> u16 {
    let is_whip = matches!(form, Form::Whip | Form::WhipSession);
    match refusal {
        Refusal::Request(refusal) => request_status(refusal, release),
        Refusal::NoRoom if is_whip => 401,
        Refusal::NoIdentity if form == Form::WhipSession => 401,
        Refusal::NoIdentity
        | Refusal::IdentityTooLong { .. }
        | Refusal::NoRoom
        | Refusal::RoomTooLong { .. } => 400,
        Refusal::Malformed(_)
        | Refusal::UnknownKey { .. }
        | Refusal::GrantType(_)
        | Refusal::DuplicateMember { .. }
        | Refusal::RoomConfig(_)
        | Refusal::CriticalType { .. }
        | Refusal::CriticalUnsupported { .. }
        | Refusal::TooManySignatures
        | Refusal::AlgorithmNotAllowed { .. }
        | Refusal::SignatureInvalid
        | Refusal::Expired { .. }
        | Refusal::NotYetValid { .. }
        | Refusal::ExpiredAndNotYetValid { .. }
        | Refusal::MissingExp { .. }
        | Refusal::IssuedInFuture { .. }
        | Refusal::NoVideoGrant
        | Refusal::NoRoomJoin => 401,
    }
}

fn request_status(refusal: &RequestRefusal, release: &Release) -> u16 {
    match refusal {
        RequestRefusal::HeaderTooLarge { .. } => 431,
        RequestRefusal::BodyTooLarge => 413,
        RequestRefusal::NotFound
        | RequestRefusal::NotWebSocket
        | RequestRefusal::BadRoute { .. } => 404,
        RequestRefusal::Api(error) => api::text(*error, release).map_or(500, ApiText::status),
        RequestRefusal::NoEntityTag => 428,
        RequestRefusal::NoWorkers => 503,
        RequestRefusal::BadHeader
        | RequestRefusal::NoJoinRequest
        | RequestRefusal::JoinRequestBase64
        | RequestRefusal::WrappedJoinRequest
        | RequestRefusal::JoinRequestProto
        | RequestRefusal::JoinRequestTooLarge
        | RequestRefusal::JoinRequestGzip
        | RequestRefusal::JoinRequestNotGzip
        | RequestRefusal::Attributes
        | RequestRefusal::ContentType { .. }
        | RequestRefusal::NoOffer
        | RequestRefusal::MalformedOffer => 400,
        RequestRefusal::NotBearer
        | RequestRefusal::NoToken
        | RequestRefusal::NoAgent
        | RequestRefusal::MissingGrant { .. }
        | RequestRefusal::OtherRoom { .. }
        | RequestRefusal::MayNotPublish
        | RequestRefusal::MayNotUpdateMetadata
        | RequestRefusal::AgentNeedsToken => 401,
    }
}

/// The body of a refusal, byte for byte; `token` is the text that releases up to v1.13.5 repeat.
pub fn body(refusal: &Refusal, form: Form, release: &Release, token: &[u8]) -> Vec<u8> {
    let is_whip = matches!(form, Form::Whip | Form::WhipSession);
    let text = match refusal {
        // They have formats of their own.
        Refusal::Request(RequestRefusal::Api(error)) => {
            let text = api::text(*error, release);
            return text.map_or_else(Vec::new, |text| text.body(release).into_bytes());
        }
        Refusal::Request(RequestRefusal::BadRoute { why, method, path }) => {
            return bad_route(why, method, path, release).into_bytes();
        }
        Refusal::Request(RequestRefusal::ContentType { found }) => {
            [CONTENT_TYPE.as_bytes(), json::lossy(found).as_bytes()].concat()
        }
        Refusal::Request(refusal) => request_text(refusal, form, release).into(),
        Refusal::Malformed(_) => INVALID_TOKEN.into(),
        Refusal::NoVideoGrant if form == Form::Twirp => PERMISSION_DENIED.into(),
        Refusal::NoVideoGrant => NO_ROOM_PERMISSION.into(),
        Refusal::NoRoomJoin => PERMISSION_DENIED.into(),
        Refusal::NoIdentity if form == Form::WhipSession => NO_IDENTITY_SESSION.into(),
        Refusal::NoIdentity => NO_IDENTITY.into(),
        Refusal::IdentityTooLong { .. } => IDENTITY_TOO_LONG.into(),
        Refusal::NoRoom if is_whip => NO_ROOM_WHIP.into(),
        Refusal::NoRoom => NO_ROOM.into(),
        Refusal::RoomTooLong { .. } => ROOM_TOO_LONG.into(),
        Refusal::UnknownKey { iss } => match release.rules.echo {
            Echo::TokenAndKey => format!("{UNKNOWN_KEY}: {iss}").into_bytes(),
            Echo::Nothing => UNKNOWN_KEY.into(),
        },
        Refusal::GrantType(_)
        | Refusal::DuplicateMember { .. }
        | Refusal::RoomConfig(_)
        | Refusal::CriticalType { .. }
        | Refusal::CriticalUnsupported { .. }
        | Refusal::TooManySignatures
        | Refusal::AlgorithmNotAllowed { .. }
        | Refusal::SignatureInvalid
        | Refusal::Expired { .. }
        | Refusal::NotYetValid { .. }
        | Refusal::ExpiredAndNotYetValid { .. }
        | Refusal::MissingExp { .. }
        | Refusal::IssuedInFuture { .. } => {
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

/// The text of a refusal of the request, if it contains no facts.
fn request_text(refusal: &RequestRefusal, form: Form, release: &Release) -> &'static str {
    match refusal {
        RequestRefusal::BadHeader => BAD_HEADER,
        RequestRefusal::HeaderTooLarge { .. } => HEADER_TOO_LARGE,
        RequestRefusal::BodyTooLarge => BODY_TOO_LARGE,
        RequestRefusal::NotBearer => NOT_BEARER,
        RequestRefusal::NoToken if form == Form::Twirp => PERMISSION_DENIED,
        RequestRefusal::NoToken
        | RequestRefusal::NoAgent
        | RequestRefusal::MayNotPublish
        | RequestRefusal::MayNotUpdateMetadata => NO_ROOM_PERMISSION,
        RequestRefusal::MissingGrant { .. } | RequestRefusal::OtherRoom { .. } => PERMISSION_DENIED,
        RequestRefusal::NoJoinRequest => NO_JOIN_REQUEST,
        RequestRefusal::JoinRequestBase64 => JOIN_REQUEST_BASE64,
        RequestRefusal::WrappedJoinRequest => WRAPPED_JOIN_REQUEST,
        RequestRefusal::JoinRequestProto => JOIN_REQUEST_PROTO,
        RequestRefusal::JoinRequestTooLarge => JOIN_REQUEST_TOO_LARGE,
        RequestRefusal::JoinRequestGzip => JOIN_REQUEST_GZIP,
        RequestRefusal::JoinRequestNotGzip => JOIN_REQUEST_NOT_GZIP,
        RequestRefusal::Attributes => ATTRIBUTES,
        RequestRefusal::NoOffer => NO_OFFER,
        RequestRefusal::MalformedOffer if release.supports(SDP_WRAPPED) => OFFER_WRAPPED,
        RequestRefusal::MalformedOffer => OFFER,
        RequestRefusal::NoEntityTag => NO_ENTITY_TAG,
        RequestRefusal::AgentNeedsToken => AGENT_NEEDS_TOKEN,
        RequestRefusal::NoWorkers => NO_WORKERS,
        RequestRefusal::NotFound => NOT_FOUND,
        // The first is empty, the others are written elsewhere.
        RequestRefusal::NotWebSocket
        | RequestRefusal::ContentType { .. }
        | RequestRefusal::BadRoute { .. }
        | RequestRefusal::Api(_) => "",
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

/// The library's text for a fault in a token.
fn library_error(refusal: &Refusal, library: Library) -> String {
    match library {
        Library::Square => jose_error(refusal, SQUARE),
        Library::GoJose => jose_error(refusal, GO_JOSE),
        Library::GolangJwt(engine) => golang_error(refusal, engine),
    }
}

fn jose_error(refusal: &Refusal, jose: &str) -> String {
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
            format!("{CANNOT}{}{INTO_VALUE}{}", found.word(), wanted.go_name())
        }
        Refusal::DuplicateMember { name } => format!("{DUPLICATE}{name}{DUPLICATE_END}"),
        Refusal::RoomConfig(fault) => format!("{PROTO}{}", fault.text),
        Refusal::CriticalUnsupported { .. }
        | Refusal::AlgorithmNotAllowed { .. }
        | Refusal::SignatureInvalid => format!("{jose}{CRYPTO}"),
        // go-jose finds none of these, or has no text of its own for them.
        Refusal::ExpiredAndNotYetValid { .. }
        | Refusal::MissingExp { .. }
        | Refusal::Request(_)
        | Refusal::Malformed(_)
        | Refusal::UnknownKey { .. }
        | Refusal::NoVideoGrant
        | Refusal::NoRoomJoin
        | Refusal::NoIdentity
        | Refusal::IdentityTooLong { .. }
        | Refusal::NoRoom
        | Refusal::RoomTooLong { .. } => String::new(),
    }
}

fn golang_error(refusal: &Refusal, engine: GoJson) -> String {
    match refusal {
        Refusal::GrantType(mismatch) => format!("{CLAIM_JSON}{}", type_error(mismatch, engine)),
        Refusal::RoomConfig(fault) => format!("{CLAIM_JSON}{PROTO}{}", fault.text),
        Refusal::AlgorithmNotAllowed { alg } => format!("{METHOD}{alg}{METHOD_END}"),
        Refusal::Expired { .. } => format!("{CLAIMS}{EXPIRED}"),
        Refusal::NotYetValid { .. } => format!("{CLAIMS}{NOT_YET_VALID}"),
        Refusal::ExpiredAndNotYetValid { .. } => format!("{CLAIMS}{EXPIRED}{AND}{NOT_YET_VALID}"),
        Refusal::MissingExp { nbf: None, .. } => format!("{CLAIMS}{MISSING_EXP}"),
        Refusal::MissingExp { nbf: Some(_), .. } => {
            format!("{CLAIMS}{MISSING_EXP}{AND}{NOT_YET_VALID}")
        }
        Refusal::SignatureInvalid => SIGNATURE.to_owned(),
        // golang-jwt finds none of these, or has no text of its own for them.
        Refusal::DuplicateMember { .. }
        | Refusal::CriticalType { .. }
        | Refusal::CriticalUnsupported { .. }
        | Refusal::TooManySignatures
        | Refusal::IssuedInFuture { .. }
        | Refusal::Request(_)
        | Refusal::Malformed(_)
        | Refusal::UnknownKey { .. }
        | Refusal::NoVideoGrant
        | Refusal::NoRoomJoin
        | Refusal::NoIdentity
        | Refusal::IdentityTooLong { .. }
        | Refusal::NoRoom
        | Refusal::RoomTooLong { .. } => String::new(),
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
            // Go says that no struct field follows an index; it judges any last name of digits to be an index.
            let last = place.rsplit('.').next().unwrap_or_default();
            let is_index = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
            (
                if is_index { "" } else { FIELD },
                format!("{CLAIMS_TYPE}{place}"),
            )
        }
    };
    let found = found.word();
    format!(
        "{CANNOT}{found}{INTO}{field}{name}{OF_TYPE}{}",
        wanted.go_name()
    )
}
