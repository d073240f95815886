//! The Twirp API: routes, request bodies and grants (generated code of twirp v8; pkg/service/auth.go), and the answer
//! of a server without rooms, participants and Redis if all of these are right.

use std::borrow::Cow;

use super::context::{MAX_ATTRIBUTES, MAX_METADATA, RequestContext};
use super::methods::{self, Method, Need};
use super::protobuf;
use crate::livekit::grants::Grant;
use crate::server::answer::{Answer, plain, refuse};
use crate::server::grants::{Sip, Video};
use crate::server::join::{self, MAX_NAME};
use crate::server::refusal::{ApiError, BadRoute, Refusal, RequestRefusal};
use crate::server::release::{ReleaseRange, v};
use crate::server::wording::Form;
use crate::server::wording::api::{self, NEW_SIZES, SIZES_FIRST};
use crate::text::json::{Document, Kind, Value};

/// Before, a token without `video` made these checks dereference nil.
const CHECKS_VIDEO: ReleaseRange = ReleaseRange::since(3, 5);
const INGRESS_ADMIN: ReleaseRange = ReleaseRange::since(3, 0);
const SIP_GRANTS: ReleaseRange = ReleaseRange::since(6, 3);
const OLD_MAX_SIZE: usize = 64_000;
/// `ListEgress` without Redis dereferences nil; measured on v1.5.1 to v1.9.1.
const PANICS: ReleaseRange = ReleaseRange::between(v(5, 1), v(9, 1));
/// `DeleteRoom` checks whether the room exists.
const DELETE_LOOKS: ReleaseRange = ReleaseRange::since(5, 1);

/// The answer to a path of the API; `None` if there is no such service.
pub(super) fn answer(context: RequestContext, path: &[u8]) -> Option<Answer> {
    let rest = path.strip_prefix(b"/twirp/livekit.")?;
    let (service, method) = rest.split_at(rest.iter().position(|&byte| byte == b'/')?);
    let service = methods::service(service, context.release)?;
    let method = service.method(&method[1..], context.release);
    let result = route(context, method).and_then(|(method, is_json)| {
        let request = Fields::read(context.incoming.body, is_json, method)?;
        permit(context, method, &request)?;
        let body = perform(context, method, &request)?;
        Ok(if is_json { body } else { "" })
    });
    Some(match result {
        Ok(body) => plain(200, body),
        Err(refusal) => refuse(refusal, Form::Twirp, context.release, &[]),
    })
}

/// The method, and whether its request is JSON.
fn route<'m>(
    context: RequestContext,
    method: Option<&'m Method>,
) -> Result<(&'m Method, bool), Refusal> {
    let bad = |why| {
        Refusal::from(RequestRefusal::BadRoute {
            why,
            method: context.incoming.method.to_owned(),
            path: context.incoming.path.clone(),
        })
    };
    if context.incoming.method != "POST" {
        return Err(bad(BadRoute::Method));
    }
    let method = method.ok_or_else(|| bad(BadRoute::Path))?;
    let content_type = context.incoming.header("Content-Type").unwrap_or_default();
    let end = content_type.iter().position(|&byte| byte == b';');
    let media_type = content_type[..end.unwrap_or(content_type.len())].trim_ascii();
    match media_type.to_ascii_lowercase().as_slice() {
        b"application/json" => Ok((method, true)),
        b"application/protobuf" => Ok((method, false)),
        _ => Err(bad(BadRoute::ContentType(content_type.into_owned()))),
    }
}

/// The fields of a request that are checked.
struct Fields {
    texts: Vec<(&'static str, String)>,
    /// Total length of the keys and values of `attributes`, in bytes.
    attributes: usize,
    /// Whether `input_type` is one of the defined ones.
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
            (fields.read_json(body, method), ApiError::JsonBody)
        } else {
            (fields.read_protobuf(body, method), ApiError::ProtobufBody)
        };
        read.map(|()| fields)
            .ok_or(RequestRefusal::Api(fault).into())
    }

    /// The first JSON value in the body; the text after it is not checked.
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
fn permit(context: RequestContext, method: &Method, request: &Fields) -> Result<(), Refusal> {
    let release = context.release;
    let sizes_first = release.supports(SIZES_FIRST);
    if sizes_first && matches!(method.name, "UpdateParticipant" | "UpdateRoomMetadata") {
        check_sizes(context, request)?;
    }
    if method.name == "StartEgress" {
        fault(context, &[ApiError::NotImplemented])?;
    }
    if method.name == "CreateIngress" && !request.is_input_known {
        return Err(RequestRefusal::Api(ApiError::IngressType).into());
    }
    let missing = |grant| Err(RequestRefusal::MissingGrant { grant }.into());
    let needs = |granted: bool, grant| if granted { Ok(()) } else { missing(grant) };
    let admin = |room: &str| {
        let video = video(context)?;
        needs(video.room_admin, Grant::RoomAdmin)?;
        same_room(&video.room, room)
    };
    match method.need {
        Need::RoomCreate => needs(pointed(context)?.room_create, Grant::RoomCreate),
        Need::RoomList => needs(pointed(context)?.room_list, Grant::RoomList),
        Need::RoomRecord => needs(pointed(context)?.room_record, Grant::RoomRecord),
        Need::IngressAdmin if release.supports(INGRESS_ADMIN) => {
            needs(pointed(context)?.ingress_admin, Grant::IngressAdmin)
        }
        Need::IngressAdmin => {
            let video = video(context)?;
            needs(video.room_join, Grant::RoomJoin)?;
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
                &video(context)?.destination_room,
                request.get("destination_room"),
            )
        }
        Need::SipAdmin | Need::SipCall if !release.supports(SIP_GRANTS) => Ok(()),
        Need::SipAdmin => needs(sip(context).is_some_and(|sip| sip.admin), Grant::SipAdmin),
        Need::SipCall => needs(sip(context).is_some_and(|sip| sip.call), Grant::SipCall),
        Need::Transfer => {
            let room = request.get("room_name");
            if room.is_empty() {
                return Err(RequestRefusal::Api(ApiError::TransferWithoutRoom).into());
            }
            if request.get("participant_identity").is_empty() {
                return Err(RequestRefusal::Api(ApiError::TransferWithoutIdentity).into());
            }
            needs(sip(context).is_some_and(|sip| sip.call), Grant::SipCall)?;
            admin(room)
        }
    }
}

