//! Whose a token is, and the rules that its own service has for it.

use crate::finding::sentence::{Inline, Name, Sentence};
use crate::sentence;
use crate::service::trouble::Trouble;
use crate::service::{Kind, Service};

findings! { JwtService:
    /// What was noticed about the service of a token.
    #[derive(Clone, Debug)]
    pub enum ServiceFinding {
        /// **Why** Services have rules of their own, which the form of the token shows.
        ///
        /// **Source** The documentation of each service, named in `src/service/mod.rs`.
        ServiceRule {
            /// The rule.
            trouble: Trouble,
        } = Other,

        /// **Why** The form of the token shows which service made it, and for what.
        ///
        /// **Source** The documentation of each service, named in `src/service/mod.rs`.
        ServiceToken {
            /// The service.
            service: Service,
            /// The kind of token.
            kind: Option<Kind>,
        } = UnknownApiKey,

        /// **Why** A credential that is no JWT has nothing to decode.
        ///
        /// **Source** The documentation of each service, named in `src/service/mod.rs`.
        OpaqueToken {
            /// The service.
            service: Service,
            /// What it is.
            what: &'static str,
            /// Whether it is to be kept secret.
            is_secret: bool,
        } = MissingTokenOrHeader,
    }
}

impl super::Words for ServiceFinding {
    fn clause(&self) -> Sentence {
        match self {
            Self::ServiceRule { trouble } => sentence![of_trouble(*trouble).0],
            Self::ServiceToken { service, kind } => sentence![
                "it is probably ",
                with_article(*service, *kind),
                ", and not LiveKit's."
            ],
            Self::OpaqueToken { service, what, .. } => sentence![
                if has_vowel(*service) {
                    "the paste has an "
                } else {
                    "the paste has a "
                },
                Name(service.name()),
                " ",
                sentence![*what],
                ": it is no JWT and cannot be decoded."
            ],
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::ServiceRule { trouble } => sentence![of_trouble(*trouble).1],
            Self::OpaqueToken {
                is_secret: true, ..
            } => {
                sentence!["Keep it secret, and revoke it if anyone else has seen it."]
            }
            Self::OpaqueToken { .. } | Self::ServiceToken { .. } => Sentence::new(),
        }
    }

    fn explains(&self) -> bool {
        !matches!(self, Self::ServiceToken { .. })
    }
}

impl ServiceFinding {
    /// Whether its clause says which token it is about.
    pub(super) fn names_token(&self) -> bool {
        match self {
            Self::ServiceRule { trouble } => matches!(
                trouble,
                Trouble::IdToken
                    | Trouble::RefreshToken
                    | Trouble::NoAudienceAsked
                    | Trouble::GraphToken
                    | Trouble::EntraVersionOne
                    | Trouble::CustomToken
                    | Trouble::SessionCookie
                    | Trouble::EmulatorToken
                    | Trouble::LegacySecret
                    | Trouble::AnonKey
                    | Trouble::OrgServer
                    | Trouble::LegacyServiceAccount
                    | Trouble::ManagementToken
                    | Trouble::LoadBalancer
                    | Trouble::ProofOfRequest
            ),
            Self::ServiceToken { .. } => true,
            Self::OpaqueToken { .. } => false,
        }
    }
}

/// Whose token it is, with an article: `an Auth0 ID token`.
pub fn with_article(service: Service, kind: Option<Kind>) -> Sentence {
    let article = if has_vowel(service) { "an " } else { "a " };
    sentence![article, Inline(whose(service, kind))]
}

/// Whether the name of a service begins with a vowel: `an 8x8 JaaS token`; `a 100ms token` is read as a number.
fn has_vowel(service: Service) -> bool {
    service.name().starts_with(['A', 'E', 'I', 'O', '8'])
}

/// What a token is, such as `Auth0 ID token`.
pub fn whose(service: Service, kind: Option<Kind>) -> Sentence {
    let words = kind.map_or("token", Kind::words);
    // `Cloudflare Access token`
    let words = match service {
        Service::CloudflareAccess => words.trim_start_matches("access "),
        Service::GithubApp => words.trim_start_matches("app "),
        // It is for what is behind the proxy, and no proof of a sign-in to an app.
        Service::GoogleIap | Service::AwsAlb => words.trim_start_matches("ID "),
        _ => words,
    };
    sentence![Name(service.name()), " ", words]
}

