//! Values as literals of a programming language.

use std::fmt::Write;

use crate::text::is_invisible;

/// How a language writes texts and values.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Characters that mean something inside of a text and get a backslash, besides `"` and `\`.
    special: &'static str,
    /// Whether a character by its number is `\u{1f}` and not `\u001f`.
    is_braced: bool,
    /// The two truth values, and no value.
    words: [&'static str; 3],
}

const JSON_WORDS: [&str; 3] = ["true", "false", "null"];

const fn style(special: &'static str, is_braced: bool) -> Style {
    Style {
        special,
        is_braced,
        words: JSON_WORDS,
    }
}

/// JavaScript, Go, Java and C# write texts alike.
pub const C_LIKE: Style = style("", false);
/// Kotlin reads `$name` in a text as a variable.
pub const KOTLIN: Style = style("$", false);
/// Ruby reads `#{…}`, `#$…` and `#@…` in a text as code.
pub const RUBY: Style = style("#", false);
/// PHP reads `$name` and `{$…}` in a text as variables.
pub const PHP: Style = style("$", true);
/// Rust numbers characters in braces, as PHP does.
pub const RUST: Style = style("", true);
/// Python has its own truth values.
pub const PYTHON: Style = Style {
    words: ["True", "False", "None"],
    ..style("", false)
};

impl Style {
    /// A text between double quotes. Characters that are invisible, or that change the direction of writing, are written by number:
    /// some languages refuse them, and nobody sees them.
    pub fn text(self, text: &str) -> String {
        let mut literal = String::with_capacity(text.len() + 2);
        literal.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => literal.extend(['\\', character]),
                '\n' => literal.push_str("\\n"),
                '\r' => literal.push_str("\\r"),
                '\t' => literal.push_str("\\t"),
                _ if self.special.contains(character) => literal.extend(['\\', character]),
                _ if is_hidden(character) => {
                    let number = u32::from(character);
                    _ = if self.is_braced {
                        write!(literal, "\\u{{{number:x}}}")
                    } else {
                        write!(literal, "\\u{number:04x}")
                    };
                }
                _ => literal.push(character),
            }
        }
        literal.push('"');
        literal
    }

    /// A truth value.
    pub fn flag(self, value: bool) -> &'static str {
        self.words[usize::from(!value)]
    }

    /// No value.
    pub fn null(self) -> &'static str {
        self.words[2]
    }

    /// Texts with a comma between them.
    pub fn texts(self, texts: &[String]) -> String {
        let texts: Vec<String> = texts.iter().map(|text| self.text(text)).collect();
        texts.join(", ")
    }
}

/// Whether a character is not seen as itself. All of them have numbers of at most four digits.
fn is_hidden(character: char) -> bool {
    is_invisible(character)
        || matches!(character, '\0'..='\u{1f}' | '\u{7f}'..='\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
}

/// The value of a member of a grant.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A truth value.
    Flag(bool),
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

#[cfg(test)]
mod tests {
    use super::{C_LIKE, KOTLIN, PHP, PYTHON, RUBY, RUST};

    #[test]
    fn texts_are_escaped_as_each_language_wants_it() {
        assert_eq!(RUBY.text("#{name}\n"), r#""\#{name}\n""#);
        assert_eq!(KOTLIN.text("$x \\"), r#""\$x \\""#);
        assert_eq!(PHP.text("{$x}\u{1}"), r#""{\$x}\u{1}""#);
        assert_eq!(RUST.text("\u{202e}\"é"), r#""\u{202e}\"é""#);
        for style in [C_LIKE, PYTHON] {
            assert_eq!(style.text("\u{1}\u{2028}$#"), r#""\u0001\u2028$#""#);
        }
    }
}
