//! What the server refuses by its rules: computed for the token, and not seen.

use std::rc::Rc;

use super::cause::Cause;
use super::code::grant_line;
use super::form::with_article;
use super::rank::Rank;
use super::sentence::{Duration, Inline, Name, Ours, Pasted, Piece, Sentence, followed_by};
use super::{Explain, answer, form};
use crate::clock::asked_at::AskedAtSource;
use crate::livekit::sdk::Sdk;
use crate::sentence;
use crate::server::refusal::{LEEWAY, Malformed, Refusal, RequestRefusal};
use crate::text::json::Kind;
use crate::text::{Interval, NumericDate};
use crate::token::jws::Malformed as Defect;

/// The server refuses the token.
#[derive(Clone, Debug)]
pub struct RefusalFinding {
    /// Why.
    pub refusal: Rc<Refusal>,
    /// The first release that refuses so, where older ones do not: `v1.13.6`.
    pub since: Option<String>,
    /// The releases that refuse so, where the newest do not.
    pub releases: Option<Older>,
    /// What is known of the token and the paste.
    pub context: Rc<Context>,
}

/// Releases that refuse what newer ones accept.
#[derive(Clone, Debug)]
pub struct Older {
    /// The first of them, such as `v1.8.2`.
    pub first: String,
    /// The last of them.
    pub last: String,
    /// The first that accepts.
    pub next: String,
}

/// What is known of a refused token and its paste.
#[derive(Clone, Debug)]
pub struct Context {
    /// When the server was asked.
    pub asked_at: Interval,
    /// The browser's clock, if it agrees with the machine that made the token, and the time of asking is the server's.
    pub browser: Option<NumericDate>,
    /// Who says when.
    pub asked_at_source: AskedAtSource,
    /// The API keys of the paste.
    pub keys: PastedKeys,
    /// What the token was made for.
    pub purpose: Purpose,
    /// The SDK that made it, as far as its form tells.
    pub sdk: Option<Sdk>,
    /// What is wrong with its form.
    pub defects: Vec<Defect>,
}

impl Context {
    /// What is wrong with the length of its signature. One that is too short is cut off, and was not judged.
    fn signature_defect(&self) -> Option<&Defect> {
        (self.defects.iter())
            .find(|defect| matches!(defect, Defect::Unsigned | Defect::SignatureLength { .. }))
    }

    /// The defect for which the server cannot take the token apart, which tells more than that it cannot.
    fn explain(&self, malformed: &Malformed) -> Option<&Defect> {
        let explains = |defect: &&Defect| match malformed {
            Malformed::Segments { .. } => matches!(defect, Defect::Segments { .. }),
            Malformed::Base64 { .. } => matches!(
                defect,
                Defect::Padding { .. }
                    | Defect::StandardAlphabet { .. }
                    | Defect::Alphabet { .. }
                    | Defect::Length { .. }
            ),
            Malformed::Json { .. } => matches!(defect, Defect::Json { .. }),
            Malformed::NotAnObject { .. } => matches!(defect, Defect::NotAnObject { .. }),
            _ => false,
        };
        self.defects.iter().find(explains)
    }
}

/// The API keys of the paste, beside that of the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastedKeys {
    /// None, or the token's own.
    Own,
    /// The token's own, without the quotes or white space that the token has around it.
    Wrapped,
    /// One other.
    Other(String),
    /// Several others.
    Others,
}

/// What a token was made for, as far as its claims tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purpose {
    /// The permissions that it gives, such as `video.roomList`.
    pub grants: Vec<String>,
    /// Whether it signs a webhook.
    pub is_webhook: bool,
    /// Whether it has any claim of LiveKit's.
    pub is_of_livekit: bool,
}

