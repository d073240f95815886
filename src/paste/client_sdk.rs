//! What the paste shows of client SDKs: whether that for Rust, which those for Python and Node.js are built on, tells the reason of a
//! refusal, and which release of livekit-client it is.

use crate::text::Span;

/// Texts before the server's answer in the error of this SDK.
const ERRORS: [&str; 3] = [
    "client error: 401 Unauthorized - ",
    "client error: 401 Unauthorized: ",
    "Client(401, \"",
];

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

/// The release of livekit-client that the paste names.
pub fn livekit_client(text: &str) -> Option<[u32; 3]> {
    release_after(text, &["livekit-client", "livekit_client"])
}

/// The release of livekit-server that the paste names.
pub fn livekit_server(text: &str) -> Option<[u32; 3]> {
    release_after(
        text,
        &["livekit-server", "livekit server", "LiveKit server"],
    )
}

/// How many mentions of a package are looked at.
const MENTIONS: usize = 16;

/// The first release that follows one of these names.
fn release_after(text: &str, names: &[&str]) -> Option<[u32; 3]> {
    names.iter().find_map(|name| {
        let mut mentions = text.match_indices(name).take(MENTIONS);
        mentions.find_map(|(at, _)| {
            let rest = &text[at + name.len()..];
            let rest = rest.trim_start_matches(|c| " \"':@^~<>=v/_".contains(c));
            Some(version(rest)).filter(|version| version[0] > 0)
        })
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
    use super::{livekit_client, livekit_server, tells_reason};

    #[test]
    fn the_release_of_a_package_is_read() {
        for text in [
            "livekit-client >=2.18.1 fails",
            "\"livekit-client\": \"^2.18.1\"",
            "npm i livekit-client@2.18.1",
            "livekit-client works, livekit_client 2.18.1 does not",
        ] {
            assert_eq!(livekit_client(text), Some([2, 18, 1]), "{text}");
        }
        let image = "docker run livekit/livekit-server:v1.9.9 --dev";
        assert_eq!(livekit_server(image), Some([1, 9, 9]));
        assert_eq!(livekit_client("livekit-client logs nothing"), None);
    }

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
