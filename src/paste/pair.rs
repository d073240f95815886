//! Pairs of API key and secret, from settings, from a server's `keys:` map, or bare.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::text::span::Places;
use crate::text::{Span, order};

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
        let key = self.key.as_ref().map(|(_, span)| *span);
        key.into_iter()
            .chain(self.secret.as_ref().map(|(_, span)| *span))
            .collect()
    }

    /// Key and secret in one, to compare pairs by.
    fn values(&self) -> Cow<'static, str> {
        let key = self.key.as_ref().map_or("", |(key, _)| key);
        let secret = self
            .secret
            .as_ref()
            .map_or("", |(secret, _)| secret.expose());
        Cow::Owned([key, secret].join("\n"))
    }

    fn start(&self) -> usize {
        self.spans()
            .iter()
            .map(|span| span.start)
            .min()
            .unwrap_or(usize::MAX)
    }
}

/// Finds all pairs, in the order of the text, each once. `taken` are the places of tokens and settings, which hold no bare words.
pub fn find(text: &str, settings: Vec<Setting>, taken: &Places) -> Vec<Pair> {
    let mut pairs = from_key_maps(text);
    let mapped = pairs.len();
    let mut open: Vec<(String, Pair)> = Vec::new();
    for setting in settings {
        let Setting {
            role,
            prefix,
            span,
            value,
            ..
        } = setting;
        match role {
            Role::Keys => pairs.extend(from_line(value.expose(), span.start)),
            Role::Key | Role::Secret if !is_masked(value.expose()) => {
                let waiting = open.iter_mut().rev().take(NEIGHBOURS).find(|(name, pair)| {
                    *name == prefix
                        && if role == Role::Key {
                            pair.key.is_none()
                        } else {
                            pair.secret.is_none()
                        }
                });
                let pair = if let Some((_, pair)) = waiting {
                    pair
                } else {
                    open.push((
                        prefix,
                        Pair {
                            key: None,
                            secret: None,
                        },
                    ));
                    let Some((_, pair)) = open.last_mut() else {
                        continue;
                    };
                    pair
                };
                if role == Role::Key {
                    pair.key = Some((value.expose().to_owned(), span));
                } else {
                    pair.secret = Some((value, span));
                }
            }
            _ => {}
        }
    }
    pairs.extend(open.into_iter().map(|(_, pair)| pair));
    if pairs.len() == mapped && mapped == 0 {
        pairs.extend(bare(text, taken));
    }
    let mut seen = BTreeSet::new();
    pairs.retain(|pair| seen.insert(pair.values()));
    order::by_key(pairs, |pair| (pair.start(), 0))
}

/// How many pairs back a key may look for its secret. They stand close together, and a log may hold thousands.
const NEIGHBOURS: usize = 16;

/// Whether a value stands for another one that was taken out, or is still to be put in.
fn is_masked(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    value.contains("***")
        || value.contains('…')
        || value.contains('•')
        || value.ends_with("...")
        || value
            .chars()
            .all(|c| matches!(c, 'x' | 'X' | '*' | '.' | '-'))
        || lower.starts_with("your")
        || lower.contains("redacted")
}

/// Reads each `keys:` map of a server's configuration: the lines below it that are indented further.
fn from_key_maps(text: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut depth = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if content == "keys:" {
            depth = Some(indent);
        } else if let Some(flow) = content
            .strip_prefix("keys:")
            .map(str::trim)
            .filter(|flow| flow.starts_with('{'))
        {
            let at = start + line.find('{').unwrap_or(0) + 1;
            pairs.extend(from_line(flow.trim_matches(['{', '}']), at));
        } else if let Some(keys) = depth {
            if indent > keys && !content.is_empty() {
                pairs.extend(from_line(
                    content.split(" #").next().unwrap_or(content),
                    start + indent,
                ));
            } else if !content.is_empty() {
                depth = None;
            }
        }
        start += line.len();
    }
    pairs
}

/// Reads `key: secret`, as it stands in the server's configuration; `at` is where the line begins in the text.
fn from_line(line: &str, at: usize) -> Option<Pair> {
    let (key, secret) = line.split_once(": ").or_else(|| line.split_once(":\t"))?;
    let place = |part: &str| {
        let inner = part.trim().trim_matches(['"', '\'']);
        let start = at + (inner.as_ptr() as usize - line.as_ptr() as usize);
        (inner.to_owned(), Span::new(start, start + inner.len()))
    };
    let (key, (secret, span)) = (place(key), place(secret));
    let is_map_entry =
        !key.0.is_empty() && !secret.is_empty() && !key.0.starts_with('#') && !is_masked(&secret);
    is_map_entry.then(|| Pair {
        key: Some(key),
        secret: Some((Secret::new(secret), span)),
    })
}

/// A key and a secret that stand without names. A key begins with `API`; other words count only where each line of the
/// paste, tokens apart, is a single word and there are two at the most.
fn bare(text: &str, taken: &Places) -> Option<Pair> {
    let mut words = Vec::new();
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
            words.push((content, span));
        }
    }
    let is_key = |word: &str| {
        word.starts_with("API")
            && word.len() >= 13
            && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let is_secret = |word: &str| {
        (40..=64).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let few = !sentences && words.len() <= 2 && !taken.is_empty();
    let key = words
        .iter()
        .position(|(word, _)| is_key(word))
        .or((few && words.len() == 2).then_some(0));
    let key = key.map(|at| words.remove(at));
    let secret = words
        .iter()
        .find(|(word, _)| is_secret(word) || few)
        .copied();
    (key.is_some() || secret.is_some()).then(|| Pair {
        key: key.map(|(word, span)| (word.to_owned(), span)),
        secret: secret.map(|(word, span)| (Secret::new(word.to_owned()), span)),
    })
}

/// Whether a word is a name whose value is missing: `LIVEKIT_API_KEY=`.
fn is_empty_setting(word: &str) -> bool {
    word.strip_suffix(['=', ':'])
        .is_some_and(|name| name.contains('_') || name.len() < 20)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::paste::setting;
    use crate::text::span::Places;

    fn pairs(text: &str) -> Vec<(Option<String>, Option<String>)> {
        let pairs = find(text, setting::find(text), &Places::of(std::iter::empty()));
        for pair in &pairs {
            for (value, span) in pair.key.iter().map(|(key, span)| (key.as_str(), span)) {
                assert_eq!(span.of(text), value);
            }
        }
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
    fn knows_a_bare_key_and_a_bare_secret() {
        let secret = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";
        assert_eq!(
            pairs(&format!("APIoracle2345678\n{secret}\n")),
            [both("APIoracle2345678", secret)]
        );
        assert!(pairs("some words\nsingle").is_empty());
        assert!(pairs("LIVEKIT_API_KEY=\nLIVEKIT_API_SECRET=").is_empty());
    }
}
