//! Tokens of other services: whose they are, and that none is judged as if it were `LiveKit`'s.

use serde_json::Value;
use why401::text::NumericDate;
use why401::{
    diagnose,
    report::{Outcome, Part},
};

/// The kinds, as the rows name them.
fn kind(words: &str) -> Option<&'static str> {
    Some(match words {
        "access token"
        | "Cloud sandbox or dashboard"
        | "access token v2.0"
        | "access token v1.0"
        | "access token for Microsoft Graph"
        | "access token of the org server"
        | "access token (custom server)"
        | "user token, new signing keys"
        | "user token, legacy secret"
        | "access token (Video)"
        | "auth token"
        | "meeting token"
        | "8x8 JaaS"
        | "self-hosted"
        | "Video / Voice"
        | "GetStream user"
        | "application token"
        | "user token" => "access",
        "webhook" => "webhook",
        "id token" | "identity token" | "OIDC token" => "id",
        "refresh token" => "refresh",
        "encrypted access token (no audience asked for)" => "jwe",
        "service account assertion"
        | "bound service account token"
        | "legacy service account token" => "service_account",
        "custom token" => "custom",
        "session cookie" | "session token v2" => "session",
        "anon key (legacy)" => "anon",
        "service_role key (legacy)" => "service_role",
        "client secret" => "client_secret",
        "App Store Connect API" => "api",
        "app assertion" => "assertion",
        "Meeting SDK" => "meeting_sdk",
        "Video SDK" => "video_sdk",
        "management token" => "management",
        _ => return None,
    })
}

#[test]
fn every_token_of_another_service_is_recognized_and_not_judged_as_livekits() {
    let rows = include_str!("vectors/jws-asymmetric/made/foreign_tokens.jsonl").lines();
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows {
        let row: Value = serde_json::from_str(row).unwrap();
        let text = |name: &str| row[name].as_str().unwrap();
        let report = diagnose(text("token"), NumericDate(1_795_911_000.0));
        let service = text("service");
        let is_right = if report.tokens.is_empty() {
            let opaque = report.found.opaque.first();
            opaque.is_some_and(|opaque| opaque.service == service) && row["claims"].is_null()
        } else {
            let token = &report.tokens[0];
            let is_judged =
                !report.answers.is_empty() || report.verdict.outcome != Outcome::Unknown;
            token.service == Some(service)
                && token.kind.is_some()
                && token.kind == kind(text("kind"))
                && (service == "livekit" || !is_judged)
        };
        if !is_right {
            let token = report
                .tokens
                .first()
                .map(|token| (token.service, token.kind));
            wrong.push(format!(
                "{service} {}: {token:?} {:?}",
                text("kind"),
                report.verdict
            ));
        }
        count += 1;
    }
    assert_eq!((count, wrong), (52, Vec::<String>::new()));
}

#[test]
fn what_a_library_or_service_says_is_told_as_its_own() {
    let rows = include_str!("vectors/library-complaints.jsonl").lines();
    let mut wrong = Vec::new();
    for row in rows {
        let row: Value = serde_json::from_str(row).unwrap();
        let text = row["text"].as_str().unwrap();
        let verdict = diagnose(text, NumericDate(1_795_911_000.0)).verdict;
        let said: String = (verdict.message.iter())
            .map(|part| match part {
                Part::Text { text } | Part::Code { text } => &**text,
                _ => "",
            })
            .collect();
        let is_of_other = verdict.outcome == Outcome::Unknown && !verdict.certain;
        if said != row["says"].as_str().unwrap() || !is_of_other {
            wrong.push(format!("{text}\n  {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
