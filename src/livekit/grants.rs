//! Every member of a claims set that LiveKit knows: its name, type and meaning, and the releases that know it
//! (livekit/protocol, `auth/grants.go`).

use super::release::{ReleaseRange, v};

use ReleaseRange as R;

/// The type of a member in LiveKit's Go code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `bool`.
    Bool,
    /// `*bool`: `null` resets it to unset.
    OptionalBool,
    /// `string`.
    String,
    /// `[]string`.
    Strings,
    /// `map[string]string`.
    Map,
    /// A pointer to a struct.
    Object(&'static Object),
    /// `*RoomConfiguration`, which has its own `UnmarshalJSON`.
    RoomConfig,
}

impl Type {
    /// Its name in Go's error texts.
    pub fn go_name(self) -> &'static str {
        match self {
            Self::Bool | Self::OptionalBool => "bool",
            Self::String => "string",
            Self::Strings => "[]string",
            Self::Map => "map[string]string",
            Self::Object(object) => object.go_name,
            Self::RoomConfig => "auth.RoomConfiguration",
        }
    }
}

/// A JSON object with known members: the claims set or one of its grants.
#[derive(Debug, PartialEq, Eq)]
pub struct Object {
    /// The Go struct, with its package.
    pub go_name: &'static str,
    /// Its members.
    pub members: &'static [Member],
}

impl Object {
    /// The member of this name in LiveKit's spelling.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

/// A member that LiveKit knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub what: Type,
    /// The releases that know it.
    pub releases: ReleaseRange,
    /// What it means, in a few words; for a permission, a verb phrase.
    pub meaning: &'static str,
}

const fn member(
    name: &'static str,
    what: Type,
    releases: ReleaseRange,
    meaning: &'static str,
) -> Member {
    Member {
        name,
        what,
        releases,
        meaning,
    }
}

/// The object at the top of the claims set with this name; the claims set itself for an empty name.
///
/// ```
/// use why401::livekit::grants::object;
///
/// let video = object("video").unwrap();
/// assert!(video.member("roomJoin").is_some());
/// assert!(object("iss").is_none());
/// ```
pub fn object(name: &str) -> Option<&'static Object> {
    if name.is_empty() {
        return Some(&CLAIMS);
    }
    match CLAIMS.member(name)?.what {
        Type::Object(object) => Some(object),
        _ => None,
    }
}

/// The type of a member of the claims set or of one of its grants, by its path.
///
/// ```
/// use why401::livekit::grants::{Type, type_of};
///
/// assert!(matches!(type_of("video.roomJoin"), Some(Type::Bool)));
/// assert!(matches!(type_of("metadata"), Some(Type::String)));
/// assert!(type_of("video.color").is_none());
/// ```
pub fn type_of(path: &str) -> Option<Type> {
    let (of, name) = path.split_once('.').unwrap_or(("", path));
    Some(object(of)?.member(name)?.what)
}

/// A grant that a call needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// To join a room.
    RoomJoin,
    /// To make and delete rooms.
    RoomCreate,
    /// To list rooms.
    RoomList,
    /// To record rooms.
    RoomRecord,
    /// To moderate a room.
    RoomAdmin,
    /// To move participants to another room.
    DestinationRoom,
    /// To bring in streams.
    IngressAdmin,
    /// To work as an agent.
    Agent,
    /// To set up telephony.
    SipAdmin,
    /// To make calls.
    SipCall,
}

impl Grant {
    /// The path of its claim.
    pub fn claim(self) -> &'static str {
        match self {
            Self::RoomJoin => "video.roomJoin",
            Self::RoomCreate => "video.roomCreate",
            Self::RoomList => "video.roomList",
            Self::RoomRecord => "video.roomRecord",
            Self::RoomAdmin => "video.roomAdmin",
            Self::DestinationRoom => "video.destinationRoom",
            Self::IngressAdmin => "video.ingressAdmin",
            Self::Agent => "video.agent",
            Self::SipAdmin => "sip.admin",
            Self::SipCall => "sip.call",
        }
    }

    /// A claims set that has it, without the braces.
    pub fn example(self) -> &'static str {
        match self {
            Self::RoomJoin => "\"video\": { \"roomJoin\": true, \"room\": \"my-room\" }",
            Self::RoomCreate => "\"video\": { \"roomCreate\": true }",
            Self::RoomList => "\"video\": { \"roomList\": true }",
            Self::RoomRecord => "\"video\": { \"roomRecord\": true }",
            Self::RoomAdmin => "\"video\": { \"roomAdmin\": true, \"room\": \"my-room\" }",
            Self::DestinationRoom => {
                "\"video\": { \"roomAdmin\": true, \"room\": \"my-room\", \"destinationRoom\": \"other-room\" }"
            }
            Self::IngressAdmin => "\"video\": { \"ingressAdmin\": true }",
            Self::Agent => "\"video\": { \"agent\": true }",
            Self::SipAdmin => "\"sip\": { \"admin\": true }",
            Self::SipCall => "\"sip\": { \"call\": true }",
        }
    }
}

