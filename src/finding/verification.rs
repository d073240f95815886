//! What JWT libraries say where the developer's own code verifies a token or a webhook, as LiveKit's server SDKs do.

use super::Text::{Below, Shared};
use super::cause::Cause;
use super::{KnownText, answer};

known_texts! { Verification:
    /// **Why** LiveKit's server SDKs and its users verify tokens with these libraries; the server itself has other words.
    ///
    /// **Source** PyJWT, jose, jsonwebtoken, java-jwt, php-jwt.
    VerifiedExpired {
        cause: Cause::Expired,
        texts: &[
            Below("Signature has expired"),
            Below("\"exp\" claim timestamp check failed"),
            Below("jwt expired"),
            Below("ERR_JWT_EXPIRED"),
            Below("The Token has expired on"),
            Below("Expired token"),
        ],
        clause: "your own code, not the server, says that the token has expired.",
        fix: "Make a new token. LiveKit's webhooks are valid for 5 minutes: sync the clock of the machine that verifies them.",
    }

    /// **Why** The clock of the verifying machine is behind; the server allows a minute, these libraries allow nothing.
    ///
    /// **Source** PyJWT, jose, jsonwebtoken, java-jwt, golang-jwt (`iat`, which livekit-server does not check with it).
    VerifiedNotYetValid {
        cause: Cause::ClockSkewNbf,
        texts: &[
            Below("The token is not yet valid"),
            Below("\"nbf\" claim timestamp check failed"),
            Below("jwt not active"),
            Below("token used before issued"),
            Below("The Token can't be used before"),
        ],
        clause: "your own code, not the server, says that the token is not valid yet.",
        fix: "Sync this machine's clock with NTP, which is probably behind, or allow a minute: `clockTolerance` in JavaScript, `leeway` in Python.",
    }

    /// **Why** The secret that verifies is not the one that signed.
    ///
    /// **Source** PyJWT, jose, jsonwebtoken, java-jwt, php-jwt.
    VerifiedSignature {
        cause: Cause::SignatureSecretMismatch,
        texts: &[
            Below("Signature verification failed"),
            Below("JsonWebTokenError: invalid signature"),
            Below("ERR_JWS_SIGNATURE"),
            Below("resulted invalid when verified"),
        ],
        clause: "your own code, not the server, finds that another secret signed the token.",
        fix: "Verify with the secret of the key that the token names. LiveKit signs webhooks with the pair of `webhook.api_key`.",
        candidates: &[Cause::SignatureSecretMismatch, Cause::WrongProject, Cause::UnknownApiKey, Cause::SecretFormat],
    }

    /// **Why** What was verified is empty, or no JSON Web Token.
    ///
    /// **Source** PyJWT, jose, jsonwebtoken.
    VerifiedNotAToken {
        cause: Cause::MissingTokenOrHeader,
        texts: &[
            Below("Not enough segments"),
            Below("Invalid Compact JWS"),
            Below("ERR_JWS_INVALID"),
            Below("jwt malformed"),
            Below("jwt must be provided"),
        ],
        clause: "your own code, not the server, got no JWT, or a malformed one.",
        fix: "Log what is verified: it must begin with `eyJ`, without `Bearer` before it.",
    }

    /// **Why** LiveKit signs with HMAC (`HS256`).
    ///
    /// **Source** PyJWT, jose, jsonwebtoken, go-jose 4, which livekit-server never used.
    VerifiedAlgorithm {
        cause: Cause::Other,
        texts: &[
            Shared("unexpected signature algorithm"),
            Below("specified alg value is not allowed"),
            Below("(Algorithm) Header Parameter value not allowed"),
            Below("algorithm must be one of type KeyObject"),
            Below("JsonWebTokenError: invalid algorithm"),
            Below("jwt signature is required"),
        ],
        clause: "your own code, not the server, rejects the token's algorithm.",
        fix: "Sign and verify with `HS256` and the API secret as text.",
    }
}

/// The meaning of a known text where it is the developer's own verification that says it: that of Go has the words of the
/// server, which uses the same library.
pub fn by_own_code(known: &'static KnownText) -> &'static KnownText {
    match known.code {
        super::Code::Answer(answer::Code::Expired) => Code::VerifiedExpired.known(),
        super::Code::Answer(answer::Code::NotYetValid | answer::Code::IssuedInFuture) => {
            Code::VerifiedNotYetValid.known()
        }
        super::Code::Answer(answer::Code::WrongSecret) => Code::VerifiedSignature.known(),
        super::Code::Answer(answer::Code::AlgorithmNotAllowed) => Code::VerifiedAlgorithm.known(),
        _ => known,
    }
}
