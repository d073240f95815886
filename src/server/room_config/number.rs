//! Which numbers and quoted numbers protojson accepts as an integer or a double
//! (`internal/encoding/json/decode_number.go`).

use crate::server::go::json as go_json;
use crate::server::release::{ReleaseRange, VersionDependencies};
use crate::text::json::Value;

/// Before protobuf-go v1.36.12 (go.mod of v1.13.7), a string need only begin with a number: `"1 2"` is 1.
const WHOLE_STRINGS: ReleaseRange = ReleaseRange::since(13, 7);

/// The number of a token: itself, or that of a string without white space around it.
pub(super) fn text(value: Value, release: &VersionDependencies) -> Option<String> {
    if let Some(number) = value.number() {
        return Some(number.to_owned());
    }
    let string = value.string()?;
    if string.trim_ascii() != string {
        return None;
    }
    let parts = Parts::read(&string)?;
    if release.supports(WHOLE_STRINGS) && parts.length < string.len() {
        return None;
    }
    Some(string[..parts.length].to_owned())
}

/// Whether a number is an integer from `least` to `most`, in any notation.
pub(super) fn is_integer(number: &str, least: i64, most: i64) -> bool {
    Parts::read(number)
        .and_then(|parts| parts.integer())
        .is_some_and(|integer| (least..=most).contains(&integer))
}

/// Whether a float64 can hold it.
pub(super) fn is_double(number: &str) -> bool {
    go_json::float(number).is_some()
}

/// More than any `uint32`, the type of the largest integers in a room's configuration.
const TOO_LARGE: i64 = 1 << 40;

/// The parts of a number.
struct Parts<'a> {
    negative: bool,
    /// The digits before the point; empty for a sole zero.
    whole: &'a str,
    /// The digits after the point, without trailing zeros.
    fraction: &'a str,
    exponent: &'a str,
    length: usize,
}

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let digits = |text: &'a str| -> (&'a str, &'a str) {
            text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
        };
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, mut rest) = match unsigned.strip_prefix('0') {
            Some(rest) => ("", rest),
            None => digits(unsigned),
        };
        if unsigned.len() == rest.len() {
            return None;
        }
        let mut fraction = "";
        if let Some(after) = rest.strip_prefix('.') {
            let (found, after) = digits(after);
            if !found.is_empty() {
                fraction = found;
                rest = after;
            }
        }
        let mut exponent = "";
        if let Some(after) = rest.strip_prefix(['e', 'E'])
            && !after.is_empty()
        {
            let sign = usize::from(after.starts_with(['+', '-']));
            let (found, after_digits) = digits(&after[sign..]);
            if sign == after.len() {
                return None;
            }
            exponent = &after[..sign + found.len()];
            rest = after_digits;
        }
        let delimits = |byte: u8| !byte.is_ascii_alphanumeric() && !b"-+._".contains(&byte);
        rest.bytes().next().is_none_or(delimits).then(|| Self {
            negative: text.len() > unsigned.len(),
            whole,
            fraction: fraction.trim_end_matches('0'),
            exponent,
            length: text.len() - rest.len(),
        })
    }

    /// `normalizeToIntString`; `None` if it is not an integer, or has more than twenty digits. A number that is too
    /// large for any integer type of protobuf is [`TOO_LARGE`].
    fn integer(&self) -> Option<i64> {
        if self.whole.is_empty() && self.fraction.is_empty() {
            return Some(0);
        }
        let exponent: i64 = match self.exponent {
            "" => 0,
            // A number that no int64 can hold is far from any integer.
            digits => digits.parse().ok()?,
        };
        let point = i64::try_from(self.whole.len())
            .ok()?
            .checked_add(exponent)?;
        let point = usize::try_from(point).ok().filter(|&point| point <= 20)?;
        let digits = format!("{}{}", self.whole, self.fraction);
        let mut magnitude: i64 = 0;
        for at in 0..point.max(digits.len()) {
            let digit = digits.as_bytes().get(at).map_or(0, |digit| digit - b'0');
            if at < point {
                magnitude = (magnitude * 10 + i64::from(digit)).min(TOO_LARGE);
            } else if digit != 0 {
                return None;
            }
        }
        Some(if self.negative { -magnitude } else { magnitude })
    }
}

#[cfg(test)]
mod tests {
    use super::{is_integer, text};
    use crate::server::release::{RELEASES, Release, VersionDependencies};
    use crate::text::json::Document;

    #[test]
    fn integers_come_in_many_notations() {
        let is_uint32 = |number| is_integer(number, 0, i64::from(u32::MAX));
        for number in [
            "0",
            "-0",
            "1e2",
            "1.0",
            "0.1e1",
            "10e-1",
            "4294967295",
            "0e99",
            "42.95e2",
        ] {
            assert!(is_uint32(number), "{number}");
        }
        for number in [
            "-1",
            "1.5",
            "4294967296",
            "1e-1",
            "01",
            "1e20",
            "+1",
            "",
            "1e99999999999",
        ] {
            assert!(!is_uint32(number), "{number}");
        }
    }

    #[test]
    fn strings_once_needed_only_begin_with_a_number() {
        let document = Document::read(br#"["1 2", "1e2", " 1", "1x"]"#.to_vec()).unwrap();
        let read = |release: &Release| -> Vec<_> {
            let release = VersionDependencies::new(release);
            document
                .root()
                .unwrap()
                .elements()
                .map(|value| text(value, &release))
                .collect()
        };
        let newest = RELEASES.last().unwrap();
        assert_eq!(read(newest), [None, Some("1e2".to_owned()), None, None]);
        assert_eq!(read(&RELEASES[0])[0].as_deref(), Some("1"));
    }
}
