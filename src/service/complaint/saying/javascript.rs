//! Libraries of JavaScript and TypeScript, for Node.js, browsers, Deno and Bun.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    // `verify.js`, `sign.js`
    "jsonwebtoken" {
        "secretOrPrivateKey must be a symmetric key" => KeyType,
        "the payload already has an \"exp\" property" => ExpiryTwice,
        "\"expiresIn\" should be a number of seconds" => LifeForm,
        "JsonWebTokenError: invalid algorithm" => Algorithm,
        "JsonWebTokenError: invalid signature" => Signature,
        "jwt malformed" => Malformed,
        "jwt expired" => Expired,
        "jwt not active" => NotYetValid,
        "jwt must be provided" => NoToken,
        "jwt signature is required" => Malformed,
        "secret or public key must be provided" => NoKey,
        "secretOrPrivateKey has a minimum key size" => WeakKey,
        "secretOrPublicKey has a minimum key size" => WeakKey,
        "jwt must be a string" => Malformed,
        "jwt audience invalid" => Audience,
        "jwt issuer invalid" => Issuer,
        "secretOrPublicKey must be an asymmetric key" => KeyForm,
        "secretOrPrivateKey must be an asymmetric key" => KeyForm,
        "secretOrPublicKey must be a symmetric key" => Algorithm,
        "error in secret or public key callback" => UnknownKey,
        "JsonWebTokenError: invalid token" => Malformed,
        "secretOrPrivateKey must have a value" => NoKey,
        "Expected \"payload\" to be a plain object" => PayloadForm,
        "Object.jwsDecode [as decode]" => Malformed,
        "secret must be a string or buffer" => KeyType,
    }

    "express-jwt" {
        "express-jwt: `secret` is a required option" => NoKey,
        "UnauthorizedError: invalid algorithm" => Algorithm,
        "Format is Authorization: Bearer [token]" => NoToken,
        "No authorization token was found" => NoToken,
    }

    "express-oauth2-jwt-bearer" {
        "Unexpected 'iss' value" => Issuer,
        "Unexpected 'aud' value" => Audience,
        "InvalidTokenError: Invalid Compact JWS" => Malformed,
    }

    "fastify-jwt" {
        "FST_JWT_NO_AUTHORIZATION_IN_HEADER" => NoToken,
        "FST_JWT_AUTHORIZATION_TOKEN_EXPIRED" => Expired,
        "FST_JWT_AUTHORIZATION_TOKEN_INVALID" => InvalidToken,
    }

    "Passport" {
        "Unknown authentication strategy \"jwt" => NoStrategy,
    }

    "passport-jwt" {
        "JwtStrategy requires a secret or key" => NoKey,
        "Error: No auth token" => NoToken,
    }

    "jwks-rsa" {
        "Unable to find a signing key that matches" => UnknownKey,
        "JwksError" => NoKeySet,
    }

    // `lib/asn1.ts`, `jwt_claims_set.ts`, `errors.ts`
    "jose" {
        "must be PKCS#8 formatted string" => Pkcs8,
        "must be PKCS8 formatted string" => Pkcs8,
        "must be SPKI formatted string" => Spki,
        "(Algorithm) Header Parameter value not allowed" => Algorithm,
        "ERR_JOSE_ALG_NOT_ALLOWED" => Algorithm,
        "JWSSignatureVerificationFailed" => Signature,
        "JWTExpired" => Expired,
        "ERR_JWT_EXPIRED" => Expired,
        "Invalid Compact JWS" => Malformed,
        "ERR_JWS_INVALID" => Malformed,
        "ERR_JWS_SIGNATURE" => Signature,
        "algorithm must be one of type KeyObject" => KeyType,
        "unexpected \"typ\" JWT header value" => HeaderType,
        "JWKSTimeout" => NoKeySet,
        "Expected 200 OK from the JSON Web Key Set" => NoKeySet,
        "unexpected \"aud\" claim value" => Audience,
        "unexpected \"iss\" claim value" => Issuer,
        "\"exp\" claim timestamp check failed" => Expired,
        "\"nbf\" claim timestamp check failed" => NotYetValid,
        "no applicable key found in the JSON Web Key Set" => UnknownKey,
        "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" => Signature,
        "or Uint8Array. Received undefined" => NoKey,
        "or JSON Web Key. Received undefined" => NoKey,
        "or CryptoKey. Received undefined" => NoKey,
        "JSON Web Key. Received an instance of" => KeyType,
        "or CryptoKey. Received an instance of" => KeyType,
        "or Uint8Array. Received type string" => KeyType,
        "or JSON Web Key. Received type string" => KeyType,
        "JWKSMultipleMatchingKeys" => SeveralKeys,
        "multiple matching keys found in the JSON Web Key Set" => SeveralKeys,
        "JSON Web Key Set malformed" => NoKeySet,
        "missing required \"aud\" claim" => MissingClaim,
        "missing required \"exp\" claim" => MissingClaim,
        "missing required \"iat\" claim" => MissingClaim,
        "missing required \"iss\" claim" => MissingClaim,
        "missing required \"sub\" claim" => MissingClaim,
        "\"iat\" claim timestamp check failed (too far in the past)" => Expired,
        "\"iat\" claim timestamp check failed" => NotYetValid,
        "JWEDecryptionFailed" => Decryption,
    }

    "WebCrypto" {
        "DataError]: Invalid keyData" => KeyForm,
        "Zero-length key is not supported" => NoKey,
    }

    // NextAuth.js too; `errors.ts`
    "Auth.js" {
        "#jwt_session_error decryption operation failed" => SessionSecret,
        "[auth][cause]: JWEDecryptionFailed" => SessionSecret,
        "no matching decryption secret" => SessionSecret,
        "[next-auth][error][NO_SECRET]" => NoKey,
        "MissingSecret: Must provide `secret`" => NoKey,
        "InvalidCheck: " => LoginState,
    }

    "openid-client" [IdTokens] {
        "RPError: nonce mismatch" => LoginState,
        "RPError: state mismatch" => LoginState,
        "checks.state argument is missing" => LoginState,
        "at_hash mismatch" => AccessTokenHash,
        "unexpected iss value" => Issuer,
        "id_token issued in the future" => NotYetValid,
        "no valid key found in issuer's jwks_uri" => KeyOrAlgorithm,
        "unexpected JWT alg received" => Algorithm,
    }

    // oidc-client-ts too
    "oidc-client" {
        "Error: iat is in the future" => NotYetValid,
        "No matching state found in storage" => LoginState,
    }

    "Hono" {
        "JwtTokenSignatureMismatched" => Signature,
        "JwtTokenExpired" => Expired,
        "JwtTokenNotBefore" => NotYetValid,
        "JwtTokenInvalid" => Malformed,
        "JwtAlgorithmMismatch" => Algorithm,
    }

    // Of Deno
    "djwt" {
        "signature does not match the verification signature" => Signature,
        "The jwt is expired" => Expired,
    }

    "universal-github-app-jwt" {
        "Private Key is in PKCS#1 format" => Pkcs8,
    }
};