codes! { Refusal:
    /// **Why** The server looks up the secret by the `iss` of the token.
    ///
    /// **Source** livekit-server, all releases.
    NoKey,

    /// **Why** Registered claims have types (RFC 7519 section 4.1), and the server decodes them into Go types.
    ///
    /// **Source** livekit-server, all releases.
    WrongClaimType,

    /// **Why** A `crit` header names extensions that the server must know, and it knows none.
    ///
    /// **Source** RFC 7515 section 4.1.11.
    CriticalHeader,

    /// **Why** A JWS in JSON may have several signatures; the server takes one.
    ///
    /// **Source** RFC 7515 section 7.2.
    TooManySignatures,

    /// **Why** Every permission of a room is in the `video` claim.
    ///
    /// **Source** livekit/protocol, `auth/grants.go`.
    NoVideoGrant,

    /// **Why** A client may join only with `roomJoin: true`; tokens for the server API have other permissions.
    ///
    /// **Source** livekit-server, all releases.
    NoRoomJoin,

    /// **Why** The configuration of the server limits names; 256 bytes are the default.
    ///
    /// **Source** livekit-server, `limit.max_participant_identity_length`.
    IdentityTooLong,

    /// **Why** The configuration of the server limits names; 256 bytes are the default.
    ///
    /// **Source** livekit-server, `limit.max_room_name_length`.
    RoomTooLong,
}

impl RefusalFinding {
    /// The finding for a token of which nothing else is known, because it was just made.
    pub fn alone(refusal: Refusal) -> Self {
        let unknown = NumericDate(0.0);
        Self {
            refusal: Rc::new(refusal),
            since: None,
            releases: None,
            context: Rc::new(Context {
                asked_at: Interval::at(unknown),
                browser: None,
                asked_at_source: AskedAtSource::Given,
                keys: PastedKeys::Own,
                purpose: Purpose::default(),
                sdk: None,
                defects: Vec::new(),
            }),
        }
    }
}

/// The name of the finding that a refusal is.
pub fn code(refusal: &Refusal) -> super::Code {
    use super::Code as Any;
    match refusal {
        Refusal::Malformed(Malformed::Claim { .. }) => Any::Refusal(Code::WrongClaimType),
        Refusal::Malformed(
            Malformed::AlgorithmUnknown { .. } | Malformed::AlgorithmType { .. },
        )
        | Refusal::AlgorithmNotAllowed { .. } => Any::Answer(answer::Code::AlgorithmNotAllowed),
        Refusal::Malformed(_) => Any::Form(form::Code::MalformedToken),
        Refusal::UnknownKey { iss } if iss.is_empty() => Any::Refusal(Code::NoKey),
        Refusal::UnknownKey { .. } => Any::Answer(answer::Code::UnknownKey),
        Refusal::GrantType(_) => Any::Answer(answer::Code::WrongGrantType),
        Refusal::DuplicateMember { .. } => Any::Form(form::Code::RepeatedMember),
        Refusal::RoomConfig(_) => Any::Answer(answer::Code::RoomConfig),
        Refusal::CriticalType { .. } | Refusal::CriticalUnsupported { .. } => {
            Any::Refusal(Code::CriticalHeader)
        }
        Refusal::TooManySignatures => Any::Refusal(Code::TooManySignatures),
        Refusal::SignatureInvalid => Any::Answer(answer::Code::WrongSecret),
        Refusal::Expired { .. } => Any::Answer(answer::Code::Expired),
        Refusal::NotYetValid { .. } => Any::Answer(answer::Code::NotYetValid),
        Refusal::ExpiredAndNotYetValid { .. } => Any::Answer(answer::Code::ExpiredBeforeValid),
        Refusal::MissingExp { .. } => Any::Answer(answer::Code::MissingExp),
        Refusal::IssuedInFuture { .. } => Any::Answer(answer::Code::IssuedInFuture),
        Refusal::NoVideoGrant => Any::Refusal(Code::NoVideoGrant),
        Refusal::NoRoomJoin => Any::Refusal(Code::NoRoomJoin),
        Refusal::NoIdentity => Any::Answer(answer::Code::NoIdentity),
        Refusal::NoRoom => Any::Answer(answer::Code::NoRoom),
        Refusal::IdentityTooLong { .. } => Any::Refusal(Code::IdentityTooLong),
        Refusal::RoomTooLong { .. } => Any::Refusal(Code::RoomTooLong),
        Refusal::Request(
            RequestRefusal::MissingGrant { .. }
            | RequestRefusal::OtherRoom { .. }
            | RequestRefusal::NoAgent,
        ) => Any::Answer(answer::Code::MissingGrant),
        Refusal::Request(_) => Any::Answer(answer::Code::Refused),
    }
}

