//! The HTTP request as Go's `net/http` passes it to LiveKit: headers, path, query and form, byte for byte.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::form;
use crate::paste::call::Call;
use crate::server::refusal::RequestRefusal;

/// An HTTP request as the server receives it, byte for byte.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method, such as `GET`.
    pub method: &'a str,
    /// Path and raw query.
    pub target: &'a [u8],
    /// Names and values in the order sent, untrimmed.
    pub headers: &'a [(Vec<u8>, Vec<u8>)],
    /// The body.
    pub body: &'a [u8],
}

impl<'a> From<&'a Call> for Request<'a> {
    fn from(call: &'a Call) -> Self {
        Self {
            method: &call.method,
            target: call.target.as_bytes(),
            headers: &call.headers,
            body: &call.body,
        }
    }
}

/// A request that `net/http` has accepted.
pub struct IncomingRequest<'a> {
    /// The method, such as `GET`.
    pub method: &'a str,
    /// The path, percent-decoded.
    pub path: Vec<u8>,
    /// The query as it was sent, without the question mark.
    pub query: &'a [u8],
    /// The body.
    pub body: &'a [u8],
    headers: &'a [(Vec<u8>, Vec<u8>)],
    parameters: OnceCell<Parameters>,
    form: OnceCell<Parameters>,
}

/// Names and values in the order of the text.
type Parameters = Vec<(Vec<u8>, Vec<u8>)>;

/// `http.DefaultMaxHeaderBytes` plus the extra that `net/http` allows, in bytes.
const MAX_HEADER: usize = (1 << 20) + 4096;

impl<'a> IncomingRequest<'a> {
    /// Reads a request as `net/http` does.
    ///
    /// # Errors
    /// [`RequestRefusal::HeaderTooLarge`] or [`RequestRefusal::BadHeader`]: the request never reaches LiveKit.
    pub fn read(request: &Request<'a>) -> Result<Self, RequestRefusal> {
        let lines = request
            .headers
            .iter()
            .map(|(name, value)| name.len() + value.len() + 4);
        let bytes = request.method.len() + request.target.len() + 12 + lines.sum::<usize>() + 2;
        if bytes > MAX_HEADER {
            return Err(RequestRefusal::HeaderTooLarge { bytes });
        }
        if !request
            .headers
            .iter()
            .all(|(name, value)| is_header(name, value))
        {
            return Err(RequestRefusal::BadHeader);
        }
        if request
            .target
            .iter()
            .any(|&byte| byte <= b' ' || byte == 0x7F)
        {
            return Err(RequestRefusal::BadHeader);
        }
        let target = without_authority(request.target);
        let (path, query) = cut(target, b'?').unwrap_or((target, b""));
        let path = unescape(path, false).ok_or(RequestRefusal::BadHeader)?;
        Ok(Self {
            method: request.method,
            path,
            query,
            body: request.body,
            headers: request.headers,
            parameters: OnceCell::new(),
            form: OnceCell::new(),
        })
    }

    /// The first header with this name (case does not matter), without the white space around its value.
    pub fn header(&self, name: &str) -> Option<Cow<'a, [u8]>> {
        let (_, value) = self
            .headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name.as_bytes()))?;
        Some(unfold(value))
    }

    /// The first parameter with this name in the query; empty if there is none.
    pub fn query_value(&self, name: &str) -> &[u8] {
        value(self.parameters.get_or_init(|| parameters(self.query)), name)
    }

    /// `http.Request.FormValue`: a urlencoded form wins over the query, the query over a multipart form.
    pub fn form_value(&self, name: &str) -> &[u8] {
        value(self.form.get_or_init(|| self.read_form()), name)
    }

    fn read_form(&self) -> Parameters {
        let mut query = parameters(self.query);
        if !matches!(self.method, "POST" | "PUT" | "PATCH") {
            return query;
        }
        let content_type = self.header("Content-Type").unwrap_or_default();
        match form::media_type(&content_type).as_slice() {
            b"application/x-www-form-urlencoded" => {
                let mut form = parameters(self.body);
                form.append(&mut query);
                form
            }
            b"multipart/form-data" => {
                query.append(&mut form::multipart(&content_type, self.body));
                query
            }
            _ => query,
        }
    }

    /// Whether a header is a list that has this element (case does not matter), as in `Connection: keep-alive, Upgrade`.
    fn lists(&self, name: &str, element: &str) -> bool {
        let headers = self.headers.iter();
        headers
            .filter(|(found, _)| found.eq_ignore_ascii_case(name.as_bytes()))
            .flat_map(|(_, value)| value.split(|&byte| byte == b','))
            .any(|found| found.trim_ascii().eq_ignore_ascii_case(element.as_bytes()))
    }

    /// Whether it asks for an upgrade to a WebSocket (`websocket.IsWebSocketUpgrade` in gorilla/websocket).
    pub fn is_web_socket(&self) -> bool {
        self.lists("Connection", "upgrade") && self.lists("Upgrade", "websocket")
    }
}

/// The value of the first parameter with this name; empty if there is none.
fn value<'p>(parameters: &'p Parameters, name: &str) -> &'p [u8] {
    parameters
        .iter()
        .find(|(found, _)| found == name.as_bytes())
        .map_or(b"", |(_, value)| value)
}

