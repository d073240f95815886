//! No secret and no signature leaves the core unless requested: the smallest inputs that once leaked one.

use serde_json::{Value, json};
use why401::diagnose;
use why401::text::{NumericDate, base64url};

use crate::common::{NOW, SECRET, claims, token, with};

/// A token that expired on 2026-11-24 at 10:32:28 UTC, signed with [`SECRET`], and its signature.
const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJ2aWRlbyI6eyJyb29tSm9pbiI6dHJ1ZSwicm9vbSI6Im15LXJvb20ifSwiaXNzIjoiQVBJdGVzdGtleTEyMzQ1IiwiZXhwIjoxNzk1NTM3NTQ4LCJuYmYiOjE3OTU1MTU5NDgsInN1YiI6ImFsaWNlIn0.W1b4eWz4Rd9y6ZlBD6dp4fAhFfm628-AnD3gfMuuc8E";
const SIGNATURE: &str = "W1b4eWz4Rd9y6ZlBD6dp4fAhFfm628-AnD3gfMuuc8E";

fn report(paste: &str, now: f64) -> Value {
    serde_json::to_value(diagnose(paste, NumericDate(now))).expect("a report is JSON")
}

#[test]
fn a_refused_token_is_not_repeated_with_its_signature() {
    let late = 1_795_600_000.0;
    for (paste, now) in [
        (TOKEN.to_owned(), late),
        (
            format!("LIVEKIT_API_SECRET=ZyXwVuTsRqPoNmLkJiHgFeDcBa98765432QwErTyUiO\n{TOKEN}"),
            NOW,
        ),
        (format!("access_token={}", TOKEN.replace('.', "%2E")), late),
        (
            TOKEN.replace(
                SIGNATURE,
                &format!("{}\u{200b}{}", &SIGNATURE[..20], &SIGNATURE[20..]),
            ),
            late,
        ),
        (format!("> {TOKEN}"), late),
    ] {
        let report = report(&paste, now);
        assert_eq!(report["verdict"]["outcome"], "refuses", "{paste}");
        let bodies = report["answers"].as_array().expect("answers");
        assert!(
            bodies
                .iter()
                .any(|answer| answer["body"].to_string().contains("<your token>")),
            "{paste}"
        );
        assert!(!report.to_string().contains(SIGNATURE), "{paste}");
    }
}

