//! Where the value of a setting stands, and how a program reads it.

use crate::text::Span;

use super::name;

/// Where a value begins, and what shows that it is one.
#[derive(Clone, Copy)]
pub(super) struct Start {
    pub(super) at: usize,
    pub(super) sign: Sign,
}

/// What stands between a name and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `=` without spaces, which code rarely has.
    Tight,
    /// Another sign.
    Any,
    /// One that is followed by other things as well: the value must be quoted.
    Quoted,
    /// Only space, the bar of a table, or a line end: the value must be all that stands there, and have a digit.
    Alone,
}

/// The signs. One stands before those that it begins with.
const SIGNS: [(&str, Sign); 13] = [
    ("=>", Sign::Any),
    (":=", Sign::Any),
    ("=", Sign::Any),
    (":", Sign::Any),
    ("??=", Sign::Quoted),
    ("||=", Sign::Quoted),
    ("??", Sign::Quoted),
    ("||", Sign::Quoted),
    ("or ", Sign::Quoted),
    (",", Sign::Quoted),
    ("|", Sign::Alone),
    ("│", Sign::Alone),
    ("║", Sign::Alone),
];

/// Words after a colon that are types, not values.
const TYPES: [&str; 6] = ["string", "String", "str", "&str", "&'static str", "&'a str"];

/// Commands and words after which a name and its value stand with a space between them.
const COMMANDS: [&str; 7] = [
    "set -",
    "setx ",
    "setenv ",
    "ENV ",
    "env:set ",
    "gh secret set ",
    "gh variable set ",
];

/// Options of these commands that a value stands behind. One stands before those that it begins with.
const OPTIONS: [&str; 3] = ["--body=", "--body ", "-b"];

/// What stands between words on a line.
const BLANKS: [char; 2] = [' ', '\t'];

/// Where the value of this name begins.
pub(super) fn start(text: &str, name: Span) -> Option<Start> {
    let rest = text[name.end..].trim_start_matches(['\\', '"', '\'', '`', ']', ')']);
    let after_name = rest.trim_start_matches(BLANKS);
    let is_spaced = after_name.len() < rest.len();
    let before = text.as_bytes()[..name.start].last();
    let is_quoted = before.is_some_and(|byte| is_quote(*byte) || *byte == b'-');
    if matches!(before, Some(b'?' | b'&')) && is_in_query(text, name.start) {
        return None;
    }
    let at = |value: &str, sign| {
        Some(Start {
            at: text.len() - value.trim_start_matches(BLANKS).len(),
            sign,
        })
    };
    if let Some(value) = labelled(text, name, rest) {
        return at(value, Sign::Any);
    }
    let sign = SIGNS
        .into_iter()
        .find_map(|(sign, kind)| Some((sign, kind, after_name.strip_prefix(sign)?)));
    match sign {
        // `==` compares and `://` is a URL's.
        Some(("=" | ":", _, after)) if (after.starts_with('=') || after.starts_with("//")) => None,
        Some(("=", _, after)) if !is_spaced && !after.starts_with(BLANKS) => at(after, Sign::Tight),
        Some((":", kind, after)) => {
            // A character that ends further on belongs to no type.
            let near = after.get(..after.len().min(24)).unwrap_or_default();
            let near = near.split(['\r', '\n']).next().unwrap_or_default();
            let is_type = |(word, _): (&str, &str)| TYPES.contains(&word.trim_ascii());
            let typed = near.split_once('=').is_some_and(is_type);
            let typed = typed.then(|| after.split_once('=')).flatten();
            at(typed.map_or(after, |(_, value)| value), kind)
        }
        // A list of strings; the name is the whole of one.
        Some((",", ..)) if !is_quoted => None,
        Some((_, kind, after)) => at(after, kind),
        None => unsigned(text, name, rest).and_then(|(value, sign)| at(value, sign)),
    }
}

