//! Finds the error codes of Twirp in what its clients print.

use std::sync::LazyLock;

use crate::text::{Needles, Span};

/// Before the code: SDKs for Python, Go, Rust and JavaScript, and the answer itself.
const BEFORE: [&str; 7] = [
    "TwirpError(code=",
    "TwirpError: ('",
    "ServerError(code=",
    "twirp error ",
    "ServerErrorCode { code: \"",
    "{\"code\":\"",
    ", code: '",
];

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| Needles::exact(BEFORE));

/// Finds the first code that is not `unknown`, and its place.
pub fn find(text: &str) -> Option<(&str, Span)> {
    let mut codes = NEEDLES.hits(text).take(64).map(|hit| {
        let rest = &text[hit.span.end..];
        let is_of_code = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'_';
        let length = rest.bytes().take_while(|byte| is_of_code(byte)).count();
        (
            &rest[..length],
            Span::new(hit.span.start, hit.span.end + length),
        )
    });
    codes.find(|(code, _)| !code.is_empty() && *code != "unknown")
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn reads_the_code() {
        for (text, code) in [
            (
                "TwirpError(code=unavailable, message=x, status=503)",
                "unavailable",
            ),
            (
                "livekit.api.twirp_client.TwirpError: ('not_found', 'x')",
                "not_found",
            ),
            ("twirp error internal: x", "internal"),
            (
                "Twirp(ServerErrorCode { code: \"not_found\", msg: \"x\" })",
                "not_found",
            ),
            ("  status: 404,\n  code: 'not_found'", ""),
            ("status: 404, code: 'not_found'", "not_found"),
            ("ServerError(code=unknown, message=, status=403)", ""),
        ] {
            assert_eq!(find(text).map_or("", |(code, _)| code), code, "{text}");
        }
    }
}
