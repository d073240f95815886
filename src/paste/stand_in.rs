//! Finds texts that stand where a token should be: an object printed, a promise not awaited, `undefined`.

use crate::text::span::Places;
use crate::text::{Span, order};

use super::setting::{Role, Setting};
use super::token::TokenText;

/// What stands in for a token. The texts are those that the official SDKs and their languages print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// A JavaScript promise: `toJwt()` is asynchronous since livekit-server-sdk 2.0 and was not awaited.
    Promise,
    /// An empty JSON object, which is what `JSON.stringify` makes of a promise.
    EmptyObject,
    /// The token builder itself, printed.
    Builder,
    /// The method that makes the token, printed and not called.
    Method,
    /// A Python bytes literal around a token: `b'eyJ…'`.
    PythonBytes,
    /// A Rust `Result` around a token: `Ok("eyJ…")`.
    RustResult,
    /// A token and Go's nil error printed behind it: `eyJ…<nil>`.
    GoNil,
    /// The word for no value: `undefined`, `null`, `None`, `nil`, `NaN`.
    Nothing,
    /// Any other text, where a header, a query or a setting says that a token follows.
    Opaque,
}

/// Texts that tell, wherever they stand.
const TELLING: [(&str, StandIn); 13] = [
    ("[object Promise]", StandIn::Promise),
    ("[object%20Promise]", StandIn::Promise),
    ("Promise { <pending> }", StandIn::Promise),
    ("\"token\":{}", StandIn::EmptyObject),
    ("\"token\": {}", StandIn::EmptyObject),
    ("token: {}", StandIn::EmptyObject),
    ("[object Object]", StandIn::Builder),
    ("[object%20Object]", StandIn::Builder),
    ("AccessToken object at 0x", StandIn::Builder),
    ("livekit.server.AccessToken@", StandIn::Builder),
    ("\"token\":{\"apiKey\"", StandIn::Builder),
    ("&{API", StandIn::Builder),
    ("<bound method AccessToken.to_jwt", StandIn::Method),
];

/// Words for no value.
const NOTHING: [&str; 8] = [
    "undefined",
    "null",
    "None",
    "nil",
    "NaN",
    "true",
    "false",
    "[]",
];

/// Finds all stand-ins, in the order of the text.
pub fn find(text: &str, tokens: &[TokenText], settings: &[Setting]) -> Vec<(StandIn, Span)> {
    let whole = text.trim();
    let whole_span = Span::new(
        text.len() - text.trim_start().len(),
        text.trim_end()
            .len()
            .max(text.len() - text.trim_start().len()),
    );
    if let Some(what) = of_whole(whole) {
        return vec![(what, whole_span)];
    }
    let places = Places::of(tokens.iter().flat_map(|token| token.spans.iter().copied()));
    let found: Vec<(StandIn, Span)> = TELLING
        .iter()
        .flat_map(|&(telling, what)| {
            text.match_indices(telling)
                .map(move |(at, _)| (what, Span::new(at, at + telling.len())))
        })
        .chain(tokens.iter().filter_map(|token| around(text, token)))
        .chain(labelled(text, settings).filter(|(_, span)| !places.overlap(*span)))
        .collect();
    let mut found = order::by_key(found, |(_, span)| (span.start, usize::MAX - span.end));
    found.dedup_by(|later, earlier| earlier.1.overlaps(later.1));
    found
}

/// What a paste is that holds nothing but a stand-in.
fn of_whole(whole: &str) -> Option<StandIn> {
    let bare = whole.trim_matches(['"', '\'', '`']);
    if NOTHING.contains(&bare) || bare.is_empty() && !whole.is_empty() {
        return Some(StandIn::Nothing);
    }
    let starts = |beginnings: &[&str]| {
        beginnings
            .iter()
            .any(|beginning| bare.starts_with(beginning))
    };
    if bare == "{}" {
        Some(StandIn::EmptyObject)
    } else if starts(&["async toJwt() {", "toJwt() {", "async toJwt(){", "toJwt(){"]) {
        Some(StandIn::Method)
    } else {
        None
    }
}

