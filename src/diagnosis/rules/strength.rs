//! Secrets that work but should be replaced, and secrets that are shown only by their length.

use crate::diagnosis::evidence::Evidence;
use crate::finding::key_and_secret::hint;
use crate::finding::{Finding, KnownText, LocatedFinding};
use crate::livekit::api_key;
use crate::secret;
use crate::service::complaint::{Complaint, Trait};

/// The weak secrets in the paste, and what the printed lengths of hidden ones show.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let mut add = |known: Option<&'static KnownText>, span, certain| {
        if let Some(known) = known {
            findings.push(LocatedFinding {
                finding: Finding::Known(known),
                certain,
                spans: vec![span],
            });
        }
    };
    for (at, pair) in evidence.paste.pairs.iter().enumerate() {
        // The URL shows where the pair of `livekit-server --dev` does not belong.
        let is_dev = (pair.key.as_ref()).is_some_and(|(key, _)| key == api_key::DEVELOPMENT);
        let counts = pair.basis.is_sure() || evidence.made_signature(at);
        if let Some((secret, span)) = &pair.secret
            && !is_dev
            && counts
        {
            add(
                secret::weakness(secret.expose()).map(hint::of_weakness),
                *span,
                true,
            );
        }
    }
    // Who makes tokens for LiveKit in Java has its SDK; the secret of another library is another one.
    let known = &evidence.paste.known_texts;
    let mut complaints = evidence.any_jwt.complaints.iter();
    let is_of_other = known.names_product
        && !known.is_of_livekit
        && complaints.any(|located| {
            located.complaint == Complaint::WeakKey && located.complainant.is(Trait::Java)
        });
    for length in evidence.paste.lengths.iter().filter(|_| !is_of_other) {
        add(
            secret::length(length.of, length.characters).map(hint::of_length),
            length.span,
            false,
        );
    }
}
