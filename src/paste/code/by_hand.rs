//! Mistakes in code that makes a token without an SDK of LiveKit's, with any library that signs claims.

use super::{Kind, OCCURRENCES, Reader, names, word};
use crate::livekit::grants;

/// Names under which people put the grants of a token that they make by hand.
const MISNAMED: [&str; 6] = [
    "grants",
    "grant",
    "videoGrant",
    "videoGrants",
    "video_grant",
    "video_grants",
];

/// How jjwt up to 0.12 is asked to sign, before the secret.
const JJWT: &str = "signWith(SignatureAlgorithm.HS256,";

impl Reader<'_> {
    /// Claims of a token that is made without an SDK.
    pub(super) fn by_hand(&mut self) {
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

    /// A time in UTC, without its zone, among the claims of a token.
    pub(super) fn utc(&mut self, is_of_livekit: bool) {
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

    /// A secret that is decoded before it signs: LiveKit's is used as it is.
    pub(super) fn decoded_secret(&mut self) {
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
