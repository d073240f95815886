//! The six checks of a token for `LiveKit`: its server is modeled, so what it would refuse after the first fault is known too.

use std::rc::Rc;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::prediction::{self, Prediction, Question};
use crate::finding::http::HttpFinding;
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::sentence::{Inline, Ours, Pasted, Sentence};
use crate::finding::{Code, Finding, LocatedFinding, connection};
use crate::paste::pair::{Basis, Pair};
use crate::secret::{self, Signature};
use crate::sentence;
use crate::server::refusal::{LEEWAY, Refusal, Step};
use crate::server::{Keys, release::RELEASES};
use crate::text::{Interval, NumericDate};
use crate::token::{Token, grants};

use super::{CheckId, CheckState, Judge};

const ALL: [CheckId; 6] = [
    CheckId::Format,
    CheckId::ApiKey,
    CheckId::Signature,
    CheckId::Time,
    CheckId::Permissions,
    CheckId::Server,
];

/// The token as the server sees it, beyond the first fault.
pub(super) struct OfLivekit<'a> {
    evidence: &'a Evidence,
    token: &'a Token,
    /// Why the server refuses, as far as it gets.
    stop: Option<Step>,
    /// Why the server would refuse if key and signature were right and it were asked in time.
    beyond: Option<Rc<Refusal>>,
    /// How the times fit at the ends of the interval in which the server was asked.
    times: CheckState,
}

impl<'a> OfLivekit<'a> {
    pub(super) fn new(
        evidence: &'a Evidence,
        token: &'a Token,
        question: &Question,
        predictions: &[Prediction],
    ) -> Self {
        let asked = prediction::asked(evidence, predictions);
        let release = asked.map_or(&RELEASES[RELEASES.len() - 1], |asked| asked.release);
        let refusals = question.refusals(token, &Keys::Assumed);
        let refusal = |at| refusals(release, at);
        let step_at = |at| refusal(at).map(|refusal| refusal.step());
        let Interval { earliest, latest } = evidence.asked_at.instants;
        let claims = &token.claims;
        let times = [claims.nbf.value(), claims.iat.value(), claims.exp.value()];
        let mut instants = [latest]
            .into_iter()
            .chain(times.into_iter().flatten().copied());
        let in_time = instants.find(|at| step_at(*at) != Some(Step::Time));
        let beyond = refusal(in_time.unwrap_or(latest));
        Self {
            evidence,
            token,
            stop: asked.and_then(|asked| asked.refusals().next().map(Refusal::step)),
            times: times_at(evidence, token, [step_at(earliest), step_at(latest)]),
            beyond,
        }
    }

    fn key(&self) -> CheckState {
        let iss = self.evidence.iss();
        match self.evidence.keys() {
            _ if iss.is_empty() && !self.token.is_payload => CheckState::Fails,
            Keys::Assumed => CheckState::Unchecked,
            keys if keys.know(iss) => CheckState::Passes,
            Keys::Known(_) => CheckState::Fails,
        }
    }

    fn made_by_secret(&self, beyond: Option<Step>) -> CheckState {
        let token = self.token;
        match self.evidence.signature() {
            Signature::NearMiss { .. } | Signature::Invalid => CheckState::Fails,
            Signature::Valid { .. } if self.stop == Some(Step::Signature) => CheckState::Fails,
            Signature::Valid { .. } => CheckState::Passes,
            Signature::Unchecked if beyond == Some(Step::Signature) => CheckState::Fails,
            Signature::Unchecked if self.evidence.is_development() => CheckState::Passes,
            Signature::Unchecked
                if token.jws.signature.is_empty()
                    && !token.is_payload
                    && !token.jws.is_cut_off() =>
            {
                CheckState::Fails
            }
            Signature::Unchecked => CheckState::Unchecked,
        }
    }

