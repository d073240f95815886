//! What a server said: its refusals, seen in the paste.

mod meaning;

pub use meaning::{Code, KNOWN, meaning};

use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Duration, Inline, Name, Ours, Pasted, Sentence, followed_by, without_stop};
use super::slip::RESTART;
use super::{Classify, Explain, KnownText};
use crate::livekit::grants::Grant;
use crate::sentence;
use crate::text::LineNumbers;

/// A refusal that a server said, and what it told beside its reason.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What it means.
    pub known: &'static KnownText,
    /// The API key that the answer repeats.
    pub key: Option<String>,
    /// The releases that have this text, if not all do: `v1.4.1 to v1.12.0`.
    pub releases: Option<Sentence>,
    /// The field of a `roomConfig` that it names, and the first release that knows it, if one does.
    pub unknown_field: Option<(String, Option<String>)>,
    /// What the paste shows about its token, if it has one.
    pub token: Option<TokenFacts>,
    /// What the paste shows about the request.
    pub request: RequestFacts,
    /// Its lines, such as `line 2`, if the paste has other answers too.
    pub lines: Option<LineNumbers>,
}

/// What the paste shows about a request that was refused for want of a grant.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestFacts {
    /// The grant that it needs.
    pub grant: Option<Grant>,
    /// Whether a token arrived, if the server's log says so.
    pub arrived: Option<bool>,
    /// Whether the answer is the same for a token without the grant, and for no token.
    pub is_open: bool,
    /// Whether the token in the paste permits it.
    pub is_permitted: bool,
    /// Whether `lk` made it, and its token.
    pub is_of_cli: bool,
}

/// What the paste shows about its token, to be compared with what the server said.
#[derive(Clone, Debug)]
pub struct TokenFacts {
    /// The API key that it names; may be empty.
    pub iss: String,
    /// Whether the secret of a pair in the paste signed it.
    pub is_verified: bool,
    /// Whether it can be decoded.
    pub is_sound: bool,
    /// Whether the paste shows that it was sent, if it has a `video` grant.
    pub video: Option<bool>,
    /// Whether its request may ask for more than to join: to publish at once, or to set attributes, which it does not permit.
    pub may_ask_more: bool,
    /// For how many seconds more it is valid now, if it is, and nothing shows that it is the one that was sent.
    pub left: Option<f64>,
}

impl Answer {
    fn of(&self) -> Option<Code> {
        match self.known.code {
            super::Code::Answer(code) => Some(code),
            _ => None,
        }
    }

    /// Whether it repeats an API key that the token in the paste does not name.
    fn is_of_another(&self) -> bool {
        let key = self.key.as_ref();
        key.zip(self.token.as_ref())
            .is_some_and(|(key, token)| *key != token.iss)
    }

    /// Whether the fault would be in the token in the paste, and is not: then another one was sent.
    fn is_of_sent_token(&self, code: Code) -> bool {
        let is_of_token = matches!(
            code,
            Code::MissingGrant
                | Code::NoIdentity
                | Code::NoRoom
                | Code::WrongGrantType
                | Code::MissingExp
                | Code::AlgorithmNotAllowed
        );
        is_of_token && self.token.is_some() && self.request.is_permitted && !self.request.is_open
    }

    /// For how long the token in the paste is valid, if nothing shows that it is the one that was refused.
    fn left(&self) -> Option<f64> {
        self.token.as_ref()?.left
    }

    /// What to paste next, if one thing decides.
    pub fn next(&self) -> Option<Sentence> {
        match self.of()? {
            Code::NotYetValid => Some(sentence![
                "Paste the token too: its `nbf` shows whether a clock is wrong or the unit is."
            ]),
            Code::MissingGrant if self.request.is_open => Some(sentence![
                "Paste the server's log line of this call, or the token that the call sends."
            ]),
            _ => None,
        }
    }

    /// What is wrong with the API key, and the key, which the server repeats.
    fn about_key(&self, key: &str) -> Sentence {
        sentence![
            without_stop(sentence![self.known.clause]),
            ": ",
            Pasted(key),
            "."
        ]
    }

