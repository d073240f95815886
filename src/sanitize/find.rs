//! Finds what has to go in a text: signatures, encrypted tokens, private keys, and values behind the names of secrets.

mod credential;
mod lone;
mod named;
mod structure;
mod value;
mod word;

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use crate::text::needles::Hit;
use crate::text::{Needles, Span, steps};

use super::{Kind, name};
use value::kept;
pub(super) use word::is_livekit_key;

/// A value that has to go.
pub(super) struct Detection {
    /// What it is.
    pub(super) kind: Kind,
    /// Its place in the text of the view.
    pub(super) range: Range<usize>,
}

/// How a JSON object begins in base64url: `{` and then a quote, a space, or a line end.
const HEADERS: [&str; 5] = ["eyJ", "eyA", "ewo", "ew0", "ewk"];
const PEMS: [&str; 1] = ["PRIVATE KEY-----"];
const SETS: [&str; 2] = ["cookies\"", "kty\""];
const SCHEMES: [&str; 4] = ["bearer", "basic", "digest", "negotiate"];
const USERS: [&str; 3] = ["://", " -u", "--user"];

/// How the secrets of well-known services begin (their documentation).
const BEGINNINGS: [&str; 35] = [
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "rk_test_",
    "whsec_",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxe-",
    "xapp-",
    "AIza",
    "ya29.",
    "1//0",
    "GOCSPX-",
    "SG.",
    "npm_",
    "pypi-",
    "hf_",
    "sk-",
    "shpat_",
    "shpss_",
    "dop_v1_",
    "sbp_",
    "sb_secret_",
    "lin_api_",
    "AccountKey=",
    "SharedAccessKey=",
    "4/0A",
];

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Header,
    Pem,
    Set,
    Name,
    Scheme,
    User,
    Service,
}

impl Sign {
    /// Whether the case of letters matters.
    fn is_exact(self) -> bool {
        !matches!(self, Self::Name | Self::Scheme)
    }
}

/// All signs with their texts. Of several at one place, the first in the list counts.
static SIGNS: LazyLock<Vec<(Sign, &str)>> = LazyLock::new(|| {
    let groups: [(Sign, &[&str]); 7] = [
        (Sign::Header, &HEADERS),
        (Sign::Pem, &PEMS),
        (Sign::Set, &SETS),
        (Sign::Name, &name::ROOTS),
        (Sign::Scheme, &SCHEMES),
        (Sign::User, &USERS),
        (Sign::Service, &BEGINNINGS),
    ];
    let texts =
        |(sign, texts): (Sign, &'static [&str])| texts.iter().map(move |text| (sign, *text));
    groups.into_iter().flat_map(texts).collect()
});

static NEEDLES: LazyLock<Needles> =
    LazyLock::new(|| Needles::overlapping_ignoring_case(SIGNS.iter().map(|(_, text)| text)));

/// How a text in PEM begins (RFC 7468).
const PEM_BEGIN: &str = "-----BEGIN ";

/// The longest value behind a name, in bytes.
const LONGEST: usize = 16_384;

/// The longest once a text is known to have very many, in bytes.
const LONGEST_OF_MANY: usize = 256;

/// The values of a text that have to go; they may overlap.
pub(super) fn find(text: &str) -> Vec<Detection> {
    let mut finder = Finder {
        text,
        signs: signs(text),
        found: Vec::new(),
        pems: memmem::find_iter(text.as_bytes(), PEM_BEGIN).collect(),
        left: 4 * text.len() + 1_048_576,
    };
    finder.tokens();
    finder.private_keys();
    finder.xml_keys();
    finder.sets();
    finder.names();
    finder.schemes();
    finder.users();
    finder.services();
    finder.words();
    finder.found
}

/// The signs of a text, found in one pass, in the order of their starts.
fn signs(text: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = NEEDLES.overlapping(text).collect();
    hits.retain(|hit| {
        let (sign, words) = SIGNS[hit.needle];
        !sign.is_exact() || hit.span.of(text) == words
    });
    hits.sort_by_key(|hit| (hit.span.start, hit.needle));
    hits
}

struct Finder<'a> {
    text: &'a str,
    signs: Vec<Hit>,
    found: Vec<Detection>,
    /// Where texts in PEM begin (RFC 7468).
    pems: Vec<usize>,
    /// How many bytes may still be read in search of the ends of values. A text may have thousands of names in one value, and thousands
    /// of values on one line.
    left: usize,
}

impl<'a> Finder<'a> {
    /// The text up to where a value may end that begins at a place.
    fn near(&self, start: usize) -> &'a str {
        match self.left {
            0 => &self.text[..self.text.floor_char_boundary(start + LONGEST_OF_MANY)],
            _ => self.text,
        }
    }

    /// Takes note that so many bytes were read in search of an end.
    fn spend(&mut self, read: usize) {
        steps::count(read);
        self.left = self.left.saturating_sub(read);
    }

    /// The first of these signs from a place on.
    fn next(&self, sign: Sign, from: usize) -> Option<(&'static str, Span)> {
        let first = self.signs.partition_point(|hit| hit.span.start < from);
        let mut signs = self.signs[first..].iter();
        let hit = signs.find(|hit| SIGNS[hit.needle].0 == sign)?;
        Some((SIGNS[hit.needle].1, hit.span))
    }

    /// All of these signs; one that overlaps an earlier one is left out.
    fn all(&self, sign: Sign) -> Vec<(&'static str, Span)> {
        let mut at = 0;
        let hits = self.signs.iter().filter_map(|hit| {
            let (of, words) = SIGNS[hit.needle];
            let is_next = of == sign && hit.span.start >= at;
            is_next.then(|| {
                at = hit.span.end;
                (words, hit.span)
            })
        });
        hits.collect()
    }

    /// Adds what is left of a value without labels, and without the header and payload of tokens.
    fn add(&mut self, kind: Kind, range: Range<usize>) {
        let value = &self.text[range.clone()];
        let mut from = range.start;
        for (start, end) in kept(value) {
            self.add_rest(kind, from..range.start + start);
            from = range.start + end;
        }
        self.add_rest(kind, from..range.end);
    }

    fn add_rest(&mut self, kind: Kind, range: Range<usize>) {
        let rest = &self.text[range.clone()];
        let is_edge = |c: char| c.is_whitespace();
        let start = range.start + rest.len() - rest.trim_start_matches(is_edge).len();
        let length = rest.trim_matches(is_edge).len();
        let rest = &self.text[start..start + length];
        if rest.chars().any(char::is_alphanumeric) {
            self.found.push(Detection {
                kind,
                range: start..start + length,
            });
        }
    }
}
