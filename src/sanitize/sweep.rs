//! Finds values that have to go wherever they are again: in every coding, whole or in part.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::coding::{FRAGMENT, Space, codings, fold, fragments, unescaped};
use crate::text::{Span, label};

use super::name;
use super::view::View;

/// Beyond so many values, only the plain ones are looked for again: a log may have a signature on each of a million lines.
const VALUES: usize = 5_000;

/// The length of a short value that is looked for as a whole word; four digits may be a year, a port, or any number.
const SHORT: usize = 4;

/// Texts whose fragments show nothing of a value, unless they touch one that does.
const COMMON: [&str; 24] = [
    "authorization",
    "client_secret",
    "clientsecret",
    "access_token",
    "accesstoken",
    "refresh_token",
    "refreshtoken",
    "private_key",
    "privatekey",
    "grant_type",
    "livekit_api_secret",
    "livekit_api_key",
    "livekit_url",
    "livekit.cloud",
    "application/json",
    "password",
    "passphrase",
    "signature",
    "credentials",
    "set-cookie",
    "session_id",
    "sessionid",
    "https://",
    "localhost",
];

/// A place of a value.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    /// Its place.
    pub(super) span: Span,
    /// The index of the value.
    pub(super) value: usize,
}

/// The values, prepared for one pass over a text.
pub(super) struct Sweep<'a> {
    /// Fragments, folded, with the value that they are of.
    fragments: FxHashMap<u64, u32>,
    /// Which of them there may be: one bit tells most of a text apart.
    filter: Filter,
    /// Fragments that count only if they touch another one.
    weak: FxHashSet<u64>,
    /// Values that are shorter than a fragment.
    short: Vec<(&'a str, usize)>,
    /// The values that were added, and how many with those that were added again: most are found in several ways.
    added: FxHashSet<&'a str>,
    values: usize,
}

impl<'a> Sweep<'a> {
    /// `shown` are texts that stay, such as API keys, even where a value has a part in common with them.
    pub(super) fn new(shown: &[String]) -> Self {
        let mut weak = FxHashSet::default();
        let common = COMMON.iter().copied().chain(name::ROOTS).map(str::to_owned);
        for text in common.chain(shown.iter().cloned()) {
            for coded in codings(&text) {
                weak.extend(fragments(&coded));
            }
        }
        Self {
            fragments: FxHashMap::default(),
            filter: Filter::default(),
            weak,
            short: Vec::new(),
            added: FxHashSet::default(),
            values: 0,
        }
    }

    /// Whether nothing is to be found.
    pub(super) fn is_empty(&self) -> bool {
        self.fragments.is_empty() && self.short.is_empty()
    }

    /// Adds a value.
    pub(super) fn add(&mut self, text: &'a str, value: usize) {
        self.values += 1;
        if !self.added.insert(text) {
            return;
        }
        let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase());
        if text.len() < FRAGMENT {
            let is_year = text.len() == SHORT && text.bytes().all(|byte| byte.is_ascii_digit());
            if text.len() >= SHORT && !is_word && !is_year {
                self.short.push((text, value));
            }
            return;
        }
        // A plain word is in many texts that have nothing to do with it.
        if is_word && text.len() <= 12 {
            return;
        }
        let is_number = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
        let is_all_digits = is_number(text.as_bytes());
        let index = u32::try_from(value).unwrap_or(u32::MAX);
        let codings = codings(text).take(if self.values > VALUES { 1 } else { usize::MAX });
        for coded in codings {
            let is_plain = coded.len() <= text.len();
            for (window, fragment) in coded.windows(FRAGMENT).zip(fragments(&coded)) {
                let is_even = window.iter().all(|byte| *byte == window[0]);
                if is_even || is_plain && !is_all_digits && is_number(window) {
                    self.weak.insert(fragment);
                }
                self.fragments.entry(fragment).or_insert(index);
                self.filter.add(fragment);
            }
        }
    }

    /// The places of the values in a text of any coding.
    pub(super) fn find(&self, view: &View, hits: &mut Vec<Hit>) {
        let text = &*view.text;
        self.find_bytes(text.as_bytes(), |start, end| view.span(start..end), hits);
        if view.is_root()
            && text.bytes().any(|byte| {
                byte.is_ascii_whitespace()
                    || matches!(byte, b'%' | b'\\' | b'&')
                    || !byte.is_ascii()
            })
        {
            let packed = unescaped(text, Space::Dropped);
            self.find_bytes(
                &packed.bytes,
                |start, end| packed.places.of(start..end),
                hits,
            );
        }
        for (short, value) in &self.short {
            for (at, _) in text.match_indices(short) {
                let is_part = |c: char| c.is_alphanumeric() || c == '_';
                if !text[..at].ends_with(is_part) && !text[at + short.len()..].starts_with(is_part)
                {
                    let span = view.span(at..at + short.len());
                    hits.push(Hit {
                        span,
                        value: *value,
                    });
                }
            }
        }
    }

    fn find_bytes(&self, bytes: &[u8], place: impl Fn(usize, usize) -> Span, hits: &mut Vec<Hit>) {
        if self.fragments.is_empty() {
            return;
        }
        // A run of fragments that overlap, its value, and whether one of them shows it.
        let mut run: Option<(usize, usize, u32, bool)> = None;
        let mut folded = 0;
        let mut flush = |run: Option<(usize, usize, u32, bool)>| {
            if let Some((start, end, value, true)) = run {
                hits.push(Hit {
                    span: place(start, end),
                    value: value as usize,
                });
            }
        };
        for (at, &byte) in bytes.iter().enumerate() {
            folded = folded << 8 | u64::from(fold(byte));
            if at + 1 < FRAGMENT || !self.filter.may_have(folded) {
                continue;
            }
            let Some(&value) = self.fragments.get(&folded) else {
                continue;
            };
            let start = at + 1 - FRAGMENT;
            let is_strong = !self.weak.contains(&folded);
            run = match run {
                Some((first, end, of, strong)) if start < end => Some((
                    first,
                    at + 1,
                    if strong { of } else { value },
                    strong || is_strong,
                )),
                other => {
                    flush(other);
                    Some((start, at + 1, value, is_strong))
                }
            };
        }
        flush(run);
    }
}

/// A set of fragments that may say that it has one that it has not.
struct Filter(Vec<u64>);

impl Default for Filter {
    fn default() -> Self {
        Self(vec![0; 1 << (Self::BITS - 6)])
    }
}

impl Filter {
    /// How many bits of a hash count.
    const BITS: u32 = 20;

    fn add(&mut self, fragment: u64) {
        let (at, bit) = Self::place(fragment);
        self.0[at] |= bit;
    }

    fn may_have(&self, fragment: u64) -> bool {
        let (at, bit) = Self::place(fragment);
        self.0[at] & bit != 0
    }

    /// The number of a word, and a bit of it, by Knuth's multiplicative hash.
    fn place(fragment: u64) -> (usize, u64) {
        let hash = fragment.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::BITS);
        let at = usize::try_from(hash >> 6).unwrap_or_default();
        (at, 1 << (hash & 63))
    }
}

/// The places of labels, which stay.
pub(super) fn labels(text: &str) -> Vec<Span> {
    let found = text.match_indices('<').filter_map(|(at, _)| {
        let (.., length) = label::read(&text[at..])?;
        Some(Span::new(at, at + length))
    });
    found.collect()
}
