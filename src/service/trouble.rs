//! What a token shows that its service, or the API that it is sent to, refuses.

use super::complaint::Complaint;
use super::{Facts, Kind, Recognition, Service};
use crate::token::Token;
use crate::token::claims::Claim;

/// A reason for which a token of another service is refused, or will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// An ID token is for the app, not for an API.
    IdToken,
    /// A refresh token is for the token endpoint, not for an API.
    RefreshToken,
    /// Auth0 encrypts an access token for which no audience was asked.
    NoAudienceAsked,
    /// A token for Microsoft Graph, whose signature nobody else can check.
    GraphToken,
    /// A v1.0 token of Entra, whose issuer is another one than that of v2.0.
    EntraVersionOne,
    /// Entra left out the groups, because there are too many.
    GroupsLeftOut,
    /// A Firebase custom token must be exchanged first.
    CustomToken,
    /// A Firebase session cookie, which another function verifies.
    SessionCookie,
    /// An unsigned token of the Firebase emulator.
    EmulatorToken,
    /// A user token of Supabase, signed with the legacy secret.
    LegacySecret,
    /// The anon key of Supabase is no user.
    AnonKey,
    /// The `service_role` key of Supabase passes over all policies.
    ServiceRoleKey,
    /// A session token of Clerk lives 60 seconds.
    ShortSession,
    /// An access token of Cognito has no audience.
    NoAudienceOfCognito,
    /// An issuer that only machines of the same network reach.
    InternalIssuer,
    /// A Keycloak token whose only audience is `account`.
    AccountAudience,
    /// A token of Okta's org server, which only Okta can validate.
    OrgServer,
    /// Apple refuses a client secret that lives more than six months.
    ClientSecretLife,
    /// App Store Connect refuses a token that lives more than 20 minutes.
    AppStoreLife,
    /// The subject has the new form with numeric IDs.
    SubjectWithIds,
    /// The audience is the default one, which clouds do not accept.
    DefaultAudience,
    /// GitHub refuses a token of an app that lives more than 10 minutes.
    AppLife,
    /// GitHub wants whole seconds.
    AppFraction,
    /// A legacy token of a service account never expires.
    LegacyServiceAccount,
    /// Google refuses an assertion that lives more than an hour.
    AssertionLife,
    /// The issuer must be an API key (`SK…`).
    NoApiKey,
    /// Twilio refuses tokens that live more than 24 hours.
    TwilioLife,
    /// Zoom refuses lives below 30 minutes or above 48 hours.
    ZoomLife,
    /// A management token of 100ms must never reach a client.
    ManagementToken,
    /// 100ms refuses tokens without an ID.
    NoTokenId,
    /// A Daily token without a room is for every room.
    EveryRoom,
    /// A Daily token with names that Daily does not know.
    LongNames,
    /// The subject must be the first part of the key ID.
    SubjectOfJaas,
    /// The room must be a name, not an address.
    RoomAddress,
    /// The claims of a load balancer are checked with a key of its region.
    LoadBalancer,
    /// A proof is for one request, and is refused some seconds later.
    ProofOfRequest,
    /// A token that is bound to a key needs a proof in each request.
    BoundToKey,
    /// It lives some seconds: a lifetime without a unit was read as milliseconds.
    LifeWithoutUnit,
    /// It expires before it was issued.
    NegativeLife,
    /// Coinbase refuses a token that lives more than two minutes.
    CoinbaseLife,
    /// Coinbase compares `uri` with the method, host and path of the request, without scheme and query.
    CoinbaseUri,
    /// The audience is an API of Microsoft's.
    MicrosoftAudience,
    /// The audience is gcloud, and no service.
    GcloudAudience,
    /// GitHub wants the signature of the app's private key.
    AppSecret,
    /// Apple finds the key by its identifier in the header.
    NoKeyId,
    /// Snowflake compares account and user with their names in upper case.
    LowerCase,
}

