//! The way back: from the body of an answer to its cause, the releases that word it so, and the token or key inside.

use super::api::{ALL, ApiError, WRAPPED, WRAPPER};
use super::cause::Cause;
use super::words;
use crate::server::grants;
use crate::server::release::{Echo, Expiry, GoJson, Library, RELEASES, Release, ReleaseRange};
use crate::server::room_config;
use crate::text::json::{Document, Value};

/// What a body tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What may have caused it, the most frequent first; several where the server has one text for them.
    pub causes: Vec<Cause>,
    /// The groups of releases that word it so, oldest first.
    pub releases: Vec<&'static Release>,
    /// The token that the body repeats.
    pub token: Option<String>,
    /// The API key that the body repeats; empty if the token had none.
    pub key: Option<String>,
    /// The library's own words, where the body has them.
    pub error: Option<String>,
}

impl Reading {
    fn new(causes: &[Cause], has: impl Fn(&Release) -> bool) -> Self {
        Self {
            causes: causes.to_vec(),
            releases: RELEASES.iter().filter(|release| has(release)).collect(),
            token: None,
            key: None,
            error: None,
        }
    }
}

/// A text that stands alone, its causes, and the releases that have it.
type Fixed = (&'static str, &'static [Cause], ReleaseRange);

use ReleaseRange as R;

const NO_ROOM_PERMISSION: &[Cause] = &[
    Cause::NoVideoGrant,
    Cause::NoToken,
    Cause::NoAgent,
    Cause::MayNotUpdateMetadata,
    Cause::MayNotPublish,
];

static PLAIN: [Fixed; 23] = [
    (words::NOT_BEARER, &[Cause::NotBearer], R::ALWAYS),
    (words::INVALID_TOKEN, &[Cause::Malformed], R::ALWAYS),
    (words::NO_ROOM_PERMISSION, NO_ROOM_PERMISSION, R::ALWAYS),
    (words::PERMISSION_DENIED, &[Cause::NoRoomJoin], R::ALWAYS),
    (words::NO_IDENTITY, &[Cause::NoIdentity], R::ALWAYS),
    (
        words::IDENTITY_TOO_LONG,
        &[Cause::IdentityTooLong],
        words::LENGTH_LIMITS,
    ),
    (words::NO_ROOM, &[Cause::NoRoom], words::JOIN_REQUESTS),
    (
        words::ROOM_TOO_LONG,
        &[Cause::RoomTooLong],
        words::LENGTH_LIMITS,
    ),
    (
        words::NO_JOIN_REQUEST,
        &[Cause::JoinRequest],
        R::since(9, 10),
    ),
    (
        words::JOIN_REQUEST_BASE64,
        &[Cause::JoinRequest],
        words::JOIN_REQUESTS,
    ),
    (
        words::WRAPPED_JOIN_REQUEST,
        &[Cause::JoinRequest],
        words::JOIN_REQUESTS,
    ),
    (
        words::JOIN_REQUEST_PROTO,
        &[Cause::JoinRequest],
        words::JOIN_REQUESTS,
    ),
    (
        words::JOIN_REQUEST_TOO_LARGE,
        &[Cause::JoinRequest],
        words::JOIN_REQUESTS,
    ),
    (
        words::JOIN_REQUEST_GZIP,
        &[Cause::JoinRequest],
        words::JOIN_REQUESTS,
    ),
    (
        words::JOIN_REQUEST_NOT_GZIP,
        &[Cause::JoinRequest],
        words::NOT_GZIP,
    ),
    (
        words::ATTRIBUTES,
        &[Cause::Attributes],
        words::JOIN_REQUESTS,
    ),
    (words::NOT_FOUND, &[Cause::NotFound], words::UNKNOWN_PATHS),
    (words::BAD_HEADER, &[Cause::BadRequest], R::ALWAYS),
    (words::HEADER_TOO_LARGE, &[Cause::BadRequest], R::ALWAYS),
    (
        words::BODY_TOO_LARGE,
        &[Cause::BadRequest],
        words::BODY_LIMIT,
    ),
    (
        words::AGENT_NEEDS_TOKEN,
        &[Cause::AgentEndpoint],
        words::AGENT_ENDPOINTS,
    ),
    (
        words::NO_WORKERS,
        &[Cause::AgentEndpoint],
        words::AGENT_ENDPOINTS,
    ),
    (words::UNKNOWN_KEY, &[Cause::UnknownKey], R::since(13, 6)),
];

