//! Makes a copy of a text that is safe to share: what gives access is replaced by labels, and what explains a failure stays.
//!
//! - **In**: a text of any kind: a paste, a log, a HAR, a file with settings.
//! - **Out**: a [`Sanitized`]: the copy, what was removed, and what was not looked at.
//! - **Facts from**: RFC 7515 and 7516 (tokens), RFC 7468 (private keys), RFC 6265 (cookies), RFC 9110 (credentials), RFC 6749 (OAuth), and the
//!   documentation of services whose secrets begin with a sign of their own.
//!
//! A value is found by its name or its form, in any coding, and then removed wherever it is again. The copy is read again until nothing
//! more is found, at most twelve times.

mod find;
mod json;
mod name;
mod person;
mod sweep;
mod view;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::finding::sentence::{Messages, Sentence};
use crate::paste::{self, secret_word};
use crate::secret;
use crate::sentence;
use crate::text::coding::{self, Space};
use crate::text::{Span, label, order};

use find::Detection;
use json::Json;
use person::Persons;
use sweep::{Hit, Sweep};
use view::Binary;

/// How often the copy is read again at most.
const ROUNDS: usize = 12;

/// A copy of a text that is safe to share.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sanitized {
    /// The copy. JSON is still JSON, and every line has its number.
    pub text: String,
    /// What was removed, in the order of the text. Empty if the text was safe already.
    pub removed: Vec<Removed>,
    /// What the text has that was not looked at, in words. Empty if everything was.
    pub not_looked_at: Vec<String>,
}

/// A value that was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// What it was: `signature`, `jwe`, `private_key`, `cookie`, `authorization`, `code`, `refresh_token`, `token`, `secret`, `identity` or `address`.
    pub kind: &'static str,
    /// The label in its place, such as `<secret.1>`. The same value always has the same one.
    pub label: String,
    /// How often it was there.
    pub count: usize,
}

/// What else is replaced in a copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, expecting = "an object")]
pub struct Options {
    /// What shows who somebody is: identities, names, e-mail addresses, telephone numbers.
    pub identities: bool,
    /// IP addresses, except those of a machine itself.
    pub addresses: bool,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Signature,
    Jwe,
    PrivateKey,
    Cookie,
    Authorization,
    Code,
    RefreshToken,
    Token,
    Secret,
    /// A key that some services use like a password, and others show.
    ApiKey,
    Identity,
    Address,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Jwe => "jwe",
            Self::PrivateKey => "private_key",
            Self::Cookie => "cookie",
            Self::Authorization => "authorization",
            Self::Code => "code",
            Self::RefreshToken => "refresh_token",
            Self::Token => "token",
            Self::Secret | Self::ApiKey => "secret",
            Self::Identity => "identity",
            Self::Address => "address",
        }
    }
}

/// Makes a copy of a text that is safe to share.
///
/// ```
/// use why401::sanitize;
///
/// let copy = sanitize("LIVEKIT_API_KEY=APIabcdefghij\nLIVEKIT_API_SECRET=FAKEsecret0123456789\n");
/// assert_eq!(copy.text, "LIVEKIT_API_KEY=APIabcdefghij\nLIVEKIT_API_SECRET=<secret.1>\n");
/// assert_eq!(copy.removed[0].count, 1);
/// ```
pub fn sanitize(text: &str) -> Sanitized {
    sanitize_in(text, None)
}

/// The same in another language.
pub fn sanitize_in(text: &str, messages: Messages) -> Sanitized {
    sanitize_with(text, Options::default(), messages)
}

/// The same, in which more is replaced.
///
/// ```
/// use why401::sanitize::{Options, sanitize_with};
///
/// let options = Options { identities: true, addresses: true };
/// let copy = sanitize_with(r#"{"identity":"alice","ip":"203.0.113.7"} alice left"#, options, None);
/// assert_eq!(copy.text, r#"{"identity":"<identity.1>","ip":"<address.1>"} <identity.1> left"#);
/// ```
pub fn sanitize_with(text: &str, options: Options, messages: Messages) -> Sanitized {
    let mut sanitizer = Sanitizer {
        values: HashMap::new(),
        labels: Vec::new(),
        last: HashMap::new(),
        removed: Vec::new(),
        persons: Persons::default(),
    };
    for span in sweep::labels(text) {
        if let Some((kind, number, _)) = label::read(span.of(text)) {
            let last = sanitizer.last.entry(kind).or_default();
            *last = number.max(*last);
        }
    }
    let mut copy = text.to_owned();
    let mut binary = Vec::new();
    for round in 0..ROUNDS {
        let (next, found) = sanitizer.round(&copy);
        if round == 0 {
            binary = found;
        }
        let is_asked = options != Options::default();
        match next.or_else(|| is_asked.then(|| sanitizer.without_persons(&copy, options))?) {
            Some(next) => copy = next,
            None => break,
        }
    }
    Sanitized {
        not_looked_at: (not_looked_at(text, &binary).iter())
            .map(|words| words.text(messages))
            .collect(),
        text: copy,
        removed: sanitizer.removed,
    }
}