/// The value where the name is a value itself: `name: LIVEKIT_API_KEY`, and below it `value:`.
fn labelled<'a>(text: &str, name: Span, rest: &'a str) -> Option<&'a str> {
    let before = &text.as_bytes()[name.start.saturating_sub(10)..name.start];
    let label = before.trim_ascii_end();
    let label = label.strip_suffix(b"\"").unwrap_or(label).trim_ascii_end();
    let label = label.strip_suffix(b":")?;
    let label = label
        .strip_suffix(b"\"")
        .unwrap_or(label)
        .to_ascii_lowercase();
    if !label.ends_with(b"name") && !label.ends_with(b"key") {
        return None;
    }
    let length = rest
        .bytes()
        .take(120)
        .take_while(|byte| *byte != b'}')
        .count();
    let object = rest.get(..length).unwrap_or_default();
    let object = object.split("- ").next().unwrap_or_default();
    let at = object.find("alue")?;
    let value = rest[at + 4..].trim_start_matches(['"', ' ']);
    value.strip_prefix(':')
}

/// The value where no sign stands before it.
fn unsigned<'a>(text: &str, name: Span, rest: &'a str) -> Option<(&'a str, Sign)> {
    let after_name = rest.trim_start_matches(BLANKS);
    let spaces = rest.len() - after_name.len();
    let before = &text[..name.start];
    let line = before
        .as_bytes()
        .iter()
        .rev()
        .take(60)
        .take_while(|byte| **byte != b'\n');
    // Where that many bytes cut a character, nothing is known of the line.
    let line = before.get(name.start - line.count()..).unwrap_or_default();
    let is_command =
        || line.ends_with("--") || COMMANDS.into_iter().any(|command| line.contains(command));
    if spaces > 0 && is_command() {
        let mut options = OPTIONS.into_iter();
        let value = options.find_map(|option| after_name.strip_prefix(option));
        return Some((value.unwrap_or(after_name), Sign::Any));
    }
    let word = name.of(text);
    // `Get-ChildItem env:` prints a table.
    if spaces > 1 && word.contains("LIVEKIT") && line.trim_ascii().is_empty() {
        return Some((after_name, Sign::Alone));
    }
    // A dashboard shows the value below its name.
    let is_words = line.trim_ascii().eq_ignore_ascii_case("api");
    let below = after_name.trim_start_matches('\r').strip_prefix('\n');
    let below = below.filter(|_| is_words)?;
    Some((below, Sign::Alone))
}

/// Reads a value: its place without quotes, and what a program reads. `outer` is the quote before the name, if it is not
/// closed behind it.
pub(super) fn read(
    text: &str,
    start: Start,
    outer: Option<u8>,
    is_map: bool,
) -> Option<(Span, String)> {
    let rest = &text[start.at..];
    let bytes = rest.as_bytes();
    // Inside of a string of JSON quotes have a backslash.
    let skip = usize::from(rest.starts_with("\\\""));
    if let Some(&quote) = bytes.get(skip)
        && is_quote(quote)
    {
        let escaped = (skip > 0).then(|| rest[2..].find("\\\"")).flatten();
        let length = escaped.or_else(|| quoted_length(bytes.get(skip + 1..)?, quote));
        if let Some(length) = length {
            let from = start.at + skip + 1;
            let place = Span::new(from, from + length);
            let inner = place.of(text);
            let value = if quote == b'"' {
                unescape(inner)
            } else {
                inner.to_owned()
            };
            return Some((place, value));
        }
    }
    let is_comment = bytes.first() == Some(&b'#') && start.sign != Sign::Tight;
    if is_comment || start.sign == Sign::Quoted || rest.starts_with(['(', '{', '[']) && !is_map {
        return None;
    }
    let ends: &[char] = match outer {
        Some(b'"') => &['\n', '\r', '"'],
        Some(b'\'') => &['\n', '\r', '\''],
        Some(_) => &['\n', '\r', '`'],
        // The map of keys holds spaces.
        None if is_map => &['\n', '\r'],
        None => &['\n', '\r', ' ', '\t'],
    };
    let mut value = rest.split(ends).next().unwrap_or_default();
    if let Some(end) = value
        .match_indices([',', '&'])
        .find_map(|(at, _)| is_assignment(&value[at + 1..]).then_some(at))
    {
        value = &value[..end];
    }
    if outer.is_none() {
        value = value.trim_end_matches(|c| match c {
            // In a `.env` file a lone quote is a part of the value.
            '"' | '\'' | '`' => start.sign != Sign::Tight,
            _ => matches!(c, ',' | ';' | '}' | ')' | ']' | '\\' | ' ' | '\t'),
        });
    }
    let after = rest[value.len()..].trim_start_matches(BLANKS);
    let is_last = after.is_empty() || after.starts_with(['\n', '\r', '|', '│', '║']);
    let is_alone = is_last && (is_key(value) || value.bytes().any(|byte| byte.is_ascii_digit()));
    (!value.is_empty() && (is_alone || start.sign != Sign::Alone)).then(|| {
        let span = Span::new(start.at, start.at + value.len());
        (span, value.to_owned())
    })
}

