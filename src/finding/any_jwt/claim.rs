//! The claims of a token of another service: what is expected of them, and their times.

use crate::clock::time_mistake::Unit;
use crate::finding::sentence::{Duration, Ours, Pasted, Sentence};
use crate::finding::time;
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

        /// **Why** A time of a JWT is a number of seconds since 1970. Libraries refuse a text, and read milliseconds as a date in the far
        /// future and a lifetime as one in 1970.
        ///
        /// **Source** RFC 7519 section 2 (`NumericDate`).
        TimeForm {
            /// The claim.
            claim: &'static str,
            /// How it is written.
            form: TimeForm,
        } = WrongClaimType,
    }
}

/// How a time is written that is no number of seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeForm {
    /// In another unit.
    Unit(Unit),
    /// As a text.
    Text,
    /// As a lifetime.
    Lifetime,
}

impl super::Words for ClaimFinding {
    fn clause(&self) -> Sentence {
        match self {
            Self::ExpectedValue { mismatch } => of_mismatch(mismatch),
            Self::TimeForm { claim, form } => of_time_form(claim, *form),
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
                sentence!["Request a token that has it."]
            }
            Self::ExpectedValue { mismatch } => sentence![
                "Set the expected ",
                Ours(mismatch.claim.name()),
                " to ",
                Pasted(&mismatch.actual),
                " if that is right, or request a token that has the expected one."
            ],
            Self::TimeElsewhere { timing } => sentence![match timing {
                Timing::Expired { .. } => "Request a new token.",
                Timing::NotYetValid { .. } | Timing::IssuedAhead { .. } =>
                    "Sync the clock of the machine that makes tokens with NTP, or set `iat` and `nbf` 60 s back.",
                Timing::Valid { .. } => "",
            }],
            Self::TimeForm { form, .. } => sentence![match form {
                TimeForm::Unit(Unit::Milliseconds) => time::IN_SECONDS,
                TimeForm::Unit(_) => "Write whole seconds since 1970.",
                TimeForm::Text =>
                    "Write a number without quotes: `Math.floor(Date.now() / 1000)` in JavaScript, `int(time.time())` in Python.",
                TimeForm::Lifetime =>
                    "Add the current time in seconds: `Math.floor(Date.now() / 1000) + 3600`",
            }],
        }
    }

    fn explains(&self) -> bool {
        match self {
            Self::TimeElsewhere { timing } => !matches!(timing, Timing::Valid { .. }),
            Self::ExpectedValue { .. } | Self::TimeForm { .. } => true,
        }
    }
}

fn of_time_form(claim: &'static str, form: TimeForm) -> Sentence {
    match form {
        TimeForm::Unit(unit) => time::wrong_unit(claim, unit),
        TimeForm::Lifetime => time::lifetime_as_time(claim),
        TimeForm::Text => sentence![
            "its ",
            Ours(claim),
            " is a text, where a JWT has a number of seconds."
        ],
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
