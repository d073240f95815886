//! Every member of a claims set that LiveKit knows: its name, type and meaning.
//!
//! Names and types are those of `ClaimGrants` and `VideoGrant` (livekit/protocol, auth/grants.go) as of livekit-server
//! v1.13.11.

/// The JSON type of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A string.
    String,
    /// An array of strings.
    Strings,
    /// An object.
    Object,
}

/// A member that LiveKit knows.
#[derive(Debug)]
pub struct Known {
    /// The object it stands in: `""` for the claims set itself, else such as `video`.
    pub object: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub json: Type,
    /// What it means, in a few words.
    pub meaning: &'static str,
}

const fn known(
    object: &'static str,
    name: &'static str,
    json: Type,
    meaning: &'static str,
) -> Known {
    Known {
        object,
        name,
        json,
        meaning,
    }
}

/// Every member, in the order in which a person wants to read them.
pub static KNOWN: [Known; 51] = [
    known("", "video", Type::Object, "what it permits in rooms"),
    known("video", "roomJoin", Type::Bool, "join a room"),
    known("video", "room", Type::String, "the room"),
    known("video", "canPublish", Type::Bool, "publish audio and video"),
    known(
        "video",
        "canSubscribe",
        Type::Bool,
        "receive audio and video",
    ),
    known("video", "canPublishData", Type::Bool, "send data"),
    known(
        "video",
        "canPublishSources",
        Type::Strings,
        "the only sources that may be published",
    ),
    known(
        "video",
        "canUpdateOwnMetadata",
        Type::Bool,
        "change its own name, metadata and attributes",
    ),
    known(
        "video",
        "canSubscribeMetrics",
        Type::Bool,
        "receive metrics",
    ),
    known(
        "video",
        "canManageAgentSession",
        Type::Bool,
        "manage an agent session",
    ),
    known("video", "roomAdmin", Type::Bool, "moderate the room"),
    known("video", "roomCreate", Type::Bool, "create and delete rooms"),
    known("video", "roomList", Type::Bool, "list rooms"),
    known("video", "roomRecord", Type::Bool, "use the Egress API"),
    known("video", "ingressAdmin", Type::Bool, "use the Ingress API"),
    known(
        "video",
        "destinationRoom",
        Type::String,
        "the room to forward or move participants to",
    ),
    known("video", "hidden", Type::Bool, "be invisible to others"),
    known("video", "recorder", Type::Bool, "be marked as a recorder"),
    known("video", "agent", Type::Bool, "register as an agent worker"),
    known("", "sip", Type::Object, "what it permits in telephony"),
    known(
        "sip",
        "admin",
        Type::Bool,
        "manage SIP trunks and dispatch rules",
    ),
    known("sip", "call", Type::Bool, "make SIP calls"),
    known(
        "",
        "agent",
        Type::Object,
        "what it permits in LiveKit Cloud agents",
    ),
    known("agent", "admin", Type::Bool, "manage Cloud agents"),
    known(
        "agent",
        "simulationAdmin",
        Type::Bool,
        "manage agent simulations",
    ),
    known(
        "agent",
        "databaseAdmin",
        Type::Bool,
        "manage agent databases",
    ),
    known(
        "agent",
        "dispatchAdmin",
        Type::Bool,
        "manage agent dispatch",
    ),
    known(
        "",
        "agentEndpoint",
        Type::Object,
        "which HTTP endpoints of agents it may call",
    ),
    known(
        "agentEndpoint",
        "call",
        Type::Bool,
        "call endpoints of agents",
    ),
    known("agentEndpoint", "agentName", Type::String, "the agent"),
    known(
        "agentEndpoint",
        "deployment",
        Type::String,
        "the deployment",
    ),
    known(
        "",
        "agentThread",
        Type::Object,
        "what it permits on agent threads",
    ),
    known(
        "agentThread",
        "all",
        Type::Bool,
        "do anything on agent threads",
    ),
    known("agentThread", "list", Type::Bool, "list agent threads"),
    known("agentThread", "create", Type::Bool, "create agent threads"),
    known("agentThread", "write", Type::Bool, "write to agent threads"),
    known("agentThread", "read", Type::Bool, "read agent threads"),
    known("agentThread", "delete", Type::Bool, "delete agent threads"),
    known(
        "",
        "inference",
        Type::Object,
        "what it permits in LiveKit Inference",
    ),
    known("inference", "perform", Type::Bool, "use LiveKit Inference"),
    known(
        "",
        "observability",
        Type::Object,
        "what it permits in observability",
    ),
    known(
        "observability",
        "write",
        Type::Bool,
        "write observability data",
    ),
    known("", "name", Type::String, "display name of the participant"),
    known(
        "",
        "identity",
        Type::String,
        "identity again; the server takes it from sub",
    ),
    known("", "kind", Type::String, "kind of participant"),
    known("", "kindDetails", Type::Strings, "details of the kind"),
    known("", "metadata", Type::String, "metadata of the participant"),
    known(
        "",
        "attributes",
        Type::Object,
        "attributes of the participant",
    ),
    known(
        "",
        "sha256",
        Type::String,
        "hash of the body that a webhook signs",
    ),
    known(
        "",
        "roomConfig",
        Type::Object,
        "settings of the room, if this join creates it",
    ),
    known(
        "",
        "roomPreset",
        Type::String,
        "preset of the room, if this join creates it",
    ),
];
