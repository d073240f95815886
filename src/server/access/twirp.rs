//! The Twirp API: routes, request bodies and grants (generated code of twirp v8; pkg/service/auth.go), and what a server
//! without rooms, participants and Redis answers where all of these are right.

use std::borrow::Cow;

use super::methods::{self, Method, Need};
use super::{Answer, Asks, MAX_ATTRIBUTES, MAX_METADATA, MAX_NAME, plain, protobuf};
use crate::server::grants::Video;
use crate::server::refusal::{ApiError, BadRoute, Form, Refusal, api as faults};
use crate::server::refuse;
use crate::server::release::{ReleaseRange, v};
use crate::text::json::{Document, Kind, Value};

/// Before, a token without `video` made these checks dereference nil.
const CHECKS_VIDEO: ReleaseRange = ReleaseRange::since(3, 5);
const INGRESS_ADMIN: ReleaseRange = ReleaseRange::since(3, 0);
const SIP_GRANTS: ReleaseRange = ReleaseRange::since(6, 3);
const OLD_MAX_SIZE: usize = 64_000;
/// `ListEgress` without Redis dereferences nil; measured on v1.5.1 to v1.9.1.
const PANICS: ReleaseRange = ReleaseRange::between(v(5, 1), v(9, 1));
/// `DeleteRoom` looks whether there is such a room.
const DELETE_LOOKS: ReleaseRange = ReleaseRange::since(5, 1);

/// What a path of the API answers; `None` where there is no such service.
pub(super) fn answer(asks: Asks, path: &[u8]) -> Option<Answer> {
    let rest = path.strip_prefix(b"/twirp/livekit.")?;
    let (service, method) = rest.split_at(rest.iter().position(|&byte| byte == b'/')?);
    let service = methods::service(service, asks.release)?;
    let method = service.method(&method[1..], asks.release);
    let result = route(asks, method).and_then(|(method, is_json)| {
        let request = Fields::read(asks.incoming.body, is_json, method)?;
        permit(asks, method, &request)?;
        let body = perform(asks, method, &request)?;
        Ok(if is_json { body } else { "" })
    });
    Some(match result {
        Ok(body) => plain(200, body),
        Err(refusal) => refuse(refusal, Form::Twirp, asks.release, &[]),
    })
}

/// The method, and whether its request is JSON.
fn route<'m>(asks: Asks, method: Option<&'m Method>) -> Result<(&'m Method, bool), Refusal> {
    let bad = |why| Refusal::BadRoute {
        why,
        method: asks.incoming.method.to_owned(),
        path: asks.incoming.path.clone(),
    };
    if asks.incoming.method != "POST" {
        return Err(bad(BadRoute::Method));
    }
    let method = method.ok_or_else(|| bad(BadRoute::Path))?;
    let content_type = asks.incoming.header("Content-Type").unwrap_or_default();
    let end = content_type.iter().position(|&byte| byte == b';');
    let media_type = content_type[..end.unwrap_or(content_type.len())].trim_ascii();
    match media_type.to_ascii_lowercase().as_slice() {
        b"application/json" => Ok((method, true)),
        b"application/protobuf" => Ok((method, false)),
        _ => Err(bad(BadRoute::ContentType(content_type.into_owned()))),
    }
}

/// The fields of a request that are looked at.
struct Fields {
    texts: Vec<(&'static str, String)>,
    /// Keys and values of `attributes`, in bytes.
    attributes: usize,
    /// Whether `input_type` is one of those that there are.
    is_input_known: bool,
}

impl Fields {
    fn get(&self, name: &str) -> &str {
        let mut texts = self.texts.iter();
        texts
            .find(|(found, _)| *found == name)
            .map_or("", |(_, text)| text)
    }

    fn read(body: &[u8], is_json: bool, method: &Method) -> Result<Self, Refusal> {
        let mut fields = Self {
            texts: Vec::new(),
            attributes: 0,
            is_input_known: true,
        };
        let (read, fault) = if is_json {
            (fields.read_json(body, method), &faults::JSON_BODY)
        } else {
            (fields.read_protobuf(body, method), &faults::PROTOBUF_BODY)
        };
        read.map(|()| fields).ok_or(Refusal::Api(fault))
    }

    /// The first JSON value of the body; what follows it is not looked at.
    fn read_json(&mut self, body: &[u8], method: &Method) -> Option<()> {
        let (document, error) = Document::read_prefix(body.to_vec());
        let root = document.root()?;
        let is_whole = error.is_none_or(|error| error.expected == "nothing more");
        if !is_whole || root.kind() != Kind::Object {
            return None;
        }
        for &(name, _) in method.fields {
            let mut values = root.members().filter(|(found, _)| {
                let found = found.string().unwrap_or_default();
                found == name || is_camel_case(&found, name)
            });
            let value = values.next().map(|(_, value)| value);
            if values.next().is_some() {
                return None;
            }
            if let Some(value) = value.filter(|value| value.kind() != Kind::Null) {
                self.set_json(name, value)?;
            }
        }
        Some(())
    }

