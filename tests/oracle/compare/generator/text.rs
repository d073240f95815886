//! JSON texts: strings, numbers, values and spellings, valid and odd, and random changes of a text.

use crate::random::Random;
use crate::recipe::Splice;

use super::words::{
    BROKEN_NUMBERS, BROKEN_STRINGS, BROKEN_VALUES, NUMBERS, SCRAPS, STRINGS, VALUES,
};

/// A valid one, seldom a broken one: a broken one shows little more than that the token is broken.
fn one<'a>(random: &mut Random, sound: &[&'a [u8]], broken: &[&'a [u8]]) -> &'a [u8] {
    let broken_one = random.one_in(60);
    random.pick(if broken_one { broken } else { sound })
}

/// A JSON string.
pub fn string(random: &mut Random) -> Vec<u8> {
    let letter =
        |random: &mut Random| random.pick(&[&b"x"[..], "é".as_bytes(), b"\xff", b"\\u0041"]);
    let inner = |string: &'static [u8]| &string[1..string.len() - 1];
    match random.below(14) {
        0 => [
            b"\"",
            &letter(random).repeat(random.pick(&[2, 30, 255, 256, 257, 300]))[..],
            b"\"",
        ]
        .concat(),
        1 => [
            b"\"",
            inner(random.pick(STRINGS)),
            inner(random.pick(STRINGS)),
            b"\"",
        ]
        .concat(),
        2 => {
            let bytes: Vec<u8> = (0..random.below(5)).map(|_| random.byte() | 0x80).collect();
            [b"\"", &bytes[..], b"\""].concat()
        }
        3 => {
            let escape = |random: &mut Random| {
                let unit = random.next() & random.pick(&[0x7f, 0x7ff, 0xffff]);
                format!("\\u{:04x}", unit | random.pick(&[0, 0, 0xd800]))
            };
            let escapes: Vec<_> = (0..random.below(4)).map(|_| escape(random)).collect();
            quoted(&escapes.concat())
        }
        // Printable characters decide how Go quotes the text, for instance after half a surrogate pair.
        4 => {
            let characters: String = (0..random.below(7)).map(|_| character(random)).collect();
            let before = random.pick(&["", "", "\\ud83d", "\\udc00"]);
            quoted(&[before, &characters].concat())
        }
        _ => one(random, STRINGS, BROKEN_STRINGS).to_vec(),
    }
}

/// Any character that needs no escape in a string, from every plane.
fn character(random: &mut Random) -> char {
    let end = random.pick(&[0x80, 0x300, 0x3000, 0x1_0000, 0x2_0000, 0x11_0000]);
    let code = u32::try_from(random.below(end)).unwrap_or_default();
    match char::from_u32(code) {
        Some(character) if character >= ' ' && character != '"' && character != '\\' => character,
        _ => 'x',
    }
}

/// A number.
pub fn number(random: &mut Random) -> Vec<u8> {
    if random.one_in(3) {
        let sign = random.pick(&["", "", "-"]);
        let whole = random.next() >> random.below(64);
        let fraction = random.pick(&["", "", ".0", ".5", ".25", ".9999999999", ".000"]);
        let exponent = random.pick(&["", "", "", "e0", "e1", "E-1", "e+2", "e-9", "e20"]);
        return format!("{sign}{whole}{fraction}{exponent}").into_bytes();
    }
    one(random, NUMBERS, BROKEN_NUMBERS).to_vec()
}

/// Any value.
pub fn value(random: &mut Random, depth: usize) -> Vec<u8> {
    match random.below(if depth == 0 { 8 } else { 10 }) {
        0 | 1 => string(random),
        2 | 3 => number(random),
        4..=7 => one(random, VALUES, BROKEN_VALUES).to_vec(),
        8 => {
            let elements: Vec<_> = (0..random.below(4))
                .map(|_| value(random, depth - 1))
                .collect();
            [b"[".to_vec(), elements.join(&b','), b"]".to_vec()].concat()
        }
        _ => {
            let members: Members = (0..random.below(4))
                .map(|_| (string(random), value(random, depth - 1)))
                .collect();
            object(&members)
        }
    }
}

/// Names with their quotes, and values.
pub type Members = Vec<(Vec<u8>, Vec<u8>)>;

pub fn object(members: &Members) -> Vec<u8> {
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| [&name[..], b":", value].concat())
        .collect();
    [b"{".to_vec(), members.join(&b','), b"}".to_vec()].concat()
}

pub fn quoted(text: &str) -> Vec<u8> {
    [b"\"", text.as_bytes(), b"\""].concat()
}

/// The name as it is, seldom in a spelling that a decoder may or may not accept.
pub fn spelled(random: &mut Random, name: &str) -> Vec<u8> {
    if random.one_in(12) {
        misspelled(random, name)
    } else {
        quoted(name)
    }
}

/// The name in another spelling.
pub fn misspelled(random: &mut Random, name: &str) -> Vec<u8> {
    let snake = || {
        name.chars()
            .flat_map(|c| {
                let dash = c.is_ascii_uppercase().then_some('_');
                dash.into_iter().chain([c.to_ascii_lowercase()])
            })
            .collect::<String>()
    };
    let at = random.below(name.len());
    quoted(&match random.below(14) {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => name[..1].to_uppercase() + &name[1..],
        3 => snake(),
        4 => name.replace(['s', 'S'], "ſ"),
        5 => name.replace(['k', 'K'], "\u{212A}"),
        6 => name.replacen('i', "ı", 1).replacen('I', "İ", 1),
        7 => format!(
            "{}\\u{:04x}{}",
            &name[..at],
            u32::from(name.as_bytes()[at]),
            &name[at + 1..]
        ),
        8 => {
            name.to_owned()
                + random.pick(&[" ", "\u{a0}", "\\u0000", "\u{200b}", "\\ud800", "s", "_"])
        }
        9 => [" ", name].concat(),
        10 => name[..at].to_owned(),
        11 => name.replace(['s', 'S'], "\\u017f"),
        12 => name
            .chars()
            .enumerate()
            .map(|(place, c)| {
                if place == at {
                    c.to_ascii_uppercase()
                } else {
                    c.to_ascii_lowercase()
                }
            })
            .collect(),
        _ => ["-", "x"][random.below(2)].to_owned() + name,
    })
}

/// One random change of a text of this length.
pub fn splice(random: &mut Random, text: &[u8]) -> Splice {
    let at = random.below(text.len() + 1);
    let length = 1 + if random.one_in(3) {
        random.below(12)
    } else {
        0
    };
    let copy = |random: &mut Random| {
        let from = random.below(text.len() + 1);
        text[from..text.len().min(from + length)].to_vec()
    };
    let (cut, put) = match random.below(7) {
        0 => (length, Vec::new()),
        1 => (0, vec![random.byte()]),
        2 => (1, vec![random.byte() & 0x7f]),
        3 => (0, copy(random)),
        4 => (length, copy(random)),
        5 => (1, random.pick(SCRAPS).to_vec()),
        _ => (0, random.pick(SCRAPS).to_vec()),
    };
    Splice { at, cut, put }
}

/// A few random changes of a text.
pub fn mutate(random: &mut Random, text: &mut Vec<u8>) {
    for _ in 0..=random.below(3) {
        splice(random, text).apply(text);
    }
}
