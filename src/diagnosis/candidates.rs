//! The causes that fit where a paste does not decide, most frequent first.
//!
//! Counted on 63 public reports of failed LiveKit connections (2021 to 2026): 9 without a usable token, 6 expired, 6 of
//! the network, 5 faults of an SDK, 4 mangled secrets, 3 of another project, 3 with a wrong secret, 3 without a grant, 3
//! with a clock ahead, 2 each with a key of another environment and a wrong URL, and one of each other.

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

/// Where nothing is known but that something failed.
pub const GENERAL: &str = "missing_token_or_header expired network_not_auth sdk_bug secret_format wrong_project signature_secret_mismatch missing_grant clock_skew_nbf other";

/// Cause, words and check.
const KNOWN: [(&str, &str, &str); 16] = [
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
        "It is not about the token: the connection did not get through.",
        "A proxy without upgrade, a VPN, a wrong port: then the server answers `success` to `curl`.",
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
    (
        "signature_secret_mismatch",
        "The secret is not that of the key.",
        "Paste token, key and secret. Restart what reads them: a container keeps its environment until it is created anew.",
    ),
    (
        "clock_skew_nbf",
        "A clock is wrong.",
        "Compare `date -u` on both machines; `nbf` may be a minute ahead of the server.",
    ),
    (
        "missing_grant",
        "The token lacks a grant.",
        "Paste the token: its grants are listed.",
    ),
    (
        "sdk_bug",
        "The SDK hides or causes it.",
        "Update SDK and server. Rust and Python before livekit-api 0.4.20 say `no permissions` for any failure.",
    ),
    (
        "env_mismatch_cloud_vs_local",
        "A key of a local server is used with LiveKit Cloud, or the other way round.",
        "Cloud keys begin with `API`; `devkey` is that of `--dev`.",
    ),
    (
        "unknown_api_key",
        "The key was deleted, or mistyped.",
        "Look it up in the dashboard, or under `keys:`.",
    ),
    (
        "placeholder_key",
        "The example's value was never replaced.",
        "Look at `LIVEKIT_API_KEY` where tokens are made.",
    ),
    (
        "key_secret_swapped",
        "Key and secret are swapped.",
        "The key is the short one.",
    ),
    (
        "url_scheme",
        "The URL is wrong, or ends in a slash.",
        "It is `wss://` and a host, with nothing behind it.",
    ),
    (
        "identity_empty",
        "The token has no identity.",
        "Paste the token: `sub` must be there.",
    ),
    (
        "room_mismatch",
        "The token is for a room that is gone.",
        "Ask for a new one.",
    ),
];

/// What there is to say where all else is out of the question.
const OTHER: (&str, &str, &str) = (
    "other",
    "Something else.",
    "The server's log tells: the line `error handling request`.",
);

/// The candidates of these families, which stand with spaces between them.
pub fn candidates(causes: &'static str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for cause in causes.split_ascii_whitespace() {
        let known = KNOWN.iter().find(|(known, ..)| *known == cause);
        let &(cause, message, check) = known.unwrap_or(&OTHER);
        candidates.push(Candidate {
            cause,
            message: say(message, []),
            check: say(check, []),
        });
    }
    candidates
}