/// Whether another name and its value begin here, as in `--set a.key=1,a.secret=2` and the form body `key=1&secret=2`. An `=`
/// that ends the text is base64's.
fn is_assignment(text: &str) -> bool {
    text.split_once('=').is_some_and(|(name, value)| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.bytes().all(super::is_name_byte)
            && !value.trim_matches('=').is_empty()
    })
}

/// How far back the start of a URL is looked for.
const LONGEST_URL: usize = 2000;

/// Whether the byte `at` is inside of the query of a URL, and not of a form body.
fn is_in_query(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[at.saturating_sub(LONGEST_URL)..at];
    before
        .iter()
        .rev()
        .take_while(|byte| !byte.is_ascii_whitespace() && !is_quote(**byte))
        .any(|byte| *byte == b'?')
}

pub(super) fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// Whether a value begins as LiveKit's keys do.
pub(super) fn is_key(value: &str) -> bool {
    value.len() > 12 && value.starts_with("API") && !value.contains('_')
}

/// Whether an unquoted value is the name of a variable, or a call: letters, and what stands around them in code.
pub(super) fn is_code(text: &str, span: Span, sign: Sign, in_code: bool) -> bool {
    let value = span.of(text);
    if is_key(value) {
        return false;
    }
    let name = value.split('(').next().unwrap_or_default();
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic() || b"_.:".contains(&byte));
    let next = text.as_bytes().get(span.end);
    let is_closed = next.is_some_and(|byte| b",;)".contains(byte));
    is_name && (name.len() < value.len() || is_closed || in_code && sign != Sign::Tight)
}

/// What a reference to another setting stands for: `$NAME`, `${NAME}`, `${NAME:-default}`, `%NAME%`.
pub(super) fn referred(text: &str, span: Span) -> Option<(Span, String)> {
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
        let from = found + name.len();
        let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| !super::is_name_byte(*byte));
        let place = Span::new(found, from);
        let before = text.as_bytes()[..found].last();
        if is_end(before)
            && before.is_none_or(|byte| !b"{$%".contains(byte))
            && is_end(text.as_bytes().get(from))
            && let Some(start) = start(text, place)
            && let Some((span, value)) = read(text, start, None, false)
            && !is_reference(&value)
        {
            // A setting of LiveKit's is found by itself.
            return name::role(text, place).is_none().then_some((span, value));
        }
    }
    let default = default.filter(|default| !default.is_empty())?;
    let at = at + inner.len() - default.len();
    Some((Span::new(at, at + default.len()), default.to_owned()))
}

/// Whether a value stands for that of another setting.
pub(super) fn is_reference(value: &str) -> bool {
    value.starts_with('$') || value.len() > 2 && value.starts_with('%') && value.ends_with('%')
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
