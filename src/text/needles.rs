//! Finds many texts in one pass, with the Aho-Corasick automaton of the crate `aho-corasick`.

use aho_corasick::automaton::{Automaton, OverlappingState};
use aho_corasick::dfa::DFA;
use aho_corasick::nfa::noncontiguous::NFA;
use aho_corasick::{Input, MatchError, MatchKind};

use super::{Span, steps};

/// Any number of texts to look for. Constant ones are built once, in a `LazyLock`.
pub struct Needles(Machine);

/// The automaton, which is built on first use, while the reader waits.
enum Machine {
    /// For few needles: the fastest to search with.
    Dfa(DFA),
    /// For many needles, whose DFA would have megabytes: built six times as fast, and a quarter as fast to search with.
    Nfa(NFA),
}

/// More needles than these are many.
const FEW: usize = 100;

impl Machine {
    fn find(&self, input: &Input) -> Result<Option<aho_corasick::Match>, MatchError> {
        match self {
            Self::Dfa(dfa) => dfa.try_find(input),
            Self::Nfa(nfa) => nfa.try_find(input),
        }
    }

    fn find_overlapping(
        &self,
        input: &Input,
        state: &mut OverlappingState,
    ) -> Result<(), MatchError> {
        match self {
            Self::Dfa(dfa) => dfa.try_find_overlapping(input, state),
            Self::Nfa(nfa) => nfa.try_find_overlapping(input, state),
        }
    }
}

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
        let machine = if needles.len() > FEW {
            NFA::builder()
                .match_kind(matches)
                .ascii_case_insensitive(ignores_case)
                .build(needles)
                .map(Machine::Nfa)
        } else {
            DFA::builder()
                .match_kind(matches)
                .ascii_case_insensitive(ignores_case)
                .build(needles)
                .map(Machine::Dfa)
        };
        // The automaton has room for two billion states.
        Self(machine.expect("the needles are a few short texts"))
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
    pub fn overlapping<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let input = Input::new(text);
        let mut state = OverlappingState::start();
        std::iter::from_fn(move || {
            // Only an anchored search can fail, if the automaton does not support it.
            self.0.find_overlapping(&input, &mut state).ok()?;
            state.get_match().map(Hit::from)
        })
    }

    /// The first occurrence at or after `start`.
    pub fn find_from(&self, text: &str, start: usize) -> Option<Hit> {
        let start = start.min(text.len());
        let input = Input::new(text).span(start..text.len());
        let hit = self.0.find(&input).ok()?.map(Hit::from);
        steps::count(hit.map_or(text.len(), |hit| hit.span.end) - start);
        hit
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