    /// What the request adds to the reason of the server.
    fn requested(&self) -> Option<(Sentence, Sentence)> {
        let RequestFacts {
            grant,
            arrived,
            is_open,
            is_permitted: permits,
            is_of_cli,
        } = self.request;
        let header = "Check that the call sends `Authorization: Bearer <token>`, and that no proxy or redirect drops it.";
        Some(match (self.of()?, arrived) {
            (Code::NoTokenArrived, Some(false)) => (
                sentence!["no token reached the server: its log line has no `apiKey`."],
                sentence![header],
            ),
            (Code::MissingGrant, None) if is_open && permits => (
                sentence![
                    "the token in the paste permits this call, so none or another one arrived."
                ],
                sentence![header],
            ),
            (Code::MissingGrant, None) if is_open => (
                sentence![
                    "the call carried no token, or one without ",
                    grant.map(|grant| Ours(grant.claim())),
                    grant.is_none().then_some("the grant that it needs"),
                    "."
                ],
                if is_of_cli {
                    sentence![
                        "Update `lk`, which makes the token itself, and check that no proxy or redirect drops its `Authorization` header."
                    ]
                } else {
                    sentence![
                        header,
                        grant.map(|grant| Inline(sentence![
                            " Add the grant to the token: ",
                            Ours(grant.example())
                        ]))
                    ]
                },
            ),
            (Code::MissingGrant, _) => {
                let grant = grant?;
                let needed = sentence!["it lacks ", Ours(grant.claim()), ", which the call needs."];
                (needed, add_grant(grant))
            }
            _ => return None,
        })
    }

    /// What the token in the paste adds to the reason of the server.
    fn compared(&self) -> Option<(Sentence, Sentence)> {
        let token = self.token.as_ref()?;
        Some(match self.of()? {
            Code::UnknownKey | Code::DevelopmentKey if self.is_of_another() => (
                sentence![
                    "another token was refused: its key is ",
                    Pasted(self.key.as_ref()?),
                    ", not ",
                    Pasted(&token.iss),
                    "."
                ],
                sentence![
                    "Send the token in the paste, or find out what makes the other one, whose API key the server does not know."
                ],
            ),
            Code::UnknownKey if token.is_verified => (
                sentence![
                    "the server does not know ",
                    Pasted(&token.iss),
                    ", although token and pair match."
                ],
                sentence![
                    "Use the URL of the project or server that this API key belongs to, or list the pair under the server's `keys:`."
                ],
            ),
            Code::UnknownKey if !token.iss.is_empty() => (
                sentence![
                    "the server does not know the API key ",
                    Pasted(&token.iss),
                    "."
                ],
                sentence![self.known.fix],
            ),
            Code::WrongSecret if token.is_verified => (
                sentence![
                    "it fits the pasted secret, but not the server's secret for ",
                    Pasted(&token.iss),
                    "."
                ],
                followed_by(
                    sentence!["Set the server's secret for this key where tokens are made."],
                    sentence![RESTART],
                ),
            ),
            Code::NotAToken if token.is_sound => (
                sentence![
                    "the client did not send the pasted token: what reached the server was no JWT."
                ],
                sentence![
                    "Log the value right before it is sent: it must begin with `eyJ`, without quotes and without `Bearer`."
                ],
            ),
            Code::NoTokenArrived if token.video.is_some() && !token.may_ask_more => (
                sentence!["it has a `video` grant, so it did not reach the server."],
                sentence![
                    "Check what drops the token on its way: a proxy, a redirect, or a slash at the end of the URL."
                ],
            ),
            Code::NoTokenArrived if token.video.is_some() => (
                sentence!["it has a `video` grant, so it probably did not reach the server."],
                sentence![
                    "Check what drops the token on its way: a proxy, a redirect, or a slash at the end of the URL. If the client sends attributes \
                     or metadata as it joins, the token needs `canUpdateOwnMetadata: true`."
                ],
            ),
            code if self.is_of_sent_token(code) => (
                sentence!["another token was refused: ", self.known.clause],
                sentence![
                    "Log the token right before it is sent, and paste that one: the one in the paste does not have this fault."
                ],
            ),
            Code::NotYetValid => {
                self.left()?;
                (
                    sentence![
                        "a token was refused as not valid yet; the one in the paste is valid now."
                    ],
                    sentence![
                        "Try again with the token in the paste. If it is refused too, compare `date -u` on both machines."
                    ],
                )
            }
            Code::Expired => (
                sentence![
                    "a token was refused as expired; the one in the paste is valid for ",
                    Duration(self.left()?),
                    " more."
                ],
                sentence![
                    "Try again with the token in the paste. If it is refused too, the server's clock is ahead: compare `date -u`."
                ],
            ),
            _ => return None,
        })
    }
}

