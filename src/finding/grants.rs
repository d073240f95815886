//! Grants that the server does not know, and grants and claims that are hardly meant.

use super::Explain;
use super::rank::Rank;
use super::sentence::{Ours, Pasted, Sentence};
use crate::sentence;
use crate::token::grants::MisnamedMember;

findings! { Grants:
    /// What is odd about a grant or a claim.
    #[derive(Clone, Debug)]
    pub enum GrantFinding {
        /// **Why** The server ignores names that it does not know, so the permission is missing without any error.
        ///
        /// **Source** livekit/protocol, `auth/grants.go`.
        MisnamedGrant {
            /// The name, and the one that was meant.
            misnamed: MisnamedMember,
            /// Whether the server refuses the token for the grant that was meant.
            is_refused: bool,
        } = MissingGrant,

        /// **Why** A participant without `canSubscribe` joins without any error, and gets no track.
        ///
        /// **Source** livekit/protocol, `auth/grants.go`.
        MayNotSubscribe = MissingGrant,

        /// **Why** Programs print a variable without a value as such a word.
        ///
        /// **Source** The token; JavaScript, Python, Ruby, Go.
        WordForNothing {
            /// The claim.
            claim: &'static str,
            /// The word.
            word: String,
        } = WrongClaimType,
    }
}

impl Explain for GrantFinding {
    fn rank(&self) -> Rank {
        match self {
            Self::MisnamedGrant { .. } | Self::MayNotSubscribe | Self::WordForNothing { .. } => {
                Rank::GrantName
            }
        }
    }

    fn refuses(&self) -> bool {
        match self {
            Self::MisnamedGrant { is_refused, .. } => *is_refused,
            Self::MayNotSubscribe | Self::WordForNothing { .. } => false,
        }
    }

    fn clause(&self) -> Sentence {
        match self {
            Self::MisnamedGrant { misnamed, .. } if misnamed.object.is_empty() => sentence![
                "the server does not know the claim ",
                Pasted(&misnamed.name),
                "; probably ",
                Ours(misnamed.meant),
                " is meant."
            ],
            Self::MisnamedGrant { misnamed, .. } => sentence![
                "the server does not know ",
                Pasted(&misnamed.name),
                " in ",
                Ours(misnamed.object),
                "; probably ",
                Ours(misnamed.meant),
                " is meant."
            ],
            Self::MayNotSubscribe => {
                sentence!["its `canSubscribe` is false, so this participant gets no track."]
            }
            Self::WordForNothing { claim, word } => sentence![
                "its ",
                Ours(claim),
                " is the word ",
                Pasted(word),
                ": probably a variable without a value."
            ],
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::MisnamedGrant { misnamed, .. } => {
                sentence!["Write ", Ours(misnamed.meant), " where the token is made."]
            }
            Self::MayNotSubscribe => {
                sentence!["Set `canSubscribe: true` where the token is made, or leave it out."]
            }
            Self::WordForNothing { .. } => sentence![
                "Log the value before the token is made: the query, the body or the session probably lacks it."
            ],
        }
    }
}
