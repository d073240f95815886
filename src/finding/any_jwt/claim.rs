//! The claims of a token of another service: what is expected of them, and their times.

use crate::finding::sentence::{Duration, Ours, Pasted, Sentence};
use crate::sentence;
use crate::service::expected::{Difference, Mismatch};
use crate::service::trouble::Timing;

findings! { JwtClaim:
    /// What was noticed about the claims of a token of another service.
    #[derive(Clone, Debug)]
    pub enum ClaimFinding {
        /// **Why** What the configuration expects and what the token has must be the same, character by character.
        ///
        /// **Source** RFC 7519 section 2 (`StringOrURI`), RFC 8725 sections 3.8 and 3.9.
        ExpectedValue {
            /// The difference.
            mismatch: Mismatch,
        } = Other,

        /// **Why** The times of a token are checked by every service.
        ///
        /// **Source** RFC 7519 section 4.1.
        TimeElsewhere {
            /// What they show.
            timing: Timing,
        } = Expired,
    }
}

impl super::Words for ClaimFinding {
    fn clause(&self) -> Sentence {
        match self {
            Self::ExpectedValue { mismatch } => of_mismatch(mismatch),
            Self::TimeElsewhere { timing } => match timing {
                Timing::Expired { since } => sentence!["it expired ", Duration(*since), " ago."],
                Timing::NotYetValid { more } => {
                    sentence!["it is not valid for another ", Duration(*more), " (`nbf`)."]
                }
                Timing::IssuedAhead { by } => sentence![
                    "it was issued ",
                    Duration(*by),
                    " in the future (`iat`): a clock is ahead."
                ],
                Timing::Valid { more } => sentence!["it is valid for ", Duration(*more), " more."],
            },
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::ExpectedValue { mismatch } if mismatch.actual.is_empty() => {
                sentence!["Request a token that has it, or do not check it."]
            }
            Self::ExpectedValue { mismatch } => sentence![
                "Set the expected ",
                Ours(mismatch.claim.name()),
                " to ",
                Pasted(&mismatch.actual),
                ", or request a token that has the expected one."
            ],
            Self::TimeElsewhere { timing } => sentence![match timing {
                Timing::Expired { .. } => "Request a new token.",
                Timing::NotYetValid { .. } | Timing::IssuedAhead { .. } =>
                    "Set the clock of the machine that makes it by NTP, or set `iat` and `nbf` 60 s back.",
                Timing::Valid { .. } => "",
            }],
        }
    }

    fn explains(&self) -> bool {
        match self {
            Self::TimeElsewhere { timing } => !matches!(timing, Timing::Valid { .. }),
            Self::ExpectedValue { .. } => true,
        }
    }
}

fn of_mismatch(mismatch: &Mismatch) -> Sentence {
    let name = mismatch.claim.name();
    if mismatch.actual.is_empty() {
        return sentence![
            "it has no ",
            Ours(name),
            ", and ",
            Pasted(&mismatch.expected),
            " is expected."
        ];
    }
    let expected = || Pasted(&mismatch.expected);
    let differs = |what: &'static str| {
        sentence![
            "its ",
            Ours(name),
            " has another ",
            what,
            " than the expected ",
            expected(),
            "."
        ]
    };
    match mismatch.difference {
        Difference::Slash if mismatch.actual.ends_with('/') => sentence![
            "its ",
            Ours(name),
            " ends with a slash, and the expected ",
            expected(),
            " does not."
        ],
        Difference::Slash => sentence![
            "its ",
            Ours(name),
            " lacks the slash at the end of the expected ",
            expected(),
            "."
        ],
        Difference::Scheme => differs("scheme"),
        Difference::Port => differs("port"),
        Difference::Host => differs("host"),
        Difference::Path => differs("path"),
        Difference::Case => sentence![
            "its ",
            Ours(name),
            " differs in case from the expected ",
            expected(),
            "."
        ],
        Difference::Space => sentence![
            "its ",
            Ours(name),
            " lacks the spaces or quotes of the expected ",
            expected(),
            "."
        ],
        Difference::Other => {
            sentence!["its ", Ours(name), " is not the expected ", expected(), "."]
        }
    }
}
