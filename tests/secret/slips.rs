//! Every slip that spoils a secret is named, alone and in pairs; what is no slip is not called one.

mod what_is_said;

use std::collections::{HashMap, HashSet};

use why401::finding::slip::code;
use why401::secret::neighborhood;
use why401::secret::slip::Kind;
use why401::secret::slip::{self, Side, Steps};
use why401::text::base64url;

use crate::common::KEY;

/// How many secrets have each pair of slips. Not optimised, a thousand would take half a minute.
const SECRETS: usize = if cfg!(debug_assertions) { 50 } else { 1000 };

/// Numbers that are the same in each run (Marsaglia's xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn text(&mut self, length: usize, characters: &str) -> String {
        let characters: Vec<char> = characters.chars().collect();
        (0..length)
            .map(|_| characters[self.below(characters.len())])
            .collect()
    }

    /// A secret as `livekit-server generate-keys` makes them.
    fn secret(&mut self) -> String {
        let length = 43 + self.below(2);
        self.text(length, BASE62)
    }
}

const BASE62: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

type Spoil = fn(&str) -> Vec<u8>;

fn around(before: &str, secret: &str, behind: &str) -> Vec<u8> {
    [before, secret, behind].concat().into_bytes()
}

fn hex(secret: &str) -> Vec<u8> {
    let digits = secret.bytes().map(|byte| format!("{byte:02x}"));
    digits.collect::<String>().into_bytes()
}

fn base64(secret: &str) -> Vec<u8> {
    let text = base64url::encode(secret.as_bytes());
    let padding = "=".repeat((4 - text.len() % 4) % 4);
    (text.replace('-', "+").replace('_', "/") + &padding).into_bytes()
}

/// The code of a slip, and what its words name.
type Slip = (&'static str, &'static str);

const NEWLINE: Slip = ("secret_trailing_newline", "");
const CARRIAGE_RETURN: Slip = ("secret_trailing_carriage_return", "");
const CRLF: Slip = ("secret_trailing_crlf", "");
const NAME: &str = "secret_name";
const ESCAPES: &str = "secret_escapes";

/// Slips that leave the secret recognisable: they may have happened to the paste or to whoever signs.
const SPOILS: [(Slip, Spoil); 19] = [
    (NEWLINE, |s| around("", s, "\n")),
    (CRLF, |s| around("", s, "\r\n")),
    (CARRIAGE_RETURN, |s| around("", s, "\r")),
    (("secret_white_space", ""), |s| around("", s, " ")),
    (("secret_white_space", ""), |s| around(" ", s, "")),
    (("secret_quotes", "\""), |s| around("\"", s, "\"")),
    (("secret_quotes", "'"), |s| around("'", s, "'")),
    (("secret_quotes", "`"), |s| around("`", s, "`")),
    (("secret_quotes", "“"), |s| around("“", s, "”")),
    (("secret_trailing_separator", ","), |s| around("", s, ",")),
    (("secret_trailing_separator", ";"), |s| around("", s, ";")),
    ((NAME, ""), |s| around("LIVEKIT_API_SECRET=", s, "")),
    ((NAME, ""), |s| around("export LIVEKIT_API_SECRET=", s, "")),
    ((ESCAPES, ""), |s| around("", s, "\\n")),
    (("secret_invisible_character", "\u{feff}"), |s| {
        around("\u{feff}", s, "")
    }),
    (("secret_invisible_character", "\u{200b}"), |s| {
        around("", s, "\u{200b}")
    }),
    (("secret_encoded", "base64"), base64),
    (("secret_encoded", "hexadecimal"), hex),
    (("secret_doubled", ""), |s| around(s, s, "")),
];

/// Slips of whoever signs that lose something, so that they cannot be undone.
const LOSSES: [(Slip, Spoil); 3] = [
    (("secret_case", "small"), |s| {
        s.to_ascii_lowercase().into_bytes()
    }),
    (("secret_case", "capital"), |s| {
        s.to_ascii_uppercase().into_bytes()
    }),
    (("secret_decoded", "base64"), |s| {
        base64url::decode(s.as_bytes()).unwrap()
    }),
];

fn names((first, second): Steps) -> Named {
    let step = |slip::Step { slip, side }: slip::Step| {
        let has_detail = matches!(
            slip.kind,
            Kind::Quotes
                | Kind::TrailingSeparator
                | Kind::InvisibleCharacter
                | Kind::Encoded
                | Kind::Decoded
                | Kind::Case
        );
        let name = why401::finding::Code::Slip(code(slip.kind)).name();
        ((name, if has_detail { slip.detail } else { "" }), side)
    };
    [Some(step(first)), second.map(step)]
        .into_iter()
        .flatten()
        .collect()
}

type Named = Vec<(Slip, Side)>;

