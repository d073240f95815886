//! Finds answers of HTTP: as they were sent, and as clients, libraries and tools tell their status.
//!
//! The forms are those of real clients run against a real server behind nginx: `ws` 8.23, websockets 17.4, websocket-client
//! 1.9, aiohttp 3.14, `OkHttp` 4.12, tungstenite 0.29, requests, httpx, axios, Twirp's clients, Chromium 156, Firefox 153, curl
//! and wget.

mod request_url;

pub use request_url::{RequestUrl, gives_tokens, is_path_of_livekit};

use std::sync::LazyLock;

use crate::text::{Needles, Span};

use super::url;
use request_url::{asked, question};

/// The maximum number of answers to read: the first ones are enough.
const MOST: usize = 64;

/// The maximum number of places to look at.
const MOST_PLACES: usize = 4096;

/// The maximum length, in bytes, of a head or of the line that tells a status.
const LONGEST: usize = 4096;

/// An answer of HTTP, as far as the paste shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Who tells it.
    pub teller: Teller,
    /// What it holds.
    pub body: Body,
    /// Whether it asks for a login of its own: `WWW-Authenticate: Basic`.
    pub asks_for_login: bool,
    /// Whether a program names itself that is not LiveKit, and LiveKit's own `Vary: Origin` is missing: livekit-server sends no
    /// `Server` header, but a proxy adds one to what it passes on.
    pub is_of_proxy: bool,
    /// The length of its body, if the head is like livekit-server's: plain text and `Vary: Origin`.
    pub length: Option<usize>,
    /// The origin that it redirects to.
    pub location: Option<String>,
    /// The URL that was asked, if the paste shows it.
    pub asked: Option<RequestUrl>,
    /// Its place.
    pub span: Span,
}

/// Who tells a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teller {
    /// The answer itself, with its headers.
    Itself,
    /// An error page, in any output of a client.
    Page,
    /// A client of WebSocket.
    WebSocket,
    /// A client of HTTP.
    Http,
}

/// What an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// The paste does not show it.
    Unknown,
    /// Nothing.
    Empty,
    /// A web page.
    Html,
    /// Some text.
    Text(Span),
}

impl Response {
    /// Whether it is LiveKit's answer that a token is accepted: `success`, from `/rtc/validate`.
    pub fn is_success(&self, text: &str) -> bool {
        self.status == 200 && self.body.of(text) == "success"
    }
}

impl Body {
    /// Its text; of several lines, the first. Empty if the paste shows none.
    pub fn of(self, text: &str) -> &str {
        match self {
            Self::Text(span) => span.of(text),
            Self::Unknown | Self::Empty | Self::Html => "",
        }
    }
}

impl Response {
    /// An answer of which only the status is told.
    fn told(status: u16, teller: Teller, span: Span) -> Self {
        Self {
            status,
            teller,
            body: Body::Unknown,
            asks_for_login: false,
            is_of_proxy: false,
            length: None,
            location: None,
            asked: None,
            span,
        }
    }
}

/// Where a client writes the number, seen from its words.
enum Form {
    After(Teller),
    Before(Teller),
}

