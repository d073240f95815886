//! What the paste shows of tokens of any service: keys, recognized services, expected values, complaints of libraries.

use std::sync::Arc;

use crate::finding::{self, Code, answer};
use crate::key::check::{Budget, KeyCheck};
use crate::key::{self, Key};
use crate::livekit::api_key;
use crate::paste::Paste;
use crate::paste::known_text::Classification;
use crate::paste::url::ServerEvidence;
use crate::server::reading::Reading;
use crate::service::complaint::{self, Complainant, Complaint, LocatedComplaint, Trait};
use crate::service::expected::{self, Expectation};
use crate::service::opaque::{self, OpaqueCredential};
use crate::service::{self, Recognition, Service};
use crate::text::Span;
use crate::text::json::Value;
use crate::text::needles::contains;
use crate::text::span::Places;
use crate::token::jws::Malformed;
use crate::token::{Token, grants};

use super::relevance::{asks_elsewhere, is_of_livekit};

/// All that is known about tokens of any service.
pub struct AnyJwt {
    /// The keys of the paste.
    pub keys: Vec<Key>,
    /// The place of a key set without any key.
    pub empty_set: Option<Span>,
    /// How each token's signature relates to them.
    pub checks: Vec<KeyCheck>,
    /// Whose each token is.
    pub recognitions: Vec<Recognition>,
    /// Credentials that are no JWT.
    pub opaque: Vec<OpaqueCredential>,
    /// Values that a configuration expects.
    pub expected: Vec<Expectation>,
    /// What libraries of others complain about.
    pub complaints: Vec<LocatedComplaint>,
    /// Whose error is beside a token of `LiveKit`.
    pub other_service: Option<&'static str>,
}

impl AnyJwt {
    /// Reads it from a paste. `distinct` has the places of each token, and `subject` is the one in question: what services expect and
    /// libraries complain about explains no token of `LiveKit`. `is_foreign` is whether it is another service's.
    pub fn read(
        text: &str,
        paste: &Paste,
        tokens: &[Token],
        distinct: &[Vec<usize>],
        subject: Option<&Token>,
        is_foreign: bool,
    ) -> Self {
        let keys = key::find(text, tokens);
        let mut budget = Budget::default();
        let mut checks = vec![KeyCheck::Unchecked; tokens.len()];
        let mut recognitions = vec![Recognition::default(); tokens.len()];
        for places in distinct {
            let token = &tokens[places[0]];
            let recognition = service::recognize(token);
            let check = if keys.is_empty() {
                KeyCheck::Unchecked
            } else {
                key::check::check(token, &keys, &mut budget)
            };
            for &at in places {
                (recognitions[at], checks[at]) = (recognition, check);
            }
        }
        let is_own = subject.is_some_and(is_of_livekit);
        let mut taken: Vec<Span> = keys.iter().map(|key| key.span).collect();
        taken.extend(tokens.iter().flat_map(|token| token.spans.iter().copied()));
        let taken = Places::new(taken);
        let mut opaque = opaque::find(text);
        opaque.retain(|found| !taken.overlap(found.span));
        let mut complaints = if paste.known_texts.has_complaint {
            complaint::find(text)
        } else {
            Vec::new()
        };
        if complaints.is_empty() && (is_foreign || subject.is_none()) {
            complaints = of_server(&paste.known_texts);
        }
        let mut expected = Vec::new();
        if !is_own && !complaints.is_empty() {
            expected = expected::told(text);
        }
        if !is_own && !tokens.is_empty() {
            expected.extend(expected::find(text, &taken));
        }
        let complainants = complaints.iter().map(|located| located.complainant);
        let mut services = complainants.filter(|complainant| complainant.is(Trait::Service));
        let other_service = services.next().map(|service| service.name);
        Self {
            other_service: other_service.filter(|_| is_own),
            empty_set: key::jwk::empty_set(text),
            checks,
            recognitions,
            opaque,
            expected,
            complaints: if is_own { Vec::new() } else { complaints },
            keys,
        }
    }
}