/// What a service refuses, and what to do.
#[allow(clippy::too_many_lines, reason = "a table")]
fn of_trouble(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::IdToken => (
            "it is an ID token, for the app that asked for it; an API likely refuses it.",
            "Send the access token to the API.",
        ),
        Trouble::RefreshToken => (
            "it is a refresh token, which only the token endpoint accepts.",
            "Send the access token to the API.",
        ),
        Trouble::NoAudienceAsked => (
            "it is encrypted, likely because no `audience` was asked for.",
            "Request it with `audience` set to the identifier of your API.",
        ),
        Trouble::GraphToken => (
            "it is for Microsoft Graph, and only Graph can check its signature.",
            "Request a token with a scope of your own API: `api://…/access_as_user`",
        ),
        Trouble::EntraVersionOne => (
            "it is a v1.0 token, whose issuer and audience differ from those of v2.0.",
            "Set `accessTokenAcceptedVersion` to `2` in the manifest of the API, or accept the v1.0 issuer.",
        ),
        Trouble::GroupsLeftOut => (
            "its groups are left out, because there are too many for a token.",
            "Read them from Microsoft Graph, or use app roles.",
        ),
        Trouble::CustomToken => (
            "it is a custom token, which has to be exchanged for an ID token first.",
            "Call `signInWithCustomToken` in the client, and send what `getIdToken()` returns.",
        ),
        Trouble::SessionCookie => (
            "it is a session cookie, which `verifyIdToken` refuses.",
            "Verify it with `verifySessionCookie()`",
        ),
        Trouble::EmulatorToken => (
            "it is an unsigned token of the emulator, which production refuses.",
            "Sign in to the production project, or set `FIREBASE_AUTH_EMULATOR_HOST` on the server.",
        ),
        Trouble::LegacySecret => (
            "it is signed with the legacy secret, which a project with new keys likely refuses.",
            "Sign in again after the migration, or check it with the project's JWT secret.",
        ),
        Trouble::AnonKey => (
            "it is the anon key, which is no user: row level security sees `anon`.",
            "Send the user's own token in `Authorization`, and this key as `apikey`.",
        ),
        Trouble::ServiceRoleKey => (
            "it skips row level security: it must never reach a client.",
            "Rotate it if a browser or app had it, and use a secret key on the server only.",
        ),
        Trouble::ShortSession => (
            "it lives a minute or less, so a copied one has nearly always expired.",
            "Call `getToken()` right before each request.",
        ),
        Trouble::NoAudienceOfCognito => (
            "it has no `aud`, as no access token of Cognito has: an audience check fails.",
            "Compare `client_id` instead, or use the ID token where the audience is needed.",
        ),
        Trouble::InternalIssuer => (
            "its issuer is a name that other machines likely cannot resolve.",
            "Set Keycloak's `hostname` to the address that everyone uses, and expect that issuer.",
        ),
        Trouble::AccountAudience => (
            "its only audience is `account`, so an API likely refuses it.",
            "Add an audience mapper for your API to the client's scope.",
        ),
        Trouble::OrgServer => (
            "it is from Okta's org server, whose access tokens only Okta can validate.",
            "Use a custom authorization server: `/oauth2/default`",
        ),
        Trouble::ClientSecretLife => (
            "it lives longer than six months, which Apple refuses.",
            "Set `exp` to at most 15777000 seconds after `iat`.",
        ),
        Trouble::AppStoreLife => (
            "it lives longer than 20 minutes, which App Store Connect refuses.",
            "Set `exp` to at most 1200 seconds after `iat`.",
        ),
        Trouble::SubjectWithIds => (
            "its `sub` has numeric IDs, which older trust policies do not match.",
            "Add `repo:OWNER@ID/REPO@ID:…` to the trust policy.",
        ),
        Trouble::DefaultAudience => (
            "its audience is the owner's URL, which clouds usually refuse.",
            "Request the right one: `audience: sts.amazonaws.com` for AWS.",
        ),
        Trouble::AppLife => (
            "it lives longer than 10 minutes, which GitHub refuses.",
            "Set `exp` to at most 600 seconds after now, and `iat` 60 s back.",
        ),
        Trouble::AppFraction => (
            "its times are not whole numbers, which GitHub refuses.",
            "Write whole seconds: `Math.floor(Date.now() / 1000)`",
        ),
        Trouble::LegacyServiceAccount => (
            "it is a legacy service account token, which never expires.",
            "Request a bound one: `kubectl create token NAME`",
        ),
        Trouble::AssertionLife => (
            "it lives longer than an hour, which Google refuses.",
            "Set `exp` to at most 3600 seconds after `iat`.",
        ),
        Trouble::NoApiKey => (
            "its issuer is no API key (`SK…`), which Twilio refuses.",
            "Use the SID and secret of an API key, not the account's SID and auth token.",
        ),
        Trouble::TwilioLife => (
            "it lives longer than 24 hours, which Twilio refuses.",
            "Set `ttl` to at most 86400.",
        ),
        Trouble::ZoomLife => (
            "it lives less than 30 minutes or more than 48 hours, which Zoom refuses.",
            "Set `exp` to 1800 to 172800 seconds after `iat`.",
        ),
        Trouble::ManagementToken => (
            "it is a management token, which must never reach a client.",
            "Make an app token with `type: app` for clients.",
        ),
        Trouble::NoTokenId => (
            "it has no `jti`, which 100ms requires.",
            "Set `jti` to a new UUID in each token.",
        ),
        Trouble::EveryRoom => (
            "it names no room (`r`), so it is for every room of the domain.",
            "Set `r` to the name of the room.",
        ),
        Trouble::LongNames => (
            "it has long names, and Daily reads only the short ones in self-signed tokens.",
            "Use `r` for the room and `o` for the owner.",
        ),
        Trouble::SubjectOfJaas => (
            "its `sub` is not the app that its `kid` begins with, which JaaS refuses.",
            "Set `sub` to the part of `kid` before the slash.",
        ),
        Trouble::LoadBalancer => (
            "it is the load balancer's own, and no key of the identity provider signed it.",
            "Check it with the key of its region and `kid`: `https://public-keys.auth.elb.REGION.amazonaws.com/KID`",
        ),
        Trouble::ProofOfRequest => (
            "it is a DPoP proof, which is for one request and expires after a few seconds.",
            "Make a new one for each request, with its method (`htm`) and URL (`htu`).",
        ),
        Trouble::BoundToKey => (
            "it is bound to a key (`cnf`), so each request needs a DPoP proof, too.",
            "Send `Authorization: DPoP <token>`, not `Bearer`, and the proof in the header `DPoP`.",
        ),
        Trouble::LifeWithoutUnit => (
            "it lives only a few seconds: its lifetime was probably given without a unit.",
            "Set `expiresIn` to a number (`3600`) or to a text with a unit (`'1h'`): a text without one is counted in milliseconds.",
        ),
        Trouble::NegativeLife => (
            "it expires before it was issued: its `exp` is before its `iat`.",
            "Add the lifetime in seconds to the current time in UTC.",
        ),
        Trouble::CoinbaseLife => (
            "it lives longer than two minutes, which Coinbase refuses.",
            "Set `exp` to at most 120 seconds after `nbf`, and make a new one for each request.",
        ),
        Trouble::CoinbaseUri => (
            "its `uri` has a scheme or a query, which Coinbase refuses.",
            "Write method, host and path: `GET api.coinbase.com/api/v3/brokerage/accounts`",
        ),
        Trouble::MicrosoftAudience => (
            "its audience is an API of Microsoft's, so yours likely refuses it.",
            "Request a token with a scope of your own API: `api://…/access_as_user`",
        ),
        Trouble::GcloudAudience => (
            "its audience is gcloud itself, so a service likely refuses it.",
            "Request it for the service: `gcloud auth print-identity-token --audiences=URL`",
        ),
        Trouble::AppSecret => (
            "it is signed with a secret, and GitHub accepts only the app's private key.",
            "Sign it with `RS256` and the private key (`.pem`) from the settings of the app.",
        ),
        Trouble::NoKeyId => (
            "it has no `kid`, by which Apple finds the key.",
            "Set `kid` in the header to the ID of the key, which has 10 characters.",
        ),
        Trouble::LowerCase => (
            "its account or user is in lower case, which Snowflake likely refuses.",
            "Write both in upper case in `iss` and `sub`: `ACCOUNT.USER`",
        ),
        Trouble::RoomAddress => (
            "its room is an address, and Jitsi Meet wants the name of the room.",
            "Set `room` to the last part of the address, or to `*`.",
        ),
    }
}
