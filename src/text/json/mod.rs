//! A JSON reader (RFC 8259) that keeps what other readers lose: member order, repeated members, number text, and
//! places.
//!
//! It reads bytes, not text, because a token may hold any bytes. Invalid UTF-8 and lone surrogates become U+FFFD one by
//! one, as in Go's `encoding/json`. Open containers are kept on the heap, so that deep nesting cannot exhaust the
//! stack.

mod reader;
mod string;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use reader::Reader;

pub use string::{lossy, quote};

/// The type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// Its name in Go's `encoding/json`: `string`, `number`, `bool`, `object`, `array`, `null`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "bool",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// Where and why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Offset of the offending byte; the length of the text if that ends too early.
    pub at: usize,
    /// The offending byte, `None` at the end of the text.
    pub found: Option<u8>,
    /// What could have followed there.
    pub expected: &'static str,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Self { expected, at, .. } = self;
        write!(out, "expected {expected} at byte {at}, but found ")?;
        match self.found {
            None => out.write_str("the end"),
            Some(b'`') => out.write_str("a backtick"),
            Some(byte @ 0x21..=0x7E) => write!(out, "`{}`", char::from(byte)),
            Some(b' ') => out.write_str("a space"),
            Some(byte) => write!(out, "the byte 0x{byte:02X}"),
        }
    }
}

/// One value; the values of an array or object follow their container.
#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    start: usize,
    end: usize,
    /// Index of the first node that is not inside this one.
    next: usize,
}

/// A JSON text and the tree of its values.
#[derive(Clone, Debug)]
pub struct Document {
    source: Vec<u8>,
    nodes: Vec<Node>,
    depth: usize,
}

impl Document {
    /// Reads one JSON text, with optional white space around it.
    ///
    /// # Errors
    /// The first place at which `source` is not JSON.
    ///
    /// ```
    /// use why401::text::json::Document;
    ///
    /// let document = Document::read(br#"{"exp":1e9,"exp":"2"}"#.to_vec()).unwrap();
    /// let root = document.root().unwrap();
    /// assert_eq!(root.members().count(), 2);
    /// // The last of two equal names counts.
    /// assert_eq!(root.member("exp").unwrap().string().as_deref(), Some("2"));
    /// ```
    pub fn read(source: Vec<u8>) -> Result<Self, SyntaxError> {
        let (document, error) = Self::read_prefix(source);
        match error {
            Some(error) => Err(error),
            None => Ok(document),
        }
    }

    /// Reads up to the first error. The tree then holds each value that was complete, and the containers that were
    /// open; it may be empty.
    ///
    /// ```
    /// use why401::text::json::Document;
    ///
    /// let (document, error) = Document::read_prefix(br#"{"iss":"APIkey","su"#.to_vec());
    /// assert!(error.is_some());
    /// let iss = document.root().unwrap().member("iss").unwrap();
    /// assert!(iss.is_string("APIkey"));
    /// ```
    pub fn read_prefix(source: Vec<u8>) -> (Self, Option<SyntaxError>) {
        let mut reader = Reader::new(&source);
        let error = reader.text().err();
        let (nodes, depth) = reader.finish();
        (
            Self {
                source,
                nodes,
                depth,
            },
            error,
        )
    }

    /// The outermost value; `None` only if [`read_prefix`](Self::read_prefix) found no value at all.
    pub fn root(&self) -> Option<Value<'_>> {
        (!self.nodes.is_empty()).then_some(Value {
            document: self,
            index: 0,
        })
    }

    /// How deeply arrays and objects are nested: 0 for a scalar, 1 for `{}`.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The bytes of the source.
    pub fn source(&self) -> &[u8] {
        &self.source
    }
}

/// A value in a [`Document`].
#[derive(Clone, Copy)]
pub struct Value<'a> {
    document: &'a Document,
    index: usize,
}

/// A member of an object: its name (a string) and its value.
pub type Member<'a> = (Value<'a>, Value<'a>);

impl<'a> Value<'a> {
    fn node(self) -> &'a Node {
        &self.document.nodes[self.index]
    }

    /// Its type.
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// Its place in the source, in bytes.
    pub fn span(self) -> Range<usize> {
        self.node().start..self.node().end
    }

    /// Its text in the source.
    pub fn source(self) -> &'a [u8] {
        &self.document.source[self.span()]
    }

    /// The value of a string, with escapes resolved.
    pub fn string(self) -> Option<Cow<'a, str>> {
        (self.kind() == Kind::String)
            .then(|| string::unquote(&self.source()[1..self.source().len() - 1]))
    }

    /// The text of a number.
    pub fn number(self) -> Option<&'a str> {
        if self.kind() != Kind::Number {
            return None;
        }
        std::str::from_utf8(self.source()).ok()
    }

    /// The value of a `true` or `false`.
    pub fn boolean(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.source() == b"true")
    }

    /// The elements of an array; none for other values.
    pub fn elements(self) -> Elements<'a> {
        self.children(Kind::Array)
    }

    /// The members of an object in the order of the text, including repeats; none for other values.
    pub fn members(self) -> Members<'a> {
        Members(self.children(Kind::Object))
    }

    /// The last member with exactly this name.
    pub fn member(self, name: &str) -> Option<Value<'a>> {
        self.members()
            .filter(|(found, _)| found.is_string(name))
            .last()
            .map(|(_, value)| value)
    }

    /// Whether it is a string with this value.
    pub fn is_string(self, value: &str) -> bool {
        let node = self.node();
        if node.kind != Kind::String {
            return false;
        }
        let inner = &self.document.source[node.start + 1..node.end - 1];
        let is_plain = |byte: &u8| byte.is_ascii() && *byte != b'\\';
        // Most names differ in their first letter.
        if inner.first().is_some_and(is_plain) && inner.first() != value.as_bytes().first() {
            return false;
        }
        if inner.iter().all(is_plain) {
            inner == value.as_bytes()
        } else {
            self.string().is_some_and(|string| string == value)
        }
    }

    /// Every value inside it at any depth, including names of members, in the order of the text.
    pub fn inner(self) -> impl Iterator<Item = Value<'a>> {
        let document = self.document;
        (self.index + 1..self.node().next).map(move |index| Value { document, index })
    }

    fn children(self, of: Kind) -> Elements<'a> {
        let Self { document, index } = self;
        let end = if self.kind() == of {
            self.node().next
        } else {
            index
        };
        Elements {
            document,
            at: index + 1,
            end,
        }
    }
}

