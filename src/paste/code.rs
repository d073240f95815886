//! Finds common mistakes in code that makes tokens.

use crate::livekit::grants;
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
}

/// Texts that only code for one SDK has; the first match counts.
const MARKS: [(&[&str], Sdk); 7] = [
    (
        &[
            "auth.VideoGrant{",
            "auth.NewAccessToken(",
            ".SetVideoGrant(",
        ],
        Sdk::Go,
    ),
    (&["with_api_key(", "VideoGrants {"], Sdk::Rust),
    (
        &["api.AccessToken(", "VideoGrants(", "with_grants("],
        Sdk::Python,
    ),
    (&["AccessToken.new", "VideoGrant.new("], Sdk::Ruby),
    (&["addGrants(", "RoomJoin("], Sdk::Kotlin),
    (&["new VideoGrant()", "AccessTokenOptions()"], Sdk::Php),
    (&["addGrant(", "new AccessToken("], Sdk::Node),
];

/// The beginning of the grants, for SDKs that name them in one place.
const GRANTS: [&str; 5] = [
    "addGrant(",
    "VideoGrant{",
    "VideoGrants {",
    "VideoGrants(",
    "VideoGrant.new(",
];

/// The prefixes that make a variable public in a build.
const PUBLIC: [&str; 7] = [
    "NEXT_PUBLIC_",
    "VITE_",
    "REACT_APP_",
    "EXPO_PUBLIC_",
    "NUXT_PUBLIC_",
    "VUE_APP_",
    "GATSBY_",
];

/// Names of packages and files in stack traces and logs.
const TRACES: [(&[&str], Sdk); 3] = [
    (
        &[
            "livekit/api/",
            "livekit/rtc/",
            "livekit.agents",
            "livekit.api",
            "Traceback (most recent call last)",
            ".py\"",
            ".py:",
        ],
        Sdk::Python,
    ),
    (
        &[
            "livekit-server-sdk",
            "@livekit/",
            "node_modules/",
            ".js:",
            ".ts:",
        ],
        Sdk::Node,
    ),
    (&["io.livekit.server"], Sdk::Kotlin),
];

fn first(text: &str, marks: &[(&[&str], Sdk)]) -> Option<Sdk> {
    let is_in = |marks: &[&str]| marks.iter().any(|mark| text.contains(mark));
    let found = marks.iter().find(|(marks, _)| is_in(marks));
    found.map(|(_, sdk)| *sdk)
}

/// The SDK of the reader, as far as code or a stack trace shows it.
///
/// ```
/// use why401::livekit::sdk::Sdk;
/// use why401::paste::code::sdk;
///
/// assert_eq!(sdk("File \"livekit/api/access_token.py\", line 173, in to_jwt"), Some(Sdk::Python));
/// assert_eq!(sdk("at.addGrant({ room: 'my-room' })"), Some(Sdk::Node));
/// ```
pub fn sdk(text: &str) -> Option<Sdk> {
    first(text, &MARKS).or_else(|| first(text, &TRACES))
}

