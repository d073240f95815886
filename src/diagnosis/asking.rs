//! Which dates of a paste show when the server was asked. A date counts only where it belongs to the request or to its
//! outcome; boot lines, mails, commits, and the answers of other servers have dates too.
//!
//! 1. A date belongs to its *record*: of a log, from its line to the next date or blank line; of an HTTP answer, its head with the
//!    paragraphs before it (the command or request) and behind it (the body); of a HAR, the entry.
//! 2. The record has to hold a refusal, a failure, or a request to LiveKit. A token alone is a request only in the line of
//!    the date; an answer without its body may be LiveKit's.
//! 3. A date that is more than a day ahead of now is no time of asking.

use std::sync::Arc;

use crate::paste::Paste;
use crate::paste::date::{FoundDate, Request, Source};
use crate::paste::response::{Body, Response};
use crate::server::reading::Reading;
use crate::text::span::Places;
use crate::text::{NumericDate, Span, lines, needles};
use crate::token::Token;

/// By how much a server's clock may be ahead of the browser's, in seconds.
const AHEAD: f64 = 86_400.0;

/// How far a record is read before and behind its date, in bytes.
const REACH: usize = 8192;

/// The dates of requests.
pub fn dates(
    text: &str,
    paste: &Paste,
    tokens: &[Token],
    answers: &[(Arc<Reading>, Span)],
    now: NumericDate,
) -> Vec<FoundDate> {
    let tokens = tokens.iter();
    let tokens = Places::new(tokens.flat_map(|token| token.spans.clone()).collect());
    let mut signs: Vec<Span> = answers.iter().map(|(_, span)| *span).collect();
    let is_of_livekit = |response: &&Response| {
        let is_bare = matches!(response.status, 200 | 401)
            && matches!(response.body, Body::Unknown | Body::Empty);
        response.is_success(text) || is_bare || response.length.is_some()
    };
    let responses = paste.responses.iter().filter(is_of_livekit);
    signs.extend(responses.map(|response| response.span));
    signs.extend(paste.known_texts.texts.iter().map(|(_, span)| *span));
    signs.extend(paste.calls.iter().map(|call| call.span));
    signs.extend(paste.endpoints.iter().map(|(_, span)| *span));
    signs.extend(paste.not_tokens.iter().map(|(_, span)| *span));
    signs.extend(paste.asked);
    let signs = Places::new(signs);
    let dates = paste.dates.iter().enumerate();
    let of_request = dates.filter(|(at, date)| {
        let next = paste.dates.get(at + 1);
        let next = next.map_or(text.len(), |next| next.span.start);
        let near = Span::new(
            date.span.start.saturating_sub(REACH * 2),
            date.span.end + REACH * 2,
        );
        let is_in_line = || tokens.overlap(line(text, date.span, next));
        let is_request = || signs.overlap(near) && signs.overlap(record(text, date, next));
        let belongs = date.request.map_or_else(
            || is_in_line() || is_request(),
            |Request { span, .. }| tokens.overlap(span) || signs.overlap(span),
        );
        date.instants.earliest.since(now) <= AHEAD && belongs
    });
    of_request.map(|(_, date)| *date).collect()
}

/// The record of a date; `next` is where the next date is.
fn record(text: &str, date: &FoundDate, next: usize) -> Span {
    let span = date.span;
    if date.source == Source::LogLine {
        let end = paragraph_end(&text[..next.max(span.end)], span.end);
        return Span::new(lines::start(text, span.start), end);
    }
    let head = paragraph_start(text, span.start);
    let start = paragraph_start(text, text[..head].trim_end().len());
    let body = paragraph_end(text, span.end);
    let behind = text[body..].len() - text[body..].trim_start().len();
    Span::new(start, paragraph_end(text, body + behind))
}

/// The line of a date, with the indented lines that follow it.
fn line(text: &str, date: Span, next: usize) -> Span {
    let behind = &text[date.end..next.max(date.end)];
    let mut ends = behind.match_indices('\n').map(|(at, _)| at);
    let end = ends.find(|at| !behind[at + 1..].starts_with([' ', '\t']));
    Span::new(
        lines::start(text, date.start),
        end.map_or(next, |at| date.end + at),
    )
}

/// Where the paragraph around a place begins: behind a blank line.
fn paragraph_start(text: &str, at: usize) -> usize {
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let before = &text[from..at];
    let blank = ["\n\n", "\n\r\n"].map(|blank| before.rfind(blank).map(|end| end + blank.len()));
    blank
        .into_iter()
        .flatten()
        .max()
        .map_or(from, |end| from + end)
}

/// Where the paragraph around a place ends: before a blank line.
fn paragraph_end(text: &str, at: usize) -> usize {
    let to = text.floor_char_boundary(text.len().min(at + REACH));
    let behind = &text[at..to];
    let blank = ["\n\n", "\n\r\n"].map(|blank| needles::find(behind, blank));
    blank.into_iter().flatten().min().map_or(to, |end| at + end)
}
