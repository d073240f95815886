//! Tokens that a server refuses, step after step, with the pair that signed them.

use serde_json::{Value, json};

use super::{Case, beside_its_pair};
use crate::common::{KEY, MINTED, SECRET, claims, env, signed, token, with, without};

pub fn cases() -> Vec<Case> {
    [
        times(),
        claims_of_a_wrong_type(),
        grants(),
        headers(),
        of_keys(),
        of_sdks(),
        of_calls(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn case(name: &str, claims: &Value) -> Case {
    Case::new(name, beside_its_pair(&token(claims, SECRET)))
}

/// The claims with these times, in seconds from now.
pub fn at(nbf: Option<i64>, iat: Option<i64>, exp: Option<i64>) -> Value {
    let mut claims =
        json!({"video": {"roomJoin": true, "room": "my-room"}, "iss": KEY, "sub": "alice"});
    for (name, later) in [("nbf", nbf), ("iat", iat), ("exp", exp)] {
        if let Some(later) = later {
            claims[name] = json!(MINTED + later);
        }
    }
    claims
}

fn times() -> Vec<Case> {
    vec![
        case("expired", &at(Some(-3700), None, Some(-100))),
        case("not valid yet", &at(Some(300), None, Some(3900))),
        case("issued in the future", &at(None, Some(300), Some(3900))),
        case(
            "expired before it is valid",
            &at(Some(3600), None, Some(-3600)),
        ),
        case(
            "expired before it was valid",
            &at(Some(-3600), None, Some(-7200)),
        ),
        case(
            "expired before it was issued",
            &at(None, Some(-3600), Some(-7200)),
        ),
        case("no exp", &without("exp")),
        case("no exp and not valid yet", &at(Some(600), None, None)),
        case("expired and no grant", &{
            let mut claims = at(Some(-3700), None, Some(-100));
            claims["video"] = json!({"room": "my-room"});
            claims
        }),
        Case::new(
            "expired and another secret",
            format!(
                "{}{}",
                env(&SECRET.replace("1234", "zzzz")),
                token(&at(Some(-3700), None, Some(-100)), SECRET)
            ),
        ),
        Case::new(
            "expired before it was valid, without a pair",
            token(&at(Some(-3600), None, Some(-7200)), SECRET),
        ),
    ]
}

fn claims_of_a_wrong_type() -> Vec<Case> {
    let video = |name: &str, value: Value| {
        let mut claims = claims();
        claims["video"][name] = value;
        claims
    };
    let mut claims_of = vec![
        ("exp is text", with("exp", json!("soon"))),
        ("exp is null", with("exp", json!(null))),
        ("nbf is an object", with("nbf", json!({}))),
        ("nbf is an array", with("nbf", json!([]))),
        ("iat is true", with("iat", json!(true))),
        ("sub is a number", with("sub", json!(5))),
        ("video is a string", with("video", json!("all"))),
        ("metadata is an object", with("metadata", json!({"a": 1}))),
        (
            "attributes have a number",
            with("attributes", json!({"a": 1})),
        ),
        ("attributes are a string", with("attributes", json!("a"))),
        ("roomJoin is a string", video("roomJoin", json!("yes"))),
        ("room is a number", video("room", json!(5))),
        (
            "canPublishSources have a number",
            video("canPublishSources", json!([1])),
        ),
        (
            "canPublishSources are a string",
            video("canPublishSources", json!("camera")),
        ),
        ("roomConfig", with("roomConfig", json!({"name": 5}))),
        ("a grant of telephony", with("sip", json!({"admin": "yes"}))),
    ];
    let deep = format!("{}1{}", "[".repeat(10_001), "]".repeat(10_001));
    claims_of.push(("nested too deeply", with("x", json!("DEEP"))));
    claims_of
        .into_iter()
        .map(|(name, claims)| {
            let text = claims.to_string().replace("\"DEEP\"", &deep);
            let token = signed(r#"{"alg":"HS256"}"#, &text, SECRET.as_bytes());
            Case::new(name, beside_its_pair(&token))
        })
        .collect()
}

fn grants() -> Vec<Case> {
    let video = |value: Value| with("video", value);
    let mut cases = vec![
        case("no video grant", &without("video")),
        case("no roomJoin", &video(json!({"room": "my-room"}))),
        case("no room", &video(json!({"roomJoin": true}))),
        case("no identity", &without("sub")),
        case("a long identity", &with("sub", json!("a".repeat(300)))),
        case(
            "a long room",
            &video(json!({"roomJoin": true, "room": "r".repeat(300)})),
        ),
        case(
            "made for the API",
            &video(json!({"roomCreate": true, "roomList": true})),
        ),
        case("made for an agent", &video(json!({"agent": true}))),
    ];
    let mut webhook = without("video");
    webhook["sha256"] = json!("abc=");
    cases.push(case("signs a webhook", &webhook));
    let mut telephony = without("video");
    telephony["sip"] = json!({"admin": true});
    cases.push(case("made for telephony", &telephony));
    cases.push(case(
        "a grant under another name",
        &video(json!({"room_join": true, "room": "my-room"})),
    ));
    let mut claim = without("video");
    claim["videoGrant"] = json!({"roomJoin": true, "room": "my-room"});
    cases.push(case("a claim under another name", &claim));
    cases.push(case(
        "a room under another name",
        &video(json!({"roomJoin": true, "roomName": "my-room"})),
    ));
    cases
}

fn headers() -> Vec<Case> {
    let of = |name: &str, header: &str| {
        let token = signed(header, &claims().to_string(), SECRET.as_bytes());
        Case::new(name, beside_its_pair(&token))
    };
    let unsigned = {
        let token = signed(r#"{"alg":"none"}"#, &claims().to_string(), b"x");
        format!("{}.", token.rsplit_once('.').unwrap().0)
    };
    vec![
        of("HS512", r#"{"alg":"HS512"}"#),
        of("RS256", r#"{"alg":"RS256","typ":"JWT"}"#),
        of("an unknown algorithm", r#"{"alg":"HS1"}"#),
        of("no algorithm", r#"{"typ":"JWT"}"#),
        of("an empty algorithm", r#"{"alg":""}"#),
        of("an algorithm that is a number", r#"{"alg":5}"#),
        of("a critical member", r#"{"alg":"HS256","crit":["x"],"x":1}"#),
        of("a key ID that is a number", r#"{"alg":"HS256","kid":5}"#),
        Case::new("algorithm none", beside_its_pair(&unsigned)),
    ]
}

fn of_keys() -> Vec<Case> {
    let of_key = |iss: &str| token(&with("iss", json!(iss)), SECRET);
    let other = "LIVEKIT_API_KEY=APIother1234567\nLIVEKIT_API_SECRET=FAKEotherFAKEotherFAKEotherFAKEotherFAKEother123\n";
    let third = "STAGING_LIVEKIT_API_KEY=APIthird1234567\nSTAGING_LIVEKIT_API_SECRET=FAKEthirdFAKEthirdFAKEthirdFAKEthirdFAKEthird123\n";
    vec![
        case("no key", &without("iss")),
        Case::new(
            "another secret",
            format!(
                "{}{}",
                env(&SECRET.replace("1234", "zzzz")),
                token(&claims(), SECRET)
            ),
        ),
        Case::new(
            "another key",
            format!("{other}{}", token(&claims(), SECRET)),
        ),
        Case::new(
            "none of several keys",
            format!("{other}{third}{}", token(&claims(), SECRET)),
        ),
        Case::new(
            "a key without its secret",
            format!("LIVEKIT_API_KEY={KEY}\n{third}{}", token(&claims(), SECRET)),
        ),
        Case::new(
            "a secret without its key",
            format!(
                "LIVEKIT_API_SECRET=FAKEthirdFAKEthirdFAKEthirdFAKEthirdFAKEthird123\n{}",
                token(&claims(), SECRET)
            ),
        ),
        Case::new(
            "the secret of another key",
            beside_its_pair(&of_key("APIother1234567")),
        ),
    ]
}

/// The line to write depends on who made the token.
fn of_sdks() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for line in include_str!("../../vectors/sdk-tokens.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let sdk = row["sdk"].as_str().unwrap().to_owned();
        let Some(Ok(mut claims)) = row["payload_text"]
            .as_str()
            .map(serde_json::from_str::<Value>)
        else {
            continue;
        };
        if row["case"] != "a_default" || !row["header_text"].as_str().unwrap().contains("HS256") {
            continue;
        }
        claims["video"] = json!({"room": "my-room"});
        let mint = |claims: &Value| {
            signed(
                row["header_text"].as_str().unwrap(),
                &claims.to_string(),
                SECRET.as_bytes(),
            )
        };
        let now = row["minted_at"].as_f64().unwrap() + 5.0;
        let no_join = Case::new(
            format!("no roomJoin, by {sdk}"),
            beside_its_pair(&mint(&claims)),
        )
        .at(now);
        // Only for tokens with a known SDK, and once for each SDK.
        let Some(minter) = no_join.report().tokens[0].minter.clone() else {
            continue;
        };
        let name = minter.split(',').next().unwrap().to_owned();
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        cases.push(no_join);
        claims.as_object_mut().unwrap().remove("exp");
        cases.push(Case::new(format!("no exp, by {sdk}"), beside_its_pair(&mint(&claims))).at(now));
    }
    cases
}

/// Calls that a server refuses for their form or for what they ask, with tokens that are right.
fn of_calls() -> Vec<Case> {
    let join = token(&claims(), SECRET);
    let list = token(&with("video", json!({"roomList": true})), SECRET);
    let silent = json!({"roomJoin": true, "room": "my-room", "canPublish": false});
    let silent = token(&with("video", silent), SECRET);
    let host = "https://demo.livekit.cloud";
    let own = "curl https://lk.example.com";
    let rooms = format!("curl {host}/twirp/livekit.RoomService/ListRooms");
    let at_home = |name: &str, call: String| {
        let pair = format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n");
        Case::new(name, format!("{pair}{call}\n"))
    };
    let of = |name: &str, call: String| Case::new(name, format!("{}{call}\n", env(SECRET)));
    vec![
        of(
            "the token alone in the header",
            format!("curl {host}/rtc/validate -H 'Authorization: {join}'"),
        ),
        of(
            "an expired token alone in the header",
            format!(
                "curl {host}/rtc/validate -H 'Authorization: {}'",
                token(&at(Some(-3700), None, Some(-100)), SECRET)
            ),
        ),
        Case::new(
            "the token alone in the header, without a pair",
            format!("curl {host}/rtc/validate -H 'Authorization: {join}'"),
        ),
        Case::new(
            "the token alone in the header, to another server",
            format!("curl https://api.example.com/rooms -H 'Authorization: {join}'"),
        ),
        of(
            "it may not publish",
            format!("curl '{host}/rtc/validate?publish=x&access_token={silent}'"),
        ),
        of(
            "it may not set attributes",
            format!("curl '{host}/rtc/validate?attributes=eyAiYSI6ImIifQ==&access_token={join}'"),
        ),
        of(
            "no join request",
            format!("curl '{host}/rtc/v1/validate?access_token={join}'"),
        ),
        of(
            "another method than POST",
            format!("{rooms} -H 'Authorization: Bearer {list}'"),
        ),
        of(
            "a form instead of JSON",
            format!("{rooms} -d '{{}}' -H 'Authorization: Bearer {list}'"),
        ),
        at_home(
            "a method that no release has",
            format!(
                "{own}/twirp/livekit.RoomService/KickParticipant -d '{{}}' -H 'Content-Type: application/json' -H 'Authorization: Bearer {list}'"
            ),
        ),
        at_home(
            "a method in another case",
            format!(
                "{own}/twirp/livekit.RoomService/listRooms -d '{{}}' -H 'Content-Type: application/json' -H 'Authorization: Bearer {list}'"
            ),
        ),
        at_home(
            "a service that no release has",
            format!(
                "{own}/twirp/livekit.Room/ListRooms -d '{{}}' -H 'Content-Type: application/json' -H 'Authorization: Bearer {list}'"
            ),
        ),
        Case::new(
            "a command of lk",
            "$ lk egress list\ntwirp error unauthenticated: permissions denied\n",
        ),
        of(
            "a method that is not known here",
            format!(
                "{rooms}AndMore -d '{{}}' -H 'Content-Type: application/json' -H 'Authorization: Bearer {list}'"
            ),
        ),
    ]
}
