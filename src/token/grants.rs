//! What a token permits, in words and with its defaults, and names that are almost those of a grant.

use std::borrow::Cow;

use crate::livekit::grants::{CLAIMS, Member, Type, meant, object};
use crate::text::json::{Kind, Value};

/// The registered names (RFC 7519 section 4.1, RFC 7515 section 4.1) and what LiveKit uses them for.
const REGISTERED: [(&str, &str); 10] = [
    ("iss", "API key"),
    ("sub", "identity of the participant"),
    ("exp", "expiration time"),
    ("nbf", "not before"),
    ("iat", "issued at"),
    ("jti", "token ID; the identity where sub is empty"),
    ("aud", "audience; LiveKit does not look at it"),
    ("alg", "signature algorithm"),
    ("typ", "type of the token; LiveKit does not look at it"),
    ("kid", "key ID; LiveKit does not look at it"),
];

/// What a member means, in a few words. `object` is the grant it is a member of; empty for the claims set.
///
/// ```
/// use why401::token::grants::meaning;
///
/// assert_eq!(meaning("", "iss"), Some("API key"));
/// assert!(meaning("video", "roomJoin").is_some());
/// assert_eq!(meaning("video", "roomName"), None);
/// ```
pub fn meaning(object: &str, name: &str) -> Option<&'static str> {
    let registered = REGISTERED
        .iter()
        .find(|(registered, _)| object.is_empty() && *registered == name);
    registered
        .map(|(_, meaning)| *meaning)
        .or_else(|| find(object, name).map(|member| member.meaning))
}

/// Whether a claims set has a claim of LiveKit's own, in any case: releases from v1.13.0 on ignore the case.
pub fn is_of_livekit(set: Value) -> bool {
    let is_own = |member: &Member| {
        let is_object = matches!(member.what, Type::Object(_) | Type::Map | Type::RoomConfig);
        is_object || member.name == "sha256"
    };
    // Whoever has a claim `video` for a file or a course, beside others of their own, means no grant.
    let is_of_other = |value: Value| {
        let text = value.string();
        text.is_some_and(|text| !text.trim_start().starts_with('{')) && has_foreign(set)
    };
    set.members().any(|(name, value)| {
        let name = name.string().unwrap_or_default();
        (CLAIMS.members.iter())
            .any(|member| is_own(member) && member.name.eq_ignore_ascii_case(&name))
            && (name == "sha256" || !is_of_other(value))
    })
}

/// Whether a claims set has a claim that is almost LiveKit's, or is outside the grant it belongs to.
pub fn is_nearly_of_livekit(set: Value) -> bool {
    claims(set, |name| {
        meant("", name).or(meant("video", name)).is_some()
    })
}

/// Whether a claims set has a claim that is neither from RFC 7519 nor from LiveKit, nor almost.
pub fn has_foreign(set: Value) -> bool {
    claims(set, |name| {
        meaning("", name).is_none() && meant("", name).or(meant("video", name)).is_none()
    })
}

fn claims(set: Value, is: impl Fn(&str) -> bool) -> bool {
    set.members()
        .any(|(name, _)| name.string().is_some_and(|name| is(&name)))
}

fn find(of: &str, name: &str) -> Option<&'static Member> {
    object(of)?.member(name)
}

/// A permission.
#[derive(Debug, PartialEq, Eq)]
pub struct Permission {
    /// Its claim, such as `video.roomJoin`.
    pub claim: String,
    /// Whether the token gives it.
    pub allows: bool,
    /// Whether this is the default, because the token does not mention it.
    pub default: bool,
    /// What it permits: a verb phrase, such as `join a room`.
    pub what: &'static str,
    /// The value that limits it: the name of the room, or the list of sources.
    pub only: Option<String>,
}

