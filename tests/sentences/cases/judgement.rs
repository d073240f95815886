//! What was seen beside a token, and what tokens are for.

use serde_json::{Value, json};

use super::{Case, beside_its_pair};
use crate::common::{KEY, MINTED, NOW, SECRET, claims, env, token, with};

pub fn cases() -> Vec<Case> {
    [sent(), answered(), requests(), purposes(), times()]
        .into_iter()
        .flatten()
        .collect()
}

fn url(sent: &str, rest: &str) -> String {
    format!("GET https://lk.example.com/rtc/validate?access_token={sent} {rest}")
}

fn sent() -> Vec<Case> {
    let own = token(&claims(), SECRET);
    let refused = "401 (Unauthorized)";
    vec![
        Case::new("sent with Bearer", url(&format!("Bearer%20{own}"), refused)),
        Case::new("sent with quotes", url(&format!("%22{own}%22"), refused)),
        Case::new("sent with a line end", url(&format!("{own}%0A"), refused)),
        Case::new(
            "sent empty",
            "WebSocket connection to 'wss://lk.example.com/rtc?access_token=&sdk=js' failed: HTTP Authentication failed",
        ),
        Case::new("a refusal without a reason", url(&own, refused)),
        Case::new(
            "a status, with token and pair",
            format!("401 Unauthorized\n{}", beside_its_pair(&own)),
        ),
        Case::new(
            "an error that is not known, with token and pair",
            format!(
                "FrobnicationError: out of cheese\n{}",
                beside_its_pair(&own)
            ),
        ),
        Case::new(
            "a failure, with token and pair",
            format!(
                "could not establish signal connection\n{}",
                beside_its_pair(&own)
            ),
        ),
    ]
}

fn answered() -> Vec<Case> {
    let own = token(&claims(), SECRET);
    let signal = "could not establish signal connection: ";
    let expired = "invalid authorization token: token has invalid claims: token is expired";
    let texts = [
        ("an unknown key", "invalid API key"),
        ("another key", "invalid API key: APIother1234567"),
        (
            "a wrong secret",
            "invalid authorization token: token signature is invalid: signature is invalid",
        ),
        ("no token", "invalid authorization token"),
        ("no grant", "no permissions to access the room"),
        ("no identity", "identity cannot be empty"),
        ("an expired token", expired),
        (
            "a token that was not valid yet",
            "invalid authorization token: token has invalid claims: token is not valid yet",
        ),
    ];
    let beside = |(name, text): (&str, &str)| {
        let paste = format!("{signal}{text}\n{}", beside_its_pair(&own));
        Case::new(format!("{name}, with a token that fits"), paste)
    };
    let mut cases: Vec<Case> = texts.into_iter().map(beside).collect();
    let config = with("roomConfig", json!({"tags": {}}));
    let config = token(&config, SECRET);
    cases.extend([
        Case::new(
            "an unknown key, with a token",
            format!("{signal}invalid API key\n{own}"),
        ),
        Case::new(
            "a reason of older releases",
            format!("{signal}invalid token: {config}"),
        ),
        Case::new(
            "not valid yet",
            format!("{signal}{}", expired.replace("expired", "not valid yet")),
        ),
        Case::new(
            "an answer behind a README",
            format!("- `invalid API key`: look it up.\n{signal}{expired}"),
        ),
        Case::new(
            "a failure with a token",
            url(&own, "net::ERR_CONNECTION_REFUSED"),
        ),
    ]);
    cases
}

