//! The code that the core writes for each SDK, for many tokens; and whether the tokens that it makes are those. See `run.sh` in this folder.
//!
//! - `write FOLDER`: writes the code of each token and SDK to `FOLDER/sdk/case.txt`.
//! - `check FOLDER`: reads lines of case, tab and token from `FOLDER/sdk/tokens`, and compares each token claim by claim with ours.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};
use why401::clock::Context;
use why401::repair::panel::{Edit, Request};
use why401::report::Outcome;
use why401::text::{NumericDate, base64url};
use why401::{Search, diagnose};

const KEY: &str = "APItestkey12345";
const SECRET: &str = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234";
/// In seconds: long enough for a slow machine to compile code and to compare its token.
const LIFE: f64 = 100_000.0;

/// Texts that mean something to one of the languages, or to a reader of their code.
const TEXTS: [&str; 16] = [
    "alice",
    "it's \"quoted\" `too`",
    "two\nlines\r\nand\ttabs",
    "$HOME ${x} $(y) {$z}",
    "#{1 + 1} #$0 #@x",
    "back\\slash \\u0041 \\n \\",
    "名前 é 😀",
    "\u{202e}hidden\u{feff}\u{200b}\u{2028}\u{85}",
    "%s %(x)s {0} {{x}}",
    "*/ // <!-- </script> --> # ;",
    "'''\"\"\"'''",
    "nul \u{0} bell \u{7} del \u{7f}",
    "a, b, c",
    "  spaces  ",
    "\\\"\\$\\#{x}",
    "{\"json\": [1, null, true]}",
];

/// What texts at random are made of: signs that mean something within the quotes of a language, and what may come after them.
const PIECES: [&str; 40] = [
    "'", "\"", "`", "$", "#", "@", "%", "\\", "/", "*", "{", "}", "(", ")", "[", "]", "<", ">",
    "!", "?", "&", ";", ",", ":", "=", "-", " ", "\n", "\r", "\t", "\u{0}", "\u{2028}", "\u{feff}",
    "é", "😀", "n", "u", "x", "0", "41",
];

/// The fields that are set to texts.
const TEXT_FIELDS: [&str; 5] = [
    "sub",
    "name",
    "metadata",
    "video.room",
    "video.destinationRoom",
];

/// The flags that are set at random.
const FLAGS: [&str; 18] = [
    "video.canPublish",
    "video.canSubscribe",
    "video.canPublishData",
    "video.canUpdateOwnMetadata",
    "video.canSubscribeMetrics",
    "video.canManageAgentSession",
    "video.roomAdmin",
    "video.roomCreate",
    "video.roomList",
    "video.roomRecord",
    "video.ingressAdmin",
    "video.hidden",
    "video.recorder",
    "video.agent",
    "sip.admin",
    "sip.call",
    "inference.perform",
    "observability.write",
];

/// One token: its form, and what comes out of it.
struct Case {
    name: String,
    token: String,
    programs: Vec<(String, String)>,
}

fn now() -> f64 {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH);
    clock.map_or(0.0, |clock| clock.as_secs_f64().floor())
}

fn cases() -> Vec<Case> {
    let paste = format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n");
    let search = Search::start(paste, Context::at(NumericDate(now())));
    (0..64).map(|at| case(&search, at)).collect()
}

fn case(search: &Search, at: usize) -> Case {
    // The same choices in each run, from a generator of Knuth.
    let mut state = at as u64 + 1;
    let mut below = move |end: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % end
    };
    let own = (at >= TEXTS.len()).then(|| -> String {
        let pieces = (0..=below(12)).map(|_| PIECES[below(PIECES.len())]);
        pieces.collect()
    });
    let mut edits = Vec::new();
    let mut set = |claim: &str, value: String| {
        edits.push(Edit {
            claim: claim.to_owned(),
            value: Some(value),
        });
    };
    for (field, claim) in TEXT_FIELDS.iter().enumerate() {
        if at < TEXTS.len() || field < 2 || below(3) == 0 {
            set(claim, TEXTS[(at + field) % TEXTS.len()].to_owned());
        }
    }
    if let Some(own) = &own {
        set("metadata", own.clone());
    }
    let value = own.as_deref().unwrap_or(TEXTS[(at + 6) % TEXTS.len()]);
    let pair = serde_json::json!({TEXTS[(at + 5) % TEXTS.len()]: value, "role": "host"});
    set("attributes", pair.to_string());
    if at % 2 == 1 {
        for flag in FLAGS {
            match below(4) {
                0 => set(flag, "true".to_owned()),
                1 => set(flag, "false".to_owned()),
                _ => {}
            }
        }
        set(
            "video.canPublishSources",
            ["camera", "microphone, screen_share"][below(2)].to_owned(),
        );
    }
    if at.is_multiple_of(3) {
        let metadata = TEXTS[(at + 9) % TEXTS.len()];
        let config = serde_json::json!({"name": "c", "emptyTimeout": 60, "agents": [{"agentName": "helper", "metadata": metadata}]});
        set("roomConfig", config.to_string());
    }
    if at.is_multiple_of(5) {
        set("kind", ["agent", "sip", "egress"][below(3)].to_owned());
        set("roomPreset", TEXTS[(at + 3) % TEXTS.len()].to_owned());
    }
    if at.is_multiple_of(7) {
        set("agent.admin", "true".to_owned());
        set("agentEndpoint.agentName", "helper".to_owned());
        set("agentThread.threadIds", "one, two".to_owned());
        set("sha256", "abc".to_owned());
    }
    let request = Request {
        edits,
        life: Some(LIFE),
        ..Request::default()
    };
    let panel = search
        .panel(&request, NumericDate(now()))
        .expect("there is a pair");
    let made = panel
        .made
        .unwrap_or_else(|| panic!("case {at}: {:?}", panel.refused));
    let programs = made.code.into_iter();
    Case {
        name: format!("case{at}"),
        token: made.token,
        programs: programs
            .map(|program| (program.sdk.to_owned(), program.text))
            .collect(),
    }
}

