//! What JWT libraries and services of others say when they refuse a token.

mod saying;

use std::sync::LazyLock;

use super::expected::Claim;
use crate::text::{Needles, Span};
use saying::{Form, Saying, number};

/// Why a token was refused, as a library says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// It had expired.
    Expired,
    /// It was not valid yet, or issued in the future.
    NotYetValid,
    /// Another audience is expected.
    Audience,
    /// Another issuer is expected.
    Issuer,
    /// The signature does not fit the key.
    Signature,
    /// There is no key with its identifier.
    UnknownKey,
    /// Another algorithm is expected.
    Algorithm,
    /// It could not be taken apart.
    Malformed,
    /// It lives too long.
    Life,
    /// Its times are not accepted: it had expired, or was not valid yet.
    Times,
    /// It was issued in the future, or at no whole second.
    IssueTime,
    /// The key is in a form that the library does not read.
    KeyForm,
    /// The kind of the token is wrong.
    Kind,
    /// The issuer must be an API key.
    Credentials,
    /// An API does not say why (RFC 6750 section 3.1).
    InvalidToken,
    /// A scope is missing (RFC 6750 section 3.1).
    Scope,
    /// It was revoked, or its session ended.
    Revoked,
    /// It lacks a claim that is required.
    MissingClaim,
    /// No key fits its identifier and its algorithm.
    KeyOrAlgorithm,
    /// The request carried none.
    NoToken,
    /// The program that signs or checks got no key.
    NoKey,
    /// The key is too short for the algorithm.
    WeakKey,
    /// The keys of the issuer could not be loaded.
    NoKeySet,
    /// A code or refresh token that was traded for a token is wrong.
    Grant,
    /// The client that asks for a token did not prove who it is.
    Client,
    /// An assertion, which was to be traded for a token, names another server as its audience (RFC 7523 section 3).
    AssertionAudience,
    /// Nobody has the issuer or subject of an assertion.
    AssertionParty,
    /// A policy that trusts another issuer expects another subject or audience.
    TrustPolicy,
    /// The key of an API, which comes with the request beside the token, is wrong.
    ApiKey,
    /// The type in its header is not allowed.
    HeaderType,
    /// Its proof of possession is wrong, old or missing (RFC 9449).
    Proof,
    /// It is encrypted, and no key decrypts it.
    Decryption,
    /// A session cookie does not decrypt: the secret of the program is another one than when it was set.
    SessionSecret,
    /// The request belongs to no session.
    NoSession,
    /// What the login began with, in the session, is gone when its answer comes.
    LoginState,
    /// The program that checks tokens expects no audience or issuer.
    NothingExpected,
    /// The program that checks tokens was given no key.
    NoSigningKey,
    /// The program that makes tokens has no key for the algorithm.
    NoSigner,
    /// The program that checks tokens allows no algorithm.
    NoAlgorithms,
    /// The key is given without its algorithm.
    KeyObject,
    /// The package that the algorithm needs is not installed.
    MissingPackage,
    /// The private key is not in PKCS #8.
    Pkcs8,
    /// The public key is not in SPKI.
    Spki,
    /// Another package has the name of the library.
    WrongPackage,
    /// The life of a token is given twice.
    ExpiryTwice,
    /// The life of a token is given in a form that the library does not read.
    LifeForm,
    /// The payload is no plain object.
    PayloadForm,
    /// The key is of another type than the algorithm needs: text, bytes or an object.
    KeyType,
    /// The secret is read as base64, and is none.
    SecretBase64,
    /// Several keys of the set fit, and the token names none.
    SeveralKeys,
    /// The ID token came with another access token (`OpenID` Connect Core 1.0 section 3.1.3.6).
    AccessTokenHash,
    /// Nobody has approved the app for which the token is asked.
    Consent,
    /// The value against forged requests is missing, which goes with a cookie.
    Csrf,
    /// The issuer names another key than the one of the user.
    Fingerprint,
    /// The program that checks tokens has no strategy of this name.
    NoStrategy,
    /// A policy denies the request.
    Policy,
    /// The token does not allow the role that the request wants.
    Role,
    /// The route wants a signature of IAM, and no token.
    RouteOfIam,
    /// New tokens are made too often.
    TooManyTokens,
    /// Nobody has the ID of the token.
    UnknownUser,
    /// The caller may not reach the service.
    NoInvoker,
    /// The certificate of the key that made it has expired.
    CertificateExpired,
    /// The client's assertion was signed with a key that is not its own.
    AssertionKey,
    /// The instance knows no such token.
    Unrecognized,
    /// The role of the token may not do this.
    RoleWithoutAction,
}

impl Complaint {
    /// Whether it is about the times of the token.
    pub fn is_about_time(self) -> bool {
        matches!(
            self,
            Self::Expired | Self::NotYetValid | Self::Life | Self::IssueTime | Self::Times
        )
    }

