//! An uncompressed `join_request`: what protobuf-go accepts, and the permissions that it needs.

use super::*;

#[track_caller]
fn gets(wrapped: &[u8], status: u16, body: &str) {
    let mut text = base64url::encode(wrapped);
    text.extend(std::iter::repeat_n('=', (3 - wrapped.len() % 3) % 3));
    let ask = Question::get(&format!("/rtc/validate?join_request={text}"));
    ask.token(&json!({})).gets(NEWEST, status, body);
}

/// A field with a length.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap();
    [&[number << 3 | 2, length], content].concat()
}

#[test]
fn has_whole_numbers_and_texts_in_utf_8() {
    let no_request = "cannot unmarshal join request";
    let capabilities = |list: &[u8]| field(2, &field(1, &field(13, list)));
    for whole in [&[][..], &[1], &[0x7F], &[0x80, 1], &[1, 0xFF, 1]] {
        gets(&capabilities(whole), 200, "success");
    }
    for cut in [&[0x80][..], &[0xFF], &[1, 0x80], &[1, 2, 0x81]] {
        gets(&capabilities(cut), 400, no_request);
    }
    let version = |text: &[u8]| field(2, &field(1, &field(2, text)));
    gets(&version("é".as_bytes()), 200, "success");
    gets(&version(b"\xE9"), 400, no_request);
    gets(&field(2, &[0x0A, 5, 1]), 400, no_request);
    gets(&[0x12, 5, 1], 400, "cannot unmarshal wrapped join request");
}

#[test]
fn setting_anything_needs_the_permission() {
    let denied = "no permissions to access the room";
    gets(&field(2, &field(3, b"m")), 401, denied);
    gets(&field(2, &field(3, b"")), 200, "success");
    gets(&field(2, &field(4, b"")), 401, denied);
    // The last field of several counts.
    let twice = [field(3, b"m"), field(3, b"")].concat();
    gets(&field(2, &twice), 200, "success");
    let twice = [field(2, &field(3, b"m")), field(2, b"")].concat();
    gets(&twice, 200, "success");
    // With an unknown compression, the content is not checked.
    let unknown = [&[0x08, 2], &field(2, &field(3, b"m"))[..]].concat();
    gets(&unknown, 200, "success");
}
