//! A pasted call gets the answer to that call: each recorded request, pasted as a `curl` command with the keys of the
//! server, gets the recorded answer.

use why401::clock::Context;
use why401::diagnose_with;
use why401::report::{Answer, Report};
use why401::server::Keys;
use why401::server::release::{Version, v};
use why401::text::NumericDate;

use crate::common;
use crate::recorded::{self, Recorded};

/// A word of sh.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// The recorded request as a command; `None` if it has bytes that no command line shows.
fn curl(recorded: &Recorded) -> Option<String> {
    let request = recorded.request();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let url = format!("http://127.0.0.1:7880{}", text(request.target)?);
    let mut words = match request.method {
        "HEAD" => vec!["curl -I".to_owned()],
        method => vec![format!("curl -X {method}")],
    };
    words.push(format!("--path-as-is {}", quoted(&url)));
    let mut has_type = false;
    for (name, value) in request.headers {
        let (name, value) = (text(name)?, text(value)?);
        has_type |= name.eq_ignore_ascii_case("content-type");
        words.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
    }
    if !request.body.is_empty() {
        if !has_type {
            words.push("-H 'Content-Type:'".to_owned());
        }
        words.push(format!("--data-raw {}", quoted(&text(request.body)?)));
    }
    Some(words.join(" \\\n  "))
}

/// The keys of the server, as its configuration has them.
fn configuration() -> String {
    let Keys::Known(pairs) = recorded::keys() else {
        unreachable!("the keys are recorded")
    };
    let lines = pairs.iter();
    let lines: Vec<_> = lines
        .map(|(key, secret)| format!("  {key}: {secret}\n"))
        .collect();
    format!("port: 7880\nkeys:\n{}", lines.concat())
}

/// The form of a body in the report.
fn shown(body: &[u8], token: Option<&str>) -> String {
    let mut body = String::from_utf8_lossy(body).replace("proto:\u{A0}", "proto: ");
    if let Some(token) = token.filter(|token| !token.is_empty()) {
        body = body.replace(token, "<your token>");
    }
    let Keys::Known(pairs) = recorded::keys() else {
        unreachable!("the keys are recorded")
    };
    for (_, secret) in pairs {
        if secret.len() >= 6 {
            body = body.replace(secret, "•••");
        }
    }
    body
}

fn version(name: &str) -> Version {
    let mut numbers = name.split('.').skip(1).map(|one| one.parse().unwrap());
    v(numbers.next().unwrap(), numbers.next().unwrap())
}

/// The answer of a release in the report.
fn answer(report: &Report, release: Version) -> &Answer {
    let mut answers = report.answers.iter();
    let is_of = |answer: &&Answer| {
        let until = answer.until.as_deref();
        version(&answer.since) <= release && until.is_none_or(|until| release <= version(until))
    };
    answers.find(is_of).expect("the call is answered")
}

fn carried(recorded: &Recorded) -> Option<String> {
    let request = recorded.request();
    let header = request.headers.iter().find_map(|(name, value)| {
        let is_it = name.eq_ignore_ascii_case(b"authorization");
        is_it.then(|| String::from_utf8_lossy(value).into_owned())
    });
    let header = header.and_then(|value| Some(value.strip_prefix("Bearer ")?.to_owned()));
    header.or_else(|| {
        let target = String::from_utf8_lossy(request.target).into_owned();
        let (_, token) = target.split_once("access_token=")?;
        Some(token.split('&').next().unwrap().to_owned())
    })
}

/// Whether the paste reader finds the complete token: it has no white space, escapes or invisible characters.
fn is_plain(token: &str) -> bool {
    !token.is_empty() && (token.bytes()).all(|byte| byte.is_ascii_graphic() && byte != b'%')
}

/// A request to an agent's endpoint without a token: the answer depends on whether the server has one key, and without
/// a token in the paste only one of the four keys looks like LiveKit's.
const WITHOUT_TOKEN: &str = "preflight-0119";

#[test]
fn recorded_calls_get_the_recorded_answers() {
    let (mut calls, mut count) = (0, 0);
    let mut differences = Vec::new();
    for recorded in recorded::all() {
        let request = recorded.request();
        let starts = |start: &[u8]| request.target.starts_with(start);
        let token = carried(&recorded);
        let is_call = starts(b"/twirp/livekit.") || starts(b"/whip/v1") || starts(b"/agent");
        if !(is_call || starts(b"/rtc") && token.as_deref().is_some_and(is_plain)) {
            continue;
        }
        if recorded.id == WITHOUT_TOKEN {
            continue;
        }
        let Some(command) = curl(&recorded) else {
            continue;
        };
        calls += u32::from(is_call);
        let paste = format!("{command}\n\n{}", configuration());
        let report = diagnose_with(
            &paste,
            Context {
                asked_at: Some(recorded.at),
                ..Context::at(recorded.at)
            },
        );
        if report.answers.is_empty() && !is_call {
            // No token is found in it.
            continue;
        }
        for answered in recorded.answers() {
            count += 1;
            let predicted = answer(&report, version(answered.version));
            let real = shown(&answered.body, token.as_deref());
            let is_body = if answered.is_prefix {
                predicted.body.starts_with(&real)
            } else {
                predicted.body == real
            };
            if predicted.status != answered.status || !is_body {
                differences.push(format!(
                    "{} {}: {} {:?}, and not {} {real:?}",
                    recorded.id,
                    answered.version,
                    predicted.status,
                    predicted.body,
                    answered.status
                ));
            }
        }
    }
    assert!(
        calls >= 120 && count > 2300,
        "{calls} calls, {count} answers"
    );
    assert!(
        differences.is_empty(),
        "{} of {count} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// The result of a method depends on the server's rooms, which no paste shows; the permission to call it does not.
#[test]
fn answers_that_depend_on_rooms_are_not_exact() {
    let token = common::token(
        &common::with("video", serde_json::json!({"roomList": true})),
        common::SECRET,
    );
    for (method, exact) in [("ListRooms", false), ("ListEgress", true)] {
        let paste = format!(
            "curl -X POST https://demo.livekit.cloud/twirp/livekit.{}/{method} -H 'Authorization: Bearer {token}' --json '{{}}'\n{}",
            if method == "ListEgress" {
                "Egress"
            } else {
                "RoomService"
            },
            common::env(common::SECRET)
        );
        let report = diagnose_with(&paste, Context::at(NumericDate(common::NOW)));
        assert_eq!(report.answers[0].exact, exact, "{method}");
    }
}

/// A token that a command does not show is not invented, and a call to another server is ignored.
#[test]
fn other_commands_change_nothing() {
    let token = common::token(&common::claims(), common::SECRET);
    let env = common::env(common::SECRET);
    let diagnose = |paste: &str| diagnose_with(paste, Context::at(NumericDate(common::NOW)));
    let plain = diagnose(&format!("{token}\n{env}"));
    for command in [
        "curl https://api.example.com/token",
        "curl \"$URL/rtc/validate\" -H \"Authorization: Bearer $TOKEN\"",
    ] {
        let report = diagnose(&format!("{command}\n{token}\n{env}"));
        assert_eq!(report.answers[0].body, plain.answers[0].body, "{command}");
        assert_eq!(report.answers[0].status, 200, "{command}");
    }
    // But it names the method that the token is for.
    let command = "curl -X POST \"$URL/twirp/livekit.RoomService/ListRooms\" -H \"Authorization: Bearer $TOKEN\" --json '{}'";
    let report = diagnose(&format!("{command}\n{token}\n{env}"));
    assert_eq!(report.answers[0].status, 401);
}
