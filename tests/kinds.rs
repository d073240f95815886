//! What people paste, by kind: small pastes made from public reports, and the texts of real clients against a real server.
//! `cargo test --test kinds -- --nocapture` prints what is said of each.

#[path = "common/mod.rs"]
mod common;

use serde_json::{Value, json};
use why401::clock::Context;
use why401::report::{Outcome, Report};
use why401::text::NumericDate;
use why401::{diagnose, diagnose_all};

/// The rows of a file of JSON lines.
fn rows(lines: &str) -> Vec<Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The instant at which the small pastes are judged: 2026-09-01T12:00:00Z.
const NOW: NumericDate = NumericDate(1_788_264_000.0);

/// What a report says in words: the verdict, its fix, and what to paste next.
fn words(report: &Report) -> String {
    let verdict = &report.verdict;
    let next = report.next.as_deref().unwrap_or_default();
    [&verdict.message, &verdict.fix, next]
        .map(common::plain)
        .join(" ")
}

fn outcome(report: &Report) -> &'static str {
    match report.verdict.outcome {
        Outcome::Accepts => "accepts",
        Outcome::Refuses => "refuses",
        Outcome::Depends => "depends",
        Outcome::Unknown => "unknown",
    }
}

/// Checks what a row expects of its report, and names what does not hold:
/// - `outcome`: that of the verdict, or one of several;
/// - `pill`: the verdict in a few words, or one of several;
/// - `code`, `cause`: of the first finding, or one of several;
/// - `certain`: of the first finding;
/// - `says`: each is in the verdict, its fix or what to paste next, whatever its case;
/// - `not`: none of these is;
/// - `not_codes`: no finding has one of these codes;
/// - `causes`: each is among the causes of findings and candidates.
fn mistakes(row: &Value, report: &Report) -> Vec<String> {
    let expect = &row["expect"];
    let words = words(report).to_lowercase();
    let first = report.findings.first();
    let list = |name: &str| -> Vec<String> {
        match &expect[name] {
            Value::Null => Vec::new(),
            Value::Array(values) => (values.iter())
                .map(|value| value.as_str().unwrap().to_owned())
                .collect(),
            value => vec![value.as_str().unwrap().to_owned()],
        }
    };
    let mut mistakes = Vec::new();
    let mut one_of = |name: &str, found: &str| {
        let allowed = list(name);
        if !allowed.is_empty() && !allowed.iter().any(|one| one == found) {
            mistakes.push(format!("{name} is {found}, not {}", allowed.join(" or ")));
        }
    };
    one_of("outcome", outcome(report));
    one_of("pill", &report.verdict.pill);
    one_of("code", first.map_or("-", |first| first.code.name()));
    one_of("cause", first.map_or("-", |first| first.cause.name()));
    if let Some(certain) = expect["certain"].as_bool()
        && first.is_none_or(|first| first.certain != certain)
    {
        mistakes.push(format!("certain is not {certain}"));
    }
    for text in list("says") {
        if !words.contains(&text.to_lowercase()) {
            mistakes.push(format!("does not say {text}"));
        }
    }
    for text in list("not") {
        if words.contains(&text.to_lowercase()) {
            mistakes.push(format!("says {text}"));
        }
    }
    let found = |code: &str| (report.findings.iter()).any(|finding| finding.code.name() == code);
    for code in list("not_codes") {
        if found(&code) {
            mistakes.push(format!("finds {code}"));
        }
    }
    for cause in list("causes") {
        if !causes(report).contains(&cause.as_str()) {
            mistakes.push(format!("does not list {cause}"));
        }
    }
    mistakes
}

fn causes(report: &Report) -> Vec<&'static str> {
    let findings = report.findings.iter().map(|finding| finding.cause.name());
    let candidates = report
        .candidates
        .iter()
        .map(|candidate| candidate.cause.name());
    findings.chain(candidates).collect()
}

fn print(id: &str, label: &str, report: &Report) {
    let findings = report.findings.iter();
    let findings: Vec<String> = findings
        .map(|finding| {
            let certain = if finding.certain { "!" } else { "?" };
            format!("{}{certain}", finding.code.name())
        })
        .collect();
    println!(
        "{id:<14} {label:<10} {:<8} {} [{}]",
        outcome(report),
        words(report),
        findings.join(" ")
    );
}

