//! What `net/http` makes of the request, and where LiveKit looks for a token in it (pkg/service/auth.go).

use super::*;

const BAD: &str = "400 Bad Request";

#[test]
fn has_no_control_characters() {
    for byte in ["\0", "\n", "\u{1F}", " ", "\u{7F}"] {
        Question::get(&format!("/rtc{byte}")).gets(NEWEST, 400, BAD);
    }
    Question::get("/rtc!").gets(NEWEST, 404, "404 page not found\n");
}

#[test]
fn has_escapes_in_its_path_and_plus_signs_for_spaces_in_its_query_alone() {
    let path = "/twirp/livekit.RoomService/a+b";
    let answer = format!(
        r#"{{"code":"bad_route","msg":"no handler for path \"{path}\"","meta":{{"twirp_invalid_route":"POST {path}"}}}}"#
    );
    for target in [path, "/twirp/livekit.RoomService/a%2Bb"] {
        Question::post(target, Vec::new()).gets(NEWEST, 404, &answer);
    }
    let listener = json!({"video": {"roomJoin": true, "room": "r", "canPublish": false}});
    for (query, status) in [
        ("publish=+", 401),
        ("+publish=1", 200),
        ("publis%68=1", 401),
    ] {
        let ask = Question::get(&format!("/rtc/validate?{query}")).token(&listener);
        assert_eq!(ask.ask(&Keys::Assumed, NEWEST, NOW).0, status, "{query}");
    }
}

#[test]
fn may_have_the_token_if_the_header_is_empty() {
    let target = format!("/rtc/validate?access_token={}", token(&json!({})));
    for value in ["", " "] {
        let ask = Question::get(&target).with("Authorization", value);
        ask.gets(NEWEST, 200, "success");
    }
    let words = "invalid authorization header. Must start with Bearer ";
    for value in ["Bearer", "bearer x", "Token x"] {
        let ask = Question::get(&target).with("Authorization", value);
        ask.gets(NEWEST, 401, words);
    }
}
