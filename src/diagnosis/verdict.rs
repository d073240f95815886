//! The verdict: what the server does with the token, and why, in one sentence.

use serde::Serialize;

use crate::clock::time_mistake::Kind;
use crate::finding::any_jwt::{JwtFinding, with_article};
use crate::finding::environment::hint;
use crate::finding::form::FormFinding;
use crate::finding::http::HttpFinding;
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::refusal::{Older, RefusalFinding};
use crate::finding::sentence::{Duration, Ours, Part, Pasted, Sentence, Words, capitalized};
use crate::finding::{Code, Explain, Finding, LocatedFinding};
use crate::secret::Signature;
use crate::sentence;
use crate::server::refusal::{LEEWAY, Refusal};
use crate::service::Recognition;
use crate::text::Interval;
use crate::token::Token;

use super::evidence::Evidence;
use super::prediction::Prediction;
use super::purpose::Purpose;
use super::rules::decision::{Decision, decides};

/// What the server does with the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
    /// The sentence.
    pub message: Sentence,
    /// What to do.
    pub fix: Sentence,
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
        return Verdict {
            outcome: Outcome::Accepts,
            message: capitalized(first.finding.clause()),
            fix: first.finding.fix(),
        };
    }
    if let Some(at) = evidence.subject.filter(|_| evidence.is_elsewhere) {
        return elsewhere(evidence.any_jwt.recognitions[at], findings);
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
        (None, ..) => without_token(evidence, findings),
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
        (Some((_, true)), None) => match findings.iter().find(|located| decides(located)) {
            Some(located) => symptom(located),
            None if evidence.knows_keys() => match failure(evidence, findings) {
                Some(how) => {
                    let message = sentence!["Token and pair match, but ", how];
                    unknown(message, Sentence::new())
                }
                None => accepted(evidence, token, purpose, findings, predictions),
            },
            None => unchecked(evidence, purpose, findings),
        },
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

/// What was seen, in its own words.
fn symptom(located: &LocatedFinding) -> Verdict {
    unknown(capitalized(located.finding.clause()), located.finding.fix())
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
    Verdict {
        // An answer in the paste tells that the server is one of them.
        outcome: if is_of_some(&located.finding) && !located.certain {
            Outcome::Depends
        } else {
            Outcome::Refuses
        },
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
            releases: Some(Older { first, last, .. }),
            ..
        }) => sentence![
            "LiveKit ",
            Words(format!("{first} to {last}")),
            " refuses this token: "
        ],
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
        Finding::Answer(answer) => sentence!["LiveKit refused ", answer.refused(), ": "],
        Finding::Known(_) | Finding::Http(_) | Finding::Code(_) => {
            sentence!["LiveKit refused the token: "]
        }
        // A fault of settings that refuses no token by itself explains an answer.
        Finding::Setting(setting) if !setting.refuses() => sentence!["LiveKit refused the token: "],
        _ => sentence!["LiveKit refuses this token: "],
    }
}

fn accepted(
    evidence: &Evidence,
    token: &Token,
    purpose: &Purpose,
    findings: &[LocatedFinding],
    predictions: &[Prediction],
) -> Verdict {
    if let (Purpose::Webhook, Signature::Valid { .. }) = (purpose, evidence.signature()) {
        return Verdict {
            outcome: Outcome::Accepts,
            message: sentence![
                "This is LiveKit's signature of a webhook, made with the secret in the paste."
            ],
            fix: sentence![
                "Verify the raw body, before any JSON parser: the token holds its SHA-256 checksum."
            ],
        };
    }
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
    let expired = (token.claims.exp.value())
        .map(|exp| latest.since(*exp))
        .filter(|since| *since > 0.0 && !past);
    let permits = permits(token, purpose, &predictions[0]);
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
            evidence
                .is_development()
                .then_some(" if the server runs with `--dev`"),
            expired.map(|since| sentence![
                ", although it expired ",
                Duration(since),
                " ago (60 s of leeway)"
            ]),
            permits,
            pair,
            short.map(|located| sentence![" But ", located.finding.clause()])
        ],
        fix: match (short, purpose) {
            (Some(located), _) => located.finding.fix(),
            (None, Purpose::Join) => {
                sentence!["If joining still fails, it is not the token. Paste the client's error."]
            }
            (None, _) => sentence![
                "If the call still fails, it is not the token. Paste the server's answer to it."
            ],
        },
    }
}