static WHIP: [Fixed; 10] = [
    (words::NO_ROOM_PERMISSION, NO_ROOM_PERMISSION, words::WHIP),
    (
        words::PERMISSION_DENIED,
        &[Cause::NoRoomJoin, Cause::MissingGrant],
        words::WHIP,
    ),
    (words::NO_IDENTITY, &[Cause::NoIdentity], words::WHIP),
    (
        words::NO_IDENTITY_SESSION,
        &[Cause::NoIdentity],
        words::WHIP,
    ),
    (
        words::IDENTITY_TOO_LONG,
        &[Cause::IdentityTooLong],
        words::WHIP,
    ),
    (words::NO_ROOM_WHIP, &[Cause::NoRoom], words::WHIP),
    (words::ROOM_TOO_LONG, &[Cause::RoomTooLong], words::WHIP),
    (words::NO_OFFER, &[Cause::Whip], words::WHIP),
    (words::OFFER, &[Cause::Whip], words::SDP_BARE),
    (words::OFFER_WRAPPED, &[Cause::Whip], words::SDP_WRAPPED),
];

/// Reads the body of an answer. White space around it does not matter, nor whether `proto:` is followed by a space or a
/// no-break space.
///
/// `None` if it is no refusal of a LiveKit server; an empty body tells nothing either.
pub fn read(body: &str) -> Option<Reading> {
    let line = body.trim_end_matches(['\r', '\n']);
    let body = body.trim_ascii();
    if body.starts_with('{') {
        let document = Document::read(body.into()).ok()?;
        let root = document.root()?;
        return match root.member("error") {
            Some(error) => read_whip(&error.string()?),
            None => read_permission(root).or_else(|| read_twirp(root)),
        };
    }
    fixed(&PLAIN, body)
        .or_else(|| read_key(line))
        .or_else(|| read_error(line))
}

fn fixed(table: &[Fixed], body: &str) -> Option<Reading> {
    let (_, causes, releases) = table.iter().find(|(text, ..)| text.trim_ascii() == body)?;
    Some(Reading::new(causes, |release| release.supports(*releases)))
}

/// An unknown key in the words of releases that repeat it.
fn read_key(body: &str) -> Option<Reading> {
    let key = body.strip_prefix(words::UNKNOWN_KEY)?.strip_prefix(':')?;
    let mut reading = Reading::new(&[Cause::UnknownKey], |release| {
        release.rules.echo == Echo::TokenAndKey
    });
    reading.key = Some(key.strip_prefix(' ').unwrap_or(key).to_owned());
    Some(reading)
}

/// The library's words about a token that could be taken apart.
fn read_error(body: &str) -> Option<Reading> {
    let (echo, token, error) = if let Some(rest) = body.strip_prefix(words::TOKEN) {
        let (token, error) = cut_token(rest)?;
        (Echo::TokenAndKey, Some(token.to_owned()), error)
    } else {
        let error = body
            .strip_prefix(words::INVALID_TOKEN)?
            .strip_prefix(": ")?;
        (Echo::Nothing, None, error)
    };
    let mut reading = golang_jwt(error).or_else(|| go_jose(error))?;
    reading
        .releases
        .retain(|release| release.rules.echo == echo);
    reading.token = token;
    reading.error = Some(error.to_owned());
    (!reading.releases.is_empty()).then_some(reading)
}

/// The token, and the words about it. A JWS JSON serialization may hold what stands between the two.
fn cut_token(rest: &str) -> Option<(&str, &str)> {
    let end = if rest.trim_ascii_start().starts_with('{') {
        Document::read_prefix(rest.into()).0.root()?.span().end
    } else {
        0
    };
    let (before, error) = rest[end..].split_once(words::ERROR)?;
    Some((&rest[..end + before.len()], error))
}

/// A reading of what golang-jwt says, for releases of which `has` holds with their `encoding/json`.
fn of_golang_jwt(causes: &[Cause], has: impl Fn(&Release, GoJson) -> bool) -> Reading {
    Reading::new(causes, |release| match release.rules.library {
        Library::GolangJwt(engine) => has(release, engine),
        Library::Square | Library::GoJose => false,
    })
}

fn golang_jwt(error: &str) -> Option<Reading> {
    let always = |cause| Some(of_golang_jwt(&[cause], |_, _| true));
    if error == words::SIGNATURE {
        return always(Cause::SignatureInvalid);
    }
    if error.starts_with(words::METHOD) && error.ends_with(words::METHOD_END) {
        return always(Cause::AlgorithmNotAllowed);
    }
    if let Some(claims) = error.strip_prefix(words::CLAIMS) {
        let mut claims = claims.split(words::AND);
        let both = (claims.next().unwrap_or_default(), claims.next());
        let not_yet = Some(words::NOT_YET_VALID);
        return match both {
            (words::EXPIRED, None) => always(Cause::Expired),
            (words::NOT_YET_VALID, None) => always(Cause::NotYetValid),
            (words::EXPIRED, second) if second == not_yet => always(Cause::ExpiredAndNotYetValid),
            (words::MISSING_EXP, second) if second.is_none() || second == not_yet => {
                Some(of_golang_jwt(&[Cause::MissingExp], |release, _| {
                    release.rules.expiry == Expiry::Required
                }))
            }
            _ => None,
        };
    }
    let error = error.strip_prefix(words::CLAIM_JSON)?;
    if is_proto(error) {
        return always(Cause::RoomConfig);
    }
    let rest = error.strip_prefix(words::CANNOT)?;
    let (place, _) = rest.rsplit_once(words::OF_TYPE)?;
    let (_, place) = place.split_once(words::INTO)?;
    let place = place.strip_prefix(words::FIELD).unwrap_or(place);
    Some(of_golang_jwt(
        &[Cause::GrantType],
        |release, engine| match engine {
            GoJson::V1 => place
                .split_once(words::CLAIM_GRANTS)
                .is_some_and(|(_, member)| grants::knows(member, release)),
            GoJson::V2 => place.starts_with(words::CLAIMS_TYPE),
        },
    ))
}

