//! Where a value begins and ends, and which parts of it stay.

use std::ops::Range;

use super::LONGEST;
use crate::sanitize::Kind;
use crate::text::{base64url, label};

/// How sure the text around a name makes its value.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// A line of its own.
    Line,
    /// Something is assigned.
    Tight,
    /// A colon, which is also in sentences.
    Loose,
}

/// What is behind the name of a pair: `","value":"…"`, in YAML on the next line.
pub(super) fn paired(behind: &str) -> Option<&str> {
    let rest = behind.trim_start_matches(',').trim_start();
    let rest = rest.strip_prefix('"').unwrap_or(rest);
    let rest = rest.strip_prefix("value")?;
    let rest = rest.strip_prefix('"').unwrap_or(rest).trim_start();
    Some(rest.strip_prefix(':')?.trim_start())
}

/// What is behind the headers of a part of a form (RFC 7578): on the line behind an empty one.
pub(super) fn of_part(behind: &str) -> Option<&str> {
    ["\n\n", "\r\n\r\n"]
        .into_iter()
        .find_map(|end| behind.strip_prefix(end))
}

/// The inside of the quotes that open at a place, which may be escaped once or more. What directly follows the closing quote of a shell
/// belongs to it.
pub(super) fn quoted(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    // Several lines of TOML, Python, Swift or Kotlin.
    for triple in ["\"\"\"", "\'\'\'"] {
        if let Some(inside) = rest.strip_prefix(triple)
            && let Some(length) = inside[..inside.floor_char_boundary(LONGEST + 2)].find(triple)
        {
            return Some(start + 3..start + 3 + length);
        }
    }
    let slashes = rest.bytes().take_while(|byte| *byte == b'\\').count();
    let quote = rest[slashes..]
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let from = start + slashes + 1;
    let (mut end, mut run, mut lines) = (from, 0, 0);
    for (offset, c) in text[from..].char_indices().take(LONGEST) {
        let at = from + offset;
        end = at + c.len_utf8();
        if c == '\\' {
            run += 1;
            continue;
        }
        lines += usize::from(c == '\n');
        // Of escaped quotes, one with as many backslashes closes; else one that is not escaped.
        let closes = c == quote
            && if slashes == 0 {
                run % 2 == 0
            } else {
                run <= slashes
            };
        if closes || lines > 1 && run == 0 && c == '\n' {
            let end = at - if closes { run.min(slashes) } else { 0 };
            if closes && slashes == 0 {
                let behind = &text[at + 1..];
                let is_more = |c: char| {
                    c == '\''
                        || c == '"' && quote == '\''
                        || c == '\\'
                        || c.is_alphanumeric()
                        || c == '$' && quote != '"'
                };
                if quote == '\'' && behind.starts_with(is_more) && !behind.starts_with("\\n") {
                    let length = behind.find(char::is_whitespace).unwrap_or(behind.len());
                    return Some(from..at + 1 + length);
                }
            }
            return Some(from..end);
        }
        run = 0;
    }
    Some(from..end)
}

/// The text from a place on in which a value without quotes may be: its line.
pub(super) fn line(text: &str, start: usize, kind: Kind, form: Form) -> &str {
    // A header in quotes ends with them.
    let ends_in_quotes = form != Form::Line || matches!(kind, Kind::Cookie | Kind::Authorization);
    let is_end = |c: char| match c {
        '\n' | '\r' => true,
        '"' | '\'' | '`' => ends_in_quotes,
        _ => false,
    };
    let rest = &text[start..];
    &rest[..rest.find(is_end).unwrap_or(rest.len())]
}

