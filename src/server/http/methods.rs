//! The services and methods of the Twirp API, and the grants that each requires (`livekit_room.proto` and others,
//! pkg/service).

use crate::livekit::grants::Grant;
use crate::server::release::{Release, ReleaseRange, v};

/// The requirement of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// `video.roomCreate`.
    RoomCreate,
    /// `video.roomList`.
    RoomList,
    /// `video.roomRecord`.
    RoomRecord,
    /// `video.roomAdmin`, and `video.room` as in the request.
    RoomAdmin,
    /// The same, and `video.destinationRoom` as in the request.
    DestinationRoom,
    /// `video.ingressAdmin`; before v1.3.0 `video.roomJoin`, and `video.room` as in the request.
    IngressAdmin,
    /// `sip.admin`, from v1.6.3 on.
    SipAdmin,
    /// `sip.call`, from v1.6.3 on.
    SipCall,
    /// `sip.call`, and the requirement of [`Self::RoomAdmin`].
    Transfer,
}

/// A method of a service.
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// Its requirement.
    pub(super) need: Need,
    releases: ReleaseRange,
    /// The numbers of the request's fields that are checked, by their names in the proto file.
    pub(super) fields: &'static [(&'static str, u64)],
}

impl Method {
    /// The grant that it requires, which may require more.
    pub fn grant(&self) -> Grant {
        match self.need {
            Need::RoomCreate => Grant::RoomCreate,
            Need::RoomList => Grant::RoomList,
            Need::RoomRecord => Grant::RoomRecord,
            Need::RoomAdmin => Grant::RoomAdmin,
            Need::DestinationRoom => Grant::DestinationRoom,
            Need::IngressAdmin => Grant::IngressAdmin,
            Need::SipAdmin => Grant::SipAdmin,
            Need::SipCall | Need::Transfer => Grant::SipCall,
        }
    }

    /// The fields of the request that name a room, which must be the token's, and those that must not be empty.
    pub fn rooms(&self) -> impl Iterator<Item = &'static str> {
        let names = self.fields.iter().map(|(name, _)| *name);
        let is_admin = matches!(
            self.need,
            Need::RoomAdmin | Need::DestinationRoom | Need::Transfer
        );
        names.filter(move |name| {
            is_admin
                && matches!(
                    *name,
                    "room" | "room_name" | "destination_room" | "participant_identity"
                )
        })
    }
}

/// A method, and its path, by its name in any language: `ListRooms`, `listRooms` and `list_rooms` are one.
///
/// ```
/// use why401::server::method;
///
/// let (path, method) = method("create_sip_participant").unwrap();
/// assert_eq!(path, "/twirp/livekit.SIP/CreateSIPParticipant");
/// assert_eq!(method.grant().claim(), "sip.call");
/// ```
pub fn by_name(name: &str) -> Option<(String, &'static Method)> {
    let name = name.replace('_', "");
    let methods = SERVICES.iter().flat_map(|service| {
        let methods = service.methods.iter();
        methods.map(move |method| (service.name, method))
    });
    let mut methods = methods.filter(|(_, method)| method.name.eq_ignore_ascii_case(&name));
    let (service, method) = methods.next()?;
    Some((format!("/twirp/livekit.{service}/{}", method.name), method))
}

/// The method, and its path, that the first such word of a text names in some language, or its request: `createIngress`,
/// `track_egress_request`.
pub fn first_in(text: &str) -> Option<(String, &'static Method)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words = text.split(|c| !is_name(c));
    // A plain word is no method, and a list of them stops nobody. The shortest name, `SendData`, has eight letters.
    let words = words.filter(|word| word.len() >= 8 && !word.starts_with(char::is_numeric));
    words.take(WORDS).find_map(|word| {
        let word = word.strip_suffix("Request").unwrap_or(word);
        by_name(word).or_else(|| by_name(&format!("Start{word}")))
    })
}

/// How many words of a text are compared with the names of methods.
const WORDS: usize = 2000;

/// A service of the API.
pub(super) struct Service {
    name: &'static str,
    methods: &'static [Method],
    releases: ReleaseRange,
}

/// The service `livekit.Name`.
pub(super) fn service(name: &[u8], release: &Release) -> Option<&'static Service> {
    let mut services = SERVICES.iter();
    services.find(|found| found.name.as_bytes() == name && release.supports(found.releases))
}

impl Service {
    /// The method with this name.
    pub(super) fn method(&self, name: &[u8], release: &Release) -> Option<&'static Method> {
        let mut methods = self.methods.iter();
        methods.find(|found| found.name.as_bytes() == name && release.supports(found.releases))
    }
}

/// Whether a path is a service without its last slash.
pub(super) fn is_service(path: &[u8], release: &Release) -> bool {
    path.strip_prefix(b"/twirp/livekit.")
        .is_some_and(|name| service(name, release).is_some())
}

const fn method(name: &'static str, need: Need) -> Method {
    Method {
        name,
        need,
        releases: ReleaseRange::ALWAYS,
        fields: &[],
    }
}

