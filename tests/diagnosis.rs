//! Pastes as people make them, and what they read.

use serde_json::{Value, json};
use why401::diagnose;
use why401::report::{Outcome, Part, Report};
use why401::secret::signature;
use why401::text::{NumericDate, base64url};

const KEY: &str = "APItestkey12345";
const SECRET: &str = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234";
/// 2026-11-24T10:25:47Z
const MINTED: i64 = 1_795_515_947;
const NOW: f64 = 1_795_515_947.0;
const DAY: f64 = 86_400.0;

fn claims() -> Value {
    json!({"video": {"roomJoin": true, "room": "my-room"}, "iss": KEY, "exp": MINTED + 3600, "nbf": MINTED, "sub": "alice"})
}

fn token(claims: &Value, secret: &str) -> String {
    let segment = |json: &Value| base64url::encode(json.to_string().as_bytes());
    let input = format!(
        "{}.{}",
        segment(&json!({"alg": "HS256", "typ": "JWT"})),
        segment(claims)
    );
    let mac = {
        use hmac::{KeyInit, Mac};
        let mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.chain_update(&input).finalize().into_bytes()
    };
    assert!(signature::verify(
        "HS256",
        secret.as_bytes(),
        input.as_bytes(),
        &mac
    ));
    format!("{input}.{}", base64url::encode(&mac))
}

fn env(secret: &str) -> String {
    format!(
        "LIVEKIT_URL=wss://demo.livekit.cloud\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={secret}\n"
    )
}

fn at(paste: &str, now: f64) -> Report {
    diagnose(paste, NumericDate(now))
}

/// A message as plain text: instants and durations as their seconds.
fn plain(message: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Text { text } | Part::Code { text } => text.to_string(),
        Part::Instant { at } => format!("@{at}"),
        Part::Duration { seconds } => format!("{seconds} s"),
    };
    message.iter().map(part).collect()
}

#[track_caller]
fn assert_says(paste: &str, outcome: Outcome, sentence: &str) -> Report {
    let report = at(paste, NOW);
    assert_eq!(
        (
            report.verdict.outcome,
            plain(&report.verdict.message).as_str()
        ),
        (outcome, sentence)
    );
    report
}

