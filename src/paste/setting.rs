//! Finds settings, a name and its value, in the dialects that people paste: `.env`, shell, YAML, JSON, command lines.

use crate::text::{Span, search};

use super::secret::Secret;

/// What a setting is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The API key.
    Key,
    /// The API secret.
    Secret,
    /// The server's URL.
    Url,
    /// An access token.
    Token,
    /// The server's own map of keys to secrets, on one line: `LIVEKIT_KEYS="key: secret"`.
    Keys,
}

/// A name and its value.
pub struct Setting {
    /// What it is for.
    pub role: Role,
    /// What stands before the role in its name, in lower case: `staging` of `STAGING_LIVEKIT_API_KEY`.
    pub prefix: String,
    /// The place of the name.
    pub name: Span,
    /// The place of the value, without quotes.
    pub span: Span,
    /// The value as a program reads it: quotes taken off, escapes of double quotes resolved.
    pub value: Secret,
}

/// How names of each role end, in lower case and without separators. The first that fits counts.
const ENDINGS: [(&str, Role); 17] = [
    ("livekitapisecret", Role::Secret),
    ("apisecret", Role::Secret),
    ("livekitsecret", Role::Secret),
    ("lksecret", Role::Secret),
    ("livekitapikey", Role::Key),
    ("apikey", Role::Key),
    ("livekitkey", Role::Key),
    ("livekitkeys", Role::Keys),
    ("livekiturl", Role::Url),
    ("livekithost", Role::Url),
    ("wsurl", Role::Url),
    ("serverurl", Role::Url),
    ("livekittoken", Role::Token),
    ("accesstoken", Role::Token),
    ("participanttoken", Role::Token),
    ("jwt", Role::Token),
    ("token", Role::Token),
];

/// The last letters of [`ENDINGS`].
const LAST_LETTERS: &[u8] = b"tysln";

/// What may stand before the role: nothing, LiveKit's name, an environment, or what makes a variable public. Anything
/// else is the setting of another product (`OPENAI_API_KEY`). A word stands before those that it begins with.
const PREFIX_WORDS: [&str; 22] = [
    "livekit",
    "lk",
    "staging",
    "stage",
    "production",
    "prod",
    "development",
    "dev",
    "testing",
    "test",
    "local",
    "cloud",
    "next",
    "public",
    "nuxt",
    "vite",
    "react",
    "app",
    "expo",
    "server",
    "my",
    "ws",
];

/// How code begins that reads a setting from somewhere else.
const CODE: [&str; 7] = [
    "process.env",
    "os.environ",
    "os.Getenv",
    "os.getenv",
    "import.meta",
    "System.getenv",
    "ENV[",
];

/// Finds all settings of `text` that concern a connection to LiveKit, in its order.
pub fn find(text: &str) -> Vec<Setting> {
    let bytes = text.as_bytes();
    let mut settings = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let length = bytes[at..]
            .iter()
            .take_while(|&&byte| is_name_byte(byte))
            .count();
        let name = Span::new(at, at + length);
        at += length;
        if let Some(setting) = read(text, name) {
            at = at.max(setting.span.end);
            settings.push(setting);
        }
    }
    settings
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// Reads the setting whose name stands at `name`; `None` if it is none, or its value is code and not a value.
fn read(text: &str, name: Span) -> Option<Setting> {
    // Most words of a log are no names, and their last letter and what follows tell them apart without copying.
    let last = text.as_bytes()[name.end - 1].to_ascii_lowercase();
    if last.is_ascii_alphanumeric() && !LAST_LETTERS.contains(&last) {
        return None;
    }
    let start = value_start(text, name)?;
    let (role, prefix) = role(text, name)?;
    let (span, value) = value(text, start, opening_quote(text, name.start), role)?;
    let is_code = search::starts_with_any(&value, &CODE)
        || role == Role::Token && search::contains(&value, "(");
    let is_reference = value.starts_with('$') || value.starts_with('<') && value.ends_with('>');
    (!is_code && !is_reference).then(|| Setting {
        role,
        prefix,
        name,
        span,
        value: Secret::new(value),
    })
}

