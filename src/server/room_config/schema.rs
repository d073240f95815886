//! Protobuf messages, their fields, and the JSON values that a field accepts.

mod table;

use super::STRICT;
use super::number;
use crate::server::release::{ReleaseRange, VersionDependencies};
use crate::text::json::{Kind, Value};

pub(super) use table::ROOM_CONFIGURATION;

/// A message type.
#[derive(Debug)]
pub(super) struct Message {
    /// Its name without the package.
    pub(super) name: &'static str,
    fields: &'static [Field],
}

/// An enum: its names, and the releases that know them.
#[derive(Debug)]
pub(super) struct Enum(&'static [(&'static str, ReleaseRange)]);

/// The type of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Type {
    Bool,
    String,
    Int32,
    Uint32,
    Double,
    /// `map<string, string>`
    Map,
    Message(&'static Message),
    Enum(&'static Enum),
}

/// A field of a message.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name in the proto file.
    pub(super) name: &'static str,
    /// Its type, or that of its elements.
    pub(super) what: Type,
    /// Whether it is a list.
    pub(super) is_repeated: bool,
    /// The oneof that it belongs to.
    pub(super) oneof: Option<&'static str>,
    /// The releases that have it.
    releases: ReleaseRange,
}

impl Message {
    /// The field with this name, in the proto file's spelling or in lower camel case.
    pub(super) fn field(
        &self,
        name: &str,
        release: &VersionDependencies,
    ) -> Option<&'static Field> {
        self.fields.iter().find(|field| {
            (field.name == name || field.is_json_name(name)) && release.supports(field.releases)
        })
    }
}

impl Message {
    /// The releases that have a field of this name, for each such field of this message and inside of it.
    pub(super) fn releases_of(&self, name: &str, all: &mut Vec<ReleaseRange>) {
        for field in self.fields {
            if field.name == name || field.is_json_name(name) {
                all.push(field.releases);
            }
            if let Type::Message(message) = field.what {
                message.releases_of(name, all);
            }
        }
    }
}

impl Field {
    /// Its name in lower camel case.
    pub(super) fn json_name(&self) -> String {
        let mut words = self.name.split('_');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| {
            let (initial, rest) = word.split_at(word.len().min(1));
            name + &initial.to_ascii_uppercase() + rest
        })
    }

    fn is_json_name(&self, name: &str) -> bool {
        name.len() <= self.name.len() && self.json_name() == name
    }

    /// Its type in protojson's errors.
    pub(super) fn type_name(&self) -> &'static str {
        match self.what {
            Type::Bool => "bool",
            Type::String => "string",
            Type::Int32 => "int32",
            Type::Uint32 => "uint32",
            Type::Double => "double",
            Type::Map => "map",
            Type::Message(of) => of.name,
            Type::Enum(_) => "enum",
        }
    }

    /// Whether a scalar or an enum accepts the value; some releases ignore unknown names of enums.
    pub(super) fn takes(&self, value: Value, release: &VersionDependencies) -> bool {
        let number = || number::text(value, release);
        let is_integer = |least: i64, most: i64| {
            number().is_some_and(|number| number::is_integer(&number, least, most))
        };
        match self.what {
            Type::Bool => value.kind() == Kind::Bool,
            Type::String => value.kind() == Kind::String,
            Type::Uint32 => is_integer(0, i64::from(u32::MAX)),
            Type::Double => {
                let special = ["NaN", "Infinity", "-Infinity"];
                special.iter().any(|name| value.is_string(name))
                    || number().is_some_and(|number| number::is_double(&number))
            }
            Type::Enum(of) if value.kind() == Kind::String => {
                !release.supports(STRICT) || of.has(value, release)
            }
            // Enums have numbers too, but not in quotes.
            Type::Int32 | Type::Enum(_) => is_integer(i64::from(i32::MIN), i64::from(i32::MAX)),
            // They are decoded separately.
            Type::Map | Type::Message(_) => false,
        }
    }
}

impl Enum {
    fn has(&self, name: Value, release: &VersionDependencies) -> bool {
        let mut names = self.0.iter();
        names.any(|&(known, releases)| name.is_string(known) && release.supports(releases))
    }
}
