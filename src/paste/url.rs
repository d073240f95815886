//! Finds URLs of servers.

use crate::text::Span;

/// The origin of a URL: scheme, host and port. Path and query may hold a token and are left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Url {
    /// Scheme, host and port, such as `wss://demo.livekit.cloud`.
    pub origin: String,
    /// The place of the origin.
    pub span: Span,
}

/// Finds the URLs of `text` whose scheme a LiveKit server speaks, each origin once, in its order.
pub fn find(text: &str) -> Vec<Url> {
    let mut urls: Vec<Url> = Vec::new();
    for (at, _) in text.match_indices("://") {
        let Some(scheme) = ["wss", "ws", "https", "http"]
            .into_iter()
            .find(|scheme| ends_with_word(&text[..at], scheme))
        else {
            continue;
        };
        let host = &text[at + 3..];
        let end = host
            .find(|c: char| {
                !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_' | '[' | ']'))
            })
            .unwrap_or(host.len());
        // A full stop or colon at the end is the sentence's.
        let host = host[..end].trim_end_matches(['.', ':']);
        // Before an `@` stands a user name, and perhaps a password.
        if host.is_empty() || text[at + 3 + host.len()..].starts_with('@') {
            continue;
        }
        let span = Span::new(at - scheme.len(), at + 3 + host.len());
        if !urls.iter().any(|url| url.origin == span.of(text)) {
            urls.push(Url {
                origin: span.of(text).to_owned(),
                span,
            });
        }
    }
    urls
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let from = text.len().wrapping_sub(word.len());
    text.get(from..)
        .is_some_and(|end| end.eq_ignore_ascii_case(word))
        && !text[..from].ends_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn finds_origins_without_path_and_query() {
        let text = "LIVEKIT_URL=wss://demo-ab12.livekit.cloud\nGET http://127.0.0.1:7880/rtc?access_token=x, see https://[::1]:443. \
                    wss://demo-ab12.livekit.cloud/rtc ftp://x.example https://user:pw@h.example ewss://no.example";
        let origins: Vec<_> = find(text).into_iter().map(|url| url.origin).collect();
        assert_eq!(
            origins,
            [
                "wss://demo-ab12.livekit.cloud",
                "http://127.0.0.1:7880",
                "https://[::1]:443"
            ]
        );
    }
}
