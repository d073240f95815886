//! WHIP (pkg/service/whipservice.go): the answers to each method, in JSON with a line end.

use super::*;

const SDP: &str = "application/sdp";
const FRAGMENT: &str = "application/trickle-ice-sdpfrag";

fn error(text: &str) -> String {
    format!("{{\"error\":\"{text}\"}}\n")
}

fn post(changes: &Value, body: &str) -> Question {
    Question::post("/whip/v1", body.into())
        .with("Content-Type", SDP)
        .token(changes)
}

fn session(method: &'static str, changes: &Value) -> Question {
    let mut question = Question::get("/whip/v1/id").token(changes);
    question.method = method;
    question.with("Content-Type", FRAGMENT)
}

/// A token for a room with this name.
fn room(name: &str) -> Value {
    json!({"video": {"roomJoin": true, "room": name}})
}

#[test]
fn checks_the_content_type_first() {
    for content_type in ["text/plain", "application/sdp; charset=utf-8", ""] {
        let body = error(&format!("unsupported content-type: {content_type}"));
        let post = Question::post("/whip/v1", Vec::new()).with("Content-Type", content_type);
        post.gets(NEWEST, 400, &body);
        let mut patch = Question::get("/whip/v1/id").with("Content-Type", content_type);
        patch.method = "PATCH";
        patch.gets(NEWEST, 400, &body);
    }
}

#[test]
fn checks_the_grants_second() {
    let no_token = Question::post("/whip/v1", Vec::new()).with("Content-Type", SDP);
    no_token.gets(NEWEST, 401, &error("no permissions to access the room"));
    let long = "x".repeat(257);
    for (changes, status, text) in [
        (
            json!({"video": null}),
            401,
            "no permissions to access the room",
        ),
        (json!({"video": {"room": "r"}}), 401, "permissions denied"),
        (room(""), 401, "room name cannot be empty"),
        (
            room(&long),
            400,
            "room name length exceeds limits: max length 256",
        ),
        (json!({"sub": ""}), 400, "identity cannot be empty"),
        (
            json!({"sub": long}),
            400,
            "participant identity length exceeds limits: max length 256",
        ),
    ] {
        post(&changes, "").gets(NEWEST, status, &error(text));
    }
    let longest =
        json!({"sub": "x".repeat(256), "video": {"roomJoin": true, "room": "x".repeat(256)}});
    post(&longest, "v=0\r\n").gets(NEWEST, 201, "");
}

#[test]
fn checks_the_offer_last() {
    post(&json!({}), "").gets(NEWEST, 400, &error("body does not have SDP offer"));
    let wrapped = "malformed SDP offer: failed to unmarshal SDP: EOF";
    post(&json!({}), "v=0").gets(v(9, 10), 400, &error(wrapped));
    post(&json!({}), "v=0").gets(v(9, 9), 400, &error("malformed SDP offer: EOF"));
    post(&json!({}), "v=0\r\n").gets(v(9, 10), 201, "");
}

#[test]
fn needs_the_permission_to_create_rooms_only_in_v1_9_0() {
    post(&json!({}), "v=0\r\n").gets(v(9, 0), 401, &error("permissions denied"));
    post(&json!({}), "v=0\r\n").gets(v(9, 1), 201, "");
    let creates = json!({"video": {"roomJoin": true, "room": "r", "roomCreate": true}});
    post(&creates, "v=0\r\n").gets(v(9, 0), 201, "");
}

#[test]
fn changes_a_session_that_its_entity_tag_names() {
    let missing = error("missing entity tag");
    session("PATCH", &json!({})).gets(NEWEST, 428, &missing);
    session("PATCH", &json!({}))
        .with("If-Match", " ")
        .gets(NEWEST, 428, &missing);
    session("PATCH", &json!({}))
        .with("If-Match", "*")
        .gets(NEWEST, 204, "");
}

#[test]
fn ends_a_session_of_a_token_that_may_join() {
    session("DELETE", &json!({})).gets(NEWEST, 204, "");
    for (changes, text) in [
        (json!({"sub": ""}), "participant identity cannot be empty"),
        (room(""), "room name cannot be empty"),
        (json!({"video": {"room": "r"}}), "permissions denied"),
        (json!({"video": null}), "no permissions to access the room"),
    ] {
        session("DELETE", &changes).gets(NEWEST, 401, &error(text));
    }
}

#[test]
fn has_two_kinds_of_paths() {
    let nothing = "404 page not found\n";
    Question::get("/whip/v1").gets(v(9, 0), 204, "");
    Question::get("/whip/v1").gets(v(8, 4), 404, nothing);
    Question::get("/whip/v1/id").gets(v(9, 0), 204, "");
    let mut options = Question::get("/whip/v1");
    options.method = "OPTIONS";
    options.gets(v(9, 0), 200, "");
    for path in ["/whip/v1/", "/whip/v1/a/b", "/whip/v1a"] {
        Question::get(path).gets(NEWEST, 404, nothing);
    }
}
