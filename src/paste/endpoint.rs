//! Finds what a server was asked for: the path of a request, a log line of the API, or the method of an SDK in a stack
//! trace.

use std::sync::LazyLock;

use crate::text::{Needles, Span};

/// What a server was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// To let a participant join.
    Join,
    /// To register an agent worker.
    Agent,
    /// To call a method of the API: its name in some language, such as `list_rooms`; empty if the text does not tell it.
    Api {
        /// The name.
        method: String,
    },
}

/// An endpoint, and its place.
pub type FoundEndpoint = (Endpoint, Span);

/// How an endpoint is named.
#[derive(Clone, Copy)]
enum Mark {
    /// A path that begins so.
    Path(fn() -> Endpoint),
    /// The method follows after the next slash or full stop.
    Method,
    /// In a stack trace of Python, the method follows after `in `.
    Python,
    /// A client of the API says so.
    Api,
    /// A client that joins says so.
    Client,
}

const MARKS: [(&str, Mark); 21] = [
    ("/twirp/livekit.", Mark::Method),
    ("API RoomService", Mark::Method),
    ("API Egress", Mark::Method),
    ("API Ingress", Mark::Method),
    ("API SIP", Mark::Method),
    ("API AgentDispatchService", Mark::Method),
    ("ServiceClient", Mark::Method),
    ("RoomClient", Mark::Method),
    ("EgressClient", Mark::Method),
    ("IngressClient", Mark::Method),
    ("SipClient", Mark::Method),
    ("DispatchClient", Mark::Method),
    ("_service.py", Mark::Python),
    ("twirp error", Mark::Api),
    ("TwirpError", Mark::Api),
    ("ServerError(code=", Mark::Api),
    ("Twirp(", Mark::Api),
    ("signal connection", Mark::Client),
    ("signal failure", Mark::Client),
    ("/rtc", Mark::Path(|| Endpoint::Join)),
    ("/agent", Mark::Path(|| Endpoint::Agent)),
];

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| Needles::exact(MARKS.map(|(text, _)| text)));

/// The maximum number of endpoints: a log names the same ones again.
const MOST: usize = 256;

/// Finds all endpoints, in order.
pub fn find(text: &str) -> Vec<FoundEndpoint> {
    let mut found = Vec::new();
    for hit in NEEDLES.hits(text) {
        let rest = &text[hit.span.end..];
        let endpoint = match MARKS[hit.needle].1 {
            Mark::Path(endpoint) => is_path_end(rest).then(endpoint),
            Mark::Method => method(rest).map(|method| Endpoint::Api { method }),
            Mark::Python => python_method(rest).map(|method| Endpoint::Api { method }),
            Mark::Client => Some(Endpoint::Join),
            Mark::Api => Some(Endpoint::Api {
                method: String::new(),
            }),
        };
        found.extend(endpoint.map(|endpoint| (endpoint, hit.span)));
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// Whether a path, or its first part, ends here.
fn is_path_end(rest: &str) -> bool {
    let next = rest.chars().next();
    next.is_none_or(|next| "/?\"'`, \r\n)".contains(next))
}

/// The longest name of a service or method, and the longest end of a path of a file, in bytes.
const LONGEST_NAME: usize = 64;
const LONGEST_PATH: usize = 256;

/// The name of a method after the name of a service or client.
fn method(rest: &str) -> Option<String> {
    let letters = rest.bytes().take(LONGEST_NAME);
    let service = letters.take_while(u8::is_ascii_alphanumeric).count();
    let rest = rest[service..].trim_start_matches(')');
    let marks = ["/", ".", "::", "#", "->"];
    name(marks.into_iter().find_map(|mark| rest.strip_prefix(mark))?)
}

fn python_method(rest: &str) -> Option<String> {
    let near = &rest[..rest.floor_char_boundary(LONGEST_PATH)];
    let line = near.lines().next()?;
    name(line.split_once(", in ")?.1)
}

fn name(rest: &str) -> Option<String> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let length = rest.bytes().take(LONGEST_NAME).take_while(is_name).count();
    (length > 3).then(|| rest[..length].to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, find};

    fn first(text: &str) -> Option<Endpoint> {
        find(text).into_iter().next().map(|(endpoint, _)| endpoint)
    }

    #[test]
    fn names_the_method_that_was_called() {
        for (text, method) in [
            (
                "POST https://h/twirp/livekit.RoomService/ListRooms",
                "ListRooms",
            ),
            ("  url: '/twirp/livekit.Egress/StartEgress',", "StartEgress"),
            (
                "service/twirp.go:153 API RoomService.ListRooms {\"service\"",
                "ListRooms",
            ),
            (
                "    at async RoomServiceClient.listRooms (file.js:1)",
                "listRooms",
            ),
            ("lksdk.(*RoomServiceClient).DeleteRoom(", "DeleteRoom"),
            (
                "    at SipClient.createSipParticipant",
                "createSipParticipant",
            ),
            (
                "  File \"/x/livekit/api/room_service.py\", line 70, in list_rooms",
                "list_rooms",
            ),
            ("RoomServiceClient->listRooms()", "listRooms"),
            ("LiveKit::RoomServiceClient#list_rooms", "list_rooms"),
            (
                "livekit_api::services::room::RoomClient::list_rooms",
                "list_rooms",
            ),
            ("twirp error unauthenticated: permissions denied", ""),
        ] {
            let method = method.to_owned();
            assert_eq!(first(text), Some(Endpoint::Api { method }), "{text}");
        }
    }

    #[test]
    fn names_the_path_that_was_asked() {
        assert_eq!(first("wss://h/agent"), Some(Endpoint::Agent));
        assert_eq!(first("\"path\": \"/rtc/validate\""), Some(Endpoint::Join));
        for text in [
            "wss://h/agents/x",
            "https://h/rtcx",
            "a RoomServiceClient",
            "livekit",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
