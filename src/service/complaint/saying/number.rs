//! Complaints that are numbers. Other texts have these numbers too: they count only where the service is named.

use super::Sayings;

/// The name of the service, in any case of its first letter.
pub(in crate::service::complaint) const NAME: &str = "wilio";

pub(super) const SAYINGS: &[Sayings] = sayings! {
    "Twilio" [Service] {
        "20101" => InvalidToken,
        "20104" => Expired,
        "20105" => NotYetValid,
        "20107" => Signature,
        "31204" => InvalidToken,
        "31205" => Expired,
        "20103" => Credentials,
        "20003" => ApiKey,
    }
};
