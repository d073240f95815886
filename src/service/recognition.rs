//! Whose a token is and what it is for, by its issuer, its claims and its header.

use super::{Facts, Kind, Service};
use crate::text::json::{Kind as JsonKind, Value};
use crate::token::jws::Malformed;
use crate::token::{Token, grants};

/// Whose a token is and what it is for, as far as its form shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recognition {
    /// The service.
    pub service: Option<Service>,
    /// The kind.
    pub kind: Option<Kind>,
}

/// Whose a token is.
pub fn recognize(token: &Token) -> Recognition {
    let facts = Facts::of(token);
    if token.jws.claims_set().is_some_and(grants::is_of_livekit) {
        let is_webhook = facts.has("sha256") && !facts.has("video");
        let kind = if is_webhook {
            Kind::Webhook
        } else {
            Kind::Access
        };
        return known(Service::Livekit, kind);
    }
    let is_encrypted = token.jws.defects.contains(&Malformed::Encrypted);
    if is_encrypted {
        return Recognition {
            service: of_issuer(&facts.header("iss"), facts),
            kind: Some(Kind::Jwe),
        };
    }
    let issuer = facts.text("iss");
    if let Some(found) = own_form(facts, &issuer) {
        return found;
    }
    let service = of_issuer(&issuer, facts);
    let kind = match service {
        Some(service) => Some(kind_of(service, facts)),
        None => facts.set.and_then(|_| general_kind(facts)),
    };
    Recognition { service, kind }
}

fn known(service: Service, kind: Kind) -> Recognition {
    Recognition {
        service: Some(service),
        kind: Some(kind),
    }
}

