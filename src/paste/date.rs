//! Finds dates that show when something happened: HTTP `Date` headers and the times of log lines.

use std::sync::LazyLock;

use memchr::memchr;

use crate::text::needles::contains;
use crate::text::timestamp::{self, Fault, Timestamp};
use crate::text::{Interval, Needles, NumericDate, Span, lines};

/// Who wrote a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The `Date` header of an HTTP response (RFC 9110 section 6.6.1): the clock of the server, or of a proxy before it.
    HttpDate,
    /// The time at the start of a log line.
    LogLine,
    /// When a browser sent a request, by its own clock: `startedDateTime` of a HAR.
    Request,
    /// The time of a machine: the output of `date`, `date +%s` or `timedatectl`.
    Machine,
}

/// A date in the paste.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundDate {
    /// Who wrote it.
    pub source: Source,
    /// The possible instants. Longer than a second if a log line does not name its offset from UTC.
    pub instants: Interval,
    /// Its place.
    pub span: Span,
    /// Whether a program other than LiveKit may have written it: one that names itself, or one that caches answers.
    pub through_proxy: bool,
    /// The request that it is about, if the paste tells.
    pub request: Option<Request>,
}

/// A request of a browser, with its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its place.
    pub span: Span,
    /// Whether its answer is an error, or missing.
    pub has_failed: bool,
}

/// The range of offsets from UTC on Earth, in seconds: from UTC−12 to UTC+14.
pub const OFFSETS: (f64, f64) = (-12.0 * 3600.0, 14.0 * 3600.0);

/// A `Date` header that cannot be read, and why.
pub type FaultyDate = (Fault, Span);

/// Finds all dates in `text`, in order, and the `Date` headers that cannot be read.
pub fn find(text: &str) -> (Vec<FoundDate>, Vec<FaultyDate>) {
    let mut dates: Vec<FoundDate> = Vec::new();
    let mut unread = Vec::new();
    let (mut start, mut before) = (0, "");
    let (mut headers, mut through_proxy, mut in_headers) = (0, false, false);
    // The `Date` headers of one head, if they agree.
    let mut agreed = None;
    let counts_seconds = contains(text, "date +%s");
    let mut names = NAME.hits(text).peekable();
    for line in lines::split(text) {
        let mut is_named = false;
        while (names.next_if(|name| name.span.start < start + line.len())).is_some() {
            is_named = true;
        }
        let header = line.trim_start_matches(['<', '>', '*', ' ', '\t', '\r', '\n']);
        let is_status = header.starts_with("HTTP/");
        if is_status || header.is_empty() {
            (headers, through_proxy, in_headers) = (dates.len(), false, is_status);
            agreed = None;
        } else if !through_proxy && names_proxy(header) {
            through_proxy = true;
            for date in &mut dates[headers..] {
                date.through_proxy = true;
            }
        }
        let found = of_line(line, is_named).filter(|(source, _, span)| {
            // The hardware clock, which runs while a machine is off, decides nothing.
            let is_bare = span.end == line.trim_ascii_end().len();
            !(*source == Source::LogLine && is_bare && before.contains("hwclock"))
        });
        before = line;
        if let Some((source, timestamp, span)) = found {
            let span = Span::new(start + span.start, start + span.end);
            let date = FoundDate {
                source,
                instants: instants(timestamp),
                span,
                through_proxy,
                request: None,
            };
            let is_header = source == Source::HttpDate;
            if in_headers && is_header && agreed.is_some_and(|agreed| agreed != date.instants) {
                unread.push((Fault::Twice, span));
                dates.truncate(headers);
                agreed = None;
            } else {
                dates.push(date);
                agreed = agreed.or(Some(date.instants).filter(|_| is_header));
            }
        } else if let Some((fault, span)) = fault(line, header) {
            unread.push((fault, Span::new(start + span.start, start + span.end)));
        }
        start += line.len();
    }
    let is_count =
        |date: &FoundDate| date.source == Source::Machine && !date.span.of(text).contains(':');
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
        // A number may mean anything.
        if !is_count(date) || counts_seconds || is_around {
            kept.push(*date);
        }
    }
    (kept, unread)
}

