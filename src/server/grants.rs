//! The grants that each release knows, and what the server keeps of them (livekit/protocol, `auth/grants.go`).

mod decode;
mod payload;

use super::release::{Release, ReleaseRange, v};

pub use decode::TypeMismatch;
pub use payload::Payload;

/// `ClaimGrants`, as far as an answer depends on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grants {
    /// `video`; without it no room may be entered.
    pub video: Option<Video>,
    /// `sip`.
    pub sip: Option<Sip>,
    /// `metadata`.
    pub metadata: String,
    /// `attributes` in the order of the token; of several with one name the last one counts.
    pub attributes: Vec<(String, String)>,
}

/// `VideoGrant`.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // They are the members of LiveKit's own struct.
pub struct Video {
    /// `roomCreate`.
    pub room_create: bool,
    /// `roomList`.
    pub room_list: bool,
    /// `roomJoin`.
    pub room_join: bool,
    /// `roomAdmin`.
    pub room_admin: bool,
    /// `roomRecord`.
    pub room_record: bool,
    /// `ingressAdmin`.
    pub ingress_admin: bool,
    /// `agent`.
    pub agent: bool,
    /// `room`.
    pub room: String,
    /// `destinationRoom`.
    pub destination_room: String,
    /// `canPublish`; absent means yes.
    pub can_publish: Option<bool>,
    /// `canUpdateOwnMetadata`; absent means no.
    pub can_update_own_metadata: Option<bool>,
}

/// `SIPGrant`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sip {
    /// `admin`.
    pub admin: bool,
    /// `call`.
    pub call: bool,
}

/// The Go type of a member, and where its value is kept if an answer depends on it.
#[derive(Clone, Copy, Debug)]
enum Type {
    Bool(Option<fn(&mut Grants) -> &mut bool>),
    /// `*bool`: `null` takes back what was set before.
    BoolPointer(Option<fn(&mut Grants) -> &mut Option<bool>>),
    String(Option<fn(&mut Grants) -> &mut String>),
    /// `[]string`.
    Strings,
    /// `map[string]string`.
    Map,
    /// A pointer to a struct: `true` makes it if it is not there, `false` takes it away.
    Struct(&'static Struct, Option<fn(&mut Grants, bool)>),
    /// `*RoomConfiguration`, which has its own `UnmarshalJSON`.
    RoomConfig,
}

impl Type {
    /// Its name in Go's error texts.
    fn name(self) -> &'static str {
        match self {
            Self::Bool(_) | Self::BoolPointer(_) => "bool",
            Self::String(_) => "string",
            Self::Strings => "[]string",
            Self::Map => "map[string]string",
            Self::Struct(what, _) => what.name,
            Self::RoomConfig => "auth.RoomConfiguration",
        }
    }
}

/// A Go struct: its name with its package, and its members.
#[derive(Debug)]
struct Struct {
    name: &'static str,
    members: &'static [Member],
}

#[derive(Debug)]
struct Member {
    name: &'static str,
    what: Type,
    releases: ReleaseRange,
}

const fn member(name: &'static str, what: Type, releases: ReleaseRange) -> Member {
    Member {
        name,
        what,
        releases,
    }
}

/// Whether a release knows the member of this path in LiveKit's spelling, such as `video.roomJoin`.
pub fn knows(path: &str, release: &Release) -> bool {
    let (first, second) = path.split_once('.').unwrap_or((path, ""));
    let find = |of: &'static Struct, name: &str| {
        let mut members = of.members.iter();
        members.find(|member| member.name == name && release.supports(member.releases))
    };
    match find(&CLAIM_GRANTS, first).map(|member| member.what) {
        None => false,
        Some(Type::Struct(of, _)) => second.is_empty() || find(of, second).is_some(),
        Some(_) => second.is_empty(),
    }
}

