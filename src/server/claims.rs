//! The registered claims (RFC 7519 section 4.1) as the two libraries decode them.

use super::go::json::{self as go_json, Dialect};
use super::refusal::{Malformed, Part};
use crate::text::NumericDate;
use crate::text::json::{Kind, Value};

/// The registered claims that an answer depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegisteredClaims {
    /// `iss`, the API key; empty if absent.
    pub iss: String,
    /// `sub`, the identity; empty if absent.
    pub sub: String,
    /// `jti`, the identity if `sub` is empty.
    pub jti: String,
    /// `exp`.
    pub exp: Option<Date>,
    /// `nbf`.
    pub nbf: Option<Date>,
    /// `iat`.
    pub iat: Option<Date>,
}

impl RegisteredClaims {
    /// The participant's identity: `sub`, else `jti`.
    pub fn identity(&self) -> &str {
        if self.sub.is_empty() {
            &self.jti
        } else {
            &self.sub
        }
    }
}

/// A date of a token, and the instant that Go turns it into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Date {
    /// As in the token, without the fraction.
    pub written: NumericDate,
    /// As in `time.Time`: seconds beyond its range wrap around to the far past.
    pub effective: NumericDate,
}

/// The last second since 1970 that `time.Time` can hold: it counts from the year 1 in an `int64`.
const LAST_SECOND: i64 = i64::MAX - 62_135_596_800;

impl Date {
    fn new(seconds: f64) -> Self {
        let seconds = seconds.trunc();
        // Out of range, the conversion to int64 gives its smallest value (amd64), which wraps around too.
        #[allow(clippy::cast_possible_truncation)]
        let whole = seconds as i64;
        let wraps = whole > LAST_SECOND || whole == i64::MIN;
        Self {
            written: NumericDate(seconds),
            effective: NumericDate(if wraps { f64::NEG_INFINITY } else { seconds }),
        }
    }
}

const NAMES: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// Decodes the registered claims of a claims set.
///
/// # Errors
/// It is neither an object nor `null`, or one of the seven has a type that the library does not accept.
pub fn decode(claims: Value, dialect: Dialect) -> Result<RegisteredClaims, Malformed> {
    let part = Part::Payload;
    if !matches!(claims.kind(), Kind::Object | Kind::Null) {
        return Err(Malformed::NotAnObject {
            part,
            found: claims.kind(),
        });
    }
    if dialect == Dialect::Fork {
        go_json::check_repeats(claims, part)?;
    }
    let mut registered = RegisteredClaims::default();
    for (name, value) in claims.members() {
        let spelled = name.string().unwrap_or_default();
        let matching = NAMES.into_iter().find(|name| {
            *name == spelled || dialect != Dialect::Fork && go_json::folds_to(&spelled, name)
        });
        if let Some(name) = matching {
            claim(&mut registered, name, value, dialect).ok_or(Malformed::Claim {
                name,
                found: value.kind(),
            })?;
        }
    }
    Ok(registered)
}

/// Stores one claim; `None` if the library does not accept the value.
fn claim(
    registered: &mut RegisteredClaims,
    name: &'static str,
    value: Value,
    dialect: Dialect,
) -> Option<()> {
    let text = match name {
        "aud" => return audience(value, dialect),
        "exp" => return date(&mut registered.exp, value, dialect),
        "nbf" => return date(&mut registered.nbf, value, dialect),
        "iat" => return date(&mut registered.iat, value, dialect),
        "iss" => &mut registered.iss,
        "sub" => &mut registered.sub,
        _ => &mut registered.jti,
    };
    if value.kind() != Kind::Null {
        *text = value.string()?.into_owned();
    }
    Some(())
}

/// A string, or an array of strings; `null` only if `encoding/json` does not pass it to `UnmarshalJSON`.
fn audience(value: Value, dialect: Dialect) -> Option<()> {
    let fits = match value.kind() {
        Kind::String => true,
        Kind::Array => value
            .elements()
            .all(|element| element.kind() == Kind::String),
        Kind::Null => dialect != Dialect::Fork,
        _ => false,
    };
    fits.then_some(())
}

/// A number; golang-jwt reads a `json.Number`, which may be quoted. `null` resets an earlier value.
fn date(date: &mut Option<Date>, value: Value, dialect: Dialect) -> Option<()> {
    if value.kind() == Kind::Null {
        *date = None;
        return Some(());
    }
    let number = if dialect == Dialect::Fork {
        value.number().map(Into::into)
    } else {
        go_json::number(value)
    };
    *date = Some(Date::new(go_json::float(&number?)?));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{RegisteredClaims, decode};
    use crate::server::go::json::Dialect;
    use crate::server::refusal::Malformed;
    use crate::text::NumericDate;
    use crate::text::json::Document;

    fn read(text: &str, dialect: Dialect) -> Result<RegisteredClaims, Malformed> {
        let document = Document::read(text.into()).unwrap();
        decode(document.root().unwrap(), dialect)
    }

    #[test]
    fn the_last_of_several_spellings_wins() {
        let registered = read(r#"{"iss":"a","ISS":"b","exp":5,"EXP":"7"}"#, Dialect::V1).unwrap();
        assert_eq!(registered.iss, "b");
        assert_eq!(registered.exp.unwrap().written, NumericDate(7.0));
        let registered = read(r#"{"iss":"a","ISS":"b","exp":5}"#, Dialect::Fork).unwrap();
        assert_eq!(registered.iss, "a");
        assert_eq!(
            read(r#"{"exp":5,"exp":null}"#, Dialect::V2).unwrap().exp,
            None
        );
    }

    #[test]
    fn types_differ_between_the_libraries() {
        for (text, fork, golang) in [
            (r#"{"exp":"1e9"}"#, false, true),
            (r#"{"aud":null}"#, false, true),
            (r#"{"aud":["a",1]}"#, false, false),
            (r#"{"aud":"a","iss":null,"nbf":null}"#, true, true),
            (r#"{"sub":1}"#, false, false),
            (r#"{"iat":1e400}"#, false, false),
            (r#"{"iss":"a","iss":"b"}"#, false, true),
            ("null", true, true),
            ("[]", false, false),
        ] {
            assert_eq!(read(text, Dialect::Fork).is_ok(), fork, "{text}");
            assert_eq!(read(text, Dialect::V1).is_ok(), golang, "{text}");
        }
    }

    #[test]
    fn dates_beyond_the_range_of_time_are_in_the_far_past() {
        for (text, past) in [
            ("9223371974719178752", false),
            ("9223371974719179776", true),
            ("1e19", true),
            ("-1e300", true),
            ("-62135596801", false),
        ] {
            let read = read(&format!(r#"{{"exp":{text}}}"#), Dialect::V1).unwrap();
            let effective = read.exp.unwrap().effective.0;
            assert_eq!(effective.is_infinite(), past, "{text}");
        }
    }
}
