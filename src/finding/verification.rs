//! What JWT libraries say where the developer's own code verifies a token or a webhook, as LiveKit's server SDKs do.

use super::Text::Shared;
use super::cause::Cause;
use super::{KnownText, answer};

known_texts! { Verification:
    /// **Why** LiveKit's server SDKs and its users verify tokens with these libraries; the server itself has other words.
    ///
    /// **Source** PyJWT, jose, jsonwebtoken, java-jwt, php-jwt.
    VerifiedExpired {
        cause: Cause::Expired,
        texts: &[
            Shared("Signature has expired"),
            Shared("\"exp\" claim timestamp check failed"),
            Shared("jwt expired"),
            Shared("ERR_JWT_EXPIRED"),
            Shared("The Token has expired on"),
            Shared("Expired token"),
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
            Shared("The token is not yet valid"),
            Shared("\"nbf\" claim timestamp check failed"),
            Shared("jwt not active"),
            Shared("token used before issued"),
            Shared("The Token can't be used before"),
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
            Shared("Signature verification failed"),
            Shared("JsonWebTokenError: invalid signature"),
            Shared("ERR_JWS_SIGNATURE"),
            Shared("resulted invalid when verified"),
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
            Shared("Not enough segments"),
            Shared("Invalid Compact JWS"),
            Shared("ERR_JWS_INVALID"),
            Shared("jwt malformed"),
            Shared("jwt must be provided"),
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
            Shared("specified alg value is not allowed"),
            Shared("(Algorithm) Header Parameter value not allowed"),
            Shared("algorithm must be one of type KeyObject"),
            Shared("JsonWebTokenError: invalid algorithm"),
            Shared("jwt signature is required"),
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