    fn server(&self, findings: &[LocatedFinding]) -> CheckState {
        for located in findings {
            match &located.finding {
                Finding::Http(HttpFinding::TokenAccepted { .. }) => return CheckState::Passes,
                Finding::Known(known)
                    if known.code == Code::Connection(connection::Code::Connected) =>
                {
                    return CheckState::Passes;
                }
                Finding::Environment(_) | Finding::Http(_) => return CheckState::Fails,
                _ => {}
            }
        }
        if self.evidence.answer().is_some() {
            CheckState::Passes
        } else {
            CheckState::Unchecked
        }
    }

    /// Whether only the secret, which the paste does not have, can check the signature.
    fn is_open(&self) -> bool {
        self.evidence.signature() == Signature::Unchecked
            && secret::has_hmac(self.token)
            && secret::public(self.token).is_none()
    }

    /// Where the paste has the key, as ` (.env, line 3)`.
    fn place_of_key(&self, iss: &str) -> Option<Inline> {
        let pairs = &self.evidence.paste.pairs;
        let place = |at: usize| {
            let (key, span) = pairs[at].key.as_ref()?;
            (key == iss).then_some((at, *span))
        };
        // That of the pair that made the signature first.
        let made = match self.evidence.signature() {
            Signature::Valid { pair } => place(pair),
            _ => None,
        };
        let (at, span) = made.or_else(|| (0..pairs.len()).find_map(place))?;
        let place = self.evidence.place_name(at, span).listed();
        Some(Inline(sentence![" (", place, ")"]))
    }

    fn signature(&self) -> Sentence {
        let evidence = self.evidence;
        let place = |pair: usize| {
            let secret = evidence.paste.pairs[pair].secret.as_ref();
            let name = secret.map(|(_, span)| evidence.place_name(pair, *span));
            name.map(|name| name.sentence())
        };
        match evidence.signature() {
            Signature::Valid { pair } => {
                let other = refused_secret(evidence, pair);
                sentence![
                    "made with the secret in ",
                    place(pair),
                    other.map(|other| Inline(sentence![", not with the one in ", place(other)]))
                ]
            }
            Signature::NearMiss { pair, .. } => {
                sentence!["almost the secret in ", place(pair)]
            }
            Signature::Invalid => sentence!["no secret here fits"],
            Signature::Unchecked if self.token.is_payload => sentence!["not in the paste"],
            Signature::Unchecked if self.token.jws.is_cut_off() => sentence!["cut off"],
            Signature::Unchecked if self.token.jws.signature.is_empty() => sentence!["none"],
            Signature::Unchecked => match secret::public(self.token) {
                Some(public) => sentence!["made with ", Ours(public)],
                None if secret::has_hmac(self.token) => sentence!["no secret found"],
                None => sentence!["not made with a secret"],
            },
        }
    }

    fn permissions(&self) -> Sentence {
        let Some(set) = self.token.jws.claims_set() else {
            return sentence!["unreadable"];
        };
        let mut words = Sentence::new();
        for permission in grants::permissions(set) {
            let name = permission.claim.rsplit('.').next().unwrap_or_default();
            let word = match name {
                "roomJoin" => Some("join"),
                "canPublish" => Some("publish"),
                "canSubscribe" => Some("subscribe"),
                "canPublishData" if permission.default => continue,
                "canPublishData" => Some("send data"),
                _ => None,
            };
            if !permission.allows && word.is_none() {
                continue;
            }
            let word = match word {
                Some(word) if permission.allows => sentence![word],
                Some(word) => sentence!["not ", word],
                None => sentence![Pasted(name)],
            };
            let comma = (!words.is_empty()).then_some(", ");
            words = sentence![words, comma, word];
        }
        if words.is_empty() {
            return sentence!["none"];
        }
        words
    }
}