impl Trouble {
    /// Whether it tells more of the reason for a refusal than the refusal itself.
    pub fn explains(self, refusal: Complaint) -> bool {
        match self {
            Self::IdToken => matches!(refusal, Complaint::Kind | Complaint::Audience),
            Self::RefreshToken | Self::CustomToken | Self::SessionCookie => {
                refusal == Complaint::Kind
            }
            Self::GraphToken
            | Self::OrgServer
            | Self::LegacySecret
            | Self::EmulatorToken
            | Self::AppSecret
            | Self::LoadBalancer => refusal.is_about_signature(),
            Self::NoAudienceOfCognito
            | Self::AccountAudience
            | Self::DefaultAudience
            | Self::MicrosoftAudience
            | Self::GcloudAudience => refusal == Complaint::Audience,
            Self::NoKeyId => matches!(refusal, Complaint::Client | Complaint::Signature),
            Self::ClientSecretLife => refusal == Complaint::Client,
            Self::AppLife | Self::AssertionLife | Self::TwilioLife => {
                matches!(refusal, Complaint::Life | Complaint::Expired)
            }
            Self::AppFraction => refusal == Complaint::IssueTime,
            _ => false,
        }
    }
}

/// The APIs of Microsoft for which tokens are often asked by mistake: Azure's management, and Key Vault.
const OF_MICROSOFT: [&str; 5] = [
    "https://management.azure.com",
    "https://management.core.windows.net",
    "https://vault.azure.net",
    "https://storage.azure.com",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
];

/// How the IDs of Google's clients end.
const OF_CLIENT: &str = ".apps.googleusercontent.com";

