//! What is said of pastes, files and copies.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use why401::Search;
use why401::clock::Context;
use why401::file::Reader;
use why401::finding::sentence::Language;
use why401::repair::panel::{Edit, OwnPair, Request};
use why401::text::NumericDate;

use crate::cases::{Case, FAMILIES};
use crate::common::{HOUR, KEY, NOW, SECRET, env, token, with, without};

/// Every paste that is told in a test of sentences, and those of people.
pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = FAMILIES.iter().flat_map(|(_, family)| family()).collect();
    for row in rows("kinds/field.jsonl") {
        cases.push(Case::new("field", row["input"].as_str().unwrap()).at(1_788_264_000.0));
    }
    for row in rows("kinds/clients.jsonl") {
        let at = row["captured_at"].as_f64().unwrap();
        cases.push(Case::new("client", row["text"].as_str().unwrap()).at(at));
    }
    for file in [
        "reports.jsonl",
        "log-excerpts.jsonl",
        "library-complaints.jsonl",
    ] {
        for row in rows(file) {
            let texts = row.as_object().unwrap().values().filter_map(Value::as_str);
            cases.extend(texts.map(|text| Case::new(file, text)));
        }
    }
    cases.extend(pairs_of_tokens());
    cases.extend(accepted());
    cases.extend(of_other_services());
    cases
}

/// Tokens of another service with a secret, and with a key that is not theirs.
fn of_other_services() -> Vec<Case> {
    let set = json!({"iss": "https://x.auth0.com/", "sub": "auth0|1", "aud": "https://api.example", "exp": NOW + HOUR, "iat": NOW});
    let secret = "FAKEsharedFAKEsharedFAKEsharedFAKEshared";
    let own = token(&set, secret);
    let segments = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL3guYXV0aDAuY29tLyIsInN1YiI6ImF1dGgwfDEifQ";
    let signed = format!("{segments}.{}", "A".repeat(86));
    let key = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
    let pastes = [
        format!("JWT_SECRET={secret}\n{own}"),
        format!("{key}\n{signed}"),
        format!("{key}\n{signed}\n{own}\nJWT_SECRET={secret}"),
        format!("{key}\nJWT_SECRET={secret}\n{own}\n{signed}"),
    ];
    pastes
        .map(|paste| Case::new("of another service", paste))
        .into()
}

/// Two tokens that differ in one claim, or in several.
fn pairs_of_tokens() -> Vec<Case> {
    let own = with("iat", json!(NOW));
    let other_service = json!({"iss": "https://x.auth0.com/", "sub": "auth0|1", "aud": "https://api.example", "exp": NOW + HOUR, "iat": NOW});
    let mut cases = Vec::new();
    for other in [
        with("sub", json!("bob")),
        without("sub"),
        with("video", json!({"roomJoin": true, "room": "other"})),
        with(
            "video",
            json!({"roomAdmin": true, "room": "my-room", "roomJoin": true}),
        ),
        with("video", json!({"roomAdmin": true, "room": "my-room"})),
        with("video", json!({"room": "my-room"})),
        with("iss", json!("APIother")),
        without("iss"),
        with("exp", json!(NOW - HOUR)),
        with("exp", json!(NOW + 2.0 * HOUR)),
        without("exp"),
        with("nbf", json!(NOW - HOUR)),
        with("nbf", json!(NOW + HOUR)),
        with("iat", json!(NOW - HOUR)),
        with("iat", json!(NOW + HOUR)),
        json!({"iss": KEY, "sub": "alice", "iat": NOW, "nbf": NOW, "exp": NOW + 7200.0, "video": {"roomJoin": true, "room": "my-room"}}),
        other_service,
    ] {
        for secret in [SECRET, "FAKEotherFAKEotherFAKEotherFAKEother"] {
            for settings in [String::new(), env(SECRET)] {
                let first = token(&own, SECRET);
                let second = token(&other, secret);
                for (one, next) in [(&first, &second), (&second, &first)] {
                    cases.push(Case::new(
                        "two tokens",
                        format!("{settings}{one}\n{next}\n"),
                    ));
                }
            }
        }
    }
    let of_sdks = rows("sdk-tokens.jsonl");
    let of_sdks: Vec<_> = (of_sdks.iter().step_by(50))
        .filter_map(|row| row["token"].as_str())
        .collect();
    for pair in of_sdks.windows(2) {
        let (one, next) = (pair[0], pair[1]);
        cases.push(Case::new("of two SDKs", format!("{one}\n{next}\n")));
    }
    let [one, next] = ["x", "y"].map(|tenant| {
        let claims = json!({"iss": format!("https://{tenant}.auth0.com/"), "sub": "auth0|1", "exp": NOW + HOUR, "iat": NOW});
        token(&claims, SECRET)
    });
    cases.push(Case::new("of two tenants", format!("{one}\n{next}\n")));
    cases
}

