//! Libraries of PHP.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    "php-jwt" {
        "$keyOrKeyArray" => KeyObject,
        "UnexpectedValueException: Signature verification failed" => Signature,
        "JWT\\SignatureInvalidException" => Signature,
        "JWT\\ExpiredException" => Expired,
        "Expired token" => Expired,
        "JWT\\BeforeValidException" => NotYetValid,
        "Cannot handle token with iat prior to" => NotYetValid,
        "Cannot handle token with nbf prior to" => NotYetValid,
        "Cannot handle token prior to" => NotYetValid,
        "Wrong number of segments" => Malformed,
        "Provided key is too short" => WeakKey,
        "Key may not be empty" => NoKey,
        "\"kid\" invalid, unable to lookup correct key" => UnknownKey,
        "\"kid\" empty, unable to lookup correct key" => UnknownKey,
    }

    "lcobucci/jwt" {
        "The JWT string must have two dots" => Malformed,
        "Lcobucci\\JWT\\Signer\\InvalidKeyProvided: Key provided is shorter" => WeakKey,
        "mandatory constraints, details: - The token is expired" => Expired,
        "mandatory constraints, details:\n- The token is expired" => Expired,
        "The token was not issued by the given issuers" => Issuer,
        "The token is not allowed to be used by this audience" => Audience,
        "Token signature mismatch" => Signature,
    }

    // Of Laravel, and the plugin of WordPress
    "jwt-auth" {
        "JWTAuth\\Exceptions\\TokenBlacklistedException" => Revoked,
        "JWTAuth\\Exceptions\\TokenExpiredException" => Expired,
        "The token has been blacklisted" => Revoked,
        "The token could not be parsed from the request" => NoToken,
        "JWTAuth\\Exceptions\\SecretMissingException" => NoKey,
        "\"jwt_auth_invalid_token\",\"message\":\"Algorithm not allowed\"" => Algorithm,
        "\"jwt_auth_bad_config\"" => NoKey,
        "Token Signature could not be verified" => Signature,
        "TokenInvalidException: Could not decode token" => Malformed,
        "JWTException: Token not provided" => NoToken,
        "JWTException: A token is required" => NoToken,
    }

    "Laravel Passport" {
        "Access token could not be verified" => Signature,
        "\"hint\":\"Access token has been revoked\"" => Revoked,
        "The resource owner or authorization server denied the request" => InvalidToken,
    }

    "web-token" {
        "InvalidClaimException: The token expired" => Expired,
        "InvalidClaimException: Bad audience" => Audience,
    }
};
