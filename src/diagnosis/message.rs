//! The words of each finding: what was noticed. *It* is the token.

use crate::paste::stand_in::StandIn;
use crate::secret::slip::{LineEnd, Side, Slip};
use crate::server::refusal::{Malformed, Refusal};
use crate::text::json::{Kind, Value};
use crate::token::{grants, jws};

use super::evidence::Evidence;
use super::finding::Finding;
use super::part::{Part, code, duration, instant};

/// What was noticed, as a clause that may follow a colon.
pub fn clause(finding: &Finding, evidence: &Evidence) -> Vec<Part> {
    match finding {
        Finding::StandIn(what) => stand_in(*what),
        Finding::CutOff => vec!["it is cut off: it ends before its signature does.".into()],
        Finding::Encrypted => {
            vec!["it has five parts, so it is an encrypted token (JWE); LiveKit takes signed ones (JWS) with three.".into()]
        }
        Finding::Foreign {
            issuer: Some(issuer),
        } => vec![
            "it is not one of LiveKit's: it has none of LiveKit's grants, and its issuer is "
                .into(),
            code(issuer.clone()),
            ".".into(),
        ],
        Finding::Foreign { issuer: None } => {
            vec![
                "it is not one of LiveKit's: it names no API key and has none of LiveKit's grants."
                    .into(),
            ]
        }
        Finding::Form(malformed) => form(malformed),
        Finding::Invisible => {
            vec!["in the paste, characters that cannot be seen stand inside of it; they are left out here.".into()]
        }
        Finding::Refused { refusal, .. } => refused(refusal, evidence),
        Finding::Swapped { side: Side::Paste } => {
            vec!["API key and API secret stand in each other's place in what you pasted.".into()]
        }
        Finding::Swapped { side: Side::Minter } => {
            vec![
                "it was made with API key and API secret swapped: it shows the secret as its "
                    .into(),
                code("iss"),
                ".".into(),
            ]
        }
        Finding::Slip { slip, side, place } => self::slip(*slip, *side, place),
        Finding::OtherPair { key, iss } => vec![
            "it names the API key ".into(),
            code(iss.clone()),
            ", but was signed with the secret of ".into(),
            code(key.clone()),
            ".".into(),
        ],
        Finding::Misnamed(misnamed) => {
            let place = if misnamed.object.is_empty() {
                "a claim"
            } else {
                misnamed.object
            };
            vec![
                "the server does not know ".into(),
                code(misnamed.name.clone()),
                if misnamed.object.is_empty() {
                    " as ".into()
                } else {
                    " in ".into()
                },
                if misnamed.object.is_empty() {
                    place.into()
                } else {
                    code(place)
                },
                "; probably ".into(),
                code(misnamed.meant),
                " was meant.".into(),
            ]
        }
        Finding::SignatureUnchecked { iss } => vec![
            "its signature is not checked: the secret of ".into(),
            code(iss.clone()),
            " is not in the paste.".into(),
        ],
        Finding::ServerAhead { seconds } => {
            vec![
                "the date of the server is at least ".into(),
                duration(*seconds),
                " ahead of this browser's clock.".into(),
            ]
        }
        Finding::ExpiredSince { exp } => vec![
            "it has expired since, at ".into(),
            instant(*exp),
            ".".into(),
        ],
    }
}

fn stand_in(what: StandIn) -> Vec<Part> {
    let text = match what {
        StandIn::Promise => {
            "a JavaScript promise was sent, printed as text, and not the token that it gives: it was not awaited."
        }
        StandIn::EmptyObject => {
            "an empty object was sent: a promise turned into JSON, since it was not awaited."
        }
        StandIn::Builder => {
            "the object that makes the token was sent, printed as text, and not the token."
        }
        StandIn::Method => {
            "the method that makes the token was sent, printed as text: it was not called."
        }
        StandIn::PythonBytes => {
            "it was printed as Python bytes: the b and the quotes are not part of it."
        }
        StandIn::RustResult => {
            "it was printed with the Rust result around it, which is not part of it."
        }
        StandIn::GoNil => "Go's nil error was printed behind it, which is not part of it.",
        StandIn::Nothing => {
            "the word for no value was sent: the variable that should hold the token is empty."
        }
        StandIn::Opaque => {
            "the text is no JSON Web Token, which has three parts and begins with eyJ."
        }
    };
    vec![text.into()]
}

