//! Refusals of the past: a person says that they are mended, or a later try got further.

use crate::finding::{self, Code, KnownText, connection, network, server_setup, session};
use crate::paste::Paste;
use crate::text::{Span, lines};
use crate::token::Token;

use super::Answers;

/// What people say of an error that they no longer have, in lower case.
const MENDED: [&str; 25] = [
    "fixed",
    "solved",
    "[resolved]",
    "is resolved",
    "was resolved",
    "been resolved",
    "works now",
    "works again",
    "working now",
    "livekit itself works",
    "livekit works",
    "before:",
    "earlier:",
    "earlier today",
    "previously:",
    "used to get",
    "used to say",
    "used to fail",
    "behoben",
    "gelöst",
    "resuelto",
    "resolvido",
    "已解决",
    "已修复",
    "해결했",
];

/// Words before such a one that turn its meaning.
const NOT: [&str; 8] = [
    "not", "be", "isn't", "wasn't", "never", "get", "cannot", "nicht",
];

/// Words between it and the error, which begin another time.
const TURNS: [&str; 5] = ["now", "but", "still", "then", "until"];

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
    let is_before = |span: Span, later: Option<usize>| {
        later.is_some_and(|later| span.end <= later && !text[later..].contains(span.of(text)))
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

/// Where that answer is at the end of the text.
fn success(text: &str) -> Option<usize> {
    let end = text
        .trim_end_matches(|c: char| c.is_whitespace() || ".!\"'`".contains(c))
        .len();
    let at = end.checked_sub(SUCCESS.len())?;
    let is_there = text.get(at..end)?.eq_ignore_ascii_case(SUCCESS);
    let before = text[..at].trim_end_matches(['"', '\'', '`', ' ']);
    (is_there && (before.is_empty() || before.ends_with([':', '\n', '→']))).then_some(at)
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

/// Whether the sentence of an error says that it is mended.
fn is_mended(text: &str, span: Span) -> bool {
    let sentence = sentence(text, span);
    let words = sentence.of(text).to_ascii_lowercase();
    let error = Span::new(span.start - sentence.start, span.end - sentence.start);
    let has_word = |text: &str, word: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|own| own == word)
    };
    if words.contains('?') || has_word(&words, "still") {
        return false;
    }
    MENDED.iter().any(|mended| {
        let mut places = words.match_indices(mended);
        places.any(|(at, _)| {
            let before = &words[..at];
            let is_inside = mended.is_ascii() && before.ends_with(|c: char| c.is_alphanumeric());
            let last = before.split_whitespace().next_back().unwrap_or_default();
            let between = words.get(at..error.start).unwrap_or_default();
            !is_inside && !NOT.contains(&last) && !TURNS.iter().any(|turn| has_word(between, turn))
        })
    })
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
            "I solved the invalid API key. New problem: timeout",
            "earlier today: invalid API key, fixed",
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
        ] {
            assert!(!of(text), "{text}");
        }
    }
}
