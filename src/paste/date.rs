//! Finds the dates that tell when something happened: HTTP `Date` headers and the times of log lines.

use crate::text::timestamp::{self, Fault, Timestamp};
use crate::text::{Interval, NumericDate, Span, decimal, search};

/// Who wrote a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The `Date` header of an HTTP response (RFC 9110 section 6.6.1): the clock of the server, or of a proxy before it.
    HttpDate,
    /// The time at the start of a log line.
    LogLine,
    /// What a machine shows as its time: the output of `date`, `date +%s` or `timedatectl`.
    Machine,
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
    /// Whether another program than LiveKit may have written it: one that names itself, or that keeps answers.
    pub through_proxy: bool,
}

/// The offsets from UTC that clocks on Earth show, in seconds: from UTC−12 to UTC+14.
const OFFSETS: (f64, f64) = (-12.0 * 3600.0, 14.0 * 3600.0);

/// A `Date` header that is not read, and why.
pub type Unread = (Fault, Span);

/// Finds all dates of `text`, in its order, and the headers that are none.
pub fn find(text: &str) -> (Vec<FoundDate>, Vec<Unread>) {
    let mut dates: Vec<FoundDate> = Vec::new();
    let mut unread = Vec::new();
    let (mut start, mut before) = (0, "");
    let (mut headers, mut through_proxy, mut in_headers) = (0, false, false);
    let counts_seconds = search::contains(text, "date +%s");
    for line in search::lines(text) {
        let header = search::trim_start(line, b"<>* \t\r\n");
        let is_status = header.as_bytes().starts_with(b"HTTP/");
        if is_status || header.is_empty() {
            (headers, through_proxy, in_headers) = (dates.len(), false, is_status);
        } else if !through_proxy && names_proxy(header) {
            through_proxy = true;
            for date in &mut dates[headers..] {
                date.through_proxy = true;
            }
        }
        let found = of_line(line).filter(|(source, _, span)| {
            // The clock that runs while a machine is off is none that anybody asks.
            let is_bare = span.end == line.trim_ascii_end().len();
            !(*source == Source::LogLine && is_bare && search::contains(before, "hwclock"))
        });
        before = line;
        if let Some((source, timestamp, span)) = found {
            let span = Span::new(start + span.start, start + span.end);
            let date = FoundDate {
                source,
                instants: instants(timestamp),
                span,
                through_proxy,
            };
            let is_another = |other: &FoundDate| {
                (other.source, source) == (Source::HttpDate, Source::HttpDate)
                    && other.instants != date.instants
            };
            if in_headers && dates[headers..].iter().any(is_another) {
                unread.push((Fault::Twice, span));
                dates.truncate(headers);
            } else {
                dates.push(date);
            }
        } else if let Some((fault, span)) = fault(line, header) {
            unread.push((fault, Span::new(start + span.start, start + span.end)));
        }
        start += line.len();
    }
    let is_count = |date: &FoundDate| {
        date.source == Source::Machine && !search::contains(date.span.of(text), ":")
    };
    let mut kept = Vec::new();
    for (at, date) in dates.iter().enumerate() {
        let is_count_at = |at: usize| dates.get(at).is_some_and(is_count);
        let is_date_at = |at: usize| {
            dates
                .get(at)
                .is_some_and(|date| date.source == Source::HttpDate)
        };
        let is_around = is_date_at(at + 1) && is_count_at(at + 2)
            || at > 1 && is_date_at(at - 1) && is_count_at(at - 2);
        // A number may be anything.
        if !is_count(date) || counts_seconds || is_around {
            kept.push(*date);
        }
    }
    (kept, unread)
}

/// Why a line that is a `Date` header tells no date.
fn fault(line: &str, header: &str) -> Option<Unread> {
    let value = search::tail(header, 5).trim_ascii();
    let has_time = value.len() < 64 && search::contains(value, ":");
    if !(is_header(header, b"date:") && has_time) {
        return None;
    }
    let fault = timestamp::read(value).err()?;
    let end = line.trim_ascii_end().len();
    Some((fault, Span::new(end - value.len(), end)))
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
    http_date(line)
        .or_else(|| machine_time(line))
        .or_else(|| log_time(line))
}

/// Whether a line is a header that LiveKit does not write, but proxies and caches do (RFC 9110 sections 7.6.3 and 10.2.4, RFC
/// 9111 section 5.1). Proxies such as nginx put a `Date` of their own in its place.
fn names_proxy(header: &str) -> bool {
    let names: [&[u8]; 3] = [b"server:", b"via:", b"age:"];
    names.into_iter().any(|name| is_header(header, name))
}

/// Whether a header begins with this name, colon included.
fn is_header(header: &str, name: &[u8]) -> bool {
    let head = header.as_bytes().get(..name.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(name))
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
        if let Some(value) = search::after(value, ":")
            && let Some((source, mut timestamp, span)) = read(line, value, Source::HttpDate)
        {
            // The form of asctime is in UTC as well (RFC 9110 section 5.6.7).
            timestamp.zoned |= span.of(line).as_bytes()[0].is_ascii_alphabetic();
            return Some((source, timestamp, span));
        }
    }
    None
}

/// Reads a line that is nothing but a time, as `date` and `date +%s` print it, and the one in UTC of `timedatectl`.
fn machine_time(line: &str) -> Option<(Source, Timestamp, Span)> {
    let time = line.trim_ascii();
    if let Some(time) = search::after(time, "Universal time: ") {
        return read(line.trim_ascii_end(), time, Source::Machine);
    }
    let start = line.len() - line.trim_ascii_start().len();
    let (timestamp, length) = match time.as_bytes().first()? {
        b'0'..=b'9' => (seconds(time)?, time.len()),
        _ => timestamp::read(time).ok()?,
    };
    let span = Span::new(start, start + length);
    // So a server writes its `Date`.
    let is_of_http = time.as_bytes().ends_with(b"GMT") && search::contains(time, ", ");
    (length == time.len() && !is_of_http).then_some((Source::Machine, timestamp, span))
}

/// Seconds since 1970, from 2001 to 2100.
fn seconds(text: &str) -> Option<Timestamp> {
    if text.len() > 20 {
        return None;
    }
    let (whole, fraction) = search::cut(text, ".").unwrap_or((text, ""));
    let is_count =
        whole.len() == 10 && fraction.len() < 10 && decimal::read(text)? < 4_102_444_800.0;
    let precision = if fraction.is_empty() { 1.0 } else { 1e-3 };
    is_count.then_some(Timestamp {
        date: NumericDate(decimal::read(text)?),
        zoned: true,
        precision,
    })
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
    let (timestamp, length) = timestamp::read(value).ok()?;
    Some((source, timestamp, Span::new(start, start + length)))
}

#[cfg(test)]
mod tests {
    use super::{Source, find};

    fn dates(text: &str) -> Vec<(Source, f64, f64)> {
        find(text)
            .0
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
