//! Pairs of API key and secret are found in every place where people keep them, and nowhere else.

use why401::diagnose;
use why401::report::Report;
use why401::text::NumericDate;

const NOW: NumericDate = NumericDate(1_795_515_947.0);
const KEY: &str = "APItestkey12345";
const SECRET: &str = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234";

/// A place: how a pair stands there, and how a pair of another product does.
const PLACES: &[(&str, &str)] = &[
    (
        "env",
        "LIVEKIT_URL=wss://demo.livekit.cloud\nLIVEKIT_API_KEY={k}\nLIVEKIT_API_SECRET={s}\n",
    ),
    (
        "env, double quotes",
        "LIVEKIT_API_KEY=\"{k}\"\nLIVEKIT_API_SECRET=\"{s}\"\n",
    ),
    (
        "env, single quotes",
        "LIVEKIT_API_KEY='{k}'\nLIVEKIT_API_SECRET='{s}'\n",
    ),
    (
        "env, spaces",
        "LIVEKIT_API_KEY = {k}\nLIVEKIT_API_SECRET = {s}\n",
    ),
    (
        "env, comments",
        "# pair\nLIVEKIT_API_KEY={k} # key\nLIVEKIT_API_SECRET={s} # secret\n",
    ),
    (
        "env, CRLF",
        "LIVEKIT_API_KEY={k}\r\nLIVEKIT_API_SECRET={s}\r\n",
    ),
    (
        "shell",
        "export LIVEKIT_API_KEY={k}\nexport LIVEKIT_API_SECRET='{s}'\n",
    ),
    (
        "shell, one line",
        "LIVEKIT_API_KEY={k} LIVEKIT_API_SECRET={s} node index.js\n",
    ),
    (
        "PowerShell",
        "$env:LIVEKIT_API_KEY = \"{k}\"\n$env:LIVEKIT_API_SECRET = \"{s}\"\n",
    ),
    (
        "fish",
        "set -x LIVEKIT_API_KEY {k}\nset -gx LIVEKIT_API_SECRET {s}\n",
    ),
    (
        "Windows set",
        "set LIVEKIT_API_KEY={k}\r\nset LIVEKIT_API_SECRET={s}\r\n",
    ),
    (
        "compose, list",
        "services:\n  app:\n    environment:\n      - LIVEKIT_API_KEY={k}\n      - LIVEKIT_API_SECRET={s}\n",
    ),
    (
        "compose, map",
        "services:\n  app:\n    environment:\n      LIVEKIT_API_KEY: {k}\n      LIVEKIT_API_SECRET: \"{s}\"\n",
    ),
    (
        "docker -e",
        "docker run -e LIVEKIT_API_KEY={k} -e LIVEKIT_API_SECRET={s} app\n",
    ),
    (
        "Kubernetes Secret, stringData",
        "apiVersion: v1\nkind: Secret\nstringData:\n  LIVEKIT_API_KEY: {k}\n  LIVEKIT_API_SECRET: {s}\n",
    ),
    (
        "Kubernetes ConfigMap",
        "kind: ConfigMap\ndata:\n  LIVEKIT_API_KEY: \"{k}\"\n  LIVEKIT_API_SECRET: \"{s}\"\n",
    ),
    (
        "Kubernetes env",
        "env:\n  - name: LIVEKIT_API_KEY\n    value: {k}\n  - name: LIVEKIT_API_SECRET\n    value: \"{s}\"\n",
    ),
    ("Helm values", "livekit:\n  keys:\n    {k}: {s}\n"),
    (
        "livekit.yaml",
        "port: 7880\nkeys:\n  {k}: {s}\nrtc:\n  tcp_port: 7881\n",
    ),
    ("livekit.yaml, quotes", "keys:\n  \"{k}\": \"{s}\"\n"),
    ("livekit.yaml, flow", "keys: {{k}: {s}}\n"),
    ("LIVEKIT_KEYS", "LIVEKIT_KEYS=\"{k}: {s}\"\n"),
    (
        "LIVEKIT_KEYS, YAML",
        "environment:\n  LIVEKIT_KEYS: '{k}: {s}'\n",
    ),
    (
        "LIVEKIT_KEYS, list",
        "environment:\n  - \"LIVEKIT_KEYS={k}: {s}\"\n",
    ),
    (
        "egress.yaml",
        "api_key: {k}\napi_secret: {s}\nws_url: wss://demo.livekit.cloud\n",
    ),
    (
        "GitHub Actions",
        "    env:\n      LIVEKIT_API_KEY: {k}\n      LIVEKIT_API_SECRET: {s}\n",
    ),
    (
        "printenv",
        "HOME=/root\nLIVEKIT_API_KEY={k}\nPATH=/usr/bin:/bin\nLIVEKIT_API_SECRET={s}\n",
    ),
    (
        "heroku config",
        "=== app Config Vars\n\nLIVEKIT_API_KEY:    {k}\nLIVEKIT_API_SECRET: {s}\nLIVEKIT_URL:        wss://demo.livekit.cloud\n",
    ),
    (
        "lk project list",
        "[\n  {\n    \"Name\": \"demo\",\n    \"URL\": \"wss://demo.livekit.cloud\",\n    \"APIKey\": \"{k}\",\n    \"APISecret\": \"{s}\"\n  }\n]\n",
    ),
    (
        "lk config",
        "default_project: demo\nprojects:\n  - name: demo\n    url: wss://demo.livekit.cloud\n    api_key: {k}\n    api_secret: {s}\n",
    ),
    (
        "systemd",
        "[Service]\nEnvironment=LIVEKIT_API_KEY={k}\nEnvironment=\"LIVEKIT_API_SECRET={s}\"\n",
    ),
    (
        "JSON",
        "{\"livekitApiKey\": \"{k}\", \"livekitApiSecret\": \"{s}\"}\n",
    ),
    (
        "JSON, snake",
        "{\n  \"api_key\": \"{k}\",\n  \"api_secret\": \"{s}\"\n}\n",
    ),
    (
        "TOML",
        "[livekit]\napi_key = \"{k}\"\napi_secret = \"{s}\"\n",
    ),
    (
        "Java properties",
        "livekit.api.key={k}\nlivekit.api.secret={s}\n",
    ),
    (
        "Node",
        "const at = new AccessToken('{k}', '{s}', { identity: 'alice' });\n",
    ),
    (
        "RoomServiceClient",
        "const svc = new RoomServiceClient('https://demo.livekit.cloud', '{k}', '{s}');\n",
    ),
    (
        "Node constants",
        "const apiKey = '{k}';\nconst apiSecret = '{s}';\n",
    ),
    (
        "Python",
        "token = api.AccessToken('{k}', '{s}').with_identity('alice')\n",
    ),
    ("Go", "at := auth.NewAccessToken(\"{k}\", \"{s}\")\n"),
    (
        "Rust",
        "let token = AccessToken::with_api_key(\"{k}\", \"{s}\");\n",
    ),
    (
        "Ruby",
        "token = LiveKit::AccessToken.new(api_key: '{k}', api_secret: '{s}')\n",
    ),
    ("PHP", "$token = new AccessToken('{k}', '{s}');\n"),
    ("Kotlin", "val token = AccessToken(\"{k}\", \"{s}\")\n"),
    (
        "Terraform",
        "livekit_api_key = \"{k}\"\nlivekit_api_secret = \"{s}\"\n",
    ),
    (
        "fly secrets",
        "fly secrets set LIVEKIT_API_KEY={k} LIVEKIT_API_SECRET={s}\n",
    ),
    ("generate-keys", "API Key:  {k}\nAPI Secret:  {s}\n"),
    (
        "lk --api-key",
        "lk token create --api-key {k} --api-secret {s} --join --room r\n",
    ),
];

fn found(report: &Report, paste: &str) -> Vec<(Option<String>, Option<String>)> {
    let units: Vec<u16> = paste.encode_utf16().collect();
    let of = |span: &why401::report::Span| {
        String::from_utf16(&units[span.start as usize..span.end as usize]).unwrap()
    };
    let pair =
        |pair: &why401::report::FoundPair| (pair.key.clone(), pair.secret_span.as_ref().map(of));
    report.found.pairs.iter().map(pair).collect()
}

#[test]
fn each_place_is_read() {
    let mut missed = Vec::new();
    for (place, layout) in PLACES {
        let paste = layout.replace("{k}", KEY).replace("{s}", SECRET);
        let pairs = found(&diagnose(&paste, NOW), &paste);
        if pairs != [(Some(KEY.to_owned()), Some(SECRET.to_owned()))] {
            missed.push(format!("{place}: {pairs:?}\n{paste}"));
        }
    }
    assert!(
        missed.is_empty(),
        "{} of {}\n{}",
        missed.len(),
        PLACES.len(),
        missed.join("\n")
    );
}
