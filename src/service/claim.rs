//! Claims in words, for tokens that are not LiveKit's: the registry of IANA, and what each service adds.

use super::Service;

/// Names of the registries *JSON Web Token Claims* and *JSON Web Signature and Encryption Header Parameters*.
const REGISTERED: &[(&str, &str)] = &[
    // RFC 7519 section 4.1
    ("iss", "issuer: who made the token"),
    ("sub", "subject: whom the token is about"),
    ("aud", "audience: whom the token is for"),
    ("exp", "expiration time"),
    ("nbf", "not before"),
    ("iat", "issued at"),
    ("jti", "token ID"),
    // OpenID Connect Core 1.0
    ("name", "full name"),
    ("given_name", "given name"),
    ("family_name", "family name"),
    ("middle_name", "middle name"),
    ("nickname", "nickname"),
    ("preferred_username", "user name, which may change"),
    ("profile", "URL of the profile page"),
    ("picture", "URL of the picture"),
    ("website", "URL of the website"),
    ("email", "email address"),
    ("email_verified", "whether the email address is verified"),
    ("gender", "gender"),
    ("birthdate", "date of birth"),
    ("zoneinfo", "time zone"),
    ("locale", "language and region"),
    ("phone_number", "phone number"),
    (
        "phone_number_verified",
        "whether the phone number is verified",
    ),
    ("address", "postal address"),
    ("updated_at", "when the profile was last changed"),
    (
        "azp",
        "authorized party: the client that the token was issued to",
    ),
    (
        "nonce",
        "value of the sign-in request, against replays: only in ID tokens",
    ),
    ("auth_time", "when the user signed in"),
    ("at_hash", "hash of the access token that came with it"),
    ("c_hash", "hash of the code that came with it"),
    ("s_hash", "hash of the state of the sign-in request"),
    ("acr", "how strong the sign-in was"),
    ("amr", "how the user signed in"),
    ("sub_jwk", "public key of the subject"),
    ("sid", "session ID"),
    ("events", "security events (RFC 8417)"),
    // RFC 7800, RFC 8055, RFC 8225, RFC 8693, RFC 9068, RFC 7662
    ("cnf", "key that the holder must prove to have"),
    ("act", "who acts for the subject"),
    ("may_act", "who may act for the subject"),
    ("scope", "scopes: what the token permits"),
    ("client_id", "client that asked for the token"),
    ("roles", "roles of the user or app"),
    ("groups", "groups of the user"),
    ("entitlements", "what the user is entitled to"),
    ("active", "whether the token is active"),
    ("username", "user name"),
    ("token_type", "type of the token"),
    (
        "token_introspection",
        "answer of token introspection (RFC 9701)",
    ),
    (
        "authorization_details",
        "what the token permits in detail (RFC 9396)",
    ),
    // RFC 9449, RFC 9901, others
    ("htm", "HTTP method that the proof is for (RFC 9449)"),
    ("htu", "URL that the proof is for (RFC 9449)"),
    (
        "ath",
        "hash of the access token that the proof is for (RFC 9449)",
    ),
    (
        "_sd",
        "digests of claims that are disclosed separately (RFC 9901)",
    ),
    ("_sd_alg", "hash of these digests (RFC 9901)"),
    ("vct", "type of the credential"),
    ("vc", "verifiable credential"),
    ("vp", "verifiable presentation"),
    ("status", "where to look up whether it was revoked"),
    ("verified_claims", "claims that were verified, and how"),
    ("toe", "time of the event"),
    ("txn", "transaction ID"),
    ("attest", "level of attestation (RFC 8588)"),
    ("orig", "caller (RFC 8225)"),
    ("dest", "callee (RFC 8225)"),
    // RFC 7515 section 4.1, RFC 7516, RFC 7518, RFC 7797, RFC 8555, RFC 9449
    ("alg", "algorithm"),
    ("typ", "type of the token"),
    ("cty", "type of the content"),
    ("kid", "key ID: which key of the issuer signed"),
    ("jku", "URL of the key set; never trust it unseen"),
    ("jwk", "public key; never trust it unseen"),
    ("x5u", "URL of the certificate; never trust it unseen"),
    ("x5c", "certificate chain; never trust it unseen"),
    ("x5t", "SHA-1 thumbprint of the certificate"),
    ("x5t#S256", "SHA-256 thumbprint of the certificate"),
    ("crit", "header members that the reader must understand"),
    ("enc", "encryption of the content"),
    ("zip", "compression of the content"),
    ("epk", "ephemeral public key"),
    ("apu", "producer, for the key agreement"),
    ("apv", "recipient, for the key agreement"),
    ("iv", "initialization vector"),
    ("tag", "authentication tag"),
    ("p2s", "salt of the password"),
    ("p2c", "iterations of the password hash"),
    ("b64", "whether the payload is base64url (RFC 7797)"),
    ("url", "URL that the request is for (RFC 8555)"),
];