/// The elements of an array.
pub struct Elements<'a> {
    document: &'a Document,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Elements<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        if self.at >= self.end {
            return None;
        }
        let value = Value {
            document: self.document,
            index: self.at,
        };
        self.at = value.node().next;
        Some(value)
    }
}

/// The members of an object.
pub struct Members<'a>(Elements<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Member<'a>> {
        Some((self.0.next()?, self.0.next()?))
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&lossy(self.source()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Kind, Value};

    fn read(text: &str) -> Document {
        Document::read(text.as_bytes().to_vec()).unwrap()
    }

    fn error(text: &str) -> String {
        Document::read(text.as_bytes().to_vec())
            .unwrap_err()
            .to_string()
    }

    fn names(value: Value) -> Vec<String> {
        value
            .members()
            .map(|(name, _)| name.string().unwrap().into_owned())
            .collect()
    }

    #[test]
    fn keeps_order_repeats_number_text_and_places() {
        let document = read(r#" {"b":1.50,"a":[{},-0],"b":{"c":null}} "#);
        let root = document.root().unwrap();
        assert_eq!(names(root), ["b", "a", "b"]);
        let values: Vec<_> = root.members().map(|(_, value)| value).collect();
        assert_eq!(values[0].number(), Some("1.50"));
        assert_eq!(
            values[1]
                .elements()
                .map(super::Value::span)
                .collect::<Vec<_>>(),
            [16..18, 19..21]
        );
        assert_eq!(
            root.member("b").unwrap().member("c").unwrap().kind(),
            Kind::Null
        );
        assert_eq!(document.depth(), 3);
    }

    #[test]
    fn resolves_escapes_and_replaces_invalid_bytes_one_by_one() {
        let document = Document::read(
            b"[\"\\u0041\\n\\ud83d\\ude00\\ud800\\u0041\", \"\xe2\x82z\xff\"]".to_vec(),
        )
        .unwrap();
        let strings: Vec<_> = document
            .root()
            .unwrap()
            .elements()
            .map(|value| value.string().unwrap())
            .collect();
        let last = document.root().unwrap().elements().last().unwrap();
        assert!(last.is_string("\u{FFFD}\u{FFFD}z\u{FFFD}") && !last.is_string("z"));
        assert_eq!(strings, ["A\n😀\u{FFFD}A", "\u{FFFD}\u{FFFD}z\u{FFFD}"]);
    }

    #[test]
    fn describes_an_error_by_expectation_and_finding() {
        assert_eq!(error(r#"{"a" 1}"#), "expected `:` at byte 5, but found `1`");
        assert_eq!(error("[1,]"), "expected a value at byte 3, but found `]`");
        assert_eq!(
            error("{\"a\":01}"),
            "expected `,` or `}` at byte 6, but found `1`"
        );
        assert_eq!(
            error(r#"{"a":"b"#),
            "expected `\"` at byte 7, but found the end"
        );
        assert_eq!(
            error("\u{feff}{}"),
            "expected a value at byte 0, but found the byte 0xEF"
        );
    }

    #[test]
    fn keeps_complete_values_before_an_error() {
        let (document, error) =
            Document::read_prefix(br#"{"iss":"k","video":{"roomJoin":true,"room":"m"#.to_vec());
        assert!(error.is_some());
        let root = document.root().unwrap();
        assert_eq!(names(root), ["iss", "video"]);
        assert_eq!(names(root.member("video").unwrap()), ["roomJoin"]);
        assert!(Document::read_prefix(Vec::new()).0.root().is_none());
    }

    #[test]
    fn lists_all_values_inside() {
        let document = read(r#"[1,{"a":[2]},3]"#);
        let object = document.root().unwrap().elements().nth(1).unwrap();
        let inner: Vec<_> = object.inner().map(Value::source).collect();
        assert_eq!(inner, [&b"\"a\""[..], b"[2]", b"2"]);
        assert_eq!(document.root().unwrap().inner().count(), 6);
    }

    #[test]
    fn nests_as_deeply_as_the_text_does() {
        let document = read(&("[".repeat(200_000) + &"]".repeat(200_000)));
        assert_eq!(document.depth(), 200_000);
    }
}
