//! Whose a token is that is not LiveKit's: the service, the kind of token, what its claims mean, and why that service refuses it.
//!
//! - **In**: decoded tokens, and the pasted text.
//! - **Out**: a [`Recognition`] for each token, [`Trouble`](trouble::Trouble) that it shows, strings that are no JWT but a
//!   credential ([`opaque`]), values that a configuration expects ([`expected`]), and complaints of JWT libraries ([`complaint`]).
//! - **Facts from**: the documentation of each service, as its variant names it, and public issues. Unlike LiveKit's servers, none of
//!   them is modeled: what is said of them is likely, and never certain.

pub mod claim;
pub mod complaint;
pub mod disclosure;
pub mod expected;
pub mod facts;
pub mod key_set;
pub mod opaque;
pub mod recognition;
pub mod trouble;

use strum::IntoStaticStr;

pub use facts::Facts;
pub use recognition::{Recognition, recognize};

/// A service that makes tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[cfg_attr(test, derive(strum::EnumIter, strum::EnumMessage))]
#[strum(serialize_all = "kebab-case")]
pub enum Service {
    /// `LiveKit` itself.
    Livekit,
    /// <https://auth0.com/docs/secure/tokens>
    Auth0,
    /// <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>
    Entra,
    /// <https://developers.google.com/identity/openid-connect/openid-connect>
    Google,
    /// <https://firebase.google.com/docs/auth/admin/verify-id-tokens>; firebase-admin-node `src/auth/token-verifier.ts`
    Firebase,
    /// <https://supabase.com/docs/guides/auth/jwt-fields>
    Supabase,
    /// <https://clerk.com/docs/guides/sessions/session-tokens>
    Clerk,
    /// <https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html>
    Cognito,
    /// <https://www.keycloak.org/docs/latest/server_admin/>
    Keycloak,
    /// <https://developer.okta.com/docs/guides/validate-access-tokens>
    Okta,
    /// <https://developer.apple.com/documentation/signinwithapple>
    Apple,
    /// <https://docs.github.com/actions/reference/security/oidc>
    GithubActions,
    /// <https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app>
    GithubApp,
    /// <https://docs.github.com/authentication>
    Github,
    /// <https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin>
    Kubernetes,
    /// <https://docs.gitlab.com/ci/secrets/id_token_authentication>
    GitlabCi,
    /// <https://docs.gitlab.com/security/tokens>
    Gitlab,
    /// <https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json>
    CloudflareAccess,
    /// <https://workos.com/docs/user-management/sessions>
    Workos,
    /// Identity-Aware Proxy: <https://cloud.google.com/iap/docs/signed-headers-howto>
    GoogleIap,
    /// Application Load Balancer: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html>
    AwsAlb,
    /// <https://vercel.com/docs/oidc/reference>
    Vercel,
    /// Identity tokens: <https://developer.hashicorp.com/vault/docs/secrets/identity/identity-token>
    Vault,
    /// <https://circleci.com/docs/openid-connect-tokens>
    Circleci,
    /// <https://pocketbase.io/docs/authentication>
    Pocketbase,
    /// <https://docs.directus.io/reference/authentication.html>
    Directus,
    /// twilio-node `src/jwt/AccessToken.ts`
    Twilio,
    /// <https://developers.zoom.us/docs/meeting-sdk/auth>, <https://developers.zoom.us/docs/video-sdk/auth>
    Zoom,
    /// <https://github.com/AgoraIO/Tools>
    Agora,
    /// <https://www.100ms.live/docs/get-started/v2/get-started/security-and-tokens>
    #[strum(serialize = "100ms")]
    HundredMs,
    /// <https://docs.daily.co/docs/guides/privacy-and-security/self-signing-tokens>
    Daily,
    /// <https://developer.8x8.com/jaas/docs/api-keys-jwt>
    Jaas,
    /// <https://github.com/jitsi/lib-jitsi-meet/blob/master/doc/tokens.md>
    Jitsi,
    /// <https://developer.vonage.com/en/getting-started/concepts/authentication>
    Vonage,
    /// <https://getstream.io/chat/docs/node/tokens_and_authentication>
    Stream,
    /// <https://hasura.io/docs/2.0/auth/authentication/jwt>
    Hasura,
    /// <https://www.mux.com/docs/guides/signing-jwts>
    Mux,
    /// <https://ably.com/docs/auth/token/jwt>
    Ably,
    /// <https://docs.snowflake.com/en/developer-guide/sql-api/authenticating>
    Snowflake,
    /// <https://www.ory.com/docs/hydra/jwt-access-tokens>
    Ory,
    /// <https://fusionauth.io/docs/lifecycle/authenticate-users/oauth/tokens>
    Fusionauth,
    /// <https://docs.cdp.coinbase.com/get-started/authentication/jwt-authentication>
    Coinbase,
    /// <https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens>
    Shopify,
    /// Connect: <https://developer.atlassian.com/cloud/confluence/understanding-jwt>
    Atlassian,
    /// <https://docs.ghost.org/admin-api/#token-authentication>
    Ghost,
    /// <https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm>
    Salesforce,
    /// <https://developers.docusign.com/platform/auth/jwt-grant>
    Docusign,
    /// <https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/jwt>
    Nats,
    /// <https://api.onlyoffice.com/docs/docs-api/get-started/how-it-works/security>
    Onlyoffice,
    /// <https://distribution.github.io/distribution/spec/auth/jwt>
    DockerRegistry,
    /// <https://docs.mapbox.com/help/dive-deeper/access-tokens>
    Mapbox,
    /// <https://laravel.com/docs/encryption>
    Laravel,
    /// <https://flask.palletsprojects.com/en/stable/quickstart/#sessions>
    Flask,
    /// <https://api.rubyonrails.org/classes/ActiveSupport/MessageVerifier.html>
    Rails,
    /// <https://grafana.com/docs/grafana/latest/administration/service-accounts>
    Grafana,
    /// <https://docs.stripe.com/keys>
    Stripe,
    /// <https://api.slack.com/authentication/token-types>
    Slack,
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
    Aws,
    /// <https://platform.openai.com/docs/api-reference/authentication>
    Openai,
    /// <https://docs.anthropic.com/en/api/overview>
    Anthropic,
    /// <https://docs.npmjs.com/about-access-tokens>
    Npm,
    /// <https://github.com/paseto-standard/paseto-spec>
    Paseto,
}

