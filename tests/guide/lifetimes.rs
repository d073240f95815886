//! The guide's decoded payloads, its lifetimes, and what it says about a token that expires in a session.

use super::{assert_hold, made, row, valid, with_pair};
use crate::common::{KEY, MINTED, SECRET, claims, env, without};
use serde_json::{Value, json};
use why401::report::Outcome::{Accepts, Refuses, Unknown};
use why401::text::base64url;

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn its_decoded_payload_is_judged_without_the_signature() {
    let pretty = |claims: &Value| serde_json::to_string_pretty(claims).unwrap();
    let segment = |claims: &Value| base64url::encode(claims.to_string().as_bytes());
    let python = "{'exp': 1795512347, 'iss': 'APItestkey12345', 'nbf': 1795508747, 'sub': 'alice', 'video': {'room': 'my-room', 'roomJoin': True}}";
    let javascript = "{\n  exp: 1795519547,\n  iss: 'APItestkey12345',\n  sub: 'alice',\n  video: { room: 'my-room', roomJoin: false }\n}";
    let mut milliseconds = valid(0, 600);
    milliseconds["exp"] = json!((MINTED + 600) * 1000);
    let mut cut = valid(0, 3600).to_string();
    cut.pop();
    assert_hold([
        row(
            claims().to_string(),
            Unknown,
            "payload_only",
            true,
            &["looks right so far", "check its signature", "whole token"],
        ),
        row(
            format!(
                "$ echo $TOKEN | cut -d. -f2 | base64 -d | jq\n{}\n",
                pretty(&claims())
            ),
            Unknown,
            "payload_only",
            true,
            &["whole token"],
        ),
        row(
            pretty(&valid(-7200, -3600)),
            Refuses,
            "expired",
            true,
            &["3600 s ago", "new token"],
        ),
        row(
            pretty(&valid(300, 900)),
            Refuses,
            "clock_skew_nbf",
            true,
            &["300 s ahead", "NTP"],
        ),
        row(
            pretty(&valid(7200, 7800)),
            Refuses,
            "local_time",
            false,
            &["7200 s ahead"],
        ),
        row(
            pretty(&without("video")),
            Refuses,
            "missing_grant",
            true,
            &["video"],
        ),
        row(
            pretty(&without("sub")),
            Refuses,
            "identity_empty",
            true,
            &["identity"],
        ),
        row(
            pretty(&milliseconds),
            Unknown,
            "time_in_milliseconds",
            true,
            &["milliseconds", "whole token"],
        ),
        row(python, Refuses, "expired", true, &["3600 s ago"]),
        row(
            javascript,
            Refuses,
            "missing_grant",
            true,
            &["roomJoin: true"],
        ),
        row(cut, Unknown, "payload_only", true, &["whole token"]),
        row(
            format!("token not valid yet\n{}", pretty(&valid(300, 900))),
            Refuses,
            "clock_skew_nbf",
            true,
            &["300 s ahead"],
        ),
        row(
            segment(&claims()),
            Unknown,
            "payload_only",
            true,
            &["check its signature", "whole token"],
        ),
        row(
            segment(&valid(-7200, -3600)),
            Refuses,
            "expired",
            true,
            &["3600 s ago"],
        ),
        row(
            format!("{}{}", env(SECRET), segment(&claims())),
            Unknown,
            "payload_only",
            true,
            &["whole token"],
        ),
        row(
            format!("LIVEKIT_API_KEY=APIotherkey9999\n{}", pretty(&claims())),
            Refuses,
            "unknown_api_key",
            true,
            &[KEY, "APIotherkey9999"],
        ),
        row(
            "{\"iss\":\"https://accounts.example.com\",\"exp\":1795519547,\"email\":\"a@example.com\"}",
            Refuses,
            "foreign_token",
            true,
            &["another service", "LiveKit API key"],
        ),
        row(
            "LiveKit: base64: invalid input",
            Unknown,
            "payload_not_decoded",
            true,
            &["padding", "whole token"],
        ),
        row(
            "jq: parse error: Unfinished JSON term at EOF at line 2, column 0",
            Unknown,
            "payload_not_decoded",
            true,
            &["padding", "whole token"],
        ),
        row(
            format!(
                "{}$ echo {} | cut -d. -f2 | base64 -d | jq\nbase64: invalid input\nparse error: Unfinished JSON term at EOF at line 2, column 0",
                env(SECRET),
                made(&claims())
            ),
            Accepts,
            "payload_not_decoded",
            true,
            &["alice may join my-room"],
        ),
    ]);
}

#[test]
fn its_lifetimes_are_told() {
    assert_hold([
        row(
            with_pair(&valid(0, 0)),
            Accepts,
            "life_zero",
            true,
            &["lifetime is zero", "give a lifetime"],
        ),
        row(
            with_pair(&valid(-120, -120)),
            Refuses,
            "life_zero",
            true,
            &["lifetime is zero"],
        ),
        row(
            with_pair(&valid(0, -600)),
            Refuses,
            "life_negative",
            true,
            &["before it becomes valid"],
        ),
        row(
            with_pair(&valid(7200, 7800)),
            Refuses,
            "local_time",
            false,
            &["7200 s"],
        ),
        row(
            with_pair(&valid(0, 5)),
            Accepts,
            "expired",
            true,
            &["valid for only 5 s", "a few minutes"],
        ),
    ]);
}

#[test]
fn its_reassurance_is_given() {
    assert_hold([
        row(
            "LiveKit: what happens if the token expires while connected?",
            Unknown,
            "expired",
            true,
            &["ends no session", "refreshes"],
        ),
        row(
            "Will the call drop when the LiveKit token expires during a call?",
            Unknown,
            "expired",
            true,
            &["ends no session", "new connection"],
        ),
        row(
            "Does LiveKit disconnect the user when the token expires?",
            Unknown,
            "expired",
            true,
            &["ends no session"],
        ),
        row(
            "what happens when my token expires?",
            Unknown,
            "expired",
            false,
            &["likely", "ends no session"],
        ),
    ]);
}
