//! Refusals of the past: a person says that they are mended, or a later try got further.

use crate::finding::{self, Code, KnownText, connection, network, server_setup, session};
use crate::paste::Paste;
use crate::text::{Span, lines};
use crate::token::Token;

use super::Answers;

/// What people write directly before an error that they no longer have, in lower case. Elsewhere in a sentence, such words are mostly about
/// something else: a fixed port, a solved CORS error.
const MENDED_BEFORE: [&str; 12] = [
    "[fixed]",
    "[solved]",
    "[resolved]",
    "fixed the",
    "solved the",
    "resolved the",
    "used to get",
    "used to get the",
    "used to say",
    "used to fail with",
    "已解决",
    "已修复",
];

/// The same, directly behind it.
const MENDED_BEHIND: [&str; 13] = [
    "fixed",
    "is fixed",
    "was fixed",
    "is solved",
    "was solved",
    "is resolved",
    "was resolved",
    "is gone",
    "ist behoben",
    "ist gelöst",
    "está resuelto",
    "foi resolvido",
    "已解决",
];

/// Words at the start of a sentence about what was before, if another sentence says what is now.
const EARLIER: [&str; 4] = ["before:", "earlier:", "previously:", "(earlier today:"];

/// Words that begin the time after a change.
const NOW: [&str; 7] = [
    "now",
    "then",
    "afterwards",
    "jetzt",
    "ahora",
    "agora",
    "现在",
];

/// The longest status or article between such words and the error, in bytes.
const BETWEEN: usize = 8;

/// The longest text in which a person may tell of several tries, in bytes.
const LONGEST: usize = 4000;

/// Takes refusals of the past out of `answers` and the known texts, if the paste says how it went on; else they are no more than likely.
pub(super) fn drop(
    text: &str,
    paste: &mut Paste,
    tokens: &[Token],
    answers: &mut Answers,
    others: &mut Answers,
) {
    if text.len() > LONGEST || !tokens.is_empty() {
        return;
    }
    let known = finding::known(&paste.known_texts);
    let is_refusal =
        |known: &KnownText| known.refuses || matches!(known.code, Code::Verification(_));
    let said = (known.iter()).filter(|(known, _)| is_refusal(known));
    let said = said.map(|(_, span)| *span);
    let refusals: Vec<Span> = said.chain(answers.iter().map(|(_, span)| *span)).collect();
    let later = known.iter().filter(|(known, _)| shows_acceptance(known));
    let later = later.map(|(_, span)| span.start).max();
    let success = success(text);
    // Lines may be of different clients and calls, unless the person puts them in an order.
    let is_before = |span: Span, later: Option<usize>| {
        later.is_some_and(|later| {
            let is_first = span.end <= later && !text[later..].contains(span.of(text));
            is_first
                && (is_mended(text, span)
                    || NOW.iter().any(|now| has_word(&text[span.end..later], now)))
        })
    };
    let past: Vec<Span> = refusals
        .into_iter()
        .filter(|span| {
            let is_outdated = is_before(*span, later) || is_before(*span, success);
            is_outdated && !is_of_server(text, *span) || is_mended(text, *span)
        })
        .collect();
    let is_past = |span: Span| past.iter().any(|past| past.overlaps(span));
    if past.is_empty() {
        return;
    }
    let is_told = known.iter().any(|(_, span)| !is_past(*span));
    if !is_told && success.is_none() && answers.iter().all(|(_, span)| is_past(*span)) {
        paste.known_texts.is_certain = false;
        return;
    }
    others.extend(answers.extract_if(.., |(_, span)| is_past(*span)));
    let texts = &mut paste.known_texts.texts;
    texts.retain(|(_, span)| !is_past(*span));
    let is_near = |span: Span| past.iter().any(|past| sentence(text, *past).overlaps(span));
    paste.failed = paste.failed.filter(|(_, span)| !is_near(*span));
    paste.responses.retain(|response| !is_near(response.span));
    if let Some(at) = success.filter(|_| texts.is_empty()) {
        let connected = finding::index_of(Code::Connection(connection::Code::Connected));
        let span = Span::new(at, at + SUCCESS.len());
        texts.extend(connected.map(|index| (index, span)));
    }
}

/// Whether it is said only after a token was accepted.
fn shows_acceptance(known: &KnownText) -> bool {
    matches!(
        known.code,
        Code::Network(network::Code::PeerConnection)
            | Code::ServerSetup(server_setup::Code::RoomMissing)
            | Code::Session(session::Code::RoomFull)
    )
}

/// The answer of `/rtc/validate` to a token that is right.
const SUCCESS: &str = "success";

