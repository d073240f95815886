//! Real SDK tokens, each with its key and secret, at the instant it was minted: the verdict must be that of the rules of
//! livekit-server v1.13.11, applied here to the minted claims by `serde_json` alone.

use serde_json::Value;
use why401::diagnose;
use why401::report::Outcome;
use why401::text::NumericDate;

use crate::common::{KEY, SECRET};

/// Mistakes of those who computed a time, which `tests/clock/pitfalls.rs` asks for.
const PITFALLS: [&str; 6] = [
    "time_in_milliseconds",
    "lifetime_as_time",
    "life_negative",
    "life_zero",
    "life_tiny",
    "life_unit",
];

struct Row(Value);

impl Row {
    fn all() -> Vec<Self> {
        let rows = include_str!("../vectors/sdk-tokens.jsonl")
            .lines()
            .map(|line| Self(serde_json::from_str(line).unwrap()));
        rows.filter(|row| row.0["token"].is_string()).collect()
    }

    fn case(&self) -> &str {
        self.0["case"].as_str().unwrap()
    }

    fn minted_at(&self) -> f64 {
        self.0["minted_at"].as_f64().unwrap()
    }

    fn name(&self) -> String {
        format!("{} {} {}", self.0["sdk"], self.0["version"], self.case())
    }

    fn pair(&self) -> (&'static str, &'static str) {
        if self.case() == "j_short_secret" {
            ("devkey", "secret")
        } else {
            (KEY, SECRET)
        }
    }

    fn paste(&self, key: &str, secret: &str) -> String {
        format!(
            "{}\n\nLIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET={secret}\n",
            self.0["token"].as_str().unwrap()
        )
    }

    fn json(&self, member: &str) -> Option<Value> {
        serde_json::from_str(self.0[member].as_str()?).ok()
    }

    /// The name of the finding that must lead, `None` if the server lets the token in.
    fn expected(&self) -> Option<&'static str> {
        let stand_in = match self.case() {
            "f_not_awaited_template" | "f_not_awaited" => "[object Promise]",
            "f_not_awaited_json" => "{\"token\":{}}",
            _ => "",
        };
        let token = self.0["token"].as_str().unwrap();
        if !stand_in.is_empty() {
            let awaited = token != stand_in;
            let code = if stand_in.starts_with('[') {
                "promise_not_awaited"
            } else {
                "empty_object"
            };
            return (!awaited).then_some(code);
        }
        match self.case() {
            "f_object_json" | "f_object_printed" | "f_object_str" | "f_object_string"
            | "f_object_template" => {
                return Some("builder_printed");
            }
            "f_method_not_called" => return Some("method_not_called"),
            "f_bytes_str" => return Some("python_bytes"),
            "f_result_printed" => return Some("rust_result"),
            "f_two_values_printed" => return Some("go_nil"),
            "g_base64_secret" => return Some("secret_decoded"),
            _ => {}
        }
        let header = self.json("header_text").unwrap();
        let claims = self.json("payload_text").unwrap();
        server(&header, &claims, self.minted_at())
    }
}

/// What the server looks at, in its order.
fn server(header: &Value, claims: &Value, now: f64) -> Option<&'static str> {
    let is_string = |name: &str| claims[name].is_null() || claims[name].is_string();
    let seconds = |name: &str| {
        let claim = &claims[name];
        claim.as_f64().or_else(|| claim.as_str()?.parse().ok())
    };
    let is_date = |name: &str| claims[name].is_null() || seconds(name).is_some();
    if !["iss", "sub", "jti"].into_iter().all(is_string)
        || !["exp", "nbf", "iat"].into_iter().all(is_date)
    {
        return Some("wrong_claim_type");
    }
    if grant_types(claims).is_none() {
        return Some("wrong_grant_type");
    }
    if header["alg"] != "HS256" {
        return Some("algorithm_not_allowed");
    }
    match seconds("exp").map(f64::trunc) {
        None => return Some("missing_exp"),
        Some(exp) if now >= exp + 60.0 => return Some("expired"),
        Some(_) => {}
    }
    let identity = ["sub", "jti"]
        .into_iter()
        .any(|name| claims[name].as_str().is_some_and(|id| !id.is_empty()));
    let video = &claims["video"];
    let has = |object: &str, names: &[&str]| names.iter().any(|name| claims[object][*name] == true);
    let api = [
        "roomCreate",
        "roomList",
        "roomRecord",
        "roomAdmin",
        "ingressAdmin",
    ];
    let is_for_api =
        has("video", &api) || has("video", &["agent"]) || has("sip", &["admin", "call"]);
    let is_webhook = video.is_null() && !claims["sha256"].is_null();
    if (is_for_api || is_webhook) && video["roomJoin"] != true {
        // It is judged by what it is for.
        None
    } else if video.is_null() {
        Some("no_video_grant")
    } else if video["roomJoin"] != true {
        Some("no_room_join")
    } else if !identity {
        Some("no_identity")
    } else if video["room"].as_str().is_none_or(str::is_empty) {
        Some("no_room")
    } else {
        None
    }
}

