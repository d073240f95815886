//! Pairs of API key and secret, from settings, from a server's `keys:` map, or bare.

use std::ops::RangeInclusive;

use crate::text::span::Places;
use crate::text::{Span, order, search};

use super::secret::Secret;
use super::setting::{Role, Setting};

/// An API key, its secret, or both, and where they stand.
pub struct Pair {
    /// The API key and its place.
    pub key: Option<(String, Span)>,
    /// The secret and its place. `None` also where the paste masks it (`****`).
    pub secret: Option<(Secret, Span)>,
}

impl Pair {
    /// Its places: the key's, then the secret's.
    pub fn spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        if let Some((_, span)) = self.key {
            spans.push(span);
        }
        if let Some((_, span)) = self.secret {
            spans.push(span);
        }
        spans
    }

    /// Key and secret, to compare pairs by.
    fn values(&self) -> (&str, &str) {
        (
            self.key.as_ref().map_or("", |(key, _)| key),
            (self.secret.as_ref()).map_or("", |(secret, _)| secret.expose()),
        )
    }

    fn start(&self) -> usize {
        let key = self.key.as_ref().map_or(usize::MAX, |(_, span)| span.start);
        (self.secret.as_ref()).map_or(key, |(_, span)| key.min(span.start))
    }
}

/// Finds all pairs, in the order of the text, each once. `taken` are the places of tokens and the like, which hold no bare
/// words; `is_code` tells whether the text may be code.
pub fn find(text: &str, settings: Vec<Setting>, taken: &Places, is_code: bool) -> Vec<Pair> {
    let mut pairs = Vec::new();
    if is_code {
        from_calls(text, &mut pairs);
    }
    from_key_maps(text, &mut pairs);
    pairs.extend(from_go_struct(text));
    let nothing_mapped = pairs.is_empty();
    let mut open = Vec::new();
    for setting in settings {
        match setting.role {
            Role::Keys => pairs.extend(from_setting(text, &setting)),
            Role::Key | Role::Secret if !is_masked(setting.value.expose()) => {
                join(setting, &mut open);
            }
            _ => {}
        }
    }
    for (_, pair) in open {
        pairs.push(pair);
    }
    if nothing_mapped && pairs.is_empty() {
        pairs.extend(bare(text, taken));
    }
    order::by_key(without_repeats(pairs), |pair| (pair.start(), 0))
}

/// Puts a key or secret to the pair that waits for it, or opens one. Pairs stand with the prefix of their settings' names.
fn join(setting: Setting, open: &mut Vec<(String, Pair)>) {
    let is_key = setting.role == Role::Key;
    let waits = |(prefix, pair): &&mut (String, Pair)| {
        let is_free = if is_key {
            pair.key.is_none()
        } else {
            pair.secret.is_none()
        };
        is_free && *prefix == setting.prefix
    };
    let mut opened = Pair {
        key: None,
        secret: None,
    };
    let waiting = open.iter_mut().rev().take(NEIGHBOURS).find(waits);
    let is_new = waiting.is_none();
    let pair = waiting.map_or(&mut opened, |(_, pair)| pair);
    if is_key {
        pair.key = Some((setting.value.expose().to_owned(), setting.span));
    } else {
        pair.secret = Some((setting.value, setting.span));
    }
    if is_new {
        open.push((setting.prefix, opened));
    }
}

/// Reads the pairs that stand in code as they are: `AccessToken("key", "secret")`, `RoomServiceClient(url, "key", "secret")`.
fn from_calls(text: &str, pairs: &mut Vec<Pair>) {
    for call in ["AccessToken(", "with_api_key(", "Client("] {
        let mut at = 0;
        while let Some(found) = search::find_from(text, call, at) {
            at = found + call.len();
            let arguments = literals(text, at);
            // A client is given the URL first.
            if let [.., key, secret] = arguments[..]
                && (call == "Client(" || arguments.len() == 2)
            {
                pairs.push(Pair {
                    key: Some((key.of(text).to_owned(), key)),
                    secret: Some((Secret::new(secret.of(text).to_owned()), secret)),
                });
            }
        }
    }
}

/// The strings that a call is given first, without their quotes; words before them are passed over.
fn literals(text: &str, start: usize) -> Vec<Span> {
    let mut literals = Vec::new();
    let end = start + search::until(search::tail(text, start), b")\n{").len();
    let mut at = start;
    while at < end && literals.len() < 3 {
        let argument = search::until(search::tail(search::head(text, end), at), b",");
        let value = search::trim_start(argument, b" \t");
        let from = at + argument.len() - value.len();
        at += argument.len() + 1;
        if let Some(&quote @ (b'"' | b'\'' | b'`')) = value.as_bytes().first() {
            let inner = search::until(search::tail(value, 1), &[quote]);
            literals.push(Span::new(from + 1, from + 1 + inner.len()));
        }
    }
    literals
}

