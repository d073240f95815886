//! Sentences: words of ours, and typed values between them.

use std::borrow::Cow;

use serde::Serialize;

use crate::text::NumericDate;

/// One piece of a sentence. A sentence is pieces, so that a page can mark code and keep its times alive.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Part {
    /// Plain words. They are ours: nothing that was pasted is in them.
    Text {
        /// The words.
        text: Cow<'static, str>,
    },
    /// A name, value or command, to be shown as it is. With line breaks, or on a line of its own, it is meant to be copied.
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

/// A sentence, or a clause that may follow a colon.
pub type Sentence = Vec<Part>;

/// What can be a piece of a sentence.
pub trait Piece {
    /// Appends it.
    fn append(self, sentence: &mut Sentence);
}

/// A name or value of the paste, shown as code.
pub struct Pasted<T>(pub T);

/// A name, value or command of ours, shown as code: nothing that was pasted is in it, so that nothing in it is masked.
pub struct Ours(pub &'static str);

/// Words that were put together from ours, such as `lines 2–3`.
pub struct Words(pub String);

/// A length of time in seconds; its sign does not count.
pub struct Duration(pub f64);

/// Words of ours; what is between back-ticks is code.
impl Piece for &'static str {
    fn append(self, sentence: &mut Sentence) {
        for (at, piece) in self.split('`').enumerate() {
            if at % 2 == 1 {
                sentence.push(code(piece));
            } else {
                say(piece.into(), sentence);
            }
        }
    }
}

impl<T: Into<String>> Piece for Pasted<T> {
    fn append(self, sentence: &mut Sentence) {
        sentence.push(code(self.0.into()));
    }
}

impl Piece for Ours {
    fn append(self, sentence: &mut Sentence) {
        sentence.push(code(self.0));
    }
}

impl Piece for Words {
    fn append(self, sentence: &mut Sentence) {
        say(self.0.into(), sentence);
    }
}

impl Piece for usize {
    fn append(self, sentence: &mut Sentence) {
        say(self.to_string().into(), sentence);
    }
}

impl Piece for NumericDate {
    fn append(self, sentence: &mut Sentence) {
        sentence.push(Part::Instant { at: self.0 });
    }
}

impl Piece for Duration {
    fn append(self, sentence: &mut Sentence) {
        sentence.push(Part::Duration {
            seconds: self.0.abs(),
        });
    }
}

impl Piece for Sentence {
    fn append(self, sentence: &mut Sentence) {
        for part in self {
            match part {
                Part::Text { text } => say(text, sentence),
                part => sentence.push(part),
            }
        }
    }
}

impl<P: Piece> Piece for Option<P> {
    fn append(self, sentence: &mut Sentence) {
        if let Some(piece) = self {
            piece.append(sentence);
        }
    }
}

/// Appends words; neighboring ones are one part.
fn say(words: Cow<'static, str>, sentence: &mut Sentence) {
    if let Some(Part::Text { text }) = sentence.last_mut() {
        text.to_mut().push_str(&words);
    } else if !words.is_empty() {
        sentence.push(Part::Text { text: words });
    }
}

/// A name, value or command.
pub fn code(text: impl Into<Cow<'static, str>>) -> Part {
    Part::Code { text: text.into() }
}

/// A sentence of its pieces, in their order: words of ours as literals, values as what they are.
///
/// ```
/// use why401::finding::sentence::{Duration, Part, Pasted};
/// use why401::sentence;
///
/// let sentence = sentence!["its `nbf` is ", Duration(3.0), " ahead of ", Pasted("x"), "."];
/// assert_eq!(sentence[1], Part::Code { text: "nbf".into() });
/// assert_eq!(sentence[3], Part::Duration { seconds: 3.0 });
/// ```
#[macro_export]
macro_rules! sentence {
    ($($piece:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut sentence = $crate::finding::sentence::Sentence::new();
        $($crate::finding::sentence::Piece::append($piece, &mut sentence);)*
        sentence
    }};
}

/// A clause as a sentence of its own.
#[must_use]
pub fn standalone(clause: Sentence) -> Sentence {
    capitalized(about_token(clause))
}

/// A clause whose subject is named: *it*, at its beginning, is the token.
#[must_use]
pub fn about_token(mut clause: Sentence) -> Sentence {
    if let Some(Part::Text { text }) = clause.first_mut() {
        if let Some(rest) = text.strip_prefix("it ") {
            *text = format!("the token {rest}").into();
        } else if let Some(rest) = text.strip_prefix("its ") {
            *text = format!("the token's {rest}").into();
        }
    }
    clause
}

/// Two sentences, one after the other. Code at the end of the first gets a full stop.
#[must_use]
pub fn followed_by(first: Sentence, next: Sentence) -> Sentence {
    let between = match first.last() {
        _ if next.is_empty() => return first,
        None => return next,
        Some(Part::Code { .. }) => ". ",
        Some(_) => " ",
    };
    sentence![first, between, next]
}

/// Whether a message begins with another one.
#[must_use]
pub fn begins_with(message: &[Part], start: &[Part]) -> bool {
    let Some((last, before)) = start.split_last() else {
        return true;
    };
    let Some((own, rest)) = message.split_at_checked(before.len()) else {
        return false;
    };
    let is_last = match (rest.first(), last) {
        (Some(Part::Text { text }), Part::Text { text: start }) => text.starts_with(&**start),
        (part, last) => part == Some(last),
    };
    own == before && is_last
}

/// The sentence without the full stop at its end.
#[must_use]
pub fn without_stop(mut sentence: Sentence) -> Sentence {
    if let Some(Part::Text { text }) = sentence.last_mut()
        && text.ends_with('.')
    {
        text.to_mut().pop();
    }
    sentence
}

/// The sentence with its first letter in upper case, if it begins with words.
#[must_use]
pub fn capitalized(mut sentence: Sentence) -> Sentence {
    if let Some(Part::Text { text }) = sentence.first_mut()
        && let Some(first) = text.to_mut().get_mut(..1)
    {
        first.make_ascii_uppercase();
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::{Duration, Part, Pasted, Words, code, standalone};

    fn text(words: &'static str) -> Part {
        Part::Text { text: words.into() }
    }

    #[test]
    fn words_code_and_values_become_parts() {
        let inner = sentence!["ahead of ", Pasted("{}")];
        assert_eq!(
            sentence![
                "its `nbf` is ",
                Duration(-3.0),
                " ",
                inner,
                None::<usize>,
                7,
                Words("!".into())
            ],
            [
                text("its "),
                code("nbf"),
                text(" is "),
                Part::Duration { seconds: 3.0 },
                text(" ahead of "),
                code("{}"),
                text("7!"),
            ]
        );
        assert_eq!(sentence!["`a`"], [code("a")]);
    }

    #[test]
    fn a_clause_of_its_own_names_the_token() {
        for (clause, sentence) in [
            ("it expired.", "The token expired."),
            ("its `nbf` is 0.", "The token's `nbf` is 0."),
            ("item two is lost.", "Item two is lost."),
            ("`it` is code.", "`it` is code."),
        ] {
            assert_eq!(standalone(sentence![clause]), sentence![sentence]);
        }
    }
}
