//! What the keys and secrets of the paste show about the signature of a token.

use super::Collector;
use super::jwt_secret::{jwt_secrets, other_secret};
use crate::diagnosis::evidence::Evidence;
use crate::finding::any_jwt::key::KeyName;
use crate::finding::any_jwt::signature::SignatureFinding;
use crate::finding::slip::SlipFinding;
use crate::finding::{Finding, LocatedFinding};
use crate::key::check::KeyCheck;
use crate::key::{Family, Fault, Form, Key};
use crate::secret::Signature;
use crate::sentence;
use crate::service::complaint::Complaint;
use crate::service::key_set::key_set;
use crate::service::{Facts, Kind, Recognition};
use crate::text::LineNumbers;
use crate::token::Token;

/// What the keys of the paste show about the signature.
pub(super) fn signature(found: &mut Collector, at: usize, algorithm: &str) {
    let evidence = found.evidence;
    let token = &evidence.tokens[at];
    let keys = &evidence.any_jwt.keys;
    let spans = &token.spans;
    if shared_secret(found, at) {
        return;
    }
    let is_whole = matches!(evidence.any_jwt.checks[at], KeyCheck::Valid { .. });
    if let Some(bytes) = cut_off(token, algorithm).filter(|_| !is_whole) {
        let algorithm = algorithm.to_owned();
        found.add(
            SignatureFinding::SignatureCut { algorithm, bytes },
            false,
            spans,
        );
        return;
    }
    let kid = token.jws.key_id();
    let place = |key: usize| [spans.clone(), vec![keys[key].span]].concat();
    let is_named = |key: usize| kid.is_some() && keys[key].kid == kid;
    let kids = || -> Vec<String> { keys.iter().filter_map(|key| key.kid.clone()).collect() };
    match evidence.any_jwt.checks[at] {
        KeyCheck::NearMiss { key, slip } => {
            found.add(SignatureFinding::SignatureForm { slip }, true, &place(key));
        }
        KeyCheck::Valid { key } if is_unnamed(evidence, key) && kid.is_some() => {
            let kid = kid.unwrap_or_default();
            found.add(SignatureFinding::KeyWithoutKid { kid }, true, &place(key));
        }
        KeyCheck::Valid { key } => {
            let differs = kid.is_some() && keys[key].kid.is_some() && !is_named(key);
            if let Some(kid) = kid.filter(|_| differs) {
                let kids = keys[key].kid.clone().into_iter().collect();
                let finding = SignatureFinding::KidNotInSet {
                    kid,
                    kids,
                    fits: true,
                };
                found.add(finding, true, &place(key));
            }
        }
        KeyCheck::Ambiguous { key } => {
            let kid = kid.unwrap_or_default();
            found.add(SignatureFinding::KidTwice { kid }, true, &place(key));
        }
        KeyCheck::Invalid { key } | KeyCheck::Unsuited { key }
            if kid.is_some()
                && !kids().is_empty()
                && !kids().contains(kid.as_ref().unwrap_or(&String::new())) =>
        {
            let kid = kid.unwrap_or_default();
            let finding = SignatureFinding::KidNotInSet {
                kid,
                kids: kids(),
                fits: false,
            };
            found.add(finding, true, &place(key));
        }
        KeyCheck::Invalid { key } => {
            let finding = SignatureFinding::KeyDoesNotFit {
                key: found.name(&keys[key]),
                is_named: is_named(key),
            };
            found.add(finding, true, &place(key));
        }
        KeyCheck::Unsuited { key } if keys[key].material.is_ok() => {
            let finding = unsuited(found, &keys[key], algorithm);
            found.add(finding, is_named(key), &place(key));
        }
        KeyCheck::Unsuited { .. } => {}
        KeyCheck::Unchecked => {
            let is_asymmetric = ["RS", "PS", "ES", "Ed", "ML"]
                .into_iter()
                .any(|start| algorithm.starts_with(start));
            if is_asymmetric && let Some(span) = jwt_secrets(&evidence.text).next() {
                let algorithm = algorithm.to_owned();
                found.add(
                    SignatureFinding::SecretForPublicKey { algorithm },
                    false,
                    &[span],
                );
            }
            if let Some(span) = other_secret(evidence, at) {
                let finding = SignatureFinding::KeyDoesNotFit {
                    key: shared(found.lines(span)),
                    is_named: false,
                };
                found.add(finding, true, &[span]);
            }
        }
    }
    thumbprint(found, token);
}

