//! Files with known truth.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::common;

/// What a file has.
#[derive(Default)]
pub struct Truth {
    counts: BTreeMap<String, u64>,
    /// The line and the time of each use.
    pub places: Vec<(u64, f64)>,
    /// The number of uses.
    pub uses: u64,
    /// What becomes of each use, in the order of the places.
    pub outcomes: Vec<String>,
    /// Of each refused use that only its time is the reason for: how many seconds it was late, and how many early.
    pub delays: Vec<(i64, i64)>,
}

impl Truth {
    /// The counts by outcome and cause.
    pub fn counts(&self) -> Vec<(String, u64)> {
        self.counts
            .iter()
            .map(|(name, count)| (name.clone(), *count))
            .collect()
    }
}

pub fn token(claims: &Value) -> String {
    common::token(claims, common::SECRET)
}

/// 2026-11-24T10:25:47Z plus some seconds, as RFC 3339 writes it.
pub fn written(seconds: i64) -> String {
    let second = 10 * 3600 + 25 * 60 + 47 + seconds;
    let (day, second) = (24 + second.div_euclid(86_400), second.rem_euclid(86_400));
    format!(
        "2026-11-{day:02}T{:02}:{:02}:{:02}Z",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// A log of so many lines, with interleaved loggers, and what it has.
pub fn file(seed: u64, lines: usize) -> (String, Truth) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move |below: i64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        i64::try_from(state % u64::try_from(below).unwrap()).unwrap()
    };
    let mut text = String::new();
    let mut truth = Truth::default();
    let mut line = 0;
    for _ in 0..lines {
        line += 1;
        let at = next(40_000);
        let time = written(at);
        let now = common::MINTED + at;
        if next(3) == 0 {
            writeln!(text, "{time} INFO room started, participants {}", next(100)).unwrap();
            continue;
        }
        let claims = |nbf: i64, exp: i64| json!({"video": {"roomJoin": true, "room": "my-room"}, "iss": common::KEY, "exp": exp, "nbf": nbf, "sub": "alice"});
        let mut delay = None;
        let (claims, name) = match next(8) {
            0 | 1 => (claims(now - 600, now + 3000), "accepts"),
            2 | 3 => {
                let late = 100 + next(5000);
                delay = Some((late, 0));
                (claims(now - 9000, now - late), "refuses expired")
            }
            4 => {
                let early = 200 + next(1000);
                delay = Some((0, early));
                (claims(now + early, now + 9000), "refuses clock_skew_nbf")
            }
            5 => (
                json!({"video": {"room": "my-room"}, "iss": common::KEY, "exp": now + 3000, "sub": "alice"}),
                "refuses missing_grant",
            ),
            6 => (
                json!({"iss": "https://accounts.example.com", "exp": now + 3000, "sub": "someone", "aud": "x"}),
                "unknown",
            ),
            _ => (
                json!({"video": {"roomJoin": true, "room": "my-room"}, "iss": common::KEY, "exp": now + 3000}),
                "refuses identity_empty",
            ),
        };
        let token = token(&claims);
        let mut outcome = name.to_owned();
        match next(5) {
            0 => writeln!(text, "{time} WARN request wss://demo.livekit.cloud/rtc?access_token={token}&auto_subscribe=1"),
            1 => writeln!(text, "{{\"level\":\"warn\",\"ts\":{now}.0,\"msg\":\"join\",\"token\":\"{token}\"}}"),
            2 => writeln!(text, "api-1  | {time} Authorization: Bearer {token}\r"),
            3 => writeln!(text, "{time} join token={token} and again {token}"),
            _ => {
                // What was seen counts more than what is computed.
                outcome = if name.starts_with("refuses") { name.to_owned() } else { "refuses".to_owned() };
                writeln!(text, "{time} GET /rtc/validate?access_token={token} status=401")
            }
        }
        .unwrap();
        *truth.counts.entry(outcome.clone()).or_default() += 1;
        truth.outcomes.push(outcome);
        truth.delays.extend(delay);
        truth
            .places
            .push((line, common::NOW + f64::from(u16::try_from(at).unwrap())));
        truth.uses += 1;
    }
    (text, truth)
}

/// A HAR with four requests: accepted, expired, refused though the token was right, and accepted with the members in Chrome's order.
pub fn har(is_pretty: bool) -> String {
    let entry = |at: i64, claims: &Value, status: u16| {
        let token = token(claims);
        json!({
            "startedDateTime": written(at).replace('Z', ".000Z"),
            "request": {
                "method": "GET", "url": format!("https://demo.livekit.cloud/rtc/validate?access_token={token}"),
                "headers": [{"name": "Authorization", "value": format!("Bearer {token}")}],
                "queryString": [{"name": "access_token", "value": token}],
            },
            "response": {"status": status, "content": {"text": "{\"status\": 7, \"startedDateTime\": \"2001-01-01T00:00:00Z\"}"}},
        })
    };
    let late = common::with("exp", json!(common::MINTED + 90_000));
    let mut chrome = entry(10, &late, 200);
    let started = chrome
        .as_object_mut()
        .unwrap()
        .shift_remove("startedDateTime")
        .unwrap();
    chrome["startedDateTime"] = started;
    let entries = [
        entry(0, &common::claims(), 200),
        entry(7200, &common::claims(), 401),
        entry(7200, &late, 401),
        chrome,
    ];
    let har = json!({"log": {"version": "1.2", "creator": {"name": "x{[\"", "version": "1"}, "pages": [{"startedDateTime": "2001-01-01T00:00:00Z", "title": "x"}], "entries": entries}});
    if is_pretty {
        serde_json::to_string_pretty(&har).unwrap()
    } else {
        har.to_string()
    }
}
