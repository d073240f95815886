//! Services whose API takes a token that the program of a customer signs.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    "Apple" [Service] {
        "because the authorization token is invalid" => InvalidToken,
        "InvalidProviderToken" => Signature,
        "ExpiredProviderToken" => Expired,
        "TooManyProviderTokenUpdates" => TooManyTokens,
        "Provide a properly configured and signed bearer token" => InvalidToken,
    }

    "GitHub" [Service] {
        "'Expiration time' claim ('exp') must be a numeric value" => Times,
        "'Issuer' claim ('iss') must be" => Issuer,
        "'Expiration time' claim ('exp') is too far in the future" => Life,
        "'Issued at' claim ('iat') must be an Integer" => IssueTime,
        "A JSON web token could not be decoded" => Signature,
        "Integration not found" => Issuer,
        "\"Bad credentials\"" => InvalidToken,
    }

    "Salesforce" [Service] {
        "\"error_description\":\"audience is invalid\"" => AssertionAudience,
        "user hasn't approved this consumer" => Consent,
        "\"error_description\":\"invalid assertion\"" => AssertionKey,
    }

    "Box" [Service] {
        "Please check the 'aud' claim" => Audience,
        "Please check the 'exp' claim" => Times,
        "Please check the 'iss' claim" => Issuer,
    }

    "Snowflake" [Service] {
        "JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH" => Fingerprint,
        "JWT_TOKEN_INVALID_ISSUE_TIME" => NotYetValid,
        "JWT_TOKEN_INVALID_USER_IN_ISSUER" => Issuer,
        "JWT_TOKEN_INVALID_USER_MISMATCH" => Issuer,
        "JWT_TOKEN_INVALID_ALGORITHM" => Algorithm,
        "JWT_TOKEN_INVALID_SIGNATURE" => Signature,
        "JWT token is invalid. [" => InvalidToken,
    }

    "DocuSign" [Service] {
        "no_valid_keys_or_signatures" => AssertionKey,
        "issuer_not_found" => AssertionParty,
    }

    "Web Push" [Service] {
        "VapidPkHashMismatch" => Signature,
        "BadJwtToken" => InvalidToken,
    }
};