/// The host of an issuer, without scheme, port and path.
pub(super) fn host(issuer: &str) -> &str {
    let rest = issuer.split_once("://").map_or(issuer, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

/// The service of an issuer that is a URL, or an account of Google's.
fn of_issuer(issuer: &str, facts: Facts) -> Option<Service> {
    let host = host(issuer);
    let is_below = |domain: &str| {
        let rest = host.strip_suffix(domain);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let sub = facts.text("sub");
    let is_auth0 = || {
        let begins = [
            "auth0|",
            "google-oauth2|",
            "windowslive|",
            "github|",
            "samlp|",
            "waad|",
        ];
        begins.into_iter().any(|start| sub.starts_with(start)) || sub.ends_with("@clients")
    };
    Some(if is_below("auth0.com") {
        Service::Auth0
    } else if is_below("microsoftonline.com")
        || is_below("microsoftonline.us")
        || is_below("ciamlogin.com")
        || is_below("b2clogin.com")
        || host == "sts.windows.net"
    {
        Service::Entra
    } else if host == "securetoken.google.com"
        || host == "session.firebase.google.com"
        || host == "firebaseappcheck.googleapis.com"
    {
        Service::Firebase
    } else if host == "accounts.google.com" || issuer.ends_with(".gserviceaccount.com") {
        Service::Google
    } else if is_below("supabase.co") || issuer == "supabase" || issuer.ends_with("/auth/v1") {
        Service::Supabase
    } else if is_below("clerk.accounts.dev") || host.starts_with("clerk.") {
        Service::Clerk
    } else if host.starts_with("cognito-idp.") && is_below("amazonaws.com") {
        Service::Cognito
    } else if issuer.contains("/realms/") {
        Service::Keycloak
    } else if is_below("okta.com") || is_below("oktapreview.com") || is_below("okta-emea.com") {
        Service::Okta
    } else if host == "appleid.apple.com" {
        Service::Apple
    } else if host == "token.actions.githubusercontent.com" {
        Service::GithubActions
    } else if is_below("cloudflareaccess.com") {
        Service::CloudflareAccess
    } else if host == "api.workos.com"
        || facts.text("sid").starts_with("session_01") && sub.starts_with("user_01")
    {
        Service::Workos
    } else if host == "cloud.google.com" && issuer.ends_with("/iap") {
        Service::GoogleIap
    } else if host == "oidc.vercel.com" {
        Service::Vercel
    } else if host == "oidc.circleci.com" {
        Service::Circleci
    } else if issuer.ends_with("/v1/identity/oidc")
        || issuer.contains("/v1/identity/oidc/provider/")
    {
        Service::Vault
    } else if is_below("oryapis.com") {
        Service::Ory
    } else if issuer == "directus" {
        Service::Directus
    } else if issuer == "kubernetes/serviceaccount" || sub.starts_with("system:serviceaccount:") {
        Service::Kubernetes
    } else if sub.starts_with("project_path:")
        || facts.has("project_path") && facts.has("namespace_id")
    {
        Service::GitlabCi
    } else if sub.starts_with("user_") && facts.text("sid").starts_with("sess_") {
        Service::Clerk
    } else if issuer.contains("://") && is_auth0() {
        Service::Auth0
    } else if facts.has("oid") && facts.has("tid") && facts.has("ver") {
        Service::Entra
    } else {
        return None;
    })
}

/// Services whose tokens show by their claims and not by their issuer whose they are.
#[allow(clippy::too_many_lines, reason = "a table")]
fn own_form(facts: Facts, issuer: &str) -> Option<Recognition> {
    let audience = facts.audience();
    let is_for = |text: &str| audience.iter().any(|one| one.contains(text));
    let algorithm = facts.header("alg");
    let key_id = facts.header("kid");
    // Its issuer is that of the user pool, or of another provider.
    let signer = facts.header("signer");
    if signer.starts_with("arn:aws") && signer.contains(":elasticloadbalancing:") {
        return Some(known(Service::AwsAlb, Kind::Id));
    }
    if facts.header("typ") == "dpop+jwt" {
        let kind = Some(Kind::DpopProof);
        return Some(Recognition {
            service: None,
            kind,
        });
    }
    if facts.has("collectionId") && facts.has("id") && facts.has("type") {
        return Some(known(Service::Pocketbase, Kind::Session));
    }
    if facts.header("cty").starts_with("twilio-fpa")
        || issuer.starts_with("SK") && facts.text("sub").starts_with("AC") && facts.has("grants")
    {
        return Some(known(Service::Twilio, Kind::Access));
    }
    if is_for("identitytoolkit.googleapis.com") {
        return Some(known(Service::Firebase, Kind::Custom));
    }
    if facts.has("firebase") && !issuer.contains("://session.") {
        return Some(known(Service::Firebase, Kind::Id));
    }
    if issuer.ends_with(".gserviceaccount.com") {
        return Some(known(Service::Google, Kind::ServiceAccount));
    }
    if is_for("appstoreconnect") {
        return Some(known(Service::Apple, Kind::Api));
    }
    if algorithm == "ES256" && is_for("appleid.apple.com") {
        return Some(known(Service::Apple, Kind::ClientSecret));
    }
    if facts.has("kubernetes.io") || facts.has("kubernetes.io/serviceaccount/namespace") {
        return Some(known(Service::Kubernetes, Kind::ServiceAccount));
    }
    if facts.has("app_key") && (facts.has("tpc") || facts.has("role_type")) {
        return Some(known(Service::Zoom, Kind::VideoSdk));
    }
    if (facts.has("appKey") || facts.has("sdkKey")) && (facts.has("mn") || facts.has("tokenExp")) {
        return Some(known(Service::Zoom, Kind::MeetingSdk));
    }
    if facts.has("access_key") && facts.has("version") {
        let is_management = facts.text("type") == "management";
        let kind = if is_management {
            Kind::Management
        } else {
            Kind::Access
        };
        return Some(known(Service::HundredMs, kind));
    }
    if key_id.starts_with("vpaas-magic-cookie-")
        || facts.text("sub").starts_with("vpaas-magic-cookie-")
    {
        return Some(known(Service::Jaas, Kind::Access));
    }
    // The ID of the application is both.
    let is_of_application =
        || !facts.text("iss").is_empty() && facts.text("iss") == facts.text("aud");
    if is_for("jitsi") || facts.has("room") && (facts.has("context") || is_of_application()) {
        return Some(known(Service::Jitsi, Kind::Access));
    }
    if facts.has("application_id") && (facts.has("acl") || facts.has("jti")) {
        return Some(known(Service::Vonage, Kind::Access));
    }
    if facts.has("https://hasura.io/jwt/claims") {
        return Some(known(Service::Hasura, Kind::Access));
    }
    if facts.set?.members().any(|(name, _)| {
        name.string()
            .is_some_and(|name| name.starts_with("x-ably-"))
    }) {
        return Some(known(Service::Ably, Kind::Access));
    }
    if issuer.contains(".SHA256:") {
        return Some(known(Service::Snowflake, Kind::Assertion));
    }
    let is_of_mux = |one: &String| matches!(&**one, "v" | "t" | "g" | "s" | "d");
    if algorithm == "RS256"
        && !key_id.is_empty()
        && audience.iter().any(is_of_mux)
        && issuer.is_empty()
    {
        return Some(known(Service::Mux, Kind::Access));
    }
    if facts.has("d") && (facts.has("r") || facts.has("iat")) && issuer.is_empty() {
        return Some(known(Service::Daily, Kind::Access));
    }
    let is_app = facts.names_are(&["iat", "exp", "iss"]);
    // The client ID of an app; signed with its client secret by mistake, it is one all the same.
    let is_client_id = issuer.starts_with("Iv1.") || issuer.starts_with("Iv23");
    let is_app_id = issuer.starts_with("Iv")
        || !issuer.is_empty() && issuer.bytes().all(|byte| byte.is_ascii_digit())
        || facts.number("iss").is_some();
    if is_app && (is_client_id || algorithm == "RS256" && is_app_id) {
        return Some(known(Service::GithubApp, Kind::Assertion));
    }
    if let Some(found) = of_claims(facts, issuer, &audience) {
        return Some(found);
    }
    let is_of_stream = ["iat", "exp"]
        .into_iter()
        .filter(|name| facts.has(name))
        .count()
        + 1;
    if facts.has("user_id") && issuer.is_empty() && facts.set?.members().count() == is_of_stream {
        return Some(known(Service::Stream, Kind::Access));
    }
    None
}

/// Services whose tokens one or two claims show.
fn of_claims(facts: Facts, issuer: &str, audience: &[String]) -> Option<Recognition> {
    let is_for = |text: &str| audience.iter().any(|one| one == text);
    let has = |names: &[&str]| names.iter().all(|name| facts.has(name));
    // Ten letters and digits: the team, and the key.
    let is_of_apple = |id: &str| {
        let mut bytes = id.bytes();
        id.len() == 10 && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    // Push notifications, MapKit and MusicKit.
    let is_of_developer = facts.header("alg") == "ES256"
        && is_of_apple(issuer)
        && (is_of_apple(&facts.header("kid")) || facts.names_are(&["iss", "iat"]));
    let is_of_registry = |access: Value| {
        let mut entries = access.elements();
        entries.any(|entry| {
            ["type", "name", "actions"]
                .iter()
                .all(|name| entry.member(name).is_some())
        })
    };
    let (service, kind) = match issuer {
        "cdp" | "coinbase-cloud" => (Service::Coinbase, Kind::Api),
        _ if is_of_developer => (Service::Apple, Kind::Api),
        _ if has(&["ext", "scp", "client_id"]) => (Service::Ory, Kind::Access),
        _ if has(&["applicationId", "authenticationType"]) => (Service::Fusionauth, Kind::Access),
        _ if facts.text("dest").ends_with(".myshopify.com") => (Service::Shopify, Kind::Session),
        _ if facts.has("qsh") => (Service::Atlassian, Kind::Api),
        _ if audience
            .iter()
            .any(|one| one.starts_with('/') && one.ends_with("/admin/")) =>
        {
            (Service::Ghost, Kind::Api)
        }
        _ if is_for("https://login.salesforce.com") || is_for("https://test.salesforce.com") => {
            (Service::Salesforce, Kind::Assertion)
        }
        _ if is_for("account-d.docusign.com") || is_for("account.docusign.com") => {
            (Service::Docusign, Kind::Assertion)
        }
        _ if facts
            .claim("nats")
            .is_some_and(|own| own.kind() == JsonKind::Object) =>
        {
            (Service::Nats, Kind::Access)
        }
        _ if has(&["document", "editorConfig"]) => (Service::Onlyoffice, Kind::Api),
        _ if facts.text("ist") == "project" => (Service::Vonage, Kind::Api),
        _ if facts.claim("access").is_some_and(is_of_registry) => {
            (Service::DockerRegistry, Kind::Access)
        }
        _ => return None,
    };
    Some(known(service, kind))
}

/// What a token of a service is for.
fn kind_of(service: Service, facts: Facts) -> Kind {
    let issuer = facts.text("iss");
    match service {
        Service::Firebase if issuer.contains("session.firebase") => Kind::Session,
        Service::Firebase if issuer.contains("firebaseappcheck") => Kind::AppCheck,
        Service::Supabase => match &*facts.text("role") {
            "anon" => Kind::Anon,
            "service_role" => Kind::ServiceRole,
            _ => Kind::Access,
        },
        Service::Clerk if facts.has("sid") || facts.has("sts") => Kind::Session,
        Service::Kubernetes => Kind::ServiceAccount,
        Service::Google if facts.has("scope") && !facts.has("email") => Kind::Access,
        Service::Google
        | Service::Firebase
        | Service::Apple
        | Service::GithubActions
        | Service::GitlabCi
        | Service::GoogleIap
        | Service::Vercel
        | Service::Vault
        | Service::Circleci => Kind::Id,
        Service::CloudflareAccess | Service::Directus | Service::Workos => Kind::Access,
        // Graph puts a nonce into the header, and `scp` and `roles` are only in access tokens.
        Service::Entra if facts.has("scp") || facts.has("roles") && facts.has("azp") => {
            Kind::Access
        }
        Service::Entra if facts.has("appid") || facts.has("azp") => Kind::Access,
        _ => general_kind(facts).unwrap_or(Kind::Access),
    }
}

/// What a token is for, by the claims that standards define.
fn general_kind(facts: Facts) -> Option<Kind> {
    match &*facts.text("token_use") {
        "access" => return Some(Kind::Access),
        "id" => return Some(Kind::Id),
        _ => {}
    }
    match &*facts.text("typ") {
        "Bearer" => return Some(Kind::Access),
        "ID" => return Some(Kind::Id),
        "Refresh" | "Offline" => return Some(Kind::Refresh),
        _ => {}
    }
    // djangorestframework-simplejwt, Flask-JWT-Extended
    let is_of_flask = facts.has("fresh") && facts.has("jti");
    let own = if is_of_flask { "type" } else { "token_type" };
    match &*facts.text(own) {
        "access" => return Some(Kind::Access),
        "refresh" => return Some(Kind::Refresh),
        _ => {}
    }
    // RFC 9068 section 2.1
    if matches!(&*facts.header("typ"), "at+jwt" | "application/at+jwt") {
        return Some(Kind::Access);
    }
    let is_access = ["scope", "scp", "permissions", "client_id", "cid"];
    if is_access.into_iter().any(|name| facts.has(name)) {
        return Some(Kind::Access);
    }
    let is_id = ["nonce", "at_hash", "c_hash"];
    // Access tokens may have the email address, too, but then they have roles as well.
    let is_profile = ["email_verified", "nickname"];
    let has = |names: &[&str]| names.iter().any(|name| facts.has(name));
    (has(&is_id) || has(&is_profile) && !facts.has("roles")).then_some(Kind::Id)
}
