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
            Self::UnknownKey => Some(Claim::KeyId),
            _ => None,
        }
    }
}

/// Texts of a library, and what they mean.
type Saying = (&'static str, &'static str, Complaint);

/// From the sources of each library, and public issues. None of them is `LiveKit`'s.
const SAYINGS: &[Saying] = &[
    // jsonwebtoken for Node, `verify.js`, `sign.js`
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
        "Signed JWT rejected: Another algorithm expected",
        "Nimbus",
        Complaint::Algorithm,
    ),
    (
        "Another algorithm expected, or no matching key(s) found",
        "Nimbus",
        Complaint::UnknownKey,
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
    ("UNAUTHORIZED_LEGACY_JWT", "Supabase", Complaint::Algorithm),
    ("PGRST300", "PostgREST", Complaint::KeyForm),
    ("PGRST301", "PostgREST", Complaint::Signature),
    ("PGRST303", "PostgREST", Complaint::Expired),
    (
        "No suitable key or wrong key type",
        "PostgREST",
        Complaint::Algorithm,
    ),
    // Firebase, Google
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
        "WWW-Authenticate",
        Complaint::InvalidToken,
    ),
    (
        "error=\"insufficient_scope\"",
        "WWW-Authenticate",
        Complaint::Scope,
    ),
    // Twilio
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
];

static NEEDLES: LazyLock<Needles> =
    LazyLock::new(|| Needles::exact(SAYINGS.iter().map(|(text, ..)| *text)));

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

/// Finds the complaints in a text, each kind once.
pub fn find(text: &str) -> Vec<Heard> {
    let mut heard: Vec<Heard> = Vec::new();
    for hit in NEEDLES.hits(text) {
        let words = hit.span.of(text);
        let mut sayings = SAYINGS.iter();
        let Some(&(_, library, complaint)) = sayings.find(|(known, ..)| *known == words) else {
            continue;
        };
        // A number alone is in other texts, too.
        let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && !text.contains("wilio") {
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
    heard
}
