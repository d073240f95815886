//! Every member of a claims set that LiveKit knows: its name, type and meaning.
//!
//! Names and types are those of `ClaimGrants` and `VideoGrant` (livekit/protocol, auth/grants.go) as of livekit-server
//! v1.13.11.

use std::sync::LazyLock;

use crate::text::search;

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

/// Object and name with a full stop between them, type, and meaning, in the order in which a person wants to read them.
const TABLE: &str = "\
.video object what it permits in rooms
video.roomJoin bool join a room
video.room string the room
video.canPublish bool publish audio and video
video.canSubscribe bool receive audio and video
video.canPublishData bool send data
video.canPublishSources strings the only sources that may be published
video.canUpdateOwnMetadata bool change its own name, metadata and attributes
video.canSubscribeMetrics bool receive metrics
video.canManageAgentSession bool manage an agent session
video.roomAdmin bool moderate the room
video.roomCreate bool create and delete rooms
video.roomList bool list rooms
video.roomRecord bool use the Egress API
video.ingressAdmin bool use the Ingress API
video.destinationRoom string the room to forward or move participants to
video.hidden bool be invisible to others
video.recorder bool be marked as a recorder
video.agent bool register as an agent worker
.sip object what it permits in telephony
sip.admin bool manage SIP trunks and dispatch rules
sip.call bool make SIP calls
.agent object what it permits in LiveKit Cloud agents
agent.admin bool manage Cloud agents
agent.simulationAdmin bool manage agent simulations
agent.databaseAdmin bool manage agent databases
agent.dispatchAdmin bool manage agent dispatch
.agentEndpoint object which HTTP endpoints of agents it may call
agentEndpoint.call bool call endpoints of agents
agentEndpoint.agentName string the agent
agentEndpoint.deployment string the deployment
.agentThread object what it permits on agent threads
agentThread.all bool do anything on agent threads
agentThread.list bool list agent threads
agentThread.create bool create agent threads
agentThread.write bool write to agent threads
agentThread.read bool read agent threads
agentThread.delete bool delete agent threads
.inference object what it permits in LiveKit Inference
inference.perform bool use LiveKit Inference
.observability object what it permits in observability
observability.write bool write observability data
.name string display name of the participant
.identity string identity again; the server takes it from sub
.kind string kind of participant
.kindDetails strings details of the kind
.metadata string metadata of the participant
.attributes object attributes of the participant
.sha256 string hash of the body that a webhook signs
.roomConfig object settings of the room, if this join creates it
.roomPreset string preset of the room, if this join creates it";

/// Every member.
pub static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for line in search::lines(TABLE) {
        let line = search::before(line, "\n");
        let (place, rest) = search::cut(line, " ").unwrap_or_default();
        let (json, meaning) = search::cut(rest, " ").unwrap_or_default();
        let (object, name) = search::cut(place, ".").unwrap_or_default();
        all.push(Known {
            object,
            name,
            json: match json {
                "bool" => Type::Bool,
                "string" => Type::String,
                "strings" => Type::Strings,
                _ => Type::Object,
            },
            meaning,
        });
    }
    all
});
