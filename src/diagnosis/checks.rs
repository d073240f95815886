//! The six checks of a token, each judged for itself: what would keep the token out after the first fault is mended is shown too.

mod elsewhere;
mod livekit;

use serde::Serialize;

use crate::finding::any_jwt::JwtFinding;
use crate::finding::any_jwt::claim::ClaimFinding;
use crate::finding::any_jwt::complaint::ComplaintFinding;
use crate::finding::any_jwt::key::KeyFinding;
use crate::finding::any_jwt::service::ServiceFinding;
use crate::finding::cause::Cause;
use crate::finding::code;
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::sentence::{Sentence, followed_by, standalone};
use crate::finding::setting::SettingFinding;
use crate::finding::{Classify, Code, Explain, Finding, LocatedFinding};
use crate::server::refusal::{Refusal, Step};
use crate::service::expected::Claim;

use elsewhere::Elsewhere;
use livekit::OfLivekit;

use super::evidence::Evidence;
use super::pill::Pill;
use super::prediction::{Prediction, Question};
use super::said;
use super::verdict::{Outcome, Verdict};

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CheckId {
    /// Whether the server can read the token.
    Format,
    /// Whether the server knows the API key that the token names.
    ApiKey,
    /// Whether the secret of that key made the signature.
    Signature,
    /// Whether the token is valid at the time.
    Time,
    /// Whether the token permits the request.
    Permissions,
    /// Whether the right server was asked, and answered.
    Server,
    /// Which service made the token, and what that refuses. This and the next two are of tokens of other services.
    Service,
    /// Whether it has the issuer that is expected.
    Issuer,
    /// Whether it has the audience that is expected.
    Audience,
}

/// How a check goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// It is right.
    Passes,
    /// It keeps the token out.
    Fails,
    /// It is right for now, or in some cases, or there is something to know.
    Warns,
    /// The paste does not show it.
    Unchecked,
    /// An earlier fault keeps it from being judged.
    Unreached,
}

/// A check.
pub struct Check {
    /// What is checked.
    pub id: CheckId,
    /// How it goes.
    pub state: CheckState,
    /// The value that is checked, in a few words.
    pub value: Sentence,
    /// Why it does not simply pass, where the verdict does not say that.
    pub reason: Sentence,
    /// The findings that belong to it and are not said, as indexes.
    pub findings: Vec<usize>,
}

/// The check that a finding belongs to; `None` if it belongs to no check.
fn check_of(finding: &Finding) -> Option<CheckId> {
    let of_cause = match finding.cause() {
        Cause::MissingTokenOrHeader | Cause::WrongClaimType => Some(CheckId::Format),
        Cause::UnknownApiKey | Cause::PlaceholderKey | Cause::KeySecretSwapped => {
            Some(CheckId::ApiKey)
        }
        Cause::SecretFormat | Cause::SignatureSecretMismatch => Some(CheckId::Signature),
        Cause::Expired | Cause::ClockSkewNbf => Some(CheckId::Time),
        Cause::MissingGrant | Cause::IdentityEmpty | Cause::RoomMismatch => {
            Some(CheckId::Permissions)
        }
        Cause::NetworkNotAuth
        | Cause::UrlScheme
        | Cause::WrongProject
        | Cause::EnvMismatchCloudVsLocal => Some(CheckId::Server),
        Cause::SdkBug | Cause::Other => None,
    };
    match finding {
        Finding::NotAToken(_) | Finding::Form(_) => Some(CheckId::Format),
        Finding::KeyAndSecret(KeyAndSecret::KeySecretSwapped { .. }) => Some(CheckId::ApiKey),
        Finding::KeyAndSecret(KeyAndSecret::WordsLeft { .. }) => None,
        Finding::KeyAndSecret(_)
        | Finding::Slip(_)
        | Finding::Setting(SettingFinding::SecretIsKey { .. }) => Some(CheckId::Signature),
        Finding::Environment(_) | Finding::Http(_) | Finding::Contradiction(_) => {
            Some(CheckId::Server)
        }
        Finding::Time(_) | Finding::Clock(_) => Some(CheckId::Time),
        Finding::Grants(_) => Some(CheckId::Permissions),
        Finding::Jwt(finding) => of_any_jwt(finding),
        // The form of a call is nothing of the token's.
        Finding::Refusal(finding) => match &*finding.refusal {
            Refusal::Request(refusal) if refusal.is_about_form() => None,
            refusal => of_step(refusal.step()),
        },
        Finding::Setting(_) | Finding::Answer(_) | Finding::Known(_) => of_cause,
        Finding::Code(finding) => match finding.code() {
            Code::Code(code::Code::GrantMisnamed) => Some(CheckId::Permissions),
            // What such code sends is not the token of the paste.
            _ => of_cause.filter(|check| *check != CheckId::Format),
        },
    }
}

