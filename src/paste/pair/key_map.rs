//! The server's map of keys to secrets: `keys:` of its configuration, the file of its `key_file`, `LIVEKIT_KEYS`.

use crate::paste::secret::Secret;
use crate::paste::setting::Setting;
use crate::text::span::Places;
use crate::text::{Span, order, search};

use super::{Pair, is_masked};

/// Reads each map. `taken` are the places of tokens and the like. Where nothing else in the text is LiveKit's (`is_own`),
/// only keys count that look like LiveKit's.
pub(super) fn find(text: &str, taken: &Places, is_own: bool, pairs: &mut Vec<Pair>) {
    // What lines of the map are indented further than; a file of keys has nothing above them.
    let mut above = None;
    // How far braces have been read.
    let mut read = 0;
    let mut start = 0;
    let mut found = Vec::new();
    for line in search::lines(text) {
        let indent = line.len() - search::trim_start(line, b" \t").len();
        let content = line.trim_ascii();
        if is_key_file(content) {
            above = Some(None);
        } else if search::starts_with_any(content, "==>|$ |---") {
            above = None;
        } else if let Some(at) = map_start(line) {
            let rest = search::trim_start(search::tail(line, at), b" \t");
            if let Some(flow) = search::after(rest, "{") {
                let from = start + line.len() - flow.len();
                if from >= read {
                    let flow = search::until(search::tail(text, from), b"}");
                    entries(flow, from, &mut found);
                    read = from + flow.len();
                }
                above = None;
            } else {
                above = matches!(
                    rest.as_bytes().first(),
                    None | Some(b'\r' | b'\n' | b'#' | b'&')
                )
                .then_some(Some(indent));
            }
        } else if let Some(keys) = above
            && !content.is_empty()
            && !content.starts_with('#')
        {
            if keys.is_none_or(|keys| indent > keys) {
                found.extend(entry(line, start));
            } else {
                above = None;
            }
        } else if content.len() > 40
            && content.starts_with("API")
            && content.split_ascii_whitespace().count() == 2
        {
            // The file of `key_file`, without its name.
            found.extend(entry(line, start));
        }
        start += line.len();
    }
    order::keep(&mut found, &mut |pair| {
        let is_key = |(key, _): &(String, Span)| key.starts_with("API");
        let is_free = !pair.spans().into_iter().any(|span| taken.overlap(span));
        is_free && (is_own || pair.key.as_ref().is_some_and(is_key))
    });
    pairs.extend(found);
}

/// Where the value begins on a line that has the name `keys`.
fn map_start(line: &str) -> Option<usize> {
    let at = search::find(line, "keys")?;
    let before = search::head(line, at).as_bytes();
    let is_name = before.last().is_none_or(|byte| b" \t\"'{,".contains(byte));
    let after = search::trim_start(search::tail(line, at + 4), b"\"'");
    let value = search::after(after, ":").filter(|_| is_name)?;
    Some(line.len() - value.len())
}

/// Whether a line says that a file of keys follows: `# keys.yaml`, `==> keys.yaml <==`, `$ cat keys.yaml`.
fn is_key_file(heading: &str) -> bool {
    search::starts_with_any(heading, "#|==>|$ |---") && search::contains(heading, "keys.y")
}

/// Reads the entries of a map in braces, or of one whose lines are not indented; `at` is where they begin in the text.
fn entries(map: &str, at: usize, pairs: &mut Vec<Pair>) {
    let mut from = 0;
    while from < map.len() {
        let part = search::until(search::tail(map, from), b",\n");
        pairs.extend(entry(part, at + from));
        from += part.len() + 1;
    }
}

/// Reads the map that a variable or an option holds. Keys and secrets are those of the value; their places are in the text,
/// where escapes are still to be resolved.
pub(super) fn from_setting(text: &str, setting: &Setting, pairs: &mut Vec<Pair>) {
    let (mut read, mut written) = (Vec::new(), Vec::new());
    let value = setting.value.expose();
    entries(
        search::trim_start(search::trim_end(value, b"} "), b"{ "),
        0,
        &mut read,
    );
    let source = setting.span.of(text);
    let inner = search::trim_start(source, b"{ ");
    let from = setting.span.start + source.len() - inner.len();
    entries(search::trim_end(inner, b"} "), from, &mut written);
    for (at, mut pair) in read.into_iter().enumerate() {
        let places = written.get(at).map_or(vec![setting.span; 2], Pair::spans);
        if let (Some((_, key)), Some((_, secret))) = (&mut pair.key, &mut pair.secret) {
            (*key, *secret) = (places[0], places[1]);
        }
        pairs.push(pair);
    }
}

/// Reads `key: secret`; `at` is where the line begins in the text.
fn entry(line: &str, at: usize) -> Option<Pair> {
    let line = search::before(line, " #");
    let (key, secret) = search::words(": |:\t|\":").find_map(|sign| search::cut(line, sign))?;
    let (key, key_span) = unquoted(key, at);
    let (secret, secret_span) = unquoted(secret, at + line.len() - secret.len());
    let is_map_entry = !key.is_empty()
        && !secret.is_empty()
        && !search::starts_with_any(key, "#|- ")
        && !search::starts_with_any(secret, "{|[|*|>|!")
        && !secret.starts_with('|')
        && !is_masked(secret);
    is_map_entry.then(|| {
        let secret = (Secret::new(secret.to_owned()), secret_span);
        Pair::new(Some((key.to_owned(), key_span)), Some(secret))
    })
}

/// What is between white space and quotes, and its place, if `part` begins at `at`.
fn unquoted(part: &str, at: usize) -> (&str, Span) {
    let mut inner = part.trim_ascii_start();
    // An anchor is a name for the value behind it.
    if let Some((_, value)) = search::after(inner, "&").and_then(|inner| search::cut(inner, " ")) {
        inner = value.trim_ascii_start();
    }
    let inner = search::trim_start(inner, b"\"'");
    let start = at + part.len() - inner.len();
    let inner = search::trim_end(search::trim_end(inner.trim_ascii_end(), b","), b"\"'");
    (inner, Span::new(start, start + inner.len()))
}
