//! Findings from the form of the token, and from texts that were sent in place of one.

use crate::finding::form::FormFinding;
use crate::finding::{self, Code, Finding, LocatedFinding, answer, not_a_token};
use crate::livekit::api_key;
use crate::paste::not_a_token::NotAToken;
use crate::secret::Signature;
use crate::service;
use crate::text::Span;
use crate::text::json::Value;
use crate::text::needles::find;
use crate::token::jws::{Malformed, Part};
use crate::token::{Token, grants};

use crate::diagnosis::evidence::Evidence;

use super::{Add, answers};

/// A text that was sent in place of a token.
pub(super) fn not_a_token(evidence: &Evidence, (sent, span): (NotAToken, Span)) -> LocatedFinding {
    // In a paste with a sound token, the text may be a remark.
    let is_shown = matches!(
        sent,
        NotAToken::PythonBytes
            | NotAToken::RustResult
            | NotAToken::GoNil
            | NotAToken::Empty
            | NotAToken::Bearer
            | NotAToken::Quoted
            | NotAToken::LineEnd
    );
    let is_of_pair = || {
        let value = span.of(&evidence.text);
        let mut secrets = evidence
            .paste
            .pairs
            .iter()
            .filter_map(|pair| pair.secret.as_ref());
        api_key::has_form(value) || secrets.any(|(secret, _)| secret.expose() == value)
    };
    let is_of_pair = sent == NotAToken::Opaque && is_of_pair();
    let is_known = sent != NotAToken::Opaque || is_of_pair;
    let certain = is_shown || evidence.token().is_none() && is_known;
    let code = match sent {
        NotAToken::Opaque if is_of_pair => not_a_token::Code::KeySent,
        NotAToken::Promise => not_a_token::Code::PromiseNotAwaited,
        NotAToken::Future => not_a_token::Code::FutureNotAwaited,
        NotAToken::EmptyObject => not_a_token::Code::EmptyObject,
        NotAToken::Builder => not_a_token::Code::BuilderPrinted,
        NotAToken::Method => not_a_token::Code::MethodNotCalled,
        NotAToken::PythonBytes => not_a_token::Code::PythonBytes,
        NotAToken::RustResult => not_a_token::Code::RustResult,
        NotAToken::GoNil => not_a_token::Code::GoNil,
        NotAToken::Empty => not_a_token::Code::EmptyToken,
        NotAToken::Bearer => not_a_token::Code::BearerSent,
        NotAToken::Quoted => not_a_token::Code::QuotesSent,
        NotAToken::WebPage => not_a_token::Code::WebPageSent,
        NotAToken::Nothing => not_a_token::Code::NoValue,
        NotAToken::Opaque => not_a_token::Code::NotAToken,
        NotAToken::Encoded => not_a_token::Code::EncodedTwice,
        NotAToken::Object => not_a_token::Code::ObjectSent,
        NotAToken::LineEnd => {
            return LocatedFinding {
                finding: Finding::Form(FormFinding::LineEndSent),
                certain,
                spans: vec![span],
            };
        }
    };
    LocatedFinding {
        finding: Finding::NotAToken(code),
        certain,
        spans: vec![span],
    }
}

/// Calls with which routes of JavaScript answer with JSON.
const JSON_ANSWERS: [&str; 3] = ["res.json(", "c.json(", "Response.json("];

/// That code answers with a token alone as JSON, which is a string in quotes, and that other code reads the answer as plain text; if
/// a server was sent what is no token. `FastAPI` writes what a route returns as JSON.
pub(super) fn quoted_by_code(evidence: &Evidence) -> Option<LocatedFinding> {
    const READ: &str = ".text()";
    let text = &evidence.text;
    let start = find(text, READ)?;
    let is_bare = |words: &str| {
        let mut calls = text.match_indices(words);
        calls.any(|(at, _)| {
            let value = text[at + words.len()..].trim_start();
            let line = value.lines().next().unwrap_or_default();
            let is_token = ["oken", "toJwt"]
                .into_iter()
                .any(|word| line.contains(word));
            is_token && !value.starts_with(['{', '['])
        })
    };
    let mut routes = ["@app.get(", "@app.post(", "@router.get(", "@router.post("].into_iter();
    let mut returned = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("return "));
    let is_quoted = JSON_ANSWERS.into_iter().any(is_bare)
        || routes.any(|route| text.contains(route))
            && returned.any(|value| !value.starts_with('{') && value.ends_with(".to_jwt()"));
    let code = Code::Answer(answer::Code::NotAToken);
    let known = finding::known(&evidence.paste.known_texts);
    let is_refused = (known.iter()).any(|(known, _)| known.code == code)
        || (evidence.answer()).is_some_and(|(reading, _)| answers::meaning(reading).code == code);
    let is_parsed = text.contains("JSON.parse(");
    (evidence.token().is_none() && is_quoted && is_refused && !is_parsed).then(|| LocatedFinding {
        finding: Finding::NotAToken(not_a_token::Code::QuotesSent),
        certain: true,
        spans: vec![Span::new(start, start + READ.len())],
    })
}

