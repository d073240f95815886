//! Values that look alike, and are not.

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::finding::{Finding, Placed, Twins};
use crate::secret::slip;
use crate::text::order;

/// Finds keys and secrets of the paste that differ from another one only by a character that cannot be seen.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<Placed>) {
    let mut values = Vec::new();
    for pair in &evidence.paste.pairs {
        let key = pair.key.iter().map(|(key, span)| (key.as_str(), *span));
        let secrets = pair.secret.iter();
        values.extend(key.chain(secrets.map(|(secret, span)| (secret.expose(), *span))));
    }
    let mut visible = Vec::new();
    for (value, _) in &values {
        let mut shown = String::with_capacity(value.len());
        shown.extend(value.chars().filter(|c| !slip::is_invisible(*c)));
        visible.push(shown);
    }
    let order = order::sorted(values.len(), &|one, other| {
        (&visible[one], values[one].0.len()) < (&visible[other], values[other].0.len())
    });
    for neighbours in order.windows(2) {
        let [other, own] = [neighbours[0], neighbours[1]];
        let is_twin = visible[own] == visible[other] && visible[other] == values[other].0;
        let character = values[own]
            .0
            .chars()
            .enumerate()
            .find(|(_, c)| slip::is_invisible(*c));
        if let Some((at, character)) = character.filter(|_| is_twin) {
            let twins = Twins {
                own: values[own].1,
                other: values[other].1,
                character,
                at,
            };
            findings.push(Placed {
                finding: Finding::Twins(twins),
                certain: true,
                spans: vec![twins.own, twins.other],
            });
        }
    }
}
