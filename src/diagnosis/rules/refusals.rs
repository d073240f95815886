//! Why the newest release refuses the token.

use std::rc::Rc;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::prediction::{self, Prediction, Question};
use crate::diagnosis::relevance;
use crate::finding::refusal::{Context, OlderReleases, PastedKeys, Purpose, RefusalFinding};
use crate::finding::{Classify, Finding, LocatedFinding};
use crate::server::Keys;
use crate::server::refusal::{Refusal, Step};
use crate::text::json::Value;
use crate::text::{Interval, NumericDate};
use crate::token::{Token, grants};

use super::{Add, clocks};

/// Why the newest release refuses the token, step after step: first with the secrets in the paste, then as if they
/// fitted, then as if the time did too. A refusal for a time is certain only if it happens at every possible instant.
pub(super) fn judge(
    evidence: &Evidence,
    token: &Token,
    question: &Question,
    predictions: &[Prediction],
    add: Add,
) {
    let Some(newest) = predictions.first() else {
        return;
    };
    let context = Rc::new(context(evidence, token));
    let Interval { earliest, latest } = evidence.asked_at.instants;
    let refusals = question.refusals(token, &Keys::Assumed);
    let at = |at| refusals(newest.release, at);
    let finding = |refusal, since| RefusalFinding {
        refusal,
        since,
        releases: None,
        context: Rc::clone(&context),
    };
    if newest.always_accepts()
        && evidence.shows_failure()
        && let Some((refusal, releases)) = of_older(evidence, predictions)
    {
        let finding = RefusalFinding {
            refusal,
            since: None,
            releases: Some(releases),
            context: Rc::clone(&context),
        };
        add(Finding::Refusal(finding), false);
    }
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
        tell(prediction::refusal(answer).cloned(), since(predictions));
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

/// Why a server refuses the call that carries the token, for the form or route of the call: not if the paste shows that a server got
/// further. A route that no release has may be one of `LiveKit` Cloud's, and what a server says of it says more.
pub(super) fn of_form(
    evidence: &Evidence,
    token: &Token,
    refusal: Rc<Refusal>,
    findings: &mut Vec<LocatedFinding>,
) {
    let is_route = matches!(&*refusal, Refusal::Request(request) if request.is_about_route());
    if is_route && (evidence.is_cloud() || !evidence.answers.is_empty()) {
        return;
    }
    let mut answers = evidence.answers.iter();
    let mut responses = evidence.paste.responses.iter();
    if answers.any(|(reading, _)| !reading.kinds.contains(&refusal.kind()))
        || responses.any(|response| response.status < 400)
    {
        return;
    }
    findings.push(LocatedFinding {
        finding: Finding::Refusal(RefusalFinding {
            refusal,
            since: None,
            releases: None,
            context: Rc::new(context(evidence, token)),
        }),
        certain: true,
        spans: token.spans.clone(),
    });
}

/// Why older releases refuse what the newest accept, and which they are; only those that an answer in the
/// paste may come from.
fn of_older(
    evidence: &Evidence,
    predictions: &[Prediction],
) -> Option<(Rc<Refusal>, OlderReleases)> {
    let may_answer = |prediction: &&Prediction| {
        let mut answers = evidence.answers.iter();
        evidence.answers.is_empty()
            || answers.any(|(reading, _)| {
                let mut releases = reading.releases.iter();
                releases.any(|release| release.since == prediction.release.since)
            })
    };
    let refusal = |prediction: &Prediction| {
        (!prediction.ever_accepts())
            .then(|| prediction::refusal(prediction.latest()).cloned())
            .flatten()
    };
    let older = || {
        predictions
            .iter()
            .skip_while(|prediction| prediction.ever_accepts())
    };
    let last = older().find(may_answer)?;
    let why = refusal(last)?;
    let same = older().take_while(|prediction| {
        refusal(prediction).is_some_and(|other| other.kind() == why.kind())
    });
    let first = same.last()?;
    let next = predictions
        .iter()
        .take_while(|prediction| prediction.ever_accepts())
        .last()?;
    let older = OlderReleases {
        first: first.release.since.name(),
        last: last.release.until.name(),
        next: next.release.since.name(),
    };
    Some((why, older))
}

/// The facts that the sentences about a refusal need.
fn context(evidence: &Evidence, token: &Token) -> Context {
    let keys = || {
        evidence
            .paste
            .pairs
            .iter()
            .filter(|pair| pair.basis.is_sure())
            .filter_map(|pair| pair.key.as_ref())
    };
    let unwrapped = evidence
        .iss()
        .trim_matches(|c: char| c.is_whitespace() || "\"'".contains(c));
    let set = token.jws.claims_set();
    let is_given = |permission: &grants::Permission| {
        permission.allows && !permission.default && !permission.claim.starts_with("video.can")
    };
    let permissions = set.map(grants::permissions).unwrap_or_default();
    Context {
        asked_at: evidence.asked_at.instants,
        browser: clocks::agrees(evidence, token).then_some(evidence.now),
        asked_at_source: evidence.asked_at.source,
        keys: match (keys().next_back(), keys().count()) {
            _ if keys().any(|(key, _)| key != evidence.iss() && key == unwrapped) => {
                PastedKeys::Wrapped
            }
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
    // Older releases lack some methods and paths.
    if predictions.first()?.is_of_api {
        return None;
    }
    let refusing = predictions
        .iter()
        .take_while(|prediction| !prediction.ever_accepts())
        .count();
    (refusing > 0 && refusing < predictions.len())
        .then(|| predictions[refusing - 1].release.since.name())
}