/// A reading of what go-jose says, for releases of which `has` holds.
fn of_go_jose(causes: &[Cause], has: impl Fn(&Release) -> bool) -> Reading {
    Reading::new(causes, |release| {
        !matches!(release.rules.library, Library::GolangJwt(_)) && has(release)
    })
}

fn go_jose(error: &str) -> Option<Reading> {
    if is_proto(error) {
        let unknown = error.contains(words::UNKNOWN_FIELD);
        return Some(of_go_jose(&[Cause::RoomConfig], |release| {
            release.supports(room_config::READ)
                && (!unknown || release.supports(room_config::STRICT))
        }));
    }
    if error.starts_with(words::DUPLICATE) && error.ends_with(words::DUPLICATE_END) {
        return Some(of_go_jose(&[Cause::DuplicateMember], |_| true));
    }
    if let Some(rest) = error.strip_prefix(words::CANNOT) {
        let (_, wanted) = rest.split_once(words::INTO_VALUE)?;
        let causes: &[Cause] = match wanted {
            "string" | "[]string" => &[Cause::GrantType, Cause::Critical],
            _ => &[Cause::GrantType],
        };
        return Some(of_go_jose(causes, |release| {
            grants::has_type(wanted, release) || causes.contains(&Cause::Critical)
        }));
    }
    let (library, error) = if let Some(error) = error.strip_prefix(words::SQUARE) {
        (Library::Square, error)
    } else {
        (Library::GoJose, error.strip_prefix(words::GO_JOSE)?)
    };
    let causes: &[Cause] = match error {
        words::CRYPTO => &[
            Cause::SignatureInvalid,
            Cause::AlgorithmNotAllowed,
            Cause::Critical,
        ],
        words::TOO_MANY_SIGNATURES => &[Cause::TooManySignatures],
        words::JOSE_NBF => &[Cause::NotYetValid],
        words::JOSE_EXP => &[Cause::Expired],
        words::JOSE_IAT => &[Cause::IssuedInFuture],
        _ => return None,
    };
    Some(of_go_jose(causes, |release| {
        release.rules.library == library
    }))
}

fn is_proto(error: &str) -> bool {
    let rest = error.strip_prefix(words::PROTO.trim_ascii_end());
    rest.is_some_and(|rest| rest.starts_with([' ', '\u{A0}']))
}

fn read_whip(error: &str) -> Option<Reading> {
    if error.starts_with(words::CONTENT_TYPE) || error == words::NO_ENTITY_TAG {
        return Some(Reading::new(&[Cause::Whip], |release| {
            release.supports(words::WHIP)
        }));
    }
    fixed(&WHIP, error.trim_ascii())
}

/// Twirp's answer to a token that does not permit what is asked.
fn read_permission(root: Value) -> Option<Reading> {
    let has = |name, text| {
        let member = root.member(name);
        member.is_some_and(|member| member.is_string(text))
    };
    let denied = has("code", words::UNAUTHENTICATED) && has("msg", words::PERMISSION_DENIED);
    let causes = [
        Cause::MissingGrant,
        Cause::OtherRoom,
        Cause::NoVideoGrant,
        Cause::NoToken,
    ];
    (denied && root.member("error").is_none()).then(|| Reading::new(&causes, |_| true))
}

fn read_twirp(root: Value) -> Option<Reading> {
    let string = |name| root.member(name).and_then(Value::string);
    let (code, message) = (string("code")?, string("msg")?);
    if code == words::BAD_ROUTE {
        let starts = [
            words::METHOD_NOT_POST,
            words::NO_HANDLER,
            words::UNEXPECTED_TYPE,
        ];
        return starts
            .into_iter()
            .any(|start| message.starts_with(start))
            .then(|| Reading::new(&[Cause::Api], |_| true));
    }
    let inner = message.strip_prefix(WRAPPER);
    let is_this = |fault: &&&ApiError| {
        let has_meta = root.member("meta").is_some();
        fault.code == code
            && fault.message.trim_ascii() == inner.unwrap_or(&message).trim_ascii()
            && fault.meta.is_some() == has_meta
    };
    let fault = ALL.iter().find(is_this)?;
    Some(Reading::new(&[Cause::Api], |release| {
        let wrapped = fault.is_psrpc && release.supports(WRAPPED);
        release.supports(fault.releases) && wrapped == inner.is_some()
    }))
}
