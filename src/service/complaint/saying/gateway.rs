//! Gateways and proxies in front of an API.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    // `jwt_verify_lib/status.cc`
    "Envoy" {
        "Jwt verification fails" => Signature,
        "Jwt issuer is not configured" => Issuer,
        "Jwks doesn't have key to match kid or alg from Jwt" => KeyOrAlgorithm,
        "Audiences in Jwt are not allowed" => Audience,
        "Jwt is not in the form of Header.Payload.Signature" => Malformed,
        "Jwt is expired" => Expired,
        "Jwt not yet valid" => NotYetValid,
        "Jwt is missing" => NoToken,
        "Jwks remote fetch is failed" => NoKeySet,
    }

    "Istio" {
        "RBAC: access denied" => Policy,
    }

    "Kong" {
        "No credentials found for given 'iss'" => Issuer,
        "No mandatory 'iss' in claims" => MissingClaim,
        "\"message\":\"Unauthorized\",\"request_id\":" => NoToken,
        "\"Bad token; invalid" => Malformed,
        "\"exp\":\"token expired\"" => Expired,
        "\"nbf\":\"token not valid yet\"" => NotYetValid,
    }

    "APISIX" {
        "failed to verify jwt" => Signature,
        "Missing JWT token in request" => NoToken,
    }

    "Azure API Management" {
        "Claim value mismatch: aud" => Audience,
        "Claim value mismatch: iss" => Issuer,
        "\"Invalid JWT.\"" => InvalidToken,
        "JWT not present." => NoToken,
    }

    "Apigee" {
        "steps.jwt.JwtAudienceMismatch" => Audience,
        "steps.jwt.JwtIssuerMismatch" => Issuer,
        "steps.jwt.TokenExpired" => Expired,
        "steps.jwt.NoMatchingPublicKey" => UnknownKey,
        "steps.jwt.AlgorithmMismatch" => Algorithm,
        "steps.jwt.InvalidToken" => InvalidToken,
        "steps.jwt.FailedToDecode" => Malformed,
    }

    "WSO2 API Manager" {
        "\"code\":900901" => InvalidToken,
        "\"code\":\"900901\"" => InvalidToken,
    }

    "Apollo Router" {
        "Could not verify the JWT: no suitable key found" => UnknownKey,
    }

    "oauth2-proxy" {
        "audience from claim aud with value" => Audience,
    }
};
