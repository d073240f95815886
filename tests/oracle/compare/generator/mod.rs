//! Millions of tokens: every class in `server-answers.jsonl` that is about tokens, and mixtures of them.

mod claims;
mod form;
mod grants;
mod header;
mod jwk;
mod room_config;
mod sdk;
mod syntax;
mod text;
mod words;

use crate::random::Random;
use crate::recipe::{Encoding, Fault, Hash, Over, Recipe, Splice};
use text::{Members, quoted};

/// The keys of the servers; all of it is fake.
pub const KEYS: [(&str, &str); 6] = [
    (
        "APIoracle2345678",
        "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD",
    ),
    (
        "APItestkey12345",
        "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234",
    ),
    ("devkey", "secret"),
    ("clé-☃", "sécrèt-ünïcode-ключ-0123456789abcdef"),
    ("shortkey", "s"),
    ("nosecret", ""),
];

/// An unfinished recipe with separate members.
struct Draft {
    now: i64,
    header: Members,
    payload: Members,
    /// The text that replaces the members, once a class that works on text is applied.
    header_text: Option<Vec<u8>>,
    payload_text: Option<Vec<u8>>,
    hash: Hash,
    secret: Vec<u8>,
    over: Over,
    fault: Fault,
    encodings: [Encoding; 3],
    segment_edits: Vec<(usize, Splice)>,
    pattern: Vec<u8>,
    edits: Vec<Splice>,
}

impl Draft {
    /// Sets a claim to this value, and replaces an existing one.
    fn set(&mut self, name: Vec<u8>, value: Vec<u8>) {
        match self.payload.iter_mut().find(|member| member.0 == name) {
            Some(member) => member.1 = value,
            None => self.payload.push((name, value)),
        }
    }

    fn remove(&mut self, name: &str) {
        self.payload.retain(|member| member.0 != quoted(name));
    }

    fn header_text(&mut self) -> &mut Vec<u8> {
        self.header_text
            .get_or_insert_with(|| text::object(&self.header))
    }

    fn payload_text(&mut self) -> &mut Vec<u8> {
        self.payload_text
            .get_or_insert_with(|| text::object(&self.payload))
    }
}

type Class = fn(&mut Random, &mut Draft);

/// Each with its weight, in the order in which they can be combined: members, texts, forms.
const CLASSES: [(usize, Class); 27] = [
    (12, grants::many),
    (20, grants::one_odd),
    (24, grants::several_odd),
    (16, room_config),
    (6, claims::types),
    (10, claims::times),
    (5, claims::huge_times),
    (4, claims::issuer),
    (5, claims::unicode),
    (3, claims::unknown),
    (3, syntax::lengths),
    (6, header::algorithm),
    (8, header::members),
    (4, header::key),
    (10, claims::spellings),
    (8, claims::repeats),
    (12, sdk::token),
    (4, syntax::texts),
    (2, syntax::fuzz_header),
    (6, syntax::fuzz_payload),
    (4, form::encodings),
    (4, form::signatures),
    (2, form::segments),
    (5, form::json_serialization),
    (4, form::insertions),
    (2, form::echo),
    (3, syntax::fuzz_token),
];

fn room_config(random: &mut Random, draft: &mut Draft) {
    let odds = random.pick(&[6, 12, 40]);
    let value = room_config::value(random, odds);
    draft.set(quoted("roomConfig"), value);
}

/// The token with number `index` in a run; its dates are around `now`.
pub fn recipe(seed: u64, index: u64, now: i64) -> Recipe {
    let random = &mut Random::new(seed, index);
    let mut draft = Draft {
        now,
        header: vec![
            (quoted("alg"), quoted("HS256")),
            (quoted("typ"), quoted("JWT")),
        ],
        payload: claims::usual(random, now),
        header_text: None,
        payload_text: None,
        hash: Hash::Sha256,
        secret: KEYS[0].1.into(),
        over: Over::Canonical,
        fault: Fault::None,
        encodings: [Encoding::Url; 3],
        segment_edits: Vec::new(),
        pattern: b"%h.%p.%s".to_vec(),
        edits: Vec::new(),
    };
    // One class, often two, seldom more.
    let count = random.pick(&[1, 1, 1, 2, 2, 3]);
    let mut chosen: Vec<usize> = (0..count).map(|_| class(random)).collect();
    chosen.sort_unstable();
    for class in chosen {
        CLASSES[class].1(random, &mut draft);
    }
    if random.one_in(400) {
        syntax::depth(random, &mut draft);
    }
    Recipe {
        header: draft
            .header_text
            .unwrap_or_else(|| text::object(&draft.header)),
        payload: draft
            .payload_text
            .unwrap_or_else(|| text::object(&draft.payload)),
        hash: draft.hash,
        secret: draft.secret,
        over: draft.over,
        fault: draft.fault,
        encodings: draft.encodings,
        segment_edits: draft.segment_edits,
        pattern: draft.pattern,
        edits: draft.edits,
    }
}

/// Picks a class by its weight.
fn class(random: &mut Random) -> usize {
    let total = CLASSES.iter().map(|class| class.0).sum();
    let mut left = random.below(total);
    CLASSES
        .iter()
        .position(|class| {
            let found = left < class.0;
            left = left.saturating_sub(class.0);
            found
        })
        .expect("the weights add up")
}