/// Why the `Date` header on a line cannot be read.
fn fault(line: &str, header: &str) -> Option<FaultyDate> {
    if !is_header(header, b"date:") {
        return None;
    }
    let value = header["date:".len()..].trim_ascii();
    if value.len() >= 64 || !value.contains(':') {
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

/// The name of a `Date` header, which few lines have.
static NAME: LazyLock<Needles> = LazyLock::new(|| Needles::ignoring_case(["date"]));

/// The date on a line; `is_named` if the line may have the name of a header.
fn of_line(line: &str, is_named: bool) -> Option<(Source, Timestamp, Span)> {
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let header = is_named.then(|| http_date(line)).flatten();
    header
        .or_else(|| machine_time(line))
        .or_else(|| log_time(line))
}

/// Whether a line is a header that LiveKit does not write, but proxies and caches do (RFC 9110 sections 7.6.3 and
/// 10.2.4, RFC 9111 section 5.1). Proxies such as nginx replace the `Date` by their own.
fn names_proxy(header: &str) -> bool {
    let names: [&[u8]; 3] = [b"server:", b"via:", b"age:"];
    names.into_iter().any(|name| is_header(header, name))
}

/// Whether a header begins with this name, colon included.
fn is_header(header: &str, name: &[u8]) -> bool {
    let head = header.as_bytes().get(..name.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(name))
}

/// Reads `Date: …`, also in the form of a printed object (`date: 'Wed, …'`) and of `curl -v` (`< date: …`).
fn http_date(line: &str) -> Option<(Source, Timestamp, Span)> {
    for name in NAME.hits(line) {
        let Span { start, end } = name.span;
        if line.as_bytes()[..start]
            .last()
            .copied()
            .is_some_and(is_word_byte)
        {
            continue;
        }
        let value = line[end..].trim_start_matches(['"', '\'']);
        // The SDK for Go prints `"Date"=["…"]`.
        if let Some(value) = value.strip_prefix([':', '='])
            && let Some((source, mut timestamp, span)) = read(line, value, Source::HttpDate)
        {
            // The asctime form is in UTC too (RFC 9110 section 5.6.7).
            timestamp.zoned |= span.of(line).as_bytes()[0].is_ascii_alphabetic();
            return Some((source, timestamp, span));
        }
    }
    None
}

/// Reads a line with nothing but a time, from `date` and `date +%s`, perhaps behind the name of a machine (`server: `), and
/// the UTC line of `timedatectl`.
fn machine_time(line: &str) -> Option<(Source, Timestamp, Span)> {
    let mut time = line.trim_ascii();
    if let Some(time) = time.strip_prefix("Universal time: ") {
        return read(line.trim_ascii_end(), time, Source::Machine);
    }
    let name = time.bytes().take_while(|byte| is_name_byte(*byte)).count();
    let is_machine = |name: &str| name.len() <= LONGEST_NAME && !is_of_validity(name);
    let behind = time[name..].strip_prefix(": ");
    let behind = behind.filter(|_| is_machine(&time[..name])).unwrap_or(time);
    // Only `date` puts the day of the week first and the year last.
    if behind
        .as_bytes()
        .first()
        .is_some_and(u8::is_ascii_alphabetic)
    {
        time = behind.trim_ascii_start();
    }
    let start = line.trim_ascii_end().len() - time.len();
    let (timestamp, length) = match time.as_bytes().first()? {
        b'0'..=b'9' => (seconds(time)?, time.len()),
        _ => timestamp::read(time).ok()?,
    };
    let span = Span::new(start, start + length);
    // This is the form in which a server writes its `Date`.
    let is_of_http = time.ends_with("GMT") && time.contains(", ");
    (length == time.len() && !is_of_http).then_some((Source::Machine, timestamp, span))
}

/// Whether a name is that of a time of a token or certificate: `exp`, `issuedAt`, `Not Before`.
fn is_of_validity(name: &str) -> bool {
    const WORDS: [&str; 11] = [
        "exp",
        "iat",
        "nbf",
        "issued",
        "valid",
        "auth_time",
        "created",
        "updated",
        "until",
        "before",
        "after",
    ];
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

/// Seconds since 1970, from 2001 to 2100.
fn seconds(text: &str) -> Option<Timestamp> {
    if text.len() > 20 {
        return None;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_count = whole.len() == 10
        && fraction.len() < 10
        && (whole.bytes().chain(fraction.bytes())).all(|byte| byte.is_ascii_digit());
    let precision = if fraction.is_empty() { 1.0 } else { 1e-3 };
    let date = NumericDate(text.parse().ok().filter(|_| is_count)?);
    (date.0 < 4_102_444_800.0).then_some(Timestamp {
        date,
        zoned: true,
        precision,
    })
}

/// The longest name of a machine before its time, in bytes.
const LONGEST_NAME: usize = 40;

fn is_name_byte(byte: u8) -> bool {
    is_word_byte(byte) || matches!(byte, b'.' | b'@')
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Reads the time at the start of a log line, after a bracket or the name of a container (`sfu-1  | `), or in the time
/// member of a JSON line.
fn log_time(line: &str) -> Option<(Source, Timestamp, Span)> {
    let bytes = line.as_bytes();
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let behind = |mark: u8| Some(memchr(mark, beginning)? + 1);
    let in_json = || {
        let names = ["\"ts\":", "\"time\":", "\"timestamp\":", "\"@timestamp\":"];
        names
            .iter()
            .find_map(|name| Some(line.find(name)? + name.len()))
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
        .find_map(|from| read(line, &line[from..], Source::LogLine))
}

/// How far from the start of a line its time may be, in bytes.
const BEGINNING: usize = 80;

/// Reads the timestamp at the start of `value`, which is the end of `line`.
fn read(line: &str, value: &str, source: Source) -> Option<(Source, Timestamp, Span)> {
    let value = value.trim_start_matches([' ', '\t', '[', '(', '"', '\'']);
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
    fn the_time_of_a_claim_is_none_of_a_machine() {
        assert_eq!(dates("server: Thu Nov 26 10:41:07 UTC 2026").len(), 1);
        assert!(dates("exp: Thu Nov 26 10:41:07 UTC 2026").is_empty());
        assert!(dates("notAfter: Thu Nov 26 10:41:07 UTC 2026").is_empty());
    }

    #[test]
    fn reads_the_date_header_in_every_print() {
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
    fn reads_the_times_of_log_lines_with_and_without_an_offset() {
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
    fn ignores_other_dates() {
        for line in [
            "Last-Modified: Wed, 17 Nov 2021 05:47:14 GMT",
            "Issued 2025-12-17 15:41:00",
            "update: 2026-11-24T10:41:07Z",
        ] {
            assert!(dates(line).is_empty(), "{line}");
        }
    }
}
