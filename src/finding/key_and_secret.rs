//! API key, API secret and signature.

use super::Explain;
use super::environment::PairName;
use super::rank::Rank;
use super::sentence::{Inline, Pasted, Sentence, followed_by};
use super::slip::{RESTART, character_name};
use crate::secret::slip::Side;
use crate::text::LineNumbers;
use crate::{secret, sentence};

pub mod hint;

findings! { KeyAndSecret:
    /// What was noticed about key, secret and signature.
    #[derive(Clone, Debug)]
    pub enum KeyAndSecret {
        /// **Why** The two are set in each other's variable. The token then shows the secret as its `iss`, in plain sight.
        ///
        /// **Source** The form of the values (livekit/protocol, `utils.NewGuid`, `utils.RandomSecret`), or the signature.
        KeySecretSwapped {
            /// Who has them swapped.
            side: Side,
        } = KeySecretSwapped,

        /// **Why** The signature was made with a secret of LiveKit's documentation, or with `undefined`: where tokens are made,
        /// no secret is set.
        ///
        /// **Source** The signature of the token.
        SignedWithPublicSecret {
            /// The secret.
            secret: &'static str,
            /// Whether the paste holds another, so that the server refuses the token.
            is_refused: bool,
        } = SignatureSecretMismatch,

        /// **Why** The token names one key of the paste and was signed with the secret of another one.
        ///
        /// **Source** The signature of the token.
        SecretOfAnotherKey {
            /// The key whose secret it is.
            key: String,
            /// The key that the token names.
            iss: String,
        } = WrongProject,

        /// **Why** The secret that fits does not count: a later line sets the same name, or it is commented out. A process keeps
        /// the environment that it was started with.
        ///
        /// **Source** The signature of the token.
        StaleVariable {
            /// The pair that fits.
            pair: PairName,
            /// Why it does not count.
            why: Staleness,
        } = SignatureSecretMismatch,

        /// **Why** The signature is that of another token, which it fits: header or payload were changed after signing, as on a web page
        /// that decodes tokens.
        ///
        /// **Source** The signatures of both tokens (RFC 7515 section 5.2).
        SignatureOfAnotherToken {
            /// The lines of the other token.
            other: LineNumbers,
        } = SignatureSecretMismatch,

        /// **Why** Two values of the paste are the same to the eye, and not to a program.
        ///
        /// **Source** Public reports.
        InvisibleDifference {
            /// The lines of the value with the character, such as `line 3`.
            own: LineNumbers,
            /// The lines of the value without.
            other: LineNumbers,
            /// The character.
            character: char,
            /// How many characters of the value are before it.
            at: usize,
        } = SecretFormat,

        /// **Why** Only the secret of its key can check a signature.
        ///
        /// **Source** RFC 7515 section 5.2.
        SignatureNotChecked {
            /// The API key that the token names.
            iss: String,
            /// The lines of values that may be meant as its secret, and do not fit.
            tried: Option<LineNumbers>,
        } = Other,

        /// **Why** Thousands of tokens and secrets would take minutes, so only the first tokens are checked, and the one that the
        /// verdict is about.
        ///
        /// **Source** The limit of [`crate::secret::check_all`].
        SignaturesLeft {
            /// How many are not checked.
            left: usize,
            /// Of how many.
            tokens: usize,
        } = Other,

        /// **Why** The search for slips has a limit too, and another slip could still be the reason.
        ///
        /// **Source** The limit of [`crate::secret::SlipSearch`].
        SlipsLeft = Other,

        /// **Why** Words that may be secrets are removed from the report, up to a limit.
        ///
        /// **Source** The limit of the report.
        WordsLeft {
            /// How many are removed.
            removed: usize,
        } = Other,
    }
}

/// Why a pair does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Staleness {
    /// These lines of the same paste set the name again.
    Overridden(LineNumbers),
    /// These lines of a later paste have another secret of the key.
    PastedBefore(LineNumbers),
    /// It is commented out.
    Commented,
    /// It is commented out, and there is no other.
    OnlyCommented,
}

impl Explain for KeyAndSecret {
    fn rank(&self) -> Rank {
        match self {
            Self::KeySecretSwapped { .. } => Rank::Swapped,
            Self::SignedWithPublicSecret {
                is_refused: true, ..
            } => Rank::Slip,
            Self::InvisibleDifference { .. }
            | Self::StaleVariable {
                why: Staleness::OnlyCommented,
                ..
            } => Rank::Invisible,
            Self::SecretOfAnotherKey { .. }
            | Self::StaleVariable { .. }
            | Self::SignatureOfAnotherToken { .. } => Rank::OtherPair,
            Self::SignedWithPublicSecret { .. } | Self::SignatureNotChecked { .. } => {
                Rank::Unchecked
            }
            Self::SignaturesLeft { .. } | Self::SlipsLeft | Self::WordsLeft { .. } => Rank::Limit,
        }
    }

    fn refuses(&self) -> bool {
        match self {
            Self::KeySecretSwapped { .. }
            | Self::SecretOfAnotherKey { .. }
            | Self::SignatureOfAnotherToken { .. } => true,
            Self::StaleVariable { why, .. } => *why != Staleness::OnlyCommented,
            Self::SignedWithPublicSecret { is_refused, .. } => *is_refused,
            Self::InvisibleDifference { .. }
            | Self::SignatureNotChecked { .. }
            | Self::SignaturesLeft { .. }
            | Self::SlipsLeft
            | Self::WordsLeft { .. } => false,
        }
    }

