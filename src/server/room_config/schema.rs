//! Protobuf messages, their fields, and which JSON values a field takes.
//!
//! `schema.txt` has the messages inside of `livekit.RoomConfiguration` (`livekit_room.proto`, `livekit_egress.proto`,
//! `livekit_agent_dispatch.proto`). Below `#` and the name of a message, each line is a field: its name and type, `repeated`
//! if it is a list, the `oneof:` that it belongs to, and the release `since:` which it is there. A type is a scalar's, `map`
//! for `map<string, string>`, or the name of another message or enum. Below `%` and the name of an enum are its names.
//!
//! Names of enums tell their release where that is later than v1.8.2 and up to v1.11.0: later releases take every name.
//! From livekit/protocol: `IMAGE_SUFFIX_NONE_OVERWRITE` came between v1.36.1 and v1.39.3, `MP3` and `AC_MP3` in v1.42.0
//! with the grant `observability`, `WEBSOCKET` between v1.45.0 and v1.45.3, the one that v1.11.0 has.

use super::STRICT;
use super::number;
use crate::server::release::{Consulted, Lifetime};
use crate::text::json::{Kind, Value};
use crate::text::search;

const TABLE: &str = include_str!("schema.txt");

/// The lines below a heading of the table.
fn section(mark: &str, name: &str) -> Option<&'static str> {
    let (_, rest) = search::cut(TABLE, &["\n", mark, name, "\n"].concat())?;
    Some(search::before(rest, "\n\n"))
}

/// Since when there is what a line tells.
fn lifetime(line: &'static str) -> Lifetime {
    option(line, " since:").map_or(Lifetime::ALWAYS, Lifetime::since_version)
}

/// The word behind this one in a line.
fn option(line: &'static str, name: &str) -> Option<&'static str> {
    let (_, value) = search::cut(line, name)?;
    Some(search::until(value, b" \n"))
}

/// Whether a type is a message or enum of the table.
fn is_name(what: &str) -> bool {
    what.as_bytes()[0].is_ascii_uppercase()
}

/// A message type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    /// Its name without the package.
    pub(super) name: &'static str,
    fields: &'static str,
}

/// A field of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// Its name in the proto file.
    pub(super) name: &'static str,
    /// Its type.
    pub(super) what: &'static str,
    line: &'static str,
}

impl Message {
    /// The message of this name; `None` if the type is another.
    pub(super) fn of(name: &'static str) -> Option<Self> {
        let fields = is_name(name).then(|| section("#", name))??;
        Some(Self { name, fields })
    }

    /// The field of this name, in the proto file's spelling or in lower camel case.
    pub(super) fn field(self, name: &str, release: &Consulted) -> Option<Field> {
        search::lines(self.fields).map(Field::read).find(|field| {
            (field.name == name || field.is_json_name(name)) && release.has(lifetime(field.line))
        })
    }
}

impl Field {
    fn read(line: &'static str) -> Self {
        let (name, rest) = search::cut(line, " ").unwrap_or((line, ""));
        let what = search::until(rest, b" \n");
        Self { name, what, line }
    }

    /// Whether it is a list.
    pub(super) fn is_repeated(self) -> bool {
        search::contains(self.line, " repeated")
    }

    /// The oneof that it belongs to.
    pub(super) fn oneof(self) -> Option<&'static str> {
        option(self.line, " oneof:")
    }

    /// Its name in lower camel case.
    pub(super) fn json_name(self) -> String {
        let mut name = String::new();
        let mut begins_word = false;
        for mut byte in self.name.bytes() {
            if byte == b'_' {
                begins_word = true;
                continue;
            }
            if begins_word {
                byte.make_ascii_uppercase();
            }
            name.push(char::from(byte));
            begins_word = false;
        }
        name
    }

    fn is_json_name(self, name: &str) -> bool {
        name.len() <= self.name.len() && self.json_name() == name
    }

    /// Its type in protojson's errors.
    pub(super) fn type_name(self) -> &'static str {
        if is_name(self.what) {
            "enum"
        } else {
            self.what
        }
    }

    /// Whether a scalar or an enum takes the value; some releases pass over unknown names of enums.
    pub(super) fn takes(self, value: Value, release: &Consulted) -> bool {
        let number = || number::text(value, release);
        let is_integer = |least: i64, most: i64| {
            number().is_some_and(|number| number::is_integer(&number, least, most))
        };
        match self.what {
            "bool" => value.kind() == Kind::Bool,
            "string" => value.kind() == Kind::String,
            "uint32" => is_integer(0, i64::from(u32::MAX)),
            "double" => {
                let special = ["NaN", "Infinity", "-Infinity"];
                special.iter().any(|name| value.is_string(name))
                    || number().is_some_and(|number| number::is_double(&number))
            }
            name if name != "int32" && value.kind() == Kind::String => {
                !release.has(STRICT) || has_name(name, value, release)
            }
            // Enums have numbers too, but not in quotes.
            _ => is_integer(i64::from(i32::MIN), i64::from(i32::MAX)),
        }
    }
}

/// Whether an enum has a name.
fn has_name(of: &str, name: Value, release: &Consulted) -> bool {
    search::lines(section("%", of).unwrap_or_default())
        .any(|line| name.is_string(search::until(line, b" \n")) && release.has(lifetime(line)))
}

#[cfg(test)]
mod tests {
    use super::{Field, TABLE, section};

    #[test]
    fn each_type_of_the_table_is_known() {
        let scalars = ["bool", "string", "int32", "uint32", "double", "map"];
        for message in TABLE.split("\n\n").filter(|part| !part.contains('%')) {
            for line in message.trim_ascii_start().lines().skip(1) {
                let Field { name, what, .. } = Field::read(line);
                let known = section("#", what).or(section("%", what)).is_some();
                assert!(known || scalars.contains(&what), "{name}: {what}");
            }
        }
    }
}
