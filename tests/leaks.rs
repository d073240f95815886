//! No secret leaves the core, in whatever form and coding it is in a paste. `cargo test --test leaks -- --nocapture` prints the leaks.

#[path = "common/mod.rs"]
mod common;

use std::fmt::Write;

use proptest::prelude::*;
use serde_json::{Value, json};
use why401::diagnose;
use why401::finding::sentence::plain;
use why401::report::{Outcome, Report, SignatureState};
use why401::text::{NumericDate, base64url};

/// 2026-11-24T12:00:00Z, the instant at which the pastes are judged.
const NOW: i64 = 1_795_521_600;

/// The characters in a row that nobody may see of a secret.
const FRAGMENT: usize = 8;

fn rows(lines: &str) -> Vec<Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn token(secret: &str) -> String {
    let claims = json!({
        "iss": common::KEY, "sub": "alice", "nbf": NOW - 60, "exp": NOW + 3600,
        "video": {"roomJoin": true, "room": "my-room"}
    });
    common::token(&claims, secret)
}

/// A text in the codings that a paste or a report may have it in.
fn codings(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    let mut codings = vec![text.to_owned(), hex];
    for skipped in 0..3 {
        // Where a text before it ends inside of a group of three bytes; the last group may hold what is behind.
        let tail = &bytes[skipped.min(bytes.len())..];
        let whole = &tail[..tail.len() / 3 * 3];
        let encoded = base64url::encode(whole);
        codings.push(encoded.replace('-', "+").replace('_', "/"));
        codings.push(encoded);
    }
    codings
}

