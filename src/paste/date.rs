//! Finds the dates that tell when something happened: HTTP `Date` headers and the times of log lines.

use crate::text::timestamp::{self, Timestamp};
use crate::text::{Interval, Span, search};

/// Who wrote a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The `Date` header of an HTTP response (RFC 9110 section 6.6.1): the clock of the server, or of a proxy before it.
    HttpDate,
    /// The time at the start of a log line.
    LogLine,
}

/// A date in the paste.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundDate {
    /// Who wrote it.
    pub source: Source,
    /// The instants it may mean. Wider than a second where a log line does not name its offset from UTC.
    pub instants: Interval,
    /// Its place.
    pub span: Span,
}

/// The offsets from UTC that clocks on Earth show, in seconds: from UTC−12 to UTC+14.
const OFFSETS: (f64, f64) = (-12.0 * 3600.0, 14.0 * 3600.0);

/// Finds all dates of `text`, in its order.
pub fn find(text: &str) -> Vec<FoundDate> {
    let mut dates = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((source, timestamp, span)) = of_line(line) {
            let span = Span::new(start + span.start, start + span.end);
            dates.push(FoundDate {
                source,
                instants: instants(timestamp),
                span,
            });
        }
        start += line.len();
    }
    dates
}

fn instants(timestamp: Timestamp) -> Interval {
    let Timestamp {
        date,
        zoned,
        precision,
    } = timestamp;
    let (west, east) = if zoned { (0.0, 0.0) } else { OFFSETS };
    Interval {
        earliest: date.plus(-east),
        latest: date.plus(precision - west),
    }
}

/// The date of a line.
fn of_line(line: &str) -> Option<(Source, Timestamp, Span)> {
    http_date(line).or_else(|| log_time(line))
}

/// Reads `Date: …`, also as an object prints it (`date: 'Wed, …'`) and as `curl -v` does (`< date: …`).
fn http_date(line: &str) -> Option<(Source, Timestamp, Span)> {
    let bytes = line.as_bytes();
    for at in 0..bytes.len() {
        let is_named = matches!(bytes[at], b'D' | b'd')
            && bytes[at..]
                .get(..4)
                .is_some_and(|name| name.eq_ignore_ascii_case(b"date"));
        if !is_named || bytes[..at].last().copied().is_some_and(is_word_byte) {
            continue;
        }
        let value = search::trim_start(search::tail(line, at + 4), b"\"'");
        if let Some(value) = value.strip_prefix(':')
            && let Some(date) = read(line, value, Source::HttpDate)
        {
            return Some(date);
        }
    }
    None
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Reads the time that a log line begins with, behind a bracket or the name of a container (`sfu-1  | `), or that a
/// JSON line has as its time.
fn log_time(line: &str) -> Option<(Source, Timestamp, Span)> {
    let bytes = line.as_bytes();
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let behind = |mark: u8| {
        beginning
            .iter()
            .position(|byte| *byte == mark)
            .map(|at| at + 1)
    };
    let in_json = || {
        let names = ["\"ts\":", "\"time\":", "\"timestamp\":", "\"@timestamp\":"];
        names
            .iter()
            .find_map(|name| Some(search::find(line, name)? + name.len()))
    };
    let places = [
        Some(0),
        behind(b'|'),
        behind(b'['),
        bytes.starts_with(b"{").then(in_json).flatten(),
    ];
    places
        .into_iter()
        .flatten()
        .find_map(|from| read(line, search::tail(line, from), Source::LogLine))
}

/// How far into a line its time may stand, in bytes.
const BEGINNING: usize = 80;

/// Reads the timestamp at the start of `value`, which is the end of `line`.
fn read(line: &str, value: &str, source: Source) -> Option<(Source, Timestamp, Span)> {
    let value = search::trim_start(value, b" \t[(\"'");
    let start = line.len() - value.len();
    let (timestamp, length) = timestamp::read(value)?;
    Some((source, timestamp, Span::new(start, start + length)))
}

#[cfg(test)]
mod tests {
    use super::{Source, find};

    fn dates(text: &str) -> Vec<(Source, f64, f64)> {
        find(text)
            .iter()
            .map(|date| {
                (
                    date.source,
                    date.instants.earliest.0,
                    date.instants.latest.0,
                )
            })
            .collect()
    }

    #[test]
    fn reads_the_date_header_however_it_is_printed() {
        for line in [
            "Date: Wed, 17 Nov 2021 05:47:14 GMT",
            "< date: Wed, 17 Nov 2021 05:47:14 GMT\r",
            "  date: 'Wed, 17 Nov 2021 05:47:14 GMT'",
            "{\"Date\": \"Wed, 17 Nov 2021 05:47:14 GMT\"}",
            "HTTP/1.1 401 Unauthorized / Date: Wed, 17 Nov 2021 05:47:14 GMT / Content-Length: 27",
        ] {
            assert_eq!(
                dates(line),
                [(Source::HttpDate, 1_637_128_034.0, 1_637_128_035.0)],
                "{line}"
            );
        }
    }

    #[test]
    fn reads_the_times_of_log_lines_and_knows_when_their_offset_is_not_said() {
        let second = (Source::LogLine, 1_795_516_867.0, 1_795_516_868.0);
        assert_eq!(dates("2026-11-24T10:41:07Z WARN livekit"), [second]);
        assert_eq!(dates("sfu-1  | 2026-11-24T10:41:07Z WARN"), [second]);
        assert_eq!(
            dates("10.0.0.1 - - [24/Nov/2026:10:41:07 +0000] \"GET /rtc"),
            [second]
        );
        assert_eq!(
            dates("{\"level\":\"warn\",\"ts\":\"2026-11-24T10:41:07Z\"}"),
            [second]
        );
        let unzoned = dates("2026-11-24 10:41:07 WARN");
        assert_eq!(
            unzoned,
            [(
                Source::LogLine,
                1_795_516_867.0 - 14.0 * 3600.0,
                1_795_516_868.0 + 12.0 * 3600.0
            )]
        );
    }

    #[test]
    fn leaves_other_dates_alone() {
        for line in [
            "Last-Modified: Wed, 17 Nov 2021 05:47:14 GMT",
            "Issued 2025-12-17 15:41:00",
            "update: 2026-11-24T10:41:07Z",
        ] {
            assert!(dates(line).is_empty(), "{line}");
        }
    }
}