/// Defects in the form of the token.
pub(super) fn judge(token: &Token, is_elsewhere: bool, signature: Signature, add: Add) {
    let defects = &token.jws.defects;
    let is_encrypted = |defect: &Malformed| matches!(defect, Malformed::Encrypted);
    if defects.iter().any(is_encrypted) {
        if !is_elsewhere {
            add(Finding::Form(FormFinding::EncryptedToken), true);
        }
        return;
    }
    if token.jws.is_cut_off() {
        add(Finding::Form(FormFinding::TokenCutOff), true);
    } else if token.is_payload {
        add(Finding::Form(FormFinding::PayloadOnly), true);
    }
    if !token.jws.is_cut_off() && is_foreign(token) && !is_elsewhere {
        let issuer = token.claims.iss.value().cloned();
        add(Finding::Form(FormFinding::ForeignToken { issuer }), true);
    }
    // It says so itself.
    let is_said = |defect: &&Malformed| {
        let is_unsecured = token.jws.algorithm().as_deref() == Some("none");
        is_elsewhere
            && (**defect == Malformed::Unsigned && is_unsecured
                || is_damaged_payload(defect) && (is_nested(token) || token.jws.is_detached()))
    };
    for defect in defects.iter().filter(|defect| !is_said(defect)) {
        add(Finding::Form(FormFinding::of(defect.clone())), true);
    }
    if !is_elsewhere && is_damaged(token) {
        let is_signed = match signature {
            Signature::Valid { .. } | Signature::NearMiss { .. } => Some(true),
            Signature::Invalid => Some(false),
            Signature::Unchecked => None,
        };
        let finding = FormFinding::DamagedText { is_signed };
        add(Finding::Form(finding), is_signed.is_some());
    }
    if token.invisible {
        add(Finding::Form(FormFinding::InvisibleCharacter), false);
    }
}

/// Whether the payload is another token, as the header says, and no JSON (RFC 7519 section 5.2).
fn is_nested(token: &Token) -> bool {
    let header = token.jws.header.root();
    let content = header.and_then(|header| header.member("cty")?.string());
    content.is_some_and(|content| content.eq_ignore_ascii_case("jwt"))
}

fn is_damaged_payload(defect: &Malformed) -> bool {
    matches!(
        defect,
        Malformed::Json {
            part: Part::Payload,
            ..
        }
    )
}

/// Whether the claims have a character that could not be read when they were written, or cannot be read now.
fn is_damaged(token: &Token) -> bool {
    std::str::from_utf8(token.jws.claims.source())
        .map_or(true, |text| text.contains(char::REPLACEMENT_CHARACTER))
}

/// Whether a token was made for another service: it has none of LiveKit's claims, and its issuer, algorithm, header or
/// own claims belong to another service.
pub fn is_foreign(token: &Token) -> bool {
    // `LiveKit` makes none.
    if is_nested(token) || token.jws.is_detached() {
        return true;
    }
    // What can be read of damaged claims does not tell what they were.
    if token.jws.defects.iter().any(is_damaged_payload) {
        return false;
    }
    let Some(set) = token
        .jws
        .claims_set()
        .filter(|set| !grants::is_of_livekit(*set))
    else {
        return false;
    };
    if service::recognize(token).service.is_some() {
        return true;
    }
    let iss = token.claims.iss.value().map_or("", String::as_str);
    let is_asymmetric = token.jws.algorithm().is_some_and(|algorithm| {
        let begins = |family| algorithm.starts_with(family);
        ["RS", "PS", "ES", "Ed"].into_iter().any(begins)
    });
    let is = |member: Option<Value>, text: &str| {
        member
            .and_then(Value::string)
            .is_some_and(|value| value.contains(text))
    };
    let header = token
        .jws
        .header
        .root()
        .and_then(|header| header.member("cty"));
    let is_named = is(header, "twilio") || is(set.member("aud"), "jitsi");
    let (is_nearly, has_foreign) = (grants::is_nearly_of_livekit(set), grants::has_foreign(set));
    let names_nothing = iss.is_empty() && (!is_nearly || has_foreign);
    let is_another = iss.contains("://") || is_asymmetric || is_named || names_nothing;
    is_another || !api_key::has_form(iss) && has_foreign && !is_nearly
}
