//! Finds the payload of a token where the token itself is not in the paste: decoded, as `jq`, Python or JavaScript print it, or
//! as its segment alone.

use std::sync::LazyLock;

use crate::livekit::api_key;
use crate::livekit::grants::{CLAIMS, Type};
use crate::text::json::{Document, Kind, Value};
use crate::text::needles::contains;
use crate::text::{Needles, Span, base64url, order};

use super::token::TokenText;

/// A header and a signature to put around a payload, so that it can be judged like a token.
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const SIGNATURE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Adds the payload of the paste to its tokens, if none of them has one.
pub fn find(text: &str, tokens: &mut Vec<TokenText>) {
    if tokens.iter().any(has_payload) {
        return;
    }
    for token in &mut *tokens {
        // `cut -d. -f2` prints the second segment alone.
        let segment = token.text.split('.').next().unwrap_or_default();
        let payload = base64url::decode(segment.trim_end_matches('=').as_bytes());
        let payload = payload.ok().filter(|payload| is_claims_set(payload, true));
        if let Some(payload) = payload.filter(|_| !token.elided) {
            *token = of_payload(&payload, token.spans.clone());
            return;
        }
    }
    if let Some((payload, span)) = decoded(text) {
        tokens.push(of_payload(&payload, vec![span]));
        let start = |token: &TokenText| token.spans.first().map_or(0, |span| span.start);
        *tokens = order::sorted(std::mem::take(tokens), |token| (start(token), 0));
    }
}

fn has_payload(token: &TokenText) -> bool {
    let payload = token.text.split('.').nth(1);
    payload.is_some_and(|payload| payload.starts_with("ey"))
}

fn of_payload(payload: &[u8], spans: Vec<Span>) -> TokenText {
    TokenText {
        text: format!("{HEADER}.{}.{SIGNATURE}", base64url::encode(payload)),
        spans,
        invisible: false,
        elided: false,
        signature_removed: false,
        is_payload: true,
    }
}

/// The names of claims, as JSON, Python and JavaScript write them.
static NAMES: LazyLock<Needles> =
    LazyLock::new(|| Needles::exact(["\"iss\"", "\"exp\"", "'iss'", "'exp'", "iss:", "exp:"]));

/// How many names are looked at, and how far around each, in bytes.
const TRIES: usize = 8;
const REACH: usize = 16 * 1024;

/// The first printed claims set, as JSON.
fn decoded(text: &str) -> Option<(Vec<u8>, Span)> {
    // Most logs have neither, which two searches for one word each say sooner than one for all names.
    if !contains(text, "iss") && !contains(text, "exp") {
        return None;
    }
    let mut tried = 0;
    for hit in NAMES.hits(text).take(TRIES) {
        if hit.span.start < tried {
            continue;
        }
        let Some(start) = opening(text, hit.span.start) else {
            continue;
        };
        let Some((json, end)) = object(text, start) else {
            continue;
        };
        tried = end;
        let is_alone = text.trim_ascii().len() == end - start;
        if is_claims_set(&json, is_alone) {
            return Some((json, Span::new(start, end)));
        }
    }
    None
}

/// The place of the brace that is open at `at`.
fn opening(text: &str, at: usize) -> Option<usize> {
    let mut closed = 0;
    let before = text.as_bytes()[..at].iter().enumerate().rev();
    for (at, byte) in before.take(REACH) {
        match byte {
            b'}' => closed += 1,
            b'{' if closed == 0 => return Some(at),
            b'{' => closed -= 1,
            _ => {}
        }
    }
    None
}

/// The object that begins at `start`, as JSON, and its end. Quotes may be single ones, names without quotes, constants those of
/// Python, and colons Ruby's arrows. `base64 -d` drops the last characters of a segment without padding: closing braces may be missing at the end.
fn object(text: &str, start: usize) -> Option<(Vec<u8>, usize)> {
    let mut json = String::new();
    let mut open = Vec::new();
    let mut quote = None;
    let mut characters = text[start..].char_indices().take(REACH).peekable();
    while let Some((at, c)) = characters.next() {
        if let Some(end) = quote {
            match c {
                _ if c == end => {
                    quote = None;
                    json.push('"');
                }
                '"' => json.push_str("\\\""),
                '\\' => match characters.next()?.1 {
                    '\'' => json.push('\''),
                    escaped => json.extend(['\\', escaped]),
                },
                _ => json.push(c),
            }
            continue;
        }
        match c {
            '"' | '\'' => {
                quote = Some(c);
                json.push('"');
            }
            '{' | '[' => {
                open.push(if c == '{' { '}' } else { ']' });
                json.push(c);
            }
            '}' | ']' => {
                json.push(open.pop().filter(|closing| *closing == c)?);
                if open.is_empty() {
                    return Some((json.into_bytes(), start + at + 1));
                }
            }
            'A'..='Z' | 'a'..='z' | '_' => {
                let mut word = c.to_string();
                let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
                while let Some((_, c)) = characters.next_if(|(_, c)| is_of_word(*c)) {
                    word.push(c);
                }
                match (word.as_str(), characters.peek()) {
                    (_, Some((_, ':'))) => json.extend(["\"", &word, "\""]),
                    ("True" | "False", _) => json.push_str(&word.to_ascii_lowercase()),
                    ("None", _) => json.push_str("null"),
                    _ => json.push_str(&word),
                }
            }
            '=' if characters.next_if(|(_, c)| *c == '>').is_some() => json.push(':'),
            _ => json.push(c),
        }
    }
    // A number may be cut off too, which its digits do not show.
    let is_whole = quote.is_some() || json.trim_end().ends_with(['"', '}', ']']);
    if !is_whole {
        return None;
    }
    json.extend(quote.map(|_| '"'));
    json.truncate(json.trim_end().len());
    json.extend(open.into_iter().rev());
    Some((json.into_bytes(), text.trim_ascii_end().len()))
}

