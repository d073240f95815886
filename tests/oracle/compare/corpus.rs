//! The recorded requests of `tests/vectors/server-answers.jsonl`, asked of one release: all of them if its server runs here, and
//! those that are about a token alone of its verifier. Both have their clock set back to the time of the recordings. Where the
//! release itself was recorded, the core is compared with that too.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use why401::server::release::Release;
use why401::server::{Answer, Keys, Request, answer};
use why401::text::{NumericDate, base64url};

use crate::era::{CLOCK_SET_BACK, Era, Oracle, RESOLUTION, with_space};

/// How many differences are shown per class.
const SHOWN: usize = 3;
/// How much of a body is shown, in bytes.
const SHOWN_BYTES: usize = 300;
/// The longest target that a verifier hears of: net/http refuses longer requests itself.
const LONGEST: usize = 1 << 20;
/// How long a server may take for its start or for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The recorded requests.
pub struct Corpus {
    keys: Value,
    lines: Vec<Value>,
}

/// The result: how many requests were asked, and by class how many differ, with the first of them.
#[derive(Default)]
pub struct Comparison {
    pub asked: usize,
    pub differences: BTreeMap<String, (usize, Vec<String>)>,
}

/// What a real server answered.
struct Real {
    status: u16,
    body: Vec<u8>,
}

/// A recorded request.
struct Asked<'a> {
    method: &'a str,
    target: Vec<u8>,
    headers: Vec<(Vec<u8>, Vec<u8>)>,
    body: Vec<u8>,
}

impl<'a> Asked<'a> {
    fn new(line: &'a Value) -> Self {
        let request = &line["request"];
        let headers = request["headers"].as_array().into_iter().flatten();
        Self {
            method: request["method"].as_str().unwrap_or("GET"),
            target: bytes(&request["target"]),
            headers: headers
                .map(|pair| (bytes(&pair[0]), bytes(&pair[1])))
                .collect(),
            body: bytes(&request["body"]),
        }
    }

    fn request(&self) -> Request<'_> {
        Request {
            method: self.method,
            target: &self.target,
            headers: &self.headers,
            body: &self.body,
        }
    }

    fn answer(&self, keys: &Keys, release: &Release, now: NumericDate) -> Answer {
        answer(&self.request(), keys, release, now)
    }
}

impl Real {
    fn recorded(answer: &Value) -> Self {
        let status = answer["status"]
            .as_u64()
            .and_then(|status| status.try_into().ok());
        let body = if answer["body_b64"].is_string() {
            bytes(&json!({ "b64": answer["body_b64"] }))
        } else {
            bytes(&answer["body"])
        };
        Self {
            status: status.unwrap_or_default(),
            body,
        }
    }

    fn equals(&self, predicted: &Answer) -> bool {
        predicted.status == self.status && with_space(&predicted.body) == with_space(&self.body)
    }
}

impl fmt::Display for Real {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{} {}", self.status, shown(&self.body))
    }
}

impl Corpus {
    pub fn read() -> io::Result<Self> {
        let mut lines = include_str!("../../vectors/server-answers.jsonl")
            .lines()
            .map(serde_json::from_str::<Value>)
            .collect::<Result<Vec<_>, _>>()?;
        let keys = lines.remove(0)["keys"].take();
        Ok(Self { keys, lines })
    }

    /// How many seconds the clock of a program must be set back to begin when the recording began.
    pub fn set_back(&self) -> io::Result<u64> {
        let times = self.lines.iter().filter_map(|line| line["now"].as_f64());
        let recorded = Duration::from_secs_f64(times.fold(f64::MAX, f64::min));
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Ok(now
            .map_err(io::Error::other)?
            .saturating_sub(recorded)
            .as_secs())
    }

