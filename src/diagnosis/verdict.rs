//! The verdict: what the server does with the token, and why, in one sentence.

mod accepted;
mod elsewhere;
mod unchecked;
mod without_token;

use serde::Serialize;

use crate::finding::form::FormFinding;
use crate::finding::http::HttpFinding;
use crate::finding::refusal::{OlderReleases, RefusalFinding};
use crate::finding::sentence::{Inline, Name, Ours, Pasted, Sentence, about_token, standalone};
use crate::finding::{Classify, Code, Explain, Finding, LocatedFinding, network, response};
use crate::paste::pair::Pair;
use crate::paste::url;
use crate::secret::Signature;
use crate::sentence;
use crate::server::refusal::{LEEWAY, Refusal, Step};
use crate::token::Token;

use super::evidence::Evidence;
use super::pill::Pill;
use super::prediction::Prediction;
use super::purpose::Purpose;
use super::rules::decision::{Decision, decides};

/// What the server does with the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It accepts the token.
    Accepts,
    /// It refuses the token.
    Refuses,
    /// Either, depending on when it was asked, on its clock, or on its release.
    Depends,
    /// The paste does not show it.
    Unknown,
}

/// The verdict.
pub struct Verdict {
    /// What the server does.
    pub outcome: Outcome,
    /// The answer in a few words.
    pub pill: Pill,
    /// The sentence.
    pub message: Sentence,
    /// What to do.
    pub fix: Sentence,
    /// The findings that the sentence tells.
    pub said: Vec<Code>,
}

impl Verdict {
    fn new(outcome: Outcome, pill: Pill, message: Sentence, fix: Sentence) -> Self {
        let said = Vec::new();
        Self {
            outcome,
            pill,
            message,
            fix,
            said,
        }
    }

    /// The verdict that tells a finding.
    fn telling(mut self, located: &LocatedFinding) -> Self {
        self.said.push(located.finding.code());
        self
    }
}

/// Decides the verdict. `findings` are in order of importance.
pub fn decide(
    evidence: &Evidence,
    purpose: Option<&Purpose>,
    findings: &[LocatedFinding],
    decision: Decision,
    predictions: &[Prediction],
) -> Verdict {
    let not_a_token = findings
        .first()
        .filter(|first| first.certain && matches!(first.finding, Finding::NotAToken(_)));
    if let Some(located) = not_a_token {
        return refuses(located);
    }
    if let Some(first) = findings.first()
        && let Finding::Http(HttpFinding::TokenAccepted { .. }) = first.finding
    {
        let message = standalone(first.finding.clause());
        let verdict = Verdict::new(Outcome::Accepts, Pill::Works, message, first.finding.fix());
        return verdict.telling(first);
    }
    if let Some(at) = evidence.subject.filter(|_| evidence.is_elsewhere) {
        return elsewhere::decide(evidence.any_jwt.recognitions[at], findings);
    }
    if let Some(purpose) = purpose
        && is_refused_webhook(evidence, purpose)
    {
        return refused_webhook();
    }
    match (evidence.token(), decision, findings.first()) {
        (Some(_), Decision::Refused, Some(first)) => refuses(first),
        (Some(_), Decision::NotTheToken, Some(first)) => symptom(first),
        (Some(token), ..) => {
            let purpose = purpose.unwrap_or(&Purpose::Join);
            with_token(evidence, token, purpose, findings, predictions)
        }
        (None, ..) => without_token::decide(evidence, findings),
    }
}

