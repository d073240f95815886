//! Where names, separators and raw values are, by the rows of the dialects.

use std::sync::LazyLock;

use crate::text::{ByteSet, Needles, Span, steps};

use super::dialect::{
    BORDERS, Before, COMMENTS, Dialect, Escapes, NEXT, Quote, REOPENED, Separator, TABLE, Values,
};
use super::{Role, has_form_of_secret, is_key, section};

/// A text, and the dialects that it may have settings of.
pub(super) struct Tokenizer<'a> {
    text: &'a str,
    dialects: Vec<&'static Dialect>,
    /// Those of them in which a word may follow the name, which are few.
    of_words: Vec<&'static Dialect>,
}

/// A name with a separator behind it.
pub(super) struct Token {
    pub(super) name: Span,
    pub(super) dialect: &'static Dialect,
    /// Where the value begins, with its quotes.
    start: usize,
}

/// A value as it is written.
pub(super) struct Raw {
    /// Its parts, without quotes: several if it is put together of strings or goes on in the next line.
    pub(super) parts: Vec<Span>,
    /// The quotes around it.
    pub(super) quote: Option<&'static Quote>,
}

impl Raw {
    /// From the start of its first part to the end of the last one.
    pub(super) fn span(&self) -> Span {
        match self.parts[..] {
            [first, .., last] => Span::new(first.start, last.end),
            [part] => part,
            [] => Span::new(0, 0),
        }
    }
}

/// The marks of all dialects. Only those of one dialect overlap.
fn marks() -> impl Iterator<Item = &'static str> {
    TABLE.iter().flat_map(|row| row.marks).copied()
}

static MARKS: LazyLock<Needles> = LazyLock::new(|| Needles::exact(marks()));

/// The most parts of a value.
const PARTS: usize = 8;

/// What puts strings together in code.
const JOINTS: [&str; 4] = ["+", "..", ".", "<>"];

/// What is between words on a line.
const BLANKS: [char; 2] = [' ', '\t'];