/// Whether a text is the claims set of an access token: one of LiveKit or, in a paste of nothing else, of any service.
fn is_claims_set(json: &[u8], is_alone: bool) -> bool {
    let Ok(document) = Document::read(json.to_vec()) else {
        return false;
    };
    let is_set = |set: Value| {
        let has = |name: &str| set.member(name).is_some();
        let is_grant = |name: &str, grant: Value| {
            let object = CLAIMS.member(name).map(|member| member.what);
            matches!(object, Some(Type::Object(_))) && grant.kind() == Kind::Object
        };
        let is_own = set
            .members()
            .any(|(name, value)| name.string().is_some_and(|name| is_grant(&name, value)));
        let is_key = |iss: &str| api_key::begins(iss) || iss == api_key::DEVELOPMENT;
        let iss = set.member("iss").and_then(Value::string);
        let has_time = has("exp") || has("nbf");
        let is_key = iss.as_deref().is_some_and(is_key);
        is_own && (has_time || iss.is_some())
            || has_time && is_key
            || is_alone && has("exp") && iss.is_some() && !has("alg")
    };
    document.root().is_some_and(is_set)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::paste::token;

    const PAYLOAD: &str = r#"{"iss":"APItestkey12345","exp":1795519547,"video":{"roomJoin":true,"room":"r"},"name":null}"#;

    fn payload(text: &str) -> Option<String> {
        let mut tokens = token::find(text);
        find(text, &mut tokens);
        let payload = tokens.iter().find(|token| token.is_payload)?;
        let payload = payload.text.split('.').nth(1)?;
        let payload = crate::text::base64url::decode(payload.as_bytes()).ok()?;
        Some(String::from_utf8(payload).unwrap().replace([' ', '\n'], ""))
    }

    #[test]
    fn finds_a_payload_in_every_print() {
        let segment = crate::text::base64url::encode(PAYLOAD.as_bytes());
        let python = "{'iss': 'APItestkey12345', 'exp': 1795519547, 'video': {'roomJoin': True, 'room': 'r'}, 'name': None}";
        let javascript = "{\n  iss: 'APItestkey12345',\n  exp: 1795519547,\n  video: { roomJoin: true, room: 'r' },\n  name: null\n}";
        for text in [
            PAYLOAD.to_owned(),
            format!("$ cut -d. -f2 | base64 -d | jq\n{PAYLOAD}\n"),
            format!(r#"{{"header":{{"alg":"HS256"}},"payload":{PAYLOAD}}}"#),
            python.to_owned(),
            format!("iss: see below {}", PAYLOAD.replace("\":", "\"=>")),
            javascript.to_owned(),
            segment.clone(),
            format!("{segment}="),
            format!("{segment}.FAKEsignature"),
        ] {
            assert_eq!(payload(&text).as_deref(), Some(PAYLOAD), "{text}");
        }
        let cut = r#"{"iss":"APItestkey12345","exp":1795519547,"video":{"roomJoin":true,"room":"r"#;
        assert_eq!(payload(cut).unwrap(), format!("{cut}\"}}}}"));
    }

    #[test]
    fn ignores_other_objects() {
        for text in [
            "",
            "{",
            r#""iss""#,
            r#"{"alg":"HS256","typ":"JWT"}"#,
            r#"{"video":true,"audio":true}"#,
            r#"{"iss":"APItestkey12345","video":{"roomJoin":true},"exp":17955"#,
            "payload = {'iss': KEY, 'exp': now + 600, 'video': {'roomJoin': True}}",
            "const claims = { iss: process.env.KEY, exp: 1, video: {} }",
            r#"log {"iss":"https://accounts.example.com","exp":1795519547}"#,
        ] {
            assert_eq!(payload(text), None, "{text}");
        }
        let braces = "{'iss'".repeat(200_000);
        assert_eq!(payload(&braces), None);
    }
}
