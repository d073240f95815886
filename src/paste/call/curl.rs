//! The request that a `curl` command sends (curl's manual, 8.17).

use crate::text::Span;

use super::shell::{self, Word};
use super::{Call, web_socket};

/// Short options that have a value, but do not change what LiveKit answers.
const SHORT_WITH_VALUE: &str = "AbcCDeEhmoPQrtUwyYzx";
/// Long options that have a value, but do not change what LiveKit answers.
const LONG_WITH_VALUE: [&str; 37] = [
    "noproxy",
    "socks5",
    "socks5-hostname",
    "proxy-header",
    "tls-max",
    "ciphers",
    "output-dir",
    "cert-type",
    "pass",
    "user-agent",
    "cookie",
    "cookie-jar",
    "output",
    "max-time",
    "connect-timeout",
    "proxy",
    "proxy-user",
    "retry",
    "retry-delay",
    "retry-max-time",
    "resolve",
    "connect-to",
    "cacert",
    "capath",
    "cert",
    "key",
    "referer",
    "write-out",
    "range",
    "interface",
    "dump-header",
    "trace",
    "trace-ascii",
    "stderr",
    "limit-rate",
    "max-redirs",
    "unix-socket",
];

/// The call of the command that begins at `start`, if it goes to LiveKit and is shown completely; and where the command
/// ends. If the text is no such command, it ends with its line, because it may be prose, and an apostrophe in prose
/// opens no quote.
pub fn read(text: &str, start: usize) -> (Option<Call>, usize) {
    let (words, length) = shell::words(&text[start..]);
    let span = Span::new(start, start + length);
    let call = words.and_then(|words| {
        let mut command = Command::default();
        let mut words = words.into_iter();
        let program = words.next()?;
        if !matches!(program.text.as_str(), "curl" | "curl.exe") {
            return None;
        }
        command.read(&mut words)?;
        command.call(span)
    });
    let end = if call.is_some() {
        span.end
    } else {
        text[start..].find('\n').map_or(text.len(), |at| start + at)
    };
    (call, end)
}

/// The options of a command that change the request.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // They are curl's own.
struct Command {
    method: Option<String>,
    url: Option<Word>,
    headers: Vec<(String, String)>,
    data: Option<String>,
    is_json: bool,
    is_get: bool,
    is_head: bool,
    is_as_is: bool,
}

impl Command {
    /// Reads the options; `None` if one has a value that is not shown.
    fn read(&mut self, words: &mut impl Iterator<Item = Word>) -> Option<()> {
        while let Some(word) = words.next() {
            if let Some(name) = word.text.strip_prefix("--") {
                self.long(name, words)?;
            } else if word.text.len() > 1 && word.text.starts_with('-') {
                self.short(&word, words)?;
            } else if self.url.is_none() {
                self.url = Some(word);
            }
        }
        Some(())
    }

    fn long(&mut self, name: &str, words: &mut impl Iterator<Item = Word>) -> Option<()> {
        match name {
            "get" => self.is_get = true,
            "head" => self.is_head = true,
            "path-as-is" => self.is_as_is = true,
            "request" => self.method = Some(words.next()?.text),
            "header" => self.header(&words.next()?)?,
            "url" => self.url = Some(words.next()?),
            "data" | "data-ascii" | "data-binary" => self.data(words.next()?, true)?,
            "data-raw" => self.data(words.next()?, false)?,
            "data-urlencode" => {
                let word = words.next()?;
                let (name, value) = word.text.split_once('=')?;
                let text = format!("{name}={}", encode(value));
                self.data(Word { text, ..word }, false)?;
            }
            "json" => {
                self.is_json = true;
                self.data(words.next()?, true)?;
            }
            "oauth2-bearer" => {
                let value = format!("Bearer {}", words.next()?.text);
                self.headers.push(("Authorization".to_owned(), value));
            }
            "user" => {
                _ = words.next()?;
                self.basic();
            }
            // Their bodies and files are not shown.
            "form" | "form-string" | "upload-file" | "config" | "url-query" | "variable" => {
                return None;
            }
            _ if LONG_WITH_VALUE.contains(&name) => _ = words.next()?,
            _ => {}
        }
        Some(())
    }

