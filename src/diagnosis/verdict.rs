//! The verdict: what the server does with the token, and why, in one sentence.

use serde::Serialize;

use crate::clock::time_mistake::Kind;
use crate::finding::environment::hint;
use crate::finding::form::FormFinding;
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::refusal::RefusalFinding;
use crate::finding::sentence::{Duration, Pasted, Sentence, Words, capitalized};
use crate::finding::{Code, Explain, Finding, LocatedFinding};
use crate::secret::Signature;
use crate::sentence;
use crate::server::refusal::{LEEWAY, Refusal};
use crate::text::Interval;
use crate::token::Token;

use super::evidence::Evidence;
use super::prediction::Prediction;

/// What the server does with the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It accepts the token.
    Accepts,
    /// It refuses the token.
    Refuses,
    /// Either, depending on when it was asked or on its clock.
    Depends,
    /// The paste does not show it.
    Unknown,
}

/// The verdict.
pub struct Verdict {
    /// What the server does.
    pub outcome: Outcome,
    /// The sentence.
    pub message: Sentence,
    /// What to do.
    pub fix: Sentence,
}

/// Decides the verdict. `findings` are in order of importance.
pub fn decide(
    evidence: &Evidence,
    findings: &[LocatedFinding],
    predictions: &[Prediction],
) -> Verdict {
    let not_a_token = findings
        .first()
        .filter(|first| first.certain && matches!(first.finding, Finding::NotAToken(_)));
    if let Some(located) = not_a_token {
        return refuses(located);
    }
    match evidence.token() {
        Some(token) => with_token(evidence, token, findings, predictions),
        None => without_token(evidence, findings),
    }
}

/// The verdict on a token.
fn with_token(
    evidence: &Evidence,
    token: &Token,
    findings: &[LocatedFinding],
    predictions: &[Prediction],
) -> Verdict {
    let is_cut_off = |located: &&LocatedFinding| {
        matches!(located.finding, Finding::Form(FormFinding::TokenCutOff))
    };
    if let Some(cut_off) = findings.iter().find(is_cut_off) {
        let message = sentence!["This token is cut off: its signature is incomplete."];
        return unknown(message, cut_off.finding.fix());
    }
    let newest = predictions
        .first()
        .map(|newest| (newest.ever_accepts(), newest.always_accepts()));
    let refusing = findings
        .iter()
        .find(|located| located.certain && located.finding.refuses());
    match (newest, refusing) {
        (Some((true, false)), _) => depends(evidence, &predictions[0], token),
        (Some((_, true)), None) if evidence.knows_keys() => {
            accepted(evidence, token, findings, predictions)
        }
        (Some((_, true)), None) => unchecked(evidence, findings),
        (_, Some(located)) => refuses(located),
        // At every possible instant it is refused, and not for the same reason.
        (_, None) => match findings.iter().find(|located| located.finding.refuses()) {
            Some(located) => refuses(located),
            None => unknown(
                sentence!["Not checked: LiveKit's answer to this token is not known."],
                Sentence::new(),
            ),
        },
    }
}

fn unknown(message: Sentence, fix: Sentence) -> Verdict {
    Verdict {
        outcome: Outcome::Unknown,
        message,
        fix,
    }
}

fn refuses(located: &LocatedFinding) -> Verdict {
    Verdict {
        outcome: Outcome::Refuses,
        message: sentence![lead_in(located), located.finding.clause()],
        fix: located.finding.fix(),
    }
}

/// The meaning of a text that other products have too.
fn likely(located: &LocatedFinding) -> Verdict {
    let lead_in = if located.finding.refuses() {
        "LiveKit likely refused the token: "
    } else {
        "Likely, "
    };
    unknown(
        sentence![lead_in, located.finding.clause()],
        located.finding.fix(),
    )
}

/// The words before the reason of a refusal.
fn lead_in(located: &LocatedFinding) -> Sentence {
    match &located.finding {
        Finding::NotAToken(_) => sentence!["LiveKit refuses this, because it is not a token: "],
        Finding::Refusal(RefusalFinding {
            since: Some(since), ..
        }) => sentence![
            "LiveKit refuses this token since ",
            Words(since.clone()),
            ": "
        ],
        Finding::Refusal(RefusalFinding { refusal, .. })
            if located.certain
                && let Refusal::NotYetValid { nbf, .. } = **refusal =>
        {
            sentence!["LiveKit refuses this token until ", nbf.plus(-LEEWAY), ": "]
        }
        Finding::Known(known) if known.code == Code::EnvironmentHint(hint::Code::DevkeyOfCloud) => {
            sentence!["LiveKit refuses this token: "]
        }
        // That was seen.
        Finding::Known(_) | Finding::Answer(_) | Finding::Code(_) => {
            sentence!["LiveKit refused the token: "]
        }
        _ => sentence!["LiveKit refuses this token: "],
    }
}

