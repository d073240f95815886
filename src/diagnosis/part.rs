//! Messages, in pieces.

use std::borrow::Cow;

use crate::text::{NumericDate, search};

/// One piece of a message. A message is pieces, so that a page can keep its times alive.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(tag = "kind", rename_all = "snake_case"))]
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
    fill(template, values.into())
}

/// [`say`] for any number of values, so that its code is in the page once.
pub fn fill(template: &'static str, values: Vec<Part>) -> Vec<Part> {
    let mut values = values.into_iter();
    let mut message = Vec::new();
    let (mut rest, mut is_code) = (template, false);
    while !rest.is_empty() {
        let (mut piece, after) = search::cut(rest, "`").unwrap_or((rest, ""));
        rest = after;
        while !is_code && let Some((words, after)) = search::cut(piece, "{}") {
            push(&mut message, text, words);
            if let Some(value) = values.next() {
                message.push(value);
            }
            piece = after;
        }
        push(&mut message, if is_code { code } else { text }, piece);
        is_code = !is_code;
    }
    message
}

fn push(message: &mut Vec<Part>, part: fn(&'static str) -> Part, words: &'static str) {
    if !words.is_empty() {
        message.push(part(words));
    }
}

/// The message with its first letter in upper case, if it begins with words.
#[must_use]
pub fn capitalized(mut message: Vec<Part>) -> Vec<Part> {
    if let Some(Part::Text { text }) = message.first_mut()
        && let Some(first) = text.to_mut().get_mut(..1)
    {
        first.make_ascii_uppercase();
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