/// What an accepted token permits, as the end of a sentence.
fn permits(token: &Token, purpose: &Purpose, newest: &Prediction) -> Sentence {
    match (purpose, token.claims.identity(), token.room()) {
        (Purpose::Api(_, method), ..) => sentence![
            ": it permits ",
            Ours(method.name),
            ", with ",
            Ours(method.grants()),
            "."
        ],
        (Purpose::Agent, ..) => sentence![
            ": it permits agent workers, with ",
            Ours("video.agent"),
            "."
        ],
        (Purpose::Join, Some(identity), Some(room)) if !newest.is_of_api => {
            sentence![": ", Pasted(identity), " may join ", Pasted(room), "."]
        }
        _ => sentence!["."],
    }
}

/// All that the server would check after key and signature is right.
fn unchecked(evidence: &Evidence, purpose: &Purpose, findings: &[LocatedFinding]) -> Verdict {
    let lead_in = match purpose {
        Purpose::Join => sentence!["This token looks right so far, but "],
        Purpose::Agent => sentence![
            "This token is for an agent worker, not for joining, and looks right so far, but "
        ],
        Purpose::Api(_, method) => sentence![
            "This token is for API calls (",
            Ours(method.grants()),
            "), not for joining, and looks right so far, but "
        ],
        Purpose::Webhook => sentence!["This is LiveKit's signature of a webhook, but "],
    };
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
    // A mistake that was found is worth more than what is still open.
    let is_mistake = |located: &&LocatedFinding| {
        let is_of_token = match &located.finding {
            Finding::Time(finding) => !matches!(
                finding.mistake.kind,
                Kind::Apart { .. }
                    | Kind::LongLife { .. }
                    | Kind::ShortLife { .. }
                    | Kind::Reused { .. }
            ),
            Finding::Form(_) | Finding::Grants(_) => true,
            _ => false,
        };
        located.certain && is_of_token
    };
    if let Some(mistake) = findings.first().filter(is_mistake) {
        let message = sentence![lead_in, mistake.finding.clause()];
        return unknown(message, mistake.finding.fix());
    }
    if let Some(how) = failure(evidence, findings) {
        return unknown(sentence![lead_in, how], Sentence::new());
    }
    let is_unchecked = |located: &&LocatedFinding| {
        matches!(
            located.finding,
            Finding::KeyAndSecret(KeyAndSecret::SignatureNotChecked { .. })
                | Finding::Form(FormFinding::PayloadOnly)
        )
    };
    let other = findings.first().filter(|located| !is_unchecked(located));
    let unchecked = findings.iter().find(is_unchecked);
    let message = sentence![
        lead_in,
        unchecked.map_or_else(
            || sentence![
                "its signature is not checked: no secret found for ",
                Pasted(evidence.iss()),
                "."
            ],
            |located| located.finding.clause()
        ),
        other.map_or_else(Sentence::new, |located| sentence![
            " Also: ",
            located.finding.clause()
        ])
    ];
    let told = unchecked.or(findings.first());
    let fix = told.map(|located| located.finding.fix());
    unknown(message, fix.unwrap_or_default())
}

/// Whether an endpoint refused a webhook, and the paste does not say why.
pub fn is_refused_webhook(evidence: &Evidence, purpose: &Purpose) -> bool {
    matches!(purpose, Purpose::Webhook) && evidence.paste.failed.is_some()
}

