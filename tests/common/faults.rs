//! Mistakes in the claims of tokens, each of which has a repair, and the tokens of SDKs to make them in.

#![allow(dead_code, reason = "each test uses a part of it")]

use serde_json::{Map, Value, json};

/// A fault: its name, what it does to the claims, and the claims that its repair changes.
pub struct Fault {
    pub name: &'static str,
    pub make: fn(&mut Map<String, Value>, i64),
    pub repaired: &'static [&'static str],
}

/// What one row of the vectors says.
pub struct Minted {
    pub claims: Map<String, Value>,
    pub header: String,
    pub at: i64,
    pub sdk: String,
}

/// Sets a member of the video grant.
fn video(claims: &mut Map<String, Value>, name: &str, value: Value) {
    claims["video"][name] = value;
}

pub const FAULTS: [Fault; 16] = [
    Fault {
        name: "expired",
        make: |claims, at| {
            claims.insert("exp".into(), json!(at - 3600));
            claims.insert("nbf".into(), json!(at - 7200));
            claims.remove("iat");
        },
        repaired: &["exp"],
    },
    Fault {
        name: "not yet valid",
        make: |claims, at| {
            claims.insert("nbf".into(), json!(at + 240));
            claims.insert("exp".into(), json!(at + 3840));
            claims.remove("iat");
        },
        repaired: &["nbf"],
    },
    Fault {
        name: "no exp",
        make: |claims, _| _ = claims.remove("exp"),
        repaired: &["exp"],
    },
    Fault {
        name: "exp in milliseconds",
        make: |claims, at| _ = claims.insert("exp".into(), json!((at + 600) * 1000)),
        repaired: &["exp"],
    },
    Fault {
        name: "exp in quotes",
        make: |claims, at| _ = claims.insert("exp".into(), json!((at + 600).to_string())),
        repaired: &["exp"],
    },
    Fault {
        name: "a date as exp",
        make: |claims, _| _ = claims.insert("exp".into(), json!("2026-11-24T12:00:00Z")),
        repaired: &["exp"],
    },
    Fault {
        name: "a life as exp",
        make: |claims, _| _ = claims.insert("exp".into(), json!(600)),
        repaired: &["exp"],
    },
    Fault {
        name: "another key",
        make: |claims, _| _ = claims.insert("iss".into(), json!("APIanother12345")),
        repaired: &["iss"],
    },
    Fault {
        name: "no key",
        make: |claims, _| _ = claims.remove("iss"),
        repaired: &["iss"],
    },
    Fault {
        name: "a number as identity",
        make: |claims, _| _ = claims.insert("sub".into(), json!(42)),
        repaired: &["sub"],
    },
    Fault {
        name: "no identity",
        make: |claims, _| {
            claims.remove("sub");
            claims.remove("jti");
        },
        repaired: &["sub"],
    },
    Fault {
        name: "no permission to join",
        make: |claims, _| _ = claims["video"].as_object_mut().unwrap().remove("roomJoin"),
        repaired: &["video.roomJoin"],
    },
    Fault {
        name: "a misspelled grant",
        make: |claims, _| {
            claims["video"].as_object_mut().unwrap().remove("roomJoin");
            video(claims, "room_join", json!(true));
        },
        repaired: &["video.roomJoin", "video.room_join"],
    },
    Fault {
        name: "no room",
        make: |claims, _| _ = claims["video"].as_object_mut().unwrap().remove("room"),
        repaired: &["video.room"],
    },
    Fault {
        name: "a grant in quotes",
        make: |claims, _| video(claims, "canPublish", json!("true")),
        repaired: &["video.canPublish"],
    },
    Fault {
        name: "metadata that is an object",
        make: |claims, _| _ = claims.insert("metadata".into(), json!({"role": "host"})),
        repaired: &["metadata"],
    },
];

/// The tokens of the SDKs that join a room and live for ten minutes at least.
pub fn minted() -> Vec<Minted> {
    let rows = include_str!("../vectors/sdk-tokens.jsonl").lines();
    let joins = rows.filter_map(|row| {
        let row: Value = serde_json::from_str(row).unwrap();
        let claims: Value = serde_json::from_str(row["payload_text"].as_str()?).ok()?;
        let at = row["minted_at"].as_f64()?;
        let sdk = format!("{} {} {}", row["sdk"], row["version"], row["case"]);
        let room = claims["video"]["room"].as_str().unwrap_or_default();
        let is_join = claims["video"]["roomJoin"] == json!(true) && !room.is_empty();
        // A token that permits calls of the API need not permit to join.
        let is_of_api = claims["sip"].is_object()
            || [
                "roomAdmin",
                "roomCreate",
                "roomList",
                "roomRecord",
                "ingressAdmin",
                "agent",
            ]
            .iter()
            .any(|name| claims["video"][name] == json!(true));
        let has_identity = claims["sub"].as_str().is_some_and(|sub| !sub.is_empty());
        let lives = claims["exp"].as_f64().is_none_or(|exp| exp > at + 600.0);
        #[allow(clippy::cast_possible_truncation, reason = "a time of our century")]
        let minted = Minted {
            claims: claims.as_object()?.clone(),
            header: row["header_text"].as_str()?.to_owned(),
            at: at as i64,
            sdk,
        };
        (is_join && has_identity && !is_of_api && lives).then_some(minted)
    });
    joins.collect()
}
