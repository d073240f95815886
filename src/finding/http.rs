//! Answers of HTTP that hold a fact of their own.

use super::Explain;
use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Inline, Pasted, Sentence};
use crate::sentence;
use crate::text::NumericDate;

findings! { Http:
    /// An answer of HTTP.
    #[derive(Clone, Debug)]
    pub enum HttpFinding {
        /// **Why** `/rtc/validate` makes all checks of a join, and answers `success` if they pass.
        ///
        /// **Source** livekit-server, all releases.
        TokenAccepted {
            /// When, by the `Date` header.
            at: Option<NumericDate>,
        } = Other,

        /// **Why** A redirect loses the WebSocket, the body of a POST, or the token.
        ///
        /// **Source** nginx, load balancers: from `http:` to `https:`, or to another host.
        Redirect {
            /// The origin that it names.
            to: Option<String>,
        } = UrlScheme,

        /// **Why** The URL is another service's, or a route of the application, such as the one that hands out tokens.
        ///
        /// **Source** The path of the URL: LiveKit has only `/rtc`, `/twirp`, `/agent` and `/whip`.
        OtherServer {
            /// The status.
            status: u16,
            /// Who answered, if the paste shows it.
            host: Option<String>,
        } = NetworkNotAuth,
    }
}

impl Explain for HttpFinding {
    fn rank(&self) -> Rank {
        match self {
            Self::TokenAccepted { .. } => Rank::NoToken,
            Self::Redirect { .. } | Self::OtherServer { .. } => Rank::Known,
        }
    }

    fn refuses(&self) -> bool {
        match self {
            Self::TokenAccepted { .. } | Self::Redirect { .. } | Self::OtherServer { .. } => false,
        }
    }

    fn clause(&self) -> Sentence {
        match self {
            Self::TokenAccepted { at } => sentence![
                "the server accepted this token",
                at.map(|at| Inline(sentence![" at ", at])),
                "; nothing is wrong with it."
            ],
            Self::Redirect { to } => sentence![
                "a redirect",
                (to.as_ref()).map(|to| Inline(sentence![" to ", Pasted(to)])),
                " answered: clients lose the token or WebSocket."
            ],
            Self::OtherServer { status, host } => sentence![
                "this ",
                usize::from(*status),
                " is not LiveKit's answer: ",
                host.as_ref().map_or_else(
                    || sentence!["another service"],
                    |host| sentence![Pasted(host)]
                ),
                " answered it."
            ],
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::TokenAccepted { .. } => sentence![
                "Check the network, the URL, and which token the client sends; then paste the client's error."
            ],
            Self::Redirect { to: Some(to) } => {
                sentence!["Use ", Pasted(to), " as the URL, with `wss:` for clients."]
            }
            Self::Redirect { to: None } => {
                sentence!["Use `wss://`, or the URL that the `Location` header names."]
            }
            Self::OtherServer { .. } => {
                sentence!["Look for the reason in that service, such as its own login or API key."]
            }
        }
    }

    fn candidates(&self) -> &'static [Cause] {
        match self {
            Self::Redirect { .. } => &[Cause::UrlScheme, Cause::NetworkNotAuth],
            Self::TokenAccepted { .. } | Self::OtherServer { .. } => &[],
        }
    }
}
