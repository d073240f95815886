//! Finds calls to a LiveKit server: `curl` commands, raw HTTP requests, and request lines in logs.

mod curl;
mod message;
mod shell;

use std::sync::LazyLock;

use crate::text::{Needles, Span};

/// An HTTP request to a path of LiveKit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The method, such as `POST`.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Names and values in the order sent.
    pub headers: Vec<(Vec<u8>, Vec<u8>)>,
    /// The body.
    pub body: Vec<u8>,
    /// Its place.
    pub span: Span,
    /// The token that it carries.
    pub token: Option<CarriedToken>,
}

/// A token in a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedToken {
    /// Its place.
    pub place: TokenPlace,
    /// Its text, as the server receives it.
    pub text: String,
}

/// Where a call carries its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPlace {
    /// The `Authorization` header.
    Header,
    /// The parameter `access_token` of the query.
    Query,
}

/// The maximum number of calls to find: the first ones are enough.
const MOST: usize = 32;

/// The maximum number of commands to read, because each may be long.
const MOST_COMMANDS: usize = 256;

/// How calls begin.
const BEGINNINGS: [&str; 8] = [
    "curl", "GET ", "POST ", "HEAD ", "PUT ", "PATCH ", "DELETE ", "OPTIONS ",
];

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| Needles::exact(BEGINNINGS));

/// Finds the calls in a text, in order. A call with a part that the text does not show, such as the value of a
/// variable, is left out.
pub fn find(text: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    let (mut at, mut commands) = (0, 0);
    while let Some(hit) = NEEDLES.find_from(text, at)
        && calls.len() < MOST
    {
        let start = hit.span.start;
        at = hit.span.end;
        if text[..start]
            .ends_with(|before: char| before.is_alphanumeric() || "-_./=".contains(before))
        {
            continue;
        }
        let (call, end) = if hit.needle == 0 {
            commands += 1;
            if commands > MOST_COMMANDS {
                continue;
            }
            curl::read(text, start)
        } else {
            message::read(text, start)
        };
        at = at.max(end);
        calls.extend(call.filter(Call::is_shown));
    }
    calls
}

/// Texts that a placeholder for a token has and a token does not.
const PLACEHOLDERS: [&str; 7] = ["$", "<", "{", "...", "…", "***", "•"];

impl Call {
    /// A call, if its path belongs to LiveKit.
    fn new(
        method: String,
        target: String,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
        span: Span,
    ) -> Option<Self> {
        let token = carried(&target, &headers);
        let bytes = |text: String| text.into_bytes();
        let headers = headers.into_iter();
        let call = Self {
            method,
            headers: headers
                .map(|(name, value)| (bytes(name), bytes(value)))
                .collect(),
            target,
            body,
            span,
            token,
        };
        is_path_of_livekit(&call.target).then_some(call)
    }

    /// Whether its path is LiveKit's alone: other servers have an `/rtc` or `/agents` too.
    pub fn names_livekit(&self) -> bool {
        self.target
            .trim_start_matches('/')
            .starts_with(SERVICE_PATH)
    }

    /// Whether it asks to join a room.
    pub fn is_join(&self) -> bool {
        self.target.trim_start_matches('/').starts_with("rtc")
    }

    /// Whether its token, if it has one, is really there and not a placeholder.
    fn is_shown(&self) -> bool {
        let Some(token) = &self.token else {
            return true;
        };
        let is_named = || token.text.to_ascii_uppercase().contains("TOKEN");
        let is_placeholder = PLACEHOLDERS.iter().any(|mark| token.text.contains(mark));
        // A token in base64url may have any letters.
        !is_placeholder && (token.text.contains("eyJ") || !is_named())
    }
}

/// The beginnings of API paths.
const SERVICE_PATH: &str = "twirp/livekit.";

fn is_path_of_livekit(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = path.trim_start_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    matches!(first, "rtc" | "whip" | "agent" | "agents") || path.starts_with(SERVICE_PATH)
}

