//! The answer in a few words, with its color.

use serde::Serialize;

use crate::finding::any_jwt::JwtFinding;
use crate::finding::any_jwt::claim::ClaimFinding;
use crate::finding::any_jwt::complaint::ComplaintFinding;
use crate::finding::any_jwt::form::TokenForm;
use crate::finding::any_jwt::key::KeyFinding;
use crate::finding::any_jwt::service::ServiceFinding;
use crate::finding::any_jwt::signature::SignatureFinding;
use crate::finding::clock::{ClockFinding, tool};
use crate::finding::key_and_secret::hint;
use crate::finding::sentence::Sentence;
use crate::finding::{Code, Explain, Finding, LocatedFinding, connection};
use crate::sentence;
use crate::server::refusal::LEEWAY;
use crate::service::complaint::Complaint;
use crate::service::trouble::{Timing, Trouble};

use super::evidence::Evidence;
use super::prediction::{self, Prediction};
use super::rules::decision;

/// What a verdict comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Pill {
    /// The token works.
    Works,
    /// The token worked when the server was asked.
    Worked,
    /// The token worked when the server was asked, and has expired since then.
    ExpiredSince,
    /// The token has expired, and the leeway of the server carries it.
    InLeeway,
    /// The token works, and not for long.
    Briefly,
    /// The token works, and a mistake was found.
    WithMistake,
    /// The server refuses the token.
    Refused,
    /// Some releases refuse the token.
    ByRelease,
    /// The token is valid for a part of the time at which the server may have been asked.
    ByTime,
    /// The server with a secret of examples accepts the token.
    BySecret,
    /// Only the secret is missing.
    Almost,
    /// Only the secret is missing, and a mistake was found.
    Mistake,
    /// Something is missing to say more.
    Missing,
    /// The token is not the reason.
    NotTheToken,
    /// A mistake in code.
    Bug,
    /// A mistake in settings.
    Setting,
    /// Clocks that differ.
    Clock,
    /// What was checked is right.
    Right,
    /// The developer's own verification refuses the token.
    OwnCheck,
    /// Another cause was found.
    Cause,
    /// A token of another service has expired.
    Expired,
    /// A token of another service is of another kind than is wanted.
    WrongKind,
    /// What is known of another service says that it refuses the token.
    LikelyRefused,
    /// No key here made the signature, or not as the header says.
    WrongSignature,
    /// The token names a key that the paste does not have.
    KeyNotInSet,
    /// The token does not have the value that is expected.
    WrongClaim,
    /// A secret was pasted that nobody should see.
    Secret,
    /// The token is encrypted.
    Encrypted,
    /// The token is not signed.
    Unsigned,
    /// Only the key is missing.
    AddKey,
    /// The token is another service's.
    OtherService,
    /// What looks like a token is no JWT.
    NoJwt,
    /// Nothing is known in the paste.
    Nothing,
    /// The paste is empty.
    Empty,
    /// The paste is no text.
    NotText,
}

/// How good an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// It works.
    Good,
    /// It does not work, and the cause is known.
    Bad,
    /// It works for now, or only in some cases.
    Warning,
    /// One thing is missing to know.
    Almost,
    /// There is nothing to judge.
    Neutral,
}

impl Pill {
    /// What a finding comes to that was seen.
    pub fn seen(located: &LocatedFinding) -> Self {
        let finding = &located.finding;
        match finding {
            _ if finding.refuses() => Self::Refused,
            Finding::Code(_) => Self::Bug,
            Finding::Setting(_) | Finding::KeyAndSecret(_) | Finding::Slip(_) => Self::Setting,
            Finding::Clock(ClockFinding::MachinesApart { seconds }) if *seconds <= LEEWAY => {
                Self::Right
            }
            Finding::Clock(ClockFinding::DateUnreadable { .. }) => Self::Missing,
            Finding::Clock(_) | Finding::Time(_) => Self::Clock,
            Finding::Known(known) => match known.code {
                Code::Connection(connection::Code::Connected) => Self::Works,
                Code::SecretHint(hint::Code::LengthsUsual)
                | Code::ClockTool(tool::Code::ClockInSync) => Self::Right,
                Code::SecretHint(_) | Code::EnvironmentHint(_) => Self::Setting,
                Code::ClockTool(tool::Code::ClockNotSet | tool::Code::HardwareClockLocal) => {
                    Self::Clock
                }
                Code::ClockTool(_) => Self::Missing,
                Code::Verification(_) => Self::OwnCheck,
                _ if decision::excludes_token(located) => Self::NotTheToken,
                Code::Terminal(_) => Self::NotTheToken,
                _ if known.candidates.is_empty() => Self::Cause,
                _ => Self::Missing,
            },
            Finding::Jwt(found) => Self::of_any_jwt(found),
            _ if decision::excludes_token(located) => Self::NotTheToken,
            _ => Self::Missing,
        }
    }

