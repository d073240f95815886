//! Secrets that work and should be others, and secrets of which only the length is shown.

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::finding::{Finding, Placed};
use crate::paste::symptom;
use crate::secret;

/// What is weak about the secrets of the paste, and what lengths tell of those that are not in it.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<Placed>) {
    let mut add = |code: Option<&str>, span, certain| {
        if let Some(code) = code {
            findings.push(Placed {
                finding: Finding::Symptom(symptom::of_code(code)),
                certain,
                spans: vec![span],
            });
        }
    };
    for pair in &evidence.paste.pairs {
        // Where the pair of `livekit-server --dev` does not belong is told by its URL.
        let is_dev = (pair.key.as_ref()).is_some_and(|(key, _)| key == "devkey");
        if let Some((secret, span)) = &pair.secret
            && !is_dev
        {
            add(secret::weakness(secret.expose()), *span, true);
        }
    }
    for length in &evidence.paste.lengths {
        add(
            secret::length(length.of, length.characters),
            length.span,
            false,
        );
    }
}
