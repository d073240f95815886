//! Texts of servers and clients without a token.

use std::borrow::Cow;
use std::process::Command;

use super::*;

#[test]
fn an_answer_shows_the_cause_without_a_token() {
    for (text, code) in [
        (
            "could not establish signal connection: invalid authorization token",
            "not_a_token",
        ),
        (
            "401 Unauthorized - invalid API key: APIlocaldev",
            "development_key",
        ),
        (
            "{\"status\": 401, \"error\": \"invalid token: x, error: go-jose/go-jose: error in cryptographic primitive\"}",
            "wrong_secret",
        ),
        (
            "invalid authorization token: token has invalid claims: token is expired",
            "expired",
        ),
        (
            "HTTP/1.1 401\r\n\r\nno permissions to access the room\r\n",
            "no_token_arrived",
        ),
    ] {
        let report = assert_leads(text, Outcome::Refuses, code);
        assert_eq!(report.found.refusals[0].code.name(), code, "{text}");
    }
}

#[test]
fn a_secret_that_was_sent_as_a_key_stays_masked() {
    let report = assert_leads(
        &format!("invalid API key: {SECRET}"),
        Outcome::Refuses,
        "key_secret_swapped",
    );
    assert!(!serde_json::to_string(&report).unwrap().contains(SECRET));
}

#[test]
fn an_answer_that_a_client_hides_leaves_candidates() {
    let report = assert_leads(
        "ConnectionError: could not establish signal connection",
        Outcome::Unknown,
        "signal_connection",
    );
    assert_eq!(report.candidates[0].cause.name(), "missing_token_or_header");
    assert!(plain(&report.next.unwrap()).contains("curl -si"));
    let report = assert_leads(
        "could not establish pc connection",
        Outcome::Unknown,
        "peer_connection",
    );
    assert!(report.candidates.is_empty());
}

#[test]
fn the_releases_with_the_text_of_an_answer_are_marked() {
    let mut claims = claims();
    claims["exp"] = json!(MINTED - 3600);
    let token = token(&claims, SECRET);
    let told = |answer: &str| -> Vec<String> {
        let report = at(&format!("{token}\n{answer}\n"), NOW);
        let told = report.answers.into_iter().filter(|answer| answer.told);
        told.map(|answer| format!("{}–{:?}", answer.since, answer.until))
            .collect()
    };
    let go_jose = format!(
        "invalid token: {token}, error: go-jose/go-jose/jwt: validation failed, token is expired (exp)"
    );
    assert_eq!(told(&go_jose), ["v1.4.1–Some(\"v1.12.0\")"]);
    let golang_jwt = "invalid authorization token: token has invalid claims: token is expired";
    assert_eq!(told(golang_jwt), ["v1.13.6–None"]);
    assert!(told("").is_empty());
    // All releases have this text.
    assert!(told("invalid authorization token").is_empty());
}

#[test]
fn the_steps_are_those_of_the_release_that_answered() {
    let mut claims = claims();
    claims["exp"] = json!(MINTED - 3600);
    let token = token(&claims, SECRET);
    let names = |answer: &str| -> Vec<Cow<'static, str>> {
        let steps = at(&format!("{token}\n{}{answer}", env(SECRET)), NOW).steps;
        steps.into_iter().map(|step| step.name).collect()
    };
    let golang_jwt = ["Token", "API key", "Claims", "Signature", "Time", "Grants"];
    assert_eq!(names(""), golang_jwt);
    let answer = format!(
        "invalid token: {token}, error: go-jose/go-jose/jwt: validation failed, token is expired (exp)"
    );
    assert_eq!(
        names(&answer),
        ["Token", "API key", "Signature", "Claims", "Time", "Grants"]
    );
}

#[test]
fn every_predicted_answer_is_read_back_to_its_cause() {
    let video = |video: Value| with("video", video);
    let mut asked = 0;
    for (claims, secret, codes) in [
        (made(-7200), SECRET, ["expired", ""]),
        (made(5000), SECRET, ["not_yet_valid", ""]),
        (without("exp"), SECRET, ["missing_exp", ""]),
        (
            claims(),
            "FAKEothersecretFAKEothersecretFAKEothersecret",
            ["wrong_secret", ""],
        ),
        (
            with("iss", json!("APIanotherkey99")),
            SECRET,
            ["unknown_key", ""],
        ),
        (
            without("video"),
            SECRET,
            ["no_token_arrived", "missing_grant"],
        ),
        (
            video(json!({"room": "my-room"})),
            SECRET,
            ["missing_grant", ""],
        ),
        (without("sub"), SECRET, ["no_identity", ""]),
        (video(json!({"roomJoin": true})), SECRET, ["no_room", ""]),
        (
            video(json!({"roomJoin": "yes"})),
            SECRET,
            ["wrong_grant_type", ""],
        ),
        (
            with("roomConfig", json!({"name": 5})),
            SECRET,
            ["room_config", ""],
        ),
    ] {
        let paste = format!("{}\n{}", token(&claims, secret), env(SECRET));
        for answer in at(&paste, NOW)
            .answers
            .iter()
            .filter(|answer| answer.status > 299)
        {
            let report = at(&answer.body, NOW);
            let first = report
                .findings
                .first()
                .map_or("", |finding| finding.code.name());
            assert!(
                codes.contains(&first),
                "{}: {first}, not {codes:?}",
                answer.body
            );
            asked += 1;
        }
    }
    assert!(asked >= 25, "{asked}");
}