/// The first of those pairs that are alike.
fn without_repeats(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let alike = |one: usize, other: usize| pairs[one].values() == pairs[other].values();
    let order = order::sorted(pairs.len(), &|one, other| {
        pairs[one].values() < pairs[other].values()
    });
    let mut repeats = vec![false; pairs.len()];
    for neighbours in order.windows(2) {
        repeats[neighbours[1]] = alike(neighbours[0], neighbours[1]);
    }
    let mut repeats = repeats.into_iter();
    pairs.retain(|_| repeats.next() == Some(false));
    pairs
}

/// How many pairs back a key may look for its secret. They stand close together, and a log may hold thousands.
const NEIGHBOURS: usize = 16;

/// Whether a value stands for another one that was taken out, or is still to be put in.
fn is_masked(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    ["***", "…", "•", "redacted"]
        .iter()
        .any(|mark| search::contains(&lower, mark))
        || lower.ends_with("...")
        || lower.starts_with("your")
        || search::trim_start(&lower, b"x*.-").is_empty()
}

/// Reads each `keys:` map of a server's configuration: the lines below it that are indented further.
fn from_key_maps(text: &str, pairs: &mut Vec<Pair>) {
    let mut depth = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let indent = line.len() - search::trim_start(line, b" \t").len();
        let flow = content.strip_prefix("keys:").map(str::trim_start);
        if flow == Some("") {
            depth = Some(indent);
        } else if let Some(flow) = flow.and_then(|flow| flow.strip_prefix('{')) {
            let at = start + search::find(line, "{").unwrap_or(0) + 1;
            pairs.extend(from_line(search::trim_end(flow, b"}"), at));
        } else if let Some(keys) = depth
            && !content.is_empty()
        {
            if indent > keys {
                let entry = search::cut(line, " #").map_or(line, |(entry, _)| entry);
                pairs.extend(from_line(entry, start));
            } else {
                depth = None;
            }
        }
        start += line.len();
    }
}

/// Reads what Go prints of an `auth.AccessToken`, `&{KEY SECRET …`: it shows the secret, which must be masked.
fn from_go_struct(text: &str) -> Option<Pair> {
    let start = search::find(text, "&{API")? + 2;
    let key = search::until(search::tail(text, start), b" }\r\n");
    let end = start + key.len();
    let secret = search::until(search::tail(text, end + 1), b" }\r\n");
    let span = Span::new(end + 1, end + 1 + secret.len());
    (!secret.is_empty()).then(|| Pair {
        key: Some((key.to_owned(), Span::new(start, end))),
        secret: Some((Secret::new(secret.to_owned()), span)),
    })
}

/// Reads the map on one line. Key and secret are those of the value; their places are in the text, where escapes are still
/// to be resolved.
fn from_setting(text: &str, setting: &Setting) -> Option<Pair> {
    let mut pair = from_line(setting.value.expose(), 0)?;
    let written = from_line(setting.span.of(text), setting.span.start);
    let written = written.map(|written| written.spans());
    let places = written.unwrap_or(vec![setting.span; 2]);
    if let (Some((_, key)), Some((_, secret))) = (&mut pair.key, &mut pair.secret) {
        (*key, *secret) = (places[0], places[1]);
    }
    Some(pair)
}

/// Reads `key: secret`, as it stands in the server's configuration; `at` is where the line begins in the text.
fn from_line(line: &str, at: usize) -> Option<Pair> {
    let (key, secret) = search::cut(line, ": ").or_else(|| search::cut(line, ":\t"))?;
    let (key, key_span) = unquoted(key, at);
    let (secret, secret_span) = unquoted(secret, at + line.len() - secret.len());
    let is_map_entry =
        !key.is_empty() && !secret.is_empty() && !key.starts_with('#') && !is_masked(secret);
    is_map_entry.then(|| Pair {
        key: Some((key.to_owned(), key_span)),
        secret: Some((Secret::new(secret.to_owned()), secret_span)),
    })
}

/// What is between white space and quotes, and its place, if `part` begins at `at`.
fn unquoted(part: &str, at: usize) -> (&str, Span) {
    let inner = search::trim_start(part.trim_start(), b"\"'");
    let start = at + part.len() - inner.len();
    let inner = search::trim_end(inner.trim_end(), b"\"'");
    (inner, Span::new(start, start + inner.len()))
}

/// A key and a secret that stand without names. A key begins with `API`; other words count only where each line of the
/// paste, tokens apart, is a single word and there are two at the most.
fn bare(text: &str, taken: &Places) -> Option<Pair> {
    let mut words: Vec<Span> = Vec::new();
    let mut start = 0;
    let mut sentences = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        let span = Span::new(at, at + content.len());
        if content.is_empty() || taken.overlap(span) {
            continue;
        }
        if content.contains(char::is_whitespace) || is_empty_setting(content) {
            sentences = true;
        } else {
            words.push(span);
        }
    }
    let is_word_of = |span: &Span, lengths: RangeInclusive<usize>| {
        let word = span.of(text).as_bytes();
        lengths.contains(&word.len()) && word.iter().all(u8::is_ascii_alphanumeric)
    };
    let few = !sentences && words.len() <= 2 && !taken.is_empty();
    let key = words
        .iter()
        .position(|word| is_word_of(word, 13..=usize::MAX) && word.of(text).starts_with("API"))
        .or((few && words.len() == 2).then_some(0))
        .map(|at| words.remove(at));
    let secret = words.iter().find(|word| few || is_word_of(word, 40..=64));
    (key.is_some() || secret.is_some()).then(|| Pair {
        key: key.map(|word| (word.of(text).to_owned(), word)),
        secret: secret.map(|word| (Secret::new(word.of(text).to_owned()), *word)),
    })
}

