//! Those who sign users in: identity providers.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    // Management API
    "Auth0" [Service] {
        "Service not found: " => Audience,
        "\"Bad audience: " => Audience,
    }

    // okta-jwt-verifier, `lib.js`; okta-auth-js
    "Okta" {
        "\"errorCode\":\"E0000011\"" => InvalidToken,
        "claim 'aud' value" => Audience,
        "claim 'cid' value" => Audience,
        "claim 'iss' value" => Issuer,
        "Error while resolving signing key for kid" => UnknownKey,
        "The JWT was issued in the future" => NotYetValid,
        "The audience claim for client_assertion" => Audience,
    }

    // `errors.ts`, `verifyJwt.ts`
    "Clerk" [Service] {
        "reason=token-expired" => Expired,
        "token-not-active-yet" => NotYetValid,
        "token-iat-in-the-future" => NotYetValid,
        "jwk-kid-mismatch" => UnknownKey,
        "Unable to find a signing key in JWKS that matches" => UnknownKey,
        "Clock skew detected" => NotYetValid,
        "your Clerk instance keys do not match" => ApiKey,
        "token-invalid-signature" => Signature,
        "Invalid JWT Authorized party claim" => Audience,
    }

    "Keycloak" {
        "Invalid token issuer. Expected" => Issuer,
        "Didn't find publicKey for kid" => UnknownKey,
        "\"Token is not active\"" => Expired,
        "\"Session not active\"" => Revoked,
        "\"Token verification failed\"" => InvalidToken,
        "Client authentication with signed JWT failed" => Client,
        "Missing openid scope" => Scope,
        "User session not found or doesn't have client attached" => Revoked,
        "\"Stale token\"" => Revoked,
        "Didn't find publicKey for specified kid" => UnknownKey,
    }

    // `oidc/verifier.go`
    "ZITADEL" {
        "issuedAt of token is in the future" => NotYetValid,
    }

    "Ory" {
        "\"reason\":\"Access credentials are invalid\"" => InvalidToken,
    }
};
