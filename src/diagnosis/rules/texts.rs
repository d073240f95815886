//! Findings from other texts about the failure, and from code and values.

use crate::diagnosis::evidence::Evidence;
use crate::finding::code::{self, CodeFinding};
use crate::finding::key_and_secret::hint;
use crate::finding::{self, Explain, Finding, LocatedFinding};
use crate::paste::code::{Kind, Mistake};
use crate::secret;

/// Other texts about the failure, and mistakes in code.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let is_answered = !evidence.answers.is_empty();
    let mut is_open = !is_answered;
    for (known, span) in finding::known(&evidence.paste.known_texts) {
        // An exact answer is more specific than a part of one.
        if known.refuses && is_answered {
            continue;
        }
        let certain = known.candidates.is_empty();
        if certain || std::mem::take(&mut is_open) {
            findings.push(LocatedFinding {
                finding: Finding::Known(known),
                certain,
                spans: vec![span],
            });
        }
    }
    let answer = (findings.iter())
        .find(|located| located.finding.refuses() && evidence.token().is_none())
        .map(|located| located.finding.cause());
    for &mistake in &evidence.paste.mistakes {
        let explains = answer.is_some_and(|answer| code::explains(mistake.kind, answer));
        // A part of the code, as a traceback shows it, may leave out the grants.
        if mistake.kind == Kind::NoGrants && !explains {
            continue;
        }
        findings.push(LocatedFinding {
            finding: Finding::Code(CodeFinding {
                mistake,
                explains,
                correction: correction(evidence, mistake),
            }),
            // The identity may be set in code that was not pasted.
            certain: mistake.kind != Kind::NoIdentity,
            spans: vec![mistake.span],
        });
    }
}

/// The longest line that is quoted, in bytes.
const LINE: usize = 100;

/// The line of a call that is not awaited, and the line with `await`, if the call is on a plain name.
fn correction(evidence: &Evidence, mistake: Mistake) -> Option<(String, String)> {
    if mistake.kind != Kind::NotAwaited {
        return None;
    }
    let (before, behind) = evidence.text.split_at(mistake.span.start);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let before = &before[start..];
    let behind = behind.lines().next().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.$".contains(c);
    let left = before.trim_end_matches(is_name);
    let name = &before[left.len()..];
    // Behind the statement there may be a remark.
    let end = behind.find(';').map_or(behind.len(), |end| end + 1);
    let line = format!("{left}await {name}{}", &behind[..end]);
    let is_plain = name.len() > 1 && name.ends_with('.') && line.len() <= LINE;
    is_plain.then(|| {
        (
            evidence.lines().words(&[mistake.span]),
            line.trim().to_owned(),
        )
    })
}

/// Keys and secrets from examples.
pub(super) fn placeholders(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    // Beside a token, a guess is no part of how it was made.
    let pairs = evidence.paste.pairs.iter();
    for pair in pairs.filter(|pair| pair.basis.is_sure() || evidence.token().is_none()) {
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
