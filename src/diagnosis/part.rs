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

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Self {
        Self::Text { text: text.into() }
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text { text: text.into() }
    }
}

/// The message with its first letter in upper case, if it begins with words.
#[must_use]
pub fn capitalized(mut message: Vec<Part>) -> Vec<Part> {
    if let Some(Part::Text { text }) = message.first_mut() {
        if let Some(first) = text
            .chars()
            .next()
            .filter(|first| first.is_ascii_lowercase())
        {
            *text = format!("{}{}", first.to_ascii_uppercase(), &text[1..]).into();
        }
    }
    message
}
