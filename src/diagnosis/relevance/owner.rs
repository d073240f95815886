//! Tells whose the host of a connection is: LiveKit's, that of another service that is known, or unknown.

use crate::paste::{host, response, url};

/// Whose a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Nothing tells it.
    Unknown,
    /// Another service.
    Other,
    /// LiveKit.
    Livekit,
}

/// The port of livekit-server.
const PORT: &str = "7880";

/// What precedes a host that a program could not reach.
const LABELS: [&str; 10] = [
    "host ",
    "host='",
    "lookup ",
    "ENOTFOUND ",
    "EAI_AGAIN ",
    "ECONNREFUSED ",
    "dial tcp ",
    "resolve host: ",
    "resolve host \"",
    "connect to /",
];

/// Whose an origin is, of which a path was asked.
pub fn owner(origin: &str, path: &str) -> Owner {
    let (scheme, address) = origin.split_once("://").unwrap_or(("", origin));
    let (host, port) = address.rsplit_once(':').unwrap_or((address, ""));
    match () {
        () if host::is_of_other(host) => Owner::Other,
        () if url::is_cloud(host) || port == PORT || scheme.starts_with("ws") => Owner::Livekit,
        () if !path.trim_matches('/').is_empty() && response::is_path_of_livekit(path) => {
            Owner::Livekit
        }
        () if host::PORTS.contains(&port) || response::gives_tokens(path) => Owner::Other,
        () => Owner::Unknown,
    }
}

/// Whose the hosts are that a line names as addresses; `None` if it names none. LiveKit's counts first.
pub fn owner_in(line: &str) -> Option<Owner> {
    let origins = url::places(line).into_iter();
    let origins = origins.map(|origin| owner(origin.of(line), url::path(line, origin)));
    let labeled = LABELS.iter().flat_map(|label| {
        let places = line.match_indices(label).take(MOST);
        places.filter_map(|(at, _)| address(&line[at + label.len()..]))
    });
    origins
        .chain(labeled.map(|address| owner(address, "")))
        .max()
}

/// How many places of a label are looked at in a line.
const MOST: usize = 16;

/// The host, and the port if there is one, at the start of a text.
fn address(rest: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || ".-_:".contains(c);
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches([':', '.']);
    (address.contains(['.', ':']) || address == "localhost").then_some(address)
}

#[cfg(test)]
mod tests {
    use super::{Owner, owner_in};

    #[test]
    fn tells_whose_the_host_of_a_failed_connection_is() {
        for (line, owner) in [
            ("connect to host localhost:11434 failed", Some(Owner::Other)),
            ("lookup api.github.com: no such host", Some(Owner::Other)),
            ("url='wss://api.deepgram.com/v1/listen'", Some(Owner::Other)),
            ("wss://livekit.rtc.elevenlabs.io/rtc", Some(Owner::Livekit)),
            ("ECONNREFUSED 127.0.0.1:7880", Some(Owner::Livekit)),
            ("https://lk.example.com/rtc/validate", Some(Owner::Livekit)),
            ("https://app.example.com/api/token", Some(Owner::Other)),
            ("https://backend.example.com/v1/foo", Some(Owner::Unknown)),
            ("Connection reset by peer", None),
        ] {
            assert_eq!(owner_in(line), owner, "{line}");
        }
    }
}
