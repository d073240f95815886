//! What each refusal by a server means, and the texts that show it.

use crate::finding::KnownText;
use crate::finding::Text::{Own, Shared};
use crate::finding::cause::Cause;
use crate::finding::setting::{ENCODE_ONCE, ISSUER_IS_KEY};
use crate::server::refusal::RefusalKind;

/// What a refusal by the server means, read from its answer.
pub fn meaning(kind: RefusalKind) -> &'static KnownText {
    let code = match kind {
        RefusalKind::NotBearer => Code::NotBearer,
        RefusalKind::Malformed => Code::NotAToken,
        RefusalKind::UnknownKey => Code::UnknownKey,
        RefusalKind::GrantType => Code::WrongGrantType,
        RefusalKind::RoomConfig => Code::RoomConfig,
        RefusalKind::AlgorithmNotAllowed => Code::AlgorithmNotAllowed,
        RefusalKind::SignatureInvalid => Code::WrongSecret,
        RefusalKind::Expired => Code::Expired,
        RefusalKind::NotYetValid => Code::NotYetValid,
        RefusalKind::ExpiredAndNotYetValid => Code::ExpiredBeforeValid,
        RefusalKind::MissingExp => Code::MissingExp,
        RefusalKind::IssuedInFuture => Code::IssuedInFuture,
        RefusalKind::NoToken | RefusalKind::NoVideoGrant => Code::NoTokenArrived,
        RefusalKind::NoRoomJoin | RefusalKind::MissingGrant | RefusalKind::OtherRoom => {
            Code::MissingGrant
        }
        RefusalKind::NoIdentity => Code::NoIdentity,
        RefusalKind::NoRoom => Code::NoRoom,
        RefusalKind::JoinRequest => Code::JoinRequest,
        RefusalKind::NodeLimit => Code::NodeLimit,
        RefusalKind::BadRequest
        | RefusalKind::DuplicateMember
        | RefusalKind::Critical
        | RefusalKind::TooManySignatures
        | RefusalKind::NoAgent
        | RefusalKind::IdentityTooLong
        | RefusalKind::RoomTooLong
        | RefusalKind::MayNotPublish
        | RefusalKind::MayNotUpdateMetadata
        | RefusalKind::Attributes
        | RefusalKind::Whip
        | RefusalKind::Api
        | RefusalKind::AgentEndpoint
        | RefusalKind::NotFound
        | RefusalKind::NotWebSocket => Code::Refused,
    };
    code.known()
}

