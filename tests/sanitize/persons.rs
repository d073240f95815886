//! Who somebody is, is replaced on request, in every coding, and tokens and JSON are still what they were.

use proptest::prelude::*;
use serde_json::{Value, json};
use why401::sanitize;
use why401::sanitize::{Options, Sanitized};
use why401::text::base64url;

use super::common;

const ALL: Options = Options {
    identities: true,
    addresses: true,
};

fn sanitize_with(text: &str, options: Options) -> Sanitized {
    why401::sanitize::sanitize_with(text, options, None)
}

/// What shows who somebody is.
const PERSON: [&str; 5] = [
    "alice.jones-77",
    "Alice Jonesová",
    "alice.jones@mail.example.com",
    "203.0.113.77",
    "2001:db8::77:1",
];

/// The copy, after checks of what holds for each.
fn copy(text: &str, options: Options) -> String {
    let copy = sanitize_with(text, options);
    let again = sanitize_with(&copy.text, options);
    assert_eq!(again.text, copy.text, "the copy is clean: {text}");
    assert_eq!(again.removed, []);
    assert_eq!(text.lines().count(), copy.text.lines().count());
    for (line, of_copy) in text.lines().zip(copy.text.lines()) {
        let was_json = serde_json::from_str::<Value>(line).is_ok();
        assert!(
            !was_json || serde_json::from_str::<Value>(of_copy).is_ok(),
            "{line}\n{of_copy}"
        );
    }
    copy.text
}

fn claims() -> Value {
    let mut claims = common::claims();
    claims["sub"] = json!(PERSON[0]);
    claims["name"] = json!(PERSON[1]);
    claims["email"] = json!(PERSON[2]);
    claims["metadata"] = json!(format!(
        "{{\"mail\":\"{}\",\"ip\":\"{}\"}}",
        PERSON[2], PERSON[3]
    ));
    claims
}

