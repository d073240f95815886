//! Messages, in pieces.

use std::borrow::Cow;

use serde::Serialize;

use crate::text::NumericDate;

/// One piece of a message. A message is pieces, so that a page can keep its times alive.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// Plain words. They are ours: nothing that was pasted stands in them.
    Text {
        /// The words.
        text: Cow<'static, str>,
    },
    /// A name, value or command, to be shown as it stands. With line breaks or as a whole line it is meant to be copied.
    Code {
        /// The code.
        text: Cow<'static, str>,
    },
    /// An instant.
    Instant {
        /// Seconds since 1970.
        at: f64,
    },
    /// A length of time.
    Duration {
        /// Seconds, not negative.
        seconds: f64,
    },
}

/// A name, value or command.
pub fn code(text: impl Into<Cow<'static, str>>) -> Part {
    Part::Code { text: text.into() }
}

/// An instant.
pub fn instant(at: NumericDate) -> Part {
    Part::Instant { at: at.0 }
}

/// A length of time; the sign does not count.
pub fn duration(seconds: f64) -> Part {
    Part::Duration {
        seconds: seconds.abs(),
    }
}

/// Words that are ours.
pub fn text(words: impl Into<Cow<'static, str>>) -> Part {
    Part::Text { text: words.into() }
}

/// A message from its template: `{}` is the next of `values`, and what stands between back-ticks is code.
pub fn say<const N: usize>(template: &'static str, values: [Part; N]) -> Vec<Part> {
    let mut values = values.into_iter();
    let mut message = Vec::new();
    for (at, piece) in template.split('`').enumerate() {
        if at % 2 == 1 {
            message.push(code(piece));
            continue;
        }
        for (at, words) in piece.split("{}").enumerate() {
            if at > 0 {
                message.extend(values.next());
            }
            if !words.is_empty() {
                message.push(text(words));
            }
        }
    }
    message
}

/// The message with its first letter in upper case, if it begins with words.
#[must_use]
pub fn capitalized(mut message: Vec<Part>) -> Vec<Part> {
    if let Some(Part::Text { text }) = message.first_mut()
        && let Some(first) = text.chars().next().filter(char::is_ascii_lowercase)
    {
        *text = format!("{}{}", first.to_ascii_uppercase(), &text[1..]).into();
    }
    message
}

#[cfg(test)]
mod tests {
    use super::{code, duration, say, text};

    #[test]
    fn a_template_becomes_words_code_and_values() {
        assert_eq!(
            say(
                "its `nbf` is {} ahead of {}.",
                [duration(-3.0), text("now")]
            ),
            [
                text("its "),
                code("nbf"),
                text(" is "),
                duration(3.0),
                text(" ahead of "),
                text("now"),
                text(".")
            ]
        );
        assert_eq!(say("`a`", []), [code("a")]);
    }
}
