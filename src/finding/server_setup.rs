//! What livekit-server says at its start and after the token: its configuration.

use super::Text::{Below, Own, Shared};
use super::cause::Cause;
use super::rank::Rank;

known_texts! { ServerSetup:
    /// **Why** The token was accepted; the room is looked up after it.
    ///
    /// **Source** livekit-server, all releases; plugnmeet#31.
    RoomMissing {
        cause: Cause::Other,
        texts: &[
            Shared("requested room does not exist"),
        ],
        clause: "the room does not exist, and `auto_create` is off; the token is not the reason.",
        fix: "Create the room first, or set `room.auto_create: true` in the server's configuration.",
    }

    /// **Why** The server writes this line after it took the token, when the node for the room or Redis fails.
    ///
    /// **Source** livekit-server, v1.13.11, `service/signal.go`, `service/rtcservice.go`, `routing/errors.go`; livekit#3287.
    SessionNotStarted {
        cause: Cause::Other,
        texts: &[
            Own("could not handle new participant"),
            Own("timeout waiting for start session"),
            Own("timed out while waiting for signal response"),
            Own("could not locate the node"),
        ],
        // The rest of the line is why, and is no failure of the client's.
        rank: Some(Rank::Answer),
        clause: "the token was accepted, but the server could not start the session.",
        fix: "Look at this line of the server's log, and at those before it: a node or Redis fails, not the token.",
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
            Own("{\"code\":\"unavailable\",\"msg\":\"no response from servers\"}"),
        ],
        clause: "the token was accepted, but the service behind this call does not answer.",
        fix: "Set `redis:` in the server's configuration, and run egress, ingress or SIP with the same Redis.",
    }

    /// **Why** Dispatches are kept by the node that has the room, and a room without a node has nobody to answer.
    ///
    /// **Source** livekit-server, `service/agent_dispatch_service.go`; python-sdks#380, #466.
    DispatchRoom {
        cause: Cause::Other,
        clause: "the token was accepted, but no server has the room of this dispatch yet.",
        fix: "Create the room first, or join it, and dispatch then. Check that a worker with this `agent_name` is registered.",
    }

    /// **Why** The server asks the node that hosts the room, over Redis if there are several, and waits for its answer.
    ///
    /// **Source** livekit-server with Redis, psrpc.
    NodeMissing {
        cause: Cause::NetworkNotAuth,
        clause: "the request reached livekit-server, but no node answered; the token is not the reason.",
        fix: "Check that the node of the room runs, and that all nodes reach the same Redis.",
    }

    /// **Why** The recorder opens a page, which joins the room with a token that egress makes, and says when it is ready.
    ///
    /// **Source** livekit/egress, `source/web.go`.
    EgressTemplate {
        cause: Cause::Other,
        texts: &[
            Own("Start signal not received"),
        ],
        clause: "the call was accepted, but the recorder's page did not start in time.",
        fix: "Open the page of `template_base` in a browser: it must join the room and print `START_RECORDING`. Check `ws_url` of egress, too.",
    }

    /// **Why** Egress writes its file with credentials of its own: those of the storage in the request, or in its configuration.
    ///
    /// **Source** livekit/egress, `uploader`.
    EgressUpload {
        cause: Cause::Other,
        texts: &[
            Own("EGRESS_FAILED error: \"Failed to upload"),
            Own("could not upload file to"),
            Shared("failed to upload: AccessDenied"),
            Shared("S3: PutObject, https response error"),
            Shared("AccessDenied: Access Denied"),
            Shared("InvalidAccessKeyId"),
            Shared("SignatureDoesNotMatch"),
        ],
        clause: "the token was accepted; the storage refused the recording's upload.",
        fix: "Check bucket, region, key and secret of the storage in the egress request, and that they may write there.",
    }

    /// **Why** The call names something that the server does not have.
    ///
    /// **Source** livekit-server, all releases, with Twirp's `not_found`.
    ObjectMissing {
        cause: Cause::Other,
        texts: &[
            Shared("participant does not exist"),
            Shared("could not find participant"),
            Own("dispatch ID not found"),
            Own("egress does not exist"),
            Own("ingress does not exist"),
            Own("requested sip trunk does not exist"),
            Own("requested sip dispatch rule does not exist"),
        ],
        clause: "the token was accepted, but the call's room, participant or object does not exist.",
        fix: "Check the names, and what is there now: `lk room list`, `lk room participants list ROOM`",
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

    /// **Why** `limit:` of the configuration ends what a node takes: tracks or bytes per second.
    ///
    /// **Source** livekit-server v1.13.11, `routing/errors.go`.
    NodeFull {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("reached configured limit for node"),
        ],
        clause: "the token was accepted, but the node is full.",
        fix: "Raise `limit.num_tracks` or `limit.bytes_per_sec` in the server's configuration, or add a node.",
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
        clause: "Redis is down, or its address, user or password is wrong; no token is involved.",
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
        clause: "the server did not start, because it does not know a setting in its configuration.",
        fix: "Correct the setting's name or indentation, or remove it. API keys are listed under `keys:`, as `key: secret`.",
    }

    /// **Why** Only one process can listen at a port; the other one answers, with its own keys.
    ///
    /// **Source** livekit-server at start.
    PortInUse {
        cause: Cause::Other,
        texts: &[
            Shared("address already in use"),
        ],
        clause: "this process did not start, because another one uses its port.",
        fix: "Stop the other process, perhaps an old server with old keys. Find it with `lsof -i :7880`.",
    }

    /// **Why** With `--dev` the server binds to the loopback address, which only its own machine reaches.
    ///
    /// **Source** livekit-server, line `starting LiveKit server` of its log.
    ListensLocally {
        cause: Cause::NetworkNotAuth,
        texts: &[
            Own("\"bindAddresses\": [\"127.0.0.1\""),
        ],
        clause: "the server listens on 127.0.0.1 only, so other machines cannot reach it.",
        fix: "Start the server with keys of your own. Only in a network that you trust, use `livekit-server --dev --bind 0.0.0.0`: everyone knows its key `devkey` and its secret.",
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

    /// **Why** The image starts the server itself, and gives it what `command:` has as its options.
    ///
    /// **Source** livekit/livekit-server, `Dockerfile` (`ENTRYPOINT`); livekit#749.
    EntrypointRepeated {
        cause: Cause::MissingTokenOrHeader,
        clause: "`command:` repeats the image's entrypoint, so the server reads none of its options.",
        fix: "Remove `/livekit-server` from `command:`, and keep the options behind it.",
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
        clause: "the server cannot read its keys: each needs the form `key: secret`, with the space.",
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
        // What says that a call failed says more.
        rank: Some(Rank::Unchecked),
        clause: "the server only warns that its secret is short; it rejects no token for that.",
        fix: "Make a longer secret: `openssl rand -base64 32`",
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
        fix: "Make the file private: `chmod o-rwx keys.yaml`",
    }

    /// **Why** The server reads its files when it starts, as its own user. A container has only the files that are mounted, and
    /// Docker makes an empty folder where the file of a mount is missing.
    ///
    /// **Source** livekit-server at start, `--config` and `--key-file`; Go's `os.Open`.
    FileNotOpened {
        cause: Cause::Other,
        texts: &[
            Shared("keys.yaml: no such file"),
            Shared("keys.yaml: permission denied"),
            Shared("keys.yaml: is a directory"),
            Shared("keys.yml: no such file"),
            Shared("keys.yml: permission denied"),
            Shared("keys.yml: is a directory"),
            Own("livekit_keys: no such file"),
            Own("livekit_keys: permission denied"),
            Own("livekit.yaml: no such file"),
            Own("livekit.yaml: permission denied"),
            Own("livekit.yaml: is a directory"),
            Below("config.yaml: no such file"),
            Below("config.yaml: permission denied"),
            Below("config.yaml: is a directory"),
        ],
        clause: "the server did not start, because it cannot open its configuration or key file.",
        fix: "Compare the path with where the file is, inside of the container too, and let the server's user read it.",
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
        fix: "Set `webhook.api_key` to one of these keys.",
    }

    /// **Why** The configuration is YAML.
    ///
    /// **Source** livekit-server, egress, ingress and SIP at start.
    ConfigNotRead {
        cause: Cause::Other,
        texts: &[
            Own("could not parse config"),
            Below("mapping values are not allowed in this context"),
            Below("did not find expected key"),
            Below("could not find expected ':'"),
            Below("found character that cannot start any token"),
        ],
        clause: "the server did not start, because it cannot read its configuration.",
        fix: "Correct the line that the error names: its indentation, its quotes, or the space after a colon.",
    }

    /// **Why** A container starts only if each `secretKeyRef` and `configMapKeyRef` finds its entry.
    ///
    /// **Source** Kubernetes, `CreateContainerConfigError`.
    SecretEntryMissing {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Shared("couldn't find key LIVEKIT"),
            Shared("CreateContainerConfigError"),
        ],
        clause: "the container did not start, because its Secret or ConfigMap lacks an entry.",
        fix: "Compare `secretKeyRef` with `kubectl describe secret`, in the same namespace: names count with their case.",
    }

    /// **Why** Compose replaces `$name` in its file, and in a `.env` file without single quotes, by that variable's value.
    ///
    /// **Source** Docker Compose, *Interpolation*.
    VariableInValue {
        cause: Cause::SecretFormat,
        texts: &[
            Shared("variable is not set. Defaulting to a blank string"),
        ],
        clause: "Compose replaced a `$…` with nothing, and it may be part of a secret.",
        fix: "Write `$$` for each `$` of a secret in `compose.yaml`, single quotes around it in `.env`, or set the variable that the warning names.",
    }

    /// **Why** In `Environment=` systemd replaces `%` and the letter behind it: `%h` is the home of the user.
    ///
    /// **Source** systemd.unit(5), *Specifiers*; systemd.exec(5).
    UnitSpecifier {
        cause: Cause::SecretFormat,
        texts: &[
            Shared("Failed to resolve specifiers in LIVEKIT"),
            Shared("Failed to resolve specifiers in \"LIVEKIT"),
            Below("Failed to resolve specifiers in"),
        ],
        clause: "`systemd` replaces each `%` and the letter behind it in `Environment=`.",
        fix: "Write `%%` for each `%` of the value, or use `EnvironmentFile=`. Then run `systemctl daemon-reload` and restart the service.",
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
        clause: "Kubernetes sets `LIVEKIT_PORT` for a Service named `livekit`, and the server reads it.",
        fix: "Set `enableServiceLinks: false` in the pod's spec, or give the Service another name.",
    }
}
