//! Findings from the answers of a server in the paste.

use crate::diagnosis::evidence::Evidence;
use crate::finding::answer::{self, Answer};
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::{Explain, Finding, KnownText, LocatedFinding};
use crate::secret;
use crate::secret::slip::Side;
use crate::server::reading::Reading;
use crate::server::release::RELEASES;
use crate::server::room_config;
use crate::text::Span;

/// The answers of a server, except those that the token already explains.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    // An answer that names a reason or a key is more specific.
    let tells = |(reading, _): &&(Reading, Span)| reading.error.is_some() || reading.key.is_some();
    let answers = &evidence.answers;
    let Some((reading, span)) = answers.iter().find(tells).or(answers.first()) else {
        return;
    };
    let known = meaning(reading);
    let finding = match &reading.key {
        Some(key) if secret::looks_like_secret(key) => {
            Finding::KeyAndSecret(KeyAndSecret::KeySecretSwapped { side: Side::Minter })
        }
        key => Finding::Answer(Answer {
            known,
            key: key.clone(),
            releases: releases(reading),
            unknown_field: unknown_field(reading),
        }),
    };
    let other = answers
        .iter()
        .find(|(reading, _)| meaning(reading).code != known.code);
    if !findings
        .iter()
        .any(|located| located.finding.cause() == finding.cause())
    {
        findings.push(LocatedFinding {
            certain: finding.candidates().is_empty()
                && other.is_none()
                && evidence.paste.known_texts.is_certain,
            finding,
            spans: vec![*span],
        });
    }
    if let Some((reading, span)) = other {
        findings.push(LocatedFinding {
            finding: Finding::Contradiction(meaning(reading)),
            certain: true,
            spans: vec![*span],
        });
    }
}

/// The meaning of an answer.
pub fn meaning(reading: &Reading) -> &'static KnownText {
    (reading.key.as_deref().and_then(of_key))
        .map_or_else(|| answer::meaning(reading.kinds[0]), answer::Code::known)
}

/// What the key that an answer repeats shows by itself.
fn of_key(key: &str) -> Option<answer::Code> {
    let lower = key.trim_ascii().to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if matches!(
        &*lower,
        "" | "undefined" | "null" | "none" | "nil" | "[object object]"
    ) {
        Some(answer::Code::KeyNotSet)
    } else if secret::is_placeholder(&lower) || has(&["api_key", "api-key", "apikey", "example"]) {
        Some(answer::Code::ExampleKey)
    } else if has(&["dev", "local"]) {
        Some(answer::Code::DevelopmentKey)
    } else if key.starts_with(['"', '\'', '\\']) {
        Some(answer::Code::QuotedKey)
    } else {
        None
    }
}

/// The field of a `roomConfig` that the server did not know, and the first release that takes it.
fn unknown_field(reading: &Reading) -> Option<(String, String)> {
    let (_, field) = reading.error.as_deref()?.split_once("unknown field \"")?;
    let (field, _) = field.split_once('"')?;
    Some((field.to_owned(), room_config::accepted_since(field).name()))
}

/// The releases that have this text, if not all do.
fn releases(reading: &Reading) -> Option<String> {
    let (first, last) = (reading.releases.first()?, reading.releases.last()?);
    let (since, until) = (first.since.name(), last.until.name());
    (reading.releases.len() < RELEASES.len()).then(|| format!("{since} to {until}"))
}
