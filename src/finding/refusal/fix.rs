//! What to do about a refusal, in words.

use super::{PastedKeys, Purpose, RefusalFinding, request};
use crate::finding::answer;
use crate::finding::code::grant_line;
use crate::finding::sentence::{Name, Ours, Pasted, Piece, Sentence, followed_by};
use crate::finding::slip::RESTART;
use crate::sentence;
use crate::server::refusal::{LEEWAY, Malformed, Refusal, RequestRefusal};
use crate::token::jws::Malformed as Defect;

impl RefusalFinding {
    /// What to do about it.
    pub(super) fn correction(&self) -> Sentence {
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
                "Remove the quotes where `LIVEKIT_API_KEY` is set for the code that makes tokens: `docker run --env-file` and lists in `compose.yaml` keep quotes."
            ],
            Refusal::UnknownKey { .. } => sentence![answer::Code::UnknownKey.known().fix],
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
            Refusal::SignatureInvalid => [
                sentence![RESTART],
                sentence!["If the token was edited after it was made, make a new one."],
            ]
            .into_iter()
            .fold(
                sentence![answer::Code::WrongSecret.known().fix],
                followed_by,
            ),
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
            Refusal::Request(refusal) => request::correction(refusal),
            Refusal::CriticalType { .. }
            | Refusal::CriticalUnsupported { .. }
            | Refusal::TooManySignatures => Sentence::new(),
        }
    }

    /// The releases that do not refuse it.
    pub(super) fn before(&self) -> Option<Sentence> {
        let since = self.since.clone()?;
        // What is missing says since when.
        (!matches!(*self.refusal, Refusal::MissingExp { .. }))
            .then(|| sentence!["livekit-server before ", Name(since), " accepts the token."])
    }

    /// From when on a token that is too early is accepted.
    pub(super) fn until(&self) -> Option<Sentence> {
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
    pub(super) fn purpose(&self) -> Option<Sentence> {
        match &*self.refusal {
            Refusal::NoVideoGrant
            | Refusal::NoRoomJoin
            | Refusal::Request(RequestRefusal::NoAgent) => Some(self.context.purpose.sentence()),
            _ => None,
        }
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

fn set_by_sdk(place: impl Piece) -> Sentence {
    sentence!["Set ", place, " with the SDK, or give it the right type."]
}
