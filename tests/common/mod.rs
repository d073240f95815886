//! Helpers for many tests: an instant, a pair, tokens that it signed, and messages as plain text.

#![allow(dead_code, reason = "each test uses a part of it")]

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use why401::diagnose;
use why401::report::{Part, Report};
use why401::text::{NumericDate, base64url};

pub const KEY: &str = "APItestkey12345";
pub const SECRET: &str = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234";
/// 2026-11-24T10:25:47Z, in seconds since 1970: the time at which tokens are made.
pub const MINTED: i64 = 1_795_515_947;
/// The same instant: the time of a report.
pub const NOW: f64 = 1_795_515_947.0;
pub const MINUTE: f64 = 60.0;
pub const HOUR: f64 = 3600.0;
pub const DAY: f64 = 86_400.0;

/// The claims of a token that joins a room, made now and valid for an hour.
pub fn claims() -> Value {
    json!({"video": {"roomJoin": true, "room": "my-room"}, "iss": KEY, "exp": MINTED + 3600, "nbf": MINTED, "sub": "alice"})
}

/// The same with another value of one claim.
pub fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

/// The same without one claim.
pub fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

/// The HS256 token with these claims.
pub fn token(claims: &Value, secret: &str) -> String {
    let header = json!({"alg": "HS256", "typ": "JWT"});
    signed(&header.to_string(), &claims.to_string(), secret.as_bytes())
}

/// The token with this header and these claims, signed by HMAC-SHA256.
pub fn signed(header: &str, claims: &str, secret: &[u8]) -> String {
    let segment = |json: &str| base64url::encode(json.as_bytes());
    let input = format!("{}.{}", segment(header), segment(claims));
    let mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    let mac = mac.chain_update(&input).finalize().into_bytes();
    format!("{input}.{}", base64url::encode(&mac))
}

/// The settings of a program, with this secret.
pub fn env(secret: &str) -> String {
    format!(
        "LIVEKIT_URL=wss://demo.livekit.cloud\nLIVEKIT_API_KEY={KEY}\nLIVEKIT_API_SECRET={secret}\n"
    )
}

/// The report of a paste at [`NOW`].
pub fn diagnose_now(paste: &str) -> Report {
    diagnose(paste, NumericDate(NOW))
}

/// A message as plain text: instants and durations as their seconds.
pub fn plain(message: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Text { text } | Part::Code { text } => text.to_string(),
        Part::Instant { at } => format!("@{at}"),
        Part::Duration { seconds } => format!("{seconds} s"),
    };
    message.iter().map(part).collect()
}
