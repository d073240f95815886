//! Values behind the names of secrets, or before them.

use std::ops::Range;

use super::value::{Form, around, is_line_start, line, of_part, paired, quoted, unquoted};
use super::word::{is_absent, is_livekit_key, is_reference, is_word_of_status, is_words};
use super::{Finder, Kind, Sign, name};
use crate::text::{Span, label, lines};

impl Finder<'_> {
    /// Finds the values behind names.
    pub(super) fn names(&mut self) {
        let text = self.text;
        let bytes = text.as_bytes();
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let mut at = 0;
        while let Some((_, span)) = self.next(Sign::Name, at) {
            at = span.end;
            let Span { mut start, mut end } = span;
            while start > 0 && is_part(bytes[start - 1]) && end - start < 80 {
                start -= 1;
            }
            while end < bytes.len() && is_part(bytes[end]) && end - start < 80 {
                end += 1;
            }
            at = at.max(end);
            if let Some(kind) = name::kind(&text[start..end]) {
                self.value(kind, start, end);
            }
        }
    }

    /// Finds the value of a name.
    fn value(&mut self, kind: Kind, name: usize, end: usize) {
        let text = self.text;
        let before = &text[..name];
        let rest = &text[end..];
        let closed = rest
            .trim_start_matches('\\')
            .trim_start_matches(['"', '\'', '`']);
        let is_quoted = closed.len() < rest.len();
        let is_flag = before.ends_with('-');
        let behind = closed.trim_start_matches([']', ' ', '\t']);
        let is_line = is_line_start(before) && !is_quoted;
        let sign = ["=>", ":=", "==", "=", ":", "→"]
            .into_iter()
            .find(|sign| behind.starts_with(sign));
        let (value, form) = if let Some(sign) = sign {
            let value = &behind[sign.len()..];
            // A member of JSON may be on the next line.
            let value = if is_quoted {
                value.trim_start()
            } else {
                value.trim_start_matches([' ', '\t'])
            };
            let is_tight = sign.starts_with('=') || is_quoted;
            (
                value,
                if is_line {
                    Form::Line
                } else if is_tight {
                    Form::Tight
                } else {
                    Form::Loose
                },
            )
        } else if let Some(value) = paired(behind) {
            (value, Form::Tight)
        } else if is_quoted && let Some(value) = of_part(closed) {
            (value, Form::Line)
        } else if is_quoted && behind.starts_with(',') {
            (behind[1..].trim_start(), Form::Tight)
        } else if behind.starts_with('>') && before.ends_with('<') {
            (&behind[1..], Form::Tight)
        } else if is_flag && behind.len() < closed.len() {
            (behind, Form::Tight)
        } else {
            return self.value_before(kind, name);
        };
        self.value_before(kind, name);
        let start = text.len() - value.len();
        if value.starts_with(['|', '>'])
            && value[1..]
                .trim_start_matches(['-', '+'])
                .starts_with(['\n', '\r'])
        {
            self.block(kind, name, start);
            return;
        }
        // A list with one value, and the prefixes of strings in code.
        let value = value.trim_start_matches(['[', '(']).trim_start();
        let is_prefix = |c: char| matches!(c, 'b' | 'u' | 'f' | 'r' | '$' | '@');
        let unprefixed = value
            .strip_prefix(is_prefix)
            .filter(|rest| rest.starts_with(['"', '\'', '`']));
        let value = unprefixed.unwrap_or(value);
        let start = text.len() - value.len();
        let near = self.near(start);
        let (range, is_quoted) = if let Some(range) = quoted(near, start) {
            self.spend(range.len());
            (range, true)
        } else {
            let line = line(near, start, kind, form);
            self.spend(line.len());
            (unquoted(line, start, kind, form), false)
        };
        self.accept(kind, range, form, is_quoted);
    }

    /// Finds the value that is before its name: `"value":"…","name":"…"`.
    fn value_before(&mut self, kind: Kind, name: usize) {
        let text = self.text;
        let strip = |text: &str, end: &str| Some(text.trim_end().strip_suffix(end)?.len());
        let range = || -> Option<Range<usize>> {
            let before = text[..name].strip_suffix('"')?;
            let at = strip(before, ":")?;
            let at = strip(&text[..at], "\"name\"").or_else(|| strip(&text[..at], "\"key\""))?;
            let at = strip(&text[..at], ",")?;
            let end = strip(&text[..at], "\"")?;
            let mut start = text[..end].rfind('"')?;
            while text[..start].ends_with('\\') {
                start = text[..start].rfind('"')?;
            }
            strip(&text[..strip(&text[..start], ":")?], "\"value\"")?;
            Some(start + 1..end)
        };
        if let Some(range) = range() {
            self.accept(kind, range, Form::Tight, true);
        }
    }

    /// Finds the lines of a block of YAML.
    fn block(&mut self, kind: Kind, name: usize, start: usize) {
        let text = self.text;
        let line = lines::start(text, name);
        let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let own = depth(&text[line..]);
        let mut at = start
            + text[start..]
                .find('\n')
                .map_or(text.len() - start, |at| at + 1);
        while at < text.len() {
            let line = text[at..].split('\n').next().unwrap_or_default();
            if !line.trim().is_empty() {
                if depth(line) <= own
                    || line.trim_start().starts_with("-----") && kind != Kind::PrivateKey
                {
                    break;
                }
                if !line.trim_start().starts_with("-----") {
                    self.add(kind, at..at + line.len());
                }
            }
            at += line.len() + 1;
        }
    }

    /// Adds a value, if it is one.
    fn accept(&mut self, kind: Kind, range: Range<usize>, form: Form, is_quoted: bool) {
        let text = self.text;
        let value = &text[range.clone()];
        let trimmed = value.trim();
        if trimmed.is_empty()
            || label::is_label(trimmed)
            || is_absent(trimmed)
            || !is_quoted && is_reference(trimmed)
        {
            return;
        }
        match kind {
            Kind::Cookie => return self.cookies(range),
            Kind::Authorization => return self.credentials(range),
            Kind::PrivateKey if value.contains("-----BEGIN") => return,
            _ => {}
        }
        if trimmed.contains("-----BEGIN") {
            return;
        }
        // The signatures of tokens are found by themselves.
        let start = range.start + value.len() - value.trim_start().len();
        let is = |is: fn(&u8) -> bool| trimmed.bytes().any(|byte| is(&byte));
        let (has_digit, has_letter) = (is(u8::is_ascii_digit), is(u8::is_ascii_alphabetic));
        let is_mixed =
            trimmed.len() >= 8 && has_digit && has_letter && !trimmed.contains(char::is_whitespace);
        let is_long =
            trimmed.len() >= 20 && !trimmed.contains(char::is_whitespace) && !is_words(trimmed);
        let is_sure = match kind {
            Kind::Token | Kind::RefreshToken => is_mixed || is_long,
            Kind::ApiKey => {
                (is_mixed || is_long) && trimmed.len() >= 16 && !is_livekit_key(trimmed)
            }
            Kind::Code => {
                let is_grant = || {
                    let near = around(text, &range, 400);
                    [
                        "grant_type",
                        "state=",
                        "redirect_uri",
                        "\"state\"",
                        "id_token",
                        "client_id",
                    ]
                    .iter()
                    .any(|word| near.contains(word))
                };
                is_mixed && !is_words(trimmed)
                    || trimmed.len() >= 4 && is_grant() && !is_words(trimmed)
            }
            _ => {
                let first = trimmed.split_whitespace().next().unwrap_or_default();
                let is_assigned = is_quoted || form != Form::Loose;
                is_mixed || is_long || is_assigned && !is_word_of_status(first)
            }
        };
        if is_sure {
            let kind = if kind == Kind::ApiKey {
                Kind::Secret
            } else {
                kind
            };
            self.add(kind, start..start + trimmed.len());
        }
    }
}
