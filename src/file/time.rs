//! The time of a line of a log, and the times in JSON.

use crate::paste::date::{self, Source};
use crate::text::order::sorted;
use crate::text::{Interval, NumericDate, timestamp};

/// The names of times in logs as JSON: zap, bunyan and pino, Loki, Elastic, `CloudWatch`, Docker, journald, HAR.
const NAMES: [&str; 10] = [
    "\"ts\"",
    "\"time\"",
    "\"timestamp\"",
    "\"@timestamp\"",
    "\"eventTime\"",
    "\"datetime\"",
    "\"date\"",
    "\"__REALTIME_TIMESTAMP\"",
    "\"startedDateTime\"",
    "\"t\"",
];

/// Seconds since 1970 from 2001 to 2100.
const YEARS: (f64, f64) = (978_307_200.0, 4_102_444_800.0);

/// The time of a line: at its beginning, or the nearest one in JSON before or behind a place.
pub(super) fn of_line(line: &str, at: usize) -> Option<Interval> {
    let own = at_beginning(line);
    if own.is_some() {
        return own;
    }
    if !line.contains('"') {
        return None;
    }
    let places = NAMES.iter().flat_map(|name| {
        line.match_indices(name)
            .map(|(start, name)| (start, start + name.len()))
    });
    let places = sorted(places.collect(), |(start, _)| {
        (usize::from(*start > at), start.abs_diff(at))
    });
    (places.into_iter()).find_map(|(_, end)| value(&line.as_bytes()[end..]))
}

/// The time at the beginning of a line.
pub(super) fn at_beginning(line: &str) -> Option<Interval> {
    let (dates, _) = date::find(&line[..line.floor_char_boundary(256)]);
    let own = dates.iter().find(|date| date.source == Source::LogLine);
    own.map(|date| date.instants)
}

/// The time that is the value of a member.
pub(super) fn value(bytes: &[u8]) -> Option<Interval> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(64)]);
    let value = text.trim_start().strip_prefix(':')?.trim_start();
    let value = value.strip_prefix('"').unwrap_or(value);
    let length = value
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(value.len());
    if length >= 10 && !value[length..].starts_with(['-', '/', 'T']) {
        let number: f64 = value[..length].parse().ok()?;
        // Seconds, milliseconds, microseconds or nanoseconds.
        let units = [(1.0, 1.0), (1e3, 1e-3), (1e6, 1e-6), (1e9, 1e-6)];
        return units.into_iter().find_map(|(unit, precision)| {
            let seconds = number / unit;
            let is_time = (YEARS.0..YEARS.1).contains(&seconds);
            is_time.then_some(Interval {
                earliest: NumericDate(seconds),
                latest: NumericDate(seconds + precision),
            })
        });
    }
    let (read, _) = timestamp::read(value).ok()?;
    let (west, east) = if read.zoned {
        (0.0, 0.0)
    } else {
        date::OFFSETS
    };
    Some(Interval {
        earliest: read.date.plus(-east),
        latest: read.date.plus(read.precision - west),
    })
}