impl<'a> Tokenizer<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let all: Vec<&str> = marks().collect();
        let mut found = Vec::new();
        for hit in MARKS.hits(text) {
            let mark = all[hit.needle];
            if !found.contains(&mark) {
                found.push(mark);
            }
        }
        let is_possible = |row: &&Dialect| {
            let mut marks = row.marks.iter();
            row.marks.is_empty() || marks.any(|mark| found.contains(mark))
        };
        let dialects: Vec<_> = TABLE.iter().filter(is_possible).collect();
        let takes_word = |row: &&&Dialect| row.separator.takes_word();
        Self {
            text,
            of_words: dialects.iter().filter(takes_word).copied().collect(),
            dialects,
        }
    }

    /// The name around a word of it, not before `from`.
    pub(super) fn name(&self, from: usize, word: usize) -> Span {
        let bytes = self.text.as_bytes();
        let is_none = |byte: &u8| !is_name_byte(*byte);
        let before = &bytes[from..word];
        let signs = before
            .iter()
            .rposition(is_none)
            .map_or(from, |at| from + at + 1);
        let letters = bytes[signs..word].iter().position(u8::is_ascii_alphabetic);
        let length = bytes[word..].iter().position(is_none);
        Span::new(
            letters.map_or(word, |at| signs + at),
            length.map_or(bytes.len(), |length| word + length),
        )
    }

    /// The dialect of the setting with this name, and where its value begins.
    pub(super) fn token(&self, name: Span) -> Option<Token> {
        let site = Site::of(self.text, name);
        let dialects = if site.after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            &self.of_words
        } else {
            &self.dialects
        };
        dialects.iter().find_map(|dialect| {
            let value = site.behind(&dialect.separator)?;
            site.is_behind(&dialect.before).then(|| Token {
                name,
                dialect,
                start: self.text.len() - value.trim_start_matches(BLANKS).len(),
            })
        })
    }

    /// The value of a setting with this role.
    pub(super) fn raw(&self, token: &Token, role: Role) -> Option<Raw> {
        let dialect = token.dialect;
        if dialect.values == Values::Never {
            return None;
        }
        let rest = &self.text[token.start..];
        // The map of keys has spaces in it.
        let is_map = role == Role::Keys;
        let inner = rest.strip_prefix('(').filter(|_| !is_map);
        let at = self.text.len() - inner.map_or(rest, str::trim_ascii_start).len();
        if let Some((part, quote)) = self.string(at, dialect.quotes) {
            return self.strings(part, quote, inner.is_some());
        }
        let is_comment = dialect.comment.is_some_and(|sign| rest.starts_with(sign));
        let is_opened = rest.starts_with(['(', '{', '[']) && !is_map;
        if is_comment || is_opened || dialect.values == Values::Quoted {
            return None;
        }
        let value = if dialect.values == Values::Block {
            self.block(token.start)
        } else {
            let value = bare(rest, dialect, self.outer(token.name), is_map);
            let is_kept = self.keeps_separator(token.name, &rest[value.len()..]);
            &rest[..value.len() + usize::from(is_kept)]
        };
        let is_one = dialect.values != Values::Alone || is_alone(value, &rest[value.len()..]);
        let first = Span::new(token.start, token.start + value.len());
        (!value.is_empty() && is_one).then(|| Raw {
            parts: match role {
                Role::Secret => self.wrapped(first).unwrap_or_else(|| self.continued(first)),
                _ => self.continued(first),
            },
            quote: None,
        })
    }

    /// The string that begins at a place.
    fn string(&self, at: usize, quotes: &'static [Quote]) -> Option<(Span, &'static Quote)> {
        let rest = &self.text[at..];
        quotes.iter().find_map(|quote| {
            let length = quote.length(rest.strip_prefix(quote.opening)?)?;
            let start = at + quote.opening.len();
            Some((Span::new(start, start + length), quote))
        })
    }

    /// A string with those that code puts together with it; none if something else is put to it. In brackets Python puts
    /// strings together without a sign.
    fn strings(&self, first: Span, quote: &'static Quote, is_in_brackets: bool) -> Option<Raw> {
        let mut parts = vec![first];
        let mut end = first.end + quote.closing.len();
        while parts.len() < PARTS {
            let behind = self.text.get(end..).unwrap_or_default();
            let after = behind.trim_ascii_start();
            // A sign at the start of a line is that of a diff.
            let is_sign = |sign: &&str| after.starts_with(*sign) && !starts_line(behind, after);
            let sign = JOINTS.into_iter().find(is_sign);
            let Some(next) = (match sign {
                Some(sign) => Some(after[sign.len()..].trim_ascii_start()),
                None => Some(after).filter(|after| is_in_brackets && after.len() < behind.len()),
            }) else {
                break;
            };
            let at = self.text.len() - next.len();
            match self.string(at, std::slice::from_ref(quote)) {
                Some((part, _)) => {
                    parts.push(part);
                    end = part.end + quote.closing.len();
                }
                None if sign == Some("+") => return None,
                None => break,
            }
        }
        Some(Raw {
            parts,
            quote: Some(quote),
        })
    }

    /// A value without quotes, with the lines that a backslash at the end of a line joins to it.
    fn continued(&self, first: Span) -> Vec<Span> {
        let mut parts = vec![first];
        let mut end = first.end;
        while parts.len() < PARTS
            && let Some(behind) = self.text[end..].strip_prefix('\\')
            && let Some(line) = behind.trim_start_matches('\r').strip_prefix('\n')
        {
            let length = line.find(|c: char| !c.is_ascii_alphanumeric() && !"+/=_-".contains(c));
            let word = &line[..length.unwrap_or(line.len())];
            if word.is_empty() || word.starts_with('-') || is_assignment(line) {
                break;
            }
            let start = self.text.len() - line.len();
            end = start + word.len();
            parts.push(Span::new(start, end));
        }
        parts
    }

    /// The parts of a secret of LiveKit's form that a terminal or a mail has wrapped, with or without quotes around it.
    fn wrapped(&self, first: Span) -> Option<Vec<Span>> {
        let opened = first.of(self.text);
        let inner = opened.trim_start_matches(['"', '\'']);
        let mut parts = vec![Span::new(first.end - inner.len(), first.end)];
        let mut joined = inner.to_owned();
        let is_of_secret = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        let is_part = |word: &str| word.chars().all(is_of_secret) && (1..43).contains(&word.len());
        let mut end = first.end;
        while is_part(&joined) && parts.len() < PARTS {
            let behind = self.text[end..].trim_start_matches(BLANKS);
            let line = behind.trim_start_matches('\r').strip_prefix('\n')?;
            let line = line.trim_start_matches(['>', ' ', '\t']);
            let start = self.text.len() - line.len();
            let length = line.find(|c| !is_of_secret(c));
            let word = &line[..length.unwrap_or(line.len())];
            let behind =
                line[word.len()..].trim_start_matches(['"', '\'', ',', ';', ' ', '\t', '\r']);
            if !is_part(word) || !(behind.is_empty() || behind.starts_with('\n')) {
                return None;
            }
            joined.push_str(word);
            end = start + word.len();
            parts.push(Span::new(start, end));
        }
        // 32 bytes in base64, as `openssl rand -base64 32` prints them, or LiveKit's own form.
        let is_base64 = joined.len() == 44 && joined.find('=') == Some(43);
        (parts.len() > 1 && (is_base64 || has_form_of_secret(&joined))).then_some(parts)
    }

    /// Whether a separator behind a value without quotes is part of it: where each line is a setting, as in a `.env` file, all
    /// up to the end of the line is the value. Inside of brackets it separates.
    fn keeps_separator(&self, name: Span, behind: &str) -> bool {
        let start = line_before(self.text, name.start, LINE);
        let before = start.trim_start_matches(BLANKS);
        let is_line = |rest: &str| rest.is_empty() || rest.starts_with(['\r', '\n']);
        let ends_line = |rest: &str| is_line(rest.trim_start_matches(BLANKS));
        if !behind.strip_prefix(',').is_some_and(ends_line)
            || !(before.is_empty() || before == "export ")
        {
            return false;
        }
        let above = &self.text[..name.start - start.len()];
        let mut lines = above.lines().rev().take(LIST).map(str::trim_ascii_end);
        let opening = lines.find(|line| !line.ends_with(',')).unwrap_or_default();
        !opening.ends_with(['(', '{', '[', '"', '\'', '\\'])
    }

    /// Whether nothing is where the value of this name would be: the line ends, or a comment begins. A line that is indented
    /// further, as below a name of YAML, is a value of another kind.
    pub(super) fn is_empty(&self, token: &Token) -> bool {
        let is_colon = match token.dialect.separator {
            Separator::Sign([":", ..]) => true,
            Separator::Tight("=") | Separator::Sign(["="]) => false,
            _ => return false,
        };
        let rest = &self.text[token.start..];
        let after = rest.trim_start_matches([' ', '\t', ',']);
        let is_nothing = after.is_empty() || after.starts_with(['\r', '\n', '#']);
        let start = line_before(self.text, token.name.start, LINE);
        let is_first = start
            .trim_start_matches(['-', ' ', '\t', '"', '\''])
            .is_empty()
            || start.trim_ascii_start().starts_with("export ");
        let goes_on = || {
            let indent = start.len() - start.trim_start_matches(BLANKS).len();
            let below = after
                .trim_start_matches('\r')
                .strip_prefix('\n')
                .unwrap_or_default();
            let is_deeper = below.len() - below.trim_start_matches(' ').len() > indent;
            is_deeper && !below.trim_ascii_start().is_empty()
        };
        is_nothing && is_first && !(is_colon && goes_on())
    }

    /// The only line of an indented block; empty if it has several.
    fn block(&self, start: usize) -> &'a str {
        let (before, rest) = self.text.split_at(start);
        let indent = before.bytes().rev().take_while(|byte| *byte == b' ');
        let indent = indent.count();
        let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
        let goes_on = below.bytes().take_while(|byte| *byte == b' ').count() >= indent;
        if indent > 0 && !goes_on {
            line.trim_ascii_end()
        } else {
            ""
        }
    }

    /// The quote before a name that is not closed behind it: it is around the whole setting.
    fn outer(&self, name: Span) -> Option<char> {
        let bytes = self.text.as_bytes();
        let quote = bytes[..name.start].last().copied();
        let quote = quote.filter(|quote| is_quote(*quote) && bytes.get(name.end) != Some(quote));
        quote.map(char::from)
    }

    /// Whether a comment begins before this place, on the same line.
    pub(super) fn is_commented(&self, at: usize) -> bool {
        let line = line_before(self.text, at, 40);
        // Of a longer line only the end is known.
        let before = &self.text[..at - line.len()];
        let is_whole = before.is_empty() || before.ends_with('\n');
        let line = line.trim_ascii_start();
        is_whole && COMMENTS.into_iter().any(|sign| line.starts_with(sign))
    }
}