/// A value without quotes: up to the end of the line, of the word, or of the parameter.
pub(super) fn unquoted(rest: &str, start: usize, kind: Kind, form: Form) -> Range<usize> {
    let length = match kind {
        Kind::Cookie => {
            let mut end = 0;
            for part in rest.split_inclusive(';') {
                let word = part.trim_start();
                let length = part.len() - word.len()
                    + word.find([' ', '\t', ']', '<']).unwrap_or(word.len());
                end += length;
                if length < part.len() {
                    // Dates of attributes have spaces.
                    if form == Form::Line || word.to_ascii_lowercase().starts_with("expires=") {
                        end += part.len() - length;
                        continue;
                    }
                    break;
                }
            }
            end
        }
        Kind::Authorization => {
            let scheme = rest.find([' ', '\t']).unwrap_or(rest.len());
            let is_word = |word: &str| {
                word.len() <= 20
                    && word
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            };
            let has_scheme = scheme < rest.len()
                && is_word(&rest[..scheme])
                && !rest[..scheme].bytes().any(|byte| byte.is_ascii_digit());
            let is_single = ["bearer", "basic", "token", "negotiate", "apikey"]
                .contains(&rest[..scheme].to_ascii_lowercase().as_str());
            if has_scheme && !is_single && rest[scheme..].contains(['=', ',']) {
                rest.len()
            } else {
                let from = if has_scheme { scheme + 1 } else { 0 };
                let word = rest[from..].trim_start();
                let from = rest.len() - word.len();
                from + word
                    .find([' ', '\t', ']', ',', '}', '<', ')'])
                    .unwrap_or(word.len())
            }
        }
        _ if form == Form::Line => {
            let comment = rest.find(" #").unwrap_or(rest.len());
            return start..start + rest[..comment].trim_end().len();
        }
        _ => {
            let word = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '&' | '<'))
                .unwrap_or(rest.len());
            let word = &rest[..word];
            let is_next = |(at, c): (usize, char)| {
                let behind = word[at..].strip_prefix([',', ';']).unwrap_or_default();
                let name = behind
                    .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
                matches!(c, ',' | ';')
                    && name.is_some_and(|length| {
                        length > 0 && behind[length..].starts_with(['=', ':'])
                    })
            };
            let end = word
                .char_indices()
                .find(|next| is_next(*next))
                .map_or(word.len(), |(at, _)| at);
            word[..end]
                .trim_end_matches([',', ';', ')', '}', ']', '.'])
                .len()
        }
    };
    start..start + length
}

/// The end of the array or object that begins at a place, or of one that is open there.
pub(super) fn closing(text: &str, start: usize, mut depth: usize) -> Option<usize> {
    let (mut is_string, mut is_escaped) = (false, false);
    for (at, byte) in (start..).zip(text[start..].bytes()) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_string = !is_string,
            b'[' | b'{' if !is_string => depth += 1,
            b']' | b'}' if !is_string => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The next member with a text of an object in JSON: its name, and the inside of its value.
pub(super) fn member(text: &str, from: usize, end: usize) -> Option<(Range<usize>, Range<usize>)> {
    let mut at = from;
    while at < end {
        let open = at + text[at..end].find('"')?;
        let name = quoted(text, open)?;
        at = name.end + 1;
        let rest = text.get(at..end)?.trim_start();
        if let Some(rest) = rest.strip_prefix(':').map(str::trim_start)
            && rest.starts_with('"')
        {
            let value = quoted(text, end - rest.len())?;
            return Some((name, value));
        }
    }
    None
}

/// The parts of a value that stay: labels, and the headers and payloads of tokens.
pub(super) fn kept(value: &str) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(c) = value[at..].chars().next() {
        let rest = &value[at..];
        if let Some((.., length)) = label::read(rest) {
            kept.push((at, at + length));
            at += length;
        } else if rest.starts_with("ey") || rest.starts_with("ew") {
            let header = base64url::leading(rest).len();
            let first = stop(&rest[header..]);
            if header < 8 || first == 0 {
                at += header;
                continue;
            }
            let payload = &rest[header + first..];
            let claims = if payload.starts_with("ey") {
                base64url::leading(payload).len()
            } else {
                0
            };
            let length = header + first + claims + stop(&payload[claims..]);
            kept.push((at, at + length));
            at += length;
        } else {
            at += c.len_utf8();
        }
    }
    kept
}

/// The length of a full stop at the start of a text, which may be escaped.
pub(super) fn stop(text: &str) -> usize {
    match text.as_bytes() {
        [b'.', ..] => 1,
        [b'%', b'2', b'E' | b'e', ..] => 3,
        _ => 0,
    }
}

/// The text around a place, on its line.
pub(super) fn around<'a>(text: &'a str, range: &Range<usize>, reach: usize) -> &'a str {
    let start = text.floor_char_boundary(range.start.saturating_sub(reach));
    let end = text.ceil_char_boundary(range.end + reach);
    &text[start..end]
}

/// Whether nothing but the usual beginnings of lines is before a name. A line may be as long as the text, so it is read backwards.
pub(super) fn is_line_start(before: &str) -> bool {
    const WORDS: [&str; 11] = [
        "", "export ", "set ", "SET ", "setx ", "ENV ", "ARG ", "$env:", "const ", "let ", "var ",
    ];
    let begins = |before: &str| {
        let line = before.trim_end_matches([' ', '\t', '-', '#', '/', '>']);
        line.is_empty() || line.ends_with('\n')
    };
    (WORDS.into_iter()).any(|word| before.strip_suffix(word).is_some_and(begins))
}
