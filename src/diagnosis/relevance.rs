//! Which parts of a paste are about LiveKit.

use crate::paste::not_a_token::NotAToken;
use crate::paste::response::Response;
use crate::paste::url::Url;
use crate::paste::{Paste, client_sdk};
use crate::server::reading::Reading;
use crate::server::refusal::RefusalKind;
use crate::text::span::Places;
use crate::text::{Span, lines};
use crate::token::{Token, grants};

/// Whether the claims of a token are LiveKit's.
pub fn is_of_livekit(token: &Token) -> bool {
    token.jws.claims_set().is_some_and(grants::is_of_livekit)
}

/// Keeps only LiveKit's answers and only texts that were sent in place of a LiveKit token: other products have the same
/// ones.
pub fn keep(
    text: &str,
    paste: &mut Paste,
    tokens: &mut [Token],
    answers: &mut Vec<(Reading, Span)>,
) {
    let is_about_livekit = paste.known_texts.is_certain
        || !paste.mistakes.is_empty()
        || tokens.iter().any(is_of_livekit);
    let known_texts = &mut paste.known_texts;
    known_texts.is_certain |= is_about_livekit || paste.pairs.iter().any(|pair| pair.key.is_some());
    // Only LiveKit says so.
    let is_success =
        |response: &Response| response.status == 200 && response.body.of(text) == "success";
    known_texts.is_certain |= paste.responses.iter().any(is_success);
    // The token of another service counts as its name, and so does a request for a path that LiveKit does not have.
    let is_foreign = |token: &Token| token.jws.claims_set().is_some();
    let is_elsewhere = tokens.iter().any(is_foreign) || asks_elsewhere(text, &paste.urls);
    if !known_texts.is_certain && is_elsewhere {
        known_texts.names_product = true;
        known_texts.texts.clear();
    }
    if !is_about_livekit {
        let has_form = has_form(text);
        let is_certain = |answer: &_| has_form || is_from_livekit(text, answer);
        known_texts.is_certain |= answers.iter().any(is_certain);
        // What is not certain is likely, unless another product may have said it.
        if known_texts.is_certain || known_texts.names_product {
            answers.retain(is_certain);
        }
        (paste.not_tokens).retain(|sent| replaces_token(text, *sent));
    }
    let may_hide = |answer: &(Reading, Span)| client_sdk::may_hide_reason(text, answer.1);
    if answers.iter().any(may_hide) && !client_sdk::tells_reason(text) {
        answers.retain(|answer| !may_hide(answer));
    }
    // An answer may be pasted with its token shortened.
    let places = Places::new(answers.iter().map(|(_, span)| *span).collect());
    for token in tokens {
        let is_inside = |span: &Span| places.overlap(*span);
        token.elided |= token.jws.is_cut_off() && token.spans.iter().any(is_inside);
    }
}

/// Whether a paste that has nothing of LiveKit's is about a request for another path than `/`, or that of a webhook.
fn asks_elsewhere(text: &str, urls: &[Url]) -> bool {
    urls.iter().any(|url| {
        let line = Span::new(lines::around(text, url.span).start, url.span.start).of(text);
        let line = line.trim_end_matches(['\'', '"', '(']);
        let is_request = line.contains("curl ")
            || ["GET ", "POST ", "PUT ", "PATCH ", "DELETE ", "url=", "URL"]
                .into_iter()
                .any(|start| line.ends_with(start));
        let path = text[url.span.end..].strip_prefix('/');
        let path = path.and_then(|path| path.split([' ', '\'', '"', '\n']).next());
        let is_other = |path: &str| {
            path.starts_with(|c: char| c.is_ascii_alphanumeric()) && !path.contains("hook")
        };
        is_request && path.is_some_and(is_other)
    })
}

/// Whether the text holds an answer in a form that LiveKit uses: plain text, or Twirp's JSON.
fn has_form(text: &str) -> bool {
    [
        "text/plain",
        "\"unauthenticated\"",
        "code=unauthenticated",
        "unauthorized: no",
    ]
    .into_iter()
    .any(|form| text.contains(form))
}

/// Whether an answer is from LiveKit, if nothing else in the paste is.
fn is_from_livekit(text: &str, (reading, span): &(Reading, Span)) -> bool {
    // LiveKit's keys begin this way.
    let has_key = reading
        .key
        .as_ref()
        .is_some_and(|key| key.starts_with("API"));
    let is_whole = span.of(text).len() == text.trim_ascii().len();
    let is_line = || {
        let is_end = |byte: Option<&u8>| matches!(byte, None | Some(b'\n' | b'\r'));
        is_end(text.as_bytes()[..span.start].last()) && is_end(text.as_bytes()[span.end..].first())
    };
    match reading.kinds[0] {
        _ if has_key || is_whole || reading.error.is_some() => true,
        RefusalKind::Malformed
        | RefusalKind::UnknownKey
        | RefusalKind::MissingGrant
        | RefusalKind::NoRoomJoin
        | RefusalKind::NoIdentity
        | RefusalKind::NoRoom => false,
        _ => is_line(),
    }
}

/// Whether a text that replaces a token is in a paste that has nothing to do with LiveKit.
fn replaces_token(text: &str, (what, span): (NotAToken, Span)) -> bool {
    let is_alone = text.len() < 120 && !text.trim_ascii().contains('\n');
    let before = &text.as_bytes()[..span.start];
    let label = before[before.len().saturating_sub(20)..].to_ascii_lowercase();
    let is_labeled = || label.windows(5).any(|word| word == b"token");
    match what {
        NotAToken::Opaque => is_alone,
        NotAToken::Promise | NotAToken::Builder | NotAToken::Method => is_alone || is_labeled(),
        _ => true,
    }
}