    /// What a finding about a token of another service, or a key, comes to.
    fn of_any_jwt(finding: &JwtFinding) -> Self {
        match finding {
            JwtFinding::Key(finding) => match finding {
                KeyFinding::PrivateKey { .. } => Self::Secret,
                KeyFinding::KeyAlone { .. } => Self::Missing,
                KeyFinding::ManyKeys { .. } => Self::OtherService,
                KeyFinding::KeyUnusable { .. }
                | KeyFinding::KeyWriting { .. }
                | KeyFinding::CertificateTime { .. }
                | KeyFinding::ChainOrder
                | KeyFinding::EmptySet { .. } => Self::Setting,
            },
            JwtFinding::Signature(finding) => match finding {
                SignatureFinding::SignatureForm { .. } | SignatureFinding::KeyDoesNotFit { .. } => {
                    Self::WrongSignature
                }
                SignatureFinding::KidNotInSet { fits: false, .. } => Self::KeyNotInSet,
                SignatureFinding::KidNotInSet { fits: true, .. }
                | SignatureFinding::KeyWithoutKid { .. }
                | SignatureFinding::KidTwice { .. }
                | SignatureFinding::KeyOfAnotherAlgorithm { .. }
                | SignatureFinding::KeyOfAnotherUse { .. }
                | SignatureFinding::SecretForPublicKey { .. }
                | SignatureFinding::ThumbprintOfAnother { .. }
                | SignatureFinding::KeyFitsHere { .. } => Self::Setting,
                SignatureFinding::SignatureCut { .. } => Self::WrongSignature,
                SignatureFinding::KeyMissing { .. } => Self::AddKey,
                SignatureFinding::KeyFits { .. } => Self::Right,
                SignatureFinding::FamilyUnchecked { .. } => Self::OtherService,
            },
            JwtFinding::Form(TokenForm::EncryptedForOthers { .. }) => Self::Encrypted,
            JwtFinding::Form(TokenForm::Unsecured) => Self::Unsigned,
            JwtFinding::Form(_) => Self::OtherService,
            JwtFinding::Claim(
                ClaimFinding::ExpectedValue { .. } | ClaimFinding::TimeForm { .. },
            ) => Self::WrongClaim,
            JwtFinding::Claim(ClaimFinding::TimeElsewhere { timing }) => match timing {
                Timing::Expired { .. } => Self::Expired,
                Timing::NotYetValid { .. } | Timing::IssuedAhead { .. } => Self::Clock,
                Timing::Valid { .. } => Self::OtherService,
            },
            JwtFinding::Complaint(ComplaintFinding::LibraryComplaint { complaint, .. }) => {
                Self::of_complaint(*complaint)
            }
            JwtFinding::Service(finding) => match finding {
                ServiceFinding::ServiceRule { trouble } => Self::of_trouble(*trouble),
                ServiceFinding::OpaqueToken {
                    is_secret: true, ..
                } => Self::Secret,
                ServiceFinding::OpaqueToken { .. } => Self::NoJwt,
                ServiceFinding::ServiceToken { .. } => Self::OtherService,
            },
        }
    }

    /// What the complaint of a library comes to.
    fn of_complaint(complaint: Complaint) -> Self {
        match complaint {
            Complaint::Expired => Self::Expired,
            Complaint::NotYetValid | Complaint::IssueTime | Complaint::Times => Self::Clock,
            Complaint::Signature => Self::WrongSignature,
            Complaint::Audience | Complaint::Issuer => Self::WrongClaim,
            Complaint::Kind | Complaint::HeaderType => Self::WrongKind,
            Complaint::KeyForm
            | Complaint::Algorithm
            | Complaint::NoKey
            | Complaint::WeakKey
            | Complaint::SessionSecret
            | Complaint::NothingExpected
            | Complaint::NoSigningKey
            | Complaint::NoAlgorithms
            | Complaint::KeyObject
            | Complaint::MissingPackage
            | Complaint::Pkcs8
            | Complaint::Spki
            | Complaint::WrongPackage
            | Complaint::ExpiryTwice
            | Complaint::LifeForm
            | Complaint::PayloadForm
            | Complaint::KeyType
            | Complaint::SecretBase64
            | Complaint::SeveralKeys
            | Complaint::NoStrategy => Self::Setting,
            _ => Self::Cause,
        }
    }

