//! The verdict on a paste without a token: what a server or program said, or what the paste is.

use super::{Outcome, Verdict, is_foreign, likely, refuses, unknown};
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::pill::Pill;
use crate::diagnosis::rules::decision;
use crate::finding::sentence::{Sentence, standalone};
use crate::finding::{Classify, Code, Explain, Finding, LocatedFinding};
use crate::paste::pair::Pair;
use crate::sentence;

/// The verdict on a paste without a token.
pub(super) fn decide(evidence: &Evidence, findings: &[LocatedFinding]) -> Verdict {
    let is_answer = |located: &&LocatedFinding| {
        let is_seen = matches!(located.finding, Finding::Answer(_)) || located.certain;
        located.finding.refuses() && (is_seen || !located.finding.candidates().is_empty())
    };
    let first = findings.first();
    let is_said = |located: &&LocatedFinding| match &located.finding {
        Finding::Known(known) => {
            !known.texts.is_empty() || matches!(known.code, Code::Response(_) | Code::Network(_))
        }
        Finding::Answer(_) => true,
        _ => false,
    };
    if let Some(located) = first.filter(is_said)
        && (!evidence.paste.known_texts.is_certain || is_foreign(located))
    {
        return likely(located);
    }
    // An answer was given; a mistake in the code explains it better.
    if let Some(answer) = findings.iter().find(is_answer) {
        let explains = |first: &&LocatedFinding| match &first.finding {
            Finding::Code(_) => true,
            Finding::Known(known) => decision::is_local_time(known),
            Finding::Setting(setting) => setting.explains(answer.finding.cause()),
            _ => false,
        };
        let mistake = first.filter(explains);
        return refuses(mistake.unwrap_or(answer));
    }
    if let Some(located) = first {
        let message = standalone(located.finding.clause());
        let pill = Pill::seen(located);
        let mut verdict = unknown(pill, message, located.finding.fix()).telling(located);
        // What is no token is refused, whether the paste shows it or the code that makes it.
        if matches!(&located.finding, Finding::Code(code) if code.sends_no_token()) {
            verdict.outcome = Outcome::Refuses;
        }
        return verdict;
    }
    let (pill, words) = of_silent_paste(evidence);
    unknown(pill, sentence![words], Sentence::new())
}

/// What a paste with parts of pairs has.
fn of_pairs(pairs: &[Pair]) -> &'static str {
    let has_key = pairs.iter().any(|pair| pair.key.is_some());
    let has_secret = pairs.iter().any(|pair| pair.secret.is_some());
    match (has_key, has_secret) {
        (true, true) => {
            "The paste has an API key and a secret, but no token to check them against."
        }
        (true, false) => "The paste has an API key, but no token to check it against.",
        _ => "The paste has an API secret, but no token to check it against.",
    }
}

/// What a paste is in which nothing was said and no mistake found.
fn of_silent_paste(evidence: &Evidence) -> (Pill, &'static str) {
    let paste = &evidence.paste;
    if !evidence.tokens.is_empty() {
        (
            Pill::Missing,
            "The paste has only the beginning of a token, without its times and signature.",
        )
    } else if evidence.text.chars().all(char::is_whitespace) {
        (
            Pill::Empty,
            "Paste anything from the failing call: a token, an error, a log, a `.env`, `curl` output.",
        )
    } else if evidence.describes_errors() {
        (
            Pill::Missing,
            "This text explains several errors, and does not show which one happened.",
        )
    } else if evidence.is_binary() {
        (
            Pill::NotText,
            "These are the bytes of a file, such as an image, not text: paste the words instead.",
        )
    } else if !paste.pairs.is_empty() {
        (Pill::Missing, of_pairs(&paste.pairs))
    } else if !paste.urls.is_empty() || !paste.dates.is_empty() {
        (
            Pill::Missing,
            "The paste has no token, and nothing that says why a call failed.",
        )
    } else if paste.known_texts.is_failure && evidence.text.contains("401") {
        (
            Pill::Missing,
            "A server answered 401, and this text does not say why.",
        )
    } else if paste.known_texts.is_failure {
        (
            Pill::Missing,
            "A call failed, and this text does not say why.",
        )
    } else if paste.known_texts.is_code && paste.sdk.is_some() {
        (Pill::Missing, "No mistake found in this code.")
    } else {
        (
            Pill::Nothing,
            "Nothing recognized: no token, error, key or configuration.",
        )
    }
}
