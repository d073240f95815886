//! The families of causes, and how to check each where a paste does not decide.
//!
//! Their order by frequency is counted on 63 public reports of failed LiveKit connections (2021 to 2026,
//! `tests/vectors/field-cases.jsonl`): 9 without a usable token, 6 expired, 6 of the network, 5 faults of an SDK, 4 mangled
//! secrets, 3 of another project, 3 with a wrong secret, 3 without a grant, 3 with a clock ahead, 2 each with a key of another
//! environment and a wrong URL, and one of each other.

use serde::Serialize;
use strum::{EnumIter, IntoStaticStr};

use super::sentence::{Sentence, followed_by};
use crate::livekit::sdk::Sdk;
use crate::sentence;

/// The family that a cause belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, IntoStaticStr, EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Cause {
    /// No usable token reached the server.
    MissingTokenOrHeader,
    /// The token had expired.
    Expired,
    /// The connection failed, not the token.
    NetworkNotAuth,
    /// A fault of an SDK hides or causes it.
    SdkBug,
    /// The secret was changed on its way.
    SecretFormat,
    /// Key and secret are of another project or server.
    WrongProject,
    /// The secret is not the one of the key.
    SignatureSecretMismatch,
    /// The token lacks a permission (grant).
    MissingGrant,
    /// A clock is wrong.
    ClockSkewNbf,
    /// A key of a local server is used with LiveKit Cloud, or the reverse.
    EnvMismatchCloudVsLocal,
    /// The server has no such key.
    UnknownApiKey,
    /// The value of an example was never replaced.
    PlaceholderKey,
    /// Key and secret are in each other's place.
    KeySecretSwapped,
    /// The URL is wrong.
    UrlScheme,
    /// The token names no participant.
    IdentityEmpty,
    /// The token names no room, or one that does not exist.
    RoomMismatch,
    /// A claim has a wrong type or name.
    WrongClaimType,
    /// Something else, or one of several.
    Other,
}

/// The causes to name where nothing is known but that something failed, the most frequent first.
pub const GENERAL: &[Cause] = &[
    Cause::MissingTokenOrHeader,
    Cause::Expired,
    Cause::NetworkNotAuth,
    Cause::SdkBug,
    Cause::SecretFormat,
    Cause::WrongProject,
    Cause::SignatureSecretMismatch,
    Cause::MissingGrant,
    Cause::ClockSkewNbf,
    Cause::EnvMismatchCloudVsLocal,
    Cause::UrlScheme,
    Cause::UnknownApiKey,
    Cause::IdentityEmpty,
    Cause::PlaceholderKey,
    Cause::KeySecretSwapped,
    Cause::RoomMismatch,
    Cause::WrongClaimType,
    Cause::Other,
];

/// The causes that are left where a call failed and nothing is wrong with its token, as far as that can be seen.
pub const OF_SOUND_TOKEN: &[Cause] = &[
    Cause::NetworkNotAuth,
    Cause::WrongProject,
    Cause::UnknownApiKey,
    Cause::SignatureSecretMismatch,
    Cause::SecretFormat,
    Cause::UrlScheme,
];
/// What a check has to fit: who reads it, and what is in the paste already.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The SDK that the reader uses, if the paste tells.
    pub sdk: Option<Sdk>,
    /// Whether the paste has a token.
    pub has_token: bool,
    /// Whether it has a secret.
    pub has_secret: bool,
    /// Whether an agent worker failed: it makes its own token, and never shows it.
    pub is_worker: bool,
}

impl Reader {
    /// What is missing to check a secret.
    fn paste(self) -> &'static str {
        match (self.has_token, self.has_secret) {
            (false, false) if self.is_worker => {
                "Paste the worker's `LIVEKIT_URL`, `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET`."
            }
            (false, true) if self.is_worker => "Compare the pair in the paste with the server's.",
            (false, false) => "Paste the token and the lines of your `.env`.",
            (false, true) => "Paste the token too.",
            (true, false) => "Paste the lines of your `.env` too.",
            (true, true) => "Compare the pair in the paste with the server's.",
        }
    }
}

