//! Libraries of Java and Kotlin.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    "java-jwt" {
        "com.auth0.jwt.exceptions.SignatureVerificationException" => Signature,
        "com.auth0.jwt.exceptions.TokenExpiredException" => Expired,
        "The Token has expired on" => Expired,
        "The Token can't be used before" => NotYetValid,
        "resulted invalid when verified" => Signature,
        "com.auth0.jwt.exceptions.AlgorithmMismatchException" => Algorithm,
        "com.auth0.jwt.exceptions.JWTDecodeException" => Malformed,
        "com.auth0.jwt.exceptions.MissingClaimException" => MissingClaim,
        "com.auth0.jwt.exceptions.SignatureGenerationException" => KeyForm,
        "The Claim 'iss' value doesn't match the required" => Issuer,
        "The Claim 'aud' value doesn't contain the required" => Audience,
    }

    "jjwt" [Java] {
        "signing keys must be PrivateKey instances" => KeyForm,
        "A signing key must be specified" => NoKey,
        "io.jsonwebtoken.MalformedJwtException" => Malformed,
        "JWT strings must contain exactly 2 period characters" => Malformed,
        "io.jsonwebtoken.security.WeakKeyException" => WeakKey,
        "io.jsonwebtoken.PrematureJwtException" => NotYetValid,
        "io.jsonwebtoken.UnsupportedJwtException" => Algorithm,
        "io.jsonwebtoken.io.DecodingException: Illegal base64 character" => SecretBase64,
        "io.jsonwebtoken.io.DecodingException" => Malformed,
        "JWT signature does not match locally computed signature" => Signature,
        "io.jsonwebtoken.ExpiredJwtException" => Expired,
    }

    "Nimbus" [Java] {
        "BadJWTException: Expired JWT" => Expired,
        "BadJWTException: JWT before use time" => NotYetValid,
        "JWT aud claim has value" => Audience,
        "JWT audience rejected" => Audience,
        "JWT iss claim has value" => Issuer,
        "JWT missing required claims" => MissingClaim,
        "JOSE header typ (type)" => HeaderType,
        "The secret length must be at least 256 bits" => WeakKey,
        "Invalid serialized unsecured/JWS/JWE object" => Malformed,
        "Invalid JWT serialization: Missing dot delimiter" => Malformed,
        "Couldn't retrieve remote JWK set" => NoKeySet,
        "Signed JWT rejected: Invalid signature" => Signature,
        "Another algorithm expected, or no matching key(s) found" => KeyOrAlgorithm,
    }

    "Spring Security" [Java] {
        "Failed to authenticate since the JWT was invalid" => InvalidToken,
        "The required audience is missing" => Audience,
        "Bearer token is malformed" => Malformed,
        "Jwt used before" => NotYetValid,
        "attempting to decode the Jwt: Malformed token" => Malformed,
        "The ID Token contains invalid claims: {iat" => NotYetValid,
        "[invalid_nonce]" => LoginState,
        "[authorization_request_not_found]" => LoginState,
        "This aud claim is not equal to the configured audience" => Audience,
        "decode the Jwt: Jwt expired at" => Expired,
        "error_description=\"Jwt expired at" => Expired,
        "Unable to resolve the Configuration with the provided Issuer" => NoKeySet,
        "The iss claim is not valid" => Issuer,
        "The aud claim is not valid" => Audience,
        "Failed to select a JWK signing key" => NoSigner,
        "Found multiple JWK signing keys" => SeveralKeys,
        "decode the Jwt: the given typ value" => HeaderType,
        "decode the Jwt: Unsupported algorithm of" => Algorithm,
        "decode the Jwt: Invalid JWT serialization" => Malformed,
        "decode the Jwt: Invalid unsecured/JWS/JWE header" => Malformed,
        "decode the Jwt: Payload of JWS object is not a valid JSON object" => Malformed,
    }

    "jose4j" [Java] {
        "Unable to find a suitable verification key for JWS" => UnknownKey,
        "] The JWT is no longer valid" => Expired,
        "] The JWT is not yet valid" => NotYetValid,
        "Audience (aud) claim [" => Audience,
        "No Audience (aud) claim present" => Audience,
        "Issuer (iss) claim value (" => Issuer,
        "No Issuer (iss) claim present" => MissingClaim,
        "JWT processing failed. Additional details: [[17]" => Malformed,
    }

    "SmallRye JWT" [Java] {
        "Failed to read location as any of JWK, JWKS, PEM" => KeyForm,
    }

    "Vert.x" [Java] {
        "Invalid JWT token: token expired" => Expired,
        "Invalid JWT token: iat" => NotYetValid,
        "Invalid JWT token: nbf" => NotYetValid,
        "Invalid JWT audience" => Audience,
        "Invalid JWT issuer" => Issuer,
    }

    "Open Liberty" [Java] {
        "CWWKS6022E" => Issuer,
        "CWWKS6023E" => Audience,
        "CWWKS6025E" => Expired,
        "CWWKS6041E" => Signature,
        "CWWKS5523E" => InvalidToken,
    }

    "Java" [Java] {
        "algid parse error, not a sequence" => Pkcs8,
    }
};