/// The client ID of gcloud.
const GCLOUD: &str = "32555940559.apps.googleusercontent.com";

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// What a token shows, the most telling first.
#[allow(clippy::too_many_lines, reason = "a table")]
pub fn of_token(token: &Token, recognition: Recognition) -> Vec<Trouble> {
    let facts = Facts::of(token);
    let Recognition { service, kind } = recognition;
    let mut troubles = Vec::new();
    let mut add = |is: bool, trouble| troubles.extend(is.then_some(trouble));
    let issuer = facts.text("iss");
    let audience = facts.audience();
    let lives = |most: f64| facts.life().is_some_and(|life| life > most);
    let is_for = |text: &str| audience.iter().any(|one| one == text);
    match service {
        Some(Service::Auth0) => add(
            kind == Some(Kind::Jwe) && facts.header("alg") == "dir",
            Trouble::NoAudienceAsked,
        ),
        Some(Service::Entra) => {
            let is_graph = is_for("00000003-0000-0000-c000-000000000000")
                || is_for("https://graph.microsoft.com");
            add(is_graph, Trouble::GraphToken);
            let is_of_microsoft =
                (audience.iter()).any(|one| OF_MICROSOFT.contains(&one.trim_end_matches('/')));
            add(is_of_microsoft, Trouble::MicrosoftAudience);
            let is_first = issuer.contains("sts.windows.net") || facts.text("ver") == "1.0";
            let is_elsewhere = is_graph || is_of_microsoft;
            add(is_first && !is_elsewhere, Trouble::EntraVersionOne);
            let is_left_out = facts.has("hasgroups") || facts.has("_claim_names");
            add(is_left_out, Trouble::GroupsLeftOut);
        }
        Some(Service::Google) => {
            let is_assertion = kind == Some(Kind::ServiceAccount);
            add(is_assertion && lives(HOUR), Trouble::AssertionLife);
            add(is_for(GCLOUD), Trouble::GcloudAudience);
        }
        Some(Service::Firebase) => {
            add(facts.header("alg") == "none", Trouble::EmulatorToken);
            add(kind == Some(Kind::Custom), Trouble::CustomToken);
            add(kind == Some(Kind::Session), Trouble::SessionCookie);
        }
        Some(Service::Supabase) => {
            add(kind == Some(Kind::ServiceRole), Trouble::ServiceRoleKey);
            add(kind == Some(Kind::Anon), Trouble::AnonKey);
            let is_legacy = kind == Some(Kind::Access) && facts.header("alg") == "HS256";
            add(is_legacy, Trouble::LegacySecret);
        }
        Some(Service::Clerk) => {
            add(
                facts.life().is_some_and(|life| life <= MINUTE),
                Trouble::ShortSession,
            );
        }
        Some(Service::Cognito) => add(
            kind == Some(Kind::Access) && audience.is_empty(),
            Trouble::NoAudienceOfCognito,
        ),
        Some(Service::Keycloak) => {
            add(is_internal(&issuer), Trouble::InternalIssuer);
            let is_account = kind == Some(Kind::Access) && audience == ["account"];
            add(is_account, Trouble::AccountAudience);
        }
        Some(Service::Okta) => add(
            kind == Some(Kind::Access) && !issuer.contains("/oauth2"),
            Trouble::OrgServer,
        ),
        Some(Service::Apple) => {
            let is_secret = kind == Some(Kind::ClientSecret);
            // 15,777,000 seconds, as Apple's documentation has it.
            add(is_secret && lives(15_777_000.0), Trouble::ClientSecretLife);
            // Those for the App Store Server API (`bid`) may live an hour, and those for some requests alone (`scope`) longer.
            let is_of_store =
                is_for("appstoreconnect-v1") && !facts.has("bid") && !facts.has("scope");
            add(is_of_store && lives(20.0 * MINUTE), Trouble::AppStoreLife);
            let is_own = is_secret || kind == Some(Kind::Api);
            add(is_own && facts.header("kid").is_empty(), Trouble::NoKeyId);
        }
        Some(Service::GithubActions) => {
            let subject = facts.text("sub");
            let repository = subject.split(':').nth(1).unwrap_or_default();
            add(repository.contains('@'), Trouble::SubjectWithIds);
            let is_default = audience
                .iter()
                .any(|one| one.starts_with("https://github.com/"));
            add(is_default, Trouble::DefaultAudience);
        }
        Some(Service::GithubApp) => {
            let is_shared = facts.header("alg").starts_with("HS");
            add(is_shared, Trouble::AppSecret);
            // GitHub wants `exp` at most 10 minutes from now, and recommends `iat` a minute back.
            add(lives(11.0 * MINUTE), Trouble::AppLife);
            let is_fraction = |name: &str| facts.number(name).is_none_or(|at| at.fract() != 0.0);
            add(
                is_fraction("iat") || is_fraction("exp"),
                Trouble::AppFraction,
            );
        }
        Some(Service::Kubernetes) => add(!facts.has("exp"), Trouble::LegacyServiceAccount),
        Some(Service::Twilio) => {
            add(!issuer.starts_with("SK"), Trouble::NoApiKey);
            add(lives(DAY), Trouble::TwilioLife);
        }
        Some(Service::Zoom) => {
            let life = facts.life();
            let is_outside = life.is_some_and(|life| !(1_800.0..=172_800.0).contains(&life));
            add(is_outside, Trouble::ZoomLife);
        }
        Some(Service::HundredMs) => {
            add(kind == Some(Kind::Management), Trouble::ManagementToken);
            add(!facts.has("jti"), Trouble::NoTokenId);
        }
        Some(Service::Daily) => {
            add(
                facts.has("room_name") || facts.has("is_owner"),
                Trouble::LongNames,
            );
            add(!facts.has("r"), Trouble::EveryRoom);
        }
        Some(Service::Jaas) => {
            let kid = facts.header("kid");
            let app = kid.split('/').next().unwrap_or_default();
            add(
                !app.is_empty() && facts.text("sub") != app,
                Trouble::SubjectOfJaas,
            );
        }
        Some(Service::Jitsi) => {
            add(facts.text("room").contains("://"), Trouble::RoomAddress);
        }
        Some(Service::AwsAlb) => add(true, Trouble::LoadBalancer),
        Some(Service::Coinbase) => {
            let uri = facts.text("uri");
            add(
                uri.contains("://") || uri.contains('?'),
                Trouble::CoinbaseUri,
            );
            add(lives(2.0 * MINUTE), Trouble::CoinbaseLife);
        }
        Some(Service::Snowflake) => {
            let account = issuer.split(".SHA256:").next().unwrap_or_default();
            let is_lower = |text: &str| text.bytes().any(|byte| byte.is_ascii_lowercase());
            let is_any = is_lower(account) || is_lower(&facts.text("sub"));
            add(is_any, Trouble::LowerCase);
        }
        _ => {}
    }
    let life = facts.life();
    add(
        life.is_some_and(|life| (1.0..10.0).contains(&life)),
        Trouble::LifeWithoutUnit,
    );
    let is_negative = life.is_some_and(|life| life < 0.0) && facts.has("iat");
    add(is_negative, Trouble::NegativeLife);
    add(kind == Some(Kind::DpopProof), Trouble::ProofOfRequest);
    let is_bound = facts
        .claim("cnf")
        .is_some_and(|key| key.member("jkt").is_some());
    add(is_bound, Trouble::BoundToKey);
    if service != Some(Service::Livekit) {
        let is_id = kind == Some(Kind::Id);
        let is_of_program = matches!(
            service,
            Some(
                Service::GithubActions
                    | Service::GitlabCi
                    | Service::Firebase
                    | Service::Vercel
                    | Service::Circleci
                    | Service::Vault
                    | Service::GoogleIap
                    | Service::AwsAlb
                    // An app sends it to its own server, as these say.
                    | Service::Apple
            )
        );
        // A service behind Google's proxies is named by its address, or was to be; an app's own server checks the app's.
        let is_of_service = service == Some(Service::Google)
            && (audience.iter()).any(|one| one.contains("://") || one.ends_with(OF_CLIENT));
        add(is_id && !is_of_program && !is_of_service, Trouble::IdToken);
        add(kind == Some(Kind::Refresh), Trouble::RefreshToken);
    }
    troubles
}

