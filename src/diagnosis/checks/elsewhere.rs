//! The six checks of a token of another service: no server of it is modeled, so what it expects is known only from the paste.

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::rules::any_jwt::{self, key_name};
use crate::finding::any_jwt::JwtFinding;
use crate::finding::any_jwt::claim::ClaimFinding;
use crate::finding::any_jwt::complaint::ComplaintFinding;
use crate::finding::any_jwt::service::ServiceFinding;
use crate::finding::any_jwt::signature::SignatureFinding;
use crate::finding::sentence::{Inline, Name, Pasted, Sentence};
use crate::finding::{Explain, Finding, LocatedFinding};
use crate::key::Family;
use crate::key::check::KeyCheck;
use crate::secret::Signature;
use crate::sentence;
use crate::service::expected::{self, Claim};
use crate::service::trouble::{self, Timing};
use crate::service::{Facts, Kind, Recognition};
use crate::text::{Interval, NumericDate};
use crate::token::Token;

use super::{CheckId, CheckState, Judge};

const ALL: [CheckId; 6] = [
    CheckId::Format,
    CheckId::Service,
    CheckId::Signature,
    CheckId::Time,
    CheckId::Issuer,
    CheckId::Audience,
];

/// The token as its own service sees it.
pub(super) struct Elsewhere<'a> {
    evidence: &'a Evidence,
    token: &'a Token,
    recognition: Recognition,
    check: KeyCheck,
    /// Whether the paste has a shared secret that did not make the signature.
    has_other_secret: bool,
    /// The claims whose expected values the token does not have.
    mismatches: Vec<Claim>,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn new(evidence: &'a Evidence, at: usize) -> Self {
        let token = &evidence.tokens[at];
        let mismatches = expected::compare(&evidence.any_jwt.expected, token);
        Self {
            evidence,
            token,
            recognition: evidence.any_jwt.recognitions[at],
            check: evidence.any_jwt.checks[at],
            has_other_secret: any_jwt::other_secret(evidence, at).is_some(),
            mismatches: (mismatches.iter()).map(|mismatch| mismatch.claim).collect(),
        }
    }

    fn is_encrypted(&self) -> bool {
        self.recognition.kind == Some(Kind::Jwe)
    }

    fn is_unsigned(&self) -> bool {
        self.token.jws.signature.is_empty()
    }

    fn signature(&self) -> CheckState {
        match (self.evidence.signature(), self.check) {
            (Signature::Valid { .. }, _) | (_, KeyCheck::Valid { .. }) => CheckState::Passes,
            (Signature::NearMiss { .. } | Signature::Invalid, _)
            | (_, KeyCheck::NearMiss { .. } | KeyCheck::Invalid { .. }) => CheckState::Fails,
            (_, KeyCheck::Ambiguous { .. }) => CheckState::Warns,
            _ if self.is_encrypted() => CheckState::Unreached,
            _ if self.is_unsigned() || self.has_other_secret => CheckState::Fails,
            (Signature::Unchecked, KeyCheck::Unchecked | KeyCheck::Unsuited { .. }) => {
                CheckState::Unchecked
            }
        }
    }

    fn signature_value(&self) -> Sentence {
        let evidence = self.evidence;
        let fits = |key: usize| {
            let name = key_name(evidence, &evidence.any_jwt.keys[key]);
            sentence!["fits ", name.sentence()]
        };
        let algorithm = self.token.jws.algorithm().unwrap_or_default();
        match (evidence.signature(), self.check) {
            (Signature::Valid { pair }, _) => {
                sentence![
                    "fits the shared secret in ",
                    evidence.pair_name(pair).sentence()
                ]
            }
            (_, KeyCheck::Valid { key } | KeyCheck::Ambiguous { key }) => fits(key),
            (Signature::NearMiss { .. }, _) | (_, KeyCheck::NearMiss { .. }) => {
                sentence!["almost fits"]
            }
            (Signature::Invalid, _) | (_, KeyCheck::Invalid { .. }) => {
                sentence!["no key here fits"]
            }
            _ if self.is_encrypted() => sentence!["encrypted"],
            _ if self.is_unsigned() => sentence!["none"],
            _ if self.has_other_secret => sentence!["no key here fits"],
            _ if Family::of(&algorithm).is_some() => sentence!["not checked here"],
            (Signature::Unchecked, KeyCheck::Unsuited { .. }) => {
                sentence!["the keys here are of another type"]
            }
            (Signature::Unchecked, KeyCheck::Unchecked) => sentence!["no key found"],
        }
    }

    fn time(&self) -> CheckState {
        let Interval { earliest, latest } = self.evidence.asked_at.instants;
        let is_out = |at: NumericDate| {
            let timing = trouble::timing(self.token, at.0);
            timing.is_some_and(|timing| !matches!(timing, Timing::Valid { .. }))
        };
        match [earliest, latest].map(is_out) {
            [true, true] => CheckState::Fails,
            [false, false] => CheckState::Passes,
            _ => CheckState::Warns,
        }
    }

    /// How a claim compares with what the paste expects of it.
    fn expected(&self, claim: Claim, findings: &[LocatedFinding]) -> CheckState {
        let mut expected = self.evidence.any_jwt.expected.iter();
        let is_refused = |located: &LocatedFinding| {
            matches!(&located.finding, Finding::Jwt(JwtFinding::Complaint(ComplaintFinding::LibraryComplaint { complaint, .. }))
                if complaint.claim() == Some(claim))
        };
        if self.mismatches.contains(&claim) || findings.iter().any(is_refused) {
            CheckState::Fails
        } else if expected.any(|expected| expected.claim == claim) {
            CheckState::Passes
        } else {
            CheckState::Unchecked
        }
    }
}

