//! Finds settings, a name and its value, in the dialects that people paste: `.env`, shell, YAML, JSON, command lines.

mod dialect;
pub mod name;
mod section;
mod tokenizer;
mod value;

use crate::text::{Secret, Span};

use tokenizer::Tokenizer;
use value::Reader;

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
    /// The value as a program reads it: quotes taken off, escapes resolved.
    pub value: Secret,
    /// The dialect in which it is written, as its row in the table is called.
    #[cfg(test)]
    pub dialect: &'static str,
}

/// How many bytes of texts that are no values are read for a second time.
const WASTE: usize = 1_000_000;

/// Finds all settings of `text` that concern a connection to LiveKit, in its order. `in_code` tells whether it may hold code.
pub fn find(text: &str, in_code: bool) -> Vec<Setting> {
    let tokenizer = Tokenizer::of(text);
    let mut reader = Reader::of(text, in_code);
    let mut settings = Vec::new();
    let mut waste = 0;
    let mut at = 0;
    while let Some(name) = tokenizer.name(at) {
        at = name.end;
        let Some((setting, end)) = read(text, name, &tokenizer, &mut reader) else {
            continue;
        };
        if let Some(setting) = setting {
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

/// Reads the setting with this name, and where what is written there ends; no setting if that is no value.
fn read(
    text: &str,
    name: Span,
    tokenizer: &Tokenizer,
    reader: &mut Reader,
) -> Option<(Option<Setting>, usize)> {
    // Most words of a log are no names, and what follows tells them apart without copying.
    if name::is_none(name.of(text)) {
        return None;
    }
    let token = tokenizer.token(name)?;
    let (role, mut environment) = name::role(text, name)?;
    let raw = tokenizer.raw(&token, role == Role::Keys)?;
    if tokenizer.is_commented(name.start) {
        environment.insert(0, '#');
    }
    let value = reader.read(tokenizer, &token, &raw, role);
    let setting = value.map(|value| Setting {
        role,
        environment,
        name,
        span: value.span,
        value: Secret::new(value.text),
        #[cfg(test)]
        dialect: token.dialect.name,
    });
    Some((setting, raw.span.end))
}

/// Whether a value begins as LiveKit's keys do.
fn is_key(value: &str) -> bool {
    value.len() > 12 && value.starts_with("API") && !value.contains('_')
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
    fn reads_other_spellings() {
        for text in [
            "{\"apiSecret\":\"s3cret\"}",
            "- LIVEKIT_API_SECRET=s3cret",
            "API Key:  APIx\nAPI Secret:  s3cret",
            "const apiSecret = 's3cret';",
            "$Env:LIVEKIT_API_SECRET='s3cret'",
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
