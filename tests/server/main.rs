//! The servers' answers to requests that were not recorded: limits on both sides, and the rarer parameters. Each
//! expected answer follows from LiveKit's code, or from the library that the test names.

mod a_compressed_join_request;
mod a_join;
mod a_join_request;
mod a_jose_header;
mod a_json_serialization;
mod a_request_line;
mod limits;
mod the_api;
mod the_api_without_rooms;
mod the_order_of_steps;
mod the_time;
mod the_way_back;
mod whip;

use serde_json::{Value, json};
use why401::server::release::{RELEASES, Release, Version, v};
use why401::server::{Answer, Keys, Request, answer};
use why401::text::{NumericDate, base64url};

/// 2026-11-24T10:25:47Z
const NOW: f64 = 1_795_515_947.0;
const NEWEST: Version = RELEASES[RELEASES.len() - 1].until;

fn release(version: Version) -> &'static Release {
    let mut rows = RELEASES.iter();
    rows.find(|row| row.contains(version)).unwrap()
}

/// Claims of a token that may join, with others in place of some of them.
fn claims_with(changes: &Value) -> String {
    let mut claims = json!({"iss": "key", "sub": "alice", "exp": NOW + 600.0, "video": {"roomJoin": true, "room": "r"}});
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.to_string()
}

fn claims() -> String {
    claims_with(&json!({}))
}

fn token(changes: &Value) -> String {
    unsigned(r#"{"alg":"HS256"}"#, &claims_with(changes))
}

/// A token whose signature has the right length; [`Keys::Assumed`] accepts it.
fn unsigned(header: &str, payload: &str) -> String {
    let [header, payload] = [header, payload].map(|text| base64url::encode(text.as_bytes()));
    format!("{header}.{payload}.{}", "A".repeat(43))
}

fn bearer(token: &str) -> (String, String) {
    ("Authorization".to_owned(), format!("Bearer {token}"))
}

/// A request.
#[derive(Clone)]
struct Question {
    method: &'static str,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Question {
    fn get(target: &str) -> Self {
        Self {
            method: "GET",
            target: target.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    fn post(target: &str, body: Vec<u8>) -> Self {
        Self {
            method: "POST",
            body,
            ..Self::get(target)
        }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a token that may join, with other claims in place of some of its own.
    fn token(mut self, changes: &Value) -> Self {
        self.headers.push(bearer(&token(changes)));
        self
    }

    fn web_socket(self) -> Self {
        self.with("Connection", "Upgrade")
            .with("Upgrade", "websocket")
    }

    fn answer(&self, keys: &Keys, release: &Release, at: f64) -> Answer {
        let bytes = |text: &String| text.clone().into_bytes();
        let headers = self.headers.iter();
        let headers: Vec<_> = headers.map(|(n, v)| (bytes(n), bytes(v))).collect();
        let request = Request {
            method: self.method,
            target: self.target.as_bytes(),
            headers: &headers,
            body: &self.body,
        };
        answer(&request, keys, release, NumericDate(at))
    }

    /// The status and the body of a release's answer.
    fn ask(&self, keys: &Keys, version: Version, at: f64) -> (u16, String) {
        let answer = self.answer(keys, release(version), at);
        (answer.status, String::from_utf8(answer.body).unwrap())
    }

    #[track_caller]
    fn gets(&self, version: Version, status: u16, body: &str) {
        let found = self.ask(&Keys::Assumed, version, NOW);
        assert_eq!(found, (status, body.to_owned()), "{version}");
    }
}
