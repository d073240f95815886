//! No request makes the prediction panic, or exhausts the stack or the memory; neither does any text that is read back.

use proptest::prelude::*;
use why401::server::reading;
use why401::server::release::RELEASES;
use why401::server::{Keys, PreparedRequest, Request};
use why401::text::{NumericDate, base64url};

/// Asks all releases, with known and with assumed keys, and reads the answers back.
fn ask(method: &str, target: &[u8], headers: &[(Vec<u8>, Vec<u8>)], body: &[u8]) {
    let request = Request {
        method,
        target,
        headers,
        body,
    };
    for keys in [
        Keys::Assumed,
        Keys::Known(vec![("devkey", "secret"), ("empty", "")]),
    ] {
        let asked = PreparedRequest::new(&request, &keys);
        for release in &RELEASES {
            let answer = asked.answer(release, NumericDate(1_795_516_133.5));
            assert!(answer.refusal.is_none() || answer.status >= 400);
            _ = reading::read(&String::from_utf8_lossy(&answer.body));
        }
    }
}

fn ask_token(header: &str, payload: &[u8], signature: &str) {
    let [header, payload] = [header.as_bytes(), payload].map(base64url::encode);
    let token = format!("Bearer {header}.{payload}.{signature}");
    ask(
        "GET",
        b"/rtc/validate",
        &[(b"Authorization".to_vec(), token.into_bytes())],
        b"",
    );
}

/// Something like JSON: mostly well-formed, with the names and values that matter.
fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?[0-9]{1,20}(\\.[0-9]{1,3})?(e[0-9]{1,3})?",
        "\"[a-z\u{e9}\\\\\u{1f600} ]{0,6}\"",
        Just("\"\\ud800\"".to_owned()),
        Just("\"devkey\"".to_owned()),
    ];
    let name = prop_oneof![
        Just("iss"),
        Just("exp"),
        Just("EXP"),
        Just("video"),
        Just("roomJoin"),
        Just("room"),
        Just("attributes"),
        Just("roomConfig"),
        Just("agents"),
        Just("egress"),
        Just("tags"),
        Just("x"),
    ];
    scalar.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|all| format!("[{}]", all.join(","))),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|all| {
                let members = all
                    .iter()
                    .map(|(name, value)| format!("\"{name}\":{value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_answered(
        target in prop::collection::vec(any::<u8>(), 0..80),
        value in prop::collection::vec(any::<u8>(), 0..80),
        body in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        ask("POST", &target, &[(b"Content-Type".to_vec(), value)], &body);
        let target = [b"/rtc/v1/validate?join_request=", target.as_slice()].concat();
        ask("GET", &target, &[], &body);
    }

    #[test]
    fn any_token(payload in json(), header in json(), kid in json()) {
        ask_token("{\"alg\":\"HS256\"}", payload.as_bytes(), &"A".repeat(43));
        ask_token(&header, payload.as_bytes(), "");
        let mixed = format!("{{\"alg\":\"HS512\",\"jwk\":{header},\"crit\":{kid}}}");
        ask_token(&mixed, payload.as_bytes(), &"A".repeat(86));
        ask("GET", format!("/rtc?access_token={{\"payload\":{header},\"header\":{kid}}}").as_bytes(), &[], b"");
    }

    #[test]
    fn any_text_is_read(text in ".*", error in ".*") {
        _ = reading::read(&text);
        _ = reading::read(&format!("invalid token: {text}, error: {error}"));
        _ = reading::read(&format!("invalid authorization token: token is malformed: could not JSON decode claim: {error}"));
        _ = reading::read(&format!("{{\"code\":\"{text}\",\"msg\":\"{error}\"}}"));
    }
}

#[test]
fn deep_and_long_tokens_are_answered() {
    for depth in [10_000, 10_001, 300_000] {
        let nested = "[".repeat(depth) + &"]".repeat(depth);
        for name in ["x", "video", "roomConfig", "attributes", "exp"] {
            let payload = format!("{{\"iss\":\"devkey\",\"{name}\":{nested}}}");
            ask_token("{\"alg\":\"HS256\"}", payload.as_bytes(), &"A".repeat(43));
        }
        ask_token(&format!("{{\"alg\":\"HS256\",\"x\":{nested}}}"), b"{}", "");
    }
    let long = format!("{{\"iss\":\"devkey\",\"x\":\"{}\"}}", "x".repeat(700_000));
    ask_token("{\"alg\":\"HS256\"}", long.as_bytes(), &"A".repeat(43));
    let members: Vec<_> = (0..40_000).map(|at| format!("\"m{at}\":{at}")).collect();
    let members = members.join(",") + ",";
    let many = format!("{{{members}\"iss\":\"devkey\"}}");
    ask_token("{\"alg\":\"HS256\"}", many.as_bytes(), &"A".repeat(43));
}
