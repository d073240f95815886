//! The SDK that a reader uses: the marks of each in code, in stack traces and in logs.

use crate::livekit::sdk::Sdk;
use crate::text::needles::contains;

/// Texts that only code for one SDK has; the first match counts.
const MARKS: [(&[&str], Sdk); 7] = [
    (
        &[
            "auth.VideoGrant{",
            "auth.NewAccessToken(",
            ".SetVideoGrant(",
        ],
        Sdk::Go,
    ),
    (&["with_api_key(", "VideoGrants {"], Sdk::Rust),
    (
        &["api.AccessToken(", "VideoGrants(", "with_grants("],
        Sdk::Python,
    ),
    (&["AccessToken.new", "VideoGrant.new("], Sdk::Ruby),
    (&["addGrants(", "RoomJoin("], Sdk::Kotlin),
    (&["new VideoGrant()", "AccessTokenOptions()"], Sdk::Php),
    (&["addGrant(", "new AccessToken("], Sdk::Node),
];

/// Names of packages and files in stack traces and logs.
const TRACES: [(&[&str], Sdk); 3] = [
    (
        &[
            "livekit/api/",
            "livekit/rtc/",
            "livekit.agents",
            "livekit.api",
            "Traceback (most recent call last)",
            ".py\"",
            ".py:",
        ],
        Sdk::Python,
    ),
    (
        &[
            "livekit-server-sdk",
            "@livekit/",
            "node_modules/",
            ".js:",
            ".ts:",
        ],
        Sdk::Node,
    ),
    (&["io.livekit.server"], Sdk::Kotlin),
];

fn first(text: &str, marks: &[(&[&str], Sdk)]) -> Option<Sdk> {
    let is_in = |marks: &[&str]| marks.iter().any(|mark| contains(text, mark));
    let found = marks.iter().find(|(marks, _)| is_in(marks));
    found.map(|(_, sdk)| *sdk)
}

/// The SDK that code uses.
pub(super) fn of_code(text: &str) -> Option<Sdk> {
    first(text, &MARKS)
}

/// The SDK of the reader, as far as code or a stack trace shows it; `is_code` tells whether the text may hold code.
///
/// ```
/// use why401::livekit::sdk::Sdk;
/// use why401::paste::code::sdk;
///
/// assert_eq!(sdk("File \"livekit/api/access_token.py\", line 173, in to_jwt", false), Some(Sdk::Python));
/// assert_eq!(sdk("at.addGrant({ room: 'my-room' })", true), Some(Sdk::Node));
/// ```
pub fn sdk(text: &str, is_code: bool) -> Option<Sdk> {
    let of_code = is_code.then(|| of_code(text)).flatten();
    of_code.or_else(|| first(text, &TRACES))
}

#[cfg(test)]
mod tests {
    use super::MARKS;
    use crate::paste::known_text::KnownTexts;

    #[test]
    fn a_text_with_a_mark_may_hold_code() {
        let known = KnownTexts::new([], []);
        for mark in MARKS.into_iter().flat_map(|(marks, _)| marks) {
            assert!(known.find(mark).is_code, "{mark}");
        }
    }
}
