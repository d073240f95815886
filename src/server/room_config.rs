//! Whether `roomConfig` is the protobuf JSON of a `livekit.RoomConfiguration` (protobuf-go v1.36, `encoding/protojson`).

mod number;
mod schema;

use super::go::json as go_json;
use super::go::text::{UNICODE_17, character, hex, quote, runes};
use super::refusal::RoomConfigFault;
use super::release::{ReleaseRange, Version, VersionDependencies, v};
use crate::text::json::{self, Kind, Value};

use schema::{Field, Message, ROOM_CONFIGURATION, Type};

/// The releases that read `roomConfig`.
pub const READ: ReleaseRange = ReleaseRange::since(8, 2);
/// The releases that refuse unknown fields and names of enums; later ones ignore them (`DiscardUnknown`,
/// livekit/protocol 729648d8 and d711b153).
pub const STRICT: ReleaseRange = ReleaseRange::between(v(8, 2), v(11, 0));

/// Reads a `roomConfig` that is not `null`, as a release with `roomConfig` does.
///
/// # Errors
/// The first fault that it finds.
pub fn check(config: Value, release: &VersionDependencies) -> Result<(), RoomConfigFault> {
    let decoder = Decoder {
        release,
        source: config.source(),
        start: config.span().start,
    };
    decoder.message(&ROOM_CONFIGURATION, config, MAX_DEPTH)
}

/// The first release that knows a field, if it came later than its message: `None` for a name that no release knows, or that was
/// always known in one of the messages and refused in another.
///
/// ```
/// use why401::server::room_config::known_since;
///
/// assert_eq!(known_since("tags").unwrap().to_string(), "v1.10.1");
/// assert!(known_since("name").is_none());
/// assert!(known_since("colour").is_none());
/// ```
pub fn known_since(field: &str) -> Option<Version> {
    let mut all = Vec::new();
    ROOM_CONFIGURATION.releases_of(field, &mut all);
    let first = *all.first()?;
    let is_one = first != ReleaseRange::ALWAYS && all.iter().all(|other| *other == first);
    is_one.then_some(first.since)
}

/// `protowire.DefaultRecursionLimit`.
const MAX_DEPTH: usize = 10_000;

struct Decoder<'a> {
    release: &'a VersionDependencies,
    source: &'a [u8],
    start: usize,
}

type Step = Result<(), RoomConfigFault>;

