//! Libraries of .NET.

use super::Sayings;

pub(super) const SAYINGS: &[Sayings] = sayings! {
    "Microsoft.IdentityModel" {
        "IDX10653" => WeakKey,
        "IDX10720" => WeakKey,
        "IDX10225" => MissingClaim,
        "IDX10249" => CertificateExpired,
        "IDX10256" => HeaderType,
        "IDX10257" => HeaderType,
        "IDX10508" => Malformed,
        "IDX10230" => Expired,
        "IDX10696" => Algorithm,
        "IDX20803" => NoKeySet,
        "IDX20804" => NoKeySet,
        "IDX10214" => Audience,
        "IDX10205" => Issuer,
        "IDX10223" => Expired,
        "IDX10222" => NotYetValid,
        "IDX10501" => UnknownKey,
        // Without a `kid` all keys were tried.
        "IDX10503: Signature validation failed. Token does not have a kid" => Signature,
        "IDX10503" => UnknownKey,
        "IDX10500" => NoSigningKey,
        "IDX10204" => NothingExpected,
        "IDX10208" => NothingExpected,
        "IDX10603" => Decryption,
        "IDX10609" => Decryption,
        "IDX10634" => Algorithm,
        "IDX12709" => Malformed,
        "IDX12729" => Malformed,
        "IDX10206" => Audience,
        "IDX10211" => Issuer,
        "IDX10511" => Signature,
        "IDX10517" => UnknownKey,
        "IDX12741" => Malformed,
        "IDX14100" => Malformed,
        "IDX10516" => UnknownKey,
        "IDX40001" => Issuer,
        "IDX14102" => Malformed,
    }

    // `JwtBearerHandler.cs`
    "ASP.NET Core" {
        "error_description=\"The signature key was not found" => UnknownKey,
        "error_description=\"The signature is invalid" => Signature,
        "error_description=\"The audience '" => Audience,
        "error_description=\"The issuer '" => Issuer,
        "error_description=\"The token expired at" => Expired,
        "error_description=\"The token is not valid before" => NotYetValid,
        "error_description=\"The token has no expiration" => MissingClaim,
    }
};
