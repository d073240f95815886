//! Finds texts in the place of a token: a printed object, a promise that was not awaited, `undefined`.

use std::sync::LazyLock;

use crate::text::needles::places;
use crate::text::span::Places;
use crate::text::{Needles, Span, lines, order, steps};

use super::setting::{Role, Setting, base64_text};
use super::token::{self, TokenText};

/// What was sent in place of a token. The texts are those that the official SDKs and their languages print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAToken {
    /// A JavaScript promise: `toJwt()` is asynchronous since livekit-server-sdk 2.0 and was not awaited.
    Promise,
    /// A future or task of another language, printed: Dart's `Instance of 'Future<String>'`, Python's `<coroutine object`.
    Future,
    /// An empty JSON object, which is what `JSON.stringify` makes of a promise.
    EmptyObject,
    /// The token builder itself, printed.
    Builder,
    /// The method that makes the token, printed instead of called.
    Method,
    /// A Python bytes literal around a token: `b'eyJ…'`.
    PythonBytes,
    /// A Rust `Result` around a token: `Ok("eyJ…")`.
    RustResult,
    /// A token followed by Go's nil error: `eyJ…<nil>`.
    GoNil,
    /// An empty parameter: `access_token=&…`.
    Empty,
    /// A token with `Bearer ` in a place that has only the token.
    Bearer,
    /// A token with quotation marks around it.
    Quoted,
    /// A token with a line end after it.
    LineEnd,
    /// A token in base64 once more.
    Encoded,
    /// An object with members, as JSON.
    Object,
    /// A web page, which the request for the token got: a login, or an error in HTML.
    WebPage,
    /// A word for no value: `undefined`, `null`, `None`, `nil`, `NaN`.
    Nothing,
    /// Any other text after a header, parameter or setting for a token.
    Opaque,
}

/// Texts with a meaning at any place; those without a value announce a token.
const TELLING: [(&str, Option<NotAToken>); 53] = [
    ("[object Promise]", Some(NotAToken::Promise)),
    ("[object%20Promise]", Some(NotAToken::Promise)),
    ("%5Bobject%20Promise%5D", Some(NotAToken::Promise)),
    ("%5Bobject+Promise%5D", Some(NotAToken::Promise)),
    ("Promise { <pending> }", Some(NotAToken::Promise)),
    ("Promise {<pending>}", Some(NotAToken::Promise)),
    ("Promise { <state>: ", Some(NotAToken::Promise)),
    // The promises of React Native, whose members have been renamed with each release of its package.
    ("{\"_h\":0,\"_i\":0,", Some(NotAToken::Promise)),
    ("{\"_h\": 0, \"_i\": 0,", Some(NotAToken::Promise)),
    ("{\"_40\":0,\"_65\":0,", Some(NotAToken::Promise)),
    ("{\"_40\": 0, \"_65\": 0,", Some(NotAToken::Promise)),
    ("{\"_U\":0,\"_V\":0,", Some(NotAToken::Promise)),
    ("{\"_U\": 0, \"_V\": 0,", Some(NotAToken::Promise)),
    ("Instance of 'Future<", Some(NotAToken::Future)),
    ("Instance%20of%20'Future", Some(NotAToken::Future)),
    ("Instance%20of%20%27Future", Some(NotAToken::Future)),
    ("<coroutine object ", Some(NotAToken::Future)),
    (
        "System.Threading.Tasks.Task`1[System.String]",
        Some(NotAToken::Future),
    ),
    (
        "java.util.concurrent.CompletableFuture@",
        Some(NotAToken::Future),
    ),
    ("access_token=%7B%7D", Some(NotAToken::EmptyObject)),
    ("access_token=%3C!", Some(NotAToken::WebPage)),
    ("access_token=%3C%21", Some(NotAToken::WebPage)),
    ("access_token=<!", Some(NotAToken::WebPage)),
    ("invalid token: <!", Some(NotAToken::WebPage)),
    ("invalid token: <html", Some(NotAToken::WebPage)),
    ("oken\":\"<!", Some(NotAToken::WebPage)),
    // What code prints, in a comment behind it.
    ("oken) // undefined", Some(NotAToken::Nothing)),
    ("oken); // undefined", Some(NotAToken::Nothing)),
    (OBJECT, Some(NotAToken::Builder)),
    ("[object%20Object]", Some(NotAToken::Builder)),
    ("%5Bobject%20Object%5D", Some(NotAToken::Builder)),
    ("%5Bobject+Object%5D", Some(NotAToken::Builder)),
    ("AccessToken object at 0x", Some(NotAToken::Builder)),
    ("AccessToken%20object%20at%200x", Some(NotAToken::Builder)),
    ("AccessToken+object+at+0x", Some(NotAToken::Builder)),
    ("livekit.server.AccessToken@", Some(NotAToken::Builder)),
    ("livekit.server.AccessToken%40", Some(NotAToken::Builder)),
    ("#<LiveKit::AccessToken", Some(NotAToken::Builder)),
    ("%23%3CLiveKit%3A%3AAccessToken", Some(NotAToken::Builder)),
    ("%23%3CLiveKit::AccessToken", Some(NotAToken::Builder)),
    // `print_r` and `var_dump` of PHP.
    ("\\LiveKit\\AccessToken Object", Some(NotAToken::Builder)),
    ("\\LiveKit\\AccessToken)#", Some(NotAToken::Builder)),
    ("AccessToken { api_key: \"", Some(NotAToken::Builder)),
    (
        "oken\":\"Livekit.Server.Sdk.Dotnet.AccessToken\"",
        Some(NotAToken::Builder),
    ),
    ("#<Method: LiveKit::AccessToken", Some(NotAToken::Method)),
    // The verbs of Go's `fmt` for a function.
    ("%!s(func() (string, error)=0x", Some(NotAToken::Method)),
    ("(func() (string, error))(0x", Some(NotAToken::Method)),
    (
        "%25!s(func()%20(string,%20error)=0x",
        Some(NotAToken::Method),
    ),
    ("\"token\":{\"apiKey\"", Some(NotAToken::Builder)),
    ("&{API", Some(NotAToken::Builder)),
    ("<bound method AccessToken.to_jwt", Some(NotAToken::Method)),
    (QUERY, None),
    ("Bearer ", None),
];

