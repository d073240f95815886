//! The outer form of a token: segments, encodings, signatures, the JSON serialization, inserted characters.

use super::text;
use super::words::SCRAPS;
use super::{Draft, KEYS};
use crate::random::Random;
use crate::recipe::{Encoding, Fault, Over, Splice};

const PATTERNS: [&str; 36] = [
    "",
    ".",
    "..",
    "...",
    "%h",
    "%h.",
    "%h..",
    "%h.%p",
    "%h.%p.",
    ".%p.%s",
    "%h..%s",
    "%h.%p.%s.",
    "%h.%p.%s.x",
    ".%h.%p.%s",
    "%h.%p..%s",
    "%s.%p.%h",
    "%p.%h.%s",
    "%h.%p.%s.%h.%p",
    "%h.%p.%s#x",
    "%h.%p.%s%h.%p.%s",
    "%h.%p.%s,%h.%p.%s",
    "Bearer %h.%p.%s",
    "\"%h.%p.%s\"",
    "<%h.%p.%s>",
    "undefined",
    "null",
    "[object Promise]",
    "%h%2E%p%2E%s",
    "%h.%p.%s;",
    "%h.%p.%p",
    "%h.%h.%s",
    "%p",
    "%h:%p:%s",
    "%h .%p .%s",
    "%h.%p.%s\n",
    "\u{feff}%h.%p.%s",
];

/// Segments lost, doubled, swapped.
pub fn segments(random: &mut Random, draft: &mut Draft) {
    draft.pattern = random.pick(&PATTERNS).into();
    if random.one_in(4) {
        draft.pattern = b"%h.%p.%s".to_vec();
        let cut = usize::MAX;
        draft.edits.push(Splice {
            at: random.below(400),
            cut,
            put: Vec::new(),
        });
    }
}

/// Other alphabets, padding, unused bits; the standard form is signed, or the form that is sent.
pub fn encodings(random: &mut Random, draft: &mut Draft) {
    use Encoding::{Hex, Standard, StandardPadded, TrailingBits, Twice, Url, UrlPadded};
    let all = [
        Url,
        UrlPadded,
        Standard,
        StandardPadded,
        Hex,
        Twice,
        TrailingBits(random.byte()),
    ];
    match random.below(3) {
        0 => draft.encodings = [random.pick(&all); 3],
        1 => draft.encodings = [random.pick(&all), random.pick(&all), random.pick(&all)],
        _ => draft.encodings[random.below(3)] = random.pick(&all),
    }
    if random.one_in(2) {
        draft.over = Over::Sent;
    }
}

/// White space, control characters, padding and the like in any place, inserted before or after signing.
pub fn insertions(random: &mut Random, draft: &mut Draft) {
    for _ in 0..=random.below(2) {
        let put = random
            .pick(SCRAPS)
            .repeat(if random.one_in(8) { 3 } else { 1 });
        if random.one_in(2) {
            // Around the segments.
            let places: Vec<_> = (0..=draft.pattern.len())
                .filter(|&at| !draft.pattern[..at].ends_with(b"%"))
                .collect();
            let at = random.pick(&places);
            draft.pattern.splice(at..at, put);
        } else {
            let at = random.pick(&[0, 1, 4, 7, 10, 1000, 4000]) + random.below(40);
            draft
                .segment_edits
                .push((random.below(3), Splice { at, cut: 0, put }));
        }
    }
    if random.one_in(2) {
        draft.over = Over::Sent;
    }
}

/// Wrong secrets, wrong lengths, wrong inputs.
pub fn signatures(random: &mut Random, draft: &mut Draft) {
    match random.below(9) {
        0 => draft.fault = Fault::Bytes(Vec::new()),
        1 => draft.fault = Fault::Cut(random.below(64)),
        2 => draft.fault = Fault::Flip(random.below(64)),
        3 => draft.fault = Fault::Bytes((0..random.below(80)).map(|_| random.byte()).collect()),
        4 => draft.over = random.pick(&[Over::RawPayload, Over::Texts, Over::Sent]),
        5 => draft.secret = random.pick(&KEYS).1.into(),
        6 => text::splice(random, &draft.secret).apply(&mut draft.secret),
        7 => draft.secret = random.pick(&KEYS).0.into(),
        _ => draft.secret = b"wrong".to_vec(),
    }
}

