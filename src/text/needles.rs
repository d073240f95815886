//! Finds many texts in one pass, with the Aho-Corasick automaton of the crate `aho-corasick`.

use std::sync::OnceLock;

use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use aho_corasick::nfa::noncontiguous::NFA;
use aho_corasick::{Anchored, Input, MatchKind};

use memchr::memmem;

use super::{Span, steps};

/// Whether a text has these words, as `text.contains(words)` says, but faster in a long text.
///
/// ```
/// use why401::text::needles::contains;
///
/// assert!(contains("a token", "token") && !contains("a key", "token"));
/// ```
pub fn contains(text: &str, words: &str) -> bool {
    find(text, words).is_some()
}

/// The first place of these words, as `text.find(words)` says, but faster in a long text.
///
/// ```
/// use why401::text::needles::find;
///
/// assert_eq!((find("a token", "token"), find("a key", "token")), (Some(2), None));
/// ```
pub fn find(text: &str, words: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), words.as_bytes())
}

/// The places of these words, as `text.match_indices(words)` says, but faster in a long text.
///
/// ```
/// use why401::text::needles::places;
///
/// assert!(places("keys and keys", "key").eq([0, 9]));
/// ```
pub fn places(text: &str, words: &str) -> impl Iterator<Item = usize> {
    memmem::find_iter(text.as_bytes(), words.as_bytes())
}

/// Any number of texts to look for. Constant ones are built once, in a `LazyLock`.
pub struct Needles {
    nfa: NFA,
    /// The fastest to search with. That of many needles has megabytes, and the reader waits while it is built.
    dfa: OnceLock<DFA>,
    are_many: bool,
}

/// More needles than these are many.
const FEW: usize = 100;

/// The length of a text, in bytes, from which on the DFA of many needles is worth its time.
const LONG: usize = 200_000;

/// An occurrence of a needle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its index among the needles.
    pub needle: usize,
    /// Its place in the text.
    pub span: Span,
}

impl Needles {
    /// Case-sensitive needles. If several begin at one place, the first in the list counts.
    pub fn exact<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>) -> Self {
        Self::build(&owned(needles), MatchKind::LeftmostFirst, false)
    }

    /// Needles that ignore the case of ASCII letters. If several begin at one place, the first in the list counts.
    pub fn ignoring_case<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>) -> Self {
        Self::build(&owned(needles), MatchKind::LeftmostFirst, true)
    }

    /// Needles that ignore the case of ASCII letters, for [`Needles::overlapping`].
    pub fn overlapping_ignoring_case<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>) -> Self {
        Self::build(&owned(needles), MatchKind::Standard, true)
    }

    fn build(needles: &[Vec<u8>], matches: MatchKind, ignores_case: bool) -> Self {
        let nfa = NFA::builder()
            .match_kind(matches)
            .ascii_case_insensitive(ignores_case)
            .build(needles);
        Self {
            // The automaton has room for two billion states.
            nfa: nfa.expect("the needles are a few short texts"),
            dfa: OnceLock::new(),
            are_many: needles.len() > FEW,
        }
    }

    /// The automaton for a text; none if the NFA is to search.
    fn dfa(&self, text: &str) -> Option<&DFA> {
        let build = || DFA::builder().build_from_noncontiguous(&self.nfa);
        let is_worth_it = !self.are_many || text.len() >= LONG;
        is_worth_it.then(|| {
            self.dfa
                .get_or_init(|| build().expect("the needles are a few short texts"))
        })
    }

    /// Every occurrence, in order; one that overlaps an earlier one is left out.
    ///
    /// ```
    /// use why401::text::Needles;
    ///
    /// let needles = Needles::ignoring_case(["token", "key"]);
    /// let hits: Vec<_> = needles.hits("Key and TOKEN").map(|hit| hit.needle).collect();
    /// assert_eq!(hits, [1, 0]);
    /// ```
    pub fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            let hit = self.find_from(text, at)?;
            at = hit.span.end;
            Some(hit)
        })
    }

    /// Every occurrence, in the order of their ends; overlapping ones count too.
    pub fn overlapping<'a>(&'a self, text: &'a str) -> Box<dyn Iterator<Item = Hit> + 'a> {
        match self.dfa(text) {
            Some(dfa) => Box::new(overlapping(dfa, text)),
            None => Box::new(overlapping(&self.nfa, text)),
        }
    }

    /// Tells every occurrence, overlapping ones too, and in which half of the text it begins, 0 or 1; those of a half in the order of their
    /// ends.
    ///
    /// Both halves are read at once: each step of the automaton waits for memory, and steps in different halves do not wait for each other.
    pub fn in_halves(&self, text: &str, mut tell: impl FnMut(usize, Hit)) {
        match self.dfa(text) {
            Some(dfa) => in_halves(dfa, text.as_bytes(), &mut tell),
            None => in_halves(&self.nfa, text.as_bytes(), &mut tell),
        }
    }

    /// The first occurrence at or after `start`.
    pub fn find_from(&self, text: &str, start: usize) -> Option<Hit> {
        let start = start.min(text.len());
        let input = Input::new(text).span(start..text.len());
        let hit = match self.dfa(text) {
            Some(dfa) => dfa.try_find(&input),
            None => self.nfa.try_find(&input),
        };
        // Only an anchored search can fail, if the automaton does not support it.
        let hit = hit.ok()?.map(Hit::from);
        steps::count(hit.map_or(text.len(), |hit| hit.span.end) - start);
        hit
    }
}