/// What a program printed directly around a token.
fn around(text: &str, token: &TokenText) -> Option<(StandIn, Span)> {
    let (first, last) = (token.spans.first()?, token.spans.last()?);
    let (before, after) = (&text[..first.start], &text[last.end..]);
    let found = |what, before: usize, after: usize| {
        Some((what, Span::new(first.start - before, last.end + after)))
    };
    let is_bytes = |quote: &str| {
        before
            .strip_suffix(quote)
            .and_then(|before| before.strip_suffix('b'))
            .is_some_and(|before| {
                after.starts_with(quote)
                    && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            })
    };
    if is_bytes("'") || is_bytes("\"") {
        found(StandIn::PythonBytes, 2, 1)
    } else if before.ends_with("Ok(\"") && after.starts_with("\")") {
        found(StandIn::RustResult, 4, 2)
    } else if after.starts_with("<nil>") || after.starts_with(" <nil>") {
        found(StandIn::GoNil, 0, after.find('>').map_or(0, |end| end + 1))
    } else {
        None
    }
}

/// What a header, a query or a setting has as its token.
fn labelled(text: &str, settings: &[Setting]) -> impl Iterator<Item = (StandIn, Span)> {
    let in_query = text
        .match_indices("access_token=")
        .map(|(at, label)| at + label.len());
    let in_header = text
        .match_indices("Bearer ")
        .map(|(at, label)| at + label.len());
    let in_text = in_query.chain(in_header).map(|start| {
        let end = text[start..].find(|c: char| c.is_whitespace() || "&\"'`#,;)>\\".contains(c));
        Span::new(start, end.map_or(text.len(), |end| start + end))
    });
    let in_settings = settings
        .iter()
        .filter(|setting| setting.role == Role::Token)
        .map(|setting| setting.span);
    in_text.chain(in_settings).filter_map(|span| {
        let value = span.of(text);
        if NOTHING.contains(&value) {
            return Some((StandIn::Nothing, span));
        }
        // A single word may be one of a sentence, and a name in capitals or brackets one that is to be filled in.
        let header = text[..span.start]
            .strip_suffix("Bearer ")
            .is_some_and(|before| {
                before
                    .trim_end_matches([' ', ':', '"', '\''])
                    .ends_with("uthorization")
            });
        let query = text[..span.start].ends_with("access_token=");
        let is_value = value.len() > 3
            && value.bytes().all(|byte| byte.is_ascii_graphic())
            && !value.starts_with(['<', '$', '{', '[', '%']);
        let is_name = value
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
            || value.eq_ignore_ascii_case("token")
            || value.contains("..");
        ((header || query) && is_value && !is_name).then_some((StandIn::Opaque, span))
    })
}

#[cfg(test)]
mod tests {
    use super::{StandIn, find};
    use crate::paste::{setting, token};

    const TOKEN: &str =
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJkZXZrZXkifQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    #[track_caller]
    fn assert_finds(text: &str, expected: &[StandIn]) {
        let found = find(text, &token::find(text), &setting::find(text));
        assert_eq!(
            found.into_iter().map(|(what, _)| what).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn names_what_stands_in_for_a_token() {
        assert_finds("[object Promise]", &[StandIn::Promise]);
        assert_finds(
            "wss://h.example/rtc?access_token=[object%20Promise]&x=1",
            &[StandIn::Promise],
        );
        assert_finds("{\"token\":{}}", &[StandIn::EmptyObject]);
        assert_finds("[object Object]", &[StandIn::Builder]);
        assert_finds("async toJwt() {\n  // …", &[StandIn::Method]);
        assert_finds(
            "<bound method AccessToken.to_jwt of <livekit.api.access_token.AccessToken object at 0x0>>",
            &[StandIn::Method, StandIn::Builder],
        );
        assert_finds("&{APItestkey12345 FAKEse", &[StandIn::Builder]);
        assert_finds("null", &[StandIn::Nothing]);
        assert_finds("\"undefined\"", &[StandIn::Nothing]);
        assert_finds("Authorization: Bearer undefined", &[StandIn::Nothing]);
        assert_finds("curl -H 'Authorization: Bearer test'", &[StandIn::Opaque]);
        assert_finds(&format!("b'{TOKEN}'"), &[StandIn::PythonBytes]);
        assert_finds(&format!("Ok(\"{TOKEN}\")"), &[StandIn::RustResult]);
        assert_finds(&format!("{TOKEN}<nil>"), &[StandIn::GoNil]);
    }

    #[test]
    fn takes_no_token_and_no_sentence_for_one() {
        assert_finds(TOKEN, &[]);
        assert_finds(&format!("Authorization: Bearer {TOKEN}"), &[]);
        assert_finds("invalid authorization header. Must start with Bearer ", &[]);
        assert_finds("use a Bearer token", &[]);
        assert_finds("https://h.example/rtc/validate?access_token=TOKEN", &[]);
        assert_finds("", &[]);
    }
}