/// Wrong names of grants that are not mere misspellings: the object, the name, and the intended one.
const MISTAKES: [(&str, &str, &str); 9] = [
    ("video", "roomName", "room"),
    ("video", "rooms", "room"),
    ("video", "roomId", "room"),
    ("video", "join", "roomJoin"),
    ("video", "publish", "canPublish"),
    ("video", "subscribe", "canSubscribe"),
    ("", "grants", "video"),
    ("", "grant", "video"),
    ("", "videoGrant", "video"),
];

/// The known member of an object (see [`object`]) that has this name, or that the name probably means.
///
/// ```
/// use why401::livekit::grants::meant;
///
/// assert_eq!(meant("video", "room_join"), Some("roomJoin"));
/// assert_eq!(meant("video", "roomName"), Some("room"));
/// assert_eq!(meant("video", "color"), None);
/// ```
pub fn meant(of: &str, name: &str) -> Option<&'static str> {
    let plain = |name: &str| name.to_ascii_lowercase().replace(['_', '-'], "");
    let written = plain(name);
    let mistakes = MISTAKES.iter().filter(|(object, ..)| *object == of);
    let mistakes = mistakes.map(|(_, spelled, meant)| (*spelled, *meant));
    let members = object(of).map_or(&[][..], |object| object.members);
    let known = members.iter().map(|member| (member.name, member.name));
    mistakes
        .chain(known)
        .find(|(spelled, _)| plain(spelled) == written)
        .map(|(_, meant)| meant)
}

/// The claims set (`ClaimGrants`), in the best order for a reader.
pub static CLAIMS: Object = Object {
    go_name: "auth.ClaimGrants",
    members: &[
        member(
            "video",
            Type::Object(&VIDEO),
            R::ALWAYS,
            "what it permits in rooms",
        ),
        member(
            "sip",
            Type::Object(&SIP),
            R::since(6, 3),
            "what it permits in telephony",
        ),
        member(
            "agent",
            Type::Object(&AGENT),
            R::since(9, 0),
            "what it permits in LiveKit Cloud agents",
        ),
        member(
            "agentEndpoint",
            Type::Object(&AGENT_ENDPOINT),
            R::since(13, 8),
            "which HTTP endpoints of agents it may call",
        ),
        // Measured from v1.13.8 on; the published images may have it only from v1.13.11 on.
        member(
            "agentThread",
            Type::Object(&AGENT_THREAD),
            R::since(13, 8),
            "what it permits on agent threads",
        ),
        member(
            "inference",
            Type::Object(&INFERENCE),
            R::since(9, 1),
            "what it permits in LiveKit Inference",
        ),
        member(
            "observability",
            Type::Object(&OBSERVABILITY),
            R::since(9, 2),
            "what it permits in observability",
        ),
        member(
            "name",
            Type::String,
            R::ALWAYS,
            "display name of the participant",
        ),
        member(
            "identity",
            Type::String,
            R::since(9, 1),
            "identity again; the server takes it from sub",
        ),
        member("kind", Type::String, R::since(5, 3), "kind of participant"),
        member(
            "kindDetails",
            Type::Strings,
            R::since(9, 4),
            "details of the kind",
        ),
        member(
            "metadata",
            Type::String,
            R::ALWAYS,
            "metadata of the participant",
        ),
        member(
            "attributes",
            Type::Map,
            R::since(6, 3),
            "attributes of the participant",
        ),
        member(
            "sha256",
            Type::String,
            R::ALWAYS,
            "hash of the body that a webhook signs",
        ),
        member(
            "roomConfig",
            Type::RoomConfig,
            R::since(8, 2),
            "settings of the room, if this join creates it",
        ),
        member(
            "roomPreset",
            Type::String,
            R::since(8, 2),
            "preset of the room, if this join creates it",
        ),
    ],
};

