//! The verdict on a token that the server accepts: for how long, and what it permits.

use super::{Outcome, Verdict, two_rooms};
use crate::clock::time_mistake::Kind;
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::pill::Pill;
use crate::diagnosis::prediction::Prediction;
use crate::diagnosis::purpose::Purpose;
use crate::finding::clock::ClockFinding;
use crate::finding::sentence::{Duration, Inline, Name, Ours, Pasted, Sentence, followed_by};
use crate::finding::{Explain, Finding, LocatedFinding};
use crate::livekit::grants::Grant;
use crate::secret::Signature;
use crate::sentence;
use crate::server::refusal::LEEWAY;
use crate::token::Token;

/// The verdict on a token that the server accepts.
pub(super) fn decide(
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
    let older = refused_by(predictions);
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
    let pill = pill(evidence, token, short.is_some(), findings);
    let rooms = two_rooms(evidence);
    let fix = ([older, pair, rooms].into_iter().flatten()).fold(fix, followed_by);
    if let Some(located) = short {
        let message = sentence!["This token works, but ", located.finding.clause()];
        return Verdict::new(Outcome::Accepts, pill, message, fix).telling(located);
    }
    let message = acceptance(evidence, token, purpose, &predictions[0]);
    Verdict::new(Outcome::Accepts, pill, message, fix)
}

/// Which older releases refuse what the newest accept. Still older ones may accept it again: they know less of it.
fn refused_by(predictions: &[Prediction]) -> Option<Sentence> {
    let accepts = |prediction: &Prediction| prediction.always_accepts();
    let accepting = predictions
        .iter()
        .take_while(|older| accepts(older))
        .count();
    let (newest, rest) = predictions.split_at(accepting);
    let refusing = rest.iter().take_while(|older| !accepts(older)).count();
    let (last, first) = (rest.first()?, &rest[refusing - 1]);
    if refusing == rest.len() {
        let since = newest.last()?.release.since.name();
        return Some(sentence![
            "livekit-server before ",
            Name(since),
            " refuses the token."
        ]);
    }
    Some(sentence![
        "livekit-server ",
        Name(first.release.since.name()),
        " to ",
        Name(last.release.until.name()),
        " refuses the token."
    ])
}

/// What the accepted token comes to. `is_short` is whether a mistake gives it a short life.
fn pill(evidence: &Evidence, token: &Token, is_short: bool, findings: &[LocatedFinding]) -> Pill {
    let latest = evidence.asked_at.instants.latest;
    let left = (token.claims.exp.value()).map(|exp| exp.since(latest));
    let past = !evidence.asked_at.is_assumed();
    if is_short && left.is_some_and(|left| left > LONG) {
        Pill::WithMistake
    } else if is_short {
        Pill::Briefly
    } else if left.is_some_and(|left| left < 0.0) && !past {
        Pill::InLeeway
    } else {
        accepted_pill(past, findings)
    }
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
        (Purpose::Api(_, method, _), ..) => sentence![
            ": it permits ",
            Ours(method.name),
            " (",
            Ours(method.grant().claim()),
            ")"
        ],
        (Purpose::Agent, ..) => sentence![
            ": it permits agent workers (",
            Ours(Grant::Agent.claim()),
            ")"
        ],
        (Purpose::Join, Some(identity), Some(room)) if !newest.is_of_api => {
            sentence![": ", Pasted(identity), " may join ", Pasted(room)]
        }
        _ => Sentence::new(),
    }
}
