//! The one sentence: what the server does with the token, and why.

use serde::Serialize;

use crate::secret::Signature;
use crate::server::refusal::{LEEWAY, Refusal};
use crate::text::Interval;
use crate::token::Token;

use super::evidence::{DEVKEY_OF_CLOUD, Evidence};
use super::finding::{Finding, Placed};
use super::part::{Message, Part, capitalized, say};
use super::prediction::Prediction;
use super::{fix, message};

/// What the server does with the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It lets the client in.
    Accepts,
    /// It does not.
    Refuses,
    /// The one or the other, by when it was asked or by its clock.
    Depends,
    /// The paste does not tell.
    Unknown,
}

/// The one sentence.
pub struct Verdict {
    /// What the server does.
    pub outcome: Outcome,
    /// The sentence.
    pub message: Vec<Part>,
    /// What to do.
    pub fix: Vec<Part>,
}

/// Decides. `findings` are in their order.
pub fn decide(evidence: &Evidence, findings: &[Placed], predictions: &[Prediction]) -> Verdict {
    let stand_in = findings
        .first()
        .filter(|placed| placed.certain && matches!(placed.finding, Finding::StandIn(_)));
    let Some(token) = evidence.token() else {
        // An answer was given, whatever was its cause; a mistake in the code is a better word for it.
        let is_answer = |placed: &&Placed| {
            placed.finding.refuses() && (placed.certain || !placed.finding.candidates().is_empty())
        };
        let answered = findings
            .iter()
            .find(is_answer)
            .map(|answer| match findings.first() {
                Some(first) if matches!(first.finding, Finding::Mistake { .. }) => first,
                _ => answer,
            });
        return match stand_in.or(answered) {
            Some(placed) => refuses(placed, evidence),
            None => without_token(evidence, findings),
        };
    };
    if let Some(placed) = stand_in {
        return refuses(placed, evidence);
    }
    if let Some(cut_off) = findings
        .iter()
        .find(|placed| matches!(placed.finding, Finding::CutOff))
    {
        let message = say("This token is cut off: it ends before its signature does.");
        return unknown(message, fix::fix(&cut_off.finding, evidence));
    }
    let newest = predictions
        .first()
        .map(|newest| (newest.ever_accepts(), newest.always_accepts()));
    let refusing = findings
        .iter()
        .find(|placed| placed.certain && placed.finding.refuses());
    match (newest, refusing) {
        (Some((true, false)), _) => depends(evidence, &predictions[0], token),
        (Some((_, true)), None) if evidence.knows_keys() => accepted(evidence, token, predictions),
        (Some((_, true)), None) => unchecked(token, evidence, findings),
        (_, Some(placed)) => refuses(placed, evidence),
        // At every possible instant it is refused, and not for the same reason.
        (_, None) => match findings.iter().find(|placed| placed.finding.refuses()) {
            Some(placed) => refuses(placed, evidence),
            None => unknown(
                say("What LiveKit answers to this token is not known."),
                Vec::new(),
            ),
        },
    }
}

fn unknown(message: Vec<Part>, fix: Vec<Part>) -> Verdict {
    Verdict {
        outcome: Outcome::Unknown,
        message,
        fix,
    }
}

fn refuses(placed: &Placed, evidence: &Evidence) -> Verdict {
    let mut message = Message::default();
    match &placed.finding {
        Finding::StandIn(_) => message.say("LiveKit refuses this, since it is not a token: "),
        Finding::Refused {
            since: Some(since), ..
        } => message
            .say("LiveKit refuses this token from {} on: ")
            .words(since.clone()),
        Finding::Refused { refusal, .. }
            if placed.certain
                && let Refusal::NotYetValid { nbf, .. } = **refusal =>
        {
            message
                .say("LiveKit refuses this token until {}: ")
                .instant(nbf.plus(-LEEWAY))
        }
        Finding::Symptom(symptom) if symptom.code != DEVKEY_OF_CLOUD => message.say(REFUSED),
        Finding::Answered { .. } | Finding::Mistake { .. } => message.say(REFUSED),
        _ => message.say("LiveKit refuses this token: "),
    };
    message::say_clause(&placed.finding, evidence, &mut message);
    Verdict {
        outcome: Outcome::Refuses,
        message: message.parts(),
        fix: fix::fix(&placed.finding, evidence),
    }
}

const REFUSED: &str = "LiveKit refused the token: ";

