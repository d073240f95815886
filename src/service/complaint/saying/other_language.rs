//! Libraries of languages with few of them: Ruby, Rust, Elixir, Swift, Clojure and C.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    // The gem jwt, `error.rb`
    "ruby-jwt" {
        "JWT::VerificationError" => Signature,
        "JWT::ExpiredSignature" => Expired,
        "JWT::ImmatureSignature" => NotYetValid,
        "JWT::InvalidIatError" => IssueTime,
        "JWT::InvalidIssuerError" => Issuer,
        "JWT::InvalidAudError" => Audience,
        "JWT::IncorrectAlgorithm" => Algorithm,
        "JWT::MissingRequiredClaim" => MissingClaim,
        "JWT::DecodeError: Signature verification raised" => Signature,
        "JWT::DecodeError (Signature verification raised" => Signature,
        "Could not find public key for kid" => UnknownKey,
        "JWT::DecodeError" => Malformed,
        "does not support nil or empty hmac_secret" => NoKey,
    }

    // Of Clojure, `buddy/sign/jws.clj`
    "buddy (Metabase's library)" {
        "Message seems corrupt or manipulated" => Signature,
        "Token is expired (" => Expired,
    }

    "devise-jwt" {
        "\"error\":\"revoked token\"" => Revoked,
        "Warden::JWTAuth::Errors::RevokedToken" => Revoked,
    }

    // `errors.rs`
    "jsonwebtoken for Rust" {
        "Error(InvalidAudience)" => Audience,
        "Error(InvalidIssuer)" => Issuer,
        "Error(ExpiredSignature)" => Expired,
        "Error(ImmatureSignature)" => NotYetValid,
        "Error(InvalidSignature)" => Signature,
        "Error(InvalidAlgorithm)" => Algorithm,
        "Error(InvalidKeyFormat)" => KeyForm,
        "Error(InvalidToken)" => Malformed,
        "Error(MissingRequiredClaim(" => MissingClaim,
        "Error(Base64(" => Malformed,
        "Error(Json(" => Malformed,
        "Error(InvalidRsaKey(" => KeyForm,
        "Error(InvalidEcdsaKey)" => KeyForm,
    }

    "jwt-simple" {
        "JWT error: Invalid authentication tag" => Signature,
    }

    "Joken" {
        "no signer parameters or key configured" => NoKey,
        "{:error, :signature_error}" => Signature,
        "[message: \"Invalid token\", claim: \"exp\"" => Expired,
        "[message: \"Invalid token\", claim: \"nbf\"" => NotYetValid,
        "[message: \"Invalid token\", claim: \"aud\"" => Audience,
        "[message: \"Invalid token\", claim: \"iss\"" => Issuer,
    }

    "Guardian" {
        "{:error, :token_not_found}" => NoToken,
        "{:error, :token_expired}" => Expired,
        "{:error, :invalid_issuer}" => Issuer,
        "{:error, :secret_not_found}" => NoKey,
    }

    // Of Vapor
    "JWTKit" {
        "exp claim verification failed: expired" => Expired,
        "nbf claim verification failed" => NotYetValid,
    }

    // Below Node.js, Python and others
    "OpenSSL" {
        "Neither PUB key nor PRIV key" => KeyForm,
        "cannot be coerced into a private key" => KeyForm,
        "DECODER routines::unsupported" => KeyForm,
        "PEM routines:get_name:no start line" => KeyForm,
        "asn1 encoding routines::wrong tag" => KeyForm,
        "no start line" => KeyForm,
    }
};
