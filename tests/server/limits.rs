//! Limits: the last value that passes, and the first that does not.

use super::*;

/// `initialReadLimitSize` of net/http: a mebibyte and four kibibytes for the request line and the headers.
#[test]
fn limits_of_the_headers() {
    let rest = "GET / HTTP/1.1\r\na: \r\n\r\n".len();
    let most = (1 << 20) + (4 << 10) - rest;
    let ask = |bytes: usize| Question::get("/").with("a", &"b".repeat(bytes));
    ask(most).gets(NEWEST, 200, "OK");
    ask(most + 1).gets(NEWEST, 431, "431 Request Header Fields Too Large");
}

#[test]
fn limit_of_a_body() {
    let too_large = "request body too large";
    let ask = |bytes: usize| Question::post("/", vec![b'x'; bytes]);
    ask(10 << 20).gets(v(13, 6), 200, "OK");
    ask((10 << 20) + 1).gets(v(13, 6), 413, too_large);
    ask((10 << 20) + 1).gets(v(13, 5), 200, "OK");
}

#[test]
fn limits_of_a_joining_token_s_metadata_and_attributes() {
    let closed = "connection closed by media";
    let join = |claims: Value| Question::get("/rtc").web_socket().token(&claims);
    let metadata = |bytes: usize| json!({"metadata": "m".repeat(bytes)});
    // Names count too; of several with the same name, only the last one counts.
    let attributes = |bytes: usize| json!({"attributes": {"ab": "c".repeat(bytes - 3), "d": ""}});
    for (claims, most) in [
        (&metadata as &dyn Fn(usize) -> Value, 512 << 10),
        (&attributes, 64 << 10),
    ] {
        join(claims(most)).gets(v(13, 2), 101, "");
        join(claims(most + 1)).gets(v(13, 2), 500, closed);
        join(claims(most + 1)).gets(v(13, 1), 101, "");
    }
}

/// In the body, because no query is that long.
#[test]
fn limit_of_a_join_request() {
    let ask = |bytes: usize| {
        // Both the field of the wrapper and the one inside it have a length of four bytes.
        let field = |tag: u8, length: usize| {
            let digit = |at: usize| u8::try_from(length >> (7 * at) & 0x7F).unwrap();
            [
                tag,
                digit(0) | 0x80,
                digit(1) | 0x80,
                digit(2) | 0x80,
                digit(3),
            ]
        };
        let mut wrapped = [field(0x12, bytes), field(0x7A, bytes - 5)].concat();
        wrapped.resize(5 + bytes, b'x');
        let mut form = format!("join_request={}", base64url::encode(&wrapped));
        form.extend(std::iter::repeat_n("=", (3 - wrapped.len() % 3) % 3));
        Question::post("/rtc/validate", form.into())
            .with("Content-Type", "application/x-www-form-urlencoded")
            .token(&json!({}))
    };
    ask(1 << 20).gets(v(13, 0), 200, "success");
    ask((1 << 20) + 1).gets(v(13, 0), 400, "join request too large");
}