impl Method {
    const fn since(self, minor: u8, patch: u8) -> Self {
        Self {
            releases: ReleaseRange::since(minor, patch),
            ..self
        }
    }

    const fn until(self, minor: u8, patch: u8) -> Self {
        Self {
            releases: ReleaseRange::between(self.releases.since, v(minor, patch)),
            ..self
        }
    }

    const fn with(self, fields: &'static [(&'static str, u64)]) -> Self {
        Self { fields, ..self }
    }
}

const ROOM: &[(&str, u64)] = &[("room", 1)];
const ROOM_2: &[(&str, u64)] = &[("room", 2)];
const BOTH_ROOMS: &[(&str, u64)] = &[("room", 1), ("destination_room", 3)];

use Need::{
    DestinationRoom, IngressAdmin, RoomAdmin, RoomCreate, RoomList, RoomRecord, SipAdmin, SipCall,
    Transfer,
};

static SERVICES: [Service; 5] = [
    Service {
        name: "RoomService",
        releases: ReleaseRange::ALWAYS,
        methods: &[
            method("CreateRoom", RoomCreate).with(&[("name", 1)]),
            method("ListRooms", RoomList),
            method("DeleteRoom", RoomCreate),
            method("ListParticipants", RoomAdmin).with(ROOM),
            method("GetParticipant", RoomAdmin).with(ROOM),
            method("RemoveParticipant", RoomAdmin).with(ROOM),
            method("MutePublishedTrack", RoomAdmin).with(ROOM),
            method("UpdateParticipant", RoomAdmin).with(&[
                ("room", 1),
                ("metadata", 3),
                ("name", 5),
                ("attributes", 6),
            ]),
            method("UpdateSubscriptions", RoomAdmin).with(ROOM),
            method("SendData", RoomAdmin).with(ROOM),
            method("UpdateRoomMetadata", RoomAdmin).with(&[("room", 1), ("metadata", 2)]),
            method("ForwardParticipant", DestinationRoom)
                .since(9, 0)
                .with(BOTH_ROOMS),
            method("MoveParticipant", DestinationRoom)
                .since(9, 0)
                .with(BOTH_ROOMS),
            method("PerformRpc", RoomAdmin)
                .since(9, 2)
                .with(&[("room", 1), ("destination_identity", 2)]),
        ],
    },
    Service {
        name: "Egress",
        releases: ReleaseRange::ALWAYS,
        methods: &[
            method("StartEgress", RoomRecord).since(13, 0),
            method("StartRoomCompositeEgress", RoomRecord),
            method("StartWebEgress", RoomRecord),
            method("StartParticipantEgress", RoomRecord).since(5, 1),
            method("StartTrackCompositeEgress", RoomRecord),
            method("StartTrackEgress", RoomRecord),
            method("UpdateLayout", RoomRecord),
            method("UpdateStream", RoomRecord),
            method("ListEgress", RoomRecord),
            method("StopEgress", RoomRecord),
        ],
    },
    Service {
        name: "Ingress",
        releases: ReleaseRange::ALWAYS,
        methods: &[
            method("CreateIngress", IngressAdmin).with(&[("input_type", 1), ("room_name", 3)]),
            method("UpdateIngress", IngressAdmin).with(&[("room_name", 3)]),
            method("ListIngress", IngressAdmin).with(&[("room_name", 1)]),
            method("DeleteIngress", IngressAdmin),
        ],
    },
    Service {
        name: "SIP",
        releases: ReleaseRange::since(5, 2),
        methods: &[
            method("CreateSIPTrunk", SipAdmin).until(8, 4),
            method("ListSIPTrunk", SipAdmin),
            method("CreateSIPInboundTrunk", SipAdmin).since(7, 1),
            method("CreateSIPOutboundTrunk", SipAdmin).since(7, 1),
            method("UpdateSIPInboundTrunk", SipAdmin).since(9, 0),
            method("UpdateSIPOutboundTrunk", SipAdmin).since(9, 0),
            method("GetSIPInboundTrunk", SipAdmin).since(7, 1),
            method("GetSIPOutboundTrunk", SipAdmin).since(7, 1),
            method("ListSIPInboundTrunk", SipAdmin).since(7, 1),
            method("ListSIPOutboundTrunk", SipAdmin).since(7, 1),
            method("DeleteSIPTrunk", SipAdmin),
            method("CreateSIPDispatchRule", SipAdmin),
            method("UpdateSIPDispatchRule", SipAdmin).since(9, 0),
            method("ListSIPDispatchRule", SipAdmin),
            method("DeleteSIPDispatchRule", SipAdmin),
            method("CreateSIPParticipant", SipCall),
            method("TransferSIPParticipant", Transfer)
                .since(8, 0)
                .with(&[("participant_identity", 1), ("room_name", 2)]),
        ],
    },
    Service {
        name: "AgentDispatchService",
        releases: ReleaseRange::since(7, 1),
        methods: &[
            method("CreateDispatch", RoomAdmin).with(ROOM_2),
            method("DeleteDispatch", RoomAdmin).with(ROOM_2),
            method("ListDispatch", RoomAdmin).with(ROOM_2),
        ],
    },
];
