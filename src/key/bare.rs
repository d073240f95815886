//! Finds keys that lost the lines around them: base64 of DER (`MII…`, `MFkw…`, `MCow…`).

use super::der::{self, Shape};
use super::{Form, Key, Material, Writing};
use crate::text::span::Places;
use crate::text::{Span, base64url};

/// The fewest characters: an Ed25519 key in DER has 60.
const SHORTEST: usize = 56;

/// The maximum number of texts that are tried.
const TRIED: usize = 100;

/// Finds all such keys outside of the places that are taken.
pub fn find(text: &str, taken: &Places) -> Vec<Key> {
    let bytes = text.as_bytes();
    let of_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let mut keys = Vec::new();
    let (mut at, mut tried) = (0, 0);
    while let Some(found) = memchr::memchr(b'M', &bytes[at..]) {
        let start = at + found;
        let is_inside = start > 0 && of_base64(bytes[start - 1]) && bytes[start - 1] != b'=';
        // A sequence begins with `30`, and its length with a digit that is not negative or with `81` to `83`.
        let begins = matches!(bytes.get(start + 1), Some(b'A'..=b'I'));
        if is_inside || !begins {
            at = start + 1;
            continue;
        }
        let end = end(bytes, start, of_base64);
        at = end.max(start + 1);
        let span = Span::new(start, end);
        if end - start < SHORTEST || taken.overlap(span) {
            continue;
        }
        tried += 1;
        if tried > TRIED {
            break;
        }
        keys.extend(read(text, span));
    }
    keys
}

/// The end of a text that may go on in the next lines.
fn end(bytes: &[u8], start: usize, of_base64: impl Fn(u8) -> bool) -> usize {
    let line = |from: usize| {
        let rest = bytes[from..].iter();
        from + rest.take_while(|byte| of_base64(**byte)).count()
    };
    let mut end = line(start);
    loop {
        let rest = &bytes[end..];
        let next = match rest {
            [b'\r', b'\n', ..] => end + 2,
            [b'\n', ..] => end + 1,
            _ => return end,
        };
        let is_full = end - start >= 60 && bytes[end - 1] != b'=';
        let further = line(next);
        if !is_full
            || further - next < 4
            || matches!(bytes.get(further), Some(byte) if !byte.is_ascii_whitespace())
        {
            return end;
        }
        end = further;
    }
}

fn read(text: &str, span: Span) -> Option<Key> {
    let packed: Vec<u8> = (span.of(text).bytes())
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let unpadded = packed.split(|byte| *byte == b'=').next()?;
    let unpadded = base64url::from_standard(unpadded);
    let whole = unpadded.len() - usize::from(unpadded.len() % 4 == 1);
    let read = der::read(&base64url::decode(&unpadded[..whole]).ok()?).ok()?;
    let is_private = matches!(read.shape, Shape::Pkcs8 | Shape::Pkcs1Private | Shape::Sec1);
    // Two numbers are in other things, too.
    if read.shape == Shape::Pkcs1Public && span.end - span.start < 200 {
        return None;
    }
    Some(Key {
        form: Form::BareBase64Der,
        material: read.key.map(Material::Public),
        kid: None,
        algorithm: None,
        other_use: None,
        is_private,
        private_members: Vec::new(),
        writing: Some(Writing::NoLines),
        certificate: read.certificate,
        text: None,
        span,
    })
}
