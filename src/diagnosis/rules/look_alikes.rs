//! Findings about values that look alike but differ.

use crate::diagnosis::evidence::Evidence;
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::{Finding, LocatedFinding};
use crate::secret::slip;
use crate::text::{Span, order};

/// Finds keys and secrets in the paste that differ from another one only by an invisible character.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let mut values = Vec::new();
    for pair in &evidence.paste.pairs {
        let key = pair.key.iter().map(|(key, span)| (key.as_str(), *span));
        let secrets = pair.secret.iter();
        values.extend(key.chain(secrets.map(|(secret, span)| (secret.expose(), *span))));
    }
    let values: Vec<(String, &str, Span)> = (values.into_iter())
        .map(|(value, span)| (slip::visible(value), value, span))
        .collect();
    let values = order::sorted_by(
        values,
        |(one_visible, one, _), (other_visible, other, _)| {
            (one_visible, one.len()).cmp(&(other_visible, other.len()))
        },
    );
    for neighbors in values.windows(2) {
        let [
            (other_visible, other, other_span),
            (own_visible, own, own_span),
        ] = neighbors
        else {
            continue;
        };
        let is_twin = own_visible == other_visible && other_visible == other;
        let mut characters = own.chars().enumerate();
        let character = characters.find(|(_, c)| slip::is_invisible(*c));
        if let Some((at, character)) = character.filter(|_| is_twin) {
            let lines = |span| evidence.lines().numbers(&[span]);
            findings.push(LocatedFinding {
                finding: Finding::KeyAndSecret(KeyAndSecret::InvisibleDifference {
                    own: lines(*own_span),
                    other: lines(*other_span),
                    character,
                    at,
                }),
                certain: true,
                spans: vec![*own_span, *other_span],
            });
        }
    }
}
