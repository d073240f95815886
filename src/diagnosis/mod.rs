//! Turns evidence into a diagnosis: findings, verdict, the server's steps, and what to paste next.
//!
//! What counts of a paste is decided in [`selection`] (the newest, and what was said and not only mentioned), what a token is
//! for in [`purpose`], and which finding decides in [`rules::decision`] (what was seen before what is computed).

pub mod any_jwt;
pub mod asking;
pub mod checks;
pub mod comparison;
pub mod environment;
pub mod evidence;
pub mod next;
pub mod pill;
pub mod prediction;
mod prose;
pub mod purpose;
pub mod relevance;
pub mod rules;
mod said;
pub mod selection;
pub mod slots;
pub mod steps;
pub mod timing;
pub mod tokens;
pub mod verdict;

use checks::Check;
use comparison::Difference;
use evidence::Evidence;
use prediction::{Prediction, Question};
use purpose::Purpose;
use relevance::is_of_livekit;
use rules::decision;
use slots::Slots;
use steps::StepState;
use verdict::{Outcome, Verdict};

use crate::finding::cause::{self, Cause};
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::sentence::Sentence;
use crate::finding::snippet::{self, Snippet};
use crate::finding::{Explain, Finding, LocatedFinding};
use crate::paste::call::Call;
use crate::server::refusal::{LEEWAY, Refusal};
use crate::text::{Interval, NumericDate};

/// The diagnosis of the evidence.
pub struct Diagnosis {
    /// The verdict in one sentence.
    pub verdict: Verdict,
    /// Whether the verdict is sure; otherwise it is only likely.
    pub certain: bool,
    /// The verdict in a few words.
    pub pill: Sentence,
    /// The fix as code for each SDK, where code is the fix.
    pub snippets: Vec<Snippet>,
    /// The findings, most important first.
    pub findings: Vec<LocatedFinding>,
    /// Which findings the verdict or a check tells.
    pub said: Vec<bool>,
    /// What to do about each finding. Of those that are not said, each fix is told once, and not where it is told elsewhere.
    pub fixes: Vec<Sentence>,
    /// The findings that are not said and belong to no check, as indexes.
    pub other_findings: Vec<usize>,
    /// The checks of the token, with what each looks at; empty without a token.
    pub checks: Vec<Check>,
    /// What differs between the token and the one to compare it with.
    pub comparison: Vec<Difference>,
    /// What the paste has of what decides.
    pub slots: Slots,
    /// The command that shows the clock of the server, if the paste names that.
    pub measure: Option<String>,
    /// The answer of each release to the call in the paste, or to its token as a join request, newest first; empty if
    /// the paste has neither.
    pub predictions: Vec<Prediction>,
    /// The checks of the server, and how each goes.
    pub steps: Vec<(&'static str, StepState)>,
    /// The next instant at which an answer changes, in seconds since 1970.
    pub changes_at: Option<f64>,
    /// The causes that fit if the paste does not decide between them.
    pub candidates: &'static [Cause],
    /// What to paste next.
    pub next: Option<Sentence>,
}

impl Diagnosis {
    /// Adds a finding that the report alone can make.
    pub fn add(&mut self, finding: KeyAndSecret) {
        let finding = Finding::KeyAndSecret(finding);
        self.other_findings.push(self.findings.len());
        self.said.push(false);
        self.fixes.push(finding.fix());
        self.findings.push(LocatedFinding {
            finding,
            certain: true,
            spans: Vec::new(),
        });
    }
}

/// Makes the diagnosis.
pub fn diagnose(evidence: &Evidence) -> Diagnosis {
    // What another service does with its token is not predicted.
    let whole = evidence
        .token()
        .filter(|token| !token.jws.is_cut_off() && !evidence.is_elsewhere);
    let (keys, asked_at) = (evidence.keys(), evidence.asked_at.instants);
    let called = call(evidence).map(|call| {
        let token = whole.filter(|_| call.token.is_some());
        let called = prediction::predict_call(call, token, &keys, asked_at);
        (call, called)
    });
    let purpose = whole.map(|token| purpose::of_token(evidence, token));
    // A mistake in the call itself says nothing about the token.
    let is_about_token = whole.is_some()
        && called
            .as_ref()
            .is_some_and(|(_, called)| called.first().is_some_and(Prediction::is_about_token));
    let (question, joined) = match (whole, &purpose, &called) {
        (Some(_), _, Some((call, _))) if is_about_token => {
            (Question::Call((*call).clone()), Vec::new())
        }
        (Some(token), Some(purpose), _) => {
            let question = purpose.question(token);
            let predictions = match &question {
                Question::Join => prediction::predict(token, &keys, asked_at),
                Question::Call(call) => {
                    prediction::predict_call(call, Some(token), &keys, asked_at)
                }
            };
            (question, predictions)
        }
        _ => (Question::Join, Vec::new()),
    };
    let form = (called.as_ref()).and_then(|(call, called)| {
        let is_own = call.token.is_some() && (call.is_join() || call.names_livekit());
        prediction::of_form(called).filter(|_| whole.is_some() && is_own)
    });
    let called = called.map(|(_, called)| called);
    let judged = match &called {
        Some(called) if is_about_token => called,
        _ => &joined,
    };
    let (findings, decision) = rules::apply(evidence, &question, judged, form);
    let mut verdict = verdict::decide(evidence, purpose.as_ref(), &findings, decision, judged);
    let next = next::next(evidence, purpose.as_ref(), verdict.outcome, &findings);
    if verdict.fix.is_empty() {
        verdict.fix = next.clone().unwrap_or_default();
    }
    let candidates = candidates(evidence, purpose.as_ref(), verdict.outcome, &findings);
    let stop = prediction::asked(evidence, judged)
        .and_then(|asked| asked.refusals().next().map(Refusal::step));
    let mut said = said::said(&verdict, &findings, stop);
    let of_verdict = said::of_verdict(&verdict, &findings);
    let certain = said::is_certain(evidence, &findings, &of_verdict);
    let snippets = of_verdict.first().map_or_else(Vec::new, |located| {
        snippet::snippets(&located.finding, evidence.sdk())
    });
    let pill = verdict.pill.words(pill::status(evidence, judged));
    let mut told: Vec<Sentence> = [&verdict.fix].into_iter().chain(&next).cloned().collect();
    let checks = checks::checks(
        evidence, &question, judged, &verdict, &findings, &mut said, &mut told,
    );
    let in_checks: Vec<usize> = (checks.iter())
        .flat_map(|check| check.findings.iter().copied())
        .collect();
    Diagnosis {
        certain,
        pill,
        snippets,
        other_findings: (0..findings.len())
            .filter(|at| !said[*at] && !in_checks.contains(at))
            .collect(),
        slots: slots::slots(evidence, verdict.outcome, &checks, &findings),
        checks,
        comparison: (evidence.compared)
            .map_or_else(Vec::new, |other| comparison::compare(evidence, other)),
        fixes: said::fixes(&findings, &said, told),
        measure: evidence.server().map(|_| next::measurement(evidence)),
        said,
        steps: steps::steps(evidence, judged),
        changes_at: changes_at(evidence),
        candidates,
        next,
        verdict,
        findings,
        predictions: called.unwrap_or(joined),
    }
}

/// What the reader can check where the paste does not decide, the most frequent cause first.
fn candidates(
    evidence: &Evidence,
    purpose: Option<&Purpose>,
    outcome: Outcome,
    findings: &[LocatedFinding],
) -> &'static [Cause] {
    match findings.first() {
        Some(first)
            if evidence.token().is_none()
                || first.finding.refuses()
                || decision::decides(first) =>
        {
            first.finding.candidates()
        }
        None if evidence.token().is_none() && evidence.paste.known_texts.is_failure => {
            cause::GENERAL
        }
        _ if outcome == Outcome::Unknown
            && purpose.is_some_and(|purpose| !verdict::is_refused_webhook(evidence, purpose))
            && verdict::is_failure(evidence, findings) =>
        {
            cause::OF_SOUND_TOKEN
        }
        _ => &[],
    }
}

