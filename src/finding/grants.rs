//! Grants that the server does not know.

use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Ours, Pasted, Sentence};
use super::{Explain, Named};
use crate::sentence;
use crate::token::grants::Misnamed;

findings! { Grants:
    /// A grant, or a claim, has a name that the server does not know.
    #[derive(Clone, Debug)]
    pub enum MisnamedGrant {
        /// **Why** The server ignores names that it does not know, so the permission is missing without any error.
        ///
        /// **Source** livekit/protocol, `auth/grants.go`.
        MisnamedGrant {
            /// The name, and the one that was meant.
            misnamed: Misnamed,
            /// Whether the server refuses the token for the grant that was meant.
            is_refused: bool,
        } = MissingGrant,
    }
}

impl Explain for MisnamedGrant {
    fn code(&self) -> super::Code {
        self.name()
    }

    fn cause(&self) -> Cause {
        self.family()
    }

    fn rank(&self) -> Rank {
        match self {
            Self::MisnamedGrant { .. } => Rank::GrantName,
        }
    }

    fn refuses(&self) -> bool {
        match self {
            Self::MisnamedGrant { is_refused, .. } => *is_refused,
        }
    }

    fn clause(&self) -> Sentence {
        let Self::MisnamedGrant { misnamed, .. } = self;
        if misnamed.object.is_empty() {
            sentence![
                "the server does not know the claim ",
                Pasted(&misnamed.name),
                "; probably ",
                Ours(misnamed.meant),
                " is meant."
            ]
        } else {
            sentence![
                "the server does not know ",
                Pasted(&misnamed.name),
                " in ",
                Ours(misnamed.object),
                "; probably ",
                Ours(misnamed.meant),
                " is meant."
            ]
        }
    }

    fn fix(&self) -> Sentence {
        let Self::MisnamedGrant { misnamed, .. } = self;
        sentence!["Write ", Ours(misnamed.meant), " where the token is made."]
    }
}
