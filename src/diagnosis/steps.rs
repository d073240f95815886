//! The steps of the server, in its order, and where it stops.

use crate::secret::Signature;
use crate::server::refusal::{Malformed, Part as TokenPart, Refusal, Step as Stop};

use super::evidence::Evidence;
use super::prediction::Prediction;

/// How a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
pub enum StepState {
    /// The server goes on.
    Passes,
    /// The server stops here.
    Fails,
    /// The paste does not tell.
    Unchecked,
    /// The server does not come so far.
    Unreached,
}

/// Names of the steps.
pub const NAMES: [&str; 6] = ["Header", "Claims", "API key", "Signature", "Time", "Grants"];

/// How each of the steps of [`NAMES`] goes in the newest release; none without a whole token.
pub fn steps(evidence: &Evidence, predictions: &[Prediction]) -> Vec<StepState> {
    let Some(newest) = predictions.first() else {
        return Vec::new();
    };
    let refusal = newest
        .latest()
        .refusal
        .as_ref()
        .or(newest.refusals().next());
    let stop = refusal.map(position);
    let mut states = Vec::new();
    for step in 0..NAMES.len() {
        states.push(match stop {
            Some(stop) if step > stop => StepState::Unreached,
            Some(stop) if step == stop && !newest.is_settled() => StepState::Unchecked,
            Some(stop) if step == stop => StepState::Fails,
            // Key and signature are presumed where the paste has no secret.
            _ if (2..=3).contains(&step) && evidence.signature() == Signature::Unchecked => {
                StepState::Unchecked
            }
            _ => StepState::Passes,
        });
    }
    states
}

/// Which of [`NAMES`] a refusal belongs to.
fn position(refusal: &Refusal) -> usize {
    match (refusal.step(), refusal) {
        (Stop::Request | Stop::Authorization, _)
        | (Stop::Signature, Refusal::AlgorithmNotAllowed { .. }) => 0,
        (Stop::Parse, Refusal::Malformed(malformed)) => usize::from(is_of_claims(malformed)),
        (Stop::Parse | Stop::Types, _) => 1,
        (Stop::Key, _) => 2,
        (Stop::Signature, _) => 3,
        (Stop::Time, _) => 4,
        (Stop::Grants, _) => 5,
    }
}

fn is_of_claims(malformed: &Malformed) -> bool {
    match malformed {
        Malformed::Base64 { part, .. }
        | Malformed::Json { part, .. }
        | Malformed::NotAnObject { part, .. } => *part == TokenPart::Payload,
        Malformed::Claim { .. } => true,
        _ => false,
    }
}
