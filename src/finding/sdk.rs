//! What server SDKs and agents say before anything is sent, and about webhooks.

use super::Text::{Own, Shared};
use super::cause::Cause;

known_texts! { Sdk:
    /// **Why** The SDK reads key and secret from the environment of the process.
    ///
    /// **Source** livekit-agents for JavaScript and Python.
    CredentialsNotSet {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Own("API Key is required: Set LIVEKIT_API_KEY"),
            Own("API Secret is required: Set LIVEKIT_API_SECRET"),
            Own("livekit_api_secret must be set"),
            Own("MissingCredentialsError"),
            Own("api_key and api_secret must be set"),
        ],
        clause: "nothing was sent: the process has no API key and secret.",
        fix: "Load the file that has them first, for instance with `dotenv`, and log whether `LIVEKIT_API_KEY` is set.",
    }

    /// **Why** A token that joins a room needs an identity.
    ///
    /// **Source** livekit-server-sdk for JavaScript; node-sdks#1.
    IdentityRequired {
        cause: Cause::IdentityEmpty,
        texts: &[
            Own("identity is required for join but not set"),
        ],
        clause: "no token was made: the SDK needs an identity for a token that joins a room.",
        fix: "Set an identity. Old SDKs ask for one in calls of the server API too: update them.",
        candidates: &[Cause::IdentityEmpty, Cause::SdkBug],
    }

    /// **Why** Libraries of .NET refuse an HMAC key of less than 256 bits.
    ///
    /// **Source** LiveKit's SDK for .NET; dotnet#28.
    SecretBits {
        cause: Cause::SecretFormat,
        texts: &[
            Own("apiSecret must be at least 256 bits"),
        ],
        clause: "no token was made: the value given as the secret is too short. 14 or 15 characters are the length of an API key.",
        fix: "Check whether the key is where the secret belongs.",
    }

    /// **Why** The receiver compares the hash of the body with the token in the `Authorization` header.
    ///
    /// **Source** `WebhookReceiver` of all server SDKs.
    WebhookVerification {
        cause: Cause::Other,
        texts: &[
            Own("sha256 checksum of body does not match"),
            Own("WebhookReceiver"),
            Shared("authorization header is empty"),
            Shared("webhook verification"),
        ],
        clause: "this error comes from your own webhook verification, not from the LiveKit server.",
        fix: "Give the receiver the raw body and the `Authorization` header, and update the SDK.",
        candidates: &[Cause::ClockSkewNbf, Cause::Other, Cause::SignatureSecretMismatch],
    }
}
