//! The report as JSON text: JavaScript makes objects of one text faster than of values handed over one by one.

use super::plain::{Plain, ToPlain};
use crate::text::{decimal, search};

/// Appends a value. What JSON has no number for is `null`.
pub(super) fn write(value: &dyn ToPlain, text: &mut String) {
    match value.plain() {
        Plain::Bool(value) => text.push_str(if value { "true" } else { "false" }),
        Plain::Whole(value) => text.push_str(&decimal::whole(value as usize)),
        Plain::Number(value) if value.is_finite() => text.push_str(&decimal::write(value)),
        Plain::Null | Plain::Number(_) => text.push_str("null"),
        Plain::Text(value) => write_string(value, text),
        Plain::List(list) => {
            text.push('[');
            for (at, value) in list.values().enumerate() {
                separate(at, text);
                write(value, text);
            }
            text.push(']');
        }
        Plain::Object(mut names, values) => {
            text.push('{');
            for (at, value) in values.into_iter().enumerate() {
                let (name, rest) = search::cut(names, ",").unwrap_or_default();
                names = rest;
                separate(at, text);
                write_string(name, text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
    }
}

fn separate(at: usize, text: &mut String) {
    if at > 0 {
        text.push(',');
    }
}

fn write_string(value: &str, text: &mut String) {
    text.push('"');
    let mut written = 0;
    while let Some(length) = value.as_bytes()[written..]
        .iter()
        .position(|&byte| is_escaped(byte))
    {
        let at = written + length;
        text.push_str(&value[written..at]);
        let byte = value.as_bytes()[at];
        text.push_str("\\u00");
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
        written = at + 1;
    }
    text.push_str(&value[written..]);
    text.push('"');
}

/// RFC 8259 section 7: a quotation mark, a backslash and control characters.
fn is_escaped(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}