/// The check of a finding about a token of another service, or a key.
fn of_any_jwt(finding: &JwtFinding) -> Option<CheckId> {
    match finding {
        JwtFinding::Key(KeyFinding::PrivateKey { .. } | KeyFinding::KeyAlone { .. })
        | JwtFinding::Service(ServiceFinding::OpaqueToken { .. }) => None,
        JwtFinding::Key(_) | JwtFinding::Signature(_) => Some(CheckId::Signature),
        JwtFinding::Form(_) => Some(CheckId::Format),
        JwtFinding::Claim(ClaimFinding::TimeElsewhere { .. } | ClaimFinding::TimeForm { .. }) => {
            Some(CheckId::Time)
        }
        JwtFinding::Claim(ClaimFinding::ExpectedValue { mismatch }) => {
            Some(of_claim(mismatch.claim))
        }
        JwtFinding::Complaint(ComplaintFinding::LibraryComplaint { complaint, .. }) => {
            if complaint.is_about_time() {
                return Some(CheckId::Time);
            }
            complaint.claim().map(of_claim)
        }
        JwtFinding::Service(_) => Some(CheckId::Service),
    }
}

fn of_claim(claim: Claim) -> CheckId {
    match claim {
        Claim::Issuer => CheckId::Issuer,
        Claim::Audience => CheckId::Audience,
        Claim::KeyId => CheckId::Signature,
    }
}

fn of_step(step: Step) -> Option<CheckId> {
    match step {
        Step::Request | Step::Authorization => None,
        Step::Parse | Step::Types => Some(CheckId::Format),
        Step::Key => Some(CheckId::ApiKey),
        Step::Signature => Some(CheckId::Signature),
        Step::Time => Some(CheckId::Time),
        Step::Grants => Some(CheckId::Permissions),
    }
}

/// Judges the checks of a token.
trait Judge {
    /// The checks, in the order of a page.
    fn ids(&self) -> [CheckId; 6];
    /// How a check goes.
    fn state(&self, id: CheckId, findings: &[LocatedFinding]) -> CheckState;
    /// The value that is checked.
    fn value(&self, id: CheckId, state: CheckState) -> Sentence;
    /// Why a check does not simply pass, where no finding says it.
    fn reason(&self, id: CheckId, state: CheckState, findings: &[LocatedFinding]) -> Sentence;
    /// Whether the value of a check tells a finding.
    fn tells(&self, id: CheckId, finding: &Finding) -> bool;
}

/// The checks of the token. `said` is which findings the verdict tells, and `told` what to do that is told elsewhere: both get what
/// the checks tell.
pub fn checks(
    evidence: &Evidence,
    question: &Question,
    predictions: &[Prediction],
    verdict: &Verdict,
    findings: &[LocatedFinding],
    said: &mut [bool],
    told: &mut Vec<Sentence>,
) -> Vec<Check> {
    let Some(token) = evidence.token() else {
        return Vec::new();
    };
    let view: Box<dyn Judge> = match evidence.subject.filter(|_| evidence.is_elsewhere) {
        Some(at) => Box::new(Elsewhere::new(evidence, at)),
        None => Box::new(OfLivekit::new(evidence, token, question, predictions)),
    };
    let of_verdict: Vec<_> = (said::of_verdict(verdict, findings).into_iter())
        .map(|located| check_of(&located.finding))
        .collect();
    let fault = of_verdict.first().copied().flatten();
    let fault = fault.filter(|_| verdict.outcome == Outcome::Refuses);
    let has_failed = evidence.paste.failed.is_some();
    let is_failure = verdict.pill == Pill::Missing && has_failed;
    let ids = view.ids();
    let mut checks = Vec::with_capacity(ids.len());
    for id in ids {
        let mut state = view.state(id, findings);
        if fault == Some(id) {
            state = CheckState::Fails;
        } else if id == CheckId::Server
            && state == CheckState::Unchecked
            && fault.is_some()
            && has_failed
        {
            // It answered, and the verdict tells why.
            state = CheckState::Passes;
        }
        for (at, located) in findings.iter().enumerate() {
            said[at] |= view.tells(id, &located.finding);
        }
        let is_own = |at: &usize| check_of(&findings[*at].finding) == Some(id);
        let mut own: Vec<usize> = (0..findings.len())
            .filter(|at| !said[*at])
            .filter(is_own)
            .collect();
        if state == CheckState::Passes && !own.is_empty() {
            state = CheckState::Warns;
        }
        let is_told = of_verdict.contains(&Some(id))
            || id == CheckId::Time && verdict.outcome == Outcome::Depends
            || id == CheckId::Time && verdict.pill.is_about_expiry()
            || id == CheckId::Server && is_failure;
        let reason = if state == CheckState::Passes || is_told {
            Sentence::new()
        } else if own.is_empty() {
            let reason = view.reason(id, state, findings);
            let is_new = !told.contains(&reason);
            told.extend(is_new.then(|| reason.clone()));
            if is_new { reason } else { Sentence::new() }
        } else {
            let at = own.remove(0);
            said[at] = true;
            reason_of(&findings[at].finding, told)
        };
        checks.push(Check {
            id,
            state,
            value: view.value(id, state),
            reason,
            findings: own,
        });
    }
    checks
}

/// What a finding says, and what to do about it if that is not told yet.
fn reason_of(finding: &Finding, told: &mut Vec<Sentence>) -> Sentence {
    let fix = finding.fix();
    let is_new = !fix.is_empty() && !told.contains(&fix);
    let reason = standalone(finding.clause());
    let reason = if is_new {
        followed_by(reason, fix.clone())
    } else {
        reason
    };
    told.push(fix);
    reason
}
