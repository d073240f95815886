//! Finds common mistakes in code that makes tokens.

mod marks;

pub use marks::sdk;

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

/// The beginning of the grants, for SDKs that name them in one place.
const GRANTS: [&str; 5] = [
    "addGrant(",
    "VideoGrant{",
    "VideoGrants {",
    "VideoGrants(",
    "VideoGrant.new(",
];

/// Names under which people put the grants of a token that they make by hand.
const MISNAMED: [&str; 6] = [
    "grants",
    "grant",
    "videoGrant",
    "videoGrants",
    "video_grant",
    "video_grants",
];

/// How many places of a text are looked at: a paste may hold thousands, each with a long line.
const OCCURRENCES: usize = 16;

/// How jjwt up to 0.12 is asked to sign, before the secret.
const JJWT: &str = "signWith(SignatureAlgorithm.HS256,";

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

    /// Secrets in variables that a build publishes to every visitor.
    fn public(&mut self) {
        for prefix in PUBLIC {
            let mut end = 0;
            let mut names = self.text.match_indices(prefix);
            let name = names.find_map(|(at, _)| {
                if at < end {
                    return None;
                }
                let name = word(&self.text[at..]);
                end = at + name.len();
                let is_secret = name.contains("SECRET")
                    && (name.contains("LIVEKIT") || name.contains("API_SECRET"));
                is_secret.then_some((at, name))
            });
            if let Some((at, name)) = name {
                self.add(Kind::PublicSecret, at, name.len());
            }
        }
    }

    /// Whether a library signs claims here.
    fn signs(&self) -> bool {
        let signs = [
            "jwt.encode(",
            "jwt.sign(",
            "SignJWT(",
            "JWT.encode(",
            "JWT::encode(",
        ];
        signs.into_iter().any(|sign| self.text.contains(sign))
    }

    /// A time in UTC, without its zone, among the claims of a token.
    fn utc(&mut self, is_of_livekit: bool) {
        const UTC: &str = "utcnow()";
        let text = self.text;
        let sets_claims = || {
            let claims = ["\"exp\"", "'exp'", "\"nbf\"", "'nbf'"];
            is_of_livekit && claims.into_iter().any(|claim| text.contains(claim))
        };
        if let Some(at) = text.find(UTC)
            && text.contains(".timestamp()")
            && (self.signs() || sets_claims())
        {
            self.add(Kind::NaiveUtc, at, UTC.len());
        }
    }

    /// Claims of a token that is made without an SDK.
    fn by_hand(&mut self) {
        if !self.signs() {
            return;
        }
        self.times();
        let objects = names(self.text).into_iter();
        let objects = objects.filter(|(_, name)| *name == "video" || MISNAMED.contains(name));
        for (at, name) in objects.take(OCCURRENCES) {
            let rest =
                self.text[at + name.len()..].trim_start_matches(['"', '\'', ' ', ':', '=', '>']);
            let Some(inner) = rest.strip_prefix('{') else {
                continue;
            };
            let start = self.text.len() - inner.len();
            let grants = names(self.body(start));
            let is_grant = |(_, name): &(usize, &str)| grants::meant("video", name).is_some();
            if name != "video" && grants.iter().any(is_grant) {
                self.add(Kind::MisnamedGrant { meant: "video" }, at, name.len());
            }
            if name != "video" {
                continue;
            }
            for (at, name) in grants {
                if let Some(meant) = grants::meant("video", name).filter(|meant| *meant != name) {
                    self.add(Kind::MisnamedGrant { meant }, start + at, name.len());
                }
            }
        }
    }

    /// Time claims that are not in seconds since 1970.
    fn times(&mut self) {
        let text = self.text;
        for claim in ["nbf", "iat", "exp"] {
            let is_claim = |(at, _): &(usize, &str)| {
                let before = text[..*at].trim_end_matches(['"', '\'']);
                !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.')
            };
            let mut places = text.match_indices(claim).filter(is_claim).take(OCCURRENCES);
            let in_milliseconds = places.find(|(at, _)| {
                let rest = text[at + claim.len()..].trim_start_matches(['"', '\'']);
                let value = ["=>", ":", "="]
                    .into_iter()
                    .find_map(|sign| rest.trim_start().strip_prefix(sign));
                value.is_some_and(|value| self.is_in_milliseconds(value))
            });
            if let Some((at, _)) = in_milliseconds {
                self.add(Kind::Milliseconds { claim }, at, claim.len());
                return;
            }
        }
    }

    /// Whether a value is in milliseconds, or begins with a variable that is.
    fn is_in_milliseconds(&self, value: &str) -> bool {
        let expression = value
            .split(['\n', ',', '}', ';'])
            .next()
            .unwrap_or_default();
        let name = word(expression.trim_start());
        let behind = &expression.trim_start()[name.len()..];
        let is_variable = !name.is_empty() && (behind.is_empty() || behind.starts_with([' ', '+']));
        let declared = is_variable.then(|| {
            let assigned = format!("{name} = ");
            let (_, value) = self.text.split_once(&assigned)?;
            value.split(['\n', ';']).next()
        });
        counts_milliseconds(expression) || declared.flatten().is_some_and(counts_milliseconds)
    }

    /// A secret that is decoded before it signs: LiveKit's is used as it is.
    fn decoded_secret(&mut self) {
        const DECODERS: [&str; 14] = [
            // Of a text, jjwt makes bytes by base64.
            JJWT,
            "Buffer.from(",
            "b64decode(",
            "urlsafe_b64decode(",
            "BASE64.decode(",
            "BASE64URL.decode(",
            "FromBase64String(",
            "base64url.decode(",
            "base64_decode(",
            "decode64(",
            "getDecoder().decode(",
            "DecodeString(",
            "base64.decode(",
            "atob(",
        ];
        for decoder in DECODERS {
            for (at, _) in self.text.match_indices(decoder).take(OCCURRENCES) {
                let rest = &self.text[at + decoder.len()..];
                let arguments = rest.split([')', ';', '\n']).next().unwrap_or_default();
                let lower = arguments.to_ascii_lowercase();
                let decodes = match decoder {
                    "Buffer.from(" => lower.contains("base64") || lower.contains("hex"),
                    JJWT => !lower.contains("bytes") && !lower.contains("key"),
                    _ => true,
                };
                if decodes && lower.contains("secret") {
                    self.add(Kind::DecodedSecret, at, decoder.len() + arguments.len());
                    return;
                }
            }
        }
    }

    /// A route without a request, which Next.js up to 14 answers once and for all when it is built.
    fn static_route(&mut self) {
        const ROUTE: &str = "export async function GET()";
        const DYNAMIC: [&str; 6] = [
            "force-dynamic",
            "revalidate",
            "cookies(",
            "headers(",
            "noStore",
            "searchParams",
        ];
        let text = self.text;
        if let Some(at) = text.find(ROUTE)
            && text[at..].contains("AccessToken(")
            && !DYNAMIC.into_iter().any(|mark| text.contains(mark))
        {
            self.add(Kind::StaticRoute, at, ROUTE.len());
        }
    }

    /// Variables that only the server has, read by code of the browser: a build replaces those with its prefix alone.
    fn in_browser(&mut self) {
        let text = self.text;
        let is_client = text.contains("'use client'") || text.contains("\"use client\"");
        for (mark, is_browser) in [("process.env.", is_client), ("import.meta.env.", true)] {
            for (at, _) in text.match_indices(mark).filter(|_| is_browser) {
                let name = word(&text[at + mark.len()..]);
                if name.starts_with("LIVEKIT") && !name.contains("SECRET") && !name.contains("KEY")
                {
                    self.add(Kind::ServerVariable, at, mark.len() + name.len());
                    return;
                }
            }
        }
    }

    /// A body of Express that the receiver of webhooks is given: it is text only behind a parser for it.
    fn webhook(&mut self) {
        const CALL: &str = ".receive(req.body";
        const READERS: [&str; 6] = [
            "express.raw",
            "express.text",
            "bodyParser.raw",
            "bodyParser.text",
            "rawBody",
            "fastify",
        ];
        let text = self.text;
        let is_read = || READERS.into_iter().any(|reader| text.contains(reader));
        if let Some(at) = text.find(CALL)
            && text.contains("WebhookReceiver(")
            && text.contains("express()")
            && !is_read()
        {
            self.add(Kind::WebhookBody, at + 1, CALL.len() - 1);
        }
    }

    /// The parsed answer of a token route that is given to `connect` or `LiveKitRoom` as it is.
    fn whole_answer(&mut self) {
        let text = self.text;
        for (at, call) in text.match_indices(".json()").take(OCCURRENCES) {
            let start = text[..at].rfind(['\n', ';']).map_or(0, |end| end + 1);
            let statement = text[start..at].trim_start();
            let declared = ["const ", "let ", "var "].into_iter();
            let Some(name) = declared
                .filter_map(|of| statement.strip_prefix(of))
                .map(word)
                .next()
            else {
                continue;
            };
            // A member of it may be taken on the same line.
            let is_whole = !text[at + call.len()..]
                .trim_start_matches(')')
                .starts_with(['.', '[']);
            let behind = &text[at..];
            let is_sent = || {
                let is_argument = |(at, mark): (usize, &str)| {
                    let arguments = behind[at + mark.len()..].split([')', '\n']).next();
                    let second = arguments.and_then(|arguments| arguments.split(',').nth(1));
                    second.is_some_and(|second| second.trim() == name)
                };
                behind.match_indices(".connect(").any(is_argument)
                    || behind.contains(&format!("token={{{name}}}"))
            };
            if !name.is_empty() && is_whole && is_sent() {
                self.add(
                    Kind::WholeAnswer,
                    start + text[start..].find(name).unwrap_or_default(),
                    name.len(),
                );
                return;
            }
        }
    }

    /// Grants that are assigned to a member of the builder that does not exist.
    fn assignments(&mut self) {
        for name in [".video_grants", ".video_grant", ".grants", ".videoGrants"] {
            for (at, _) in self.text.match_indices(name) {
                let rest = self.text[at + name.len()..].trim_start();
                if rest.starts_with('=') && !rest.starts_with("==") {
                    self.add(Kind::AssignedGrant, at + 1, name.len() - 1);
                    return;
                }
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
        let (receiver, expression) = before.split_at(start);
        // A promise may be returned or handed on, or something waits for it.
        let is_handed_on = ["await ", "return ", "//", ">"]
            .iter()
            .any(|mark| expression.contains(mark))
            || ["resolve(", "Promise.all("].iter().any(|call| {
                receiver
                    .lines()
                    .next_back()
                    .unwrap_or_default()
                    .contains(call)
            });
        let is_awaited = after.starts_with(".then")
            || match declared(receiver) {
                Some(name) => [format!("await {name}"), format!("{name}.then")]
                    .iter()
                    .any(|wait| after.contains(wait)),
                None => after.contains("Promise.all("),
            };
        if !is_handed_on && !is_awaited {
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
            self.no_grants();
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

    /// Grants of the SDK for PHP, which has a method for each.
    fn setters(&mut self) {
        const OTHERS: [&str; 6] = [
            "setRoomJoin(",
            "setRoomAdmin(",
            "setRoomCreate(",
            "setRoomList(",
            "setRoomRecord(",
            "setIngressAdmin(",
        ];
        const ROOM: &str = "setRoomName(";
        let text = self.text;
        if self.sdk == Some(Sdk::Php)
            && let Some(at) = text.find(ROOM)
            && !OTHERS.into_iter().any(|other| text.contains(other))
        {
            self.add(Kind::NoRoomJoin, at, ROOM.len());
        }
    }

    /// A builder that is turned into a token, and no word of grants.
    fn no_grants(&mut self) {
        let text = self.text;
        let made = ["toJwt(", "to_jwt(", "ToJWT("]
            .into_iter()
            .find_map(|call| text.find(call));
        let Some(builder) = text.find("AccessToken") else {
            return;
        };
        let is_whole = made.is_some_and(|made| builder < made);
        if is_whole && !text.to_ascii_lowercase().contains("grant") {
            self.add(Kind::NoGrants, builder, "AccessToken".len());
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
            Some(Sdk::Rust) => &["with_ttl(Duration::from_millis("],
            _ => &[],
        };
        for mark in marks {
            let Some((before, number)) = self.text.split_once(mark) else {
                continue;
            };
            let start = before.len() + mark.len();
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            // Its first argument is a number of days.
            if *mark == "timedelta(" && digits < 3 {
                continue;
            }
            // A product with 1000 in it is in milliseconds, where seconds are meant.
            let product = number
                .split([',', '}', '\n', ')'])
                .next()
                .unwrap_or_default();
            let mut factors = product.split('*').map(str::trim);
            if self.sdk == Some(Sdk::Node)
                && mark.ends_with(' ')
                && product.contains('*')
                && factors.any(|factor| factor == "1000")
            {
                self.add(Kind::LifetimeUnit, start, product.trim_end().len());
                continue;
            }
            let next = number.as_bytes().get(digits);
            let is_whole =
                !next.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_*. ".contains(byte));
            let is_wrong = match self.sdk {
                // A string needs a unit, a number is in seconds.
                Some(Sdk::Node) if mark.ends_with(' ') => digits > 6,
                // Milliseconds.
                Some(Sdk::Kotlin | Sdk::Rust) => digits < 6,
                _ => true,
            };
            if digits > 0 && is_whole && is_wrong {
                self.add(Kind::LifetimeUnit, start, digits);
            }
        }
    }
}

/// Whether an expression is an instant in milliseconds since 1970.
fn counts_milliseconds(expression: &str) -> bool {
    const CLOCKS: [&str; 6] = [
        "Date.now()",
        "getTime()",
        "currentTimeMillis()",
        "UnixMilli()",
        "ToUnixTimeMilliseconds()",
        "toEpochMilli()",
    ];
    let expression: String = expression.split_whitespace().collect();
    let is_divided = expression.contains("/1000");
    let is_scaled = [
        "time()*1000",
        "timestamp()*1000",
        "1000*time.time()",
        "time())*1000",
    ]
    .into_iter()
    .any(|scaled| expression.contains(scaled));
    is_scaled || CLOCKS.into_iter().any(|clock| expression.contains(clock)) && !is_divided
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

/// The name that JavaScript gives to the value behind `=` at the end: `const token: Promise<string> =`.
fn declared(before: &str) -> Option<&str> {
    let declaration = before.strip_suffix('=')?.lines().next_back()?;
    let declaration = declaration.split(':').next()?.trim_end();
    let name = declaration.rsplit(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'));
    name.into_iter().next().filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Kind, find};

    #[track_caller]
    fn assert_finds(code: &str, mistakes: &[Kind]) {
        let found: Vec<_> = find(code, true)
            .into_iter()
            .map(|mistake| mistake.kind)
            .collect();
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
        assert_finds(
            "const token = at.toJwt();\nawait room.connect(url, token)",
            &[Kind::NotAwaited],
        );
        for waits in [
            "const jwt: Promise<string> = at.toJwt();\nsend(await jwt);",
            "const jwt = at.toJwt();\njwt.then(send);",
            "const make = () => at.toJwt();",
            "const [a, b] = await Promise.all([one.toJwt(), two.toJwt()]);",
            "const all = new Promise((resolve) => resolve(at.toJwt()));",
        ] {
            assert_finds(waits, &[]);
        }
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
        assert_finds(
            "AccessToken::with_api_key(k, s).with_ttl(Duration::from_millis(3600))",
            &[Kind::LifetimeUnit],
        );
    }

    #[test]
    fn finds_mistakes_of_tokens_made_by_hand() {
        assert_finds(
            "payload = {\"iss\": KEY, \"video\": {\"room_join\": True, \"room\": \"r\"}}\njwt.encode(payload, SECRET)",
            &[Kind::MisnamedGrant { meant: "roomJoin" }],
        );
        assert_finds(
            "jwt.sign({ iss: key, grants: { roomJoin: true, room } }, secret)",
            &[Kind::MisnamedGrant { meant: "video" }],
        );
        assert_finds(
            "jwt.sign({ iss: key, video: { roomJoin: true, room } }, secret)",
            &[],
        );
        for (claim, code) in [
            (
                "exp",
                "jwt.encode({\"exp\": int(time.time() * 1000) + 60000, \"sub\": \"a\"}, SECRET)",
            ),
            (
                "nbf",
                "now = int(time.time()*1000)\njwt.encode({\"nbf\": now, \"exp\": now + 60000}, SECRET)",
            ),
            ("exp", "jwt.sign({ exp: Date.now() + 3600 * 1000 }, secret)"),
            ("iat", "JWT::encode(['iat' => time() * 1000], $secret)"),
        ] {
            assert_finds(code, &[Kind::Milliseconds { claim }]);
        }
        for right in [
            "jwt.sign({ exp: Math.floor(Date.now() / 1000) + 3600 }, secret)",
            "const now = Math.floor(Date.now() / 1000);\njwt.sign({ nbf: now, exp: now + 60 }, secret)",
            "jwt.encode({\"exp\": int(time.time()) + 3600}, SECRET)",
            "jwt.encode({\"exp\": datetime.utcnow() + timedelta(hours=1)}, SECRET)",
        ] {
            assert_finds(right, &[]);
        }
        assert_finds(
            "exp = int((datetime.utcnow() + timedelta(hours=1)).timestamp())\njwt.encode({\"exp\": exp}, SECRET)",
            &[Kind::NaiveUtc],
        );
        for decoded in [
            "Buffer.from(process.env.LIVEKIT_API_SECRET, 'base64')",
            "Keys.hmacShaKeyFor(Decoders.BASE64.decode(apiSecret))",
            "new SymmetricSecurityKey(Convert.FromBase64String(apiSecret))",
            "jose.base64url.decode(process.env.LIVEKIT_API_SECRET)",
        ] {
            let code = format!("jwt.sign(payload, {decoded})");
            assert_finds(&code, &[Kind::DecodedSecret]);
        }
        assert_finds("jwt.sign(payload, Buffer.from(secret, 'utf8'))", &[]);
        // jjwt takes a text for base64.
        let jjwt = "Jwts.builder().signWith(SignatureAlgorithm.HS256, apiSecret).compact()";
        assert_finds(jjwt, &[Kind::DecodedSecret]);
        assert_finds(&jjwt.replace("apiSecret", "apiSecret.getBytes()"), &[]);
    }

    #[test]
    fn finds_utc_as_local_time_without_a_library() {
        let code = "claims = {\"iss\": KEY, \"exp\": int(datetime.utcnow().timestamp()) + 60}";
        assert_finds(code, &[Kind::NaiveUtc]);
        assert_finds("log(datetime.utcnow().timestamp())", &[]);
    }

    #[test]
    fn finds_a_route_that_is_called_at_the_build() {
        let route = "export async function GET() {\n  const at = new AccessToken(k, s, { identity: 'a' });\n  at.addGrant({ roomJoin: true, room: 'r' });\n  return NextResponse.json({ token: await at.toJwt() });\n}";
        assert_finds(route, &[Kind::StaticRoute]);
        assert_finds(&route.replace("GET()", "GET(request)"), &[]);
        assert_finds(&format!("export const revalidate = 0;\n{route}"), &[]);
    }

    #[test]
    fn finds_the_body_of_a_webhook_that_nothing_reads() {
        let code = "const receiver = new WebhookReceiver(key, secret);\nconst app = express();\nPARSER\napp.post('/webhook', async (req, res) => {\n  const event = await receiver.receive(req.body, req.get('Authorization'));\n});";
        assert_finds(code, &[Kind::WebhookBody]);
        let parsed = code.replace("PARSER", "app.use(express.json());");
        assert_finds(&parsed, &[Kind::WebhookBody]);
        let raw = code.replace(
            "PARSER",
            "app.use(express.raw({ type: 'application/webhook+json' }));",
        );
        assert_finds(&raw, &[]);
    }

    #[test]
    fn finds_what_is_sent_from_the_browser() {
        assert_finds(
            "const token = await (await fetch('/t')).json(); await room.connect(url, token)",
            &[Kind::WholeAnswer],
        );
        assert_finds(
            "const data = await res.json()\n<LiveKitRoom token={data} serverUrl={url}>",
            &[Kind::WholeAnswer],
        );
        assert_finds(
            "const data = await res.json()\nawait room.connect(url, data.token)",
            &[],
        );
        assert_finds(
            "const { token } = await res.json()\nawait room.connect(url, token)",
            &[],
        );
        let connect = "await room.connect(process.env.LIVEKIT_URL, token)";
        assert_finds(&format!("'use client'\n{connect}"), &[Kind::ServerVariable]);
        assert_finds(connect, &[]);
        assert_finds(
            "'use client'\nroom.connect(process.env.NEXT_PUBLIC_LIVEKIT_URL, t)",
            &[],
        );
    }

    #[test]
    fn finds_a_token_without_grants() {
        assert_finds(
            "token = api.AccessToken(k, s).with_identity('a')\njwt = token.to_jwt()",
            &[Kind::NoGrants],
        );
        assert_finds("const at = new AccessToken(k, s, { identity: 'a' })", &[]);
    }

    #[test]
    fn finds_grants_that_are_assigned_in_python() {
        assert_finds(
            "token = api.AccessToken(k, s)\ntoken.identity = 'a'\ntoken.video_grants = api.VideoGrants(room_join=True, room='r')",
            &[Kind::AssignedGrant],
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
        assert_finds(
            "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: 3600 * 1000 })",
            &[Kind::LifetimeUnit],
        );
        assert_finds(
            "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: 60 * 60 })",
            &[],
        );
        assert_finds("VITE_LIVEKIT_API_SECRET=x", &[Kind::PublicSecret]);
        assert_finds("NEXT_PUBLIC_LIVEKIT_URL=wss://x", &[]);
    }
}