/// What the secrets of the paste show about the signature; returns whether one of them made it.
fn shared_secret(found: &mut Collector, at: usize) -> bool {
    let evidence = found.evidence;
    let secret = |pair: usize| {
        evidence.paste.pairs[pair]
            .secret
            .as_ref()
            .map(|(_, span)| *span)
    };
    match evidence.signatures[at] {
        Signature::Valid { .. } => true,
        Signature::NearMiss { pair, steps } => {
            let place = evidence.lines().numbers(secret(pair).as_slice());
            found.findings.push(LocatedFinding {
                finding: Finding::Slip(SlipFinding {
                    steps,
                    place,
                    is_elsewhere: true,
                }),
                certain: true,
                spans: evidence.tokens[at].spans.clone(),
            });
            true
        }
        Signature::Invalid if evidence.any_jwt.keys.is_empty() => {
            let mut pairs = 0..evidence.paste.pairs.len();
            if let Some(span) = pairs.find_map(secret) {
                let key = shared(found.lines(span));
                let finding = SignatureFinding::KeyDoesNotFit {
                    key,
                    is_named: false,
                };
                found.add(finding, true, &[span]);
            }
            false
        }
        Signature::Invalid | Signature::Unchecked => false,
    }
}

/// How many bytes are left of a signature that was cut off.
fn cut_off(token: &Token, algorithm: &str) -> Option<usize> {
    let bytes = token.jws.signature.len();
    let whole = match algorithm {
        "HS256" => 32,
        "HS384" => 48,
        "HS512" | "ES256" | "ES256K" | "EdDSA" | "Ed25519" => 64,
        "ES384" => 96,
        "ES512" => 132,
        // The keys of RSA have a length in steps of 256 bits.
        _ if algorithm.starts_with("RS") || algorithm.starts_with("PS") => {
            return (bytes > 64 && !bytes.is_multiple_of(32)).then_some(bytes);
        }
        _ => return None,
    };
    // What is much shorter is no signature at all, such as the word of somebody who removed it.
    (bytes < whole && bytes > whole / 2).then_some(bytes)
}

/// Whether a library missed the key of a set that has no name.
fn is_unnamed(evidence: &Evidence, key: usize) -> bool {
    let key = &evidence.any_jwt.keys[key];
    let mut complaints = evidence.any_jwt.complaints.iter();
    key.form == Form::Jwks
        && key.kid.is_none()
        && complaints.any(|located| located.complaint == Complaint::UnknownKey)
}

/// Why a key of the paste does not check an algorithm.
fn unsuited(found: &Collector, key: &Key, algorithm: &str) -> SignatureFinding {
    let name = found.name(key);
    match other_use(key, algorithm) {
        Some((member, usage)) => SignatureFinding::KeyOfAnotherUse {
            key: name,
            member,
            usage,
        },
        None => SignatureFinding::KeyOfAnotherAlgorithm {
            algorithm: algorithm.to_owned(),
            key: name,
        },
    }
}

/// What a key says of itself that keeps it from checking an algorithm that its type is right for.
fn other_use(key: &Key, algorithm: &str) -> Option<(&'static str, String)> {
    let is_of_type = key.public().is_some_and(|public| public.fits(algorithm));
    let said = match (&key.other_use, &key.algorithm) {
        (Some(usage), _) => ("use", usage.clone()),
        (None, Some(own)) => ("alg", own.clone()),
        (None, None) => return None,
    };
    (is_of_type && !key.is_for(algorithm)).then_some(said)
}

