//! The request as `net/http` reads it, and where LiveKit looks for a token in it (pkg/service/auth.go).

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
fn plus_signs_are_spaces_only_in_the_query() {
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

/// `cleanPath` and `htmlEscape`, net/http.
#[test]
fn leads_to_the_clean_path() {
    let target = "/a//./b'/../(c)!*&?d=<&e";
    let body =
        |text: &str| format!("<a href=\"/a/%28c%29%21%2A&amp;?d=&lt;&amp;e\">{text}</a>.\n\n");
    Question::get(target).gets(v(12, 0), 307, &body("Temporary Redirect"));
    Question::get(target).gets(v(11, 0), 301, &body("Moved Permanently"));
    Question::post(target, Vec::new()).gets(NEWEST, 307, "");
}

/// A pattern that ends with a slash matches without it too, and redirects there.
#[test]
fn leads_to_a_service_with_a_slash() {
    let target = "/twirp/livekit.SIP";
    let body = "<a href=\"/twirp/livekit.SIP/\">Moved Permanently</a>.\n\n";
    Question::get(target).gets(v(5, 2), 301, body);
    Question::get(target).gets(v(5, 1), 404, "404 page not found\n");
    Question::get("/twirp/livekit.CloudAgent").gets(NEWEST, 404, "404 page not found\n");
}