/// Lists the permissions in a claims set: those that it names, and the defaults of a token that may join.
pub fn permissions(set: Value) -> Vec<Permission> {
    let joins = video(set, "roomJoin").and_then(Value::boolean) == Some(true);
    let publishes = video(set, "canPublish").and_then(Value::boolean) != Some(false);
    let mut permissions = Vec::new();
    for grant in CLAIMS.members {
        let Type::Object(known) = grant.what else {
            continue;
        };
        let object = set.member(grant.name);
        let is_permission =
            |member: &&Member| matches!(member.what, Type::Bool | Type::OptionalBool);
        for member in known.members.iter().filter(is_permission) {
            let given = object
                .and_then(|object| object.member(member.name))
                .and_then(Value::boolean);
            let default = match member.name {
                "canPublish" | "canSubscribe" => joins,
                "canPublishData" => joins && publishes,
                _ => false,
            };
            let Some(allows) = given.or(default.then_some(true)) else {
                continue;
            };
            let only = match member.name {
                "roomJoin" | "roomAdmin" => video(set, "room")
                    .and_then(Value::string)
                    .map(Cow::into_owned),
                "canPublish" => sources(set),
                _ => None,
            };
            permissions.push(Permission {
                claim: format!("{}.{}", grant.name, member.name),
                allows,
                default: given.is_none(),
                what: member.meaning,
                only: only.filter(|only| !only.is_empty()),
            });
        }
    }
    permissions
}

fn video<'a>(set: Value<'a>, name: &str) -> Option<Value<'a>> {
    set.member("video")?.member(name)
}

fn sources(set: Value) -> Option<String> {
    let sources: Vec<_> = video(set, "canPublishSources")?
        .elements()
        .filter_map(|source| source.string().map(Cow::into_owned))
        .filter(|source| !source.is_empty())
        .collect();
    Some(sources.join(", "))
}

/// A name that LiveKit does not know, and the one that was probably intended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MisnamedMember {
    /// The grant it is a member of; empty for the claims set.
    pub object: &'static str,
    /// The name.
    pub name: String,
    /// The known name.
    pub meant: &'static str,
    /// Whether the two differ only in case: then releases from v1.13.0 on accept it anyway.
    pub case_only: bool,
}

/// Finds the names in a claims set that are almost a known one, if the known one is absent.
pub fn misnamed(set: Value) -> Vec<MisnamedMember> {
    let objects = [
        ("", Some(set)),
        ("video", set.member("video")),
        ("sip", set.member("sip")),
    ];
    let mut found = Vec::new();
    for (object, value) in objects {
        let Some(value) = value.filter(|value| value.kind() == Kind::Object) else {
            continue;
        };
        for (name, _) in value.members() {
            let Some(name) = name.string() else { continue };
            let is_known = find(object, &name).is_some() || meaning(object, &name).is_some();
            if let Some(meant) = (!is_known).then(|| meant(object, &name)).flatten()
                && value.member(meant).is_none()
            {
                let case_only = name.eq_ignore_ascii_case(meant);
                found.push(MisnamedMember {
                    object,
                    name: name.into_owned(),
                    meant,
                    case_only,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{misnamed, permissions};
    use crate::text::json::Document;

    fn document(text: &str) -> Document {
        Document::read(text.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn lists_permissions_and_defaults() {
        let set =
            document(r#"{"video":{"roomJoin":true,"room":"m","canPublish":false,"hidden":true}}"#);
        let said: Vec<_> = permissions(set.root().unwrap())
            .into_iter()
            .map(|permission| {
                (
                    permission.claim,
                    permission.allows,
                    permission.default,
                    permission.only,
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                ("video.roomJoin".into(), true, false, Some("m".into())),
                ("video.canPublish".into(), false, false, None),
                ("video.canSubscribe".into(), true, true, None),
                ("video.hidden".into(), true, false, None),
            ]
        );
    }

    #[test]
    fn names_the_intended_grant() {
        let set = document(
            r#"{"grants":{},"video":{"room_join":true,"roomName":"m","RoomAdmin":true,"future":1}}"#,
        );
        let meant: Vec<_> = misnamed(set.root().unwrap())
            .into_iter()
            .map(|found| (found.name, found.meant, found.case_only))
            .collect();
        assert_eq!(
            meant,
            [
                ("room_join".into(), "roomJoin", false),
                ("roomName".into(), "room", false),
                ("RoomAdmin".into(), "roomAdmin", true)
            ]
        );
    }
}
