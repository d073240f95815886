//! What JWT libraries and services of others say when they refuse a token.

use std::sync::LazyLock;

use super::expected::Claim;
use crate::text::{Needles, Span};

/// Why a token was refused, as a library says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// It had expired.
    Expired,
    /// It was not valid yet, or issued in the future.
    NotYetValid,
    /// Another audience is expected.
    Audience,
    /// Another issuer is expected.
    Issuer,
    /// The signature does not fit the key.
    Signature,
    /// There is no key with its identifier.
    UnknownKey,
    /// Another algorithm is expected.
    Algorithm,
    /// It could not be taken apart.
    Malformed,
    /// It lives too long.
    Life,
    /// It was issued in the future, or at no whole second.
    IssueTime,
    /// The key is in a form that the library does not read.
    KeyForm,
    /// The kind of the token is wrong.
    Kind,
    /// The issuer must be an API key.
    Credentials,
    /// An API does not say why (RFC 6750 section 3.1).
    InvalidToken,
    /// A scope is missing (RFC 6750 section 3.1).
    Scope,
    /// It was revoked, or its session ended.
    Revoked,
    /// It lacks a claim that is required.
    MissingClaim,
    /// No key fits its identifier and its algorithm.
    KeyOrAlgorithm,
    /// The request carried none.
    NoToken,
    /// The program that signs or checks got no key.
    NoKey,
    /// The key is too short for the algorithm.
    WeakKey,
    /// The keys of the issuer could not be loaded.
    NoKeySet,
    /// A code or refresh token that was traded for a token is wrong.
    Grant,
    /// The client that asks for a token did not prove who it is.
    Client,
    /// A policy that trusts another issuer expects another subject or audience.
    TrustPolicy,
    /// The key of an API, which comes with the request beside the token, is wrong.
    ApiKey,
}

impl Complaint {
    /// Whether it is about the times of the token.
    pub fn is_about_time(self) -> bool {
        matches!(
            self,
            Self::Expired | Self::NotYetValid | Self::Life | Self::IssueTime
        )
    }

    /// The claim, or member of the header, that it is about.
    pub fn claim(self) -> Option<Claim> {
        match self {
            Self::Audience => Some(Claim::Audience),
            Self::Issuer => Some(Claim::Issuer),
            Self::UnknownKey | Self::KeyOrAlgorithm => Some(Claim::KeyId),
            _ => None,
        }
    }
}

/// Texts of a library, and what they mean.
type Saying = (&'static str, &'static str, Complaint);

