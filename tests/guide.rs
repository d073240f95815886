//! LiveKit's own guide to 401 and token errors (<https://livekit.io/field-guides/guide/token-troubleshooting>): its phrases, the
//! outputs of its commands and its situations, as readers paste them. Each is answered as the guide would, or better.
//! `cargo test --test guide -- --nocapture` prints what is said of each.

mod common;

use common::{KEY, MINTED, NOW, SECRET, claims, diagnose_now, env, plain, token, with, without};
use serde_json::{Value, json};
use why401::report::{Outcome, Report};
use why401::text::base64url;
use why401::{NumericDate, diagnose};

/// A paste, and what must be said of it.
struct Row {
    paste: String,
    outcome: Outcome,
    /// The code or the cause of the first finding, or one of several; `-` if there is none.
    first: &'static str,
    /// Whether the first finding is certain; `None` if either is right.
    certain: Option<bool>,
    /// Words of the verdict, its fix, or what to paste next, whatever their case.
    says: &'static [&'static str],
}

fn row(
    paste: impl Into<String>,
    outcome: Outcome,
    first: &'static str,
    certain: impl Into<Option<bool>>,
    says: &'static [&'static str],
) -> Row {
    Row {
        paste: paste.into(),
        outcome,
        first,
        certain: certain.into(),
        says,
    }
}

/// What a report says in words.
fn words(report: &Report) -> String {
    let next = report.next.as_deref().unwrap_or_default();
    [&report.verdict.message, &report.verdict.fix, next]
        .map(plain)
        .join(" ")
        .to_lowercase()
}

impl Row {
    /// What does not hold.
    fn mistakes(&self) -> Vec<String> {
        let report = diagnose_now(&self.paste);
        let words = words(&report);
        println!("{:?}\n  {:?}: {words}", self.paste, report.verdict.outcome);
        let mut mistakes = Vec::new();
        if report.verdict.outcome != self.outcome {
            mistakes.push(format!("outcome {:?}", report.verdict.outcome));
        }
        let first = report.findings.first();
        let names = first.map_or(["-", "-"], |first| [first.code.name(), first.cause.name()]);
        if !self.first.split('|').any(|first| names.contains(&first)) {
            mistakes.push(format!("first {names:?}, not {}", self.first));
        }
        let certain = first.map(|first| first.certain);
        if self.certain.is_some() && certain.is_some() && certain != self.certain {
            mistakes.push(format!("certain is not {:?}", self.certain));
        }
        let is_missing = |text: &&&str| !words.contains(&text.to_lowercase());
        let missing = self.says.iter().filter(is_missing);
        mistakes.extend(missing.map(|text| format!("does not say {text:?}")));
        mistakes
    }
}