impl Judge for OfLivekit<'_> {
    fn ids(&self) -> [CheckId; 6] {
        ALL
    }

    fn state(&self, id: CheckId, findings: &[LocatedFinding]) -> CheckState {
        let beyond = self.beyond.as_ref().map(|refusal| refusal.step());
        let is_accepted = |located: &LocatedFinding| {
            matches!(
                located.finding,
                Finding::Http(HttpFinding::TokenAccepted { .. })
            )
        };
        let has_claims = self.token.jws.claims_set().is_some();
        match id {
            CheckId::Server => self.server(findings),
            _ if findings.iter().any(is_accepted) => CheckState::Passes,
            CheckId::Format if self.token.is_payload || self.token.elided => CheckState::Unchecked,
            CheckId::Format if self.token.jws.is_cut_off() => CheckState::Fails,
            CheckId::Format => match beyond {
                Some(Step::Parse | Step::Types) => CheckState::Fails,
                _ => CheckState::Passes,
            },
            CheckId::ApiKey | CheckId::Time | CheckId::Permissions if !has_claims => {
                CheckState::Unreached
            }
            CheckId::ApiKey => self.key(),
            CheckId::Signature => self.made_by_secret(beyond),
            CheckId::Time => self.times,
            CheckId::Permissions => match beyond {
                None => CheckState::Passes,
                Some(Step::Grants) => CheckState::Fails,
                Some(_) => CheckState::Unreached,
            },
            CheckId::Service | CheckId::Issuer | CheckId::Audience => CheckState::Unchecked,
        }
    }

    fn value(&self, id: CheckId, state: CheckState) -> Sentence {
        let evidence = self.evidence;
        let claims = &self.token.claims;
        match id {
            CheckId::Format => match self.token.jws.algorithm() {
                _ if self.token.is_payload => sentence!["payload only"],
                _ if self.token.jws.is_cut_off() => sentence!["cut off"],
                Some(algorithm) if !algorithm.is_empty() => sentence![Pasted(algorithm)],
                _ => sentence!["unreadable"],
            },
            CheckId::ApiKey => match claims.iss.value() {
                Some(iss) if !iss.is_empty() => {
                    sentence![Pasted(iss), self.place_of_key(iss)]
                }
                _ => sentence!["none"],
            },
            CheckId::Signature if state == CheckState::Fails && self.is_open() => {
                sentence!["refused by the server"]
            }
            CheckId::Signature => self.signature(),
            CheckId::Time => {
                let nbf = claims.nbf.value().copied();
                let exp = claims.exp.value().copied();
                let Interval { earliest, latest } = evidence.asked_at.instants;
                match (nbf, exp) {
                    (_, Some(exp)) if exp <= earliest => sentence!["expired ", exp],
                    (Some(nbf), _) if nbf > latest => sentence!["from ", nbf],
                    (_, Some(exp)) => sentence!["until ", exp],
                    _ => sentence!["no expiry"],
                }
            }
            CheckId::Permissions => self.permissions(),
            CheckId::Server => (evidence.asked_server()).map_or_else(
                || sentence!["no URL found"],
                |origin| sentence![Pasted(origin)],
            ),
            CheckId::Service | CheckId::Issuer | CheckId::Audience => Sentence::new(),
        }
    }

    fn reason(&self, id: CheckId, state: CheckState, _findings: &[LocatedFinding]) -> Sentence {
        let evidence = self.evidence;
        let words = match (id, state) {
            (_, CheckState::Passes)
            | (CheckId::Service | CheckId::Issuer | CheckId::Audience, _) => "",
            (CheckId::Server, CheckState::Fails) => {
                "The server, or something before it, failed the call."
            }
            (CheckId::Server, _) if evidence.paste.failed.is_some() => {
                "It answered, and the paste does not show its reason."
            }
            (CheckId::Server, _) => "The server was not asked: this page sends nothing.",
            (CheckId::Format, CheckState::Unchecked) => "The paste does not have the whole token.",
            (CheckId::Format, _) => "The server cannot read the token.",
            (CheckId::ApiKey, CheckState::Unchecked) => {
                "Only the server's own list of keys shows whether it knows this one."
            }
            (CheckId::ApiKey, CheckState::Unreached) => {
                "The API key is in a part that cannot be read."
            }
            (CheckId::ApiKey, _) if evidence.iss().is_empty() => "The token names no API key.",
            (CheckId::ApiKey, _) => "The server has no secret for it.",
            (CheckId::Signature, CheckState::Unchecked)
                if self.token.is_payload || self.token.jws.is_cut_off() =>
            {
                "Only the whole token shows its signature."
            }
            (CheckId::Signature, CheckState::Unchecked) if !secret::has_hmac(self.token) => {
                "LiveKit takes only signatures that are made with a secret (HMAC)."
            }
            (CheckId::Signature, CheckState::Unchecked) => "Only the API secret can check it.",
            (CheckId::Signature, CheckState::Unreached) => "There is no signature to check.",
            (CheckId::Signature, _) => "The server makes another signature with its secret.",
            (CheckId::Time, CheckState::Warns) if evidence.asked_at.instants.is_instant() => {
                "LiveKit still accepts it, within its leeway of 60 s."
            }
            (CheckId::Time, CheckState::Warns) => {
                "The exact time of the request decides, and the paste does not show it."
            }
            (CheckId::Time, CheckState::Fails) => {
                "Even with all else right, the server would refuse it for its time."
            }
            (CheckId::Time, _) => "The times are in a part that cannot be read.",
            (CheckId::Permissions, CheckState::Fails) => {
                "Even with all else right, it would not permit this request."
            }
            (CheckId::Permissions, _) if self.token.jws.claims_set().is_none() => {
                "The grants are in a part that cannot be read."
            }
            (CheckId::Permissions, _) => "The server does not get that far.",
        };
        sentence![words]
    }

    /// It says that no secret was found.
    fn tells(&self, id: CheckId, finding: &Finding) -> bool {
        id == CheckId::Signature && is_without_secret(finding)
    }
}