/// The cause of a refusal.
pub fn cause(refusal: &Refusal) -> Cause {
    match refusal {
        Refusal::Malformed(Malformed::Claim { .. })
        | Refusal::GrantType(_)
        | Refusal::RoomConfig(_)
        | Refusal::MissingExp { .. } => Cause::WrongClaimType,
        Refusal::UnknownKey { .. } => Cause::UnknownApiKey,
        Refusal::SignatureInvalid => Cause::SignatureSecretMismatch,
        Refusal::Expired { .. } | Refusal::ExpiredAndNotYetValid { .. } => Cause::Expired,
        Refusal::NotYetValid { .. } | Refusal::IssuedInFuture { .. } => Cause::ClockSkewNbf,
        Refusal::NoVideoGrant
        | Refusal::NoRoomJoin
        | Refusal::Request(
            RequestRefusal::MissingGrant { .. }
            | RequestRefusal::OtherRoom { .. }
            | RequestRefusal::NoAgent,
        ) => Cause::MissingGrant,
        Refusal::NoRoom => Cause::RoomMismatch,
        Refusal::NoIdentity => Cause::IdentityEmpty,
        Refusal::Malformed(_)
        | Refusal::AlgorithmNotAllowed { .. }
        | Refusal::DuplicateMember { .. }
        | Refusal::CriticalType { .. }
        | Refusal::CriticalUnsupported { .. }
        | Refusal::TooManySignatures
        | Refusal::IdentityTooLong { .. }
        | Refusal::RoomTooLong { .. }
        | Refusal::Request(_) => Cause::Other,
    }
}

impl Explain for RefusalFinding {
    fn code(&self) -> super::Code {
        code(&self.refusal)
    }

    fn cause(&self) -> Cause {
        cause(&self.refusal)
    }

    fn rank(&self) -> Rank {
        match &*self.refusal {
            Refusal::Malformed(_) => Rank::Malformed,
            Refusal::UnknownKey { .. } => Rank::Key,
            Refusal::GrantType(_) | Refusal::DuplicateMember { .. } | Refusal::RoomConfig(_) => {
                Rank::Claims
            }
            Refusal::CriticalType { .. }
            | Refusal::CriticalUnsupported { .. }
            | Refusal::TooManySignatures
            | Refusal::AlgorithmNotAllowed { .. } => Rank::Header,
            Refusal::SignatureInvalid => Rank::Signature,
            Refusal::Expired { .. }
            | Refusal::NotYetValid { .. }
            | Refusal::ExpiredAndNotYetValid { .. }
            | Refusal::MissingExp { .. }
            | Refusal::IssuedInFuture { .. } => Rank::Time,
            Refusal::NoVideoGrant
            | Refusal::NoRoomJoin
            | Refusal::NoIdentity
            | Refusal::NoRoom
            | Refusal::IdentityTooLong { .. }
            | Refusal::RoomTooLong { .. }
            | Refusal::Request(_) => Rank::Grants,
        }
    }

    fn refuses(&self) -> bool {
        true
    }

