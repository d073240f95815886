//! Mistakes in code that makes tokens.

use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Ours, Pasted, Sentence};
use super::snippet::Task;
use super::{Classify, Explain};
use crate::livekit::grants::Grant;
use crate::livekit::sdk::Sdk;
use crate::paste::code::{Kind, Mistake};
use crate::sentence;
use crate::text::LineNumbers;

/// A mistake in code that makes tokens.
#[derive(Clone, Debug)]
pub struct CodeFinding {
    /// The mistake.
    pub mistake: Mistake,
    /// Whether it explains the answer of a server in the paste.
    pub explains: bool,
    /// Its line, and the line as it should be, where that is known.
    pub correction: Option<(LineNumbers, String)>,
}

codes! { Code:
    /// **Why** `toJwt()` gives a promise since livekit-server-sdk 2.0 for JavaScript.
    ///
    /// **Source** livekit-server-sdk for JavaScript.
    ToJwtNotAwaited,

    /// **Why** JavaScript takes any name, and the server ignores names that it does not know.
    ///
    /// **Source** livekit/protocol, `auth/grants.go`.
    GrantMisnamed,

    /// **Why** `room` says which room, `roomJoin` that it may be joined.
    ///
    /// **Source** livekit-server, all releases.
    GrantWithoutRoomJoin,

    /// **Why** `roomAdmin` counts only for the room that the token names.
    ///
    /// **Source** livekit-server, all releases.
    RoomAdminWithoutRoom,

    /// **Why** The key comes first in every SDK.
    ///
    /// **Source** livekit-server-sdks.
    KeySecretSwappedInCode,

    /// **Why** A token that joins a room needs an identity.
    ///
    /// **Source** livekit-server, all releases.
    IdentityNotSet,

    /// **Why** Node takes a text with a unit or seconds, Python a `timedelta`, Go a `time.Duration`, Kotlin milliseconds.
    ///
    /// **Source** livekit-server-sdks.
    LifetimeUnit,

    /// **Why** Bundlers put variables with such a prefix into what every visitor gets.
    ///
    /// **Source** Next.js, Vite, Create React App, Expo, Nuxt, Vue, Gatsby.
    SecretInTheBrowser,

    /// **Why** Python takes any attribute, and the builder reads only what its methods set.
    ///
    /// **Source** livekit-api for Python, `access_token.py`.
    GrantAssigned,

    /// **Why** A token without a grant permits nothing, and the server answers as if there were none.
    ///
    /// **Source** livekit-server, all releases.
    NoGrants,

    /// **Why** LiveKit's secrets are text, and sign as they are.
    ///
    /// **Source** livekit/protocol, `auth/accesstoken.go`.
    SecretDecodedInCode,

    /// **Why** A build replaces only variables with its prefix; others are undefined in the browser.
    ///
    /// **Source** Next.js, Vite.
    VariableNotInTheBrowser,

    /// **Why** A route answers with an object, and the token is a member of it.
    ///
    /// **Source** LiveKit's starter apps.
    AnswerSentAsToken,

    /// **Why** Time claims count seconds (RFC 7519 section 2); many clocks count milliseconds.
    ///
    /// **Source** livekit-server, all releases; JWT libraries write numbers as they are.
    ClaimInMilliseconds,

    /// **Why** `utcnow()` has no time zone, and `timestamp()` takes it for local time.
    ///
    /// **Source** Python's documentation of `datetime`.
    UtcAsLocalTime,

    /// **Why** The receiver compares the body with its hash, byte for byte. Express leaves `req.body` undefined without a parser, and
    /// `express.json()` makes an object of it.
    ///
    /// **Source** livekit-server-sdk for JavaScript, `WebhookReceiver`; livekit#1635.
    WebhookBodyNotRead,

    /// **Why** Next.js up to 14 calls a `GET` that takes no request once, while it builds, and serves that answer from then on. It does not
    /// under `next dev`.
    ///
    /// **Source** Next.js, *Route Handlers*; agent-starter-react#20.
    TokenMadeAtBuild,
}

impl CodeFinding {
    /// Whether something else is sent in place of a token.
    pub fn sends_no_token(&self) -> bool {
        matches!(self.mistake.kind, Kind::NotAwaited | Kind::WholeAnswer)
    }
}

