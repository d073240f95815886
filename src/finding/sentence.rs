//! Sentences: words of ours, and typed values between them, in English or in another language.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher;

use serde::Serialize;

use crate::text::LineNumbers;
use crate::text::NumericDate;

/// One piece of a finished sentence. It is pieces, so that a page can mark code and keep its times alive.
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

/// A language other than English.
pub trait Language {
    /// The translation of a message: an English sentence in which `{0}`, `{1}` … are its values, and back-ticks enclose code. `None` if
    /// it has none; then the message stays English.
    fn translation(&self, message: &str) -> Option<Cow<'_, str>>;
}

impl<S: BuildHasher> Language for HashMap<String, String, S> {
    fn translation(&self, message: &str) -> Option<Cow<'_, str>> {
        self.get(message).map(|words| words.as_str().into())
    }
}

/// The language of the reader; `None` is English.
pub type Messages<'a> = Option<&'a dyn Language>;

/// A sentence, or a clause that may follow a colon: words of ours, and what stands between them.
///
/// Its words with a hole for each value are a message, which has a translation in each [`Language`]. A sentence within a sentence is a
/// value, and a message of its own.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug)]
enum Node {
    /// Words of ours; what is between back-ticks is code.
    Words(&'static str),
    /// Code, an instant, or a duration.
    Value(Part),
    /// A number or a name, which is the same in all languages.
    Plain(String),
    Sentence(Sentence),
    /// A sentence that is said in another way.
    Turned(Turn, Sentence),
    /// Two sentences, one after the other.
    Joined(Sentence, Sentence),
}

/// How a clause is said.
#[derive(Clone, Debug)]
enum Turn {
    /// *It*, at its beginning, is named. A translation names it already.
    About(Cow<'static, str>),
    /// Its first letter is in upper case.
    Capitalized,
    /// The full stop at its end is left out.
    WithoutStop,
}

/// What can be a piece of a sentence.
pub trait Piece {
    /// Appends it.
    fn append(self, sentence: &mut Sentence);
}

/// A name or value of the paste, shown as code.
pub struct Pasted<T>(pub T);

/// A name, value or command of ours, shown as code: nothing that was pasted is in it, so that nothing in it is masked.
pub struct Ours(pub &'static str);

/// A name of ours that is the same in all languages, such as a release or the name of a service.
pub struct Name<T>(pub T);

/// A length of time in seconds; its sign does not count.
pub struct Duration(pub f64);

/// A part of a sentence that is no clause of its own, such as ` for 3 min more`: its words are words of the sentence around it.
pub struct Inline(pub Sentence);

/// Words of ours; what is between back-ticks is code.
impl Piece for &'static str {
    fn append(self, sentence: &mut Sentence) {
        if !self.is_empty() {
            sentence.nodes.push(Node::Words(self));
        }
    }
}

impl<T: Into<String>> Piece for Pasted<T> {
    fn append(self, sentence: &mut Sentence) {
        sentence.nodes.push(Node::Value(code(self.0.into())));
    }
}

impl Piece for Ours {
    fn append(self, sentence: &mut Sentence) {
        sentence.nodes.push(Node::Value(code(self.0)));
    }
}

impl<T: Into<String>> Piece for Name<T> {
    fn append(self, sentence: &mut Sentence) {
        sentence.nodes.push(Node::Plain(self.0.into()));
    }
}

impl Piece for usize {
    fn append(self, sentence: &mut Sentence) {
        sentence.nodes.push(Node::Plain(self.to_string()));
    }
}

impl Piece for NumericDate {
    fn append(self, sentence: &mut Sentence) {
        sentence
            .nodes
            .push(Node::Value(Part::Instant { at: self.0 }));
    }
}

impl Piece for Duration {
    fn append(self, sentence: &mut Sentence) {
        let seconds = self.0.abs();
        sentence.nodes.push(Node::Value(Part::Duration { seconds }));
    }
}

impl Piece for Inline {
    fn append(self, sentence: &mut Sentence) {
        sentence.nodes.extend(self.0.nodes);
    }
}

impl Piece for Sentence {
    fn append(mut self, sentence: &mut Sentence) {
        match self.nodes.as_slice() {
            [] => {}
            [Node::Words(_)] | [_, _, ..] => sentence.nodes.push(Node::Sentence(self)),
            [_] => sentence.nodes.append(&mut self.nodes),
        }
    }
}

/// Lines of the paste in words, such as `lines 2–3`.
impl Piece for LineNumbers {
    fn append(self, sentence: &mut Sentence) {
        match self {
            Self::Nowhere => {}
            Self::One(line) => crate::sentence!["line ", line].append(sentence),
            Self::Several(first, last) => {
                crate::sentence!["lines ", first, "–", last].append(sentence);
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

impl Sentence {
    /// A sentence without words.
    #[must_use]
    pub const fn new() -> Self {
        Self { nodes: Vec::new() }
    }

    /// Whether it has no words and no values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The finished sentence in English. Code that compares sentences compares these.
    #[must_use]
    pub fn english(&self) -> Vec<Part> {
        self.render(None)
    }

    /// The finished sentence in the language of the reader.
    #[must_use]
    pub fn render(&self, messages: Messages) -> Vec<Part> {
        let mut parts = Vec::new();
        self.write(messages, &mut parts);
        parts
    }

    /// The same as one text, where it has no times.
    #[must_use]
    pub fn text(&self, messages: Messages) -> String {
        plain(&self.render(messages))
    }

    fn write(&self, messages: Messages, parts: &mut Vec<Part>) {
        if let Some(language) = messages
            && let Some(message) = self.message()
            && let Some(translation) = language.translation(&message)
        {
            return self.translate(&translation, messages, parts);
        }
        for node in &self.nodes {
            node.write(messages, parts);
        }
    }

    /// Its words, with a hole for each value; `None` if there is nothing to translate.
    fn message(&self) -> Option<String> {
        let mut message = String::new();
        let mut holes = 0;
        let mut has_words = false;
        for node in &self.nodes {
            if let Node::Words(words) = node {
                message.push_str(words);
                has_words |= says(words);
            } else {
                message.push('{');
                message.push_str(&holes.to_string());
                message.push('}');
                holes += 1;
            }
        }
        has_words.then_some(message)
    }

    /// Writes a translation of its message, with its values.
    fn translate(&self, translation: &str, messages: Messages, parts: &mut Vec<Part>) {
        for (at, piece) in translation.split('`').enumerate() {
            if at % 2 == 1 {
                parts.push(self.code(piece));
                continue;
            }
            let mut rest = piece;
            while let Some((before, hole, behind)) = hole(rest) {
                let mut values = self.nodes.iter();
                let value = values
                    .by_ref()
                    .filter(|node| !matches!(node, Node::Words(_)))
                    .nth(hole);
                say(before.to_owned().into(), parts);
                if let Some(value) = value {
                    value.write(messages, parts);
                }
                rest = behind;
            }
            say(rest.to_owned().into(), parts);
        }
    }

    /// Code in a translation: that of the English words, which nothing is masked in.
    fn code(&self, text: &str) -> Part {
        let words = self.nodes.iter().filter_map(|node| match node {
            Node::Words(words) => Some(words.split('`').skip(1).step_by(2)),
            _ => None,
        });
        match words.flatten().find(|own| *own == text) {
            Some(own) => code(own),
            None => code(text.to_owned()),
        }
    }
}

/// By the English words.
impl PartialEq for Sentence {
    fn eq(&self, other: &Self) -> bool {
        self.english() == other.english()
    }
}

impl Node {
    fn write(&self, messages: Messages, parts: &mut Vec<Part>) {
        match self {
            Self::Words(words) => {
                for (at, piece) in words.split('`').enumerate() {
                    if at % 2 == 1 {
                        parts.push(code(piece));
                    } else {
                        say(piece.into(), parts);
                    }
                }
            }
            Self::Value(part) => parts.push(part.clone()),
            Self::Plain(text) => say(text.clone().into(), parts),
            Self::Sentence(sentence) => sentence.write(messages, parts),
            Self::Turned(turn, sentence) => {
                let mut turned = sentence.render(messages);
                turn.apply(&mut turned);
                append(turned, parts);
            }
            Self::Joined(first, next) => {
                first.write(messages, parts);
                match parts.last() {
                    Some(Part::Code { .. }) => say(". ".into(), parts),
                    Some(Part::Text { text }) if text.ends_with(FULL_WIDTH) => {}
                    _ => say(" ".into(), parts),
                }
                append(next.render(messages), parts);
            }
        }
    }
}

/// The full stop of Chinese and Japanese, which has its blank in itself.
const FULL_WIDTH: char = '。';

impl Turn {
    fn apply(&self, parts: &mut [Part]) {
        match self {
            Self::About(name) => {
                let Some(Part::Text { text }) = parts.first_mut() else {
                    return;
                };
                if let Some(rest) = text.strip_prefix("it ") {
                    *text = format!("{name} {rest}").into();
                } else if let Some(rest) = text.strip_prefix("its ") {
                    *text = format!("{name}'s {rest}").into();
                }
            }
            Self::Capitalized => {
                if let Some(Part::Text { text }) = parts.first_mut()
                    && let Some(first) = text.chars().next().filter(|first| first.is_lowercase())
                {
                    let upper: String = first.to_uppercase().collect();
                    text.to_mut().replace_range(..first.len_utf8(), &upper);
                }
            }
            Self::WithoutStop => {
                if let Some(Part::Text { text }) = parts.last_mut()
                    && text.ends_with(['.', FULL_WIDTH])
                {
                    text.to_mut().pop();
                }
            }
        }
    }
}

/// Whether words say something beside code: blanks do not.
fn says(words: &str) -> bool {
    let plain = words.split('`').step_by(2);
    plain.flat_map(str::chars).any(|c| !c.is_whitespace())
}

/// The words before the first hole, its number, and the words behind it.
fn hole(text: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (number, behind) = rest.split_once('}')?;
    Some((before, number.parse().ok()?, behind))
}

fn append(from: Vec<Part>, parts: &mut Vec<Part>) {
    for part in from {
        match part {
            Part::Text { text } => say(text, parts),
            part => parts.push(part),
        }
    }
}

/// Appends words; neighboring ones are one part.
fn say(words: Cow<'static, str>, parts: &mut Vec<Part>) {
    if let Some(Part::Text { text }) = parts.last_mut() {
        text.to_mut().push_str(&words);
    } else if !words.is_empty() {
        parts.push(Part::Text { text: words });
    }
}

/// A finished sentence of words and code as one text.
#[must_use]
pub fn plain(parts: &[Part]) -> String {
    let words = |part: &Part| match part {
        Part::Text { text } | Part::Code { text } => text.to_string(),
        Part::Instant { .. } | Part::Duration { .. } => String::new(),
    };
    parts.iter().map(words).collect()
}

/// A few words of ours that are a message as they are: no code is in them, and no values.
#[must_use]
pub fn words(message: &'static str, messages: Messages) -> Cow<'static, str> {
    let translation = messages.and_then(|language| language.translation(message));
    translation.map_or(message.into(), |words| words.into_owned().into())
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
/// let sentence = sentence!["its `nbf` is ", Duration(3.0), " ahead of ", Pasted("x"), "."].english();
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

fn turned(turn: Turn, sentence: Sentence) -> Sentence {
    if sentence.is_empty() {
        return sentence;
    }
    Sentence {
        nodes: vec![Node::Turned(turn, sentence)],
    }
}

/// A clause as a sentence of its own.
#[must_use]
pub fn standalone(clause: Sentence) -> Sentence {
    capitalized(about_token(clause))
}

/// A clause whose subject is named: *it*, at its beginning, is the token.
#[must_use]
pub fn about_token(clause: Sentence) -> Sentence {
    turned(Turn::About("the token".into()), clause)
}

/// A clause whose subject is named. A translation of the clause names the token, and stays as it is.
#[must_use]
pub fn about(clause: Sentence, name: String) -> Sentence {
    turned(Turn::About(name.into()), clause)
}

/// Two sentences, one after the other. Code at the end of the first gets a full stop.
#[must_use]
pub fn followed_by(first: Sentence, next: Sentence) -> Sentence {
    match (first.is_empty(), next.is_empty()) {
        (_, true) => first,
        (true, _) => next,
        (false, false) => Sentence {
            nodes: vec![Node::Joined(first, next)],
        },
    }
}

/// Whether a message begins with another one, in English.
#[must_use]
pub fn begins_with(message: &Sentence, start: &Sentence) -> bool {
    let (message, start) = (message.english(), start.english());
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
pub fn without_stop(sentence: Sentence) -> Sentence {
    turned(Turn::WithoutStop, sentence)
}

/// The sentence with its first letter in upper case, if it begins with words.
#[must_use]
pub fn capitalized(sentence: Sentence) -> Sentence {
    turned(Turn::Capitalized, sentence)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{
        Duration, Inline, Language, Name, Ours, Part, Pasted, Sentence, capitalized, code,
        followed_by, standalone, without_stop,
    };

    fn text(words: &'static str) -> Part {
        Part::Text { text: words.into() }
    }

    #[test]
    fn words_code_and_values_become_parts() {
        let inner = sentence!["ahead of ", Pasted("{}")];
        let sentence = sentence![
            "its `nbf` is ",
            Duration(-3.0),
            " ",
            inner,
            None::<usize>,
            7,
            Name("!")
        ];
        assert_eq!(
            sentence.english(),
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
        assert_eq!(sentence!["`a`"].english(), [code("a")]);
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

    /// Compares a sentence in a language with these messages; code is between back-ticks.
    #[track_caller]
    fn assert_said(messages: &[(&str, &str)], sentence: &Sentence, said: &str) {
        let messages: HashMap<String, String> = (messages.iter())
            .map(|(own, other)| ((*own).to_owned(), (*other).to_owned()))
            .collect();
        let part = |part: Part| match part {
            Part::Text { text } => text.into_owned(),
            Part::Code { text } => format!("`{text}`"),
            Part::Instant { at } => format!("[{at}]"),
            Part::Duration { seconds } => format!("[{seconds}]"),
        };
        let parts = sentence.render(Some(&messages as &dyn Language));
        assert_eq!(parts.into_iter().map(part).collect::<String>(), said);
    }

    #[test]
    fn a_translation_has_the_values_where_it_wants_them() {
        let sentence = sentence![
            "its `nbf` is ",
            Duration(3.0),
            " ahead of ",
            sentence!["the ", Ours("x")],
            Inline(sentence![", by ", 7]),
            "."
        ];
        let whole = "its `nbf` is {0} ahead of {1}, by {2}.";
        assert_said(
            &[(whole, "{2}: {1} {0} `nbf`。"), ("the {0}", "das {0}")],
            &sentence,
            "7: das `x` [3] `nbf`。",
        );
        assert_said(&[(whole, "{1} {9}{")], &sentence, "the `x` {");
        assert_said(&[], &sentence, "its `nbf` is [3] ahead of the `x`, by 7.");
        let own = sentence.render(Some(&HashMap::from([(
            whole.to_owned(),
            "`nbf`".to_owned(),
        )])));
        assert!(matches!(
            &own[0],
            Part::Code {
                text: std::borrow::Cow::Borrowed("nbf")
            }
        ));
    }

    #[test]
    fn a_translated_clause_is_said_as_it_is() {
        let messages = [
            ("it expired.", "éste caducó。"),
            ("Renew it.", "新しく。"),
            ("Use `x`", "`x`"),
        ];
        let clause = || sentence!["it expired."];
        assert_said(&messages, &standalone(clause()), "Éste caducó。");
        assert_said(&messages, &without_stop(clause()), "éste caducó");
        assert_said(&messages, &capitalized(sentence!["`x` é"]), "`x` é");
        let both = followed_by(clause(), sentence!["Renew it."]);
        assert_said(&messages, &both, "éste caducó。新しく。");
        let code = followed_by(sentence!["Use `x`"], sentence!["Wait."]);
        assert_said(&messages, &code, "`x`. Wait.");
    }
}
