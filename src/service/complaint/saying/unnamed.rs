//! What does not show who says it: words of a standard, and words that several say.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    // RFC 6750 section 3.1, in `WWW-Authenticate`; others
    "The API" [Unnamed] {
        "error=\"invalid_token\"" => InvalidToken,
        "error=\"insufficient_scope\"" => Scope,
        "\"Token has expired.\"" => Expired,
        "The access token is invalid or has expired" => InvalidToken,
        "\"INVALID_TOKEN\"" => InvalidToken,
        "\"code\":\"TOKEN_EXPIRED\"" => Expired,
        "TokenExpired: token expired" => Expired,
    }

    "The gateway" [Unnamed] {
        "JWT signature validation failed" => Signature,
        "\"message\":\"Invalid signature\"" => Signature,
        "\"message\":\"Invalid algorithm\"" => Algorithm,
    }

    // lcobucci/jwt and others, of PHP
    "The library" [Unnamed] {
        "Signature verification failed" => Signature,
        "The token was issued in the future" => NotYetValid,
        "The JWT is issued in the future" => NotYetValid,
    }

    // DPoP, RFC 9449 sections 5, 7.1 and 8
    "The server" [Unnamed] {
        "invalid_dpop_proof" => Proof,
        "use_dpop_nonce" => Proof,
    }

    // RFC 6749 section 5.2
    "The token endpoint" [Unnamed] {
        "\"error\":\"consent_required\"" => Consent,
        "\"error\":\"interaction_required\"" => Consent,
        "\"invalid_grant\"" => Grant,
        "\"invalid_client\"" => Client,
    }
};