fn accepted(evidence: &Evidence, token: &Token, predictions: &[Prediction]) -> Verdict {
    let past = !evidence.asked_at.is_assumed();
    let mut message = Message::default();
    message.say(if past {
        "LiveKit accepted this token"
    } else {
        "LiveKit accepts this token"
    });
    let accepting = predictions
        .iter()
        .take_while(|prediction| prediction.always_accepts())
        .count();
    if accepting < predictions.len() {
        let since = predictions[accepting - 1].release.since.name();
        message.say(", from {} on,").words(since);
    }
    let Interval { earliest, latest } = evidence.asked_at.instants;
    if past {
        message.say(" at {}").instant(earliest);
    } else if let Some(exp) = token.claims.exp.value() {
        message
            .say(" for {} more")
            .duration(exp.plus(LEEWAY).since(latest));
    }
    match (token.claims.identity(), token.room()) {
        (Some(identity), Some(room)) => message.say(": {} may join {}.").code(identity).code(&room),
        _ => message.say("."),
    };
    if let Signature::Valid { pair } = evidence.signature()
        && evidence.paste.pairs.len() > 1
    {
        message.say(" It was signed with the pair of {}{}.");
        message::put_name(pair, evidence, &mut message);
    }
    Verdict {
        outcome: Outcome::Accepts,
        message: message.parts(),
        fix: say(
            "If joining still fails, the token is not the reason. Paste what the client says.",
        ),
    }
}

/// Right in all that the server would look at, had it taken key and signature.
fn unchecked(token: &Token, evidence: &Evidence, findings: &[Placed]) -> Verdict {
    let is_public = |placed: &&Placed| matches!(placed.finding, Finding::Public { .. });
    let mut message = Message::default();
    message.say("Whether LiveKit accepts this token depends on ");
    if let Some(placed) = findings.iter().find(is_public) {
        message.say("the secret that the server has: ");
        message::say_clause(&placed.finding, evidence, &mut message);
        return unknown(message.parts(), fix::fix(&placed.finding, evidence));
    }
    let iss = token.claims.iss.value().map_or("", String::as_str);
    message
        .say("its signature, which is not checked: the secret of {} is not in the paste.")
        .code(iss);
    let is_unchecked =
        |placed: &&Placed| matches!(placed.finding, Finding::SignatureUnchecked { .. });
    match findings.first().filter(|placed| !is_unchecked(placed)) {
        Some(placed) => {
            message::say_clause(&placed.finding, evidence, message.say(" And "));
        }
        None => {
            message.say(" All else in it is right.");
        }
    }
    let told = findings.iter().find(is_unchecked).or(findings.first());
    unknown(
        message.parts(),
        told.map(|placed| fix::fix(&placed.finding, evidence))
            .unwrap_or_default(),
    )
}

fn depends(evidence: &Evidence, newest: &Prediction, token: &Token) -> Verdict {
    let is_early = |refusal: &Refusal| matches!(refusal, Refusal::NotYetValid { .. });
    let is_late = |refusal: &Refusal| matches!(refusal, Refusal::Expired { .. });
    let nbf = token
        .claims
        .nbf
        .value()
        .filter(|_| newest.refusals().any(is_early));
    let exp = token
        .claims
        .exp
        .value()
        .filter(|_| newest.refusals().any(is_late));
    let mut message = Message::default();
    match (nbf, exp) {
        (Some(nbf), None) => message
            .say("LiveKit accepts this token only from {} on")
            .instant(nbf.plus(-LEEWAY)),
        (None, Some(exp)) => message
            .say("LiveKit accepts this token only until {}")
            .instant(exp.plus(LEEWAY)),
        _ => message.say("LiveKit accepts this token only for a part of the time"),
    };
    let (why, fix) = if evidence.asked_at.is_assumed() {
        (
            ", and by its clock that is just now.",
            "Ask again in a few seconds.",
        )
    } else {
        (
            ", and the paste does not tell exactly when the server was asked.",
            "Paste the answer of the server with its `Date` header, or the log line with its time zone.",
        )
    };
    Verdict {
        outcome: Outcome::Depends,
        message: message.say(why).parts(),
        fix: say(fix),
    }
}

/// What can be said of a paste without a token.
fn without_token(evidence: &Evidence, findings: &[Placed]) -> Verdict {
    let paste = &evidence.paste;
    if let Some(placed) = findings.first() {
        let message = capitalized(message::clause(&placed.finding, evidence));
        return unknown(message, fix::fix(&placed.finding, evidence));
    }
    let words = if !evidence.tokens.is_empty() {
        "Only the beginning of a token is left in this paste, which says nothing about its signature and times."
    } else if evidence.text.chars().all(char::is_whitespace) {
        "Paste anything from the failing call: a token, the error, your `.env`, `curl` output or a log."
    } else if !paste.pairs.is_empty() {
        "There is an API key or secret here, but no token that it could have signed."
    } else if !paste.urls.is_empty() || !paste.dates.is_empty() {
        "There is no token in this paste, and nothing that tells why a call failed."
    } else if paste.said.is_failure {
        "Something failed, and this text does not say why."
    } else {
        "This is neither a token nor an error, key or configuration that I know."
    };
    unknown(say(words), Vec::new())
}
