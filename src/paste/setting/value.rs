//! What a program reads where a value is written, by the rules of its dialect.

use crate::text::{Span, base64url, coding};

use super::dialect::{Dialect, Encoding, Escapes, FORMATTED, REOPENED, Values};
use super::tokenizer::{Raw, Token, Tokenizer, is_assignment, is_name_byte};
use super::{Role, is_key, name};

/// How code begins that reads a setting from somewhere else, and how references to a store of secrets begin.
static ELSEWHERE: [&str; 51] = [
    "process.env",
    "Bun.env",
    "Deno.env",
    "os.environ",
    "os.Getenv",
    "os.getenv",
    "import.meta",
    "System.getenv",
    "ENV[",
    "env(",
    "var.",
    "local.",
    "module.",
    "secrets.",
    "vars.",
    "settings.",
    "config.",
    "data.",
    "each.",
    "self.",
    "this.",
    "args.",
    "options.",
    "env.",
    "random_password.",
    "random_string.",
    "aws_",
    "google_secret",
    "azurerm_",
    "vault:",
    "ssm:",
    "arn:",
    "file:",
    "encrypted:",
    "ref+",
    "/run/",
    "/etc/",
    "/var/",
    "/vault/",
    "/secrets/",
    "/mnt/",
    "./",
    "~/",
    "ENC[",
    "projects/",
    "@Microsoft.KeyVault(",
    "@SecretUri",
    "@/",
    "C:\\",
    "sm://",
    "!vault",
];

/// Signs of a call, a member or an element in code.
const CALLS: [&str; 7] = ["(\"", "('", "[\"", "['", "::", "()", "${"];

/// What is around a reference to another value, or around the words of a template.
const BRACKETS: [(&str, &str); 11] = [
    ("${", "}"),
    ("$(", ")"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("<%", "%>"),
    ("#{", "}"),
    ("#{", "}#"),
    ("((", "))"),
    ("@", "@"),
    ("<", ">"),
    ("__", "__"),
];

/// What programs call the stores of secrets, in front of a colon.
const STORES: [&str; 16] = [
    "arn",
    "aws",
    "azurekeyvault",
    "bitwarden",
    "doppler",
    "file",
    "gcp",
    "infisical",
    "keychain",
    "keyring",
    "keyvault",
    "secret",
    "secretsmanager",
    "sops",
    "ssm",
    "vault",
];

/// Whether a text says where a value is, or how to get it, instead of being the value: `op://vault/item`, `${NAME}`.
pub(in crate::paste) fn is_elsewhere(text: &str) -> bool {
    let begins = |beginning: &str| text.starts_with(beginning);
    let is_scheme = |scheme: &str| {
        let of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        scheme.len() > 1 && scheme.bytes().all(of_scheme)
    };
    // A server is a value.
    let is_server = ["ws://", "wss://", "http://", "https://"]
        .into_iter()
        .any(begins);
    // The name of a store, and of what is in it: `keyring:livekit`.
    let is_store = |(store, item): (&str, &str)| STORES.contains(&store) && !item.starts_with(' ');
    let is_code = |beginning: &&str| {
        beginning.as_bytes().first() == text.as_bytes().first() && begins(beginning)
    };
    ELSEWHERE.iter().any(is_code)
        || !is_server && text.split_once(':').is_some_and(is_store)
        || (text.split_once("://")).is_some_and(|(scheme, _)| !is_server && is_scheme(scheme))
        || BRACKETS.into_iter().any(|(opening, closing)| {
            text.len() > opening.len() + closing.len() && begins(opening) && text.ends_with(closing)
        })
}

/// Whether a reference to another name begins here, which may go on behind a space: `${NAME:?not set}`.
pub(super) fn is_bracketed(text: &str) -> bool {
    let mut openings = BRACKETS.into_iter().map(|(opening, _)| opening);
    openings.any(|opening| opening != "__" && text.starts_with(opening))
}

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
    /// Whether it counts only if nothing else sets the name that it refers to.
    pub(super) is_default: bool,
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
        let mut value = resolved(self.text, token, raw);
        let span = raw.span();
        let is_literal = raw.quote.is_some_and(|quote| !quote.expands);
        if !is_literal && is_reference(span.of(self.text), token.dialect) {
            self.references = self.references.checked_sub(1)?;
            value = self.referred(tokenizer, span)?;
        }
        value.is_default |= self.is_fallback(token);
        let header = || {
            self.text[token.name.end..span.start]
                .split(['#', '\n'])
                .next()
        };
        // A block of YAML keeps one line end, unless its header says otherwise.
        if role == Role::Secret
            && token.dialect.values == Values::Block
            && !header().unwrap_or_default().contains('-')
            && self.text[span.end..]
                .trim_start_matches('\r')
                .starts_with('\n')
        {
            value.text.push('\n');
        }
        (!self.is_none(token.dialect, raw, &value, role)).then_some(value)
    }

    /// Whether code has the value only where the environment has none: `getenv("NAME", "value")`, `NAME ?? "value"`.
    fn is_fallback(&self, token: &Token) -> bool {
        let call = self.text[..token.name.start].trim_end_matches(['"', '\'']);
        let reads = ["getenv(", "environ.get(", "env.get(", "env(", "fetch("];
        token.dialect.is_fallback || reads.into_iter().any(|read| call.ends_with(read))
    }

    /// Whether this is code, or says what should be in its place.
    fn is_none(&self, dialect: &Dialect, raw: &Raw, value: &Value, role: Role) -> bool {
        let text = value.text.as_str();
        let is_pair = matches!(role, Role::Key | Role::Secret);
        let is_bare = raw.quote.is_none();
        // kubectl describes so a variable from a Secret or a ConfigMap.
        let is_described = text.starts_with("<set to ");
        let is_template = is_pair && text.starts_with('<') && !is_described;
        is_elsewhere(text) && !is_template
            || is_described
            || role == Role::Token && text.contains('(')
            || is_pair && is_bare && self.is_code(dialect, value.span)
            || is_pair && is_bare && CALLS.into_iter().any(|call| text.contains(call))
            || is_pair && is_name(text)
            || is_pair && raw.quote.is_some_and(|quote| quote.opening == "`") && text.contains(' ')
            || raw
                .quote
                .is_some_and(|quote| FORMATTED.contains(&quote.opening))
                && text.contains('{')
            || is_pair && is_bare && dialect.values == Values::Expression && is_alias(text)
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
                && let Some(raw) = tokenizer.raw(&token, Role::Secret)
                && let value = resolved(text, &token, &raw)
                && !is_reference(raw.span().of(text), token.dialect)
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
            is_default: true,
        })
    }
}