/// Where that answer is at the end of a text that tells of asking there, or of trying the same again.
fn success(text: &str) -> Option<usize> {
    let end = text
        .trim_end_matches(|c: char| c.is_whitespace() || ".!\"'`".contains(c))
        .len();
    let at = end.checked_sub(SUCCESS.len())?;
    let is_there = text.get(at..end)?.eq_ignore_ascii_case(SUCCESS);
    let before = text[..at].trim_end_matches(['"', '\'', '`', ' ']);
    let line = lines::around(text, Span::new(at, end));
    let above = lines::around(text, Span::new(line.start.saturating_sub(1), line.start));
    let is_asked = text[above.start..at].contains("/validate");
    let is_told = [
        "it said:",
        "it says:",
        "it answers:",
        "it returns:",
        "it prints:",
    ]
    .iter()
    .any(|told| before.ends_with(told));
    (is_there && (is_asked || is_told)).then_some(at)
}

/// Whether a line of a server's log, where each line may be another client's, has this text.
fn is_of_server(text: &str, span: Span) -> bool {
    let line = lines::around(text, span).of(text);
    line.contains("\"status\"") || line.contains("\"connID\"")
}

/// The sentence of a text: up to a full stop before a space, or the line.
fn sentence(text: &str, span: Span) -> Span {
    let line = lines::around(text, span);
    let ends = [". ", "! ", "; "];
    let before = &text[line.start..span.start];
    let start = ends.iter().filter_map(|end| before.rfind(end)).max();
    let behind = &text[span.end..line.end];
    let end = ends.iter().filter_map(|end| behind.find(end)).min();
    Span::new(
        start.map_or(line.start, |start| line.start + start + 1),
        end.map_or(line.end, |end| span.end + end),
    )
}

/// Whether a text has a word of its own. Chinese has no spaces between them.
fn has_word(text: &str, word: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|own| own.eq_ignore_ascii_case(word)) || !word.is_ascii() && text.contains(word)
}

/// Whether the sentence of an error says that it is mended.
fn is_mended(text: &str, span: Span) -> bool {
    let sentence = sentence(text, span);
    if sentence.of(text).contains('?') || has_word(sentence.of(text), "still") {
        return false;
    }
    let before = text[sentence.start..span.start].to_lowercase();
    let before = before.trim();
    let behind = text[span.end..sentence.end].to_lowercase();
    // A status and an opening bracket may be between.
    let near = |words: &str| {
        let rest = before
            .rfind(words)
            .map(|at| before[at + words.len()..].trim());
        rest.is_some_and(|rest| {
            rest.len() <= BETWEEN
                && rest
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || b"(:\"' ".contains(&byte))
        })
    };
    let is_own = |c: char| c.is_alphanumeric();
    let is_behind = |words: &&str| {
        let rest = behind.trim_start_matches(|c: char| !is_own(c));
        behind.len() - rest.len() <= BETWEEN
            && rest.strip_prefix(*words).is_some_and(|rest| {
                !rest.starts_with(is_own) && !rest.trim_start().starts_with(is_own)
            })
    };
    let is_earlier = EARLIER.iter().any(|words| before.starts_with(words))
        && (NOW.iter().any(|now| has_word(&text[span.end..], now))
            || MENDED_BEHIND.iter().any(is_behind));
    let is_elsewhere = behind.contains("livekit itself works");
    is_earlier
        || is_elsewhere
        || MENDED_BEFORE.into_iter().any(near)
        || MENDED_BEHIND.iter().any(is_behind)
}

#[cfg(test)]
mod tests {
    use super::is_mended;
    use crate::text::Span;

    fn of(text: &str) -> bool {
        let error = "invalid API key";
        let start = text.find(error).unwrap();
        is_mended(text, Span::new(start, start + error.len()))
    }

    #[test]
    fn what_a_person_calls_mended_is_past() {
        for text in [
            "[FIXED] invalid API key: APIold. Now it cannot connect",
            "before: 401 invalid API key. now: 404",
            "I solved the 401 (invalid API key). New problem: timeout",
            "invalid API key is fixed, new one: timeout",
            "(earlier today: invalid API key, fixed)",
        ] {
            assert!(of(text), "{text}");
        }
    }

    #[test]
    fn what_is_only_tried_is_not() {
        for text in [
            "I fixed the key, but now: invalid API key",
            "invalid API key, how can this be fixed",
            "invalid API key: is this fixed?",
            "I fixed the URL and still get invalid API key",
            "prefixed key: invalid API key",
            "I use a fixed port and get invalid API key",
            "CORS fixed, next error: invalid API key",
            "I solved the CORS problem and get invalid API key",
            "invalid API key has not been fixed",
            "Same as before: invalid API key",
            "before: invalid API key",
            "dns was resolved, error: invalid API key",
            "invalid API key, restart solved nothing",
            "invalid API key on staging, prod works now",
            "invalid API key, fixed port 7880",
            "CORS ist behoben, jetzt kommt: invalid API key",
            "跨域问题已解决，但是现在报 invalid API key",
        ] {
            assert!(!of(text), "{text}");
        }
    }
}
