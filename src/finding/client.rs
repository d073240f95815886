//! What client SDKs say of a refusal.

use super::Text::{Own, Shared};
use super::cause::Cause;

known_texts! { Client:
    /// **Why** The client tries `/rtc/v1` first.
    ///
    /// **Source** livekit-client from 2.15 on.
    V1Path {
        cause: Cause::Other,
        texts: &[
            Own("v1 RTC path not found"),
        ],
        clause: "the 404 on `/rtc/v1` is harmless: the client tries `/rtc` next.",
        fix: "Check what the client logs next: if `/rtc` is not found either, the URL or a proxy's path is wrong.",
        candidates: &[Cause::UrlScheme, Cause::NetworkNotAuth, Cause::Other],
    }

    /// **Why** The command that is given here has this word where the token belongs.
    ///
    /// **Source** This page.
    PlaceholderToken {
        cause: Cause::PlaceholderKey,
        texts: &[
            Own("access_token=YOUR-TOKEN"),
        ],
        clause: "the command still has `YOUR-TOKEN` where the token belongs.",
        fix: "Replace `YOUR-TOKEN` with the token, which begins with `eyJ`.",
        refuses: true,
    }

    /// **Why** The client asks `/rtc/validate` after a failed WebSocket, and shows the answer only if it is
    /// 401 or 403.
    ///
    /// **Source** livekit-client; fvtt#106.
    UnknownWebsocketError {
        cause: Cause::Other,
        texts: &[
            Own("websocket error during connection"),
        ],
        clause: "the client could not connect: the network, a proxy, or a 400 that it does not show.",
        candidates: &[Cause::IdentityEmpty, Cause::NetworkNotAuth, Cause::RoomMismatch, Cause::MissingGrant, Cause::UrlScheme],
    }

    /// **Why** The server checks a token when its client connects, and sends connected clients a new one from time to time.
    ///
    /// **Source** LiveKit's documentation of tokens (*Token refresh*) and its guide to token errors.
    ExpiryWhileConnected {
        cause: Cause::Expired,
        texts: &[
            Shared("expires while connected"),
            Shared("expired while connected"),
            Shared("expire while connected"),
            Shared("expires during the call"),
            Shared("expires during a call"),
            Shared("expires during the session"),
            Shared("expires during a session"),
            Shared("expires mid-call"),
            Shared("expires mid-session"),
            Shared("expired mid-call"),
            Shared("expired mid-session"),
            Shared("when the token expires"),
            Shared("when my token expires"),
            Shared("when a token expires"),
            Shared("after the token expires"),
            Shared("once the token expires"),
        ],
        clause: "a token that expires while its client is connected ends no session.",
        fix: "Make a new token only for a new connection: LiveKit refreshes the tokens of connected clients.",
    }

    /// **Why** The client keeps the status and drops the body, which has the reason.
    ///
    /// **Source** Rust, ESP32 and Swift SDKs.
    ClientRefused {
        cause: Cause::Other,
        texts: &[
            Own("LIVEKIT_FAILURE_REASON_UNAUTHORIZED"),
            Shared("client error: 401"),
            Own("handshake error: 401"),
            Own("Handshake { status: 401"),
            Shared("NSURLErrorDomain Code=-1011"),
            Shared("NSURLErrorDomain -1011"),
            Shared("There was a bad response from the server"),
        ],
        clause: "the server refused the client, and this text does not say why.",
        candidates: &[Cause::MissingTokenOrHeader, Cause::Expired, Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::SdkBug, Cause::MissingGrant, Cause::ClockSkewNbf, Cause::NetworkNotAuth],
    }

    /// **Why** The SDK puts the token into an HTTP header, which holds visible ASCII characters only: a newline at the end
    /// of the token, or quotes from a document, stop it before anything is sent.
    ///
    /// **Source** The Rust SDK below `@livekit/rtc-node` 0.13 and livekit 1.2 for Python, run with such tokens.
    TokenCharacters {
        cause: Cause::Other,
        texts: &[
            Own("TokenFormat"),
            Own("access token has invalid characters"),
        ],
        clause: "nothing was sent: the token has a newline or another character that headers forbid.",
        fix: "Trim the token before you connect: `token.strip()` in Python, `token.trim()` in JavaScript and Rust.",
    }
}