    fn clause(&self) -> Sentence {
        let context = &self.context;
        match &*self.refusal {
            Refusal::Malformed(Malformed::AlgorithmType { .. }) => sentence![NO_ALGORITHM],
            Refusal::Malformed(Malformed::AlgorithmUnknown { alg })
            | Refusal::AlgorithmNotAllowed { alg }
                if alg.is_empty() =>
            {
                sentence![NO_ALGORITHM]
            }
            Refusal::Malformed(Malformed::AlgorithmUnknown { alg }) => sentence![
                "its algorithm is ",
                Pasted(alg),
                ", which the server does not know."
            ],
            Refusal::AlgorithmNotAllowed { alg } => {
                sentence![
                    "it is signed with ",
                    Pasted(alg),
                    ", and LiveKit accepts only `HS256`."
                ]
            }
            Refusal::Malformed(Malformed::TooDeep { .. }) => {
                sentence!["its JSON is nested too deeply."]
            }
            Refusal::Malformed(Malformed::Claim {
                name,
                found: Kind::String,
            }) => sentence![
                "its ",
                Ours(name),
                " must be a number of seconds, not a string."
            ],
            Refusal::Malformed(Malformed::Claim { name, found }) => {
                let wanted = match *name {
                    "exp" | "nbf" | "iat" => "a number of seconds",
                    _ => "a string",
                };
                wrong_type(Ours(name), *found, wanted)
            }
            Refusal::Malformed(malformed) => (context.explain(malformed))
                .map_or_else(|| sentence!["it is malformed."], form::defect),
            Refusal::UnknownKey { iss } if iss.is_empty() => {
                sentence!["it names no API key: it has no `iss`."]
            }
            Refusal::UnknownKey { iss } => context.keys.sentence(iss),
            Refusal::GrantType(mismatch) => wrong_type(
                Pasted(&mismatch.place),
                mismatch.found,
                wanted(mismatch.wanted),
            ),
            Refusal::DuplicateMember { name } => {
                sentence!["the member ", Pasted(name), " is there twice."]
            }
            Refusal::RoomConfig(error) => room_config(error),
            Refusal::SignatureInvalid => sentence![match context.signature_defect() {
                Some(Defect::Unsigned) => "it is not signed.",
                Some(_) => "its signature is too long, so no secret can have made it.",
                None => "it was not signed with the secret in the paste.",
            }],
            Refusal::Expired { .. }
            | Refusal::NotYetValid { .. }
            | Refusal::IssuedInFuture { .. }
            | Refusal::ExpiredAndNotYetValid { .. } => self.time(),
            Refusal::MissingExp { .. } => {
                sentence!["it has no `exp`, which LiveKit requires since v1.13.6."]
            }
            Refusal::NoVideoGrant => {
                sentence!["it has no `video` grant, so it may not enter any room."]
            }
            Refusal::NoRoomJoin => {
                sentence!["its `video` grant lacks `roomJoin: true`, so it may not join a room."]
            }
            Refusal::NoIdentity => sentence!["it has no identity: `sub` is missing or empty."],
            Refusal::NoRoom => sentence!["it names no room: `video.room` is missing or empty."],
            Refusal::IdentityTooLong { bytes } => {
                sentence!["its identity has ", *bytes, " bytes; 256 are allowed."]
            }
            Refusal::RoomTooLong { bytes } => {
                sentence!["its room name has ", *bytes, " bytes; 256 are allowed."]
            }
            Refusal::Request(refusal) => request(refusal),
            Refusal::CriticalType { .. }
            | Refusal::CriticalUnsupported { .. }
            | Refusal::TooManySignatures => sentence![NOT_ACCEPTED],
        }
    }

    fn fix(&self) -> Sentence {
        let newer = (self.releases.as_ref()).map(|older| {
            sentence![
                "livekit-server from ",
                Name(&older.next),
                " on accepts the token."
            ]
        });
        [self.until(), self.purpose(), self.before(), newer]
            .into_iter()
            .flatten()
            .fold(self.correction(), followed_by)
    }
}

const NO_ALGORITHM: &str = "its header names no algorithm.";

