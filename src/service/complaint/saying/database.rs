//! Databases, and backends around one.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    "Supabase" [Service] {
        "token is unverifiable: error while executing keyfunc: unrecognized JWT kid" => KeyOrAlgorithm,
        "Error(\"JWT has expired\")" => Expired,
        "\"Invalid JWT\"" => InvalidToken,
        "Double check your Supabase" => ApiKey,
        "Legacy API keys are disabled" => ApiKey,
        "No API key found in request" => NoToken,
        "missing sub claim" => MissingClaim,
        "parse or verify signature, token is malformed" => Malformed,
        "parse or verify signature, token signature is invalid" => Signature,
        "parse or verify signature, token has invalid claims: token is expired" => Expired,
        "UNAUTHORIZED_LEGACY_JWT" => Algorithm,
        "UNAUTHORIZED_NO_AUTH_HEADER" => NoToken,
        "UNAUTHORIZED_INVALID_JWT_FORMAT" => Malformed,
        "\"InvalidJWT\",\"message\":\"jwt expired\"" => Expired,
        "\"InvalidJWT\",\"message\":\"signature verification failed\"" => Signature,
        "InvalidJWTToken: Token has expired" => Expired,
    }

    "PostgREST" [Service] {
        "JWSError JWSInvalidSignature" => Signature,
        "JWSError (CompactDecodeError" => Malformed,
        "JWSError (JSONDecodeError" => Malformed,
        "\"JWT expired\"" => Expired,
        "PGRST300" => KeyForm,
        "PGRST301" => InvalidToken,
        "PGRST303" => Expired,
        "No suitable key or wrong key type" => KeyOrAlgorithm,
        "Expected 3 parts in JWT" => Malformed,
        "JWT cryptographic operation failed" => KeyOrAlgorithm,
        "PGRST302" => NoToken,
    }

    "Hasura" [Service] {
        "invalid x-hasura-admin-secret" => ApiKey,
        "Could not verify JWT: JWSError (JSONDecodeError" => Malformed,
        "Could not verify JWT: JWTExpired" => Expired,
        "Could not verify JWT: JWTIssuedAtFuture" => NotYetValid,
        "Could not verify JWT: JWTNotYetValid" => NotYetValid,
        "JWTNotInAudience" => Audience,
        "JWTNotInIssuer" => Issuer,
        "Could not verify JWT: JWSError JWSInvalidSignature" => Signature,
        "claims key: 'https://hasura.io/jwt/claims' not found" => MissingClaim,
        "invalid \"x-hasura-admin-secret\"" => ApiKey,
        "JWT claim does not contain x-hasura-default-role" => MissingClaim,
        "jwt-missing-role-claims" => MissingClaim,
        "Your requested role is not in allowed roles" => Role,
        "Missing 'Authorization' or 'Cookie' header in JWT" => NoToken,
    }

    // `errors.php`
    "Appwrite" [Service] {
        "User (role: guests) missing scope" => NoSession,
        "User (role: guest) missing scope" => NoSession,
        "Failed to verify JWT. Invalid token: Expired" => Expired,
    }

    // `middlewares.go`
    "PocketBase" {
        "requires valid record authorization token" => InvalidToken,
    }

    "Convex" {
        "No auth provider found matching the given token" => TrustPolicy,
    }

    // `errors.ts`
    "Strapi" {
        "\"message\":\"Missing or invalid credentials\"" => Unrecognized,
        "\"name\":\"ForbiddenError\",\"message\":\"Forbidden\"" => RoleWithoutAction,
        "Missing jwtSecret. Please, set" => NoKey,
    }

    // `meilisearch/src/extractors/authentication`
    "Meilisearch" {
        "Tenant token expired. Was valid up to" => Expired,
        "Could not decode tenant token, InvalidSignature" => Signature,
        "Could not decode tenant token" => Malformed,
        "The provided tenant token is invalid" => InvalidToken,
        "errors#invalid_api_key" => InvalidToken,
        "errors#missing_authorization_header" => NoToken,
        "\"code\":\"missing_authorization_header\"" => NoToken,
    }
};