/// From the sources of each library, and public issues. None of them is `LiveKit`'s.
const SAYINGS: &[Saying] = &[
    // jsonwebtoken for Node, `verify.js`, `sign.js`
    (
        "secret or public key must be provided",
        "jsonwebtoken",
        Complaint::NoKey,
    ),
    (
        "secretOrPrivateKey has a minimum key size",
        "jsonwebtoken",
        Complaint::WeakKey,
    ),
    (
        "secretOrPublicKey has a minimum key size",
        "jsonwebtoken",
        Complaint::WeakKey,
    ),
    ("jwt must be a string", "jsonwebtoken", Complaint::Malformed),
    ("jwt audience invalid", "jsonwebtoken", Complaint::Audience),
    ("jwt issuer invalid", "jsonwebtoken", Complaint::Issuer),
    (
        "secretOrPublicKey must be an asymmetric key",
        "jsonwebtoken",
        Complaint::KeyForm,
    ),
    (
        "secretOrPrivateKey must be an asymmetric key",
        "jsonwebtoken",
        Complaint::KeyForm,
    ),
    (
        "secretOrPublicKey must be a symmetric key",
        "jsonwebtoken",
        Complaint::Algorithm,
    ),
    (
        "error in secret or public key callback",
        "jsonwebtoken",
        Complaint::UnknownKey,
    ),
    (
        "Unable to find a signing key that matches",
        "jwks-rsa",
        Complaint::UnknownKey,
    ),
    // OpenSSL, below Node, Python and others
    (
        "DECODER routines::unsupported",
        "OpenSSL",
        Complaint::KeyForm,
    ),
    (
        "PEM routines:get_name:no start line",
        "OpenSSL",
        Complaint::KeyForm,
    ),
    ("no start line", "OpenSSL", Complaint::KeyForm),
    // jose, `jwt_claims_set.ts`, `errors.ts`
    ("JWKSTimeout", "jose", Complaint::NoKeySet),
    (
        "Expected 200 OK from the JSON Web Key Set",
        "jose",
        Complaint::NoKeySet,
    ),
    (
        "unexpected \"aud\" claim value",
        "jose",
        Complaint::Audience,
    ),
    ("unexpected \"iss\" claim value", "jose", Complaint::Issuer),
    (
        "\"exp\" claim timestamp check failed",
        "jose",
        Complaint::Expired,
    ),
    (
        "\"nbf\" claim timestamp check failed",
        "jose",
        Complaint::NotYetValid,
    ),
    (
        "no applicable key found in the JSON Web Key Set",
        "jose",
        Complaint::UnknownKey,
    ),
    (
        "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
        "jose",
        Complaint::Signature,
    ),
    // PyJWT, `api_jwt.py`, `jwks_client.py`
    (
        "Unable to find a signing key that matches: \"",
        "PyJWT",
        Complaint::UnknownKey,
    ),
    ("Token is missing the \"", "PyJWT", Complaint::MissingClaim),
    ("Subject must be a string", "PyJWT", Complaint::MissingClaim),
    (
        "Fail to fetch data from the url",
        "PyJWT",
        Complaint::NoKeySet,
    ),
    (
        "JWTClaimsError: Invalid audience",
        "python-jose",
        Complaint::Audience,
    ),
    (
        "JWTClaimsError: Invalid issuer",
        "python-jose",
        Complaint::Issuer,
    ),
    ("Audience doesn't match", "PyJWT", Complaint::Audience),
    (
        "Token is missing the \"aud\" claim",
        "PyJWT",
        Complaint::Audience,
    ),
    (
        "The specified alg value is not allowed",
        "PyJWT",
        Complaint::Algorithm,
    ),
    (
        "Could not deserialize key data",
        "cryptography",
        Complaint::KeyForm,
    ),
    ("InvalidAudienceError", "PyJWT", Complaint::Audience),
    ("InvalidIssuerError", "PyJWT", Complaint::Issuer),
    // golang-jwt, `errors.go`, and go-oidc, `verify.go`
    (
        "crypto/rsa: verification error",
        "golang-jwt",
        Complaint::Signature,
    ),
    (
        "crypto/ecdsa: verification error",
        "golang-jwt",
        Complaint::Signature,
    ),
    (
        "unexpected signing method",
        "golang-jwt",
        Complaint::Algorithm,
    ),
    ("key is of invalid type", "golang-jwt", Complaint::KeyForm),
    (
        "contains an invalid number of segments",
        "golang-jwt",
        Complaint::Malformed,
    ),
    (
        "failed to verify id token signature",
        "go-oidc",
        Complaint::Signature,
    ),
    (
        "no known key successfully validated the token signature",
        "Vault",
        Complaint::Signature,
    ),
    (
        "audience claim does not match any bound audience",
        "Vault",
        Complaint::Audience,
    ),
    (
        "token has invalid audience",
        "golang-jwt",
        Complaint::Audience,
    ),
    ("token has invalid issuer", "golang-jwt", Complaint::Issuer),
    (
        "signing method HS256 is invalid",
        "golang-jwt",
        Complaint::Algorithm,
    ),
    (
        "signing method ES256 is invalid",
        "golang-jwt",
        Complaint::Algorithm,
    ),
    (
        "signing method RS256 is invalid",
        "golang-jwt",
        Complaint::Algorithm,
    ),
    ("oidc: expected audience", "go-oidc", Complaint::Audience),
    (
        "oidc: id token issued by a different provider",
        "go-oidc",
        Complaint::Issuer,
    ),
    // Microsoft.IdentityModel
    ("IDX10653", "Microsoft.IdentityModel", Complaint::WeakKey),
    ("IDX10720", "Microsoft.IdentityModel", Complaint::WeakKey),
    (
        "IDX10225",
        "Microsoft.IdentityModel",
        Complaint::MissingClaim,
    ),
    ("IDX10230", "Microsoft.IdentityModel", Complaint::Expired),
    ("IDX10696", "Microsoft.IdentityModel", Complaint::Algorithm),
    ("IDX20803", "Microsoft.IdentityModel", Complaint::NoKeySet),
    ("IDX20804", "Microsoft.IdentityModel", Complaint::NoKeySet),
    ("IDX10214", "Microsoft.IdentityModel", Complaint::Audience),
    ("IDX10205", "Microsoft.IdentityModel", Complaint::Issuer),
    ("IDX10223", "Microsoft.IdentityModel", Complaint::Expired),
    (
        "IDX10222",
        "Microsoft.IdentityModel",
        Complaint::NotYetValid,
    ),
    ("IDX10501", "Microsoft.IdentityModel", Complaint::UnknownKey),
    ("IDX10503", "Microsoft.IdentityModel", Complaint::UnknownKey),
    ("IDX10500", "Microsoft.IdentityModel", Complaint::UnknownKey),
    ("IDX10511", "Microsoft.IdentityModel", Complaint::Signature),
    ("IDX10517", "Microsoft.IdentityModel", Complaint::UnknownKey),
    ("IDX12741", "Microsoft.IdentityModel", Complaint::Malformed),
    ("IDX14100", "Microsoft.IdentityModel", Complaint::Malformed),
    ("AADSTS50013", "Microsoft Entra ID", Complaint::Signature),
    ("AADSTS700024", "Microsoft Entra ID", Complaint::Expired),
    // jjwt, Nimbus, java-jwt, Spring
    (
        "io.jsonwebtoken.MalformedJwtException",
        "jjwt",
        Complaint::Malformed,
    ),
    (
        "JWT strings must contain exactly 2 period characters",
        "jjwt",
        Complaint::Malformed,
    ),
    (
        "io.jsonwebtoken.security.WeakKeyException",
        "jjwt",
        Complaint::WeakKey,
    ),
    (
        "io.jsonwebtoken.PrematureJwtException",
        "jjwt",
        Complaint::NotYetValid,
    ),
    (
        "io.jsonwebtoken.UnsupportedJwtException",
        "jjwt",
        Complaint::Algorithm,
    ),
    (
        "io.jsonwebtoken.io.DecodingException",
        "jjwt",
        Complaint::Malformed,
    ),
    (
        "This aud claim is not equal to the configured audience",
        "Spring Security",
        Complaint::Audience,
    ),
    (
        "decode the Jwt: Jwt expired at",
        "Spring Security",
        Complaint::Expired,
    ),
    (
        "error_description=\"Jwt expired at",
        "Spring Security",
        Complaint::Expired,
    ),
    (
        "Unable to resolve the Configuration with the provided Issuer",
        "Spring Security",
        Complaint::NoKeySet,
    ),
    (
        "Couldn't retrieve remote JWK set",
        "Nimbus",
        Complaint::NoKeySet,
    ),
    (
        "Invalid token issuer. Expected",
        "Keycloak",
        Complaint::Issuer,
    ),
    (
        "Didn't find publicKey for kid",
        "Keycloak",
        Complaint::UnknownKey,
    ),
    ("\"Token is not active\"", "Keycloak", Complaint::Expired),
    ("\"Session not active\"", "Keycloak", Complaint::Revoked),
    (
        "\"Token verification failed\"",
        "Keycloak",
        Complaint::InvalidToken,
    ),
    (
        "JWT signature does not match locally computed signature",
        "jjwt",
        Complaint::Signature,
    ),
    (
        "io.jsonwebtoken.ExpiredJwtException",
        "jjwt",
        Complaint::Expired,
    ),
    (
        "Signed JWT rejected: Invalid signature",
        "Nimbus",
        Complaint::Signature,
    ),
    (
        "Another algorithm expected, or no matching key(s) found",
        "Nimbus",
        Complaint::KeyOrAlgorithm,
    ),
    (
        "The iss claim is not valid",
        "Spring Security",
        Complaint::Issuer,
    ),
    (
        "The aud claim is not valid",
        "Spring Security",
        Complaint::Audience,
    ),
    (
        "Didn't find publicKey for specified kid",
        "Keycloak",
        Complaint::UnknownKey,
    ),
    // Supabase, PostgREST
    (
        "JWSError JWSInvalidSignature",
        "PostgREST",
        Complaint::Signature,
    ),
    (
        "JWSError (CompactDecodeError",
        "PostgREST",
        Complaint::Malformed,
    ),
    ("\"JWT expired\"", "PostgREST", Complaint::Expired),
    ("\"Invalid JWT\"", "Supabase", Complaint::InvalidToken),
    ("Double check your Supabase", "Supabase", Complaint::ApiKey),
    (
        "Legacy API keys are disabled",
        "Supabase",
        Complaint::ApiKey,
    ),
    (
        "No API key found in request",
        "Supabase",
        Complaint::NoToken,
    ),
    ("missing sub claim", "Supabase", Complaint::MissingClaim),
    (
        "parse or verify signature, token is malformed",
        "Supabase",
        Complaint::Malformed,
    ),
    (
        "parse or verify signature, token signature is invalid",
        "Supabase",
        Complaint::Signature,
    ),
    (
        "parse or verify signature, token has invalid claims: token is expired",
        "Supabase",
        Complaint::Expired,
    ),
    ("UNAUTHORIZED_LEGACY_JWT", "Supabase", Complaint::Algorithm),
    ("PGRST300", "PostgREST", Complaint::KeyForm),
    ("PGRST301", "PostgREST", Complaint::InvalidToken),
    ("PGRST303", "PostgREST", Complaint::Expired),
    (
        "No suitable key or wrong key type",
        "PostgREST",
        Complaint::KeyOrAlgorithm,
    ),
    // Firebase, Google
    (
        "Decoding Firebase ID token failed",
        "Firebase",
        Complaint::Malformed,
    ),
    ("auth/id-token-expired", "Firebase", Complaint::Expired),
    ("auth/id-token-revoked", "Firebase", Complaint::Revoked),
    ("auth/user-token-expired", "Firebase", Complaint::Revoked),
    (
        "auth/custom-token-mismatch",
        "Firebase",
        Complaint::Audience,
    ),
    ("auth/invalid-custom-token", "Firebase", Complaint::Kind),
    (
        "Invalid JWT: Token must be a short-lived token",
        "Google",
        Complaint::Life,
    ),
    (
        "Token has been expired or revoked",
        "Google",
        Complaint::Revoked,
    ),
    (
        "Firebase ID token has incorrect \"aud\"",
        "Firebase",
        Complaint::Audience,
    ),
    (
        "Firebase ID token has incorrect \"iss\"",
        "Firebase",
        Complaint::Issuer,
    ),
    (
        "Firebase ID token has expired",
        "Firebase",
        Complaint::Expired,
    ),
    (
        "Firebase ID token has no \"kid\"",
        "Firebase",
        Complaint::Kind,
    ),
    (
        "verifyIdToken() expects an ID token",
        "Firebase",
        Complaint::Kind,
    ),
    (
        "Firebase ID token has \"kid\" claim which does not correspond",
        "Firebase",
        Complaint::UnknownKey,
    ),
    (
        "Wrong recipient, payload audience",
        "google-auth-library",
        Complaint::Audience,
    ),
    (
        "Token used too late",
        "google-auth-library",
        Complaint::Expired,
    ),
    (
        "Token used too early",
        "google-auth-library",
        Complaint::NotYetValid,
    ),
    ("Invalid JWT Signature", "Google", Complaint::Signature),
    // GitHub, Apple
    (
        "'Issuer' claim ('iss') must be",
        "GitHub",
        Complaint::Issuer,
    ),
    ("InvalidProviderToken", "Apple", Complaint::Signature),
    ("ExpiredProviderToken", "Apple", Complaint::Expired),
    (
        "Provide a properly configured and signed bearer token",
        "Apple",
        Complaint::InvalidToken,
    ),
    (
        "'Expiration time' claim ('exp') is too far in the future",
        "GitHub",
        Complaint::Life,
    ),
    (
        "'Issued at' claim ('iat') must be an Integer",
        "GitHub",
        Complaint::IssueTime,
    ),
    (
        "A JSON web token could not be decoded",
        "GitHub",
        Complaint::Signature,
    ),
    // Jitsi, luajwtjitsi
    ("invalid 'iss' claim", "Jitsi Meet", Complaint::Issuer),
    ("invalid 'aud' claim", "Jitsi Meet", Complaint::Audience),
    (
        "Invalid or incorrect alg",
        "Jitsi Meet",
        Complaint::Algorithm,
    ),
    // RFC 6750 section 3.1, in `WWW-Authenticate`
    (
        "error=\"invalid_token\"",
        "The API",
        Complaint::InvalidToken,
    ),
    ("error=\"insufficient_scope\"", "The API", Complaint::Scope),
    // Twilio
    ("20101", "Twilio", Complaint::InvalidToken),
    ("20104", "Twilio", Complaint::Expired),
    ("20105", "Twilio", Complaint::NotYetValid),
    ("20107", "Twilio", Complaint::Signature),
    ("31204", "Twilio", Complaint::InvalidToken),
    ("31205", "Twilio", Complaint::Expired),
    ("20103", "Twilio", Complaint::Credentials),
    (
        "Invalid Access Token issuer/subject",
        "Twilio",
        Complaint::Credentials,
    ),
    (
        "Invalid Access Token signature",
        "Twilio",
        Complaint::Signature,
    ),
    ("Invalid Access Token grants", "Twilio", Complaint::Kind),
    (
        "Access Token expired or expiration date invalid",
        "Twilio",
        Complaint::Expired,
    ),
    // aws-jwt-verify, `error.ts`
    ("JwtExpiredError", "aws-jwt-verify", Complaint::Expired),
    (
        "JwtNotBeforeError",
        "aws-jwt-verify",
        Complaint::NotYetValid,
    ),
    ("Token use not allowed", "aws-jwt-verify", Complaint::Kind),
    (
        "Access Token has been revoked",
        "Amazon Cognito",
        Complaint::Revoked,
    ),
    (
        "The incoming token has expired",
        "Amazon API Gateway",
        Complaint::Expired,
    ),
    ("InvalidIdentityToken", "AWS STS", Complaint::Issuer),
    (
        "JwtInvalidAudienceError",
        "aws-jwt-verify",
        Complaint::Audience,
    ),
    ("JwtInvalidIssuerError", "aws-jwt-verify", Complaint::Issuer),
    (
        "CognitoJwtInvalidTokenUseError",
        "aws-jwt-verify",
        Complaint::Kind,
    ),
    (
        "CognitoJwtInvalidClientIdError",
        "aws-jwt-verify",
        Complaint::Audience,
    ),
    (
        "KidNotFoundInJwksError",
        "aws-jwt-verify",
        Complaint::UnknownKey,
    ),
    // Clerk, `errors.ts`, `verifyJwt.ts`
    ("reason=token-expired", "Clerk", Complaint::Expired),
    ("token-not-active-yet", "Clerk", Complaint::NotYetValid),
    ("token-iat-in-the-future", "Clerk", Complaint::NotYetValid),
    ("jwk-kid-mismatch", "Clerk", Complaint::UnknownKey),
    (
        "Unable to find a signing key in JWKS that matches",
        "Clerk",
        Complaint::UnknownKey,
    ),
    ("token-invalid-signature", "Clerk", Complaint::Signature),
    (
        "Invalid JWT Authorized party claim",
        "Clerk",
        Complaint::Audience,
    ),
    // Hasura
    (
        "Could not verify JWT: JWTExpired",
        "Hasura",
        Complaint::Expired,
    ),
    (
        "Could not verify JWT: JWTIssuedAtFuture",
        "Hasura",
        Complaint::NotYetValid,
    ),
    (
        "Could not verify JWT: JWTNotYetValid",
        "Hasura",
        Complaint::NotYetValid,
    ),
    ("JWTNotInAudience", "Hasura", Complaint::Audience),
    ("JWTNotInIssuer", "Hasura", Complaint::Issuer),
    (
        "Could not verify JWT: JWSError JWSInvalidSignature",
        "Hasura",
        Complaint::Signature,
    ),
    (
        "claims key: 'https://hasura.io/jwt/claims' not found",
        "Hasura",
        Complaint::MissingClaim,
    ),
    (
        "invalid \"x-hasura-admin-secret\"",
        "Hasura",
        Complaint::ApiKey,
    ),
    // Kubernetes, `serviceaccount`, `authentication.go`
    (
        "service account token has expired",
        "Kubernetes",
        Complaint::Expired,
    ),
    (
        "service account token is not valid yet",
        "Kubernetes",
        Complaint::NotYetValid,
    ),
    (
        "Token has been invalidated",
        "Kubernetes",
        Complaint::Revoked,
    ),
    (
        "the server has asked for the client to provide credentials",
        "Kubernetes",
        Complaint::InvalidToken,
    ),
    (
        "invalid bearer token",
        "Kubernetes",
        Complaint::InvalidToken,
    ),
    // express-oauth2-jwt-bearer, express-jwt
    (
        "Unexpected 'iss' value",
        "express-oauth2-jwt-bearer",
        Complaint::Issuer,
    ),
    (
        "Unexpected 'aud' value",
        "express-oauth2-jwt-bearer",
        Complaint::Audience,
    ),
    (
        "No authorization token was found",
        "express-jwt",
        Complaint::NoToken,
    ),
    // The gem jwt, `error.rb`
    ("JWT::VerificationError", "ruby-jwt", Complaint::Signature),
    ("JWT::ExpiredSignature", "ruby-jwt", Complaint::Expired),
    ("JWT::ImmatureSignature", "ruby-jwt", Complaint::NotYetValid),
    ("JWT::InvalidIatError", "ruby-jwt", Complaint::IssueTime),
    ("JWT::InvalidIssuerError", "ruby-jwt", Complaint::Issuer),
    ("JWT::InvalidAudError", "ruby-jwt", Complaint::Audience),
    ("JWT::IncorrectAlgorithm", "ruby-jwt", Complaint::Algorithm),
    (
        "JWT::MissingRequiredClaim",
        "ruby-jwt",
        Complaint::MissingClaim,
    ),
    ("JWT::DecodeError", "ruby-jwt", Complaint::Malformed),
    // php-jwt, lcobucci/jwt, jwt-auth
    (
        "JWT\\SignatureInvalidException",
        "php-jwt",
        Complaint::Signature,
    ),
    ("JWT\\ExpiredException", "php-jwt", Complaint::Expired),
    (
        "JWT\\BeforeValidException",
        "php-jwt",
        Complaint::NotYetValid,
    ),
    (
        "Cannot handle token with iat prior to",
        "php-jwt",
        Complaint::NotYetValid,
    ),
    (
        "Cannot handle token with nbf prior to",
        "php-jwt",
        Complaint::NotYetValid,
    ),
    (
        "Cannot handle token prior to",
        "php-jwt",
        Complaint::NotYetValid,
    ),
    ("Wrong number of segments", "php-jwt", Complaint::Malformed),
    ("Provided key is too short", "php-jwt", Complaint::WeakKey),
    ("Key may not be empty", "php-jwt", Complaint::NoKey),
    (
        "\"kid\" invalid, unable to lookup correct key",
        "php-jwt",
        Complaint::UnknownKey,
    ),
    (
        "\"kid\" empty, unable to lookup correct key",
        "php-jwt",
        Complaint::UnknownKey,
    ),
    (
        "Token signature mismatch",
        "lcobucci/jwt",
        Complaint::Signature,
    ),
    (
        "Token Signature could not be verified",
        "jwt-auth",
        Complaint::Signature,
    ),
    // jsonwebtoken for Rust, `errors.rs`; Joken and Guardian
    (
        "Error(InvalidAudience)",
        "jsonwebtoken for Rust",
        Complaint::Audience,
    ),
    (
        "Error(InvalidIssuer)",
        "jsonwebtoken for Rust",
        Complaint::Issuer,
    ),
    (
        "Error(ExpiredSignature)",
        "jsonwebtoken for Rust",
        Complaint::Expired,
    ),
    (
        "Error(ImmatureSignature)",
        "jsonwebtoken for Rust",
        Complaint::NotYetValid,
    ),
    (
        "Error(InvalidSignature)",
        "jsonwebtoken for Rust",
        Complaint::Signature,
    ),
    (
        "Error(InvalidAlgorithm)",
        "jsonwebtoken for Rust",
        Complaint::Algorithm,
    ),
    (
        "Error(InvalidKeyFormat)",
        "jsonwebtoken for Rust",
        Complaint::KeyForm,
    ),
    (
        "Error(InvalidToken)",
        "jsonwebtoken for Rust",
        Complaint::Malformed,
    ),
    (
        "Error(MissingRequiredClaim(",
        "jsonwebtoken for Rust",
        Complaint::MissingClaim,
    ),
    ("{:error, :signature_error}", "Joken", Complaint::Signature),
    ("{:error, :token_expired}", "Guardian", Complaint::Expired),
    (
        "[message: \"Invalid token\", claim: \"exp\"",
        "Joken",
        Complaint::Expired,
    ),
    (
        "[message: \"Invalid token\", claim: \"nbf\"",
        "Joken",
        Complaint::NotYetValid,
    ),
    (
        "[message: \"Invalid token\", claim: \"aud\"",
        "Joken",
        Complaint::Audience,
    ),
    (
        "[message: \"Invalid token\", claim: \"iss\"",
        "Joken",
        Complaint::Issuer,
    ),
    // Gateways: Envoy and Istio (`jwt_verify_lib/status.cc`), Kong, APISIX, Azure API Management
    ("Jwt verification fails", "Envoy", Complaint::Signature),
    ("Jwt issuer is not configured", "Envoy", Complaint::Issuer),
    (
        "Jwks doesn't have key to match kid or alg from Jwt",
        "Envoy",
        Complaint::KeyOrAlgorithm,
    ),
    (
        "Audiences in Jwt are not allowed",
        "Envoy",
        Complaint::Audience,
    ),
    (
        "Jwt is not in the form of Header.Payload.Signature",
        "Envoy",
        Complaint::Malformed,
    ),
    ("Jwt is expired", "Envoy", Complaint::Expired),
    ("Jwt not yet valid", "Envoy", Complaint::NotYetValid),
    ("Jwt is missing", "Envoy", Complaint::NoToken),
    ("Jwks remote fetch is failed", "Envoy", Complaint::NoKeySet),
    (
        "No credentials found for given 'iss'",
        "Kong",
        Complaint::Issuer,
    ),
    (
        "No mandatory 'iss' in claims",
        "Kong",
        Complaint::MissingClaim,
    ),
    ("failed to verify jwt", "APISIX", Complaint::Signature),
    ("Missing JWT token in request", "APISIX", Complaint::NoToken),
    (
        "\"Invalid JWT.\"",
        "Azure API Management",
        Complaint::InvalidToken,
    ),
    (
        "JWT not present.",
        "Azure API Management",
        Complaint::NoToken,
    ),
    // Django REST framework and its simplejwt, Snowflake
    (
        "Given token not valid for any token type",
        "simplejwt",
        Complaint::InvalidToken,
    ),
    ("token_not_valid", "simplejwt", Complaint::InvalidToken),
    (
        "Authentication credentials were not provided",
        "Django REST framework",
        Complaint::NoToken,
    ),
    (
        "JWT token is invalid. [",
        "Snowflake",
        Complaint::InvalidToken,
    ),
    // RFC 6749 section 5.2, from a token endpoint
    ("\"invalid_grant\"", "The token endpoint", Complaint::Grant),
    (
        "\"invalid_client\"",
        "The token endpoint",
        Complaint::Client,
    ),
    // Federation with tokens of another issuer: AWS STS, Entra ID, Google
    (
        "Not authorized to perform sts:AssumeRoleWithWebIdentity",
        "AWS STS",
        Complaint::TrustPolicy,
    ),
    ("AADSTS700213", "Microsoft Entra ID", Complaint::TrustPolicy),
    ("AADSTS70021", "Microsoft Entra ID", Complaint::TrustPolicy),
    (
        "rejected by the attribute condition",
        "Google",
        Complaint::TrustPolicy,
    ),
    // Zoom, Agora, Vonage, Stream, Daily
    ("errorCode: 3712", "Zoom", Complaint::Signature),
    ("dynamic use static key", "Agora", Complaint::NoToken),
    (
        "OT_AUTHENTICATION_ERROR",
        "Vonage Video",
        Complaint::InvalidToken,
    ),
    ("JWTAuth error", "Stream", Complaint::InvalidToken),
    // GitHub and Twilio, without a token's reason
    ("Integration not found", "GitHub", Complaint::Issuer),
    ("\"Bad credentials\"", "GitHub", Complaint::InvalidToken),
    ("20003", "Twilio", Complaint::ApiKey),
];

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| Needles::exact(texts()));

