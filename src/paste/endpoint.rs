//! Finds what a server was asked for: the path of a request, a log line of the API, the method of an SDK in a stack trace, or a
//! command of `lk`.

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
    /// A command of `LiveKit`'s CLI, with its words.
    Cli,
}

/// The names of `LiveKit`'s CLI, with the space behind them.
pub const CLI: [&str; 2] = ["lk ", "livekit-cli "];

/// The words of a command of the CLI, and the method that it calls.
const COMMANDS: [(&str, &str); 34] = [
    ("room list", "ListRooms"),
    ("room create", "CreateRoom"),
    ("room delete", "DeleteRoom"),
    ("room update", "UpdateRoomMetadata"),
    ("room participants list", "ListParticipants"),
    ("room participants get", "GetParticipant"),
    ("room participants remove", "RemoveParticipant"),
    ("room participants update", "UpdateParticipant"),
    ("room participants forward", "ForwardParticipant"),
    ("room participants move", "MoveParticipant"),
    ("room mute-track", "MutePublishedTrack"),
    ("room update-subscriptions", "UpdateSubscriptions"),
    ("room send-data", "SendData"),
    ("egress list", "ListEgress"),
    ("egress start", "StartRoomCompositeEgress"),
    ("egress stop", "StopEgress"),
    ("egress update-layout", "UpdateLayout"),
    ("ingress list", "ListIngress"),
    ("ingress create", "CreateIngress"),
    ("ingress update", "UpdateIngress"),
    ("ingress delete", "DeleteIngress"),
    ("dispatch list", "ListDispatch"),
    ("dispatch create", "CreateDispatch"),
    ("dispatch delete", "DeleteDispatch"),
    ("sip inbound list", "ListSIPInboundTrunk"),
    ("sip inbound create", "CreateSIPInboundTrunk"),
    ("sip inbound update", "UpdateSIPInboundTrunk"),
    ("sip outbound list", "ListSIPOutboundTrunk"),
    ("sip outbound create", "CreateSIPOutboundTrunk"),
    ("sip dispatch list", "ListSIPDispatchRule"),
    ("sip dispatch create", "CreateSIPDispatchRule"),
    ("sip dispatch delete", "DeleteSIPDispatchRule"),
    ("sip participant create", "CreateSIPParticipant"),
    ("sip participant transfer", "TransferSIPParticipant"),
];

const MARKS: [(&str, Mark); 23] = [
    (CLI[0], Mark::Cli),
    (CLI[1], Mark::Cli),
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
        let is_word = |before: &str| before.ends_with(['\n', ' ', '`', '/']) || before.is_empty();
        let rest = &text[hit.span.end..];
        let endpoint = match MARKS[hit.needle].1 {
            Mark::Path(endpoint) => is_path_end(rest).then(endpoint),
            Mark::Method => method(rest).map(|method| Endpoint::Api { method }),
            Mark::Python => python_method(rest).map(|method| Endpoint::Api { method }),
            Mark::Client => Some(Endpoint::Join),
            Mark::Api => Some(Endpoint::Api {
                method: String::new(),
            }),
            Mark::Cli if !is_word(&text[..hit.span.start]) => None,
            Mark::Cli => command(rest).map(|method| Endpoint::Api { method }),
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

/// The method that a command calls: `room list`, `--url wss://… egress list`, `list-rooms`.
fn command(rest: &str) -> Option<String> {
    let near = &rest[..rest.floor_char_boundary(LONGEST_PATH)];
    let words: Vec<&str> = near.lines().next()?.split_ascii_whitespace().collect();
    let begins = |at: usize, command: &str| {
        let mut words = words[at..].iter().filter(|word| !word.starts_with('-'));
        command.split(' ').all(|own| words.next() == Some(&own))
    };
    let called = (0..words.len()).find_map(|at| {
        let (_, method) = COMMANDS.iter().find(|(command, _)| begins(at, command))?;
        Some((*method).to_owned())
    });
    // The commands of livekit-cli 1 have the names of the methods.
    let is_name = |word: &&&str| word.contains('-') && word.starts_with(char::is_alphabetic);
    called.or_else(|| {
        words
            .first()
            .filter(is_name)
            .map(|word| word.replace('-', ""))
    })
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
            ("$ lk room list --json", "ListRooms"),
            (
                "lk --project x sip --curl participant create a.json",
                "CreateSIPParticipant",
            ),
            ("livekit-cli list-participants --room x", "listparticipants"),
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
            "lk token create --join",
            "talk room list",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
