//! The grants that the server decodes, by release (livekit/protocol, `auth/grants.go`).

mod decode;
mod payload;

use super::release::Release;
use crate::livekit::grants::{CLAIMS, Object, Type};

pub use payload::Payload;

/// `ClaimGrants`, as far as an answer depends on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grants {
    /// `video`; no room can be joined without it.
    pub video: Option<Video>,
    /// `sip`.
    pub sip: Option<Sip>,
    /// `metadata`.
    pub metadata: String,
    /// `attributes` in the order of the token; of equal names the last one counts.
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

/// Where the value of a member is stored, if an answer depends on it.
#[derive(Clone, Copy)]
enum Slot {
    Bool(fn(&mut Grants) -> &mut bool),
    OptionalBool(fn(&mut Grants) -> &mut Option<bool>),
    String(fn(&mut Grants) -> &mut String),
    /// Creates the struct behind a pointer, or removes it.
    Object(fn(&mut Grants, bool)),
}

/// The object (empty for the claims set), the member, and where its value is stored. The decoder stores `attributes`
/// itself.
const SLOTS: [(&str, &str, Slot); 16] = [
    (
        "",
        "video",
        Slot::Object(|g, is_there| point(&mut g.video, is_there)),
    ),
    (
        "",
        "sip",
        Slot::Object(|g, is_there| point(&mut g.sip, is_there)),
    ),
    ("", "metadata", Slot::String(|g| &mut g.metadata)),
    (
        "video",
        "roomCreate",
        Slot::Bool(|g| &mut video(g).room_create),
    ),
    ("video", "roomList", Slot::Bool(|g| &mut video(g).room_list)),
    (
        "video",
        "roomRecord",
        Slot::Bool(|g| &mut video(g).room_record),
    ),
    (
        "video",
        "roomAdmin",
        Slot::Bool(|g| &mut video(g).room_admin),
    ),
    ("video", "roomJoin", Slot::Bool(|g| &mut video(g).room_join)),
    ("video", "room", Slot::String(|g| &mut video(g).room)),
    (
        "video",
        "canPublish",
        Slot::OptionalBool(|g| &mut video(g).can_publish),
    ),
    (
        "video",
        "canUpdateOwnMetadata",
        Slot::OptionalBool(|g| &mut video(g).can_update_own_metadata),
    ),
    (
        "video",
        "ingressAdmin",
        Slot::Bool(|g| &mut video(g).ingress_admin),
    ),
    ("video", "agent", Slot::Bool(|g| &mut video(g).agent)),
    (
        "video",
        "destinationRoom",
        Slot::String(|g| &mut video(g).destination_room),
    ),
    ("sip", "admin", Slot::Bool(|g| &mut sip(g).admin)),
    ("sip", "call", Slot::Bool(|g| &mut sip(g).call)),
];

fn slot(object: &str, name: &str) -> Option<Slot> {
    let mut slots = SLOTS.iter();
    let (.., slot) = slots.find(|(of, member, _)| *of == object && *member == name)?;
    Some(*slot)
}

/// Creates or removes the value of a pointer.
fn point<T: Default>(pointer: &mut Option<T>, is_there: bool) {
    if is_there {
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

/// Whether a release knows the member at this path in LiveKit's spelling, such as `video.roomJoin`.
pub fn knows(path: &str, release: &Release) -> bool {
    let (first, second) = path.split_once('.').unwrap_or((path, ""));
    let find = |of: &'static Object, name: &str| {
        of.member(name)
            .filter(|member| release.supports(member.releases))
    };
    match find(&CLAIMS, first).map(|member| member.what) {
        None => false,
        Some(Type::Object(of)) => second.is_empty() || find(of, second).is_some(),
        Some(_) => second.is_empty(),
    }
}

/// Whether a release has a member with this Go type.
pub fn has_type(name: &str, release: &Release) -> bool {
    has_type_in(&CLAIMS, name, release)
}

fn has_type_in(of: &Object, name: &str, release: &Release) -> bool {
    of.members.iter().any(|member| {
        let inside = match member.what {
            Type::Object(of) => has_type_in(of, name, release),
            _ => false,
        };
        (inside || member.what.go_name() == name) && release.supports(member.releases)
    })
}

#[cfg(test)]
mod tests {
    use super::{SLOTS, Slot};
    use crate::livekit::grants::{CLAIMS, Object, Type, object};
    use crate::server::release::RELEASES;

    /// The ranges of all members must begin and end at rows of the table of releases.
    fn check(of: &Object) {
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
            if let Type::Object(of) = member.what {
                check(of);
            }
        }
    }

    #[test]
    fn every_member_range_ends_at_a_row() {
        check(&CLAIMS);
    }

    #[test]
    fn every_slot_has_a_member_of_its_type() {
        for (of, name, slot) in SLOTS {
            let member = object(of).and_then(|of| of.member(name));
            let what = member.unwrap_or_else(|| panic!("{of}.{name}")).what;
            let fits = match slot {
                Slot::Bool(_) => matches!(what, Type::Bool),
                Slot::OptionalBool(_) => matches!(what, Type::OptionalBool),
                Slot::String(_) => matches!(what, Type::String),
                Slot::Object(_) => matches!(what, Type::Object(_)),
            };
            assert!(fits, "{of}.{name}");
        }
    }
}
