//! The way back: from the body of an answer to the refusal, the releases with this text, and the token or key in it.

mod find;

use super::grants;
use super::refusal::RefusalKind;
use super::release::{Echo, Expiry, GoJson, Library, RELEASES, Release, WHIP};
use super::room_config;
use super::wording::api::{ApiText, TEXTS, WRAPPED, WRAPPER};
use super::wording::{self as words, PLAIN_TEXTS, Text, WHIP_TEXTS};
use crate::text::json::{Document, Value};

pub use find::find;

/// The meaning of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The possible refusals, the most frequent first; several if the server has one text for them.
    pub kinds: Vec<RefusalKind>,
    /// The groups of releases that have this text, oldest first.
    pub releases: Vec<&'static Release>,
    /// The token that the body repeats.
    pub token: Option<String>,
    /// The API key that the body repeats; empty if the token had none.
    pub key: Option<String>,
    /// The library's own text, if the body has it.
    pub error: Option<String>,
}

impl Reading {
    fn new(kinds: &[RefusalKind], has: impl Fn(&Release) -> bool) -> Self {
        Self {
            kinds: kinds.to_vec(),
            releases: RELEASES.iter().filter(|release| has(release)).collect(),
            token: None,
            key: None,
            error: None,
        }
    }
}

/// Reads the body of an answer. White space around it does not matter, and neither does the kind of space after
/// `proto:`, which may be a no-break space.
///
/// `None` if it is not a refusal by a LiveKit server; an empty body has no meaning either.
///
/// ```
/// use why401::server::{reading::read, refusal::RefusalKind};
///
/// let reading = read("invalid API key: APIkey").unwrap();
/// assert_eq!(reading.key.as_deref(), Some("APIkey"));
/// assert_eq!(reading.kinds, [RefusalKind::UnknownKey]);
/// assert!(read("502 Bad Gateway").is_none());
/// ```
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
    fixed(PLAIN_TEXTS, body)
        .or_else(|| read_key(line))
        .or_else(|| read_error(line))
}

fn fixed(texts: &[Text], body: &str) -> Option<Reading> {
    let found = texts.iter().find(|text| text.body.trim_ascii() == body)?;
    Some(Reading::new(found.kinds, |release| {
        release.supports(found.releases)
    }))
}

/// An unknown key, in the text of releases that repeat the key.
fn read_key(body: &str) -> Option<Reading> {
    let key = body.strip_prefix(words::UNKNOWN_KEY)?.strip_prefix(':')?;
    let mut reading = Reading::new(&[RefusalKind::UnknownKey], |release| {
        release.rules.echo == Echo::TokenAndKey
    });
    reading.key = Some(key.strip_prefix(' ').unwrap_or(key).to_owned());
    Some(reading)
}

/// The library's text about a token that it could decode.
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

/// The token, and the text about it. A JWS JSON serialization may contain the separator of the two.
fn cut_token(rest: &str) -> Option<(&str, &str)> {
    let end = if rest.trim_ascii_start().starts_with('{') {
        Document::read_prefix(rest.into()).0.root()?.span().end
    } else {
        0
    };
    let (before, error) = rest[end..].split_once(words::ERROR)?;
    Some((&rest[..end + before.len()], error))
}

/// A reading of golang-jwt's text, for releases with an `encoding/json` that `has` accepts.
fn of_golang_jwt(kinds: &[RefusalKind], has: impl Fn(&Release, GoJson) -> bool) -> Reading {
    Reading::new(kinds, |release| match release.rules.library {
        Library::GolangJwt(engine) => has(release, engine),
        Library::Square | Library::GoJose => false,
    })
}

fn golang_jwt(error: &str) -> Option<Reading> {
    let always = |kind| Some(of_golang_jwt(&[kind], |_, _| true));
    if error == words::SIGNATURE {
        return always(RefusalKind::SignatureInvalid);
    }
    if error.starts_with(words::METHOD) && error.ends_with(words::METHOD_END) {
        return always(RefusalKind::AlgorithmNotAllowed);
    }
    if let Some(claims) = error.strip_prefix(words::CLAIMS) {
        let mut claims = claims.split(words::AND);
        let both = (claims.next().unwrap_or_default(), claims.next());
        let not_yet = Some(words::NOT_YET_VALID);
        return match both {
            (words::EXPIRED, None) => always(RefusalKind::Expired),
            (words::NOT_YET_VALID, None) => always(RefusalKind::NotYetValid),
            (words::EXPIRED, second) if second == not_yet => {
                always(RefusalKind::ExpiredAndNotYetValid)
            }
            (words::MISSING_EXP, second) if second.is_none() || second == not_yet => {
                Some(of_golang_jwt(&[RefusalKind::MissingExp], |release, _| {
                    release.rules.expiry == Expiry::Required
                }))
            }
            _ => None,
        };
    }
    let error = error.strip_prefix(words::CLAIM_JSON)?;
    if is_proto(error) {
        return always(RefusalKind::RoomConfig);
    }
    let rest = error.strip_prefix(words::CANNOT)?;
    let (place, _) = rest.rsplit_once(words::OF_TYPE)?;
    let (_, place) = place.split_once(words::INTO)?;
    let place = place.strip_prefix(words::FIELD).unwrap_or(place);
    Some(of_golang_jwt(
        &[RefusalKind::GrantType],
        |release, engine| match engine {
            GoJson::V1 => place
                .split_once(words::CLAIM_GRANTS)
                .is_some_and(|(_, member)| grants::knows(member, release)),
            GoJson::V2 => place.starts_with(words::CLAIMS_TYPE),
        },
    ))
}