const NOT_ACCEPTED: &str = "the server does not accept it.";

impl RefusalFinding {
    /// What to do about it.
    fn correction(&self) -> Sentence {
        let grant = || {
            sentence![
                "Add the grant before the token is made: ",
                Ours(grant_line(self.context.sdk))
            ]
        };
        match &*self.refusal {
            Refusal::Malformed(Malformed::Claim { name, .. }) => set_by_sdk(Ours(name)),
            Refusal::Malformed(
                Malformed::AlgorithmUnknown { .. } | Malformed::AlgorithmType { .. },
            )
            | Refusal::AlgorithmNotAllowed { .. } => sentence![
                "Sign with `HS256` and the API secret as text. Some libraries choose the algorithm by the length of the secret, as jjwt's `signWith(key)` does."
            ],
            Refusal::Malformed(_) => sentence!["Send the token exactly as the SDK returns it."],
            Refusal::UnknownKey { iss } if iss.is_empty() => {
                sentence![
                    "Make the token with a LiveKit SDK, or set its claim `iss` to the API key."
                ]
            }
            Refusal::UnknownKey { .. } if self.context.keys == PastedKeys::Wrapped => sentence![
                "Remove them where `LIVEKIT_API_KEY` is set for the code that makes tokens: `docker run --env-file` and lists in `compose.yaml` keep quotes."
            ],
            Refusal::UnknownKey { .. } => sentence![
                "Use the API key and secret of the project that the URL points to or, with your own server, a pair listed under `keys:`."
            ],
            Refusal::GrantType(mismatch) if mismatch.member == "video.canPublishSources" => {
                sentence![
                    "Give names such as `camera`: livekit-server-sdk for JavaScript before 2.1.1 writes numbers, and the SDK for Python \
                 writes any value that it gets."
                ]
            }
            Refusal::GrantType(mismatch) => set_by_sdk(Pasted(&mismatch.member)),
            Refusal::DuplicateMember { .. } => sentence!["Set the member once."],
            Refusal::RoomConfig(_) => sentence![
                "Use matching SDK and server versions, or set only the fields that the server knows."
            ],
            Refusal::SignatureInvalid
                if matches!(
                    self.context.signature_defect(),
                    Some(Defect::SignatureLength { .. })
                ) =>
            {
                sentence![
                    "Remove what was added to the end of the token, where it is copied or where it is sent."
                ]
            }
            Refusal::SignatureInvalid => sentence![
                "Compare the secret where tokens are made with the server's secret for the same key. Restart both: a process keeps the \
                 environment it was started with. If the token was edited after it was made, make a new one."
            ],
            Refusal::Expired { .. } | Refusal::ExpiredAndNotYetValid { .. } => sentence![
                "Make a new token for each join instead of keeping one. It only has to be valid until the client has connected."
            ],
            Refusal::NotYetValid { nbf: start, .. }
            | Refusal::IssuedInFuture { iat: start, .. }
                if self.agreeing(*start).is_some() =>
            {
                sentence![
                    "Run `date -u` on the server: the token's time agrees with this browser, so the server's clock is behind, or its answer \
                     is old."
                ]
            }
            Refusal::NotYetValid { .. } | Refusal::IssuedInFuture { .. } => sentence![
                "Sync the clock of the machine that makes the tokens, which is probably ahead: `sudo timedatectl set-ntp true`"
            ],
            Refusal::MissingExp { .. } if self.context.sdk.is_some() => {
                sentence!["Set a lifetime with the SDK."]
            }
            Refusal::MissingExp { .. } => sentence![
                "Add an expiration time when the token is made, in seconds: `exp: Math.floor(Date.now() / 1000) + 600`"
            ],
            Refusal::NoVideoGrant if self.context.purpose.is_webhook => sentence![
                "Join with a token that your server makes: this is the kind that LiveKit puts on its webhooks."
            ],
            Refusal::NoVideoGrant | Refusal::NoRoomJoin | Refusal::NoRoom => grant(),
            Refusal::NoIdentity => {
                sentence![
                    "Give the participant an identity that is unique in the room: it becomes `sub`."
                ]
            }
            Refusal::IdentityTooLong { .. } | Refusal::RoomTooLong { .. } => {
                sentence!["Choose a shorter name."]
            }
            Refusal::Request(RequestRefusal::MissingGrant { grant }) => answer::add_grant(grant),
            Refusal::Request(RequestRefusal::NoAgent) => answer::add_grant("video.agent"),
            Refusal::Request(RequestRefusal::OtherRoom { .. }) => {
                sentence!["Set `video.room` to the room of the call where the token is made."]
            }
            Refusal::CriticalType { .. }
            | Refusal::CriticalUnsupported { .. }
            | Refusal::TooManySignatures
            | Refusal::Request(_) => Sentence::new(),
        }
    }

