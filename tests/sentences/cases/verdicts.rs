//! Verdicts without a finding, and what to paste next.

use serde_json::json;

use super::{Case, beside_its_pair};
use crate::common::{KEY, MINTED, NOW, SECRET, claims, env, signed, token, with};

pub fn cases() -> Vec<Case> {
    [of_tokens(), of_reports()].into_iter().flatten().collect()
}

/// What public reports have beside a token, or instead of one.
fn of_reports() -> Vec<Case> {
    let own = token(&claims(), SECRET);
    let login = json!({"iss": "https://securetoken.google.com/demo", "aud": "demo", "sub": "1", "iat": MINTED, "exp": MINTED + 600});
    let login = signed(
        r#"{"alg":"RS256","kid":"1"}"#,
        &login.to_string(),
        SECRET.as_bytes(),
    );
    vec![
        Case::new(
            "a token, and another service's behind it",
            format!("{own}\n\n{login}"),
        ),
        Case::new(
            "the error of another service",
            format!("{own}\nError: Firebase ID token has expired (auth/id-token-expired)."),
        ),
        Case::new(
            "a question about sessions",
            "Why do participants get disconnected after 6 hours, LiveKit token expired?",
        ),
        Case::new(
            "a method in prose",
            "createIngress says unauthenticated, permission denied",
        ),
        Case::new(
            "a room that a call of the API needs",
            "egress: TwirpError(code=not_found, message=requested room does not exist, status=404)",
        ),
        Case::new(
            "a route that gives tokens",
            "POST https://app.example.com/api/token 500 (Internal Server Error)",
        ),
        Case::new(
            "no token, sent to another server",
            "GET wss://lk.example.com/rtc?access_token=asdf 404 (Not Found)",
        ),
    ]
}

fn of_tokens() -> Vec<Case> {
    let own = token(&claims(), SECRET);
    let repeated = signed(
        r#"{"alg":"HS256"}"#,
        &format!(
            r#"{{"iss":"{KEY}","sub":"alice","exp":{},"video":{{"roomJoin":true,"room":"r"}},"x":1,"x":2}}"#,
            MINTED + 600
        ),
        SECRET.as_bytes(),
    );
    vec![
        Case::new("nothing", ""),
        Case::new("something else", "Lorem ipsum dolor sit amet"),
        Case::new(
            "a wrong secret, with the token",
            format!("LiveKit: error in cryptographic primitive\n{own}"),
        ),
        Case::new(
            "a wrong secret, with the pair",
            format!("{}LiveKit: error in cryptographic primitive", env(SECRET)),
        ),
        Case::new(
            "a length, for a user of Python",
            "agent.py:3: Secret length: 46",
        ),
        Case::new(
            "the bytes of an image",
            "\u{FFFD}PNG\r\n\u{1A}\n\0\0\0\rIHDR",
        ),
        Case::new("a status", "GET /api/token 401"),
        Case::new(
            "an explanation",
            "LiveKit has these errors: token is expired; token is not valid yet; token signature is invalid.",
        ),
        Case::new("a pair alone", env(SECRET)),
        Case::new("a URL alone", "wss://demo.livekit.cloud"),
        Case::new("a failure", "livekit error"),
        Case::new(
            "a failure on Windows",
            "PS C:\\app> node index.js\nlivekit: could not establish signal connection",
        ),
        Case::new(
            "a failure at a URL",
            "could not establish signal connection\nLIVEKIT_URL=ws://localhost:7880",
        ),
        Case::new("accepted", beside_its_pair(&own)),
        Case::new(
            "accepted, when it was asked",
            format!(
                "{}\nHTTP/1.1 200 OK\nDate: Tue, 24 Nov 2026 10:30:00 GMT\n\n",
                beside_its_pair(&own)
            ),
        )
        .at(NOW + 600.0),
        Case::new("accepted from a release on", beside_its_pair(&repeated)),
        Case::new(
            "accepted, but not by some older releases",
            beside_its_pair(&token(
                &with("roomConfig", json!({"metadata": "x"})),
                SECRET,
            )),
        ),
        Case::new(
            "accepted, with a fraction of a second",
            beside_its_pair(&token(&with("exp", json!(NOW + 600.5)), SECRET)),
        ),
        Case::new("not checked", own.clone()),
        Case::new(
            "not checked, with a remark",
            token(&with("exp", json!(MINTED + 90 * 86_400)), SECRET),
        ),
        Case::new(
            "not checked, with its key",
            format!("LIVEKIT_API_KEY={KEY}\n{own}"),
        ),
        Case::new(
            "of two, the first is accepted",
            format!(
                "{}\n{}",
                beside_its_pair(&own),
                token(&with("sub", json!("bob")), SECRET)
            ),
        ),
        Case::new(
            "a token, and an answer that contradicts it",
            format!(
                "{}\ninvalid API key: APIother1234567",
                beside_its_pair(&own)
            ),
        ),
        Case::new(
            "two answers",
            "livekit: invalid API key: APIother1234567\nlivekit: invalid authorization token: token has invalid claims: token is expired",
        ),
    ]
}
