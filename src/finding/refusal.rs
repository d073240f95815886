//! What the server refuses by its rules: computed for the token, and not seen.

mod clause;
mod fix;
mod request;

use std::rc::Rc;

use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Name, Sentence, followed_by};
use super::{Classify, Explain, answer, form};
use crate::clock::asked_at::AskedAtSource;
use crate::livekit::sdk::Sdk;
use crate::sentence;
use crate::server::refusal::{Malformed, Refusal, RequestRefusal};
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
    pub releases: Option<OlderReleases>,
    /// What is known of the token and the paste.
    pub context: Rc<Context>,
}

/// Releases that refuse what newer ones accept.
#[derive(Clone, Debug)]
pub struct OlderReleases {
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
        Refusal::Request(refusal) => request::code(refusal),
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
        Refusal::NoVideoGrant | Refusal::NoRoomJoin => Cause::MissingGrant,
        Refusal::Request(refusal) => request::cause(refusal),
        Refusal::NoRoom => Cause::RoomMismatch,
        Refusal::NoIdentity => Cause::IdentityEmpty,
        Refusal::Malformed(_)
        | Refusal::AlgorithmNotAllowed { .. }
        | Refusal::DuplicateMember { .. }
        | Refusal::CriticalType { .. }
        | Refusal::CriticalUnsupported { .. }
        | Refusal::TooManySignatures
        | Refusal::IdentityTooLong { .. }
        | Refusal::RoomTooLong { .. } => Cause::Other,
    }
}

impl Classify for RefusalFinding {
    fn code(&self) -> super::Code {
        code(&self.refusal)
    }

    fn cause(&self) -> Cause {
        cause(&self.refusal)
    }
}

impl Explain for RefusalFinding {
    fn rank(&self) -> Rank {
        match &*self.refusal {
            // The server looks at the header before the token.
            Refusal::Request(RequestRefusal::NotBearer) => Rank::NoToken,
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
        self.reason()
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