/// Counts how often each case was not named, and keeps what it was named instead.
#[derive(Default)]
struct Tally {
    missed: HashMap<Named, (usize, Named)>,
}

impl Tally {
    /// The slips count in whatever order.
    fn count(&mut self, expected: &[(Slip, Side)], found: Option<Steps>) {
        let found = found.map(names).unwrap_or_default();
        let is_named = expected.iter().all(|step| found.contains(step))
            && found.iter().all(|step| expected.contains(step));
        if !is_named {
            let (missed, last) = self.missed.entry(expected.to_vec()).or_default();
            *missed += 1;
            *last = found;
        }
    }

    /// At the least 99.9 % of each case.
    fn assert_named(&self) {
        let missed: Vec<_> = (self.missed.iter())
            .filter(|(_, (missed, _))| missed * 1000 > SECRETS)
            .map(|case| format!("{case:?}"))
            .collect();
        assert!(missed.is_empty(), "{}\n{}", missed.len(), missed.join("\n"));
    }
}

/// What a pair of slips is called where it comes to the same as another slip.
fn canonical(slips: Named) -> Named {
    match slips[..] {
        [(CARRIAGE_RETURN, side), (NEWLINE, _)] => vec![(CRLF, side)],
        _ => slips,
    }
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

#[test]
fn each_slip_and_each_pair_of_slips_in_the_paste_is_named() {
    let mut random = Random(401);
    let mut tally = Tally::default();
    for _ in 0..SECRETS {
        let secret = random.secret();
        let is_it = |_, found: &[u8]| found == secret.as_bytes();
        for (first, spoil) in SPOILS {
            let once = spoil(&secret);
            tally.count(&[(first, Side::Paste)], slip::find(&once, Some(KEY), is_it));
            for (second, spoil) in SPOILS {
                tally.count(
                    &canonical(vec![(first, Side::Paste), (second, Side::Paste)]),
                    slip::find(&spoil(text(&once)), Some(KEY), is_it),
                );
            }
        }
    }
    tally.assert_named();
}

#[test]
fn each_slip_and_each_pair_of_slips_of_whoever_signs_is_named() {
    let mut random = Random(402);
    let mut tally = Tally::default();
    for _ in 0..SECRETS {
        let secret = random.secret();
        // All secrets that are tried for one that does not fit, each with the slips that it is found by first.
        let mut tried = HashMap::new();
        let found = slip::find(secret.as_bytes(), Some(KEY), |steps, found| {
            tried.entry(found.to_vec()).or_insert(steps);
            false
        });
        assert_eq!(found, None);
        assert!(!tried.contains_key(secret.as_bytes()));
        let spoils = || SPOILS.into_iter().chain(LOSSES);
        for (first, spoil) in spoils() {
            let once = spoil(&secret);
            tally.count(&[(first, Side::Minter)], tried.get(&once).copied());
            let Ok(once) = str::from_utf8(&once) else {
                continue;
            };
            for (second, spoil) in SPOILS {
                tally.count(
                    &canonical(vec![(first, Side::Minter), (second, Side::Minter)]),
                    tried.get(&spoil(once)).copied(),
                );
            }
        }
    }
    tally.assert_named();
}

#[test]
fn a_slip_in_the_paste_and_another_of_whoever_signs_are_named() {
    let mut random = Random(403);
    let mut tally = Tally::default();
    // These are some hundred pairs.
    let secrets = if cfg!(debug_assertions) { 5 } else { SECRETS };
    for _ in 0..secrets {
        let secret = random.secret();
        for (first, spoil) in SPOILS {
            let mut tried = HashMap::new();
            slip::find(&spoil(&secret), Some(KEY), |steps, found| {
                tried.entry(found.to_vec()).or_insert(steps);
                false
            });
            for (second, spoil) in SPOILS {
                let signed = spoil(&secret);
                // Two line ends differ by another one, written or real.
                let is_line_end =
                    |slip| matches!(slip, NEWLINE | CRLF | CARRIAGE_RETURN | (ESCAPES, _));
                if first == second || is_line_end(first) && is_line_end(second) {
                    continue;
                }
                tally.count(
                    &[(first, Side::Paste), (second, Side::Minter)],
                    tried.get(&signed).copied(),
                );
            }
        }
    }
    tally.assert_named();
}

fn replaced(secret: &str, from: char, to: &str) -> Vec<u8> {
    secret.replace(from, to).into_bytes()
}

/// Slips of characters that LiveKit's secrets do not have, of whoever signs.
const ODD: [(Slip, Spoil); 8] = [
    (("secret_encoded", "percent"), |s| {
        let percent = |byte: u8| match byte {
            b'+' | b'/' | b'$' | b'"' | 0x80.. => format!("%{byte:02X}"),
            _ => char::from(byte).to_string(),
        };
        s.bytes().map(percent).collect::<String>().into_bytes()
    }),
    (("secret_plus", ""), |s| replaced(s, '+', " ")),
    ((ESCAPES, ""), |s| replaced(s, '"', "\\\"")),
    (("secret_normalization", ""), |s| {
        replaced(s, 'é', "e\u{301}")
    }),
    (("secret_variable", ""), |s| {
        let (before, behind) = s.split_once('$').unwrap();
        let is_name = |c: char| c.is_ascii_alphanumeric();
        let left = |part: &str| match part.strip_prefix(|c: char| c.is_ascii_digit()) {
            Some(rest) => rest.to_owned(),
            None => part.trim_start_matches(is_name).to_owned(),
        };
        let parts: Vec<_> = behind.split('$').map(left).collect();
        around(before, &parts.concat(), "")
    }),
    (("secret_doubled_dollar", ""), |s| replaced(s, '$', "$$")),
    (("secret_comment", ""), |s| {
        s.split_once('#').map_or(s, |(before, _)| before).into()
    }),
    (("secret_encoded", "base64url"), |s| {
        base64url::encode(s.as_bytes()).into_bytes()
    }),
];

/// A secret of base62 with one other character in it, twice.
fn odd_secret(random: &mut Random, odd: &str) -> String {
    let mut text = |length| random.text(length, BASE62);
    [&text(12), odd, "x", &text(9), odd, "y", &text(12)].concat()
}

#[test]
fn each_slip_of_odd_characters_is_named_alone_and_with_any_other() {
    let mut random = Random(408);
    let mut tally = Tally::default();
    for _ in 0..SECRETS {
        for ((slip, spoil), odd) in ODD
            .into_iter()
            .zip(["+", "+", "\"", "é", "$", "$", "#", "?"])
        {
            let secret = odd_secret(&mut random, odd);
            let mut tried = HashMap::new();
            slip::find(secret.as_bytes(), Some(KEY), |steps, found| {
                tried.entry(found.to_vec()).or_insert(steps);
                false
            });
            let once = spoil(&secret);
            tally.count(&[(slip, Side::Minter)], tried.get(&once).copied());
            for (other, spoil) in SPOILS {
                // A newline that is escaped along is what two escapes come to.
                if other == slip {
                    continue;
                }
                let twice = spoil(text(&once));
                let expected = [(slip, Side::Minter), (other, Side::Minter)];
                tally.count(&expected, tried.get(&twice).copied());
            }
        }
    }
    tally.assert_named();
}

#[test]
fn each_slip_of_odd_characters_in_the_paste_is_named() {
    let mut random = Random(409);
    let mut tally = Tally::default();
    for _ in 0..SECRETS {
        for (at, odd) in [(0, "+"), (2, "\""), (5, "$"), (7, "~~~")] {
            let (slip, spoil) = ODD[at];
            let secret = odd_secret(&mut random, odd);
            let is_it = |_, found: &[u8]| found == secret.as_bytes();
            let once = spoil(&secret);
            tally.count(&[(slip, Side::Paste)], slip::find(&once, None, is_it));
            for (other, spoil) in SPOILS {
                let expected = [(slip, Side::Paste), (other, Side::Paste)];
                let found = slip::find(&spoil(text(&once)), None, is_it);
                tally.count(&expected, found);
            }
        }
    }
    tally.assert_named();
}

#[test]
fn a_secret_that_is_no_slip_is_called_none() {
    let mut random = Random(404);
    for _ in 0..20 {
        let mut tried = HashSet::new();
        slip::find(random.secret().as_bytes(), Some(KEY), |_, found| {
            tried.insert(found.to_vec());
            false
        });
        assert!(tried.len() > 1000);
        for _ in 0..5000 {
            assert!(!tried.contains(random.secret().as_bytes()));
        }
    }
}

#[test]
fn each_edit_of_one_character_is_in_the_neighborhood() {
    let mut random = Random(405);
    for length in [8, 43, 44, 64] {
        let secret = random.text(length, BASE62).into_bytes();
        let mut tried = HashSet::new();
        let found = neighborhood::find(&secret, |near| {
            assert_ne!(near, secret);
            tried.insert(near.to_vec());
            false
        });
        assert_eq!(found, None);
        let mut edits = HashSet::new();
        for at in 0..=length {
            let (before, behind) = secret.split_at(at);
            for other in BASE62.bytes() {
                edits.insert([before, &[other], behind].concat());
                if let Some((_, rest)) = behind.split_first() {
                    edits.insert([before, &[other], rest].concat());
                    edits.insert([before, rest].concat());
                }
                if let [first, second, rest @ ..] = behind {
                    edits.insert([before, &[*second, *first], rest].concat());
                }
            }
        }
        edits.remove(&secret);
        assert_eq!(tried, edits);
    }
}