/// The words with which clients tell a status; case does not matter.
const FORMS: &[(&str, Form)] = &[
    ("HTTP/", Form::After(Teller::Itself)),
    ("<title>", Form::After(Teller::Page)),
    ("server response: ", Form::After(Teller::WebSocket)),
    ("response code: ", Form::After(Teller::WebSocket)),
    (
        "rejected WebSocket connection: HTTP ",
        Form::After(Teller::WebSocket),
    ),
    ("Handshake status ", Form::After(Teller::WebSocket)),
    ("bad handshake (status ", Form::After(Teller::WebSocket)),
    (
        "handshake response getStatus: ",
        Form::After(Teller::WebSocket),
    ),
    (
        "response code from server: ",
        Form::After(Teller::WebSocket),
    ),
    ("WSServerHandshakeError: ", Form::After(Teller::WebSocket)),
    (
        ", message='Invalid response status'",
        Form::Before(Teller::WebSocket),
    ),
    (
        "Expected HTTP 101 response but was '",
        Form::After(Teller::WebSocket),
    ),
    ("HTTP error: ", Form::After(Teller::WebSocket)),
    // FFmpeg.
    ("HTTP error ", Form::After(Teller::Http)),
    ("handshake error: ", Form::After(Teller::WebSocket)),
    ("Handshake { status: ", Form::After(Teller::WebSocket)),
    ("Http(Response { status: ", Form::After(Teller::WebSocket)),
    ("server error: ", Form::After(Teller::WebSocket)),
    ("client error: ", Form::After(Teller::WebSocket)),
    (
        "from intermediary with HTTP status code ",
        Form::After(Teller::Http),
    ),
    ("failed with status code ", Form::After(Teller::Http)),
    ("failed with status ", Form::After(Teller::Http)),
    ("unexpected HTTP status code ", Form::After(Teller::Http)),
    ("message=, status=", Form::After(Teller::Http)),
    ("message=, \nstatus=", Form::After(Teller::Http)),
    ("awaiting response... ", Form::After(Teller::Http)),
    ("protocol=http/1.1, code=", Form::After(Teller::Http)),
    ("protocol=h2, code=", Form::After(Teller::Http)),
    ("Client error '", Form::After(Teller::Http)),
    ("Server error '", Form::After(Teller::Http)),
    (" Client Error: ", Form::Before(Teller::Http)),
    (" Server Error: ", Form::Before(Teller::Http)),
    (
        ", message='Attempt to decode JSON",
        Form::Before(Teller::Http),
    ),
    // The same of Guzzle, Dart, .NET, PowerShell, coder/websocket for Go and Faraday.
    ("resulted in a `", Form::After(Teller::Http)),
    ("HTTP status code: ", Form::After(Teller::WebSocket)),
    ("returned status code '", Form::After(Teller::WebSocket)),
    ("does not indicate success: ", Form::After(Teller::Http)),
    ("returned an error: (", Form::After(Teller::Http)),
    ("status code 101 but got ", Form::After(Teller::WebSocket)),
    ("responded with status ", Form::After(Teller::Http)),
    // Firefox's words about CORS.
    ("). Status code: ", Form::After(Teller::Http)),
    // Chromium's words about any file of a page: they count where the URL is shown.
    (LOADED, Form::After(Teller::Http)),
    // The network errors of Chromium, and lines of logs: `POST https://host/path 401 (Unauthorized)`.
    ("GET http", Form::After(Teller::Http)),
    ("POST http", Form::After(Teller::Http)),
    ("GET ws", Form::After(Teller::WebSocket)),
    ("GET /", Form::After(Teller::Http)),
    ("POST /", Form::After(Teller::Http)),
];

const LOADED: &str = "responded with a status of ";

static NEEDLES: LazyLock<Needles> =
    LazyLock::new(|| Needles::overlapping_ignoring_case(FORMS.iter().map(|(words, _)| words)));

/// Words of which a text has some in which a client tells a status.
pub(super) fn signs() -> impl Iterator<Item = &'static str> {
    let is_sign = |c: char| c.is_ascii_punctuation() || c == ' ';
    let lines = FORMS.iter().filter_map(|(words, _)| words.lines().next());
    lines.map(move |words| words.trim_start_matches(is_sign))
}

/// Finds the answers in a text, in order. `may_tell` says whether it has one of the words that each answer has.
pub fn find(text: &str, may_tell: bool) -> Vec<Response> {
    let mut found: Vec<Response> = Vec::new();
    let hits = may_tell.then(|| NEEDLES.overlapping(text));
    for hit in hits.into_iter().flatten().take(MOST_PLACES) {
        if found.len() == MOST {
            break;
        }
        let Span { start, end } = hit.span;
        let response = match FORMS[hit.needle] {
            (_, Form::After(Teller::Itself)) => shown(text, start),
            (words, Form::After(teller))
                if words.starts_with("GET ") || words.starts_with("POST ") =>
            {
                let url = start + words.find(' ').map_or(0, |space| space + 1);
                requested(text, url, teller)
            }
            (LOADED, Form::After(teller)) => {
                told(text, hit.span, end, teller).filter(|response| response.asked.is_some())
            }
            (_, Form::After(teller)) => told(text, Span::new(start, end), end, teller),
            (_, Form::Before(teller)) => {
                number_before(text, start).and_then(|at| told(text, Span::new(at, end), at, teller))
            }
        };
        // An answer ends where its body does.
        let is_new = |response: &Response| {
            (found.last()).is_none_or(|last: &Response| {
                last.teller != Teller::Itself || !last.span.contains(response.span)
            })
        };
        found.extend(response.filter(is_new));
    }
    found.extend(printed(text));
    found
}

