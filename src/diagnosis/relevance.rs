//! Which parts of a paste are about LiveKit.

mod other_hosts;
mod owner;

pub use other_hosts::{is_cors_of_token_route, is_of_livekit as is_connection_of_livekit};

use std::sync::Arc;

use crate::finding::{self, Code, answer, companion};
use crate::livekit::api_key;
use crate::paste::not_a_token::NotAToken;
use crate::paste::url::Url;
use crate::paste::{Paste, client_sdk};
use crate::server::reading::Reading;
use crate::server::refusal::RefusalKind;
use crate::text::needles::contains;
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
    answers: &mut Vec<(Arc<Reading>, Span)>,
) {
    let of_plugin = answers.iter().find(|(_, span)| is_of_plugin(text, *span));
    let of_plugin = of_plugin.map(|(_, span)| *span);
    answers.retain(|(_, span)| !is_of_service(text, *span) && !is_of_plugin(text, *span));
    other_hosts::drop(text, &SERVICES, &mut paste.known_texts);
    let said = finding::known(&paste.known_texts).into_iter();
    let of_service: Vec<Span> = said
        .filter(|(known, span)| {
            let is_refusal = known.refuses || matches!(known.code, Code::Verification(_));
            is_refusal && (is_of_service(text, *span) || is_of_plugin(text, *span))
        })
        .map(|(_, span)| span)
        .collect();
    let is_kept = |(_, span): &(usize, Span)| !of_service.contains(span);
    paste.known_texts.texts.retain(is_kept);
    let provider = Code::Companion(companion::Code::Provider);
    let of_plugin = of_plugin.or_else(|| {
        let mut spans = of_service.iter().copied();
        spans.find(|span| is_of_plugin(text, *span))
    });
    let refused = of_plugin.and_then(|span| Some((finding::index_of(provider)?, span)));
    paste.known_texts.texts.extend(refused);
    paste
        .not_tokens
        .retain(|(_, span)| !is_other_token(text, *span));
    let is_about_livekit = paste.known_texts.is_certain
        || !paste.mistakes.is_empty()
        || tokens.iter().any(is_of_livekit);
    let known_texts = &mut paste.known_texts;
    known_texts.is_certain |= is_about_livekit || paste.pairs.iter().any(|pair| pair.key.is_some());
    // Only LiveKit says so.
    let mut responses = paste.responses.iter();
    known_texts.is_certain |= responses.any(|response| response.is_success(text));
    // The token of another service counts as its name, and so does a request for a path that LiveKit does not have.
    let is_foreign = |token: &Token| token.jws.claims_set().is_some() || token.jws.is_detached();
    let is_elsewhere = tokens.iter().any(is_foreign) || asks_elsewhere(text, &paste.urls);
    if !known_texts.is_certain && is_elsewhere {
        known_texts.names_product = true;
        known_texts.of_others = std::mem::take(&mut known_texts.texts);
    }
    if !known_texts.is_certain {
        let said = known_texts.texts.extract_if(.., |(index, span)| {
            is_of_any_server(text, finding::text(*index).code, *span)
        });
        known_texts.of_others.extend(said);
    }
    if !is_about_livekit {
        let has_form = has_form(text);
        let is_certain = |answer: &_| has_form || is_from_livekit(text, answer);
        known_texts.is_certain |= answers.iter().any(is_certain);
        // What is not certain is likely, unless another product may have said it.
        if known_texts.is_certain || known_texts.names_product {
            answers.retain(is_certain);
        }
        let is_code = known_texts.is_code;
        (paste.not_tokens).retain(|sent| is_code || replaces_token(text, *sent));
    }
    let may_hide = |answer: &(Arc<Reading>, Span)| client_sdk::may_hide_reason(text, answer.1);
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

/// Whether a text is one that each library of JSON Web Tokens says, where nothing of the paste is LiveKit's.
fn is_of_any_server(text: &str, code: Code, place: Span) -> bool {
    let is_shared = matches!(
        code,
        Code::Answer(
            answer::Code::Expired
                | answer::Code::NotYetValid
                | answer::Code::IssuedInFuture
                | answer::Code::WrongSecret
        )
    );
    // Who types it in words alone looks it up among LiveKit's answers.
    let is_word = |c: char| c.is_alphabetic() || matches!(c, ' ' | '"' | '\'' | ':');
    let is_alone = || {
        let is_whole = place.of(text).len() == text.trim_ascii().len();
        is_whole || text.trim_ascii().chars().all(is_word)
    };
    let is_own = || {
        let line = lines::around(text, place).of(text);
        OWN_WORDS.into_iter().any(|words| contains(line, words))
    };
    // A webhook's, or code that names the key as LiveKit's users do.
    let may_be_own = || contains(text, "webhook") || contains(text, "API_KEY");
    is_shared && !is_alone() && !is_own() && !may_be_own()
}

/// What livekit-server says on the line of a reason, and hardly another server.
const OWN_WORDS: [&str; 5] = [
    "authorization token",
    "invalid token:",
    "go-jose",
    "token has invalid claims",
    "cryptographic primitive",
];

/// Whether a paste that has nothing of LiveKit's is about a request for another path than `/`, or that of a webhook.
pub fn asks_elsewhere(text: &str, urls: &[Url]) -> bool {
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

/// Services with keys and tokens of their own, as a message names them that passes on their answer.
const SERVICES: [&str; 20] = [
    "anthropic",
    "auth0",
    "aws",
    "cartesia",
    "cognito",
    "deepgram",
    "elevenlabs",
    "firebase",
    "gemini",
    "github",
    "google",
    "kafka",
    "keycloak",
    "npm",
    "okta",
    "openai",
    "s3",
    "sts",
    "stripe",
    "supabase",
];

/// How far before an answer the name of its service is looked for, in bytes.
const PREFIX: usize = 60;

/// Kinds of tokens that LiveKit does not have, as the label before a value names them.
const OTHER_TOKENS: [&str; 6] = ["csrf", "xsrf", "turn", "refresh", "fcm", "bot"];

/// Whether the label of a value says that it is in the place of another token, as in `csrf token: undefined`.
fn is_other_token(text: &str, value: Span) -> bool {
    let words = words_before(text, value, LABEL);
    words.into_iter().any(|word| OTHER_TOKENS.contains(&&*word))
}

/// How far before a value its label is looked for, in bytes.
const LABEL: usize = 30;

/// The words of the line before a place, in lower case, as far as `reach` bytes before it.
fn words_before(text: &str, place: Span, reach: usize) -> Vec<String> {
    let bytes = &text.as_bytes()[place.start.saturating_sub(reach)..place.start];
    let line = bytes
        .rsplit(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    String::from_utf8_lossy(line)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect()
}

/// Whether the line names another service just before an answer, as in `deepgram error: invalid API key`.
fn is_of_service(text: &str, answer: Span) -> bool {
    let words = words_before(text, answer, PREFIX);
    let is_service = words.iter().any(|word| SERVICES.contains(&word.as_str()));
    is_service && !words.iter().any(|word| word.contains("livekit"))
}

/// Whether the line names a plugin of LiveKit's agents before an answer: the service behind it says so of its own key.
fn is_of_plugin(text: &str, answer: Span) -> bool {
    let line = lines::around(text, answer);
    let before = &text[line.start..answer.start];
    ["livekit.plugins.", "livekit/plugins/", "agents-plugin-"]
        .into_iter()
        .any(|plugin| before.contains(plugin))
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
    .any(|form| contains(text, form))
}

/// Whether an answer is from LiveKit, if nothing else in the paste is.
fn is_from_livekit(text: &str, (reading, span): &(Arc<Reading>, Span)) -> bool {
    let has_key = reading.key.as_ref().is_some_and(|key| api_key::begins(key));
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
        NotAToken::Promise | NotAToken::Future | NotAToken::Builder | NotAToken::Method => {
            is_alone || is_labeled()
        }
        _ => true,
    }
}
