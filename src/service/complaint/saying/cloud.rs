//! Clouds: Amazon, Google and Microsoft, with the libraries for their tokens.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    "Microsoft Entra ID" [Service] {
        "AADSTS700027" => AssertionKey,
        "AADSTS50012" => AssertionKey,
        "AADSTS50027" => Malformed,
        "AADSTS700023" => Audience,
        "AADSTS500133" => Times,
        "AADSTS70008" => Grant,
        "AADSTS54005" => Grant,
        "AADSTS50173" => Revoked,
        "AADSTS500011" => Audience,
        "AADSTS65001" => Consent,
        "AADSTS501481" => LoginState,
        "AADSTS50013" => Signature,
        "AADSTS7000215" => Client,
        "AADSTS7000222" => Client,
        "AADSTS700016" => Client,
        "AADSTS700024" => Times,
        "AADSTS700213" => TrustPolicy,
        "AADSTS70021" => TrustPolicy,
    }

    "Microsoft Graph" [Service] {
        "Access token validation failure. Invalid audience" => Audience,
        "Access token validation failure" => InvalidToken,
        "Lifetime validation failed, the token is expired" => Expired,
        "CompactToken parsing failed" => Malformed,
    }

    // Also its Security Token Service
    "Google" [Service] {
        "No valid verifier found for issuer" => AssertionParty,
        "is stale to sign-in" => Expired,
        "Request is missing required authentication credential" => NoToken,
        "Invalid JWT: Token must be a short-lived token" => Life,
        "Token has been expired or revoked" => Revoked,
        "Invalid JWT Signature" => AssertionKey,
        "The audience in ID Token [" => Audience,
        "Invalid grant: account not found" => AssertionParty,
        "Invalid JWT: Failed audience check" => Audience,
        "Expected OAuth 2 access token, login cookie" => Kind,
        "unauthorized to retrieve access tokens using this method" => Consent,
        "rejected by the attribute condition" => TrustPolicy,
    }

    // Identity-Aware Proxy
    "Google IAP" [Service, IdTokens] {
        "Invalid IAP credentials: JWT audience" => Audience,
        "Invalid IAP credentials: Unable to parse JWT" => Malformed,
    }

    "Google Cloud Run" [Service, IdTokens] {
        "The access token could not be verified" => Audience,
        "Your client does not have permission to get URL" => NoInvoker,
        "Your client does not have permission to the requested URL" => NoInvoker,
    }

    "google-auth-library" {
        "Wrong recipient, payload audience" => Audience,
        "Token used too late" => Expired,
        "Token used too early" => NotYetValid,
    }

    // firebase-admin, `credential-internal.ts`
    "Firebase" [Service] {
        "Failed to parse Firebase ID token" => Malformed,
        "Firebase ID token has invalid signature" => Signature,
        "Invalid PEM formatted message" => KeyForm,
        "\"message\":\"INVALID_ID_TOKEN\"" => InvalidToken,
        "\"message\":\"CREDENTIAL_MISMATCH\"" => Audience,
        "\"message\":\"INVALID_CUSTOM_TOKEN\"" => Kind,
        "\"message\":\"TOKEN_EXPIRED\"" => Revoked,
        "Decoding Firebase ID token failed" => Malformed,
        "auth/id-token-expired" => Expired,
        "auth/id-token-revoked" => Revoked,
        "auth/user-token-expired" => Revoked,
        "auth/custom-token-mismatch" => Audience,
        "auth/invalid-custom-token" => Kind,
        "Firebase ID token has incorrect \"aud\"" => Audience,
        "Firebase ID token has incorrect \"iss\"" => Issuer,
        "Firebase ID token has expired" => Expired,
        "Firebase ID token has no \"kid\"" => Kind,
        "verifyIdToken() expects an ID token" => Kind,
        "Firebase ID token has \"kid\" claim which does not correspond" => UnknownKey,
        "App Check token has incorrect \"aud\"" => Audience,
    }

    "Amazon Cognito" [Service] {
        "Access Token has been revoked" => Revoked,
        "NotAuthorizedException: Refresh Token has expired" => Grant,
        "\"message\":\"Refresh Token has expired\"" => Grant,
        "Could not verify signature for Access Token" => Signature,
        "Access Token does not have required scopes" => Scope,
        "Unable to verify secret hash for client" => Client,
        "Token is not from a supported provider of this identity pool" => Issuer,
    }

    "Amazon API Gateway" [Service] {
        "The incoming token has expired" => Expired,
        "error_description=\"the token has expired" => Expired,
        "the token does not have a valid audience" => Audience,
        "the token does not have a valid issuer" => Issuer,
        "Authorization header requires 'Credential' parameter" => RouteOfIam,
        "Invalid key=value pair (missing equal-sign)" => RouteOfIam,
        "error_description=\"invalid audience" => Audience,
        "error_description=\"invalid issuer" => Issuer,
    }

    "AWS STS" [Service, IdTokens] {
        "InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Couldn't retrieve verification key" => NoKeySet,
        "InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: Incorrect token audience" => Audience,
        "Incorrect token audience" => Audience,
        "InvalidIdentityToken" => Issuer,
        "Not authorized to perform sts:AssumeRoleWithWebIdentity" => TrustPolicy,
    }

    // `error.ts`
    "aws-jwt-verify" {
        "JwtExpiredError" => Expired,
        "JwtNotBeforeError" => NotYetValid,
        "Token use not allowed" => Kind,
        "JwtInvalidAudienceError" => Audience,
        "JwtInvalidIssuerError" => Issuer,
        "CognitoJwtInvalidTokenUseError" => Kind,
        "CognitoJwtInvalidClientIdError" => Audience,
        "KidNotFoundInJwksError" => UnknownKey,
    }

    "AWS AppSync" [Service] {
        "Unable to parse JWT token" => Malformed,
    }
};