/// Whether a token is another service's, and the paste has nothing of `LiveKit`'s: then the question is not what `LiveKit` answers.
pub fn is_elsewhere(
    text: &str,
    paste: &Paste,
    answers: &[(Arc<Reading>, Span)],
    token: &Token,
    is_foreign: bool,
) -> bool {
    let is_encrypted = token.jws.defects.contains(&Malformed::Encrypted);
    let recognition = service::recognize(token);
    let is_other = recognition
        .service
        .is_some_and(|service| service != Service::Livekit);
    let has_key = |pair: &crate::paste::pair::Pair| {
        pair.key
            .as_ref()
            .is_some_and(|(key, _)| api_key::has_form(key))
    };
    let names_livekit = || {
        let mut windows = text.as_bytes().windows(7);
        windows.any(|window| window.eq_ignore_ascii_case(b"livekit"))
    };
    (is_foreign && !token.is_payload || is_encrypted || is_other)
        && answers.is_empty()
        && paste.mistakes.is_empty()
        && !paste.pairs.iter().any(has_key)
        && !(paste.urls.iter()).any(|url| url.evidence > ServerEvidence::None)
        && !names_livekit()
}

/// Whether the paste shows that a token without any claim of `LiveKit`'s is another service's: it is for a URL, it was sent elsewhere,
/// code expects an audience or issuer of it, or a library or service says something of it.
pub fn is_named_elsewhere(text: &str, paste: &Paste, token: &Token) -> bool {
    let iss = token.claims.iss.value().map_or("", String::as_str);
    let set = token.jws.claims_set();
    let may_be_own = set
        .is_none_or(|set| grants::is_of_livekit(set) || grants::is_nearly_of_livekit(set))
        || api_key::has_form(iss)
        || token.minter.is_some()
        || token.jws.is_cut_off()
        || paste.known_texts.is_of_livekit
        || paste.pairs.iter().any(|pair| pair.key.is_some())
        || paste.urls.iter().any(|url| url.origin.starts_with("ws"))
        || contains(text, "room.connect")
        || paste.known_texts.is_certain
        || api_key::DEVELOPMENT == iss;
    if may_be_own {
        return false;
    }
    let audience = set
        .and_then(|set| set.member("aud"))
        .and_then(Value::string);
    let is_for_url = audience.is_some_and(|audience| audience.contains("://"));
    let is_sent = |span: &Span| text[..span.start].ends_with("Bearer ");
    let is_asked = || token.spans.iter().any(is_sent) && asks_elsewhere(text, &paste.urls);
    let is_heard = || paste.known_texts.has_complaint && !complaint::find(text).is_empty();
    let own = Places::new(token.spans.clone());
    is_for_url || is_asked() || is_heard() || !expected::find(text, &own).is_empty()
}

/// What other servers say of a token in the words of `LiveKit`'s.
fn of_server(known: &Classification) -> Vec<LocatedComplaint> {
    let mut complaints: Vec<LocatedComplaint> = Vec::new();
    let found = Classification {
        texts: known.of_others.clone(),
        ..Classification::default()
    };
    for (known, span) in finding::known(&found) {
        let complaint = match known.code {
            Code::Answer(answer::Code::Expired) => Complaint::Expired,
            Code::Answer(answer::Code::NotYetValid | answer::Code::IssuedInFuture) => {
                Complaint::NotYetValid
            }
            Code::Answer(answer::Code::WrongSecret) => Complaint::Signature,
            Code::Answer(answer::Code::AlgorithmNotAllowed) => Complaint::Algorithm,
            _ => continue,
        };
        if complaints.iter().all(|known| known.complaint != complaint) {
            complaints.push(LocatedComplaint {
                complaint,
                complainant: Complainant::SERVER,
                span,
            });
        }
    }
    complaints
}
