//! The programs that run the real code, one per era, and the server's answers that follow from their results.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Map, Value};
use why401::server::release::{Echo, RELEASES, Release, Version, v};
use why401::server::{Answer, Keys, Request, answer};
use why401::text::{NumericDate, base64url};

use crate::generator::KEYS;
use crate::permission::ROUTES;

/// A program in `tests/oracle/go`, and the release that it represents.
#[derive(Clone)]
pub struct Era {
    pub program: Cow<'static, str>,
    pub version: Version,
}

impl Era {
    /// The row of the table for this release: the newest one for a release that the table does not have yet.
    pub fn row(&self) -> Option<&'static Release> {
        let newest = RELEASES.last().filter(|row| row.until < self.version);
        let own = || RELEASES.iter().find(|row| row.contains(self.version));
        newest.or_else(own)
    }
}

pub const ERAS: [Era; 7] = [
    Era {
        program: Cow::Borrowed("protocol-v1.5.0"),
        version: v(4, 0),
    },
    Era {
        program: Cow::Borrowed("protocol-v1.34.0"),
        version: v(8, 4),
    },
    Era {
        program: Cow::Borrowed("protocol-v1.46.0"),
        version: v(12, 0),
    },
    Era {
        program: Cow::Borrowed("protocol-v1.50.4"),
        version: v(13, 5),
    },
    Era {
        program: Cow::Borrowed("protocol-v1.53.0"),
        version: v(13, 9),
    },
    Era {
        program: Cow::Borrowed("protocol-v1.53.0-go1.27.3"),
        version: RELEASES[RELEASES.len() - 1].until,
    },
    Era {
        program: Cow::Borrowed("server-v1.13.5"),
        version: v(13, 5),
    },
];

/// The result of the real code for a token.
#[derive(Clone, Debug)]
pub struct Said {
    /// How far it came: parse, key, verify, accepted, or answer if the middleware itself was asked.
    pub stage: String,
    pub status: u16,
    pub body: Vec<u8>,
    /// The data that a verifier passes on from an accepted token.
    grants: Option<Value>,
    /// The clock that it read was between these.
    from: NumericDate,
    to: NumericDate,
}

/// A difference from the core's prediction.
pub struct Difference {
    pub path: &'static str,
    pub real: String,
    pub predicted: Answer,
}

/// A running program.
pub struct Oracle {
    pub release: &'static Release,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// The variable that tells a program how many seconds to set its clock back, if it was built to do so (`run.sh`).
pub const CLOCK_SET_BACK: &str = "CLOCK_SET_BACK";

/// The resolution of a float64 for the seconds of today, in seconds; Go has nanoseconds.
pub const RESOLUTION: f64 = 2.5e-7;

impl Oracle {
    /// Starts a program with its clock set back by some seconds.
    pub fn start(programs: &Path, era: &Era, set_back: u64) -> io::Result<Self> {
        let mut child = Command::new(programs.join(era.program.as_ref()))
            .env(CLOCK_SET_BACK, set_back.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let keys: Map<String, Value> = KEYS
            .iter()
            .map(|&(key, secret)| (key.to_owned(), secret.into()))
            .collect();
        writeln!(input, "{}", Value::Object(keys))?;
        let release = era.row().ok_or(io::ErrorKind::NotFound)?;
        Ok(Self {
            release,
            child,
            input,
            output: BufReader::new(output),
        })
    }

    /// Asks about several tokens, one after another.
    pub fn ask<'a>(
        &mut self,
        tokens: impl Iterator<Item = &'a [u8]> + Clone + Send,
    ) -> io::Result<Vec<Said>> {
        let Self {
            release,
            input,
            output,
            ..
        } = self;
        std::thread::scope(|scope| {
            let lines: Vec<u8> = tokens
                .clone()
                .flat_map(|token| (base64(token) + "\n").into_bytes())
                .collect();
            // In a thread before reading, because the program answers before it has read all of them.
            let writer = scope.spawn(move || input.write_all(&lines).and_then(|()| input.flush()));
            let said = tokens
                .map(|token| {
                    let mut line = String::new();
                    if output.read_line(&mut line)? == 0 {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                    said(&serde_json::from_str(&line)?, token, release)
                })
                .collect();
            writer.join().expect("writing does not panic")?;
            said
        })
    }

    /// The differences from the core's prediction; for an accepted token, one more route is compared, or all of them.
    pub fn difference(&self, token: &[u8], said: &Said, all_routes: bool) -> Option<Difference> {
        let keys = Keys::Known(KEYS.to_vec());
        let target = with_token("/rtc/validate", token);
        let request = Request {
            method: "GET",
            target: &target,
            headers: &[],
            body: b"",
        };
        let same = |answer: &Answer| {
            answer.status == said.status && with_space(&answer.body) == with_space(&said.body)
        };
        let at = |now| answer(&request, &keys, self.release, now);
        let predicted = at(said.from.plus(-RESOLUTION));
        // Few tokens change within the microseconds between the two.
        if !same(&predicted) && !same(&at(said.to.plus(RESOLUTION))) {
            let real = format!("{} {}", said.status, said.body.escape_ascii());
            let path = "/rtc/validate";
            return Some(Difference {
                path,
                real,
                predicted,
            });
        }
        let grants = said.grants.as_ref()?;
        let one = token.iter().map(|&byte| usize::from(byte)).sum::<usize>() % ROUTES.len();
        let routes = if all_routes {
            &ROUTES[..]
        } else {
            &ROUTES[one..=one]
        };
        let mut judged = routes
            .iter()
            .filter(|route| !route.joins_first || said.status == 200);
        judged.find_map(|route| {
            let predicted = route.difference(token, grants, &keys, self.release, said.from)?;
            let real = if predicted.status == 401 {
                "the grants permit it"
            } else {
                "401, the grants do not permit it"
            };
            Some(Difference {
                path: route.path,
                real: real.to_owned(),
                predicted,
            })
        })
    }

    /// Closes the input, which ends the program.
    pub fn stop(self) -> io::Result<()> {
        let Self {
            mut child, input, ..
        } = self;
        drop(input);
        let status = child.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(io::Error::other(status.to_string()))
        }
    }
}

/// In the query, which keeps its white space.
pub fn with_token(path: &str, token: &[u8]) -> Vec<u8> {
    let mark = if path.contains('?') { "&" } else { "?" };
    let mut target = [path, mark, "access_token="].concat().into_bytes();
    for &byte in token {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            target.push(byte);
        } else {
            target.extend(format!("%{byte:02X}").bytes());
        }
    }
    target
}

