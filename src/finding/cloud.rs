//! What only LiveKit Cloud says.

use super::Text::{Below, Own, Shared};
use super::cause::Cause;

known_texts! { Cloud:
    /// **Why** Status 429 is an answer about a limit of the project.
    ///
    /// **Source** LiveKit Cloud only.
    Quota {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("connection minutes limit exceeded"),
            Own("ingress sessions limit exceeded"),
            Own("egress sessions limit exceeded"),
            Own("agent sessions limit exceeded"),
            Own("signal failure: client error: 429"),
            Own("Client(429, \""),
            Shared("429, message='Invalid response status'"),
            Shared("concurrent connection limit"),
            Below("please contact the project owner"),
        ],
        clause: "a LiveKit Cloud quota or a proxy's limit is used up; the token is not the reason.",
        fix: "Check usage and plan in the project's dashboard; with your own server, the limits of the proxy.",
    }

    /// **Why** LiveKit Cloud answers `/rtc` so where a project is pinned to other regions. Clients before September 2026 give up then, and
    /// newer ones go on to a region that the project allows.
    ///
    /// **Source** client-sdk-js#2097, client-sdk-flutter#1200, client-sdk-swift#1120.
    Region {
        cause: Cause::NetworkNotAuth,
        clause: "LiveKit Cloud answered 403, as it does where a project is pinned to other regions.",
        fix: "Update the client SDK, which then tries the allowed regions, or check region pinning and state of the project in its dashboard.",
        candidates: &[Cause::NetworkNotAuth],
    }

    /// **Why** A project's sandbox has a token server for prototypes, which is asked by the sandbox's ID.
    ///
    /// **Source** livekit-client, `TokenSource.sandboxTokenServer`.
    SandboxServer {
        cause: Cause::WrongProject,
        texts: &[
            Own("cloud-api.livekit.io/api/v2/sandbox"),
            Own("cloud-api.livekit.io/api/sandbox"),
        ],
        clause: "LiveKit Cloud's sandbox token server made no token: its ID is wrong, or it is off.",
        fix: "Copy the sandbox's ID again from the project's settings in LiveKit Cloud, and check that its token server is on.",
    }

    /// **Why** The filter asks LiveKit Cloud for its license after the room was joined.
    ///
    /// **Source** Krisp noise filter; four public reports.
    NoiseFilter {
        cause: Cause::Other,
        texts: &[
            Own("Authentication Error. Code 25683"),
            Own("failed to initialize the audio filter"),
        ],
        clause: "the Krisp noise filter only works with LiveKit Cloud; the token is not the reason.",
        fix: "Turn the filter off with your own server; in LiveKit Meet, unset `NEXT_PUBLIC_SHOW_SETTINGS_MENU`.",
    }

    /// **Why** The gateway is part of LiveKit Cloud and knows only its keys.
    ///
    /// **Source** livekit-agents; agents-js#1353.
    Inference {
        cause: Cause::EnvMismatchCloudVsLocal,
        texts: &[
            Own("agent-gateway.livekit.cloud"),
            Own("WebSocket connection rejected with status 401"),
        ],
        clause: "LiveKit Inference refused the call: it only accepts a LiveKit Cloud project's key.",
        fix: "Set `LIVEKIT_INFERENCE_API_KEY` and `LIVEKIT_INFERENCE_API_SECRET`, or use a provider's own plugin. No room is affected.",
    }

    /// **Why** Agents reach LiveKit Inference, a service of LiveKit Cloud, by a WebSocket of its own.
    ///
    /// **Source** `@livekit/agents`, `inference/utils.ts`; LiveKit has it nowhere else.
    InferenceConnection {
        cause: Cause::Other,
        texts: &[
            Own("Error connecting to LiveKit WebSocket"),
            Own("Timeout connecting to LiveKit WebSocket"),
        ],
        clause: "the agent could not connect to LiveKit Inference; this text hides the status.",
        fix: "Use the key and secret of a LiveKit Cloud project (`LIVEKIT_INFERENCE_API_KEY`), or a provider's own plugin. No room is affected.",
        candidates: &[Cause::EnvMismatchCloudVsLocal, Cause::NetworkNotAuth, Cause::WrongProject, Cause::SignatureSecretMismatch],
    }

    /// **Why** The client asks LiveKit Cloud for the nearest region first, with the token. The SDK tells a refusal and a
    /// network without connection by the same words.
    ///
    /// **Source** livekit-signaling 0.1.8 for Rust (`SignalError::RegionError`).
    RegionInfo {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("signal failure: failed to retrieve region info"),
        ],
        clause: "LiveKit Cloud gave no list of regions: the network, the certificates or the token.",
        fix: "Check that this machine reaches the host of `LIVEKIT_URL` over `https:`, and has `ca-certificates`. Then paste the token.",
        candidates: &[Cause::NetworkNotAuth, Cause::Expired, Cause::WrongProject],
    }

    /// **Why** The client asks LiveKit Cloud for the nearest region first, with the token.
    ///
    /// **Source** livekit-client; livekit#2470.
    Regions {
        cause: Cause::Other,
        texts: &[
            Own("Could not fetch region settings"),
            Own("region discovery failed: 401"),
        ],
        clause: "LiveKit Cloud's region list failed, where an expired or wrong token shows up first.",
        candidates: &[Cause::Expired, Cause::WrongProject, Cause::SignatureSecretMismatch, Cause::NetworkNotAuth, Cause::MissingTokenOrHeader],
    }
}
