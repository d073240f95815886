//! What a program reads where a value is written, by the rules of its dialect.

use crate::text::{Span, base64url};

use super::dialect::{Dialect, Encoding, Escapes, Values};
use super::tokenizer::{Raw, Token, Tokenizer, is_name_byte};
use super::{Role, is_key, name};

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

/// How many references to other settings are followed in one text.
const REFERENCES: usize = 16;

/// Reads the values of a text.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Whether it may hold code.
    in_code: bool,
    /// How many references may still be followed.
    references: usize,
}

/// A value, and its place without quotes.
pub(super) struct Value {
    pub(super) text: String,
    pub(super) span: Span,
}

impl<'a> Reader<'a> {
    pub(super) fn of(text: &'a str, in_code: bool) -> Self {
        Self {
            text,
            in_code,
            references: REFERENCES,
        }
    }

    /// The value; none if what is written there is code, or a reference to something that is not in the text.
    pub(super) fn read(
        &mut self,
        tokenizer: &Tokenizer,
        token: &Token,
        raw: &Raw,
        role: Role,
    ) -> Option<Value> {
        let mut value = resolved(self.text, token.dialect, raw);
        if is_reference(&value.text) && raw.quote.is_none_or(|quote| quote.expands) {
            self.references = self.references.checked_sub(1)?;
            value = self.referred(tokenizer, raw.span)?;
        }
        (!self.is_none(token.dialect, raw, &value, role)).then_some(value)
    }

    /// Whether this is code, or says what should be in its place.
    fn is_none(&self, dialect: &Dialect, raw: &Raw, value: &Value, role: Role) -> bool {
        let text = value.text.as_str();
        let is_pair = matches!(role, Role::Key | Role::Secret);
        let is_bare = raw.quote.is_none();
        CODE.into_iter().any(|code| text.starts_with(code))
            || role == Role::Token && text.contains('(')
            || is_pair && is_bare && self.is_code(dialect, value.span)
            || is_pair && (is_name(text) || is_bare && is_alias(text))
            || text.starts_with('<') && text.ends_with('>')
    }

    /// Whether a value without quotes is the name of a variable, or a call: letters, and what is around them in code.
    fn is_code(&self, dialect: &Dialect, span: Span) -> bool {
        let value = span.of(self.text);
        if is_key(value) {
            return false;
        }
        let name = value.split('(').next().unwrap_or_default();
        let is_name = name
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || b"_.:".contains(&byte));
        let next = self.text.as_bytes().get(span.end);
        let is_closed = next.is_some_and(|byte| b",;)".contains(byte));
        let in_code = self.in_code && dialect.values != Values::Word;
        is_name && (name.len() < value.len() || is_closed || in_code)
    }

    /// What a reference to another setting comes to: `$NAME`, `${NAME}`, `${NAME:-default}`, `%NAME%`.
    fn referred(&self, tokenizer: &Tokenizer, span: Span) -> Option<Value> {
        let text = self.text;
        let value = span.of(text);
        let (inner, at) = if let Some(inner) = value.strip_prefix("${") {
            (inner.split('}').next().unwrap_or_default(), span.start + 2)
        } else {
            (value.get(1..)?.trim_end_matches('%'), span.start + 1)
        };
        let parts = inner.split_once(":-").or_else(|| inner.split_once('-'));
        let (name, default) = match parts {
            Some((name, default)) => (name, Some(default)),
            None => (inner, None),
        };
        // Where the name is empty, there is nothing to look for.
        let places = text.match_indices(name).take_while(|_| !name.is_empty());
        for (found, _) in places {
            let place = Span::new(found, found + name.len());
            let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| !is_name_byte(*byte));
            let before = text.as_bytes()[..found].last();
            if is_end(before)
                && before.is_none_or(|byte| !b"{$%".contains(byte))
                && is_end(text.as_bytes().get(place.end))
                && let Some(token) = tokenizer.token(place)
                && let Some(raw) = tokenizer.raw(&token, false)
                && let value = resolved(text, token.dialect, &raw)
                && !is_reference(&value.text)
            {
                // A setting of LiveKit's is found by itself.
                return name::role(text, place).is_none().then_some(value);
            }
        }
        let default = default.filter(|default| !default.is_empty())?;
        let at = at + inner.len() - default.len();
        Some(Value {
            text: default.to_owned(),
            span: Span::new(at, at + default.len()),
        })
    }
}

/// Whether a value is a reference to another setting.
fn is_reference(value: &str) -> bool {
    value.starts_with('$') || value.len() > 2 && value.starts_with('%') && value.ends_with('%')
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

/// The value with its escapes resolved and its encoding taken off.
fn resolved(text: &str, dialect: &Dialect, raw: &Raw) -> Value {
    let span = raw.span;
    let escapes = raw.quote.map_or(Escapes::None, |quote| quote.escapes);
    let value = unescaped(span.of(text), escapes);
    match dialect.encoding {
        Encoding::Plain => Value { text: value, span },
        Encoding::Base64 => {
            let text = decoded(&value).unwrap_or(value);
            Value { text, span }
        }
        Encoding::StringSource => {
            let inner = span.of(text).trim_start_matches(['\\', '"']);
            let start = span.end - inner.len();
            let inner = inner.trim_end_matches(['\\', '"']);
            Value {
                text: inner.to_owned(),
                span: Span::new(start, start + inner.len()),
            }
        }
    }
}

/// Decodes base64, with or without padding, if it is that of a text.
fn decoded(value: &str) -> Option<String> {
    let encoded = base64url::from_standard(value.trim_end_matches('=').as_bytes());
    String::from_utf8(base64url::decode(&encoded).ok()?).ok()
}

/// Resolves escapes; what is none of them remains as it is.
fn unescaped(inner: &str, escapes: Escapes) -> String {
    let Some(sign) = escapes.sign().map(char::from) else {
        return inner.to_owned();
    };
    let mut value = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, escape)) = rest.split_once(sign) {
        value.push_str(before);
        let (c, length) = escaped(escape, escapes).unwrap_or((sign, 0));
        value.push(c);
        rest = &escape[length..];
    }
    value + rest
}

/// What an escape is for, and its length behind the sign.
fn escaped(escape: &str, escapes: Escapes) -> Option<(char, usize)> {
    let c = escape.chars().next()?;
    match c {
        'n' => Some(('\n', 1)),
        'r' => Some(('\r', 1)),
        't' => Some(('\t', 1)),
        '"' | '\\' | '$' | '/' | '`' => Some((c, 1)),
        'u' if escapes == Escapes::Unicode => {
            let digits = escape.get(1..5)?;
            let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            let code = u32::from_str_radix(digits, 16).ok()?;
            Some((char::from_u32(code).filter(|_| is_hex)?, 5))
        }
        _ => None,
    }
}
