//! Every slip that spoils a secret is named, alone and in pairs; what is no slip is not called one.

use std::collections::{HashMap, HashSet};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use why401::diagnose;
use why401::report::{Outcome, Part, Report};
use why401::secret::neighbourhood;
use why401::secret::slip::{self, Case, Encoding, LineEnd, Side, Slip, Steps};
use why401::text::{NumericDate, base64url};

const NOW: NumericDate = NumericDate(1_795_515_947.0);
const KEY: &str = "APItestkey12345";
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

/// Slips that leave the secret recognisable: they may have happened to the paste or to whoever signs.
const SPOILS: [(Slip, Spoil); 19] = [
    (Slip::LineEnd(LineEnd::Lf), |s| around("", s, "\n")),
    (Slip::LineEnd(LineEnd::CrLf), |s| around("", s, "\r\n")),
    (Slip::LineEnd(LineEnd::Cr), |s| around("", s, "\r")),
    (Slip::WhiteSpace, |s| around("", s, " ")),
    (Slip::WhiteSpace, |s| around(" ", s, "")),
    (Slip::Quotes('"'), |s| around("\"", s, "\"")),
    (Slip::Quotes('\''), |s| around("'", s, "'")),
    (Slip::Quotes('`'), |s| around("`", s, "`")),
    (Slip::Quotes('“'), |s| around("“", s, "”")),
    (Slip::Separator(','), |s| around("", s, ",")),
    (Slip::Separator(';'), |s| around("", s, ";")),
    (Slip::Name, |s| around("LIVEKIT_API_SECRET=", s, "")),
    (Slip::Name, |s| around("export LIVEKIT_API_SECRET=", s, "")),
    (Slip::Escapes, |s| around("", s, "\\n")),
    (Slip::Invisible('\u{feff}'), |s| around("\u{feff}", s, "")),
    (Slip::Invisible('\u{200b}'), |s| around("", s, "\u{200b}")),
    (Slip::Encoded(Encoding::Base64), base64),
    (Slip::Encoded(Encoding::Hex), hex),
    (Slip::Doubled, |s| around(s, s, "")),
];

/// Slips of whoever signs that lose something, so that they cannot be undone.
const LOSSES: [(Slip, Spoil); 4] = [
    (Slip::Case(Case::Lower), |s| {
        s.to_ascii_lowercase().into_bytes()
    }),
    (Slip::Case(Case::Upper), |s| {
        s.to_ascii_uppercase().into_bytes()
    }),
    (Slip::Case(Case::Inverted), |s| {
        s.bytes()
            .map(|byte| byte ^ if byte.is_ascii_alphabetic() { 32 } else { 0 })
            .collect()
    }),
    (Slip::Decoded(Encoding::Base64), |s| {
        base64url::decode(s.as_bytes()).unwrap()
    }),
];