static VIDEO: Object = Object {
    go_name: "auth.VideoGrant",
    members: &[
        member("roomJoin", Type::Bool, R::ALWAYS, "join a room"),
        member("room", Type::String, R::ALWAYS, "the room"),
        member(
            "canPublish",
            Type::OptionalBool,
            R::ALWAYS,
            "publish audio and video",
        ),
        member(
            "canSubscribe",
            Type::OptionalBool,
            R::ALWAYS,
            "receive audio and video",
        ),
        member("canPublishData", Type::OptionalBool, R::ALWAYS, "send data"),
        member(
            "canPublishSources",
            Type::Strings,
            R::since(3, 4),
            "the only sources that may be published",
        ),
        member(
            "canUpdateOwnMetadata",
            Type::OptionalBool,
            R::since(3, 4),
            "change its own name, metadata and attributes",
        ),
        member(
            "canSubscribeMetrics",
            Type::OptionalBool,
            R::since(8, 0),
            "receive metrics",
        ),
        member(
            "canManageAgentSession",
            Type::OptionalBool,
            R::since(12, 0),
            "manage an agent session",
        ),
        member("roomAdmin", Type::Bool, R::ALWAYS, "moderate the room"),
        member(
            "roomCreate",
            Type::Bool,
            R::ALWAYS,
            "create and delete rooms",
        ),
        member("roomList", Type::Bool, R::ALWAYS, "list rooms"),
        member("roomRecord", Type::Bool, R::ALWAYS, "use the Egress API"),
        member(
            "ingressAdmin",
            Type::Bool,
            R::since(3, 0),
            "use the Ingress API",
        ),
        member(
            "destinationRoom",
            Type::String,
            R::since(9, 0),
            "the room to forward or move participants to",
        ),
        member("hidden", Type::Bool, R::ALWAYS, "be invisible to others"),
        member("recorder", Type::Bool, R::ALWAYS, "be marked as a recorder"),
        member(
            "agent",
            Type::Bool,
            R::since(5, 1),
            "register as an agent worker",
        ),
        member(
            "roomConfiguration",
            Type::String,
            R::between(v(7, 1), v(8, 0)),
            "settings of the room, in the form of v1.7.1 to v1.8.0",
        ),
    ],
};

static SIP: Object = Object {
    go_name: "auth.SIPGrant",
    members: &[
        member(
            "admin",
            Type::Bool,
            R::ALWAYS,
            "manage SIP trunks and dispatch rules",
        ),
        member("call", Type::Bool, R::ALWAYS, "make SIP calls"),
    ],
};

static AGENT: Object = Object {
    go_name: "auth.AgentGrant",
    members: &[
        member("admin", Type::Bool, R::ALWAYS, "manage Cloud agents"),
        member(
            "simulationAdmin",
            Type::Bool,
            R::since(11, 0),
            "manage agent simulations",
        ),
        member(
            "databaseAdmin",
            Type::Bool,
            R::since(13, 6),
            "manage agent databases",
        ),
        // Measured from v1.13.7 on; the published image may have it only from v1.13.8 on.
        member(
            "dispatchAdmin",
            Type::Bool,
            R::since(13, 7),
            "manage agent dispatch",
        ),
        member(
            "createSimulation",
            Type::Bool,
            R::between(v(9, 12), v(10, 1)),
            "create agent simulations",
        ),
    ],
};

static INFERENCE: Object = Object {
    go_name: "auth.InferenceGrant",
    members: &[member(
        "perform",
        Type::Bool,
        R::ALWAYS,
        "use LiveKit Inference",
    )],
};

static OBSERVABILITY: Object = Object {
    go_name: "auth.ObservabilityGrant",
    members: &[member(
        "write",
        Type::Bool,
        R::ALWAYS,
        "write observability data",
    )],
};

static AGENT_ENDPOINT: Object = Object {
    go_name: "auth.AgentEndpointGrant",
    members: &[
        member("call", Type::Bool, R::ALWAYS, "call endpoints of agents"),
        member("agentName", Type::String, R::ALWAYS, "the agent"),
        member("deployment", Type::String, R::ALWAYS, "the deployment"),
    ],
};

static AGENT_THREAD: Object = Object {
    go_name: "auth.AgentThreadGrant",
    members: &[
        member("all", Type::Bool, R::ALWAYS, "do anything on agent threads"),
        member("list", Type::Bool, R::ALWAYS, "list agent threads"),
        member("create", Type::Bool, R::ALWAYS, "create agent threads"),
        member("write", Type::Bool, R::ALWAYS, "write to agent threads"),
        member("read", Type::Bool, R::ALWAYS, "read agent threads"),
        member("delete", Type::Bool, R::ALWAYS, "delete agent threads"),
        member(
            "scope",
            Type::String,
            R::ALWAYS,
            "the scope of agent threads",
        ),
        member(
            "threadIds",
            Type::Strings,
            R::ALWAYS,
            "the only agent threads that it is for",
        ),
    ],
};
