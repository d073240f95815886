//! Finds texts of clients and SDKs that say that a connection failed, and hide why.

use crate::text::Span;

/// A text that is known.
#[derive(Debug, PartialEq, Eq)]
pub struct Symptom {
    /// Its stable name.
    pub code: &'static str,
    /// What it means, in a few words.
    pub label: &'static str,
    /// Whether the token was taken, so that what failed is something else.
    pub past_token: bool,
}

const fn symptom(code: &'static str, label: &'static str) -> Symptom {
    Symptom {
        code,
        label,
        past_token: false,
    }
}

/// Texts and what they mean, as livekit-client (JS) 2.21, livekit-agents, livekit-api and server-sdk-go word them.
static TEXTS: [(&str, Symptom); 9] = [
    (
        "could not establish pc connection",
        Symptom {
            code: "peer-connection",
            label: "media did not get through",
            past_token: true,
        },
    ),
    (
        "Failed to construct 'RTCPeerConnection'",
        Symptom {
            code: "peer-connection",
            label: "media did not get through",
            past_token: true,
        },
    ),
    (
        "could not establish signal connection",
        symptom("signal-connection", "the client could not connect"),
    ),
    (
        "Encountered unknown websocket error",
        symptom("signal-connection", "the client could not connect"),
    ),
    (
        "WSServerHandshakeError: 401",
        symptom("worker-refused", "the server refused the agent worker"),
    ),
    (
        "Error from intermediary with HTTP status code 401",
        symptom("api-refused", "the server refused an API call"),
    ),
    (
        "Request failed with status code 401",
        symptom("api-refused", "the server refused an API call"),
    ),
    (
        "client error: 401 Unauthorized",
        symptom("client-refused", "the server refused the client"),
    ),
    (
        "websocket: bad handshake",
        symptom("signal-connection", "the client could not connect"),
    ),
];

/// Finds each known text once, in the order of `text`.
pub fn find(text: &str) -> Vec<(&'static Symptom, Span)> {
    let mut found: Vec<(&'static Symptom, Span)> = Vec::new();
    for (words, symptom) in &TEXTS {
        if let Some(at) = text
            .find(words)
            .filter(|_| !found.iter().any(|(known, _)| known.code == symptom.code))
        {
            found.push((symptom, Span::new(at, at + words.len())));
        }
    }
    found
}
