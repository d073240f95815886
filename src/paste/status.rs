//! Finds the HTTP status of an answer that failed, and whether a program reports an error in words that are not known.

use std::sync::LazyLock;

use crate::text::{Needles, Span, lines};

use super::mention::{Mention, mention};

/// The words before a status in the texts of servers and clients, in lower case.
const BEFORE: [&str; 8] = [
    "http", "status", "code", "response", "error", "rejected", "failed", "\"",
];

/// The reasons after a status (RFC 9110 section 15.5).
const AFTER: [&str; 5] = [
    " (unauthorized",
    " unauthorized",
    " forbidden",
    " not found",
    " bad ",
];

/// How far before a status its word may be, in bytes.
const NEAR: usize = 20;

/// The first status from 400 to 599 in a text, and its place.
pub fn failed(text: &str) -> Option<(u16, Span)> {
    let bytes = text.as_bytes();
    let is_end =
        |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
    let starts = memchr::memchr2_iter(b'4', b'5', bytes);
    for start in starts {
        let end = start + 3;
        let Some(status) = text.get(start..end).and_then(|status| status.parse().ok()) else {
            continue;
        };
        let before = start.checked_sub(1).map(|at| &bytes[at]);
        if !is_end(before)
            || !is_end(bytes.get(end))
            || matches!(bytes.get(end), Some(b'.' | b':' | b'-'))
        {
            continue;
        }
        let line = lines::around(text, Span::new(start, end));
        let near = text.ceil_char_boundary(start.saturating_sub(NEAR).max(line.start));
        let before = text[near..start].to_ascii_lowercase();
        let after = text[end..]
            .chars()
            .take(16)
            .collect::<String>()
            .to_ascii_lowercase();
        let is_status = BEFORE.into_iter().any(|word| before.contains(word))
            || AFTER.into_iter().any(|reason| after.starts_with(reason));
        if is_status && !is_of_another(line.of(text)) {
            return Some((status, Span::new(start, end)));
        }
    }
    None
}

/// Words with which programs report an error; a sentence about errors has them too, but seldom with this punctuation.
pub(super) const REPORTS: [&str; 9] = [
    "error:",
    "error\":",
    "errors:",
    "error (",
    "exception",
    "traceback",
    "failed",
    "panic:",
    "cannot ",
];

static REPORTED: LazyLock<Needles> = LazyLock::new(|| Needles::overlapping_ignoring_case(REPORTS));

/// Whether a program reports an error, outside of comments and tables. A text that does has one of `REPORTS`.
pub fn reports_error(text: &str) -> bool {
    let is_report = |span: Span| mention(text, span) != Some(Mention::Remark);
    REPORTED.overlapping(text).any(|hit| is_report(hit.span))
}

/// Whether a line is about a path that is not LiveKit's, such as an icon of a web page.
fn is_of_another(line: &str) -> bool {
    let path = |start: usize| {
        let url = line[start..]
            .split([' ', '"', '\'', ')', ','])
            .next()
            .unwrap_or_default();
        url.find('/')
            .map(|at| &url[at..])
            .filter(|path| path.len() > 1)
    };
    let methods = ["GET /", "POST /", "HEAD /"];
    let requests = methods
        .iter()
        .filter_map(|method| Some(line.find(method)? + method.len() - 1));
    let urls = line.find("://").map(|sign| sign + 3);
    let mut paths = requests.chain(urls).filter_map(path).peekable();
    let is_of_livekit = |path: &str| {
        ["/rtc", "/twirp", "/agent", "/whip"]
            .into_iter()
            .any(|own| path.contains(own))
    };
    paths.peek().is_some() && !paths.any(is_of_livekit)
}

#[cfg(test)]
mod tests {
    use super::{failed, reports_error};

    #[test]
    fn notices_errors_in_any_words() {
        assert!(reports_error(
            "TypeError: Failed to construct 'URL': Invalid URL"
        ));
        assert!(reports_error("java.net.ProtocolException"));
        assert!(!reports_error("LIVEKIT_API_KEY=APIx"));
        assert!(!reports_error("// error: none"));
    }

    #[test]
    fn reads_the_status_of_servers_and_clients() {
        for text in [
            "HTTP/1.1 401 Unauthorized",
            "GET https://h/rtc/validate 401 (Unauthorized)",
            "\"GET /rtc HTTP/1.1\" 401 27",
            "Unexpected server response: 401",
            "{\"status\": 401}",
            "server rejected WebSocket connection: HTTP 401",
        ] {
            assert_eq!(failed(text).map(|(status, _)| status), Some(401), "{text}");
        }
        for text in [
            "HTTP/1.1 200 OK",
            "port 5000",
            "\"port\": 443.1",
            "10.0.0.401",
            "é401",
            "",
        ] {
            assert_eq!(failed(text), None, "{text}");
        }
    }
}
