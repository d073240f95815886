//! What a page shows of a case beside its verdict: checks, slots, distinct tokens, and two tokens side by side.

use crate::diagnosis::{checks, comparison, relevance, slots, tokens};
use crate::finding::sentence::{plain, words};
use crate::finding::snippet;
use crate::paste::pair::Pair;
use crate::report::{Check, Difference, FoundToken, Slot, Slots, Snippet};
use crate::secret::Signature;

use super::{Builder, count, indexes};

impl Builder<'_> {
    pub(super) fn check(&self, check: &checks::Check) -> Check {
        Check {
            id: check.id,
            state: check.state,
            value: self.message(&check.value),
            reason: self.fix(&check.reason),
            findings: indexes(&check.findings),
        }
    }

    pub(super) fn snippets(&self, snippets: Vec<snippet::Snippet>) -> Vec<Snippet> {
        let snippet = |snippet: snippet::Snippet| Snippet {
            sdk: snippet.language.name(),
            code: self.redaction.text(&snippet.code),
        };
        snippets.into_iter().map(snippet).collect()
    }

    pub(super) fn comparison(&self, differences: Vec<comparison::Difference>) -> Vec<Difference> {
        let difference = |difference: comparison::Difference| Difference {
            claim: words(difference.claim, self.messages),
            message: self.message(&difference.message),
        };
        differences.into_iter().map(difference).collect()
    }

    pub(super) fn slots(&self, slots: &slots::Slots) -> Slots {
        Slots {
            token: self.slot(&slots.token),
            secret: self.slot(&slots.secret),
            key: self.slot(&slots.key),
            server: self.slot(&slots.server),
            error: self.slot(&slots.error),
            code: self.slot(&slots.code),
        }
    }

    fn slot(&self, slot: &slots::Slot) -> Slot {
        Slot {
            label: plain(&self.message(&slot.label)),
            state: slot.state,
            spans: self.spans(&slot.spans),
        }
    }

    /// The distinct tokens.
    pub(super) fn found_tokens(&self) -> Vec<FoundToken> {
        let found = |places: &Vec<usize>| {
            let all = &self.evidence.tokens;
            let token = &all[places[0]];
            let (state, at) = tokens::state(token, self.evidence.now);
            let spans = places.iter().flat_map(|at| self.spans(&all[*at].spans));
            FoundToken {
                label: plain(&self.message(&self.evidence.label(places[0]))),
                spans: spans.collect(),
                state,
                at: at.map(|at| at.0),
                own: relevance::is_of_livekit(token),
            }
        };
        self.evidence.distinct.iter().map(found).collect()
    }

    /// The token that is judged, among the distinct ones.
    pub(super) fn subject(&self) -> Option<u32> {
        let subject = self.evidence.subject?;
        let mut distinct = self.evidence.distinct.iter();
        distinct
            .position(|places| places.contains(&subject))
            .map(count)
    }

    /// The distinct tokens whose signature the secret of a pair made: another pair may have the same secret.
    pub(super) fn fits(&self, pair: &Pair) -> Vec<u32> {
        let own = secret(pair);
        let pairs = &self.evidence.paste.pairs;
        let fits = |places: &Vec<usize>| match self.evidence.signatures[places[0]] {
            Signature::Valid { pair } => secret(&pairs[pair]) == own,
            _ => false,
        };
        let distinct = self.evidence.distinct.iter().enumerate();
        distinct
            .filter(|(_, places)| fits(places))
            .map(|(at, _)| count(at))
            .collect()
    }
}

fn secret(pair: &Pair) -> Option<&str> {
    pair.secret.as_ref().map(|(secret, _)| secret.expose())
}