/// Whether `net/http` accepts a header line (RFC 9110 section 5): a token as name, and no control characters in the
/// value except tabs and folds.
fn is_header(name: &[u8], value: &[u8]) -> bool {
    let token = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    let control = |byte: &u8| *byte < b' ' && *byte != b'\t' || *byte == 0x7F;
    !name.is_empty() && name.iter().all(token) && !unfold(value).iter().any(control)
}

/// The value without the white space around it; a fold (RFC 9112 section 5.2) becomes a space.
fn unfold(value: &[u8]) -> Cow<'_, [u8]> {
    let trim = |text: &[u8]| -> Vec<u8> {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        let start = text
            .iter()
            .position(|byte| !blank(byte))
            .unwrap_or(text.len());
        let end = text
            .iter()
            .rposition(|byte| !blank(byte))
            .map_or(start, |at| at + 1);
        text[start..end].to_vec()
    };
    let is_folded = |at: usize| matches!(value.get(at + 1), Some(b' ' | b'\t'));
    let fold = |at: usize, byte: u8| byte == b'\n' && is_folded(at);
    if !value.iter().enumerate().any(|(at, &byte)| fold(at, byte)) {
        return Cow::Owned(trim(value));
    }
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, &byte) in value.iter().enumerate() {
        if fold(at, byte) {
            let line = &value[start..at];
            lines.push(trim(line.strip_suffix(b"\r").unwrap_or(line)));
            start = at + 1;
        }
    }
    lines.push(trim(&value[start..]));
    Cow::Owned(trim(&lines.join(&b' ')))
}

/// The text after `http://host` in a target in absolute form (RFC 9112 section 3.2.2).
fn without_authority(target: &[u8]) -> &[u8] {
    let rest = [&b"http://"[..], b"https://"]
        .into_iter()
        .find_map(|scheme| target.strip_prefix(scheme));
    match rest {
        None => target,
        Some(rest) => {
            let path = rest.iter().position(|byte| matches!(byte, b'/' | b'?'));
            &rest[path.unwrap_or(rest.len())..]
        }
    }
}

fn cut(text: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|&byte| byte == at)?;
    Some((&text[..at], &text[at + 1..]))
}

/// `url.ParseQuery` without its errors: a pair with a semicolon or a bad escape is dropped.
fn parameters(query: &[u8]) -> Parameters {
    query
        .split(|&byte| byte == b'&')
        .filter(|pair| !pair.is_empty() && !pair.contains(&b';'))
        .filter_map(|pair| {
            let (name, value) = cut(pair, b'=').unwrap_or((pair, b""));
            Some((unescape(name, true)?, unescape(value, true)?))
        })
        .collect()
}

/// Percent-decoding; in a query `+` is a space. `None` at an escape without two hexadecimal digits.
fn unescape(text: &[u8], query: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        bytes.push(match byte {
            b'+' if query => b' ',
            b'%' => {
                let digits = std::str::from_utf8(after.get(..2)?).ok()?;
                if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                rest = &after[2..];
                u8::from_str_radix(digits, 16).ok()?
            }
            other => other,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{IncomingRequest, Request, parameters, unfold};
    use crate::server::refusal::RequestRefusal;

    fn pair(name: &str, value: &str) -> (Vec<u8>, Vec<u8>) {
        (name.into(), value.into())
    }

    #[test]
    fn reads_a_query_as_go_does() {
        assert_eq!(
            parameters(b"a=%41+b&&c&d=%2&e=1;f=2&g=#h?i=j"),
            [pair("a", "A b"), pair("c", ""), pair("g", "#h?i=j")]
        );
    }

    #[test]
    fn trims_and_unfolds_headers() {
        assert_eq!(&*unfold(b" \tBearer  x \t"), b"Bearer  x");
        assert_eq!(&*unfold(b"Bearer\r\n  x"), b"Bearer x");
    }

    #[test]
    fn a_form_wins_over_the_query_and_the_query_over_multipart() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n3\r\n--x--\r\n";
        for (content_type, body, expected) in [
            ("application/x-www-form-urlencoded", &b"a=2"[..], &b"2"[..]),
            (
                "Application/X-WWW-Form-URLEncoded; charset=utf-8",
                b"a=2",
                b"2",
            ),
            ("text/plain", b"a=2", b"1"),
            ("multipart/form-data; boundary=x", body, b"1"),
        ] {
            let headers = [pair("content-type", content_type)];
            let request = Request {
                method: "POST",
                target: b"/p?a=1",
                headers: &headers,
                body,
            };
            let incoming = IncomingRequest::read(&request).unwrap();
            assert_eq!(incoming.form_value("a"), expected, "{content_type}");
            assert_eq!(incoming.query_value("a"), b"1");
        }
    }

    #[test]
    fn refuses_the_headers_that_net_http_refuses() {
        let read = |target: &[u8], name: &str, value: &str| {
            let headers = [pair(name, value)];
            let request = Request {
                method: "GET",
                target,
                headers: &headers,
                body: b"",
            };
            IncomingRequest::read(&request).err()
        };
        assert_eq!(read(b"/", "a", "b\tc"), None);
        assert_eq!(read(b"/", "a", "b\0"), Some(RequestRefusal::BadHeader));
        assert_eq!(read(b"/", "a b", "c"), Some(RequestRefusal::BadHeader));
        assert_eq!(read(b"/%zz", "a", "b"), Some(RequestRefusal::BadHeader));
        let long = vec![b'x'; 1 << 21];
        let refusal = read(&long, "a", "b");
        assert!(matches!(
            refusal,
            Some(RequestRefusal::HeaderTooLarge { .. })
        ));
    }
}
