//! What livekit-server says at its start and after the token: its configuration.

use super::Text::{Own, Shared};
use super::cause::Cause;

known_texts! { ServerSetup:
    /// **Why** The token was accepted; the room is looked up after it.
    ///
    /// **Source** livekit-server, all releases; plugnmeet#31.
    RoomMissing {
        cause: Cause::Other,
        texts: &[
            Shared("requested room does not exist"),
        ],
        clause: "the token is not the reason: the room does not exist, and the server does not create rooms by itself (`auto_create` is off).",
        fix: "Create the room first, or set `room.auto_create: true` in the server's configuration.",
    }

    /// **Why** The server starts only with at least one API key.
    ///
    /// **Source** livekit-server at start; livekit#454.
    NoKeys {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Own("one of key-file or keys must be provided"),
        ],
        clause: "the server has no API keys in its configuration.",
        fix: "Set `LIVEKIT_KEYS='key: secret'`, or `keys:` in the file that the server really reads, or start it with `--dev`.",
    }

    /// **Why** `LIVEKIT_KEYS` is read as YAML, in which a colon needs a space behind it.
    ///
    /// **Source** livekit-server at start.
    KeysFormat {
        cause: Cause::SecretFormat,
        texts: &[
            Own("Could not parse keys, it needs to be exactly"),
        ],
        clause: "the server cannot read `LIVEKIT_KEYS`: the space after the colon is missing.",
        fix: "Write `LIVEKIT_KEYS='key: secret'`",
    }

    /// **Why** 32 characters are 256 bits, which HS256 asks for (RFC 7518 section 3.2).
    ///
    /// **Source** livekit-server from v1.3 on, a line of the log; livekit#2582.
    SecretTooShort {
        cause: Cause::SecretFormat,
        texts: &[
            Own("secret is too short, should be at least 32 characters"),
        ],
        clause: "this is only a warning: the server runs with a short secret and rejects no token because of it.",
        fix: "Make a longer one: `openssl rand -base64 32`",
    }

    /// **Why** The server refuses a key file whose mode lets others read it.
    ///
    /// **Source** livekit-server at start.
    KeyFilePermissions {
        cause: Cause::Other,
        texts: &[
            Own("key file others permissions must be set to 0"),
        ],
        clause: "the server refuses a key file that other users can read.",
        fix: "Remove that permission: `chmod o-rwx keys.yaml`",
    }

    /// **Why** Webhooks are signed with one of the server's keys.
    ///
    /// **Source** livekit-server at start; livekit#2482.
    WebhookKey {
        cause: Cause::UnknownApiKey,
        texts: &[
            Own("api_key is required to use webhooks"),
        ],
        clause: "`webhook.api_key` must be one of the keys under `keys:`.",
        fix: "Set `webhook.api_key` to one of them.",
    }

    /// **Why** For a Service that is named `livekit`, Kubernetes sets `LIVEKIT_PORT=tcp://…` in every pod, and the server reads
    /// its option `--port` from that variable.
    ///
    /// **Source** Kubernetes, service links; livekit-helm.
    ServiceLink {
        cause: Cause::Other,
        texts: &[
            Own("LIVEKIT_PORT=tcp://"),
            Own("LIVEKIT_PORT: tcp://"),
            Own("LIVEKIT_SERVICE_HOST="),
            Own("LIVEKIT_PORT_7880_TCP"),
        ],
        clause: "Kubernetes sets `LIVEKIT_PORT` for a Service named `livekit`, and livekit-server reads it as its port.",
        fix: "Set `enableServiceLinks: false` in the pod's spec, or give the Service another name.",
    }
}
