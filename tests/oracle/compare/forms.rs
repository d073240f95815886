//! Tokens that are made right, and tokens that the form of the page makes or refuses to make: the real verifiers of all eras agree.

use std::error::Error;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};
use why401::clock::Context;
use why401::repair::panel::{Edit, Request};
use why401::text::NumericDate;
use why401::{Search, repair};

use crate::common::{KEY, SECRET, signed};
use crate::era::{ERAS, Oracle, Said};
use crate::faults::{FAULTS, minted};
use crate::random::Random;

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// The form is asked again, in real time, for so many states at once.
const BATCH: u64 = 500;

/// The fields that are changed, with their values; `None` removes the claim.
const FIELDS: [(&str, &[Option<&str>]); 18] = [
    (
        "sub",
        &[
            Some("alice"),
            Some("名前"),
            Some("256"),
            Some("257"),
            Some("300"),
            None,
        ],
    ),
    (
        "video.room",
        &[Some("r1"), Some("256"), Some("257"), None, Some("a \"b\"")],
    ),
    ("name", &[Some("Alice"), None]),
    ("metadata", &[Some("{}"), Some("x"), None]),
    (
        "attributes",
        &[Some("{\"a\":\"b\"}"), Some("{\"a\":1}"), Some("{}"), None],
    ),
    ("kind", &[Some("agent"), Some("unknown"), None]),
    ("video.roomJoin", FLAG),
    ("video.canPublish", FLAG),
    ("video.canPublishData", FLAG),
    (
        "video.canPublishSources",
        &[Some("camera"), Some("CAMERA, x"), None],
    ),
    ("video.roomAdmin", FLAG),
    ("video.roomCreate", FLAG),
    ("video.roomList", FLAG),
    ("video.roomRecord", FLAG),
    ("video.ingressAdmin", FLAG),
    ("video.agent", FLAG),
    ("sip.admin", FLAG),
    (
        "roomConfig",
        &[
            None,
            None,
            Some("{}"),
            Some("{\"name\":\"c\",\"emptyTimeout\":60}"),
            Some("{\"agents\":[{\"agentName\":\"a\"}]}"),
            Some("{\"emptyTimeout\":-1}"),
            Some("{\"color\":\"red\"}"),
            Some("{\"tags\":{\"a\":\"b\"}}"),
            Some("{\"emptyTimeout\":\"x\"}"),
        ],
    ),
];

const FLAG: &[Option<&str>] = &[Some("true"), Some("true"), Some("false"), None];

/// A grant that a token is for if it may not join, in the order in which the core looks for them: the claim, and whether it needs a room.
const GRANTS: [(&str, &str, bool); 7] = [
    ("video", "agent", false),
    ("video", "roomRecord", false),
    ("video", "ingressAdmin", false),
    ("sip", "admin", false),
    ("video", "roomCreate", false),
    ("video", "roomList", false),
    ("video", "roomAdmin", true),
];

/// A token, and whether the core says that each release accepts it.
struct Asked {
    place: String,
    claims: Value,
    token: String,
    is_good: bool,
}

/// Asks about `number` states of the form and about each repaired fault. Returns the number of comparisons; a difference is an error.
pub fn run(programs: &Path, number: u64, seed: u64) -> Result<usize, Box<dyn Error>> {
    let mut oracles = Vec::new();
    for era in &ERAS {
        oracles.push((era.program.to_string(), Oracle::start(programs, era, 0)?));
    }
    let mut compared = compare(&mut oracles, &repaired()?)?;
    let mut good = 0;
    for first in (0..number).step_by(usize::try_from(BATCH)?) {
        let asked: Vec<Asked> = (first..number.min(first + BATCH))
            .map(|index| form(seed, index))
            .collect();
        good += asked.iter().filter(|asked| asked.is_good).count();
        compared += compare(&mut oracles, &asked)?;
    }
    for (_, oracle) in oracles {
        oracle.stop()?;
    }
    println!("{number} states of the form, {good} of them made");
    Ok(compared)
}

fn now() -> f64 {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH);
    clock.map_or(0.0, |clock| clock.as_secs_f64())
}

fn pair() -> String {
    format!("LIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={SECRET}\n")
}

/// Each fault in tokens of every SDK, made right.
fn repaired() -> Result<Vec<Asked>, Box<dyn Error>> {
    let mut asked = Vec::new();
    let now = now();
    #[allow(clippy::cast_possible_truncation, reason = "a time of our century")]
    let at = now as i64;
    for minted in minted() {
        let mut right = minted.claims.clone();
        right.insert("iss".into(), json!(KEY));
        for name in ["exp", "nbf", "iat"] {
            if let Some(time) = right.get_mut(name)
                && time.as_i64().is_some_and(|time| time > 0)
            {
                *time = json!(time.as_i64().unwrap_or_default() - minted.at + at - 60);
            }
        }
        for fault in &FAULTS {
            let mut claims = right.clone();
            (fault.make)(&mut claims, at);
            let token = signed(
                &minted.header,
                &serde_json::to_string(&claims)?,
                SECRET.as_bytes(),
            );
            let place = format!("{}, {}", minted.sdk, fault.name);
            let made = repair(&format!("{}{token}\n", pair()), NumericDate(now));
            let made = made.map_err(|why| format!("{place}: {why:?}"))?;
            asked.push(Asked {
                place,
                claims: claims_of(&made.token),
                token: made.token,
                is_good: true,
            });
        }
    }
    println!("{} repaired tokens", asked.len());
    Ok(asked)
}

