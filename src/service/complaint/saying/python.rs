//! Libraries of Python.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    // `api_jwt.py`, `jwks_client.py`
    "PyJWT" {
        "for the \"algorithms\" argument" => NoAlgorithms,
        "could not be found. Do you have cryptography installed" => MissingPackage,
        "jwt.exceptions.InvalidAlgorithmError: Algorithm not supported" => MissingPackage,
        "module 'jwt' has no attribute" => WrongPackage,
        "should not be used as an HMAC secret" => Algorithm,
        "jwt.exceptions.InvalidIssuedAtError" => IssueTime,
        "Issued At claim (iat) must be an integer" => IssueTime,
        "PyJWKClientError: Unable to find a signing key" => UnknownKey,
        "Unable to find a signing key that matches: \"" => UnknownKey,
        "PyJWKSetError" => NoKeySet,
        "DecodeError: Invalid header padding" => Malformed,
        "DecodeError: Invalid header string" => Malformed,
        "DecodeError: Invalid payload padding" => Malformed,
        "DecodeError: Invalid payload string" => Malformed,
        "DecodeError: Invalid crypto padding" => Malformed,
        "Expecting a PEM-formatted key" => KeyType,
        "Token is missing the \"" => MissingClaim,
        "Subject must be a string" => MissingClaim,
        "Fail to fetch data from the url" => NoKeySet,
        "Audience doesn't match" => Audience,
        "ExpiredSignatureError" => Expired,
        "Signature has expired" => Expired,
        "ImmatureSignatureError" => NotYetValid,
        "The token is not yet valid (" => NotYetValid,
        "InvalidSignatureError" => Signature,
        "Not enough segments" => Malformed,
        "specified alg value is not allowed" => Algorithm,
        "InvalidAudienceError" => Audience,
        "InvalidIssuerError" => Issuer,
    }

    "python-jose" {
        "at_hash claim does not match access_token" => AccessTokenHash,
        "No access_token provided to compare against at_hash" => AccessTokenHash,
        "JWTClaimsError: Invalid audience" => Audience,
        "JWTClaimsError: Invalid issuer" => Issuer,
    }

    // `errors.py`, `claims.py`
    "Authlib" {
        "jose.errors.BadSignatureError" => Signature,
        "jose.errors.ExpiredTokenError" => Expired,
        "invalid_claim: Invalid claim 'iss'" => Issuer,
        "invalid_claim: Invalid claim \"iss\"" => Issuer,
        "invalid_claim: Invalid claim 'aud'" => Audience,
        "invalid_claim: Invalid claim \"aud\"" => Audience,
        "mismatching_state" => LoginState,
    }

    // `errors.py`
    "joserfc" {
        "joserfc.errors.BadSignatureError" => Signature,
        "joserfc.errors.ExpiredTokenError" => Expired,
        "invalid_claim: Invalid claim: 'iss'" => Issuer,
        "invalid_claim: Invalid claim: 'aud'" => Audience,
    }

    "pyoidc" {
        "IATError: Issued in the future" => NotYetValid,
    }

    "cryptography" {
        "Could not deserialize key data" => KeyForm,
    }

    // `jwt_manager.py`, `view_decorators.py`
    "Flask-JWT-Extended" {
        "\"msg\":\"Signature verification failed\"" => Signature,
        "\"msg\": \"Signature verification failed\"" => Signature,
        "\"msg\":\"Not enough segments\"" => Malformed,
        "\"msg\": \"Not enough segments\"" => Malformed,
        "\"msg\":\"Token has expired\"" => Expired,
        "\"msg\": \"Token has expired\"" => Expired,
        "Bad Authorization header. Expected 'Authorization: Bearer <JWT>'" => NoToken,
        "Only non-refresh tokens are allowed" => Kind,
        "Only refresh tokens are allowed" => Kind,
        "\"msg\":\"Missing CSRF token\"" => Csrf,
        "\"msg\": \"Missing CSRF token\"" => Csrf,
        "CSRF double submit tokens do not match" => Csrf,
    }

    "Django REST framework" {
        "Authentication credentials were not provided" => NoToken,
    }

    // Of Django REST framework
    "simplejwt" {
        "\"Token has wrong type\"" => Kind,
        "\"Token is blacklisted\"" => Revoked,
        "\"Token is expired\"" => Expired,
        "\"user_not_found\"" => UnknownUser,
        "\"bad_authorization_header\"" => NoToken,
        "Given token not valid for any token type" => InvalidToken,
        "token_not_valid" => InvalidToken,
    }

    "mozilla-django-oidc" {
        "JWT id_token verification failed" => Signature,
    }
};
