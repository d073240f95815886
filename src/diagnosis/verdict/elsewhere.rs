//! The verdict on a token of another service.

use super::{Verdict, symptom, unknown};
use crate::diagnosis::pill::Pill;
use crate::finding::any_jwt::JwtFinding;
use crate::finding::any_jwt::service::whose;
use crate::finding::any_jwt::signature::SignatureFinding;
use crate::finding::sentence::{Part, Sentence, about as about_named};
use crate::finding::{Explain, Finding, LocatedFinding};
use crate::sentence;
use crate::service::Recognition;

/// The verdict on a token of another service: the first finding.
pub(super) fn decide(recognition: Recognition, findings: &[LocatedFinding]) -> Verdict {
    let Some(first) = findings.first() else {
        let message = sentence!["This is another service's token, not LiveKit's."];
        return unknown(Pill::Missing, message, Sentence::new());
    };
    let mut verdict = symptom(first);
    // What the token is for is better told of a named token.
    if let (Finding::Jwt(finding), Some(service)) = (&first.finding, recognition.service)
        && !finding.names_token()
        && let Some(message) = about(
            finding.clause(),
            &whose(service, recognition.kind).text(None),
        )
    {
        verdict.message = message;
    }
    // Without another advice, the key is what is missing.
    let is_key_missing = |located: &&LocatedFinding| {
        matches!(
            located.finding,
            Finding::Jwt(JwtFinding::Signature(SignatureFinding::KeyMissing { .. }))
        )
    };
    if verdict.fix.is_empty() {
        let missing = findings.iter().find(is_key_missing);
        verdict.fix = missing
            .map(|located| located.finding.fix())
            .unwrap_or_default();
    }
    verdict
}

/// A clause about *it* as a sentence about what is named; `None` if that is too long for a headline.
fn about(clause: Sentence, name: &str) -> Option<Sentence> {
    let is_about_it = matches!(clause.english().first(), Some(Part::Text { text }) if text.starts_with("it ") || text.starts_with("its "));
    let named = about_named(clause, format!("The {name}"));
    (is_about_it && length(&named.english()) <= HEADLINE).then_some(named)
}

/// The most characters of a headline.
const HEADLINE: usize = 90;

/// The characters of a sentence, of which a time takes about eight.
fn length(sentence: &[Part]) -> usize {
    let of_part = |part: &Part| match part {
        Part::Text { text } | Part::Code { text } => text.chars().count(),
        Part::Instant { .. } | Part::Duration { .. } => 8,
    };
    sentence.iter().map(of_part).sum()
}