/// Whether a release has a member of this Go type.
pub fn has_type(name: &str, release: &Release) -> bool {
    has_type_in(&CLAIM_GRANTS, name, release)
}

fn has_type_in(of: &Struct, name: &str, release: &Release) -> bool {
    of.members.iter().any(|member| {
        let inside = match member.what {
            Type::Struct(of, _) => has_type_in(of, name, release),
            _ => false,
        };
        (inside || member.what.name() == name) && release.supports(member.releases)
    })
}

use ReleaseRange as R;

const BOOL: Type = Type::Bool(None);
const BOOL_POINTER: Type = Type::BoolPointer(None);
const STRING: Type = Type::String(None);

/// Makes or takes away what a pointer points to.
fn point<T: Default>(pointer: &mut Option<T>, present: bool) {
    if present {
        pointer.get_or_insert_default();
    } else {
        *pointer = None;
    }
}

fn video(grants: &mut Grants) -> &mut Video {
    grants.video.get_or_insert_default()
}

fn sip(grants: &mut Grants) -> &mut Sip {
    grants.sip.get_or_insert_default()
}

static CLAIM_GRANTS: Struct = Struct {
    name: "auth.ClaimGrants",
    members: &[
        member("identity", STRING, R::since(9, 1)),
        member("name", STRING, R::ALWAYS),
        member("kind", STRING, R::since(5, 3)),
        member("kindDetails", Type::Strings, R::since(9, 4)),
        member(
            "video",
            Type::Struct(&VIDEO, Some(|g, is| point(&mut g.video, is))),
            R::ALWAYS,
        ),
        member(
            "sip",
            Type::Struct(&SIP, Some(|g, is| point(&mut g.sip, is))),
            R::since(6, 3),
        ),
        member("agent", Type::Struct(&AGENT, None), R::since(9, 0)),
        member("inference", Type::Struct(&INFERENCE, None), R::since(9, 1)),
        member(
            "observability",
            Type::Struct(&OBSERVABILITY, None),
            R::since(9, 2),
        ),
        member(
            "agentEndpoint",
            Type::Struct(&AGENT_ENDPOINT, None),
            R::since(13, 8),
        ),
        // Measured from v1.13.8 on; published images may know it from v1.13.11 on only.
        member(
            "agentThread",
            Type::Struct(&AGENT_THREAD, None),
            R::since(13, 8),
        ),
        member("roomConfig", Type::RoomConfig, R::since(8, 2)),
        member("roomPreset", STRING, R::since(8, 2)),
        member("sha256", STRING, R::ALWAYS),
        member(
            "metadata",
            Type::String(Some(|g| &mut g.metadata)),
            R::ALWAYS,
        ),
        member("attributes", Type::Map, R::since(6, 3)),
    ],
};

static VIDEO: Struct = Struct {
    name: "auth.VideoGrant",
    members: &[
        member(
            "roomCreate",
            Type::Bool(Some(|g| &mut video(g).room_create)),
            R::ALWAYS,
        ),
        member(
            "roomList",
            Type::Bool(Some(|g| &mut video(g).room_list)),
            R::ALWAYS,
        ),
        member(
            "roomRecord",
            Type::Bool(Some(|g| &mut video(g).room_record)),
            R::ALWAYS,
        ),
        member(
            "roomAdmin",
            Type::Bool(Some(|g| &mut video(g).room_admin)),
            R::ALWAYS,
        ),
        member(
            "roomJoin",
            Type::Bool(Some(|g| &mut video(g).room_join)),
            R::ALWAYS,
        ),
        member(
            "room",
            Type::String(Some(|g| &mut video(g).room)),
            R::ALWAYS,
        ),
        member(
            "canPublish",
            Type::BoolPointer(Some(|g| &mut video(g).can_publish)),
            R::ALWAYS,
        ),
        member("canSubscribe", BOOL_POINTER, R::ALWAYS),
        member("canPublishData", BOOL_POINTER, R::ALWAYS),
        member("canPublishSources", Type::Strings, R::since(3, 4)),
        member(
            "canUpdateOwnMetadata",
            Type::BoolPointer(Some(|g| &mut video(g).can_update_own_metadata)),
            R::since(3, 4),
        ),
        member(
            "ingressAdmin",
            Type::Bool(Some(|g| &mut video(g).ingress_admin)),
            R::since(3, 0),
        ),
        member("hidden", BOOL, R::ALWAYS),
        member("recorder", BOOL, R::ALWAYS),
        member(
            "agent",
            Type::Bool(Some(|g| &mut video(g).agent)),
            R::since(5, 1),
        ),
        member("canSubscribeMetrics", BOOL_POINTER, R::since(8, 0)),
        member("canManageAgentSession", BOOL_POINTER, R::since(12, 0)),
        member(
            "destinationRoom",
            Type::String(Some(|g| &mut video(g).destination_room)),
            R::since(9, 0),
        ),
        member("roomConfiguration", STRING, R::between(v(7, 1), v(8, 0))),
    ],
};

