//! Slips that rewrite characters of a secret, or take some of them away.

use super::{Add, Case, Slip, encoding, minter, paste};
use crate::text::search;

/// Undoes what can be undone.
pub(super) fn undo(secret: &[u8], add: Add) {
    if search::is_in(b'$', secret) {
        add(paste(Slip::DoubledDollar), &[&single_dollars(secret)]);
    }
    if search::is_in(b' ', secret) {
        add(paste(Slip::Plus), &[&replaced(secret, b' ', b'+')]);
    }
    if search::is_in(b'\\', secret)
        && let Ok(text) = str::from_utf8(secret)
    {
        add(paste(Slip::Escapes), &[unescaped(text).as_bytes()]);
    }
}

/// Does what may have been done.
pub(super) fn apply(secret: &[u8], add: Add) {
    for case in [Case::Lower, Case::Upper, Case::Inverted] {
        let mut variant = secret.to_vec();
        for byte in &mut variant {
            // The bit that tells small letters from capitals.
            let bit = u8::from(byte.is_ascii_alphabetic()) << 5;
            match case {
                Case::Lower => *byte |= bit,
                Case::Upper => *byte &= !bit,
                Case::Inverted => *byte ^= bit,
            }
        }
        add(minter(Slip::Case(case)), &[&variant]);
    }
    if search::is_in(b'+', secret) {
        add(minter(Slip::Plus), &[&replaced(secret, b'+', b' ')]);
    }
    if let Some(at) = secret.iter().position(|byte| *byte == b'#') {
        let before = secret[..at].trim_ascii_end();
        add(minter(Slip::Comment), &[before]);
    }
    let backslashes = escaped(secret, b"\"\\");
    add(minter(Slip::Escapes), &[&backslashes]);
    add(minter(Slip::Escapes), &[&escaped(&backslashes, b"/")]);
    let is_numbered = |byte: u8| search::is_in(byte, b"+/=&<>'");
    let numbers = encoding::to_hex(&backslashes, b"\\u00", b"0123456789abcdef", &is_numbered);
    add(minter(Slip::Escapes), &[&numbers]);
    if search::is_in(b'$', secret) {
        add(minter(Slip::Variable), &[&without_variables(secret)]);
        add(minter(Slip::DoubledDollar), &[&single_dollars(secret)]);
        let mut doubled = Vec::new();
        for &byte in secret {
            doubled.push(byte);
            if byte == b'$' {
                doubled.push(byte);
            }
        }
        add(minter(Slip::DoubledDollar), &[&doubled]);
    }
    if let Ok(text) = str::from_utf8(secret)
        && !text.is_ascii()
    {
        for is_composed in [true, false] {
            let variant = normalized(text, is_composed);
            add(minter(Slip::Normalization), &[variant.as_bytes()]);
        }
    }
}

fn replaced(secret: &[u8], one: u8, other: u8) -> Vec<u8> {
    let mut replaced = secret.to_vec();
    for byte in &mut replaced {
        if *byte == one {
            *byte = other;
        }
    }
    replaced
}

/// `$$` is how `docker-compose.yml` writes `$`.
fn single_dollars(secret: &[u8]) -> Vec<u8> {
    let mut single = Vec::new();
    let mut rest = secret;
    while let Some((&first, after)) = rest.split_first() {
        single.push(first);
        rest = match after {
            [b'$', behind @ ..] if first == b'$' => behind,
            _ => after,
        };
    }
    single
}

/// What a shell leaves between double quotes: `$name` and `${name}` are empty, and of `$12` the `2` is left.
fn without_variables(secret: &[u8]) -> Vec<u8> {
    let mut left = Vec::new();
    let mut rest = secret;
    while let Some((&first, after)) = rest.split_first() {
        let length = variable(after);
        if first == b'$' && length > 0 {
            rest = &after[length..];
        } else {
            left.push(first);
            rest = after;
        }
    }
    left
}

/// The length of the name behind `$`.
fn variable(text: &[u8]) -> usize {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    match text.first() {
        Some(b'{') => (text.iter().position(|byte| *byte == b'}')).map_or(0, |end| end + 1),
        Some(b'0'..=b'9') => 1,
        _ => text.iter().take_while(|byte| is_name(byte)).count(),
    }
}

/// Resolves the escapes of JSON, YAML and shells.
fn unescaped(text: &str) -> String {
    let mut unescaped = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            unescaped.push(c);
            continue;
        }
        let digits = rest.as_str().as_bytes().get(1..5);
        unescaped.push(match rest.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => match digits.and_then(encoding::character) {
                Some(c) => {
                    rest.nth(3);
                    c
                }
                None => 'u',
            },
            Some(other) => other,
            None => '\\',
        });
    }
    unescaped
}

/// Puts a backslash before some characters, and writes line ends by it.
fn escaped(secret: &[u8], characters: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::new();
    for &byte in secret {
        let letter = match byte {
            b'\n' => b'n',
            b'\r' => b'r',
            _ => byte,
        };
        if letter != byte || search::is_in(byte, characters) {
            escaped.push(b'\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Letters of western European languages: the accent that follows them, without it, and with it.
const ACCENTS: [(char, &str, &str); 6] = [
    ('\u{300}', "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
    ('\u{301}', "AEIOUYaeiouy", "ÁÉÍÓÚÝáéíóúý"),
    ('\u{302}', "AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
    ('\u{303}', "ANOano", "ÃÑÕãñõ"),
    ('\u{308}', "AEIOUaeiouy", "ÄËÏÖÜäëïöüÿ"),
    ('\u{327}', "Cc", "Çç"),
];

/// The text in the form NFC, else NFD.
fn normalized(text: &str, is_composed: bool) -> String {
    let mut normalized = text.to_owned();
    for (accent, plain, whole) in ACCENTS {
        for (plain, whole) in plain.chars().zip(whole.chars()) {
            let (mut apart, mut whole_bytes) = (String::from(plain), [0; 4]);
            apart.push(accent);
            let whole: &str = whole.encode_utf8(&mut whole_bytes);
            normalized = if is_composed {
                search::replace(&normalized, &apart, whole)
            } else {
                search::replace(&normalized, whole, &apart)
            };
        }
    }
    normalized
}