    /// The releases that do not refuse it.
    fn before(&self) -> Option<Sentence> {
        let since = self.since.clone()?;
        // What is missing says since when.
        (!matches!(*self.refusal, Refusal::MissingExp { .. }))
            .then(|| sentence!["livekit-server before ", Name(since), " accepts the token."])
    }

    /// From when on a token that is too early is accepted.
    fn until(&self) -> Option<Sentence> {
        match *self.refusal {
            Refusal::NotYetValid { nbf, .. } if nbf >= self.context.asked_at.latest => {
                Some(sentence![
                    "LiveKit accepts the token from ",
                    nbf.plus(-LEEWAY),
                    " on."
                ])
            }
            _ => None,
        }
    }

    /// What the token was made for, where it lacks a grant.
    fn purpose(&self) -> Option<Sentence> {
        match &*self.refusal {
            Refusal::NoVideoGrant
            | Refusal::NoRoomJoin
            | Refusal::Request(RequestRefusal::NoAgent) => Some(self.context.purpose.sentence()),
            _ => None,
        }
    }

    /// Which time does not fit, and by how much.
    fn time(&self) -> Sentence {
        let context = &self.context;
        match &*self.refusal {
            Refusal::Expired { exp, .. } if *exp > context.asked_at.earliest => {
                sentence!["it may have expired: its `exp` is ", *exp, "."]
            }
            Refusal::NotYetValid { nbf, .. } if *nbf < context.asked_at.latest => {
                sentence!["it may be too early: its `nbf` is ", *nbf, "."]
            }
            Refusal::ExpiredAndNotYetValid { exp, nbf, .. }
                if *exp > context.asked_at.earliest || *nbf < context.asked_at.latest =>
            {
                sentence!["its `exp` may have passed, and its `nbf` may still be in the future."]
            }
            Refusal::Expired { exp, .. } => sentence![
                "it expired ",
                Duration(context.asked_at.earliest.since(*exp)),
                " ",
                match context.asked_at_source {
                    AskedAtSource::Given => "before the server was asked",
                    AskedAtSource::ServerClock => "ago, by the server's clock",
                    AskedAtSource::BrowserClock => "ago, by this browser's clock",
                },
                "."
            ],
            Refusal::NotYetValid { nbf, .. } => self.ahead("nbf", *nbf),
            Refusal::IssuedInFuture { iat, .. } => self.ahead("iat", *iat),
            Refusal::ExpiredAndNotYetValid { .. } => {
                sentence!["its `exp` has passed, and its `nbf` is still in the future."]
            }
            _ => Sentence::new(),
        }
    }

    /// The browser's clock, if it has passed this time of the token, which the server's has not.
    fn agreeing(&self, start: NumericDate) -> Option<NumericDate> {
        self.context.browser.filter(|now| *now >= start)
    }

