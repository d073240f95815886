//! The verdict: what the server does with the token, and why, in one sentence.

use serde::Serialize;

use crate::clock::time_mistake::Kind;
use crate::finding::any_jwt::JwtFinding;
use crate::finding::any_jwt::service::whose;
use crate::finding::any_jwt::signature::SignatureFinding;
use crate::finding::clock::ClockFinding;
use crate::finding::form::FormFinding;
use crate::finding::http::HttpFinding;
use crate::finding::key_and_secret::{KeyAndSecret, paste_secret};
use crate::finding::refusal::{Older, RefusalFinding};
use crate::finding::sentence::{
    self as words, Duration, Inline, Name, Ours, Part, Pasted, Sentence, about_token, followed_by,
    standalone,
};
use crate::finding::{Code, Explain, Finding, LocatedFinding};
use crate::secret::Signature;
use crate::sentence;
use crate::server::refusal::{LEEWAY, Refusal, Step};
use crate::service::Recognition;
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
        return unknown(Pill::Missing, message, cut_off.finding.fix()).telling(cut_off);
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
                    unknown(Pill::Missing, message, Sentence::new())
                }
                None => accepted(evidence, token, purpose, findings, predictions),
            },
            None => unchecked(evidence, purpose, findings),
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

/// What was seen, in its own words.
fn symptom(located: &LocatedFinding) -> Verdict {
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
            releases: Some(Older { first, last, .. }),
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

fn accepted(
    evidence: &Evidence,
    token: &Token,
    purpose: &Purpose,
    findings: &[LocatedFinding],
    predictions: &[Prediction],
) -> Verdict {
    if let (Purpose::Webhook, Signature::Valid { .. }) = (purpose, evidence.signature()) {
        return Verdict::new(
            Outcome::Accepts,
            Pill::Works,
            sentence!["This is a webhook's token, signed with the secret in the paste."],
            sentence![
                "Verify the raw body, before any JSON parser: the token holds its SHA-256 checksum."
            ],
        );
    }
    // A lifetime of zero is accepted only as long as the server tolerates clocks that differ; milliseconds are accepted for ever.
    let short = findings.iter().find(|located| match &located.finding {
        Finding::Time(found) => match found.mistake.kind {
            Kind::NoLife
            | Kind::NegativeLife { .. }
            | Kind::ShortLife { .. }
            | Kind::WrongUnit { claim: "exp", .. }
            | Kind::TimeAsLifetime { .. } => true,
            Kind::UnitOfLife { seconds } => seconds < LEEWAY,
            _ => false,
        },
        _ => false,
    });
    let accepting = predictions
        .iter()
        .take_while(|prediction| prediction.always_accepts())
        .count();
    let before = (accepting < predictions.len()).then(|| {
        let since = predictions[accepting - 1].release.since.name();
        sentence!["livekit-server before ", Name(since), " refuses the token."]
    });
    let pair = match evidence.signature() {
        Signature::Valid { pair } if evidence.paste.pairs.len() > 1 => Some(sentence![
            "The token was signed with the pair in ",
            evidence.pair_name(pair).sentence(),
            "."
        ]),
        _ => None,
    };
    let fix = match (short, purpose) {
        (Some(located), _) => located.finding.fix(),
        (None, Purpose::Join) => {
            sentence![
                "If joining still fails, the token is not the reason: paste the client's error."
            ]
        }
        (None, _) => sentence![
            "If the call still fails, the token is not the reason: paste the server's answer to it."
        ],
    };
    let latest = evidence.asked_at.instants.latest;
    let left = (token.claims.exp.value()).map(|exp| exp.since(latest));
    let past = !evidence.asked_at.is_assumed();
    let pill = if short.is_some() && left.is_some_and(|left| left > LONG) {
        Pill::WithMistake
    } else if short.is_some() {
        Pill::Briefly
    } else if left.is_some_and(|left| left < 0.0) && !past {
        Pill::InLeeway
    } else {
        accepted_pill(past, findings)
    };
    let fix = [before, pair].into_iter().flatten().fold(fix, followed_by);
    if let Some(located) = short {
        let message = sentence!["This token works, but ", located.finding.clause()];
        return Verdict::new(Outcome::Accepts, pill, message, fix).telling(located);
    }
    let message = acceptance(evidence, token, purpose, &predictions[0]);
    Verdict::new(Outcome::Accepts, pill, message, fix)
}

/// A token with more time than this left, in seconds, does not expire soon.
const LONG: f64 = 86_400.0;

/// What an accepted token comes to; `past` is whether the server was asked in the past.
fn accepted_pill(past: bool, findings: &[LocatedFinding]) -> Pill {
    let has_expired = |located: &LocatedFinding| {
        matches!(
            located.finding,
            Finding::Clock(ClockFinding::ExpiredSince { .. })
        )
    };
    match past {
        true if findings.iter().any(has_expired) => Pill::ExpiredSince,
        true => Pill::Worked,
        false => Pill::Works,
    }
}

/// Ten years, in seconds: an `exp` behind that is a mistake of its own.
const YEARS: f64 = 10.0 * 365.0 * 86_400.0;

/// For how long the token is accepted, or when it was, and what it permits.
fn acceptance(
    evidence: &Evidence,
    token: &Token,
    purpose: &Purpose,
    newest: &Prediction,
) -> Sentence {
    let latest = evidence.asked_at.instants.latest;
    let permits = permits(token, purpose, newest);
    if !evidence.asked_at.is_assumed() {
        let earliest = evidence.asked_at.instants.earliest;
        return sentence!["This token was valid at ", earliest, Inline(permits), "."];
    }
    let exp = token.claims.exp.value().copied();
    if let Some(exp) = exp.filter(|exp| latest.since(*exp) > 0.0) {
        return sentence![
            "This token expired ",
            Duration(latest.since(exp)),
            " ago, but works for ",
            Duration(exp.plus(LEEWAY).since(latest)),
            " more (60 s of leeway)."
        ];
    }
    sentence![
        if evidence.is_development() {
            "This token works with `--dev`"
        } else {
            "This token works"
        },
        Inline(permits),
        exp.filter(|exp| exp.since(latest) < YEARS)
            .map(|exp| Inline(sentence![
                " for ",
                Duration(exp.plus(LEEWAY).since(latest)),
                " more"
            ])),
        "."
    ]
}

/// What an accepted token permits, behind a statement.
fn permits(token: &Token, purpose: &Purpose, newest: &Prediction) -> Sentence {
    match (purpose, token.claims.identity(), token.room()) {
        (Purpose::Api(_, method), ..) => sentence![
            ": it permits ",
            Ours(method.name),
            " (",
            Ours(method.grants()),
            ")"
        ],
        (Purpose::Agent, ..) => sentence![": it permits agent workers (", Ours("video.agent"), ")"],
        (Purpose::Join, Some(identity), Some(room)) if !newest.is_of_api => {
            sentence![": ", Pasted(identity), " may join ", Pasted(room)]
        }
        _ => Sentence::new(),
    }
}

/// All that the server would check after key and signature is right.
fn unchecked(evidence: &Evidence, purpose: &Purpose, findings: &[LocatedFinding]) -> Verdict {
    let subject = match purpose {
        Purpose::Join => "The token",
        Purpose::Agent => "This agent token",
        Purpose::Api(..) => "This API token",
        Purpose::Webhook => "This webhook token",
    };
    let public = findings.iter().find_map(|located| match located.finding {
        Finding::KeyAndSecret(KeyAndSecret::SignedWithPublicSecret { secret, .. }) => {
            Some((secret, located))
        }
        _ => None,
    });
    if let Some((secret, located)) = public {
        let message = sentence![
            subject,
            " is right if the server's secret is ",
            Pasted(secret),
            ", as in public examples."
        ];
        return unknown(Pill::BySecret, message, located.finding.fix()).telling(located);
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
            Finding::Form(FormFinding::PayloadOnly) => false,
            Finding::Form(_) | Finding::Grants(_) => true,
            _ => false,
        };
        located.certain && is_of_token
    };
    if let Some(mistake) = findings.first().filter(is_mistake) {
        let message = standalone(mistake.finding.clause());
        return unknown(Pill::Mistake, message, mistake.finding.fix()).telling(mistake);
    }
    if let Some(how) = failure(evidence, findings) {
        let message = sentence![subject, " looks right so far, but ", how];
        return unknown(Pill::Missing, message, Sentence::new());
    }
    // What is only likely explains more than what is missing.
    let explains = |located: &&LocatedFinding| {
        located.finding.refuses() || matches!(located.finding, Finding::NotAToken(_))
    };
    if let Some(located) = findings.first().filter(explains) {
        return likely(located);
    }
    let is_payload = |located: &LocatedFinding| {
        matches!(located.finding, Finding::Form(FormFinding::PayloadOnly))
    };
    if let Some(payload) = findings.iter().find(|located| is_payload(located)) {
        let message = sentence![
            "The payload looks right so far: paste the whole token to check its signature."
        ];
        return unknown(Pill::Missing, message, payload.finding.fix()).telling(payload);
    }
    let unchecked = findings.iter().find_map(|located| match &located.finding {
        Finding::KeyAndSecret(KeyAndSecret::SignatureNotChecked { tried, .. }) => {
            Some((*tried, located))
        }
        _ => None,
    });
    let fix = unchecked.as_ref().map_or_else(
        || paste_secret(evidence.iss()),
        |(_, located)| located.finding.fix(),
    );
    let told = unchecked.as_ref().map(|(_, located)| *located);
    let tried = unchecked.and_then(|(tried, _)| tried);
    let (missing, rest) = if let Some(tried) = tried {
        let rest = sentence![", but the value in ", tried, " does not fit it."];
        (None, rest)
    } else {
        let missing = sentence!["Signature not checked: no secret found."];
        (Some(missing), sentence![": add the API secret to be sure."])
    };
    let message = sentence![subject, " looks right so far", Inline(rest)];
    let method = match purpose {
        Purpose::Api(_, method) => Some(sentence![
            "The token permits API calls (",
            Ours(method.grants()),
            "), and no joining."
        ]),
        Purpose::Agent => Some(sentence![
            "The token permits agent workers (",
            Ours("video.agent"),
            "), and no joining."
        ]),
        Purpose::Join | Purpose::Webhook => None,
    };
    let fix = [missing, method]
        .into_iter()
        .flatten()
        .fold(fix, followed_by);
    let verdict = unknown(Pill::Almost, message, fix);
    told.into_iter().fold(verdict, Verdict::telling)
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
        let message = standalone(located.finding.clause());
        let pill = Pill::seen(located);
        let mut verdict = unknown(pill, message, located.finding.fix()).telling(located);
        // What is no token is refused, whether the paste shows it or the code that makes it.
        if matches!(&located.finding, Finding::Code(code) if code.sends_no_token()) {
            verdict.outcome = Outcome::Refuses;
        }
        return verdict;
    }
    let paste = &evidence.paste;
    let (pill, words) = if !evidence.tokens.is_empty() {
        (
            Pill::Missing,
            "The paste has only the beginning of a token, without its times and signature.",
        )
    } else if evidence.text.chars().all(char::is_whitespace) {
        (
            Pill::Empty,
            "Paste anything from the failing call: a token, an error, a log, a `.env`, `curl` output.",
        )
    } else if evidence.describes_errors() {
        (
            Pill::Missing,
            "This text explains several errors, and does not show which one happened.",
        )
    } else if evidence.is_binary() {
        (
            Pill::NotText,
            "These are the bytes of a file, such as an image, not text: paste the words instead.",
        )
    } else if !paste.pairs.is_empty() {
        (
            Pill::Missing,
            "The paste has an API key or secret, but no token to check it against.",
        )
    } else if !paste.urls.is_empty() || !paste.dates.is_empty() {
        (
            Pill::Missing,
            "The paste has no token, and nothing that says why a call failed.",
        )
    } else if paste.known_texts.is_failure && evidence.text.contains("401") {
        (
            Pill::Missing,
            "A server answered 401, and this text does not say why.",
        )
    } else if paste.known_texts.is_failure {
        (
            Pill::Missing,
            "A call failed, and this text does not say why.",
        )
    } else if paste.known_texts.is_code && paste.sdk.is_some() {
        (Pill::Missing, "No mistake found in this code.")
    } else {
        (
            Pill::Nothing,
            "Nothing recognized: no token, error, key or configuration.",
        )
    };
    unknown(pill, sentence![words], Sentence::new())
}