impl Classify for Answer {
    fn code(&self) -> super::Code {
        self.known.code
    }

    fn cause(&self) -> Cause {
        let video = self.token.as_ref().and_then(|token| token.video);
        match (self.of(), video) {
            // It was sent and did not arrive: something between client and server dropped it.
            (Some(Code::NoTokenArrived), Some(true)) => Cause::NetworkNotAuth,
            _ => self.known.cause,
        }
    }
}

impl Explain for Answer {
    fn rank(&self) -> Rank {
        match self.known.code {
            super::Code::Answer(Code::NotAToken) => Rank::AnsweredNoToken,
            _ if self.known.cause == Cause::ClockSkewNbf => Rank::AnsweredNotYetValid,
            _ => Rank::Answer,
        }
    }

    fn refuses(&self) -> bool {
        self.known.refuses
    }

    fn clause(&self) -> Sentence {
        let clause = if let Some((clause, _)) = self.requested().or_else(|| self.compared()) {
            clause
        } else if let Some(key) = self.key.as_ref().filter(|key| !key.is_empty()) {
            self.about_key(key)
        } else if let Some((field, _)) = &self.unknown_field {
            sentence![
                "the server does not know ",
                Pasted(field),
                " in the token's `roomConfig`."
            ]
        } else {
            sentence![self.known.clause]
        };
        match &self.lines {
            Some(lines) => sentence![without_stop(clause), " (", *lines, ")."],
            None => clause,
        }
    }

    fn fix(&self) -> Sentence {
        if let Some((_, fix)) = self.requested().or_else(|| self.compared()) {
            return fix;
        }
        let field = (self.unknown_field.as_ref()).map(|(field, since)| match since {
            Some(since) => sentence![
                "livekit-server knows ",
                Pasted(field),
                " from ",
                Name(since),
                " on."
            ],
            None => {
                sentence!["livekit-server from v1.12.0 on ignores fields that it does not know."]
            }
        });
        let releases = self.releases.as_ref().map(|releases| {
            sentence![
                "This wording is from livekit-server ",
                releases.clone(),
                "."
            ]
        });
        let is_expired = self.of() == Some(Code::Expired) && self.token.is_none();
        let clock = is_expired.then(|| {
            sentence!["If it was just made, a clock is wrong: compare `date -u` on both machines."]
        });
        [clock, field, releases]
            .into_iter()
            .flatten()
            .fold(sentence![self.known.fix], followed_by)
    }

    fn candidates(&self) -> &'static [Cause] {
        match (&self.token, self.of()) {
            (_, Some(Code::MissingGrant)) if self.request.is_open => &[
                Cause::MissingGrant,
                Cause::MissingTokenOrHeader,
                Cause::NetworkNotAuth,
            ],
            (_, Some(Code::NoTokenArrived)) if self.request.arrived == Some(false) => &[],
            (Some(_), Some(Code::NotYetValid)) if self.left().is_some() => self.known.candidates,
            (Some(_), Some(Code::NotYetValid)) => &[],
            (Some(_), Some(Code::UnknownKey)) if self.is_of_another() => self.known.candidates,
            (Some(token), Some(Code::UnknownKey)) if token.is_verified => &[
                Cause::WrongProject,
                Cause::EnvMismatchCloudVsLocal,
                Cause::UnknownApiKey,
            ],
            // The token decides these.
            (Some(token), Some(Code::WrongSecret)) if token.is_verified => &[],
            (Some(token), Some(Code::NotAToken)) if token.is_sound => &[],
            (Some(token), Some(Code::NoTokenArrived))
                if token.video.is_some() && !token.may_ask_more =>
            {
                &[]
            }
            (Some(token), Some(Code::NoTokenArrived)) if token.video.is_some() => &[
                Cause::NetworkNotAuth,
                Cause::UrlScheme,
                Cause::MissingTokenOrHeader,
                Cause::MissingGrant,
            ],
            (Some(_), Some(Code::Expired)) if self.left().is_some() => {
                &[Cause::Expired, Cause::ClockSkewNbf]
            }
            _ => self.known.candidates,
        }
    }
}

/// How to add a grant to a token.
pub(super) fn add_grant(grant: Grant) -> Sentence {
    sentence![
        "Add the grant before the token is made: ",
        Ours(grant.example())
    ]
}
