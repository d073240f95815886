//! From evidence to what is said: findings, verdict, the steps of the server, what to paste next.

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

use evidence::Evidence;
use finding::Placed;
use part::Part;
use prediction::Prediction;
use steps::StepState;
use verdict::Verdict;

use crate::server::refusal::LEEWAY;

/// What is said about the evidence.
pub struct Diagnosis {
    /// The one sentence.
    pub verdict: Verdict,
    /// What was noticed, most important first.
    pub findings: Vec<Placed>,
    /// What each release answers, newest first; none without a token.
    pub predictions: Vec<Prediction>,
    /// How each step of [`steps::NAMES`] goes.
    pub steps: Vec<StepState>,
    /// The next instant at which an answer changes, in seconds since 1970.
    pub changes_at: Option<f64>,
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
    let verdict = verdict::decide(evidence, &findings, &predictions);
    let steps = steps::steps(evidence, &predictions);
    let next = next::next(evidence, verdict.outcome);
    Diagnosis {
        steps,
        changes_at: changes_at(evidence),
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
        .filter(|_| evidence.asked_at.by.is_none())?;
    token.claims.next_change(evidence.now.0, LEEWAY)
}
