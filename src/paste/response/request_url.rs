//! The URL that a request asked for.

use crate::paste::url;
use crate::text::Span;

/// A URL that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestUrl {
    /// Its host, if the paste shows it.
    pub host: Option<String>,
    /// Whether its path may be LiveKit's.
    pub is_of_livekit: bool,
    /// Whether it is a route of an application that gives tokens.
    pub gives_tokens: bool,
}

/// A URL of which the origin is at this place.
pub(super) fn asked(text: &str, origin: Span) -> RequestUrl {
    let host = url::server(origin.of(text));
    RequestUrl {
        host: Some(host.to_owned()),
        is_of_livekit: url::is_cloud(origin.of(text))
            || is_path_of_livekit(url::path(text, origin)),
        gives_tokens: gives_tokens(url::path(text, origin)),
    }
}

/// Whether a path is a route of an application that gives tokens to its pages.
pub fn gives_tokens(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    path.contains("token") || path.contains("Token") || path.contains("connection-details")
}

/// Whether LiveKit's clients ask for a path, perhaps below another one; of an empty one nothing is known.
pub fn is_path_of_livekit(path: &str) -> bool {
    let path = path.trim_matches('/');
    let is_own = |part: &str| matches!(part, "rtc" | "agent" | "whip");
    // The ingress takes WHIP below `/w`.
    path.is_empty()
        || path == "w"
        || path.starts_with("w/")
        || path.contains("twirp/livekit.")
        || path.split('/').any(is_own)
}

/// The URL that the request before an answer asked for: the last line of a request, or command.
pub(super) fn question(before: &str) -> Option<RequestUrl> {
    let mut host = None;
    for line in before.lines().rev().take(40) {
        let line = line.trim_start_matches(['>', ' ', '$']);
        // The answer before it belongs to another request.
        if line.starts_with("HTTP/") {
            return None;
        }
        if let Some(name) = line.strip_prefix("Host: ") {
            host = Some(name.trim().to_owned());
        }
        let mut words = line.split(' ');
        let is_request = matches!(
            words.next(),
            Some("GET" | "POST" | "HEAD" | "PUT" | "DELETE")
        );
        if let Some(origin) = url::places(line).first()
            && (is_request || line.contains("curl") || line.contains("--  http"))
        {
            return Some(asked(line, *origin));
        }
        if let Some(path) = words
            .next()
            .filter(|path| is_request && path.starts_with('/'))
        {
            let path = path.split(['?', '#']).next().unwrap_or_default();
            return Some(RequestUrl {
                host,
                is_of_livekit: is_path_of_livekit(path),
                gives_tokens: gives_tokens(path),
            });
        }
    }
    None
}