/// Whether a value is a reference to another setting.
fn is_reference(value: &str, dialect: &Dialect) -> bool {
    let mut signs = value.chars();
    let (first, second) = (signs.next(), signs.next());
    if first == second && first.is_some() && first == dialect.doubled {
        return false;
    }
    value.starts_with('$') || value.len() > 2 && value.starts_with('%') && value.ends_with('%')
}

/// Whether a value is the name of a setting itself: `required = ["LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"]`.
fn is_name(value: &str) -> bool {
    value.contains("_API_")
        && !value
            .bytes()
            .any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Whether a value is one of another place of a YAML file, `*name`, says how to get it, `!vault`, or borrows a variable, `&name`.
fn is_alias(value: &str) -> bool {
    let name = value.strip_prefix(['*', '!', '&']);
    name.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_alphanumeric()))
}

/// The value with its escapes resolved and its encoding taken off.
fn resolved(text: &str, token: &Token, raw: &Raw) -> Value {
    let (dialect, span) = (token.dialect, raw.span());
    let escapes = raw.quote.map_or(Escapes::None, |quote| quote.escapes);
    let parts = raw.parts.iter();
    let mut value: String = parts
        .map(|part| unescaped(part.of(text), escapes))
        .collect();
    if let Some(sign) = dialect.doubled {
        value = value.replace(&format!("{sign}{sign}"), &sign.to_string());
    }
    let is_bare = raw.quote.is_none() && !text[..token.name.start].ends_with(['"', '\'']);
    if let Some(shell) = &dialect.shell
        && is_bare
    {
        value = literal(&value, shell.escape);
    }
    // The first member of a form has nothing before it.
    let is_form = || is_bare && (text[span.end..].strip_prefix('&')).is_some_and(is_assignment);
    match dialect.encoding {
        Encoding::Plain if is_form() => plain(percent_decoded(&value), span),
        Encoding::Plain => plain(value, span),
        Encoding::Percent => plain(percent_decoded(&value), span),
        Encoding::Base64 { shortest } => {
            let decoded = base64_text(&value).filter(|text| text.len() >= shortest);
            plain(decoded.unwrap_or(value), span)
        }
        Encoding::StringSource => {
            let inner = span.of(text).trim_start_matches(['\\', '"']);
            let start = span.end - inner.len();
            let inner = inner.trim_end_matches(['\\', '"']);
            plain(inner.to_owned(), Span::new(start, start + inner.len()))
        }
    }
}

/// A word of a shell in which a sign takes the meaning from the next character.
fn literal(word: &str, sign: char) -> String {
    let mut value = String::with_capacity(word.len());
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        let next = if c == sign { chars.next() } else { None };
        value.push(next.unwrap_or(c));
    }
    value
}

fn plain(text: String, span: Span) -> Value {
    Value {
        text,
        span,
        is_default: false,
    }
}

/// The printable text that a value is the base64 of.
pub(in crate::paste) fn base64_text(value: &str) -> Option<String> {
    let text = base64url::text(value)?;
    let is_text = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    text.chars().all(is_text).then_some(text)
}