fn accepted(
    evidence: &Evidence,
    token: &Token,
    findings: &[LocatedFinding],
    predictions: &[Prediction],
) -> Verdict {
    // A lifetime of zero is accepted only as long as the server tolerates clocks that differ.
    let short = findings.iter().find(|located| match &located.finding {
        Finding::Time(found) => match found.mistake.kind {
            Kind::NoLife | Kind::NegativeLife { .. } | Kind::ShortLife { .. } => true,
            Kind::UnitOfLife { seconds } => seconds < LEEWAY,
            _ => false,
        },
        _ => false,
    });
    let past = !evidence.asked_at.is_assumed();
    let accepting = predictions
        .iter()
        .take_while(|prediction| prediction.always_accepts())
        .count();
    let since = (accepting < predictions.len()).then(|| {
        let since = predictions[accepting - 1].release.since.name();
        sentence![" since ", Words(since)]
    });
    let Interval { earliest, latest } = evidence.asked_at.instants;
    let time = if past {
        sentence![" at ", earliest]
    } else {
        let left = token
            .claims
            .exp
            .value()
            .map(|exp| exp.plus(LEEWAY).since(latest));
        sentence![left.map(|left| sentence![" for ", Duration(left), " more"])]
    };
    let join = match (token.claims.identity(), token.room()) {
        (Some(identity), Some(room)) if !predictions[0].is_of_api => {
            sentence![": ", Pasted(identity), " may join ", Pasted(room), "."]
        }
        _ => sentence!["."],
    };
    let pair = match evidence.signature() {
        Signature::Valid { pair } if evidence.paste.pairs.len() > 1 => Some(sentence![
            " It was signed with the pair in ",
            evidence.pair_name(pair).sentence(),
            "."
        ]),
        _ => None,
    };
    Verdict {
        outcome: Outcome::Accepts,
        message: sentence![
            if past {
                "LiveKit accepted this token"
            } else {
                "LiveKit accepts this token"
            },
            since,
            time,
            join,
            pair,
            short.map(|located| sentence![" But ", located.finding.clause()])
        ],
        fix: short.map_or_else(
            || sentence!["If joining still fails, it is not the token. Paste the client's error."],
            |located| located.finding.fix(),
        ),
    }
}

/// All that the server would check after key and signature is right.
fn unchecked(evidence: &Evidence, findings: &[LocatedFinding]) -> Verdict {
    let lead_in = "This token looks right so far, but ";
    let is_public = |located: &&LocatedFinding| {
        matches!(
            located.finding,
            Finding::KeyAndSecret(KeyAndSecret::SignedWithPublicSecret { .. })
        )
    };
    if let Some(located) = findings.iter().find(is_public) {
        let message = sentence![
            lead_in,
            "it depends on the server's secret: ",
            located.finding.clause()
        ];
        return unknown(message, located.finding.fix());
    }
    let is_unchecked = |located: &&LocatedFinding| {
        matches!(
            located.finding,
            Finding::KeyAndSecret(KeyAndSecret::SignatureNotChecked { .. })
                | Finding::Form(FormFinding::PayloadOnly)
        )
    };
    let other = findings.first().filter(|located| !is_unchecked(located));
    let payload = findings
        .iter()
        .find(|located| matches!(located.finding, Finding::Form(FormFinding::PayloadOnly)));
    let message = sentence![
        lead_in,
        payload.map_or_else(
            || sentence![
                "its signature is not checked: the paste has no secret for ",
                Pasted(evidence.iss()),
                "."
            ],
            |payload| payload.finding.clause()
        ),
        other.map_or_else(Sentence::new, |located| sentence![
            " Also: ",
            located.finding.clause()
        ])
    ];
    let told = findings.iter().find(is_unchecked).or(findings.first());
    let fix = told.map(|located| located.finding.fix());
    unknown(message, fix.unwrap_or_default())
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
    let when = match (nbf, exp) {
        (Some(nbf), None) => sentence!["from ", nbf.plus(-LEEWAY), " on"],
        (None, Some(exp)) => sentence!["until ", exp.plus(LEEWAY)],
        _ => sentence!["only for part of the time"],
    };
    let (why, fix) = if evidence.asked_at.is_assumed() {
        (
            "; by its clock that is right about now.",
            "Try again in a few seconds.",
        )
    } else {
        (
            ", and the paste does not say exactly when the server was asked.",
            "Paste the server's answer with its `Date` header, or the log line with its time zone.",
        )
    };
    Verdict {
        outcome: Outcome::Depends,
        message: sentence!["LiveKit accepts this token ", when, why],
        fix: sentence![fix],
    }
}

/// The verdict on a paste without a token.
fn without_token(evidence: &Evidence, findings: &[LocatedFinding]) -> Verdict {
    let is_answer = |located: &&LocatedFinding| {
        located.finding.refuses() && (located.certain || !located.finding.candidates().is_empty())
    };
    let first = findings.first();
    let is_said = |located: &&LocatedFinding| match &located.finding {
        Finding::Known(known) => !known.texts.is_empty(),
        Finding::Answer(_) => true,
        _ => false,
    };
    if let Some(located) = first.filter(is_said)
        && !evidence.paste.known_texts.is_certain
    {
        return likely(located);
    }
    // An answer was given; a mistake in the code explains it better.
    if let Some(answer) = findings.iter().find(is_answer) {
        let mistake = first.filter(|first| matches!(first.finding, Finding::Code(_)));
        return refuses(mistake.unwrap_or(answer));
    }
    if let Some(located) = first {
        return unknown(capitalized(located.finding.clause()), located.finding.fix());
    }
    let paste = &evidence.paste;
    let words = if !evidence.tokens.is_empty() {
        "The paste has only the beginning of a token, which shows neither its signature nor its times."
    } else if evidence.text.chars().all(char::is_whitespace) {
        "Paste anything from the failing call: a token, the error, your `.env`, `curl` output or a log."
    } else if evidence.describes_errors() {
        "This text explains several errors, and does not show which one happened."
    } else if evidence.is_binary() {
        "This is not text, but the bytes of a file such as an image: copy the words instead."
    } else if !paste.pairs.is_empty() {
        "The paste has an API key or secret, but no token to check it against."
    } else if !paste.urls.is_empty() || !paste.dates.is_empty() {
        "The paste has no token, and nothing that says why a call failed."
    } else if paste.known_texts.is_failure && evidence.text.contains("401") {
        "A server answered 401, and this text does not say why."
    } else if paste.known_texts.is_failure {
        "Something failed, and this text does not say why."
    } else {
        "Nothing recognized: no token, error, key or configuration."
    };
    unknown(sentence![words], Sentence::new())
}