const QUERY: &str = "access_token=";

/// Any object of JavaScript as a text, also that of an error: it counts where a token is.
const OBJECT: &str = "[object Object]";

/// Texts that count only as the value of a name.
const VALUES: [(&str, NotAToken); 7] = [
    ("AccessToken {", NotAToken::Builder),
    // `ToString()` of C#.
    (DOTNET, NotAToken::Builder),
    ("{}", NotAToken::EmptyObject),
    ("\"\"", NotAToken::Empty),
    ("undefined", NotAToken::Nothing),
    ("{undefined}", NotAToken::Nothing),
    ("{null}", NotAToken::Nothing),
];

const DOTNET: &str = "Livekit.Server.Sdk.Dotnet.AccessToken";

/// Words for no value.
const NOTHING: [&str; 7] = ["undefined", "null", "None", "nil", "NaN", "true", "false"];

static NEEDLES: LazyLock<Needles> =
    LazyLock::new(|| Needles::exact(TELLING.map(|(telling, _)| telling)));

/// For themselves, since short needles make a search for long ones slow.
static VALUE_NEEDLES: LazyLock<Needles> =
    LazyLock::new(|| Needles::exact(VALUES.map(|(value, _)| value)));

/// The place of `Bearer` in code that gives it to `connect` with the token. Other clients than LiveKit's take headers there.
fn bearer_in_code(text: &str) -> Option<Span> {
    const CALLS: [&str; 3] = [".connect(", ".Connect(", "ConnectToRoomWithToken("];
    let mut calls =
        (CALLS.into_iter()).flat_map(|call| places(text, call).take(16).map(|at| at + call.len()));
    calls.find_map(|start| {
        let line = text[start..].lines().next()?;
        let bearer = line.find("Bearer ")?;
        let before = line[..bearer].trim_end_matches(['f', '"', '\'', '`']);
        let is_argument = before.ends_with([' ', ',', '(', ':', '=']);
        let is_header = line.contains("uthorization") || line.contains("eaders");
        let start = start + bearer;
        (is_argument && !is_header).then(|| Span::new(start, start + "Bearer ".len()))
    })
}

