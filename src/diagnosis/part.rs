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

/// Words that are ours.
pub fn text(words: impl Into<Cow<'static, str>>) -> Part {
    Part::Text { text: words.into() }
}

/// A message without values, from its template.
pub fn say(template: &'static str) -> Vec<Part> {
    Message::default().say(template).parts()
}

/// A message that is being written: templates, and the values for their holes.
#[derive(Default)]
pub struct Message {
    parts: Vec<Part>,
    /// What is left of the template, from its next hole on.
    rest: &'static str,
}

impl Message {
    /// Goes on with a template: `{}` is a hole for the next value, and what stands between back-ticks is code.
    pub fn say(&mut self, template: &'static str) -> &mut Self {
        debug_assert!(self.rest.is_empty(), "{}", self.rest);
        self.rest = template;
        self.go_on();
        self
    }

    /// Puts code of ours: nothing that was pasted stands in it, so that nothing in it is masked.
    #[inline(never)]
    pub fn own_code(&mut self, text: &'static str) -> &mut Self {
        self.put(code(text))
    }

    /// Puts a name, value or command.
    pub fn code(&mut self, text: &str) -> &mut Self {
        self.put(code(text.to_owned()))
    }

    /// Puts words that are ours, or none.
    pub fn text(&mut self, words: &'static str) -> &mut Self {
        self.put(text(words))
    }

    /// Puts words that were made, and hold nothing that was pasted.
    pub fn words(&mut self, words: String) -> &mut Self {
        self.put(text(words))
    }

    /// Puts a number.
    pub fn number(&mut self, number: usize) -> &mut Self {
        self.words(number.to_string())
    }

    /// Puts an instant.
    pub fn instant(&mut self, at: NumericDate) -> &mut Self {
        self.put(Part::Instant { at: at.0 })
    }

    /// Puts a length of time; the sign does not count.
    pub fn duration(&mut self, seconds: f64) -> &mut Self {
        self.put(Part::Duration {
            seconds: seconds.abs(),
        })
    }

    /// What was written.
    pub fn parts(&mut self) -> Vec<Part> {
        std::mem::take(&mut self.parts)
    }

    /// Fills the next hole; a value without one is left out.
    fn put(&mut self, part: Part) -> &mut Self {
        if let Some(rest) = self.rest.strip_prefix("{}") {
            self.push(part);
            self.rest = rest;
            self.go_on();
        }
        self
    }

    /// Writes up to the next hole.
    fn go_on(&mut self) {
        while !self.rest.is_empty() && !self.rest.starts_with('{') {
            if let Some(quoted) = self.rest.strip_prefix('`') {
                let (piece, rest) = quoted.split_once('`').unwrap_or((quoted, ""));
                self.rest = rest;
                self.push(code(piece));
            } else {
                let end = self.rest.find(['`', '{']).unwrap_or(self.rest.len());
                let (piece, rest) = self.rest.split_at(end);
                self.rest = rest;
                self.push(text(piece));
            }
        }
    }

    fn push(&mut self, part: Part) {
        if !matches!(&part, Part::Text { text } if text.is_empty()) {
            self.parts.push(part);
        }
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
    use super::{Message, Part, code, say, text};

    #[test]
    fn a_template_becomes_words_code_and_values() {
        let mut message = Message::default();
        message.say("its `nbf` is {}{} ahead of {}.");
        message.text("").duration(-3.0).text("now").text("left out");
        assert_eq!(
            message.say(" `{}`").parts(),
            [
                text("its "),
                code("nbf"),
                text(" is "),
                Part::Duration { seconds: 3.0 },
                text(" ahead of "),
                text("now"),
                text("."),
                text(" "),
                code("{}"),
            ]
        );
        assert_eq!(say("`a`"), [code("a")]);
    }
}
