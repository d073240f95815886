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

    /// **Why** Egress, ingress and SIP are programs of their own, which the server reaches over Redis.
    ///
    /// **Source** livekit-server, all releases, with Twirp's `internal` or `unavailable`.
    ServiceMissing {
        cause: Cause::Other,
        texts: &[
            Own("egress not connected"),
            Own("ingress not connected"),
            Own("sip not connected"),
            Shared("no response from servers"),
        ],
        clause: "the token was accepted, but the service behind this call does not answer.",
        fix: "Set `redis:` in the server's configuration, and run egress, ingress or SIP with the same Redis.",
    }

    /// **Why** The call names something that the server does not have.
    ///
    /// **Source** livekit-server, all releases, with Twirp's `not_found`.
    ObjectMissing {
        cause: Cause::Other,
        texts: &[
            Shared("participant does not exist"),
            Own("dispatch ID not found"),
            Own("egress does not exist"),
            Own("ingress does not exist"),
        ],
        clause: "the token was accepted, but the participant or object of the call does not exist.",
        fix: "Check the names, and who is still there: `lk room participants list ROOM`",
    }

    /// **Why** A room is placed on a node with room for it, which the nodes tell each other by Redis.
    ///
    /// **Source** livekit-server, all releases.
    NoNode {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("could not find any available nodes"),
        ],
        clause: "the token was accepted, but the server found no node that can take the room.",
        fix: "Check the load and `node_selector` of the nodes, and that Redis lists them.",
    }

    /// **Why** The server starts only if it reaches the Redis of its configuration.
    ///
    /// **Source** livekit-server, egress, ingress and SIP at start; Redis.
    Redis {
        cause: Cause::Other,
        texts: &[
            Own("unable to connect to redis"),
            Shared("WRONGPASS"),
            Shared("NOAUTH Authentication required"),
        ],
        clause: "this is about Redis, not a token: its address, user or password is wrong, or it does not run.",
        fix: "Check `redis.address`, `redis.username` and `redis.password`. Redis does not know LiveKit's API secret.",
    }

    /// **Why** The server reads its configuration strictly.
    ///
    /// **Source** livekit-server at start.
    UnknownSetting {
        cause: Cause::Other,
        texts: &[
            Own("not found in type config."),
        ],
        clause: "the server did not start: its configuration has a setting that it does not know.",
        fix: "Correct its name or indentation, or remove it. API keys are listed under `keys:`, as `key: secret`.",
    }

    /// **Why** Only one process can listen at a port; the other one answers, with its own keys.
    ///
    /// **Source** livekit-server at start.
    PortInUse {
        cause: Cause::Other,
        texts: &[
            Shared("address already in use"),
        ],
        clause: "this process did not start: another one, perhaps an old server with old keys, uses its port.",
        fix: "Stop the other process; `lsof -i :7880` shows it.",
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

    /// **Why** Keys are read as a map of YAML, in which a colon needs a space behind it.
    ///
    /// **Source** livekit-server at start.
    KeysFormat {
        cause: Cause::SecretFormat,
        texts: &[
            Own("Could not parse keys, it needs to be exactly"),
            Own("into map[string]string"),
        ],
        clause: "the server cannot read its keys: they are no list, and the colon needs a space after it.",
        fix: "Write `LIVEKIT_KEYS='key: secret'`, or under `keys:` a line `key: secret` for each pair.",
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
        cause: Cause::SecretFormat,
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

    /// **Why** The configuration is YAML.
    ///
    /// **Source** livekit-server, egress, ingress and SIP at start.
    ConfigNotRead {
        cause: Cause::Other,
        texts: &[
            Own("could not parse config"),
        ],
        clause: "the server did not start: it cannot read its configuration.",
        fix: "Correct the line that the error names: its indentation, its quotes, or the space after a colon.",
    }
}
