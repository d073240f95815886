//! Turns evidence into findings: one file per family.

pub mod answers;
pub mod any_jwt;
mod clocks;
pub mod decision;
pub mod form;
mod key_and_secret;
mod look_alikes;
mod refusals;
mod responses;
mod settings;
mod situations;
mod strength;
mod texts;

use std::rc::Rc;

use crate::finding::clock::ClockFinding;
use crate::finding::form::FormFinding;
use crate::finding::grants::GrantFinding;
use crate::finding::http::HttpFinding;
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::{Classify, Code, Explain, Finding, LocatedFinding, answer};
use crate::paste::not_a_token::{self, NotAToken};
use crate::server::refusal::{Refusal, Step};
use crate::text::json::Value;
use crate::text::{Span, order};
use crate::token::{Token, grants};

use super::evidence::Evidence;
use super::prediction::{Prediction, Question};
use decision::Decision;
use responses::Conclusion;

/// All findings, the one that decides first, then by their rank; and what was decided by it. `form` is why a server refuses the
/// call that carries the token, for the form of the call.
pub fn apply(
    evidence: &Evidence,
    question: &Question,
    predictions: &[Prediction],
    form: Option<Rc<Refusal>>,
) -> (Vec<LocatedFinding>, Decision) {
    let mut findings = Vec::new();
    // What is left of the command that was given says more than that it is no token.
    let placeholder = texts::placeholder_token(evidence);
    let is_own = |span: Span| placeholder.is_some_and(|own| own.overlaps(span));
    // LiveKit looks at a token before the path: what answers "not found" to any word is another server, or a proxy.
    let mut responses = evidence.paste.responses.iter();
    let is_not_found = responses.any(|response| response.status == 404);
    let is_of_other = |(sent, span): &(NotAToken, Span)| {
        *sent == NotAToken::Opaque
            && (is_not_found || not_a_token::is_placeholder(span.of(&evidence.text)))
    };
    let not_tokens = evidence.paste.not_tokens.iter();
    for sent in not_tokens.filter(|sent| !is_own(sent.1) && !is_of_other(sent)) {
        findings.push(form::not_a_token(evidence, *sent));
    }
    if let Some(token) = evidence.token() {
        of_token(evidence, token, question, predictions, &mut findings);
        if let Some(form) = form {
            refusals::of_form(evidence, token, form, &mut findings);
        }
    }
    let told = responses::judge(evidence, &mut findings);
    if told != Conclusion::OtherServer || evidence.paste.known_texts.is_certain {
        answers::judge(evidence, predictions, &mut findings);
    }
    texts::judge(evidence, told, &mut findings);
    situations::judge(evidence, &mut findings);
    if !evidence.is_elsewhere {
        strength::judge(evidence, &mut findings);
    }
    look_alikes::judge(evidence, &mut findings);
    findings.extend(form::quoted_by_code(evidence));
    texts::placeholders(evidence, &mut findings);
    settings::judge(evidence, &mut findings);
    clocks::judge(evidence, &mut findings);
    any_jwt::judge(evidence, &mut findings);
    let mut findings = order::sorted(findings, |located| (located.finding.rank() as usize, 0));
    if evidence.is_elsewhere {
        // Why its own service refuses the token comes first. Which server answered is no news then.
        findings.retain(|located| {
            !matches!(
                located.finding,
                Finding::Http(HttpFinding::OtherServer { .. })
            )
        });
        let explains = |located: &LocatedFinding| match &located.finding {
            Finding::Jwt(finding) => finding.explains(),
            Finding::Slip(_) => true,
            _ => false,
        };
        findings.sort_by_key(|located| !explains(located));
    }
    // The claims of a token that was changed on its way are not those that were made.
    let is_changed = |located: &LocatedFinding| {
        matches!(
            located.finding,
            Finding::Form(FormFinding::DamagedText {
                is_signed: Some(false)
            })
        )
    };
    if findings.iter().any(is_changed) {
        findings.retain(|located| !matches!(located.finding, Finding::Refusal(_)));
    }
    // A named slip makes the wrong secret redundant.
    let is_explained = findings.iter().any(|located| {
        matches!(
            located.finding,
            Finding::Slip(_)
                | Finding::KeyAndSecret(
                    KeyAndSecret::KeySecretSwapped { .. }
                        | KeyAndSecret::SignedWithPublicSecret { .. }
                )
        )
    });
    let mut last = None;
    findings.retain(|located| {
        let code = located.finding.code();
        let is_redundant = is_explained && code == Code::Answer(answer::Code::WrongSecret);
        // Each of them is about another key or rule.
        let may_repeat = matches!(located.finding, Finding::Jwt(_));
        (last.replace(code) != Some(code) || may_repeat) && !is_redundant
    });
    let decision = decision::decide(evidence, &mut findings);
    // The server looked at the time, or refused before: what might hold at some other time explains nothing.
    if decision == Decision::Refused {
        let is_open_time = |located: &LocatedFinding| {
            matches!(&located.finding, Finding::Refusal(finding) if finding.refusal.step() == Step::Time)
                && !located.certain
        };
        let mut at = 0;
        findings.retain(|located| {
            at += 1;
            at == 1 || !is_open_time(located)
        });
    }
    (findings, decision)
}