    /// Whether it is about the signature, or the key that checks it.
    pub fn is_about_signature(self) -> bool {
        matches!(
            self,
            Self::Signature
                | Self::UnknownKey
                | Self::KeyOrAlgorithm
                | Self::Algorithm
                | Self::AssertionKey
        )
    }

    /// Whether it is about what a token has, and not about a request, a key or a program.
    pub fn is_about_token(self) -> bool {
        self.is_about_time()
            || self.is_about_signature()
            || matches!(
                self,
                Self::Audience
                    | Self::Issuer
                    | Self::Malformed
                    | Self::Kind
                    | Self::InvalidToken
                    | Self::Scope
                    | Self::MissingClaim
                    | Self::TrustPolicy
                    | Self::AssertionAudience
                    | Self::AssertionParty
                    | Self::HeaderType
                    | Self::Proof
                    | Self::AccessTokenHash
                    | Self::Fingerprint
                    | Self::Policy
                    | Self::Role
            )
    }

    /// The claim, or member of the header, that it is about.
    pub fn claim(self) -> Option<Claim> {
        match self {
            Self::Audience => Some(Claim::Audience),
            Self::Issuer => Some(Claim::Issuer),
            Self::UnknownKey | Self::KeyOrAlgorithm => Some(Claim::KeyId),
            _ => None,
        }
    }
}

static SAYINGS: LazyLock<Vec<Saying>> = LazyLock::new(saying::all);

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| Needles::exact(texts()));

/// The texts of all complaints.
pub fn texts() -> impl Iterator<Item = &'static str> {
    SAYINGS.iter().map(|saying| saying.text)
}

/// A text without any of these holds no complaint, and is not searched.
pub fn signs() -> impl Iterator<Item = &'static str> {
    let sayings = SAYINGS.iter().filter(|saying| saying.form == Form::Words);
    sayings.map(|saying| saying.text).chain([number::NAME])
}

/// Who makes a complaint: a library, a program or a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complainant {
    /// Its name.
    pub name: &'static str,
    /// What is particular to it.
    pub traits: &'static [Trait],
}

/// What tells one that complains from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// It is a service, which says so of tokens that it gave itself: no library, and no gateway that may be in front of `LiveKit`.
    Service,
    /// It checks ID tokens, and no access tokens.
    IdTokens,
    /// It is for Java, and no part of `LiveKit`'s SDK for Java.
    Java,
    /// The text does not show its name; it is called by what it is, such as `The server`.
    Unnamed,
}

impl Complainant {
    /// Some program that shows no name.
    pub const SERVER: Self = Self {
        name: "The server",
        traits: &[Trait::Unnamed],
    };

    /// Whether this is particular to it.
    pub fn is(self, property: Trait) -> bool {
        self.traits.contains(&property)
    }
}

/// A complaint in the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocatedComplaint {
    /// What it says.
    pub complaint: Complaint,
    /// Who says so.
    pub complainant: Complainant,
    /// Its place.
    pub span: Span,
}

/// Whether no digit is around a number.
fn is_whole(text: &str, number: Span) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let (before, behind) = (
        &text.as_bytes()[..number.start],
        &text.as_bytes()[number.end..],
    );
    !is_digit(before.last()) && !is_digit(behind.first())
}

/// Who answers in the words of the protocol.
const ENDPOINT: &str = "The token endpoint";

/// Finds the complaints in a text, each kind once.
pub fn find(text: &str) -> Vec<LocatedComplaint> {
    let mut complaints: Vec<LocatedComplaint> = Vec::new();
    for hit in NEEDLES.hits(text) {
        let saying = &SAYINGS[hit.needle];
        let counts = match saying.form {
            Form::Words => true,
            Form::Number => text.contains(number::NAME) && is_whole(text, hit.span),
        };
        let is_new = (complaints.iter()).all(|known| known.complaint != saying.complaint);
        if counts && is_new {
            complaints.push(LocatedComplaint {
                complaint: saying.complaint,
                complainant: saying.complainant,
                span: hit.span,
            });
        }
    }
    // One that says why says more than one that does not.
    let says_why = |located: &LocatedComplaint| {
        !matches!(
            located.complaint,
            Complaint::InvalidToken | Complaint::Grant | Complaint::Client
        )
    };
    if complaints.iter().any(says_why) {
        complaints.retain(says_why);
    } else if complaints.len() > 1 {
        complaints.retain(|heard| heard.complaint != Complaint::Grant);
    }
    // The service says more than the protocol.
    let is_of_service = |located: &LocatedComplaint| located.complainant.name != ENDPOINT;
    if complaints.iter().any(is_of_service) {
        complaints.retain(is_of_service);
    }
    complaints
}
