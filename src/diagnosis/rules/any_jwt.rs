//! Findings about tokens of any service, and about the keys of the paste.

use crate::clock::time_mistake::{self, Kind as Mistake};
use crate::diagnosis::evidence::Evidence;
use crate::finding::any_jwt::JwtFinding;
use crate::finding::any_jwt::claim::{ClaimFinding, TimeForm};
use crate::finding::any_jwt::complaint::ComplaintFinding;
use crate::finding::any_jwt::form::TokenForm;
use crate::finding::any_jwt::key::{KeyFinding, KeyName, key_words};
use crate::finding::any_jwt::service::ServiceFinding;
use crate::finding::any_jwt::signature::SignatureFinding;
use crate::finding::slip::SlipFinding;
use crate::finding::{Explain, Finding, LocatedFinding};
use crate::key::check::KeyCheck;
use crate::key::{Certificate, Family, Fault, Form, Key, MOST};
use crate::secret::signature::verify as verify_hmac;
use crate::secret::{self, Signature};
use crate::sentence;
use crate::service::complaint::Complaint;
use crate::service::disclosure;
use crate::service::expected::{self, Claim};
use crate::service::trouble::{self, Timing, Trouble};
use crate::service::{Facts, Kind, Recognition, Service};
use crate::text::{LineNumbers, Span, base64url, json, needles};
use crate::token::Token;
use crate::token::claims::Claim as Time;
use crate::token::jws::Malformed;

/// Collects findings with their places.
struct Found<'a> {
    evidence: &'a Evidence,
    findings: &'a mut Vec<LocatedFinding>,
}

impl Found<'_> {
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
    let mut found = Found { evidence, findings };
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
            let mut heard = evidence.any_jwt.complaints.iter();
            if subject.is_none() && heard.any(|heard| heard.complaint == Complaint::Malformed) {
                found.findings.rotate_right(1);
            }
        }
    }
}

