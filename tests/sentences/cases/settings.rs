//! Settings that are faulty by themselves.

use serde_json::json;

use super::Case;
use crate::common::{KEY, SECRET, claims, env, token, with};

pub fn cases() -> Vec<Case> {
    [
        missing(),
        pairs(),
        values(),
        urls(),
        of_servers(),
        of_files(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn missing() -> Vec<Case> {
    vec![
        Case::new(
            "key and secret are empty",
            "LIVEKIT_URL=wss://demo.livekit.cloud\nLIVEKIT_API_KEY=\nLIVEKIT_API_SECRET=\n",
        ),
        Case::new(
            "the secret is empty, beside an error",
            format!(
                "api_key: {KEY}\napi_secret:\nws_url: wss://demo.livekit.cloud\ncould not establish signal connection"
            ),
        ),
        Case::new(
            "other names than the SDK reads",
            format!(
                "LIVEKIT_KEY={KEY}\nexport LIVEKIT_SECRET={SECRET}\nError: apiKey is required: pass apiKey or set LIVEKIT_API_KEY"
            ),
        ),
        Case::new(
            "set of Windows, with quotes",
            format!(
                "C:\\> set LIVEKIT_API_KEY=\"{KEY}\" && set LIVEKIT_API_SECRET=\"{SECRET}\" && node server.js\nUnauthorized: invalid API key\n    at toTwirpError"
            ),
        ),
        Case::new(
            "setx, in the same window",
            format!(
                "PS C:\\> setx LIVEKIT_API_KEY {KEY}\nSUCCESS: Specified value was saved.\nPS C:\\> node server.js\nError: api-key and api-secret must be set"
            ),
        ),
        Case::new(
            "variables of PowerShell",
            format!(
                "$LIVEKIT_API_KEY = \"{KEY}\"\n$LIVEKIT_API_SECRET = \"{SECRET}\"\nnode server.js\nError: api-key and api-secret must be set"
            ),
        ),
        Case::new(
            "a byte order mark before the first name",
            format!(
                "\u{feff}LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\nError: api-key and api-secret must be set"
            ),
        ),
        Case::new(
            "a percent sign in a unit of systemd",
            format!(
                "Environment=LIVEKIT_API_KEY={KEY}\nEnvironment=LIVEKIT_API_SECRET=FAKE%secret{SECRET}\n"
            ),
        ),
        Case::new(
            "another name than the SDK reads",
            format!(
                "API_SECRET={SECRET}\nError: apiSecret is required: pass apiSecret or set LIVEKIT_API_SECRET"
            ),
        ),
        Case::new(
            "the names that the SDK reads, in another process",
            format!(
                "{}Error: apiKey is required: pass apiKey or set LIVEKIT_API_KEY",
                env(SECRET)
            ),
        ),
        Case::new(
            "three are empty",
            "LIVEKIT_URL=\"\"\nLIVEKIT_API_KEY=\"\"\nLIVEKIT_API_SECRET=\"\"\n",
        ),
        Case::new(
            "an empty line beside one that is set",
            format!("LIVEKIT_API_SECRET=\n{}", env(SECRET)),
        ),
        Case::new(
            "an empty setting beside a token",
            format!("LIVEKIT_API_SECRET=\n{}", token(&claims(), SECRET)),
        ),
        Case::new(
            "placeholders",
            "LIVEKIT_API_KEY=<your-api-key>\nLIVEKIT_API_SECRET=<your-api-secret>\n",
        ),
        Case::new(
            "a token with a placeholder as its key",
            token(&with("iss", json!("<your-api-key>")), "<your-api-secret>"),
        ),
        Case::new("a decoded payload", claims().to_string()),
        Case::new(
            "a service link of Kubernetes",
            "LIVEKIT_PORT=tcp://10.96.44.7:7880\nCrashLoopBackOff",
        ),
    ]
}

fn pairs() -> Vec<Case> {
    let other = "ZyXwVuTsRqPoNmLkJiHgFeDcBa98765432QwErTyUiO";
    let server = |key: &str, secret: &str| format!("# livekit.yaml\nkeys:\n  {key}: {secret}\n");
    let client = format!("# .env\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n");
    let token = token(&claims(), SECRET);
    let file = |name: &str, secret: &str| {
        format!("==> {name} <==\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={secret}\n")
    };
    vec![
        Case::new("two secrets of a key", server(KEY, other) + &client),
        Case::new(
            "two secrets of a key, and a token of the client's",
            server(KEY, other) + &client + &token,
        ),
        Case::new(
            "two files with different secrets of a key, and a token of the second",
            file(".env", other) + &file(".env.local", SECRET) + &token,
        ),
        Case::new(
            "a file, a token, and the file again with the right secret",
            format!("{}{token}\n{}", env(other), env(SECRET)),
        ),
        Case::new(
            "a file, a token, and the file again with a wrong secret",
            format!("{}{token}\n{}", env(SECRET), env(other)),
        ),
        Case::new(
            "a key that the server does not have",
            format!("{}{client}401 invalid API key", server("serverkey", other)),
        ),
        Case::new(
            "a token with a key that the server does not have",
            server("serverkey", other) + &client + &token,
        ),
        Case::new(
            "keys without a space after the colon",
            format!("LIVEKIT_KEYS=\"{KEY}:{SECRET}\""),
        ),
        Case::new(
            "keys of a file without a space after the colon, and a token of the pair",
            format!("port: 7880\nkeys:\n  {KEY}:{SECRET}\nrtc:\n  tcp_port: 7881\n{token}"),
        ),
        Case::new(
            "a secret of digits",
            "LIVEKIT_KEYS=\"12345678: 11111111111111111111111111111111\"",
        ),
        Case::new(
            "a comma at the end of a line of .env",
            format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET},\n{token}"),
        ),
        Case::new(
            "a comma that separates",
            format!("{{\"apiKey\": \"{KEY}\",\n\"apiSecret\": \"{SECRET}\",\n}}\n{token}"),
        ),
    ]
}

fn values() -> Vec<Case> {
    let of = |name: &str, key: &str, secret: &str| {
        Case::new(
            name,
            format!("LIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET={secret}\n"),
        )
    };
    let cloud = "LIVEKIT_URL=wss://demo.livekit.cloud\n";
    vec![
        of("swapped", SECRET, KEY),
        of("the key twice", KEY, KEY),
        of("a space before the secret", KEY, &format!("\" {SECRET}\"")),
        of(
            "a line end behind the secret",
            KEY,
            &format!("\"{SECRET}\\n\""),
        ),
        of("quotes around the secret", KEY, &format!("\"'{SECRET}'\"")),
        of("a comma behind the secret", KEY, &format!("{SECRET},")),
        Case::new(
            "the pair of --dev with LiveKit Cloud",
            format!("{cloud}LIVEKIT_API_KEY=devkey\nLIVEKIT_API_SECRET=secret\n"),
        ),
        of("nothing wrong", KEY, SECRET),
        Case::new("a key alone", "LIVEKIT_API_KEY=APIw4Hn8sLq2TvX"),
        Case::new(
            "a secret alone",
            "LIVEKIT_API_SECRET=FAKEd7Kp3Wz9Qm5Rb1Xv6Ty8Lc2Nf4Hj0GsEuIoPaA",
        ),
        Case::new("usual lengths", "Key length: 15\nSecret length: 44\n"),
        Case::new("lengths of nothing", "Key length: 0\nSecret length: 0\n"),
    ]
}

fn urls() -> Vec<Case> {
    let urls = [
        "=wss://demo.livekit.cloud",
        "wss://",
        "wss://.example.com",
        "wss://https://demo.livekit.cloud",
        "demo.livekit.cloud",
        "wss:/demo.livekit.cloud",
        "https://cloud.livekit.io/projects/p_1",
        "wss://livekit.example.com/rtc",
        "wss://your-project.livekit.cloud",
        "wss://demo-1a2b3c4d.livekit.cloud:7880",
        "wss://livekit.example.com",
    ];
    let case = |url| {
        let paste =
            format!("LIVEKIT_URL={url}\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n");
        Case::new(format!("the URL {url}"), paste)
    };
    urls.map(case).into()
}

/// The server's own map of keys, beside what it answered.
fn of_servers() -> Vec<Case> {
    let keys = format!("livekit.yaml\nkeys:\n  {KEY}: {SECRET}\n");
    vec![
        Case::new(
            "a key that the pasted map has",
            format!("{keys}invalid API key: {KEY}"),
        ),
        Case::new(
            "a key that the pasted map lacks",
            format!("{keys}invalid API key: APIother1234567"),
        ),
        Case::new(
            "a key that is called mine",
            format!("livekit:\n  keys:\n    myapikey: \"{SECRET}\"\ninvalid API key: {KEY}"),
        ),
        Case::new(
            "the secret of the map as the key",
            format!("{keys}lk room list --api-key {SECRET} --api-secret {KEY}"),
        ),
        Case::new(
            "a key in the file beside LIVEKIT_KEYS",
            format!(
                "environment:\n  LIVEKIT_KEYS: \"key1: {SECRET}\"\n\n{keys}invalid API key: {KEY}"
            ),
        ),
        Case::new(
            "the secret of the map in both places",
            format!("{keys}\nLIVEKIT_API_KEY={SECRET}\nLIVEKIT_API_SECRET={SECRET}\n"),
        ),
        Case::new(
            "names of settings in the map",
            format!("livekit.yaml\nkeys:\n  api_key: {KEY}\n  api_secret: {SECRET}\n"),
        ),
    ]
}

/// Settings that the program gets in another form than they are written in.
fn of_files() -> Vec<Case> {
    let encoded = |text: &str| why401::text::base64url::encode(text.as_bytes());
    let own = token(&claims(), SECRET);
    let twice = format!(
        "LIVEKIT_API_KEY={}\nLIVEKIT_API_SECRET={}\n",
        encoded(KEY),
        encoded(SECRET)
    );
    let run = "docker run -d \\\n  --env-file .env agent\n\n";
    let swapped = "{ name = \"LIVEKIT_API_KEY\", value = var.livekit_api_secret }\n{ name = \"LIVEKIT_API_SECRET\", value = var.livekit_api_key }\n";
    vec![
        Case::new("key and secret in base64", twice),
        Case::new(
            "a secret of one's own that looks encoded, and works",
            format!(
                "{}{}",
                env(&encoded(SECRET)),
                token(&claims(), &encoded(SECRET))
            ),
        ),
        Case::new(
            "an answer that repeats a key in base64",
            format!("invalid API key: {}", encoded(KEY)),
        ),
        Case::new(
            "quotes in a file for docker run",
            format!("{run}LIVEKIT_API_KEY=\"{KEY}\"\nLIVEKIT_API_SECRET=\"{SECRET}\"\n"),
        ),
        Case::new(
            "no quotes in a file for docker run",
            format!("{run}LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n"),
        ),
        Case::new("variables that are swapped", swapped),
        Case::new(
            "an application's URL as the issuer",
            token(&with("iss", json!("https://app.example.com")), SECRET),
        ),
        Case::new(
            "an answer that repeats an application's URL",
            "invalid API key: https://app.example.com",
        ),
        Case::new("nobody is seen", format!("the viewer sees nothing\n{own}")),
        Case::new(
            "nobody is seen, with a token that may not subscribe",
            format!("the viewer sees nothing\n{}", {
                let video = json!({"roomJoin": true, "room": "my-room", "canSubscribe": false});
                token(&with("video", video), SECRET)
            }),
        ),
        Case::new(
            "a room of a variable without a value",
            token(
                &with("video", json!({"roomJoin": true, "room": "undefined"})),
                SECRET,
            ),
        ),
        Case::new(
            "a status that leads to a login",
            "HTTP/1.1 302 Found\nLocation: https://auth.example.com/?rd=https%3A%2F%2Flk.example.com%2Frtc%2Fvalidate\n\n$ curl -i https://lk.example.com/rtc/validate",
        ),
    ]
}
