//! The server's map of keys to secrets: `keys:` of its configuration, the file of its `key_file`, `LIVEKIT_KEYS`.

use std::sync::LazyLock;

use crate::livekit::api_key;
use crate::paste::setting::{Setting, is_elsewhere};
use crate::text::needles::contains;
use crate::text::{Needles, Secret, Span, lines};

use super::{Basis, Pair, is_masked};

static NAME: LazyLock<Needles> = LazyLock::new(|| Needles::exact(["keys"]));

/// Reads each map. `is_taken` tells the places of tokens and the like. Where nothing else in the text is LiveKit's (`is_own`),
/// only keys count that look like LiveKit's.
pub(super) fn find(
    text: &str,
    is_taken: &dyn Fn(Span) -> bool,
    is_own: bool,
    pairs: &mut Vec<Pair>,
) {
    // The indentation of the line `keys:`; entries are indented further. `Some(None)` is a file of keys, which has no such line.
    let mut above = None;
    // How far braces have been read.
    let mut read = 0;
    let mut start = 0;
    let mut found = Vec::new();
    // Where the name of a map may stand.
    let mut names = NAME.hits(text).map(|name| name.span.start).peekable();
    // Most pastes that are long have no map and no key that begins as LiveKit's do.
    if names.peek().is_none() && !contains(text, api_key::PREFIX) {
        return;
    }
    for line in lines::split(text) {
        while names.next_if(|name| *name < start).is_some() {}
        let name = (names.peek().copied()).filter(|name| *name < start + line.len());
        let indent = line.len() - line.trim_start_matches(BLANKS).len();
        let content = line.trim_ascii();
        if is_key_file(content) {
            above = Some(None);
        } else if ["==>", "$ ", "---"]
            .into_iter()
            .any(|heading| content.starts_with(heading))
        {
            above = None;
        } else if let Some(value) = name.and_then(|name| map_value(line, name - start)) {
            let rest = value.trim_start_matches(BLANKS);
            if let Some(flow) = rest.strip_prefix('{') {
                let from = start + line.len() - flow.len();
                if from >= read {
                    let flow = text[from..].split('}').next().unwrap_or_default();
                    entries(flow, from, &mut found);
                    read = from + flow.len();
                }
                above = None;
            } else {
                let is_open = rest.is_empty() || rest.starts_with(['\r', '\n', '#', '&']);
                above = is_open.then_some(Some(indent));
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
            && api_key::begins(content)
            && content[..content.find([':', '"']).unwrap_or_default()]
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric())
            && content.split_ascii_whitespace().count() == 2
        {
            // The file of `key_file`, without its name.
            found.extend(entry(line, start));
        }
        start += line.len();
    }
    found.retain(|pair: &Pair| {
        let is_key = |(key, _): &(String, Span)| api_key::begins(key);
        let is_free = !pair.spans().into_iter().any(is_taken);
        is_free && (is_own || pair.key.as_ref().is_some_and(is_key))
    });
    pairs.extend(found);
}

/// The characters around the words of a line.
const BLANKS: [char; 2] = [' ', '\t'];

/// The value on a line whose name `keys` begins at `at`.
fn map_value(line: &str, at: usize) -> Option<&str> {
    let (before, name) = line.split_at(at);
    let is_name = before.is_empty() || before.ends_with([' ', '\t', '"', '\'', '{', ',', '.']);
    let after = name["keys".len()..].trim_start_matches(QUOTES);
    let value = after.strip_prefix(':').or_else(|| {
        // Nix and TOML.
        let value = after.trim_start_matches(BLANKS).strip_prefix('=')?;
        value
            .trim_start_matches(BLANKS)
            .starts_with('{')
            .then_some(value)
    });
    value.filter(|_| is_name)
}

const QUOTES: [char; 2] = ['"', '\''];

/// Whether a line says that a file of keys follows: `# keys.yaml`, `==> keys.yaml <==`, `$ cat keys.yaml`. What follows a server
/// that is started with such a file is its log.
fn is_key_file(heading: &str) -> bool {
    let begins = |beginning| heading.starts_with(beginning);
    let is_start = || heading.starts_with("$ ") && heading.contains("key-file");
    ["#", "==>", "$ ", "---"].into_iter().any(begins) && heading.contains("keys.y") && !is_start()
}

/// Reads the entries of a map in braces, or of one whose lines are not indented; `at` is where they begin in the text.
fn entries(map: &str, at: usize, pairs: &mut Vec<Pair>) {
    // Nix ends each entry by a semicolon.
    let is_nix = map.contains(" = ") && map.contains(';');
    let is_end = |c: char| matches!(c, ',' | '\n') || c == ';' && is_nix;
    let mut from = 0;
    while from < map.len() {
        let part = map[from..].split(is_end).next().unwrap_or_default();
        pairs.extend(entry(part, at + from));
        from += part.len() + 1;
    }
}

/// Reads the map that a variable or an option holds. Keys and secrets are those of the value; their places are in the text,
/// where escapes are still to be resolved.
pub(super) fn from_setting(text: &str, setting: &Setting, pairs: &mut Vec<Pair>) {
    let (mut read, mut written) = (Vec::new(), Vec::new());
    let value = setting.value.expose();
    let braces = |brace| [brace, ' '];
    let inner = value.trim_end_matches(braces('}'));
    entries(inner.trim_start_matches(braces('{')), 0, &mut read);
    let source = setting.span.of(text);
    let inner = source.trim_start_matches(braces('{'));
    let from = setting.span.start + source.len() - inner.len();
    entries(inner.trim_end_matches(braces('}')), from, &mut written);
    for (at, mut pair) in read.into_iter().enumerate() {
        let places = written.get(at).map_or(vec![setting.span; 2], Pair::spans);
        if let (Some((_, key)), Some((_, secret))) = (&mut pair.key, &mut pair.secret) {
            (*key, *secret) = (places[0], places[1]);
        }
        pairs.push(pair);
    }
}

/// Reads `key: secret`, and `key:secret`, which the server cannot; `at` is where the line begins in the text.
fn entry(line: &str, at: usize) -> Option<Pair> {
    let line = line.split(" #").next().unwrap_or_default();
    let mut signs = [": ", ":\t", "\":", " = "].into_iter();
    let (key, secret) = signs
        .find_map(|sign| line.split_once(sign))
        .or_else(|| without_space(line))?;
    let (key, key_span) = unquoted(key, at);
    let (secret, secret_span) = unquoted(secret, at + line.len() - secret.len());
    let is_map_entry = !key.is_empty()
        && !secret.is_empty()
        && !key.starts_with('#')
        && !key.starts_with("- ")
        && !secret.starts_with(['{', '[', '*', '>', '!', '|'])
        && !is_masked(secret)
        && !is_elsewhere(secret);
    is_map_entry.then(|| {
        let secret = (Secret::new(secret.to_owned()), secret_span);
        let mut pair = Pair::new(Some((key.to_owned(), key_span)), Some(secret));
        pair.basis = Basis::Server;
        pair
    })
}

/// Splits two words with nothing but a colon between them.
fn without_space(line: &str) -> Option<(&str, &str)> {
    let is_word = |word: &str| {
        let mut bytes = word.trim_matches(QUOTES).bytes();
        bytes.len() > 0
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_-+/=".contains(&byte))
    };
    let (key, secret) = line.trim_ascii().split_once(':')?;
    (is_word(key) && is_word(secret)).then(|| {
        let at = line.len() - line.trim_ascii_start().len() + key.len();
        (&line[..at], &line[at + 1..])
    })
}

/// What is between white space and quotes, and its place, if `part` begins at `at`.
fn unquoted(part: &str, at: usize) -> (&str, Span) {
    let mut inner = part.trim_ascii_start();
    // An anchor is a name for the value behind it.
    if let Some((_, value)) = inner
        .strip_prefix('&')
        .and_then(|inner| inner.split_once(' '))
    {
        inner = value.trim_ascii_start();
    }
    let inner = inner.trim_start_matches(QUOTES);
    let start = at + part.len() - inner.len();
    let inner = inner.trim_ascii_end();
    // A comma behind quotes separates; without quotes, YAML reads it as part of the value.
    let inner = match inner.strip_suffix(',') {
        Some(quoted) if quoted.ends_with(QUOTES) => quoted,
        _ => inner,
    };
    let inner = inner.trim_end_matches(QUOTES);
    (inner, Span::new(start, start + inner.len()))
}
