//! Finds answers of a server in a longer text: a log, a stack trace, the output of curl.

use std::sync::{Arc, LazyLock};

use memchr::memchr2;
use rustc_hash::FxHashMap;

use super::{Reading, read};
use crate::livekit::api_key;
use crate::server::wording::{self as words, PLAIN_TEXTS};
use crate::text::{Needles, Span};

/// The beginnings of answers that vary after them.
const BEGINNINGS: [&str; 2] = [words::TOKEN, "{\"code\":\"unauthenticated\""];

fn beginnings() -> impl Iterator<Item = &'static str> {
    let texts = PLAIN_TEXTS.iter().filter(|text| text.is_in_logs);
    BEGINNINGS.into_iter().chain(texts.map(|text| text.body))
}

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| Needles::exact(beginnings()));

/// The characters that may follow an answer in the text around it.
const ENDINGS: &[u8] = b"\"'`\\|)}</,;.";

/// The maximum length of an answer, without the token that it may repeat.
const LONGEST: usize = 1024;

/// Finds all answers in `text`, in order.
pub fn find(text: &str) -> Vec<(Arc<Reading>, Span)> {
    let mut found = Vec::new();
    // A log may repeat one answer thousands of times.
    let mut known = FxHashMap::default();
    let (mut at, mut error) = (0, 0);
    while let Some(hit) = NEEDLES.find_from(text, at) {
        let start = hit.span.start;
        at = start + 1;
        let mut length = LONGEST;
        if BEGINNINGS.get(hit.needle) == Some(&words::TOKEN) {
            // The text before the same error is read only once.
            if start < error {
                continue;
            }
            error = (text[start..].find(words::ERROR)).map_or(text.len(), |at| start + at);
            length += error - start;
        }
        let line = line(text, start, length);
        let answer = known
            .entry(line)
            .or_insert_with(|| longest(line).map(|(reading, length)| (Arc::new(reading), length)));
        if let Some((reading, length)) = answer {
            at = start + *length;
            found.push((Arc::clone(reading), Span::new(start, at)));
        }
    }
    found
}

/// The first letter of the scripts of East Asia: everything from the radicals on.
const EAST_ASIAN: char = '\u{2E80}';

/// The rest of the line at `start`, up to this length.
fn line(text: &str, start: usize, length: usize) -> &str {
    let end = text.floor_char_boundary(start + length);
    let length = memchr2(b'\r', b'\n', &text.as_bytes()[start..end]);
    &text[start..length.map_or(end, |length| start + length)]
}

/// The longest answer at the start of a line that ends with it, or before one of [`ENDINGS`]; and its length.
fn longest(line: &str) -> Option<(Reading, usize)> {
    if let Some(end) = end_of_key(line) {
        return read(&line[..end]).map(|reading| (reading, end));
    }
    // In a sentence of an East Asian language no space follows; no answer has such a letter.
    let line = line
        .split(|c| c >= EAST_ASIAN)
        .next()?
        .trim_end_matches(' ');
    let mut ends = Vec::new();
    let mut is_new = [true; ENDINGS.len()];
    for (at, byte) in line.bytes().enumerate() {
        if let Some(ending) = ENDINGS.iter().position(|ending| *ending == byte)
            && std::mem::replace(&mut is_new[ending], false)
        {
            // The closing bracket of an answer belongs to it.
            let closes = byte == b'}' && line.as_bytes()[0] == b'{';
            ends.push(if closes { at + 1 } else { at });
        }
    }
    ends.push(line.len());
    for end in ends.into_iter().rev() {
        let body = &line[..end];
        if let Some(reading) = read(body) {
            return Some((reading, body.trim_ascii_end().len()));
        }
    }
    None
}

