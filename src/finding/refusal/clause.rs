//! Why the server refuses the token, in words.

use super::{PastedKeys, RefusalFinding, request};
use crate::clock::asked_at::AskedAtSource;
use crate::finding::form::{self, with_article};
use crate::finding::sentence::{Duration, Inline, Name, Ours, Pasted, Piece, Sentence};
use crate::livekit::grants::Type;
use crate::sentence;
use crate::server::refusal::RoomConfigFault;
use crate::server::refusal::{Malformed, Refusal};
use crate::text::NumericDate;
use crate::text::json::Kind;
use crate::token::jws::Malformed as Defect;

const NO_ALGORITHM: &str = "its header names no algorithm.";

const NOT_ACCEPTED: &str = "the server does not accept it.";

impl RefusalFinding {
    /// Why the server refuses the token.
    pub(super) fn reason(&self) -> Sentence {
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
                    ", and LiveKit from v1.13.0 on accepts only `HS256`."
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
            Refusal::RoomConfig(fault) => room_config(fault),
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
            Refusal::Request(refusal) => request::clause(refusal),
            Refusal::CriticalType { .. }
            | Refusal::CriticalUnsupported { .. }
            | Refusal::TooManySignatures => sentence![NOT_ACCEPTED],
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
    pub(super) fn agreeing(&self, start: NumericDate) -> Option<NumericDate> {
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

/// What the server cannot read in the `roomConfig`.
fn room_config(fault: &RoomConfigFault) -> Sentence {
    if let Some(field) = &fault.unknown_field {
        sentence![
            "its `roomConfig` has the unknown field ",
            Pasted(field),
            "."
        ]
    } else {
        sentence!["the server cannot read the token's `roomConfig`."]
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

/// The words for a type.
fn wanted(what: Type) -> &'static str {
    match what {
        Type::Bool | Type::OptionalBool => "true or false",
        Type::String => "a string",
        Type::Strings => "an array of strings",
        Type::Map => "an object of strings",
        Type::Object(_) | Type::RoomConfig => "an object",
    }
}
