//! The one sentence: what the server does with the token, and why.

use serde::Serialize;

use crate::server::refusal::{LEEWAY, Refusal};
use crate::text::NumericDate;
use crate::token::Token;

use super::evidence::Evidence;
use super::finding::{Finding, Placed};
use super::part::{Part, capitalized, code, duration, instant};
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
        .filter(|placed| matches!(placed.finding, Finding::StandIn(_)) && placed.certain);
    let Some(token) = evidence.token() else {
        return match stand_in {
            Some(placed) => refuses(placed, evidence),
            None => unknown(without_token(evidence, findings)),
        };
    };
    if let Some(placed) = stand_in {
        return refuses(placed, evidence);
    }
    if let Some(cut_off) = findings
        .iter()
        .find(|placed| matches!(placed.finding, Finding::CutOff))
    {
        let mut verdict = unknown(vec![
            "This token is cut off: it ends before its signature does.".into(),
        ]);
        verdict.fix = fix::fix(&cut_off.finding, evidence);
        return verdict;
    }
    let accepts = |answer: &crate::server::Answer| answer.refusal.is_none();
    let newest = predictions
        .first()
        .map(|newest| (accepts(&newest.earliest), accepts(&newest.latest)));
    let refusing = findings.iter().find(|placed| placed.finding.refuses());
    match (newest, refusing) {
        (Some((earliest, latest)), _) if earliest != latest => depends(&predictions[0], token),
        (Some((true, true)), None) if evidence.knows_keys() => {
            accepted(evidence, token, predictions)
        }
        (Some((true, true)), None) => unchecked(token, evidence, findings),
        (_, Some(placed)) => refuses(placed, evidence),
        (_, None) => unknown(vec![
            "What LiveKit answers to this token is not known.".into(),
        ]),
    }
}

fn unknown(message: Vec<Part>) -> Verdict {
    Verdict {
        outcome: Outcome::Unknown,
        message,
        fix: Vec::new(),
    }
}

fn refuses(placed: &Placed, evidence: &Evidence) -> Verdict {
    let subject = match &placed.finding {
        Finding::StandIn(_) => "LiveKit refuses this, since it is not a token: ",
        _ => "LiveKit refuses this token: ",
    };
    let mut message: Vec<Part> = match &placed.finding {
        Finding::Refused {
            since: Some(since), ..
        } => vec![format!("LiveKit refuses this token from {since} on: ").into()],
        Finding::Refused {
            refusal: Refusal::NotYetValid { nbf, .. },
            ..
        } => {
            vec![
                "LiveKit refuses this token until ".into(),
                instant(nbf.plus(-LEEWAY)),
                ": ".into(),
            ]
        }
        _ => vec![subject.into()],
    };
    message.extend(message::clause(&placed.finding, evidence));
    Verdict {
        outcome: Outcome::Refuses,
        message,
        fix: fix::fix(&placed.finding, evidence),
    }
}

fn accepted(evidence: &Evidence, token: &Token, predictions: &[Prediction]) -> Verdict {
    let past = evidence.asked_at.by.is_some();
    let mut message: Vec<Part> = vec![
        if past {
            "LiveKit accepted this token"
        } else {
            "LiveKit accepts this token"
        }
        .into(),
    ];
    let accepting = predictions
        .iter()
        .take_while(|prediction| prediction.latest.refusal.is_none())
        .count();
    if accepting < predictions.len() {
        message.push(format!(", from {} on,", predictions[accepting - 1].release.since).into());
    }
    match (evidence.asked_at.by, token.claims.exp.value()) {
        (Some(_), _) => {
            message.extend([" at ".into(), instant(evidence.asked_at.instants.earliest)])
        }
        (None, Some(exp)) => message.extend([
            " for ".into(),
            duration(exp.plus(LEEWAY).since(evidence.now)),
            " more".into(),
        ]),
        (None, None) => {}
    }
    message.extend(who_and_where(token));
    let fix = vec![
        "If joining still fails, the token is not the reason. Paste what the client says.".into(),
    ];
    Verdict {
        outcome: Outcome::Accepts,
        message,
        fix,
    }
}

/// `: alice may join my-room.`
fn who_and_where(token: &Token) -> Vec<Part> {
    let room = token.jws.claims_set().and_then(|set| {
        set.member("video")?
            .member("room")?
            .string()
            .map(std::borrow::Cow::into_owned)
    });
    match (token.claims.identity(), room) {
        (Some(identity), Some(room)) => {
            vec![
                ": ".into(),
                code(identity.to_owned()),
                " may join ".into(),
                code(room),
                ".".into(),
            ]
        }
        _ => vec![".".into()],
    }
}

/// Right in all that can be seen without the secret.
fn unchecked(token: &Token, evidence: &Evidence, findings: &[Placed]) -> Verdict {
    let iss = token.claims.iss.value().map_or("", String::as_str);
    let message = vec![
        "Whether LiveKit accepts this token depends on its signature, which is not checked: the secret of ".into(),
        code(iss.to_owned()),
        " is not in the paste. All else in it is right.".into(),
    ];
    let unchecked = findings
        .iter()
        .find(|placed| matches!(placed.finding, Finding::SignatureUnchecked { .. }));
    let fix = unchecked
        .map(|placed| fix::fix(&placed.finding, evidence))
        .unwrap_or_default();
    Verdict {
        outcome: Outcome::Unknown,
        message,
        fix,
    }
}

fn depends(newest: &Prediction, token: &Token) -> Verdict {
    let nbf = token
        .claims
        .nbf
        .value()
        .filter(|_| newest.earliest.refusal.is_some());
    let exp = token
        .claims
        .exp
        .value()
        .filter(|_| newest.latest.refusal.is_some());
    let mut message: Vec<Part> = vec!["LiveKit accepts this token only ".into()];
    let limit = |word, at: NumericDate| [word, instant(at)];
    match (nbf, exp) {
        (Some(nbf), None) => message.extend(limit("from ".into(), nbf.plus(-LEEWAY))),
        (None, Some(exp)) => message.extend(limit("until ".into(), exp.plus(LEEWAY))),
        _ => message.push("for a part of the time".into()),
    }
    message.push(", and the paste does not tell exactly when the server was asked.".into());
    let fix = vec![
        "Paste the answer of the server with its ".into(),
        code("Date"),
        " header, or the log line with its time zone.".into(),
    ];
    Verdict {
        outcome: Outcome::Depends,
        message,
        fix,
    }
}

/// What can be said of a paste without a token.
fn without_token(evidence: &Evidence, findings: &[Placed]) -> Vec<Part> {
    let paste = &evidence.paste;
    if let Some(placed) = findings.first() {
        let mut message = capitalized(message::clause(&placed.finding, evidence));
        message.push(" There is no token in the paste.".into());
        return message;
    }
    if !evidence.tokens.is_empty() {
        return vec!["Only the beginning of a token is left in this paste, which says nothing about its signature and times.".into()];
    }
    if evidence.text.trim().is_empty() {
        return vec!["Paste anything from the failing call: a token, the error, your .env, curl output or a log.".into()];
    }
    if !paste.pairs.is_empty() {
        return vec![
            "There is an API key or secret here, but no token that it could have signed.".into(),
        ];
    }
    if !paste.urls.is_empty() || !paste.dates.is_empty() {
        return vec![
            "There is no token in this paste, and nothing that tells why a call failed.".into(),
        ];
    }
    vec!["This is neither a token nor an error, key or configuration that I know.".into()]
}
