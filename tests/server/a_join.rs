//! Joins with parameters, and the permissions that they need.

use super::*;

const DENIED: &str = "no permissions to access the room";

#[test]
fn that_means_to_publish_needs_the_right_to() {
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
fn may_name_its_room_up_to_v1_9_0() {
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
fn that_sets_attributes_needs_the_right_to_unless_there_are_none() {
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
fn passes_over_broken_attributes_where_validation_does_not() {
    let ask = |path: &str| Question::get(&format!("{path}?attributes=!")).token(&json!({}));
    ask("/rtc/validate").gets(NEWEST, 400, "cannot decode attributes");
    ask("/rtc").web_socket().gets(NEWEST, 101, "");
}

#[test]
fn is_one_of_a_web_socket_that_both_headers_ask_for() {
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
fn of_a_worker_needs_the_grant_of_an_agent() {
    let ask = |agent: bool| {
        Question::get("/agent")
            .web_socket()
            .token(&json!({"video": {"agent": agent}}))
    };
    ask(true).gets(NEWEST, 101, "");
    ask(false).gets(NEWEST, 401, DENIED);
}

#[test]
fn of_an_agent_s_endpoint_has_two_parts_at_least() {
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
