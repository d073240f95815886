//! From evidence to findings.

mod clocks;
mod strength;
mod twins;

use std::cmp::Reverse;
use std::rc::Rc;

use crate::paste::stand_in::StandIn;
use crate::paste::symptom::{self, Symptom};
use crate::secret::slip::Side;
use crate::secret::{self, Signature};
use crate::server::Keys;
use crate::server::reading::Reading;
use crate::server::refusal::{Refusal, Step};
use crate::server::release::{RELEASES, Release};
use crate::text::json::Value;
use crate::text::{Interval, NumericDate, Span};
use crate::token::jws::Malformed;
use crate::token::{Token, grants};

use super::evidence::Evidence;
use super::finding::{self, Finding, Placed};
use super::prediction::{self, Prediction};

/// Everything that can be said, most important first.
pub fn apply(evidence: &Evidence, predictions: &[Prediction]) -> Vec<Placed> {
    let mut findings = Vec::new();
    for stand_in in &evidence.paste.stand_ins {
        findings.push(self::stand_in(evidence, *stand_in));
    }
    if let Some(token) = evidence.token() {
        let mut add = |finding, certain| {
            findings.push(Placed {
                finding,
                certain,
                spans: token.spans.clone(),
            });
        };
        form(token, &mut add);
        if !token.jws.is_cut_off() && !is_foreign(token) {
            key_and_secret(evidence, token, &mut add);
            refusals(evidence, token, predictions, &mut add);
        }
        let set = token.jws.claims_set().filter(|_| !is_foreign(token));
        for misnamed in set.map(grants::misnamed).unwrap_or_default() {
            add(Finding::Misnamed(misnamed), true);
        }
        since_then(evidence, token, &mut add);
        if !is_foreign(token) {
            clocks::pitfalls(evidence, token, &mut findings);
        }
    }
    answers(evidence, &mut findings);
    symptoms(evidence, &mut findings);
    clocks::judge(evidence, &mut findings);
    findings.sort_by_key(|placed| Reverse(placed.finding.rank()));
    // Whoever reads which slip it is need not read that the secret is another.
    let is_explained = findings.iter().any(|placed| {
        matches!(
            placed.finding,
            Finding::Slip { .. } | Finding::Swapped { .. } | Finding::Public { .. }
        )
    });
    let mut last = "";
    findings.retain(|placed| {
        let code = placed.finding.code();
        std::mem::replace(&mut last, code) != code && !(is_explained && code == "wrong-secret")
    });
    findings
}

/// Takes a finding, and whether it is certain.
type Add<'a> = &'a mut dyn FnMut(Finding, bool);

fn stand_in(evidence: &Evidence, (stand_in, span): (StandIn, Span)) -> Placed {
    // Beside a sound token the text may be a remark of somebody's.
    let around_token = matches!(
        stand_in,
        StandIn::PythonBytes | StandIn::RustResult | StandIn::GoNil
    );
    let certain = around_token || evidence.token().is_none() && stand_in != StandIn::Opaque;
    Placed {
        finding: Finding::StandIn(stand_in),
        certain,
        spans: vec![span],
    }
}

/// What the form of the token tells.
fn form(token: &Token, add: Add) {
    let defects = &token.jws.defects;
    if defects
        .iter()
        .any(|defect| matches!(defect, Malformed::Encrypted))
    {
        add(Finding::Encrypted, true);
        return;
    }
    if token.jws.is_cut_off() {
        add(Finding::CutOff, true);
    } else if is_foreign(token) {
        let issuer = token.claims.iss.value().cloned();
        add(Finding::Foreign { issuer }, true);
    }
    for defect in defects {
        add(Finding::Form(defect.clone()), true);
    }
    if token.invisible {
        add(Finding::Invisible, false);
    }
}

/// Whether a token was made for another service: it has none of LiveKit's claims, and shows that it is another's by its
/// issuer, its algorithm, its header or claims of its own.
fn is_foreign(token: &Token) -> bool {
    let Some(set) = token
        .jws
        .claims_set()
        .filter(|set| !grants::is_of_livekit(*set))
    else {
        return false;
    };
    let iss = token.claims.iss.value().map_or("", String::as_str);
    let is_asymmetric = token.jws.algorithm().is_some_and(|algorithm| {
        let begins = |family| algorithm.starts_with(family);
        ["RS", "PS", "ES", "Ed"].into_iter().any(begins)
    });
    let is = |member: Option<Value>, text: &str| {
        member
            .and_then(Value::string)
            .is_some_and(|value| value.contains(text))
    };
    let header = token
        .jws
        .header
        .root()
        .and_then(|header| header.member("cty"));
    let is_named = is(header, "twilio") || is(set.member("aud"), "jitsi");
    let (is_nearly, has_foreign) = (grants::is_nearly_of_livekit(set), grants::has_foreign(set));
    let names_nothing = iss.is_empty() && (!is_nearly || has_foreign);
    let is_another = iss.contains("://") || is_asymmetric || is_named || names_nothing;
    is_another || !secret::looks_like_key(iss) && has_foreign && !is_nearly
}