/// Whether a mistake explains an answer of this cause.
pub fn explains(kind: Kind, answer: Cause) -> bool {
    match kind {
        Kind::MisnamedGrant { .. } | Kind::NoRoomJoin | Kind::AssignedGrant | Kind::NoGrants => {
            // Without a video grant, the server says what it says without a token.
            matches!(answer, Cause::MissingGrant | Cause::MissingTokenOrHeader)
        }
        Kind::NoRoom => answer == Cause::MissingGrant,
        Kind::NotAwaited | Kind::WholeAnswer => answer == Cause::MissingTokenOrHeader,
        Kind::DecodedSecret => answer == Cause::SignatureSecretMismatch,
        Kind::Swapped => matches!(answer, Cause::UnknownApiKey | Cause::KeySecretSwapped),
        Kind::NoIdentity => answer == Cause::IdentityEmpty,
        Kind::LifetimeUnit | Kind::StaticRoute => answer == Cause::Expired,
        Kind::Milliseconds { claim } => claim != "exp" && answer == Cause::ClockSkewNbf,
        Kind::NaiveUtc => matches!(answer, Cause::Expired | Cause::ClockSkewNbf),
        Kind::ServerVariable | Kind::PublicSecret | Kind::WebhookBody => false,
    }
}

impl Classify for CodeFinding {
    fn code(&self) -> super::Code {
        super::Code::Code(match self.mistake.kind {
            Kind::NotAwaited => Code::ToJwtNotAwaited,
            Kind::MisnamedGrant { .. } => Code::GrantMisnamed,
            Kind::NoRoomJoin => Code::GrantWithoutRoomJoin,
            Kind::NoRoom => Code::RoomAdminWithoutRoom,
            Kind::Swapped => Code::KeySecretSwappedInCode,
            Kind::NoIdentity => Code::IdentityNotSet,
            Kind::LifetimeUnit => Code::LifetimeUnit,
            Kind::PublicSecret => Code::SecretInTheBrowser,
            Kind::AssignedGrant => Code::GrantAssigned,
            Kind::NoGrants => Code::NoGrants,
            Kind::DecodedSecret => Code::SecretDecodedInCode,
            Kind::ServerVariable => Code::VariableNotInTheBrowser,
            Kind::WholeAnswer => Code::AnswerSentAsToken,
            Kind::Milliseconds { .. } => Code::ClaimInMilliseconds,
            Kind::NaiveUtc => Code::UtcAsLocalTime,
            Kind::WebhookBody => Code::WebhookBodyNotRead,
            Kind::StaticRoute => Code::TokenMadeAtBuild,
        })
    }

    fn cause(&self) -> Cause {
        match self.mistake.kind {
            Kind::NotAwaited | Kind::WholeAnswer => Cause::MissingTokenOrHeader,
            Kind::MisnamedGrant { .. } | Kind::Milliseconds { .. } => Cause::WrongClaimType,
            Kind::NaiveUtc => Cause::ClockSkewNbf,
            Kind::NoRoomJoin | Kind::NoRoom | Kind::AssignedGrant | Kind::NoGrants => {
                Cause::MissingGrant
            }
            Kind::DecodedSecret => Cause::SecretFormat,
            Kind::ServerVariable => Cause::UrlScheme,
            Kind::Swapped => Cause::KeySecretSwapped,
            Kind::NoIdentity => Cause::IdentityEmpty,
            Kind::LifetimeUnit | Kind::StaticRoute => Cause::Expired,
            Kind::PublicSecret | Kind::WebhookBody => Cause::Other,
        }
    }
}

impl Explain for CodeFinding {
    fn rank(&self) -> Rank {
        if self.explains {
            Rank::Placeholder
        } else {
            Rank::Code
        }
    }

    fn refuses(&self) -> bool {
        false
    }

