//! What `net/http` makes of the request before LiveKit sees it.

use super::*;

const BAD: &str = "400 Bad Request";

#[test]
fn has_no_control_characters() {
    for byte in ["\0", "\n", "\u{1F}", " ", "\u{7F}"] {
        Question::get(&format!("/rtc{byte}")).gets(NEWEST, 400, BAD);
    }
    Question::get("/rtc!").gets(NEWEST, 404, "404 page not found\n");
}
