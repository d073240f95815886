//! Findings about tokens of any service, and about the keys of the paste.

mod jwt_secret;
mod key;
mod signature;

use crate::clock::time_mistake::{self, Kind as Mistake};
use crate::diagnosis::evidence::Evidence;
use crate::finding::any_jwt::JwtFinding;
use crate::finding::any_jwt::claim::{ClaimFinding, TimeForm};
use crate::finding::any_jwt::complaint::ComplaintFinding;
use crate::finding::any_jwt::form::TokenForm;
use crate::finding::any_jwt::key::{KeyFinding, KeyName, key_words};
use crate::finding::any_jwt::service::ServiceFinding;
use crate::finding::{Explain, Finding, LocatedFinding};
use crate::key::Key;
use crate::key::check::KeyCheck;
use crate::service::complaint::{Complaint, Trait};
use crate::service::disclosure;
use crate::service::expected::{self, Claim};
use crate::service::trouble::{self, Timing, Trouble};
use crate::service::{Facts, Kind, Recognition};
use crate::text::{LineNumbers, Span, json};
use crate::token::Token;
use crate::token::claims::Claim as Time;
use crate::token::jws::Malformed;

pub use jwt_secret::other_secret;

use key::of_keys;
use signature::{fits_here, is_signature_refused, key_missing, key_of_token, signature};

/// Collects findings with their places.
struct Collector<'a> {
    evidence: &'a Evidence,
    findings: &'a mut Vec<LocatedFinding>,
}

impl Collector<'_> {
    fn add(&mut self, finding: impl Into<JwtFinding>, certain: bool, spans: &[Span]) {
        self.findings.push(LocatedFinding {
            finding: Finding::Jwt(finding.into()),
            certain,
            spans: spans.to_vec(),
        });
    }

    fn lines(&self, span: Span) -> LineNumbers {
        self.evidence.lines().numbers(&[span])
    }

    fn name(&self, key: &Key) -> KeyName {
        key_name(self.evidence, key)
    }
}

/// What a key is, and where it is.
pub fn key_name(evidence: &Evidence, key: &Key) -> KeyName {
    let lines = if key.travels() {
        LineNumbers::Nowhere
    } else {
        evidence.lines().numbers(&[key.span])
    };
    let what = key_words(key);
    KeyName { what, lines }
}

/// Findings about the token in question, if it is another service's, and about the keys.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let before = findings.len();
    let mut found = Collector { evidence, findings };
    let subject = evidence.subject.filter(|_| is_of_other_service(evidence));
    match subject {
        Some(at) => of_token(&mut found, at),
        None if evidence.token().is_none() && has_nothing_else(evidence, before) => {
            for mismatch in expected::mismatches(&evidence.any_jwt.expected) {
                let span = mismatch.span;
                found.add(ClaimFinding::ExpectedValue { mismatch }, false, &[span]);
            }
            complaints(&mut found, None);
        }
        None => {}
    }
    of_keys(&mut found, subject.is_some());
    if let (None, Some(key)) = (evidence.token(), evidence.any_jwt.keys.first())
        && key.public().is_some()
        && has_nothing_else(evidence, before)
    {
        let key_name = found.name(key);
        found.add(KeyFinding::KeyAlone { key: key_name }, true, &[key.span]);
    }
    let is_alone =
        subject.is_some() || evidence.token().is_none() && has_nothing_else(evidence, before);
    if is_alone {
        for opaque in &evidence.any_jwt.opaque {
            let finding = ServiceFinding::OpaqueToken {
                service: opaque.service,
                what: opaque.kind,
                is_secret: opaque.is_secret,
            };
            found.add(finding, false, &[opaque.span]);
            // It tells what could not be taken apart.
            let mut complaints = evidence.any_jwt.complaints.iter();
            if subject.is_none()
                && complaints.any(|located| located.complaint == Complaint::Malformed)
            {
                found.findings.rotate_right(1);
            }
        }
    }
}