/// Receives a finding, and whether it is certain.
type Add<'a> = &'a mut dyn FnMut(Finding, bool);

fn of_token(
    evidence: &Evidence,
    token: &Token,
    question: &Question,
    predictions: &[Prediction],
    findings: &mut Vec<LocatedFinding>,
) {
    let mut add = |finding, certain| {
        findings.push(LocatedFinding {
            finding,
            certain,
            spans: token.spans.clone(),
        });
    };
    form::judge(token, evidence.is_elsewhere, evidence.signature(), &mut add);
    let is_foreign = evidence.is_elsewhere || form::is_foreign(token);
    if !token.jws.is_cut_off() && !is_foreign {
        key_and_secret::judge(evidence, token, &mut add);
        refusals::judge(evidence, token, question, predictions, &mut add);
    }
    let set = token.jws.claims_set().filter(|_| !is_foreign);
    for misnamed in set.map(grants::misnamed).unwrap_or_default() {
        let explains = |refusal: &Refusal| match refusal {
            Refusal::NoRoomJoin => misnamed.meant == "roomJoin",
            Refusal::NoVideoGrant => misnamed.meant == "video",
            _ => false,
        };
        let mut refusals = predictions.iter().take(1).flat_map(Prediction::refusals);
        let is_refused = refusals.any(explains);
        let finding = GrantFinding::MisnamedGrant {
            misnamed,
            is_refused,
        };
        add(Finding::Grants(finding), true);
    }
    since_then(evidence, token, &mut add);
    if !is_foreign
        && token
            .jws
            .claims_set()
            .is_some_and(|set| set.member("video").is_some())
    {
        oddities(evidence, token, &mut add);
    }
    if !is_foreign {
        clocks::time_mistakes(evidence, token, findings);
    }
}

/// What programs print of a variable without a value.
const NOTHING: [&str; 8] = [
    "undefined",
    "null",
    "None",
    "nil",
    "<nil>",
    "NaN",
    "[object Object]",
    "[object Promise]",
];

/// Grants and claims that no server refuses, and that are hardly meant.
fn oddities(evidence: &Evidence, token: &Token, add: Add) {
    let room = token.room();
    let values = [
        ("video.room", room.as_deref()),
        ("sub", token.claims.identity()),
    ];
    for (claim, value) in values {
        if let Some(word) = value.filter(|value| NOTHING.contains(value)) {
            let word = word.to_owned();
            add(
                Finding::Grants(GrantFinding::WordForNothing { claim, word }),
                true,
            );
        }
    }
    let video = token.jws.claims_set().and_then(|set| set.member("video"));
    let subscribes = video.and_then(|video| video.member("canSubscribe"));
    if subscribes.and_then(Value::boolean) == Some(false) && evidence.misses_tracks() {
        add(Finding::Grants(GrantFinding::MayNotSubscribe), true);
    }
}

/// What has changed since the server was asked.
fn since_then(evidence: &Evidence, token: &Token, add: Add) {
    if let (false, Some(&exp)) = (evidence.asked_at.is_assumed(), token.claims.exp.value())
        && exp.0 < evidence.now.0
        && evidence.asked_at.instants.latest.0 < exp.0
    {
        add(Finding::Clock(ClockFinding::ExpiredSince { exp }), true);
    }
}
