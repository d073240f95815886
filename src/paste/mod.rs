//! Finds what a paste contains: tokens, things pasted in place of a token, pairs of key and secret, URLs, dates, calls.
//!
//! - **In**: the pasted text.
//! - **Out**: a [`Paste`]: each kind in the order of the text, each item with its [`Span`]. Nothing is judged here.
//! - **Facts from**: the documentation of the programs whose formats are read, the sources of livekit-server and its SDKs
//!   (their error texts), and public issues. The vectors in `tests/vectors` name the source of each.
//!
//! Each file finds one kind. [`read`] calls them in the order in which they may claim text: tokens first. [`read_access`] runs only what finds
//! tokens and pairs.

pub mod call;
pub mod client_sdk;
pub mod clock_tool;
pub mod code;
pub mod date;
pub mod endpoint;
pub mod har;
pub mod heading;
pub mod host;
pub mod json_serialization;
pub mod known_text;
pub mod length;
pub mod mention;
pub mod not_a_token;
pub mod pair;
pub mod payload;
pub mod piece;
pub mod printed_body;
pub mod response;
pub mod secret_word;
pub mod setting;
pub mod status;
pub mod token;
pub mod twirp;
pub mod url;
pub mod word;

use std::cell::LazyCell;
use std::sync::LazyLock;

use crate::livekit::sdk::Sdk;
use crate::text::span::Places;
use crate::text::{Span, order};

use call::Call;
use clock_tool::Comparison;
use code::Mistake;
use date::{FaultyDate, FoundDate};
use endpoint::FoundEndpoint;
use known_text::KnownTexts;
use length::Length;
use not_a_token::NotAToken;
use pair::{Context, Pair};
use response::Response;
use setting::{EmptySetting, Role, Setting};
use token::TokenText;
use url::Url;

/// Everything that was found in a pasted text, each kind in the order of the text.
pub struct Paste {
    /// Texts that begin as a token does.
    pub tokens: Vec<TokenText>,
    /// Tokens in JSON, and how many signatures each has.
    pub serializations: Vec<(Span, usize)>,
    /// Texts in the place of a token.
    pub not_tokens: Vec<(NotAToken, Span)>,
    /// Pairs of API key and secret.
    pub pairs: Vec<Pair>,
    /// Names that have no value.
    pub empty: Vec<EmptySetting>,
    /// Places of values that are placeholders.
    pub placeholders: Vec<(Role, Span)>,
    /// URLs of servers.
    pub urls: Vec<Url>,
    /// What is wrong with the URLs of settings.
    pub url_faults: Vec<(url::Fault, Span)>,
    /// The place of the URL that was asked; the others may only be in settings.
    pub asked: Option<Span>,
    /// Dates that show when something happened.
    pub dates: Vec<FoundDate>,
    /// Printed lengths of key and secret.
    pub lengths: Vec<Length>,
    /// HTTP `Date` headers that cannot be read.
    pub unread: Vec<FaultyDate>,
    /// Results of tools about the clock of a machine.
    pub comparisons: Vec<Comparison>,
    /// Requests to LiveKit.
    pub calls: Vec<Call>,
    /// Answers of HTTP, of LiveKit or not.
    pub responses: Vec<Response>,
    /// What a server was asked for.
    pub endpoints: Vec<FoundEndpoint>,
    /// The SDK for the language of its code or trace.
    pub sdk: Option<Sdk>,
    /// Mistakes in code that makes tokens.
    pub mistakes: Vec<Mistake>,
    /// The HTTP status of a failure, and its place.
    pub failed: Option<(u16, Span)>,
    /// Whether a program reports an error, in any words.
    pub reports_error: bool,
    /// Texts of servers, clients and proxies about a failure.
    pub known_texts: known_text::Classification,
    /// Bodies of HTTP answers that are printed as bytes, decoded.
    pub printed_bodies: Vec<(String, Span)>,
}

impl Paste {
    /// Adds pairs that were guessed, except where a key or a secret is known.
    pub fn add(&mut self, guesses: Vec<Pair>) {
        let known = Places::new(self.pairs.iter().flat_map(Pair::spans).collect());
        let is_new = |pair: &Pair| !pair.spans().into_iter().any(|span| known.overlap(span));
        self.pairs.extend(guesses.into_iter().filter(is_new));
    }
}