fn claims_of(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap_or_default();
    let payload = why401::text::base64url::decode(payload.as_bytes()).unwrap_or_default();
    serde_json::from_slice(&payload).unwrap_or_default()
}

/// One state of the form. A token that it refuses to make is made here, from the same fields.
fn form(seed: u64, index: u64) -> Asked {
    let mut random = Random::new(seed, index);
    let now = now();
    let search = Search::start(pair(), Context::at(NumericDate(now)));
    let mut claims = json!({"sub": "alice", "video": {"roomJoin": true, "room": "my-room"}});
    let mut edits = Vec::new();
    for (claim, values) in FIELDS {
        if !random.one_in(3) {
            continue;
        }
        let typed = random
            .pick(values)
            .map(|typed| match typed.parse::<usize>() {
                Ok(length) => "x".repeat(length),
                Err(_) => typed.to_owned(),
            });
        put(&mut claims, claim, typed.as_deref());
        edits.push(Edit {
            claim: claim.to_owned(),
            value: typed,
        });
    }
    let request = Request {
        edits,
        life: Some(600.0),
        ..Request::default()
    };
    let panel = search
        .panel(&request, NumericDate(now))
        .expect("there is a pair");
    claims["iss"] = json!(KEY);
    claims["nbf"] = json!(now.floor());
    claims["exp"] = json!(now.floor() + 600.0);
    let refused = || signed(HEADER, &claims.to_string(), SECRET.as_bytes());
    let token = panel
        .made
        .as_ref()
        .map_or_else(refused, |made| made.token.clone());
    Asked {
        place: format!("state {index}"),
        claims: claims_of(&token),
        token,
        is_good: panel.made.is_some(),
    }
}

/// Sets or removes a claim, as the form says it does.
fn put(claims: &mut Value, claim: &str, typed: Option<&str>) {
    let (object, name) = match claim.split_once('.') {
        Some((grant, name)) => {
            let all = claims.as_object_mut().expect("claims are an object");
            let grants = all
                .entry(grant)
                .or_insert_with(|| Value::Object(Map::new()));
            (grants, name)
        }
        None => (&mut *claims, claim),
    };
    let members = object.as_object_mut().expect("a grant is an object");
    match typed {
        None => _ = members.remove(name),
        Some(typed) => {
            let value = match claim {
                "attributes" | "roomConfig" => serde_json::from_str(typed).unwrap_or_default(),
                "video.canPublishSources" => {
                    json!(typed.split(',').map(str::trim).collect::<Vec<_>>())
                }
                _ if typed == "true" || typed == "false" => json!(typed == "true"),
                _ => json!(typed),
            };
            members.insert(name.to_owned(), value);
        }
    }
}

/// Every era accepts what is good, and one at least refuses what is not.
fn compare(oracles: &mut [(String, Oracle)], asked: &[Asked]) -> Result<usize, Box<dyn Error>> {
    let mut refused = vec![false; asked.len()];
    for (program, oracle) in oracles.iter_mut() {
        let tokens = asked.iter().map(|asked| asked.token.as_bytes());
        for ((said, asked), refused) in oracle.ask(tokens)?.iter().zip(asked).zip(&mut refused) {
            let is_accepted = accepts(&asked.claims, said);
            *refused |= !is_accepted;
            if asked.is_good && !is_accepted {
                let said = said.body.escape_ascii();
                return Err(format!(
                    "{program} refuses {}: {said}\n{}",
                    asked.place, asked.claims
                )
                .into());
            }
        }
    }
    for (asked, refused) in asked.iter().zip(refused) {
        if !asked.is_good && !refused {
            return Err(format!(
                "all accept {}, which is not made\n{}",
                asked.place, asked.claims
            )
            .into());
        }
    }
    Ok(asked.len() * oracles.len())
}

/// Whether the real code lets the token do what it is for.
fn accepts(claims: &Value, said: &Said) -> bool {
    if claims["video"]["roomJoin"] == true {
        return said.status == 200;
    }
    let mut grants = GRANTS.iter();
    let Some((_, _, needs_room)) = grants.find(|(object, name, _)| claims[object][name] == true)
    else {
        return said.status == 200;
    };
    // The middleware was asked to let it join, which says nothing of other permissions.
    let has_room = claims["video"]["room"]
        .as_str()
        .is_some_and(|room| !room.is_empty());
    (said.stage == "taken" || said.stage == "answer") && (!needs_room || has_room)
}
