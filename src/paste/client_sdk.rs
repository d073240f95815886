//! What the paste shows of the client SDK for Rust, which those for Python and Node.js are built on: whether its text about
//! a refusal tells the reason.

use crate::text::Span;

/// Texts before the server's answer in the error of this SDK.
const ERRORS: [&str; 2] = ["client error: 401 Unauthorized - ", "Client(401, \""];

/// The text that the SDK prints for every refusal in the releases that hide the reason.
const NO_REASON: &str = "no permissions to access the room";

/// Names of the packages, before their version, and the first version that tells the reason.
const PACKAGES: [(&str, [u32; 3]); 6] = [
    ("rtc-version\": \"", [1, 1, 8]),
    ("livekit==", [1, 1, 8]),
    ("rtc-node@", [0, 13, 29]),
    ("rtc-node\": \"", [0, 13, 29]),
    ("livekit-api v", [0, 4, 20]),
    ("livekit-api = \"", [0, 4, 20]),
];

/// Whether an answer may not be the server's: Python `livekit` 1.0.25 to 1.1.7, `@livekit/rtc-node` 0.13.26 and 0.13.27
/// and the crate `livekit-api` before 0.4.20 ask a second time, without the token, and print the answer to that.
/// Measured with a livekit-server v1.13.11.
pub fn may_hide_reason(text: &str, answer: Span) -> bool {
    let before = &text[..answer.start];
    answer.of(text) == NO_REASON && ERRORS.into_iter().any(|error| before.ends_with(error))
}

/// Whether the paste shows a release that tells the reason: by the name of its log, which older ones do not have, or by
/// its version.
pub fn tells_reason(text: &str) -> bool {
    text.contains("livekit_signaling")
        || PACKAGES.into_iter().any(|(name, since)| {
            let version = text.split_once(name).map(|(_, rest)| version(rest));
            version.is_some_and(|version| version >= since)
        })
}

/// The version at the start of a text; zeros where it has none.
fn version(text: &str) -> [u32; 3] {
    let text = text.trim_start_matches(['^', '~', '=', '"']);
    let end = text.find(|c: char| c != '.' && !c.is_ascii_digit());
    let mut numbers = text[..end.unwrap_or(text.len())].split('.');
    [(); 3].map(|()| {
        numbers
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::tells_reason;

    #[test]
    fn versions_are_compared() {
        for text in [
            "livekit==1.1.8",
            "\"@livekit/rtc-node\": \"^0.13.29\"",
            "{\"rtc-version\": \"1.1.21\"}",
        ] {
            assert!(tells_reason(text), "{text}");
        }
        for text in [
            "livekit==1.1.7",
            "@livekit/rtc-node@0.13.27",
            "livekit-api v0.4.14",
            "livekit==",
        ] {
            assert!(!tells_reason(text), "{text}");
        }
    }
}
