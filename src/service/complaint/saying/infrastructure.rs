//! What programs run on, and what they are built with: clusters, stores of secrets and packages, queues.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    // `serviceaccount`, `authentication.go`
    "Kubernetes" [IdTokens] {
        "invalid bearer token, Token has expired" => Expired,
        "invalid bearer token, square/go-jose: error in cryptographic primitive" => Signature,
        "service account token has been invalidated" => Revoked,
        "is invalid for the target audiences" => Audience,
        "service account token has expired" => Expired,
        "service account token is not valid yet" => NotYetValid,
        "Token has been invalidated" => Revoked,
        "the server has asked for the client to provide credentials" => InvalidToken,
        "invalid bearer token" => InvalidToken,
    }

    "Argo CD" [IdTokens] {
        "invalid session: token signature is invalid" => Signature,
        "invalid session: token has invalid claims: token is expired" => Expired,
    }

    // HashiCorp, vault-plugin-auth-jwt `path_login.go`, `claims.go`
    "Vault" [IdTokens] {
        "claim \"aud\" is invalid" => Audience,
        "aud claim does not match any bound audience" => Audience,
        "does not match any associated bound claim values" => TrustPolicy,
        "invalid subject (sub) claim" => TrustPolicy,
        "sub claim does not match bound subject" => TrustPolicy,
        "no audiences bound to the role" => NothingExpected,
        "fetching keys oidc: get keys failed" => NoKeySet,
        "no known key successfully validated the token signature" => Signature,
        "audience claim does not match any bound audience" => Audience,
    }

    "Docker Registry" {
        "token signed by untrusted key with ID" => UnknownKey,
    }

    "Artifactory" {
        "Token failed verification: expired" => Expired,
        "Token failed verification: parse" => Malformed,
    }

    "Kafka" {
        "\"status\":\"invalid_token\"" => InvalidToken,
    }

    "Strimzi" {
        "Unknown signing key (kid:" => UnknownKey,
    }

    "RabbitMQ" {
        "no matching resource_server_id" => Audience,
        "Provided JWT token has expired" => Expired,
    }

    "EMQX" {
        "jwt_claim_verification_failed" => InvalidToken,
    }

    "Grafana" {
        "\"Invalid JWT\",\"traceID\"" => Malformed,
    }
};
