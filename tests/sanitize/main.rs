//! A copy that is safe to share has nothing that gives access, in whatever coding, and is still what it was.

#[path = "../common/mod.rs"]
mod common;
mod persons;
mod planted;

use proptest::prelude::*;
use serde_json::{Value, json};
use why401::sanitize;

use planted::{CODINGS, FILES, leaked, secrets};

/// The copy, after checks of what holds for each.
fn copy(text: &str) -> String {
    let copy = sanitize(text);
    let again = sanitize(&copy.text);
    assert_eq!(again.text, copy.text, "the copy is clean: {text}");
    assert_eq!(again.removed, []);
    assert_eq!(
        text.lines().count(),
        copy.text.lines().count(),
        "lines keep their numbers"
    );
    for removed in &copy.removed {
        assert!(
            copy.text.contains(&removed.label),
            "{removed:?} is in {}",
            copy.text
        );
    }
    copy.text
}

#[test]
fn no_planted_secret_is_left_in_any_coding_and_file() {
    let mut leaks = Vec::new();
    let mut planted = 0;
    for (name, secret) in secrets() {
        for (coding, encode) in CODINGS {
            for (file, write) in FILES {
                let text = write(&name, &encode(&secret));
                let copy = copy(&text);
                planted += 1;
                if let Some(fragment) = leaked(&secret, &copy) {
                    leaks.push(format!(
                        "{name} in {coding} in {file}: {fragment} in {copy}"
                    ));
                }
                if let Some(fragment) = leaked(&encode(&secret), &copy) {
                    leaks.push(format!(
                        "{name} in {coding} in {file}: {fragment} as written in {copy}"
                    ));
                }
                if serde_json::from_str::<Value>(&text).is_ok() {
                    serde_json::from_str::<Value>(&copy).expect("JSON stays JSON");
                }
                for (line, of_copy) in text.lines().zip(copy.lines()) {
                    let was_json = serde_json::from_str::<Value>(line).is_ok();
                    assert!(
                        !was_json || serde_json::from_str::<Value>(of_copy).is_ok(),
                        "{line}\n{of_copy}"
                    );
                }
            }
        }
    }
    assert_eq!(planted, 40 * 12 * 6);
    for leak in leaks.iter().take(20) {
        println!("{leak}");
    }
    assert_eq!(leaks.len(), 0, "of {planted}");
}

#[test]
fn a_secret_in_any_form_of_a_paste_is_removed() {
    let mut leaks = Vec::new();
    for lines in [
        include_str!("../vectors/attack/forms.jsonl"),
        include_str!("../vectors/attack/places.jsonl"),
        include_str!("../vectors/attack/values.jsonl"),
    ] {
        for line in lines.lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            let [name, secret, paste] =
                ["name", "secret", "paste"].map(|of| row[of].as_str().unwrap());
            let copy = copy(paste);
            if let Some(fragment) = leaked(secret, &copy) {
                leaks.push(format!("{name}: {fragment} in {copy}"));
            }
        }
    }
    for leak in leaks.iter().take(30) {
        println!("{leak}");
    }
    assert_eq!(leaks.len(), 0);
}

