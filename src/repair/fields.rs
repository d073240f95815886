//! The fields of the form: every claim that LiveKit knows, and how its value is typed.

use std::borrow::Cow;

use serde::Serialize;

use crate::livekit::grants::{CLAIMS, Type};
use crate::text::json::{Document, Kind, Value, lossy, quote};

/// How the value of a field is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename_all = "snake_case"))]
pub enum FieldKind {
    /// `true`, `false` or absent.
    Flag,
    /// A text; an empty one is absent.
    Text,
    /// Words between commas.
    List,
    /// A JSON object.
    Object,
}

/// A claim that can be edited.
pub struct Definition {
    /// Its path, such as `video.room`.
    pub claim: Cow<'static, str>,
    /// What it means, in a few words.
    pub meaning: &'static str,
    /// How it is typed.
    pub kind: FieldKind,
}

/// The claims that the server takes from other claims, and those that the newest releases do not read.
const LEFT_OUT: [&str; 3] = [
    "identity",
    "video.roomConfiguration",
    "agent.createSimulation",
];

/// All fields, those of most tokens first.
pub fn all() -> Vec<Definition> {
    let first = [
        ("sub", "identity of the participant"),
        ("name", "display name"),
    ];
    let first = first.map(|(claim, meaning)| Definition {
        claim: claim.into(),
        meaning,
        kind: FieldKind::Text,
    });
    let members = CLAIMS.members.iter().flat_map(|member| {
        let own = (member.name, member.what, member.meaning);
        let inner: Vec<_> = match member.what {
            Type::Object(object) => (object.members.iter())
                .map(|inner| {
                    let claim = format!("{}.{}", member.name, inner.name);
                    (claim.into(), inner.what, inner.meaning)
                })
                .collect(),
            _ => vec![(Cow::Borrowed(own.0), own.1, own.2)],
        };
        inner
    });
    let members = members.filter_map(|(claim, what, meaning)| {
        let kind = match what {
            Type::Bool | Type::OptionalBool => FieldKind::Flag,
            Type::String => FieldKind::Text,
            Type::Strings => FieldKind::List,
            Type::Map | Type::RoomConfig => FieldKind::Object,
            Type::Object(_) => return None,
        };
        let is_left_out = claim == "name" || LEFT_OUT.contains(&&*claim);
        (!is_left_out).then_some(Definition {
            claim,
            meaning,
            kind,
        })
    });
    first.into_iter().chain(members).collect()
}

impl FieldKind {
    /// The JSON text of what was typed; `None` if it is not of this kind.
    pub fn json(self, typed: &str) -> Option<String> {
        match self {
            Self::Flag => matches!(typed, "true" | "false").then(|| typed.to_owned()),
            Self::Text => Some(quote(typed)),
            Self::List => {
                let words = typed.split(',').map(str::trim);
                let words = words.filter(|word| !word.is_empty()).map(quote);
                Some(format!("[{}]", words.collect::<Vec<_>>().join(",")))
            }
            Self::Object => {
                let document = Document::read(typed.trim().as_bytes().to_vec()).ok()?;
                let is_object = document.root()?.kind() == Kind::Object;
                is_object.then(|| typed.trim().to_owned())
            }
        }
    }

    /// A value as it would be typed.
    pub fn typed(self, value: Value) -> String {
        let text = |value: Value| match value.string() {
            Some(text) => text.into_owned(),
            None => lossy(value.source()).into_owned(),
        };
        match (self, value.kind()) {
            (Self::List, Kind::Array) => {
                let elements = value.elements().map(text);
                elements.collect::<Vec<_>>().join(", ")
            }
            _ => text(value),
        }
    }
}

/// A choice of permissions for one purpose.
pub struct PresetDefinition {
    /// Its name.
    pub name: &'static str,
    /// The flags that it sets. It removes all others.
    pub flags: &'static [(&'static str, bool)],
}

/// The purposes of most tokens.
pub const PRESETS: [PresetDefinition; 5] = [
    PresetDefinition {
        name: "Join",
        flags: &[("video.roomJoin", true)],
    },
    PresetDefinition {
        name: "Watch only",
        flags: &[
            ("video.roomJoin", true),
            ("video.canPublish", false),
            ("video.canPublishData", false),
        ],
    },
    PresetDefinition {
        name: "Server API",
        flags: &[
            ("video.roomCreate", true),
            ("video.roomList", true),
            ("video.roomAdmin", true),
            ("video.roomRecord", true),
            ("video.ingressAdmin", true),
        ],
    },
    PresetDefinition {
        name: "Agent",
        flags: &[("video.agent", true)],
    },
    PresetDefinition {
        name: "SIP",
        flags: &[("sip.admin", true), ("sip.call", true)],
    },
];