fn claims(token: &str) -> Option<Value> {
    let payload = base64url::decode(token.split('.').nth(1)?.as_bytes()).ok()?;
    serde_json::from_slice(&payload).ok()
}

/// The claims as the server understands them: without what means as much as its absence, and with the names of protobuf's JSON.
fn effective(mut claims: Value, missing: &[&str]) -> Map<String, Value> {
    for name in missing {
        let (object, name) = match name.split_once('.') {
            Some((grant, member)) => (&mut claims[grant], member),
            None => (&mut claims, *name),
        };
        object
            .as_object_mut()
            .and_then(|members| members.remove(name));
    }
    if let Some(video) = claims["video"].as_object_mut() {
        let publishes = video.get("canPublish") != Some(&Value::Bool(false));
        if video.get("canPublishData") == Some(&Value::Bool(publishes)) {
            video.remove("canPublishData");
        }
        for name in ["canPublish", "canSubscribe"] {
            if video.get(name) == Some(&Value::Bool(true)) {
                video.remove(name);
            }
        }
        // What is left of these is a refusal.
        for name in ["canPublish", "canSubscribe", "canPublishData"] {
            if let Some(value) = video.get_mut(name) {
                *value = Value::from(value.to_string());
            }
        }
    }
    let mut all = simplified(claims);
    for own in ["exp", "nbf", "iat", "jti", "identity"] {
        all.remove(own);
    }
    all
}

/// An object without empty values and `false`.
fn simplified(object: Value) -> Map<String, Value> {
    let Value::Object(members) = object else {
        return Map::new();
    };
    let members = members.into_iter().map(|(name, value)| match value {
        Value::Object(_) if name == "attributes" => (name, value),
        Value::Object(_) => (camel(&name), Value::Object(simplified(value))),
        Value::Array(list) => {
            let list = list.into_iter().map(|value| match value {
                Value::Object(_) => Value::Object(simplified(value)),
                value => value,
            });
            (camel(&name), Value::Array(list.collect()))
        }
        value => (camel(&name), value),
    });
    let says = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => !object.is_empty(),
        _ => true,
    };
    members.filter(|(_, value)| says(value)).collect()
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut all, word| {
        let mut letters = word.chars();
        all.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        all + letters.as_str()
    })
}

/// The claims that the code says it cannot set.
fn missing(program: &str) -> Vec<&str> {
    let first = program.lines().next().unwrap_or_default();
    let names = first
        .split_once("This SDK cannot set: ")
        .map(|(_, names)| names);
    names.map_or_else(Vec::new, |names| names.split(", ").collect())
}

fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    for case in cases() {
        for (sdk, text) in &case.programs {
            let folder = folder.join(sdk.trim_start_matches('.'));
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(format!("{}.txt", case.name)), text)?;
        }
    }
    Ok(())
}

/// Compares, and counts the tokens.
fn check(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let mut compared = 0;
    for case in cases() {
        for (sdk, text) in &case.programs {
            let Ok(tokens) =
                fs::read_to_string(folder.join(sdk.trim_start_matches('.')).join("tokens"))
            else {
                continue;
            };
            let place = format!("{sdk}, {}", case.name);
            let mut lines = tokens.lines().filter_map(|line| line.split_once('\t'));
            let (_, token) = lines
                .find(|(name, _)| *name == case.name)
                .ok_or(format!("{place}: no token"))?;
            let missing = missing(text);
            let (ours, theirs) = (claims(&case.token), claims(token));
            let (Some(ours), Some(theirs)) = (ours, theirs) else {
                return Err(format!("{place}: no claims: {token}").into());
            };
            let exp = theirs["exp"].as_f64().unwrap_or_default();
            if (exp - now() - LIFE).abs() > 3600.0 {
                return Err(format!("{place}: the life is {} s", exp - now()).into());
            }
            let (ours, theirs) = (effective(ours, &missing), effective(theirs, &[]));
            if ours != theirs {
                return Err(format!("{place}:\nours   {ours:?}\ntheirs {theirs:?}\n{text}").into());
            }
            let paste = format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n{token}\n");
            let report = diagnose(&paste, NumericDate(now()));
            // Without the kind of token that it is for, it may not be accepted.
            if report.verdict.outcome != Outcome::Accepts && missing.is_empty() {
                return Err(format!("{place}: {:?}", report.verdict).into());
            }
            compared += 1;
        }
    }
    Ok(compared)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder] => write(Path::new(folder)),
        ["check", folder] => {
            println!("ran {}", check(Path::new(folder))?);
            Ok(())
        }
        _ => Err("write FOLDER, or check FOLDER".into()),
    }
}
