//! Secrets of forty kinds, twelve codings, and six kinds of files.

use why401::text::base64url;

/// A way to write a text.
type Coding = (&'static str, fn(&str) -> String);
/// A way to write a file with a name and its value.
type File = (&'static str, fn(&str, &str) -> String);

/// The characters in a row that nobody may see of a secret.
const FRAGMENT: usize = 8;

const NAMES: [&str; 20] = [
    "LIVEKIT_API_SECRET",
    "client_secret",
    "refresh_token",
    "access_token",
    "password",
    "Authorization",
    "Cookie",
    "Set-Cookie",
    "private_key",
    "x-api-key",
    "AWS_SECRET_ACCESS_KEY",
    "code_verifier",
    "session_id",
    "id_token",
    "api_key",
    "signing_key",
    "DATABASE_PASSWORD",
    "passphrase",
    "csrf_token",
    "webhook_secret",
];

/// The names and values of forty secrets: random letters and digits, and with signs that codings change.
pub fn secrets() -> Vec<(String, String)> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let plain = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let signs = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789/+._~!*$@-";
    let mut value = |of: &[u8], length: usize| -> String {
        (0..length)
            .map(|_| char::from(of[next(of.len())]))
            .collect()
    };
    (NAMES.iter().flat_map(|name| {
        let short = format!("FAKE{}7x", value(plain, 22));
        let long = format!("FAKE{}9z", value(signs, 38));
        [(*name, short), (*name, long)]
    }))
    .map(|(name, secret)| match name {
        "Authorization" => (name.to_owned(), format!("Bearer {secret}")),
        "Cookie" => (name.to_owned(), format!("sid={secret}; theme=dark")),
        "Set-Cookie" => (name.to_owned(), format!("sid={secret}; Path=/; HttpOnly")),
        _ => (name.to_owned(), secret),
    })
    .collect()
}

/// Writes each byte in the same way.
fn bytes(text: &str, write: impl Fn(u8) -> String) -> String {
    let written: Vec<String> = text.bytes().map(write).collect();
    written.concat()
}

fn percent(text: &str) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    bytes(text, |byte| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    })
}

fn standard(text: &str) -> String {
    let encoded = base64url::encode(text.as_bytes())
        .replace('-', "+")
        .replace('_', "/");
    let padding = "=".repeat((4 - encoded.len() % 4) % 4);
    encoded + &padding
}

pub const CODINGS: [Coding; 12] = [
    ("plain", str::to_owned),
    ("percent", percent),
    ("percent, twice", |text| percent(&percent(text))),
    ("percent, all", |text| {
        bytes(text, |byte| format!("%{byte:02x}"))
    }),
    ("JSON", |text| text.replace('/', "\\/")),
    ("JSON, all", |text| {
        bytes(text, |byte| format!("\\u{byte:04x}"))
    }),
    ("shell", |text| text.replace('$', "\\$").replace('!', "\\!")),
    ("shell, bytes", |text| {
        bytes(text, |byte| format!("\\x{byte:02x}"))
    }),
    ("base64", standard),
    ("base64url", |text| base64url::encode(text.as_bytes())),
    ("base64, behind a byte", |text| {
        standard(&format!("x{text}"))
    }),
    ("hex", |text| bytes(text, |byte| format!("{byte:02x}"))),
];

/// Quotes a text that may have escapes for JSON already.
fn json(value: &str) -> String {
    serde_json::to_string(value).unwrap()
}

pub const FILES: [File; 6] = [
    ("HAR", |name, value| {
        let entry = serde_json::json!({
            "startedDateTime": "2026-11-24T10:25:47.000Z", "time": 12,
            "request": {
                "method": "POST", "url": format!("https://demo.livekit.cloud/rtc?{name}={value}&room=my-room"),
                "headers": [{"name": "Host", "value": "demo.livekit.cloud"}, {"name": name, "value": value}],
                "queryString": [{"name": name, "value": value}], "cookies": [{"name": "sid", "value": value}],
                "postData": {"mimeType": "application/json", "text": format!("{{{}:{}}}", json(name), json(value))},
            },
            "response": {"status": 401, "content": {"encoding": "base64", "text": standard(&format!("{{{}:{},\"ok\":false}}", json(name), json(value)))}},
        });
        serde_json::to_string_pretty(
            &serde_json::json!({"log": {"version": "1.2", "entries": [entry]}}),
        )
        .unwrap()
    }),
    ("NDJSON", |name, value| {
        format!(
            "{{\"level\":\"info\",\"ts\":1795515947.1,\"msg\":\"start\"}}\n{{\"level\":\"error\",{}:{},\"msg\":\"POST /token {} -> 401\"}}\n",
            json(name),
            json(value),
            json(&format!("{name}={value}&x=1")).trim_matches('"')
        )
    }),
    (".env", |name, value| {
        format!(
            "# settings\nLIVEKIT_URL=wss://demo.livekit.cloud\n{name}={value}\nexport {name}='{value}'\nOTHER=1\n"
        )
    }),
    ("YAML", |name, value| {
        format!(
            "app:\n  room: my-room\n  {name}: {value}\n  quoted: 1\n  env:\n    - name: {name}\n      value: '{value}'\n  block:\n    {name}: |\n      {value}\n  last: 1\n"
        )
    }),
    ("curl", |name, value| {
        format!(
            "curl -X POST 'https://demo.livekit.cloud/token?room=r' \\\n  -H '{name}: {value}' \\\n  -d '{name}={value}&room=r' \\\n  --data-raw '{{\"{name}\":\"{value}\"}}'\n"
        )
    }),
    ("log", |name, value| {
        format!(
            "2026-11-24T10:25:47Z INFO request {name}={value} room=my-room status=401\n2026-11-24T10:25:48Z DEBUG headers map[{name}:[{value}] Host:[x]]\n2026-11-24T10:25:48Z WARN {{\"{name}\": \"{value}\"}} refused\n"
        )
    }),
];

/// The first fragment of a text that is in a copy, in any coding and case.
pub fn leaked(secret: &str, copy: &str) -> Option<String> {
    // What is no secret: the scheme, and the names and attributes of cookies.
    let secret = secret.strip_prefix("Bearer ").unwrap_or(secret);
    let secret = secret
        .strip_prefix("sid=")
        .and_then(|rest| rest.split(';').next())
        .unwrap_or(secret);
    let copy = copy.to_lowercase();
    for (_, encode) in CODINGS {
        for skipped in 0..3 {
            let coded = encode(&secret[skipped..]).to_lowercase();
            let coded: Vec<char> = coded.trim_end_matches('=').chars().collect();
            // The last group of base64 and of escapes may hold something else too.
            let window = if coded.len() > 3 * secret.len() {
                FRAGMENT * coded.len() / secret.len()
            } else {
                FRAGMENT
            };
            for fragment in coded
                .windows(window)
                .take((coded.len() - 3).saturating_sub(window))
            {
                let fragment: String = fragment.iter().collect();
                if copy.contains(&fragment) {
                    return Some(fragment);
                }
            }
        }
    }
    None
}