impl Judge for Elsewhere<'_> {
    fn ids(&self) -> [CheckId; 6] {
        ALL
    }

    fn state(&self, id: CheckId, findings: &[LocatedFinding]) -> CheckState {
        let has_rule = |located: &LocatedFinding| {
            matches!(
                located.finding,
                Finding::Jwt(JwtFinding::Service(ServiceFinding::ServiceRule { .. }))
            )
        };
        let has_time_form = |located: &LocatedFinding| {
            matches!(
                located.finding,
                Finding::Jwt(JwtFinding::Claim(ClaimFinding::TimeForm { .. }))
            )
        };
        let has_claims = self.token.jws.claims_set().is_some();
        match id {
            CheckId::Format if self.is_encrypted() => CheckState::Unchecked,
            CheckId::Format if self.token.jws.defects.is_empty() => CheckState::Passes,
            CheckId::Format => CheckState::Fails,
            CheckId::Service if findings.iter().any(has_rule) => CheckState::Warns,
            CheckId::Service if self.recognition.service.is_some() => CheckState::Passes,
            CheckId::Service => CheckState::Unchecked,
            CheckId::Signature => self.signature(),
            _ if !has_claims => CheckState::Unreached,
            CheckId::Time if findings.iter().any(has_time_form) => CheckState::Fails,
            CheckId::Time => self.time(),
            CheckId::Issuer => self.expected(Claim::Issuer, findings),
            CheckId::Audience => self.expected(Claim::Audience, findings),
            CheckId::ApiKey | CheckId::Permissions | CheckId::Server => CheckState::Unchecked,
        }
    }

    fn value(&self, id: CheckId, _state: CheckState) -> Sentence {
        let facts = Facts::of(self.token);
        let claims = &self.token.claims;
        let or_none = |value: String| match &*value {
            "" => sentence!["none"],
            value => sentence![Pasted(value)],
        };
        match id {
            CheckId::Format if self.is_encrypted() => sentence!["encrypted (JWE)"],
            CheckId::Format => or_none(self.token.jws.algorithm().unwrap_or_default()),
            CheckId::Service => match (self.recognition.service, self.recognition.kind) {
                (Some(service), Some(kind)) => {
                    sentence![Name(service.name()), ", ", sentence![kind.words()]]
                }
                (Some(service), None) => sentence![Name(service.name())],
                (None, Some(kind)) if kind != Kind::Jwe => sentence![kind.words()],
                (None, _) => sentence!["not recognized"],
            },
            CheckId::Signature => self.signature_value(),
            _ if self.token.jws.claims_set().is_none() => sentence!["unreadable"],
            CheckId::Time => {
                let Interval { earliest, latest } = self.evidence.asked_at.instants;
                let starts = [claims.nbf.value(), claims.iat.value()];
                let start = starts.into_iter().flatten().find(|start| **start > latest);
                match (claims.exp.value().copied(), start.copied()) {
                    (Some(exp), _) if exp <= earliest => sentence!["expired ", exp],
                    (_, Some(start)) => sentence!["from ", start],
                    (Some(exp), None) => sentence!["until ", exp],
                    (None, None) => sentence!["no expiry"],
                }
            }
            CheckId::Issuer => or_none(facts.text("iss")),
            CheckId::Audience => {
                let audience = facts.audience();
                let more = audience.len().saturating_sub(1);
                sentence![
                    or_none(audience.into_iter().next().unwrap_or_default()),
                    (more > 0).then(|| Inline(sentence![" and ", more, " more"]))
                ]
            }
            CheckId::ApiKey | CheckId::Permissions | CheckId::Server => Sentence::new(),
        }
    }

    fn reason(&self, id: CheckId, state: CheckState, findings: &[LocatedFinding]) -> Sentence {
        let fix_of = |is: fn(&JwtFinding) -> bool| {
            let mut findings = findings
                .iter()
                .filter_map(|located| match &located.finding {
                    Finding::Jwt(finding) => Some(finding),
                    _ => None,
                });
            let found = findings.find(|finding| is(finding));
            found.map(Explain::fix).unwrap_or_default()
        };
        match (id, state) {
            (CheckId::Signature, CheckState::Unchecked) => fix_of(|finding| {
                matches!(
                    finding,
                    JwtFinding::Signature(SignatureFinding::KeyMissing { .. })
                )
            }),
            (CheckId::Time, _) => fix_of(|finding| {
                matches!(
                    finding,
                    JwtFinding::Claim(ClaimFinding::TimeElsewhere { .. })
                )
            }),
            (CheckId::Issuer, CheckState::Unchecked) => {
                sentence!["The paste does not say which issuer is expected."]
            }
            (CheckId::Audience, CheckState::Unchecked) => {
                sentence!["The paste does not say which audience is expected."]
            }
            (CheckId::Service, CheckState::Unchecked) => {
                sentence!["Nothing in the token shows which service made it."]
            }
            _ => Sentence::new(),
        }
    }

    /// The rows have it as their values.
    fn tells(&self, id: CheckId, finding: &Finding) -> bool {
        let Finding::Jwt(finding) = finding else {
            return false;
        };
        match finding {
            JwtFinding::Signature(
                SignatureFinding::KeyFits { .. } | SignatureFinding::KeyMissing { .. },
            ) => id == CheckId::Signature,
            JwtFinding::Service(ServiceFinding::ServiceToken { .. }) => id == CheckId::Service,
            JwtFinding::Claim(ClaimFinding::TimeElsewhere { .. }) => id == CheckId::Time,
            // What the token shows says more.
            JwtFinding::Complaint(ComplaintFinding::LibraryComplaint { complaint, .. })
                if complaint.is_about_time() =>
            {
                id == CheckId::Time && self.time() == CheckState::Fails
            }
            JwtFinding::Complaint(ComplaintFinding::LibraryComplaint { complaint, .. }) => {
                let claim = complaint.claim();
                let is_told = claim.is_some_and(|claim| self.mismatches.contains(&claim));
                is_told && claim.map(super::of_claim) == Some(id)
            }
            _ => false,
        }
    }
}