/// Finds all of them, in the order of the text.
pub fn find(text: &str, tokens: &[TokenText], settings: &[Setting]) -> Vec<(NotAToken, Span)> {
    let whole = text.trim_ascii();
    if let Some(what) = of_whole(whole) {
        let start = text.len() - text.trim_ascii_start().len();
        return vec![(what, Span::new(start, start + whole.len()))];
    }
    let mut found = Vec::new();
    let mut labeled = Vec::new();
    let mut query_end = 0;
    for hit in NEEDLES.hits(text) {
        let Span { start, end } = hit.span;
        if is_member(&text[end..]) {
            continue;
        }
        let (telling, what) = TELLING[hit.needle];
        if telling == OBJECT && whole.len() > OBJECT.len() && !is_sent(text, hit.span) {
            continue;
        }
        if let Some(what) = what {
            found.push((what, hit.span));
        } else if end >= query_end {
            let value = value_at(text, end);
            // The inside of a query's value is not read again: there may be thousands of them.
            if telling == QUERY {
                query_end = value.end;
            }
            if telling == QUERY && is_empty(text, start, value) {
                found.push((NotAToken::Empty, Span::new(start, end)));
            }
            labeled.push(value);
        }
    }
    for hit in VALUE_NEEDLES.hits(text) {
        let Span { start, end } = hit.span;
        let (value, what) = VALUES[hit.needle];
        if !is_member(&text[end..])
            && let Some(start) = name_of_token(&text[..start], value, &text[end..])
        {
            found.push((what, Span::new(start, end)));
        }
    }
    found.extend(encoded(text));
    found.extend(objects(text));
    found.extend(tokens.iter().filter_map(|token| around(text, token)));
    found.extend(bearer_in_code(text).map(|span| (NotAToken::Bearer, span)));
    let set = settings
        .iter()
        .filter(|setting| setting.role == Role::Token);
    labeled.extend(set.map(|setting| setting.span));
    let places = Places::new(token::spans(tokens));
    for span in labeled {
        if !places.overlap(span)
            && let Some(what) = of_value(text, span)
        {
            found.push((what, span));
        }
    }
    // The longest of those that begin at one place first.
    let mut found = order::sorted(found, |(_, span)| (span.start, text.len() - span.end));
    found.dedup_by(|(_, later), (_, earlier)| later.overlaps(*earlier));
    found
}

/// Whether an object is in the place of a token, or a line of its own.
fn is_sent(text: &str, object: Span) -> bool {
    let (before, behind) = (&text[..object.start], &text[object.end..]);
    let is_labeled = before.ends_with(QUERY) || before.ends_with("Bearer ");
    let is_line = lines::around(text, object).of(text).trim() == OBJECT;
    is_labeled || is_line || name_of_token(before, OBJECT, behind).is_some()
}

/// How many such objects are read: each may be as long as the text.
const MOST_OBJECTS: usize = 16;

/// Objects of JSON that are the value of a name that only LiveKit's token has, and hold no token.
fn objects(text: &str) -> impl Iterator<Item = (NotAToken, Span)> {
    const NAMES: [&str; 4] = [
        "participantToken",
        "participant_token",
        "livekitToken",
        "livekit_token",
    ];
    // All of them end so.
    let names = places(text, "oken\"").map(|at| at + "oken".len());
    names
        .filter(|end| NAMES.iter().any(|name| text[..*end].ends_with(name)))
        .take(MOST_OBJECTS)
        .filter_map(|end| {
            let value = text[end + 1..].trim_start().strip_prefix(':')?.trim_start();
            let object = value.strip_prefix('{')?.split_once('}')?.0;
            let is_object = object.contains("\":") && !object.contains("\"ey");
            let start = text.len() - value.len();
            is_object.then(|| {
                (
                    NotAToken::Object,
                    Span::new(start, start + 1 + object.len()),
                )
            })
        })
}

/// How many words that begin like a token in base64 are read.
const MOST_ENCODED: usize = 8;

