//! What a paste has of what decides: token, secret, server, error and code.

use serde::Serialize;

use crate::finding::any_jwt::JwtFinding;
use crate::finding::any_jwt::complaint::ComplaintFinding;
use crate::finding::any_jwt::key::key_words;
use crate::finding::not_a_token::Code;
use crate::finding::sentence::{Inline, Name, Pasted, Sentence};
use crate::finding::{self, Finding, LocatedFinding};
use crate::key::check::KeyCheck;
use crate::paste::pair::{Basis, Pair};
use crate::paste::url::{self, ServerEvidence, Url};
use crate::secret::Signature;
use crate::sentence;
use crate::text::Span;

use super::checks::{Check, CheckId, CheckState};
use super::evidence::Evidence;
use super::verdict::Outcome;

/// One kind of evidence.
pub struct Slot {
    /// A few words for it; empty if the paste has none.
    pub label: Sentence,
    /// How it looks.
    pub state: SlotState,
    /// Its places.
    pub spans: Vec<Span>,
}

/// How a kind of evidence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SlotState {
    /// The paste has none.
    Empty,
    /// It is right.
    Good,
    /// It has a fault.
    Bad,
    /// It is there, and nothing is known about it.
    Neutral,
}

/// The kinds of evidence.
pub struct Slots {
    /// The token that is judged.
    pub token: Slot,
    /// The secret that made its signature, or else those of the paste.
    pub secret: Slot,
    /// The key that made its signature, or else those of the paste.
    pub key: Slot,
    /// The server.
    pub server: Slot,
    /// The error, or another answer.
    pub error: Slot,
    /// Code that makes tokens.
    pub code: Slot,
}

const EMPTY: Slot = Slot {
    label: Sentence::new(),
    state: SlotState::Empty,
    spans: Vec::new(),
};

/// The maximum number of characters of an error that is quoted.
const QUOTED: usize = 60;

/// What the paste has.
pub fn slots(
    evidence: &Evidence,
    outcome: Outcome,
    checks: &[Check],
    findings: &[LocatedFinding],
) -> Slots {
    Slots {
        token: token(evidence, outcome, checks),
        secret: secret(evidence),
        key: key(evidence),
        server: server(evidence, checks, findings),
        error: error(evidence, findings),
        code: code(evidence),
    }
}

fn token(evidence: &Evidence, outcome: Outcome, checks: &[Check]) -> Slot {
    let (Some(token), Some(at)) = (evidence.token(), evidence.subject) else {
        return EMPTY;
    };
    let own = [
        CheckId::Format,
        CheckId::Time,
        CheckId::Permissions,
        CheckId::Issuer,
        CheckId::Audience,
    ];
    let fails = |check: &Check| own.contains(&check.id) && check.state == CheckState::Fails;
    let state = match outcome {
        Outcome::Accepts => SlotState::Good,
        Outcome::Refuses => SlotState::Bad,
        Outcome::Depends | Outcome::Unknown if checks.iter().any(fails) => SlotState::Bad,
        Outcome::Depends | Outcome::Unknown => SlotState::Neutral,
    };
    Slot {
        label: evidence.label(at),
        state,
        spans: evidence.places_of(token),
    }
}

fn secret(evidence: &Evidence) -> Slot {
    let pairs = &evidence.paste.pairs;
    let is_shown = |at: usize, pair: &Pair| {
        pair.secret.is_some() && (pair.basis != Basis::Guess || evidence.made_signature(at))
    };
    let place = |at: usize| {
        let span = pairs[at].secret.as_ref().map(|(_, span)| *span);
        span.map(|span| evidence.place_name(at, span).listed())
    };
    let of = |at: usize, words: &'static str, state| Slot {
        label: sentence![words, place(at)],
        state,
        spans: (pairs[at].secret.iter()).map(|(_, span)| *span).collect(),
    };
    let mut shown = pairs
        .iter()
        .enumerate()
        .filter(|(at, pair)| is_shown(*at, pair));
    match (evidence.signature(), shown.next()) {
        (Signature::Valid { pair }, _) => of(pair, "fits: ", SlotState::Good),
        (Signature::NearMiss { pair, .. }, _) => of(pair, "almost fits: ", SlotState::Bad),
        (Signature::Invalid, Some((at, _))) => of(at, "does not fit: ", SlotState::Bad),
        (_, Some((at, _))) => of(at, "", SlotState::Neutral),
        (_, None) => EMPTY,
    }
}