    fn clause(&self) -> Sentence {
        match self {
            Self::KeySecretSwapped { side: Side::Paste } => {
                sentence!["API key and API secret are swapped in what you pasted."]
            }
            Self::KeySecretSwapped { side: Side::Minter } => {
                sentence![
                    "it was made with API key and API secret swapped, so its `iss` is a secret."
                ]
            }
            Self::SignedWithPublicSecret { secret, .. } if secret::is_nothing(secret) => sentence![
                "it was signed with the word ",
                Pasted(*secret),
                ": no secret was set where the token was made."
            ],
            Self::SignedWithPublicSecret { secret, .. } => sentence![
                "it was signed with ",
                Pasted(*secret),
                ", the well-known secret from examples."
            ],
            Self::SecretOfAnotherKey { key, iss } => sentence![
                "it was signed with the secret of ",
                Pasted(key),
                ", not of ",
                Pasted(iss),
                "."
            ],
            Self::StaleVariable { pair, why } => sentence![
                "it was signed with the pair in ",
                pair.short(),
                ", ",
                Inline(match why {
                    Staleness::Overridden(line) => {
                        sentence!["but ", *line, " overrides it"]
                    }
                    Staleness::PastedBefore(line) => {
                        sentence!["not with the newer one in ", *line]
                    }
                    Staleness::Commented | Staleness::OnlyCommented => {
                        sentence!["which is commented out"]
                    }
                }),
                "."
            ],
            Self::SignatureOfAnotherToken { other } => sentence![
                "it was changed after it was signed: its signature is that of the token in ",
                *other,
                "."
            ],
            Self::InvisibleDifference {
                own,
                other,
                character,
                ..
            } => sentence![
                *own,
                " has ",
                sentence![character_name(*character)],
                " that ",
                *other,
                " does not have."
            ],
            Self::SignatureNotChecked { iss, tried: None } => sentence![
                "its signature is not checked: no secret found for ",
                Pasted(iss),
                "."
            ],
            Self::SignatureNotChecked {
                tried: Some(tried), ..
            } => sentence![
                "its signature is not checked: the value in ",
                *tried,
                " does not fit."
            ],
            Self::SignaturesLeft { left, tokens } => sentence![
                *left,
                " of ",
                *tokens,
                " signatures are not checked: too many tokens and secrets in the paste."
            ],
            Self::SlipsLeft => {
                sentence![
                    "Not every slip in the secret was tried: the search stopped at its limit."
                ]
            }
            Self::WordsLeft { removed } => sentence![
                "Only the first ",
                *removed,
                " words that may be secrets are removed from this report."
            ],
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::KeySecretSwapped { side: Side::Paste } => sentence![
                "Swap them: `LIVEKIT_API_KEY` is the short one (LiveKit's begin with `API`), `LIVEKIT_API_SECRET` the long one. The \
                 secret was shown as a key: make a new pair if others may have seen it."
            ],
            Self::KeySecretSwapped { side: Side::Minter } => sentence![
                "Swap them where the token is made: `LIVEKIT_API_KEY` is the short one (LiveKit's begin with `API`), \
                 `LIVEKIT_API_SECRET` the long one. Every such token shows the secret, so make a new pair."
            ],
            Self::SignedWithPublicSecret { secret, .. } if secret::is_nothing(secret) => sentence![
                "Load the `.env` file before the token is made, and log whether `LIVEKIT_API_SECRET` is set there."
            ],
            Self::SignedWithPublicSecret { .. } => sentence![
                "Set `LIVEKIT_API_SECRET` where tokens are made, and restart it. Only `livekit-server --dev` accepts tokens signed with \
                 `secret`, and it accepts them from anyone."
            ],
            Self::SecretOfAnotherKey { key, iss } => sentence![
                "Use key and secret of one pair: the token names the key ",
                Pasted(iss),
                ", and the secret belongs to ",
                Pasted(key),
                "."
            ],
            Self::StaleVariable {
                why: Staleness::PastedBefore(_),
                ..
            } => followed_by(
                sentence![
                    "Use the newer pair where tokens are made, or remove it here if the older one is right."
                ],
                sentence![RESTART],
            ),
            Self::StaleVariable {
                why: Staleness::OnlyCommented,
                ..
            } => sentence![
                "Remove the `#` before it: what reads this file now has no secret, or one from elsewhere."
            ],
            Self::StaleVariable { pair, why } => followed_by(
                sentence![
                    if *why == Staleness::Commented {
                        "Use the pair that is set, or set this one"
                    } else {
                        "Keep one line with that name"
                    },
                    (!pair.environment.is_empty()).then(|| Inline(sentence![
                        " (the pair of the token is in ",
                        pair.lines,
                        ")"
                    ])),
                    "."
                ],
                sentence![RESTART],
            ),
            Self::SignatureOfAnotherToken { .. } => sentence![
                "Make a new token with these claims: a signature fits only what it was made for."
            ],
            Self::InvisibleDifference { at, .. } => sentence![
                "Type the value again around its character ",
                at + 1,
                ", and do not copy it: without that character, both values are the same."
            ],
            Self::SignatureNotChecked { iss, tried: None } => paste_secret(iss),
            Self::SignatureNotChecked { iss, .. } => sentence![
                "Paste the value with its name, if it is the secret of ",
                Pasted(iss),
                ": `LIVEKIT_API_SECRET=…`"
            ],
            Self::SignaturesLeft { .. } | Self::SlipsLeft => {
                sentence!["Paste one token with the lines of its API key and secret."]
            }
            Self::WordsLeft { .. } => sentence!["Read the report before you share it."],
        }
    }
}

/// What to paste where only the signature is open. The token may name no API key.
pub fn paste_secret(iss: &str) -> Sentence {
    let of_key = (!iss.is_empty()).then(|| Inline(sentence![" of ", Pasted(iss)]));
    sentence![
        "Paste the API secret",
        of_key,
        ", or the lines of your `.env`: nothing leaves this page."
    ]
}
