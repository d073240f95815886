//! What a token is for: the request that the paste shows, or else the one that its grants permit.

use crate::finding::{Code, answer};
use crate::paste::call::{Call, CarriedToken, TokenPlace};
use crate::paste::endpoint::Endpoint;
use crate::server::{self, Method};
use crate::text::Span;
use crate::text::json::Value;
use crate::token::Token;

use super::evidence::Evidence;
use super::prediction::Question;

/// What a token is for.
pub enum Purpose {
    /// To join a room.
    Join,
    /// To register an agent worker.
    Agent,
    /// A method of the API, its path, and the room that the refused call is for, as far as the paste shows it.
    Api(String, &'static Method, Option<String>),
    /// The signature of a webhook, which LiveKit sends and does not receive.
    Webhook,
}

/// From this length on, in bytes, a token may be too large for the headers of a request.
const LARGE: usize = 1 << 19;

/// A grant, and the method of the API that shows best what it is for.
const GRANTS: [(&str, &str, &str); 7] = [
    ("video", "roomRecord", "ListEgress"),
    ("video", "ingressAdmin", "ListIngress"),
    ("sip", "call", "CreateSIPParticipant"),
    ("sip", "admin", "ListSIPTrunk"),
    ("video", "roomCreate", "CreateRoom"),
    ("video", "roomList", "ListRooms"),
    ("video", "roomAdmin", "ListParticipants"),
];

/// What the request was for, as the paste shows it: the endpoint next to the answer, or else next to the token.
pub fn asked(evidence: &Evidence) -> Option<&Endpoint> {
    let token = evidence.token().and_then(|token| token.spans.first());
    let place = evidence.answer().map(|(_, span)| span).or(token);
    let distance = |span: Span| {
        place.map_or(0, |place| {
            let before = place.start.saturating_sub(span.end);
            before.max(span.start.saturating_sub(place.end))
        })
    };
    let named = |endpoint: &Endpoint| {
        *endpoint
            != (Endpoint::Api {
                method: String::new(),
            })
    };
    let endpoints = || evidence.paste.endpoints.iter();
    let nearest = endpoints().min_by_key(|(_, span)| distance(*span))?;
    // The name of the method may be some lines further on.
    let is_api = |endpoint: &Endpoint| matches!(endpoint, Endpoint::Api { .. });
    let of_api = endpoints()
        .filter(|(endpoint, _)| is_api(endpoint) && named(endpoint))
        .min_by_key(|(_, span)| distance(*span));
    match of_api {
        Some((method, _)) if !named(&nearest.0) => Some(method),
        _ => Some(&nearest.0),
    }
}

/// The method that a paste without a request names in its words, beside the answer of the API to a token without the grant.
pub fn told(evidence: &Evidence) -> Option<(String, &'static Method)> {
    let (reading, _) = evidence.answer()?;
    let of_reason = answer::meaning(reading.kinds[0]).code;
    let is_denied = of_reason == Code::Answer(answer::Code::MissingGrant);
    let is_open = match asked(evidence) {
        None => true,
        Some(Endpoint::Api { method }) => method.is_empty(),
        Some(Endpoint::Join | Endpoint::Agent) => false,
    };
    (is_denied && is_open)
        .then(|| server::method_in(&evidence.text))
        .flatten()
}

/// What the token is for.
pub fn of_token(evidence: &Evidence, token: &Token) -> Purpose {
    let shown = match asked(evidence) {
        Some(Endpoint::Join) => Some(Purpose::Join),
        Some(Endpoint::Agent) => Some(Purpose::Agent),
        Some(Endpoint::Api { method }) => of_method(method),
        None => None,
    };
    let told = || told(evidence).map(|(path, method)| Purpose::Api(path, method, None));
    match shown.or_else(told) {
        Some(Purpose::Api(path, method, _)) => {
            let room = room_of_call(evidence).map(Into::into);
            Purpose::Api(path, method, room)
        }
        Some(purpose) => purpose,
        None => of_grants(token),
    }
}

/// How far from the refusal a room is looked for, in bytes.
const REACH: usize = 400;

/// The room of a call that was refused for want of a permission: the only one that its JSON names shortly before or behind the
/// answer.
fn room_of_call(evidence: &Evidence) -> Option<&str> {
    let (reading, answer) = evidence.answer()?;
    let is_denied =
        answer::meaning(reading.kinds[0]).code == Code::Answer(answer::Code::MissingGrant);
    let text = &evidence.text;
    // The room of a pasted payload is the token's own.
    let is_of_token = |at: usize| {
        let mut spans = evidence.tokens.iter().flat_map(|token| &token.spans);
        spans.any(|span| span.start <= at && at < span.end)
    };
    let mut rooms = text.match_indices("\"room\"").filter_map(|(at, name)| {
        let is_near = at + REACH > answer.start && at < answer.end + REACH;
        let value = text[at + name.len()..].trim_start().strip_prefix(':')?;
        let (room, _) = value.trim_start().strip_prefix('"')?.split_once('"')?;
        (is_near && !room.is_empty() && !is_of_token(at)).then_some(room)
    });
    let room = rooms.next().filter(|_| is_denied)?;
    rooms.all(|other| other == room).then_some(room)
}

/// What the grants of a token permit, as far as they say; otherwise to join.
pub fn of_grants(token: &Token) -> Purpose {
    let grants = || {
        let set = token.jws.claims_set()?;
        let has = |object: &str, name: &str| {
            let grant = set.member(object).and_then(|object| object.member(name));
            grant.and_then(Value::boolean) == Some(true)
        };
        if has("video", "roomJoin") {
            return None;
        }
        if has("video", "agent") {
            return Some(Purpose::Agent);
        }
        let mut grants = GRANTS.into_iter();
        if let Some((.., method)) = grants.find(|(object, name, _)| has(object, name)) {
            return of_method(method);
        }
        let is_webhook = set.member("sha256").is_some() && set.member("video").is_none();
        is_webhook.then_some(Purpose::Webhook)
    };
    grants().unwrap_or(Purpose::Join)
}

fn of_method(name: &str) -> Option<Purpose> {
    let (path, method) = server::method(name)?;
    Some(Purpose::Api(path, method, None))
}

impl Purpose {
    /// The request by which the token is judged.
    pub fn question(&self, token: &Token) -> Question {
        let call = |method: &str, target: &str, headers: &[(&str, &str)], body: String| {
            let text = token.jws.text.clone();
            let mut sent = vec![(b"Authorization".to_vec(), format!("Bearer {text}").into())];
            let headers = headers.iter();
            sent.extend(headers.map(|(name, value)| (name.as_bytes().into(), (*value).into())));
            Question::Call(Call {
                method: method.to_owned(),
                target: target.to_owned(),
                headers: sent,
                body: body.into_bytes(),
                span: Span::new(0, 0),
                token: Some(CarriedToken {
                    place: TokenPlace::Header,
                    text,
                }),
            })
        };
        match self {
            // How the client SDKs ask says nothing about the size of the request, which Go's server limits first.
            Self::Join if token.jws.text.len() > LARGE => {
                call("GET", "/rtc/validate", &[], String::new())
            }
            Self::Join => Question::Join,
            // There the server checks key, signature and time alone.
            Self::Webhook => call("GET", "/", &[], String::new()),
            Self::Agent => {
                let web_socket = [("Connection", "Upgrade"), ("Upgrade", "websocket")];
                call("GET", "/agent", &web_socket, String::new())
            }
            Self::Api(path, method, room) => {
                let json = [("Content-Type", "application/json")];
                call("POST", path, &json, body(method, token, room.as_deref()))
            }
        }
    }
}

/// The request of a method for this room, or else for the rooms that the token names.
fn body(method: &Method, token: &Token, room: Option<&str>) -> String {
    let video = token.jws.claims_set().and_then(|set| set.member("video"));
    let claim = |name| {
        video
            .and_then(|video| video.member(name))
            .and_then(Value::string)
    };
    let members = method.rooms().map(|field| {
        let value = match field {
            "destination_room" => claim("destinationRoom"),
            "participant_identity" => Some("x".into()),
            _ => room.map(Into::into).or_else(|| claim("room")),
        };
        // Every such call names a room.
        let value = value.filter(|value| !value.is_empty());
        let value = value.unwrap_or_else(|| "my-room".into());
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{field}\":\"{value}\"")
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}
