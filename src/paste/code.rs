//! Finds common mistakes in code that makes tokens.

mod app;
mod by_hand;
mod marks;
mod with_sdk;

pub use marks::sdk;

use crate::livekit::sdk::Sdk;
use crate::text::Span;

/// A mistake in code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The kind of mistake.
    pub kind: Kind,
    /// The SDK that the code uses.
    pub sdk: Option<Sdk>,
    /// Its place.
    pub span: Span,
}

/// The known mistakes in code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `toJwt()` of the SDK for JavaScript is not awaited.
    NotAwaited,
    /// A grant has a name that the server does not know.
    MisnamedGrant {
        /// The name that was probably intended.
        meant: &'static str,
    },
    /// The code grants a room, but not joining it.
    NoRoomJoin,
    /// `roomAdmin` without the name of a room.
    NoRoom,
    /// Key and secret are in the wrong order.
    Swapped,
    /// A token that joins a room has no identity.
    NoIdentity,
    /// The lifetime is in a unit that the SDK does not use.
    LifetimeUnit,
    /// A build publishes the value of the secret's variable to every visitor.
    PublicSecret,
    /// A grant is assigned, which does nothing.
    AssignedGrant,
    /// A token is made without any grant.
    NoGrants,
    /// The secret is decoded before it signs.
    DecodedSecret,
    /// A variable of the server's is read in the browser.
    ServerVariable,
    /// The whole answer of a token route is used as the token.
    WholeAnswer,
    /// A time claim is in milliseconds.
    Milliseconds {
        /// The name of the claim.
        claim: &'static str,
    },
    /// A time in UTC is read as one of the local time zone.
    NaiveUtc,
    /// A webhook's body is verified that nothing reads as text.
    WebhookBody,
    /// A route of Next.js that takes no request makes the token.
    StaticRoute,
}

/// How many places of a text are looked at: a paste may hold thousands, each with a long line.
const OCCURRENCES: usize = 16;

/// Finds the mistakes in a pasted text, if it has code that makes a LiveKit token. `is_of_livekit` tells whether something
/// in it is LiveKit's.
pub fn find(text: &str, is_of_livekit: bool) -> Vec<Mistake> {
    let sdk = marks::of_code(text);
    let mut reader = Reader {
        text,
        sdk,
        found: Vec::new(),
    };
    reader.public();
    reader.by_hand();
    reader.utc(is_of_livekit);
    reader.in_browser();
    if is_of_livekit {
        reader.decoded_secret();
        reader.static_route();
    }
    reader.webhook();
    if is_of_livekit || text.contains("room.connect(") {
        reader.whole_answer();
    }
    if sdk == Some(Sdk::Node) || sdk.is_none() && text.contains("const ") {
        reader.awaits();
    }
    if sdk == Some(Sdk::Python) {
        reader.assignments();
    }
    if sdk.is_some() {
        reader.arguments();
        reader.setters();
        reader.grants();
        reader.lifetime();
    }
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    sdk: Option<Sdk>,
    found: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    fn add(&mut self, kind: Kind, start: usize, length: usize) {
        self.found.push(Mistake {
            kind,
            sdk: self.sdk,
            span: Span::new(start, start + length),
        });
    }

    /// The text from `start` to its closing bracket.
    fn body(&self, start: usize) -> &'a str {
        let rest = &self.text[start..];
        let mut depth = 1;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'(' | b'{' => depth += 1,
                b')' | b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return &rest[..at];
            }
        }
        rest
    }
}

/// The name at the start of a text.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The names that are set in an object, a struct or named arguments, and their places.
fn names(body: &str) -> Vec<(usize, &str)> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let name = word(&body[at..]);
        if name.is_empty() {
            at = body.ceil_char_boundary(at + 1);
            continue;
        }
        let end = at + name.len();
        let after = body[end..].trim_start_matches([' ', '"', '\'']).as_bytes();
        let is_set = match after {
            [b':', next, ..] => *next != b':',
            [b'=', next, ..] => *next != b'=' && *next != b'>',
            // `{ roomJoin: true, room }`
            [b',' | b'}', ..] | [] => name == "room",
            _ => false,
        };
        if is_set {
            names.push((at, name));
        }
        at = end;
    }
    names
}
