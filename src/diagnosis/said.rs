//! What the verdict says, so that no page says it again.

use crate::clock::time_mistake::Kind;
use crate::finding::form::FormFinding;
use crate::finding::sentence::Sentence;
use crate::finding::{Classify, Explain, Finding, LocatedFinding};
use crate::server::refusal::Step;

use super::evidence::Evidence;
use super::verdict::{Outcome, Verdict};

/// The findings that the verdict tells, the first one first.
pub fn of_verdict<'a>(
    verdict: &Verdict,
    findings: &'a [LocatedFinding],
) -> Vec<&'a LocatedFinding> {
    let told = |code| findings.iter().find(|one| one.finding.code() == code);
    verdict.said.iter().filter_map(|code| told(*code)).collect()
}

/// Which findings are said: by the verdict, or because it explains them. `stop` is the step at which the server stops, as far as
/// that is computed.
pub fn said(verdict: &Verdict, findings: &[LocatedFinding], stop: Option<Step>) -> Vec<bool> {
    let mut open = verdict.said.clone();
    let first = of_verdict(verdict, findings).first().copied();
    let explains = verdict.outcome == Outcome::Refuses
        && first.is_some_and(|located| {
            !matches!(
                located.finding,
                Finding::Answer(_) | Finding::Known(_) | Finding::Http(_) | Finding::Refusal(_)
            )
        });
    let is_reason = verdict.outcome == Outcome::Refuses
        && first.is_some_and(|located| located.certain && !is_open(&located.finding));
    let is_said = |located: &LocatedFinding| {
        let finding = &located.finding;
        let code = finding.code();
        let told = open.iter().position(|one| *one == code);
        let is_told = told.map(|at| open.swap_remove(at)).is_some();
        let is_explained = explains && is_answer(finding, stop) || is_reason && is_open(finding);
        is_told || is_explained || is_listed(finding)
    };
    findings.iter().map(is_said).collect()
}

/// Whether it is a text that leaves the reason open.
fn is_open(finding: &Finding) -> bool {
    matches!(finding, Finding::Known(known) if !known.candidates.is_empty())
}

/// Whether the list of tokens shows it: how old each is.
fn is_listed(finding: &Finding) -> bool {
    matches!(finding, Finding::Time(found) if matches!(found.mistake.kind, Kind::Apart { .. }))
}

/// Whether it is what the server answers.
fn is_answer(finding: &Finding, stop: Option<Step>) -> bool {
    match finding {
        Finding::Refusal(finding) => Some(finding.refusal.step()) == stop,
        Finding::Form(FormFinding::MalformedToken { .. }) => stop == Some(Step::Parse),
        _ => false,
    }
}

/// What to do about each finding; `told` is what is told elsewhere.
pub fn fixes(findings: &[LocatedFinding], said: &[bool], mut told: Vec<Sentence>) -> Vec<Sentence> {
    let fix = |(located, said): (&LocatedFinding, &bool)| {
        let fix = located.finding.fix();
        if *said {
            return fix;
        }
        if told.contains(&fix) {
            return Sentence::new();
        }
        told.push(fix.clone());
        fix
    };
    findings.iter().zip(said).map(fix).collect()
}

/// Whether what the verdict tells is sure: each of its findings is, or was seen, where only its cause is open.
pub fn is_certain(
    evidence: &Evidence,
    findings: &[LocatedFinding],
    of_verdict: &[&LocatedFinding],
) -> bool {
    let is_contradiction =
        |located: &LocatedFinding| matches!(located.finding, Finding::Contradiction(_));
    let is_seen = evidence.paste.known_texts.is_certain && !findings.iter().any(is_contradiction);
    of_verdict.iter().all(|located| {
        let was_seen = match &located.finding {
            Finding::Answer(_) => true,
            finding => is_open(finding),
        };
        located.certain || was_seen && is_seen
    })
}
