//! What the keys of the paste show of themselves, without a look at what they sign.

use super::Collector;
use crate::diagnosis::evidence::Evidence;
use crate::finding::any_jwt::key::KeyFinding;
use crate::key::check::KeyCheck;
use crate::key::{Certificate, Fault, Form, Key, MOST};
use crate::service::complaint::Complaint;
use crate::text::{LineNumbers, Span, needles};

/// The most keys of which something is said: what is said of every key of a large set helps nobody.
const TOLD: usize = 5;

/// What the keys themselves show.
pub(super) fn of_keys(found: &mut Collector, is_of_token: bool) {
    let evidence = found.evidence;
    empty_set(found, is_of_token);
    let keys = &evidence.any_jwt.keys;
    let used: Vec<usize> = (evidence.any_jwt.checks.iter())
        .filter_map(|check| match *check {
            KeyCheck::Valid { key }
            | KeyCheck::NearMiss { key, .. }
            | KeyCheck::Invalid { key } => Some(key),
            _ => None,
        })
        .collect();
    let is_relevant = is_of_token || evidence.token().is_none();
    let mut told = 0;
    for (at, key) in keys.iter().enumerate() {
        if told == TOLD {
            break;
        }
        let before = found.findings.len();
        material(found, key, is_relevant, is_of_token);
        if is_relevant && (used.is_empty() || used.contains(&at)) {
            certificate_time(found, key);
        }
        told += usize::from(found.findings.len() > before);
    }
    if keys.len() >= MOST {
        found.add(KeyFinding::ManyKeys { read: MOST }, true, &[]);
    }
    chain_order(found);
}

/// A set without keys.
fn empty_set(found: &mut Collector, is_of_token: bool) {
    let evidence = found.evidence;
    if let Some(span) = evidence.any_jwt.empty_set
        && (is_of_token || evidence.token().is_none() && is_about_keys(evidence))
        && evidence.any_jwt.keys.is_empty()
    {
        let lines = found.lines(span);
        found.add(KeyFinding::EmptySet { lines }, true, &[span]);
        // It tells why there is no key.
        found.findings.rotate_right(1);
    }
}

/// What a key is made of, and how it is written.
fn material(found: &mut Collector, key: &Key, is_relevant: bool, is_of_token: bool) {
    let is_sound = key.material.is_ok() && key.writing.is_none() && !key.is_private;
    let lines = if is_sound {
        LineNumbers::Nowhere
    } else {
        found.lines(key.span)
    };
    let is_of_family = matches!(key.material, Err(Fault::Unchecked(_))) && is_of_token;
    if let (Err(fault), true) = (&key.material, is_relevant && !is_of_family) {
        let fault = fault.clone();
        let finding = KeyFinding::KeyUnusable { fault, lines };
        found.add(finding, true, &[key.span]);
    }
    // A shared secret is needed on both sides.
    if key.is_private && key.kty() != Some("oct") {
        let form = key.form;
        found.add(KeyFinding::PrivateKey { form, lines }, true, &[key.span]);
    }
    if let (Some(writing), true) = (key.writing, is_relevant) {
        let mut complaints = found.evidence.any_jwt.complaints.iter();
        let is_refused = complaints
            .any(|located| matches!(located.complaint, Complaint::KeyForm | Complaint::KeyType));
        let finding = KeyFinding::KeyWriting {
            writing,
            is_refused,
            lines,
        };
        found.add(finding, false, &[key.span]);
        // It tells why the key cannot be read.
        found.findings.rotate_right(usize::from(is_refused));
    }
}

/// That the certificate of a key is over, or not valid yet.
fn certificate_time(found: &mut Collector, key: &Key) {
    let Some(certificate) = &key.certificate else {
        return;
    };
    let now = found.evidence.asked_at.instants.earliest;
    let is_over = certificate.not_after.0 < now.0;
    if is_over || certificate.not_before.0 > now.0 {
        let finding = KeyFinding::CertificateTime {
            subject: certificate.subject.clone(),
            at: if is_over {
                certificate.not_after
            } else {
                certificate.not_before
            },
            is_over,
        };
        found.add(finding, true, &[key.span]);
    }
}

/// That the certificates of a chain are in reverse order.
fn chain_order(found: &mut Collector) {
    let certificates: Vec<(&Certificate, Span)> = (found.evidence.any_jwt.keys.iter())
        .filter(|key| key.form == Form::X509Pem)
        .filter_map(|key| Some((key.certificate.as_ref()?, key.span)))
        .collect();
    let is_reversed = |pair: &&[(&Certificate, Span)]| {
        let [(first, _), (second, _)] = pair[..] else {
            return false;
        };
        let signed_by = |one: &Certificate, by: &Certificate| one.issuer == by.subject;
        signed_by(second, first) && !signed_by(first, second) && !second.is_self_signed
    };
    if let Some([(_, first), (_, second)]) = certificates.windows(2).find(is_reversed) {
        found.add(KeyFinding::ChainOrder, true, &[*first, *second]);
    }
}

/// Whether the paste is about the keys of an issuer: other programs have lists of keys, too.
fn is_about_keys(evidence: &Evidence) -> bool {
    !evidence.any_jwt.complaints.is_empty() || needles::contains(&evidence.text, "jwks")
}