/// Accepted tokens for each purpose, with and without an end soon, now and in the past, for a server of one's own or for others.
fn accepted() -> Vec<Case> {
    let mut cases = Vec::new();
    for video in [
        json!({"roomJoin": true, "room": "my-room"}),
        json!({"roomJoin": true}),
        json!({"roomCreate": true}),
        json!({"roomList": true}),
        json!({"agent": true}),
    ] {
        for exp in [NOW + HOUR, NOW + 1e9, NOW - 5.0, NOW + 5.0] {
            let mut claims = with("video", video.clone());
            claims["exp"] = json!(exp);
            for (key, secret) in [(KEY, SECRET), ("devkey", "secret")] {
                claims["iss"] = json!(key);
                let token = token(&claims, secret);
                let date = "HTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 10:25:50 GMT\n";
                for paste in [
                    token.clone(),
                    format!("{date}{token}"),
                    format!("LIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET={secret}\n{token}"),
                    format!(
                        "Date: Tue, 24 Nov 2026 10:25:50 GMT\n\nLIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET={secret}\n{token}"
                    ),
                    format!("livekit-server --dev\nLIVEKIT_URL=ws://localhost:7880\n{token}"),
                    format!(
                        "LIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET=FAKEotherFAKEotherFAKEother1234\n{token}"
                    ),
                ] {
                    cases.push(Case::new("accepted", paste));
                }
            }
        }
    }
    cases
}