/// The text around a name.
struct Site<'a> {
    text: &'a str,
    name: Span,
    before: &'a str,
    /// What is behind the name and the quotes and brackets that close it.
    rest: &'a str,
    /// The same without the space before it.
    after: &'a str,
}

impl<'a> Site<'a> {
    fn of(text: &'a str, name: Span) -> Self {
        let rest = text[name.end..].trim_start_matches(['\\', '"', '\'', '`', ']', ')']);
        Self {
            text,
            name,
            before: &text[..name.start],
            rest,
            after: rest.trim_start_matches(BLANKS),
        }
    }

    /// What is behind a separator, if it is this one.
    fn behind(&self, separator: &Separator) -> Option<&'a str> {
        let spaces = self.rest.len() - self.after.len();
        match separator {
            Separator::Any => Some(self.after),
            Separator::Sign(signs) => longest(self.after, signs),
            Separator::Tight(sign) => {
                let value = self.rest.strip_prefix(sign)?;
                (!value.starts_with(BLANKS)).then_some(value)
            }
            Separator::Block => {
                let header = self.after.strip_prefix(':')?.trim_start_matches(BLANKS);
                let is_option = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-');
                let header = header.strip_prefix(['|', '>'])?;
                let behind = header.trim_start_matches(is_option);
                let behind = behind.trim_start_matches(BLANKS);
                let mut comment = behind.bytes().take(LINE);
                let length = match behind.strip_prefix('#') {
                    Some(_) => comment.position(|byte| byte == b'\n')?,
                    None => 0,
                };
                let line_end = behind[length..].trim_start_matches('\r');
                line_end.strip_prefix('\n')
            }
            Separator::Typed(types) => {
                let found = self.after.strip_prefix(':')?.trim_start_matches(BLANKS);
                types.iter().find_map(|of| {
                    let behind = found.strip_prefix(of)?.trim_start_matches(BLANKS);
                    behind.strip_prefix('=')
                })
            }
            Separator::Space(options) => {
                (spaces > 0).then(|| longest(self.after, options).unwrap_or(self.after))
            }
            Separator::Columns(word) => {
                let is_of = spaces > 1 && self.name.of(self.text).contains(word);
                is_of.then_some(self.after)
            }
            Separator::Behind(options) => {
                // A line may be as long as the paste.
                let line = &self.after.as_bytes()[..self.after.len().min(LONGEST_URL)];
                let length = line.iter().position(|byte| *byte == b'\n');
                steps::count(length.unwrap_or(line.len()));
                let line = self.after.get(..length.unwrap_or(line.len()))?;
                let starts = options.iter().filter_map(|option| {
                    let at = line.find(option)?;
                    Some(at + option.len())
                });
                starts.min().map(|start| &self.after[start..])
            }
            Separator::NextLine => {
                let line_end = self.after.trim_start_matches('\r');
                line_end.strip_prefix('\n')
            }
            Separator::Member { labels, value } => self.member(labels, value),
        }
    }

    /// Whether this is before the name.
    fn is_behind(&self, before: &Before) -> bool {
        let last = self.before.as_bytes().last();
        match before {
            Before::Any => true,
            Before::Text(texts) => {
                let unquoted = self.before.strip_suffix(['"', '\'', '`']);
                let before = unquoted.unwrap_or(self.before);
                texts.iter().any(|text| before.ends_with(text))
            }
            Before::OnLine(texts) => {
                let line = line_before(self.text, self.name.start, LINE);
                texts.iter().any(|text| line.contains(text))
            }
            Before::Line(words) => {
                let line = line_before(self.text, self.name.start, LINE);
                line.trim_ascii().eq_ignore_ascii_case(words)
            }
            Before::Quoted(quote) => {
                self.before.ends_with(quote) && self.text[self.name.end..].starts_with(quote)
            }
            Before::Whole => last.is_some_and(|byte| is_quote(*byte) || *byte == b'-'),
            Before::Section(label) => {
                let section = section::above(self.text, self.name.start);
                let section = section.map_or("", |section| section.of(self.text));
                let found = section.trim_start_matches([' ', '\t', '"']);
                found.starts_with(label)
            }
            Before::Query => matches!(last, Some(b'?' | b'&')) && self.is_in_query(),
        }
    }

    /// The value of another member of the object in which the name is the value of a member with one of these labels.
    fn member(&self, labels: &[&str], value: &str) -> Option<&'a str> {
        let label = self.before.trim_end_matches(BLANKS);
        let label = label.strip_suffix(['"', '\'']).unwrap_or(label);
        // Terraform has an equals sign.
        let label = label.trim_end_matches(BLANKS).strip_suffix([':', '='])?;
        let label = label.trim_end_matches(BLANKS);
        let label = label.strip_suffix('"').unwrap_or(label).as_bytes();
        let ends = |ending: &&str| {
            let start = label.len().checked_sub(ending.len());
            start.is_some_and(|start| label[start..].eq_ignore_ascii_case(ending.as_bytes()))
        };
        labels.iter().find(|ending| ends(ending))?;
        let mut bytes = self.rest.bytes().take(OBJECT);
        let length = bytes.position(|byte| byte == b'}');
        let object = self
            .rest
            .get(..length.unwrap_or(self.rest.len().min(OBJECT)));
        let object = object?.split("- ").next()?;
        let behind = &self.rest[object.find(value)? + value.len()..];
        behind
            .trim_start_matches(['"', ' '])
            .strip_prefix([':', '='])
    }

    /// Whether the name is inside of the query of a URL, and not of a form body.
    fn is_in_query(&self) -> bool {
        let bytes = self.before.as_bytes();
        let mut near = bytes[bytes.len().saturating_sub(LONGEST_URL)..].iter();
        let is_in_url = |byte: &u8| !byte.is_ascii_whitespace() && !is_quote(*byte);
        near.rfind(|byte| **byte == b'?' || !is_in_url(byte)) == Some(&b'?')
    }
}

