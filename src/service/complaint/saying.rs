//! The texts of complaints, by the library or service that says them.

use super::Complaint;

/// A text, who says it, and what it means.
pub(super) type Saying = (&'static str, &'static str, Complaint);

/// From the sources of each library, and public issues. None of them is `LiveKit`'s.
pub(super) const SAYINGS: &[Saying] = &[
    // jsonwebtoken for Node, `verify.js`, `sign.js`
    (
        "the payload already has an \"exp\" property",
        "jsonwebtoken",
        Complaint::ExpiryTwice,
    ),
    (
        "\"expiresIn\" should be a number of seconds",
        "jsonwebtoken",
        Complaint::LifeForm,
    ),
    (
        "JsonWebTokenError: invalid algorithm",
        "jsonwebtoken",
        Complaint::Algorithm,
    ),
    (
        "JsonWebTokenError: invalid signature",
        "jsonwebtoken",
        Complaint::Signature,
    ),
    (
        "JsonWebTokenError: jwt malformed",
        "jsonwebtoken",
        Complaint::Malformed,
    ),
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
    (
        "JsonWebTokenError: invalid token",
        "jsonwebtoken",
        Complaint::Malformed,
    ),
    (
        "secretOrPrivateKey must have a value",
        "jsonwebtoken",
        Complaint::NoKey,
    ),
    (
        "Expected \"payload\" to be a plain object",
        "jsonwebtoken",
        Complaint::PayloadForm,
    ),
    (
        "Object.jwsDecode [as decode]",
        "jsonwebtoken",
        Complaint::Malformed,
    ),
    (
        "secret must be a string or buffer",
        "jsonwebtoken",
        Complaint::KeyType,
    ),
    (
        "express-jwt: `secret` is a required option",
        "express-jwt",
        Complaint::NoKey,
    ),
    (
        "JwtStrategy requires a secret or key",
        "passport-jwt",
        Complaint::NoKey,
    ),
    (
        "Unknown authentication strategy \"jwt",
        "Passport",
        Complaint::NoStrategy,
    ),
    // jose, `lib/asn1.ts`; firebase-admin, `credential-internal.ts`; WebCrypto
    ("must be PKCS#8 formatted string", "jose", Complaint::Pkcs8),
    ("must be PKCS8 formatted string", "jose", Complaint::Pkcs8),
    ("must be SPKI formatted string", "jose", Complaint::Spki),
    (
        "Invalid PEM formatted message",
        "Firebase",
        Complaint::KeyForm,
    ),
    (
        "DataError]: Invalid keyData",
        "WebCrypto",
        Complaint::KeyForm,
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
    (
        "asn1 encoding routines::wrong tag",
        "OpenSSL",
        Complaint::KeyForm,
    ),
    ("no start line", "OpenSSL", Complaint::KeyForm),
    // jose, `jwt_claims_set.ts`, `errors.ts`
    (
        "(Algorithm) Header Parameter value not allowed",
        "jose",
        Complaint::Algorithm,
    ),
    ("ERR_JOSE_ALG_NOT_ALLOWED", "jose", Complaint::Algorithm),
    (
        "JWSSignatureVerificationFailed",
        "jose",
        Complaint::Signature,
    ),
    (
        "unexpected \"typ\" JWT header value",
        "jose",
        Complaint::HeaderType,
    ),
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
    ("JwksError", "jwks-rsa", Complaint::NoKeySet),
    (
        "or Uint8Array. Received undefined",
        "jose",
        Complaint::NoKey,
    ),
    (
        "or JSON Web Key. Received undefined",
        "jose",
        Complaint::NoKey,
    ),
    ("or CryptoKey. Received undefined", "jose", Complaint::NoKey),
    (
        "Zero-length key is not supported",
        "WebCrypto",
        Complaint::NoKey,
    ),
    (
        "JSON Web Key. Received an instance of",
        "jose",
        Complaint::KeyType,
    ),
    (
        "or CryptoKey. Received an instance of",
        "jose",
        Complaint::KeyType,
    ),
    (
        "or Uint8Array. Received type string",
        "jose",
        Complaint::KeyType,
    ),
    (
        "or JSON Web Key. Received type string",
        "jose",
        Complaint::KeyType,
    ),
    ("JWKSMultipleMatchingKeys", "jose", Complaint::SeveralKeys),
    (
        "multiple matching keys found in the JSON Web Key Set",
        "jose",
        Complaint::SeveralKeys,
    ),
    ("JSON Web Key Set malformed", "jose", Complaint::NoKeySet),
    (
        "missing required \"aud\" claim",
        "jose",
        Complaint::MissingClaim,
    ),
    (
        "missing required \"exp\" claim",
        "jose",
        Complaint::MissingClaim,
    ),
    (
        "missing required \"iat\" claim",
        "jose",
        Complaint::MissingClaim,
    ),
    (
        "missing required \"iss\" claim",
        "jose",
        Complaint::MissingClaim,
    ),
    (
        "missing required \"sub\" claim",
        "jose",
        Complaint::MissingClaim,
    ),
    (
        "\"iat\" claim timestamp check failed (too far in the past)",
        "jose",
        Complaint::Expired,
    ),
    (
        "\"iat\" claim timestamp check failed",
        "jose",
        Complaint::NotYetValid,
    ),
    // PyJWT, `api_jwt.py`, `jwks_client.py`
    (
        "for the \"algorithms\" argument",
        "PyJWT",
        Complaint::NoAlgorithms,
    ),
    (
        "could not be found. Do you have cryptography installed",
        "PyJWT",
        Complaint::MissingPackage,
    ),
    (
        "jwt.exceptions.InvalidAlgorithmError: Algorithm not supported",
        "PyJWT",
        Complaint::MissingPackage,
    ),
    (
        "module 'jwt' has no attribute",
        "PyJWT",
        Complaint::WrongPackage,
    ),
    (
        "should not be used as an HMAC secret",
        "PyJWT",
        Complaint::Algorithm,
    ),
    (
        "jwt.exceptions.InvalidIssuedAtError",
        "PyJWT",
        Complaint::IssueTime,
    ),
    (
        "Issued At claim (iat) must be an integer",
        "PyJWT",
        Complaint::IssueTime,
    ),
    (
        "PyJWKClientError: Unable to find a signing key",
        "PyJWT",
        Complaint::UnknownKey,
    ),
    ("PyJWKSetError", "PyJWT", Complaint::NoKeySet),
    (
        "DecodeError: Invalid header padding",
        "PyJWT",
        Complaint::Malformed,
    ),
    (
        "DecodeError: Invalid header string",
        "PyJWT",
        Complaint::Malformed,
    ),
    (
        "DecodeError: Invalid payload padding",
        "PyJWT",
        Complaint::Malformed,
    ),
    (
        "DecodeError: Invalid payload string",
        "PyJWT",
        Complaint::Malformed,
    ),
    (
        "DecodeError: Invalid crypto padding",
        "PyJWT",
        Complaint::Malformed,
    ),
    ("Expecting a PEM-formatted key", "PyJWT", Complaint::KeyType),
    (
        "at_hash claim does not match access_token",
        "python-jose",
        Complaint::AccessTokenHash,
    ),
    (
        "No access_token provided to compare against at_hash",
        "python-jose",
        Complaint::AccessTokenHash,
    ),
    // Authlib and joserfc, `errors.py`, `claims.py`; pyoidc
    (
        "jose.errors.BadSignatureError",
        "Authlib",
        Complaint::Signature,
    ),
    (
        "joserfc.errors.BadSignatureError",
        "joserfc",
        Complaint::Signature,
    ),
    (
        "joserfc.errors.ExpiredTokenError",
        "joserfc",
        Complaint::Expired,
    ),
    (
        "jose.errors.ExpiredTokenError",
        "Authlib",
        Complaint::Expired,
    ),
    (
        "invalid_claim: Invalid claim 'iss'",
        "Authlib",
        Complaint::Issuer,
    ),
    (
        "invalid_claim: Invalid claim \"iss\"",
        "Authlib",
        Complaint::Issuer,
    ),
    (
        "invalid_claim: Invalid claim: 'iss'",
        "joserfc",
        Complaint::Issuer,
    ),
    (
        "invalid_claim: Invalid claim 'aud'",
        "Authlib",
        Complaint::Audience,
    ),
    (
        "invalid_claim: Invalid claim \"aud\"",
        "Authlib",
        Complaint::Audience,
    ),
    (
        "invalid_claim: Invalid claim: 'aud'",
        "joserfc",
        Complaint::Audience,
    ),
    ("mismatching_state", "Authlib", Complaint::LoginState),
    (
        "IATError: Issued in the future",
        "pyoidc",
        Complaint::NotYetValid,
    ),
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
        "could not base64 decode header",
        "golang-jwt",
        Complaint::Malformed,
    ),
    (
        "could not base64 decode claim",
        "golang-jwt",
        Complaint::Malformed,
    ),
    (
        "could not JSON decode header",
        "golang-jwt",
        Complaint::Malformed,
    ),
    ("oidc: token is expired", "go-oidc", Complaint::Expired),
    ("oidc: current time", "go-oidc", Complaint::NotYetValid),
    (
        "token has invalid claims: token is not valid yet",
        "golang-jwt",
        Complaint::NotYetValid,
    ),
    // lestrrat-go/jwx, `jws/errors.go`, `jwt/validate.go`
    (
        "could not verify message using any of the signatures or keys",
        "jwx",
        Complaint::Signature,
    ),
    (
        "failed to find key with key ID",
        "jwx",
        Complaint::UnknownKey,
    ),
    ("\"exp\" not satisfied", "jwx", Complaint::Expired),
    ("\"nbf\" not satisfied", "jwx", Complaint::NotYetValid),
    ("\"iat\" not satisfied", "jwx", Complaint::NotYetValid),
    ("\"iss\" not satisfied", "jwx", Complaint::Issuer),
    ("\"aud\" not satisfied", "jwx", Complaint::Audience),
    (
        "token is unverifiable: error while executing keyfunc: unexpected signing method",
        "golang-jwt",
        Complaint::Algorithm,
    ),
    (
        "token is unverifiable: error while executing keyfunc: unrecognized JWT kid",
        "Supabase",
        Complaint::KeyOrAlgorithm,
    ),
    (
        "could not read JWK from storage",
        "keyfunc",
        Complaint::UnknownKey,
    ),
    (
        "token is unverifiable: error while executing keyfunc",
        "golang-jwt",
        Complaint::KeyOrAlgorithm,
    ),
    (
        "validation failed, invalid audience claim (aud)",
        "go-jose",
        Complaint::Audience,
    ),
    (
        "JWT signature validation failed",
        "The gateway",
        Complaint::Signature,
    ),
    (
        "audience from claim aud with value",
        "oauth2-proxy",
        Complaint::Audience,
    ),
    (
        "token signed by untrusted key with ID",
        "Docker Registry",
        Complaint::UnknownKey,
    ),
    // HashiCorp Vault, vault-plugin-auth-jwt `path_login.go`, `claims.go`
    (
        "does not match any associated bound claim values",
        "Vault",
        Complaint::TrustPolicy,
    ),
    (
        "invalid subject (sub) claim",
        "Vault",
        Complaint::TrustPolicy,
    ),
    (
        "sub claim does not match bound subject",
        "Vault",
        Complaint::TrustPolicy,
    ),
    (
        "no audiences bound to the role",
        "Vault",
        Complaint::NothingExpected,
    ),
    (
        "fetching keys oidc: get keys failed",
        "Vault",
        Complaint::NoKeySet,
    ),
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
    ("key is of invalid type", "golang-jwt", Complaint::KeyType),
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
    // Without a `kid` all keys were tried.
    (
        "IDX10503: Signature validation failed. Token does not have a kid",
        "Microsoft.IdentityModel",
        Complaint::Signature,
    ),
    ("IDX10503", "Microsoft.IdentityModel", Complaint::UnknownKey),
    (
        "IDX10500",
        "Microsoft.IdentityModel",
        Complaint::NoSigningKey,
    ),
    (
        "IDX10204",
        "Microsoft.IdentityModel",
        Complaint::NothingExpected,
    ),
    (
        "IDX10208",
        "Microsoft.IdentityModel",
        Complaint::NothingExpected,
    ),
    ("IDX10603", "Microsoft.IdentityModel", Complaint::Decryption),
    ("IDX10609", "Microsoft.IdentityModel", Complaint::Decryption),
    ("IDX10634", "Microsoft.IdentityModel", Complaint::Algorithm),
    ("IDX12709", "Microsoft.IdentityModel", Complaint::Malformed),
    ("IDX12729", "Microsoft.IdentityModel", Complaint::Malformed),
    ("IDX10206", "Microsoft.IdentityModel", Complaint::Audience),
    ("IDX10211", "Microsoft.IdentityModel", Complaint::Issuer),
    ("IDX10511", "Microsoft.IdentityModel", Complaint::Signature),
    ("IDX10517", "Microsoft.IdentityModel", Complaint::UnknownKey),
    ("IDX12741", "Microsoft.IdentityModel", Complaint::Malformed),
    ("IDX14100", "Microsoft.IdentityModel", Complaint::Malformed),
    ("IDX10516", "Microsoft.IdentityModel", Complaint::UnknownKey),
    ("IDX40001", "Microsoft.IdentityModel", Complaint::Issuer),
    ("IDX14102", "Microsoft.IdentityModel", Complaint::Malformed),
    ("AADSTS700027", "Microsoft Entra ID", Complaint::Client),
    ("AADSTS500011", "Microsoft Entra ID", Complaint::Audience),
    ("AADSTS65001", "Microsoft Entra ID", Complaint::Consent),
    ("AADSTS501481", "Microsoft Entra ID", Complaint::LoginState),
    (
        "Access token validation failure. Invalid audience",
        "Microsoft Graph",
        Complaint::Audience,
    ),
    (
        "Access token validation failure",
        "Microsoft Graph",
        Complaint::InvalidToken,
    ),
    (
        "Lifetime validation failed, the token is expired",
        "Microsoft Graph",
        Complaint::Expired,
    ),
    (
        "CompactToken parsing failed",
        "Microsoft Graph",
        Complaint::Malformed,
    ),
    (
        "Claim value mismatch: aud",
        "Azure API Management",
        Complaint::Audience,
    ),
    (
        "Claim value mismatch: iss",
        "Azure API Management",
        Complaint::Issuer,
    ),
    ("AADSTS50013", "Microsoft Entra ID", Complaint::Signature),
    ("AADSTS7000215", "Microsoft Entra ID", Complaint::Client),
    ("AADSTS7000222", "Microsoft Entra ID", Complaint::Client),
    ("AADSTS700016", "Microsoft Entra ID", Complaint::Client),
    ("AADSTS700024", "Microsoft Entra ID", Complaint::Expired),
    // ASP.NET Core, `JwtBearerHandler.cs`
    (
        "error_description=\"The signature key was not found",
        "ASP.NET Core",
        Complaint::UnknownKey,
    ),
    (
        "error_description=\"The signature is invalid",
        "ASP.NET Core",
        Complaint::Signature,
    ),
    (
        "error_description=\"The audience '",
        "ASP.NET Core",
        Complaint::Audience,
    ),
    (
        "error_description=\"The issuer '",
        "ASP.NET Core",
        Complaint::Issuer,
    ),
    (
        "error_description=\"The token expired at",
        "ASP.NET Core",
        Complaint::Expired,
    ),
    (
        "error_description=\"The token is not valid before",
        "ASP.NET Core",
        Complaint::NotYetValid,
    ),
    (
        "error_description=\"The token has no expiration",
        "ASP.NET Core",
        Complaint::MissingClaim,
    ),
    // jjwt, Nimbus, java-jwt, Spring
    (
        "com.auth0.jwt.exceptions.SignatureVerificationException",
        "java-jwt",
        Complaint::Signature,
    ),
    (
        "com.auth0.jwt.exceptions.TokenExpiredException",
        "java-jwt",
        Complaint::Expired,
    ),
    (
        "com.auth0.jwt.exceptions.AlgorithmMismatchException",
        "java-jwt",
        Complaint::Algorithm,
    ),
    (
        "com.auth0.jwt.exceptions.JWTDecodeException",
        "java-jwt",
        Complaint::Malformed,
    ),
    (
        "com.auth0.jwt.exceptions.MissingClaimException",
        "java-jwt",
        Complaint::MissingClaim,
    ),
    (
        "com.auth0.jwt.exceptions.SignatureGenerationException",
        "java-jwt",
        Complaint::KeyForm,
    ),
    (
        "The Claim 'iss' value doesn't match the required",
        "java-jwt",
        Complaint::Issuer,
    ),
    (
        "The Claim 'aud' value doesn't contain the required",
        "java-jwt",
        Complaint::Audience,
    ),
    ("BadJWTException: Expired JWT", "Nimbus", Complaint::Expired),
    (
        "BadJWTException: JWT before use time",
        "Nimbus",
        Complaint::NotYetValid,
    ),
    ("JWT aud claim has value", "Nimbus", Complaint::Audience),
    ("JWT audience rejected", "Nimbus", Complaint::Audience),
    ("JWT iss claim has value", "Nimbus", Complaint::Issuer),
    (
        "JWT missing required claims",
        "Nimbus",
        Complaint::MissingClaim,
    ),
    ("JOSE header typ (type)", "Nimbus", Complaint::HeaderType),
    (
        "The secret length must be at least 256 bits",
        "Nimbus",
        Complaint::WeakKey,
    ),
    (
        "Invalid serialized unsecured/JWS/JWE object",
        "Nimbus",
        Complaint::Malformed,
    ),
    (
        "Invalid JWT serialization: Missing dot delimiter",
        "Nimbus",
        Complaint::Malformed,
    ),
    (
        "The required audience is missing",
        "Spring Security",
        Complaint::Audience,
    ),
    (
        "Bearer token is malformed",
        "Spring Security",
        Complaint::Malformed,
    ),
    ("Jwt used before", "Spring Security", Complaint::NotYetValid),
    (
        "signing keys must be PrivateKey instances",
        "jjwt",
        Complaint::KeyForm,
    ),
    ("A signing key must be specified", "jjwt", Complaint::NoKey),
    (
        "attempting to decode the Jwt: Malformed token",
        "Spring Security",
        Complaint::Malformed,
    ),
    (
        "The ID Token contains invalid claims: {iat",
        "Spring Security",
        Complaint::NotYetValid,
    ),
    ("[invalid_nonce]", "Spring Security", Complaint::LoginState),
    (
        "[authorization_request_not_found]",
        "Spring Security",
        Complaint::LoginState,
    ),
    // SmallRye JWT, jose4j
    (
        "Failed to read location as any of JWK, JWKS, PEM",
        "SmallRye JWT",
        Complaint::KeyForm,
    ),
    (
        "Unable to find a suitable verification key for JWS",
        "jose4j",
        Complaint::UnknownKey,
    ),
    ("] The JWT is no longer valid", "jose4j", Complaint::Expired),
    (
        "] The JWT is not yet valid",
        "jose4j",
        Complaint::NotYetValid,
    ),
    ("Audience (aud) claim [", "jose4j", Complaint::Audience),
    (
        "No Audience (aud) claim present",
        "jose4j",
        Complaint::Audience,
    ),
    ("Issuer (iss) claim value (", "jose4j", Complaint::Issuer),
    (
        "No Issuer (iss) claim present",
        "jose4j",
        Complaint::MissingClaim,
    ),
    (
        "JWT processing failed. Additional details: [[17]",
        "jose4j",
        Complaint::Malformed,
    ),
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
        "io.jsonwebtoken.io.DecodingException: Illegal base64 character",
        "jjwt",
        Complaint::SecretBase64,
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
        "Client authentication with signed JWT failed",
        "Keycloak",
        Complaint::Client,
    ),
    ("Missing openid scope", "Keycloak", Complaint::Scope),
    (
        "User session not found or doesn't have client attached",
        "Keycloak",
        Complaint::Revoked,
    ),
    ("\"Stale token\"", "Keycloak", Complaint::Revoked),
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
    ("Error(\"JWT has expired\")", "Supabase", Complaint::Expired),
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
    (
        "Could not verify JWT: JWSError (JSONDecodeError",
        "Hasura",
        Complaint::Malformed,
    ),
    (
        "JWSError (JSONDecodeError",
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
    ("Expected 3 parts in JWT", "PostgREST", Complaint::Malformed),
    (
        "UNAUTHORIZED_NO_AUTH_HEADER",
        "Supabase",
        Complaint::NoToken,
    ),
    (
        "UNAUTHORIZED_INVALID_JWT_FORMAT",
        "Supabase",
        Complaint::Malformed,
    ),
    (
        "\"InvalidJWT\",\"message\":\"jwt expired\"",
        "Supabase",
        Complaint::Expired,
    ),
    (
        "\"InvalidJWT\",\"message\":\"signature verification failed\"",
        "Supabase",
        Complaint::Signature,
    ),
    (
        "InvalidJWTToken: Token has expired",
        "Supabase",
        Complaint::Expired,
    ),
    (
        "JWT cryptographic operation failed",
        "PostgREST",
        Complaint::KeyOrAlgorithm,
    ),
    ("PGRST302", "PostgREST", Complaint::NoToken),
    (
        "\"message\":\"INVALID_ID_TOKEN\"",
        "Firebase",
        Complaint::InvalidToken,
    ),
    (
        "\"message\":\"CREDENTIAL_MISMATCH\"",
        "Firebase",
        Complaint::Audience,
    ),
    (
        "\"message\":\"INVALID_CUSTOM_TOKEN\"",
        "Firebase",
        Complaint::Kind,
    ),
    (
        "\"message\":\"TOKEN_EXPIRED\"",
        "Firebase",
        Complaint::Revoked,
    ),
    ("is stale to sign-in", "Google", Complaint::Expired),
    (
        "Request is missing required authentication credential",
        "Google",
        Complaint::NoToken,
    ),
    (
        "because the authorization token is invalid",
        "Apple",
        Complaint::InvalidToken,
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
    // Google Identity-Aware Proxy, Security Token Service
    (
        "Invalid IAP credentials: JWT audience",
        "Google IAP",
        Complaint::Audience,
    ),
    (
        "Invalid IAP credentials: Unable to parse JWT",
        "Google IAP",
        Complaint::Malformed,
    ),
    ("The audience in ID Token [", "Google", Complaint::Audience),
    (
        "Invalid grant: account not found",
        "Google",
        Complaint::Client,
    ),
    (
        "Invalid JWT: Failed audience check",
        "Google",
        Complaint::Audience,
    ),
    (
        "Expected OAuth 2 access token, login cookie",
        "Google",
        Complaint::Kind,
    ),
    (
        "The access token could not be verified",
        "Google Cloud Run",
        Complaint::Audience,
    ),
    (
        "unauthorized to retrieve access tokens using this method",
        "Google",
        Complaint::Consent,
    ),
    (
        "App Check token has incorrect \"aud\"",
        "Firebase",
        Complaint::Audience,
    ),
    // GitHub, Apple
    (
        "'Issuer' claim ('iss') must be",
        "GitHub",
        Complaint::Issuer,
    ),
    ("InvalidProviderToken", "Apple", Complaint::Signature),
    ("ExpiredProviderToken", "Apple", Complaint::Expired),
    (
        "TooManyProviderTokenUpdates",
        "Apple",
        Complaint::TooManyTokens,
    ),
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
    (
        "error_description=\"the token has expired",
        "Amazon API Gateway",
        Complaint::Expired,
    ),
    (
        "the token does not have a valid audience",
        "Amazon API Gateway",
        Complaint::Audience,
    ),
    (
        "the token does not have a valid issuer",
        "Amazon API Gateway",
        Complaint::Issuer,
    ),
    (
        "InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Couldn't retrieve verification key",
        "AWS STS",
        Complaint::NoKeySet,
    ),
    (
        "InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience",
        "AWS STS",
        Complaint::Audience,
    ),
    ("Incorrect token audience", "AWS STS", Complaint::Audience),
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
    ("\"Token has expired.\"", "The API", Complaint::Expired),
    (
        "Authorization header requires 'Credential' parameter",
        "Amazon API Gateway",
        Complaint::RouteOfIam,
    ),
    (
        "Invalid key=value pair (missing equal-sign)",
        "Amazon API Gateway",
        Complaint::RouteOfIam,
    ),
    (
        "NotAuthorizedException: Refresh Token has expired",
        "Amazon Cognito",
        Complaint::Grant,
    ),
    (
        "\"message\":\"Refresh Token has expired\"",
        "Amazon Cognito",
        Complaint::Grant,
    ),
    (
        "Could not verify signature for Access Token",
        "Amazon Cognito",
        Complaint::Signature,
    ),
    (
        "Access Token does not have required scopes",
        "Amazon Cognito",
        Complaint::Scope,
    ),
    (
        "Unable to verify secret hash for client",
        "Amazon Cognito",
        Complaint::Client,
    ),
    (
        "Token is not from a supported provider of this identity pool",
        "Amazon Cognito",
        Complaint::Issuer,
    ),
    (
        "error_description=\"invalid audience",
        "Amazon API Gateway",
        Complaint::Audience,
    ),
    (
        "error_description=\"invalid issuer",
        "Amazon API Gateway",
        Complaint::Issuer,
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
    ("Clock skew detected", "Clerk", Complaint::NotYetValid),
    (
        "your Clerk instance keys do not match",
        "Clerk",
        Complaint::ApiKey,
    ),
    ("token-invalid-signature", "Clerk", Complaint::Signature),
    (
        "Invalid JWT Authorized party claim",
        "Clerk",
        Complaint::Audience,
    ),
    // okta-jwt-verifier, `lib.js`; Auth0, Management API
    ("claim 'aud' value", "Okta", Complaint::Audience),
    ("claim 'cid' value", "Okta", Complaint::Audience),
    ("claim 'iss' value", "Okta", Complaint::Issuer),
    (
        "Error while resolving signing key for kid",
        "Okta",
        Complaint::UnknownKey,
    ),
    ("\"Bad audience: ", "Auth0", Complaint::Audience),
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
    (
        "JWT claim does not contain x-hasura-default-role",
        "Hasura",
        Complaint::MissingClaim,
    ),
    ("jwt-missing-role-claims", "Hasura", Complaint::MissingClaim),
    (
        "Your requested role is not in allowed roles",
        "Hasura",
        Complaint::Role,
    ),
    (
        "Missing 'Authorization' or 'Cookie' header in JWT",
        "Hasura",
        Complaint::NoToken,
    ),
    (
        "Could not verify the JWT: no suitable key found",
        "Apollo Router",
        Complaint::UnknownKey,
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
        "UnauthorizedError: invalid algorithm",
        "express-jwt",
        Complaint::Algorithm,
    ),
    (
        "Format is Authorization: Bearer [token]",
        "express-jwt",
        Complaint::NoToken,
    ),
    (
        "FST_JWT_NO_AUTHORIZATION_IN_HEADER",
        "fastify-jwt",
        Complaint::NoToken,
    ),
    (
        "FST_JWT_AUTHORIZATION_TOKEN_EXPIRED",
        "fastify-jwt",
        Complaint::Expired,
    ),
    (
        "FST_JWT_AUTHORIZATION_TOKEN_INVALID",
        "fastify-jwt",
        Complaint::InvalidToken,
    ),
    ("Error: No auth token", "passport-jwt", Complaint::NoToken),
    // Flask-JWT-Extended, `jwt_manager.py`, `view_decorators.py`
    (
        "\"msg\":\"Signature verification failed\"",
        "Flask-JWT-Extended",
        Complaint::Signature,
    ),
    (
        "\"msg\": \"Signature verification failed\"",
        "Flask-JWT-Extended",
        Complaint::Signature,
    ),
    (
        "\"msg\":\"Not enough segments\"",
        "Flask-JWT-Extended",
        Complaint::Malformed,
    ),
    (
        "\"msg\": \"Not enough segments\"",
        "Flask-JWT-Extended",
        Complaint::Malformed,
    ),
    (
        "\"msg\":\"Token has expired\"",
        "Flask-JWT-Extended",
        Complaint::Expired,
    ),
    (
        "\"msg\": \"Token has expired\"",
        "Flask-JWT-Extended",
        Complaint::Expired,
    ),
    (
        "Bad Authorization header. Expected 'Authorization: Bearer <JWT>'",
        "Flask-JWT-Extended",
        Complaint::NoToken,
    ),
    (
        "Only non-refresh tokens are allowed",
        "Flask-JWT-Extended",
        Complaint::Kind,
    ),
    (
        "Only refresh tokens are allowed",
        "Flask-JWT-Extended",
        Complaint::Kind,
    ),
    (
        "\"msg\":\"Missing CSRF token\"",
        "Flask-JWT-Extended",
        Complaint::Csrf,
    ),
    (
        "\"msg\": \"Missing CSRF token\"",
        "Flask-JWT-Extended",
        Complaint::Csrf,
    ),
    (
        "CSRF double submit tokens do not match",
        "Flask-JWT-Extended",
        Complaint::Csrf,
    ),
    // NextAuth.js and Auth.js, `errors.ts`
    (
        "#jwt_session_error decryption operation failed",
        "Auth.js",
        Complaint::SessionSecret,
    ),
    (
        "[auth][cause]: JWEDecryptionFailed",
        "Auth.js",
        Complaint::SessionSecret,
    ),
    (
        "no matching decryption secret",
        "Auth.js",
        Complaint::SessionSecret,
    ),
    ("[next-auth][error][NO_SECRET]", "Auth.js", Complaint::NoKey),
    (
        "MissingSecret: Must provide `secret`",
        "Auth.js",
        Complaint::NoKey,
    ),
    ("JWEDecryptionFailed", "jose", Complaint::Decryption),
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
    (
        "JWT::DecodeError: Signature verification raised",
        "ruby-jwt",
        Complaint::Signature,
    ),
    (
        "JWT::DecodeError (Signature verification raised",
        "ruby-jwt",
        Complaint::Signature,
    ),
    (
        "Could not find public key for kid",
        "ruby-jwt",
        Complaint::UnknownKey,
    ),
    ("JWT::DecodeError", "ruby-jwt", Complaint::Malformed),
    (
        "does not support nil or empty hmac_secret",
        "ruby-jwt",
        Complaint::NoKey,
    ),
    (
        "\"error\":\"revoked token\"",
        "devise-jwt",
        Complaint::Revoked,
    ),
    (
        "Warden::JWTAuth::Errors::RevokedToken",
        "devise-jwt",
        Complaint::Revoked,
    ),
    // php-jwt, lcobucci/jwt, jwt-auth
    ("$keyOrKeyArray", "php-jwt", Complaint::KeyObject),
    (
        "UnexpectedValueException: Signature verification failed",
        "php-jwt",
        Complaint::Signature,
    ),
    (
        "Lcobucci\\JWT\\Signer\\InvalidKeyProvided: Key provided is shorter",
        "lcobucci/jwt",
        Complaint::WeakKey,
    ),
    (
        "mandatory constraints, details: - The token is expired",
        "lcobucci/jwt",
        Complaint::Expired,
    ),
    (
        "mandatory constraints, details:
- The token is expired",
        "lcobucci/jwt",
        Complaint::Expired,
    ),
    (
        "The token was not issued by the given issuers",
        "lcobucci/jwt",
        Complaint::Issuer,
    ),
    (
        "The token is not allowed to be used by this audience",
        "lcobucci/jwt",
        Complaint::Audience,
    ),
    (
        "The token was issued in the future",
        "The library",
        Complaint::NotYetValid,
    ),
    (
        "JWTAuth\\Exceptions\\TokenBlacklistedException",
        "jwt-auth",
        Complaint::Revoked,
    ),
    (
        "JWTAuth\\Exceptions\\TokenExpiredException",
        "jwt-auth",
        Complaint::Expired,
    ),
    (
        "The token has been blacklisted",
        "jwt-auth",
        Complaint::Revoked,
    ),
    (
        "The token could not be parsed from the request",
        "jwt-auth",
        Complaint::NoToken,
    ),
    (
        "JWTAuth\\Exceptions\\SecretMissingException",
        "jwt-auth",
        Complaint::NoKey,
    ),
    (
        "\"jwt_auth_invalid_token\",\"message\":\"Algorithm not allowed\"",
        "jwt-auth",
        Complaint::Algorithm,
    ),
    ("\"jwt_auth_bad_config\"", "jwt-auth", Complaint::NoKey),
    (
        "The JWT is issued in the future",
        "The library",
        Complaint::NotYetValid,
    ),
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
    (
        "Access token could not be verified",
        "Laravel Passport",
        Complaint::Signature,
    ),
    (
        "\"hint\":\"Access token has been revoked\"",
        "Laravel Passport",
        Complaint::Revoked,
    ),
    (
        "The resource owner or authorization server denied the request",
        "Laravel Passport",
        Complaint::InvalidToken,
    ),
    (
        "TokenInvalidException: Could not decode token",
        "jwt-auth",
        Complaint::Malformed,
    ),
    (
        "JWTException: Token not provided",
        "jwt-auth",
        Complaint::NoToken,
    ),
    (
        "JWTException: A token is required",
        "jwt-auth",
        Complaint::NoToken,
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
    (
        "Error(Base64(",
        "jsonwebtoken for Rust",
        Complaint::Malformed,
    ),
    ("Error(Json(", "jsonwebtoken for Rust", Complaint::Malformed),
    (
        "Error(InvalidRsaKey(",
        "jsonwebtoken for Rust",
        Complaint::KeyForm,
    ),
    (
        "Error(InvalidEcdsaKey)",
        "jsonwebtoken for Rust",
        Complaint::KeyForm,
    ),
    (
        "no signer parameters or key configured",
        "Joken",
        Complaint::NoKey,
    ),
    ("{:error, :token_not_found}", "Guardian", Complaint::NoToken),
    ("{:error, :signature_error}", "Joken", Complaint::Signature),
    ("{:error, :token_expired}", "Guardian", Complaint::Expired),
    ("{:error, :invalid_issuer}", "Guardian", Complaint::Issuer),
    ("{:error, :secret_not_found}", "Guardian", Complaint::NoKey),
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
    // JWTKit of Vapor, djwt of Deno, Hono, dart_jsonwebtoken
    (
        "exp claim verification failed: expired",
        "JWTKit",
        Complaint::Expired,
    ),
    (
        "nbf claim verification failed",
        "JWTKit",
        Complaint::NotYetValid,
    ),
    (
        "signature does not match the verification signature",
        "djwt",
        Complaint::Signature,
    ),
    ("The jwt is expired", "djwt", Complaint::Expired),
    ("JwtTokenSignatureMismatched", "Hono", Complaint::Signature),
    ("JwtTokenExpired", "Hono", Complaint::Expired),
    ("JwtTokenNotBefore", "Hono", Complaint::NotYetValid),
    ("JwtTokenInvalid", "Hono", Complaint::Malformed),
    ("JwtAlgorithmMismatch", "Hono", Complaint::Algorithm),
    // Strapi, `errors.ts`; PocketBase, `middlewares.go`
    (
        "\"message\":\"Missing or invalid credentials\"",
        "Strapi",
        Complaint::InvalidToken,
    ),
    (
        "requires valid record authorization token",
        "PocketBase",
        Complaint::InvalidToken,
    ),
    (
        "The access token is invalid or has expired",
        "The API",
        Complaint::InvalidToken,
    ),
    ("\"INVALID_TOKEN\"", "The API", Complaint::InvalidToken),
    (
        "\"reason\":\"Access credentials are invalid\"",
        "Ory",
        Complaint::InvalidToken,
    ),
    // DPoP, RFC 9449 sections 5, 7.1 and 8
    ("invalid_dpop_proof", "The server", Complaint::Proof),
    ("use_dpop_nonce", "The server", Complaint::Proof),
    // ZITADEL, `oidc/verifier.go`; Okta, okta-auth-js; Appwrite, `errors.php`; Directus, `token-expired.ts`
    (
        "issuedAt of token is in the future",
        "ZITADEL",
        Complaint::NotYetValid,
    ),
    (
        "The JWT was issued in the future",
        "Okta",
        Complaint::NotYetValid,
    ),
    (
        "User (role: guests) missing scope",
        "Appwrite",
        Complaint::NoSession,
    ),
    (
        "User (role: guest) missing scope",
        "Appwrite",
        Complaint::NoSession,
    ),
    ("\"code\":\"TOKEN_EXPIRED\"", "The API", Complaint::Expired),
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
    (
        "\"message\":\"Invalid signature\"",
        "The gateway",
        Complaint::Signature,
    ),
    (
        "\"message\":\"Unauthorized\",\"request_id\":",
        "Kong",
        Complaint::NoToken,
    ),
    (
        "invalid session: token signature is invalid",
        "Argo CD",
        Complaint::Signature,
    ),
    (
        "invalid session: token has invalid claims: token is expired",
        "Argo CD",
        Complaint::Expired,
    ),
    (
        "JWT validation failed: Signature verification failed",
        "Synapse",
        Complaint::Signature,
    ),
    ("RBAC: access denied", "Istio", Complaint::Policy),
    (
        "\"message\":\"Invalid algorithm\"",
        "The gateway",
        Complaint::Algorithm,
    ),
    ("\"Bad token; invalid", "Kong", Complaint::Malformed),
    ("\"exp\":\"token expired\"", "Kong", Complaint::Expired),
    (
        "\"nbf\":\"token not valid yet\"",
        "Kong",
        Complaint::NotYetValid,
    ),
    (
        "steps.jwt.JwtAudienceMismatch",
        "Apigee",
        Complaint::Audience,
    ),
    ("steps.jwt.JwtIssuerMismatch", "Apigee", Complaint::Issuer),
    ("steps.jwt.TokenExpired", "Apigee", Complaint::Expired),
    (
        "steps.jwt.NoMatchingPublicKey",
        "Apigee",
        Complaint::UnknownKey,
    ),
    (
        "steps.jwt.AlgorithmMismatch",
        "Apigee",
        Complaint::Algorithm,
    ),
    ("steps.jwt.InvalidToken", "Apigee", Complaint::InvalidToken),
    ("steps.jwt.FailedToDecode", "Apigee", Complaint::Malformed),
    (
        "\"code\":900901",
        "WSO2 API Manager",
        Complaint::InvalidToken,
    ),
    (
        "\"code\":\"900901\"",
        "WSO2 API Manager",
        Complaint::InvalidToken,
    ),
    (
        "jwt_claim_verification_failed",
        "EMQX",
        Complaint::InvalidToken,
    ),
    (
        "Invalid JWT token: token expired",
        "Vert.x",
        Complaint::Expired,
    ),
    ("Invalid JWT token: iat", "Vert.x", Complaint::NotYetValid),
    ("Invalid JWT token: nbf", "Vert.x", Complaint::NotYetValid),
    ("Invalid JWT audience", "Vert.x", Complaint::Audience),
    ("Invalid JWT issuer", "Vert.x", Complaint::Issuer),
    ("CWWKS6022E", "Open Liberty", Complaint::Issuer),
    ("CWWKS6023E", "Open Liberty", Complaint::Audience),
    ("CWWKS6025E", "Open Liberty", Complaint::Expired),
    ("CWWKS6041E", "Open Liberty", Complaint::Signature),
    ("CWWKS5523E", "Open Liberty", Complaint::InvalidToken),
    (
        "no matching resource_server_id",
        "RabbitMQ",
        Complaint::Audience,
    ),
    (
        "Provided JWT token has expired",
        "RabbitMQ",
        Complaint::Expired,
    ),
    (
        "Unknown signing key (kid:",
        "Strimzi",
        Complaint::UnknownKey,
    ),
    (
        "\"status\":\"invalid_token\"",
        "Kafka",
        Complaint::InvalidToken,
    ),
    (
        "Token failed verification: expired",
        "Artifactory",
        Complaint::Expired,
    ),
    (
        "Token failed verification: parse",
        "Artifactory",
        Complaint::Malformed,
    ),
    (
        "JWT error: Invalid authentication tag",
        "jwt-simple",
        Complaint::Signature,
    ),
    (
        "InvalidClaimException: The token expired",
        "web-token",
        Complaint::Expired,
    ),
    (
        "InvalidClaimException: Bad audience",
        "web-token",
        Complaint::Audience,
    ),
    (
        "No auth provider found matching the given token",
        "Convex",
        Complaint::TrustPolicy,
    ),
    (
        "\"code\":109,\"message\":\"token expired\"",
        "Centrifugo",
        Complaint::Expired,
    ),
    ("code=40142", "Ably", Complaint::Expired),
    ("\"code\":40144", "Ably", Complaint::Signature),
    ("TokenExpired: token expired", "The API", Complaint::Expired),
    (
        "The audience claim for client_assertion",
        "Okta",
        Complaint::Audience,
    ),
    ("InvalidCheck: ", "Auth.js", Complaint::LoginState),
    (
        "Failed to verify JWT. Invalid token: Expired",
        "Appwrite",
        Complaint::Expired,
    ),
    (
        "InvalidTokenError: Invalid Compact JWS",
        "express-oauth2-jwt-bearer",
        Complaint::Malformed,
    ),
    // Django REST framework and its simplejwt, Snowflake
    ("\"Token has wrong type\"", "simplejwt", Complaint::Kind),
    ("\"Token is blacklisted\"", "simplejwt", Complaint::Revoked),
    ("\"Token is expired\"", "simplejwt", Complaint::Expired),
    ("\"user_not_found\"", "simplejwt", Complaint::UnknownUser),
    (
        "\"bad_authorization_header\"",
        "simplejwt",
        Complaint::NoToken,
    ),
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
        "JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH",
        "Snowflake",
        Complaint::Fingerprint,
    ),
    (
        "JWT_TOKEN_INVALID_ISSUE_TIME",
        "Snowflake",
        Complaint::NotYetValid,
    ),
    (
        "JWT_TOKEN_INVALID_USER_IN_ISSUER",
        "Snowflake",
        Complaint::Issuer,
    ),
    (
        "JWT_TOKEN_INVALID_USER_MISMATCH",
        "Snowflake",
        Complaint::Issuer,
    ),
    (
        "JWT_TOKEN_INVALID_ALGORITHM",
        "Snowflake",
        Complaint::Algorithm,
    ),
    (
        "JWT_TOKEN_INVALID_SIGNATURE",
        "Snowflake",
        Complaint::Signature,
    ),
    (
        "JWT token is invalid. [",
        "Snowflake",
        Complaint::InvalidToken,
    ),
    // OpenID Connect clients: openid-client, oidc-client, oidc-client-ts, mozilla-django-oidc
    (
        "RPError: nonce mismatch",
        "openid-client",
        Complaint::LoginState,
    ),
    (
        "RPError: state mismatch",
        "openid-client",
        Complaint::LoginState,
    ),
    (
        "checks.state argument is missing",
        "openid-client",
        Complaint::LoginState,
    ),
    (
        "at_hash mismatch",
        "openid-client",
        Complaint::AccessTokenHash,
    ),
    ("unexpected iss value", "openid-client", Complaint::Issuer),
    (
        "id_token issued in the future",
        "openid-client",
        Complaint::NotYetValid,
    ),
    (
        "no valid key found in issuer's jwks_uri",
        "openid-client",
        Complaint::KeyOrAlgorithm,
    ),
    (
        "unexpected JWT alg received",
        "openid-client",
        Complaint::Algorithm,
    ),
    (
        "Error: iat is in the future",
        "oidc-client",
        Complaint::NotYetValid,
    ),
    (
        "No matching state found in storage",
        "oidc-client",
        Complaint::LoginState,
    ),
    (
        "JWT id_token verification failed",
        "mozilla-django-oidc",
        Complaint::Signature,
    ),
    (
        "user hasn't approved this consumer",
        "Salesforce",
        Complaint::Consent,
    ),
    (
        "\"error\":\"consent_required\"",
        "The token endpoint",
        Complaint::Consent,
    ),
    (
        "\"error\":\"interaction_required\"",
        "The token endpoint",
        Complaint::Consent,
    ),
    ("Please check the 'aud' claim", "Box", Complaint::Audience),
    ("Please check the 'exp' claim", "Box", Complaint::Expired),
    ("Please check the 'iss' claim", "Box", Complaint::Issuer),
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
    (
        "Invalid access token, does not contain scopes",
        "Zoom",
        Complaint::Scope,
    ),
    (
        "\"code\":124,\"message\":\"Invalid access token",
        "Zoom",
        Complaint::InvalidToken,
    ),
    (
        "\"code\":124,\"message\":\"Access token is expired",
        "Zoom",
        Complaint::Expired,
    ),
    (
        "errorMessage: \"Signature expired\"",
        "Zoom",
        Complaint::Expired,
    ),
    (
        "errorMessage: \"Signature is invalid.\"",
        "Zoom",
        Complaint::Signature,
    ),
    ("errorCode: 3712", "Zoom", Complaint::Signature),
    (
        "invalid token, authorized failed",
        "Agora",
        Complaint::InvalidToken,
    ),
    (
        "CAN_NOT_GET_GATEWAY_SERVER: token expired",
        "Agora",
        Complaint::Expired,
    ),
    ("dynamic use static key", "Agora", Complaint::NoToken),
    (
        "You did not provide correct credentials",
        "Vonage",
        Complaint::InvalidToken,
    ),
    (
        "OT_AUTHENTICATION_ERROR",
        "Vonage Video",
        Complaint::InvalidToken,
    ),
    (
        "JWTAuth error: signature is not valid",
        "Stream",
        Complaint::Signature,
    ),
    ("JWTAuth error", "Stream", Complaint::InvalidToken),
    // GitHub and Twilio, without a token's reason
    ("Integration not found", "GitHub", Complaint::Issuer),
    ("\"Bad credentials\"", "GitHub", Complaint::InvalidToken),
    ("20003", "Twilio", Complaint::ApiKey),
];