fn carried(target: &str, headers: &[(String, String)]) -> Option<CarriedToken> {
    let header = |(name, value): &(String, String)| {
        let is_it = name.eq_ignore_ascii_case("authorization");
        is_it
            .then(|| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    };
    if let Some(value) = headers.iter().find_map(header) {
        let text = value.strip_prefix("Bearer ").unwrap_or(&value).to_owned();
        let place = TokenPlace::Header;
        return Some(CarriedToken { place, text });
    }
    let (_, query) = target.split_once('?')?;
    let mut parameters = query.split('&');
    let text = parameters.find_map(|one| one.strip_prefix("access_token="))?;
    let place = TokenPlace::Query;
    let text = text.to_owned();
    (!text.is_empty()).then_some(CarriedToken { place, text })
}

/// The headers with which a client asks for a WebSocket.
fn web_socket() -> Vec<(String, String)> {
    [("Connection", "Upgrade"), ("Upgrade", "websocket")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::{Call, TokenPlace, find};

    fn only(text: &str) -> Call {
        let calls = find(text);
        assert_eq!(calls.len(), 1, "{text}: {calls:?}");
        calls.into_iter().next().unwrap()
    }

    fn headers(call: &Call) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let headers = call.headers.iter();
        headers
            .map(|(name, value)| (text(name), text(value)))
            .collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    const LIST: &str = "https://demo.livekit.cloud/twirp/livekit.RoomService/ListRooms";

    #[track_caller]
    fn assert_lists(text: &str) {
        let call = only(text);
        assert_eq!(call.method, "POST", "{text}");
        assert_eq!(
            call.target, "/twirp/livekit.RoomService/ListRooms",
            "{text}"
        );
        let expected = [
            pair("Authorization", "Bearer eyJ.eyJ.x"),
            pair("Content-Type", "application/json"),
        ];
        assert_eq!(headers(&call), expected, "{text}");
        assert_eq!(call.body, b"{}", "{text}");
        let token = call.token.unwrap();
        assert_eq!(
            (token.place, token.text.as_str()),
            (TokenPlace::Header, "eyJ.eyJ.x")
        );
    }

    #[test]
    fn reads_curl_in_every_shell() {
        for text in [
            format!("$ curl -X POST {LIST} -H 'Authorization: Bearer eyJ.eyJ.x' -H \"Content-Type: application/json\" -d '{{}}'"),
            format!("curl -sSXPOST \\\n  -H Authorization:\\ Bearer\\ eyJ.eyJ.x \\\n  -H $'Content-Type: application/json' \\\n  --data-raw $'{{\\u007d' \\\n  --url \"{LIST}\" | jq ."),
            format!("curl.exe {LIST} ^\r\n  -H \"Authorization: Bearer eyJ.eyJ.x\" ^\r\n  -H \"Content-Type: application/json\" ^\r\n  --data-binary \"{{}}\"\r\n"),
            format!("curl.exe -i {LIST} `\n  -H 'Authorization: Bearer eyJ.eyJ.x' `\n  -H 'Content-Type: application/json' `\n  -d '{{}}'\n\nHTTP/1.1 401 Unauthorized"),
            format!("curl ^\"{LIST}^\" ^\n  -H ^\"Authorization: Bearer eyJ.eyJ.x^\" ^\n  -H ^\"Content-Type: application/json^\" ^\n  --data-raw ^\"{{}}^\""),
            format!("curl --silent --max-time 5 -o /dev/null --request POST --header 'Authorization: Bearer eyJ.eyJ.x' --header 'Content-Type: application/json' --data '{{' --data-raw '' {LIST} 2>&1").replace("--data '{' --data-raw ''", "--data '{}'"),
        ] {
            assert_lists(&text);
        }
    }

    #[test]
    fn reads_headers_that_curl_adds_and_removes() {
        let call = only(&format!("curl --json '{{}}' {LIST}"));
        assert_eq!(call.method, "POST");
        assert_eq!(headers(&call)[0], pair("Content-Type", "application/json"));
        assert_eq!(call.token, None);
        let call = only(&format!("curl -d a=1 -d b=2 {LIST}"));
        assert_eq!(call.body, b"a=1&b=2");
        assert_eq!(
            headers(&call),
            [pair("Content-Type", "application/x-www-form-urlencoded")]
        );
        let call = only(
            "curl -G 'http://localhost:7880/rtc/validate' --data-urlencode 'access_token=a b'",
        );
        assert_eq!(call.method, "GET");
        assert_eq!(call.target, "/rtc/validate?access_token=a%20b");
        let call = only("curl -I localhost:7880/rtc/validate#x");
        assert_eq!(
            (call.method.as_str(), call.target.as_str()),
            ("HEAD", "/rtc/validate")
        );
        let call = only("curl \"$LIVEKIT_URL/rtc/validate?access_token=eyJ.eyJ.x\"");
        assert_eq!(call.token.unwrap().place, TokenPlace::Query);
    }

    #[test]
    fn leaves_out_calls_that_are_not_shown_completely() {
        for text in [
            format!("curl {LIST} -H \"Authorization: Bearer $TOKEN\" -d '{{}}'"),
            format!("curl {LIST} -H 'Authorization: Bearer <token>' -d '{{}}'"),
            format!("curl {LIST} -H 'Authorization: Bearer YOUR_TOKEN' -d '{{}}'"),
            format!("curl {LIST} -d \"$BODY\""),
            format!("curl {LIST} -d @body.json"),
            format!("curl {LIST} -d '{{}}"),
            "curl https://example.com/token -d '{}'".to_owned(),
            "libcurl https://example.com/rtc/validate".to_owned(),
            "\"GET /rtc/validate HTTP/1.1\" 401".to_owned(),
            "> POST /twirp/livekit.RoomService/ListRooms HTTP/1.1\n> Authorization: Bearer eyJ.eyJ.x\n> Content-Length: 2\n>\n< HTTP/1.1 401 Unauthorized".to_owned(),
        ] {
            assert_eq!(find(&text), [], "{text}");
        }
    }

    #[test]
    fn prose_about_curl_hides_no_call() {
        assert_lists(&format!(
            "I tried curl and it didn't work:\ncurl -X POST {LIST} -H 'Authorization: Bearer eyJ.eyJ.x' -H 'Content-Type: application/json' -d '{{}}'"
        ));
    }

    #[test]
    fn reads_requests_as_they_are_sent() {
        assert_lists(
            "POST /twirp/livekit.RoomService/ListRooms HTTP/1.1\r\nAuthorization: Bearer eyJ.eyJ.x\r\nContent-Type: application/json\r\n\r\n{}",
        );
        let call = only(
            "> GET /rtc/validate?access_token=eyJ.eyJ.x HTTP/1.1\n> Host: localhost:7880\n> Accept: */*\n> \n< HTTP/1.1 401 Unauthorized\n< \ninvalid",
        );
        assert_eq!(
            headers(&call),
            [pair("Host", "localhost:7880"), pair("Accept", "*/*")]
        );
        assert!(call.body.is_empty());
        let call = only(
            "POST /whip/v1 HTTP/1.1\nContent-Type: application/sdp\nContent-Length: 3\n\nv=0\n\nHTTP/1.1 401",
        );
        assert_eq!(call.body, b"v=0");
    }

    #[test]
    fn reads_request_lines_of_logs() {
        let call =
            only("1.2.3.4 - - [x] \"GET /rtc?access_token=eyJ.eyJ.x&sdk=js HTTP/1.1\" 401 30");
        assert_eq!(call.target, "/rtc?access_token=eyJ.eyJ.x&sdk=js");
        assert_eq!(headers(&call)[1], pair("Upgrade", "websocket"));
        let call = only(
            "GET https://demo.livekit.cloud/rtc/validate?access_token=eyJ.eyJ.x 401 (Unauthorized)",
        );
        assert_eq!(call.target, "/rtc/validate?access_token=eyJ.eyJ.x");
        assert_eq!(headers(&call), []);
    }
}
