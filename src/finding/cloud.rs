//! What only LiveKit Cloud says.

use super::Text::{Own, Shared};
use super::cause::Cause;

known_texts! { Cloud:
    /// **Why** Status 429 is an answer about a limit of the project.
    ///
    /// **Source** LiveKit Cloud only.
    Quota {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("connection minutes limit exceeded"),
            Own("signal failure: client error: 429"),
            Own("Client(429, \""),
            Shared("429, message='Invalid response status'"),
            Shared("concurrent connection limit"),
        ],
        clause: "this is not about the token: a LiveKit Cloud quota is used up, or a proxy limits requests.",
        fix: "Check usage and plan in the project's dashboard; with your own server, the limits of the proxy.",
    }

    /// **Why** The filter asks LiveKit Cloud for its license after the room was joined.
    ///
    /// **Source** Krisp noise filter; four public reports.
    NoiseFilter {
        cause: Cause::Other,
        texts: &[
            Own("Authentication Error. Code 25683"),
            Own("failed to initialize the audio filter"),
            Shared("krisp"),
        ],
        clause: "this is not about the token: the Krisp noise filter needs a license that only LiveKit Cloud has.",
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
        clause: "LiveKit Inference refused the call: it accepts only the key and secret of a LiveKit Cloud project.",
        fix: "Set `LIVEKIT_INFERENCE_API_KEY` and `LIVEKIT_INFERENCE_API_SECRET`, or use a provider's own plugin. No room is affected.",
    }

    /// **Why** The client asks LiveKit Cloud for the nearest region first, with the token.
    ///
    /// **Source** Rust SDKs.
    RegionInfo {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("signal failure: failed to retrieve region info"),
        ],
        clause: "the client could not reach LiveKit Cloud to ask for its regions.",
        fix: "Check that this machine reaches the host of `LIVEKIT_URL` over `https:`.",
        candidates: &[Cause::NetworkNotAuth, Cause::Expired, Cause::WrongProject],
    }

    /// **Why** The client asks LiveKit Cloud for the nearest region first, with the token.
    ///
    /// **Source** livekit-client; livekit#2470.
    Regions {
        cause: Cause::Other,
        texts: &[
            Own("Could not fetch region settings"),
        ],
        clause: "the request for LiveKit Cloud's region list failed. An expired or wrong token shows up here first.",
        candidates: &[Cause::Expired, Cause::WrongProject, Cause::SignatureSecretMismatch, Cause::NetworkNotAuth, Cause::MissingTokenOrHeader],
    }
}