/// Another secret for the key of the pair that made the signature, which did not.
fn refused_secret(evidence: &Evidence, fitting: usize) -> Option<usize> {
    let pairs = &evidence.paste.pairs;
    let (own, made) = (key(&pairs[fitting]), value(&pairs[fitting]));
    pairs.iter().position(|pair| {
        let is_of_key = key(pair).is_none() || own.is_none() || key(pair) == own;
        is_of_key && pair.basis != Basis::Guess && pair.secret.is_some() && value(pair) != made
    })
}

fn key(pair: &Pair) -> Option<&str> {
    pair.key.as_ref().map(|(key, _)| key.as_str())
}

fn value(pair: &Pair) -> Option<&str> {
    pair.secret.as_ref().map(|(secret, _)| secret.expose())
}

/// How the times of a token fit at both ends of the interval; `steps` is where the server stops at them.
fn times_at(evidence: &Evidence, token: &Token, steps: [Option<Step>; 2]) -> CheckState {
    let Interval { earliest, latest } = evidence.asked_at.instants;
    let (nbf, exp) = (token.claims.nbf.value(), token.claims.exp.value());
    let is_out = |at: NumericDate| {
        exp.is_some_and(|exp| exp.plus(LEEWAY) < at)
            || nbf.is_some_and(|nbf| nbf.plus(-LEEWAY) > at)
    };
    // A server that stops before does not look at the times.
    let fails = |step: Option<Step>, at| match step {
        Some(step) if step < Step::Time => is_out(at),
        step => step == Some(Step::Time),
    };
    match (fails(steps[0], earliest), fails(steps[1], latest)) {
        (true, true) => CheckState::Fails,
        (false, false) if exp.is_none_or(|exp| *exp > latest) => CheckState::Passes,
        _ => CheckState::Warns,
    }
}

fn is_without_secret(finding: &Finding) -> bool {
    matches!(
        finding,
        Finding::KeyAndSecret(KeyAndSecret::SignatureNotChecked { tried: None, .. })
    )
}
