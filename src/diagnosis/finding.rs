//! Everything that may be said about a paste: a thin sum of what the stages found, with name, family and rank.

use std::rc::Rc;

use crate::clock::pitfall::Pitfall;
use crate::clock::{Clock, Difference};
use crate::paste::code::Mistake;
use crate::paste::stand_in::StandIn;
use crate::paste::symptom::{self, Symptom};
use crate::secret::slip::{Side, Steps};
use crate::server::refusal::{
    LEEWAY, Malformed as Unreadable, Refusal, RefusalKind, RequestRefusal,
};
use crate::text::timestamp::Fault;
use crate::text::{NumericDate, Span};
use crate::token::grants::Misnamed;
use crate::token::jws::Malformed;

use super::evidence::{DEVKEY_OF_CLOUD, Elsewhere};

/// Something that was noticed.
#[derive(Clone, Debug)]
pub enum Finding {
    /// Something else stands where the token should be.
    StandIn(StandIn),
    /// The token is not there in full.
    CutOff,
    /// The token is encrypted (JWE).
    Encrypted,
    /// The token was made for another service.
    Foreign {
        /// Its issuer, if it is a string.
        issuer: Option<String>,
    },
    /// A defect of the token's form.
    Form(Malformed),
    /// Characters that cannot be seen stood inside of the token.
    Invisible,
    /// The server refuses the token.
    Refused {
        /// Why.
        refusal: Rc<Refusal>,
        /// The first release that refuses so, where older ones do not: `v1.13.6`.
        since: Option<String>,
    },
    /// A server has said why it refused.
    Answered {
        /// What that means.
        symptom: Symptom,
        /// The API key that the answer repeats.
        key: Option<String>,
        /// The releases that word it so, where not all do: `v1.4.1 to v1.12.0`.
        releases: Option<String>,
    },
    /// The paste holds answers that contradict each other, or what the token lets expect.
    Contradiction {
        /// What the other one means.
        symptom: Symptom,
    },
    /// Something that was said about a failure, by whomever.
    Symptom(Symptom),
    /// A mistake in code that makes tokens.
    Mistake {
        /// What it means.
        symptom: Symptom,
        /// The mistake.
        mistake: Mistake,
    },
    /// API key and secret stand in each other's place.
    Swapped {
        /// Who has it.
        side: Side,
    },
    /// A secret fits but for a slip, or two.
    Slip {
        /// The slips.
        steps: Steps,
        /// Where the secret stands, such as `line 3`.
        place: String,
    },
    /// A public secret made the signature, one of examples.
    Public {
        /// The secret.
        secret: &'static str,
        /// Whether the paste holds another, so that the server refuses the token.
        is_refused: bool,
    },
    /// The secret of another API key of the paste made the signature.
    OtherPair {
        /// The key whose secret it is.
        key: String,
        /// The key that the token names.
        iss: String,
    },
    /// The token is of one environment, and the URL of another.
    Elsewhere(Elsewhere),
    /// The secret that fits is not the one that counts: a later line sets its name again, or it is commented out.
    Stale {
        /// The pair, by its index in the paste.
        pair: usize,
    },
    /// Two values differ only in a character that cannot be seen.
    Twins(Twins),
    /// A grant has a name that the server does not know.
    Misnamed(Misnamed),
    /// Nothing in the paste can check the signature.
    SignatureUnchecked {
        /// The API key that the token names.
        iss: String,
    },
    /// A `Date` of the paste is not read.
    Unread {
        /// Why.
        fault: Fault,
        /// The date.
        date: String,
    },
    /// A mistake in the times of the token.
    Pitfall {
        /// What it means.
        symptom: Symptom,
        /// The mistake.
        pitfall: Pitfall,
        /// Whether the server refuses the token for it.
        refuses: bool,
    },
    /// Two clocks differ, or were seen to differ in ways that cannot be all true.
    Clock(Difference),
    /// The token was good when the server was asked, and has expired since.
    ExpiredSince {
        /// When.
        exp: NumericDate,
    },
}