/// The verdict on a token of another service: the first finding.
fn elsewhere(recognition: Recognition, findings: &[LocatedFinding]) -> Verdict {
    let Some(first) = findings.first() else {
        let message = sentence!["This is another service's token, not LiveKit's."];
        return unknown(Pill::Missing, message, Sentence::new());
    };
    let mut verdict = symptom(first);
    // What the token is for is better told of a named token.
    if let (Finding::Jwt(finding), Some(service)) = (&first.finding, recognition.service)
        && !finding.names_token()
        && let Some(message) = about(
            finding.clause(),
            &whose(service, recognition.kind).text(None),
        )
    {
        verdict.message = message;
    }
    // Without another advice, the key is what is missing.
    let is_key_missing = |located: &&LocatedFinding| {
        matches!(
            located.finding,
            Finding::Jwt(JwtFinding::Signature(SignatureFinding::KeyMissing { .. }))
        )
    };
    if verdict.fix.is_empty() {
        let missing = findings.iter().find(is_key_missing);
        verdict.fix = missing
            .map(|located| located.finding.fix())
            .unwrap_or_default();
    }
    verdict
}

/// A clause about *it* as a sentence about what is named; `None` if that is too long for a headline.
fn about(clause: Sentence, name: &str) -> Option<Sentence> {
    let is_about_it = matches!(clause.english().first(), Some(Part::Text { text }) if text.starts_with("it ") || text.starts_with("its "));
    let named = words::about(clause, format!("The {name}"));
    (is_about_it && length(&named.english()) <= HEADLINE).then_some(named)
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