/// What services add.
const OWN: &[(Service, &str, &str)] = &[
    (
        Service::Auth0,
        "permissions",
        "permissions of the API (RBAC)",
    ),
    (
        Service::Auth0,
        "gty",
        "grant type: how the token was asked for",
    ),
    (Service::Auth0, "org_id", "organization"),
    (Service::Entra, "tid", "tenant"),
    (Service::Entra, "oid", "ID of the user or app in the tenant"),
    (Service::Entra, "ver", "version of the token, 1.0 or 2.0"),
    (Service::Entra, "scp", "permissions on behalf of the user"),
    (Service::Entra, "roles", "app roles"),
    (Service::Entra, "appid", "client (v1.0)"),
    (
        Service::Entra,
        "appidacr",
        "how the client signed in (v1.0)",
    ),
    (Service::Entra, "azpacr", "how the client signed in"),
    (Service::Entra, "upn", "user name"),
    (Service::Entra, "idp", "identity provider"),
    (Service::Entra, "wids", "directory roles of the tenant"),
    (Service::Entra, "idtyp", "`app` for a token without a user"),
    (Service::Entra, "uti", "token ID, internal"),
    (Service::Entra, "aio", "internal"),
    (Service::Entra, "rh", "internal"),
    (Service::Google, "hd", "Google Workspace domain"),
    (Service::Firebase, "user_id", "user ID, the same as sub"),
    (Service::Firebase, "uid", "user ID"),
    (Service::Firebase, "firebase", "how the user signed in"),
    (Service::Firebase, "claims", "custom claims"),
    (Service::Supabase, "ref", "project"),
    (
        Service::Supabase,
        "role",
        "Postgres role: anon, authenticated or service_role",
    ),
    (
        Service::Supabase,
        "aal",
        "assurance level: aal1, or aal2 with a second factor",
    ),
    (Service::Supabase, "session_id", "session"),
    (
        Service::Supabase,
        "app_metadata",
        "metadata that only the server sets",
    ),
    (
        Service::Supabase,
        "user_metadata",
        "metadata that the user can change",
    ),
    (
        Service::Supabase,
        "is_anonymous",
        "whether the user is anonymous",
    ),
    (Service::Clerk, "azp", "origin of the page"),
    (
        Service::Clerk,
        "o",
        "organization: id, slg (slug), rol (role), per (permissions)",
    ),
    (
        Service::Clerk,
        "fva",
        "minutes since each factor was checked",
    ),
    (Service::Clerk, "sts", "status of the session"),
    (Service::Clerk, "v", "version of the token"),
    (Service::Clerk, "pla", "plan"),
    (Service::Clerk, "fea", "features"),
    (Service::Clerk, "org_id", "organization (version 1)"),
    (Service::Cognito, "token_use", "access or id"),
    (Service::Cognito, "cognito:groups", "groups of the user"),
    (Service::Cognito, "cognito:username", "user name"),
    (
        Service::Cognito,
        "origin_jti",
        "ID of the sign-in, for revocation",
    ),
    (Service::Cognito, "event_id", "ID of the sign-in event"),
    (Service::Keycloak, "realm_access", "roles of the realm"),
    (Service::Keycloak, "resource_access", "roles per client"),
    (Service::Keycloak, "typ", "Bearer, ID, Refresh or Offline"),
    (Service::Keycloak, "session_state", "session"),
    (
        Service::Keycloak,
        "allowed-origins",
        "web origins of the client",
    ),
    (Service::Okta, "cid", "client"),
    (Service::Okta, "uid", "user"),
    (Service::Okta, "scp", "scopes: what the token permits"),
    (Service::Okta, "ver", "version of the token"),
    (
        Service::Apple,
        "is_private_email",
        "whether the address is a relay of Apple",
    ),
    (
        Service::Apple,
        "real_user_status",
        "whether Apple takes the user for a person",
    ),
    (
        Service::Apple,
        "nonce_supported",
        "whether the device supports nonces",
    ),
    (Service::GithubActions, "repository", "repository"),
    (
        Service::GithubActions,
        "repository_owner",
        "owner of the repository",
    ),
    (Service::GithubActions, "ref", "branch or tag"),
    (Service::GithubActions, "sha", "commit"),
    (
        Service::GithubActions,
        "environment",
        "deployment environment",
    ),
    (Service::GithubActions, "workflow", "workflow"),
    (
        Service::GithubActions,
        "event_name",
        "event that started the workflow",
    ),
    (Service::GithubActions, "run_id", "workflow run"),
    (
        Service::GithubActions,
        "job_workflow_ref",
        "reusable workflow",
    ),
    (
        Service::Kubernetes,
        "kubernetes.io",
        "namespace, service account, pod and node",
    ),
    (Service::GitlabCi, "project_path", "project"),
    (Service::GitlabCi, "namespace_id", "group ID"),
    (Service::GitlabCi, "ref_type", "branch or tag"),
    (Service::GitlabCi, "ref", "name of the branch or tag"),
    (
        Service::CloudflareAccess,
        "identity_nonce",
        "key of the identity in Cloudflare's cache",
    ),
    (Service::CloudflareAccess, "country", "country of the user"),
    (
        Service::CloudflareAccess,
        "type",
        "`app` for a token of an application",
    ),
    (
        Service::Twilio,
        "grants",
        "identity, and what the token permits",
    ),
    (Service::Twilio, "twr", "region"),
    (Service::Zoom, "appKey", "SDK key"),
    (Service::Zoom, "sdkKey", "SDK key"),
    (Service::Zoom, "app_key", "SDK key"),
    (Service::Zoom, "mn", "meeting number"),
    (Service::Zoom, "role", "0 for a participant, 1 for a host"),
    (
        Service::Zoom,
        "role_type",
        "0 for a participant, 1 for a host",
    ),
    (Service::Zoom, "tpc", "session name"),
    (Service::Zoom, "tokenExp", "expiration time of the session"),
    (Service::Zoom, "version", "version of the token"),
    (Service::HundredMs, "access_key", "app access key"),
    (Service::HundredMs, "room_id", "room"),
    (Service::HundredMs, "role", "role in the template"),
    (Service::HundredMs, "user_id", "user"),
    (Service::HundredMs, "type", "app or management"),
    (Service::HundredMs, "version", "version of the token"),
    (
        Service::Daily,
        "r",
        "room; every room of the domain without it",
    ),
    (Service::Daily, "d", "domain"),
    (Service::Daily, "o", "whether the user is an owner"),
    (Service::Daily, "u", "name of the user"),
    (Service::Daily, "ud", "user ID"),
    (
        Service::Daily,
        "ss",
        "whether the user may share the screen",
    ),
    (Service::Jaas, "room", "room; `*` for every room"),
    (Service::Jaas, "context", "user and features"),
    (Service::Jitsi, "room", "room; `*` for every room"),
    (Service::Jitsi, "context", "user and features"),
    (Service::Vonage, "application_id", "application"),
    (Service::Vonage, "acl", "paths that the token permits"),
    (Service::Stream, "user_id", "user; `*` for a server"),
    (
        Service::Hasura,
        "https://hasura.io/jwt/claims",
        "roles and session variables",
    ),
];

/// What a claim of the payload or a member of the header means, in a few words; `None` if no standard and not the service defines it.
pub fn meaning(service: Option<Service>, name: &str) -> Option<&'static str> {
    let mut own = OWN.iter();
    let own = own.find(|(of, known, _)| Some(*of) == service && *known == name);
    let mut registered = REGISTERED.iter();
    own.map(|(.., meaning)| *meaning).or_else(|| {
        registered
            .find(|(known, _)| *known == name)
            .map(|(_, meaning)| *meaning)
    })
}

/// All meanings.
pub fn meanings() -> impl Iterator<Item = &'static str> {
    let own = OWN.iter().map(|(.., meaning)| *meaning);
    own.chain(REGISTERED.iter().map(|(_, meaning)| *meaning))
}

/// The claims that a service adds, with their meanings.
#[cfg(test)]
pub fn own(service: Service) -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = OWN.iter().filter(move |(of, ..)| *of == service);
    own.map(|(_, name, meaning)| (*name, *meaning))
}