    /// Compares the core with what a release answered when it was recorded.
    pub fn compare_recorded(&self, name: &str, release: &Release) -> Comparison {
        let mut comparison = Comparison::default();
        for line in &self.lines {
            let mut answers = line["answers"].as_array().into_iter().flatten();
            let is_own = |answer: &&Value| {
                let releases = answer["releases"].as_array();
                releases.is_some_and(|releases| releases.iter().any(|release| release == name))
            };
            let (Some(recorded), Some(now)) = (answers.find(is_own), line["now"].as_f64()) else {
                continue;
            };
            let real = Real::recorded(recorded);
            let asked = Asked::new(line);
            let predicted = asked.answer(&self.keys(), release, NumericDate(now));
            comparison.asked += 1;
            if !real.equals(&predicted) {
                comparison.add(line, &real.to_string(), &predicted);
            }
        }
        comparison
    }

    fn keys(&self) -> Keys<'_> {
        let pairs = self.keys.as_object().into_iter().flatten();
        let pairs = pairs.filter_map(|(key, secret)| Some((key.as_str(), secret.as_str()?)));
        Keys::Known(pairs.collect())
    }

    /// Asks a server, and compares all its answers.
    pub fn ask_server(&self, program: &Path, release: &Release) -> io::Result<Comparison> {
        let set_back = self.set_back()?;
        let server = Server::start(program, &self.keys, set_back)?;
        let keys = self.keys();
        let mut comparison = Comparison::default();
        for line in &self.lines {
            let asked = Asked::new(line);
            let from = clock(set_back).plus(-RESOLUTION);
            let real = server.ask(&asked.request())?;
            let to = clock(set_back).plus(RESOLUTION);
            let predicted = asked.answer(&keys, release, from);
            comparison.asked += 1;
            if !real.equals(&predicted) && !real.equals(&asked.answer(&keys, release, to)) {
                comparison.add(line, &real.to_string(), &predicted);
            }
        }
        Ok(comparison)
    }

    /// Asks a verifier, and compares its answers to the tokens of the requests.
    pub fn ask_verifier(&self, programs: &Path, era: &Era) -> io::Result<Comparison> {
        let mut oracle = Oracle::start(programs, era, self.set_back()?)?;
        let mut comparison = Comparison::default();
        for (line, token) in self
            .lines
            .iter()
            .filter_map(|line| Some((line, token(line)?)))
        {
            let said = oracle.ask(std::iter::once(&token[..]))?.remove(0);
            comparison.asked += 1;
            if let Some(found) = oracle.difference(&token, &said, true) {
                comparison.add(
                    line,
                    &format!("{}: {}", found.path, found.real),
                    &found.predicted,
                );
            }
        }
        oracle.stop()?;
        Ok(comparison)
    }
}

impl Comparison {
    fn add(&mut self, line: &Value, real: &str, predicted: &Answer) {
        let class = line["class"].as_str().unwrap_or_default();
        let (count, first) = self.differences.entry(class.to_owned()).or_default();
        *count += 1;
        if first.len() < SHOWN {
            let (id, note) = (&line["id"], &line["note"]);
            let (status, body) = (predicted.status, shown(&predicted.body));
            first.push(format!(
                "{id} {note}\n    real       {real}\n    predicted  {status} {body}"
            ));
        }
    }
}