impl Cause {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The cause in words.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::MissingTokenOrHeader => sentence!["No usable token reached the server."],
            Self::Expired => sentence!["The token had expired."],
            Self::NetworkNotAuth => {
                sentence!["The connection failed, not the token."]
            }
            Self::SdkBug => sentence!["A bug in the SDK causes or hides the error."],
            Self::SecretFormat => sentence!["The secret was altered: quotes, a newline, base64."],
            Self::WrongProject => sentence!["Key and secret are from another project or server."],
            Self::SignatureSecretMismatch => sentence!["Secret and key do not match."],
            Self::MissingGrant => sentence!["The token lacks a permission (grant)."],
            Self::ClockSkewNbf => sentence!["A clock is wrong."],
            Self::EnvMismatchCloudVsLocal => {
                sentence!["A local server's key is used with LiveKit Cloud, or the reverse."]
            }
            Self::UnknownApiKey => sentence!["The API key was deleted or mistyped."],
            Self::PlaceholderKey => sentence!["An example's value was never replaced."],
            Self::KeySecretSwapped => sentence!["Key and secret are swapped."],
            Self::UrlScheme => sentence!["The URL is wrong or ends in a slash."],
            Self::IdentityEmpty => sentence!["The token has no identity."],
            Self::RoomMismatch => sentence!["The token names no room, or one that does not exist."],
            Self::WrongClaimType => sentence!["A claim has a wrong type or name."],
            Self::Other => sentence!["The reason is none of these."],
        }
    }

    /// How to check it.
    pub fn check(self, reader: Reader) -> Sentence {
        match self {
            Self::MissingTokenOrHeader if reader.is_worker => {
                sentence!["Check that the worker has `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET`."]
            }
            Self::Expired if reader.is_worker => {
                sentence!["Compare `date -u` on the worker's machine and on the server's."]
            }
            Self::MissingTokenOrHeader => sentence![
                "Log the token right before connecting: often it is `undefined` or `{}`.",
                matches!(reader.sdk, None | Some(Sdk::Node)).then_some(
                    " In livekit-server-sdk 2 for JavaScript, `toJwt()` is asynchronous."
                )
            ],
            Self::Expired if reader.has_token => {
                sentence!["Check whether the client sends the token in the paste, or an older one."]
            }
            Self::Expired => sentence!["Paste the token to check `exp`."],
            Self::NetworkNotAuth => sentence![
                "Run `curl`: if it prints `success`, the token is fine. Check the proxy (WebSocket upgrade), VPN and port."
            ],
            Self::SdkBug => sentence![
                "Update SDK and server. The Rust and Python SDKs before livekit-api 0.4.20 say `no permissions` for any failure."
            ],
            Self::SecretFormat => {
                sentence!["Print its end where tokens are made: `JSON.stringify(secret.slice(-2))`"]
            }
            Self::WrongProject => {
                sentence!["Compare `LIVEKIT_URL` with the project where the key was made."]
            }
            Self::SignatureSecretMismatch => followed_by(
                sentence![reader.paste()],
                sentence![
                    "Recreate the container that reads them: a restart keeps its old environment."
                ],
            ),
            Self::MissingGrant if reader.has_token => {
                sentence!["Look at the grants of the token."]
            }
            Self::MissingGrant => sentence!["Paste the token to see its grants."],
            Self::ClockSkewNbf => {
                sentence!["Compare `date -u` on both machines. LiveKit tolerates one minute."]
            }
            Self::EnvMismatchCloudVsLocal => {
                sentence![
                    "Look at the key: LiveKit Cloud's begin with `API`, and that of `--dev` is `devkey`."
                ]
            }
            Self::UnknownApiKey => {
                sentence!["Look the key up in the dashboard, or under the server's `keys:`."]
            }
            Self::PlaceholderKey => sentence!["Check `LIVEKIT_API_KEY` where tokens are made."],
            Self::KeySecretSwapped => {
                sentence!["Compare key and secret: the key is the short one."]
            }
            Self::UrlScheme => sentence!["Write `wss://` and a host, with nothing after it."],
            Self::IdentityEmpty => sentence!["Paste the token to check `sub`."],
            Self::RoomMismatch => sentence!["Paste the token to check `video.room`."],
            Self::WrongClaimType => sentence!["Paste the token to check its claims."],
            Self::Other => {
                sentence!["Look in the server's log for the line `error handling request`."]
            }
        }
    }
}