/// The role that a name says, and what stands before it.
fn role(text: &str, name: Span) -> Option<(Role, String)> {
    let mut plain = String::new();
    for byte in name.of(text).bytes() {
        if byte.is_ascii_alphanumeric() {
            plain.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    // `API Key:  …` is what `livekit-server generate-keys` prints.
    let before = &text.as_bytes()[name.start.saturating_sub(4)..name.start];
    if matches!(plain.as_str(), "key" | "secret") && before.eq_ignore_ascii_case(b"api ") {
        plain.insert_str(0, "api");
    }
    let (ending, role) = ENDINGS
        .into_iter()
        .find(|(ending, _)| plain.ends_with(ending))?;
    plain.truncate(plain.len() - ending.len());
    is_known_prefix(&plain).then_some((role, plain))
}

/// Whether a prefix is made of [`PREFIX_WORDS`] alone. A loop and no recursion: a name may be as long as the paste.
fn is_known_prefix(mut prefix: &str) -> bool {
    while let Some(rest) = PREFIX_WORDS
        .iter()
        .find_map(|word| prefix.strip_prefix(word))
    {
        prefix = rest;
    }
    prefix.is_empty()
}

/// The quote before `start`.
fn opening_quote(text: &str, start: usize) -> Option<u8> {
    let before = *text.as_bytes()[..start].last()?;
    is_quote(before).then_some(before)
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// Where the value begins: after `=`, `:` or `=>`, or after white space if the name is an option (`--api-secret`).
fn value_start(text: &str, name: Span) -> Option<usize> {
    let rest = search::trim_start(search::tail(text, name.end), b"\"'`]");
    let before = &text.as_bytes()[..name.start];
    // `--api-key KEY`; `set -x NAME VALUE` of fish.
    let option = [&b"--"[..], b"-x ", b"-gx "]
        .iter()
        .any(|mark| before.ends_with(mark));
    let after_name = search::trim_start(rest, b" \t");
    let after = ["=>", ":=", "=", ":"]
        .iter()
        .find_map(|sign| after_name.strip_prefix(sign));
    let value = match after {
        // `==` compares and `://` is a URL's.
        Some(after) if after.starts_with('=') || after.starts_with("//") => return None,
        Some(after) => after,
        // Kubernetes lists `name:` and, below it, `value:`.
        None if before.ends_with(b"name: ") => {
            search::after(search::trim_start(rest, b" \r\n"), "value:")?
        }
        None if option && after_name.len() < rest.len() => after_name,
        None => return None,
    };
    Some(text.len() - search::trim_start(value, b" \t").len())
}

/// Reads the value at `start`: its place without quotes, and what a program reads.
fn value(text: &str, start: usize, outer_quote: Option<u8>, role: Role) -> Option<(Span, String)> {
    let rest = search::tail(text, start);
    if let Some(&quote) = rest.as_bytes().first()
        && is_quote(quote)
        && let Some(length) = quoted_length(&rest.as_bytes()[1..], quote)
    {
        let place = Span::new(start + 1, start + 1 + length);
        let inner = place.of(text);
        let value = if quote == b'"' {
            unescape(inner)
        } else {
            inner.to_owned()
        };
        return Some((place, value));
    }
    let value = match role {
        // The map of keys holds spaces.
        Role::Keys => search::until(rest, b"\n\r"),
        _ => search::until(rest, b"\n\r \t"),
    };
    let mut value = search::trim_end(value, b",;})] \t");
    if outer_quote.is_some() && value.as_bytes().last() == outer_quote.as_ref() {
        value = search::head(value, value.len() - 1);
    }
    (!value.is_empty() && !value.starts_with(['(', '{', '[']))
        .then(|| (Span::new(start, start + value.len()), value.to_owned()))
}

/// The length of the text up to its closing quote, which stands on the same line, or at the start of the next: then the
/// line end belongs to the value.
fn quoted_length(inner: &[u8], quote: u8) -> Option<usize> {
    let mut escaped = false;
    let mut lines = 0;
    for (at, &byte) in inner.iter().enumerate() {
        if byte == quote && !escaped {
            return Some(at);
        }
        if lines > 0 && !matches!(byte, b'\r' | b'\n') {
            return None;
        }
        lines += usize::from(byte == b'\n');
        escaped = byte == b'\\' && !escaped && quote == b'"';
    }
    None
}

/// Resolves the escapes that double quotes allow in JSON, YAML, `.env` files and shells alike.
fn unescape(inner: &str) -> String {
    let mut value = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            value.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => value.push('\n'),
            Some('r') => value.push('\r'),
            Some('t') => value.push('\t'),
            Some(quoted @ ('"' | '\\' | '$' | '/' | '`')) => value.push(quoted),
            Some(other) => {
                value.push('\\');
                value.push(other);
            }
            None => value.push('\\'),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, LAST_LETTERS, Role, find};

    fn settings(text: &str) -> Vec<(Role, String, String)> {
        find(text)
            .into_iter()
            .map(|found| (found.role, found.prefix, found.value.expose().to_owned()))
            .collect()
    }

    #[track_caller]
    fn assert_secret(text: &str, secret: &str) {
        let found: Vec<_> = settings(text)
            .into_iter()
            .filter(|(role, ..)| *role == Role::Secret)
            .collect();
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].2, secret, "{text}");
    }

    #[test]
    fn reads_each_dialect() {
        for text in [
            "LIVEKIT_API_SECRET=s3cret",
            "export LIVEKIT_API_SECRET='s3cret'",
            "LIVEKIT_API_SECRET = \"s3cret\" # mine",
            "set LIVEKIT_API_SECRET=s3cret\r\nnext",
            "$env:LIVEKIT_API_SECRET = \"s3cret\"",
            "  api_secret: s3cret",
            "{\"apiSecret\": \"s3cret\", \"x\": 1}",
            "- LIVEKIT_API_SECRET=s3cret",
            "- \"LIVEKIT_API_SECRET=s3cret\"",
            "docker run -e LIVEKIT_API_SECRET=s3cret -p 80:80 image",
            "lk room list --api-key k --api-secret s3cret --url u",
            "API Key:  APIx\nAPI Secret:  s3cret",
            "const apiSecret = 's3cret';",
        ] {
            assert_secret(text, "s3cret");
        }
    }

    #[test]
    fn each_ending_ends_with_one_of_the_letters() {
        for (ending, _) in ENDINGS {
            assert!(LAST_LETTERS.contains(&ending.as_bytes()[ending.len() - 1]));
        }
    }

    #[test]
    fn keeps_a_line_end_inside_of_quotes() {
        assert_secret("LIVEKIT_API_SECRET=\"s3cret\\n\"", "s3cret\n");
        assert_secret("LIVEKIT_API_SECRET=\"s3cret\n\"\n", "s3cret\n");
    }

    #[test]
    fn knows_the_environment_and_leaves_other_products_alone() {
        assert_eq!(
            settings("STAGING_LIVEKIT_API_KEY=k"),
            [(Role::Key, "staging".into(), "k".into())]
        );
        let long = format!("{}_TOKEN=t", "PROD_PRODUCTION".repeat(100_000));
        assert_eq!(settings(&long).len(), 1);
        for text in [
            "OPENAI_API_KEY=sk-1",
            "TWILIO_API_SECRET=x",
            "api_key == x",
            "const apiKey = process.env.LIVEKIT_API_KEY",
            "monkey: x",
        ] {
            assert!(settings(text).is_empty(), "{text}");
        }
    }
}
