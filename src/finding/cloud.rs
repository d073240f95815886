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
            Shared("concurrent connection limit"),
        ],
        clause: "this is not about the token: a quota of LiveKit Cloud is used up.",
        fix: "See usage and plan of the project in its dashboard.",
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
        clause: "this is not about the token: the Krisp noise filter looks for its licence, which only LiveKit Cloud has.",
        fix: "Leave the filter out with a server of your own; in LiveKit Meet unset `NEXT_PUBLIC_SHOW_SETTINGS_MENU`.",
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
        clause: "LiveKit Inference was refused: it takes key and secret of a LiveKit Cloud project only.",
        fix: "Set `LIVEKIT_INFERENCE_API_KEY` and `LIVEKIT_INFERENCE_API_SECRET`, or use a provider's own plugin.",
    }

    /// **Why** The client asks LiveKit Cloud for the nearest region first, with the token.
    ///
    /// **Source** Rust SDKs.
    RegionInfo {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("signal failure: failed to retrieve region info"),
        ],
        clause: "the client could not ask LiveKit Cloud for its regions.",
        fix: "Look whether this machine reaches the host of `LIVEKIT_URL` by `https:`.",
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
        clause: "LiveKit Cloud did not tell its regions: that is where an expired or wrong token shows first.",
        candidates: &[Cause::Expired, Cause::WrongProject, Cause::SignatureSecretMismatch, Cause::NetworkNotAuth, Cause::MissingTokenOrHeader],
    }
}
