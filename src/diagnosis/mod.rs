//! From evidence to what is said: findings, verdict, the steps of the server, what to paste next.

pub mod candidates;
pub mod evidence;
pub mod finding;
pub mod fix;
pub mod message;
pub mod next;
pub mod part;
pub mod prediction;
pub mod rules;
pub mod steps;
pub mod verdict;

use candidates::Candidate;
use evidence::Evidence;
use finding::Placed;
use part::Part;
use prediction::Prediction;
use steps::StepState;
use verdict::Verdict;

use crate::server::refusal::LEEWAY;
use crate::text::{Interval, NumericDate};

/// What is said about the evidence.
pub struct Diagnosis {
    /// The one sentence.
    pub verdict: Verdict,
    /// What was noticed, most important first.
    pub findings: Vec<Placed>,
    /// What each release answers, newest first; none without a token.
    pub predictions: Vec<Prediction>,
    /// What the server looks at, and how that goes.
    pub steps: Vec<(&'static str, StepState)>,
    /// The next instant at which an answer changes, in seconds since 1970.
    pub changes_at: Option<f64>,
    /// The causes that fit where the paste does not decide.
    pub candidates: Vec<Candidate>,
    /// What to paste next.
    pub next: Option<Vec<Part>>,
}

/// Says what can be said.
pub fn diagnose(evidence: &Evidence) -> Diagnosis {
    let whole = evidence.token().filter(|token| !token.jws.is_cut_off());
    let predictions = match whole {
        Some(token) => prediction::predict(token, &evidence.keys(), evidence.asked_at.instants),
        None => Vec::new(),
    };
    let findings = rules::apply(evidence, &predictions);
    let mut verdict = verdict::decide(evidence, &findings, &predictions);
    let next = next::next(evidence, verdict.outcome, &findings);
    if verdict.fix.is_empty() {
        verdict.fix = next.clone().unwrap_or_default();
    }
    let open = match findings.first() {
        Some(first) if evidence.token().is_none() || first.finding.refuses() => {
            first.finding.candidates()
        }
        None if evidence.paste.said.is_failure => candidates::GENERAL,
        _ => "",
    };
    Diagnosis {
        steps: steps::steps(evidence, &predictions),
        changes_at: changes_at(evidence),
        candidates: candidates::candidates(open),
        next,
        verdict,
        findings,
        predictions,
    }
}

/// The next instant at which a claim of the token begins or ceases to count, if its time is that of now.
fn changes_at(evidence: &Evidence) -> Option<f64> {
    let token = evidence
        .token()
        .filter(|_| evidence.asked_at.is_assumed())?;
    let Interval { earliest, latest } = evidence.asked_at.instants;
    // Both ends of the server's clock come to it, the one that is ahead first.
    let of = |end: NumericDate| {
        let change = token.claims.next_change(end.0, LEEWAY)?;
        Some(evidence.now.0 + (change - end.0))
    };
    match (of(latest), of(earliest)) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
