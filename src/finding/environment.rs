//! Which server and project a token belongs to.

use super::Explain;
use super::rank::Rank;
use super::sentence::{Inline, Pasted, Sentence};
use crate::sentence;
use crate::text::LineNumbers;

pub mod hint;

/// What a pair of the paste is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairName {
    /// Its file or environment, such as `.env.local`; may be empty.
    pub environment: String,
    /// Its lines, such as `lines 2–3`.
    pub lines: LineNumbers,
}

impl PairName {
    /// The name without the lines, if it has another one.
    pub fn short(&self) -> Sentence {
        if self.environment.is_empty() {
            sentence![self.lines]
        } else {
            sentence![Pasted(&self.environment)]
        }
    }

    /// The name: `.env.local (lines 2–3)`.
    pub fn sentence(&self) -> Sentence {
        if self.environment.is_empty() {
            sentence![self.lines]
        } else {
            sentence![Pasted(&self.environment), " (", self.lines, ")"]
        }
    }
}

impl PairName {
    /// The name without brackets of its own: `.env.local, lines 2–3`.
    pub fn listed(&self) -> Sentence {
        if self.environment.is_empty() {
            return self.sentence();
        }
        sentence![Pasted(&self.environment), ", ", self.lines]
    }
}

/// Where the URL that was asked belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedUrl {
    /// To another pair of the paste.
    OfPair(PairName),
    /// To no pair: the origin that was asked.
    Unknown(String),
}

findings! { Environment:
    /// The token is of one environment, and the URL of another.
    #[derive(Clone, Debug)]
    pub enum OtherServer {
        /// **Why** URL, key and secret of two projects or environments were mixed: `.env.local` wins over `.env.production`, or a
        /// client has another URL than the place where tokens are made.
        ///
        /// **Source** The URLs and pairs of the paste; the signature of the token.
        KeyOfAnotherServer {
            /// Whether the signature shows which pair the token is of; else only its key does.
            is_signed: bool,
            /// The pair that the token is of.
            own: PairName,
            /// The URL of that pair.
            own_url: String,
            /// The URL that was asked.
            asked: AskedUrl,
        } = WrongProject,
    }
}

impl Explain for OtherServer {
    fn rank(&self) -> Rank {
        match self {
            Self::KeyOfAnotherServer { .. } => Rank::OtherServer,
        }
    }

    fn refuses(&self) -> bool {
        match self {
            Self::KeyOfAnotherServer { .. } => true,
        }
    }

    fn clause(&self) -> Sentence {
        let Self::KeyOfAnotherServer {
            is_signed,
            own,
            asked,
            ..
        } = self;
        let (own, url) = match asked {
            AskedUrl::OfPair(pair) if pair.environment == own.environment => {
                (sentence![own.lines], sentence!["from ", pair.lines])
            }
            AskedUrl::OfPair(pair) => (own.short(), sentence!["from ", pair.short()]),
            AskedUrl::Unknown(origin) => (own.short(), sentence![Pasted(origin)]),
        };
        sentence![
            if *is_signed {
                "its secret is from "
            } else {
                "its API key is from "
            },
            own,
            ", but the URL is ",
            Inline(url),
            "."
        ]
    }

    fn fix(&self) -> Sentence {
        let Self::KeyOfAnotherServer {
            own,
            own_url,
            asked,
            ..
        } = self;
        let pair = match asked {
            AskedUrl::OfPair(pair) => Some(pair),
            AskedUrl::Unknown(_) => None,
        };
        // `.env.development` and `.env.production` are read after it.
        let is_local = own.environment.ends_with(".env.local");
        sentence![
            "Connect to ",
            Pasted(own_url),
            (!own.environment.is_empty()).then(|| Inline(sentence![
                " (the pair in ",
                own.lines,
                ")"
            ])),
            pair.map(|pair| Inline(sentence![
                ", or make the token with the pair in ",
                pair.sentence()
            ])),
            ".",
            is_local.then_some(" In Next.js, `.env.local` overrides `.env.production`.")
        ]
    }
}
