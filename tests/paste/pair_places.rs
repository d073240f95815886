//! Random pastes for every place where people keep an API key and its secret: each holds exactly that pair, at its
//! place, and the pair fits the token; pastes with settings of other products hold none.

use why401::report::{FoundPair, SignatureState};

use crate::common::diagnose_now;
use crate::made::{self, Paste, Random};

/// Pastes of each kind, for all places together.
const PASTES: usize = 10_000;

/// The errors in the items found in a paste.
fn wrong(paste: &Paste) -> Option<String> {
    let pairs = diagnose_now(&paste.text).found.pairs;
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

/// Makes pastes for all places in turn, and fails with one misread paste for each place.
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
fn settings_of_other_products_are_not_a_pair() {
    assert_read(made::foreign);
}

#[test]
fn ordinary_logs_hold_no_pair() {
    for row in include_str!("../vectors/log-excerpts.jsonl").lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let text = row["text"].as_str().unwrap();
        let pairs = diagnose_now(text).found.pairs;
        assert!(pairs.is_empty(), "{pairs:?}\n{text}");
    }
}

#[test]
fn code_that_reads_its_values_from_elsewhere_holds_no_pair() {
    for code in [
        "token = LiveKit::AccessToken.new(api_key: key, api_secret: secret)",
        "at = api.AccessToken(api_key=API_KEY, api_secret=settings.secret)",
        "const at = new AccessToken(apiKey, apiSecret, { identity: 'alice' });",
        "const apiKey = process.env.LIVEKIT_API_KEY;\nconst apiSecret = process.env.LIVEKIT_API_SECRET;\nnew AccessToken(apiKey, apiSecret)",
        "apiKey := os.Getenv(\"LIVEKIT_API_KEY\")\napiSecret := os.Getenv(\"LIVEKIT_API_SECRET\")\nauth.NewAccessToken(apiKey, apiSecret)",
        "const required = ['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'];",
        "val apiKey = BuildConfig.LIVEKIT_API_KEY\nval apiSecret = getSecret()\nAccessToken(apiKey, apiSecret)",
        "let api_key = env::var(\"LIVEKIT_API_KEY\").unwrap();\nlet api_secret = env::var(\"LIVEKIT_API_SECRET\").expect(\"no secret\");\nAccessToken::with_api_key(&api_key, &api_secret)",
        "      - name: LIVEKIT_API_SECRET\n        valueFrom:\n          secretKeyRef:\n            name: livekit\n            key: LIVEKIT_API_SECRET\n      - name: PORT\n        value: \"3000\"",
        "    env:\n      LIVEKIT_API_KEY: ${{ secrets.LIVEKIT_API_KEY }}\n      LIVEKIT_API_SECRET: ${{ secrets.LIVEKIT_API_SECRET }}",
        "LIVEKIT_API_KEY=your-api-key\nLIVEKIT_API_SECRET=xxxxxxxx",
        "| Variable | What |\n|---|---|\n| `LIVEKIT_API_KEY` | The API key |\n| `LIVEKIT_API_SECRET` | required |",
    ] {
        let pairs = diagnose_now(code).found.pairs;
        assert!(pairs.is_empty(), "{pairs:?}\n{code}");
    }
}