/// The texts of all complaints.
pub fn texts() -> impl Iterator<Item = &'static str> {
    SAYINGS.iter().map(|(text, ..)| *text)
}

/// What is in each text with a number that is a complaint: the name of the service, Twilio, in any case of its first letter.
const NUMBERED: &str = "wilio";

fn is_number(words: &str) -> bool {
    words.bytes().all(|byte| byte.is_ascii_digit())
}

/// Texts of which at least one is in each text with a complaint.
pub fn signs() -> impl Iterator<Item = &'static str> {
    texts().filter(|text| !is_number(text)).chain([NUMBERED])
}

/// A complaint in the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What it says.
    pub complaint: Complaint,
    /// Who says so.
    pub library: &'static str,
    /// Its place.
    pub span: Span,
}

/// Those who say so of tokens that they gave themselves: no library, and no gateway that may be in front of `LiveKit`.
const SERVICES: [&str; 17] = [
    "Agora",
    "Amazon API Gateway",
    "Amazon Cognito",
    "Apple",
    "AWS STS",
    "Clerk",
    "Firebase",
    "GitHub",
    "Google",
    "Hasura",
    "Microsoft Entra ID",
    "PostgREST",
    "Snowflake",
    "Stream",
    "Supabase",
    "Twilio",
    "Vonage Video",
];

