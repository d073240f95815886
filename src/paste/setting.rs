//! Finds settings, a name and its value, in the dialects that people paste: `.env`, shell, YAML, JSON, command lines.

mod dialect;
pub mod name;
mod section;
mod tokenizer;
mod value;

use std::sync::LazyLock;

pub(super) use value::{base64_text, is_elsewhere};

use crate::livekit::api_key;
use crate::text::{Needles, Secret, Span};

use dialect::Values;
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
    /// Whether it is only a default, `${NAME:-default}`: the program may have another value.
    pub is_default: bool,
    /// Whether only its place shows that it is a value, as in a table or on the next line.
    pub is_loose: bool,
    /// The dialect in which it is written, as its row in the table is called.
    #[cfg(test)]
    pub dialect: &'static str,
}

/// A name without a value: `LIVEKIT_API_SECRET=`.
pub struct EmptySetting {
    /// What it is for.
    pub role: Role,
    /// The place of the name.
    pub name: Span,
}

/// What was read where a name is.
enum Reading {
    Setting(Setting),
    Empty(EmptySetting),
    /// No value; the flag tells whether it is a reference, in which no names are looked for.
    Nothing {
        is_reference: bool,
    },
}

static WORDS: LazyLock<Needles> = LazyLock::new(|| Needles::ignoring_case(name::WORDS));

/// Finds the settings of a short text without code.
pub(super) fn of(text: &str) -> Vec<Setting> {
    let words: Vec<usize> = WORDS.hits(text).map(|hit| hit.span.start).collect();
    find(text, &words, false).0
}

/// How many bytes of texts that are no values are read for a second time.
const WASTE: usize = 1_000_000;

/// Finds all settings of `text` that concern a connection to LiveKit, in its order, and the names that have no value.
/// `words` are the places of [`name::WORDS`] in it, in order; `in_code` tells whether it may hold code.
pub fn find(text: &str, words: &[usize], in_code: bool) -> (Vec<Setting>, Vec<EmptySetting>) {
    let tokenizer = Tokenizer::of(text);
    let mut reader = Reader::of(text, in_code);
    let (mut settings, mut empty) = (Vec::new(), Vec::new());
    let mut waste = 0;
    let mut at = 0;
    for word in words {
        if *word < at {
            continue;
        }
        let name = tokenizer.name(at, *word);
        at = name.end;
        let Some((found, end)) = read(text, name, &tokenizer, &mut reader) else {
            continue;
        };
        match found {
            Reading::Setting(setting) => {
                at = at.max(end);
                settings.push(setting);
            }
            Reading::Empty(name) => empty.push(name),
            Reading::Nothing { is_reference: true } => at = at.max(end),
            // What is no value may hold one, but is not read over and over.
            Reading::Nothing { .. } => {
                waste += end - at;
                if waste > WASTE {
                    at = end;
                }
            }
        }
    }
    (settings, empty)
}

/// What is read at this name, and where what is written there ends.
fn read(
    text: &str,
    name: Span,
    tokenizer: &Tokenizer,
    reader: &mut Reader,
) -> Option<(Reading, usize)> {
    if is_key(name.of(text)) || is_said(&text[..name.start]) {
        return None;
    }
    let token = tokenizer.token(name)?;
    let (role, mut environment) = name::role(text, name)?;
    let is_commented = tokenizer.is_commented(name.start);
    let Some(raw) = tokenizer.raw(&token, role) else {
        let is_empty = tokenizer.is_empty(&token) && !is_commented;
        return is_empty.then_some((Reading::Empty(EmptySetting { role, name }), name.end));
    };
    let written = raw.span();
    if written.of(text).is_empty() && !is_commented {
        return Some((Reading::Empty(EmptySetting { role, name }), written.end));
    }
    if is_commented {
        environment.insert(0, '#');
    }
    let Some(value) = reader.read(tokenizer, &token, &raw, role) else {
        let is_reference = value::is_bracketed(written.of(text));
        return Some((Reading::Nothing { is_reference }, written.end));
    };
    let setting = Setting {
        role,
        environment,
        name,
        span: value.span,
        value: Secret::new(value.text),
        is_default: value.is_default,
        is_loose: token.dialect.values == Values::Alone,
        #[cfg(test)]
        dialect: token.dialect.name,
    };
    Some((Reading::Setting(setting), written.end))
}

/// Whether a name behind this text is no name of a setting: it is inside of a reference, or of what a server says.
fn is_said(before: &str) -> bool {
    let ends = |ending: &str| {
        let start = before.len().checked_sub(ending.len());
        start
            .is_some_and(|start| before.as_bytes()[start..].eq_ignore_ascii_case(ending.as_bytes()))
    };
    [
        "${",
        "$(",
        "invalid ",
        "invalid api ",
        "invalid authorization ",
    ]
    .into_iter()
    .any(ends)
}

/// Whether a value begins as LiveKit's keys do.
fn is_key(value: &str) -> bool {
    value.len() > 12 && api_key::begins(value) && !value.contains('_')
}

/// Whether a word has the form of LiveKit's secrets, 43 to 45 characters of base62 (`utils.RandomSecret`, livekit/protocol),
/// or of one that is a little longer.
pub(in crate::paste) fn has_form_of_secret(word: &str) -> bool {
    let has = |is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
    (43..=48).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::{Role, of};

    fn settings(text: &str) -> Vec<(Role, String, String)> {
        (of(text).into_iter())
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