struct Sanitizer {
    /// The index of each value that was found so far, in every form that it was found in.
    values: HashMap<String, usize>,
    /// The kind of each value, and its place among those removed, which has its label.
    labels: Vec<(Kind, Option<usize>)>,
    /// The last number of each kind.
    last: HashMap<&'static str, usize>,
    removed: Vec<Removed>,
    persons: Persons,
}

impl Sanitizer {
    /// Reads a text once, and returns a copy without what was found, if that was anything.
    fn round(&mut self, text: &str) -> (Option<String>, Vec<Binary>) {
        let (views, binary) = view::all(text);
        let mut hits = Vec::new();
        let mut values: Vec<(String, usize)> = Vec::new();
        for view in &views {
            for Detection { kind, range } in find::find(&view.text) {
                let (value, forms) = self.value(kind, &view.text[range.clone()]);
                hits.push(Hit {
                    span: view.span(range),
                    value,
                });
                values.extend(forms.into_iter().map(|form| (form, value)));
            }
        }
        let shown = self.pairs(text, &mut hits, &mut values);
        let mut sweep = Sweep::new(&shown);
        for (text, value) in &values {
            sweep.add(text, *value);
        }
        if !sweep.is_empty() {
            for view in &views {
                sweep.find(view, &mut hits);
            }
        }
        (self.replace(text, hits), binary)
    }

    /// Adds the secrets of pairs and the signatures of wrapped tokens. Returns the keys, which stay.
    fn pairs(
        &mut self,
        text: &str,
        hits: &mut Vec<Hit>,
        values: &mut Vec<(String, usize)>,
    ) -> Vec<String> {
        let (tokens, pairs) = paste::read_access(text);
        let mut shown = Vec::new();
        let mut add = |kind: Kind, secret: &str, span: Option<Span>| {
            if label::is_label(secret)
                || label::is_inner(secret)
                || secret.contains('<')
                || !secret.contains(char::is_alphanumeric)
            {
                return;
            }
            let (value, forms) = self.value(kind, secret);
            values.extend(forms.into_iter().map(|form| (form, value)));
            hits.extend(span.map(|span| Hit { span, value }));
        };
        for pair in &pairs {
            if let Some((secret, span)) = &pair.secret {
                add(Kind::Secret, secret.expose(), Some(*span));
            }
            if let Some((key, span)) = &pair.key {
                if secret::is_swapped(pair) || secret::looks_like_secret(key) {
                    add(Kind::Secret, key, Some(*span));
                } else {
                    shown.push(key.clone());
                }
            }
        }
        for token in tokens
            .iter()
            .filter(|token| !token.is_payload && token.spans.len() > 1)
        {
            if let [_, _, signature] = token.text.split('.').collect::<Vec<_>>()[..] {
                add(Kind::Signature, signature, None);
            }
        }
        shown
    }

    /// The index of a value, and the forms in which it is looked for.
    fn value(&mut self, kind: Kind, text: &str) -> (usize, Vec<String>) {
        let plain =
            String::from_utf8(coding::unescaped(text, Space::Dropped).bytes).unwrap_or_default();
        let mut forms = vec![text.trim().to_owned()];
        if plain != forms[0] {
            forms.push(plain.clone());
        }
        for decoded in secret_word::decoded(&plain) {
            let decoded = decoded.trim();
            // A user is no secret.
            let is_shown = kind == Kind::Authorization && decoded.contains(':')
                // The claims of a token stay; its signature is found in the decoded text.
                || decoded.starts_with("ey") && decoded.contains('.');
            if !is_shown && !decoded.starts_with('{') && !decoded.contains(char::is_whitespace) {
                forms.push(decoded.to_owned());
            }
        }
        if kind == Kind::Authorization
            && forms.len() == 1
            && secret_word::decoded(&plain)
                .iter()
                .any(|text| text.contains(':'))
        {
            // Its base64 has the user in it, who stays elsewhere.
            let known = self.index(kind, &forms);
            return (known, Vec::new());
        }
        (self.index(kind, &forms), forms)
    }

    fn index(&mut self, kind: Kind, forms: &[String]) -> usize {
        let known = forms.iter().find_map(|form| self.values.get(form)).copied();
        let index = known.unwrap_or_else(|| {
            self.labels.push((kind, None));
            self.labels.len() - 1
        });
        for form in forms {
            self.values.entry(form.clone()).or_insert(index);
        }
        index
    }

    /// Replaces what was found; `None` if nothing was.
    fn replace(&mut self, text: &str, hits: Vec<Hit>) -> Option<String> {
        let stays = sweep::labels(text);
        let json = Json::read(text);
        let mut copy = String::with_capacity(text.len());
        let mut shown = 0;
        for hit in merged(text, hits) {
            let mut is_counted = false;
            for (part, needs_quotes) in parts(text, hit.span, &stays, &json) {
                if part.start < shown {
                    continue;
                }
                let at = self.removed(hit.value);
                let Removed { label, count, .. } = &mut self.removed[at];
                copy.push_str(&text[shown..part.start]);
                if needs_quotes {
                    copy.extend(["\"", label, "\""]);
                } else {
                    copy.push_str(label);
                }
                shown = part.end;
                *count += usize::from(!is_counted);
                is_counted = true;
            }
        }
        if shown == 0 {
            return None;
        }
        copy.push_str(&text[shown..]);
        Some(copy)
    }

