//! The verdict on a token that looks right as far as it can be checked: only the secret is missing, or what failed the call.

use super::{Verdict, failure, likely, two_rooms, unknown};
use crate::clock::time_mistake::Kind;
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::pill::Pill;
use crate::diagnosis::purpose::Purpose;
use crate::finding::environment::hint;
use crate::finding::form::FormFinding;
use crate::finding::key_and_secret::{KeyAndSecret, paste_secret};
use crate::finding::sentence::{Inline, Ours, Pasted, Sentence, followed_by, standalone};
use crate::finding::{Classify, Code, Explain, Finding, LocatedFinding};
use crate::livekit::grants::Grant;
use crate::{secret, sentence};

/// All that the server would check after key and signature is right.
pub(super) fn decide(
    evidence: &Evidence,
    purpose: &Purpose,
    findings: &[LocatedFinding],
) -> Verdict {
    let subject = match purpose {
        Purpose::Join => "The token",
        Purpose::Agent => "This agent token",
        Purpose::Api(..) => "This API token",
        Purpose::Webhook => "This webhook token",
    };
    if let Some(verdict) = of_public_secret(subject, findings) {
        return verdict;
    }
    // A mistake that was found is worth more than what is still open.
    let is_mistake = |located: &&LocatedFinding| {
        let is_of_token = match &located.finding {
            Finding::Time(finding) => !matches!(
                finding.mistake.kind,
                Kind::Apart { .. }
                    | Kind::LongLife { .. }
                    | Kind::ShortLife { .. }
                    | Kind::Reused { .. }
            ),
            Finding::Form(FormFinding::PayloadOnly) => false,
            Finding::Form(_) | Finding::Grants(_) => true,
            _ => false,
        };
        located.certain && is_of_token
    };
    if let Some(mistake) = findings.first().filter(is_mistake) {
        let message = standalone(mistake.finding.clause());
        return unknown(Pill::Mistake, message, mistake.finding.fix()).telling(mistake);
    }
    // So is a server that probably has no such key.
    let is_elsewhere = |located: &&LocatedFinding| {
        located.finding.code() == Code::EnvironmentHint(hint::Code::CloudKeyAtHome)
    };
    if let Some(located) = findings.iter().find(is_elsewhere) {
        return likely(located);
    }
    if let Some(how) = failure(evidence, findings) {
        let message = sentence![subject, " looks right so far, but ", how];
        return unknown(Pill::Missing, message, Sentence::new());
    }
    // What is only likely explains more than what is missing.
    let explains = |located: &&LocatedFinding| {
        located.finding.refuses() || matches!(located.finding, Finding::NotAToken(_))
    };
    if let Some(located) = findings.first().filter(explains) {
        return likely(located);
    }
    let is_payload = |located: &LocatedFinding| {
        matches!(located.finding, Finding::Form(FormFinding::PayloadOnly))
    };
    if let Some(payload) = findings.iter().find(|located| is_payload(located)) {
        let message = sentence![
            "The payload looks right so far: paste the whole token to check its signature."
        ];
        return unknown(Pill::Missing, message, payload.finding.fix()).telling(payload);
    }
    without_secret(evidence, subject, purpose, findings)
}

/// The verdict on a token that a secret of public examples signed.
fn of_public_secret(subject: &'static str, findings: &[LocatedFinding]) -> Option<Verdict> {
    let (secret, located) = findings.iter().find_map(|located| match located.finding {
        Finding::KeyAndSecret(KeyAndSecret::SignedWithPublicSecret { secret, .. }) => {
            Some((secret, located))
        }
        _ => None,
    })?;
    if secret::is_nothing(secret) {
        let message = standalone(located.finding.clause());
        return Some(unknown(Pill::Mistake, message, located.finding.fix()).telling(located));
    }
    let message = sentence![
        subject,
        " is right if the server's secret is ",
        Pasted(secret),
        ", as in public examples."
    ];
    Some(unknown(Pill::BySecret, message, located.finding.fix()).telling(located))
}

/// The verdict on a token that lacks only the secret.
fn without_secret(
    evidence: &Evidence,
    subject: &'static str,
    purpose: &Purpose,
    findings: &[LocatedFinding],
) -> Verdict {
    let unchecked = findings.iter().find_map(|located| match &located.finding {
        Finding::KeyAndSecret(KeyAndSecret::SignatureNotChecked { tried, .. }) => {
            Some((*tried, located))
        }
        _ => None,
    });
    let fix = unchecked.as_ref().map_or_else(
        || paste_secret(evidence.iss()),
        |(_, located)| located.finding.fix(),
    );
    let told = unchecked.as_ref().map(|(_, located)| *located);
    let tried = unchecked.and_then(|(tried, _)| tried);
    let (missing, rest) = if let Some(tried) = tried {
        let rest = sentence![", but the value in ", tried, " does not fit it."];
        (None, rest)
    } else {
        let missing = sentence!["Signature not checked: no secret found."];
        (Some(missing), sentence![": add the API secret to be sure."])
    };
    let message = sentence![subject, " looks right so far", Inline(rest)];
    let method = match purpose {
        Purpose::Api(_, method, _) => Some(sentence![
            "The token permits API calls (",
            Ours(method.grant().claim()),
            "), and no joining."
        ]),
        Purpose::Agent => Some(sentence![
            "The token permits agent workers (",
            Ours(Grant::Agent.claim()),
            "), and no joining."
        ]),
        Purpose::Join | Purpose::Webhook => None,
    };
    let fix = [missing, method, two_rooms(evidence)]
        .into_iter()
        .flatten()
        .fold(fix, followed_by);
    let verdict = unknown(Pill::Almost, message, fix);
    told.into_iter().fold(verdict, Verdict::telling)
}
