//! Whose clock is wrong, by how much, and when a token becomes valid.

use why401::clock::{Context, Sample};
use why401::diagnose_with;

use super::*;

/// The token is from a clock that is four minutes ahead.
fn early() -> String {
    format!("{}\n{}", token(&made_by_node(240), SECRET), env(SECRET))
}

/// The claims of a token as livekit-server-sdk 2.15.1 for Node makes them, made this many seconds later.
fn made_by_node(later: i64) -> Value {
    json!({"video": {"roomJoin": true, "room": "my-room"}, "iss": KEY, "exp": MINTED + later + 3600, "iat": MINTED + later,
        "nbf": MINTED + later, "sub": "alice"})
}

/// The findings about clocks, and the advice.
#[track_caller]
fn clock(report: &Report, code: &str) -> (String, String) {
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code.name() == code);
    let finding = finding.unwrap_or_else(|| panic!("{:?}", report.findings));
    (plain(&finding.message), plain(&finding.fix))
}

/// The context after reading the server's clock: ahead of the browser's by these seconds, to a tenth.
fn looked_at(now: f64, ahead: f64) -> Context {
    let mut known = Context::at(NumericDate(now));
    // Both readings are around an edge of the server's second.
    let edge = (now + ahead).floor() - ahead;
    for (sent, received, date) in [
        (edge - 0.08, edge - 0.05, (now + ahead).floor() - 1.0),
        (edge, edge + 0.05, (now + ahead).floor()),
    ] {
        let [sent, received, date] = [sent, received, date].map(NumericDate);
        known
            .samples
            .push(Sample::of_probe(sent, received, date, false));
    }
    known
}

#[test]
fn a_token_maker_s_clock_may_be_ahead_of_the_browser_s() {
    let report = at(&early(), NOW);
    assert_eq!(report.findings[0].code.name(), "not_yet_valid");
    let (message, fix) = clock(&report, "minter_clock_ahead");
    assert_eq!(
        message,
        "The machine that makes your tokens is at least 240 s ahead of this computer."
    );
    assert!(fix.contains("sudo timedatectl set-ntp true"), "{fix}");
    assert!(
        fix.ends_with("date +%s; curl -sI 'https://demo.livekit.cloud' | grep -i ^date; date +%s"),
        "{fix}"
    );
}

#[test]
fn in_powershell_clocks_are_compared_by_its_own_commands() {
    let paste = format!("PS C:\\app> $env:LIVEKIT_API_KEY\n{}", early());
    let (_, fix) = clock(&at(&paste, NOW), "minter_clock_ahead");
    let seconds = "[DateTimeOffset]::UtcNow.ToUnixTimeSeconds()";
    let command = format!(
        "{seconds}; curl.exe -sI 'https://demo.livekit.cloud' | Select-String ^date; {seconds}"
    );
    assert!(fix.ends_with(&command), "{fix}");
}

#[test]
fn a_token_maker_s_clock_may_be_ahead_of_the_server_s() {
    let paste = format!(
        "{}HTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 10:25:47 GMT\n\n",
        early()
    );
    let (message, _) = clock(&at(&paste, NOW + 30.0), "minter_clock_ahead");
    assert_eq!(
        message,
        "The machine that makes your tokens is at least 239 s ahead of the server."
    );
}

#[test]
fn logs_proxies_and_tried_moments_do_not_prove_a_wrong_clock() {
    let paste = format!("2026-11-24T10:25:47Z WARN livekit {}", early());
    let report = at(&paste, NOW + 30.0);
    let code = "minter_clock_ahead";
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code.name() == code);
    assert!(!finding.unwrap().certain);

    let paste = format!(
        "{}HTTP/1.1 401 Unauthorized\nServer: nginx\nDate: Tue, 24 Nov 2026 10:25:47 GMT\n\n",
        early()
    );
    let (message, _) = clock(&at(&paste, NOW + 30.0), code);
    assert!(
        message.ends_with("ahead of the server (or a proxy)."),
        "{message}"
    );

    for tried in [NOW - 3600.0, NOW - 300.0] {
        let mut known = Context::at(NumericDate(NOW + 300.0));
        known.asked_at = Some(NumericDate(tried));
        let report = diagnose_with(&early(), known);
        let codes: Vec<_> = report
            .findings
            .iter()
            .map(|finding| finding.code.name())
            .collect();
        assert_eq!(codes, ["not_yet_valid"], "{}", tried - NOW);
    }
}

#[test]
fn a_token_that_is_not_valid_yet_shows_a_fast_clock() {
    let paste = format!(
        "{}\ninvalid token: {}, error: token has invalid claims: token is not valid yet",
        env(SECRET),
        token(&made_by_node(0), SECRET)
    );
    let (message, _) = clock(&at(&paste, NOW + 900.0), "minter_clock_ahead");
    assert_eq!(
        message,
        "The machine that makes your tokens is at least 60 s ahead of the server."
    );
}

#[test]
fn one_command_measures_a_clock() {
    let paste = format!(
        "{}\n1795516187\ndate: Tue, 24 Nov 2026 10:25:48 GMT\n1795516188\n",
        early()
    );
    let report = at(&paste, NOW + 5.0);
    let (message, _) = clock(&report, "machine_clock_ahead");
    assert_eq!(
        message,
        "The machine that makes your tokens, if this command ran there, is 238 s to 241 s ahead of the server."
    );
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.code.name() != "minter_clock_ahead")
    );
}