/// Tokens that were encoded in base64 once more, except those in a Secret of Kubernetes, which is always so.
fn encoded(text: &str) -> Vec<(NotAToken, Span)> {
    const BEGINNING: &str = "ZXlK";
    let bytes = text.as_bytes();
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_=".contains(byte);
    let mut found = Vec::new();
    for start in places(text, BEGINNING).take(MOST_ENCODED) {
        // Behind a dot it is the payload of a nested token.
        let is_word = start == 0
            || bytes[start - 1] == b'='
            || !is_base64(&bytes[start - 1]) && bytes[start - 1] != b'.';
        let length = bytes[start..]
            .iter()
            .take_while(|byte| is_base64(byte))
            .count();
        let span = Span::new(start, start + length);
        let inner = base64_text(span.of(text)).unwrap_or_default();
        if is_word
            && token::find(inner.trim())
                .iter()
                .any(|token| token.text == inner.trim())
        {
            found.push((NotAToken::Encoded, span));
        }
    }
    found.retain(|_| !text.contains("kind: Secret"));
    found
}

/// The longest name of a member, in bytes.
const LONGEST_NAME: usize = 64;

/// Whether a name continues and a value follows, as in `&{APIVersion:v2`.
fn is_member(rest: &str) -> bool {
    let near = rest.bytes().take(LONGEST_NAME);
    let name = near.take_while(u8::is_ascii_alphanumeric).count();
    steps::count(name);
    rest.as_bytes().get(name) == Some(&b':') && name > 0
}

/// The names of a token that is sent, in lower case and without separators.
const NAMES: [&str; 14] = [
    "token",
    "accesstoken",
    "authtoken",
    "clienttoken",
    "connectiontoken",
    "jointoken",
    "jwttoken",
    "livekittoken",
    "lktoken",
    "participanttoken",
    "publishertoken",
    "roomtoken",
    "usertoken",
    "viewertoken",
];

/// Where the name of a token begins that has this value: `"participantToken":{}`, `token: {}`, in a query, in JSX `token={undefined}`, or
/// at the end of a line `token undefined`, as a console prints it. A value in quotes of its own is the hole of a template:
/// `log.info("token: {}", token)`.
fn name_of_token(before: &str, value: &str, behind: &str) -> Option<usize> {
    let is_last = behind.is_empty() || behind.starts_with(['\n', '\r']);
    if behind.starts_with(QUOTES) || behind.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let spaced = before.trim_end_matches(' ');
    let assigned = spaced.trim_end_matches([':', '=', ' ', '"', '\'', '\\']);
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let start = assigned.trim_end_matches(is_of_name).len();
    let is_value = match &spaced[assigned.len()..] {
        // Other lines of a console may be about other tokens.
        "" => {
            let is_alone =
                is_last && (value == "{}" || !before.contains('\n') && behind.trim().is_empty());
            before.len() > spaced.len() && is_alone && value != "\"\""
        }
        "=" => {
            value.starts_with("{u")
                || value.starts_with("{n")
                || assigned[..start].ends_with(['?', '&'])
        }
        // An empty string is in many lists of settings, and in JSON it is an answer.
        sign => sign.ends_with(':') && (value != "\"\"" || sign.contains('"')),
    };
    let name: String = assigned[start..]
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let quotes = usize::from(assigned[..start].ends_with(QUOTES));
    (is_value && NAMES.contains(&name.as_str())).then_some(start - quotes)
}