#[track_caller]
fn assert_hold(rows: impl IntoIterator<Item = Row>) {
    let mut failures = Vec::new();
    for row in rows {
        let mistakes = row.mistakes();
        if !mistakes.is_empty() {
            failures.push(format!("{}\n  {}", row.paste, mistakes.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

/// Claims that are valid from this many seconds after [`NOW`] to this many.
fn valid(from: i64, to: i64) -> Value {
    let mut claims = with("nbf", json!(MINTED + from));
    claims["exp"] = json!(MINTED + to);
    claims
}

/// A token with these claims.
fn made(claims: &Value) -> String {
    token(claims, SECRET)
}

/// The same beside its pair.
fn with_pair(claims: &Value) -> String {
    format!("{}{}", env(SECRET), made(claims))
}

use Outcome::{Accepts, Refuses, Unknown};

#[test]
fn its_symptoms_alone_are_likely_and_have_a_check() {
    assert_hold([
        row(
            "token not valid yet",
            Unknown,
            "clock_skew_nbf",
            false,
            &["likely", "nbf", "clock", "NTP"],
        ),
        row(
            "Error: token is not valid yet",
            Unknown,
            "clock_skew_nbf",
            false,
            &["likely", "nbf", "clock"],
        ),
        row(
            "token expired",
            Unknown,
            "expired",
            false,
            &["likely", "expired", "new token"],
        ),
        row(
            "\"token expired\" immediately after creation",
            Unknown,
            "expired",
            false,
            &["likely", "expired"],
        ),
        row(
            "\"token not valid yet\" or \"token expired\" errors even though the token was just created",
            Unknown,
            "expired|clock_skew_nbf",
            false,
            &["likely"],
        ),
        row(
            "401 Unauthorized",
            Unknown,
            "-",
            false,
            &["answered 401", "does not say why"],
        ),
        row(
            "signature verification error",
            Unknown,
            "signature_secret_mismatch",
            false,
            &["likely", "secret"],
        ),
        row(
            "invalid signature",
            Unknown,
            "signature_secret_mismatch",
            false,
            &["likely", "secret"],
        ),
        row(
            "Signature verification failed",
            Unknown,
            "signature_secret_mismatch",
            false,
            &["likely", "secret"],
        ),
        row(
            "401 Unauthorized: invalid API key",
            Unknown,
            "unknown_api_key",
            false,
            &["likely", "API key"],
        ),
        row(
            "We get \"invalid API key\" when connecting",
            Unknown,
            "unknown_api_key",
            false,
            &["likely", "keys:"],
        ),
        row(
            "token used before issued",
            Unknown,
            "clock_skew_nbf",
            false,
            &["likely", "clock"],
        ),
        row(
            "Token is not yet valid",
            Unknown,
            "clock_skew_nbf",
            false,
            &["likely", "clock"],
        ),
        row(
            "Unauthorized",
            Unknown,
            "-",
            false,
            &["does not say why", "eyJ"],
        ),
    ]);
}

#[test]
fn its_symptoms_of_livekit_are_told_as_refusals() {
    assert_hold([
        row(
            "LiveKit: token not valid yet",
            Refuses,
            "clock_skew_nbf",
            None,
            &["nbf", "clock", "NTP"],
        ),
        row(
            "LiveKit says token expired",
            Refuses,
            "expired",
            true,
            &["expired", "new token"],
        ),
        row(
            "invalid API key",
            Refuses,
            "unknown_api_key",
            false,
            &["does not know", "keys:"],
        ),
        row(
            "LiveKit 401 Unauthorized",
            Unknown,
            "-",
            false,
            &["does not say why"],
        ),
    ]);
}

#[test]
fn its_symptoms_beside_a_token_are_explained_by_it() {
    assert_hold([
        row(
            format!("token not valid yet\n{}", made(&valid(300, 900))),
            Refuses,
            "clock_skew_nbf",
            true,
            &["300 s ahead", "timedatectl set-ntp"],
        ),
        row(
            format!("token expired\n{}", with_pair(&valid(-7200, -3600))),
            Refuses,
            "expired",
            true,
            &["3600 s ago", "new token"],
        ),
        row(
            format!("401 Unauthorized\n{}", with_pair(&valid(-7200, -3600))),
            Refuses,
            "expired",
            true,
            &["3600 s ago"],
        ),
        row(
            format!("401 Unauthorized\n{}", with_pair(&without("video"))),
            Refuses,
            "missing_grant",
            true,
            &["video", "roomJoin"],
        ),
        row(
            format!("token expired\n{}", with_pair(&valid(0, -600))),
            Refuses,
            "life_negative",
            true,
            &["600 s before it becomes valid", "positive lifetime"],
        ),
        row(
            format!("token not valid yet\n{}", with_pair(&claims())),
            Refuses,
            "clock_skew_nbf",
            None,
            &["clock"],
        ),
        row(
            format!("token expired\n{}", with_pair(&claims())),
            Refuses,
            "expired",
            true,
            &["expired"],
        ),
        row(
            format!("invalid API key\n{}", with_pair(&claims())),
            Refuses,
            "unknown_api_key",
            false,
            &["does not know"],
        ),
        row(
            format!("signature verification error\n{}", with_pair(&claims())),
            Refuses,
            "signature_secret_mismatch",
            false,
            &["secret"],
        ),
        row(
            format!("401 Unauthorized\n{}", with_pair(&claims())),
            Unknown,
            "-",
            false,
            &["401"],
        ),
        row(
            format!("token not valid yet\n{}", made(&claims())),
            Refuses,
            "clock_skew_nbf",
            None,
            &["clock"],
        ),
        row(
            format!("token expired\n{}", made(&claims())),
            Refuses,
            "expired",
            true,
            &["expired"],
        ),
    ]);
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn its_clock_commands_are_read() {
    let timedatectl = |synced: &str, ntp: &str, local: &str| {
        format!(
            "               Local time: Tue 2026-11-24 10:25:47 UTC\n           Universal time: Tue 2026-11-24 10:25:47 UTC\n                 RTC time: Tue 2026-11-24 10:25:47\n                Time zone: Etc/UTC (UTC, +0000)\nSystem clock synchronized: {synced}\n              NTP service: {ntp}\n          RTC in local TZ: {local}\n"
        )
    };
    let tracking = |time: &str, leap: &str| {
        format!(
            "Reference ID    : CB007105 (203.0.113.5)\nStratum         : 2\nRef time (UTC)  : Tue Nov 24 10:24:47 2026\nSystem time     : {time} of NTP time\nLast offset     : -0.000012 seconds\nLeap status     : {leap}\n"
        )
    };
    assert_hold([
        row(
            "$ ntpdate -q pool.ntp.org\nserver 203.0.113.5, stratum 1, offset +0.002131, delay 0.02853\n24 Nov 10:25:40 ntpdate[4242]: adjust time server 203.0.113.5 offset +0.002131 sec",
            Unknown,
            "clock_in_sync",
            true,
            &["is right", "other machine"],
        ),
        row(
            "$ ntpdate -q pool.ntp.org\nserver 203.0.113.5, stratum 1, offset -187.412131, delay 0.02853",
            Unknown,
            "machine_clock_ahead",
            true,
            &["ahead of true time", "NTP"],
        ),
        row(
            "2026-11-24 10:25:40.123456 (+0000) -187.412131 +/- 0.015 pool.ntp.org 203.0.113.5 s1 no-leap",
            Unknown,
            "machine_clock_ahead",
            true,
            &["187 s", "ahead"],
        ),
        row(
            "$ sntp pool.ntp.org\n+0.012345 +/- 0.021 pool.ntp.org 203.0.113.5",
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            "$ sntp pool.ntp.org\n+95.4 +/- 0.021 pool.ntp.org 203.0.113.5",
            Unknown,
            "machine_clock_behind",
            true,
            &["behind true time", "sntp -sS"],
        ),
        row(
            "$ sntp pool.ntp.org\n-7200.012345 +/- 0.021 pool.ntp.org 203.0.113.5",
            Unknown,
            "machine_clock_ahead",
            true,
            &["full hours", "time zone"],
        ),
        row(
            "ntpdate[77]: no server suitable for synchronization found",
            Unknown,
            "time_server_unreachable",
            true,
            &["date -u", "123"],
        ),
        row(
            "bash: ntpdate: command not found",
            Unknown,
            "clock_tool_missing",
            true,
            &["date -u"],
        ),
        row(
            "$ timedatectl status\nSystem has not been booted with systemd as init system (PID 1). Can't operate.",
            Unknown,
            "clock_tool_missing",
            true,
            &["container", "host's clock"],
        ),
        row(
            timedatectl("no", "inactive", "no"),
            Unknown,
            "clock_not_set",
            true,
            &["not synced", "set-ntp true"],
        ),
        row(
            timedatectl("yes", "active", "no"),
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            timedatectl("yes", "active", "yes"),
            Unknown,
            "hardware_clock_local",
            true,
            &["local time", "set-local-rtc 0"],
        ),
        row(
            tracking("0.000020390 seconds fast", "Normal"),
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            tracking("184.000020390 seconds fast", "Normal"),
            Unknown,
            "machine_clock_ahead",
            true,
            &["ahead of true time", "makestep"],
        ),
        row(
            tracking("75.2 seconds slow", "Normal"),
            Unknown,
            "machine_clock_behind",
            true,
            &["behind true time"],
        ),
        row(
            tracking("0.000000000 seconds fast", "Not synchronised"),
            Unknown,
            "clock_not_set",
            true,
            &["not synced"],
        ),
        row(
            "506 Cannot talk to daemon",
            Unknown,
            "time_server_unreachable",
            true,
            &["chronyd"],
        ),
        row(
            "C:\\> w32tm /query /status\nLeap Indicator: 3(not synchronized)\nStratum: 0 (unspecified)\nSource: Local CMOS Clock",
            Unknown,
            "clock_not_set",
            true,
            &["w32tm /resync"],
        ),
        row(
            "C:\\> w32tm /query /status\nLeap Indicator: 0(no warning)\nStratum: 4 (secondary reference - syncd by (S)NTP)\nSource: time.windows.com,0x9",
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            "w32tm /stripchart /computer:time.windows.com /dataonly /samples:1\nTracking time.windows.com [203.0.113.5:123].\n10:25:47, -312.0312487s",
            Unknown,
            "machine_clock_ahead",
            true,
            &["ahead of true time"],
        ),
        row(
            "Sending resync command to local computer\nThe computer did not resync because no time data was available.",
            Unknown,
            "clock_not_set",
            true,
            &["not synced"],
        ),
        row(
            "Sending resync command to local computer\nThe command completed successfully.",
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            "systemd-timesyncd[412]: Contacted time server 203.0.113.5:123 (pool.ntp.org).",
            Unknown,
            "clock_in_sync",
            true,
            &["is right"],
        ),
        row(
            "systemd-timesyncd[412]: Timed out waiting for reply from 203.0.113.5:123 (pool.ntp.org).",
            Unknown,
            "time_server_unreachable",
            true,
            &["123"],
        ),
    ]);
}

#[test]
fn its_date_on_two_machines_is_compared() {
    assert_hold([
        row(
            "laptop$ date -u\nTue Nov 24 10:25:47 UTC 2026\nserver$ date -u\nTue Nov 24 10:22:38 UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["189 s apart", "ran together", "NTP"],
        ),
        row(
            "laptop: Tue Nov 24 10:25:47 UTC 2026\nserver: Tue Nov 24 10:22:38 UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["189 s apart"],
        ),
        row(
            "Tue Nov 24 10:25:46 AM UTC 2026\nTue Nov 24 10:25:47 AM UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["1 s apart", "allows that", "another cause"],
        ),
        row(
            "Tue Nov 24 10:25:46 UTC 2026\nTue Nov 24 08:25:47 UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["7199 s apart", "full hours", "time zone"],
        ),
        row(
            "Tue Nov 24 10:25:46 UTC 2026\nTue Nov 24 04:55:46 UTC 2026",
            Unknown,
            "machines_apart",
            false,
            &["full hours", "time zone"],
        ),
        row(
            "$ date -u +%FT%TZ\n2026-11-24T10:25:47Z\nserver $ date -u +%FT%TZ\n2026-11-24T10:21:47Z",
            Unknown,
            "machines_apart",
            false,
            &["240 s apart"],
        ),
        row(
            "           Universal time: Tue 2026-11-24 10:25:47 UTC\n\n           Universal time: Tue 2026-11-24 10:20:47 UTC",
            Unknown,
            "machines_apart",
            false,
            &["300 s apart"],
        ),
        row(
            "$ date +%s\n1795515947\nserver$ date +%s\n1795515827",
            Unknown,
            "machines_apart",
            false,
            &["120 s apart"],
        ),
    ]);
}

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
fn its_printed_lengths_are_judged() {
    assert_hold([
        row(
            "Key length: 0\nSecret length: 0",
            Unknown,
            "key_empty",
            false,
            &["empty", ".env"],
        ),
        row(
            "Key length: 15\nSecret length: 0",
            Unknown,
            "secret_empty",
            false,
            &["empty", ".env"],
        ),
        row(
            "Key length: 15\nSecret length: 45",
            Unknown,
            "secret_length_one",
            false,
            &["45", "newline"],
        ),
        row(
            "Key length: 15\nSecret length: 46",
            Unknown,
            "secret_length_two",
            false,
            &["quotes"],
        ),
        row(
            "Key length: 44\nSecret length: 15",
            Unknown,
            "key_secret_swapped",
            false,
            &["swapped"],
        ),
    ]);
}

#[test]
fn its_mismatched_environments_are_found() {
    let dev = format!(
        "# .env.development\nLIVEKIT_URL=wss://myapp-dev.livekit.cloud\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n"
    );
    let production = "# .env.production\nLIVEKIT_URL=wss://myapp-prod.livekit.cloud\nLIVEKIT_API_KEY=APIotherkey9999\nLIVEKIT_API_SECRET=FAKEotherFAKEotherFAKEotherFAKEotherFAKEothr123\n";
    let good = made(&claims());
    let connect = format!("room.connect('wss://myapp-prod.livekit.cloud', '{good}')");
    assert_hold([
        row(
            format!("{dev}{production}{connect}"),
            Refuses,
            "key_of_another_server",
            true,
            &["URL is from .env.production", "myapp-dev.livekit.cloud"],
        ),
        row(
            format!("{dev}{connect}"),
            Refuses,
            "key_of_another_server",
            true,
            &["myapp-prod.livekit.cloud"],
        ),
        row(
            format!(
                "wss://myapp-prod.livekit.cloud/rtc?access_token={}",
                token(&with("iss", json!("devkey")), "secret")
            ),
            Refuses,
            "env_mismatch_cloud_vs_local",
            true,
            &["devkey", "livekit-server --dev"],
        ),
        row(
            format!(
                "LIVEKIT_URL=wss://myapp-prod.livekit.cloud\nLIVEKIT_API_KEY=APIotherkey9999\nLIVEKIT_API_SECRET=FAKEotherFAKEotherFAKEotherFAKEotherFAKEothr123\n{good}"
            ),
            Refuses,
            "unknown_api_key",
            true,
            &[KEY, "APIotherkey9999"],
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

/// A lifetime of zero or less must not be told as a clock that is *0 s ahead*.
#[test]
fn no_clock_is_ahead_by_nothing() {
    let refusals = [
        "",
        "invalid authorization token: token has invalid claims: token is expired\n",
        "invalid authorization token: token has invalid claims: token is not valid yet\n",
        "invalid authorization token: token has invalid claims: token is expired, token is not valid yet\n",
    ];
    for (life, start) in [
        (0, 0),
        (0, 60),
        (0, 61),
        (-60, 0),
        (-600, 0),
        (-600, 600),
        (0, -600),
    ] {
        for refusal in refusals {
            for date in [
                "",
                "Date: Tue, 24 Nov 2026 10:25:47 GMT\n",
                "2026-11-24T10:25:47Z WARN livekit ",
            ] {
                let token = with_pair(&valid(start, start + life));
                let report = diagnose(&format!("{date}{refusal}{token}"), NumericDate(NOW));
                let findings = report
                    .findings
                    .iter()
                    .map(|finding| plain(&finding.message));
                for message in findings.chain([plain(&report.verdict.message)]) {
                    assert!(
                        !message.contains(" 0 s"),
                        "{life} {start} {refusal}: {message}"
                    );
                }
            }
        }
    }
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

#[test]
fn whatever_else_is_pasted_gets_a_clear_sentence() {
    let garbage = "x7 ".repeat(350_000);
    let image: Vec<u8> = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        .iter()
        .copied()
        .chain((0..2000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]))
        .collect();
    let image = String::from_utf8_lossy(&image).into_owned();
    assert_hold([
        row("😀", Unknown, "-", false, &["nothing recognized", "eyJ"]),
        row("hello world", Unknown, "-", false, &["nothing recognized"]),
        row(" \n", Unknown, "-", false, &["paste anything"]),
        row(garbage, Unknown, "-", false, &["nothing recognized"]),
        row(image, Unknown, "-", false, &["not text", "paste the words"]),
        row(
            "LiveKit answers 401 if the token is expired, if the token is not valid yet, or if the token signature is invalid. Check the clock first.",
            Unknown,
            "-",
            false,
            &["does not"],
        ),
        row(
            "我用 LiveKit 连接房间的时候一直报错，请问是什么原因？\ncould not establish signal connection: invalid token: eyJhbGci..., error: go-jose/go-jose/jwt: validation failed, token is expired (exp)\n谢谢！",
            Refuses,
            "expired",
            true,
            &["expired by the server's clock", "new token"],
        ),
    ]);
}

/// Where only a general error is known, three candidates are visible at once: each has its check, and fits its reader.
#[test]
fn general_causes_have_a_check_that_fits() {
    let check = |paste: &str| {
        let report = diagnose_now(paste);
        assert!(report.candidates.len() > 3, "{paste}");
        let first = &report.candidates[0];
        assert_eq!(first.cause.name(), "missing_token_or_header");
        assert!(
            report
                .candidates
                .iter()
                .all(|candidate| !candidate.check.is_empty())
        );
        plain(&first.check)
    };
    let error = "could not establish signal connection";
    assert!(check(error).contains("toJwt()"));
    let python =
        format!("Traceback (most recent call last):\n  File \"agent.py\", line 3\n{error}");
    assert!(!check(&python).contains("toJwt()"));
    let length = "os.environ['LIVEKIT_API_SECRET'] in agent.py:\nSecret length: 45";
    let fix = |paste: &str| plain(&diagnose_now(paste).verdict.fix);
    assert!(fix(length).contains("repr(secret[-2:])"));
    assert!(fix("Secret length: 45").contains("JSON.stringify(secret.slice(-2))"));
}