/// Whether the token in question is another service's.
pub fn is_of_other_service(evidence: &Evidence) -> bool {
    evidence.token().is_some_and(|token| {
        let is_encrypted = token.jws.defects.contains(&Malformed::Encrypted);
        !token.jws.is_cut_off()
            && (evidence.is_elsewhere || super::form::is_foreign(token) || is_encrypted)
    })
}

/// Whether nothing in the paste is `LiveKit`'s.
fn has_nothing_else(evidence: &Evidence, findings: usize) -> bool {
    let paste = &evidence.paste;
    findings == 0
        && evidence.answers.is_empty()
        && !paste.known_texts.is_of_livekit
        && paste.known_texts.texts.is_empty()
}

fn of_token(found: &mut Collector, at: usize) {
    let evidence = found.evidence;
    let token = &evidence.tokens[at];
    let recognition = evidence.any_jwt.recognitions[at];
    let spans = &token.spans;
    let facts = Facts::of(token);
    let algorithm = token.jws.algorithm().unwrap_or_default();
    let is_encrypted = recognition.kind == Some(Kind::Jwe);
    let troubles = trouble::of_token(token, recognition);
    complaints(found, Some(at));
    let before = found.findings.len();
    if is_encrypted {
        for trouble in &troubles {
            found.add(
                ServiceFinding::ServiceRule { trouble: *trouble },
                false,
                spans,
            );
        }
        let encryption = facts.header("enc");
        let finding = TokenForm::EncryptedForOthers {
            algorithm: algorithm.clone(),
            encryption,
        };
        found.add(finding, true, spans);
    } else if algorithm.eq_ignore_ascii_case("none") {
        found.add(TokenForm::Unsecured, true, spans);
    }
    // It tells why the token was not read.
    let mut heard = evidence.any_jwt.complaints.iter();
    if heard.any(|heard| matches!(heard.complaint, Complaint::Malformed | Complaint::Algorithm)) {
        let more = found.findings.len() - before;
        found.findings.rotate_right(more);
    }
    if token.jws.is_detached() {
        found.add(TokenForm::DetachedPayload, true, spans);
        // It tells why a signature is refused.
        found.findings.rotate_right(1);
        return;
    }
    let before = found.findings.len();
    signature(found, at, &algorithm);
    fits_here(found, at);
    // What the keys of the paste show tells what a complaint leaves open.
    let mut complaints = evidence.any_jwt.complaints.iter();
    if complaints.any(|located| located.complaint.is_about_signature()) {
        let more = found.findings.len() - before;
        found.findings.rotate_right(more);
    }
    let form = time_form(token);
    if let Some((claim, form)) = form {
        found.add(ClaimFinding::TimeForm { claim, form }, true, spans);
        found.findings.rotate_right(1);
    }
    let mismatches = expected::compare(&evidence.any_jwt.expected, token);
    let is_complained = |claim: Claim| {
        let mut complaints = evidence.any_jwt.complaints.iter();
        complaints.any(|located| located.complaint.claim() == Some(claim))
    };
    for mismatch in mismatches {
        let span = mismatch.span;
        // The first one tells what the complaint leaves open.
        let is_told = is_complained(mismatch.claim);
        found.add(ClaimFinding::ExpectedValue { mismatch }, false, &[span]);
        if is_told {
            found.findings.rotate_right(1);
        }
    }
    let now = evidence.asked_at.instants;
    // What is no number of seconds is no time.
    let timing = trouble::timing(token, now.earliest.0).filter(|_| form.is_none());
    let short = troubles.contains(&Trouble::ShortSession);
    if let Some(timing) = timing.filter(|timing| !matches!(timing, Timing::Valid { .. })) {
        found.add(ClaimFinding::TimeElsewhere { timing }, false, spans);
        // It tells by how much.
        let mut complaints = evidence.any_jwt.complaints.iter();
        if complaints.any(|located| located.complaint.is_about_time()) {
            found.findings.rotate_right(1);
        }
    }
    if !is_encrypted {
        rules(found, &troubles, spans, form.is_some());
    }
    let own = |(span, _): &&(Span, usize)| spans.contains(span);
    if let Some((span, signatures)) = evidence.paste.serializations.iter().find(own) {
        let pairs = evidence.tokens.iter().zip(&evidence.any_jwt.checks);
        let valid = pairs.filter(|(token, check)| {
            token.spans.contains(span) && matches!(check, KeyCheck::Valid { .. })
        });
        let finding = TokenForm::JsonSerialization {
            signatures: *signatures,
            valid: valid.count(),
        };
        found.add(finding, true, spans);
    }
    structure(found, token, facts);
    let Recognition { service, kind } = recognition;
    if let Some(service) = service {
        found.add(ServiceFinding::ServiceToken { service, kind }, false, spans);
    }
    key_of_token(found, at);
    if let Some(timing) = timing.filter(|timing| matches!(timing, Timing::Valid { .. }) && !short) {
        found.add(ClaimFinding::TimeElsewhere { timing }, false, spans);
    }
}