/// A defect of the token's form, as a clause.
pub fn form(malformed: &jws::Malformed) -> Vec<Part> {
    match malformed {
        jws::Malformed::Segments { found } => {
            vec![format!("it has {found} parts between full stops, not 3.").into()]
        }
        jws::Malformed::Encrypted => vec!["it has five parts: it is encrypted (JWE).".into()],
        jws::Malformed::Padding { part, at } => vec![
            format!("its {} ends with padding (", part.word()).into(),
            code("="),
            format!(", at character {}), which a token must not have.", at + 1).into(),
        ],
        jws::Malformed::StandardAlphabet { part, at } => vec![
            format!("its {} is base64, not base64url: it has ", part.word()).into(),
            code("+"),
            " or ".into(),
            code("/"),
            format!(" at character {}.", at + 1).into(),
        ],
        jws::Malformed::Alphabet { part, at } => {
            vec![
                format!(
                    "its {} has a character that is not of base64url, at character {}.",
                    part.word(),
                    at + 1
                )
                .into(),
            ]
        }
        jws::Malformed::Length { part, characters } => {
            vec![
                format!(
                    "its {} has {characters} characters, a length that no base64url text has.",
                    part.word()
                )
                .into(),
            ]
        }
        jws::Malformed::Json { part, error, .. } => {
            vec![format!("its {} is not JSON: {error}.", part.word()).into()]
        }
        jws::Malformed::NotAnObject { part, found } => {
            vec![
                format!(
                    "its {} is {} and not an object.",
                    part.word(),
                    with_article(*found)
                )
                .into(),
            ]
        }
        jws::Malformed::Repeated { part, name } => {
            vec![
                "the member ".into(),
                code(name.clone()),
                format!(" stands twice in its {}.", part.word()).into(),
            ]
        }
        jws::Malformed::Unsigned => vec!["it has no signature.".into()],
        jws::Malformed::SignatureLength { found, expected } => {
            vec![format!("its signature has {found} bytes; its algorithm makes {expected}.").into()]
        }
    }
}

/// `a string`, `an object`.
fn with_article(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}

/// The words for a Go type.
fn wanted(go_type: &str) -> &'static str {
    match go_type {
        "bool" => "true or false",
        "string" => "a string",
        "[]string" => "an array of strings",
        "map[string]string" => "an object whose values are strings",
        _ => "an object",
    }
}

fn refused(refusal: &Refusal, evidence: &Evidence) -> Vec<Part> {
    let asked = if evidence.asked_at.by.is_some() {
        " before the server was asked."
    } else {
        " ago, by this browser's clock."
    };
    let clock = if evidence.asked_at.by.is_some() {
        " ahead of when the server was asked."
    } else {
        " ahead of this browser's clock."
    };
    let now = if refusal_is_early(refusal) {
        evidence.asked_at.instants.latest
    } else {
        evidence.asked_at.instants.earliest
    };
    match refusal {
        Refusal::Malformed(malformed) => self::malformed(malformed),
        Refusal::UnknownKey { iss } if iss.is_empty() => vec![
            "it names no API key: it has no ".into(),
            code("iss"),
            ".".into(),
        ],
        Refusal::UnknownKey { iss } => {
            let mut message = vec!["it names the API key ".into(), code(iss.clone())];
            let keys: Vec<_> = evidence
                .paste
                .pairs
                .iter()
                .filter_map(|pair| pair.key.as_ref())
                .collect();
            match keys[..] {
                [] => message.push(", which the server does not know.".into()),
                [(key, _)] => message.extend([
                    ", but what you pasted is for ".into(),
                    code(key.clone()),
                    ".".into(),
                ]),
                _ => message.push(", which is none of the keys that you pasted.".into()),
            }
            message
        }
        Refusal::GrantType(mismatch) => vec![
            "its ".into(),
            code(mismatch.place.clone()),
            format!(
                " is {}, and must be {}.",
                with_article(mismatch.found),
                wanted(mismatch.wanted)
            )
            .into(),
        ],
        Refusal::DuplicateMember { name } => vec![
            "the member ".into(),
            code(name.clone()),
            " stands twice.".into(),
        ],
        Refusal::RoomConfig(_) => vec![
            "its ".into(),
            code("roomConfig"),
            " is not what the server can read.".into(),
        ],
        Refusal::AlgorithmNotAllowed { alg } if alg.is_empty() => {
            vec!["its header names no algorithm.".into()]
        }
        Refusal::AlgorithmNotAllowed { alg } => {
            vec![
                "it is signed with ".into(),
                code(alg.clone()),
                ", and LiveKit takes ".into(),
                code("HS256"),
                " only.".into(),
            ]
        }
        Refusal::SignatureInvalid
            if evidence
                .token()
                .is_some_and(|token| token.jws.signature.is_empty()) =>
        {
            vec!["it is not signed.".into()]
        }
        Refusal::SignatureInvalid => {
            vec!["it was not signed with the secret that you pasted.".into()]
        }
        Refusal::Expired { exp, .. } => vec![
            "it expired ".into(),
            duration(now.since(*exp)),
            asked.into(),
        ],
        Refusal::NotYetValid { nbf, .. } => {
            vec![
                "its ".into(),
                code("nbf"),
                " is ".into(),
                duration(nbf.since(now)),
                clock.into(),
            ]
        }
        Refusal::ExpiredAndNotYetValid { .. } => {
            vec![
                "its ".into(),
                code("exp"),
                " has passed, and its ".into(),
                code("nbf"),
                " has not come.".into(),
            ]
        }
        Refusal::MissingExp { .. } => vec![
            "it has no ".into(),
            code("exp"),
            ", which is required.".into(),
        ],
        Refusal::IssuedInFuture { iat, .. } => {
            vec![
                "its ".into(),
                code("iat"),
                " is ".into(),
                duration(iat.since(now)),
                clock.into(),
            ]
        }
        Refusal::NoVideoGrant => {
            let mut message = vec![
                "it has no ".into(),
                code("video"),
                " grant, so it may not enter any room.".into(),
            ];
            message.extend(made_for(evidence));
            message
        }
        Refusal::NoRoomJoin => {
            let mut message = vec![
                "its ".into(),
                code("video"),
                " grant lacks ".into(),
                code("roomJoin: true"),
                ", so it may not join a room.".into(),
            ];
            message.extend(made_for(evidence));
            message
        }
        Refusal::NoIdentity => vec![
            "it has no identity: ".into(),
            code("sub"),
            " is missing or empty.".into(),
        ],
        Refusal::NoRoom => vec![
            "it names no room: ".into(),
            code("video.room"),
            " is missing or empty.".into(),
        ],
        Refusal::IdentityTooLong { bytes } => {
            vec![format!("its identity has {bytes} bytes; 256 are allowed.").into()]
        }
        Refusal::RoomTooLong { bytes } => {
            vec![format!("the name of its room has {bytes} bytes; 256 are allowed.").into()]
        }
        _ => vec!["the server does not take it.".into()],
    }
}

