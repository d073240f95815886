//! Tokens whose secret is in the paste.

use super::*;

#[test]
fn a_token_is_accepted_while_it_is_valid() {
    let paste = format!("{}\n{}", token(&claims(), SECRET), env(SECRET));
    let report = assert_says(
        &paste,
        Outcome::Accepts,
        "This token works: alice may join my-room for 3660 s more.",
    );
    // From then on, only the leeway carries it.
    assert_eq!(report.changes_at, Some(NOW + 3600.0));
    assert_eq!(
        (
            report.answers.len(),
            report.answers[0].status,
            report.answers[0].exact
        ),
        (1, 200, true)
    );
    assert!(report.asked_at.assumed && report.findings.is_empty() && report.next.is_none());
}

#[test]
fn a_token_is_refused_for_the_first_fault_that_the_server_finds() {
    for (claims, code) in [
        (made(-3700), "expired"),
        (with("nbf", json!(MINTED + 300)), "not_yet_valid"),
        (without("exp"), "missing_exp"),
        (without("video"), "no_video_grant"),
        (with("video", json!({"room": "my-room"})), "no_room_join"),
        (with("video", json!({"roomJoin": true})), "no_room"),
        (without("sub"), "no_identity"),
        (with("metadata", json!({"a": 1})), "wrong_grant_type"),
        (
            with("iss", json!("APIother1234567")),
            "secret_of_another_key",
        ),
    ] {
        assert_leads(
            &format!("{}\n{}", token(&claims, SECRET), env(SECRET)),
            Outcome::Refuses,
            code,
        );
    }
}

#[test]
fn the_first_release_that_refuses_a_token_is_named() {
    let paste = format!("{}\n{}", token(&without("exp"), SECRET), env(SECRET));
    let report = assert_says(
        &paste,
        Outcome::Refuses,
        "The token has no exp, which LiveKit requires since v1.13.6.",
    );
    let groups: Vec<_> = report
        .answers
        .iter()
        .map(|answer| {
            (
                answer.since.as_str(),
                answer.until.as_deref(),
                answer.status,
            )
        })
        .collect();
    assert_eq!(
        groups,
        [("v1.13.6", None, 401), ("v1.2.0", Some("v1.13.5"), 200)]
    );
}

#[test]
fn a_token_from_a_fast_clock_is_refused_until_it_is_valid() {
    let paste = format!(
        "{}\n{}",
        token(&with("nbf", json!(MINTED + 300)), SECRET),
        env(SECRET)
    );
    let sentence = "The token's nbf is 300 s ahead of this browser's clock.";
    let report = assert_says(&paste, Outcome::Refuses, sentence);
    let until = format!("LiveKit accepts the token from @{} on.", NOW + 240.0);
    assert!(plain(&report.verdict.fix).ends_with(&until));
    assert_eq!(report.changes_at, Some(NOW + 240.0));
}

#[test]
fn the_releases_that_refuse_an_accepted_token_are_those_of_the_answers() {
    for (config, sentence) in [
        (
            json!({"metadata": "x"}),
            Some("livekit-server v1.8.2 to v1.9.0 refuses the token."),
        ),
        (
            json!({"tags": {"a": "b"}}),
            Some("livekit-server v1.8.2 to v1.10.0 refuses the token."),
        ),
        (
            json!({"agents": [{"agentName": "a", "attributes": {"a": "b"}}]}),
            Some("livekit-server v1.8.2 to v1.11.0 refuses the token."),
        ),
        (json!({"departureTimeout": 1}), None),
    ] {
        let token = token(&with("roomConfig", config.clone()), SECRET);
        let report = crate::common::diagnose_now(&format!("{token}\n{}", env(SECRET)));
        assert_eq!(report.verdict.outcome, Outcome::Accepts, "{config}");
        let fix = plain(&report.verdict.fix);
        let refusing = report.answers.iter().filter(|answer| answer.status != 200);
        let told = refusing.map(|answer| {
            let until = answer.until.as_deref().unwrap();
            format!(
                "livekit-server {} to {until} refuses the token.",
                answer.since
            )
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            Vec::from_iter(sentence),
            "{config}"
        );
        assert_eq!(
            fix.contains("refuses the token"),
            sentence.is_some(),
            "{fix}"
        );
        assert!(
            sentence.is_none_or(|sentence| fix.ends_with(sentence)),
            "{fix}"
        );
    }
}