/// Every occurrence, in the order of their ends.
fn overlapping<'a>(automaton: &'a impl Automaton, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
    let start = automaton.start_state(Anchored::No);
    let mut state = start.expect("the automaton searches anywhere");
    let (mut at, mut told, mut needles) = (0, 0, 0);
    std::iter::from_fn(move || {
        if told == needles {
            let mut next = state;
            let ends = |byte: &u8| {
                next = automaton.next_state(Anchored::No, next, *byte);
                automaton.is_match(next)
            };
            let read = text.as_bytes().get(at..)?.iter().position(ends);
            at = read.map_or(text.len(), |read| at + read + 1);
            read?;
            (state, told, needles) = (next, 0, automaton.match_len(next));
        }
        let needle = automaton.match_pattern(state, told);
        told += 1;
        let start = at - automaton.pattern_len(needle);
        Some(Hit {
            needle: needle.as_usize(),
            span: Span::new(start, at),
        })
    })
}

/// Tells every occurrence and the half in which it begins.
fn in_halves(automaton: &impl Automaton, text: &[u8], tell: &mut impl FnMut(usize, Hit)) {
    let start = automaton.start_state(Anchored::No);
    let start = start.expect("the automaton searches anywhere");
    let next = |state, byte| automaton.next_state(Anchored::No, state, byte);
    let middle = text.len() / 2;
    let mut tell = |half, state, end| {
        for index in 0..automaton.match_len(state) {
            let needle = automaton.match_pattern(state, index);
            let span = Span::new(end - automaton.pattern_len(needle), end);
            if half == 1 || span.start < middle {
                tell(
                    half,
                    Hit {
                        needle: needle.as_usize(),
                        span,
                    },
                );
            }
        }
    };
    let (before, behind) = text.split_at(middle);
    let (mut first, mut second) = (start, start);
    for (at, (one, other)) in before.iter().zip(behind).enumerate() {
        (first, second) = (next(first, *one), next(second, *other));
        if automaton.is_match(first) || automaton.is_match(second) {
            if automaton.is_match(first) {
                tell(0, first, at + 1);
            }
            if automaton.is_match(second) {
                tell(1, second, middle + at + 1);
            }
        }
    }
    if let Some(byte) = behind.get(middle) {
        second = next(second, *byte);
        if automaton.is_match(second) {
            tell(1, second, text.len());
        }
    }
    // What begins in the first half may end in the second one.
    let reach = automaton.max_pattern_len();
    for (at, byte) in behind.iter().enumerate().take(reach) {
        first = next(first, *byte);
        if automaton.is_match(first) {
            tell(0, first, middle + at + 1);
        }
    }
}

