//! The answers of each release to requests that are given as JSON lines: the counterpart of the programs that ask the
//! real servers.
//!
//! Standard input: one object a line, `{ "id", "now", "request": { "method", "target", "headers", "body" }, "keys" }`,
//! as in `tests/vectors/server-answers.jsonl`; texts that are not UTF-8 are `{"b64": …}`. A line with only `keys` sets
//! the keys of the following lines. Standard output: `{ "id", "answers": [{ "releases", "since", "until", "status",
//! "body" }] }`, or `body_b64` for a body that is not UTF-8; neighboring groups with the same answer are one.

use std::io::{self, BufRead, Write};

use serde_json::{Map, Value, json};
use why401::server::release::RELEASES;
use why401::server::{Answer, Keys, PreparedRequest, Request};
use why401::text::{NumericDate, base64url};

fn main() -> io::Result<()> {
    let mut keys = Map::new();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Value = serde_json::from_str(&line)?;
        if let Value::Object(own) = &question["keys"] {
            keys.clone_from(own);
        }
        if question["request"].is_object() {
            let answers = answers(&question, &keys)?;
            writeln!(
                out,
                "{}",
                json!({ "id": question["id"], "answers": answers })
            )?;
        }
    }
    out.flush()
}

fn answers(question: &Value, keys: &Map<String, Value>) -> io::Result<Vec<Value>> {
    let request = &question["request"];
    let mut headers = Vec::new();
    for pair in request["headers"].as_array().into_iter().flatten() {
        headers.push((bytes(&pair[0])?, bytes(&pair[1])?));
    }
    let (target, body) = (bytes(&request["target"])?, bytes(&request["body"])?);
    let request = Request {
        method: request["method"].as_str().unwrap_or("GET"),
        target: &target,
        headers: &headers,
        body: &body,
    };
    let pairs = keys
        .iter()
        .filter_map(|(key, secret)| Some((key.as_str(), secret.as_str()?)));
    let keys = Keys::Known(pairs.collect());
    let now = question["now"]
        .as_f64()
        .ok_or_else(|| invalid("`now` is no number"))?;
    let asked = PreparedRequest::new(&request, &keys);
    let mut groups: Vec<(usize, usize, Answer)> = Vec::new();
    for (at, release) in RELEASES.iter().enumerate() {
        let answer = asked.answer(release, NumericDate(now));
        match groups.last_mut() {
            Some((_, last, same)) if same.status == answer.status && same.body == answer.body => {
                *last = at;
            }
            _ => groups.push((at, at, answer)),
        }
    }
    Ok(groups
        .into_iter()
        .map(|(first, last, answer)| group(first, last, answer))
        .collect())
}

fn group(first: usize, last: usize, answer: Answer) -> Value {
    let (since, until) = (
        RELEASES[first].since.to_string(),
        RELEASES[last].until.to_string(),
    );
    let releases = if since == until {
        since.clone()
    } else {
        format!("{since}–{until}")
    };
    let mut group = json!({
        "releases": releases,
        "since": since,
        "until": until,
        "status": answer.status,
    });
    match String::from_utf8(answer.body) {
        Ok(body) => group["body"] = body.into(),
        Err(error) => group["body_b64"] = base64(error.as_bytes()).into(),
    }
    group
}

/// A text, or `{"b64": …}`; empty if it is absent.
fn bytes(value: &Value) -> io::Result<Vec<u8>> {
    let Value::String(text) = &value["b64"] else {
        return Ok(value.as_str().unwrap_or_default().into());
    };
    let text = text
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    base64url::decode(text.as_bytes()).map_err(|_| invalid("`b64` is not base64"))
}

/// Padded base64 in the standard alphabet.
fn base64(bytes: &[u8]) -> String {
    let mut text = base64url::encode(bytes).replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

fn invalid(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