/// protobuf-go writes U+0020 or U+00A0 after `proto:`, by build (`internal/detrand`).
pub fn with_space(body: &[u8]) -> Vec<u8> {
    const ODD: &[u8] = "proto:\u{a0}".as_bytes();
    let mut body = body.to_vec();
    if let Some(at) = body.windows(ODD.len()).rposition(|part| part == ODD) {
        body.splice(at..at + ODD.len(), *b"proto: ");
    }
    body
}

fn said(line: &Value, token: &[u8], release: &Release) -> io::Result<Said> {
    let date = |name: &str| {
        line[name]
            .as_f64()
            .map(|nanoseconds| NumericDate(nanoseconds / 1e9))
            .ok_or(io::ErrorKind::InvalidData)
    };
    let (stage, status, body) = match line["stage"].as_str() {
        None => {
            let status = line["status"]
                .as_u64()
                .and_then(|status| u16::try_from(status).ok())
                .ok_or(io::ErrorKind::InvalidData)?;
            ("answer", status, bytes(&line["body"]))
        }
        // Without a token nobody can join.
        Some(stage) if token.is_empty() => {
            (stage, 401, b"no permissions to access the room".to_vec())
        }
        Some(stage) => {
            let (status, body) = by_middleware(line, stage, token, release);
            (stage, status, body)
        }
    };
    Ok(Said {
        grants: (stage == "taken").then(|| line.clone()),
        stage: stage.to_owned(),
        status,
        body,
        from: date("from")?,
        to: date("to")?,
    })
}

/// The result of `APIKeyAuthMiddleware.ServeHTTP` (pkg/service/auth.go) for the verifier's result.
fn by_middleware(line: &Value, stage: &str, token: &[u8], release: &Release) -> (u16, Vec<u8>) {
    let echo = release.rules.echo == Echo::TokenAndKey;
    let key = line["key"].as_str().unwrap_or_default().as_bytes();
    let error = bytes(&line["error"]);
    let body = match stage {
        "parse" => b"invalid authorization token".to_vec(),
        "key" if echo => [b"invalid API key: ", key].concat(),
        "key" => b"invalid API key".to_vec(),
        "verify" if echo => [b"invalid token: ", token, b", error: ", &error].concat(),
        "verify" => [b"invalid authorization token: ", &error[..]].concat(),
        _ => return by_validate(line, release),
    };
    (401, body)
}

/// The result of `RTCService.validate` (pkg/service/rtcservice.go) for the grants.
fn by_validate(line: &Value, release: &Release) -> (u16, Vec<u8>) {
    let video = &line["video"];
    let identity = line["identity"].as_str().unwrap_or_default();
    let room = video["room"].as_str().unwrap_or_default();
    let lengths = release.since >= v(6, 2);
    let (status, body) = if !video.is_object() {
        (401, "no permissions to access the room")
    } else if video["roomJoin"] != true {
        (401, "permissions denied")
    } else if identity.is_empty() {
        (400, "identity cannot be empty")
    } else if lengths && identity.len() > 256 {
        (
            400,
            "participant identity length exceeds limits: max length 256",
        )
    } else if room.is_empty() && release.since >= v(9, 1) {
        (400, "no room name")
    } else if lengths && room.len() > 256 {
        (400, "room name length exceeds limits: max length 256")
    } else {
        (200, "success")
    };
    (status, body.into())
}

/// Go writes bytes in padded base64, and omits empty values.
fn bytes(value: &Value) -> Vec<u8> {
    let text = value
        .as_str()
        .unwrap_or_default()
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    base64url::decode(text.as_bytes()).expect("encoding/json writes base64")
}

fn base64(bytes: &[u8]) -> String {
    let text = base64url::encode(bytes).replace('-', "+").replace('_', "/");
    let padding = (4 - text.len() % 4) % 4;
    text + &"=".repeat(padding)
}
