//! Dates as HTTP, logs and programs write them.

use super::NumericDate;

/// A date and time of day that was read from a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timestamp {
    /// The instant, if the text is in UTC or names its offset; otherwise the instant that it would be in UTC.
    pub date: NumericDate,
    /// Whether the text names its offset from UTC.
    pub zoned: bool,
    /// How long the instant lasts, in seconds: 1 if the text has whole seconds, less with a fraction.
    pub precision: f64,
}

/// Names of months in their short English form, as in RFC 9110 section 5.6.7.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Names of the days of the week, in the same form.
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Why a date cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no known form, or its names are not English.
    Form,
    /// The calendar has no such date, or the day no such time.
    Calendar,
    /// Its day of the week belongs to another date.
    Weekday,
    /// There is another date, and one of the two is wrong.
    Twice,
}

/// Reads the timestamp at the start of `text`, and how many bytes it has.
///
/// Known forms: the three of RFC 9110 section 5.6.7 (`Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`,
/// `Sun Nov  6 08:49:37 1994`), RFC 3339 and variants (`2026-11-24T10:41:07.123Z`, `2026-11-24 10:41:07,123 +01:00`,
/// `2026/11/24 10:41:07`), the common log format of web servers (`24/Nov/2026:10:41:07 +0000`), and the output of
/// `date` and `timedatectl` (`Tue Nov 24 10:41:07 UTC 2026`, `Tue 2026-11-24 10:41:07 UTC`), and that of `git log`
/// (`Tue Nov 24 10:41:07 2026 +0100`).
///
/// ```
/// use why401::text::{NumericDate, timestamp};
///
/// let (read, length) = timestamp::read("Sun, 06 Nov 1994 08:49:37 GMT and more").unwrap();
/// assert_eq!((read.date, length), (NumericDate(784_111_777.0), 29));
/// // That day was a Sunday.
/// assert_eq!(timestamp::read("Mon, 06 Nov 1994 08:49:37 GMT"), Err(timestamp::Fault::Weekday));
/// ```
pub fn read(text: &str) -> Result<(Timestamp, usize), Fault> {
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
        fault: Fault::Form,
        noon: 0.0,
    };
    let timestamp = match reader.peek() {
        Some(b'0'..=b'9') if matches!(text.as_bytes().get(2), Some(b'/')) => {
            reader.day_first(b'/', b':')
        }
        Some(b'0'..=b'9') => reader.year_first(),
        Some(b'A'..=b'Z' | b'a'..=b'z') => reader.weekday_first(),
        _ => None,
    };
    timestamp
        .map(|timestamp| (timestamp, reader.at))
        .ok_or(reader.fault)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    fault: Fault,
    /// Noon of the day that was read, as if it were in UTC.
    noon: f64,
}

