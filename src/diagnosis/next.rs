//! What to paste next: the cheapest thing that decides.

use crate::text::search;

use super::evidence::Evidence;
use super::part::{Part, code, say};
use super::verdict::Outcome;

/// What to paste next; `None` where nothing is missing.
pub fn next(evidence: &Evidence, outcome: Outcome) -> Option<Vec<Part>> {
    if outcome != Outcome::Unknown {
        return None;
    }
    let origin = evidence.paste.urls.first().map(|url| url.origin.as_str());
    Some(match evidence.token() {
        Some(token) if token.jws.is_cut_off() => say(
            "Paste the whole token: it begins with `eyJ` and has two full stops.",
            [],
        ),
        Some(_) => say(
            "Paste the lines with `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET` below the token: they stay in this page.",
            [],
        ),
        None if evidence.paste.pairs.is_empty() && origin.is_none() => say(
            "Paste the token that the client sends: it begins with `eyJ`. Or the answer of the server: {}",
            [command(None)],
        ),
        None => say(
            "Paste the token as well, or run this where the call fails, and paste what it prints: {}",
            [command(origin)],
        ),
    })
}

/// A command whose output holds reason, release and clock of the server. Origins hold nothing that a shell would read
/// inside of single quotes.
fn command(origin: Option<&str>) -> Part {
    let origin = origin.unwrap_or("wss://YOUR-SERVER");
    let [scheme, host] = match search::cut(origin, "://") {
        Some(("wss", host)) => ["https://", host],
        Some(("ws", host)) => ["http://", host],
        _ => ["", origin],
    };
    code(
        [
            "curl -si '",
            scheme,
            host,
            "/rtc/validate?access_token=YOUR-TOKEN'",
        ]
        .concat(),
    )
}