#[track_caller]
fn assert_leads(paste: &str, outcome: Outcome, code: &str) -> Report {
    let report = at(paste, NOW);
    let first = report.findings.first().map(|finding| finding.code);
    assert_eq!(
        (report.verdict.outcome, first),
        (outcome, Some(code)),
        "{:?}",
        report.verdict
    );
    report
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

mod a_token_with_its_secret {
    use super::*;

    #[test]
    fn is_accepted_inside_of_its_life() {
        let paste = format!("{}\n{}", token(&claims(), SECRET), env(SECRET));
        let report = assert_says(
            &paste,
            Outcome::Accepts,
            "LiveKit accepts this token for 3660 s more: alice may join my-room.",
        );
        assert_eq!(report.changes_at, Some(NOW + 3660.0));
        assert_eq!(
            (
                report.answers.len(),
                report.answers[0].status,
                report.answers[0].exact
            ),
            (1, 200, true)
        );
        assert!(report.asked_at.assumed && report.findings.is_empty() && report.next.is_none());
    }

    #[test]
    fn is_refused_for_what_the_server_sees_first() {
        for (claims, code) in [
            (with("exp", json!(MINTED - 100)), "expired"),
            (with("nbf", json!(MINTED + 300)), "not-yet-valid"),
            (without("exp"), "missing-exp"),
            (without("video"), "no-video-grant"),
            (with("video", json!({"room": "my-room"})), "no-room-join"),
            (with("video", json!({"roomJoin": true})), "no-room"),
            (without("sub"), "no-identity"),
            (with("metadata", json!({"a": 1})), "wrong-grant-type"),
            (
                with("iss", json!("APIother1234567")),
                "secret-of-another-key",
            ),
        ] {
            assert_leads(
                &format!("{}\n{}", token(&claims, SECRET), env(SECRET)),
                Outcome::Refuses,
                code,
            );
        }
    }

    #[test]
    fn names_the_release_from_which_on_it_is_refused() {
        let paste = format!("{}\n{}", token(&without("exp"), SECRET), env(SECRET));
        let report = assert_says(
            &paste,
            Outcome::Refuses,
            "LiveKit refuses this token from v1.13.6 on: it has no exp, which is required.",
        );
        let groups: Vec<_> = report
            .answers
            .iter()
            .map(|answer| {
                (
                    answer.since.as_str(),
                    answer.until.as_deref(),
                    answer.status,
                )
            })
            .collect();
        assert_eq!(
            groups,
            [("v1.13.6", None, 401), ("v1.2.0", Some("v1.13.5"), 200)]
        );
    }

    #[test]
    fn is_refused_until_the_clock_of_its_maker_is_reached() {
        let paste = format!(
            "{}\n{}",
            token(&with("nbf", json!(MINTED + 300)), SECRET),
            env(SECRET)
        );
        let sentence = format!(
            "LiveKit refuses this token until @{}: its nbf is 300 s ahead of this browser's clock.",
            NOW + 240.0
        );
        let report = assert_says(&paste, Outcome::Refuses, &sentence);
        assert_eq!(report.changes_at, Some(NOW + 240.0));
    }
}

mod a_secret {
    use super::*;

    #[test]
    fn that_is_missing_leaves_the_signature_unchecked() {
        let report = assert_leads(
            &token(&claims(), SECRET),
            Outcome::Unknown,
            "signature-not-checked",
        );
        assert!(report.answers.iter().all(|answer| !answer.exact));
        assert!(report.next.is_some());
    }

    #[test]
    fn that_does_not_fit_is_told_in_the_server_s_words() {
        let report = assert_leads(
            &format!(
                "{}\n{}",
                token(&claims(), SECRET),
                env(&SECRET.replace("12", "21"))
            ),
            Outcome::Refuses,
            "wrong-secret",
        );
        let text = token(&claims(), SECRET);
        assert_eq!(
            report.answers[0].body,
            "invalid authorization token: token signature is invalid: signature is invalid"
        );
        assert_eq!(
            report.answers[1].body,
            format!(
                "invalid token: {text}, error: token signature is invalid: signature is invalid"
            )
        );
        assert_eq!(
            report.answers[2].body,
            format!(
                "invalid token: {text}, error: go-jose/go-jose: error in cryptographic primitive"
            )
        );
    }

    #[test]
    fn with_a_slip_is_told_by_the_slip() {
        let plain = token(&claims(), SECRET);
        let signed = |secret: &str| format!("{}\n{}", token(&claims(), secret), env(SECRET));
        for (paste, code) in [
            (signed(&format!("{SECRET}\n")), "secret-trailing-newline"),
            (signed(&format!("{SECRET}\r\n")), "secret-trailing-crlf"),
            (
                signed(&format!("{SECRET}\r")),
                "secret-trailing-carriage-return",
            ),
            (signed(&format!(" {SECRET}")), "secret-white-space"),
            (signed(&format!("\"{SECRET}\"")), "secret-quotes"),
            (signed(&format!("'{SECRET}'")), "secret-quotes"),
            (signed(&format!("{SECRET},")), "secret-trailing-separator"),
            (
                format!("{plain}\n{}", env(&format!("\"{SECRET}\\n\""))),
                "secret-trailing-newline",
            ),
            (
                format!("{plain}\n{}", env(&format!("\"{SECRET}\n\""))),
                "secret-trailing-newline",
            ),
            (
                format!("{plain}\n{}", env(&format!("\"'{SECRET}'\""))),
                "secret-quotes",
            ),
            (
                format!("{plain}\n{}", env(&format!("“{SECRET}”"))),
                "secret-quotes",
            ),
            (
                format!("{plain}\n{{\"apiKey\":\"{KEY}\",\"apiSecret\":\"{SECRET} \"}}"),
                "secret-white-space",
            ),
        ] {
            let report = assert_leads(&paste, Outcome::Refuses, code);
            let text = serde_json::to_string(&report).unwrap();
            assert!(!text.contains(SECRET), "{text}");
        }
    }

    #[test]
    fn swapped_with_its_key_is_told_and_never_shown() {
        let swapped = format!("LIVEKIT_API_KEY={SECRET}\nLIVEKIT_API_SECRET={KEY}\n");
        let made_swapped = token(&with("iss", json!(SECRET)), KEY);
        for paste in [
            format!("{}\n{swapped}", token(&claims(), SECRET)),
            format!("{made_swapped}\n{}", env(SECRET)),
            format!("{made_swapped}\n{swapped}"),
        ] {
            let report = assert_leads(&paste, Outcome::Refuses, "key-secret-swapped");
            assert_eq!(report.findings[0].cause, "key_secret_swapped");
            let text = serde_json::to_string(&report).unwrap();
            assert!(!text.contains(SECRET), "{text}");
        }
    }

    #[test]
    fn of_another_pair_of_the_paste_is_found() {
        let staging = "STAGING_LIVEKIT_API_KEY=APIother1234567\nSTAGING_LIVEKIT_API_SECRET=other\n";
        let paste = format!("{}\n{staging}{}", token(&claims(), SECRET), env(SECRET));
        assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Accepts);
        assert_leads(
            &format!("{}\n{staging}", token(&claims(), SECRET)),
            Outcome::Refuses,
            "unknown-key",
        );
    }

    #[test]
    fn may_stand_bare_or_in_the_server_s_configuration() {
        for paste in [
            format!("{}\n{SECRET}", token(&claims(), SECRET)),
            format!("{}\n{KEY}\n{SECRET}\n", token(&claims(), SECRET)),
            format!(
                "port: 7880\nkeys:\n  {KEY}: {SECRET}\n\n{}",
                token(&claims(), SECRET)
            ),
            format!(
                "{}\ndevkey\nsecret",
                token(&with("iss", json!("devkey")), "secret")
            ),
            format!(
                "LIVEKIT_KEYS=\"{KEY}: {SECRET}\"\n{}",
                token(&claims(), SECRET)
            ),
        ] {
            assert_eq!(at(&paste, NOW).verdict.outcome, Outcome::Accepts, "{paste}");
        }
    }
}