/// The first fragment of a secret, in any coding and case, that a report holds.
fn leak(secret: &str, report: &str) -> Option<String> {
    let report = report.to_lowercase();
    for coding in codings(secret) {
        let characters: Vec<char> = coding.to_lowercase().chars().collect();
        let mut fragments = characters.windows(FRAGMENT.min(characters.len().max(1)));
        let found = fragments.find_map(|fragment| {
            let fragment: String = fragment.iter().collect();
            report.contains(&fragment).then_some(fragment)
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The paste as the page shows it: without what the report says is hidden.
fn picture(paste: &str, report: &Report) -> String {
    let units: Vec<u16> = paste.encode_utf16().collect();
    let mut shown = Vec::new();
    let mut at = 0;
    for span in &report.found.hidden {
        shown.extend(&units[at..span.start as usize]);
        shown.push(0x2022);
        at = span.end as usize;
    }
    shown.extend(&units[at..]);
    String::from_utf16(&shown).unwrap()
}

#[test]
fn a_secret_in_any_form_is_in_no_report_and_no_picture() {
    let mut leaks = Vec::new();
    let forms = rows(include_str!("vectors/attack/forms.jsonl"));
    let places = rows(include_str!("vectors/attack/places.jsonl"));
    let values = rows(include_str!("vectors/attack/values.jsonl"));
    for row in forms.into_iter().chain(places).chain(values) {
        let [name, secret, paste] = ["name", "secret", "paste"].map(|of| row[of].as_str().unwrap());
        for (with, paste) in [
            ("alone", paste.to_owned()),
            ("with a token", format!("{paste}\n{}", token(secret))),
            (
                "with an error",
                format!("{paste}\ncould not establish signal connection"),
            ),
        ] {
            let report = diagnose(&paste, NumericDate(1_795_521_600.0));
            if let Some(fragment) = leak(secret, &picture(&paste, &report)) {
                leaks.push(format!("{name}, {with}, in the picture: {fragment}"));
            }
            let report = serde_json::to_string(&report).unwrap();
            if let Some(fragment) = leak(secret, &report) {
                leaks.push(format!("{name}, {with}: {fragment}"));
            }
        }
    }
    assert!(
        leaks.is_empty(),
        "{} leaks:\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

/// Values that a program fetches from elsewhere.
const ELSEWHERE: [&str; 2] = ["command subst", "backtick subst"];

#[test]
fn a_value_is_read_as_its_program_reads_it() {
    for row in rows(include_str!("vectors/attack/values.jsonl")) {
        let [name, secret, paste] = ["name", "secret", "paste"].map(|of| row[of].as_str().unwrap());
        let report = diagnose(
            &format!("{paste}\n{}", token(secret)),
            NumericDate(1_795_521_600.0),
        );
        let expected = if ELSEWHERE.contains(&name) {
            (Outcome::Unknown, SignatureState::Unchecked)
        } else {
            (Outcome::Accepts, SignatureState::Valid)
        };
        let found = (report.verdict.outcome, report.tokens[0].signature);
        assert_eq!(found, expected, "{name}: {paste}");
    }
}

#[test]
fn a_secret_that_a_token_repeats_is_in_no_report() {
    let mut leaks = Vec::new();
    for row in rows(include_str!("vectors/attack/places.jsonl")) {
        let [name, secret, paste] = ["name", "secret", "paste"].map(|of| row[of].as_str().unwrap());
        if row["random"] != true {
            continue;
        }
        let claims = json!({
            "iss": common::KEY, "sub": "alice", "nbf": NOW - 60, "exp": NOW + 3600, "metadata": secret,
            "video": {"roomJoin": true, "room": "my-room"}
        });
        let paste = format!("{paste}\n{}", common::token(&claims, secret));
        let report = diagnose(&paste, NumericDate(1_795_521_600.0));
        let report = serde_json::to_string(&report).unwrap();
        if let Some(fragment) = leak(secret, &report) {
            leaks.push(format!("{name}: {fragment}"));
        }
    }
    assert!(
        leaks.is_empty(),
        "{} leaks:\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

/// The verdict and what to do.
fn verdict(paste: &str) -> String {
    let report = diagnose(paste, NumericDate(1_795_521_600.0));
    [report.verdict.message, report.verdict.fix]
        .map(|parts| plain(&parts))
        .join(" ")
}

#[test]
fn random_bytes_are_no_expected_value_that_is_shown() {
    const AUDIENCE: &str =
        "Firebase ID token has incorrect \"aud\" (audience) claim. Expected \"{}\" but got \"b\".";
    const ISSUER: &str = "oidc: id token issued by a different provider, expected \"https://a.example.com/{}\" got \"https://b.example.com\"";
    for secret in [
        // 32 bytes in base64url, as a signature has them.
        "AlGBcdlCMBA7voVMi5IAHCiE48q4Gv5-zamIheEARrg",
        "Zq7XSEO4iGVVUg4IWdyXr9kivAXwviaEYJ_7dDXfc_w",
        "lFJSgmr1tqUMFPtbSvJuAsJaNIf3qwwphUMfdbqiq5O",
        "cd8606c1e470fa735a29e6fdf85750570c16731f870e1ff90b12e137c7637a71",
    ] {
        for text in [AUDIENCE, ISSUER] {
            let said = verdict(&text.replace("{}", secret));
            assert!(said.contains("•••"), "{said}");
            assert_eq!(leak(secret, &said), None);
        }
    }
    for name in [
        "my-Service_of-the-Production-Environment-20",
        "my-room-service-of-production-1/v2.0",
    ] {
        let said = verdict(&ISSUER.replace("{}", name));
        assert!(said.contains(name), "{said}");
    }
}

#[test]
fn the_names_of_public_keys_are_shown() {
    for kid in [
        "FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE",
        "FJ86GcF3jTbNLOco4N-ZkUCIUmfYCq_qtOQeMfbhNlE",
    ] {
        let header = base64url::encode(json!({"alg": "RS256", "kid": kid}).to_string().as_bytes());
        let key = json!({
            "kty": "RSA",
            "kid": "MK99GcZ3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE",
            "n": "wQ".repeat(171),
            "e": "AQAB",
        });
        let set = json!({"keys": [key]});
        let said = verdict(&format!("{header}.e30.{}\n{set}", "A".repeat(342)));
        assert!(said.contains(kid) && said.contains("MK99GcZ3"), "{said}");
    }
}

/// The private parts of a key: the members of a JWK that are private, or all of a PEM but its first and last line.
fn private_parts(key: &str) -> Vec<String> {
    const MEMBERS: [&str; 8] = ["d", "k", "p", "q", "dp", "dq", "qi", "priv"];
    if let Ok(jwk) = serde_json::from_str::<Value>(key) {
        let members = MEMBERS
            .iter()
            .filter_map(|name| jwk[name].as_str().map(str::to_owned));
        return members.collect();
    }
    let lines = key.lines().filter(|line| !line.starts_with("---"));
    lines.map(str::to_owned).collect()
}

/// The ways in which people write a key.
fn writings(key: &str) -> Vec<String> {
    let escaped = key.trim_end().replace('\n', "\\n");
    if key.starts_with('{') {
        let header = base64url::encode(format!(r#"{{"alg":"ES256","jwk":{key}}}"#).as_bytes());
        return vec![
            key.to_owned(),
            format!("{{\"keys\":[{key}]}}"),
            format!("JWK='{key}'"),
            format!("{header}.e30.AAAA"),
        ];
    }
    vec![
        key.to_owned(),
        key.replace('\n', " "),
        key.replace('\n', "\r\n"),
        format!("PRIVATE_KEY=\"{escaped}\""),
        format!("{{\"private_key\":\"{escaped}\"}}"),
        format!(
            "KEY={}",
            base64url::encode(key.as_bytes())
                .replace('-', "+")
                .replace('_', "/")
        ),
        key[..key.len() * 2 / 3].to_owned(),
        private_parts(key).concat(),
    ]
}

#[test]
fn a_private_key_in_any_form_is_in_no_report_and_no_picture() {
    let mut leaks = Vec::new();
    let mut count = 0;
    let forms = rows(include_str!("vectors/jws-asymmetric/made/key_forms.jsonl"));
    for row in forms {
        let [name, form, key, token] =
            ["name", "form", "key", "token"].map(|of| row[of].as_str().unwrap());
        if !form.contains("private") {
            continue;
        }
        for (at, writing) in writings(key).into_iter().enumerate() {
            for paste in [writing.clone(), format!("{token}\n{writing}\n")] {
                let report = diagnose(&paste, NumericDate(1_795_973_500.0));
                // A token has a picture of its own, which shows its header.
                let is_in_header = key.starts_with('{') && at == 3;
                let picture = picture(&paste, &report);
                let report = serde_json::to_string(&report).unwrap();
                for part in private_parts(key) {
                    if !is_in_header && let Some(fragment) = leak(&part, &picture) {
                        leaks.push(format!("{name}, {at}, in the picture: {fragment}"));
                    }
                    if let Some(fragment) = leak(&part, &report) {
                        leaks.push(format!("{name}, {at}: {fragment}"));
                    }
                }
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
    assert!(
        leaks.is_empty(),
        "{} leaks:\n{}",
        leaks.len(),
        leaks[..leaks.len().min(40)].join("\n")
    );
}

/// A part of a secret in a coding that a program may have written it in.
fn coded(part: &str, coding: usize) -> String {
    let each = |write: fn(u8) -> String| part.bytes().map(write).collect::<String>();
    match coding {
        0 => part.to_owned(),
        1 => each(|byte| format!("%{byte:02X}")),
        2 => each(|byte| format!("\\\\u{byte:04x}")),
        3 => part.replace('/', "\\\\/"),
        4 => each(|byte| format!("{byte:02x}")),
        5 => base64url::encode(part.as_bytes()),
        6 => base64url::encode(format!("x{part}yz").as_bytes()),
        7 => part.to_uppercase(),
        8 => format!("{} {}", &part[..part.len() / 2], &part[part.len() / 2..]),
        9 => each(|byte| format!("\\\\x{byte:02x}")),
        10 => each(|byte| format!("{byte:02X}")),
        11 => base64url::encode(format!("xy{part}z").as_bytes())
            .replace('-', "+")
            .replace('_', "/"),
        12 => format!("{}\\n{}", &part[..part.len() / 2], &part[part.len() / 2..]),
        _ => format!(
            "{}\u{200b}{}",
            &part[..part.len() / 2],
            &part[part.len() / 2..]
        ),
    }
}

proptest! {
    // 100,000 cases pass too: PROPTEST_CASES=100000 cargo test --test leaks
    #[test]
    fn a_part_of_a_secret_in_any_coding_and_place_is_in_no_report(
        secret in "[A-Za-z][A-Za-z0-9+/=_-]{30,45}[0-9][A-Za-z]",
        coding in 0..14_usize,
        place in 0..12_usize,
        (from, to) in (0..12_usize, 20..32_usize),
    ) {
        let part = coded(&secret[from..to], coding);
        let claims = |member: &str| {
            let mut claims = json!({"iss": common::KEY, "sub": "a", "exp": NOW + 60, "video": {"roomJoin": true, "room": "r"}});
            claims[member] = Value::from(part.clone());
            common::token(&claims, "another")
        };
        let said = match place {
            0 => claims("metadata"),
            1 => claims("sub"),
            2 => claims("iss"),
            3 => format!("HTTP/1.1 401 Unauthorized\n\ninvalid API key: {part}"),
            4 => format!("wss://lk.example.com/rtc?access_token={part}"),
            5 => claims("name"),
            6 => claims("room"),
            7 => format!("LIVEKIT_URL=wss://user:{part}@lk.example.com"),
            8 => format!("LIVEKIT_URL=wss://lk.example.com/{part}"),
            9 => format!("STAGING_LIVEKIT_API_KEY={part}\nSTAGING_LIVEKIT_API_SECRET=FAKEsecretFAKEsecretFAKEsecret12"),
            10 => format!("{{\"code\":\"unauthenticated\",\"msg\":\"invalid API key: {part}\"}}"),
            _ => format!("// room {part}\ncould not establish signal connection"),
        };
        let paste = format!("LIVEKIT_API_KEY={}\nLIVEKIT_API_SECRET={secret}\n{said}", common::KEY);
        let report = serde_json::to_string(&diagnose(&paste, NumericDate(1_795_521_600.0))).unwrap();
        let leak = leak(&secret[from..to], &report);
        prop_assert!(leak.is_none(), "{leak:?} of {paste}\n{report}");
    }
}