/// Only the last bits of the signature's text differ, or a foreign character is somewhere in it.
pub fn echo(random: &mut Random, draft: &mut Draft) {
    draft.secret = b"wrong".to_vec();
    insertions(random, draft);
}

/// The members of a signature in the JSON serialization.
fn signature(random: &mut Random) -> String {
    let mut members: Vec<&str> = vec![r#""protected":"%h""#, r#""signature":"%s""#];
    if random.one_in(3) {
        members.push(random.pick(&[
            r#""header":{}"#,
            r#""header":null"#,
            r#""header":{"kid":"k"}"#,
            r#""header":{"kid":1}"#,
            r#""header":{"nonce":"n"}"#,
            r#""header":{"nonce":null}"#,
            r#""header":{"alg":"HS512"}"#,
            r#""header":{"alg":1}"#,
            r#""header":%H"#,
            r#""header":1"#,
            r#""header":{"crit":["exp"]}"#,
            r#""header":{"jwk":{}}"#,
            r#""header":{"a":1e400}"#,
            r#""header":{"b64":false}"#,
        ]));
    }
    if random.one_in(8) {
        members[0] = random.pick(&[
            r#""protected":null"#,
            r#""protected":"""#,
            r#""header":%H"#,
            r#""protected":1"#,
            r#""protected":"e30""#,
        ]);
    }
    if random.one_in(8) {
        members[1] = random.pick(&[
            r#""signature":null"#,
            r#""signature":"""#,
            r#""signature":1"#,
            r#""signature":"=""#,
            r#""Signature":"%s""#,
        ]);
    }
    if random.one_in(10) {
        members.remove(random.below(members.len()));
    }
    members.join(",")
}

/// The JSON serialization (RFC 7515 section 7.2), flattened or general, with every fault.
pub fn json_serialization(random: &mut Random, draft: &mut Draft) {
    const PAYLOADS: [&str; 5] = [
        r#""payload":null"#,
        r#""payload":"""#,
        r#""payload":1"#,
        r#""Payload":"%p""#,
        r#""payload":"%p=""#,
    ];
    const OTHERS: [&str; 11] = [
        r#""x":1"#,
        r#""payload":"%p""#,
        r#""payload":null"#,
        r#""PAYLOAD":1"#,
        r#""signatures":null"#,
        r#""signatures":{}"#,
        r#""signatures":[null]"#,
        r#""x":1,"x":2"#,
        r#""x":{"y":1,"y":2}"#,
        r#""x":1e400"#,
        r#""header":1"#,
    ];
    const AROUND: [(&str, &str); 9] = [
        ("{", "}"),
        ("{", "}"),
        ("{", "}"),
        (" {", "} "),
        ("{ ", "}x"),
        ("{", ",}"),
        ("[{", "}]"),
        ("\u{a0}{", "}"),
        ("\u{feff}{", "}"),
    ];
    let mut members: Vec<String> = vec![r#""payload":"%p""#.into()];
    let general = random.below(3);
    if general != 1 {
        members.push(signature(random));
    }
    if general != 0 {
        let count = random.pick(&[1, 1, 1, 0, 2]);
        let signatures: Vec<_> = (0..count)
            .map(|_| ["{", &signature(random), "}"].concat())
            .collect();
        members.push([r#""signatures":["#, &signatures.join(","), "]"].concat());
    }
    if random.one_in(6) {
        members.push(random.pick(&OTHERS).to_owned());
    }
    match random.below(10) {
        0 => members[0] = random.pick(&PAYLOADS).into(),
        1 => _ = members.remove(0),
        2 => random.shuffle(&mut members),
        _ => {}
    }
    let (before, after) = random.pick(&AROUND);
    draft.pattern = [before, &members.join(","), after].concat().into_bytes();
    // White space inside names and values is removed too.
    if random.one_in(10) {
        insertions(random, draft);
    }
}