/// How far back the start of a URL is looked for, in bytes.
const LONGEST_URL: usize = 2000;

/// How far behind a name its value may be in an object, in bytes.
const OBJECT: usize = 120;

/// How many lines above a name may belong to the same list.
const LIST: usize = 20;

/// How much of a line before a name or of a comment behind it is looked at, in bytes.
const LINE: usize = 60;

/// What is behind the longest of these texts that `text` begins with.
fn longest<'a>(text: &'a str, of: &[&str]) -> Option<&'a str> {
    let behind = of
        .iter()
        .filter_map(|beginning| text.strip_prefix(beginning));
    behind.min_by_key(|behind| behind.len())
}

/// The last bytes before `at` that are on the same line. Where that many cut a character, nothing is known of the line.
fn line_before(text: &str, at: usize, most: usize) -> &str {
    let bytes = &text.as_bytes()[at.saturating_sub(most)..at];
    let length = bytes.iter().rev().position(|byte| *byte == b'\n');
    let length = length.unwrap_or(bytes.len());
    text.get(at - length..at).unwrap_or_default()
}

/// The value without quotes that a text begins with. `outer` is the quote around the whole setting.
fn bare<'a>(rest: &'a str, dialect: &Dialect, outer: Option<char>, is_map: bool) -> &'a str {
    let is_end = |c: char| match c {
        '\n' | '\r' => true,
        ' ' | '\t' => outer.is_none() && !is_map,
        _ => Some(c) == outer,
    };
    // Another setting may follow on the same line, which may be as long as the paste.
    let is_joint = |at: usize, c: char| NEXT.contains(&c) && is_assignment(&rest[at + 1..]);
    let mut chars = rest.char_indices();
    let end = chars.find(|(at, c)| is_end(*c) || is_joint(*at, *c));
    let mut value = &rest[..end.map_or(rest.len(), |(at, _)| at)];
    steps::count(value.len());
    if let Some(shell) = &dialect.shell
        && outer.is_none()
    {
        let mut is_escaped = false;
        let end = value.find(|c: char| {
            let is_end = shell.ends.contains(&c) && !is_escaped;
            is_escaped = c == shell.escape && !is_escaped;
            is_end
        });
        value = &value[..end.unwrap_or(value.len())];
    }
    if let Separator::Tight("=") = dialect.separator
        && let Some((before, comment)) = value.split_once('#')
        && is_comment(before, comment)
    {
        value = before;
    }
    match outer {
        Some(_) => value,
        None => value.trim_end_matches(dialect.tail),
    }
}