/// What the library of the server stumbles over before it looks at key and signature.
fn malformed(malformed: &Malformed) -> Vec<Part> {
    match malformed {
        Malformed::Claim {
            name,
            found: Kind::String,
        } => {
            vec![
                "its ".into(),
                code(*name),
                " is a text that is no number of seconds.".into(),
            ]
        }
        Malformed::Claim { name, found } => {
            let wanted = match *name {
                "exp" | "nbf" | "iat" => "a number of seconds",
                _ => "a string",
            };
            vec![
                "its ".into(),
                code(*name),
                format!(" is {}, and must be {wanted}.", with_article(*found)).into(),
            ]
        }
        Malformed::AlgorithmUnknown { alg } => {
            vec![
                "its header names the algorithm ".into(),
                code(alg.clone()),
                ", which the server does not know.".into(),
            ]
        }
        Malformed::AlgorithmType { .. } => vec!["its header names no algorithm.".into()],
        Malformed::TooDeep { .. } => vec!["its objects and arrays are nested too deeply.".into()],
        _ => vec!["its form is broken.".into()],
    }
}

/// What a token that may not join a room was made for, as far as its grants tell.
fn made_for(evidence: &Evidence) -> Vec<Part> {
    let Some(set) = evidence.token().and_then(|token| token.jws.claims_set()) else {
        return Vec::new();
    };
    let given: Vec<_> = grants::permissions(set)
        .into_iter()
        .filter(|permission| permission.allows && !permission.default)
        .collect();
    let purposes: Vec<_> = given
        .iter()
        .filter(|permission| !permission.claim.starts_with("video.can"))
        .collect();
    if purposes.is_empty() {
        let is_webhook = set
            .member("sha256")
            .and_then(Value::string)
            .is_some_and(|hash| !hash.is_empty());
        return if is_webhook {
            vec![" It is the kind of token that signs a webhook.".into()]
        } else {
            Vec::new()
        };
    }
    let mut message: Vec<Part> = vec![" It is made for something else: ".into()];
    for (at, permission) in purposes.iter().enumerate() {
        if at > 0 {
            message.push(", ".into());
        }
        message.push(code(permission.claim.clone()));
    }
    message.push(".".into());
    message
}

fn refusal_is_early(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotYetValid { .. } | Refusal::IssuedInFuture { .. }
    )
}

fn slip(slip: Slip, side: Side, place: &str) -> Vec<Part> {
    let what: Vec<Part> = match slip {
        Slip::LineEnd(LineEnd::Lf) => vec!["a newline (".into(), code("\\n"), ")".into()],
        Slip::LineEnd(LineEnd::CrLf) => {
            vec!["a Windows line end (".into(), code("\\r\\n"), ")".into()]
        }
        Slip::LineEnd(LineEnd::Cr) => vec!["a carriage return (".into(), code("\\r"), ")".into()],
        Slip::WhiteSpace => vec!["white space".into()],
        Slip::Quotes(quote) => vec!["quotes (".into(), code(quote.to_string()), ")".into()],
        Slip::Separator(separator) => vec!["a trailing ".into(), code(separator.to_string())],
        Slip::Swapped => vec!["the API key".into()],
    };
    let mut message: Vec<Part> = match side {
        Side::Paste => vec![format!("the secret that you pasted ({place}) has ").into()],
        Side::Minter => vec!["it was signed with the secret that you pasted and ".into()],
    };
    message.extend(what);
    message.push(match side {
        Side::Paste => " that is not part of it; without, it fits the signature.".into(),
        Side::Minter => " that is not part of it.".into(),
    });
    message
}