/// Percent-encoded, every byte.
fn percent(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

/// Base64 with padding.
fn standard(text: impl AsRef<[u8]>) -> String {
    let text = base64url::encode(text.as_ref())
        .replace('-', "+")
        .replace('_', "/");
    let padded = text.len().next_multiple_of(4);
    format!("{text:=<padded$}")
}

/// The payloads of all tokens of a text, decoded.
fn payloads(text: &str) -> Vec<Value> {
    let parts = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    let decoded = parts.filter_map(|part| {
        let part = part.strip_prefix("2E").unwrap_or(part);
        serde_json::from_slice(&base64url::decode(part.as_bytes()).ok()?).ok()
    });
    decoded
        .filter(|value: &Value| value.get("exp").is_some())
        .collect()
}

/// Texts with the person in every way in which logs have it.
fn texts() -> Vec<String> {
    let token = common::token(&claims(), common::SECRET);
    let [id, name, mail, v4, v6] = PERSON;
    vec![
        format!("2026-11-24T10:25:47Z GET /rtc?access_token={token} from {v4}:50412, {id} left, mail {mail}, [{v6}]:443\n"),
        format!("access_token={}&identity={id}&email={}", token.replace('.', "%2E"), percent(mail)),
        json!({"participant": id, "displayName": name, "remote": v4, "v6": v6, "token": token, "again": [id, mail]}).to_string(),
        json!({"log": {"entries": [{"request": {"url": format!("https://demo.livekit.cloud/rtc/validate?access_token={token}"), "headers": [{"name": "X-Forwarded-For", "value": format!("{v4}, {v6}")}, {"name": "X-User", "value": mail}]}}]}}).to_string(),
        json!({"msg": format!("{{\"identity\":\"{id}\",\"name\":\"{name}\",\"email\":\"{mail}\",\"ip\":\"{v4}\"}}")}).to_string(),
        format!("level=info participantIdentity={id} remote={v4} msg=\"{id} joined\"\n"),
        format!("user: {id}\nname unknown\npeer {v6}\n"),
        format!("payload {} and {}\n", standard(format!("{{\"identity\":\"{id}\",\"email\":\"{mail}\"}}")), standard(&token)),
        format!("{}\n", claims()),
        format!("candidate:1 1 udp 2122260223 {v4} 54400 typ host\na=candidate:2 1 udp 1 {v6} 54401 typ srflx raddr 10.1.2.3 rport 9\n"),
        serde_json::to_string_pretty(&claims()).unwrap(),
    ]
}

#[test]
fn nobody_is_shown_in_any_coding() {
    let mut seen = 0;
    for text in texts() {
        let copy = copy(&text, ALL);
        let decoded: String = payloads(&copy).iter().map(Value::to_string).collect();
        let plain = |text: &str| {
            let codings = [
                text.to_owned(),
                percent(text),
                standard(text),
                serde_json::to_string(text)
                    .unwrap()
                    .trim_matches('"')
                    .to_owned(),
            ];
            codings.map(|coding| coding.trim_end_matches('=').to_owned())
        };
        for value in PERSON {
            seen += usize::from(text.contains(value));
            for coding in plain(value) {
                assert!(
                    !copy.contains(&coding) && !decoded.contains(&coding),
                    "{coding} in {copy} {decoded}\nof {text}"
                );
            }
        }
        // Not even a part of the longer ones in base64.
        for value in &PERSON[..3] {
            for skipped in 0..3 {
                let part = standard(&value.as_bytes()[skipped..]);
                assert!(!copy.contains(&part[..8]), "{value} in {copy}");
            }
        }
        let expected = payloads(&sanitize(&text).text).len();
        assert_eq!(payloads(&copy).len(), expected, "{copy}");
    }
    assert!(seen > 20);
}

#[test]
fn a_token_is_still_one_and_the_same_value_has_the_same_label() {
    let token = common::token(&claims(), common::SECRET);
    let text = format!(
        "{token} {0} and {0}, {1} from {2}",
        PERSON[0], PERSON[2], PERSON[3]
    );
    let copy = copy(&text, ALL);
    let [payload] = &payloads(&copy)[..] else {
        panic!("{copy}");
    };
    let own = claims();
    for claim in ["iss", "exp", "nbf", "video"] {
        assert_eq!(payload[claim], own[claim]);
    }
    let label = |claim: &str| payload[claim].as_str().unwrap().to_owned();
    let (sub, email) = (label("sub"), label("email"));
    assert!(sub.starts_with("<identity.") && email.starts_with("<identity.") && sub != email);
    assert!(
        label("metadata").contains(&format!("\"mail\":\"{email}\"")),
        "{payload}"
    );
    assert!(
        copy.contains(&format!(
            ".<signature.1> {sub} and {sub}, {email} from <address.1>"
        )),
        "{copy}"
    );
    let outcome = |text: &str| common::diagnose_now(text).findings[0].code;
    let expired = common::token(
        &common::with("exp", json!(common::MINTED - 7200)),
        common::SECRET,
    );
    assert_eq!(
        outcome(&sanitize_with(&expired, ALL).text),
        outcome(&expired)
    );
    let removed = sanitize_with(&text, ALL).removed;
    let count = |kind: &str| {
        removed
            .iter()
            .filter(|removed| removed.kind == kind)
            .count()
    };
    assert_eq!(
        (count("identity"), count("address"), count("signature")),
        (3, 1, 1)
    );
}

#[test]
fn each_is_replaced_only_on_request() {
    let text = format!("identity={} from {}\n", PERSON[0], PERSON[3]);
    assert_eq!(sanitize(&text).text, text);
    assert_eq!(sanitize_with(&text, Options::default()).text, text);
    let only = |identities, addresses| {
        copy(
            &text,
            Options {
                identities,
                addresses,
            },
        )
    };
    assert_eq!(
        only(true, false),
        format!("identity=<identity.1> from {}\n", PERSON[3])
    );
    assert_eq!(
        only(false, true),
        format!("identity={} from <address.1>\n", PERSON[0])
    );
    let token = common::token(&claims(), common::SECRET);
    let kept = Options {
        identities: false,
        addresses: true,
    };
    let [payload] = &payloads(&copy(&token, kept))[..] else {
        panic!("{token}");
    };
    assert_eq!(
        (&payload["sub"], &payload["email"]),
        (&json!(PERSON[0]), &json!(PERSON[2]))
    );
}

#[test]
fn what_shows_nobody_stays() {
    for text in [
        "2026-11-24T10:25:47.123Z INFO room my-room started on 127.0.0.1:7880, [::1]:7880 and 0.0.0.0",
        "User-Agent: Mozilla/5.0 Chrome/142.0.0.0 Safari/537.36",
        "LIVEKIT_API_KEY=APItestkey12345",
        "{\"name\":\"X-Request-Id\",\"value\":\"17\"}",
        "{\"level\":\"info\",\"room\":\"lobby\",\"participants\":12,\"version\":\"1.9.3\"}",
        "std::net and a::b at 12:30:15",
        "the user was not found: identity is empty, participant: unknown",
        "{\"identity\":null,\"email\":\"\",\"user\":{\"id\":7}}",
        "npm install livekit-client@2.15.4 @livekit/rtc-node",
    ] {
        assert_eq!(copy(text, ALL), text);
    }
}

#[test]
fn an_address_is_found_beside_anything() {
    for (text, expected) in [
        ("peer:203.0.113.7", "peer:<address.1>"),
        ("face:203.0.113.7:443,", "face:<address.1>:443,"),
        ("remote=203.0.113.7.", "remote=<address.1>."),
        (
            "ip 2001:db8::1, [2001:db8::2]:443",
            "ip <address.1>, [<address.2>]:443",
        ),
        ("host:2001:db8:0:1:2:3:4:5", "host:<address.1>"),
        (
            "::ffff:203.0.113.7 and 203.0.113.7/24",
            "<address.1> and <address.2>/24",
        ),
        (
            "v1.2.3.4 and 1.2.3.4.5 and 300.1.1.1",
            "v1.2.3.4 and 1.2.3.4.5 and 300.1.1.1",
        ),
    ] {
        assert_eq!(copy(text, ALL), expected);
    }
}

#[test]
fn a_common_word_is_replaced_only_where_it_is_an_identity() {
    assert_eq!(
        copy(
            "{\"identity\":\"agent\",\"kind\":\"agent\"}\n{\"identity\":\"7\",\"count\":7}",
            ALL
        ),
        "{\"identity\":\"<identity.1>\",\"kind\":\"agent\"}\n{\"identity\":\"<identity.2>\",\"count\":7}"
    );
    assert_eq!(
        copy("{\"userId\":4711,\"sub\":\"bob\"}\nbob, bobby", ALL),
        "{\"userId\":\"<identity.1>\",\"sub\":\"<identity.2>\"}\n<identity.2>, bobby"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_copy_of_anything_is_clean(
        pieces in prop::collection::vec(prop_oneof![
            "[ -~]{0,12}",
            r#"["'\\{}\[\]:,=&<> \n%@.]{0,4}"#,
            Just("identity=".to_owned()),
            Just("\"email\":\"".to_owned()),
            Just("alice@example.com".to_owned()),
            Just("203.0.113.7".to_owned()),
            Just("2001:db8::1".to_owned()),
            Just("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.".to_owned()),
            Just("<identity.1>".to_owned()),
            Just("\u{e9}\u{1F600}".to_owned()),
        ], 0..14)
    ) {
        copy(&pieces.concat(), ALL);
    }

    #[test]
    fn json_stays_json(name in "(sub|name|email|identity|x|[a-z\"\\\\]{0,6})", value in ".{0,40}", other in "[A-Za-z0-9\"\\\\@. ]{0,40}", number in 0_u64..u64::MAX) {
        let text = json!({&name: &value, "identity": &other, "again": [&other, &value], "userId": number, "id": number}).to_string();
        let copy = copy(&text, ALL);
        prop_assert!(serde_json::from_str::<Value>(&copy).is_ok(), "{} {}", text, copy);
    }
}

#[test]
fn labels_of_an_earlier_copy_are_no_secrets() {
    let token = common::token(&common::with("sub", json!("<identity.1>")), common::SECRET);
    let (kept, _) = token.rsplit_once('.').unwrap();
    for header in ["<identity.1>", "<address.2>", "identity.3"] {
        let text = format!("access_token={token} \"name\": \"X-User\", \"value\": \"{header}\"");
        let expected = format!(
            "access_token={kept}.<signature.1> \"name\": \"X-User\", \"value\": \"{header}\""
        );
        assert_eq!(sanitize(&text).text, expected);
    }
}
