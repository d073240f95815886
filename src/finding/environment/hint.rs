//! What key and URL tell by themselves about the environment.

use crate::finding::cause::Cause;

/// How to make URL, key and secret fit together.
const ONE_PLACE: &str = "Take URL, key and secret from one place: all three from your project's settings in LiveKit Cloud, or all three from your own server.";

known_texts! { EnvironmentHint:
    /// **Why** `devkey` is the key of `livekit-server --dev`; LiveKit Cloud makes its keys itself, and they
    /// begin with `API`.
    ///
    /// **Source** livekit-server `--dev`.
    DevkeyOfCloud {
        cause: Cause::EnvMismatchCloudVsLocal,
        clause: "its API key `devkey` is for `livekit-server --dev`, and the URL is LiveKit Cloud's.",
        fix: ONE_PLACE,
        refuses: true,
    }

    /// **Why** LiveKit Cloud makes its keys itself, and they begin with `API`. Who runs a server can choose any key.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid`.
    OwnKeyOfCloud {
        cause: Cause::EnvMismatchCloudVsLocal,
        clause: "the URL is LiveKit Cloud's, whose keys begin with `API`; the token's key does not.",
        fix: ONE_PLACE,
        refuses: true,
    }

    /// **Why** Keys that begin with `API` are made by LiveKit Cloud and by `livekit-server generate-keys`.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid`.
    CloudKeyAtHome {
        cause: Cause::EnvMismatchCloudVsLocal,
        clause: "the URL is on this computer or network, but the API key looks like LiveKit Cloud's.",
        fix: "Use `devkey` and `secret` with `livekit-server --dev`, or list the pair under the server's `keys:`.",
    }

    /// **Why** The pair of `--dev` is in the documentation.
    ///
    /// **Source** livekit-server `--dev`.
    DevPair {
        cause: Cause::Other,
        clause: "key and secret are the public pair of `livekit-server --dev`, and the URL is not local.",
        fix: "Make a pair with `livekit-server generate-keys`, and set it under the server's `keys:` and where tokens are made.",
    }
}
