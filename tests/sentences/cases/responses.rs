//! Answers of HTTP that are not LiveKit's refusals, as `curl` shows them and as clients tell them.

use super::Case;

const NGINX: &str = "Server: nginx\nContent-Type: text/html\n\n<html><head><title>";

/// Answers of an application's own routes.
fn of_application() -> [Case; 3] {
    [
        (
            "a token route without CORS",
            "Access to fetch at 'http://localhost:3001/getToken' from origin 'http://localhost:5173' has been blocked by CORS policy\nLiveKit",
        ),
        (
            "a token route that answers with a page",
            "const res = await fetch('/api/token');\nSyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON\nLiveKit",
        ),
        (
            "a webhook's body that was parsed",
            "TypeError: The \"data\" argument must be of type string. Received an instance of Object\n    at WebhookReceiver.receive",
        ),
    ]
    .map(|(name, paste)| Case::new(name, paste))
}

pub fn cases() -> Vec<Case> {
    let nginx = |status: &str| format!("HTTP/1.1 {status}\n{NGINX}{status}</title></head></html>");
    let curl = |path: &str| format!("$ curl -si 'https://lk.example.com{path}'\n");
    let pastes = [
        (
            "the token is accepted",
            "HTTP/2 200\ndate: Tue, 24 Nov 2026 10:20:00 GMT\n\nsuccess".to_owned(),
        ),
        (
            "the token is accepted, without a date",
            "HTTP/2 200\n\nsuccess".to_owned(),
        ),
        (
            "the token is accepted, and the WebSocket fails",
            "HTTP/2 200\n\nsuccess\n\nError: Unexpected server response: 404".to_owned(),
        ),
        (
            "the server answers at its root",
            format!("{}HTTP/1.1 200 OK\n\nOK", curl("/")),
        ),
        (
            "a path for WebSockets only",
            format!(
                "{}HTTP/1.1 404 Not Found\nVary: Origin\nContent-Length: 0\n\n",
                curl("/rtc")
            ),
        ),
        (
            "a path for WebSockets only, behind nginx",
            "HTTP/1.1 404 Not Found\nServer: nginx\nVary: Origin\nContent-Length: 0\n\n".to_owned(),
        ),
        ("nginx answers 401", nginx("401 Authorization Required")),
        ("nginx answers 403", nginx("403 Forbidden")),
        ("nginx answers 404", nginx("404 Not Found")),
        ("nginx answers 429", nginx("429 Too Many Requests")),
        ("nginx answers 414", nginx("414 Request-URI Too Large")),
        ("nginx answers 502", nginx("502 Bad Gateway")),
        ("nginx answers with a web page", nginx("200 OK")),
        (
            "a refusal, by the length of its body",
            "$ curl -sI 'https://lk.example.com/rtc/validate?access_token=x'\nHTTP/1.1 401 Unauthorized\nVary: Origin\nContent-Length: 15\nContent-Type: text/plain; charset=utf-8\n".to_owned(),
        ),
        (
            "the token is accepted, as curl -s prints it",
            "$ curl -s 'https://lk.example.com/rtc/validate?access_token=x'\nsuccess".to_owned(),
        ),
        (
            "a redirect",
            format!(
                "{}HTTP/1.1 301 Moved Permanently\nLocation: https://www.example.com/rtc/validate\n\n",
                curl("/rtc/validate")
            ),
        ),
        (
            "a redirect to somewhere",
            "livekit: WebSocket connection to 'ws://h.example/rtc' failed: Error during WebSocket handshake: Unexpected response code: 301"
                .to_owned(),
        ),
        (
            "a bad request",
            "WebSocket connection to 'wss://h.example/rtc' failed: Error during WebSocket handshake: Unexpected response code: 400"
                .to_owned(),
        ),
        (
            "another server",
            "WSServerHandshakeError: 401, message='Invalid response status', url='wss://api.openai.com/v1/realtime'".to_owned(),
        ),
        (
            "another server, without its name",
            "GET /v1/items HTTP/1.1\n\nHTTP/1.1 401 Unauthorized\n\n".to_owned(),
        ),
        (
            "the older path is not found either",
            "v1 RTC path not found\nwss://h.example/lk/rtc/v1?x wss://h.example/lk/rtc?x".to_owned(),
        ),
        (
            "client and server do not fit",
            "v1 RTC path not found\nNegotiationError: negotiation timed out".to_owned(),
        ),
        (
            "a missing object",
            "livekit.api.twirp_client.TwirpError: TwirpError(code=not_found, message=x, status=404)".to_owned(),
        ),
        (
            "a missing service",
            "TwirpError(code=unavailable, message=x, status=503)".to_owned(),
        ),
        (
            "a call that takes too long",
            "twirp error deadline_exceeded: context deadline exceeded".to_owned(),
        ),
        (
            "a wrong call",
            "twirp error invalid_argument: x".to_owned(),
        ),
    ];
    pastes
        .into_iter()
        .map(|(name, paste)| Case::new(name, paste))
        .chain(of_application())
        .collect()
}