/// Whether the token in question is another service's.
pub fn is_of_other_service(evidence: &Evidence) -> bool {
    evidence.token().is_some_and(|token| {
        let is_encrypted = token.jws.defects.contains(&Malformed::Encrypted);
        !token.jws.is_cut_off() && (super::form::is_foreign(token) || is_encrypted)
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

/// Those who check ID tokens, and no access tokens.
const OF_ID_TOKENS: [&str; 8] = [
    "Argo CD",
    "AWS STS",
    "go-oidc",
    "Google Cloud Run",
    "Google IAP",
    "Kubernetes",
    "openid-client",
    "Vault",
];

fn of_token(found: &mut Found, at: usize) {
    let evidence = found.evidence;
    let token = &evidence.tokens[at];
    let recognition = evidence.any_jwt.recognitions[at];
    let spans = &token.spans;
    let facts = Facts::of(token);
    let algorithm = token.jws.algorithm().unwrap_or_default();
    let is_encrypted = recognition.kind == Some(Kind::Jwe);
    let troubles = trouble::of_token(token, recognition);
    complaints(found, Some(at));
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
    if complaints.any(|heard| heard.complaint.is_about_signature()) {
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
        complaints.any(|heard| heard.complaint.claim() == Some(claim))
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
        if complaints.any(|heard| heard.complaint.is_about_time()) {
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
fn rules(found: &mut Found, troubles: &[Trouble], spans: &[Span], has_no_times: bool) {
    let heard = &found.evidence.any_jwt.complaints;
    let mut libraries = heard.iter().map(|heard| heard.library);
    let is_of_id_tokens = libraries.any(|library| OF_ID_TOKENS.contains(&library));
    for &trouble in troubles {
        if trouble == Trouble::IdToken && is_of_id_tokens
            || trouble == Trouble::NegativeLife && has_no_times
        {
            continue;
        }
        found.add(ServiceFinding::ServiceRule { trouble }, false, spans);
        // It tells what a refusal, or the time alone, leaves open.
        let is_of_life = matches!(trouble, Trouble::LifeWithoutUnit | Trouble::NegativeLife);
        let mut heard = found.evidence.any_jwt.complaints.iter();
        if is_of_life || heard.any(|heard| trouble.explains(heard.complaint)) {
            found.findings.rotate_right(1);
        }
    }
}

/// Where a library refused the signature, and what is pasted made it.
fn fits_here(found: &mut Found, at: usize) {
    let evidence = found.evidence;
    if let Some(key) = fitting(found, at).filter(|_| is_signature_refused(evidence)) {
        let spans = &evidence.tokens[at].spans;
        found.add(SignatureFinding::KeyFitsHere { key }, true, spans);
    }
}

fn is_signature_refused(evidence: &Evidence) -> bool {
    let mut complaints = evidence.any_jwt.complaints.iter();
    complaints.any(|heard| heard.complaint == Complaint::Signature)
}

/// The secret or key of the paste that made the signature.
fn fitting(found: &Found, at: usize) -> Option<KeyName> {
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

/// Which key fits the token, or what is missing to say so.
fn key_of_token(found: &mut Found, at: usize) {
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
fn key_missing(evidence: &Evidence, at: usize) -> Option<SignatureFinding> {
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

/// The fewest characters of a value that is taken for a secret.
const SHORTEST_SECRET: usize = 16;

/// The names of settings for the secret of a JWT.
const SECRET_NAMES: [&str; 4] = ["jwt_secret", "jwt-secret", "jwt.secret", "jwtsecret"];

/// The places of settings such as `SUPABASE_JWT_SECRET=…` or `JWT_SECRET_KEY: …`, which code may name before.
fn jwt_secrets(text: &str) -> impl Iterator<Item = Span> {
    let folded = text.to_ascii_lowercase();
    let ends = SECRET_NAMES.iter().flat_map(|name| {
        let places = needles::places(&folded, name);
        places.map(|at| at + name.len()).collect::<Vec<_>>()
    });
    let mut ends: Vec<usize> = ends.collect();
    ends.sort_unstable();
    ends.into_iter().filter_map(move |start| {
        let rest = &folded[start..];
        let key = rest.strip_prefix(['_', '-', '.']).unwrap_or(rest);
        let start = text.len() - key.strip_prefix("key").unwrap_or(rest).len();
        let value = text[start..].trim_start_matches(['"', '\'', ' ', '=', ':']);
        let at = text.len() - value.len();
        let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let length = end.unwrap_or(value.len());
        (at > start && length >= SHORTEST_SECRET).then(|| Span::new(at, at + length))
    })
}

/// The place of such a setting whose value is a secret that did not make the signature of a token, which nothing else in the paste checks.
pub fn other_secret(evidence: &Evidence, at: usize) -> Option<Span> {
    let jws = &evidence.tokens[at].jws;
    let algorithm = jws.algorithm()?;
    let is_unchecked = evidence.signatures[at] == Signature::Unchecked
        && evidence.any_jwt.checks[at] == KeyCheck::Unchecked;
    if !is_unchecked || !algorithm.starts_with("HS") || jws.signature.is_empty() {
        return None;
    }
    let is_literal = |span: &Span| {
        let value = span.of(&evidence.text);
        !value.contains(['$', '(', '{', '<', '.']) && !secret::is_placeholder(value)
    };
    let span = jwt_secrets(&evidence.text).find(is_literal)?;
    let value = span.of(&evidence.text);
    let input = &jws.text.as_bytes()[jws.signing_input.clone()];
    // The search for slips may not have seen the setting.
    let decoded = base64url::decode_standard(value.as_bytes()).unwrap_or_default();
    let mut secrets = [value.as_bytes(), &decoded].into_iter();
    let is_made = secrets.any(|secret| verify_hmac(&algorithm, secret, input, &jws.signature));
    (!is_made).then_some(span)
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

/// A shared secret in these lines.
fn shared(lines: LineNumbers) -> KeyName {
    let what = sentence!["shared secret"];
    KeyName { what, lines }
}

/// Where an issuer publishes its keys, as far as its service is known.
fn key_set(service: Option<Service>, issuer: &str) -> Option<String> {
    let base = issuer.trim_end_matches('/');
    let is_address = issuer.starts_with("https://") || issuer.starts_with("http://");
    // What a service account signs is checked with its own keys.
    let of_account = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '@');
    let path = match service? {
        Service::Google | Service::Firebase
            if issuer.ends_with(".gserviceaccount.com") && issuer.chars().all(of_account) =>
        {
            let keys = "https://www.googleapis.com/service_accounts/v1/jwk";
            return Some(format!("{keys}/{issuer}"));
        }
        Service::Firebase if issuer.contains("firebaseappcheck.googleapis.com") => {
            return Some("https://firebaseappcheck.googleapis.com/v1/jwks".to_owned());
        }
        Service::Firebase if issuer.contains("session.firebase.google.com") => {
            let keys = "https://www.googleapis.com/identitytoolkit/v3/relyingparty/publicKeys";
            return Some(keys.to_owned());
        }
        // A client secret and a token of an API are made with the own key of their developer.
        Service::Apple if !is_address => return None,
        Service::Google => return Some("https://www.googleapis.com/oauth2/v3/certs".to_owned()),
        Service::Firebase => {
            return Some("https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com".to_owned());
        }
        Service::Apple => return Some("https://appleid.apple.com/auth/keys".to_owned()),
        Service::Entra => {
            return Some("https://login.microsoftonline.com/common/discovery/v2.0/keys".to_owned());
        }
        Service::Keycloak => "/protocol/openid-connect/certs",
        Service::Okta if base.contains("/oauth2") => "/v1/keys",
        Service::Okta => "/oauth2/v1/keys",
        Service::CloudflareAccess => "/cdn-cgi/access/certs",
        Service::GithubActions | Service::Vercel => "/.well-known/jwks",
        Service::GitlabCi => "/oauth/discovery/keys",
        Service::GoogleIap => {
            return Some("https://www.gstatic.com/iap/verify/public_key-jwk".to_owned());
        }
        Service::Circleci => "/.well-known/jwks-pub.json",
        Service::Vault => "/.well-known/keys",
        Service::Auth0 | Service::Supabase | Service::Clerk | Service::Cognito => {
            "/.well-known/jwks.json"
        }
        _ => return None,
    };
    is_address.then(|| format!("{base}{path}"))
}

fn structure(found: &mut Found, token: &Token, facts: Facts) {
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

/// What the secrets of the paste show about the signature; returns whether one of them made it.
fn shared_secret(found: &mut Found, at: usize) -> bool {
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

/// What the keys of the paste show about the signature.
fn signature(found: &mut Found, at: usize, algorithm: &str) {
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

/// Whether a library missed the key of a set that has no name.
fn is_unnamed(evidence: &Evidence, key: usize) -> bool {
    let key = &evidence.any_jwt.keys[key];
    let mut complaints = evidence.any_jwt.complaints.iter();
    key.form == Form::Jwks
        && key.kid.is_none()
        && complaints.any(|heard| heard.complaint == Complaint::UnknownKey)
}

/// Why a key of the paste does not check an algorithm.
fn unsuited(found: &Found, key: &Key, algorithm: &str) -> SignatureFinding {
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
fn thumbprint(found: &mut Found, token: &Token) {
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

/// What the keys themselves show.
fn of_keys(found: &mut Found, is_of_token: bool) {
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
    let keys = &evidence.any_jwt.keys;
    let now = evidence.asked_at.instants.earliest;
    let used: Vec<usize> = (evidence.any_jwt.checks.iter())
        .filter_map(|check| match *check {
            KeyCheck::Valid { key }
            | KeyCheck::NearMiss { key, .. }
            | KeyCheck::Invalid { key } => Some(key),
            _ => None,
        })
        .collect();
    // What is said of every key of a large set helps nobody.
    let mut told = 0;
    let is_relevant = is_of_token || evidence.token().is_none();
    for (at, key) in keys.iter().enumerate() {
        if told == 5 {
            break;
        }
        let before = found.findings.len();
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
            let mut complaints = evidence.any_jwt.complaints.iter();
            let is_refused = complaints
                .any(|heard| matches!(heard.complaint, Complaint::KeyForm | Complaint::KeyType));
            let finding = KeyFinding::KeyWriting {
                writing,
                is_refused,
                lines,
            };
            found.add(finding, false, &[key.span]);
            // It tells why the key cannot be read.
            found.findings.rotate_right(usize::from(is_refused));
        }
        if let Some(certificate) = key.certificate.as_ref().filter(|_| is_relevant)
            && (used.is_empty() || used.contains(&at))
        {
            let Certificate {
                subject,
                not_before,
                not_after,
                ..
            } = certificate;
            let subject = subject.clone();
            let is_over = not_after.0 < now.0;
            let at = if is_over { *not_after } else { *not_before };
            if is_over || not_before.0 > now.0 {
                let finding = KeyFinding::CertificateTime {
                    subject,
                    at,
                    is_over,
                };
                found.add(finding, true, &[key.span]);
            }
        }
        told += usize::from(found.findings.len() > before);
    }
    if keys.len() >= MOST {
        found.add(KeyFinding::ManyKeys { read: MOST }, true, &[]);
    }
    let certificates: Vec<(&Certificate, Span)> = (keys.iter())
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

/// What libraries of others said, of the token at this index if there is one.
fn complaints(found: &mut Found, at: Option<usize>) {
    let evidence = found.evidence;
    let is_of_signature = is_signature_refused(evidence);
    let missing = at.filter(|_| is_of_signature);
    let missing = missing.and_then(|at| key_missing(evidence, at));
    for heard in &evidence.any_jwt.complaints {
        let missing = missing
            .as_ref()
            .filter(|_| heard.complaint == Complaint::Signature);
        let finding = ComplaintFinding::LibraryComplaint {
            complaint: heard.complaint,
            library: heard.library,
            key: missing.map(|missing| JwtFinding::from(missing.clone()).fix()),
        };
        found.add(finding, false, &[heard.span]);
    }
}