#[test]
fn a_token_inside_a_claim_loses_its_signature() {
    // {"iss":"APItestkey12345","jti":TOKEN,"metadata":TOKEN,"sub":TOKEN}
    let claims = format!(
        r#"{{"iss":"APItestkey12345","jti":"{TOKEN}","metadata":"{TOKEN}","sub":"{TOKEN}","video":{{"room":"{TOKEN}"}}}}"#
    );
    let paste = format!(
        "{}.{}.AAAA",
        base64url::encode(br#"{"alg":"HS256"}"#),
        base64url::encode(claims.as_bytes())
    );
    let report = report(&paste, NOW).to_string();
    assert!(report.contains("eyJhbGciOiJIUzI1NiJ9"), "{report}");
    assert!(!report.contains(SIGNATURE), "{report}");
    let answer = format!("HTTP/1.1 401 Unauthorized\n\ninvalid API key: {TOKEN}");
    assert!(!self::report(&answer, NOW).to_string().contains(SIGNATURE));
}

#[test]
fn a_secret_after_a_key_on_one_line_is_not_part_of_the_key() {
    for paste in [
        format!("apiKey=APItestkey12345&apiSecret={SECRET}"),
        format!(
            "curl -d 'apiKey=APItestkey12345&apiSecret={SECRET}&ttl=1' https://app.example.com/token"
        ),
        format!(
            "helm upgrade app . --set livekit.apiKey=APItestkey12345,livekit.apiSecret={SECRET}"
        ),
        format!("--set-env-vars=LIVEKIT_API_KEY=APItestkey12345,LIVEKIT_API_SECRET={SECRET},X=1"),
    ] {
        for paste in [paste.clone(), format!("{paste}\n{TOKEN}")] {
            let report = report(&paste, NOW);
            let pair = &report["found"]["pairs"][0];
            assert_eq!(pair["key"], "APItestkey12345", "{paste}");
            assert_eq!(pair["secret_length"], SECRET.len(), "{paste}");
            assert!(!report.to_string().contains(SECRET), "{paste}");
        }
    }
}

#[test]
fn a_word_that_fits_is_masked_like_any_secret() {
    for words in [
        format!("the secret is {SECRET}."),
        format!("{SECRET}\n"),
        format!("x=1&s={SECRET}&y=2"),
        format!("{{\"a\":[\"{SECRET}\"]}}"),
        format!("password: '{SECRET}'"),
    ] {
        // The secret is also where a report repeats what was pasted.
        for claims in [
            with("sub", json!(SECRET)),
            with("name", json!(SECRET)),
            claims(),
        ] {
            let paste = format!("{words}\n{}", token(&claims, SECRET));
            let report = report(&paste, NOW);
            assert_eq!(report["verdict"]["outcome"], "accepts", "{paste}");
            assert!(
                report["found"]["pairs"][0]["secret_span"].is_object(),
                "{paste}"
            );
            assert!(!report.to_string().contains(SECRET), "{report}");
        }
    }
}

#[test]
fn a_quoted_line_of_code_has_no_secret() {
    let paste = format!(
        "const at = new AccessToken('APItestkey12345', '{SECRET}'); const token = at.toJwt();"
    );
    let report = report(&paste, NOW).to_string();
    assert!(!report.contains(SECRET), "{report}");
}

#[test]
fn a_password_of_a_url_is_in_no_origin_and_no_command() {
    for password in [
        "abcdefghijkl+mnopqrstuv/wxyz=",
        "ab%cdefgh#ijkl!mn~op",
        "hunter2hunter2",
        "correct&horse",
    ] {
        for paste in [
            format!("wss://K:{password}@lk.example.com\ncould not establish signal connection"),
            format!("wss://K:{password}"),
            format!(
                "LIVEKIT_URL=wss://user:{password}@a-p.livekit.cloud\nLIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET={SECRET}\n\
                 GET wss://b-q.livekit.cloud/rtc?access_token={}",
                token(&claims(), SECRET)
            ),
        ] {
            let report = report(&paste, NOW).to_string();
            assert!(!report.contains(&password[..8]), "{paste}: {report}");
        }
    }
}

#[test]
fn a_secret_in_place_of_an_api_key_is_never_told() {
    let random = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";
    for key in [
        format!("{random}\n"),
        format!("\"{random}\""),
        random[..31].to_owned(),
        format!("APItestkey12345:{random}"),
        format!("{}@!{}", &random[..20], &random[20..]),
        "p@ssw0rd!FAKE-Horse".to_owned(),
    ] {
        let escaped = json!({"error": format!("invalid API key: {key}")});
        for paste in [
            token(&with("iss", json!(key)), "another"),
            format!(
                "LIVEKIT_API_KEY={random}\nLIVEKIT_API_SECRET=APItestkey12345\n{}",
                token(&with("iss", json!(key)), "APItestkey12345")
            ),
            format!("livekit\ninvalid API key: {key}"),
            format!("livekit\n{escaped}"),
        ] {
            let report = report(&paste, NOW).to_string();
            let told = [&random[..8], &random[35..], "p@ssw0rd", "FAKE-Horse"];
            let told = told.into_iter().find(|part| report.contains(part));
            assert_eq!(told, None, "{paste}: {report}");
        }
    }
}

#[test]
fn a_key_that_is_a_name_is_told_however_long() {
    for key in [
        "APItestkey12345",
        "123e4567-e89b-12d3-a456-426614174000",
        "my-company-production-2026",
        "devkey",
        "my_key@staging",
    ] {
        for paste in [
            token(&with("iss", json!(key)), "another"),
            format!("livekit\ninvalid API key: {key}"),
        ] {
            let report = report(&paste, NOW);
            assert!(report.to_string().contains(key), "{key}: {report}");
        }
    }
}

/// The claim `metadata` of the first token.
fn metadata(report: &Value) -> &Value {
    let claims = report["tokens"][0]["claims"].as_array().expect("claims");
    let claim = claims.iter().find(|claim| claim["name"] == "metadata");
    &claim.expect("metadata")["value"]
}

#[test]
fn two_secrets_that_overlap_leave_nothing_of_either() {
    let first = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";
    let second = format!("{}XYZXYZXYZ", &first[20..]);
    let claims = with("metadata", json!(format!("{first}XYZXYZXYZ")));
    let paste = format!(
        "keys:\n  APIone: {first}\n  APItwo: {second}\n{}",
        token(&claims, SECRET)
    );
    let report = report(&paste, NOW);
    assert_eq!(metadata(&report), "•••");
    assert!(!report.to_string().contains("XYZXYZ"), "{report}");
}

#[test]
fn a_very_short_secret_is_masked_where_it_is_a_word() {
    let claims = with("metadata", json!("abcd, and abcdefg"));
    let paste = format!(
        "LIVEKIT_API_KEY=APItestkey12345\nLIVEKIT_API_SECRET=abcd\n{}",
        token(&claims, SECRET)
    );
    assert_eq!(metadata(&report(&paste, NOW)), "•••, and abcdefg");
}

#[test]
fn a_command_asks_no_host_that_curl_would_expand() {
    for host in ["lk[1-99999].example.com", "[::1][1-9]", "{a,b}.example.com"] {
        let paste = format!("LIVEKIT_URL=wss://{host}\ncould not establish signal connection");
        let report = report(&paste, NOW);
        let command = report["verdict"]["fix"].to_string();
        assert!(command.contains("https://YOUR-SERVER/"), "{command}");
    }
    let report = report(
        "LIVEKIT_URL=wss://[::1]:7880\ncould not establish signal connection",
        NOW,
    );
    assert!(
        report["verdict"]["fix"]
            .to_string()
            .contains("https://[::1]:7880/")
    );
}
