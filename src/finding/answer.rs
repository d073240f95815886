//! What a server said: its refusals, seen in the paste.

use super::Text::{Own, Shared};
use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Pasted, Sentence, Words};
use super::{Explain, KnownText};
use crate::sentence;
use crate::server::refusal::RefusalKind;

/// A refusal that a server said, and what it told beside its reason.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What it means.
    pub known: &'static KnownText,
    /// The API key that the answer repeats.
    pub key: Option<String>,
    /// The releases that word it so, where not all do: `v1.4.1 to v1.12.0`.
    pub releases: Option<String>,
}

impl Explain for Answer {
    fn code(&self) -> super::Code {
        self.known.code
    }

    fn cause(&self) -> Cause {
        self.known.cause
    }

    fn rank(&self) -> Rank {
        match self.known.code {
            super::Code::Answer(Code::NotAToken) => Rank::AnsweredNoToken,
            _ if self.known.cause == Cause::ClockSkewNbf => Rank::AnsweredNotYetValid,
            _ => Rank::Answer,
        }
    }

    fn refuses(&self) -> bool {
        true
    }

    fn clause(&self) -> Sentence {
        let key = self.key.as_ref().filter(|key| !key.is_empty());
        sentence![
            self.known.clause,
            key.map(|key| sentence![" The key is ", Pasted(key), "."])
        ]
    }

    fn fix(&self) -> Sentence {
        let releases = self.releases.clone();
        sentence![
            releases.map(|releases| sentence!["Releases ", Words(releases), " word it so. "]),
            self.known.fix
        ]
    }