mod the_time_of_asking {
    use super::*;

    const LATER: f64 = NOW + 30.0 * DAY;

    #[test]
    fn is_that_of_the_date_header() {
        let token = token(&claims(), SECRET);
        let paste = format!(
            "{}$ curl -si 'https://demo.livekit.cloud/rtc/validate?access_token={token}'\nHTTP/1.1 401 Unauthorized\n\
             Date: Tue, 24 Nov 2026 10:30:00 GMT\nContent-Length: 27\n\n",
            env(SECRET)
        );
        let report = at(&paste, LATER);
        assert_eq!(
            (
                report.asked_at.earliest,
                report.asked_at.latest,
                report.asked_at.assumed
            ),
            (1_795_516_200.0, 1_795_516_201.0, false)
        );
        assert_eq!(report.verdict.outcome, Outcome::Accepts);
        assert_eq!(report.findings.last().unwrap().code, "expired-since");
    }

    #[test]
    fn is_that_of_the_log_line() {
        let token = token(&claims(), SECRET);
        for line in [
            "2026-11-24T10:30:00.123Z\tWARN\tlivekit\tservice/utils.go:54\terror handling request",
            "livekit-1  | 2026-11-24 10:30:00 +0000 WARN",
            "10.0.0.1 - - [24/Nov/2026:10:30:00 +0000] \"GET /rtc",
            "{\"level\":\"warn\",\"ts\":\"2026-11-24T10:30:00Z\",\"msg\":\"x\"",
        ] {
            let report = at(&format!("{line} access_token={token}"), LATER);
            assert!(!report.asked_at.assumed, "{line}");
            assert_eq!(report.findings[0].code, "signature-not-checked", "{line}");
        }
    }

    #[test]
    fn without_a_time_zone_is_not_narrower_than_all_of_them() {
        let paste = format!(
            "2026-11-24 10:30:00 WARN {}\n{}",
            token(&claims(), SECRET),
            env(SECRET)
        );
        let report = at(&paste, LATER);
        assert_eq!(report.verdict.outcome, Outcome::Depends);
        assert!((report.asked_at.latest - report.asked_at.earliest - 26.0 * 3600.0).abs() < 2.0);
    }

    #[test]
    fn is_not_that_of_an_older_request() {
        let paste = format!(
            "2026-10-01T10:30:00Z started\n{}\n{}",
            token(&claims(), SECRET),
            env(SECRET)
        );
        let report = at(&paste, NOW);
        assert!(report.asked_at.assumed);
        assert_eq!(report.verdict.outcome, Outcome::Accepts);
    }
}

mod a_paste_that_is_no_token {
    use super::*;

    #[test]
    fn gets_a_sentence_that_says_what_it_is() {
        for (paste, sentence) in [
            (
                "",
                "Paste anything from the failing call: a token, the error, your .env, curl output or a log.",
            ),
            (
                " \n\t",
                "Paste anything from the failing call: a token, the error, your .env, curl output or a log.",
            ),
            (
                "😀",
                "This is neither a token nor an error, key or configuration that I know.",
            ),
            (
                "\0\0\0",
                "This is neither a token nor an error, key or configuration that I know.",
            ),
            (
                "\u{FFFD}\u{FFFD}",
                "This is neither a token nor an error, key or configuration that I know.",
            ),
            (
                "LIVEKIT_API_KEY=APIx",
                "There is an API key or secret here, but no token that it could have signed.",
            ),
        ] {
            let report = assert_says(paste, Outcome::Unknown, sentence);
            assert!(report.next.is_some(), "{paste}");
        }
    }

    #[test]
    fn is_named_where_it_stands_in_for_one() {
        for (paste, code) in [
            ("[object Promise]", "promise-not-awaited"),
            ("{\"token\":{}}", "empty-object"),
            ("null", "no-value"),
            ("undefined", "no-value"),
            (
                "wss://h.example/rtc?access_token=[object%20Promise]",
                "promise-not-awaited",
            ),
        ] {
            assert_leads(paste, Outcome::Refuses, code);
        }
    }