    fn ahead(&self, claim: &'static str, start: NumericDate) -> Sentence {
        let server = self.context.asked_at.latest;
        if let Some(browser) = self.agreeing(start)
            && server.is_on_day_of(browser)
            && start.is_on_day_of(browser)
        {
            return sentence![
                "the server said ",
                Name(server.time_of_day()),
                " UTC, the token was made at ",
                Name(start.time_of_day()),
                ", and this browser says ",
                Name(browser.time_of_day()),
                "."
            ];
        }
        let clock = match self.context.asked_at_source {
            AskedAtSource::Given => "when the server was asked",
            AskedAtSource::ServerClock => "the server's clock",
            AskedAtSource::BrowserClock => "this browser's clock",
        };
        sentence![
            "its ",
            Ours(claim),
            " is ",
            Duration(start.since(server)),
            " ahead of ",
            clock,
            "."
        ]
    }
}

/// What the server cannot read in the `roomConfig`; protojson's text names it: `unknown field "tags"`.
fn room_config(error: &str) -> Sentence {
    let field = error
        .split('\u{22}')
        .nth(1)
        .filter(|_| error.contains("unknown field"));
    if let Some(field) = field {
        sentence![
            "its `roomConfig` has the unknown field ",
            Pasted(field),
            "."
        ]
    } else {
        sentence!["the server cannot read the token's `roomConfig`."]
    }
}

/// What the request needs and the token does not have.
fn request(refusal: &RequestRefusal) -> Sentence {
    match refusal {
        RequestRefusal::MissingGrant { grant } => {
            sentence!["it lacks ", Ours(grant), ", which the call needs."]
        }
        RequestRefusal::NoAgent => sentence![
            "it lacks ",
            Ours("video.agent"),
            ", which agent workers need."
        ],
        RequestRefusal::OtherRoom { granted, .. } if granted.is_empty() => {
            sentence!["it names no room, and the call is for one."]
        }
        RequestRefusal::OtherRoom { granted, asked } => sentence![
            "it is for the room ",
            Pasted(granted),
            ", the call for ",
            Pasted(asked),
            "."
        ],
        _ => sentence![NOT_ACCEPTED],
    }
}

impl PastedKeys {
    /// The key that the server does not know, and the keys of the paste beside it.
    fn sentence(&self, iss: &str) -> Sentence {
        let pasted = match self {
            Self::Own => sentence!["which the server does not know"],
            Self::Wrapped => sentence!["with quotes or white space around it"],
            Self::Other(key) => sentence!["but the paste has ", Pasted(key)],
            Self::Others => sentence!["which is none of the keys in the paste"],
        };
        sentence![
            "it names the API key ",
            Pasted(iss),
            ", ",
            Inline(pasted),
            "."
        ]
    }
}

impl Purpose {
    /// What the token was made for, as a sentence behind another one.
    fn sentence(&self) -> Sentence {
        let mut grants = Sentence::new();
        for grant in &self.grants {
            let comma = (!grants.is_empty()).then_some(", ");
            grants = sentence![grants, comma, Pasted(grant)];
        }
        if !grants.is_empty() {
            sentence!["This token was made for other calls: ", grants, "."]
        } else if !self.is_webhook && !self.is_of_livekit {
            sentence!["This may be the token of another service."]
        } else {
            Sentence::new()
        }
    }
}

fn wrong_type(place: impl Piece, found: Kind, wanted: &'static str) -> Sentence {
    sentence![
        "its ",
        place,
        " must be ",
        sentence![wanted],
        ", not ",
        sentence![with_article(found)],
        "."
    ]
}

fn set_by_sdk(place: impl Piece) -> Sentence {
    sentence!["Set ", place, " with the SDK, or give it the right type."]
}

/// The words for a Go type.
fn wanted(go_type: &str) -> &'static str {
    match go_type {
        "bool" => "true or false",
        "string" => "a string",
        "[]string" => "an array of strings",
        "map[string]string" => "an object of strings",
        _ => "an object",
    }
}