/// A running livekit-server.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(program: &Path, keys: &Value, set_back: u64) -> io::Result<Self> {
        let port = free_port()?;
        // JSON is YAML too.
        let config = json!({
            "port": port, "bind_addresses": ["127.0.0.1"], "keys": keys, "logging": { "level": "error" },
            "rtc": { "tcp_port": free_port()?, "udp_port": free_port()?, "use_external_ip": false, "node_ip": "127.0.0.1" },
        });
        let child = Command::new(program)
            .args(["--config-body", &config.to_string()])
            .env(CLOCK_SET_BACK, set_back.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut server = Self { child, address };
        let step = Duration::from_millis(100);
        for _ in 0..PATIENCE.as_millis() / step.as_millis() {
            if TcpStream::connect(address).is_ok() {
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                return Err(io::Error::other(format!("the server ended with {status}")));
            }
            sleep(step);
        }
        Err(io::Error::other("the server does not answer"))
    }

    fn ask(&self, request: &Request) -> io::Result<Real> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut text = [
            request.method.as_bytes(),
            b" ",
            request.target,
            b" HTTP/1.1\r\nHost: localhost\r\n",
        ]
        .concat();
        let mut closes = true;
        for (name, value) in request.headers {
            closes &= !name.eq_ignore_ascii_case(b"connection");
            text.extend([name, &b": "[..], value, b"\r\n"].concat());
        }
        if closes {
            text.extend(b"Connection: close\r\n");
        }
        if !request.body.is_empty() {
            text.extend(format!("Content-Length: {}\r\n", request.body.len()).bytes());
        }
        text.extend(b"\r\n");
        text.extend(request.body);
        // A server may answer before it has read everything.
        _ = stream.write_all(&text);
        if !closes {
            _ = stream.shutdown(Shutdown::Write);
        }
        let mut answer = Vec::new();
        // Nor need it close properly.
        if let Err(error) = stream.read_to_end(&mut answer)
            && answer.is_empty()
        {
            return Err(error);
        }
        real(&answer).ok_or_else(|| io::Error::other(format!("no HTTP: {}", shown(&answer))))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// An HTTP answer, read to its end.
fn real(text: &[u8]) -> Option<Real> {
    let end = text.windows(4).position(|part| part == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&text[..end]).to_ascii_lowercase();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let mut body = &text[end + 4..];
    if !head.contains("transfer-encoding: chunked") {
        return Some(Real {
            status,
            body: body.to_vec(),
        });
    }
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|part| part == b"\r\n")?;
        let size =
            usize::from_str_radix(std::str::from_utf8(&body[..end]).ok()?.trim(), 16).ok()?;
        let chunk = body.get(end + 2..end + 2 + size)?;
        if size == 0 {
            return Some(Real {
                status,
                body: whole,
            });
        }
        whole.extend(chunk);
        body = body.get(end + 4 + size..)?;
    }
}

/// The token of a request that joins and has nothing else.
fn token(line: &Value) -> Option<Vec<u8>> {
    let request = &line["request"];
    if request["method"] != "GET" || !request["body"].is_null() {
        return None;
    }
    let target = bytes(&request["target"]);
    if target.len() > LONGEST {
        return None;
    }
    let headers = request["headers"].as_array().map_or(&[][..], Vec::as_slice);
    match (target.strip_prefix(b"/rtc/validate")?, headers) {
        (b"", [header]) if header[0] == "Authorization" => {
            Some(bytes(&header[1]).strip_prefix(b"Bearer ")?.to_vec())
        }
        (query, []) => {
            let value = query.strip_prefix(b"?access_token=")?;
            (!value.iter().any(|byte| b"&;".contains(byte))).then(|| unescaped(value))?
        }
        _ => None,
    }
}

/// A value of a query.
fn unescaped(value: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let mut rest = value.iter();
    while let Some(&byte) = rest.next() {
        text.push(match byte {
            b'%' => {
                let digits = rest.as_slice().get(..2)?;
                rest = rest.as_slice()[2..].iter();
                u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?
            }
            b'+' => b' ',
            _ => byte,
        });
    }
    Some(text)
}

fn clock(set_back: u64) -> NumericDate {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    NumericDate((since.saturating_sub(Duration::from_secs(set_back))).as_secs_f64())
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// A text, or `{"b64": …}`; empty if it is absent.
fn bytes(value: &Value) -> Vec<u8> {
    let Value::String(text) = &value["b64"] else {
        return value.as_str().unwrap_or_default().into();
    };
    let text = text
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    base64url::decode(text.as_bytes()).unwrap_or_default()
}

fn shown(body: &[u8]) -> String {
    let end = body.len().min(SHOWN_BYTES);
    let more = if end < body.len() { "…" } else { "" };
    format!("{}{more}", body[..end].escape_ascii())
}
