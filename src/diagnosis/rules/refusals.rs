//! Why the newest release refuses the token.

use std::rc::Rc;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::prediction::{self, Prediction};
use crate::diagnosis::relevance;
use crate::finding::refusal::{Context, PastedKeys, Purpose, RefusalFinding};
use crate::finding::{Explain, Finding};
use crate::server::Keys;
use crate::server::refusal::{Refusal, Step};
use crate::text::json::Value;
use crate::text::{Interval, NumericDate};
use crate::token::{Token, grants};

use super::Add;

/// Why the newest release refuses the token, step after step: first with the secrets in the paste, then as if they
/// fitted, then as if the time did too. A refusal for a time is certain only if it happens at every possible instant.
pub(super) fn judge(evidence: &Evidence, token: &Token, predictions: &[Prediction], add: Add) {
    let Some(newest) = predictions.first() else {
        return;
    };
    let context = Rc::new(context(evidence, token));
    let Interval { earliest, latest } = evidence.asked_at.instants;
    let at = |at| prediction::answer(token, &Keys::Assumed, newest.release, at).refusal;
    let finding = |refusal, since| RefusalFinding {
        refusal,
        since,
        context: Rc::clone(&context),
    };
    let mut told = Vec::new();
    let mut tell = |refusal: Option<Rc<Refusal>>, since| {
        let Some(refusal) = refusal else { return };
        let is_time = refusal.step() == Step::Time;
        let refusal = finding(refusal, since);
        let code = refusal.code();
        if !told.contains(&code) {
            told.push(code);
            let is_it = |other| finding(other, None).code() == code;
            let certain = !is_time
                || [earliest, latest]
                    .map(at)
                    .into_iter()
                    .all(|other| other.is_some_and(is_it));
            add(Finding::Refusal(refusal), certain);
        }
    };
    for answer in &newest.answers {
        tell(answer.refusal.clone(), since(predictions));
    }
    let stops = |step: fn(Step) -> bool| newest.refusals().any(|refusal| step(refusal.step()));
    if evidence.knows_keys() && stops(|step| step <= Step::Signature) {
        tell(at(latest), None);
    }
    if !newest.always_accepts() {
        // The real times were checked above.
        let refusal = at(good_time(token, latest));
        tell(refusal.filter(|refusal| refusal.step() != Step::Time), None);
    }
}

/// The facts that the sentences about a refusal need.
fn context(evidence: &Evidence, token: &Token) -> Context {
    let keys = || {
        evidence
            .paste
            .pairs
            .iter()
            .filter_map(|pair| pair.key.as_ref())
    };
    let set = token.jws.claims_set();
    let is_given = |permission: &grants::Permission| {
        permission.allows && !permission.default && !permission.claim.starts_with("video.can")
    };
    let permissions = set.map(grants::permissions).unwrap_or_default();
    Context {
        asked_at: evidence.asked_at.instants,
        asked_at_source: evidence.asked_at.source,
        keys: match (keys().next_back(), keys().count()) {
            (Some((other, _)), count) if keys().all(|(key, _)| key != evidence.iss()) => {
                if count == 1 {
                    PastedKeys::Other(other.clone())
                } else {
                    PastedKeys::Others
                }
            }
            _ => PastedKeys::Own,
        },
        purpose: Purpose {
            grants: (permissions.into_iter().filter(is_given))
                .map(|permission| permission.claim)
                .collect(),
            is_webhook: set
                .and_then(|set| set.member("sha256"))
                .and_then(Value::string)
                .is_some_and(|hash| !hash.is_empty()),
            is_of_livekit: relevance::is_of_livekit(token) || set.is_none(),
        },
        sdk: (evidence.paste.sdk).or_else(|| Some(token.minter?.sdk)),
        is_signed: !token.jws.signature.is_empty(),
        defects: token.jws.defects.clone(),
    }
}

/// An instant at which the token's times are valid, if there is one.
fn good_time(token: &Token, asked_at: NumericDate) -> NumericDate {
    let earliest = token
        .claims
        .nbf
        .value()
        .map_or(asked_at.0, |nbf| nbf.0.max(asked_at.0));
    let latest = token.claims.exp.value().map_or(earliest, |exp| exp.0 - 1.0);
    NumericDate(earliest.min(latest))
}

/// The first release that refuses the token, if older ones accept it and the newest does not.
fn since(predictions: &[Prediction]) -> Option<String> {
    let refusing = predictions
        .iter()
        .take_while(|prediction| !prediction.ever_accepts())
        .count();
    (refusing > 0 && refusing < predictions.len())
        .then(|| predictions[refusing - 1].release.since.name())
}