    /// One word may hold several short options; the rest of the word is the value of the last one.
    fn short(&mut self, word: &Word, words: &mut impl Iterator<Item = Word>) -> Option<()> {
        for (at, option) in word.text.char_indices().skip(1) {
            let rest = &word.text[at + option.len_utf8()..];
            let mut value = || {
                if rest.is_empty() {
                    return words.next();
                }
                let text = rest.to_owned();
                let is_expanded = word.is_expanded;
                Some(Word { text, is_expanded })
            };
            match option {
                'G' => self.is_get = true,
                'I' => self.is_head = true,
                'X' => self.method = Some(value()?.text),
                'H' => self.header(&value()?)?,
                'd' => self.data(value()?, true)?,
                'u' => {
                    _ = value()?;
                    self.basic();
                }
                'F' | 'T' | 'K' => return None,
                _ if SHORT_WITH_VALUE.contains(option) => _ = value()?,
                _ => continue,
            }
            if !matches!(option, 'G' | 'I') {
                break;
            }
        }
        Some(())
    }

    fn header(&mut self, word: &Word) -> Option<()> {
        if word.text.starts_with('@') {
            return None;
        }
        // A name alone removes one of curl's own headers; a name with a semicolon sends an empty value.
        let (name, value) = match word.text.split_once(':') {
            Some((name, value)) => (name, value.trim_start()),
            None => (word.text.strip_suffix(';')?, ""),
        };
        self.headers.push((name.to_owned(), value.to_owned()));
        Some(())
    }

    /// A name and a password, whose value does not matter to LiveKit.
    fn basic(&mut self) {
        self.headers
            .push(("Authorization".to_owned(), "Basic".to_owned()));
    }

    fn data(&mut self, word: Word, reads_files: bool) -> Option<()> {
        if word.is_expanded || reads_files && word.text.starts_with('@') {
            return None;
        }
        match &mut self.data {
            Some(data) => {
                if !self.is_json {
                    data.push('&');
                }
                data.push_str(&word.text);
            }
            None => self.data = Some(word.text),
        }
        Some(())
    }

    fn has_header(&self, name: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|(found, _)| found.eq_ignore_ascii_case(name))
    }

    fn call(mut self, span: Span) -> Option<Call> {
        let url = self.url.take()?;
        let (mut target, is_web_socket) = target(&url)?;
        if !self.is_as_is && (target.contains("/./") || target.contains("/../")) {
            return None;
        }
        let mut body = self.data.take();
        if self.is_get
            && let Some(data) = body.take()
        {
            target.push(if target.contains('?') { '&' } else { '?' });
            target.push_str(&data);
        }
        if body.is_some() && !self.has_header("Content-Type") {
            let value = if self.is_json {
                "application/json"
            } else {
                "application/x-www-form-urlencoded"
            };
            self.headers
                .push(("Content-Type".to_owned(), value.to_owned()));
        }
        if is_web_socket {
            self.headers.extend(web_socket());
        }
        // `-H 'Content-Type:'` sends no such header.
        self.headers.retain(|(_, value)| !value.is_empty());
        let usual = match body {
            _ if self.is_head => "HEAD",
            Some(_) => "POST",
            None => "GET",
        };
        let method = self.method.unwrap_or_else(|| usual.to_owned());
        let body = body.unwrap_or_default().into_bytes();
        Call::new(method, target, self.headers, body, span)
    }
}

/// Path and query of a URL, and whether its scheme is that of a WebSocket; `None` if a variable covers more than the
/// origin.
fn target(url: &Word) -> Option<(String, bool)> {
    let text = url.text.split('#').next().unwrap_or_default();
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let start = rest.find(['/', '?']).unwrap_or(rest.len());
    let mut target = rest[start..].to_owned();
    if !target.starts_with('/') {
        target.insert(0, '/');
    }
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    // The token in the query is checked with the token.
    let is_open = |part: &str| part.contains(['$', '`']);
    let is_token = |one: &str| one.starts_with("access_token=");
    let is_shown = !is_open(path) && !query.split('&').any(|one| !is_token(one) && is_open(one));
    let is_url = !target.contains(char::is_whitespace);
    (is_shown && is_url).then(|| (target.clone(), scheme.starts_with("ws")))
}

/// Percent-encoding, as `--data-urlencode` does it.
fn encode(text: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encoded).collect()
}