/// Two values that look alike, and are not.
#[derive(Clone, Copy, Debug)]
pub struct Twins {
    /// The place of the one with the character.
    pub own: Span,
    /// The place of the one without.
    pub other: Span,
    /// The character.
    pub character: char,
    /// How many characters of the value stand before it.
    pub at: usize,
}

/// A finding, and where it stands in the paste.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What was noticed.
    pub finding: Finding,
    /// Whether it follows from the paste; else it is only likely.
    pub certain: bool,
    /// Its places.
    pub spans: Vec<Span>,
}

impl Finding {
    /// Its stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Clock(known) => clock_code(known),
            Self::Slip { steps, .. } => steps.0.slip.code,
            _ => self.name().split(':').next().unwrap_or_default(),
        }
    }

    /// The family of causes it belongs to.
    pub fn cause(&self) -> &'static str {
        self.row().cause
    }

    /// Its row of the table of texts.
    pub fn row(&self) -> Symptom {
        match self {
            Self::Refused { .. } => symptom::of_refusal(self.name()),
            Self::Answered { symptom, .. }
            | Self::Symptom(symptom)
            | Self::Mistake { symptom, .. }
            | Self::Pitfall { symptom, .. } => *symptom,
            _ => symptom::of_code(self.name()),
        }
    }

    /// The name of the row: the stable name, and which wording of several.
    fn name(&self) -> &'static str {
        match self {
            Self::StandIn(stand_in) => match stand_in {
                StandIn::Promise => "promise-not-awaited",
                StandIn::EmptyObject => "empty-object",
                StandIn::Builder => "builder-printed",
                StandIn::Method => "method-not-called",
                StandIn::PythonBytes => "python-bytes",
                StandIn::RustResult => "rust-result",
                StandIn::GoNil => "go-nil",
                StandIn::Nothing => "no-value",
                StandIn::Opaque => "not-a-token:text",
            },
            Self::CutOff => "token-cut-off",
            Self::Encrypted => "encrypted-token",
            Self::Foreign { issuer: Some(_) } => "foreign-token",
            Self::Foreign { issuer: None } => "foreign-token:unnamed",
            Self::Form(Malformed::Repeated { .. }) => "repeated-member",
            Self::Form(_) => "malformed-token",
            Self::Invisible => "invisible-character",
            Self::Refused { refusal, .. } => refusal_code(refusal),
            Self::Answered { symptom, .. }
            | Self::Symptom(symptom)
            | Self::Mistake { symptom, .. }
            | Self::Pitfall { symptom, .. } => symptom.code,
            Self::Contradiction { .. } => "contradiction",
            Self::Swapped { side: Side::Paste } => "key-secret-swapped:paste",
            Self::Swapped { side: Side::Minter } => "key-secret-swapped:minter",
            Self::Slip { steps, .. } => match steps.0.side {
                Side::Paste => "slip:paste",
                Side::Minter => "slip:minter",
            },
            Self::Public { .. } => "signed-with-public-secret",
            Self::OtherPair { .. } => "secret-of-another-key",
            Self::Elsewhere(_) => "key-of-another-server",
            Self::Stale { .. } => "stale-variable",
            Self::Twins(_) => "invisible-difference",
            Self::Misnamed(misnamed) if misnamed.object.is_empty() => "misnamed-grant:claim",
            Self::Misnamed(_) => "misnamed-grant",
            Self::SignatureUnchecked { .. } => "signature-not-checked",
            Self::Clock(_) => "set-clock",
            Self::Unread { .. } => "date-unreadable",
            Self::ExpiredSince { .. } => "expired-since",
        }
    }

    /// The families of causes that it leaves open, with spaces between them.
    pub fn candidates(&self) -> &'static str {
        match self {
            Self::Answered { symptom, .. } | Self::Symptom(symptom) => symptom.candidates,
            _ => "",
        }
    }

    /// Whether it alone keeps the token from being accepted.
    pub fn refuses(&self) -> bool {
        match self {
            Self::StandIn(_)
            | Self::CutOff
            | Self::Encrypted
            | Self::Foreign { .. }
            | Self::Refused { .. }
            | Self::Answered { .. }
            | Self::Swapped { .. }
            | Self::Slip { .. }
            | Self::OtherPair { .. }
            | Self::Elsewhere(_)
            | Self::Stale { .. } => true,
            Self::Symptom(symptom) => symptom.refuses,
            Self::Public { is_refused, .. } => *is_refused,
            Self::Pitfall { refuses, .. } => *refuses,
            Self::Form(_)
            | Self::Twins(_)
            | Self::Invisible
            | Self::Misnamed(_)
            | Self::Mistake { .. }
            | Self::Contradiction { .. }
            | Self::SignatureUnchecked { .. }
            | Self::Clock(_)
            | Self::Unread { .. }
            | Self::ExpiredSince { .. } => false,
        }
    }

    /// Its place among others: the higher, the earlier it is told. Within what refuses, the order is that of the server,
    /// so that the first finding is the one it answers with.
    pub fn rank(&self) -> u8 {
        match self {
            // There is no token to speak of.
            Self::StandIn(_) => 100,
            Self::CutOff => 99,
            Self::Encrypted => 98,
            Self::Foreign { .. } => 97,
            // Key and secret: a slip explains what the server can only call a wrong key or signature.
            Self::Swapped { .. } => 90,
            Self::Slip { .. }
            | Self::Public {
                is_refused: true, ..
            } => 89,
            Self::Elsewhere(_) => 91,
            Self::Symptom(symptom) if symptom.code == DEVKEY_OF_CLOUD => 91,
            Self::Stale { .. } | Self::OtherPair { .. } => 88,
            // A name explains what the server can only call a missing grant.
            Self::Misnamed(_) => 41,
            Self::Refused { refusal, .. } => refusal_rank(refusal),
            // What was seen outweighs what would be expected, and explains less than what was found.
            // Said at its time, which may be long ago.
            Self::Answered { symptom, .. } if symptom.cause == "clock_skew_nbf" => 61,
            Self::Answered { symptom, .. } if symptom.code != "not-a-token" => 35,
            // Code explains what the server can only call no token, no identity, no grant.
            Self::Mistake { .. } => 34,
            Self::Answered { .. } => 33,
            Self::Contradiction { .. } => 32,
            // What may have to do with it.
            Self::Form(_) => 30,
            Self::Invisible | Self::Twins(_) => 29,
            // An example's value explains why nothing fits.
            Self::Symptom(symptom) if symptom.cause == "placeholder_key" => 36,
            Self::Symptom(symptom) if symptom.candidates.is_empty() => 25,
            // It explains what the server can only call expired or not valid yet.
            Self::Pitfall {
                pitfall, refuses, ..
            } if *refuses && pitfall.explains => 63,
            Self::Pitfall { .. } => 28,
            // It explains that a token is not valid yet.
            Self::Clock(known)
                if known.reference == Clock::Server && known.offset.least > LEEWAY =>
            {
                59
            }
            Self::Clock(_) => 20,
            Self::Symptom(symptom) if symptom.cause != "other" => 16,
            Self::Symptom(_) => 15,
            Self::Unread { .. } => 12,
            Self::SignatureUnchecked { .. } | Self::Public { .. } => 10,
            Self::ExpiredSince { .. } => 5,
        }
    }
}

