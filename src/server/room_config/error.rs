//! What protojson refuses, and in which words (`encoding/protojson/decode.go`, `internal/encoding/json`).

use std::fmt;

/// A line and a column of the value, both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "(line {}:{}): ", self.line, self.column)
    }
}

/// Why protojson refuses; its `Display` are protojson's words without the leading `proto: `.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProtoError {
    /// A value of another kind than the field's.
    UnexpectedToken {
        /// Where it stands.
        at: Position,
        /// Its text; of an object or array the bracket alone.
        token: String,
    },
    /// The message has no such field.
    UnknownField {
        /// Where its name stands.
        at: Position,
        /// The name with its quotes.
        name: String,
    },
    /// A field stands twice, in whichever spelling.
    DuplicateField {
        /// Where its second name stands.
        at: Position,
        /// That name with its quotes.
        name: String,
    },
    /// A key stands twice in a map.
    DuplicateKey {
        /// Where the second one stands.
        at: Position,
        /// The key with its quotes.
        key: String,
    },
    /// Two fields of a oneof.
    OneofSet {
        /// Where the second one's name stands.
        at: Position,
        /// That name with its quotes.
        name: String,
        /// The full name of the oneof.
        oneof: String,
    },
    /// A value that a scalar field does not take.
    InvalidValue {
        /// Where it stands.
        at: Position,
        /// The field's type, such as `uint32`.
        wanted: &'static str,
        /// The field's JSON name.
        field: String,
        /// The value's text; of an object or array the bracket alone.
        value: String,
    },
    /// A string is not UTF-8.
    InvalidUtf8 {
        /// Where it stands.
        at: Position,
    },
    /// A surrogate without its other half.
    LoneSurrogate {
        /// Where its string stands.
        at: Position,
        /// The six bytes after it, quoted as Go does.
        after: String,
    },
    /// The same with less than six bytes after it.
    UnexpectedEnd,
    /// An unknown member is nested too deeply.
    TooDeep,
}

impl fmt::Display for ProtoError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::UnexpectedToken { at, token } => {
                write!(out, "syntax error {at}unexpected token {token}")
            }
            Self::UnknownField { at, name } => write!(out, "{at}unknown field {name}"),
            Self::DuplicateField { at, name } => write!(out, "{at}duplicate field {name}"),
            Self::DuplicateKey { at, key } => write!(out, "{at}duplicate map key {key}"),
            Self::OneofSet { at, name, oneof } => {
                write!(
                    out,
                    "{at}error parsing {name}, oneof {oneof} is already set"
                )
            }
            Self::InvalidValue {
                at,
                wanted,
                field,
                value,
            } => write!(out, "{at}invalid value for {wanted} field {field}: {value}"),
            Self::InvalidUtf8 { at } => write!(out, "syntax error {at}invalid UTF-8 in string"),
            Self::LoneSurrogate { at, after } => {
                write!(
                    out,
                    "syntax error {at}invalid escape code {after} in string"
                )
            }
            Self::UnexpectedEnd => out.write_str("unexpected EOF"),
            Self::TooDeep => out.write_str("exceeded max recursion depth"),
        }
    }
}