fn refused_webhook() -> Verdict {
    unknown(
        sentence!["This is LiveKit's signature of a webhook, and your own endpoint refused it."],
        sentence![
            "Accept the token without `Bearer`: LiveKit sends it alone in `Authorization`. The SDK's `WebhookReceiver` reads it so."
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
    if let Some((status, _)) = evidence.paste.failed {
        Some(sentence![
            "the server answered ",
            usize::from(status),
            ", and the paste does not say why."
        ])
    } else if findings.iter().any(is_known) || evidence.text.contains("twirp error") {
        Some(sentence![
            "the call failed, and the paste does not say why."
        ])
    } else if evidence.paste.reports_error && !findings.iter().any(is_of_terminal) {
        Some(sentence!["the paste has an error that is not known here."])
    } else {
        None
    }
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
        let is_seen = matches!(located.finding, Finding::Answer(_)) || located.certain;
        located.finding.refuses() && (is_seen || !located.finding.candidates().is_empty())
    };
    let first = findings.first();
    let is_said = |located: &&LocatedFinding| match &located.finding {
        Finding::Known(known) => !known.texts.is_empty() || matches!(known.code, Code::Response(_)),
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
        let explains = |first: &&LocatedFinding| match &first.finding {
            Finding::Code(_) => true,
            Finding::Setting(setting) => setting.explains(answer.finding.cause()),
            _ => false,
        };
        let mistake = first.filter(explains);
        return refuses(mistake.unwrap_or(answer));
    }
    if let Some(located) = first {
        let message = capitalized(located.finding.clause());
        let mut verdict = unknown(message, located.finding.fix());
        // What is no token is refused, whether the paste shows it or the code that makes it.
        if matches!(&located.finding, Finding::Code(code) if code.sends_no_token()) {
            verdict.outcome = Outcome::Refuses;
        }
        return verdict;
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

/// The verdict on a token of another service: the first finding, after whose token it is if there is room for it.
fn elsewhere(recognition: Recognition, findings: &[LocatedFinding]) -> Verdict {
    let Some(first) = findings.first() else {
        return Verdict {
            outcome: Outcome::Unknown,
            message: sentence!["This is another service's token, not LiveKit's."],
            fix: sentence![],
        };
    };
    let is_of_token = matches!(
        &first.finding,
        Finding::Jwt(
            JwtFinding::ServiceRule { .. }
                | JwtFinding::TimeElsewhere { .. }
                | JwtFinding::EncryptedForOthers { .. }
                | JwtFinding::Unsecured
                | JwtFinding::KeyFits { .. }
                | JwtFinding::KeyMissing { .. }
                | JwtFinding::KeyDoesNotFit { .. }
                | JwtFinding::SignatureForm { .. }
                | JwtFinding::KidNotInSet { .. }
                | JwtFinding::ExpectedValue { .. }
        )
    );
    // Without another advice, the key is what is missing.
    let is_key_missing = |located: &&LocatedFinding| {
        matches!(located.finding, Finding::Jwt(JwtFinding::KeyMissing { .. }))
    };
    let clause = first.finding.clause();
    let led = recognition.service.filter(|_| is_of_token).map(|service| {
        let whose = with_article(service, recognition.kind);
        sentence!["Likely ", Words(whose), ": ", clause.clone()]
    });
    Verdict {
        outcome: Outcome::Unknown,
        message: (led.filter(|led| length(led) <= HEADLINE)).unwrap_or_else(|| capitalized(clause)),
        fix: (findings.iter().take(1))
            .chain(findings.iter().filter(is_key_missing))
            .map(|located| located.finding.fix())
            .find(|fix| !fix.is_empty())
            .unwrap_or_default(),
    }
}

/// The most characters of a headline.
const HEADLINE: usize = 90;

/// The characters of a sentence, of which a time takes about eight.
fn length(sentence: &[Part]) -> usize {
    let of_part = |part: &Part| match part {
        Part::Text { text } | Part::Code { text } => text.chars().count(),
        Part::Instant { .. } | Part::Duration { .. } => 8,
    };
    sentence.iter().map(of_part).sum()
}