    /// A value's place among those removed. It gets a label where it is first used.
    fn removed(&mut self, value: usize) -> usize {
        let (kind, removed) = &mut self.labels[value];
        *removed.get_or_insert_with(|| {
            let kind = kind.word();
            let last = self.last.entry(kind).or_default();
            *last += 1;
            self.removed.push(Removed {
                kind,
                label: label::of(kind, *last),
                count: 0,
            });
            self.removed.len() - 1
        })
    }
}

/// The places in order; those that overlap are one, of the value that has most of it.
fn merged(text: &str, mut hits: Vec<Hit>) -> Vec<Hit> {
    for Hit { span, .. } in &mut hits {
        *span = whole(text, *span);
    }
    let hits = order::sorted(hits, |hit| (hit.span.start, usize::MAX - hit.span.end));
    let mut merged: Vec<(Hit, usize)> = Vec::new();
    for hit in hits.into_iter().filter(|hit| hit.span.start < hit.span.end) {
        let length = hit.span.end - hit.span.start;
        match merged.last_mut() {
            Some((last, longest)) if last.span.overlaps(hit.span) => {
                last.span.end = last.span.end.max(hit.span.end);
                if length > *longest {
                    (last.value, *longest) = (hit.value, length);
                }
            }
            _ => merged.push((hit, length)),
        }
    }
    merged.into_iter().map(|(hit, _)| hit).collect()
}

/// A place with whole characters and escapes: JSON with half an escape is no JSON.
fn whole(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (
        text.floor_char_boundary(span.start),
        text.ceil_char_boundary(span.end),
    );
    // The place may begin in the digits of `\u002b`, or behind a backslash.
    for back in 1..=5.min(start) {
        let at = start - back;
        let is_escape = bytes[at] == b'\\' && (back == 1 || bytes[at + 1] == b'u');
        let run = bytes[..at]
            .iter()
            .rev()
            .take_while(|byte| **byte == b'\\')
            .count();
        if is_escape && run % 2 == 0 {
            start = at;
            break;
        }
    }
    let run = bytes[start..end]
        .iter()
        .rev()
        .take_while(|byte| **byte == b'\\')
        .count();
    if run % 2 == 1 && end < bytes.len() {
        end -= 1;
    }
    // It may end in those digits.
    for back in 1..6.min(end - start) {
        let at = end - back;
        let digits = bytes.get(at + 2..at + 6).unwrap_or_default();
        if bytes[at..].starts_with(b"\\u")
            && digits.len() == 4
            && digits.iter().all(u8::is_ascii_hexdigit)
        {
            end = at + 6;
            break;
        }
    }
    Span::new(start, end)
}

/// The parts of a place that are replaced: not its line ends and the space around them, no labels, and nothing that JSON needs.
fn parts(text: &str, span: Span, stays: &[Span], json: &Json) -> Vec<(Span, bool)> {
    let mut parts = Vec::new();
    for (part, needs_quotes) in json.parts(span) {
        let mut at = part.start;
        for line in part.of(text).split_inclusive(['\n', '\r']) {
            let start = at + line.len() - line.trim_start().len();
            let end = start + line.trim().len();
            at += line.len();
            let mut from = start;
            let first = stays.partition_point(|label| label.end <= start);
            for label in stays[first..].iter().take_while(|label| label.start < end) {
                parts.push((Span::new(from, label.start.max(from)), false));
                from = label.end;
            }
            parts.push((Span::new(from, end.max(from)), needs_quotes));
        }
    }
    parts.retain(|(part, _)| part.of(text).contains(char::is_alphanumeric));
    parts
}

/// What was not looked at, in words.
fn not_looked_at(text: &str, binary: &[Binary]) -> Vec<Sentence> {
    let count = |kind: Binary| binary.iter().filter(|one| **one == kind).count();
    let mut list = Vec::new();
    for (kind, one, many) in [
        (
            Binary::Media,
            "1 picture, sound, font or document in base64",
            " pictures, sounds, fonts or documents in base64",
        ),
        (
            Binary::Compressed,
            "1 compressed piece of data in base64",
            " compressed pieces of data in base64",
        ),
        (
            Binary::Other,
            "1 long piece of base64 that is no text",
            " long pieces of base64 that are no text",
        ),
    ] {
        match count(kind) {
            0 => {}
            1 => list.push(sentence![one]),
            count => list.push(sentence![count, many]),
        }
    }
    let unreadable = text
        .chars()
        .filter(|c| *c == '\u{FFFD}' || *c == '\0')
        .count();
    if unreadable > 0 {
        list.push(sentence![unreadable, " bytes that are no text"]);
    }
    list
}