/// Whether a value is all up to the end of its line or cell, where no sign shows that it is one.
fn is_alone(value: &str, after: &str) -> bool {
    let after = after.trim_start_matches(BLANKS);
    let is_cell = BORDERS.into_iter().any(|border| after.starts_with(border));
    let is_last = is_cell || after.is_empty() || after.starts_with(['\n', '\r']);
    is_last && (is_key(value) || value.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether what is behind a `#` without a space before it is a comment: programs differ, but what is before it is long enough
/// for a secret, and no digit is behind it.
fn is_comment(before: &str, comment: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphabetic() || b"-_.:!".contains(&byte);
    before.len() >= 32 && comment.bytes().all(is_word)
}

/// Whether another name and its value begin here. An `=` that ends the text is base64's.
pub(super) fn is_assignment(text: &str) -> bool {
    let length = text.bytes().position(|byte| !is_name_byte(byte));
    let (name, value) = text.split_at(length.unwrap_or(text.len()));
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && value.starts_with('=')
        && !value.trim_start_matches('=').is_empty()
}

/// Whether what is behind space is at the start of a line.
fn starts_line(behind: &str, after: &str) -> bool {
    behind[..behind.len() - after.len()].ends_with('\n')
}

/// The longest string in a string, or in a tag, in bytes.
const LONGEST_STRING: usize = 1 << 14;

/// Which bytes may be in a name: a table, because each byte of a paste is looked at.
const NAME_BYTES: ByteSet =
    ByteSet::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

pub(super) fn is_name_byte(byte: u8) -> bool {
    NAME_BYTES.has(byte)
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

impl Quote {
    /// The length of the text up to the closing quote, which is on the same line, or at the start of the next: then the
    /// line end belongs to the value.
    fn length(&self, inner: &str) -> Option<usize> {
        let quote = *self.closing.as_bytes().last()?;
        // A string that is in a string may be cut, and closed by what closes the outer one.
        if self.closing.len() > 1
            && let Some(length) =
                inner[..inner.floor_char_boundary(LONGEST_STRING)].find(self.closing)
        {
            return Some(length);
        }
        let mut is_escaped = false;
        let mut lines = 0;
        let mut bytes = inner.bytes().enumerate().peekable();
        let mut reopened = 0;
        while let Some((at, byte)) = bytes.next() {
            if at < reopened {
                continue;
            }
            if byte == quote && !is_escaped {
                let is_twice = bytes.next_if(|(_, next)| *next == quote).is_some();
                if self.escapes == Escapes::Doubled && is_twice {
                    continue;
                }
                let behind = &inner[at + 1..];
                let sign = REOPENED.into_iter().find(|sign| behind.starts_with(sign));
                if self.escapes == Escapes::Reopened
                    && let Some(sign) = sign
                {
                    reopened = at + 1 + sign.len();
                    continue;
                }
                return Some(at);
            }
            if lines > 0 && !matches!(byte, b'\r' | b'\n') {
                return None;
            }
            lines += usize::from(byte == b'\n');
            is_escaped = Some(byte) == self.escapes.sign() && byte != quote && !is_escaped;
        }
        None
    }
}