/// The whole answer of `/rtc/validate`, which `curl -s` prints alone.
fn printed(text: &str) -> Option<Response> {
    let trimmed = text.trim_ascii_end();
    let before = trimmed.strip_suffix("success")?;
    let asked = before.trim_ascii_end().lines().next_back();
    let is_asked = asked.is_some_and(|line| line.contains("/rtc/validate"));
    let span = Span::new(before.len(), trimmed.len());
    let is_line = before.ends_with('\n');
    (is_asked && is_line).then(|| Response {
        body: Body::Text(span),
        ..Response::told(200, Teller::Http, span)
    })
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> usize {
    let from = at.saturating_sub(LONGEST);
    let line = text.as_bytes()[from..at]
        .iter()
        .rposition(|&byte| byte == b'\n');
    text.ceil_char_boundary(line.map_or(from, |end| from + end + 1))
}

/// The status at `at`: three digits.
fn number(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 3)?;
    let is_longer = text
        .as_bytes()
        .get(at + 3)
        .is_some_and(u8::is_ascii_alphanumeric);
    let status: u16 = digits.parse().ok()?;
    (!is_longer && (200..600).contains(&status)).then_some(status)
}

/// The place of a status that ends before `end`.
fn number_before(text: &str, end: usize) -> Option<usize> {
    let at = end.checked_sub(3)?;
    let is_longer = text
        .get(..at)?
        .ends_with(|before: char| before.is_ascii_alphanumeric());
    (!is_longer).then_some(at)
}

/// A piece of the text that ends at a boundary of characters.
fn piece(text: &str, start: usize, end: usize) -> &str {
    &text[start..text.floor_char_boundary(end).max(start)]
}

/// Whether a page that a redirect names is a login.
pub fn is_login(page: &str) -> bool {
    const MARKS: [&str; 12] = [
        "/login",
        "/signin",
        "/sign-in",
        "/sign_in",
        "/oauth2/",
        "/authorize",
        "/sso",
        "?rd=",
        "redirect_uri=",
        "cloudflareaccess.com",
        "/outpost.goauthentik.io/",
        "/.auth/",
    ];
    MARKS.into_iter().any(|mark| page.contains(mark))
}

/// The answer that a client tells: its status is at `at`.
fn told(text: &str, span: Span, at: usize, teller: Teller) -> Option<Response> {
    let status = number(text, at)?;
    let after = piece(text, at + 3, at + 3 + LONGEST);
    let line = after.lines().next().unwrap_or_default();
    let start = line_start(text, span.start);
    let is_page = teller == Teller::Page || begins_page(piece(text, at + 3, at + 64));
    let html = line.contains("mimetype: text/html");
    let origins = url::places(line);
    let asked = if let Some(origin) = origins.first() {
        Some(asked(line, *origin))
    } else {
        let before = &text[start..span.start];
        let origins = url::places(before);
        origins.last().map(|origin| asked(before, *origin))
    };
    let location = ["Location=\"", "\"location\": \"", "'location': '"];
    let location = location.into_iter().find_map(|name| {
        let (_, rest) = line.split_once(name)?;
        Some(url::places(rest).first()?.of(rest).to_owned())
    });
    // The SDK for Rust prints the body behind the status: `client error: 401 Unauthorized - …`.
    let body = line
        .split_once(" - ")
        .filter(|_| teller == Teller::WebSocket);
    let names = ["\"server\": \"", "'server': '"];
    Some(Response {
        body: match body {
            _ if is_page || html => Body::Html,
            Some((before, body)) if before.len() < 32 && !body.is_empty() => {
                let start = at + 3 + before.len() + " - ".len();
                Body::Text(Span::new(start, start + body.len()))
            }
            _ => Body::Unknown,
        },
        is_of_proxy: names.iter().any(|name| line.contains(name)),
        asked: asked.filter(|_| location.is_none() && teller != Teller::Page),
        location,
        ..Response::told(status, teller, Span::new(span.start, at + 3))
    })
}

/// The answer to a request whose URL begins at `start`: `GET https://host/path 404 (Not Found)`, or in Firefox
/// `GET wss://host/path [HTTP/1.1 404 Not Found 35ms]`.
fn requested(text: &str, start: usize, teller: Teller) -> Option<Response> {
    let line = piece(text, start, start + LONGEST).lines().next()?;
    let (url, rest) = line.split_once(' ')?;
    let asked = if url.starts_with('/') {
        RequestUrl {
            host: None,
            is_of_livekit: is_path_of_livekit(url.split('?').next().unwrap_or_default()),
            gives_tokens: gives_tokens(url),
        }
    } else {
        asked(url, *url::places(url).first()?)
    };
    let rest = ["net::ERR_FAILED ", "[HTTP/1.1 ", "[HTTP/2 ", "[HTTP/3 "]
        .into_iter()
        .find_map(|before| rest.strip_prefix(before))
        .unwrap_or(rest);
    let status = start + line.len() - rest.len();
    Some(Response {
        asked: Some(asked),
        ..told(text, Span::new(start, status), status, teller)?
    })
}