fn rows(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let lines = fs::read_to_string(path.join(name)).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What is said of a case: its report with the first tokens compared, and the form in some states.
pub(super) fn said_of(case: &Case, language: &dyn Language, mut hear: impl FnMut(&str, Value)) {
    let later = case.later.iter().map(String::as_str);
    let pastes: Vec<&str> = std::iter::once(case.paste.as_str()).chain(later).collect();
    let context = case.known.clone();
    let mut search = Search::start_all(&pastes, context.clone());
    while search.step() {}
    let report = search.report_in(Some(language));
    let tokens = report.found.tokens.len();
    hear("report", serde_json::to_value(report).unwrap());
    if tokens > 1 {
        search.update(Context {
            token: Some(0),
            compared: Some(1),
            ..context.clone()
        });
        while search.step() {}
        let report = search.report_in(Some(language));
        hear("report", serde_json::to_value(report).unwrap());
    }
    let edit = |claim: &str, value: &str| Edit {
        claim: claim.to_owned(),
        value: Some(value.to_owned()),
    };
    let own = |secret: &str| OwnPair {
        key: "APIown".to_owned(),
        secret: secret.to_owned(),
    };
    for request in [
        Request::default(),
        Request {
            edits: vec![edit("video.roomAdmin", "true"), edit("", "{}")],
            life: Some(1e6),
            pair: None,
        },
        Request {
            edits: vec![edit("roomConfig", "x"), edit("", "x")],
            life: None,
            pair: None,
        },
        Request {
            edits: vec![edit("sub", "")],
            life: None,
            pair: Some(own("short")),
        },
        Request {
            edits: Vec::new(),
            life: Some(0.0),
            pair: Some(own("s")),
        },
    ] {
        match search.panel_in(&request, context.now, Some(language)) {
            Ok(panel) => hear("panel", serde_json::to_value(panel).unwrap()),
            Err(why) => {
                let why = why.sentence().render(Some(language));
                hear("panel", serde_json::to_value(why).unwrap());
            }
        }
    }
}

/// Files with tokens of every kind.
pub(super) fn files() -> Vec<String> {
    let mut files = vec![String::new(), "\0\u{FFFD}".to_owned()];
    let claims = |exp: f64| with("exp", json!(exp));
    let lines = |ages: &[f64]| -> String {
        let line = |age: &f64| {
            let token = token(&claims(NOW - age), SECRET);
            format!("2026-11-24T10:25:47Z GET /rtc?access_token={token} 401\n")
        };
        ages.iter().map(line).collect()
    };
    for age in [5.0, 120.0, 3600.0, 3720.0, 86_400.0, 90_000.0, 200_000.0] {
        files.push(lines(&[age]));
        files.push(lines(&[age, age]));
    }
    files.push(format!("{}{}", env(SECRET), lines(&[-600.0])));
    files.push(lines(&[600.0, 700.0, 700.0]));
    let mut all = lines(&[-600.0, 5.0, 600.0, 700.0]);
    for other in [
        with("nbf", json!(NOW + HOUR)),
        with("iss", json!("APIother")),
        with("video", json!({})),
        with("video", json!({"roomJoin": true})),
        with("video", json!({"roomJoin": "yes"})),
        without("sub"),
        without("exp"),
    ] {
        writeln!(all, "2026-11-23T10:25:47Z {} 401", token(&other, SECRET)).unwrap();
        writeln!(
            all,
            "{} 401",
            token(&other, "FAKEotherFAKEotherFAKEother1234")
        )
        .unwrap();
    }
    all += "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3guYXV0aDAuY29tLyJ9.AAAA 200\n";
    files.push(format!("{}{all}", env(SECRET)));
    files.push(all);
    files.push(
        "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3guYXV0aDAuY29tLyJ9.AAAA 200\n".to_owned(),
    );
    // Whether the server has that key too, the file does not tell.
    let other = token(
        &with("iss", json!("APIother")),
        "FAKEotherFAKEotherFAKEother1234",
    );
    files.push(format!("{}2026-11-24T10:25:47Z {other}\n", env(SECRET)));
    files.push("{\"log\":{\"version\":\"1.2\",\"entries\":[{\"startedDateTime\":".to_owned());
    files.push(format!(
        "{}{}",
        env(SECRET),
        env("FAKEotherFAKEotherFAKEother1234")
    ));
    let key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKE\n-----END PRIVATE KEY-----\n";
    files.push(key.to_owned());
    files.push(key.repeat(2));
    files
}

pub(super) fn said_of_file(bytes: &[u8], language: &dyn Language) -> Value {
    let mut reader = Reader::new(NumericDate(NOW));
    reader.push(bytes);
    serde_json::to_value(reader.finish_in(Some(language))).unwrap()
}

/// Copies with what is not looked at.
pub(super) fn copies() -> Vec<String> {
    let picture = format!("\"iVBORw0KGgo{}\"\n", "AAAA".repeat(300));
    let gzip = "H4sIAAAAAAAAA0vOT0kFAB/9C8gEAAAA\n";
    let gzip2 = "H4sIAAAAAAAAA0vOT0kFAB/9C8gEAAAB\n";
    let other = format!("\"AAAAAAAAA/+{}\"\n", "/+AA".repeat(300));
    vec![
        format!("{picture}{gzip}{other}\u{FFFD}"),
        format!("{picture}{picture}{gzip}{gzip2}{other}{other}\u{FFFD}\u{FFFD}"),
    ]
}
