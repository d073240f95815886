//! Mistakes in code that makes a token with an SDK of LiveKit's.

use super::{Kind, Reader, names};
use crate::livekit::grants;
use crate::livekit::sdk::Sdk;

/// The beginning of the grants, for SDKs that name them in one place.
const GRANTS: [&str; 5] = [
    "addGrant(",
    "VideoGrant{",
    "VideoGrants {",
    "VideoGrants(",
    "VideoGrant.new(",
];

impl Reader<'_> {
    /// `toJwt()` of the SDK for JavaScript, which is asynchronous since 2.0.
    pub(super) fn awaits(&mut self) {
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
    pub(super) fn arguments(&mut self) {
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
    pub(super) fn grants(&mut self) {
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

    /// Grants of the SDK for PHP, which has a method for each.
    pub(super) fn setters(&mut self) {
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

    /// Grants that are assigned to a member of the builder that does not exist.
    pub(super) fn assignments(&mut self) {
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

    /// Lifetimes in a unit that the SDK does not use.
    pub(super) fn lifetime(&mut self) {
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

/// The name that JavaScript gives to the value behind `=` at the end: `const token: Promise<string> =`.
fn declared(before: &str) -> Option<&str> {
    let declaration = before.strip_suffix('=')?.lines().next_back()?;
    let declaration = declaration.split(':').next()?.trim_end();
    let name = declaration.rsplit(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'));
    name.into_iter().next().filter(|name| !name.is_empty())
}