fn names((first, second): Steps) -> Named {
    let step = |step: slip::Step| (step.slip, step.side);
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
        [
            (Slip::LineEnd(LineEnd::Cr), side),
            (Slip::LineEnd(LineEnd::Lf), _),
        ] => vec![(Slip::LineEnd(LineEnd::CrLf), side)],
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
        let is_it = &mut |_, found: &[u8]| found == secret.as_bytes();
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
        let found = slip::find(secret.as_bytes(), Some(KEY), &mut |steps, found| {
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
    for _ in 0..SECRETS.div_ceil(10) {
        let secret = random.secret();
        for (first, spoil) in SPOILS {
            let mut tried = HashMap::new();
            slip::find(&spoil(&secret), Some(KEY), &mut |steps, found| {
                tried.entry(found.to_vec()).or_insert(steps);
                false
            });
            for (second, spoil) in SPOILS {
                let signed = spoil(&secret);
                // Two line ends differ by another one, written or real.
                let is_line_end = |slip| matches!(slip, Slip::LineEnd(_) | Slip::Escapes);
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

#[test]
fn a_secret_that_is_no_slip_is_called_none() {
    let mut random = Random(404);
    for _ in 0..20 {
        let mut tried = HashSet::new();
        slip::find(random.secret().as_bytes(), Some(KEY), &mut |_, found| {
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
fn each_edit_of_one_character_is_in_the_neighbourhood() {
    let mut random = Random(405);
    for length in [8, 43, 44, 64] {
        let secret = random.text(length, BASE62).into_bytes();
        let mut tried = HashSet::new();
        let found = neighbourhood::find(&secret, &mut |near| {
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

/// The HS256 token of a join, signed with these bytes.
fn token(secret: &[u8]) -> String {
    let claims = format!(
        "{{\"video\":{{\"roomJoin\":true,\"room\":\"my-room\"}},\"iss\":\"{KEY}\",\"exp\":1795519547,\"nbf\":1795515947,\"sub\":\"alice\"}}"
    );
    let segment = |json: &str| base64url::encode(json.as_bytes());
    let input = format!("{}.{}", segment("{\"alg\":\"HS256\"}"), segment(&claims));
    let mac = Hmac::<Sha256>::new_from_slice(secret)
        .unwrap()
        .chain_update(&input)
        .finalize()
        .into_bytes();
    format!("{input}.{}", base64url::encode(&mac))
}

/// What is said of a token that was signed with `signed`, beside its pair, whose secret stands on line 2 as `pasted`.
fn report(pasted: &str, signed: &[u8]) -> Report {
    let paste = format!(
        "LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={pasted}\nTOKEN={}\n",
        token(signed)
    );
    diagnose(&paste, NOW)
}

fn plain(message: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Text { text } | Part::Code { text } => text.to_string(),
        Part::Instant { .. } | Part::Duration { .. } => unreachable!(),
    };
    message.iter().map(part).collect()
}

const S: &str = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvDx";

fn signed(what: &str) -> String {
    format!(
        "LiveKit refuses this token: it was signed with the secret that you pasted (line 2), but {what}."
    )
}

fn pasted(what: &str) -> String {
    format!(
        "LiveKit refuses this token: the secret that you pasted (line 2) fits the signature only {what}."
    )
}

/// The pasted secret, the one that signed, and what is said.
fn said() -> Vec<(String, Vec<u8>, String)> {
    vec![
        (
            S.into(),
            around("\"", S, "\"\n"),
            signed("with quotes (\") around it and with a newline (\\n) at its end"),
        ),
        (
            format!("'{S}\\n'"),
            S.into(),
            pasted("without escapes such as \\n or \\u002b as they are"),
        ),
        (
            format!("\"{S}\\n\""),
            S.into(),
            pasted("without a newline (\\n) at its end"),
        ),
        (
            text(&base64(S)).to_owned(),
            S.into(),
            pasted("decoded from base64"),
        ),
        (S.to_owned(), base64(S), signed("in base64")),
        (
            S.into(),
            base64url::decode(S.as_bytes()).unwrap(),
            signed("decoded from base64 to bytes"),
        ),
        (
            S.into(),
            around("\u{feff}", S, ""),
            signed("with the invisible character U+FEFF (BOM)"),
        ),
        (
            S.into(),
            S.to_lowercase().into(),
            signed("with its letters all small"),
        ),
        (
            format!("'ab$cd12{S}'"),
            "ab".into(),
            signed("without what follows $, which a shell takes for a variable,"),
        ),
        (
            format!("'{S}#1'"),
            S.into(),
            signed("without what follows #, which begins a comment,"),
        ),
        (
            format!("{S}{S}"),
            S.into(),
            pasted("without a second copy of it"),
        ),
    ]
}

/// The same for a character that is wrong, and for secrets of other characters.
fn said_of_characters() -> Vec<(String, Vec<u8>, String)> {
    vec![
        (
            S.replace('X', ""),
            S.into(),
            pasted("with one more character, put in as its character 9"),
        ),
        (
            S.replace('X', "XX"),
            S.into(),
            pasted("without its character 9"),
        ),
        (
            S.replace('X', "x"),
            S.into(),
            pasted("with another character 9"),
        ),
        (
            S.replace("Xw", "wX"),
            S.into(),
            pasted("with its characters 9 and 10 exchanged"),
        ),
        (
            "caf\u{e9}-caf\u{e9}-caf\u{e9}".to_owned(),
            "cafe\u{301}-cafe\u{301}-cafe\u{301}".into(),
            signed("with its accents in another form of Unicode (NFC or NFD)"),
        ),
        (
            "a+b/c==".into(),
            "a%2Bb%2Fc%3D%3D".into(),
            signed("in percent-encoding"),
        ),
        (
            "a+b/c==".into(),
            "a b/c==".into(),
            signed("with spaces and + exchanged"),
        ),
        (
            "a+b/c==".into(),
            "a\\u002bb\\u002fc\\u003d\\u003d".into(),
            signed("with escapes such as \\n or \\u002b as they are"),
        ),
    ]
}

#[test]
fn each_slip_is_said_in_words_that_do_not_show_the_secret() {
    for (paste, signer, sentence) in [said(), said_of_characters()].concat() {
        let report = report(&paste, &signer);
        assert_eq!(plain(&report.verdict.message), sentence);
        assert_eq!(report.verdict.outcome, Outcome::Refuses);
        assert!(!report.verdict.fix.is_empty());
        assert!(report.findings[0].certain);
        let all = format!("{report:?}");
        assert!(!all.contains(S) && !all.contains("kQ7d"), "{all}");
    }
}

#[test]
fn through_the_door_no_other_secret_is_a_slip_and_none_is_valid() {
    let mut random = Random(406);
    for _ in 0..20 {
        let report = report(&random.secret(), random.secret().as_bytes());
        assert_eq!(report.findings[0].code, "wrong-secret");
        assert_eq!(report.verdict.outcome, Outcome::Refuses);
    }
}

#[test]
fn many_secrets_and_tokens_cost_no_more_than_a_few() {
    let mut random = Random(407);
    let mut paste = String::new();
    for _ in 0..100 {
        let secret = random.secret();
        let token = token(random.secret().as_bytes());
        paste.extend(["LIVEKIT_API_SECRET=", &secret, "\nTOKEN=", &token, "\n"]);
    }
    // Without a bound this would take an hour: there are 10,000 ways to put them together.
    assert_eq!(diagnose(&paste, NOW).found.pairs.len(), 100);
}
