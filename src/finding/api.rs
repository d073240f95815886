//! What clients of the server API and agent workers say, which hide the reason.

use super::Text::{Own, Shared};
use super::cause::Cause;

known_texts! { Api:
    /// **Why** aiohttp keeps the status and drops the body, which has the reason.
    ///
    /// **Source** livekit-agents for Python; agents#1325.
    WorkerRefused {
        cause: Cause::Other,
        texts: &[
            Shared("WSServerHandshakeError: 401"),
            Own("failed to connect to livekit, retrying"),
            Shared("Invalid response status"),
        ],
        clause: "the server refused the agent worker, and this text does not say why: the reason is in the server's answer.",
        candidates: &[Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::SecretFormat, Cause::MissingTokenOrHeader, Cause::ClockSkewNbf, Cause::Expired, Cause::NetworkNotAuth, Cause::Other],
    }

    /// **Why** `permissions denied` is 53 bytes as Twirp's JSON.
    ///
    /// **Source** livekit-api for Python.
    ApiPermission {
        cause: Cause::MissingGrant,
        texts: &[
            Own("content-length': '53'"),
        ],
        clause: "the server refused an API call; 53 bytes are the length of `permissions denied`, so the token lacks a grant for it.",
        fix: "Update SDK and server: they must agree on the grants of each call.",
        candidates: &[Cause::MissingGrant, Cause::SdkBug],
    }

    /// **Why** The answer is plain text, and Twirp clients expect JSON: they drop it.
    ///
    /// **Source** Twirp clients of all SDKs; livekit-cli#590.
    ApiRefused {
        cause: Cause::Other,
        texts: &[
            Own("Error from intermediary with HTTP status code 401"),
            Own("ServerError(code=unknown, message=, status=401)"),
            Shared("Request failed with status code 401"),
            Shared("Request failed with status 401"),
            Shared("Attempt to decode JSON with unexpected mimetype: text/plain"),
            Shared("resulted in a `401 Unauthorized` response"),
            Shared("twirp error unauthenticated"),
            // The first ten characters of an answer that is no JSON.
            Shared("\"invalid au\"..."),
            Shared("Unexpected token i in JSON at position 0"),
        ],
        clause: "the server rejected an API call before checking its grants, and this client hides the reason.",
        candidates: &[Cause::Expired, Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::ClockSkewNbf, Cause::MissingTokenOrHeader, Cause::MissingGrant, Cause::SecretFormat, Cause::Other, Cause::SdkBug, Cause::PlaceholderKey, Cause::KeySecretSwapped, Cause::NetworkNotAuth],
    }
}
