//! Tokens of LiveKit's SDKs, with their dates moved to now.

use std::sync::LazyLock;

use serde_json::Value;

use super::{Draft, KEYS};
use crate::random::Random;

struct Minted {
    at: i64,
    header: Vec<u8>,
    payload: Vec<u8>,
}

static TOKENS: LazyLock<Vec<Minted>> = LazyLock::new(|| {
    include_str!("../../../vectors/sdk-tokens.jsonl")
        .lines()
        .filter_map(|line| {
            let line: Value = serde_json::from_str(line).expect("the file is JSON lines");
            let text = |name: &str| Some(line[name].as_str()?.as_bytes().to_vec());
            #[allow(clippy::cast_possible_truncation)] // Whole seconds are meant.
            let at = line["minted_at"].as_f64()? as i64;
            Some(Minted {
                at,
                header: text("header_text")?,
                payload: text("payload_text")?,
            })
        })
        .collect()
});

/// A token of some SDK.
pub fn token(random: &mut Random, draft: &mut Draft) {
    let minted = &TOKENS[random.below(TOKENS.len())];
    draft.header_text = Some(minted.header.clone());
    draft.payload_text = Some(moved(&minted.payload, draft.now - minted.at));
    let known = KEYS.iter().find(|(key, _)| {
        minted
            .payload
            .windows(key.len())
            .any(|part| part == key.as_bytes())
    });
    draft.secret = known.unwrap_or(&KEYS[0]).1.into();
}

/// Moves every number that looks like a date of these years, in seconds or milliseconds.
fn moved(text: &[u8], by: i64) -> Vec<u8> {
    let mut moved = Vec::new();
    let mut rest = text;
    while let Some(&byte) = rest.first() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            moved.push(byte);
            rest = &rest[1..];
            continue;
        }
        let (number, after) = rest.split_at(digits);
        let date = std::str::from_utf8(number)
            .ok()
            .and_then(|number| number.parse::<i64>().ok());
        match date {
            Some(date) if number.starts_with(b"17") && digits == 10 => {
                moved.extend((date + by).to_string().bytes());
            }
            Some(date) if number.starts_with(b"17") && digits == 13 => {
                moved.extend((date + 1000 * by).to_string().bytes());
            }
            _ => moved.extend_from_slice(number),
        }
        rest = after;
    }
    moved
}