    fn set_json(&mut self, name: &'static str, value: Value) -> Option<()> {
        match name {
            "attributes" => {
                for (key, value) in value.members() {
                    let key = key.string().unwrap_or_default();
                    self.attributes += key.len() + value.string()?.len();
                }
                (value.kind() == Kind::Object).then_some(())
            }
            "input_type" => {
                let names = ["RTMP_INPUT", "WHIP_INPUT", "URL_INPUT"];
                let number = value
                    .number()
                    .map(|number| number.parse::<u32>().is_ok_and(|n| n < 3));
                let name = value.string().map(|name| names.contains(&&*name));
                self.is_input_known = number.or(name)?;
                Some(())
            }
            _ => {
                self.texts.push((name, value.string()?.into_owned()));
                Some(())
            }
        }
    }

    fn read_protobuf(&mut self, body: &[u8], method: &Method) -> Option<()> {
        let found = protobuf::fields(body)?;
        for &(name, number) in method.fields {
            if name == "attributes" {
                let entries = found.iter().filter_map(|field| field.bytes(number));
                self.attributes = entries.map(|entry| entry.len().saturating_sub(4)).sum();
            } else if name == "input_type" {
                let value = found.iter().rev().find_map(|field| field.varint(number));
                self.is_input_known = value.unwrap_or_default() < 3;
            } else if let Some(text) = found.iter().rev().find_map(|field| field.bytes(number)) {
                let text: Cow<str> = std::str::from_utf8(text).ok()?.into();
                self.texts.push((name, text.into_owned()));
            }
        }
        Some(())
    }
}

/// Whether `found` is `name` of a proto file in lower camel case.
fn is_camel_case(found: &str, name: &str) -> bool {
    let mut found = found.chars();
    let mut raise = false;
    for character in name.chars() {
        if character == '_' {
            raise = true;
            continue;
        }
        let expected = if raise {
            character.to_ascii_uppercase()
        } else {
            character
        };
        raise = false;
        if found.next() != Some(expected) {
            return false;
        }
    }
    found.next().is_none()
}

/// Whether the grants permit the method.
fn permit(asks: Asks, method: &Method, request: &Fields) -> Result<(), Refusal> {
    let release = asks.release;
    let sizes_first = release.supports(faults::SIZES_FIRST);
    if sizes_first && matches!(method.name, "UpdateParticipant" | "UpdateRoomMetadata") {
        check_sizes(asks, request)?;
    }
    if method.name == "StartEgress" {
        fault(asks, &[&faults::NOT_IMPLEMENTED])?;
    }
    if method.name == "CreateIngress" && !request.is_input_known {
        return Err(Refusal::Api(&faults::INGRESS_TYPE));
    }
    let missing = |grant| Err(Refusal::MissingGrant { grant });
    let needs = |granted: bool, grant| if granted { Ok(()) } else { missing(grant) };
    let admin = |room: &str| {
        let video = video(asks)?;
        needs(video.room_admin, "video.roomAdmin")?;
        same_room(&video.room, room)
    };
    match method.need {
        Need::RoomCreate => needs(pointed(asks)?.room_create, "video.roomCreate"),
        Need::RoomList => needs(pointed(asks)?.room_list, "video.roomList"),
        Need::RoomRecord => needs(pointed(asks)?.room_record, "video.roomRecord"),
        Need::IngressAdmin if release.supports(INGRESS_ADMIN) => {
            needs(pointed(asks)?.ingress_admin, "video.ingressAdmin")
        }
        Need::IngressAdmin => {
            let video = video(asks)?;
            needs(video.room_join, "video.roomJoin")?;
            let room = request.get("room_name");
            if room.is_empty() {
                Ok(())
            } else {
                same_room(&video.room, room)
            }
        }
        Need::RoomAdmin => admin(request.get("room")),
        Need::DestinationRoom => {
            admin(request.get("room"))?;
            same_room(
                &video(asks)?.destination_room,
                request.get("destination_room"),
            )
        }
        Need::SipAdmin | Need::SipCall if !release.supports(SIP_GRANTS) => Ok(()),
        Need::SipAdmin => needs(sip(asks).is_some_and(|sip| sip.admin), "sip.admin"),
        Need::SipCall => needs(sip(asks).is_some_and(|sip| sip.call), "sip.call"),
        Need::Transfer => {
            let room = request.get("room_name");
            if room.is_empty() {
                return Err(Refusal::Api(&faults::TRANSFER_ROOM));
            }
            if request.get("participant_identity").is_empty() {
                return Err(Refusal::Api(&faults::TRANSFER_IDENTITY));
            }
            needs(sip(asks).is_some_and(|sip| sip.call), "sip.call")?;
            admin(room)
        }
    }
}

fn video(asks: Asks<'_>) -> Result<&Video, Refusal> {
    let token = asks.token.ok_or(Refusal::NoToken)?;
    token.grants.video.as_ref().ok_or(Refusal::NoVideoGrant)
}

/// The same for the checks that once did not look whether there is a `video` grant.
fn pointed(asks: Asks<'_>) -> Result<&Video, Refusal> {
    match video(asks) {
        Err(Refusal::NoVideoGrant) if !asks.release.supports(CHECKS_VIDEO) => {
            Err(Refusal::Api(&faults::PANIC))
        }
        result => result,
    }
}

fn sip(asks: Asks) -> Option<crate::server::grants::Sip> {
    asks.token.and_then(|token| token.grants.sip)
}

fn same_room(granted: &str, asked: &str) -> Result<(), Refusal> {
    if granted == asked {
        return Ok(());
    }
    Err(Refusal::OtherRoom {
        granted: granted.to_owned(),
        asked: asked.to_owned(),
    })
}

fn check_sizes(asks: Asks, request: &Fields) -> Result<(), Refusal> {
    let new = asks.release.supports(faults::NEW_SIZES);
    let (metadata, attributes) = if new {
        (MAX_METADATA, MAX_ATTRIBUTES)
    } else {
        (OLD_MAX_SIZE, OLD_MAX_SIZE)
    };
    let check = |fits: bool, alternatives: &[&'static ApiError]| {
        if fits {
            Ok(())
        } else {
            fault(asks, alternatives)
        }
    };
    check(request.get("name").len() <= MAX_NAME, &[&faults::NAME_SIZE])?;
    check(
        request.get("metadata").len() <= metadata,
        &[&faults::METADATA_SIZE, &faults::METADATA_SIZE_OLD],
    )?;
    check(
        request.attributes <= attributes,
        &[&faults::ATTRIBUTES_SIZE, &faults::ATTRIBUTES_SIZE_OLD],
    )
}

/// The first of some faults that the release has; none, if it has none.
fn fault(asks: Asks, alternatives: &[&'static ApiError]) -> Result<(), Refusal> {
    ApiError::of(alternatives, asks.release).map_or(Ok(()), |fault| Err(Refusal::Api(fault)))
}

/// What happens then on a server without rooms, participants and Redis: the body of a success, or what is missing.
fn perform(asks: Asks, method: &Method, request: &Fields) -> Result<&'static str, Refusal> {
    let release = asks.release;
    let panics = match method.need {
        Need::RoomRecord => method.name == "ListEgress" && release.supports(PANICS),
        Need::IngressAdmin => !release.supports(INGRESS_ADMIN),
        _ => false,
    };
    if panics {
        return Err(Refusal::Api(&faults::PANIC));
    }
    let is_empty = |name| request.get(name).is_empty();
    let wrong: &[&'static ApiError] = match (method.need, method.name) {
        (Need::RoomRecord, _) => &[&faults::EGRESS],
        (Need::IngressAdmin, _) => &[&faults::INGRESS],
        (Need::SipAdmin | Need::SipCall, _) => &[&faults::SIP],
        (Need::DestinationRoom, _) if request.get("room") == request.get("destination_room") => {
            &[&faults::SAME_ROOM]
        }
        (_, "CreateRoom") if request.get("name").len() > MAX_NAME => {
            &[&faults::ROOM_NAME_MAX, &faults::ROOM_NAME]
        }
        (_, "DeleteRoom") if !release.supports(DELETE_LOOKS) => &[],
        (_, "DeleteRoom") => &[&faults::ROOM_NOT_FOUND, &faults::ROOM_UNKNOWN],
        (_, "UpdateRoomMetadata") => &[&faults::ROOM_UNKNOWN, &faults::ROOM_UNKNOWN_OLD],
        (Need::Transfer, _) | (_, "GetParticipant" | "RemoveParticipant" | "UpdateParticipant") => {
            &[
                &faults::PARTICIPANT_UNKNOWN,
                &faults::PARTICIPANT_UNKNOWN_OLD,
            ]
        }
        (_, "PerformRpc") if is_empty("destination_identity") => &[&faults::RPC_IDENTITY],
        _ => &[],
    };
    fault(asks, wrong)?;
    Ok(match method.name {
        "ListRooms" => "{\"rooms\":[]}",
        "ListParticipants" => "{\"participants\":[]}",
        _ => "{}",
    })
}
