//! Finds lengths of key and secret, as people print them where the values must not be shown: `API Secret length: 46`.

use crate::text::{Span, search};

use super::setting::Role;

/// A length that was printed.
pub struct Length {
    /// What it is the length of: [`Role::Key`] or [`Role::Secret`].
    pub of: Role,
    /// How many characters.
    pub characters: usize,
    /// Its place, with the name.
    pub span: Span,
}

/// Finds all of them, in the order of the text.
pub fn find(text: &str) -> Vec<Length> {
    let mut lengths = Vec::new();
    let mut at = 0;
    // The first letter may be a capital, or all of them.
    while let Some(found) = ["ength", "ENGTH"]
        .into_iter()
        .filter_map(|word| search::find_from(text, word, at))
        .min()
    {
        at = found + "ength".len();
        if let Some(length) = read(text, found.saturating_sub(1), at) {
            lengths.push(length);
        }
    }
    lengths
}

/// The longest name that counts: `process.env.LIVEKIT_API_SECRET` has 30 characters.
const NAME: usize = 40;

/// Reads the name before the word at `start`, and the number behind its `end`.
fn read(text: &str, start: usize, end: usize) -> Option<Length> {
    let before = &text.as_bytes()[..start];
    let mut from = start;
    let mut name = Vec::new();
    for &byte in before.iter().rev().take(NAME) {
        if !byte.is_ascii_alphanumeric() && !search::is_in(byte, b" _-.") {
            break;
        }
        from -= 1;
        if byte.is_ascii_alphanumeric() {
            name.insert(0, byte.to_ascii_lowercase());
        }
    }
    let name = name.strip_prefix(b"processenv").unwrap_or(&name);
    let own = name.strip_prefix(b"livekit");
    let of = match own.unwrap_or(name) {
        b"secret" | b"apisecret" => Role::Secret,
        b"apikey" => Role::Key,
        b"key" if own.is_some() => Role::Key,
        _ => return None,
    };
    let sign = search::trim_start(search::tail(text, end), b"\"')");
    let value = search::trim_start(search::trim_start(sign, b" :="), b"\"'(");
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let number = search::head(value, digits);
    let is_whole = !matches!(value.as_bytes().get(digits), Some(b'.' | b'a'..=b'z'));
    let characters = number.parse().ok().filter(|_| is_whole && digits < 5)?;
    let end = text.len() - value.len() + digits;
    Some(Length {
        of,
        characters,
        span: Span::new(from, end),
    })
}

#[cfg(test)]
mod tests {
    use super::{Role, find};

    #[test]
    fn reads_what_snippets_print() {
        for (text, of, characters) in [
            ("Secret length: 46", Role::Secret, 46),
            ("API Key length: 15", Role::Key, 15),
            ("🔍 LIVEKIT_API_SECRET length: 44", Role::Secret, 44),
            ("{ LIVEKIT_API_SECRET_LENGTH: 43,", Role::Secret, 43),
            ("\"apiKeyLength\": 17,", Role::Key, 17),
            ("secretLength = 0", Role::Secret, 0),
            ("LiveKit key length (16)", Role::Key, 16),
            (
                "x: process.env.LIVEKIT_API_SECRET.length 45",
                Role::Secret,
                45,
            ),
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((found[0].of, found[0].characters), (of, characters));
        }
    }

    #[test]
    fn leaves_other_lengths_alone() {
        for text in [
            "JWT_SECRET length: 46",
            "RSA key length: 2048",
            "Content-Length: 27",
            "Secret length: unknown",
            "console.log('Secret length:', secret.length)",
            "secret.length < 10",
            "Secret length: 46.5",
            "length",
            "éength: 4",
        ] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
