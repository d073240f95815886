//! Reads the body of an HTTP answer that Rust printed as a list of bytes: `body: Some([105, 110, 118, …])`.

use std::sync::LazyLock;

use crate::text::{Needles, Span};

static START: LazyLock<Needles> = LazyLock::new(|| Needles::exact(["body: Some(["]));

/// The maximum number of bytes that are read of one body. LiveKit's answers are shorter, except those that repeat a
/// token.
const LONGEST: usize = 16_384;

/// The bodies in a text, each with the place of its list.
///
/// The WebSocket library of LiveKit's SDKs for Rust, Python and Node.js prints the server's answer so (`tungstenite`,
/// `http::Response`); the error of the SDK may hide it.
pub fn find(text: &str) -> Vec<(String, Span)> {
    (START.hits(text))
        .filter_map(|hit| {
            let (body, end) = read(text.as_bytes(), hit.span.end)?;
            Some((body, Span::new(hit.span.end, end)))
        })
        .collect()
}

/// The bytes at `start`, and the end of their list.
fn read(text: &[u8], start: usize) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    let mut at = start;
    let mut number = None;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'0'..=b'9' => number = Some(number.unwrap_or(0) * 10 + u16::from(byte - b'0')),
            b' ' | b'\r' | b'\n' => {}
            _ => {
                if let Some(number) = number.take() {
                    bytes.push(u8::try_from(number).ok()?);
                }
            }
        }
        let is_inside = byte.is_ascii_digit() || b", \r\n".contains(&byte);
        if !is_inside || number > Some(255) || bytes.len() == LONGEST {
            break;
        }
        at += 1;
    }
    let body = String::from_utf8_lossy(&bytes).into_owned();
    (!body.is_empty()).then_some((body, at))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn bodies_are_decoded() {
        let text = "Response { status: 401, body: Some([105, 110,\n 118, 97]) }, body: Some([999]), body: Some([";
        let found = find(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "inva");
        assert_eq!(found[0].1.of(text), "105, 110,\n 118, 97");
    }
}