/// Reads a pasted text of any kind.
pub fn read(text: &str, texts: &KnownTexts) -> Paste {
    let mut known_texts = texts.find(text);
    let printed_bodies = printed_body::find(text);
    for (body, span) in &printed_bodies {
        known_texts.add(&texts.find(body), *span);
    }
    let Entities {
        tokens,
        serializations,
        settings,
        empty,
        not_tokens,
    } = Entities::read(text, &known_texts);
    let url_places = url::places(text);
    let asked = url::asked(text, &url_places, &settings);
    let urls = url::find(text, url_places, &settings);
    let url_faults = url::faults(text, &settings);
    let ClockFacts {
        dates,
        unread,
        comparisons,
    } = ClockFacts::read(text);
    let taken = taken(&tokens, &urls, &dates, &not_tokens);
    let calls = call::find(text);
    let context = Context {
        is_code: known_texts.is_code,
        is_own: known_texts.is_of_livekit
            || !tokens.is_empty()
            || calls.iter().any(Call::names_livekit),
    };
    let is_taken = |span| taken.overlap(span);
    let (pairs, placeholders) = pair::find(text, settings, &is_taken, context);
    Paste {
        tokens,
        serializations,
        not_tokens,
        pairs,
        empty,
        placeholders,
        urls,
        url_faults,
        asked,
        dates,
        lengths: if known_texts.has_length {
            length::find(text)
        } else {
            Vec::new()
        },
        unread,
        comparisons,
        calls,
        responses: response::find(text, known_texts.has_status),
        endpoints: endpoint::find(text),
        sdk: code::sdk(text, known_texts.is_code),
        mistakes: if known_texts.is_code {
            code::find(text, known_texts.is_of_livekit)
        } else {
            Vec::new()
        },
        failed: status::failed(text),
        reports_error: known_texts.has_report && status::reports_error(text),
        known_texts,
        printed_bodies,
    }
}

/// Reads only what gives access, as [`read`] does: the tokens of a text, and its pairs of API key and secret.
pub fn read_access(text: &str) -> (Vec<TokenText>, Vec<Pair>) {
    // The words that tell what a text is about; no text about a failure.
    static WORDS: LazyLock<KnownTexts> = LazyLock::new(|| KnownTexts::new([], []));
    let known = WORDS.find(text);
    let Entities {
        tokens,
        settings,
        not_tokens,
        ..
    } = Entities::read(text, &known);
    let urls = url::find(text, url::places(text), &settings);
    // Few texts have anything that may be in the place of a date.
    let taken = LazyCell::new(|| taken(&tokens, &urls, &ClockFacts::read(text).dates, &not_tokens));
    let context = Context {
        is_code: known.is_code,
        is_own: known.is_of_livekit
            || !tokens.is_empty()
            || call::find(text).iter().any(Call::names_livekit),
    };
    let (pairs, _) = pair::find(text, settings, &|span| taken.overlap(span), context);
    (tokens, pairs)
}

/// What has a form or a name of its own.
struct Entities {
    tokens: Vec<TokenText>,
    serializations: Vec<(Span, usize)>,
    settings: Vec<Setting>,
    empty: Vec<EmptySetting>,
    not_tokens: Vec<(NotAToken, Span)>,
}

impl Entities {
    fn read(text: &str, known: &known_text::Classification) -> Self {
        let mut tokens = token::find(text);
        payload::find(text, &mut tokens);
        let serializations = json_serialization::join(text, &mut tokens);
        let places = Places::new(token::spans(&tokens));
        let (mut settings, mut empty) = setting::find(text, &known.names, known.is_code);
        settings.retain(|setting| {
            let is_token = setting.role != Role::Token && places.overlap(setting.span);
            !is_token && !places.overlap(setting.name)
        });
        empty.retain(|empty| !places.overlap(empty.name));
        let not_tokens = not_a_token::find(text, &tokens, &settings);
        Self {
            tokens,
            serializations,
            settings,
            empty,
            not_tokens,
        }
    }
}

/// The dates of a text, and what tells the time of a clock.
struct ClockFacts {
    dates: Vec<FoundDate>,
    unread: Vec<FaultyDate>,
    comparisons: Vec<Comparison>,
}

impl ClockFacts {
    fn read(text: &str) -> Self {
        let (mut dates, mut unread) = date::find(text);
        let (of_requests, unread_of_requests) = har::find(text);
        if !of_requests.is_empty() {
            dates.extend(of_requests);
            dates = order::sorted(dates, |date| (date.span.start, 0));
        }
        unread.extend(unread_of_requests);
        let comparisons = clock_tool::find(text);
        // The text at the start of a clock tool's line is not the time of a log.
        let compared = comparisons
            .iter()
            .map(|comparison| comparison.span)
            .collect();
        let compared = Places::new(compared);
        dates.retain(|date| !compared.overlap(date.span));
        Self {
            dates,
            unread,
            comparisons,
        }
    }
}

/// The places in which no bare key and secret are.
fn taken(
    tokens: &[TokenText],
    urls: &[Url],
    dates: &[FoundDate],
    not_tokens: &[(NotAToken, Span)],
) -> Places {
    let mut taken = token::spans(tokens);
    taken.extend(urls.iter().map(|url| url.span));
    taken.extend(dates.iter().map(|date| date.span));
    taken.extend(not_tokens.iter().map(|(_, span)| *span));
    Places::new(taken)
}