/// The call to answer: the one that carries the token in question, or else one without any token. If the only token of
/// the paste is in a call and cannot be read, the paste is about that call.
fn call(evidence: &Evidence) -> Option<&Call> {
    let paste = &evidence.paste;
    let is_about_livekit = paste.known_texts.is_of_livekit
        || paste.pairs.iter().any(|pair| pair.key.is_some())
        || evidence.token().is_some_and(is_of_livekit);
    // The server gets the text in the call, which may differ from the token as it was read: a token that is wrapped
    // over lines is joined again, but was probably not sent that way.
    let carries_subject = |call: &Call| match (&call.token, evidence.token()) {
        (Some(carried), Some(token)) => {
            let is_inside = matches!(token.spans[..], [span] if call.span.contains(span));
            !token.jws.is_cut_off() && (is_inside || token.jws.text == carried.text)
        }
        (Some(_), None) => evidence.tokens.is_empty(),
        (None, _) => false,
    };
    let calls = || {
        let calls = paste.calls.iter();
        calls.filter(|call| is_about_livekit || call.names_livekit())
    };
    (calls().find(|call| carries_subject(call)))
        .or_else(|| calls().find(|call| call.token.is_none()))
}

/// The next instant at which the verdict, an answer or the state of a token changes.
fn changes_at(evidence: &Evidence) -> Option<f64> {
    let tokens = evidence.distinct.iter();
    let tokens = tokens.map(|places| &evidence.tokens[places[0]]);
    let states = tokens.filter_map(|token| Some(tokens::next_change(token, evidence.now)?.0));
    states
        .chain(answer_changes_at(evidence))
        .min_by(f64::total_cmp)
}

/// The next instant at which the server takes the token, or no longer does, if the request is assumed to be now.
fn answer_changes_at(evidence: &Evidence) -> Option<f64> {
    let token = evidence
        .token()
        .filter(|_| evidence.asked_at.is_assumed())?;
    let Interval { earliest, latest } = evidence.asked_at.instants;
    // Both ends of the server's clock reach it, the one that is ahead first.
    let of = |end: NumericDate| {
        let change = token.claims.next_change(end.0, LEEWAY)?;
        Some(evidence.now.0 + (change - end.0))
    };
    match (of(latest), of(earliest)) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