impl Service {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Its name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Livekit => "LiveKit",
            Self::Auth0 => "Auth0",
            Self::Entra => "Microsoft Entra ID",
            Self::Google => "Google",
            Self::Firebase => "Firebase",
            Self::Supabase => "Supabase",
            Self::Clerk => "Clerk",
            Self::Cognito => "Amazon Cognito",
            Self::Keycloak => "Keycloak",
            Self::Okta => "Okta",
            Self::Apple => "Apple",
            Self::GithubActions => "GitHub Actions",
            Self::GithubApp => "GitHub App",
            Self::Github => "GitHub",
            Self::Kubernetes => "Kubernetes",
            Self::GitlabCi => "GitLab CI",
            Self::Gitlab => "GitLab",
            Self::CloudflareAccess => "Cloudflare Access",
            Self::Workos => "WorkOS",
            Self::GoogleIap => "Google IAP",
            Self::AwsAlb => "Amazon ALB",
            Self::Vercel => "Vercel",
            Self::Vault => "HashiCorp Vault",
            Self::Circleci => "CircleCI",
            Self::Pocketbase => "PocketBase",
            Self::Directus => "Directus",
            Self::Twilio => "Twilio",
            Self::Zoom => "Zoom",
            Self::Agora => "Agora",
            Self::HundredMs => "100ms",
            Self::Daily => "Daily",
            Self::Jaas => "8x8 JaaS",
            Self::Jitsi => "Jitsi Meet",
            Self::Vonage => "Vonage",
            Self::Stream => "Stream",
            Self::Hasura => "Hasura",
            Self::Mux => "Mux",
            Self::Ably => "Ably",
            Self::Snowflake => "Snowflake",
            Self::Ory => "Ory",
            Self::Fusionauth => "FusionAuth",
            Self::Coinbase => "Coinbase",
            Self::Shopify => "Shopify",
            Self::Atlassian => "Atlassian",
            Self::Ghost => "Ghost",
            Self::Salesforce => "Salesforce",
            Self::Docusign => "DocuSign",
            Self::Nats => "NATS",
            Self::Onlyoffice => "ONLYOFFICE",
            Self::DockerRegistry => "Docker Registry",
            Self::Mapbox => "Mapbox",
            Self::Laravel => "Laravel",
            Self::Flask => "Flask",
            Self::Rails => "Rails",
            Self::Grafana => "Grafana",
            Self::Stripe => "Stripe",
            Self::Slack => "Slack",
            Self::Aws => "AWS",
            Self::Openai => "OpenAI",
            Self::Anthropic => "Anthropic",
            Self::Npm => "npm",
            Self::Paseto => "PASETO",
        }
    }
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// For an API.
    Access,
    /// For the app at which somebody signed in (`OpenID` Connect).
    Id,
    /// To get new access tokens.
    Refresh,
    /// Made by one's own server, to be exchanged for another token.
    Custom,
    /// The session of a user.
    Session,
    /// Of a program and no user.
    ServiceAccount,
    /// Signed by one's own program, to be exchanged for another token.
    Assertion,
    /// The secret of an OAuth client, as a token.
    ClientSecret,
    /// For the API of a provider, made with a key of its developer portal.
    Api,
    /// For everybody who is not signed in.
    Anon,
    /// For servers: it passes over all rules of access.
    ServiceRole,
    /// To manage an account.
    Management,
    /// For a meeting.
    MeetingSdk,
    /// For a video session.
    VideoSdk,
    /// The signature of a webhook.
    Webhook,
    /// Encrypted.
    Jwe,
    /// The proof that a request comes from the holder of a key (RFC 9449).
    DpopProof,
    /// The proof that a request comes from an app.
    AppCheck,
}

impl Kind {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Its name in a sentence, such as `access token`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Access => "access token",
            Self::Id => "ID token",
            Self::Refresh => "refresh token",
            Self::Custom => "custom token",
            Self::Session => "session token",
            Self::ServiceAccount => "service account token",
            Self::Assertion => "app token",
            Self::ClientSecret => "client secret",
            Self::Api => "API token",
            Self::Anon => "anon key",
            Self::ServiceRole => "service_role key",
            Self::Management => "management token",
            Self::MeetingSdk => "Meeting SDK token",
            Self::VideoSdk => "Video SDK token",
            Self::Webhook => "webhook token",
            Self::Jwe => "encrypted token",
            Self::DpopProof => "DPoP proof",
            Self::AppCheck => "App Check token",
        }
    }
}
