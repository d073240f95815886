//! Finds answers of a server inside of a longer text: a log, a stack trace, the output of curl.

use super::read::{Reading, read_common};
use super::words;
use crate::text::Span;

/// How answers begin. The more telling ones stand first: where two begin at one place, the first that can be read counts.
const BEGINNINGS: [&str; 14] = [
    words::TOKEN,
    words::INVALID_TOKEN,
    words::UNKNOWN_KEY,
    words::NOT_BEARER,
    words::NO_ROOM_PERMISSION,
    "{\"code\":\"unauthenticated\"",
    words::PERMISSION_DENIED,
    words::NO_IDENTITY,
    words::IDENTITY_TOO_LONG,
    words::NO_ROOM,
    words::ROOM_TOO_LONG,
    words::NO_JOIN_REQUEST,
    words::JOIN_REQUEST_BASE64,
    words::ATTRIBUTES,
];

/// What may stand behind an answer in a text around it.
const ENDINGS: [char; 8] = ['"', '\'', '`', '\\', '|', ')', '}', '<'];

/// Finds all answers of `text`, in its order.
pub fn find(text: &str) -> Vec<(Reading, Span)> {
    let mut found: Vec<(Reading, Span)> = Vec::new();
    for beginning in BEGINNINGS {
        for (start, _) in text.match_indices(beginning) {
            let is_inside = found
                .iter()
                .any(|(_, span)| span.start <= start && start < span.end);
            if !is_inside {
                found.extend(longest(text, start));
            }
        }
    }
    crate::text::order::by_key(found, |(_, span)| (span.start, span.end))
}

/// The longest answer that begins at `start` and ends with its line, or before one of [`ENDINGS`].
fn longest(text: &str, start: usize) -> Option<(Reading, Span)> {
    let line = text[start..].split(['\n', '\r']).next()?;
    let closing = if line.starts_with('{') {
        line.find('}').map(|at| at + 1)
    } else {
        None
    };
    let before = ENDINGS.iter().filter_map(|ending| line.find(*ending));
    let mut ends: Vec<usize> = [line.len()]
        .into_iter()
        .chain(closing)
        .chain(before)
        .collect();
    while let Some(at) = (0..ends.len()).max_by_key(|at| ends[*at]) {
        let end = ends.swap_remove(at);
        if let Some(reading) = read_common(&line[..end]) {
            return Some((
                reading,
                Span::new(start, start + line[..end].trim_end().len()),
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::server::refusal::Cause;

    #[track_caller]
    fn assert_finds(text: &str, body: &str, cause: Cause) {
        let found = find(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].1.of(text), found[0].0.causes[0]), (body, cause));
    }

    #[test]
    fn finds_the_answer_in_logs_and_messages() {
        let expired = "invalid token: eyJ.e30.x, error: go-jose/go-jose/jwt: validation failed, token is expired (exp)";
        assert_finds(
            &format!(
                "WARN livekit service/utils.go:54 error handling request {{\"status\": 401, \"error\": \"{expired}\"}}"
            ),
            expired,
            Cause::Expired,
        );
        assert_finds(
            "HTTP/1.1 401\r\nDate: x\r\n\r\ninvalid API key: APIx\r\n",
            "invalid API key: APIx",
            Cause::UnknownKey,
        );
        assert_finds(
            "ConnectionError: could not establish signal connection: invalid authorization token",
            "invalid authorization token",
            Cause::Malformed,
        );
        assert_finds(
            "x {\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"} y",
            "{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}",
            Cause::MissingGrant,
        );
        assert!(find("some other text").is_empty());
    }

    #[test]
    fn finds_several_even_side_by_side() {
        let denied = r#"{"code":"unauthenticated","msg":"permissions denied"}"#;
        let key = "invalid API key: APIx";
        let text = format!("{denied}{denied} {key}");
        let found = find(&text);
        let bodies: Vec<_> = found.iter().map(|(_, span)| span.of(&text)).collect();
        assert_eq!(bodies, [denied, denied, key]);
    }
}