    /// What a rule of a service comes to.
    fn of_trouble(trouble: Trouble) -> Self {
        match trouble {
            Trouble::ServiceRoleKey | Trouble::ManagementToken => Self::Secret,
            Trouble::NoAudienceAsked => Self::Encrypted,
            Trouble::IdToken
            | Trouble::RefreshToken
            | Trouble::GraphToken
            | Trouble::CustomToken
            | Trouble::SessionCookie
            | Trouble::EmulatorToken
            | Trouble::AnonKey => Self::WrongKind,
            _ => Self::LikelyRefused,
        }
    }

    /// The words. `status` is the HTTP status of the refusal, if it is known.
    pub fn words(self, status: Option<u16>) -> Sentence {
        let words = match self {
            Self::Refused => {
                return status.map_or_else(
                    || sentence!["Refused"],
                    |status| sentence!["Refused · ", usize::from(status)],
                );
            }
            Self::Works => "Works",
            Self::Worked => "Worked",
            Self::ExpiredSince => "Worked, expired since",
            Self::InLeeway => "Expired, still accepted",
            Self::Briefly => "Works, not for long",
            Self::WithMistake => "Works, with a mistake",
            Self::ByRelease => "Depends on the release",
            Self::ByTime => "Depends on the time",
            Self::BySecret => "Depends on the secret",
            Self::Almost => "Almost: add the secret",
            Self::Mistake => "Almost: one mistake",
            Self::Missing => "One thing is missing",
            Self::NotTheToken => "Not the token",
            Self::Bug => "Bug in your code",
            Self::Setting => "Wrong setting",
            Self::Clock => "A clock is off",
            Self::Right => "Looks right",
            Self::OwnCheck => "Refused by your code",
            Self::Cause => "Cause found",
            Self::Expired => "Expired",
            Self::WrongKind => "Wrong kind of token",
            Self::LikelyRefused => "Likely refused",
            Self::WrongSignature => "Signature does not fit",
            Self::KeyNotInSet => "No such key in the set",
            Self::WrongClaim => "Not the expected value",
            Self::Secret => "Keep it secret",
            Self::Encrypted => "Encrypted",
            Self::Unsigned => "Not signed",
            Self::AddKey => "Almost: add the key",
            Self::OtherService => "Another service's token",
            Self::NoJwt => "Not a JWT",
            Self::Nothing => "Nothing recognized",
            Self::Empty => "Nothing pasted",
            Self::NotText => "Not text",
        };
        sentence![words]
    }

    /// Whether it tells that the token has expired, or soon will.
    pub fn is_about_expiry(self) -> bool {
        matches!(self, Self::ExpiredSince | Self::InLeeway | Self::Briefly)
    }

    /// The color.
    pub fn tone(self) -> Tone {
        match self {
            Self::Works | Self::Worked | Self::Right => Tone::Good,
            Self::Refused
            | Self::Bug
            | Self::Setting
            | Self::OwnCheck
            | Self::Cause
            | Self::Expired
            | Self::WrongSignature
            | Self::KeyNotInSet
            | Self::WrongClaim
            | Self::Secret
            | Self::Unsigned => Tone::Bad,
            Self::ExpiredSince
            | Self::InLeeway
            | Self::Briefly
            | Self::WithMistake
            | Self::ByRelease
            | Self::ByTime
            | Self::BySecret
            | Self::Mistake
            | Self::NotTheToken
            | Self::Clock
            | Self::WrongKind
            | Self::LikelyRefused
            | Self::Encrypted => Tone::Warning,
            Self::Almost | Self::Missing | Self::AddKey => Tone::Almost,
            Self::OtherService | Self::NoJwt | Self::Nothing | Self::Empty | Self::NotText => {
                Tone::Neutral
            }
        }
    }
}

/// The HTTP status of a refusal: the server said it, or the answer of the release in the picture is exact.
pub fn status(evidence: &Evidence, predictions: &[Prediction]) -> Option<u16> {
    let said = evidence.paste.failed.map(|(status, _)| status);
    said.or_else(|| {
        let asked = prediction::asked(evidence, predictions)?;
        asked
            .is_exact(evidence.knows_keys())
            .then(|| asked.latest().status)
    })
    .filter(|status| *status >= 400)
}