fn requests() -> Vec<Case> {
    let join = token(&claims(), SECRET);
    let mut cases = Vec::new();
    for method in [
        "CreateRoom",
        "ListRooms",
        "ListParticipants",
        "MoveParticipant",
        "ListEgress",
        "ListIngress",
        "ListSIPTrunk",
        "CreateSIPParticipant",
    ] {
        let denied = format!(
            "{{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}}\n/twirp/livekit.X/{method}"
        );
        cases.push(Case::new(format!("{method} without its grant"), denied));
        let call = format!("url: '/twirp/livekit.X/{method}'\n{join}");
        cases.push(Case::new(format!("{method} with a token to join"), call));
    }
    let list = token(&with("video", json!({"roomList": true})), SECRET);
    let line = |key: &str| {
        format!(
            "API RoomService.ListRooms {{\"service\": \"RoomService\", {key}\"method\": \"ListRooms\", \"error\": \"permissions denied\"}}"
        )
    };
    cases.extend([
        Case::new("a log line with a key", line("\"apiKey\": \"APIx\", ")),
        Case::new("a log line without a key", line("")),
        Case::new(
            "a grant that is there",
            format!("twirp error unauthenticated: permissions denied, RoomServiceClient.listRooms\n{list}"),
        ),
        Case::new("an agent worker", format!("wss://lk.example.com/agent\n{join}")),
        Case::new(
            "an agent worker's answer",
            "{\"path\": \"/agent\", \"error\": \"no permissions to access the room\"}",
        ),
        Case::new("no room for a call", {
            let admin = token(&with("video", json!({"roomAdmin": true})), SECRET);
            format!("RoomServiceClient.listParticipants\n{admin}")
        }),
        Case::new("another room", {
            let admin = token(&with("video", json!({"roomAdmin": true, "room": "one"})), SECRET);
            format!("curl -X POST https://lk.example.com/twirp/livekit.RoomService/ListParticipants -H 'Authorization: Bearer {admin}' -H 'Content-Type: application/json' -d '{{\"room\":\"two\"}}'")
        }),
    ]);
    cases
}

/// The answer to no token beside a token, whose request is not there to see.
const NOTHING_ARRIVED: &str = "HTTP/1.1 401 Unauthorized\nContent-Type: text/plain; charset=utf-8\n\nno permissions to access the room\n";

fn purposes() -> Vec<Case> {
    let made = |video: Value| token(&with("video", video), SECRET);
    let webhook = json!({"iss": KEY, "exp": MINTED + 300, "sha256": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="});
    let webhook = token(&webhook, SECRET);
    let development = token(&with("iss", json!("devkey")), "secret");
    vec![
        Case::new("for the API", made(json!({"roomRecord": true}))),
        Case::new("for an agent", made(json!({"agent": true}))),
        Case::new("for a webhook", webhook.clone()),
        Case::new(
            "for a webhook, refused by its endpoint",
            format!("POST /hook HTTP/1.1\nAuthorization: {webhook}\n\nHTTP/1.1 401 Unauthorized\n"),
        ),
        Case::new(
            "for a webhook, as it arrived",
            format!(
                "POST /hook HTTP/1.1\nContent-Type: application/webhook+json\nAuthorization: {webhook}\n\n{{}}\n"
            ),
        ),
        Case::new(
            "for a webhook, beside the code that receives it",
            format!("const receiver = new WebhookReceiver(key, secret);\n{webhook}\n"),
        ),
        Case::new(
            "for a webhook, sent to join",
            url(&webhook, "401 (Unauthorized)"),
        ),
        Case::new("for a webhook, with its pair", beside_its_pair(&webhook)),
        Case::new(
            "for a room, beside the answer to no token",
            format!(
                "{NOTHING_ARRIVED}\n{}",
                beside_its_pair(&token(&claims(), SECRET))
            ),
        ),
        Case::new(
            "for a room with all that a request may ask for, beside the answer to no token",
            format!(
                "{NOTHING_ARRIVED}\n{}",
                beside_its_pair(&made(
                    json!({"roomJoin": true, "room": "my-room", "canUpdateOwnMetadata": true})
                ))
            ),
        ),
        Case::new(
            "of --dev",
            format!("LIVEKIT_URL=ws://localhost:7880\n{development}"),
        ),
    ]
}

fn times() -> Vec<Case> {
    let mut leeway = claims();
    leeway["exp"] = json!(MINTED - 29);
    leeway["nbf"] = json!(MINTED - 600);
    let mut milliseconds = claims();
    milliseconds["exp"] = json!((MINTED + 3600) * 1000);
    let mut agrees = with("iat", json!(MINTED - 30));
    agrees["nbf"] = json!(MINTED - 30);
    let agrees = token(&agrees, SECRET);
    vec![
        Case::new(
            "expired within the leeway",
            beside_its_pair(&token(&leeway, SECRET)),
        ),
        Case::new("milliseconds, not checked", token(&milliseconds, SECRET)),
        Case::new(
            "a server behind",
            format!(
                "{}{agrees}\nHTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 09:25:47 GMT\n\n",
                env(SECRET)
            ),
        )
        .at(NOW),
        Case::new(
            "a key like one of LiveKit Cloud",
            format!(
                "could not establish signal connection: invalid API key\n{}{}",
                env(SECRET).replace("wss://demo.livekit.cloud", "ws://localhost:7880"),
                token(&claims(), SECRET)
            ),
        ),
    ]
}
