//! The entries of a HAR (HAR 1.2), and the status of answers there and in logs.

use memchr::memchr2;

/// A file in JSON, which is read only for where its entries begin and end.
pub(super) struct Har {
    depth: usize,
    is_string: bool,
    is_escaped: bool,
}

/// The beginning or the end of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// The depth of the objects of `log.entries`.
const ENTRY: usize = 4;

impl Har {
    /// Whether a file begins as a HAR does.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        let is_har = text.starts_with('{') && text[1..].trim_start().starts_with("\"log\"");
        is_har.then_some(Self {
            depth: 0,
            is_string: false,
            is_escaped: false,
        })
    }

    /// Whether something is not closed.
    pub(super) fn is_open(&self) -> bool {
        self.depth > 0
    }

    /// Reads on; returns where entries begin and end.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Vec<(usize, Edge)> {
        let mut edges = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            if self.is_escaped {
                self.is_escaped = false;
                at += 1;
                continue;
            }
            if self.is_string {
                let Some(length) = memchr2(b'"', b'\\', &bytes[at..]) else {
                    break;
                };
                at += length + 1;
                if bytes[at - 1] == b'"' {
                    self.is_string = false;
                } else {
                    self.is_escaped = true;
                }
                continue;
            }
            match bytes[at] {
                b'"' => self.is_string = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    if self.depth == ENTRY && bytes[at] == b'{' {
                        edges.push((at, Edge::Start));
                    }
                }
                b'}' | b']' => {
                    if self.depth == ENTRY && bytes[at] == b'}' {
                        edges.push((at, Edge::End));
                    }
                    self.depth = self.depth.saturating_sub(1);
                }
                _ => {}
            }
            at += 1;
        }
        edges
    }
}

/// The status behind a name, if it is one of HTTP.
pub(super) fn status(bytes: &[u8]) -> Option<u16> {
    let text = &bytes[..bytes.len().min(16)];
    let start = text
        .iter()
        .position(|byte| !matches!(byte, b':' | b' ' | b'=' | b'"'))?;
    let digits = text.get(start..start + 3)?;
    let is_end = text
        .get(start + 3)
        .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'.');
    let status: u16 = str::from_utf8(digits).ok()?.parse().ok()?;
    (is_end && start > 0 && (100..600).contains(&status)).then_some(status)
}

/// The status on the line of a log: named before or behind the token, or behind the request line of an access log.
pub(super) fn status_of_line(before: &str, behind: &str) -> Option<u16> {
    for part in [behind, before] {
        for (at, name) in part.match_indices("status") {
            let rest = part[at + name.len()..]
                .trim_start_matches("Code")
                .trim_start_matches("_code");
            if let Some(status) = status(rest.as_bytes()) {
                return Some(status);
            }
        }
    }
    let (_, rest) = behind.split_once("\" ")?;
    status(format!(" {rest}").as_bytes())
}
