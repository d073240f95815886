//! The form of API keys.

use std::ops::RangeBounds;

/// How the keys begin that LiveKit makes (`utils.NewGuid("API")`, livekit/protocol).
pub const PREFIX: &str = "API";

/// The key of `livekit-server --dev`.
pub const DEVELOPMENT: &str = "devkey";

/// Whether a text begins as a key does that LiveKit made.
pub fn begins(text: &str) -> bool {
    text.starts_with(PREFIX)
}

/// Whether a text is a key of LiveKit's form: letters and digits. Those that LiveKit makes have 15 characters; a key of one's own may be longer.
///
/// ```
/// use why401::livekit::api_key;
///
/// assert!(api_key::has_form("APItestkey12345"));
/// assert!(!api_key::has_form("devkey"));
/// ```
pub fn has_form(text: &str) -> bool {
    has_form_of_length(text, 13..32)
}

/// The same for a text of another length, in bytes.
pub fn has_form_of_length(text: &str, lengths: impl RangeBounds<usize>) -> bool {
    begins(text)
        && lengths.contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
