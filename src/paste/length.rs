//! Finds lengths of key and secret, which people print instead of the values: `API Secret length: 46`.

use std::sync::LazyLock;

use crate::text::needles::Hit;
use crate::text::{Needles, Span};

use super::setting::Role;

/// A printed length.
pub struct Length {
    /// What has this length: [`Role::Key`] or [`Role::Secret`].
    pub of: Role,
    /// The number of characters.
    pub characters: usize,
    /// Its place, including the name.
    pub span: Span,
}

/// Finds all of them, in the order of the text. A text with a length has one of `SIGNS`.
pub fn find(text: &str) -> Vec<Length> {
    let text = text.to_ascii_lowercase();
    let hits = NEEDLES.hits(&text);
    let mut lengths: Vec<_> = hits
        .filter_map(|Hit { needle, span }| match needle {
            0 => read(&text, span.start, span.end),
            _ => of_library(&text, UNITS[needle - 1], span).map(|length| (length, true)),
        })
        .collect();
    // There are many kinds of keys; only those of an API or of LiveKit count, or one beside a secret.
    let has_secret = lengths.iter().any(|(length, _)| length.of == Role::Secret);
    lengths.retain(|(_, is_ours)| *is_ours || has_secret);
    lengths.into_iter().map(|(length, _)| length).collect()
}

/// The word behind a name, and what JWT libraries say before the length of a secret that is too short for HS256: PyJWT,
/// Microsoft.IdentityModel, jjwt and java-jwt.
pub(super) const SIGNS: [&str; 4] = [
    "length",
    "the hmac key is ",
    "bits, key has '",
    "specified key byte array is ",
];

/// How many units of each library make a character.
const UNITS: [usize; SIGNS.len() - 1] = [1, 8, 8];

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| Needles::ignoring_case(SIGNS));

/// Reads the number behind a library's words.
fn of_library(text: &str, units: usize, before: Span) -> Option<Length> {
    let rest = &text[before.end..];
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let number: usize = rest[..digits].parse().ok().filter(|_| digits < 5)?;
    Some(Length {
        of: Role::Secret,
        characters: number / units,
        span: Span::new(before.start, before.end + digits),
    })
}

/// Reads the name before the word at `start` and the number after its `end`, in lower case:
/// `process.env.LIVEKIT_API_SECRET.length: 46`. Returns also whether the name is LiveKit's or an API's.
fn read(text: &str, start: usize, end: usize) -> Option<(Length, bool)> {
    let before = &text[..start];
    let (of, name) = match without(before, "secret") {
        Some(name) => (Role::Secret, name),
        None => (Role::Key, without(before, "key")?),
    };
    let mut is_ours = of == Role::Secret;
    let mut first = name;
    for (word, tells) in [
        ("api", true),
        ("livekit", true),
        ("env", false),
        ("process", false),
    ] {
        if let Some(before) = without(first, word) {
            first = before;
            is_ours |= tells;
        }
    }
    let rest = first.trim_end_matches(BETWEEN).as_bytes();
    if rest.last().is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let sign = text[end..].trim_start_matches(['"', '\'', ')']);
    let value = sign.trim_start_matches([' ', ':', '=']);
    let value = value.trim_start_matches(['"', '\'', '(']);
    let (mut characters, mut digits) = (0, 0);
    for &byte in value.as_bytes() {
        match byte {
            b'0'..=b'9' if digits < 4 => characters = characters * 10 + usize::from(byte - b'0'),
            b'0'..=b'9' | b'.' | b'a'..=b'z' => return None,
            _ => break,
        }
        digits += 1;
    }
    let end = text.len() - value.len() + digits;
    let span = Span::new(first.len(), end);
    let length = Length {
        of,
        characters,
        span,
    };
    (digits > 0).then_some((length, is_ours))
}

/// The characters between the words of a name.
const BETWEEN: [char; 4] = [' ', '_', '-', '.'];

/// The words before `word`, which is the last of the name.
fn without<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.trim_end_matches(BETWEEN).strip_suffix(word)
}

#[cfg(test)]
mod tests {
    use super::{Role, find};

    #[test]
    fn reads_printed_lengths() {
        for (text, of, characters) in [
            ("Secret length: 46", Role::Secret, 46),
            ("API Key length: 15", Role::Key, 15),
            ("🔍 LIVEKIT_API_SECRET length: 44", Role::Secret, 44),
            ("{ LIVEKIT_API_SECRET_LENGTH: 43,", Role::Secret, 43),
            ("\"apiKeyLength\": 17,", Role::Key, 17),
            ("secretLength = 0", Role::Secret, 0),
            ("LiveKit key length (16)", Role::Key, 16),
            (
                "The HMAC key is 28 bytes long, which is below",
                Role::Secret,
                28,
            ),
            (
                "greater than: '256' bits, key has '112' bits.",
                Role::Secret,
                14,
            ),
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
    fn a_key_beside_a_secret_is_read() {
        let found = find("Key length: 0\nSecret length: 0");
        let lengths: Vec<_> = found
            .iter()
            .map(|found| (found.of, found.characters))
            .collect();
        assert_eq!(lengths, [(Role::Key, 0), (Role::Secret, 0)]);
    }

    #[test]
    fn ignores_other_lengths() {
        for text in [
            "JWT_SECRET length: 46",
            "RSA key length: 2048",
            "process.env.KEY length: 16",
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
