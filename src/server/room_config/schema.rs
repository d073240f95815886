//! Protobuf messages, their fields, and which JSON values a field takes.

mod messages;

use super::STRICT;
use super::number;
use crate::server::release::{Consulted, Lifetime};
use crate::text::json::{Kind, Value};

pub(super) use messages::ROOM_CONFIGURATION;

/// A message type.
#[derive(Debug)]
pub(super) struct Message {
    /// Its name without the package.
    pub(super) name: &'static str,
    fields: &'static [Field],
}

/// A field of a message.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name in the proto file.
    pub(super) name: &'static str,
    /// Its type.
    pub(super) what: Type,
    /// Whether it is a list.
    pub(super) repeated: bool,
    /// The oneof that it belongs to.
    pub(super) oneof: Option<&'static str>,
    lifetime: Lifetime,
}

/// A field's type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Type {
    Bool,
    Int32,
    Uint32,
    Double,
    String,
    /// An enum and its names.
    Enum(&'static [&'static str]),
    Message(&'static Message),
    /// `map<string, string>`.
    Map,
}

impl Message {
    /// The field of this name, in the proto file's spelling or in lower camel case.
    pub(super) fn field(&self, name: &str, release: &Consulted) -> Option<&'static Field> {
        let mut fields = self.fields.iter();
        fields.find(|field| {
            (field.name == name || field.is_json_name(name)) && release.has(field.lifetime)
        })
    }
}

impl Field {
    /// Its name in lower camel case.
    pub(super) fn json_name(&self) -> String {
        let mut words = self.name.split('_');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| {
            let (initial, rest) = word.split_at(1);
            name + &initial.to_ascii_uppercase() + rest
        })
    }

    fn is_json_name(&self, name: &str) -> bool {
        name.len() <= self.name.len() && self.json_name() == name
    }
}

impl Type {
    /// Its name in protojson's errors.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int32 => "int32",
            Self::Uint32 => "uint32",
            Self::Double => "double",
            Self::String | Self::Map => "string",
            Self::Enum(_) => "enum",
            Self::Message(_) => "message",
        }
    }

    /// Whether a scalar of this type takes the value; some releases pass over unknown names of enums.
    pub(super) fn takes(self, value: Value, release: &Consulted) -> bool {
        let is_integer = |least: i64, most: i64| {
            number::text(value, release)
                .is_some_and(|number| number::is_integer(&number, least, most))
        };
        let int32 = || is_integer(i64::from(i32::MIN), i64::from(i32::MAX));
        match self {
            Self::Bool => value.kind() == Kind::Bool,
            Self::String => value.kind() == Kind::String,
            Self::Int32 => int32(),
            Self::Uint32 => is_integer(0, i64::from(u32::MAX)),
            Self::Double => {
                let special = ["NaN", "Infinity", "-Infinity"];
                special.iter().any(|name| value.is_string(name))
                    || number::text(value, release).is_some_and(|number| number::is_double(&number))
            }
            Self::Enum(names) => match value.string() {
                Some(name) => !release.has(STRICT) || names.contains(&&*name),
                None => value.kind() == Kind::Number && int32(),
            },
            Self::Message(_) | Self::Map => false,
        }
    }
}