/// What a service, or the API that the token is sent to, refuses. What is no number of seconds is no time.
fn rules(found: &mut Collector, troubles: &[Trouble], spans: &[Span], has_no_times: bool) {
    let complaints = &found.evidence.any_jwt.complaints;
    let is_of_id_tokens =
        (complaints.iter()).any(|located| located.complainant.is(Trait::IdTokens));
    for &trouble in troubles {
        if trouble == Trouble::IdToken && is_of_id_tokens
            || trouble == Trouble::NegativeLife && has_no_times
        {
            continue;
        }
        found.add(ServiceFinding::ServiceRule { trouble }, false, spans);
        // It tells what a refusal, or the time alone, leaves open.
        let is_of_life = matches!(trouble, Trouble::LifeWithoutUnit | Trouble::NegativeLife);
        let mut complaints = found.evidence.any_jwt.complaints.iter();
        if is_of_life || complaints.any(|located| trouble.explains(located.complaint)) {
            found.findings.rotate_right(1);
        }
    }
}

/// The first time of a token that is no number of seconds since 1970.
fn time_form(token: &Token) -> Option<(&'static str, TimeForm)> {
    let claims = &token.claims;
    let mut times = [
        ("exp", &claims.exp),
        ("nbf", &claims.nbf),
        ("iat", &claims.iat),
    ]
    .into_iter();
    let is_text = |claim: &Time<_>| {
        matches!(
            claim,
            Time::NotA {
                found: json::Kind::String
            }
        )
    };
    if let Some((claim, _)) = times.find(|(_, claim)| is_text(claim)) {
        return Some((claim, TimeForm::Text));
    }
    match time_mistake::of_claims(token)?.kind {
        Mistake::WrongUnit { claim, unit } => Some((claim, TimeForm::Unit(unit))),
        Mistake::Text { claim } => Some((claim, TimeForm::Text)),
        Mistake::LifetimeAsTime { claim } => Some((claim, TimeForm::Lifetime)),
        _ => None,
    }
}

fn structure(found: &mut Collector, token: &Token, facts: Facts) {
    let spans = &token.spans;
    if facts.header("cty").eq_ignore_ascii_case("jwt") {
        found.add(TokenForm::NestedToken, true, spans);
    }
    let b64 = token
        .jws
        .header
        .root()
        .and_then(|header| header.member("b64")?.boolean());
    if b64 == Some(false) {
        found.add(TokenForm::UnencodedPayload, true, spans);
    }
    if let Some(disclosures) = disclosure::read(&found.evidence.text, token) {
        found.add(TokenForm::SelectiveDisclosure { disclosures }, true, spans);
    }
}

/// What libraries of others said, of the token at this index if there is one.
fn complaints(found: &mut Collector, at: Option<usize>) {
    let evidence = found.evidence;
    let is_of_signature = is_signature_refused(evidence);
    let missing = at.filter(|_| is_of_signature);
    let missing = missing.and_then(|at| key_missing(evidence, at));
    for located in &evidence.any_jwt.complaints {
        let missing = missing
            .as_ref()
            .filter(|_| located.complaint == Complaint::Signature);
        let finding = ComplaintFinding::LibraryComplaint {
            complaint: located.complaint,
            complainant: located.complainant,
            key: missing.map(|missing| JwtFinding::from(missing.clone()).fix()),
        };
        found.add(finding, false, &[located.span]);
    }
}
