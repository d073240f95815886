//! For every place where people keep an API key and its secret: pastes made at random hold exactly that pair, at its place,
//! and it fits the token; those of other products hold none.

mod made;

use made::{Paste, Random};
use why401::diagnose;
use why401::report::{FoundPair, SignatureState};
use why401::text::NumericDate;

const NOW: NumericDate = NumericDate(1_795_515_947.0);

/// Pastes of each kind, for all places together.
const PASTES: usize = 10_000;

/// What is wrong with what was found in a paste.
fn wrong(paste: &Paste) -> Option<String> {
    let pairs = diagnose(&paste.text, NOW).found.pairs;
    let pair: &FoundPair = match (&paste.pair, &pairs[..]) {
        (None, []) => return None,
        (Some(_), [pair]) => pair,
        _ => return Some(format!("{} pairs", pairs.len())),
    };
    let expected = paste.pair.as_ref()?;
    let spans: Vec<_> = pair
        .spans
        .iter()
        .map(|span| (span.start, span.end))
        .collect();
    if pair.key.as_deref() != Some(&expected.key) {
        Some(format!("key {:?}", pair.key))
    } else if pair.secret_length != u32::try_from(expected.secret.chars().count()).ok() {
        Some(format!("secret of {:?}", pair.secret_length))
    } else if spans != expected.spans {
        Some(format!("{spans:?} for {:?}", expected.spans))
    } else if pair.secret_span.map(|span| (span.start, span.end)) != spans.last().copied() {
        Some(format!("{:?}", pair.secret_span))
    } else if pair.signature != SignatureState::Valid {
        Some(format!("{:?}", pair.signature))
    } else {
        None
    }
}

/// Makes pastes of all places in turn, and fails with one of each place that is misread.
#[track_caller]
fn assert_read(make: fn(&made::Place, &mut Random) -> Paste) {
    let mut failures: Vec<(String, usize, String)> = Vec::new();
    let places = made::places();
    for at in 0..PASTES {
        let place = &places[at % places.len()];
        let paste = make(place, &mut Random(at as u64));
        let Some(wrong) = wrong(&paste) else { continue };
        match failures.iter_mut().find(|(name, ..)| *name == place.name) {
            Some((_, count, _)) => *count += 1,
            None => failures.push((
                place.name.clone(),
                1,
                format!("{wrong}, not {:?}, in\n{}", paste.pair, paste.text),
            )),
        }
    }
    let failures: Vec<_> = failures
        .iter()
        .map(|(name, count, what)| format!("=== {name}: {count}, {what}"))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn each_place_has_its_pair() {
    assert_read(made::own);
}

#[test]
fn settings_of_other_products_are_no_pair() {
    assert_read(made::foreign);
}

#[test]
fn ordinary_logs_hold_no_pair() {
    for row in include_str!("vectors/log-excerpts.jsonl").lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let text = row["text"].as_str().unwrap();
        let pairs = diagnose(text, NOW).found.pairs;
        assert!(pairs.is_empty(), "{pairs:?}\n{text}");
    }
}