fn clock_code(known: &Difference) -> &'static str {
    match known.whose {
        _ if known.is_contradicted => "clock-contradiction",
        Clock::Minter if known.offset.least > 0.0 => "minter-clock-ahead",
        Clock::Minter => "minter-clock-behind",
        Clock::Machine if known.offset.least > 0.0 => "machine-clock-ahead",
        Clock::Machine => "machine-clock-behind",
        _ if known.offset.least > 0.0 => "server-clock-ahead",
        _ => "server-clock-behind",
    }
}

fn refusal_rank(refusal: &Refusal) -> u8 {
    match refusal {
        Refusal::Malformed(_) => 95,
        Refusal::UnknownKey { .. } => 87,
        Refusal::GrantType(_) | Refusal::DuplicateMember { .. } | Refusal::RoomConfig(_) => 86,
        Refusal::CriticalType { .. }
        | Refusal::CriticalUnsupported { .. }
        | Refusal::TooManySignatures
        | Refusal::AlgorithmNotAllowed { .. } => 85,
        Refusal::SignatureInvalid => 84,
        Refusal::Expired { .. }
        | Refusal::NotYetValid { .. }
        | Refusal::ExpiredAndNotYetValid { .. }
        | Refusal::MissingExp { .. }
        | Refusal::IssuedInFuture { .. } => 60,
        _ => 40,
    }
}

