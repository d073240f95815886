//! What key and URL tell by themselves about the environment.

use crate::finding::cause::Cause;

known_texts! { EnvironmentHint:
    /// **Why** `devkey` is the key of `livekit-server --dev`; LiveKit Cloud makes its keys itself, and they
    /// begin with `API`.
    ///
    /// **Source** livekit-server `--dev`.
    DevkeyOfCloud {
        cause: Cause::EnvMismatchCloudVsLocal,
        clause: "its API key `devkey` is that of `livekit-server --dev`, but the URL is one of LiveKit Cloud, which makes its keys itself.",
        fix: "Take URL, key and secret of one place: all three of your project's settings in LiveKit Cloud, or all three of your own server.",
        refuses: true,
    }

    /// **Why** Keys that begin with `API` are made by LiveKit Cloud and by `livekit-server generate-keys`.
    ///
    /// **Source** livekit/protocol, `utils.NewGuid`.
    CloudKeyAtHome {
        cause: Cause::EnvMismatchCloudVsLocal,
        clause: "the URL is of this computer or network, and the API key looks like one that LiveKit Cloud made: a server of your own knows it only if its `keys:` has it.",
        fix: "With `livekit-server --dev` key and secret are `devkey` and `secret`.",
    }

    /// **Why** The pair of `--dev` is in the documentation.
    ///
    /// **Source** livekit-server `--dev`.
    DevPair {
        cause: Cause::Other,
        clause: "key and secret are those of `livekit-server --dev`, which everybody knows, and the URL is not of this computer or network.",
        fix: "Make a pair with `livekit-server generate-keys`, and set it in the server's `keys:` and where tokens are made.",
    }
}