impl Decoder<'_> {
    /// A line and a column, both counted from 1, the column in characters.
    fn position(&self, value: Value) -> String {
        let before = &self.source[..value.span().start - self.start];
        let newline = before.iter().rposition(|&byte| byte == b'\n');
        let line = &before[newline.map_or(0, |at| at + 1)..];
        let lines = before.split(|&byte| byte == b'\n').count();
        let column = runes(line) + 1;
        format!("(line {lines}:{column})")
    }

    /// An error at a value.
    fn error(&self, at: Value, words: &str) -> Step {
        Err(format!("{}: {words}", self.position(at)).into())
    }

    /// An error that protojson finds before it reads the field.
    fn syntax_error(&self, at: Value, words: &str) -> Step {
        Err(format!("syntax error {}: {words}", self.position(at)).into())
    }

    /// The checks of `Decoder.Read` in protobuf-go beyond JSON: strings without errors.
    fn token(&self, value: Value) -> Step {
        if value.kind() != Kind::String {
            return Ok(());
        }
        let text = value.source();
        let mut rest = text;
        while let Some((&byte, after)) = rest.split_first() {
            match byte {
                b'\\' if after.first() == Some(&b'u') => {
                    rest = &rest[6..];
                    let unit = hex(&after[1..5]);
                    if !(0xD800..0xE000).contains(&unit) {
                        continue;
                    }
                    // The second half is searched for in the rest of the whole value, not of the string.
                    let end = value.span().end - self.start;
                    let rest_of_value = &self.source[end - rest.len()..];
                    let Some(next) = rest_of_value.get(..6) else {
                        return Err("unexpected EOF".to_owned().into());
                    };
                    let is_pair = unit < 0xDC00
                        && next.starts_with(b"\\u")
                        && next[2..].iter().all(u8::is_ascii_hexdigit)
                        && (0xDC00..0xE000).contains(&hex(&next[2..]));
                    if !is_pair {
                        let next = quote(next, self.release.supports(UNICODE_17));
                        let words = format!("invalid escape code {next} in string");
                        return self.syntax_error(value, &words);
                    }
                    rest = &rest[6..];
                }
                b'\\' => rest = &after[1..],
                _ => match character(rest) {
                    Some(character) => rest = &rest[character.len_utf8()..],
                    None => return self.syntax_error(value, "invalid UTF-8 in string"),
                },
            }
        }
        Ok(())
    }

    fn unexpected(&self, value: Value) -> Step {
        self.syntax_error(value, &format!("unexpected token {}", token_text(value)))
    }

    fn message(&self, of: &Message, value: Value, depth: usize) -> Step {
        self.token(value)?;
        if value.kind() != Kind::Object {
            return self.unexpected(value);
        }
        let mut seen = Vec::new();
        let mut set = Vec::new();
        for (name, value) in value.members() {
            self.token(name)?;
            let spelled = name.string().unwrap_or_default();
            let Some(field) = of.field(&spelled, self.release) else {
                if self.release.supports(STRICT) {
                    return Err(RoomConfigFault {
                        text: format!(
                            "{}: unknown field {}",
                            self.position(name),
                            token_text(name)
                        ),
                        unknown_field: Some(spelled.into_owned()),
                    });
                }
                self.skip(value, depth - 1)?;
                continue;
            };
            if seen.contains(&field.name) {
                return self.error(name, &format!("duplicate field {}", token_text(name)));
            }
            seen.push(field.name);
            if value.kind() == Kind::Null {
                continue;
            }
            if let Some(oneof) = field.oneof {
                if set.contains(&oneof) {
                    let words = format!(
                        "error parsing {}, oneof livekit.{}.{oneof} is already set",
                        token_text(name),
                        of.name
                    );
                    return self.error(name, &words);
                }
                set.push(oneof);
            }
            self.field(field, value, depth - 1)?;
        }
        Ok(())
    }

    fn field(&self, field: &Field, value: Value, depth: usize) -> Step {
        if matches!(field.what, Type::Map) {
            return self.map(value);
        }
        if !field.is_repeated {
            return self.single(field, value, depth);
        }
        self.token(value)?;
        if value.kind() != Kind::Array {
            return self.unexpected(value);
        }
        value
            .elements()
            .try_for_each(|element| self.single(field, element, depth))
    }

    fn single(&self, field: &Field, value: Value, depth: usize) -> Step {
        if let Type::Message(of) = field.what {
            return self.message(of, value, depth);
        }
        self.token(value)?;
        if field.takes(value, self.release) {
            return Ok(());
        }
        self.invalid(field.type_name(), &field.json_name(), value)
    }

    fn invalid(&self, wanted: &str, field: &str, value: Value) -> Step {
        let found = token_text(value);
        self.error(
            value,
            &format!("invalid value for {wanted} field {field}: {found}"),
        )
    }

    /// A `map<string, string>`.
    fn map(&self, value: Value) -> Step {
        self.token(value)?;
        if value.kind() != Kind::Object {
            return self.unexpected(value);
        }
        let repeat = go_json::first_repeat(value);
        for (at, (key, value)) in value.members().enumerate() {
            self.token(key)?;
            if Some(at) == repeat {
                return self.error(key, &format!("duplicate map key {}", token_text(key)));
            }
            self.token(value)?;
            if value.kind() != Kind::String {
                return self.invalid("string", "value", value);
            }
        }
        Ok(())
    }

    /// Skips an unknown member (`skipJSONValue`).
    fn skip(&self, value: Value, depth: usize) -> Step {
        self.token(value)?;
        let mut open = vec![value.span().end];
        for inner in value.inner() {
            let start = inner.span().start;
            while open.last().is_some_and(|&end| end <= start) {
                open.pop();
            }
            self.token(inner)?;
            if matches!(inner.kind(), Kind::Array | Kind::Object) {
                open.push(inner.span().end);
            }
            if open.len() > depth {
                return Err("exceeded max recursion depth".to_owned().into());
            }
        }
        Ok(())
    }
}