/// The kind of a paste that is nothing else.
fn of_whole(whole: &str) -> Option<NotAToken> {
    let bare = whole.trim_matches(QUOTES);
    if NOTHING.contains(&bare) || bare.is_empty() && !whole.is_empty() {
        Some(NotAToken::Nothing)
    } else if bare == "{}" {
        Some(NotAToken::EmptyObject)
    } else if bare == DOTNET {
        Some(NotAToken::Builder)
    } else if METHODS.into_iter().any(|method| bare.starts_with(method)) {
        Some(NotAToken::Method)
    } else {
        None
    }
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// The printed beginnings of the method that makes the token.
const METHODS: [&str; 4] = ["async toJwt() {", "toJwt() {", "async toJwt(){", "toJwt(){"];

/// Whether a query has the parameter without a value, and a client sent it so: in code, a value follows in other words.
fn is_empty(text: &str, start: usize, value: Span) -> bool {
    let is_parameter = text[..start].ends_with(['?', '&']);
    let rest = &text[value.end..];
    let is_sent = ["&", "' failed", " HTTP/", " 401"]
        .into_iter()
        .any(|after| rest.starts_with(after));
    is_parameter && value.start == value.end && is_sent
}

/// The escapes of quotation marks in a query.
const ESCAPED_QUOTES: [&str; 4] = ["%22", "%27", "\\\"", "\""];

/// What a client sent directly before or after a token: the server takes it as part of the token.
fn sent_with(text: &str, first: Span, last: Span) -> Option<(NotAToken, Span)> {
    let (before, after) = (&text[..first.start], &text[last.end..]);
    let is_query = |before: &str| before.ends_with(QUERY);
    let scheme = ["Bearer%20", "Bearer+", "Bearer "]
        .into_iter()
        .find_map(|scheme| Some((before.strip_suffix(scheme)?, scheme.len())));
    if let Some((before, length)) = scheme
        && (is_query(before) || before.ends_with("Bearer "))
    {
        return Some((NotAToken::Bearer, Span::new(first.start - length, last.end)));
    }
    let quote = ESCAPED_QUOTES
        .into_iter()
        .find(|quote| before.ends_with(quote) && after.starts_with(quote));
    if let Some(quote) = quote {
        let before = &before[..before.len() - quote.len()];
        let span = Span::new(first.start - quote.len(), last.end + quote.len());
        let bytes = before.strip_suffix('b').filter(|_| quote.starts_with('%'));
        if bytes.is_some_and(is_query) {
            return Some((NotAToken::PythonBytes, Span::new(span.start - 1, span.end)));
        }
        // A string of JSON whose text is in quotes again.
        let is_string = || {
            let name = before.strip_suffix('"')?;
            let is_closed = after[quote.len()..].starts_with('"');
            name_of_token(name, "\\", "").filter(|_| is_closed && quote == "\\\"")
        };
        let is_value = quote.starts_with('%') && is_query(before)
            || before.ends_with("Bearer ")
            || is_string().is_some();
        return is_value.then_some((NotAToken::Quoted, span));
    }
    let ends = ["%0A", "%0a", "%0D", "%0d"];
    let is_line_end = is_query(before) && ends.into_iter().any(|end| after.starts_with(end));
    is_line_end.then(|| (NotAToken::LineEnd, Span::new(first.start, last.end + 3)))
}

/// A text that a program printed directly around a token.
fn around(text: &str, token: &TokenText) -> Option<(NotAToken, Span)> {
    let (first, last) = (token.spans.first()?, token.spans.last()?);
    let before = &text.as_bytes()[..first.start];
    let after = &text.as_bytes()[last.end..];
    let is_bytes = match before {
        [before @ .., b'b', quote @ (b'"' | b'\'')] => {
            let in_word = before
                .last()
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
            after.first() == Some(quote) && !in_word
        }
        _ => false,
    };
    let sent = sent_with(text, *first, *last);
    if sent.is_some() {
        return sent;
    }
    let (what, before, after) = if is_bytes {
        (NotAToken::PythonBytes, 2, 1)
    } else if before.ends_with(b"Ok(\"") && after.starts_with(b"\")") {
        (NotAToken::RustResult, 4, 2)
    } else if after.starts_with(b"<nil>") {
        (NotAToken::GoNil, 0, 5)
    } else if after.starts_with(b" <nil>") {
        (NotAToken::GoNil, 0, 6)
    } else {
        return None;
    };
    Some((what, Span::new(first.start - before, last.end + after)))
}

/// The place of the value that begins at `start`, in a header or a query.
fn value_at(text: &str, start: usize) -> Span {
    let rest = &text[start..];
    let end = rest.find(|c: char| {
        let closes = matches!(
            c,
            '&' | '"' | '\'' | '`' | '#' | ',' | ';' | ')' | '>' | '\\'
        );
        closes || c.is_whitespace()
    });
    Span::new(start, start + end.unwrap_or(rest.len()))
}

/// The token in a header, a query or a setting.
fn of_value(text: &str, span: Span) -> Option<NotAToken> {
    let value = span.of(text);
    if NOTHING.contains(&value) {
        return Some(NotAToken::Nothing);
    }
    // A single word may belong to a sentence, and a name in capitals or brackets is a placeholder.
    let before = &text[..span.start];
    let is_header = before.strip_suffix("Bearer ").is_some_and(|before| {
        before
            .trim_end_matches([' ', ':', '"', '\''])
            .ends_with("uthorization")
    });
    let is_query = before.ends_with(QUERY);
    let bytes = value.as_bytes();
    let is_value = value.len() > 3
        && bytes.iter().all(u8::is_ascii_graphic)
        && !matches!(bytes[0], b'<' | b'$' | b'{' | b'[' | b'%');
    let is_name = bytes
        .iter()
        .all(|byte| byte.is_ascii_uppercase() || *byte == b'_')
        || value.eq_ignore_ascii_case("token")
        || value.contains("..");
    ((is_header || is_query) && is_value && !is_name).then_some(NotAToken::Opaque)
}

/// Whether a value is what people type for one that they do not show.
pub fn is_placeholder(value: &str) -> bool {
    const TYPED: [&str; 12] = [
        "abcd",
        "asdf",
        "asdfasdf",
        "foobar",
        "jwt-token",
        "mytoken",
        "my-token",
        "redacted",
        "removed",
        "sometoken",
        "the-token",
        "your-token",
    ];
    let is_one_letter = value
        .bytes()
        .all(|byte| byte.eq_ignore_ascii_case(&value.as_bytes()[0]));
    let is_hidden = value.trim_matches(['x', 'X', '*', '.']).len() < 4;
    is_one_letter || is_hidden || TYPED.iter().any(|typed| value.eq_ignore_ascii_case(typed))
}

#[cfg(test)]
mod tests {
    use super::{NotAToken, find};
    use crate::paste::{setting, token};

    const TOKEN: &str =
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJkZXZrZXkifQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    #[track_caller]
    fn assert_finds(text: &str, expected: &[NotAToken]) {
        let found = find(text, &token::find(text), &setting::of(text));
        assert_eq!(
            found.into_iter().map(|(what, _)| what).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn an_object_counts_where_a_token_is() {
        for text in [
            "[object Object]",
            "/rtc?access_token=[object Object]",
            "Authorization: Bearer [object Object]",
            "token: [object Object]",
        ] {
            assert_finds(text, &[NotAToken::Builder]);
        }
        assert_finds("livekit connect failed: [object Object]", &[]);
    }

    #[test]
    fn names_texts_in_place_of_a_token() {
        assert_finds("[object Promise]", &[NotAToken::Promise]);
        assert_finds(
            "{\"participantToken\": {\"value\": 1}, \"a\": 2}",
            &[NotAToken::Object],
        );
        assert_finds("{\"participantToken\": {\"jwt\": \"eyJh\"}}", &[]);
        assert_finds("token: AccessToken {\n  apiKey: 'k'", &[NotAToken::Builder]);
        let encoded = crate::text::base64url::encode(TOKEN.as_bytes());
        assert_finds(&format!("token={encoded}"), &[NotAToken::Encoded]);
        assert_finds(&format!("kind: Secret\ndata:\n  token: {encoded}"), &[]);
        assert_finds(
            "wss://h.example/rtc?access_token=[object%20Promise]&x=1",
            &[NotAToken::Promise],
        );
        for sent in [
            "GET /rtc?access_token=%5Bobject%20Promise%5D&sdk=js",
            "GET /rtc?access_token=%5Bobject+Promise%5D HTTP/1.1",
            "token: Promise {<pending>}",
        ] {
            assert_finds(sent, &[NotAToken::Promise]);
        }
        for sent in [
            "wss://h.example/rtc?access_token=Instance%20of%20'Future<String>'",
            "token=<coroutine object get_token at 0x7f>",
        ] {
            assert_finds(sent, &[NotAToken::Future]);
        }
        assert_finds("?access_token=%7B%7D&x=1", &[NotAToken::EmptyObject]);
        assert_finds("?access_token=%5Bobject%20Object%5D", &[NotAToken::Builder]);
        assert_finds("{\"token\":{}}", &[NotAToken::EmptyObject]);
        assert_finds(
            "{\"serverUrl\":\"wss://h.example\",\"participantToken\": {}}",
            &[NotAToken::EmptyObject],
        );
        assert_finds("{\\\"participant_token\\\":{}}", &[NotAToken::EmptyObject]);
        assert_finds("connecting with token {}\n", &[NotAToken::EmptyObject]);
        assert_finds("{\"tokens\":{},\"metadata\":{}}", &[]);
        assert_finds("the token {} of the template", &[]);
        assert_finds("log.info(\"token: {}\", token)", &[]);
        assert_finds("const token = {}", &[]);
        assert_finds("“Token”: {}", &[]);
        assert_finds("…token: {}", &[NotAToken::EmptyObject]);
        assert_finds("{\"refreshToken\":{}}", &[]);
        assert_finds("{\"participantToken\":\"\"}", &[NotAToken::Empty]);
        assert_finds("token: \"\"", &[]);
        assert_finds("got token undefined", &[NotAToken::Nothing]);
        assert_finds("LOG token undefined\nLOG ready", &[]);
        assert_finds(
            "invalid token: <!DOCTYPE html>, error: …",
            &[NotAToken::WebPage],
        );
        assert_finds("invalid token: <JWT>", &[]);
        assert_finds(
            "room.ConnectToRoomWithToken(url, \"Bearer \"+token)",
            &[NotAToken::Bearer],
        );
        assert_finds(
            "<LiveKitRoom token={undefined} connect>",
            &[NotAToken::Nothing],
        );
        assert_finds("[object Object]", &[NotAToken::Builder]);
        assert_finds("async toJwt() {\n  // …", &[NotAToken::Method]);
        assert_finds(
            "<bound method AccessToken.to_jwt of <livekit.api.access_token.AccessToken object at 0x0>>",
            &[NotAToken::Method, NotAToken::Builder],
        );
        assert_finds("&{APItestkey12345 FAKEse", &[NotAToken::Builder]);
        assert_finds("null", &[NotAToken::Nothing]);
        assert_finds("\"undefined\"", &[NotAToken::Nothing]);
        assert_finds("Authorization: Bearer undefined", &[NotAToken::Nothing]);
        assert_finds("curl -H 'Authorization: Bearer test'", &[NotAToken::Opaque]);
        assert_finds(
            "?access_token=Bearer undefined",
            &[NotAToken::Opaque, NotAToken::Nothing],
        );
        assert_finds(&"access_token=".repeat(100_000), &[NotAToken::Opaque]);
        assert_finds(&format!("b'{TOKEN}'"), &[NotAToken::PythonBytes]);
        assert_finds(&format!("Ok(\"{TOKEN}\")"), &[NotAToken::RustResult]);
        assert_finds(&format!("{TOKEN}<nil>"), &[NotAToken::GoNil]);
        for (sent, what) in [
            (format!("Bearer%20{TOKEN}"), NotAToken::Bearer),
            (format!("Bearer+{TOKEN}"), NotAToken::Bearer),
            (format!("%22{TOKEN}%22"), NotAToken::Quoted),
            (format!("{TOKEN}%0A"), NotAToken::LineEnd),
            (String::new(), NotAToken::Empty),
        ] {
            let url = format!("wss://h.example/rtc?access_token={sent}&auto_subscribe=1");
            assert_finds(&url, &[what]);
        }
        assert_finds(
            &format!("Authorization: Bearer Bearer {TOKEN}"),
            &[NotAToken::Bearer],
        );
    }

    #[test]
    fn ignores_tokens_and_sentences() {
        assert_finds(TOKEN, &[]);
        assert_finds(&format!("Authorization: Bearer {TOKEN}"), &[]);
        assert_finds("invalid authorization header. Must start with Bearer ", &[]);
        assert_finds("use a Bearer token", &[]);
        assert_finds("https://h.example/rtc/validate?access_token=TOKEN", &[]);
        assert_finds("", &[]);
        assert_finds("`${url}/rtc?access_token=` + token", &[]);
        assert_finds(
            &format!("https://h.example/rtc/validate?access_token={TOKEN}&x=1"),
            &[],
        );
    }
}