/// The end of an answer that repeats the key. Any text may be a key, but the text around it ends with a quotation mark, a
/// comma or a bracket, and that of a log behind a tab or before its fields. A key that LiveKit made is one word.
fn end_of_key(line: &str) -> Option<usize> {
    let key = line.strip_prefix(words::UNKNOWN_KEY)?.strip_prefix(": ")?;
    // A key that was sent with its quotation marks.
    let quote = ["\\\"", "\"", "'"]
        .into_iter()
        .find(|quote| key.starts_with(quote));
    let quoted = quote.and_then(|quote| Some(key[quote.len()..].find(quote)? + 2 * quote.len()));
    let length = quoted.unwrap_or_else(|| {
        let end = key.find(['"', '\'', '`', '\\', '|']).unwrap_or(key.len());
        let end = [", ", "\t", " {"]
            .into_iter()
            .filter_map(|ending| key[..end].find(ending))
            .chain(end_of_made(key))
            .min()
            .unwrap_or(end);
        key[..end].trim_end_matches([')', '}', ',', ';', ' ']).len()
    });
    Some(line.len() - key.len() + length)
}

/// The end of a key that LiveKit made, if another word is behind it.
fn end_of_made(key: &str) -> Option<usize> {
    let (first, _) = key.split_once(' ')?;
    let is_made = api_key::has_form_of_length(first, 13..);
    is_made.then_some(first.len())
}

#[cfg(test)]
mod tests {
    use super::{beginnings, find};
    use crate::server::refusal::RefusalKind;

    #[track_caller]
    fn assert_finds(text: &str, body: &str, cause: RefusalKind) {
        let found = find(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].1.of(text), found[0].0.kinds[0]), (body, cause));
    }

    #[test]
    fn finds_the_answer_in_logs_and_messages() {
        let expired = "invalid token: eyJ.e30.x, error: go-jose/go-jose/jwt: validation failed, token is expired (exp)";
        assert_finds(
            &format!(
                "WARN livekit service/utils.go:54 error handling request {{\"status\": 401, \"error\": \"{expired}\"}}"
            ),
            expired,
            RefusalKind::Expired,
        );
        assert_finds(
            "HTTP/1.1 401\r\nDate: x\r\n\r\ninvalid API key: APIx\r\n",
            "invalid API key: APIx",
            RefusalKind::UnknownKey,
        );
        assert_finds(
            "ConnectionError: could not establish signal connection: invalid authorization token",
            "invalid authorization token",
            RefusalKind::Malformed,
        );
        assert_finds(
            "x {\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"} y",
            "{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}",
            RefusalKind::MissingGrant,
        );
        assert!(find("some other text").is_empty());
    }

    #[test]
    fn the_text_around_a_key_is_not_part_of_it() {
        for (text, key) in [
            ("{\"error\": \"invalid API key: APIx\"}", "APIx"),
            ("invalid API key: APIx\", \"path\": \"/rtc\"}", "APIx"),
            (
                "TwirpError(message=invalid API key: APIx, status=401)",
                "APIx",
            ),
            ("(invalid API key: APIx)", "APIx"),
            ("invalid API key: \"APIx\"", "\"APIx\""),
            (
                "\"error\": \"invalid API key: \\\"APIx\\\"\"",
                "\\\"APIx\\\"",
            ),
            ("invalid API key: my key: 2", "my key: 2"),
            ("invalid API key: ", ""),
            ("invalid API key: devkey\t{\"room\": \"a\"}", "devkey"),
            ("invalid API key: devkey {\"room\": \"a\"}", "devkey"),
            (
                "invalid API key: APIbTf5nQxGyE7x (401) for /rtc",
                "APIbTf5nQxGyE7x",
            ),
        ] {
            assert_eq!(find(text)[0].0.key.as_deref(), Some(key), "{text}");
        }
    }

    #[test]
    fn only_one_answer_begins_at_a_place() {
        for one in beginnings() {
            let others = beginnings().filter(|other| one.starts_with(other));
            assert_eq!(others.count(), 1, "{one}");
        }
    }

    #[test]
    fn finds_several_adjacent_answers() {
        let denied = r#"{"code":"unauthenticated","msg":"permissions denied"}"#;
        let key = "invalid API key: APIx";
        let text = format!("{denied}{denied} {key}");
        let found = find(&text);
        let bodies: Vec<_> = found.iter().map(|(_, span)| span.of(&text)).collect();
        assert_eq!(bodies, [denied, denied, key]);
    }
}