    fn clause(&self) -> Sentence {
        match self.mistake.kind {
            Kind::NotAwaited => sentence![
                "`toJwt()` is not awaited: since livekit-server-sdk 2.0 it returns a promise."
            ],
            Kind::MisnamedGrant { meant } => sentence![
                "the code misnames the grant ",
                Ours(meant),
                ", so LiveKit ignores it."
            ],
            Kind::NoRoomJoin => sentence!["the code grants a room, but not `roomJoin`."],
            Kind::NoRoom => sentence![
                "the code grants `roomAdmin` without a room; it only counts for the room it names."
            ],
            Kind::Swapped => sentence!["the code gives the secret where the API key belongs."],
            Kind::NoIdentity => {
                sentence!["the code makes a token that joins a room and sets no identity."]
            }
            Kind::LifetimeUnit => {
                sentence!["the code gives the lifetime in a unit that this SDK does not use."]
            }
            Kind::PublicSecret => sentence![
                "a variable with this prefix is sent to every visitor's browser: the secret is public."
            ],
            Kind::AssignedGrant => sentence![
                "the code assigns the grants to an attribute, which does nothing in Python."
            ],
            Kind::NoGrants => sentence!["the code makes a token without any grant."],
            Kind::DecodedSecret => sentence![
                "the code decodes the API secret before it signs; LiveKit uses it as text."
            ],
            Kind::ServerVariable => sentence![
                "the code reads a variable in the browser that only the server has, so it is undefined."
            ],
            Kind::Milliseconds { claim } => sentence![
                "the code sets ",
                Ours(claim),
                " in milliseconds; JSON Web Tokens count seconds."
            ],
            Kind::NaiveUtc => {
                sentence!["the code's `utcnow().timestamp()` reads UTC as local time."]
            }
            Kind::WebhookBody => sentence![
                "the code gives the webhook receiver a body that nothing reads as raw text."
            ],
            Kind::StaticRoute => sentence![
                "the route takes no request, so Next.js up to 14 makes one token, at the build."
            ],
            Kind::WholeAnswer => {
                sentence!["the code sends the token route's whole response as the token."]
            }
        }
    }

    fn fix(&self) -> Sentence {
        let sdk = self.mistake.sdk;
        match self.mistake.kind {
            Kind::NotAwaited => {
                let Some((line, corrected)) = &self.correction else {
                    return sentence!["Await the call: `const token = await at.toJwt()`"];
                };
                sentence!["Await the call in ", *line, ": ", Pasted(corrected)]
            }
            Kind::MisnamedGrant { meant } => sentence!["Write ", Ours(meant), "."],
            Kind::NoRoomJoin | Kind::NoGrants => {
                sentence![
                    "Add the grant before the token is made: ",
                    Ours(grant_line(sdk))
                ]
            }
            Kind::NoRoom => sentence!["Set `room` next to `roomAdmin`."],
            Kind::Swapped => sentence!["Pass the key first: `AccessToken(apiKey, apiSecret)`"],
            Kind::NoIdentity => sentence!["Write ", Ours(identity_line(sdk)), "."],
            Kind::LifetimeUnit => sdk
                .and_then(|sdk| Task::Lifetime.line_of(sdk))
                .map(|line| sentence!["Write ", Ours(line), "."])
                .unwrap_or_default(),
            Kind::PublicSecret => sentence![
                "Make a new pair, and keep its secret in a variable without the prefix, on the server only."
            ],
            Kind::AssignedGrant => sentence![
                "Call the methods: `token.with_identity(\"alice\").with_grants(api.VideoGrants(room_join=True, room=\"my-room\"))`"
            ],
            Kind::DecodedSecret => sentence![
                "Sign with the text itself: `jwt.sign(claims, process.env.LIVEKIT_API_SECRET)`, or its UTF-8 bytes where a library wants bytes."
            ],
            Kind::ServerVariable => sentence![
                "Rename the variable to `NEXT_PUBLIC_LIVEKIT_URL` (Vite: `VITE_LIVEKIT_URL`), or return the URL from the token route."
            ],
            Kind::Milliseconds { .. } => sentence![
                "Use seconds: `int(time.time())` in Python, `Math.floor(Date.now() / 1000)` in JavaScript."
            ],
            Kind::NaiveUtc => {
                sentence!["Use `time.time()`, or `datetime.now(timezone.utc).timestamp()`."]
            }
            Kind::WebhookBody => sentence![
                "Read the raw body: `app.use(express.raw({ type: \"application/webhook+json\" }))`, and no `express.json()` before it."
            ],
            Kind::StaticRoute => {
                sentence!["Add `export const dynamic = 'force-dynamic'` to the route's file."]
            }
            Kind::WholeAnswer => sentence![
                "Send only the token in it, such as `data.token` or `data.participantToken`: log what the route returns."
            ],
        }
    }
}

/// How to add the grant to join, in the language of an SDK.
pub(super) fn grant_line(sdk: Option<Sdk>) -> &'static str {
    sdk.and_then(|sdk| Task::Join.line_of(sdk))
        .unwrap_or_else(|| Grant::RoomJoin.example())
}

fn identity_line(sdk: Option<Sdk>) -> &'static str {
    sdk.and_then(|sdk| Task::Identity.line_of(sdk))
        .unwrap_or("identity: 'alice'")
}