/// The text without percent escapes (RFC 3986); as it is if that is none.
fn percent_decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, behind @ ..] = rest {
        let digits = behind
            .get(..2)
            .and_then(|digits| str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::try_from(coding::unsigned(digits, 16)?).ok());
        match escaped {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned())
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
    if escapes == Escapes::Doubled {
        return (c == '\'').then_some((c, 1));
    }
    if escapes == Escapes::Reopened {
        let sign = REOPENED.into_iter().find(|sign| escape.starts_with(sign))?;
        return Some(('\'', sign.len()));
    }
    match c {
        'n' => Some(('\n', 1)),
        'r' => Some(('\r', 1)),
        't' => Some(('\t', 1)),
        '"' | '\\' | '$' | '/' | '`' => Some((c, 1)),
        'u' | 'U' | 'x' if escapes == Escapes::Unicode => {
            let (digits, length) = match (c, escape[1..].strip_prefix('{')) {
                (_, Some(inner)) => {
                    let (digits, _) = inner.split_once('}')?;
                    (digits, digits.len() + 3)
                }
                ('x', None) => (escape.get(1..3)?, 3),
                ('u', None) => (escape.get(1..5)?, 5),
                (_, None) => (escape.get(1..9)?, 9),
            };
            Some((char::from_u32(coding::unsigned(digits, 16)?)?, length))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::paste::setting::of;

    #[track_caller]
    fn assert_value(text: &str, value: Option<&str>) {
        let found = of(text);
        let found = found.first().map(|setting| setting.value.expose());
        assert_eq!(found, value, "{text}");
    }

    #[test]
    fn escapes_are_those_of_the_dialect() {
        for (text, value) in [
            (r#"{"apiSecret": "a\u002bb\/c\u003d\u003d"}"#, "a+b/c=="),
            (r#"LIVEKIT_API_SECRET="a\u003d\$b""#, r"a\u003d$b"),
            (r"LIVEKIT_API_SECRET='a\n$b'", r"a\n$b"),
            ("livekit_api_secret: 'it''s'", "it's"),
            ("LIVEKIT_API_SECRET='a''b'", "a"),
            ("$env:LIVEKIT_API_SECRET = \"a`$b`\"c\\n\"", "a$b\"c\\n"),
            ("$env:LIVEKIT_API_SECRET = 'it''s`n'", "it's`n"),
            (
                "services:\n  a:\n    environment:\n      LIVEKIT_API_SECRET: a$$b\n",
                "a$b",
            ),
            (
                "services:\n  a:\n    environment:\n      - LIVEKIT_API_SECRET=$$b\n",
                "$b",
            ),
            ("Environment=LIVEKIT_API_SECRET=a%%b", "a%b"),
            ("LIVEKIT_API_SECRET=a$$b%%c", "a$$b%%c"),
            ("api_secret = b\"s3cret\"", "s3cret"),
            (r#"{"apiSecret": "\u{41}b"}"#, "Ab"),
            (r#"{"apiSecret": "\u{41"}"#, r"\u{41"),
            (r#"{"apiSecret": "\u+041"}"#, r"\u+041"),
            ("LIVEKIT_API_SECRET=pass:w0rd123", "pass:w0rd123"),
        ] {
            assert_value(text, Some(value));
        }
    }

    #[test]
    fn references_are_no_values() {
        for value in [
            "op://dev/livekit/secret",
            "arn:aws:secretsmanager:eu-west-1:1:secret:x",
            "/run/secrets/livekit",
            "vault:secret/data/livekit#key",
            "ENC[AES256_GCM,data:x]",
            "process.env.SECRET",
        ] {
            assert_value(&format!("LIVEKIT_API_SECRET={value}"), None);
            assert_value(&format!("livekit_api_secret: \"{value}\""), None);
        }
        for value in ["*secret", "!vault |\n  $ANSIBLE_VAULT;1.1", "&secret"] {
            assert_value(&format!("livekit_api_secret: {value}"), None);
        }
        assert_value("LIVEKIT_API_SECRET=!x", Some("!x"));
    }

    #[test]
    fn a_block_of_yaml_is_a_value_if_it_is_one_line() {
        for (sign, value) in [
            ("|", "a b\n"),
            (">-", "a b"),
            ("|+", "a b\n"),
            ("|2 # -", "a b\n"),
        ] {
            let text = format!("livekit_api_secret: {sign}\n  a b\nx: 1\n");
            assert_value(&text, Some(value));
            assert_value(&text.replace('\n', "\r\n"), Some(value));
        }
        for block in ["|\n  a\n  b\n", "|\na: 1\n", "|\n", "|\n\n"] {
            assert_value(&format!("livekit_api_secret: {block}"), None);
        }
    }
}