#[test]
fn small_pastes_are_answered_right() {
    let mut failures = Vec::new();
    for row in rows(include_str!("vectors/kinds/field.jsonl")) {
        let id = row["id"].as_str().unwrap();
        let report = diagnose(row["input"].as_str().unwrap(), NOW);
        let mistakes = mistakes(&row, &report);
        print(
            id,
            if mistakes.is_empty() {
                "right"
            } else {
                "WRONG"
            },
            &report,
        );
        if row["expect"].is_null() {
            failures.push(format!("{id}: nothing is expected"));
        }
        failures.extend(mistakes.iter().map(|mistake| format!("{id}: {mistake}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What a person does in turn on the page, and what the last answer must be: the letters are those of the review that found them.
#[test]
fn ordinary_flows_are_answered_right() {
    let now = common::MINTED;
    let made = |nbf: i64, exp: i64, video: Value| {
        let claims = json!({"iss": common::KEY, "sub": "alice", "nbf": now + nbf, "exp": now + exp, "video": video});
        common::token(&claims, common::SECRET)
    };
    let join = || json!({"roomJoin": true, "room": "my-room"});
    let good = made(-60, 3600, join());
    let expired = made(-10_800, -7200, join());
    let pair = |secret: &str| {
        format!(
            "LIVEKIT_API_KEY={}\nLIVEKIT_API_SECRET={secret}",
            common::KEY
        )
    };
    let own = pair(common::SECRET);
    let wrong = "ZyXwVuTsRqPoNmLkJiHgFeDcBa98765432QwErTyUiO";
    let foreign = common::signed(
        r#"{"alg":"RS256"}"#,
        r#"{"iss":"https://x.auth0.com/","sub":"auth0|1"}"#,
        b"x",
    );
    let milliseconds = common::token(
        &json!({"iss": common::KEY, "sub": "a", "exp": (now + 600) * 1000, "video": join()}),
        common::SECRET,
    );
    let misnamed = made(-60, 3600, json!({"room_join": true, "room": "r"}));
    let late = made(-3600, -29, join());
    let without_iss = common::token(
        &json!({"sub": "a", "exp": now + 600, "video": join()}),
        common::SECRET,
    );
    let flows: Vec<(&str, Vec<String>, Value)> = vec![
        ("A1", vec![expired.clone(), good.clone()], json!({"pill": "Almost: add the secret", "outcome": "unknown", "not": "expired"})),
        ("A3", vec![good.clone(), wrong.to_owned(), common::SECRET.to_owned()], json!({"pill": "Works", "outcome": "accepts"})),
        ("A4", vec![pair(wrong), good.clone(), own.clone()], json!({"pill": "Works", "outcome": "accepts"})),
        ("A5", vec!["token is expired".to_owned()], json!({"pill": "Refused", "code": "expired", "says": "likely"})),
        ("A6", vec![format!("secret: {}\n{good}", common::SECRET)], json!({"pill": "Works", "outcome": "accepts"})),
        ("A7", vec![format!("Authorization: Bearer {foreign}\n{{\"token\":\"{good}\"}}\n{own}")], json!({"pill": "Works", "outcome": "accepts"})),
        ("A9", vec!["TwirpError(code=unauthenticated, message=invalid API key: APItestkey12345, status=401)".to_owned()], json!({"pill": "Refused · 401", "says": "API key: APItestkey12345.", "code": "unknown_key"})),
        ("A10", vec![format!("{without_iss}\n{own}")], json!({"pill": "Refused · 401", "outcome": "refuses", "says": "iss", "not": "names the API key"})),
        ("A11", vec![milliseconds], json!({"pill": "Almost: one mistake", "says": "milliseconds"})),
        ("A12", vec![format!("{misnamed}\n{own}")], json!({"pill": "Refused · 401", "outcome": "refuses", "says": ["room_join", "roomJoin"]})),
        ("A14", vec![format!("{late}\n{own}")], json!({"pill": "Expired, still accepted", "outcome": "accepts", "says": "expired"})),
        ("A17", vec!["{\"token\":{}}".to_owned()], json!({"pill": "Refused", "outcome": "refuses", "cause": "missing_token_or_header"})),
        ("A18", vec!["const at = new AccessToken(key, secret, { identity: 'a' });\nat.addGrant({ roomJoin: true, room: 'r' });\nconst token = at.toJwt();\nres.json({ token });".to_owned()], json!({"pill": "Bug in your code", "outcome": "refuses", "says": "await"})),
        ("A19 placeholder", vec!["LIVEKIT_API_KEY=<your-api-key>".to_owned()], json!({"pill": "Wrong setting", "cause": "placeholder_key"})),
        ("A19 empty", vec!["LIVEKIT_API_KEY=".to_owned()], json!({"pill": "Wrong setting", "says": "empty"})),
        ("A19 payload", vec![format!("{{\"iss\":\"{}\",\"exp\":{},\"sub\":\"a\",\"video\":{{\"roomJoin\":true,\"room\":\"r\"}}}}", common::KEY, now + 600)], json!({"pill": "One thing is missing", "says": "payload"})),
        ("A19 lifetime", vec!["const at = new AccessToken(k, s, { identity: 'a', ttl: 3600 * 1000 });".to_owned()], json!({"pill": "Bug in your code", "says": "unit"})),
    ];
    let mut failures = Vec::new();
    for (id, pastes, expect) in flows {
        let pastes: Vec<&str> = pastes.iter().map(String::as_str).collect();
        let report = diagnose_all(&pastes, Context::at(NumericDate(common::NOW)));
        let mistakes = mistakes(&json!({"expect": expect}), &report);
        print(
            id,
            if mistakes.is_empty() {
                "right"
            } else {
                "WRONG"
            },
            &report,
        );
        failures.extend(mistakes.iter().map(|mistake| format!("{id}: {mistake}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// How a client's text fares.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    /// Its cause is told first.
    First,
    /// Its cause is among what may be, with the step that decides.
    Listed,
    /// Nothing is claimed, and its cause is not named.
    Silent,
    /// Something else is claimed.
    Misleading,
}

fn fate(cause: &str, report: &Report) -> Fate {
    let first = report.findings.first();
    if first.is_some_and(|first| first.cause.name() == cause) {
        return Fate::First;
    }
    let claims = report.verdict.outcome == Outcome::Accepts
        || first.is_some_and(|first| first.certain && first.cause.name() != "other");
    let has_check = report.next.is_some() || !report.candidates.is_empty();
    if !claims && causes(report).contains(&cause) && has_check {
        Fate::Listed
    } else if claims {
        Fate::Misleading
    } else {
        Fate::Silent
    }
}

#[test]
fn texts_of_real_clients_get_their_cause() {
    let exceptions = rows(include_str!("vectors/kinds/exceptions.jsonl"));
    assert!(exceptions.len() <= 10, "{} exceptions", exceptions.len());
    // Nothing failed there, or nothing of it was printed.
    let succeeded = rows(include_str!("vectors/kinds/succeeded.jsonl"));
    let mut failures = Vec::new();
    let mut counts = [0; 4];
    for row in rows(include_str!("vectors/kinds/clients.jsonl")) {
        let [id, cause, situation] =
            ["id", "cause_class", "situation"].map(|name| row[name].as_str().unwrap());
        if succeeded.iter().any(|other| other["id"] == id) {
            continue;
        }
        let now = NumericDate(row["captured_at"].as_f64().unwrap());
        let report = diagnose(row["text"].as_str().unwrap(), now);
        let fate = fate(cause, &report);
        counts[fate as usize] += 1;
        print(
            &format!("{id} {situation} {cause}"),
            &format!("{fate:?}"),
            &report,
        );
        let is_excepted = exceptions.iter().any(|exception| exception["id"] == id);
        if !matches!(fate, Fate::First | Fate::Listed) && !is_excepted {
            failures.push(format!("{id} {situation} {cause}: {fate:?}"));
        }
    }
    println!("{counts:?} first, listed, silent, misleading");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
