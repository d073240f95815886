//! Raw HTTP requests (RFC 9112), and their first lines in logs.

use crate::text::Span;

use super::{Call, is_path_of_livekit, web_socket};

/// The maximum length of a request's head, in bytes.
const LONGEST: usize = 1 << 16;

/// The call of the request line that begins at `start`, if it goes to LiveKit and is shown completely; and where it
/// ends.
pub fn read(text: &str, start: usize) -> (Option<Call>, usize) {
    let rest = &text[start..];
    let line = &rest[..rest.find(['\n', '\r', '"']).unwrap_or(rest.len())];
    let end = start + line.len();
    let mut words = line.split(' ');
    let (Some(method), Some(url)) = (words.next(), words.next()) else {
        return (None, end);
    };
    let target = target(url);
    if !is_path_of_livekit(&target) {
        return (None, end);
    }
    let is_whole =
        words.next().is_some_and(|word| word.starts_with("HTTP/")) && words.next().is_none();
    // Whether the line begins here, or behind the sign of curl's trace.
    let begins = |before: &str| before.is_empty() || before.ends_with('\n');
    let before = &text[..start];
    let is_traced = before.strip_suffix("> ").is_some_and(begins);
    let mut request = Request {
        method,
        target,
        text,
        end,
    };
    let call = if is_whole && is_traced {
        // curl's trace does not show the body.
        request.sent("> ", start)
    } else if is_whole && begins(before) && request.has_headers() {
        request.sent("", start)
    } else {
        request.line(start)
    };
    (call, request.end)
}

/// Path and query.
fn target(url: &str) -> String {
    let Some((_, rest)) = url.split_once("://").filter(|_| !url.starts_with('/')) else {
        return url.to_owned();
    };
    rest.find('/').map_or("/", |at| &rest[at..]).to_owned()
}

struct Request<'a> {
    method: &'a str,
    target: String,
    text: &'a str,
    /// The end of the text that was read.
    end: usize,
}

impl<'a> Request<'a> {
    /// Takes the next line, without its line end.
    fn next_line(&mut self) -> Option<&'a str> {
        let rest = self.text[self.end..]
            .strip_prefix('\r')
            .unwrap_or(&self.text[self.end..]);
        let rest = rest.strip_prefix('\n')?;
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        self.end = self.text.len() - rest.len() + line.trim_end_matches('\r').len();
        Some(line.trim_end_matches('\r'))
    }

    fn has_headers(&self) -> bool {
        let rest = self.text[self.end..].trim_start_matches('\r');
        let next = rest.strip_prefix('\n').and_then(|rest| rest.lines().next());
        next.is_some_and(|next| next.is_empty() || header(next).is_some())
    }

    /// The request with headers and body; each line of its head begins with `mark`.
    fn sent(&mut self, mark: &str, start: usize) -> Option<Call> {
        let mut headers = Vec::new();
        while let Some(line) = self.next_line()
            && let Some(line) = line.strip_prefix(mark)
            && let Some((name, value)) = header(line)
            && self.end - start < LONGEST
        {
            headers.push((name.to_owned(), value.to_owned()));
        }
        let length = headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .map(|(_, value)| value.parse::<usize>().ok());
        let body = if mark.is_empty() {
            self.body(length.flatten())
        } else {
            ""
        };
        let is_shown = !body.is_empty() || length.is_none_or(|length| length == Some(0));
        let span = Span::new(start, self.end);
        let call = Call::new(
            self.method.to_owned(),
            self.target.clone(),
            headers,
            body.as_bytes().to_vec(),
            span,
        );
        call.filter(|_| is_shown)
    }

    /// The body after the head: as many bytes as the head says, or else up to the answer.
    fn body(&mut self, length: Option<usize>) -> &'a str {
        let rest = &self.text[self.end..];
        let rest = rest.trim_start_matches('\r');
        let Some(rest) = rest.strip_prefix('\n') else {
            return "";
        };
        let body = length
            .and_then(|length| rest.get(..length))
            .unwrap_or_else(|| {
                let end = rest.find("HTTP/").unwrap_or(rest.len());
                rest[..end].trim_end()
            });
        self.end = self.text.len() - rest.len() + body.len();
        body
    }

    /// A line of a log, which does not show the headers: the token must be in the query. The paths of WebSockets are
    /// assumed to be asked for one.
    fn line(&self, start: usize) -> Option<Call> {
        let path = self.target.split('?').next().unwrap_or_default();
        let headers = match path.trim_start_matches('/') {
            "rtc" | "rtc/v1" | "agent" => web_socket(),
            _ => Vec::new(),
        };
        let span = Span::new(start, self.end);
        let call = Call::new(
            self.method.to_owned(),
            self.target.clone(),
            headers,
            Vec::new(),
            span,
        );
        call.filter(|call| call.token.is_some() && self.method == "GET")
    }
}

/// Name and value of a header line.
fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    (!name.is_empty() && name.bytes().all(is_name)).then(|| (name, value.trim()))
}
