//! Libraries of Go.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    // `errors.go`
    "golang-jwt" {
        "could not base64 decode header" => Malformed,
        "could not base64 decode claim" => Malformed,
        "could not JSON decode header" => Malformed,
        "token has invalid claims: token is not valid yet" => NotYetValid,
        "token is unverifiable: error while executing keyfunc: unexpected signing method" => Algorithm,
        "token is unverifiable: error while executing keyfunc" => KeyOrAlgorithm,
        "token used before issued" => NotYetValid,
        "Token used before issued" => NotYetValid,
        "token is expired by" => Expired,
        "Token is expired by" => Expired,
        "crypto/rsa: verification error" => Signature,
        "crypto/ecdsa: verification error" => Signature,
        "unexpected signing method" => Algorithm,
        "key is of invalid type" => KeyType,
        "contains an invalid number of segments" => Malformed,
        "token has invalid audience" => Audience,
        "token has invalid issuer" => Issuer,
        "signing method HS256 is invalid" => Algorithm,
        "signing method ES256 is invalid" => Algorithm,
        "signing method RS256 is invalid" => Algorithm,
    }

    // `verify.go`
    "go-oidc" [IdTokens] {
        "oidc: token is expired" => Expired,
        "oidc: current time" => NotYetValid,
        "failed to verify id token signature" => Signature,
        "oidc: expected audience" => Audience,
        "oidc: id token issued by a different provider" => Issuer,
    }

    "go-jose" {
        "validation failed, invalid audience claim (aud)" => Audience,
    }

    // lestrrat-go/jwx, `jws/errors.go`, `jwt/validate.go`
    "jwx" {
        "could not verify message using any of the signatures or keys" => Signature,
        "failed to find key with key ID" => UnknownKey,
        "\"exp\" not satisfied" => Expired,
        "\"nbf\" not satisfied" => NotYetValid,
        "\"iat\" not satisfied" => NotYetValid,
        "\"iss\" not satisfied" => Issuer,
        "\"aud\" not satisfied" => Audience,
    }

    "keyfunc" {
        "could not read JWK from storage" => UnknownKey,
    }

    "crypto/x509" {
        "use ParsePKCS1PrivateKey instead" => KeyForm,
    }
};