static SIP: Struct = Struct {
    name: "auth.SIPGrant",
    members: &[
        member("admin", Type::Bool(Some(|g| &mut sip(g).admin)), R::ALWAYS),
        member("call", Type::Bool(Some(|g| &mut sip(g).call)), R::ALWAYS),
    ],
};

static AGENT: Struct = Struct {
    name: "auth.AgentGrant",
    members: &[
        member("admin", BOOL, R::ALWAYS),
        member("createSimulation", BOOL, R::between(v(9, 12), v(10, 1))),
        member("simulationAdmin", BOOL, R::since(11, 0)),
        member("databaseAdmin", BOOL, R::since(13, 6)),
        // Measured from v1.13.7 on; the published image may know it from v1.13.8 on only.
        member("dispatchAdmin", BOOL, R::since(13, 7)),
    ],
};

static INFERENCE: Struct = Struct {
    name: "auth.InferenceGrant",
    members: &[member("perform", BOOL, R::ALWAYS)],
};

static OBSERVABILITY: Struct = Struct {
    name: "auth.ObservabilityGrant",
    members: &[member("write", BOOL, R::ALWAYS)],
};

static AGENT_ENDPOINT: Struct = Struct {
    name: "auth.AgentEndpointGrant",
    members: &[
        member("call", BOOL, R::ALWAYS),
        member("agentName", STRING, R::ALWAYS),
        member("deployment", STRING, R::ALWAYS),
    ],
};

static AGENT_THREAD: Struct = Struct {
    name: "auth.AgentThreadGrant",
    members: &[
        member("all", BOOL, R::ALWAYS),
        member("scope", STRING, R::ALWAYS),
        member("threadIds", Type::Strings, R::ALWAYS),
        member("list", BOOL, R::ALWAYS),
        member("create", BOOL, R::ALWAYS),
        member("write", BOOL, R::ALWAYS),
        member("read", BOOL, R::ALWAYS),
        member("delete", BOOL, R::ALWAYS),
    ],
};

#[cfg(test)]
mod tests {
    use super::{CLAIM_GRANTS, Struct, Type};
    use crate::server::release::RELEASES;

    /// The ranges of all members must begin and end where rows of the table of releases do.
    fn check(of: &Struct) {
        for member in of.members {
            let releases = member.releases;
            let begins = RELEASES.iter().any(|row| row.since == releases.since);
            assert!(
                begins || releases.since < RELEASES[0].since,
                "{}",
                member.name
            );
            if let Some(until) = releases.until {
                assert!(
                    RELEASES.iter().any(|row| row.until == until),
                    "{}",
                    member.name
                );
            }
            if let Type::Struct(of, _) = member.what {
                check(of);
            }
        }
    }

    #[test]
    fn every_member_changes_where_a_row_does() {
        check(&CLAIM_GRANTS);
    }
}