/// Whether an issuer is an address that other machines do not have: `localhost`, or a name without a dot.
fn is_internal(issuer: &str) -> bool {
    let host = super::recognition::host(issuer);
    issuer.contains("://") && (!host.contains('.') || host == "127.0.0.1")
}

/// What the times of a token of another service show, which has no leeway that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Timing {
    /// It had expired.
    Expired {
        /// For how many seconds, at most.
        since: f64,
    },
    /// It was not valid yet.
    NotYetValid {
        /// For how many seconds more, at most.
        more: f64,
    },
    /// It was issued in the future: the clock of its maker is ahead.
    IssuedAhead {
        /// By how many seconds.
        by: f64,
    },
    /// It is valid for some seconds more.
    Valid {
        /// How many.
        more: f64,
    },
}

/// The times of a token at an instant, in seconds since 1970.
pub fn timing(token: &Token, at: f64) -> Option<Timing> {
    let claims = &token.claims;
    let value = |claim: &Claim<crate::text::NumericDate>| claim.value().map(|date| date.0);
    let (exp, nbf, iat) = (value(&claims.exp), value(&claims.nbf), value(&claims.iat));
    if let Some(exp) = exp.filter(|exp| *exp <= at) {
        return Some(Timing::Expired { since: at - exp });
    }
    if let Some(nbf) = nbf.filter(|nbf| *nbf > at) {
        return Some(Timing::NotYetValid { more: nbf - at });
    }
    if let Some(iat) = iat.filter(|iat| *iat > at + 1.0) {
        return Some(Timing::IssuedAhead { by: iat - at });
    }
    exp.map(|exp| Timing::Valid { more: exp - at })
}
