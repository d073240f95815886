//! Which parts of a paste are about LiveKit.

use crate::paste::Paste;
use crate::paste::not_a_token::NotAToken;
use crate::server::reading::Reading;
use crate::server::refusal::RefusalKind;
use crate::text::Span;
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
    let is_about_livekit = paste.known_texts.is_of_livekit
        || !paste.mistakes.is_empty()
        || tokens.iter().any(is_of_livekit);
    if !is_about_livekit {
        let has_form = has_form(text);
        answers.retain(|answer| has_form || is_from_livekit(text, answer));
        (paste.not_tokens).retain(|sent| replaces_token(text, *sent));
    }
    // An answer may be pasted with its token shortened.
    for token in tokens {
        let is_inside = |span: &Span| answers.iter().any(|(_, answer)| answer.overlaps(*span));
        token.elided |= token.jws.is_cut_off() && token.spans.iter().any(is_inside);
    }
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
