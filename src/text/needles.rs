//! Finds many texts in one pass, through the Aho-Corasick automaton of the crate `aho-corasick`.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use super::Span;

/// Texts to look for, however many. It is built once, in a `LazyLock` where the texts are constant.
pub struct Needles(AhoCorasick);

/// Where a needle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its index among the needles.
    pub needle: usize,
    /// Its place in the text.
    pub span: Span,
}

impl Needles {
    /// Needles whose case matters. Where several begin at one place, the first of them counts.
    pub fn exact<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>) -> Self {
        Self::of(needles, MatchKind::LeftmostFirst, false, None)
    }

    /// Needles whose case does not matter, as far as they are ASCII. Where several begin at one place, the first of them
    /// counts.
    pub fn ignoring_case<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>) -> Self {
        Self::of(needles, MatchKind::LeftmostFirst, true, None)
    }

    /// Needles whose case does not matter, as far as they are ASCII, for [`Needles::overlapping`].
    pub fn overlapping_ignoring_case<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>) -> Self {
        let kind = Some(AhoCorasickKind::DFA);
        Self::of(needles, MatchKind::Standard, true, kind)
    }

    /// Needles of a paste, which may be many and long. Where several begin at one place, the longest of them counts.
    pub fn longest<N: AsRef<[u8]>>(needles: impl IntoIterator<Item = N>) -> Self {
        // The other kinds take more memory, and longer to be built than a short text takes to be read.
        let kind = Some(AhoCorasickKind::NoncontiguousNFA);
        Self::of(needles, MatchKind::LeftmostLongest, false, kind)
    }

    fn of<N: AsRef<[u8]>>(
        needles: impl IntoIterator<Item = N>,
        matches: MatchKind,
        ignores_case: bool,
        kind: Option<AhoCorasickKind>,
    ) -> Self {
        let automaton = AhoCorasick::builder()
            .match_kind(matches)
            .ascii_case_insensitive(ignores_case)
            .kind(kind)
            .build(needles);
        // It has room for two billion states, and a paste has fewer bytes than that.
        Self(automaton.expect("needles are no longer than a paste"))
    }

    /// Each place of a needle, in order; what overlaps an earlier one is left out.
    pub fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        self.0.find_iter(text).map(Hit::from)
    }

    /// Each place of a needle, those that overlap too, in the order of their ends. Only for needles that were built for it.
    pub fn overlapping<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        self.0.find_overlapping_iter(text).map(Hit::from)
    }

    /// The first place of a needle that begins at the byte `start` or later.
    pub fn find_from(&self, text: &str, start: usize) -> Option<Hit> {
        let start = start.min(text.len());
        self.0
            .find(Input::new(text).span(start..text.len()))
            .map(Hit::from)
    }

    /// Whether any needle stands in the text.
    pub fn are_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
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
    use super::{Hit, Needles};

    fn hits(hits: impl Iterator<Item = Hit>) -> Vec<(usize, usize, usize)> {
        hits.map(|hit| (hit.needle, hit.span.start, hit.span.end))
            .collect()
    }

    #[test]
    fn the_first_or_the_longest_counts_where_several_begin() {
        let needles = ["ab", "abc", "bc"];
        let text = "abc ABC";
        assert_eq!(hits(Needles::exact(needles).hits(text)), [(0, 0, 2)]);
        assert_eq!(hits(Needles::longest(needles).hits(text)), [(1, 0, 3)]);
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
    fn looks_from_any_byte_on() {
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
        assert!(needles.are_in("cab") && !needles.are_in("AB"));
    }

    #[test]
    fn no_needle_is_nowhere() {
        let none: [&str; 0] = [];
        assert!(!Needles::longest(none).are_in("abc"));
    }
}