#[test]
fn the_command_to_run_is_safe_for_a_shell() {
    for url in [
        "wss://demo.livekit.cloud",
        "wss://demo.livekit.cloud/'; touch x; '",
        "wss://$(touch x).example.com",
        "ws://localhost:7880/`touch x`",
        "https://[::1]:7880/\"&&touch x",
    ] {
        let report = at(
            &format!("could not establish signal connection\nLIVEKIT_URL={url}"),
            NOW,
        );
        let next = report.next.unwrap();
        let Some(Part::Code { text }) = next.last() else {
            panic!("{next:?}")
        };
        let output = Command::new("sh")
            .args([
                "-c",
                &format!("curl() {{ printf '%s\\n' \"$@\"; }}; {text}"),
            ])
            .output()
            .unwrap();
        let words: Vec<String> = String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect();
        assert_eq!(words.len(), 2, "{text}");
        assert!(
            words[1].starts_with("http")
                && words[1].ends_with("/rtc/validate?access_token=YOUR-TOKEN"),
            "{text}"
        );
    }
    let windows = at(
        "PS C:\\app> node index.js\nlivekit: could not establish signal connection",
        NOW,
    );
    assert!(plain(&windows.next.unwrap()).contains("curl.exe -si"));
}

#[test]
fn the_command_asks_only_a_proven_server() {
    let failure = "could not establish signal connection";
    for (paste, host) in [
        (
            format!(
                "See https://github.com/livekit/livekit/issues/1234\n{failure}\nLIVEKIT_URL=wss://my-proj.livekit.cloud"
            ),
            "https://my-proj.livekit.cloud",
        ),
        (
            format!("at https://cdn.jsdelivr.net/npm/livekit-client/x.js:1:2\n{failure}"),
            "https://YOUR-SERVER",
        ),
        (
            format!("{failure}, see https://docs.livekit.io/x and https://pastebin.example/y"),
            "https://YOUR-SERVER",
        ),
        (
            format!("{failure} https://lk.example.com/rtc?access_token=undefined0"),
            "https://lk.example.com",
        ),
        (
            format!("{failure}: POST https://lk.example.com/twirp/livekit.RoomService/ListRooms"),
            "https://lk.example.com",
        ),
        (
            format!("wss://asked.example.com {failure}\nLIVEKIT_URL=https://set.example.com"),
            "https://set.example.com",
        ),
    ] {
        let report = at(&paste, NOW);
        let next = plain(report.next.as_ref().expect("something is missing"));
        let command = format!("curl -si '{host}/rtc/validate?access_token=YOUR-TOKEN'");
        assert!(next.contains(&command), "{paste}: {next}");
    }
}

#[test]
fn a_log_with_one_repeated_refusal_is_read_once() {
    let line = "invalid authorization token: token has invalid claims: token is expired\n";
    let report = at(&line.repeat(30_000), NOW);
    assert_eq!(report.findings[0].code.name(), "expired");
}

#[test]
fn a_placeholder_stands_for_the_token_alone() {
    let old = token(&with("exp", json!(MINTED - 600)), SECRET);
    let call = "curl -H 'Authorization: Bearer invalid' https://my.livekit.cloud/rtc/validate";
    let report = crate::common::diagnose_now(&format!("{call}\n{old}\n"));
    for answer in &report.answers {
        assert!(!answer.body.contains(&old), "{}", answer.body);
        let body = answer
            .body
            .replacen("invalid token: <your token>, error: ", "", 1);
        assert!(!body.contains("<your token>"), "{}", answer.body);
    }
    let bodies = report.answers.iter().map(|answer| answer.body.as_str());
    assert!(
        bodies
            .clone()
            .any(|body| body.starts_with("invalid token: <your token>, error: "))
    );
    assert!(
        bodies
            .clone()
            .any(|body| body.starts_with("invalid authorization token: token has invalid claims"))
    );
    // What is no token is shown as it was sent.
    let report = crate::common::diagnose_now(call);
    let bodies: Vec<_> = report.answers.iter().map(|answer| &answer.body).collect();
    assert!(
        bodies.iter().all(|body| !body.contains("<your token>")),
        "{bodies:?}"
    );
}
