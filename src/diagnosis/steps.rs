//! The checks of the server, in its order, and the one at which it stops.

use serde::Serialize;

use crate::secret::Signature;
use crate::server::join;
use crate::server::refusal::{Refusal, Step};

use super::evidence::Evidence;
use super::prediction::{self, Prediction};

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// The server goes on.
    Passes,
    /// The server stops here.
    Fails,
    /// The paste does not show it.
    Unchecked,
    /// The server does not get this far.
    Unreached,
}

/// The checks of the server and how each goes, in the order of the release that an answer in the paste points to, or
/// else of the newest. Empty without a complete token.
pub fn steps(evidence: &Evidence, predictions: &[Prediction]) -> Vec<(&'static str, StepState)> {
    let Some(asked) = prediction::asked(evidence, predictions) else {
        return Vec::new();
    };
    let refusal = asked.latest().refusal.as_deref();
    let mut stop = refusal.or(asked.refusals().next()).map(Refusal::step);
    let presumes_keys = evidence.signature() == Signature::Unchecked;
    let mut steps = Vec::new();
    let mut is_reached = true;
    for step in join::steps(asked.release) {
        let state = if !is_reached {
            StepState::Unreached
        } else if stop.take_if(|stop| *stop == step).is_some() {
            is_reached = false;
            if asked.is_settled() {
                StepState::Fails
            } else {
                StepState::Unchecked
            }
        } else if presumes_keys && matches!(step, Step::Key | Step::Signature) {
            StepState::Unchecked
        } else {
            StepState::Passes
        };
        if let Some(name) = name(step) {
            steps.push((name, state));
        }
    }
    steps
}

/// The steps for a token. The steps before them depend on the request, which is assumed to be sent as a client SDK
/// sends it.
fn name(step: Step) -> Option<&'static str> {
    Some(match step {
        Step::Request | Step::Authorization => return None,
        Step::Parse => "Token",
        Step::Key => "API key",
        Step::Types => "Claims",
        Step::Signature => "Signature",
        Step::Time => "Time",
        Step::Grants => "Grants",
    })
}
