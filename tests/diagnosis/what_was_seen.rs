//! What was seen decides before what is computed.

use super::*;

fn asked(sent: &str, rest: &str) -> String {
    format!("GET https://lk.example.com/rtc/validate?access_token={sent} {rest}")
}

#[track_caller]
fn assert_first(paste: &str, outcome: Outcome, code: &str, certain: bool) -> Report {
    let report = assert_leads(paste, outcome, code);
    assert_eq!(report.findings[0].certain, certain, "{paste}");
    let said = format!(
        "{}{}",
        plain(&report.verdict.message),
        plain(&report.verdict.fix)
    );
    assert!(!said.contains("signature is not checked"), "{said}");
    assert_eq!(report.next, None, "{paste}");
    report
}

#[test]
fn a_refusal_decides_though_its_token_is_there() {
    let token = token(&claims(), SECRET);
    let refused = |text: &str| {
        asked(
            &token,
            &format!(
                "401 (Unauthorized)\nConnectionError: could not establish signal connection: {text}"
            ),
        )
    };
    let report = assert_first(
        &refused("invalid API key"),
        Outcome::Refuses,
        "unknown_key",
        false,
    );
    assert!(plain(&report.verdict.message).contains(KEY));
    let signature = "invalid authorization token: token signature is invalid: signature is invalid";
    assert_first(&refused(signature), Outcome::Refuses, "wrong_secret", false);
    assert_first(
        &refused("no permissions to access the room"),
        Outcome::Refuses,
        "no_token_arrived",
        true,
    );
    assert_first(
        &refused("requested room does not exist"),
        Outcome::Unknown,
        "room_missing",
        true,
    );
}

#[test]
fn what_was_sent_is_judged_as_it_was_sent() {
    let token = token(&claims(), SECRET);
    for (sent, code) in [
        (format!("Bearer%20{token}"), "bearer_sent"),
        (format!("Bearer+{token}"), "bearer_sent"),
        (format!("%22{token}%22"), "quotes_sent"),
    ] {
        assert_leads(&asked(&sent, "401 (Unauthorized)"), Outcome::Refuses, code);
    }
    let report = at(&asked(&format!("{token}%0A"), "401 (Unauthorized)"), NOW);
    assert!(plain(&report.verdict.message).contains("line end"));
    let empty = "WebSocket connection to 'ws://127.0.0.1:7110/rtc/v1?access_token=&join_request=CAES' failed: HTTP Authentication failed";
    assert_leads(empty, Outcome::Refuses, "empty_token");
}

#[test]
fn a_fault_that_the_token_does_not_have_is_another_token_s() {
    let pair = format!("{}{}", env(SECRET), token(&claims(), SECRET));
    for (text, code) in [
        ("permissions denied", "missing_grant"),
        ("identity cannot be empty", "no_identity"),
        ("no room name", "no_room"),
    ] {
        let paste = format!("could not establish signal connection: {text}\n{pair}");
        let report = assert_leads(&paste, Outcome::Refuses, code);
        let message = plain(&report.verdict.message);
        assert!(
            message.starts_with("Another token was refused: "),
            "{message}"
        );
        let fix = plain(&report.verdict.fix);
        assert!(fix.contains("does not have this fault"), "{fix}");
    }
}

#[test]
fn a_failure_before_livekit_is_told_first() {
    let token = token(&claims(), SECRET);
    let expired = super::token(&made(-7200), SECRET);
    for token in [token, expired] {
        for (text, code, certain) in [
            ("net::ERR_CONNECTION_REFUSED", "no_connection", true),
            ("net::ERR_NAME_NOT_RESOLVED", "host_not_found", true),
            // The certificate may be right, and the host wrong.
            ("net::ERR_CERT_AUTHORITY_INVALID", "tls", false),
        ] {
            assert_first(&asked(&token, text), Outcome::Unknown, code, certain);
        }
    }
}

#[test]
fn a_time_without_zone_makes_no_contradiction() {
    let token = token(&claims(), SECRET);
    // 2026-11-24T10:25:47Z is now.
    for time in ["2026/11/24 10:25:47", "2026/11/24 04:25:47"] {
        let line = |error: &str, token: &str| {
            format!(
                "{time} \"msg\"=\"validation error\" \"error\"=\"unauthorized: {error}\" \"Authorization\"=[\"Bearer {token}\"]"
            )
        };
        assert_first(
            &line("invalid API key", &token),
            Outcome::Refuses,
            "unknown_key",
            false,
        );
        let without = super::token(&with("video", json!({"room": "r"})), SECRET);
        assert_first(
            &line("permissions denied", &without),
            Outcome::Refuses,
            "no_room_join",
            true,
        );
    }
    let report = at(
        &format!("2026-11-24 10:25:40,524 - ERROR livekit - x\n{token}"),
        NOW,
    );
    assert!(
        report.asked_at.latest <= NOW && report.asked_at.latest - report.asked_at.earliest < 2.0
    );
    let zoned =
        format!("2026/11/24 04:25:47 x \"Date\"=[\"Tue, 24 Nov 2026 10:25:47 GMT\"] {token}");
    assert!((at(&zoned, NOW + 86_400.0).asked_at.earliest - NOW).abs() < 1.0);
}

#[test]
fn a_pair_that_fits_does_not_prove_that_a_failed_call_was_accepted() {
    let paste = format!(
        "401 Unauthorized\n{}{}",
        env(SECRET),
        token(&claims(), SECRET)
    );
    let report = at(&paste, NOW);
    assert_eq!(report.verdict.outcome, Outcome::Unknown);
    assert!(plain(&report.verdict.message).starts_with(
        "Token and pair match, but the paste does not say why the server answered 401"
    ));
    assert!(plain(&report.next.unwrap()).contains("curl -si"));
}

#[test]
fn the_browser_that_agrees_with_the_token_does_not_blame_it() {
    let mut claims = made(-30);
    claims["iat"] = json!(MINTED - 30);
    let paste = format!(
        "{}\nHTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 09:25:47 GMT\n\ninvalid authorization token: token has invalid claims: token is not valid yet",
        asked(&token(&claims, SECRET), "")
    );
    let report = assert_leads(&paste, Outcome::Refuses, "not_yet_valid");
    assert!(plain(&report.verdict.fix).contains("date -u"));
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.code.name() != "minter_clock_ahead")
    );
}

#[test]
fn a_refusal_that_is_cut_off_before_its_reason_is_explained_by_the_token() {
    let own = token(&claims(), SECRET);
    for (secret, code) in [
        (
            "FAKEotherFAKEotherFAKEotherFAKEotherFAKEother123",
            "wrong_secret",
        ),
        (SECRET, "no_reason_left"),
    ] {
        let paste = format!("{}invalid token: {own}", env(secret));
        let report = at(&paste, NOW);
        assert_eq!(report.verdict.outcome, Outcome::Refuses);
        assert_eq!(report.findings[0].code.name(), code);
    }
}

#[test]
fn a_part_of_a_refusal_is_compared_with_a_signed_token() {
    let paste = format!("{}{}", env(SECRET), token(&claims(), SECRET));
    assert_says(
        &format!("{paste}\nlivekit: token signature is invalid"),
        Outcome::Refuses,
        &format!("The token fits the pasted secret, but not the server's secret for {KEY}."),
    );
}

#[test]
fn a_debugger_that_lacks_the_secret_refuses_nothing() {
    let paste = format!("{}{}", env(SECRET), token(&claims(), SECRET));
    let report = at(&format!("{paste}\njwt.io says Invalid Signature"), NOW);
    assert_eq!(report.verdict.outcome, Outcome::Accepts);
}