    #[test]
    fn may_be_half_a_token_or_a_token_of_another_kind() {
        let whole = token(&claims(), SECRET);
        for length in [30, 80, whole.len() - 50, whole.len() - 1] {
            assert_leads(&whole[..length], Outcome::Unknown, "token-cut-off");
        }
        let jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..c3Rv.ZW5j.dGFn";
        assert_leads(jwe, Outcome::Refuses, "encrypted-token");
        let auth0 = token(
            &json!({"iss": "https://acme.auth0.com/", "aud": "x", "exp": MINTED + 9}),
            SECRET,
        );
        assert_leads(&auth0, Outcome::Refuses, "foreign-token");
    }

    #[test]
    fn may_be_ten_megabytes_of_noise() {
        let noise: String = (0..10_000_000_u32)
            .map(|at| char::from(at.wrapping_mul(2_654_435_761).to_be_bytes()[0]))
            .collect();
        assert_eq!(at(&noise, NOW).verdict.outcome, Outcome::Unknown);
    }
}

mod an_answer_of_the_server {
    use super::*;

    #[test]
    fn tells_the_cause_without_a_token() {
        for (text, code) in [
            (
                "could not establish signal connection: invalid authorization token",
                "not-a-token",
            ),
            (
                "401 Unauthorized - invalid API key: APIlocaldev",
                "unknown-key",
            ),
            (
                "{\"status\": 401, \"error\": \"invalid token: x, error: go-jose/go-jose: error in cryptographic primitive\"}",
                "wrong-secret",
            ),
            (
                "invalid authorization token: token has invalid claims: token is expired",
                "expired",
            ),
            (
                "HTTP/1.1 401\r\n\r\nno permissions to access the room\r\n",
                "no-token-arrived",
            ),
        ] {
            let report = assert_leads(text, Outcome::Refuses, code);
            assert_eq!(report.found.refusals[0].code, code, "{text}");
        }
    }

    #[test]
    fn shows_no_secret_that_was_sent_as_a_key() {
        let report = assert_leads(
            &format!("invalid API key: {SECRET}"),
            Outcome::Refuses,
            "key-secret-swapped",
        );
        assert!(!serde_json::to_string(&report).unwrap().contains(SECRET));
    }

    #[test]
    fn that_a_client_hides_leaves_candidates() {
        let report = assert_leads(
            "ConnectionError: could not establish signal connection",
            Outcome::Unknown,
            "signal-connection",
        );
        assert_eq!(report.candidates[0].cause, "missing_token_or_header");
        assert!(plain(&report.next.unwrap()).contains("curl -si"));
        let report = assert_leads(
            "could not establish pc connection",
            Outcome::Unknown,
            "peer-connection",
        );
        assert!(report.candidates.is_empty());
    }
}

#[test]
fn places_are_in_utf_16_units() {
    let token = token(&claims(), SECRET);
    let paste = format!("😀é {token}\n{}", env(SECRET));
    let report = at(&paste, NOW);
    let units: Vec<u16> = paste.encode_utf16().collect();
    let of = |span: &why401::report::Span| {
        String::from_utf16(&units[span.start as usize..span.end as usize]).unwrap()
    };
    assert_eq!(of(&report.found.tokens[0].spans[0]), token);
    assert_eq!(of(&report.found.pairs[0].spans[0]), KEY);
    assert_eq!(of(&report.found.pairs[0].secret_span.unwrap()), SECRET);
    assert_eq!(report.found.pairs[0].place, "lines 3–4");
    assert_eq!(
        of(&report.found.urls[0].spans[0]),
        "wss://demo.livekit.cloud"
    );
}

#[test]
fn claims_keep_their_order_their_repeats_and_every_digit() {
    let payload = r#"{"b":1.50,"big":100002348117421473,"b":{"deep":[1e3]},"exp":1795515947}"#;
    let paste = format!(
        "{}.{}.AAAA",
        base64url::encode(b"{\"alg\":\"HS256\"}"),
        base64url::encode(payload.as_bytes())
    );
    let report = at(&paste, NOW);
    let claims = report.tokens[0].claims.as_ref().unwrap();
    let listed: Vec<_> = claims
        .iter()
        .map(|claim| (claim.name.as_str(), claim.value.as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            ("b", "1.50"),
            ("big", "100002348117421473"),
            ("b", r#"{"deep":[1e3]}"#),
            ("exp", "1795515947")
        ]
    );
    assert_eq!(claims[2].members[0].members[0].value, "1e3");
    assert_eq!(claims[3].instant, Some(1_795_515_947.0));
}