known_texts! { Answer:
    /// **Why** `exp` lies more than 60 s before the time of the server's clock.
    ///
    /// **Source** livekit-server, all releases; golang-jwt says `token is expired`, go-jose `token is
    /// expired (exp)`.
    Expired {
        cause: Cause::Expired,
        texts: &[
            Shared("token is expired"),
            Shared("token expired"),
            Shared("token has expired"),
        ],
        clause: "it had expired by the server's clock.",
        fix: "Make a new token for each join instead of keeping one. It only has to be valid until the client has connected.",
        refuses: true,
    }

    /// **Why** `nbf` lies more than 60 s after the time of the server's clock: one of the two clocks is
    /// wrong.
    ///
    /// **Source** livekit-server, all releases; livekit#2394, node-sdks#60.
    NotYetValid {
        cause: Cause::ClockSkewNbf,
        texts: &[
            Shared("token not valid yet (nbf)"),
            Shared("token is not valid yet"),
            Shared("token not valid yet"),
            Shared("token not yet valid"),
            Shared("token is not yet valid"),
        ],
        clause: "it was not valid yet by the server's clock (`nbf` in the future).",
        fix: "Sync both clocks with NTP, and check that `nbf` is in seconds: `sudo timedatectl set-ntp true`",
        candidates: &[Cause::ClockSkewNbf, Cause::WrongClaimType],
        refuses: true,
    }

    /// **Why** `iat` lies more than 60 s after the time of the server's clock. Releases from v1.13.0 on do
    /// not look at `iat`.
    ///
    /// **Source** livekit-server up to v1.12.0 (go-jose).
    IssuedInFuture {
        cause: Cause::ClockSkewNbf,
        texts: &[
            Shared("token issued in the future (iat)"),
        ],
        clause: "it was issued in the future by the server's clock (`iat`).",
        fix: "Sync the clock of the machine that makes the tokens, which is probably ahead: `sudo timedatectl set-ntp true`",
        refuses: true,
    }

    /// **Why** golang-jwt checks both times and tells both faults.
    ///
    /// **Source** livekit-server from v1.13.0 on.
    ExpiredBeforeValid {
        cause: Cause::Expired,
        clause: "its `exp` had passed, and its `nbf` was still in the future.",
        fix: "Make a new token with the SDK.",
        refuses: true,
    }

    /// **Why** A token made by hand may have no `exp`. Older releases took such a token as valid for ever.
    ///
    /// **Source** livekit-server from v1.13.6 on (protocol v1.51.0).
    MissingExp {
        cause: Cause::WrongClaimType,
        texts: &[
            Shared("exp claim is required"),
            Shared("missing required claim: exp"),
        ],
        clause: "it has no `exp`, which LiveKit requires since v1.13.6.",
        fix: "Set a lifetime where the token is made.",
        refuses: true,
    }

    /// **Why** The HMAC of the token was made with another secret than the server has for this key. `error
    /// in cryptographic primitive` is go-jose's text for it, and no fault of cryptography.
    ///
    /// **Source** livekit-server, all releases; ess-docker-compose#20.
    WrongSecret {
        cause: Cause::SignatureSecretMismatch,
        texts: &[
            Shared("token signature is invalid"),
            Shared("signature verification error"),
            Shared("invalid signature"),
            Shared("signature is invalid"),
            Shared("error in cryptographic primitive"),
        ],
        clause: "it was not signed with the server's secret for its API key.",
        fix: "Compare the secret where tokens are made with the server's secret for the same key.",
        candidates: &[Cause::SignatureSecretMismatch, Cause::SecretFormat, Cause::EnvMismatchCloudVsLocal],
        refuses: true,
    }

    /// **Why** LiveKit Cloud looks up the key of the project that the host name belongs to.
    ///
    /// **Source** LiveKit Cloud only; agent-starter-react#105.
    KeyOfAnotherDomain {
        cause: Cause::WrongProject,
        texts: &[
            Own("invalid API key for domain"),
        ],
        clause: "the LiveKit Cloud project at this URL does not know the token's API key.",
        fix: "Take URL, key and secret from one project. Variables set in the environment override those of `.env.local`.",
        refuses: true,
    }

    /// **Why** The `iss` of the token is no key of this server: it is of another project or environment, a
    /// placeholder, or the key was deleted.
    ///
    /// **Source** livekit-server, all releases; up to v1.13.5 the text repeats the key.
    UnknownKey {
        cause: Cause::UnknownApiKey,
        texts: &[
            Shared("\"invalid AP\"..."),
            Shared("invalid API key"),
        ],
        clause: "the server does not know the token's API key.",
        fix: "Use the API key and secret of the project that the URL points to or, with your own server, a pair listed under `keys:`.",
        candidates: &[Cause::WrongProject, Cause::EnvMismatchCloudVsLocal, Cause::UnknownApiKey, Cause::PlaceholderKey, Cause::KeySecretSwapped],
        refuses: true,
    }

    /// **Why** The key that the server repeats has `dev` or `local` in its name.
    ///
    /// **Source** livekit-server up to v1.13.5, public reports.
    DevelopmentKey {
        cause: Cause::EnvMismatchCloudVsLocal,
        clause: "the server does not know this API key of a development server.",
        fix: "Use the API key and secret of the server that the URL points to.",
        refuses: true,
    }

    /// **Why** The server repeats the key that it got: the text for a variable without a value, or nothing.
    ///
    /// **Source** livekit-server up to v1.13.5.
    KeyNotSet {
        cause: Cause::MissingTokenOrHeader,
        clause: "its API key was not set where the token was made.",
        fix: "Load the `.env` file before the token is made, and log whether `LIVEKIT_API_KEY` is set there.",
        refuses: true,
    }

    /// **Why** The server repeats the key that it got: the one of an example.
    ///
    /// **Source** livekit-server up to v1.13.5; agent-starter-react, `.env.example`.
    ExampleKey {
        cause: Cause::PlaceholderKey,
        clause: "its API key is an example's.",
        fix: "Load the `.env` file, or fill it in: set `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET` to your own pair, and restart what makes the tokens.",
        refuses: true,
    }

    /// **Why** The server repeats the key that it got: with quotes around it, which some readers of `.env` files keep.
    ///
    /// **Source** livekit-server up to v1.13.5; `docker run --env-file`.
    QuotedKey {
        cause: Cause::UnknownApiKey,
        clause: "its API key has quotes around it.",
        fix: "Remove the quotes where `LIVEKIT_API_KEY` is set.",
        refuses: true,
    }

    /// **Why** The server repeats the key that it got: an API key in base64, as Kubernetes keeps the values of `data:`.
    ///
    /// **Source** livekit-server up to v1.13.5; Kubernetes.
    EncodedKey {
        cause: Cause::UnknownApiKey,
        clause: "its API key is still in base64.",
        fix: ENCODE_ONCE,
        refuses: true,
    }

    /// **Why** The server repeats the key that it got: a URL, or the name that a library puts there by itself.
    ///
    /// **Source** livekit-server up to v1.13.5; `tymon/jwt-auth` for Laravel, Joken for Elixir.
    IssuerOfApplication {
        cause: Cause::UnknownApiKey,
        clause: "it names an application in `iss`, where the API key belongs.",
        fix: ISSUER_IS_KEY,
        refuses: true,
    }

    /// **Why** `RemoveParticipant` makes the tokens invalid that have an `nbf` before the removal. Tokens
    /// of the SDK for JavaScript 2.0.0 to 2.15.0 have an `nbf` of 0, which is always before it.
    ///
    /// **Source** LiveKit Cloud only; three public reports.
    Revoked {
        cause: Cause::Other,
        texts: &[
            Shared("invalid token: revoked"),
        ],
        clause: "LiveKit Cloud revoked the token when its participant was removed.",
        fix: "Make a new token whose `nbf` is the current time. Update livekit-server-sdk for JavaScript: 2.0.0 to 2.15.0 set `nbf` to 0.",
        refuses: true,
    }

    /// **Why** The client, or the person who pasted, cut the text off behind the token. The PHP SDK does so
    /// (Guzzle).
    ///
    /// **Source** php#48.
    NoReasonLeft {
        cause: Cause::Other,
        texts: &[
            Shared("invalid token: eyJ"),
            Own("signal connection: invalid token. Retrying"),
            Shared("invalid token: <JWT"),
        ],
        clause: "the server gave a reason behind the token, but it is missing in this paste.",
        fix: "Look for the reason in the server's log, or in the answer to `curl`.",
        candidates: &[Cause::Expired, Cause::WrongProject, Cause::SignatureSecretMismatch, Cause::ClockSkewNbf, Cause::SecretFormat, Cause::MissingTokenOrHeader],
        refuses: true,
    }

    /// **Why** What the server got does not have the three parts of a JSON Web Token: an object, a promise,
    /// `undefined`, or another text.
    ///
    /// **Source** livekit-server, all releases.
    NotAToken {
        cause: Cause::MissingTokenOrHeader,
        clause: "what reached the server was not a JWT.",
        fix: "Log the token right before it is sent: it must begin with `eyJ`.",
        candidates: &[Cause::MissingTokenOrHeader, Cause::WrongProject, Cause::PlaceholderKey, Cause::SignatureSecretMismatch, Cause::SdkBug],
        refuses: true,
    }

    /// **Why** The header has the token alone, or another scheme.
    ///
    /// **Source** livekit-server, all releases.
    NotBearer {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Shared("Must start with Bearer"),
        ],
        clause: "the `Authorization` header does not start with `Bearer` and a space.",
        fix: "Send `Authorization: Bearer <token>`. If an SDK sent this, it was given an empty token.",
        refuses: true,
    }

    /// **Why** The request had no token when it reached the room service: a proxy or redirect dropped it,
    /// or the token has no `video` claim.
    ///
    /// **Source** livekit-server, all releases; rust-sdks#1042, ingress#112.
    NoTokenArrived {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Shared("\"no permiss\"..."),
            Shared("no permissions to access the room"),
        ],
        clause: "no token reached the server, or one without a `video` grant.",
        fix: "Check whether a proxy, a redirect or a trailing slash in the URL drops the token. Then paste the token: its `video` grant decides. Despite the wording, the room is rarely the cause.",
        candidates: &[Cause::MissingTokenOrHeader, Cause::UrlScheme, Cause::NetworkNotAuth, Cause::SdkBug, Cause::MissingGrant, Cause::RoomMismatch],
        refuses: true,
    }

    /// **Why** Key, signature and times are right; the `video` claim lacks a permission that this call
    /// needs.
    ///
    /// **Source** livekit-server, all releases; egress#613, server-sdk-go#22.
    MissingGrant {
        cause: Cause::MissingGrant,
        texts: &[
            Own("unauthenticated: permissions denied"),
        ],
        clause: "it lacks a grant for this call; key, signature and time are right.",
        fix: "Add the grant that the call needs: `roomJoin` to join, `roomCreate` or `roomList` for rooms, `roomRecord` to record, and `roomAdmin` with the room's name for participants.",
        refuses: true,
    }

    /// **Why** A participant needs a `sub`. Clients in a browser do not show this answer, which has status
    /// 400.
    ///
    /// **Source** livekit-server, all releases.
    NoIdentity {
        cause: Cause::IdentityEmpty,
        clause: "it names no identity.",
        fix: "Set an identity where the token is made, a different one for each participant of the room.",
        refuses: true,
    }

    /// **Why** This client keeps the status 400 of an answer, and drops its text.
    ///
    /// **Source** ESP32 SDK (`BAD_TOKEN`).
    NoIdentityOrRoom {
        cause: Cause::IdentityEmpty,
        texts: &[
            Own("LIVEKIT_FAILURE_REASON_BAD_TOKEN"),
        ],
        clause: "it names no identity, or no room.",
        fix: "Give the participant an identity that is unique in the room, and name the room.",
        refuses: true,
    }

    /// **Why** Older releases joined a room without a name instead.
    ///
    /// **Source** livekit-server from v1.9.1 on; WHIP from v1.9.0 on.
    NoRoom {
        cause: Cause::RoomMismatch,
        texts: &[
            Shared("no room name"),
            Shared("room name cannot be empty"),
        ],
        clause: "it names no room.",
        fix: "Set `video.room` where the token is made.",
        refuses: true,
    }

    /// **Why** The server decodes the claims into Go types, and one of them does not fit.
    ///
    /// **Source** livekit-server, all releases.
    WrongGrantType {
        cause: Cause::WrongClaimType,
        clause: "one of the token's grants has the wrong JSON type.",
        fix: "Set the grant with the SDK, or give it the right JSON type.",
        refuses: true,
    }

    /// **Why** `roomConfig` is read as protobuf JSON, which refuses names that the release does not know.
    ///
    /// **Source** livekit-server, by release.
    RoomConfig {
        cause: Cause::WrongClaimType,
        clause: "the server cannot read the token's `roomConfig`.",
        fix: "Use matching SDK and server versions, or set only the fields that the server knows.",
        refuses: true,
    }

    /// **Why** LiveKit signs with HMAC; the server takes `HS256` only, and up to v1.12.0 `HS384` and `HS512` too.
    ///
    /// **Source** livekit-server from v1.13.0 on; older ones call any other algorithm an error in a cryptographic primitive.
    AlgorithmNotAllowed {
        cause: Cause::Other,
        clause: "it is signed with an algorithm that the server does not accept.",
        fix: "Sign with `HS256` and the API secret as text. A token with `RS256` is mostly that of a login: send the one for LiveKit instead.",
        refuses: true,
    }

    /// **Why** The path `/rtc/v1` wants the parameter `join_request`, in base64.
    ///
    /// **Source** livekit-server from v1.9.10 on.
    JoinRequest {
        cause: Cause::Other,
        clause: "the request lacks a valid `join_request` for `/rtc/v1`; the token is not the reason.",
        fix: "Request `/rtc/validate` instead, or update client and server.",
        refuses: true,
    }

    /// **Why** The server looks at the length of names and at other parameters after the token.
    ///
    /// **Source** livekit-server, all releases.
    Refused {
        cause: Cause::Other,
        clause: "the server rejects a parameter of the request.",
        fix: "Check the parameters of the request: by default, identity and room name may have 256 bytes each.",
        refuses: true,
    }

    /// **Why** The server counts its rooms, tracks and bytes against `limit` of its configuration before it lets anyone in.
    ///
    /// **Source** livekit-server, all releases, with status 503.
    NodeLimit {
        cause: Cause::NetworkNotAuth,
        clause: "the server has reached a limit of its configuration; the token is not the reason.",
        fix: "Raise `limit` in the server's configuration, or add a node.",
    }
}