/// The verdict on a token.
fn with_token(
    evidence: &Evidence,
    token: &Token,
    purpose: &Purpose,
    findings: &[LocatedFinding],
    predictions: &[Prediction],
) -> Verdict {
    let is_cut_off = |located: &&LocatedFinding| {
        matches!(located.finding, Finding::Form(FormFinding::TokenCutOff))
    };
    if let Some(cut_off) = findings.iter().find(is_cut_off) {
        let message = sentence!["This token is cut off: its signature is incomplete."];
        return unknown(Pill::Missing, message, cut_off.finding.fix()).telling(cut_off);
    }
    let newest = predictions
        .first()
        .map(|newest| (newest.ever_accepts(), newest.always_accepts()));
    let refusing = findings
        .iter()
        .find(|located| located.certain && located.finding.refuses());
    let sends_no_token = |located: &&LocatedFinding| matches!(&located.finding, Finding::Code(code) if code.sends_no_token());
    // The token is right, but the code sends something else.
    if let (Some((_, true)), None, Some(located)) =
        (newest, refusing, findings.iter().find(sends_no_token))
    {
        return refuses(located);
    }
    match (newest, refusing) {
        (Some((true, false)), _) => depends(evidence, &predictions[0], token),
        (Some((_, true)), None) => match findings.iter().find(|located| decides(located)) {
            Some(located) => symptom(located),
            None if evidence.knows_keys() => match failure(evidence, findings) {
                Some(how) => {
                    let message = sentence!["Token and pair match, but ", how];
                    unknown(Pill::Missing, message, Sentence::new())
                }
                None => of_one_environment(evidence).unwrap_or_else(|| {
                    accepted::decide(evidence, token, purpose, findings, predictions)
                }),
            },
            None => unchecked::decide(evidence, purpose, findings),
        },
        (_, Some(located)) => refuses(damage(findings, located).unwrap_or(located)),
        // At every possible instant it is refused, and not for the same reason.
        (_, None) => match findings.iter().find(|located| located.finding.refuses()) {
            Some(located) => refuses(located),
            None => unknown(
                Pill::Missing,
                sentence!["Not checked: LiveKit's answer to this token is not known."],
                Sentence::new(),
            ),
        },
    }
}

/// A character of the payload that cannot be read, where a grant lacks: its name may have had that character.
fn damage<'f>(
    findings: &'f [LocatedFinding],
    refusing: &LocatedFinding,
) -> Option<&'f LocatedFinding> {
    let Finding::Refusal(refusal) = &refusing.finding else {
        return None;
    };
    let is_damage = |located: &&LocatedFinding| {
        matches!(
            located.finding,
            Finding::Form(FormFinding::DamagedText { is_signed: None })
        )
    };
    (refusal.refusal.step() == Step::Grants).then(|| findings.iter().find(is_damage))?
}

fn unknown(pill: Pill, message: Sentence, fix: Sentence) -> Verdict {
    Verdict::new(Outcome::Unknown, pill, message, fix)
}

/// Whether an answer or a failed connection is that of a service which nothing shows.
fn is_foreign(located: &LocatedFinding) -> bool {
    match located.finding.code() {
        Code::Response(response::Code::TokenRoute) => true,
        Code::Network(network::Code::NoConnection | network::Code::HostNotFound) => {
            !located.certain
        }
        _ => false,
    }
}

/// What was seen, in its own words.
fn symptom(located: &LocatedFinding) -> Verdict {
    if is_foreign(located) {
        return likely(located);
    }
    let message = standalone(located.finding.clause());
    unknown(Pill::seen(located), message, located.finding.fix()).telling(located)
}

fn refuses(located: &LocatedFinding) -> Verdict {
    let is_of_some = |finding: &Finding| {
        matches!(
            finding,
            Finding::Refusal(RefusalFinding {
                releases: Some(_),
                ..
            })
        )
    };
    // An answer in the paste tells that the server is one of them.
    let (outcome, pill) = if is_of_some(&located.finding) && !located.certain {
        (Outcome::Depends, Pill::ByRelease)
    } else if matches!(located.finding, Finding::Code(_)) {
        (Outcome::Refuses, Pill::Bug)
    } else {
        (Outcome::Refuses, Pill::Refused)
    };
    let message = reason(&located.finding);
    Verdict::new(outcome, pill, message, located.finding.fix()).telling(located)
}

/// Why the server refuses the token, as a sentence.
fn reason(finding: &Finding) -> Sentence {
    match finding {
        // Newer releases accept it.
        Finding::Refusal(RefusalFinding {
            releases: Some(OlderReleases { first, last, .. }),
            ..
        }) => sentence![
            "Refused by ",
            Name(first),
            " to ",
            Name(last),
            ": ",
            about_token(finding.clause())
        ],
        _ => standalone(finding.clause()),
    }
}

/// What is likely, and not sure.
fn likely(located: &LocatedFinding) -> Verdict {
    let message = sentence!["Likely: ", about_token(located.finding.clause())];
    unknown(Pill::seen(located), message, located.finding.fix()).telling(located)
}