/// Finds the mistakes in a pasted text, if it has code that makes a LiveKit token.
pub fn find(text: &str) -> Vec<Mistake> {
    let sdk = first(text, &MARKS);
    let mut reader = Reader {
        text,
        sdk,
        found: Vec::new(),
    };
    reader.public();
    if sdk == Some(Sdk::Node) || sdk.is_none() && text.contains("const ") {
        reader.awaits();
    }
    if sdk.is_some() {
        reader.arguments();
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

    /// Secrets in variables that a build publishes to every visitor.
    fn public(&mut self) {
        for prefix in PUBLIC {
            let Some(at) = self.text.find(prefix) else {
                continue;
            };
            let name = word(&self.text[at..]);
            if name.contains("SECRET") && (name.contains("LIVEKIT") || name.contains("API_SECRET"))
            {
                self.add(Kind::PublicSecret, at, name.len());
            }
        }
    }

    /// `toJwt()` of the SDK for JavaScript, which is asynchronous since 2.0.
    fn awaits(&mut self) {
        const CALL: &str = "toJwt()";
        let Some((before, after)) = self.text.split_once(CALL) else {
            return;
        };
        let at = before.len();
        let start = before
            .rfind(['=', '(', '{', ':', ',', ';', '\n'])
            .map_or(0, |at| at + 1);
        let expression = &before[start..];
        // A promise may be returned, or its `then` waits for it.
        if !["await ", "return ", "//"]
            .iter()
            .any(|mark| expression.contains(mark))
            && !after.starts_with(".then")
            && !after.contains("await ")
        {
            self.add(Kind::NotAwaited, at, CALL.len());
        }
    }

    /// Key and secret in the wrong order.
    fn arguments(&mut self) {
        for call in ["AccessToken(", "AccessToken.new(", "with_api_key("] {
            let Some((before, after)) = self.text.split_once(call) else {
                continue;
            };
            let start = before.len() + call.len();
            let arguments = after
                .split_once(')')
                .map_or(after, |(arguments, _)| arguments)
                .to_ascii_lowercase();
            if let Some((first, others)) = arguments.split_once(',')
                && first.contains("secret")
                && others.contains("key")
                && !others
                    .split(',')
                    .next()
                    .is_some_and(|second| second.contains("secret"))
            {
                self.add(Kind::Swapped, start, first.len());
            }
        }
    }

    /// Missing grants, and grants with names that the server does not know.
    fn grants(&mut self) {
        let Some((mark, at)) = GRANTS
            .iter()
            .find_map(|mark| Some((mark, self.text.find(mark)?)))
        else {
            return;
        };
        let start = at + mark.len();
        let body = self.body(start);
        let mut plain = Vec::new();
        for (at, name) in names(body) {
            let meant = grants::meant("video", name);
            // Only JavaScript accepts any name; other languages check names when the code is built or run.
            if self.sdk == Some(Sdk::Node)
                && let Some(meant) = meant.filter(|meant| *meant != name)
            {
                self.add(Kind::MisnamedGrant { meant }, start + at, name.len());
            }
            plain.push(meant.unwrap_or_default());
        }
        let has = |name| plain.contains(&name);
        let joins = has("roomJoin");
        if has("roomAdmin") && !has("room") {
            self.add(Kind::NoRoom, at, mark.len());
        }
        let is_for_rooms = [
            "roomAdmin",
            "roomCreate",
            "roomList",
            "roomRecord",
            "ingressAdmin",
            "agent",
        ]
        .into_iter()
        .any(has);
        if has("room") && !joins && !is_for_rooms {
            self.add(Kind::NoRoomJoin, at, mark.len());
        }
        let makes_token = self.text.contains("AccessToken");
        if joins && makes_token && !self.text.to_ascii_lowercase().contains("identity") {
            self.add(Kind::NoIdentity, at, mark.len());
        }
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

    /// Lifetimes in a unit that the SDK does not use.
    fn lifetime(&mut self) {
        let marks: &[&str] = match self.sdk {
            Some(Sdk::Node) => &["ttl: '", "ttl: \"", "ttl: "],
            Some(Sdk::Go) => &["SetValidFor("],
            Some(Sdk::Python) => &["with_ttl(", "timedelta("],
            Some(Sdk::Kotlin) => &["ttl = ", "setTtl("],
            _ => &[],
        };
        for mark in marks {
            let Some((before, number)) = self.text.split_once(mark) else {
                continue;
            };
            let start = before.len() + mark.len();
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            let next = number.as_bytes().get(digits);
            let is_whole =
                !next.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_*. ".contains(byte));
            let is_wrong = match self.sdk {
                // A string needs a unit, a number is in seconds.
                Some(Sdk::Node) if mark.ends_with(' ') => digits > 6,
                // Milliseconds.
                Some(Sdk::Kotlin) => digits < 6,
                _ => true,
            };
            if digits > 0 && is_whole && is_wrong {
                self.add(Kind::LifetimeUnit, start, digits);
            }
        }
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
        let end = at + name.len();
        let after = body[end..].trim_start_matches([' ', '"', '\'']).as_bytes();
        let is_set = match after {
            [b':', next, ..] => *next != b':',
            [b'=', next, ..] => *next != b'=' && *next != b'>',
            // `{ roomJoin: true, room }`
            [b',' | b'}', ..] | [] => name == "room",
            _ => false,
        };
        if is_set && !name.is_empty() {
            names.push((at, name));
        }
        at = end + 1;
        while at < body.len() && !body.is_char_boundary(at) {
            at += 1;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Kind, find};

    #[track_caller]
    fn assert_finds(code: &str, mistakes: &[Kind]) {
        let found: Vec<_> = find(code).into_iter().map(|mistake| mistake.kind).collect();
        assert_eq!(found, mistakes, "{code}");
    }

    #[test]
    fn finds_a_promise_that_is_not_awaited() {
        let node = "const at = new AccessToken(key, secret, { identity });\nat.addGrant({ roomJoin: true, room });\n";
        assert_finds(
            &format!("{node}const token = at.toJwt();"),
            &[Kind::NotAwaited],
        );
        assert_finds(
            &format!("{node}res.json({{ token: at.toJwt() }})"),
            &[Kind::NotAwaited],
        );
        assert_finds(&format!("{node}const token = await at.toJwt();"), &[]);
        assert_finds("const jwt = token.toJwt();", &[Kind::NotAwaited]);
        assert_finds(&format!("{node}return at.toJwt();"), &[]);
        assert_finds(&format!("{node}at.toJwt().then(send);"), &[]);
        // Kotlin waits by itself.
        assert_finds(
            "token.addGrants(RoomJoin(true), RoomName(\"r\"))\nval jwt = token.toJwt()",
            &[],
        );
    }

    #[test]
    fn finds_missing_and_misspelled_grants() {
        assert_finds(
            "await token.addGrant({ roomJoin: true, roomName: roomName, canPublish: true, ... })",
            &[Kind::MisnamedGrant { meant: "room" }],
        );
        assert_finds(
            "at.addGrant({ room: 'r', canPublish: true })",
            &[Kind::NoRoomJoin],
        );
        assert_finds(
            "at.AddGrant(&auth.VideoGrant{RoomAdmin: true, RoomCreate: true, RoomJoin: true})",
            &[Kind::NoRoom],
        );
        assert_finds(
            "api.AccessToken(k, s).with_grants(api.VideoGrants(room=\"r\"))",
            &[Kind::NoRoomJoin],
        );
        assert_finds(
            "at := auth.NewAccessToken(k, s)\nat.SetVideoGrant(&auth.VideoGrant{RoomJoin: true, Room: r})",
            &[Kind::NoIdentity],
        );
        assert_finds(
            "AccessToken::with_api_key(k, s).with_identity(\"a\").with_grants(VideoGrants { room_join: true, room: \"r\".into(), ..Default::default() })",
            &[],
        );
    }

    #[test]
    fn finds_swapped_keys_public_secrets_and_wrong_lifetimes() {
        assert_finds(
            "new AccessToken(process.env.LIVEKIT_API_SECRET, process.env.LIVEKIT_API_KEY, { identity: 'a' })",
            &[Kind::Swapped],
        );
        assert_finds(
            "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: '3600' })",
            &[Kind::LifetimeUnit],
        );
        assert_finds(
            "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: '1h' })",
            &[],
        );
        assert_finds(
            "at := auth.NewAccessToken(key, secret).SetIdentity(id).SetValidFor(3600)",
            &[Kind::LifetimeUnit],
        );
        assert_finds(
            "at := auth.NewAccessToken(key, secret).SetIdentity(id).SetValidFor(3600 * time.Second)",
            &[],
        );
        assert_finds("VITE_LIVEKIT_API_SECRET=x", &[Kind::PublicSecret]);
        assert_finds("NEXT_PUBLIC_LIVEKIT_URL=wss://x", &[]);
    }
}
