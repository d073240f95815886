//! How Go's JSON decoders differ from RFC 8259: case folding, quoted numbers, limits, and refused repeats.
//!
//! Three of them read LiveKit's tokens: go-jose's fork of `encoding/json`, and the two engines of `encoding/json` itself.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::server::refusal::{Malformed, Part};
use crate::text::json::{Document, Value};

/// The decoder that reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The fork in go-jose, `json/decode.go`: names match exactly, repeats are refused, nesting has no limit.
    Fork,
    /// `encoding/json` up to Go 1.26.
    V1,
    /// `encoding/json` from Go 1.27 on: it accepts the same texts and has other error texts.
    V2,
}

/// How deeply `encoding/json` allows arrays and objects to nest (`maxNestingDepth` in scanner.go).
const MAX_DEPTH: usize = 10_000;

/// Reads `text` as `json.Unmarshal` does before decoding.
///
/// # Errors
/// It is not JSON, or nested too deeply.
pub fn read(text: Vec<u8>, part: Part, dialect: Dialect) -> Result<Document, Malformed> {
    let document = Document::read(text).map_err(|why| Malformed::Json { part, why })?;
    if dialect != Dialect::Fork && document.depth() > MAX_DEPTH {
        return Err(Malformed::TooDeep { part });
    }
    Ok(document)
}

/// Whether Go decodes `value` into an `interface{}`.
///
/// # Errors
/// A number that no float64 can hold, or, in the fork, a repeated name.
pub fn check_interface(value: Value, part: Part, dialect: Dialect) -> Result<(), Malformed> {
    let check = |value: Value| match value.number() {
        Some(text) if float(text).is_none() => Err(Malformed::NumberRange { part }),
        None if dialect == Dialect::Fork => check_repeats(value, part),
        _ => Ok(()),
    };
    check(value)?;
    for inner in value.inner() {
        check(inner)?;
    }
    Ok(())
}

/// Whether no two members of an object have the same name, as the fork requires.
///
/// # Errors
/// The first name that occurs twice.
pub fn check_repeats(object: Value, part: Part) -> Result<(), Malformed> {
    let repeat = first_repeat(object).and_then(|at| object.members().nth(at));
    match repeat {
        None => Ok(()),
        Some((name, _)) => Err(Malformed::Repeated {
            part,
            name: name.string().unwrap_or_default().into_owned(),
        }),
    }
}

/// The index of the first member with the name of an earlier one.
pub fn first_repeat(object: Value) -> Option<usize> {
    let mut seen = HashSet::new();
    object
        .members()
        .position(|(name, _)| !seen.insert(name.string().unwrap_or_default()))
}

/// The value of a JSON number as `strconv.ParseFloat` reads it; `None` if it is outside float64's range.
pub fn float(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The text of a JSON number, or of a string that holds one and nothing else: the input that a `json.Number` accepts.
pub fn number(value: Value) -> Option<Cow<str>> {
    value
        .number()
        .map(Cow::Borrowed)
        .or_else(|| value.string().filter(|text| is_number(text)))
}

/// Whether all of `text` is a JSON number (RFC 8259 section 6).
fn is_number(text: &str) -> bool {
    let document = Document::read(text.into());
    document.is_ok_and(|document| document.root().and_then(Value::number) == Some(text))
}

/// Whether `spelled` equals `name`, which is ASCII, under Unicode simple case folding: the only characters outside
/// ASCII that fold into it are U+017F (to `s`) and U+212A (to `k`).
pub fn folds_to(spelled: &str, name: &str) -> bool {
    let mut name = name.bytes();
    for character in spelled.chars() {
        let folded = match character {
            'ſ' => b's',
            '\u{212A}' => b'k',
            '\0'..='\x7F' => (character as u8).to_ascii_lowercase(),
            _ => return false,
        };
        if name
            .next()
            .is_none_or(|byte| byte.to_ascii_lowercase() != folded)
        {
            return false;
        }
    }
    name.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{Dialect, check_interface, first_repeat, float, folds_to, number, read};
    use crate::server::refusal::{Malformed, Part};

    fn interface(text: &str, dialect: Dialect) -> Result<(), Malformed> {
        let document = read(text.into(), Part::Header, dialect)?;
        check_interface(document.root().unwrap(), Part::Header, dialect)
    }

    #[test]
    fn folds_as_go_does() {
        assert!(folds_to("ROOMJOIN", "roomJoin"));
        assert!(folds_to("i\u{17F}s", "iss"));
        assert!(folds_to("\u{212A}ind", "kind"));
        assert!(!folds_to("room_join", "roomJoin"));
        assert!(!folds_to("roomJoin ", "roomJoin"));
        assert!(!folds_to("roomJoi", "roomJoin"));
        assert!(!folds_to("ıss", "iss"));
    }

    #[test]
    fn accepts_a_quoted_number() {
        for (text, expected) in [
            ("1.5e3", Some("1.5e3")),
            (r#""-0.5E+10""#, Some("-0.5E+10")),
            (r#""0""#, Some("0")),
            (r#""""#, None),
            (r#"" 1""#, None),
            (r#""01""#, None),
            (r#""+1""#, None),
            (r#""1.""#, None),
            (r#""1e""#, None),
            (r#""1e+""#, None),
            (r#""0x10""#, None),
            ("true", None),
        ] {
            let document = read(text.into(), Part::Payload, Dialect::V1).unwrap();
            let read = number(document.root().unwrap());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn refuses_numbers_beyond_float64() {
        assert_eq!(float("1e308"), Some(1e308));
        assert_eq!(float("1e309"), None);
        assert_eq!(float("1e-400"), Some(0.0));
        let found = interface(r#"{"a":[{"b":-1e400}]}"#, Dialect::V1);
        assert!(matches!(found, Err(Malformed::NumberRange { .. })));
    }

    #[test]
    fn finds_the_first_repeat_among_many() {
        let repeat = |text: &str| {
            let document = read(text.into(), Part::Payload, Dialect::V1).unwrap();
            first_repeat(document.root().unwrap())
        };
        assert_eq!(repeat("{}"), None);
        assert_eq!(repeat(r#"{"a":{"a":1},"b":1}"#), None);
        assert_eq!(repeat(r#"{"a":1,"b":1,"\u0061":1,"b":1}"#), Some(2));
        let many: Vec<_> = (0..60_000).map(|at| format!("\"m{at}\":0")).collect();
        let many = many.join(",") + ",";
        assert_eq!(repeat(&format!("{{{many}\"x\":0}}")), None);
        assert_eq!(repeat(&format!("{{{many}\"m7\":0}}")), Some(60_000));
    }

    #[test]
    fn only_the_fork_refuses_repeats_and_nests_without_limit() {
        let repeated = r#"{"a":{"b":1,"b":2}}"#;
        assert_eq!(interface(repeated, Dialect::V2), Ok(()));
        let found = interface(repeated, Dialect::Fork);
        assert!(matches!(found, Err(Malformed::Repeated { name, .. }) if name == "b"));
        let deep = "[".repeat(10_001) + &"]".repeat(10_001);
        assert_eq!(interface(&deep, Dialect::Fork), Ok(()));
        let found = interface(&deep, Dialect::V1);
        assert!(matches!(found, Err(Malformed::TooDeep { .. })));
        assert_eq!(interface(&deep[1..20_001], Dialect::V1), Ok(()));
    }
}