/// Whether a web page begins in a text.
fn begins_page(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("<html") || text.contains("<!doctype")
}

/// The answer with its headers that begins at `start`: a line of `curl -i`, or of a trace.
fn shown(text: &str, start: usize) -> Option<Response> {
    let line = line_start(text, start);
    let mark = &text[line..start];
    if !mark.bytes().all(|byte| b"<>| \t".contains(&byte)) {
        return logged(text, start);
    }
    let mark = mark.trim_end();
    let version = text[start..].find(' ')?;
    let status = number(text, start + version + 1)?;
    let span = Span::new(start, start + version + 4);
    let mut response = Response {
        asked: question(&text[..line]),
        ..Response::told(status, Teller::Itself, span)
    };
    let (mut at, mut content_type, mut is_over) = (start, "", false);
    let (mut varies, mut names_server) = (false, false);
    let mut length = None;
    for line in piece(text, start, start + 4 * LONGEST).split_inclusive('\n') {
        at += line.len();
        let line = line.trim_ascii_end();
        let line = line.strip_prefix(mark).unwrap_or(line).trim_ascii();
        if line.is_empty() {
            is_over = true;
            break;
        }
        response.span.end = at;
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "server" | "via" | "cf-ray" | "x-powered-by" => names_server = true,
            "www-authenticate" => response.asks_for_login |= !value.starts_with("Bearer"),
            "location" => {
                response.location =
                    (url::places(value).first()).map(|origin| origin.of(value).to_owned());
                response.asks_for_login |= is_login(value);
            }
            "content-type" => content_type = value,
            "vary" => varies |= value.contains("Origin"),
            "content-length" => length = value.parse::<usize>().ok(),
            _ => {}
        }
    }
    let rest = piece(text, at.min(text.len()), at + LONGEST);
    let body = rest.split("\n$ ").next().unwrap_or_default().trim_ascii();
    response.body = match body {
        _ if length == Some(0) => Body::Empty,
        _ if content_type.starts_with("text/html") || begins_page(piece(body, 0, 64)) => Body::Html,
        "" if is_over && length.is_none() => Body::Empty,
        "" | WGET => Body::Unknown,
        body => {
            let line = body.lines().next().unwrap_or_default();
            let start = at + rest.find(line).unwrap_or_default();
            Body::Text(Span::new(start, start + line.len()))
        }
    };
    if let Body::Text(span) = response.body {
        response.span.end = span.end;
    }
    response.is_of_proxy = names_server && !varies;
    let is_asked = !names_server || response.asked.is_some();
    if varies && is_asked && content_type.starts_with("text/plain") {
        response.length = length;
    }
    Some(response)
}

/// What wget says of every 401, whose body it does not print.
const WGET: &str = "Username/Password Authentication Failed.";

/// An answer in a log of a client: `HTTP Request: POST https://host/path "HTTP/1.1 401 Unauthorized"`.
fn logged(text: &str, start: usize) -> Option<Response> {
    let Some(before) = text[..start].strip_suffix('"') else {
        return access(text, start);
    };
    let version = text[start..].find(' ')?;
    let at = start + version + 1;
    told(text, Span::new(before.len(), at), at, Teller::Http)
}

/// A line of a proxy's access log: `"GET /rtc?access_token=x HTTP/1.1" 502 157`. Below another path LiveKit finds nothing.
fn access(text: &str, start: usize) -> Option<Response> {
    let line = &text[line_start(text, start)..start];
    let (_, request) = line.rsplit_once('"')?;
    let path = request.strip_prefix("GET ")?.split(['?', ' ']).next()?;
    let is_web_socket = matches!(path, "/rtc" | "/rtc/v1" | "/agent");
    // `HTTP/1.1" 502`
    let version = text[start..]
        .bytes()
        .take(9)
        .position(|byte| byte == b'"')?;
    let at = start + version + 2;
    let status = number(text, at).filter(|status| *status != 499)?;
    let teller = if is_web_socket {
        Teller::WebSocket
    } else {
        Teller::Http
    };
    let is_below = path.ends_with("/rtc") || path.ends_with("/rtc/v1");
    let is_own = is_web_socket || is_below || path.ends_with("/rtc/validate");
    is_own.then(|| Response::told(status, teller, Span::new(start, at + 3)))
}

