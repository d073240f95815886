//! Any request: each release answers it, the same through every interface, and each refusal is read back to its cause
//! and release.

#![no_main]

use libfuzzer_sys::fuzz_target;
use why401::server::reading;
use why401::server::refusal::Refusal;
use why401::server::release::{CLOUD, RELEASES, Release};
use why401::server::wording::{self, Form};
use why401::server::{Answer, Join, Keys, PreparedRequest, Request, answer};
use why401::text::{NumericDate, base64url};

const FORMS: [Form; 5] = [
    Form::Plain,
    Form::Line,
    Form::Whip,
    Form::WhipSession,
    Form::Twirp,
];

/// A request as lines: the server's clock, its keys with their secrets, JOSE header and claims of a token, method and
/// target; then headers, an empty line and the body. The token replaces a `$` in the last four.
struct Input {
    at: NumericDate,
    keys: Vec<(String, String)>,
    token: String,
    method: String,
    target: Vec<u8>,
    headers: Vec<(Vec<u8>, Vec<u8>)>,
    body: Vec<u8>,
}

impl Input {
    fn read(data: &[u8]) -> Self {
        let mut lines = data.splitn(6, |byte| *byte == b'\n');
        let mut line = || lines.next().unwrap_or_default();
        let text = |line: &[u8]| String::from_utf8_lossy(line).into_owned();
        let at = text(line()).parse().unwrap_or(1_795_516_133.5);
        let keys = text(line());
        let mut words = keys.split(' ').map(str::to_owned);
        let mut keys = Vec::new();
        while let (Some(key), Some(secret)) = (words.next(), words.next()) {
            keys.push((key, secret));
        }
        let token = token(line(), line());
        let (method, target) = cut(line(), b" ");
        let (headers, body) = cut(line(), b"\n\n");
        Self {
            at: NumericDate(at),
            keys,
            method: text(method),
            target: fill(target, &token),
            headers: read_headers(&fill(headers, &token)),
            body: fill(body, &token),
            token,
        }
    }
}

/// A token whose signature has the right length, which is the only check for assumed keys.
fn token(header: &[u8], claims: &[u8]) -> String {
    let names = |algorithm: &[u8]| header.windows(5).any(|text| text == algorithm);
    let length = if names(b"HS384") {
        48
    } else if names(b"HS512") {
        64
    } else {
        32
    };
    [header, claims, &vec![0; length]]
        .map(base64url::encode)
        .join(".")
}

fn fill(text: &[u8], token: &str) -> Vec<u8> {
    let pieces: Vec<&[u8]> = text.split(|byte| *byte == b'$').collect();
    pieces.join(token.as_bytes())
}

fn cut<'a>(text: &'a [u8], mark: &[u8]) -> (&'a [u8], &'a [u8]) {
    match text.windows(mark.len()).position(|found| found == mark) {
        Some(at) => (&text[..at], &text[at + mark.len()..]),
        None => (text, b""),
    }
}

/// A line that begins with white space folds the value of the one before it.
fn read_headers(lines: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut headers: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for line in lines.split(|byte| *byte == b'\n') {
        match (line, headers.last_mut()) {
            ([], _) => {}
            ([b' ' | b'\t', ..], Some((_, value))) => {
                value.push(b'\n');
                value.extend_from_slice(line);
            }
            _ => {
                let (name, value) = cut(line, b":");
                headers.push((name.to_vec(), value.to_vec()));
            }
        }
    }
    headers
}

fuzz_target!(|data: &[u8]| {
    let input = Input::read(data);
    let request = Request {
        method: &input.method,
        target: &input.target,
        headers: &input.headers,
        body: &input.body,
    };
    let pairs = input.keys.iter();
    let known = pairs.map(|(key, secret)| (key.as_str(), secret.as_str()));
    for keys in [Keys::Known(known.collect()), Keys::Assumed] {
        let asked = PreparedRequest::new(&request, &keys);
        let releases = RELEASES.iter().chain([&CLOUD]);
        let answers: Vec<(&Release, Answer)> = releases
            .map(|release| (release, asked.answer(release, input.at)))
            .collect();
        for (release, found) in &answers {
            assert!(found.refusal.is_none() || found.status >= 400);
            assert!(input.method != "HEAD" || found.body.is_empty());
            // One release is asked again, which is as good as asking all of them.
            if release.since.minor as usize % 14 == data.len() % 14 {
                assert_eq!(*found, answer(&request, &keys, release, input.at));
            }
        }
        check_reading(&answers);
        check_joining(&input.token, &keys, input.at);
    }
    if let Some(reading) = reading::read(&String::from_utf8_lossy(data)) {
        assert!(!reading.kinds.is_empty() && !reading.releases.is_empty());
    }
});

/// A refusal is read back to its cause and to exactly the releases with its text.
fn check_reading(answers: &[(&Release, Answer)]) {
    let exact = || answers.iter().filter(|(release, _)| release.exact);
    let mut seen: Vec<&Answer> = Vec::new();
    for (release, found) in exact() {
        let (Some(refusal), Ok(body)) = (&found.refusal, str::from_utf8(&found.body)) else {
            continue;
        };
        if body.is_empty() || seen.contains(&found) {
            continue;
        }
        seen.push(found);
        let reading = reading::read(body).unwrap_or_else(|| panic!("{release}: {body:?}"));
        assert!(reading.kinds.contains(&refusal.kind()), "{reading:?}");
        let token = reading.token.clone().unwrap_or_default();
        for (other, others) in exact() {
            let is_listed = reading.releases.contains(other);
            assert!(is_listed || others.body != found.body, "{other}: {body:?}");
            assert!(!is_listed || words(refusal, other, &token).any(|words| words == found.body));
        }
        if let (Refusal::UnknownKey { iss }, Some(key)) = (&**refusal, &reading.key) {
            // Line ends after a body may come from copying, and are ignored.
            assert_eq!(key, iss.trim_end_matches(['\r', '\n']));
        }
    }
}

/// The text of a release for a refusal, on each route.
fn words<'a>(
    refusal: &'a Refusal,
    release: &'a Release,
    token: &'a str,
) -> impl Iterator<Item = Vec<u8>> + use<'a> {
    let words = move |form| wording::body(refusal, form, release, token.as_bytes());
    FORMS.into_iter().map(words)
}

/// The fast path for a token that joins gives the same answers as the full one.
fn check_joining(token: &str, keys: &Keys, at: NumericDate) {
    let value = format!("Bearer {token}").into_bytes();
    let headers = [(b"Authorization".to_vec(), value)];
    let request = Request {
        method: "GET",
        target: b"/rtc/validate",
        headers: &headers,
        body: b"",
    };
    let (joining, asked) = (Join::new(token, keys), PreparedRequest::new(&request, keys));
    for release in &RELEASES {
        assert_eq!(joining.answer(release, at), asked.answer(release, at));
    }
}