/// Whether somebody mixed up the identifiers of a set.
fn thumbprint(found: &mut Collector, token: &Token) {
    let keys = &found.evidence.any_jwt.keys;
    if let Some(kid) = token.jws.key_id() {
        let named = keys.iter().find(|key| key.kid.as_ref() == Some(&kid));
        let has_print = |key: &&Key| {
            key.public()
                .is_some_and(|public| public.thumbprint() == kid)
        };
        if let Some(named) = named.filter(|named| !has_print(named))
            && let Some(other) = keys
                .iter()
                .filter(|key| key.form == Form::Jwks)
                .find(has_print)
        {
            let places = [named.span, other.span];
            found.add(SignatureFinding::ThumbprintOfAnother { kid }, true, &places);
        }
    }
}

/// Where a library refused the signature, and what is pasted made it.
pub(super) fn fits_here(found: &mut Collector, at: usize) {
    let evidence = found.evidence;
    if let Some(key) = fitting(found, at).filter(|_| is_signature_refused(evidence)) {
        let spans = &evidence.tokens[at].spans;
        found.add(SignatureFinding::KeyFitsHere { key }, true, spans);
    }
}

pub(super) fn is_signature_refused(evidence: &Evidence) -> bool {
    let mut complaints = evidence.any_jwt.complaints.iter();
    complaints.any(|located| located.complaint == Complaint::Signature)
}

/// The secret or key of the paste that made the signature.
fn fitting(found: &Collector, at: usize) -> Option<KeyName> {
    let evidence = found.evidence;
    match (evidence.signatures[at], evidence.any_jwt.checks[at]) {
        (Signature::Valid { pair }, _) => {
            let (_, span) = evidence.paste.pairs[pair].secret.as_ref()?;
            Some(shared(found.lines(*span)))
        }
        (_, KeyCheck::Valid { key }) => Some(found.name(&evidence.any_jwt.keys[key])),
        _ => None,
    }
}

/// Which key fits the token, or what is missing to say so.
pub(super) fn key_of_token(found: &mut Collector, at: usize) {
    let evidence = found.evidence;
    let spans = &evidence.tokens[at].spans;
    if let Some(family) = family(evidence, at) {
        found.add(SignatureFinding::FamilyUnchecked { family }, true, spans);
    }
    if let Some(key) = fitting(found, at).filter(|_| !is_signature_refused(evidence)) {
        found.add(SignatureFinding::KeyFits { key }, true, spans);
    }
    if let Some(missing) = key_missing(evidence, at) {
        found.add(missing, true, spans);
    }
}

/// The family of the signature, if it is not checked here.
fn family(evidence: &Evidence, at: usize) -> Option<Family> {
    let of_key = match evidence.any_jwt.checks[at] {
        KeyCheck::Unsuited { key } => match evidence.any_jwt.keys[key].material {
            Err(Fault::Unchecked(family)) => Some(family),
            _ => None,
        },
        _ => None,
    };
    of_key.or_else(|| Family::of(&evidence.tokens[at].jws.algorithm()?))
}

/// That the paste has no key to check a signature with, and where there is one.
pub(super) fn key_missing(evidence: &Evidence, at: usize) -> Option<SignatureFinding> {
    let token = &evidence.tokens[at];
    let Recognition { service, kind } = evidence.any_jwt.recognitions[at];
    let algorithm = token.jws.algorithm().filter(|name| !name.is_empty())?;
    let is_missing = evidence.any_jwt.checks[at] == KeyCheck::Unchecked
        && evidence.signatures[at] == Signature::Unchecked
        && other_secret(evidence, at).is_none()
        && family(evidence, at).is_none()
        && kind != Some(Kind::Jwe)
        && !token.jws.signature.is_empty();
    let key_set = key_set(service, &Facts::of(token).text("iss"));
    let key_set = key_set.filter(|_| !algorithm.starts_with("HS"));
    is_missing.then_some(SignatureFinding::KeyMissing { algorithm, key_set })
}

/// A shared secret in these lines.
fn shared(lines: LineNumbers) -> KeyName {
    let what = sentence!["shared secret"];
    KeyName { what, lines }
}
