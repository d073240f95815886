//! The dialects in which settings are written: what one is here, and all of them in `table.rs`.

mod table;

pub(super) use table::TABLE;

/// How a name, what is between it and its value, and the value are written.
pub(super) struct Dialect {
    /// What it is called.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "names a row for its reader and its test")
    )]
    pub name: &'static str,
    /// What one of must be in the text; none where any text may hold settings of this dialect.
    pub marks: &'static [&'static str],
    /// What is before the name.
    pub before: Before,
    /// What is between the name and its value.
    pub separator: Separator,
    /// Which values count.
    pub values: Values,
    /// How values are quoted.
    pub quotes: &'static [Quote],
    /// How a comment begins that is where a value could be.
    pub comment: Option<char>,
    /// What follows a value without quotes and is no part of it.
    pub tail: &'static [char],
    /// The sign that is written twice, since once it begins a reference.
    pub doubled: Option<char>,
    /// How a shell reads a value without quotes; none where no shell reads it.
    pub shell: Option<Shell>,
    /// How the value is encoded.
    pub encoding: Encoding,
    /// Whether it counts only if the environment has no value.
    pub is_fallback: bool,
}

/// What is before a name.
pub(super) enum Before {
    /// Anything.
    Any,
    /// One of these, directly before the name or its opening quote.
    Text(&'static [&'static str]),
    /// One of these, somewhere before it on the same line.
    OnLine(&'static [&'static str]),
    /// This and nothing else on the same line, in any case.
    Line(&'static str),
    /// This quote, which also closes the name.
    Quoted(&'static str),
    /// A quote or a dash, so that the name is a whole string.
    Whole,
    /// The lines of a section whose label begins so.
    Section(&'static str),
    /// The query of a URL.
    Query,
}

/// What is between a name and its value.
pub(super) enum Separator {
    /// Anything.
    Any,
    /// One of these, with or without space around it.
    Sign(&'static [&'static str]),
    /// This, without space around it.
    Tight(&'static str),
    /// A colon, the sign of a block of YAML, and the end of the line.
    Block,
    /// A colon, one of these types, and `=`.
    Typed(&'static [&'static str]),
    /// Space, and maybe one of these options of a command.
    Space(&'static [&'static str]),
    /// Two spaces or more, behind a name with this in it.
    Columns(&'static str),
    /// One of these, somewhere behind it on the same line.
    Behind(&'static [&'static str]),
    /// The end of the line.
    NextLine,
    /// The name is itself the value of a member, and its value that of another one of the same object.
    Member {
        /// How the label of the name ends, in lower case.
        labels: &'static [&'static str],
        /// How the label of the value ends.
        value: &'static str,
    },
}

impl Separator {
    /// Whether a letter or digit may directly follow the name and the space behind it.
    pub(super) fn takes_word(&self) -> bool {
        match self {
            Self::Any
            | Self::Space(_)
            | Self::Columns(_)
            | Self::Behind(_)
            | Self::Member { .. } => true,
            Self::Sign(signs) => signs
                .iter()
                .any(|sign| sign.starts_with(char::is_alphabetic)),
            Self::Tight(_) | Self::Block | Self::Typed(_) | Self::NextLine => false,
        }
    }
}

/// Which values count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Values {
    /// None: what looks like a setting is something else.
    Never,
    /// Only those in quotes.
    Quoted,
    /// Any word.
    Word,
    /// Any word; one of letters alone is a variable where the text is code.
    Expression,
    /// A line that is the whole of an indented block.
    Block,
    /// A word that is all up to the end of the line or the cell, and looks like LiveKit's key or has a digit.
    Alone,
}

/// How a shell reads a word without quotes.
pub(super) struct Shell {
    /// The sign that takes its meaning from the next character.
    pub escape: char,
    /// What ends a command, and so the word.
    pub ends: &'static [char],
}

/// A kind of quotes.
#[derive(Clone, Copy)]
pub(super) struct Quote {
    /// What opens the value.
    pub opening: &'static str,
    /// What closes it.
    pub closing: &'static str,
    /// What is escaped inside of it.
    pub escapes: Escapes,
    /// Whether references to other settings are resolved inside of it.
    pub expands: bool,
}

/// How characters are escaped inside of quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// They are not: all is as it is written.
    None,
    /// `\n`, `\"`, `\$` and the like, as `.env` files and shells have them. The backslash of others remains.
    Backslash,
    /// Those and `\u003d`, `\x3d`, `\u{3d}`, `\U0000003d`, as JSON, YAML and programming languages have them.
    Unicode,
    /// `` `n `` and `` `$ ``.
    Backtick,
    /// A single quote is written twice.
    Doubled,
    /// A single quote is written as `'\''` or `'"'"'`: the string ends, and another one begins behind the quote.
    Reopened,
}

/// The ways to write a single quote between two strings in single quotes, in a shell.
pub(super) const REOPENED: [&str; 2] = ["\\''", "\"'\"'"];

impl Escapes {
    /// What begins an escape.
    pub(super) fn sign(self) -> Option<u8> {
        match self {
            Self::None => None,
            Self::Backslash | Self::Unicode => Some(b'\\'),
            Self::Backtick => Some(b'`'),
            Self::Doubled | Self::Reopened => Some(b'\''),
        }
    }
}

/// How a value is encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As it is.
    Plain,
    /// Base64, where it is that of a text.
    Base64 {
        /// The fewest bytes of such a text: what is shorter may be a word.
        shortest: usize,
    },
    /// The percent encoding of a form.
    Percent,
    /// It is the source of a string, with quotes of its own that are escaped.
    StringSource,
}

/// How a line begins that is a comment.
pub(super) const COMMENTS: [&str; 5] = ["#", "//", "rem ", ";", "<!--"];

/// What separates a setting from the next one without space between them: `--set a.key=1,a.secret=2`, `key=1&secret=2`.
pub(super) const NEXT: [char; 2] = [',', '&'];

/// The lines between the cells of a table.
pub(super) const BORDERS: [&str; 3] = ["|", "│", "║"];

/// The strings of Python in which braces are references.
pub(super) const FORMATTED: [&str; 2] = ["f\"", "f'"];
