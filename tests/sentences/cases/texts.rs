//! Texts of servers, clients, SDKs and proxies: exact answers, known texts, collected error texts, and public reports.

use serde_json::Value;
use why401::server::wording;
use why401::text::NumericDate;

use super::Case;
use crate::coverage::known as known_texts;

/// Exact answers of the server, which the core recognizes by its rules and not by a text, with the values that they
/// repeat.
pub fn answers() -> Vec<Case> {
    let texts = [
        "invalid authorization token: token has invalid claims: token is expired, token is not valid yet",
        "invalid API key: APIabcdefghijkl",
        "invalid API key: devkey",
        "invalid API key: undefined",
        "invalid API key: your-api-key",
        "invalid API key: \"APIabcdefghijkl\"",
        "invalid authorization token: token is malformed: could not JSON decode claim: json: cannot unmarshal array into Go struct field Claims.identity of type string",
        "invalid authorization token: token is malformed: could not JSON decode claim: proto: syntax error (line 1:1): unexpected token",
        "invalid authorization token: token is malformed: could not JSON decode claim: proto: (line 1:2): unknown field \"tags\"",
        "invalid authorization token: token is malformed: could not JSON decode claim: proto: (line 1:13): unknown field \"name\"",
        "invalid authorization token: token signature is invalid: signing method RS256 is invalid",
        "invalid authorization token: token signature is invalid: signing method none is invalid",
        "participant identity length exceeds limits: max length 256",
        "invalid token: eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUEl0ZXN0a2V5MTIzNDUifQ.FAKEsignature, error: go-jose/go-jose/jwt: validation failed, token is expired (exp)",
    ];
    texts
        .into_iter()
        .chain(wording::fixed_texts())
        .map(|text| {
            Case::new(
                "an answer",
                format!("LiveKit: HTTP/1.1 401 Unauthorized\n\n{text}"),
            )
        })
        .collect()
}

/// Every known text, and every collected error text.
pub fn known() -> Vec<Case> {
    let mut cases = Vec::new();
    for known in known_texts() {
        for text in known.texts {
            cases.extend(paste_of(text.words(), known.code.name()));
        }
    }
    for line in include_str!("../../vectors/error-strings.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let name = format!(
            "{} {}",
            row["row"].as_str().unwrap(),
            row["code"].as_str().unwrap()
        );
        cases.push(Case::new(name, row["text"].as_str().unwrap()));
    }
    cases
}

/// The shortest paste in which the text has this meaning: alone, together with LiveKit's name, or as a path.
fn paste_of(text: &str, code: &str) -> Option<Case> {
    let pastes = [
        text.to_owned(),
        format!("LiveKit: {text}"),
        format!("LiveKit: GET https://lk.example.com{text}"),
    ];
    let cases = pastes.into_iter().map(|paste| Case::new(code, paste));
    cases.into_iter().find(|case| {
        let found = case.report().found;
        let first = found.refusals.first().or(found.symptoms.first());
        first.is_some_and(|first| first.code.name() == code)
    })
}

/// Public reports of failed connections, with the reporter's material.
pub fn field_cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for line in include_str!("../../vectors/field-cases.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = |member: &str| row[member].as_str().unwrap_or_default();
        let paste = ["error_text", "pasted", "token"].map(text).join("\n");
        let number = |from: usize, to: usize| text("date").get(from..to)?.parse::<u32>().ok();
        let noon = || {
            let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
            NumericDate::from_utc(year.into(), month, day, 12, 0, 0)
        };
        let now = noon().map_or(1_795_521_600.0, |noon| noon.0);
        let name = format!("{}: {}", text("id"), text("cause_class"));
        cases.push(Case::new(name, paste.trim_end()).at(now));
    }
    cases
}
