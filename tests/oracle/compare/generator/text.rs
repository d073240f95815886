//! JSON texts: strings, numbers, values and spellings, good and odd, and random changes of a text.

use crate::random::Random;
use crate::recipe::Splice;

/// JSON strings with their quotes, escapes as written; some are not UTF-8, some not even JSON.
const STRINGS: &[&[u8]] = &[
    br#""""#,
    br#""a""#,
    br#""alice""#,
    br#""r1""#,
    br#""true""#,
    br#"" 1""#,
    br#""1""#,
    br#""null""#,
    br#""\u0000""#,
    br#""a\tb\u001b[31m""#,
    br#""\u00e9""#,
    br#""\ud83d\ude00""#,
    br#""\ud83d""#,
    br#""\ude00\ud83d""#,
    br#""\ud800\u0041""#,
    br#""\/\b\f\n\r\t\"\\""#,
    br#""<>&""#,
    br#""%s%d""#,
    br#""\u2028\u2029""#,
    br#""\uFFFD\uFEFF""#,
    b"\"\xc3\xa9\"",
    b"\"\xf0\x9f\x98\x80\"",
    b"\"\xff\"",
    b"\"a\xc3\"",
    b"\"\xed\xa0\x80\"",
    b"\"\xf4\x90\x80\x80\"",
    b"\"\xc0\xaf\"",
    b"\"\xe2\x80\xa8\"",
    b"\"\xef\xbb\xbf\"",
    b"\"\x7f\"",
    b"\"\x01\"",
    b"\"\n\"",
    br#""\x41""#,
    br#""\u12""#,
    br#""\uD8""#,
    br#""\U0041""#,
    br#""\'""#,
    b"\"open",
    b"'a'",
    br#""camera""#,
    br#""standard""#,
    br#""a.0""#,
    br#""~/""#,
    br#""\u017f\u212a""#,
];

/// JSON numbers, and what looks like one.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "-0",
    "1.5",
    "1e3",
    "1E+3",
    "10e-1",
    "0.1e1",
    "1.0",
    "-0.0",
    "1e400",
    "-1e400",
    "1e-400",
    "4e9",
    "255",
    "256",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "12345678901234567890",
    "1e308",
    "1.7976931348623159e308",
    "123456789012345678901234567890",
    "0.1",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "1e+",
    "-",
    "0x10",
    "NaN",
    "Infinity",
    "1_000",
    "1e99999999999",
    "0e999999",
    "2e-1",
    "100e-2",
    "1.10",
    "0.30000000000000004",
    "4.94e-324",
];

const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[null]",
    r#"["a"]"#,
    r#"["a",1]"#,
    "[[]]",
    "[{}]",
    "[1]",
    r#"["a",null,true]"#,
    r#"{"a":1}"#,
    r#"{"a":"b"}"#,
    r#"{"a":null}"#,
    r#"{"a":{}}"#,
    r#"{"a":1,"a":2}"#,
    r#"{"":1}"#,
    r#"{"0":1}"#,
    r#"{"a/b":1}"#,
    r#"{"a~b":true}"#,
    r#"{"a.b":[]}"#,
    r#"{"a.0":1}"#,
    r#"{"0.":{}}"#,
    r#"{"00":false}"#,
    r#"{"-1":1}"#,
    r#"{"a":"b","c":1,"d":"e"}"#,
    r#"{"k":"v","":""}"#,
    "[1,2,{\"y\":null}]",
    "[true,false]",
    r#"{"\u0661":1}"#,
    "tru",
    "nul",
    "True",
    "undefined",
    "{\"a\"}",
    "[1,]",
    "{,}",
    "[",
    "{\"a\":1",
    "{a:1}",
    "/**/1",
    r#"{"~0":1}"#,
    r#"{"/":1}"#,
];

/// A JSON string, mostly a sound one.
pub fn string(random: &mut Random) -> Vec<u8> {
    match random.below(12) {
        0 => [
            b"\"",
            random
                .pick(&[&b"x"[..], "é".as_bytes(), b"\xff", b"\\u0041"])
                .repeat(random.pick(&[2, 30, 255, 256, 257, 300]))
                .as_slice(),
            b"\"",
        ]
        .concat(),
        1 => {
            let parts = [random.pick(STRINGS), random.pick(STRINGS)];
            let inner = |part: &[u8]| {
                part.get(1..part.len().saturating_sub(1))
                    .unwrap_or_default()
                    .to_vec()
            };
            [
                b"\"".to_vec(),
                inner(parts[0]),
                inner(parts[1]),
                b"\"".to_vec(),
            ]
            .concat()
        }
        // The later ones are no JSON; a token with one says little more than that.
        2 => random.pick(STRINGS).to_vec(),
        _ => random.pick(&STRINGS[..30]).to_vec(),
    }
}

/// A number, mostly a sound one.
pub fn number(random: &mut Random) -> Vec<u8> {
    match random.below(4) {
        0 => {
            let sign = random.pick(&["", "", "-"]);
            let whole = random.next() >> random.below(64);
            let fraction = random.pick(&["", "", ".0", ".5", ".25", ".9999999999", ".000"]);
            let exponent = random.pick(&["", "", "", "e0", "e1", "E-1", "e+2", "e-9", "e20"]);
            format!("{sign}{whole}{fraction}{exponent}").into_bytes()
        }
        1 => random.pick(NUMBERS).into(),
        _ => random.pick(&NUMBERS[..30]).into(),
    }
}

/// Any value, mostly a sound one.
pub fn value(random: &mut Random, depth: usize) -> Vec<u8> {
    match random.below(if depth == 0 { 8 } else { 10 }) {
        0 | 1 => string(random),
        2 | 3 => number(random),
        4 => random.pick(VALUES).into(),
        5..=7 => random.pick(&VALUES[..31]).into(),
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

/// The name as it is, seldom in a spelling that a decoder may or may not take for it.
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

/// What is put into a text to see whether its reader minds.
pub const SCRAPS: &[&[u8]] = &[
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"true",
    b"false",
    b"1e999",
    b"\\u0041",
    b"\\ud800",
    b"\"iss\"",
    b"\"exp\":1",
    b"\"video\"",
    b"\"a\":",
    b" ",
    b"\n",
    b"\r",
    b"\t",
    b"\0",
    b"\x1f",
    b"\x7f",
    b"\xff",
    b"\xc2\xa0",
    b"\xe2\x80\x8b",
    b"\xef\xbb\xbf",
    b"\xe3\x80\x80",
    b"\xc2\x85",
    b"\xe1\x9a\x80",
    b"\xe2\x80\xa8",
    b"\x0b",
    b"\x0c",
    b".",
    b"=",
    b"+",
    b"/",
    b"-",
    b"_",
    b"%",
    b"~",
    b"0",
    b"-1",
    b"A",
    b"A",
    b"e",
    b"//",
    b"\\",
    b"'",
    b"&",
    b"#",
    b"<",
    b">",
    b"\x80",
    b"\xe2\x80",
    b"roomJoin",
    b"\"0\"",
    b"{}",
    b"[]",
    b"\"\"",
    b",\"x\":1",
];

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
