//! JSON syntax in header and claims set: junk around it, depth, length, random changes.

use super::Draft;
use super::text::{self, quoted};
use crate::random::Random;

const WHOLE: [&str; 30] = [
    "",
    " ",
    "null",
    " null ",
    "nul",
    "nullx",
    "true",
    "0",
    "-1",
    "\"\"",
    "\"{}\"",
    "[]",
    "[{}]",
    "{}",
    " {} ",
    "{}{}",
    "{} x",
    "{}\u{feff}",
    "\u{feff}{}",
    "{",
    "}",
    "{\"iss\"",
    "{\"iss\":",
    "{\"iss\":\"devkey\"",
    "{\"iss\":\"devkey\",}",
    "{'iss':'devkey'}",
    "{iss:\"devkey\"}",
    "{\"iss\" \"devkey\"}",
    "NaN",
    "{\"\":{}}",
];

/// A different text, or something around the text.
pub fn texts(random: &mut Random, draft: &mut Draft) {
    let text = if random.one_in(2) {
        draft.payload_text()
    } else {
        draft.header_text()
    };
    match random.below(4) {
        0 => *text = random.pick(&WHOLE).into(),
        1 => {
            let around = [
                " ", "\n", "\t\r\n", "\u{feff}", "\0", "x", ",", "//c", "\u{a0}", "\u{b}", "}",
                "null", "{}",
            ];
            let put = random.pick(&around);
            let at = random.pick(&[0, text.len()]);
            text.splice(at..at, put.bytes());
        }
        2 => text.truncate(random.below(text.len() + 1)),
        _ => {
            let inside: Vec<_> = (0..=text.len())
                .filter(|&at| at == 0 || b"{}[]:,".contains(&text[at - 1]))
                .collect();
            for _ in 0..=random.below(3) {
                let at = random.pick(&inside).min(text.len());
                let put =
                    random.pick(&[" ", "\n", "\r", "\t", "\u{c}", "\u{a0}", "/**/", ",", "\0"]);
                text.splice(at..at, put.bytes());
            }
        }
    }
}

/// Nesting around the limit of `encoding/json`, 10,000.
pub fn depth(random: &mut Random, draft: &mut Draft) {
    let depth = random.pick(&[
        100, 9_990, 9_996, 9_997, 9_998, 9_999, 10_000, 10_001, 10_002, 10_010,
    ]);
    let (open, close) = random.pick(&[
        ("[", "]"),
        ("{\"a\":", "}"),
        ("[[],", "]"),
        ("{\"roomJoin\":", "}"),
    ]);
    let middle = random.pick(&["", "1", "[]", "{}", "null"]);
    let middle = if open.ends_with([',', ':']) && middle.is_empty() {
        "0"
    } else {
        middle
    };
    let value = [open.repeat(depth).as_str(), middle, &close.repeat(depth)]
        .concat()
        .into_bytes();
    let name = random.pick(&[
        "x",
        "video",
        "iss",
        "aud",
        "attributes",
        "roomConfig",
        "metadata",
        "canPublishSources",
        "kindDetails",
    ]);
    match random.below(8) {
        0 => draft
            .header
            .push((quoted(random.pick(&["x", "crit", "kid"])), value)),
        1 => draft.set(
            quoted("roomConfig"),
            [b"{\"x\":", &value[..], b"}"].concat(),
        ),
        2 => draft.set(quoted("video"), [b"{\"x\":", &value[..], b"}"].concat()),
        _ => draft.set(quoted(name), value),
    }
}

/// Lengths around the limits of identity and room name, and long texts.
pub fn lengths(random: &mut Random, draft: &mut Draft) {
    let letter = random.pick(&["x", "é", "😀", "\\u0041", "\\ud83d\\ude00", "\\ud800"]);
    let count = random.pick(&[63, 64, 65, 85, 86, 127, 128, 129, 255, 256, 257, 300, 3000]);
    let string = quoted(&letter.repeat(count));
    match random.below(4) {
        0 => draft.set(quoted("sub"), string),
        1 => draft.set(
            quoted("video"),
            [br#"{"roomJoin":true,"room":"#, &string[..], b"}"].concat(),
        ),
        2 => draft.set(quoted("iss"), string),
        _ => draft.set(quoted(random.pick(&["metadata", "name", "x"])), string),
    }
}

/// Random changes of the header, signed afterwards.
pub fn fuzz_header(random: &mut Random, draft: &mut Draft) {
    text::mutate(random, draft.header_text());
}

/// Random changes of the claims set, signed afterwards.
pub fn fuzz_payload(random: &mut Random, draft: &mut Draft) {
    text::mutate(random, draft.payload_text());
}

/// Random changes of the token, after it was signed.
pub fn fuzz_token(random: &mut Random, draft: &mut Draft) {
    for _ in 0..=random.below(3) {
        // The token has not been built yet; its length is about this.
        let change = text::splice(random, &[b'A'; 400]);
        draft.edits.push(change);
    }
}