fn refusal_code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Malformed(Unreadable::Claim { .. }) => "wrong-claim-type",
        Refusal::Malformed(
            Unreadable::AlgorithmUnknown { .. } | Unreadable::AlgorithmType { .. },
        )
        | Refusal::AlgorithmNotAllowed { .. } => "algorithm-not-allowed",
        Refusal::Malformed(_) => "malformed-token",
        Refusal::UnknownKey { iss } if iss.is_empty() => "no-key",
        Refusal::UnknownKey { .. } => "unknown-key",
        Refusal::GrantType(_) => "wrong-grant-type",
        Refusal::DuplicateMember { .. } => "repeated-member",
        Refusal::RoomConfig(_) => "room-config",
        Refusal::CriticalType { .. } | Refusal::CriticalUnsupported { .. } => "critical-header",
        Refusal::TooManySignatures => "too-many-signatures",
        Refusal::SignatureInvalid => "wrong-secret",
        Refusal::Expired { .. } => "expired",
        Refusal::NotYetValid { .. } => "not-yet-valid",
        Refusal::ExpiredAndNotYetValid { .. } => "expired-before-valid",
        Refusal::MissingExp { .. } => "missing-exp",
        Refusal::IssuedInFuture { .. } => "issued-in-future",
        Refusal::NoVideoGrant => "no-video-grant",
        Refusal::NoRoomJoin => "no-room-join",
        Refusal::NoIdentity => "no-identity",
        Refusal::NoRoom => "no-room",
        Refusal::IdentityTooLong { .. } => "identity-too-long",
        Refusal::RoomTooLong { .. } => "room-too-long",
        Refusal::Request(
            RequestRefusal::MissingGrant { .. } | RequestRefusal::OtherRoom { .. },
        ) => "missing-grant",
        Refusal::Request(_) => "refused",
    }
}

/// The code of the row of the table that says what an answer means.
pub fn answer_code(cause: RefusalKind) -> &'static str {
    match cause {
        RefusalKind::NotBearer => "not-bearer",
        RefusalKind::Malformed => "not-a-token",
        RefusalKind::UnknownKey => "unknown-key",
        RefusalKind::GrantType => "wrong-grant-type",
        RefusalKind::RoomConfig => "room-config",
        RefusalKind::AlgorithmNotAllowed => "algorithm-not-allowed",
        RefusalKind::SignatureInvalid => "wrong-secret",
        RefusalKind::Expired => "expired",
        RefusalKind::NotYetValid => "not-yet-valid",
        RefusalKind::ExpiredAndNotYetValid => "expired-before-valid",
        RefusalKind::MissingExp => "missing-exp",
        RefusalKind::IssuedInFuture => "issued-in-future",
        RefusalKind::NoToken | RefusalKind::NoVideoGrant => "no-token-arrived",
        RefusalKind::NoRoomJoin | RefusalKind::MissingGrant | RefusalKind::OtherRoom => {
            "missing-grant"
        }
        RefusalKind::NoIdentity => "no-identity",
        RefusalKind::NoRoom => "no-room",
        RefusalKind::JoinRequest => "join-request",
        _ => "refused",
    }
}