    fn candidates(&self) -> &'static [Cause] {
        self.known.candidates
    }
}

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
        ],
        clause: "it had expired, by the server's clock.",
        fix: "Make a new token for each join instead of keeping one. It only has to live until the client has connected.",
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
        ],
        clause: "its `nbf` was still to come, by the server's clock: the clock of the machine that makes the tokens is ahead, or the server's is behind.",
        fix: "Set both by NTP: `sudo timedatectl set-ntp true`",
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
        clause: "its `iat` was still to come, by the server's clock: the clock of the machine that makes the tokens is ahead.",
        fix: "Set both by NTP: `sudo timedatectl set-ntp true`",
        refuses: true,
    }

    /// **Why** golang-jwt checks both times and tells both faults.
    ///
    /// **Source** livekit-server from v1.13.0 on.
    ExpiredBeforeValid {
        cause: Cause::Expired,
        clause: "its `exp` had passed, and its `nbf` was still to come.",
        fix: "Make a new token by the SDK.",
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
        clause: "it has no `exp`, which is required from v1.13.6 on.",
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
            Shared("error in cryptographic primitive"),
        ],
        clause: "it was not signed with the secret that the server has for its key.",
        fix: "Compare the secret where tokens are made with the server's, for this very key. Paste both to see the slip.",
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
        clause: "LiveKit Cloud does not know its API key for the project of this URL.",
        fix: "Take URL, key and secret from one project. In Next.js the host's variables win over `.env.local`.",
        refuses: true,
    }

    /// **Why** The `iss` of the token is no key of this server: it is of another project or environment, a
    /// placeholder, or the key was deleted.
    ///
    /// **Source** livekit-server, all releases; up to v1.13.5 the text repeats the key.
    UnknownKey {
        cause: Cause::UnknownApiKey,
        clause: "the server does not know its API key.",
        fix: "Use the key and secret of the project, or of the server's `keys:`, that the URL belongs to.",
        candidates: &[Cause::WrongProject, Cause::EnvMismatchCloudVsLocal, Cause::UnknownApiKey, Cause::PlaceholderKey, Cause::KeySecretSwapped],
        refuses: true,
    }

    /// **Why** The key that the server repeats has `dev` or `local` in its name.
    ///
    /// **Source** livekit-server up to v1.13.5, public reports.
    DevelopmentKey {
        cause: Cause::EnvMismatchCloudVsLocal,
        clause: "the server does not know its API key, which looks like that of a development server.",
        fix: "Use the key and secret of the server that the URL names.",
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
        clause: "LiveKit Cloud took it for one of a removed participant: tokens with an `nbf` before the removal are dead.",
        fix: "Make a new token with an `nbf` of now: livekit-server-sdk 2.0.0 to 2.15.0 for JavaScript sets it to 0, so update it.",
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
            Shared("invalid token: <JWT"),
        ],
        clause: "the reason stood behind it, and is cut off here.",
        fix: "The reason is in the server's log, or in the answer to `curl`.",
        candidates: &[Cause::Expired, Cause::WrongProject, Cause::SignatureSecretMismatch, Cause::ClockSkewNbf, Cause::SecretFormat, Cause::MissingTokenOrHeader],
        refuses: true,
    }

    /// **Why** What the server got does not have the three parts of a JSON Web Token: an object, a promise,
    /// `undefined`, or another text.
    ///
    /// **Source** livekit-server, all releases.
    NotAToken {
        cause: Cause::MissingTokenOrHeader,
        clause: "what arrived was no token: it could not be taken apart.",
        fix: "Log the token just before it is sent: it must begin with `eyJ`. `toJwt()` is asynchronous since Node SDK 2.0.",
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
        clause: "the `Authorization` header does not begin with `Bearer `.",
        fix: "Write `Authorization: Bearer ` and the token behind it.",
        refuses: true,
    }

    /// **Why** The request had no token when it reached the room service: a proxy or redirect dropped it,
    /// or the token has no `video` claim.
    ///
    /// **Source** livekit-server, all releases; rust-sdks#1042, ingress#112.
    NoTokenArrived {
        cause: Cause::MissingTokenOrHeader,
        clause: "no token reached it, or one without a `video` grant. It hardly ever means the wrong room.",
        fix: "Look whether a proxy, a redirect or a slash at the URL's end drops the token, and paste it: its `video` grant decides.",
        candidates: &[Cause::MissingTokenOrHeader, Cause::UrlScheme, Cause::SdkBug, Cause::MissingGrant, Cause::RoomMismatch],
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
        clause: "the token was sound, but lacks a grant for what was asked.",
        fix: "Joining needs `roomJoin`, rooms `roomCreate` or `roomList`, recording `roomRecord`; participants `roomAdmin` with the name of the room.",
        refuses: true,
    }

    /// **Why** A participant needs a `sub`. Clients in a browser do not show this answer, which has status
    /// 400.
    ///
    /// **Source** livekit-server, all releases; ESP32 SDK (`BAD_TOKEN`).
    NoIdentity {
        cause: Cause::IdentityEmpty,
        texts: &[
            Own("identity and room must be set when joining"),
            Own("LIVEKIT_FAILURE_REASON_BAD_TOKEN"),
        ],
        clause: "it names no identity, or no room.",
        fix: "Give the participant an identity, unique in its room, and name the room.",
        refuses: true,
    }

    /// **Why** Older releases joined a room without a name instead.
    ///
    /// **Source** livekit-server from v1.9.10 on; WHIP from v1.9.0 on.
    NoRoom {
        cause: Cause::MissingGrant,
        texts: &[
            Shared("no room name"),
            Shared("room name cannot be empty"),
        ],
        clause: "neither token nor request names a room.",
        fix: "Set `video.room` where the token is made.",
        refuses: true,
    }

    /// **Why** The server decodes the claims into Go types, and one of them does not fit.
    ///
    /// **Source** livekit-server, all releases.
    WrongGrantType {
        cause: Cause::WrongClaimType,
        clause: "one of its grants has the wrong JSON type.",
        fix: "Set it by the SDK, or with the right type.",
        refuses: true,
    }

    /// **Why** `roomConfig` is read as protobuf JSON, which refuses names that the release does not know.
    ///
    /// **Source** livekit-server, by release.
    RoomConfig {
        cause: Cause::WrongClaimType,
        clause: "its `roomConfig` is not what the server can read.",
        fix: "Use releases of SDK and server that belong together, or set only the members that the server knows.",
        refuses: true,
    }

    /// **Why** LiveKit signs with HMAC; the server takes `HS256` only.
    ///
    /// **Source** livekit-server, all releases.
    AlgorithmNotAllowed {
        cause: Cause::Other,
        clause: "it is not signed with an algorithm that the server takes.",
        fix: "Sign with `HS256` and the API secret as text.",
        refuses: true,
    }

    /// **Why** The path `/rtc/v1` wants the parameter `join_request`, in base64.
    ///
    /// **Source** livekit-server from v1.9.10 on.
    JoinRequest {
        cause: Cause::Other,
        clause: "the request lacks a sound `join_request`, which `/rtc/v1` needs; the token is not the reason.",
        fix: "Ask `/rtc/validate` instead, or update client and server.",
        refuses: true,
    }

    /// **Why** The server looks at the length of names and at other parameters after the token.
    ///
    /// **Source** livekit-server, all releases.
    Refused {
        cause: Cause::Other,
        clause: "the request is not as it must be.",
        fix: "Paste the token as well.",
        refuses: true,
    }
}
