//! Findings from other texts about the failure, and from code and values.

use crate::diagnosis::evidence::Evidence;
use crate::finding::code::CodeFinding;
use crate::finding::key_and_secret::hint;
use crate::finding::{self, Code, Finding, LocatedFinding, connection, sdk, session, verification};
use crate::paste::code::Kind;
use crate::secret;

/// Other texts about the failure, and mistakes in code.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let is_answered = !evidence.answers.is_empty();
    let mut is_open = !is_answered;
    let is_prose = evidence.describes_errors();
    let found = finding::known(&evidence.paste.known_texts);
    let is_own_code = found
        .iter()
        .any(|(known, _)| known.code == Code::Sdk(sdk::Code::WebhookVerification));
    // What failed later counts.
    let is_past = found.len() > 1 || is_answered;
    for (mut known, span) in found {
        if known.code == Code::Connection(connection::Code::Connected) && is_past {
            continue;
        }
        if is_own_code {
            known = verification::by_own_code(known);
        }
        if known.code == Code::Session(session::Code::Disconnected) {
            let line = evidence.text[span.end..].lines().next();
            known = line.and_then(session::of_reason).unwrap_or(known);
        }
        // An exact answer is more specific than a part of one.
        if known.refuses && (is_answered || is_prose) {
            continue;
        }
        let is_decided = known.candidates.is_empty();
        if is_decided || std::mem::take(&mut is_open) {
            findings.push(LocatedFinding {
                finding: Finding::Known(known),
                certain: is_decided && evidence.paste.known_texts.is_certain,
                spans: vec![span],
            });
        }
    }
    for &mistake in &evidence.paste.mistakes {
        findings.push(LocatedFinding {
            finding: Finding::Code(CodeFinding { mistake }),
            // The identity may be set in code that was not pasted.
            certain: mistake.kind != Kind::NoIdentity,
            spans: vec![mistake.span],
        });
    }
}

/// Keys and secrets from examples.
pub(super) fn placeholders(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    for pair in &evidence.paste.pairs {
        let key = pair.key.iter().map(|(key, span)| (key.as_str(), span));
        let secret = pair.secret.iter();
        let values = key.chain(secret.map(|(secret, span)| (secret.expose(), span)));
        let mut placeholders = values.filter(|(value, _)| secret::is_placeholder(value));
        if let Some((_, span)) = placeholders.next() {
            findings.push(LocatedFinding {
                finding: Finding::Known(hint::Code::Placeholder.known()),
                certain: true,
                spans: vec![*span],
            });
        }
    }
}