#[test]
fn the_server_s_clock_decides_once_it_was_read() {
    // The browser's clock is ten minutes behind the server's, and by the browser's clock the token is not valid yet.
    let paste = format!("{}\n{}", token(&made_by_node(300), SECRET), env(SECRET));
    assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Refuses);
    let report = diagnose_with(&paste, looked_at(NOW, 600.0));
    assert_eq!(report.verdict.outcome, Outcome::Accepts);
    let (message, _) = clock(&report, "server_clock_ahead");
    assert_eq!(
        message,
        "The server is 599 s to 601 s ahead of this computer."
    );

    // Expired by the server's clock only.
    let paste = format!("{}\n{}", token(&made(-3300), SECRET), env(SECRET));
    let report = diagnose_with(&paste, looked_at(NOW, 600.0));
    let sentence = plain(&report.verdict.message);
    assert_eq!(report.verdict.outcome, Outcome::Refuses);
    assert!(
        sentence.ends_with("ago, by the server's clock."),
        "{sentence}"
    );
}

#[test]
fn the_server_s_clock_shows_when_the_verdict_changes() {
    // Valid from MINTED + 3 on, by the server's clock, which is 100 s behind; with the leeway.
    let paste = format!("{}\n{}", token(&made_by_node(-37), SECRET), env(SECRET));
    let report = diagnose_with(&paste, looked_at(NOW, -100.0));
    assert_eq!(report.verdict.outcome, Outcome::Refuses);
    let changes_at = report.changes_at.unwrap();
    // The first instant at which the server may accept it: too early by no more than the width of the offset.
    assert!(
        changes_at <= NOW + 3.0 && changes_at > NOW + 2.8,
        "{}",
        changes_at - NOW
    );
    let report = diagnose_with(&paste, looked_at(changes_at + 0.5, -100.0));
    assert_eq!(report.verdict.outcome, Outcome::Accepts);
}

#[test]
fn the_bounds_of_the_server_s_clock_may_leave_a_verdict_open() {
    let paste = format!("{}\n{}", token(&made_by_node(60), SECRET), env(SECRET));
    let report = diagnose_with(&paste, looked_at(NOW, 0.0));
    assert_eq!(report.verdict.outcome, Outcome::Depends);
    assert_eq!(
        plain(&report.verdict.message),
        format!("This token works from @{NOW} on, which is right about now.")
    );
}

#[test]
fn the_verdict_changes_at_the_predicted_instant() {
    for (claims, before, after) in [
        (made_by_node(63), Outcome::Refuses, Outcome::Accepts),
        (made(-3657), Outcome::Accepts, Outcome::Refuses),
    ] {
        let paste = format!("{}\n{}", token(&claims, SECRET), env(SECRET));
        let report = at(&paste, NOW);
        let changes_at = report.changes_at.unwrap();
        assert_eq!((report.verdict.outcome, changes_at), (before, NOW + 3.0));
        assert_eq!(at(&paste, changes_at - 0.001).verdict.outcome, before);
        assert_eq!(at(&paste, changes_at).verdict.outcome, after);
    }
}

#[test]
fn a_given_time_of_the_request_overrides_the_clocks() {
    let paste = format!(
        "{}\n{}Date: Tue, 24 Nov 2026 10:30:00 GMT\n",
        token(&claims(), SECRET),
        env(SECRET)
    );
    for (at, outcome) in [
        (NOW - 61.0, Outcome::Refuses),
        (NOW - 60.0, Outcome::Accepts),
        (NOW + 3659.0, Outcome::Accepts),
        (NOW + 3660.0, Outcome::Refuses),
    ] {
        let mut known = looked_at(NOW, 5000.0);
        known.asked_at = Some(NumericDate(at));
        let report = diagnose_with(&paste, known);
        assert_eq!(report.verdict.outcome, outcome, "{}", at - NOW);
        assert_eq!((report.asked_at.earliest, report.asked_at.latest), (at, at));
        assert!(!report.asked_at.assumed);
        // By itself, the token expires then.
        assert_eq!(report.changes_at, Some(NOW + 3600.0));
    }
}

#[test]
fn a_tool_shows_how_far_a_machine_s_clock_is_off() {
    let report = at(
        "2026-11-24 10:45:47.515374 (+0000) -237.999971 +/- 0.000103 127.7.7.7 s8 no-leap\n",
        NOW,
    );
    assert_eq!(
        plain(&report.verdict.message),
        "The machine where this command ran is 237 s to 239 s ahead of true time."
    );
}

#[test]
fn a_right_clock_is_not_blamed() {
    for paste in [
        "2026-11-24 10:45:47.515374 (+0000) -0.000971 +/- 0.000103 127.7.7.7 s8 no-leap\n"
            .to_owned(),
        format!(
            "1795515947\ndate: Tue, 24 Nov 2026 10:25:47 GMT\n1795515948\n{}",
            env(SECRET)
        ),
        format!("{}\n{}", token(&made_by_node(3), SECRET), env(SECRET)),
    ] {
        let report = at(&paste, NOW);
        assert!(
            report
                .findings
                .iter()
                .all(|finding| finding.cause.name() != "clock_skew_nbf"),
            "{paste}: {:?}",
            report.findings
        );
    }
}