fn grant_types(claims: &Value) -> Option<()> {
    let video = &claims["video"];
    let fits = |value: &Value, is: fn(&Value) -> bool| (value.is_null() || is(value)).then_some(());
    fits(&claims["metadata"], Value::is_string)?;
    fits(&video["room"], Value::is_string)?;
    fits(&video["roomJoin"], Value::is_boolean)?;
    video["canPublishSources"]
        .as_array()
        .into_iter()
        .flatten()
        .try_for_each(|source| fits(source, Value::is_string))?;
    claims["attributes"]
        .as_object()
        .into_iter()
        .flatten()
        .try_for_each(|(_, value)| fits(value, Value::is_string))
}

#[test]
fn each_gets_the_verdict_of_the_server() {
    let rows = Row::all();
    assert!(rows.len() > 1000);
    for row in rows {
        let (key, secret) = row.pair();
        let report = diagnose(&row.paste(key, secret), NumericDate(row.minted_at()));
        let expected = row.expected();
        let outcome = if expected.is_none() {
            Outcome::Accepts
        } else {
            Outcome::Refuses
        };
        assert_eq!(
            report.verdict.outcome,
            outcome,
            "{}: {:?}",
            row.name(),
            report.verdict
        );
        let refusing = report
            .findings
            .iter()
            // Why its time is not right is said before that it is not.
            .find(|finding| !PITFALLS.contains(&finding.code.name()))
            .filter(|_| expected.is_some())
            .map(|finding| finding.code.name());
        assert_eq!(refusing, expected, "{}: {:?}", row.name(), report.verdict);
    }
}

#[test]
fn without_the_secret_the_signature_is_not_called_invalid() {
    for row in Row::all() {
        let report = diagnose(
            row.0["token"].as_str().unwrap(),
            NumericDate(row.minted_at()),
        );
        assert_ne!(report.verdict.outcome, Outcome::Accepts, "{}", row.name());
        let blamed = report
            .findings
            .iter()
            .any(|finding| ["wrong_secret", "unknown_key"].contains(&finding.code.name()));
        assert!(!blamed, "{}: {:?}", row.name(), report.findings);
    }
}

#[test]
fn a_wrong_secret_is_refused_whatever_else_the_token_says() {
    for row in Row::all().iter().filter(|row| row.expected().is_none()) {
        let (key, secret) = row.pair();
        let report = diagnose(
            // So long that no slip is looked for, which would take a minute for all of them.
            &row.paste(key, &secret.repeat(20)),
            NumericDate(row.minted_at()),
        );
        assert_eq!(report.verdict.outcome, Outcome::Refuses, "{}", row.name());
        // The secret of an example is known without being pasted.
        let code = match secret {
            "secret" => "signed_with_public_secret",
            _ => "wrong_secret",
        };
        assert_eq!(report.findings[0].code.name(), code, "{}", row.name());
        assert_eq!(
            report.answers[0].body,
            "invalid authorization token: token signature is invalid: signature is invalid"
        );
    }
}

#[test]
fn its_maker_is_named_right_or_not_at_all() {
    let mut named = 0;
    for row in Row::all() {
        let report = diagnose(
            row.0["token"].as_str().unwrap(),
            NumericDate(row.minted_at()),
        );
        let Some(minter) = report.tokens.first().and_then(|token| token.minter.clone()) else {
            continue;
        };
        let family = match row.0["sdk"].as_str().unwrap() {
            "livekit-server-sdk" => "for Node",
            "livekit-api" => "for Python",
            "livekit-api-rust" => "for Rust",
            "livekit-protocol-go" => "for Go",
            "livekit-server-kotlin" => "for Kotlin",
            // The same chain of calls by hand makes the same bytes.
            _ => continue,
        };
        assert!(minter.contains(family), "{} taken for {minter}", row.name());
        named += 1;
    }
    assert!(named > 700, "only {named} named");
}
