//! Finds what a paste contains: tokens, things pasted in place of a token, pairs of key and secret, URLs, dates, calls.
//!
//! - **In**: the pasted text.
//! - **Out**: a [`Paste`]: each kind in the order of the text, each item with its [`Span`]. Nothing is judged here.
//! - **Facts from**: the documentation of the programs whose formats are read, the sources of livekit-server and its SDKs
//!   (their error texts), and public issues. The vectors in `tests/vectors` name the source of each.
//!
//! Each file finds one kind. [`read`] calls them in the order in which they may claim text: tokens first.

pub mod call;
pub mod client_sdk;
pub mod clock_tool;
pub mod code;
pub mod date;
pub mod heading;
pub mod known_text;
pub mod length;
pub mod not_a_token;
pub mod pair;
pub mod payload;
pub mod printed_body;
pub mod setting;
pub mod token;
pub mod url;

use crate::livekit::sdk::Sdk;
use crate::text::Span;
use crate::text::span::Places;

use call::Call;
use clock_tool::Comparison;
use code::Mistake;
use date::{FoundDate, Unread};
use known_text::KnownTexts;
use length::Length;
use not_a_token::NotAToken;
use pair::{Context, Pair};
use setting::Role;
use token::TokenText;
use url::Url;

/// Everything that was found in a pasted text, each kind in the order of the text.
pub struct Paste {
    /// Texts that begin as a token does.
    pub tokens: Vec<TokenText>,
    /// Texts in the place of a token.
    pub not_tokens: Vec<(NotAToken, Span)>,
    /// Pairs of API key and secret.
    pub pairs: Vec<Pair>,
    /// URLs of servers.
    pub urls: Vec<Url>,
    /// The place of the URL that was asked; the others may only be in settings.
    pub asked: Option<Span>,
    /// Dates that show when something happened.
    pub dates: Vec<FoundDate>,
    /// Printed lengths of key and secret.
    pub lengths: Vec<Length>,
    /// HTTP `Date` headers that cannot be read.
    pub unread: Vec<Unread>,
    /// Results of tools about the clock of a machine.
    pub comparisons: Vec<Comparison>,
    /// Requests to LiveKit.
    pub calls: Vec<Call>,
    /// The SDK for the language of its code or trace.
    pub sdk: Option<Sdk>,
    /// Mistakes in code that makes tokens.
    pub mistakes: Vec<Mistake>,
    /// Texts of servers, clients and proxies about a failure.
    pub known_texts: known_text::Found,
    /// Bodies of HTTP answers that are printed as bytes, decoded.
    pub printed_bodies: Vec<(String, Span)>,
}

/// Reads a pasted text of any kind.
pub fn read(text: &str, texts: &KnownTexts) -> Paste {
    let mut tokens = token::find(text);
    payload::find(text, &mut tokens);
    let mut taken = token::spans(&tokens);
    let token_places = Places::new(taken.clone());
    let mut known_texts = texts.find(text);
    let printed_bodies = printed_body::find(text);
    for (body, span) in &printed_bodies {
        known_texts.add(&texts.find(body), *span);
    }
    let mut settings = setting::find(text, known_texts.is_code);
    settings.retain(|setting| {
        let is_token = setting.role != Role::Token && token_places.overlap(setting.span);
        !is_token && !token_places.overlap(setting.name)
    });
    let not_tokens = not_a_token::find(text, &tokens, &settings);
    let url_places = url::places(text);
    let asked = url::asked(text, &url_places, &settings);
    let urls = url::find(text, url_places, &settings);
    let (mut dates, unread) = date::find(text);
    let comparisons = clock_tool::find(text);
    // The text at the start of a clock tool's line is not the time of a log.
    let compared = comparisons
        .iter()
        .map(|comparison| comparison.span)
        .collect();
    let compared = Places::new(compared);
    dates.retain(|date| !compared.overlap(date.span));
    taken.extend(urls.iter().map(|url| url.span));
    taken.extend(dates.iter().map(|date| date.span));
    taken.extend(not_tokens.iter().map(|(_, span)| *span));
    let calls = call::find(text);
    let context = Context {
        is_code: known_texts.is_code,
        is_own: known_texts.is_of_livekit
            || !tokens.is_empty()
            || calls.iter().any(Call::names_livekit),
        has_token: !tokens.is_empty(),
    };
    let pairs = pair::find(text, settings, &Places::new(taken), context);
    Paste {
        tokens,
        not_tokens,
        pairs,
        urls,
        asked,
        dates,
        lengths: length::find(text),
        unread,
        comparisons,
        calls,
        sdk: code::sdk(text),
        mistakes: if known_texts.is_code {
            code::find(text)
        } else {
            Vec::new()
        },
        known_texts,
        printed_bodies,
    }
}
