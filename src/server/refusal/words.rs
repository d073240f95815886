//! The words of each refusal, once for writing them and for reading them back.

use super::Refusal;
use crate::server::grants::TypeMismatch;
use crate::server::release::{Echo, GoJson, Library, Release};

/// How an answer is wrapped, by the kind of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text without a line end (`HandleError`, pkg/service/utils.go).
    Plain,
    /// Plain text with a line end (`http.Error`).
    Line,
    /// WHIP: `{"error":"…"}` and a line end.
    Whip,
    /// Twirp: `{"code":"…","msg":"…"}`.
    Twirp,
}

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
pub(super) const ATTRIBUTES: &str = "cannot decode attributes";
pub(super) const NOT_FOUND: &str = "404 page not found\n";
pub(super) const BAD_HEADER: &str = "400 Bad Request";
pub(super) const HEADER_TOO_LARGE: &str = "431 Request Header Fields Too Large";
pub(super) const BODY_TOO_LARGE: &str = "request body too large";

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
pub(super) const INTO_FIELD: &str = " into Go struct field ";
pub(super) const INTO: &str = " into ";
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
        Refusal::NotFound | Refusal::NotWebSocket => 404,
        Refusal::NoRoom if form == Form::Whip => 401,
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
        | Refusal::Attributes => 400,
        _ => 401,
    }
}

/// The body of a refusal, byte for byte; `token` is the text that releases up to v1.13.5 repeat.
pub fn body(refusal: &Refusal, form: Form, release: &Release, token: &[u8]) -> Vec<u8> {
    let echo = release.rules.echo;
    let text = match (fixed(refusal, form), refusal) {
        (Some(text), _) => text.to_owned(),
        (None, Refusal::UnknownKey { iss }) if echo == Echo::TokenAndKey => {
            [UNKNOWN_KEY, ": ", iss].concat()
        }
        (None, Refusal::UnknownKey { .. }) => UNKNOWN_KEY.to_owned(),
        (None, _) => {
            let error = error(refusal, release.rules.library);
            return match echo {
                Echo::Nothing => [INVALID_TOKEN, ": ", &error].concat().into_bytes(),
                Echo::TokenAndKey => {
                    [TOKEN.as_bytes(), token, ERROR.as_bytes(), error.as_bytes()].concat()
                }
            };
        }
    };
    match form {
        Form::Plain => text,
        Form::Line => text + "\n",
        Form::Whip => ["{\"error\":\"", &text, "\"}\n"].concat(),
        Form::Twirp => ["{\"code\":\"unauthenticated\",\"msg\":\"", &text, "\"}"].concat(),
    }
    .into_bytes()
}

/// The words of a refusal that are the same in all releases.
fn fixed(refusal: &Refusal, form: Form) -> Option<&'static str> {
    Some(match refusal {
        Refusal::BadHeader => BAD_HEADER,
        Refusal::HeaderTooLarge { .. } => HEADER_TOO_LARGE,
        Refusal::BodyTooLarge { .. } => BODY_TOO_LARGE,
        Refusal::NotBearer => NOT_BEARER,
        Refusal::Malformed(_) => INVALID_TOKEN,
        Refusal::NoToken | Refusal::NoVideoGrant if form == Form::Twirp => PERMISSION_DENIED,
        Refusal::NoToken
        | Refusal::NoVideoGrant
        | Refusal::NoAgent
        | Refusal::MayNotPublish
        | Refusal::MayNotUpdateMetadata => NO_ROOM_PERMISSION,
        Refusal::NoRoomJoin | Refusal::MissingGrant { .. } | Refusal::OtherRoom { .. } => {
            PERMISSION_DENIED
        }
        Refusal::NoIdentity => NO_IDENTITY,
        Refusal::IdentityTooLong { .. } => IDENTITY_TOO_LONG,
        Refusal::NoRoom if form == Form::Whip => NO_ROOM_WHIP,
        Refusal::NoRoom => NO_ROOM,
        Refusal::RoomTooLong { .. } => ROOM_TOO_LONG,
        Refusal::NoJoinRequest => NO_JOIN_REQUEST,
        Refusal::JoinRequestBase64 => JOIN_REQUEST_BASE64,
        Refusal::WrappedJoinRequest => WRAPPED_JOIN_REQUEST,
        Refusal::JoinRequestProto => JOIN_REQUEST_PROTO,
        Refusal::JoinRequestTooLarge => JOIN_REQUEST_TOO_LARGE,
        Refusal::JoinRequestGzip => JOIN_REQUEST_GZIP,
        Refusal::Attributes => ATTRIBUTES,
        Refusal::NotFound => NOT_FOUND,
        Refusal::NotWebSocket => "",
        _ => return None,
    })
}

/// The library's words for what it found wrong with a token.
fn error(refusal: &Refusal, library: Library) -> String {
    let jose = match library {
        Library::Square => "square/go-jose",
        Library::GoJose => "go-jose/go-jose",
        Library::GolangJwt(engine) => return golang_error(refusal, engine),
    };
    match refusal {
        Refusal::TooManySignatures => [jose, TOO_MANY_SIGNATURES].concat(),
        Refusal::NotYetValid { .. } => [jose, JOSE_NBF].concat(),
        Refusal::Expired { .. } => [jose, JOSE_EXP].concat(),
        Refusal::IssuedInFuture { .. } => [jose, JOSE_IAT].concat(),
        Refusal::CriticalType { found, element } => {
            let wanted = if *element { "string" } else { "[]string" };
            [CANNOT, found.word(), INTO_VALUE, wanted].concat()
        }
        Refusal::GrantType(TypeMismatch { found, wanted, .. }) => {
            [CANNOT, found.word(), INTO_VALUE, wanted].concat()
        }
        Refusal::DuplicateMember { name } => [DUPLICATE, name, DUPLICATE_END].concat(),
        Refusal::RoomConfig(why) => PROTO.to_owned() + &why.to_string(),
        _ => [jose, CRYPTO].concat(),
    }
}

fn golang_error(refusal: &Refusal, engine: GoJson) -> String {
    match refusal {
        Refusal::GrantType(mismatch) => CLAIM_JSON.to_owned() + &type_error(mismatch, engine),
        Refusal::RoomConfig(why) => [CLAIM_JSON, PROTO, &why.to_string()].concat(),
        Refusal::AlgorithmNotAllowed { alg } => [METHOD, alg, METHOD_END].concat(),
        Refusal::Expired { .. } => [CLAIMS, EXPIRED].concat(),
        Refusal::NotYetValid { .. } => [CLAIMS, NOT_YET_VALID].concat(),
        Refusal::ExpiredAndNotYetValid { .. } => [CLAIMS, EXPIRED, AND, NOT_YET_VALID].concat(),
        Refusal::MissingExp { nbf: None, .. } => [CLAIMS, MISSING_EXP].concat(),
        Refusal::MissingExp { nbf: Some(_), .. } => {
            [CLAIMS, MISSING_EXP, AND, NOT_YET_VALID].concat()
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
    let (into, field) = match engine {
        GoJson::V1 => (INTO_FIELD, [owner, ".ClaimGrants.", member].concat()),
        GoJson::V2 => {
            // After an index there is no struct field, says Go; any last name of digits looks like one to it.
            let last = place.rsplit('.').next().unwrap_or(place);
            let is_index = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
            let into = if is_index { INTO } else { INTO_FIELD };
            (into, ["Claims.", place].concat())
        }
    };
    [CANNOT, found.word(), into, &field, OF_TYPE, wanted].concat()
}