/// A reading of go-jose's text, for releases that `has` accepts.
fn of_go_jose(kinds: &[RefusalKind], has: impl Fn(&Release) -> bool) -> Reading {
    Reading::new(kinds, |release| {
        !matches!(release.rules.library, Library::GolangJwt(_)) && has(release)
    })
}

fn go_jose(error: &str) -> Option<Reading> {
    if is_proto(error) {
        let unknown = error.contains(words::UNKNOWN_FIELD);
        return Some(of_go_jose(&[RefusalKind::RoomConfig], |release| {
            release.supports(room_config::READ)
                && (!unknown || release.supports(room_config::STRICT))
        }));
    }
    if error.starts_with(words::DUPLICATE) && error.ends_with(words::DUPLICATE_END) {
        return Some(of_go_jose(&[RefusalKind::DuplicateMember], |_| true));
    }
    if let Some(rest) = error.strip_prefix(words::CANNOT) {
        let (_, wanted) = rest.split_once(words::INTO_VALUE)?;
        let kinds: &[RefusalKind] = match wanted {
            "string" | "[]string" => &[RefusalKind::GrantType, RefusalKind::Critical],
            _ => &[RefusalKind::GrantType],
        };
        return Some(of_go_jose(kinds, |release| {
            grants::has_type(wanted, release) || kinds.contains(&RefusalKind::Critical)
        }));
    }
    let (library, error) = if let Some(error) = error.strip_prefix(words::SQUARE) {
        (Library::Square, error)
    } else {
        (Library::GoJose, error.strip_prefix(words::GO_JOSE)?)
    };
    let kinds: &[RefusalKind] = match error {
        words::CRYPTO => &[
            RefusalKind::SignatureInvalid,
            RefusalKind::AlgorithmNotAllowed,
            RefusalKind::Critical,
        ],
        words::TOO_MANY_SIGNATURES => &[RefusalKind::TooManySignatures],
        words::JOSE_NBF => &[RefusalKind::NotYetValid],
        words::JOSE_EXP => &[RefusalKind::Expired],
        words::JOSE_IAT => &[RefusalKind::IssuedInFuture],
        _ => return None,
    };
    Some(of_go_jose(kinds, |release| {
        release.rules.library == library
    }))
}

fn is_proto(error: &str) -> bool {
    let rest = error.strip_prefix(words::PROTO.trim_ascii_end());
    rest.is_some_and(|rest| rest.starts_with([' ', '\u{A0}']))
}

fn read_whip(error: &str) -> Option<Reading> {
    if error.starts_with(words::CONTENT_TYPE) || error == words::NO_ENTITY_TAG {
        return Some(Reading::new(&[RefusalKind::Whip], |release| {
            release.supports(WHIP)
        }));
    }
    fixed(&WHIP_TEXTS, error.trim_ascii())
}

/// Twirp's answer to a token without the required permission.
fn read_permission(root: Value) -> Option<Reading> {
    let has = |name, text| {
        let member = root.member(name);
        member.is_some_and(|member| member.is_string(text))
    };
    let denied = has("code", words::UNAUTHENTICATED) && has("msg", words::PERMISSION_DENIED);
    let kinds = [
        RefusalKind::MissingGrant,
        RefusalKind::OtherRoom,
        RefusalKind::NoVideoGrant,
        RefusalKind::NoToken,
    ];
    (denied && root.member("error").is_none()).then(|| Reading::new(&kinds, |_| true))
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
            .then(|| Reading::new(&[RefusalKind::Api], |_| true));
    }
    let inner = message.strip_prefix(WRAPPER);
    let is_this = |fault: &&ApiText| {
        let has_meta = root.member("meta").is_some();
        fault.code == code
            && fault.message.trim_ascii() == inner.unwrap_or(&message).trim_ascii()
            && fault.meta.is_some() == has_meta
    };
    let fault = TEXTS.iter().find(is_this)?;
    Some(Reading::new(&[RefusalKind::Api], |release| {
        let wrapped = fault.is_psrpc && release.supports(WRAPPED);
        release.supports(fault.releases) && wrapped == inner.is_some()
    }))
}