impl Reader<'_> {
    /// All forms that begin with a day of the week.
    fn weekday_first(&mut self) -> Option<Timestamp> {
        let name = self.name(&WEEKDAYS)?;
        while self.peek()?.is_ascii_alphabetic() {
            self.at += 1;
        }
        let comma = self.byte(b',').is_some();
        self.byte(b' ')?;
        let start = self.at;
        let in_month = self.digits(1, 2).and_then(|_| self.peek());
        self.at = start;
        let timestamp = match in_month {
            Some(separator) => self.day_first(separator, b' '),
            None if comma => None,
            None if self.peek()?.is_ascii_digit() => self.year_first(),
            None => self.month_first(),
        }?;
        // The first day of 1970 was a Thursday.
        let days = (self.noon / 86_400.0).floor() + 4.0;
        let since_sunday = days - 7.0 * (days / 7.0).floor();
        if (since_sunday + 1.0 - f64::from(name)).abs() < 0.5 {
            return Some(timestamp);
        }
        self.fault = Fault::Weekday;
        None
    }

    /// `Nov  6 08:49:37 1994`, or with a zone before the year, or an offset after it, as Git writes it.
    fn month_first(&mut self) -> Option<Timestamp> {
        let month = self.name(&MONTHS)?;
        self.byte(b' ')?;
        let _ = self.byte(b' ');
        let day = self.digits(1, 2)?;
        self.byte(b' ')?;
        let time = self.time_of_day()?;
        self.byte(b' ')?;
        let zoned = !self.peek()?.is_ascii_digit() && self.named_zone()?;
        let year = self.digits(4, 4)?;
        let after = self.at;
        let is_signed = |reader: &Self| matches!(reader.peek(), Some(b'+' | b'-'));
        let offset = (self.byte(b' ').is_some() && is_signed(self))
            .then(|| self.zone())
            .flatten();
        if offset.is_none() {
            self.at = after;
        }
        let east = offset.or(zoned.then_some(0.0));
        self.timestamp((year, month, day), time, east)
    }

    /// The name of a zone and the space after it; whether the zone is UTC. Other names are ambiguous.
    fn named_zone(&mut self) -> Option<bool> {
        let is_utc = self.zone().is_some();
        while self.peek()?.is_ascii_alphabetic() {
            self.at += 1;
        }
        self.byte(b' ')?;
        Some(is_utc)
    }

    /// The timestamp for whole seconds. `east` is the offset, if it is known.
    fn timestamp(
        &mut self,
        (year, month, day): (u32, u32, u32),
        (hour, minute, second): (u32, u32, u32),
        east: Option<f64>,
    ) -> Option<Timestamp> {
        let date = NumericDate::from_utc(i64::from(year), month, day, hour, minute, second);
        if date.is_none() {
            self.fault = Fault::Calendar;
        }
        let date = date?;
        self.noon = NumericDate::from_utc(i64::from(year), month, day, 12, 0, 0)?.0;
        Some(Timestamp {
            date: date.plus(-east.unwrap_or(0.0)),
            zoned: east.is_some(),
            precision: 1.0,
        })
    }

    /// `2026-11-24T10:41:07.123Z` and variants.
    fn year_first(&mut self) -> Option<Timestamp> {
        let year = self.digits(4, 4)?;
        let separator = self.peek().filter(|byte| matches!(byte, b'-' | b'/'))?;
        self.at += 1;
        let month = self.digits(2, 2)?;
        self.byte(separator)?;
        let day = self.digits(2, 2)?;
        if !matches!(self.peek()?, b'T' | b't' | b' ' | b'_') {
            return None;
        }
        self.at += 1;
        let time = self.time_of_day()?;
        let (fraction, precision) = self.fraction();
        let after = self.at;
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        let offset = self.zone();
        if offset.is_none() {
            self.at = after;
        }
        let timestamp = self.timestamp((year, month, day), time, offset)?;
        Some(Timestamp {
            date: timestamp.date.plus(fraction),
            precision,
            ..timestamp
        })
    }

    /// A date with the name of its month, such as `24/Nov/2026:10:41:07 +0000`, with its two separators. A year of two
    /// digits is between 1970 and 2069 (RFC 6265 section 5.1.1).
    fn day_first(&mut self, in_date: u8, before_time: u8) -> Option<Timestamp> {
        let day = self.digits(1, 2)?;
        self.byte(in_date)?;
        let month = self.name(&MONTHS)?;
        self.byte(in_date)?;
        let year = match self.digits(4, 4) {
            Some(year) => year,
            None => match self.digits(2, 2)? {
                year @ 0..70 => year + 2000,
                year => year + 1900,
            },
        };
        self.byte(before_time)?;
        let time = self.time_of_day()?;
        self.byte(b' ')?;
        let offset = self.zone()?;
        self.timestamp((year, month, day), time, Some(offset))
    }

    fn time_of_day(&mut self) -> Option<(u32, u32, u32)> {
        let hour = self.digits(2, 2)?;
        self.byte(b':')?;
        let minute = self.digits(2, 2)?;
        self.byte(b':')?;
        let second = self.digits(2, 2)?;
        let half = self.bytes.get(self.at..self.at + 3).unwrap_or_default();
        if !(half.eq_ignore_ascii_case(b" AM") || half.eq_ignore_ascii_case(b" PM")) {
            return Some((hour, minute, second));
        }
        self.at += 3;
        let afternoon = u32::from(half[1].eq_ignore_ascii_case(&b'P'));
        Some((hour % 12 + 12 * afternoon, minute, second))
    }

    /// A fraction of a second, 0 if there is none, and its precision.
    fn fraction(&mut self) -> (f64, f64) {
        let start = self.at;
        if !matches!(self.peek(), Some(b'.' | b',')) {
            return (0.0, 1.0);
        }
        self.at += 1;
        let (mut value, mut unit) = (0.0, 1.0);
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            unit /= 10.0;
            value += f64::from(digit - b'0') * unit;
            self.at += 1;
        }
        if self.at == start + 1 {
            self.at = start;
        }
        (value, unit)
    }

    /// Seconds east of UTC.
    fn zone(&mut self) -> Option<f64> {
        let rest = &self.bytes[self.at..];
        for name in ["GMT", "UTC", "Z"] {
            let named = rest
                .get(..name.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
            if named && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric) {
                self.at += name.len();
                // JavaScript writes an offset after the name.
                if !matches!(self.peek(), Some(b'+' | b'-')) {
                    return Some(0.0);
                }
                break;
            }
        }
        let sign = match self.peek()? {
            b'+' => 1.0,
            b'-' => -1.0,
            _ => return None,
        };
        let start = self.at;
        self.at += 1;
        let offset = self
            .offset()
            .filter(|&(hours, minutes)| hours < 24 && minutes < 60);
        let offset = offset.map(|(hours, minutes)| sign * f64::from(hours * 3600 + minutes * 60));
        if offset.is_none() {
            self.at = start;
        }
        offset
    }

    /// Hours and minutes of an offset: `0130` or `01:30`.
    fn offset(&mut self) -> Option<(u32, u32)> {
        if let Some(both) = self.digits(4, 4) {
            return Some((both / 100, both % 100));
        }
        let hours = self.digits(2, 2)?;
        self.byte(b':')?;
        Some((hours, self.digits(2, 2)?))
    }

    /// The position, from 1, of the name at the start of the text; case does not matter.
    fn name(&mut self, names: &[&str]) -> Option<u32> {
        let word = self.bytes.get(self.at..self.at + 3)?;
        let at = names
            .iter()
            .position(|name| word.eq_ignore_ascii_case(name.as_bytes()))?;
        self.at += 3;
        u32::try_from(at + 1).ok()
    }

    /// A number of `least` to `most` digits that is not followed by another digit.
    fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self.bytes[self.at..]
            .iter()
            .take(most + 1)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits < least || digits > most {
            return None;
        }
        let value = self.bytes[self.at..self.at + digits]
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        self.at += digits;
        Some(value)
    }

    fn byte(&mut self, expected: u8) -> Option<()> {
        (self.peek()? == expected).then(|| self.at += 1)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn assert_reads(text: &str, date: f64, zoned: bool, length: usize) {
        let (timestamp, read) = read(text).unwrap();
        assert!(
            (timestamp.date.0 - date).abs() < 1e-6,
            "{text}: {timestamp:?}"
        );
        assert_eq!((timestamp.zoned, read), (zoned, length), "{text}");
    }

    #[test]
    fn reads_each_form() {
        assert_reads(
            "Sun, 06 Nov 1994 08:49:37 GMT rest",
            784_111_777.0,
            true,
            29,
        );
        assert_reads("2026-11-24T10:41:07Z", 1_795_516_867.0, true, 20);
        assert_reads(
            "2026-11-24T10:41:07.250+01:30",
            1_795_516_867.25 - 5400.0,
            true,
            29,
        );
        assert_reads("2026-11-24 10:41:07,250 INFO", 1_795_516_867.25, false, 23);
        assert_reads("2026/11/24 10:41:07 +0000", 1_795_516_867.0, true, 25);
        assert_reads("24/Nov/2026:10:41:07 +0000] GET", 1_795_516_867.0, true, 26);
        assert_reads("Tue Nov 24 10:41:07 2026", 1_795_516_867.0, false, 24);
        assert_reads(
            "Tue Nov 24 10:41:07 2026 +0130",
            1_795_516_867.0 - 5400.0,
            true,
            30,
        );
        assert_reads(
            "Tue Nov 24 10:41:07 UTC 2026 - x",
            1_795_516_867.0,
            true,
            28,
        );
    }

    #[test]
    fn refuses_dates_that_no_calendar_has() {
        for text in [
            "2026-02-30T10:00:00Z",
            "2026-11-24T25:00:00Z",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "2026-11-24",
            "12:00",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