/// A token as protojson repeats it.
fn token_text(value: Value) -> String {
    match value.kind() {
        Kind::Object => "{".to_owned(),
        Kind::Array => "[".to_owned(),
        _ => json::lossy(value.source()).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::server::release::{RELEASES, VersionDependencies, v};
    use crate::text::json::Document;

    fn read(config: &str, minor: u8, patch: u8) -> Result<(), String> {
        let document = Document::read(config.into()).unwrap();
        let version = v(minor, patch);
        let release = RELEASES.iter().find(|row| row.contains(version)).unwrap();
        let read = check(document.root().unwrap(), &VersionDependencies::new(release));
        read.map_err(|fault| fault.text)
    }

    #[test]
    fn strict_releases_know_only_their_own_names() {
        let mp3 = r#"{"egress":{"room":{"fileOutputs":[{"fileType":"MP3"}]}}}"#;
        let web_socket = r#"{"egress":{"room":{"streamOutputs":[{"protocol":"WEBSOCKET"}]}}}"#;
        let preset = r#"{"egress":{"participant":{"preset":"PASSTHROUGH"}}}"#;
        let unknown = |words: &str| Err(words.to_owned());
        for (config, minor, patch, expected) in [
            (
                mp3,
                8,
                4,
                unknown(r#"(line 1:47): invalid value for enum field fileType: "MP3""#),
            ),
            (mp3, 9, 4, Ok(())),
            (
                web_socket,
                8,
                4,
                unknown(r#"(line 1:49): invalid value for enum field protocol: "WEBSOCKET""#),
            ),
            (web_socket, 11, 0, Ok(())),
            (
                preset,
                11,
                0,
                unknown(r#"(line 1:36): invalid value for enum field preset: "PASSTHROUGH""#),
            ),
            (preset, 12, 0, Ok(())),
        ] {
            assert_eq!(read(config, minor, patch), expected, "v1.{minor}.{patch}");
        }
    }

    #[test]
    fn quotes_the_text_after_a_lone_surrogate() {
        let found = read("{\"\":{\"\\ud83d\u{FEFF}\":0}}", 12, 0);
        let words = r#"syntax error (line 1:6): invalid escape code "\ufeff\":0" in string"#;
        assert_eq!(found, Err(words.to_owned()));
    }

    #[test]
    fn distinguishes_escapes_from_lone_surrogates() {
        let takes = |string: &str| read(&format!("{{\"name\":\"{string}\"}}"), 12, 0).is_ok();
        for whole in [
            "",
            r"\n",
            r#"\""#,
            r"\\ud800",
            r"\u0041",
            r"\ud7ff\ue000",
            r"\ud800\udc00",
            r"\udbff\udfff",
            "a\u{7f}é\u{1f600}",
        ] {
            assert!(takes(whole), "{whole}");
        }
        for half in [
            r"\ud800",
            r"\udfff",
            r"\udc00\udc00",
            r"\ud800\ud800",
            r"\ud83d\u0041",
            r"\ud83d\ue000",
            r"\ud83dxxdc00",
            r"\ud83dx\udc00",
        ] {
            assert!(!takes(half), "{half}");
        }
    }

    #[test]
    fn accepts_doubles_as_numbers_and_strings() {
        let takes = |interval: &str| {
            let config = format!(
                r#"{{"egress":{{"room":{{"advanced":{{"keyFrameInterval":{interval}}}}}}}}}"#
            );
            read(&config, 12, 0).is_ok()
        };
        for double in [
            "1",
            "-1.5e3",
            "1e308",
            r#""1.5""#,
            r#""NaN""#,
            r#""-Infinity""#,
        ] {
            assert!(takes(double), "{double}");
        }
        for other in [
            "1e400",
            r#""1e400""#,
            r#""x""#,
            r#""""#,
            r#"" 1""#,
            "true",
            "[]",
        ] {
            assert!(!takes(other), "{other}");
        }
    }

    #[test]
    fn accepts_any_integer_as_an_enum() {
        let takes = |kind: &str| {
            let config =
                format!(r#"{{"egress":{{"room":{{"fileOutputs":[{{"fileType":{kind}}}]}}}}}}"#);
            read(&config, 12, 0).is_ok()
        };
        for number in ["0", "1", "99", "-1", "1.0", "2147483647", r#""nothing""#] {
            assert!(takes(number), "{number}");
        }
        for other in ["1.5", "2147483648", "true", "[]", "{}"] {
            assert!(!takes(other), "{other}");
        }
    }

    /// `RecursionLimit` of protojson: 10,000 for messages and skipped values together.
    #[test]
    fn skips_a_limited_number_of_levels() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        let too_deep = Err("exceeded max recursion depth".to_owned());
        let config = |depth| format!("{{\"x\":{}}}", nested(depth));
        assert_eq!(read(&config(9_999), 12, 0), Ok(()));
        assert_eq!(read(&config(10_000), 12, 0), too_deep);
        let agent = |depth| format!("{{\"agents\":[{}]}}", config(depth));
        assert_eq!(read(&agent(9_998), 12, 0), Ok(()));
        assert_eq!(read(&agent(9_999), 12, 0), too_deep);
        // Neighbors do not add up.
        let wide = format!("{{\"x\":[{}]}}", vec!["[[]]"; 10_000].join(","));
        assert_eq!(read(&wide, 12, 0), Ok(()));
    }
}