impl Heard {
    /// Whether a service says so, and no library that may check tokens of others.
    pub fn is_of_service(&self) -> bool {
        SERVICES.contains(&self.library)
    }
}

/// Whether no digit is around a number.
fn is_whole(text: &str, number: Span) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let (before, behind) = (
        &text.as_bytes()[..number.start],
        &text.as_bytes()[number.end..],
    );
    !is_digit(before.last()) && !is_digit(behind.first())
}

/// Finds the complaints in a text, each kind once.
pub fn find(text: &str) -> Vec<Heard> {
    let mut heard: Vec<Heard> = Vec::new();
    for hit in NEEDLES.hits(text) {
        let words = hit.span.of(text);
        let mut sayings = SAYINGS.iter();
        let Some(&(_, library, complaint)) = sayings.find(|(known, ..)| *known == words) else {
            continue;
        };
        // A number alone is in other texts, too, and inside of another number.
        if is_number(words) && !(text.contains(NUMBERED) && is_whole(text, hit.span)) {
            continue;
        }
        if !heard.iter().any(|known| known.complaint == complaint) {
            heard.push(Heard {
                complaint,
                library,
                span: hit.span,
            });
        }
    }
    // One that says why says more than one that does not.
    let says_why =
        |heard: &Heard| !matches!(heard.complaint, Complaint::InvalidToken | Complaint::Grant);
    if heard.iter().any(says_why) {
        heard.retain(says_why);
    }
    heard
}
