//! What clients of the server API and agent workers say, which hide the reason.

use super::Text::{Own, Shared};
use super::cause::Cause;

/// How to see the server's answer to a worker's pair.
const ASK_AS_WORKER: &str = "Run `lk room list` with the worker's own `LIVEKIT_URL`, `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET`, and paste these lines and the answer.";

known_texts! { Api:
    /// **Why** aiohttp keeps the status and drops the body, which has the reason.
    ///
    /// **Source** livekit-agents for Python; agents#1325.
    WorkerRefused {
        cause: Cause::Other,
        texts: &[
            Shared("WSServerHandshakeError: 401"),
            Shared("401, message='Invalid response status'"),
        ],
        clause: "the server refused the agent worker, and this text does not say why.",
        fix: ASK_AS_WORKER,
        candidates: &[Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::SecretFormat, Cause::MissingTokenOrHeader, Cause::ClockSkewNbf, Cause::Expired, Cause::NetworkNotAuth, Cause::Other],
    }

    /// **Why** The line is the same for a refusal and for a server that does not answer; the error behind it tells.
    ///
    /// **Source** livekit-agents for Python 0.12 to 1.8, `@livekit/agents` 0.7 to 1.9.
    WorkerNotConnected {
        cause: Cause::Other,
        texts: &[
            Own("failed to connect to livekit, retrying"),
            Own("failed to connect to livekit after"),
            Own("failed to connect to LiveKit server"),
            Own("closing worker due to error"),
            Shared("Invalid response status"),
        ],
        clause: "the agent worker could not connect, and this line does not say why.",
        fix: ASK_AS_WORKER,
        candidates: &[Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::NetworkNotAuth, Cause::UrlScheme, Cause::SecretFormat, Cause::MissingTokenOrHeader, Cause::ClockSkewNbf, Cause::Expired],
    }

    /// **Why** The worker's credentials are checked when its WebSocket is opened; it was open.
    ///
    /// **Source** livekit-agents for Python, `worker.py`; agent-deployment#5, CAAL#23.
    WorkerClosed {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("worker connection closed unexpectedly"),
        ],
        clause: "the agent worker was connected, and lost its connection; the token is not the reason.",
        fix: "Check whether the server or a proxy was restarted, and that the proxy closes no idle WebSocket: the worker connects again by itself.",
    }

    /// **Why** `permissions denied` is 53 bytes as Twirp's JSON.
    ///
    /// **Source** livekit-api for Python.
    ApiPermission {
        cause: Cause::MissingGrant,
        texts: &[
            Own("content-length': '53'"),
        ],
        clause: "an API call was probably answered `permissions denied`: its 53 bytes fit that.",
        fix: "Add the grant that the call needs, and check that its `Authorization` header reaches the server.",
        candidates: &[Cause::MissingGrant, Cause::MissingTokenOrHeader, Cause::SdkBug],
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
            Own("Twirp(Request(reqwest::Error { kind: Decode"),
            Own("failed to execute the request: error decoding response body"),
            // The first ten characters of an answer that is no JSON.
            Shared("\"invalid au\"..."),
            Shared("Unexpected token i in JSON at position 0"),
        ],
        clause: "the server rejected an API call, and this client hides the reason.",
        fix: "Compare URL, key and secret of this program with those of the project or server, and its clock with `date -u`.",
        candidates: &[Cause::Expired, Cause::WrongProject, Cause::UnknownApiKey, Cause::SignatureSecretMismatch, Cause::ClockSkewNbf, Cause::MissingTokenOrHeader, Cause::MissingGrant, Cause::SecretFormat, Cause::Other, Cause::SdkBug, Cause::PlaceholderKey, Cause::KeySecretSwapped, Cause::NetworkNotAuth],
    }
}