fn key(evidence: &Evidence) -> Slot {
    let keys = &evidence.any_jwt.keys;
    let of = |at: usize, words: &'static str, state| {
        let key = &keys[at];
        let kid = key.kid.as_ref();
        Slot {
            label: sentence![
                words,
                key.is_private.then_some("private "),
                key_words(key),
                kid.map(|kid| Inline(sentence![", ", Pasted(kid)]))
            ],
            state,
            spans: vec![key.span],
        }
    };
    let check = evidence.subject.map(|at| evidence.any_jwt.checks[at]);
    match check {
        Some(KeyCheck::Valid { key }) => of(key, "fits: ", SlotState::Good),
        Some(KeyCheck::NearMiss { key, .. } | KeyCheck::Ambiguous { key }) => {
            of(key, "almost fits: ", SlotState::Bad)
        }
        Some(KeyCheck::Invalid { key }) => of(key, "does not fit: ", SlotState::Bad),
        Some(KeyCheck::Unsuited { key }) => of(key, "", SlotState::Neutral),
        // That of a token's own header is no evidence.
        Some(KeyCheck::Unchecked) | None => match keys.iter().position(|key| !key.travels()) {
            Some(at) if keys[at].material.is_err() => of(at, "", SlotState::Bad),
            Some(at) => of(at, "", SlotState::Neutral),
            None => EMPTY,
        },
    }
}

fn server(evidence: &Evidence, checks: &[Check], findings: &[LocatedFinding]) -> Slot {
    let Some(origin) = evidence.asked_server() else {
        return EMPTY;
    };
    let is_faulty = |located: &LocatedFinding| {
        matches!(
            located.finding,
            Finding::Environment(_)
                | Finding::Setting(finding::setting::SettingFinding::UrlFaulty { .. })
        )
    };
    let check = checks.iter().find(|check| check.id == CheckId::Server);
    let state = match check.map(|check| check.state) {
        _ if findings.iter().any(is_faulty) => SlotState::Bad,
        Some(CheckState::Passes) => SlotState::Good,
        Some(CheckState::Fails) => SlotState::Bad,
        _ => SlotState::Neutral,
    };
    let urls = evidence.paste.urls.iter();
    let is_same = |url: &&Url| url::server(&url.origin) == url::server(origin);
    let urls = urls
        .filter(|url| url.evidence > ServerEvidence::None)
        .filter(is_same);
    Slot {
        label: sentence![Pasted(origin)],
        state,
        spans: urls.map(|url| url.span).collect(),
    }
}

fn error(evidence: &Evidence, findings: &[LocatedFinding]) -> Slot {
    let text = &evidence.text;
    let quoted = |span: Span| sentence![Pasted(quotation(span.of(text)))];
    let slot = |label, state, span| Slot {
        label,
        state,
        spans: vec![span],
    };
    // A word that was sent in place of a token may be a secret, and an object that was printed may hold one.
    let seen = findings.iter().find_map(|located| {
        let span = *located.spans.first()?;
        match &located.finding {
            Finding::Http(_)
            | Finding::Jwt(JwtFinding::Complaint(ComplaintFinding::LibraryComplaint { .. }))
            | Finding::NotAToken(
                Code::PromiseNotAwaited | Code::EmptyObject | Code::NoValue | Code::EmptyToken,
            ) => Some((quoted(span), span)),
            Finding::NotAToken(_) => Some((sentence!["not a token"], span)),
            _ => None,
        }
    });
    let is_accepted = matches!(
        findings.first().map(|first| &first.finding),
        Some(Finding::Http(
            finding::http::HttpFinding::TokenAccepted { .. }
        ))
    );
    if let Some((_, span)) = evidence.answer() {
        slot(quoted(*span), SlotState::Bad, *span)
    } else if let Some((known, span)) = finding::known(&evidence.paste.known_texts).first() {
        let state = if known.refuses {
            SlotState::Bad
        } else {
            SlotState::Neutral
        };
        slot(quoted(*span), state, *span)
    } else if let Some((label, span)) = seen {
        let state = if is_accepted {
            SlotState::Good
        } else {
            SlotState::Bad
        };
        slot(label, state, span)
    } else if let Some((status, span)) = evidence.paste.failed {
        let label = sentence!["status ", usize::from(status)];
        slot(label, SlotState::Neutral, span)
    } else {
        EMPTY
    }
}

fn code(evidence: &Evidence) -> Slot {
    let mistakes = &evidence.paste.mistakes;
    let sdk = mistakes.iter().find_map(|mistake| mistake.sdk);
    let label = match sdk.or(evidence.paste.sdk) {
        Some(sdk) => sentence![Name(sdk.to_string())],
        None if mistakes.is_empty() => return EMPTY,
        None => sentence!["code"],
    };
    Slot {
        label,
        state: if mistakes.is_empty() {
            SlotState::Neutral
        } else {
            SlotState::Bad
        },
        spans: mistakes.iter().map(|mistake| mistake.span).collect(),
    }
}

/// The beginning of the first line of a text, without its tokens, which have a slot of their own.
fn quotation(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let of_token = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let mut pieces = line.split("eyJ");
    let mut words = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        words.push('…');
        words.push_str(piece.trim_start_matches(of_token));
    }
    if let Some((end, _)) = words.char_indices().nth(QUOTED) {
        words.truncate(end);
        words.push('…');
    }
    words
}
