//! Finds settings, a name and its value, in the dialects that people paste: `.env`, shell, YAML, JSON, command lines.

pub mod name;
mod value;

use crate::text::{Secret, Span, base64url};

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
    /// The environment that its name says, in lower case: `staging` of `STAGING_LIVEKIT_API_KEY`. One that is commented
    /// out has a `#` before it.
    pub environment: String,
    /// The place of the name.
    pub name: Span,
    /// The place of the value, without quotes.
    pub span: Span,
    /// The value as a program reads it: quotes taken off, escapes of double quotes resolved.
    pub value: Secret,
}

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

/// How many bytes of texts that are no values are read for a second time.
const WASTE: usize = 1_000_000;

/// How many references to other settings are followed.
const REFERENCES: usize = 16;

/// Finds all settings of `text` that concern a connection to LiveKit, in its order. `in_code` tells whether it may hold code.
pub fn find(text: &str, in_code: bool) -> Vec<Setting> {
    let bytes = text.as_bytes();
    let is_encoded = text.contains("kind: Secret") || text.contains("\"kind\": \"Secret\"");
    let mut settings = Vec::new();
    let mut references = REFERENCES;
    let mut waste = 0;
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
        let Some((setting, end)) = read(text, name, in_code, &mut references) else {
            continue;
        };
        if let Some(mut setting) = setting {
            if is_encoded {
                decode(text, &mut setting);
            }
            at = at.max(end);
            settings.push(setting);
        } else {
            // What is no value may hold one, but is not read over and over.
            waste += end - at;
            if waste > WASTE {
                at = end;
            }
        }
    }
    settings
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// Reads the setting whose name stands at `name`, and where what is written there ends; no setting if that is code and not
/// a value.
fn read(
    text: &str,
    name: Span,
    in_code: bool,
    references: &mut usize,
) -> Option<(Option<Setting>, usize)> {
    // Most words of a log are no names, and what follows tells them apart without copying.
    if name::is_none(name.of(text)) {
        return None;
    }
    let start = value::start(text, name)?;
    let (role, mut environment) = name::role(text, name)?;
    let before = &text.as_bytes()[..name.start];
    let outer = before
        .last()
        .copied()
        .filter(|quote| value::is_quote(*quote) && text.as_bytes().get(name.end) != Some(quote));
    let (mut span, mut value) = value::read(text, start, outer, role == Role::Keys)?;
    let is_quoted = value::is_quote(text.as_bytes()[span.start - 1]) && outer.is_none();
    let end = span.end;
    let is_single = is_quoted && text.as_bytes()[span.start - 1] == b'\'';
    if value::is_reference(&value) && !is_single {
        let left = references.checked_sub(1);
        *references = left.unwrap_or(0);
        let Some(referred) = left.and_then(|_| value::referred(text, span)) else {
            return Some((None, end));
        };
        (span, value) = referred;
    }
    // Gradle's `buildConfigField` takes a value of Java, with its own quotes in it.
    if value.starts_with('"') && before.ends_with(b"String\", \"") {
        value = value.replace('"', "");
        span = Span::new(span.start + 2, span.end - 2);
    }
    let is_pair = matches!(role, Role::Key | Role::Secret);
    let is_none = CODE.into_iter().any(|code| value.starts_with(code))
        || role == Role::Token && value.contains('(')
        || is_pair && !is_quoted && value::is_code(text, span, start.sign, in_code)
        || is_pair && (is_name(&value) || !is_quoted && is_alias(&value))
        || value.starts_with('<') && value.ends_with('>');
    if is_commented(before) {
        environment.insert(0, '#');
    }
    let setting = Setting {
        role,
        environment,
        name,
        span,
        value: Secret::new(value),
    };
    Some(((!is_none).then_some(setting), end))
}

/// Whether a value is the name of a setting itself: `required = ["LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"]`.
fn is_name(value: &str) -> bool {
    value.contains("_API_")
        && !value
            .bytes()
            .any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Whether a value is that of another place of a YAML file, `*name`.
fn is_alias(value: &str) -> bool {
    value.len() > 1 && value.starts_with('*') && value.as_bytes()[1].is_ascii_alphanumeric()
}

/// Whether a comment begins on the same line: `# LIVEKIT_API_KEY=…`.
fn is_commented(before: &[u8]) -> bool {
    let line = before
        .iter()
        .rev()
        .take(40)
        .take_while(|byte| **byte != b'\n')
        .count();
    let line = before[before.len() - line..].trim_ascii_start();
    line.starts_with(b"#") || line.starts_with(b"//") || line.starts_with(b"rem ")
}

/// Resolves the base64 that the `data` of a Kubernetes Secret is in.
fn decode(text: &str, setting: &mut Setting) {
    let section = name::section(text, setting.name.start).map_or("", |section| section.of(text));
    let label = section.trim_start_matches([' ', '\t', '"']);
    if !label.starts_with("data") {
        return;
    }
    let encoded = setting.value.expose().trim_end_matches('=');
    let encoded = encoded.replace('+', "-").replace('/', "_");
    if let Ok(decoded) = base64url::decode(encoded.as_bytes())
        && let Ok(decoded) = String::from_utf8(decoded)
    {
        setting.value = Secret::new(decoded);
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, find};

    fn settings(text: &str) -> Vec<(Role, String, String)> {
        find(text, false)
            .into_iter()
            .map(|found| {
                (
                    found.role,
                    found.environment,
                    found.value.expose().to_owned(),
                )
            })
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
