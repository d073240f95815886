//! Joins with parameters, and the permissions that they need.

use super::*;

const DENIED: &str = "no permissions to access the room";

#[test]
fn publishing_needs_the_permission() {
    let listener = json!({"video": {"roomJoin": true, "room": "r", "canPublish": false}});
    for version in [v(9, 0), v(9, 1), NEWEST] {
        let join = Question::get("/rtc/validate?publish=1").token(&listener);
        join.gets(version, 401, DENIED);
        let join = Question::get("/rtc/validate?publish=").token(&listener);
        join.gets(version, 200, "success");
        let join = Question::get("/rtc/validate?publish=1").token(&json!({}));
        join.gets(version, 200, "success");
    }
}

#[test]
fn a_join_may_name_its_room_up_to_v1_9_0() {
    let roomless = json!({"video": {"roomJoin": true}});
    let ask = |bytes: usize| {
        let target = format!("/rtc/validate?room={}", "r".repeat(bytes));
        Question::get(&target).token(&roomless)
    };
    ask(256).gets(v(9, 0), 200, "success");
    let too_long = "room name length exceeds limits: max length 256";
    ask(257).gets(v(9, 0), 400, too_long);
    ask(257).gets(v(6, 1), 200, "success");
    ask(1).gets(v(9, 1), 400, "no room name");
}

#[test]
fn setting_attributes_needs_the_permission_unless_there_are_none() {
    let set = |json: &str| {
        let padded = base64url::encode(json.as_bytes()) + "==";
        let whole = padded.len() / 4 * 4;
        Question::get(&format!("/rtc/validate?attributes={}", &padded[..whole]))
    };
    for none in ["{}", "null"] {
        set(none).token(&json!({})).gets(NEWEST, 200, "success");
    }
    set(r#"{"a":null}"#)
        .token(&json!({}))
        .gets(NEWEST, 401, DENIED);
    let video = json!({"roomJoin": true, "room": "r", "canUpdateOwnMetadata": true});
    set(r#"{"a":"b"}"#)
        .token(&json!({ "video": video }))
        .gets(NEWEST, 200, "success");
    set(r#"{"a":1}"#)
        .token(&json!({}))
        .gets(NEWEST, 400, "cannot decode attributes");
}

#[test]
fn a_join_ignores_broken_attributes_that_validation_refuses() {
    let ask = |path: &str| Question::get(&format!("{path}?attributes=!")).token(&json!({}));
    ask("/rtc/validate").gets(NEWEST, 400, "cannot decode attributes");
    ask("/rtc").web_socket().gets(NEWEST, 101, "");
}

#[test]
fn a_websocket_needs_both_headers() {
    let ask = || Question::get("/rtc").token(&json!({}));
    let both = ask().with("Connection", "keep-alive, UPGRADE");
    both.with("upgrade", "WebSocket").gets(NEWEST, 101, "");
    for one in [
        ask().with("Connection", "Upgrade"),
        ask().with("Upgrade", "websocket"),
        ask().with("Connection", "Upgrade").with("Upgrade", "h2c"),
        ask()
            .with("Connection", "close")
            .with("Upgrade", "websocket"),
    ] {
        one.gets(NEWEST, 404, "");
    }
}

#[test]
fn a_worker_needs_the_agent_grant() {
    let ask = |agent: bool| {
        Question::get("/agent")
            .web_socket()
            .token(&json!({"video": {"agent": agent}}))
    };
    ask(true).gets(NEWEST, 101, "");
    ask(false).gets(NEWEST, 401, DENIED);
}

#[test]
fn an_agent_s_endpoint_has_at_least_two_parts() {
    let one = Keys::Known(vec![("key", "secret")]);
    let two = Keys::Known(vec![("key", "secret"), ("other", "secret")]);
    let needs = (401, "authentication required\n".to_owned());
    let workers = (503, "no workers available for deployment\n".to_owned());
    let nothing = (404, "404 page not found\n".to_owned());
    for (path, of_two, of_one) in [
        ("/agents/name", &nothing, &nothing),
        ("/agents/name/production", &needs, &workers),
        ("/agents/name/production/path", &needs, &workers),
    ] {
        let ask = Question::get(path);
        assert_eq!(&ask.ask(&two, NEWEST, NOW), of_two, "{path}");
        assert_eq!(&ask.ask(&one, NEWEST, NOW), of_one, "{path}");
        assert_eq!(ask.ask(&two, v(13, 7), NOW), nothing, "{path}");
    }
}
