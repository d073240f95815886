//! Claims sets: registered claims, dates around every boundary, repeats and odd spellings.

use super::text::{self, Members, quoted};
use super::{Draft, KEYS};
use crate::random::Random;

/// The beginning of every draft.
pub fn usual(random: &mut Random, now: i64) -> Members {
    let (key, _) = KEYS[0];
    let mut claims = vec![
        (quoted("iss"), quoted(key)),
        (quoted("sub"), quoted("alice")),
        (quoted("nbf"), (now - 10).to_string().into()),
        (quoted("exp"), (now + 7200).to_string().into()),
        (
            quoted("video"),
            br#"{"roomJoin":true,"room":"r1"}"#.to_vec(),
        ),
    ];
    if random.one_in(3) {
        random.shuffle(&mut claims);
    }
    claims
}

/// One or two of the registered claims get a value of any type.
pub fn types(random: &mut Random, draft: &mut Draft) {
    for _ in 0..=random.below(2) {
        let name = random.pick(&["iss", "sub", "jti", "aud", "exp", "nbf", "iat"]);
        let value = match (name, random.below(3)) {
            ("aud", 0) => {
                let strings: Vec<_> = (0..random.below(3)).map(|_| text::string(random)).collect();
                [b"[".to_vec(), strings.join(&b','), b"]".to_vec()].concat()
            }
            ("exp" | "nbf" | "iat", 0) => [b"\"", &text::number(random)[..], b"\""].concat(),
            ("exp" | "nbf" | "iat", 1) => text::number(random),
            _ => text::value(random, 1),
        };
        let name = text::spelled(random, name);
        draft.set(name, value);
    }
}

/// Dates close to the limits, in every form of a number.
pub fn times(random: &mut Random, draft: &mut Draft) {
    if random.one_in(8) {
        draft.remove("exp");
    }
    for _ in 0..=random.below(2) {
        let name = random.pick(&["exp", "nbf", "iat"]);
        let value = date(random, draft.now);
        draft.set(quoted(name), value);
    }
}

fn date(random: &mut Random, now: i64) -> Vec<u8> {
    const OFFSETS: [i64; 26] = [
        -100_000,
        -3600,
        -120,
        -90,
        -62,
        -61,
        -60,
        -59,
        -58,
        -30,
        -1,
        0,
        1,
        30,
        58,
        59,
        60,
        61,
        62,
        63,
        90,
        120,
        3600,
        86_400,
        100_000,
        1_000_000_000,
    ];
    let date = now + random.pick(&OFFSETS);
    match random.below(16) {
        0 => format!("{date}.{}", random.below(1000)),
        1 => format!("{date}.999999999"),
        2 => format!("{}.{}e9", date / 1_000_000_000, date % 1_000_000_000),
        3 => format!("{date}e0"),
        4 => format!("{date}0E-1"),
        5 => format!("\"{date}\""),
        6 => format!("\"{date}.5\""),
        7 => format!("{date}000"),
        8 => format!("-{date}"),
        9 => "null".to_owned(),
        _ => date.to_string(),
    }
    .into_bytes()
}

/// Dates at the limits of int64, float64 and `time.Time`.
pub fn huge_times(random: &mut Random, draft: &mut Draft) {
    const ENDS: [&str; 24] = [
        "9223371974719178752",
        "9223371974719179263",
        "9223371974719179264",
        "9223371974719179265",
        "9223371974719179776",
        "9223372036854774784",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "-62135596800",
        "-62135596801",
        "1e18",
        "9.3e18",
        "1e19",
        "-1e19",
        "1e300",
        "-1e300",
        "1.7976931348623157e308",
        "1e309",
        "253402300799",
        "253402300800",
        "4102444800000",
        "18446744073709551616",
    ];
    let name = random.pick(&["exp", "nbf", "iat"]);
    let value = match random.below(4) {
        0 => (random.next().cast_signed() >> random.below(40)).to_string(),
        1 => format!("\"{}\"", random.pick(&ENDS)),
        _ => random.pick(&ENDS).to_owned(),
    };
    draft.set(quoted(name), value.into());
}

/// Another API key: known, unknown, or almost the right one.
pub fn issuer(random: &mut Random, draft: &mut Draft) {
    let (key, secret) = random.pick(&KEYS);
    let value = match random.below(6) {
        0..=2 => {
            if random.one_in(2) {
                draft.secret = secret.into();
            }
            quoted(key)
        }
        3 => text::misspelled(random, KEYS[0].0),
        4 => quoted(secret),
        _ => text::string(random),
    };
    draft.set(quoted("iss"), value);
    if random.one_in(6) {
        draft.remove("iss");
    }
}

/// A name in another spelling, alone, before or after the right one.
pub fn spellings(random: &mut Random, draft: &mut Draft) {
    for _ in 0..=random.below(2) {
        let at = random.below(draft.payload.len().max(1));
        let Some((name, value)) = draft.payload.get(at).cloned() else {
            return;
        };
        let name =
            String::from_utf8_lossy(name.get(1..name.len() - 1).unwrap_or_default()).into_owned();
        if name.is_empty() || !name.is_ascii() {
            return;
        }
        let other = text::misspelled(random, &name);
        let value = if random.one_in(2) {
            text::value(random, 1)
        } else {
            value
        };
        match random.below(3) {
            0 => draft.payload[at].0 = other,
            1 => draft.payload.insert(at, (other, value)),
            _ => draft.payload.push((other, value)),
        }
    }
}

/// A member that occurs twice, at the top or inside a grant.
pub fn repeats(random: &mut Random, draft: &mut Draft) {
    let at = random.below(draft.payload.len().max(1));
    let Some((name, value)) = draft.payload.get(at).cloned() else {
        return;
    };
    match random.below(4) {
        0 => draft.payload.push((name, value)),
        1 => draft.payload.push((name, text::value(random, 1))),
        2 => draft.payload.insert(at, (name, text::value(random, 1))),
        _ => {
            let inner = text::quoted(random.pick(&["a", "roomJoin", "room", "x"]));
            let members = vec![
                (inner.clone(), text::value(random, 0)),
                (quoted("b"), text::value(random, 0)),
                (inner, text::value(random, 0)),
            ];
            let owner = random.pick(&["video", "attributes", "sip", "custom", "inference"]);
            draft.set(quoted(owner), text::object(&members));
        }
    }
}

/// Strings of every kind in members that the answer repeats or measures.
pub fn unicode(random: &mut Random, draft: &mut Draft) {
    let string = text::string(random);
    match random.below(5) {
        0 => draft.set(quoted("sub"), string),
        1 => {
            draft.set(quoted("sub"), random.pick(&[&b"\"\""[..], b"null"]).into());
            draft.set(quoted("jti"), string);
        }
        2 => {
            let video = [br#"{"roomJoin":true,"room":"#, &string[..], b"}"].concat();
            draft.set(quoted("video"), video);
        }
        3 => {
            let attributes = [b"{", &string[..], b":", &text::string(random), b"}"].concat();
            draft.set(quoted("attributes"), attributes);
        }
        _ => draft.set(string, text::value(random, 1)),
    }
}

/// Unknown claims.
pub fn unknown(random: &mut Random, draft: &mut Draft) {
    let name = text::string(random);
    let value = text::value(random, 3);
    draft.payload.push((name, value));
}
