//! Services for calls, video, chat and messages.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    "Twilio" [Service] {
        "Invalid Access Token issuer/subject" => Credentials,
        "Invalid Access Token signature" => Signature,
        "Invalid Access Token grants" => Kind,
        "Access Token expired or expiration date invalid" => Expired,
    }

    "Zoom" {
        "This API does not support JWT-based authentication" => Kind,
        "Invalid access token, does not contain scopes" => Scope,
        "\"code\":124,\"message\":\"Invalid access token" => InvalidToken,
        "\"code\":124,\"message\":\"Access token is expired" => Expired,
        "errorMessage: \"Signature expired\"" => Expired,
        "errorMessage: \"Signature is invalid.\"" => Signature,
        "errorCode: 3712" => Signature,
    }

    "Agora" [Service] {
        "invalid token, authorized failed" => InvalidToken,
        "CAN_NOT_GET_GATEWAY_SERVER: token expired" => Expired,
        "dynamic use static key" => NoToken,
    }

    "Vonage" {
        "You did not provide correct credentials" => InvalidToken,
    }

    "Vonage Video" [Service] {
        "OT_AUTHENTICATION_ERROR" => InvalidToken,
    }

    // luajwtjitsi
    "Jitsi Meet" {
        "invalid 'iss' claim" => Issuer,
        "invalid 'aud' claim" => Audience,
        "Invalid or incorrect alg" => Algorithm,
        "reason:Token expired" => Expired,
    }

    "Stream" [Service] {
        "Go struct field StreamJWTClaims." => MissingClaim,
        "JWTAuth error: signature is not valid" => Signature,
        "JWTAuth error" => InvalidToken,
    }

    "Ably" {
        "code=40142" => Expired,
        "\"code\":40144" => Signature,
    }

    "Centrifugo" {
        "\"code\":109,\"message\":\"token expired\"" => Expired,
    }

    // Of Matrix
    "Synapse" {
        "JWT validation failed: Signature verification failed" => Signature,
    }
};
