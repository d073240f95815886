//! Findings from the answers of a server in the paste.

use std::sync::Arc;

use super::decision;
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::prediction::Prediction;
use crate::diagnosis::purpose;
use crate::finding::answer::{self, Answer, RequestFacts, TokenFacts};
use crate::finding::key_and_secret::KeyAndSecret;
use crate::finding::sentence::{Name, Sentence};
use crate::finding::{Classify, Code, Explain, Finding, KnownText, LocatedFinding};
use crate::livekit::grants::Grant;
use crate::paste::endpoint::{CLI, Endpoint};
use crate::secret::slip::Side;
use crate::secret::{self, Signature};
use crate::sentence;
use crate::server;
use crate::server::reading::Reading;
use crate::server::refusal::RefusalKind;
use crate::server::release::{RELEASES, Version};
use crate::server::room_config;
use crate::text::{Span, lines};

/// The answers of a server. A finding that gives the reason of the same refusal makes the answer redundant, and the
/// answer makes that finding certain.
pub(super) fn judge(
    evidence: &Evidence,
    predictions: &[Prediction],
    findings: &mut Vec<LocatedFinding>,
) {
    let Some((reading, span)) = evidence.answer() else {
        paraphrased(evidence, findings);
        return;
    };
    let mut request = request(evidence, reading, *span);
    // Of a call that the paste does not name, nothing is known.
    let is_named = !request.is_open || request.grant.is_some();
    request.is_permitted = is_named && (predictions.first()).is_some_and(Prediction::ever_accepts);
    let known = match (meaning(reading).code, request.arrived) {
        (Code::Answer(answer::Code::MissingGrant), Some(false)) => {
            answer::Code::NoTokenArrived.known()
        }
        (Code::Answer(answer::Code::NoTokenArrived), None) if request.is_open => {
            answer::Code::MissingGrant.known()
        }
        _ => meaning(reading),
    };
    let said = meaning(reading).code;
    let is_other = |(reading, _): &&(Arc<Reading>, Span)| meaning(reading).code != said;
    let has_others =
        (evidence.answers.iter().chain(&evidence.other_answers)).any(|one| is_other(&one));
    let finding = match &reading.key {
        Some(key) if secret::looks_like_secret(key) => {
            Finding::KeyAndSecret(KeyAndSecret::KeySecretSwapped { side: Side::Minter })
        }
        key => Finding::Answer(Answer {
            known,
            key: key.clone(),
            releases: releases(reading).filter(|_| is_printed(&evidence.text, *span)),
            unknown_field: unknown_field(reading),
            token: facts(evidence),
            request,
            lines: has_others.then(|| evidence.lines().numbers(&[*span])),
        }),
    };
    let other = evidence.answers.iter().find(is_other);
    let mut is_told = false;
    for located in &mut *findings {
        if located.finding.cause() == finding.cause() && decision::explains(located, reading) {
            located.certain |= other.is_none();
            is_told = true;
        }
    }
    if !is_told {
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

/// Whether a program printed an answer, and no person tells of it, who may leave out a part.
fn is_printed(text: &str, span: Span) -> bool {
    let line = lines::around(text, span);
    let behind = text[span.end..line.end].trim_end();
    let mut ends = [" ", ". ", "; ", ", "].iter();
    let is_prose = ends.any(|end| behind.starts_with(end)) && !behind.contains('=');
    !is_prose || line.of(text).contains('{')
}

/// How people repeat the answer of the API to a token without the grant, or to no token.
const DENIED: [&str; 2] = ["permissions denied", "permission denied"];

/// That answer in the words of a person, beside the name of the method that was called.
fn paraphrased(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let text = &evidence.text;
    if text.len() > LONGEST_PROSE || evidence.paste.known_texts.names_product {
        return;
    }
    let lower = text.to_ascii_lowercase();
    let denied = DENIED.into_iter().find_map(|words| {
        let start = lower.find(words)?;
        Some(Span::new(start, start + words.len()))
    });
    let Some(span) = denied else { return };
    let Some((_, method)) = server::method_in(text) else {
        return;
    };
    findings.push(LocatedFinding {
        finding: Finding::Answer(Answer {
            known: answer::Code::MissingGrant.known(),
            key: None,
            releases: None,
            unknown_field: None,
            token: facts(evidence),
            request: RequestFacts {
                grant: Some(method.grant()),
                arrived: None,
                is_open: true,
                ..RequestFacts::default()
            },
            lines: None,
        }),
        certain: false,
        spans: vec![span],
    });
}

/// The longest text that is read as the words of a person, in bytes.
const LONGEST_PROSE: usize = 20_000;

/// The parameters by which a client asks for more than to join.
const ASKING: [&str; 3] = ["publish=", "attributes=", "join_request="];

/// What the paste shows about its token.
pub(super) fn facts(evidence: &Evidence) -> Option<TokenFacts> {
    let token = evidence.token().filter(|token| !token.jws.is_cut_off())?;
    let claims = &token.claims;
    let exp = claims.exp.value().copied();
    let nbf = claims.nbf.value().copied();
    let left = exp.map(|exp| exp.since(evidence.now));
    let has_begun = nbf.is_none_or(|nbf| nbf.0 <= evidence.now.0);
    let set = token.jws.claims_set();
    let video = set.and_then(|set| set.member("video"));
    let grant = |name| video.and_then(|video| video.member(name)?.boolean());
    let permits_all =
        grant("canPublish") != Some(false) && grant("canUpdateOwnMetadata") == Some(true);
    // The parameters of a request that was sent are there to see.
    let is_plain = evidence.shows_sending()
        && !(ASKING.iter()).any(|parameter| evidence.text.contains(parameter));
    Some(TokenFacts {
        iss: evidence.iss().to_owned(),
        is_verified: matches!(evidence.signature(), Signature::Valid { .. }),
        is_sound: token.jws.defects.is_empty(),
        video: video.map(|_| evidence.shows_sending()),
        may_ask_more: !permits_all && !is_plain,
        left: left.filter(|left| *left > 0.0 && has_begun && !evidence.shows_sending()),
    })
}

/// What the paste shows about the request that was refused for want of a grant.
fn request(evidence: &Evidence, reading: &Reading, span: Span) -> RequestFacts {
    let endpoint = purpose::asked(evidence);
    let is_denied = matches!(
        meaning(reading).code,
        Code::Answer(answer::Code::MissingGrant)
    );
    // Only the API has this answer for a token without any grant, and for no token.
    let named = purpose::told(evidence);
    let is_of_api = reading.kinds.contains(&RefusalKind::OtherRoom)
        || matches!(endpoint, Some(Endpoint::Api { .. }))
        || named.is_some();
    let grant = match endpoint {
        Some(Endpoint::Agent) => Some(Grant::Agent),
        Some(Endpoint::Join) => None,
        Some(Endpoint::Api { method }) if !method.is_empty() => {
            server::method(method).map(|(_, method)| method.grant())
        }
        // In prose the method may be named alone.
        _ => named.map(|(_, method)| method.grant()),
    };
    let text = &evidence.text;
    let line = lines::around(text, span).of(text);
    // The server's log of API calls names the key of a token that it has verified.
    let is_of_log = line.contains("\"service\"") && line.contains("\"method\"");
    let is_agent = matches!(endpoint, Some(Endpoint::Agent))
        && meaning(reading).code == Code::Answer(answer::Code::NoTokenArrived);
    RequestFacts {
        grant: grant.filter(|_| is_of_api && is_denied || is_agent),
        arrived: (is_of_api && is_denied && is_of_log).then(|| line.contains("\"apiKey\"")),
        is_open: is_of_api && is_denied && !is_of_log || is_agent,
        is_permitted: false,
        is_of_cli: evidence
            .paste
            .endpoints
            .iter()
            .any(|(one, span)| Some(one) == endpoint && CLI.contains(&span.of(text))),
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
    } else if secret::is_encoded_key(key) {
        Some(answer::Code::EncodedKey)
    } else if secret::names_application(key) {
        Some(answer::Code::IssuerOfApplication)
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

/// The field of a `roomConfig` that the server did not know, and the first release that knows it.
fn unknown_field(reading: &Reading) -> Option<(String, Option<String>)> {
    let (_, field) = reading.error.as_deref()?.split_once("unknown field \"")?;
    let (field, _) = field.split_once('"')?;
    let since = room_config::known_since(field).map(Version::name);
    Some((field.to_owned(), since))
}

/// The releases that have this text, if not all do. What the newest one answers, a later one probably does too.
fn releases(reading: &Reading) -> Option<Sentence> {
    let (first, last) = (reading.releases.first()?, reading.releases.last()?);
    let (since, until) = (first.since.name(), last.until.name());
    let is_newest = RELEASES.last().is_some_and(|newest| newest == *last);
    let range = if is_newest {
        sentence![Name(since), " or newer"]
    } else {
        sentence![Name(since), " to ", Name(until)]
    };
    (reading.releases.len() < RELEASES.len()).then_some(range)
}