/// Copies, so that the automaton is built by one function for all kinds of lists.
fn owned<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>) -> Vec<Vec<u8>> {
    (needles.into_iter())
        .map(|needle| needle.as_ref().to_vec())
        .collect()
}

impl From<aho_corasick::Match> for Hit {
    fn from(hit: aho_corasick::Match) -> Self {
        Self {
            needle: hit.pattern().as_usize(),
            span: hit.range().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Hit, Needles};

    fn hits(hits: impl Iterator<Item = Hit>) -> Vec<(usize, usize, usize)> {
        hits.map(|hit| (hit.needle, hit.span.start, hit.span.end))
            .collect()
    }

    #[test]
    fn the_first_of_several_needles_at_one_place_counts() {
        let needles = ["ab", "abc", "bc"];
        let text = "abc ABC";
        assert_eq!(hits(Needles::exact(needles).hits(text)), [(0, 0, 2)]);
        assert_eq!(
            hits(Needles::ignoring_case(needles).hits(text)),
            [(0, 0, 2), (0, 4, 6)]
        );
        assert_eq!(
            hits(Needles::overlapping_ignoring_case(needles).overlapping("xabC")),
            [(0, 1, 3), (1, 1, 4), (2, 2, 4)]
        );
    }

    #[test]
    fn searches_from_any_byte() {
        let needles = Needles::exact(["ab"]);
        let find = |start| {
            needles
                .find_from("ab é ab", start)
                .map(|hit| hit.span.start)
        };
        assert_eq!(
            (find(0), find(1), find(4), find(7), find(9)),
            (Some(0), Some(6), Some(6), None, None)
        );
        assert!(needles.find_from("cab", 0).is_some());
        assert_eq!(needles.find_from("AB", 0), None);
    }

    #[test]
    fn halves_have_what_the_whole_has() {
        let needles = Needles::overlapping_ignoring_case(["ab", "abc", "bc", "a long one"]);
        let whole = "ab A LONG ONE abcab";
        for length in 0..=whole.len() {
            let text = &whole[..length];
            let mut halves = [Vec::new(), Vec::new()];
            needles.in_halves(text, |half, hit| halves[half].push(hit));
            for (half, hits) in halves.iter().enumerate() {
                let is_second = |hit: &Hit| hit.span.start >= length / 2;
                assert!(hits.iter().all(|hit| is_second(hit) == (half == 1)));
            }
            let mut found = hits(halves.into_iter().flatten());
            let mut expected = hits(needles.overlapping(text));
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn an_empty_set_finds_nothing() {
        let none: [&str; 0] = [];
        assert_eq!(Needles::ignoring_case(none).find_from("abc", 0), None);
    }

    #[test]
    fn many_needles_are_found_as_few_are() {
        let few = ["ab", "abc", "bc"].map(str::to_owned).to_vec();
        let more = (0..FEW).map(|number| format!("<{number}>"));
        let many: Vec<String> = few.iter().cloned().chain(more).collect();
        let text = "xabC abc <7>";
        let known = |hits: Vec<(usize, usize, usize)>| {
            let is_known = |hit: &(usize, usize, usize)| hit.0 < few.len();
            hits.into_iter().filter(is_known).collect::<Vec<_>>()
        };
        for build in [Needles::exact, Needles::ignoring_case] {
            assert_eq!(
                known(hits(build(many.clone()).hits(text))),
                hits(build(few.clone()).hits(text))
            );
        }
        let overlapping = Needles::overlapping_ignoring_case;
        assert_eq!(
            known(hits(overlapping(&many).overlapping(text))),
            hits(overlapping(&few).overlapping(text))
        );
        assert_eq!(hits(overlapping(&many).overlapping("<7>")).len(), 1);
    }
}