/// What key, secret and signature tell.
fn key_and_secret(evidence: &Evidence, token: &Token, add: Add) {
    let pairs = &evidence.paste.pairs;
    let iss = token.claims.iss.value().map_or("", String::as_str);
    if let Some(elsewhere) = evidence.elsewhere {
        add(Finding::Elsewhere(elsewhere), true);
    } else if let Some(code) = evidence.misplaced() {
        add(Finding::Symptom(symptom::of_code(code)), true);
    }
    let signature = evidence.signature();
    let is_open = matches!(signature, Signature::Invalid | Signature::Unchecked);
    if is_open && let Some(secret) = secret::public(token) {
        let is_refused = signature == Signature::Invalid;
        add(Finding::Public { secret, is_refused }, true);
        return;
    }
    match signature {
        Signature::NearMiss {
            pair,
            steps: (step, None),
        } if step.slip.code == "key-secret-swapped" => {
            // The key of the paste looks like one: then it is the token that was made with both swapped.
            let right = pairs[pair]
                .key
                .as_ref()
                .is_some_and(|(key, _)| secret::looks_like_key(key));
            add(
                Finding::Swapped {
                    side: if right { Side::Minter } else { Side::Paste },
                },
                true,
            );
        }
        Signature::NearMiss { pair, steps } => {
            let span = pairs[pair].secret.as_ref().map(|(_, span)| *span);
            let place = evidence.lines().words(span.as_slice());
            add(Finding::Slip { steps, place }, true);
        }
        Signature::Valid { pair } => match &pairs[pair].key {
            Some(_) if secret::is_swapped(&pairs[pair]) => {
                add(Finding::Swapped { side: Side::Paste }, true);
            }
            Some((key, _)) if key != iss && !iss.is_empty() && evidence.elsewhere.is_none() => add(
                Finding::OtherPair {
                    key: key.clone(),
                    iss: iss.to_owned(),
                },
                true,
            ),
            _ if pairs[pair].overridden.is_some() || pairs[pair].is_commented => {
                add(Finding::Stale { pair }, true);
            }
            _ => {}
        },
        Signature::Invalid if secret::names_secret(token, pairs) => {
            add(Finding::Swapped { side: Side::Minter }, true);
        }
        Signature::Unchecked if secret::looks_like_secret(iss) => {
            add(Finding::Swapped { side: Side::Minter }, false);
        }
        Signature::Unchecked if !evidence.knows_keys() && !iss.is_empty() => {
            add(
                Finding::SignatureUnchecked {
                    iss: iss.to_owned(),
                },
                true,
            );
        }
        Signature::Invalid | Signature::Unchecked => {}
    }
}

/// Why the newest release refuses the token, step after step: first with the secrets of the paste, then as if they
/// fitted, then as if the time did too. What is refused for a time is certain only if it is at every possible instant.
fn refusals(evidence: &Evidence, token: &Token, predictions: &[Prediction], add: Add) {
    let Some(newest) = predictions.first() else {
        return;
    };
    let knows = evidence.knows_keys();
    let Interval { earliest, latest } = evidence.asked_at.instants;
    let at = |at| ask(token, newest.release, at);
    let mut told = Vec::new();
    let mut tell = |refusal: Option<Rc<Refusal>>, since| {
        let Some(refusal) = refusal else { return };
        let is_time = refusal.step() == Step::Time;
        let finding = Finding::Refused { refusal, since };
        let code = finding.code();
        if !told.contains(&code) {
            told.push(code);
            let is_it = |refusal| {
                let since = None;
                Finding::Refused { refusal, since }.code() == code
            };
            let certain = !is_time
                || [earliest, latest]
                    .map(at)
                    .into_iter()
                    .all(|other| other.is_some_and(is_it));
            add(finding, certain);
        }
    };
    for answer in &newest.answers {
        tell(answer.refusal.clone(), since(predictions));
    }
    let stops = |step: fn(Step) -> bool| newest.refusals().any(|refusal| step(refusal.step()));
    if knows && stops(|step| step <= Step::Signature) {
        tell(at(latest), None);
    }
    if !newest.always_accepts() {
        // The times as they are were looked at above.
        let refusal = at(good_time(token, latest));
        tell(refusal.filter(|refusal| refusal.step() != Step::Time), None);
    }
}

fn ask(token: &Token, release: &Release, at: NumericDate) -> Option<Rc<Refusal>> {
    prediction::answer(token, &Keys::Assumed, release, at).refusal
}

