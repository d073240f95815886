//! The recorded requests and answers of `tests/vectors/server-answers.jsonl`.

use std::sync::LazyLock;

use serde_json::Value;
use why401::server::release::{RELEASES, Release, v};
use why401::server::{Keys, Request};
use why401::text::{NumericDate, base64url};

/// The lines of the file; the first holds the keys.
static LINES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    include_str!("../vectors/server-answers.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
});

/// One recorded request.
pub struct Recorded {
    pub id: &'static str,
    pub at: NumericDate,
    method: &'static str,
    target: Vec<u8>,
    headers: Vec<(Vec<u8>, Vec<u8>)>,
    body: Vec<u8>,
    answers: &'static Vec<Value>,
}

/// What one release answered.
pub struct Answered {
    pub version: &'static str,
    pub release: &'static Release,
    pub status: u16,
    pub body: Vec<u8>,
    /// Whether the real body was longer.
    pub is_prefix: bool,
}

pub fn keys() -> Keys<'static> {
    let keys = LINES[0]["keys"].as_object().unwrap();
    Keys::Known(
        keys.iter()
            .map(|(key, secret)| (key.as_str(), secret.as_str().unwrap()))
            .collect(),
    )
}

pub fn all() -> impl Iterator<Item = Recorded> {
    LINES[1..].iter().map(|line| {
        let request = &line["request"];
        let headers = request["headers"].as_array().into_iter().flatten();
        Recorded {
            id: line["id"].as_str().unwrap(),
            at: NumericDate(line["now"].as_f64().unwrap()),
            method: request["method"].as_str().unwrap(),
            target: bytes(&request["target"]),
            headers: headers
                .map(|pair| (bytes(&pair[0]), bytes(&pair[1])))
                .collect(),
            body: bytes(&request["body"]),
            answers: line["answers"].as_array().unwrap(),
        }
    })
}

impl Recorded {
    pub fn request(&self) -> Request<'_> {
        Request {
            method: self.method,
            target: &self.target,
            headers: &self.headers,
            body: &self.body,
        }
    }

    /// The answers, release by release.
    pub fn answers(&self) -> impl Iterator<Item = Answered> {
        self.answers.iter().flat_map(|answer| {
            answer["releases"]
                .as_array()
                .unwrap()
                .iter()
                .map(|version| {
                    let version = version.as_str().unwrap();
                    Answered {
                        version,
                        release: release(version),
                        status: u16::try_from(answer["status"].as_u64().unwrap()).unwrap(),
                        body: match &answer["body_b64"] {
                            Value::String(text) => base64(text),
                            _ => answer["body"].as_str().unwrap().into(),
                        },
                        is_prefix: answer["body_prefix"] == true,
                    }
                })
        })
    }
}

/// The row of a release such as `v1.13.11`.
pub fn release(version: &str) -> &'static Release {
    let mut numbers = version
        .split('.')
        .skip(1)
        .map(|number| number.parse().unwrap());
    let version = v(numbers.next().unwrap(), numbers.next().unwrap());
    RELEASES
        .iter()
        .find(|release| release.contains(version))
        .unwrap()
}

/// A text, or `{"b64": …}`; empty if it is absent.
fn bytes(value: &Value) -> Vec<u8> {
    match &value["b64"] {
        Value::String(text) => base64(text),
        _ => value.as_str().unwrap_or_default().into(),
    }
}

fn base64(text: &str) -> Vec<u8> {
    let text = text
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    base64url::decode(text.as_bytes()).unwrap()
}
