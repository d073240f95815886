//! Finds when a browser sent the requests of a HAR, and the `Date` of each answer. A HAR is what the network tab of the developer tools
//! exports and copies (HTTP Archive 1.2): Chromium sorts the members of an entry by name, Firefox begins with the time, and
//! a paste may hold the whole file, some entries, or the first part of it.

use std::sync::LazyLock;

use crate::text::json::{Document, Kind, Value};
use crate::text::{Interval, Needles, Span, order, timestamp};

use super::date::{FaultyDate, FoundDate, Request, Source};

/// The member that only an entry of a HAR has.
const STARTED: &str = "startedDateTime";

static NAME: LazyLock<Needles> = LazyLock::new(|| Needles::exact(["\"startedDateTime\""]));

/// How many lines are tried as the beginning of the JSON that holds an entry.
const TRIES: usize = 16;

/// The dates of the requests in `text`, in order, and the `Date` headers that cannot be read.
pub fn find(text: &str) -> (Vec<FoundDate>, Vec<FaultyDate>) {
    let (mut dates, mut unread) = (Vec::new(), Vec::new());
    let mut end = 0;
    for hit in NAME.hits(text) {
        if hit.span.start < end {
            continue;
        }
        let found = beginnings(&text[end..hit.span.end]).find_map(|at| {
            let start = end + at;
            let (document, _) = Document::read_prefix(text.as_bytes()[start..].to_vec());
            let root = document.root()?.span().end + start;
            (root > hit.span.start).then_some((document, start, root))
        });
        let Some((document, start, root)) = found else {
            // What does not reach this entry reaches none behind it.
            end = hit.span.end;
            continue;
        };
        end = root;
        let Some(root) = document.root() else {
            continue;
        };
        for value in std::iter::once(root).chain(root.inner()) {
            if value.kind() == Kind::Object {
                of_entry(value, start, &mut dates, &mut unread);
            }
        }
    }
    (dates, unread)
}

/// Where a line begins with a bracket that is not closed on the same line, or the last line does.
fn beginnings(text: &str) -> impl Iterator<Item = usize> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').filter_map(move |line| {
        let indent = line.len() - line.trim_start().len();
        let at = start + indent;
        start += line.len();
        let is_closed = line.trim_end().ends_with(['}', ']']) && line.ends_with('\n');
        (line[indent..].starts_with(['{', '[']) && !is_closed).then_some(at)
    });
    lines.take(TRIES)
}

/// The dates of an object, if it is an entry. `offset` is where its document begins in the paste.
fn of_entry(entry: Value, offset: usize, dates: &mut Vec<FoundDate>, unread: &mut Vec<FaultyDate>) {
    let place = |value: Value| Span::new(value.span().start + offset, value.span().end + offset);
    let Some(started) = entry.member(STARTED) else {
        return;
    };
    let response = entry.member("response");
    let status = response.and_then(|response| response.member("status")?.number());
    // A call without an answer has the status 0.
    let has_failed = status.is_some_and(|status| {
        status
            .parse::<u16>()
            .is_ok_and(|status| status == 0 || status >= 400)
    });
    let request = Request {
        span: place(entry),
        has_failed,
    };
    let headers = || {
        response
            .and_then(|response| response.member("headers"))
            .into_iter()
            .flat_map(Value::elements)
    };
    let is_named = |header: Value, names: &[&str]| {
        let name = header.member("name").and_then(Value::string);
        name.is_some_and(|name| names.iter().any(|one| name.eq_ignore_ascii_case(one)))
    };
    let through_proxy = headers().any(|header| is_named(header, &["server", "via", "age"]));
    let date = headers().find(|header| is_named(*header, &["date"]));
    let date = date.and_then(|header| header.member("value"));
    let mut of_entry = Vec::new();
    for (source, value) in [(Source::Request, Some(started)), (Source::HttpDate, date)] {
        let Some((value, written)) = value.and_then(|value| Some((value, value.string()?))) else {
            continue;
        };
        let outer = place(value);
        let span = Span::new(outer.start + 1, outer.end - 1);
        match timestamp::read(&written) {
            // A time without a zone is none of a HAR.
            Ok((read, length)) if length == written.len() && read.zoned => {
                of_entry.push(FoundDate {
                    source,
                    instants: Interval {
                        earliest: read.date,
                        latest: read.date.plus(read.precision),
                    },
                    span,
                    through_proxy: through_proxy && source == Source::HttpDate,
                    request: Some(request),
                });
            }
            Err(fault) if source == Source::HttpDate => unread.push((fault, span)),
            _ => {}
        }
    }
    dates.extend(order::sorted(of_entry, |date| (date.span.start, 0)));
}

#[cfg(test)]
mod tests {
    use super::{Source, find};

    /// The source, the first instant, and whether the request failed.
    fn dates(text: &str) -> Vec<(Source, f64, bool)> {
        let (dates, unread) = find(text);
        assert!(unread.is_empty(), "{unread:?}");
        let row = |date: &super::FoundDate| {
            assert_eq!(
                date.request.unwrap().span.of(text).chars().last(),
                Some('}')
            );
            let failed = date.request.unwrap().has_failed;
            (date.source, date.instants.earliest.0, failed)
        };
        dates.iter().map(row).collect()
    }

    const CHROMIUM: &str = r#"{
  "log": {
    "version": "1.2",
    "entries": [
      {
        "request": {"method": "GET", "url": "https://lk.example.com/rtc", "postData": {"text": "} {"}},
        "response": {
          "status": 401,
          "headers": [
            {
              "name": "date",
              "value": "Tue, 24 Nov 2026 10:41:07 GMT"
            }
          ]
        },
        "startedDateTime": "2026-11-24T10:41:06.500Z",
        "time": 41.2
      }
    ]
  }
}"#;

    #[test]
    fn reads_when_a_request_was_sent_and_answered() {
        let read = [
            (Source::HttpDate, 1_795_516_867.0, true),
            (Source::Request, 1_795_516_866.5, true),
        ];
        assert_eq!(dates(CHROMIUM), read);
        // In one line, behind other JSON, and twice.
        let line: String = CHROMIUM.lines().map(str::trim).collect();
        assert_eq!(
            dates(&format!("{{\"level\":\"warn\"}}\nA=b\n{line}\n")),
            read
        );
        assert_eq!(dates(&format!("{CHROMIUM}\n{line}")).len(), 4);
    }

    #[test]
    fn reads_a_time_with_an_offset_a_single_entry_and_a_part_of_a_file() {
        let entry = r#"{"startedDateTime":"2026-11-24T11:41:07.000+01:00","request":{"url":"wss://x"},"response":{"status":0}}"#;
        let read = [(Source::Request, 1_795_516_867.0, true)];
        assert_eq!(dates(entry), read);
        let part = format!("{{\"log\":{{\"entries\":[{entry},{{\"startedDate");
        assert_eq!(dates(&part), read);
    }

    #[test]
    fn other_json_has_no_requests() {
        assert!(dates("a \"startedDateTime\" in a sentence").is_empty());
        assert!(dates("{\"startedDateTime\": 5}").is_empty());
        assert!(dates("[{\"started\": \"startedDateTime\"}]").is_empty());
    }
}