/// Whether an endpoint refused a webhook, and the paste does not say why.
pub fn is_refused_webhook(evidence: &Evidence, purpose: &Purpose) -> bool {
    matches!(purpose, Purpose::Webhook) && evidence.paste.failed.is_some()
}

fn refused_webhook() -> Verdict {
    unknown(
        Pill::NotTheToken,
        sentence!["This is a webhook's token, and your own endpoint refused it."],
        sentence![
            "Accept the token without `Bearer`, as the SDK's `WebhookReceiver` does: LiveKit sends it alone in `Authorization`."
        ],
    )
}

/// Whether a call failed, although nothing says why.
pub fn is_failure(evidence: &Evidence, findings: &[LocatedFinding]) -> bool {
    failure(evidence, findings).is_some()
}

/// How the call failed, as a clause after *but*; `None` if nothing shows that it did.
fn failure(evidence: &Evidence, findings: &[LocatedFinding]) -> Option<Sentence> {
    let is_known = |located: &LocatedFinding| match &located.finding {
        Finding::Known(known) => !known.candidates.is_empty(),
        _ => false,
    };
    // An error of the reader's own command.
    let is_of_terminal = |located: &LocatedFinding| match &located.finding {
        Finding::Known(known) => matches!(known.code, Code::Terminal(_)),
        _ => false,
    };
    if let (Some(service), true) = (evidence.any_jwt.other_service, evidence.answers.is_empty()) {
        Some(sentence![
            "the error is ",
            Ours(service),
            "'s, about another token."
        ])
    } else if let Some((status, _)) = evidence.paste.failed {
        Some(sentence![
            "the paste does not say why the server answered ",
            usize::from(status),
            "."
        ])
    } else if findings.iter().any(is_known) || evidence.text.contains("twirp error") {
        Some(sentence!["the paste does not say why the call failed."])
    } else if evidence.paste.reports_error && !findings.iter().any(is_of_terminal) {
        Some(sentence!["the paste has an error that is not known here."])
    } else {
        None
    }
}

/// The rooms of two tokens, if they differ: their participants do not meet.
fn two_rooms(evidence: &Evidence) -> Option<Sentence> {
    let [one, other] = &evidence.distinct[..] else {
        return None;
    };
    let room = |places: &[usize]| evidence.tokens[places[0]].room();
    let (one, other) = (room(one)?, room(other)?);
    (one != other).then(|| {
        sentence![
            "The two tokens are for different rooms, ",
            Pasted(&one),
            " and ",
            Pasted(&other),
            ": their participants do not meet."
        ]
    })
}

/// A token of one of several environments, where the paste has a 401 and does not show which server answered it.
fn of_one_environment(evidence: &Evidence) -> Option<Verdict> {
    let Signature::Valid { pair: own } = evidence.signature() else {
        return None;
    };
    let server = |pair: &Pair| (pair.url.as_ref()).map(|(url, _)| url::server(url).to_owned());
    let pairs = &evidence.paste.pairs;
    let own_server = server(&pairs[own])?;
    let is_other = |pair: &Pair| server(pair).is_some_and(|other| other != own_server);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut words = evidence.text.split(|c: char| !is_part(c));
    let is_refused = words.any(|word| word.trim_end_matches('.') == "401");
    (is_refused && pairs.iter().any(is_other)).then(|| {
        let message = sentence![
            "The token was signed for ",
            evidence.pair_name(own).sentence(),
            ": only that server accepts it."
        ];
        let fix = sentence![
            "Make the token with the key and secret of the server that the client connects to."
        ];
        unknown(Pill::Missing, message, fix)
    })
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
        _ => sentence!["for only a part of the possible time"],
    };
    let (why, fix) = if evidence.asked_at.is_assumed() {
        (", which is right about now.", "Try again in a few seconds.")
    } else {
        (
            "; when it was sent is not known.",
            "Paste the server's answer with its `Date` header, or the log line with its time zone.",
        )
    };
    Verdict::new(
        Outcome::Depends,
        Pill::ByTime,
        sentence!["This token works ", Inline(when), why],
        sentence![fix],
    )
}