/// Whether a word is a name whose value is missing: `LIVEKIT_API_KEY=`.
fn is_empty_setting(word: &str) -> bool {
    word.strip_suffix(['=', ':'])
        .is_some_and(|name| name.contains('_') || name.len() < 20)
}

#[cfg(test)]
mod tests {
    use super::{Pair, find};
    use crate::paste::setting;
    use crate::text::span::Places;

    fn pairs(text: &str) -> Vec<(Option<String>, Option<String>)> {
        let pairs = find(text, setting::find(text), &Places::of(Vec::new()), true);
        for pair in &pairs {
            if let Some((key, span)) = &pair.key {
                assert_eq!(span.of(text), key);
            }
            if let Some((secret, span)) = &pair.secret {
                assert_eq!(span.of(text), secret.expose());
            }
        }
        values(pairs)
    }

    fn values(pairs: Vec<Pair>) -> Vec<(Option<String>, Option<String>)> {
        pairs
            .into_iter()
            .map(|pair| {
                (
                    pair.key.map(|(key, _)| key),
                    pair.secret.map(|(secret, _)| secret.expose().to_owned()),
                )
            })
            .collect()
    }

    fn both(key: &str, secret: &str) -> (Option<String>, Option<String>) {
        (Some(key.into()), Some(secret.into()))
    }

    #[test]
    fn puts_settings_of_one_environment_together() {
        assert_eq!(
            pairs("LIVEKIT_API_KEY=k\nLIVEKIT_API_SECRET=s"),
            [both("k", "s")]
        );
        assert_eq!(
            pairs(
                "PROD_LIVEKIT_API_KEY=k1\nDEV_LIVEKIT_API_KEY=k2\nDEV_LIVEKIT_API_SECRET=s2\nPROD_LIVEKIT_API_SECRET=s1"
            ),
            [both("k1", "s1"), both("k2", "s2")]
        );
        assert_eq!(
            pairs("api_key: k1\napi_secret: s1\n---\napi_key: k2\napi_secret: s2"),
            [both("k1", "s1"), both("k2", "s2")]
        );
        assert_eq!(
            pairs("LIVEKIT_API_KEY=k\nLIVEKIT_API_SECRET=*****"),
            [(Some("k".into()), None)]
        );
    }

    #[test]
    fn reads_the_server_s_map_of_keys() {
        assert_eq!(
            pairs("port: 7880\nkeys:\n  k1: s1\n  \"k2\": 's2' # old\nrtc:\n  a: b"),
            [both("k1", "s1"), both("k2", "s2")]
        );
        assert_eq!(
            pairs("LIVEKIT_KEYS=\"devkey: secret\""),
            [both("devkey", "secret")]
        );
        assert_eq!(pairs("keys: {devkey: secret}"), [both("devkey", "secret")]);
    }

    #[test]
    fn names_the_place_of_a_key_behind_white_space_of_any_kind() {
        for space in [" \u{3000}", "\t\u{b}"] {
            assert_eq!(pairs(&format!("keys:\n{space}k: s\n")), [both("k", "s")]);
        }
    }

    #[test]
    fn names_the_places_of_a_key_and_a_secret_behind_escapes() {
        for (text, pair, written) in [
            ("LIVEKIT_KEYS=\"\\né: s\"", both("é", "s"), ["\\né", "s"]),
            (
                "LIVEKIT_KEYS=\"k\\\"l: s3cret\"",
                both("k\"l", "s3cret"),
                ["k\\\"l", "s3cret"],
            ),
            (
                "LIVEKIT_KEYS=\"k:\\ts3cret\"",
                both("k", "s3cret"),
                ["k:\\ts3cret"; 2],
            ),
        ] {
            let pairs = find(text, setting::find(text), &Places::of(Vec::new()), true);
            let spans = pairs[0].spans();
            assert_eq!([spans[0].of(text), spans[1].of(text)], written);
            assert_eq!(values(pairs), [pair]);
        }
    }

    #[test]
    fn knows_a_bare_key_and_a_bare_secret() {
        let secret = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";
        assert_eq!(
            pairs(&format!("APIoracle2345678\n{secret}\n")),
            [both("APIoracle2345678", secret)]
        );
        assert_eq!(
            pairs("token: &{APIx s3cret map[] 0}"),
            [both("APIx", "s3cret")]
        );
        assert!(pairs("&{APIx").is_empty());
        assert!(pairs("some words\nsingle").is_empty());
        assert!(pairs("LIVEKIT_API_KEY=\nLIVEKIT_API_SECRET=").is_empty());
    }
}