/// An instant at which the token's times are right, if there is one.
fn good_time(token: &Token, asked_at: NumericDate) -> NumericDate {
    let earliest = token
        .claims
        .nbf
        .value()
        .map_or(asked_at.0, |nbf| nbf.0.max(asked_at.0));
    let latest = token.claims.exp.value().map_or(earliest, |exp| exp.0 - 1.0);
    NumericDate(earliest.min(latest))
}

/// The first release from which on the token is refused, if older ones take it where the newest does not.
fn since(predictions: &[Prediction]) -> Option<String> {
    let refusing = predictions
        .iter()
        .take_while(|prediction| !prediction.ever_accepts())
        .count();
    (refusing > 0 && refusing < predictions.len())
        .then(|| predictions[refusing - 1].release.since.name())
}

/// What has changed since the server was asked.
fn since_then(evidence: &Evidence, token: &Token, add: Add) {
    if let (false, Some(&exp)) = (evidence.asked_at.is_assumed(), token.claims.exp.value())
        && exp.0 < evidence.now.0
        && evidence.asked_at.instants.latest.0 < exp.0
    {
        add(Finding::ExpiredSince { exp }, true);
    }
}

/// What a server has answered, unless it is found in the token as well.
fn answers(evidence: &Evidence, findings: &mut Vec<Placed>) {
    // What names a reason or a key says more.
    let tells = |(reading, _): &&(Reading, Span)| reading.error.is_some() || reading.key.is_some();
    let refusals = &evidence.refusals;
    let Some((reading, span)) = refusals.iter().find(tells).or(refusals.first()) else {
        return;
    };
    let symptom = meaning(reading);
    let finding = match &reading.key {
        Some(key) if secret::looks_like_secret(key) => Finding::Swapped { side: Side::Minter },
        key => Finding::Answered {
            symptom,
            key: key.clone(),
            releases: releases(reading),
        },
    };
    let other = refusals
        .iter()
        .find(|(reading, _)| meaning(reading).code != symptom.code);
    if !findings
        .iter()
        .any(|placed| placed.finding.cause() == finding.cause())
    {
        findings.push(Placed {
            certain: finding.candidates().is_empty() && other.is_none(),
            finding,
            spans: vec![*span],
        });
    }
    if let Some((reading, span)) = other {
        findings.push(Placed {
            finding: Finding::Contradiction {
                symptom: meaning(reading),
            },
            certain: true,
            spans: vec![*span],
        });
    }
}

/// What an answer means.
pub fn meaning(reading: &Reading) -> Symptom {
    let is_of_development = reading.key.as_ref().is_some_and(|key| {
        let key = key.to_ascii_lowercase();
        key.contains("dev") || key.contains("local")
    });
    symptom::of_code(if is_of_development {
        "development-key"
    } else {
        finding::answer_code(reading.kinds[0])
    })
}

/// The releases that word an answer so, where not all do.
fn releases(reading: &Reading) -> Option<String> {
    let (first, last) = (reading.releases.first()?, reading.releases.last()?);
    let (since, until) = (first.since.name(), last.until.name());
    (reading.releases.len() < RELEASES.len()).then(|| format!("{since} to {until}"))
}

/// What else was said about the failure, and what the code lacks.
fn symptoms(evidence: &Evidence, findings: &mut Vec<Placed>) {
    let is_answered = !evidence.refusals.is_empty();
    let mut is_open = !is_answered;
    for &(symptom, span) in &evidence.paste.said.symptoms {
        // An exact answer says more than what is left of one.
        if symptom.refuses && is_answered {
            continue;
        }
        let certain = symptom.candidates.is_empty();
        if certain || std::mem::take(&mut is_open) {
            findings.push(Placed {
                finding: Finding::Symptom(symptom),
                certain,
                spans: vec![span],
            });
        }
    }
    for mistake in &evidence.mistakes {
        findings.push(Placed {
            finding: Finding::Mistake {
                symptom: symptom::of_code(mistake.code),
                mistake: mistake.clone(),
            },
            // The identity may be set in code that was not pasted.
            certain: mistake.code != "identity-not-set",
            spans: vec![mistake.span],
        });
    }
    strength::judge(evidence, findings);
    twins::judge(evidence, findings);
    for pair in &evidence.paste.pairs {
        let key = pair.key.iter().map(|(key, span)| (key.as_str(), span));
        let secret = pair
            .secret
            .iter()
            .map(|(secret, span)| (secret.expose(), span));
        for (_, span) in key
            .chain(secret)
            .filter(|(value, _)| secret::is_placeholder(value))
            .take(1)
        {
            findings.push(Placed {
                finding: Finding::Symptom(symptom::of_code("placeholder")),
                certain: true,
                spans: vec![*span],
            });
        }
    }
}