#[test]
fn a_short_number_is_removed_where_its_name_calls_it_a_secret() {
    for (text, expected) in [
        ("password=1234", "password=<secret.1>"),
        ("pin=4821", "pin=<secret.1>"),
        ("otp: 4821", "otp: <secret.1>"),
        (r#"{"pin":"4821"}"#, r#"{"pin":"<secret.1>"}"#),
        ("postgres://u:77@h/db", "postgres://u:<secret.1>@h/db"),
        // It may be any other number elsewhere.
        (
            "pin=2026\n2026-11-24 GET /",
            "pin=<secret.1>\n2026-11-24 GET /",
        ),
        (
            "Cookie: visits=3; sid=FAKE0123456789",
            "Cookie: visits=3; sid=<cookie.1>",
        ),
        ("status code: 401", "status code: 401"),
        ("password_length=12", "password_length=12"),
    ] {
        assert_eq!(copy(text), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_copy_of_anything_is_clean(
        pieces in prop::collection::vec(prop_oneof![
            "[ -~]{0,12}",
            r#"["'\\{}\[\]:,=&<> \n%]{0,4}"#,
            r"[A-Za-z0-9+/=_-]{8,60}",
            Just("LIVEKIT_API_SECRET=".to_owned()),
            Just("client_secret".to_owned()),
            Just("Cookie: ".to_owned()),
            Just("Authorization: Bearer ".to_owned()),
            Just("eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUEl4In0.".to_owned()),
            Just("-----BEGIN PRIVATE KEY-----\n".to_owned()),
            Just("<secret.1>".to_owned()),
            Just("\u{e9}\u{1F600}".to_owned()),
        ], 0..14)
    ) {
        copy(&pieces.concat());
    }

    #[test]
    fn json_stays_json(
        name in "(password|x|note|cookie|authorization|[a-z\"\\\\]{0,6})",
        value in ".{0,40}",
        other in "[A-Za-z0-9\"\\\\/ ]{0,40}",
        number in 0_u64..u64::MAX,
    ) {
        let text = json!({&name: &value, "client_secret": &other, "again": [&other, &value], "pin": number, "id": number}).to_string();
        let copy = copy(&text);
        prop_assert!(serde_json::from_str::<Value>(&copy).is_ok(), "{} {}", text, copy);
    }
}

/// What the diagnosis of a text says, without what depends on the signature.
fn verdict(text: &str) -> (String, Vec<String>) {
    let report = common::diagnose_now(text);
    let codes = report
        .findings
        .iter()
        .map(|finding| finding.code.name().to_owned());
    (format!("{:?}", report.verdict.outcome), codes.collect())
}

#[test]
fn the_copy_has_the_same_cause_where_the_signature_does_not_decide() {
    let refused = [
        ("exp", json!(common::MINTED - 7200)),
        ("nbf", json!(common::MINTED + 7200)),
        ("video", json!({"room": "my-room"})),
        ("video", json!({"roomJoin": false, "room": "my-room"})),
    ];
    for (name, value) in refused {
        let token = common::token(&common::with(name, value.clone()), common::SECRET);
        for text in [
            token.clone(),
            format!("{}{token}\n", common::env(common::SECRET)),
            format!("wss://demo.livekit.cloud/rtc?access_token={token}&auto_subscribe=1"),
            format!("curl -H 'Authorization: Bearer {token}' https://demo.livekit.cloud/twirp/livekit.RoomService/ListRooms -d '{{}}'"),
            json!({"url": format!("wss://demo.livekit.cloud/rtc?access_token={token}"), "headers": [{"name": "Cookie", "value": "sid=FAKE0123456789"}]}).to_string(),
        ] {
            let copy = copy(&text);
            assert!(!copy.contains(token.rsplit('.').next().unwrap()), "{copy}");
            let ((outcome, codes), (was_outcome, was_codes)) = (verdict(&copy), verdict(&text));
            assert_eq!(outcome, was_outcome, "{text}\n{copy}");
            assert_eq!(codes.first(), was_codes.first(), "{name} {value}: {text}\n{copy}");
        }
    }
}

#[test]
fn says_what_was_removed_and_keeps_the_rest() {
    let token = common::token(&common::claims(), common::SECRET);
    let (claims, signature) = token.rsplit_once('.').unwrap();
    let text = format!(
        "{}first {token}\nagain {token}\nCookie: sid=FAKE0123456789abc; theme=FAKE0123456789abc\n",
        common::env(common::SECRET)
    );
    let copy = sanitize(&text);
    assert_eq!(
        copy.text,
        format!(
            "{}first {claims}.<signature.1>\nagain {claims}.<signature.1>\nCookie: sid=<cookie.1>; theme=<cookie.1>\n",
            common::env("<secret.1>")
        )
    );
    let removed: Vec<_> = copy
        .removed
        .iter()
        .map(|removed| (removed.kind, removed.label.as_str(), removed.count))
        .collect();
    assert_eq!(
        removed,
        [
            ("secret", "<secret.1>", 1),
            ("signature", "<signature.1>", 2),
            ("cookie", "<cookie.1>", 2)
        ]
    );
    assert_eq!(copy.not_looked_at, [""; 0]);
    assert!(!copy.text.contains(signature));
    // Numbers go on behind those of a copy that is pasted again.
    let more = sanitize(&format!("{}password=FAKE9876543210zyx\n", copy.text));
    assert_eq!(more.removed[0].label, "<secret.2>");
}

#[test]
fn the_private_half_of_a_key_in_xml_is_removed() {
    // As base64 of RSA members looks: long, and with the signs `/` and `+`.
    let member = |letter: &str| format!("{}+/{letter}6Wl/9z==", "a8Q/x+Y2".repeat(5));
    let (modulus, d, dp) = ("zK3v/w+Q", member("D"), member("P"));
    for end in ["</D></RSAKeyValue>", "</D>", ""] {
        let key = format!(
            "<RSAKeyValue><Modulus>{modulus}</Modulus><Exponent>AQAB</Exponent><DP>\n  {dp}\n</DP><D>{d}{end}"
        );
        for text in [
            key.clone(),
            json!({ "key": key }).to_string(),
            key.repeat(2),
        ] {
            let copy = copy(&text);
            assert!(copy.contains("<RSAKeyValue>"), "{copy}");
            assert!(
                !copy.contains(&d[30..]) && !copy.contains(&dp[30..]),
                "{copy}"
            );
        }
    }
}

#[test]
fn the_private_half_of_a_key_in_escaped_xml_is_removed() {
    let d = format!("{}+/D6Wl/9z==", "a8Q/x+Y2".repeat(5));
    let key = format!("<RSAKeyValue><Modulus>zK3v/w+Q</Modulus><D>{d}</D></RSAKeyValue>");
    for (open, close) in [
        ("&lt;", "&gt;"),
        ("\\u003c", "\\u003e"),
        ("\\u003C", "\\u003E"),
        ("%3C", "%3E"),
    ] {
        let escaped = key.replace('<', open).replace('>', close);
        let copy = copy(&format!("<add key=\"JwtKey\" value=\"{escaped}\" />"));
        assert!(!copy.contains(&d[30..]), "{copy}");
    }
}

#[test]
fn what_explains_a_failure_stays() {
    for text in [
        "invalid authorization token: token has invalid claims: token is expired",
        "could not establish signal connection: invalid token, status 401",
        "LIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_URL=wss://demo.livekit.cloud\n",
        "{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\",\"token_type\":\"Bearer\",\"expires_in\":3600}",
        "{\"error\":\"invalid_grant\",\"code\":401,\"trace\":\"550e8400-e29b-41d4-a716-446655440000\"}",
        "apiSecret: process.env.LIVEKIT_API_SECRET,",
        "password: required",
        "const token = await createToken(identity)",
        "GET /rtc/v1/validate?room=my-room-2026&auto_subscribe=1&sdk=js&version=2.15.4 HTTP/1.1",
        "-----END EC PRIVATE KEY-----\nOTHER=1\nLIVEKIT_URL=wss://demo.livekit.cloud",
        "git commit 8f14e45fceea167a5a36dedd4bea2543aa0f9c1d",
        "{\"kty\": \"EC\", \"kid\" : \"FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE\", \"x\": \"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\"}",
        "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ0FrZUZBS0VGQUtFRkFLRUZBS0UwCgYIKoZIzj0EAwIw\n-----END CERTIFICATE-----",
    ] {
        assert_eq!(copy(text), text);
    }
}

#[test]
fn what_is_not_looked_at_is_listed() {
    let picture = format!("{{\"text\":\"iVBORw0KGgo{}\"}}", "AAAA".repeat(300));
    let gzip = "H4sIAAAAAAAAA0vOT0kFAB/9C8gEAAAA";
    let copy = sanitize(&format!("{picture}\n{gzip}\n\u{FFFD}\n"));
    assert_eq!(
        copy.not_looked_at,
        [
            "1 picture, sound, font or document in base64",
            "1 compressed piece of data in base64",
            "1 bytes that are no text"
        ]
    );
}

#[test]
fn the_claims_of_a_token_stay_in_every_coding_of_its_place() {
    let token = common::token(&common::claims(), common::SECRET);
    let (claims, signature) = token.rsplit_once('.').unwrap();
    for (text, kept) in [
        (
            format!("Authorization: Bearer {token}"),
            format!("Authorization: Bearer {claims}.<signature.1>"),
        ),
        (
            format!("Cookie: session={token}; a=1"),
            format!("Cookie: session={claims}.<signature.1>; a=1"),
        ),
        (
            format!("access_token={}", token.replace('.', "%2E")),
            format!("access_token={}%2E<token.1>", claims.replace('.', "%2E")),
        ),
        (
            format!("{{\"id_token\":\"{token}\"}}"),
            format!("{{\"id_token\":\"{claims}.<signature.1>\"}}"),
        ),
        (
            format!("{token} {signature}"),
            format!("{claims}.<signature.1> <signature.1>"),
        ),
    ] {
        assert_eq!(copy(&text), kept);
    }
    let header = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0";
    assert_eq!(
        copy(&format!("jwe {header}..FAKEiv.FAKEtext.FAKEtag.")),
        format!("jwe {header}.<jwe.1>.")
    );
}

#[test]
fn a_crash_of_the_search_for_words_is_gone() {
    copy(
        "Bearer \u{e9}\u{1F600}LIVEKIT_API_SECRET=\u{e9}\u{1F600}Cookie: LIVEKIT_API_SECRET=\n\\>client_secret",
    );
}
