//! Replaces what shows who somebody is, on request: identities (OIDC Core section 5.1, LiveKit's `identity`), e-mail addresses,
//! and IP addresses. A token stays one that can be decoded: its claims are written again.

mod address;
mod identity;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::json::{self, Document, Value};
use crate::text::{Needles, base64url};

use super::sweep::{self, Hit};
use super::{Kind, Options, Sanitizer, view};

/// How JSON objects begin in base64url.
static SEGMENTS: LazyLock<Needles> =
    LazyLock::new(|| Needles::exact(["eyJ", "eyA", "ewo", "ew0", "ewk"]));

/// What was found so far: it is replaced wherever it is again.
#[derive(Default)]
pub(super) struct Persons {
    /// The index of each value.
    values: FxHashMap<String, usize>,
    /// The lengths of the values.
    lengths: BTreeSet<usize>,
}

/// A value that is replaced, with its place.
struct PersonMatch {
    kind: Kind,
    range: Range<usize>,
    /// Whether it is looked for elsewhere.
    is_everywhere: bool,
}

impl Sanitizer {
    /// Replaces what is found in one reading of a text; `None` if nothing is.
    pub(super) fn without_persons(&mut self, text: &str, options: Options) -> Option<String> {
        let (views, _) = view::all(text);
        let mut hits = Vec::new();
        for view in &views {
            for found in find(&view.text, options) {
                let value = self.person(&found, &view.text);
                hits.push(Hit {
                    span: view.span(found.range),
                    value,
                });
            }
        }
        let segments = segments(text);
        for (_, document) in &segments {
            for found in claims(document, options) {
                let source = String::from_utf8_lossy(document.source());
                self.person(&found, &source);
            }
        }
        if let Some(copy) = self.with_claims(text, &segments, options) {
            return Some(copy);
        }
        for view in &views {
            let found = self.again(&view.text);
            hits.extend(found.into_iter().map(|(range, value)| Hit {
                span: view.span(range),
                value,
            }));
            if !view.is_root() {
                // A token in base64 cannot be written again.
                for (range, document) in self::segments(&view.text) {
                    let source = String::from_utf8_lossy(document.source());
                    let found = find(&source, options)
                        .into_iter()
                        .chain(claims(&document, options));
                    if let Some(found) = found.into_iter().next() {
                        let value = self.person(&found, &source);
                        hits.push(Hit {
                            span: view.span(range),
                            value,
                        });
                    }
                }
            }
        }
        self.replace(text, hits)
    }

    /// The index of a value, which is looked for from now on.
    fn person(&mut self, found: &PersonMatch, text: &str) -> usize {
        let text = &text[found.range.clone()];
        let index = self.index(found.kind, &[text.to_owned()]);
        if found.is_everywhere {
            self.persons.lengths.insert(text.len());
            self.persons.values.insert(text.to_owned(), index);
        }
        index
    }

    /// The places of all values that were found so far, as whole words.
    fn again(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let Persons { values, lengths } = &self.persons;
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut at = 0;
        while at < bytes.len() && !lengths.is_empty() {
            let is_start = at == 0 || !(is_word(&bytes[at - 1]) && is_word(&bytes[at]));
            let known = lengths
                .iter()
                .rev()
                .filter(|_| is_start)
                .find_map(|length| {
                    let end = at + length;
                    let is_end = bytes
                        .get(end)
                        .is_none_or(|next| !(is_word(next) && is_word(&bytes[end - 1])));
                    let value = values.get(text.get(at..end).filter(|_| is_end)?)?;
                    Some((at..end, *value))
                });
            at = known.as_ref().map_or(at + 1, |(range, _)| range.end);
            found.extend(known);
        }
        found
    }

    /// The text with the claims of its tokens written again; `None` if they stay.
    fn with_claims(
        &mut self,
        text: &str,
        segments: &[(Range<usize>, Document)],
        options: Options,
    ) -> Option<String> {
        let mut copy = String::new();
        let mut shown = 0;
        for (range, document) in segments {
            let source = document.source();
            let mut payload: Vec<u8> = Vec::new();
            let mut kept = 0;
            let claims = claims(document, options);
            for value in document.root().into_iter().flat_map(Value::inner) {
                let span = value.span();
                let whole = (claims.iter()).find(|found| {
                    found.range == (span.start + 1..span.end - 1) || found.range == span
                });
                let written = if let Some(found) = whole {
                    let value = self.person(found, &String::from_utf8_lossy(source));
                    Some(json::quote(self.counted(value)))
                } else {
                    let inner = value.string();
                    inner
                        .and_then(|inner| self.without_persons_in(&inner, options))
                        .map(|inner| json::quote(&inner))
                };
                if let Some(written) = written {
                    payload.extend_from_slice(&source[kept..span.start]);
                    payload.extend_from_slice(written.as_bytes());
                    kept = span.end;
                }
            }
            if kept > 0 {
                payload.extend_from_slice(&source[kept..]);
                copy.push_str(&text[shown..range.start]);
                copy.push_str(&base64url::encode(&payload));
                shown = range.end;
            }
        }
        if shown == 0 {
            return None;
        }
        copy.push_str(&text[shown..]);
        Some(copy)
    }

    /// A string of a claim with labels in it; `None` if it stays.
    fn without_persons_in(&mut self, text: &str, options: Options) -> Option<String> {
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for one in find(text, options) {
            let value = self.person(&one, text);
            found.push((one.range, value));
        }
        found.extend(self.again(text));
        found.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let stays = sweep::labels(text);
        let mut copy = String::new();
        let mut shown = 0;
        for (range, value) in found {
            let is_label = stays
                .iter()
                .any(|label| label.overlaps(range.clone().into()));
            if range.start < shown || is_label {
                continue;
            }
            copy.push_str(&text[shown..range.start]);
            copy.push_str(self.counted(value));
            shown = range.end;
        }
        (shown > 0).then(|| copy + &text[shown..])
    }

    /// The label of a value, counted once more.
    fn counted(&mut self, value: usize) -> &str {
        let at = self.removed(value);
        let removed = &mut self.removed[at];
        removed.count += 1;
        &removed.label
    }
}

/// The JSON objects in base64url: the headers and payloads of tokens.
fn segments(text: &str) -> Vec<(Range<usize>, Document)> {
    let bytes = text.as_bytes();
    let mut segments = Vec::new();
    let mut at = 0;
    for hit in SEGMENTS.hits(text) {
        let start = hit.span.start;
        let is_escaped = start >= 3 && bytes[start - 3] == b'%';
        let is_inside = start > 0 && base64url::has(bytes[start - 1]) && !is_escaped;
        if start < at || is_inside {
            continue;
        }
        at = start + base64url::leading(&text[start..]).len();
        let decoded = base64url::decode(&bytes[start..at]).ok();
        let decoded = decoded.filter(|bytes| str::from_utf8(bytes).is_ok());
        if let Some(Ok(document)) = decoded.map(Document::read) {
            segments.push((start..at, document));
        }
    }
    segments
}

/// The values of a text that are replaced.
fn find(text: &str, options: Options) -> Vec<PersonMatch> {
    let mut found = Vec::new();
    if options.identities {
        identity::find(text, &mut found);
    }
    if options.addresses {
        address::find(text, &mut found);
    }
    found
}

/// The values of a payload that are replaced.
fn claims(document: &Document, options: Options) -> Vec<PersonMatch> {
    if options.identities {
        identity::claims(document)
    } else {
        Vec::new()
    }
}
