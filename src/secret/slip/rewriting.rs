//! Slips that rewrite characters of a secret, or take some of them away.

use super::{Add, Case, Slip, encoding, minter, paste};

/// Undoes what can be undone.
pub(super) fn undo(secret: &[u8], add: Add) {
    if secret.contains(&b'$') {
        add(paste(Slip::DoubledDollar), &[&single_dollars(secret)]);
    }
    if secret.contains(&b' ') {
        add(paste(Slip::Plus), &[&replaced(secret, b' ', b'+')]);
    }
    if secret.contains(&b'\\')
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
    if secret.contains(&b'+') {
        add(minter(Slip::Plus), &[&replaced(secret, b'+', b' ')]);
    }
    if let Some(at) = secret.iter().position(|byte| *byte == b'#') {
        let before = secret[..at].trim_ascii_end();
        add(minter(Slip::Comment), &[before]);
    }
    for escaped in [&b"\"\\"[..], b"\"\\/", b"+/=&<>'\"\\"] {
        add(minter(Slip::Escapes), &[&self::escaped(secret, escaped)]);
    }
    if secret.contains(&b'$') {
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
        add(minter(Slip::Normalization), &[composed(text).as_bytes()]);
        add(minter(Slip::Normalization), &[decomposed(text).as_bytes()]);
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

/// Escapes some characters: quotes, backslashes and slashes by a backslash, others by their number.
fn escaped(secret: &[u8], characters: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::new();
    for &byte in secret {
        match byte {
            b'\n' => escaped.extend_from_slice(b"\\n"),
            b'\r' => escaped.extend_from_slice(b"\\r"),
            _ if !characters.contains(&byte) => escaped.push(byte),
            b'"' | b'\\' => escaped.extend_from_slice(&[b'\\', byte]),
            b'/' if characters.len() < 4 => escaped.extend_from_slice(b"\\/"),
            _ => {
                let digits = b"0123456789abcdef";
                let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
                escaped.extend_from_slice(b"\\u00");
                escaped.extend_from_slice(&[digits[high], digits[low]]);
            }
        }
    }
    escaped
}

/// Letters of western European languages, each with its accent, without it, and the accent that follows a letter.
const ACCENTS: [(char, &str, &str); 6] = [
    ('\u{300}', "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
    ('\u{301}', "AEIOUYaeiouy", "ÁÉÍÓÚÝáéíóúý"),
    ('\u{302}', "AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
    ('\u{303}', "ANOano", "ÃÑÕãñõ"),
    ('\u{308}', "AEIOUaeiouy", "ÄËÏÖÜäëïöüÿ"),
    ('\u{327}', "Cc", "Çç"),
];

fn decomposed(text: &str) -> String {
    let mut decomposed = String::new();
    for c in text.chars() {
        let letters = |(accent, plain, whole): (char, &'static str, &str)| {
            let at = whole.chars().position(|letter| letter == c)?;
            Some((char::from(plain.as_bytes()[at]), accent))
        };
        match ACCENTS.into_iter().find_map(letters) {
            Some((letter, accent)) => decomposed.extend([letter, accent]),
            None => decomposed.push(c),
        }
    }
    decomposed
}

fn composed(text: &str) -> String {
    let mut composed = String::new();
    for c in text.chars() {
        let last = composed.chars().next_back();
        let whole = ACCENTS
            .into_iter()
            .filter(|(accent, ..)| *accent == c)
            .find_map(|(_, plain, whole)| {
                let at = plain.chars().position(|letter| Some(letter) == last)?;
                whole.chars().nth(at)
            });
        if whole.is_some() {
            composed.pop();
        }
        composed.push(whole.unwrap_or(c));
    }
    composed
}