#[cfg(test)]
mod tests {
    use super::{Body, FORMS, Response, Teller};
    use crate::paste::known_text::KnownTexts;

    fn find(text: &str) -> Vec<Response> {
        super::find(text, may_tell(text))
    }

    fn may_tell(text: &str) -> bool {
        KnownTexts::new([], []).find(text).has_status
    }

    #[test]
    fn a_text_with_the_words_of_a_client_may_tell_a_status() {
        for (words, _) in FORMS {
            assert!(may_tell(&format!("x{words}401")), "{words}");
        }
        assert!(!may_tell("LIVEKIT_API_KEY=APIx"));
    }

    fn only(text: &str) -> Response {
        let found = find(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.into_iter().next().unwrap()
    }

    #[test]
    fn reads_the_status_that_a_client_tells() {
        for (text, status, teller) in [
            (
                "Error: Unexpected server response: 401",
                401,
                Teller::WebSocket,
            ),
            (
                "websockets.exceptions.InvalidStatus: server rejected WebSocket connection: HTTP 403",
                403,
                Teller::WebSocket,
            ),
            (
                "ProtocolException: Expected HTTP 101 response but was '502 Bad Gateway'",
                502,
                Teller::WebSocket,
            ),
            ("Error: HTTP error: 404 Not Found", 404, Teller::WebSocket),
            ("Error: Handshake { status: 301 }", 301, Teller::WebSocket),
            (
                "requests.exceptions.HTTPError: 502 Server Error: Bad Gateway for url: http://h/twirp/livekit.X",
                502,
                Teller::Http,
            ),
            (
                "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'http://h/twirp/livekit.X'",
                401,
                Teller::Http,
            ),
            (
                "twirp error bad_route: Error from intermediary with HTTP status code 404 \"Not Found\"",
                404,
                Teller::Http,
            ),
            (
                "ServerError(code=unknown, message=, status=429)",
                429,
                Teller::Http,
            ),
            (
                "Response{protocol=http/1.1, code=401, message=Unauthorized, url=http://h/twirp/livekit.X}",
                401,
                Teller::Http,
            ),
            (
                "GET https://h/rtc/validate?x=1 404 (Not Found)",
                404,
                Teller::Http,
            ),
            (
                "Forbidden: <html>\n<head><title>403 Forbidden</title></head>",
                403,
                Teller::Page,
            ),
            (
                "1.2.3.4 - - [x] \"GET /rtc?access_token=x HTTP/1.1\" 502 157",
                502,
                Teller::WebSocket,
            ),
            ("curl h/rtc/validate\nsuccess\n", 200, Teller::Http),
            (
                "INFO:httpx:HTTP Request: POST http://h/rest \"HTTP/1.1 401 Unauthorized\"",
                401,
                Teller::Http,
            ),
        ] {
            let response = only(text);
            assert_eq!(
                (response.status, response.teller),
                (status, teller),
                "{text}"
            );
        }
        for text in [
            "response code: 4011",
            "Client(401, \"invalid API key\")",
            "\"GET /rtc.js HTTP/1.1\" 404 153",
            "HTTP error: code=401",
            "ééé, message='Invalid response status'",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn reads_an_answer_with_its_headers() {
        let text = "$ curl -si 'https://lk.example.com/rtc/validate?access_token=x'\nHTTP/1.1 401 Unauthorized\nServer: nginx\n\
                    WWW-Authenticate: Basic realm=\"Restricted\"\nContent-Type: text/html\n\n<html>";
        let response = only(text);
        assert_eq!((response.status, response.body), (401, Body::Html));
        assert!(response.asks_for_login && response.is_of_proxy);
        assert!(response.asked.unwrap().is_of_livekit);

        let response = only("HTTP/2 200\ndate: x\n\nsuccess\n");
        let Body::Text(body) = response.body else {
            panic!("{response:?}")
        };
        assert_eq!(body.of("HTTP/2 200\ndate: x\n\nsuccess\n"), "success");

        let text =
            "> GET /v1/me HTTP/2\n> Host: api.example.com\n>\n< HTTP/2 401\n< server: x\n<\n";
        let asked = only(text).asked.unwrap();
        assert_eq!(
            (asked.host.as_deref(), asked.is_of_livekit),
            (Some("api.example.com"), false)
        );

        let text =
            "HTTP/1.1 301 Moved Permanently\nLocation: https://lk.example.com/rtc?access_token=x\n";
        assert_eq!(
            only(text).location.as_deref(),
            Some("https://lk.example.com")
        );
    }
}