fn video(context: RequestContext<'_>) -> Result<&Video, Refusal> {
    join::video(context.token).map(|(_, video)| video)
}

/// The same for the checks that once did not test for a `video` grant.
fn pointed(context: RequestContext<'_>) -> Result<&Video, Refusal> {
    match video(context) {
        Err(Refusal::NoVideoGrant) if !context.release.supports(CHECKS_VIDEO) => {
            Err(RequestRefusal::Api(ApiError::Panic).into())
        }
        result => result,
    }
}

fn sip(context: RequestContext) -> Option<Sip> {
    context.token.and_then(|token| token.grants.sip)
}

fn same_room(granted: &str, asked: &str) -> Result<(), Refusal> {
    if granted == asked {
        return Ok(());
    }
    Err(RequestRefusal::OtherRoom {
        granted: granted.to_owned(),
        asked: asked.to_owned(),
    }
    .into())
}

fn check_sizes(context: RequestContext, request: &Fields) -> Result<(), Refusal> {
    let new = context.release.supports(NEW_SIZES);
    let (metadata, attributes) = if new {
        (MAX_METADATA, MAX_ATTRIBUTES)
    } else {
        (OLD_MAX_SIZE, OLD_MAX_SIZE)
    };
    let check = |fits: bool, alternatives: &[ApiError]| {
        if fits {
            Ok(())
        } else {
            fault(context, alternatives)
        }
    };
    check(
        request.get("name").len() <= MAX_NAME,
        &[ApiError::NameTooLong],
    )?;
    check(
        request.get("metadata").len() <= metadata,
        &[ApiError::MetadataTooLarge],
    )?;
    check(
        request.attributes <= attributes,
        &[ApiError::AttributesTooLarge],
    )
}

/// The first of several faults that the release has; `Ok` if it has none.
fn fault(context: RequestContext, alternatives: &[ApiError]) -> Result<(), Refusal> {
    let is_known = |error: &&ApiError| api::text(**error, context.release).is_some();
    match alternatives.iter().find(is_known) {
        Some(error) => Err(RequestRefusal::Api(*error).into()),
        None => Ok(()),
    }
}

/// The result on a server without rooms, participants and Redis: the body of a success, or the missing thing.
fn perform(
    context: RequestContext,
    method: &Method,
    request: &Fields,
) -> Result<&'static str, Refusal> {
    let release = context.release;
    let panics = match method.need {
        Need::RoomRecord => method.name == "ListEgress" && release.supports(PANICS),
        Need::IngressAdmin => !release.supports(INGRESS_ADMIN),
        _ => false,
    };
    if panics {
        return Err(RequestRefusal::Api(ApiError::Panic).into());
    }
    let is_empty = |name| request.get(name).is_empty();
    let wrong: &[ApiError] = match (method.need, method.name) {
        (Need::RoomRecord, _) => &[ApiError::NoEgress],
        (Need::IngressAdmin, _) => &[ApiError::NoIngress],
        (Need::SipAdmin | Need::SipCall, _) => &[ApiError::NoSip],
        (Need::DestinationRoom, _) if request.get("room") == request.get("destination_room") => {
            &[ApiError::SameRoom]
        }
        (_, "CreateRoom") if request.get("name").len() > MAX_NAME => &[ApiError::RoomNameTooLong],
        (_, "DeleteRoom") if !release.supports(DELETE_LOOKS) => &[],
        (_, "DeleteRoom") => &[ApiError::RoomNotFound, ApiError::RoomUnknown],
        (_, "UpdateRoomMetadata") => &[ApiError::RoomUnknown],
        (Need::Transfer, _) | (_, "GetParticipant" | "RemoveParticipant" | "UpdateParticipant") => {
            &[ApiError::ParticipantUnknown]
        }
        (_, "PerformRpc") if is_empty("destination_identity") => &[ApiError::RpcWithoutIdentity],
        _ => &[],
    };
    fault(context, wrong)?;
    Ok(match method.name {
        "ListRooms" => "{\"rooms\":[]}",
        "ListParticipants" => "{\"participants\":[]}",
        _ => "{}",
    })
}
