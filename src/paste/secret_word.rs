//! Finds words that may be secrets, though no setting that is read holds them, so that nobody shows them: rather one word too many
//! than one too few. Nothing else is decided by them.

use std::sync::LazyLock;

use memchr::memchr_iter;
use rustc_hash::FxHashSet;

use crate::livekit::api_key;
use crate::text::needles::contains;
use crate::text::span::Places;
use crate::text::{ByteSet, Needles, Span, base64url, steps};

use super::setting::{has_form_of_secret, is_elsewhere};

/// Words that announce a secret, in several languages.
const LABELS: &[&str] = &[
    "secret",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "pass:",
    "pass=",
    "credential",
    "bearer",
    "auth_token",
    "authtoken",
    "api_token",
    "private_key",
    "privatekey",
    "private-key",
    "signing_key",
    "signingkey",
    "signing-key",
    "hexkey",
    "hmac",
    "sign(",
    "encode(",
    "keyfor(",
    "getbytes(",
    "[]byte(",
    "\"value\"",
    "\"k\"",
    "\"d\"",
    "passwort",
    "kennwort",
    "geheimnis",
    "mot de passe",
    "contraseña",
    "clave",
    "senha",
    "segredo",
    "wachtwoord",
    "hasło",
    "пароль",
    "секрет",
    "密钥",
    "密鑰",
    "密码",
    "パスワード",
    "シークレット",
    "비밀",
];

/// What is before a user's name and password, or before their base64.
const USERS: &[&str] = &[
    "://", "-u ", "-u'", "-u\"", "--user ", "--user=", "-a ", "Basic ",
];

/// How a private key in PEM begins (RFC 7468), and how its last line begins.
const PEM: (&str, &str) = ("PRIVATE KEY-----", "-----END");

static LABEL: LazyLock<Needles> = LazyLock::new(|| Needles::ignoring_case(LABELS));
static USER: LazyLock<Needles> = LazyLock::new(|| Needles::exact(USERS));
static PEM_START: LazyLock<Needles> = LazyLock::new(|| Needles::exact([PEM.0]));
static KEY_START: LazyLock<Needles> = LazyLock::new(|| Needles::exact([api_key::PREFIX]));

/// How far behind its label a secret may be, in bytes, and in line ends.
const REACH: (usize, usize) = (160, 3);

/// The fewest characters of a secret that is announced, of one that needs no digits, and of one that only looks so.
const SHORTEST: (usize, usize, usize) = (6, 20, 32);

/// The longest text that is read as one value, and the longest private key, in bytes.
const LONGEST: (usize, usize) = (512, 16_384);

/// The fewest numbers or characters in a row that are the dump of a text.
const DUMP: usize = 8;

/// The longest number or character of a dump, in bytes: four bytes in hex.
const LONGEST_UNIT: usize = 8;

/// The most characters that are shown behind the dump of a line, in bytes.
const LONGEST_LINE: usize = 40;

/// A word that may be a secret.
pub struct SecretWord {
    /// Its place.
    pub span: Span,
    /// Whether hardly anything else can be there, so that it is no secret elsewhere either.
    pub is_likely: bool,
}

/// The words of a text that may be secrets, in any order; they may overlap.
pub fn find(text: &str) -> Vec<SecretWord> {
    let mut finder = Finder {
        text,
        found: Vec::new(),
        user: Run::default(),
        value: Run::default(),
        at: (0, None),
        open: Span::new(0, 0),
        seen: FxHashSet::default(),
    };
    finder.conspicuous();
    let words = Places::new(finder.found.iter().map(|word| word.span).collect());
    // What is inside of a random word announces nothing.
    for hit in LABEL.hits(text).filter(|hit| !words.overlap(hit.span)) {
        finder.announced(hit.span.end);
    }
    for hit in USER.hits(text) {
        finder.user(hit.span.end, USERS[hit.needle]);
    }
    for hit in PEM_START.hits(text) {
        finder.private_key(hit.span.end);
    }
    for hit in KEY_START.hits(text) {
        finder.behind_key(hit.span.start);
    }
    finder.dumps();
    finder.found
}

/// What a word may say in another coding: base64 of a text, or its bytes in hex or as numbers.
pub fn decoded(word: &str) -> Vec<String> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '[' | ']');
    let numbers = word.split(is_end).filter(|number| !number.is_empty());
    let numbers: Vec<&str> = numbers.collect();
    let decimal = || -> Option<Vec<u8>> {
        let bytes = numbers.iter().map(|number| number.parse().ok());
        bytes.collect()
    };
    let hex = || -> Option<Vec<u8>> {
        let digits = numbers.concat();
        let byte = |pair: &[u8]| {
            let is_hex = pair.len() == 2 && pair.iter().all(u8::is_ascii_hexdigit);
            let digits = str::from_utf8(pair).ok().filter(|_| is_hex)?;
            u8::from_str_radix(digits, 16).ok()
        };
        digits.as_bytes().chunks(2).map(byte).collect()
    };
    let is_text = |c: char| !c.is_control() || c.is_whitespace();
    let bytes = [decimal(), hex()].into_iter().flatten();
    bytes
        .filter_map(|bytes| String::from_utf8(bytes).ok())
        .chain(base64url::text(word))
        .filter(|text| text.len() >= SHORTEST.0 && text.chars().all(is_text))
        .collect()
}

struct Finder<'a> {
    text: &'a str,
    found: Vec<SecretWord>,
    /// The characters that were read last as a user with a password.
    user: Run,
    /// Those that were read last as the value behind a key.
    value: Run,
    /// The end of the last such characters, and the last `@` in them.
    at: (usize, Option<usize>),
    /// Where the value goes on that was read last.
    open: Span,
    /// What was found, with whether it is likely: many labels in a row find the same words.
    seen: FxHashSet<(Span, bool)>,
}

/// Characters without an end among them, which are read once: a paste may have a sign thousands of times in one of them.
#[derive(Default)]
struct Run {
    /// Where they are.
    start: usize,
    end: usize,
    /// Where the last long value in them ends, which covers what is inside.
    long: usize,
}

impl Run {
    /// The end of the characters from a place on; places come in order.
    fn end(&mut self, text: &str, start: usize, is_end: impl Fn(char) -> bool) -> usize {
        if !(self.start..self.end).contains(&start) {
            let length = text[start..].find(is_end);
            (self.start, self.end) = (start, length.map_or(text.len(), |length| start + length));
            steps::count(self.end - start);
        }
        self.end
    }

    /// Whether a value is inside a long one that was found before.
    fn has(&mut self, start: usize, end: usize) -> bool {
        if end - start <= LONGEST.0 {
            return false;
        }
        let is_inside = end <= self.long;
        self.long = self.long.max(end);
        steps::count(if is_inside { 0 } else { end - start });
        is_inside
    }
}

impl Finder<'_> {
    fn add(&mut self, span: Span, is_likely: bool) {
        if self.seen.insert((span, is_likely)) {
            self.found.push(SecretWord { span, is_likely });
        }
    }

    /// Finds the words behind a label that may be its value.
    fn announced(&mut self, label: usize) {
        let text = self.text;
        let (mut lines, mut between, mut last) = (0, label, Span::new(label, label));
        let mut has_value = false;
        // What begins at the label may have thousands of others in it.
        let near = &text[..text.floor_char_boundary(label + LONGEST.0)];
        let name = Span::new(label, end_of(near, label, is_of_value));
        steps::count(name.end - label);
        let behind = (name.end <= label + REACH.0).then(|| words(text, name.end, is_of_value));
        let name = (label < name.end).then_some(name);
        for word in name.into_iter().chain(behind.into_iter().flatten()) {
            lines += memchr_iter(b'\n', &text.as_bytes()[between..word.start]).count();
            between = word.end;
            if word.start > label + REACH.0 || lines > REACH.1 {
                break;
            }
            let mut span = self.whole(word);
            if word.start == label {
                // The rest of the name, such as `_KEY`, or an escaped sign.
                let [b'%', a, b, ..] = word.of(text).as_bytes() else {
                    continue;
                };
                if !(a.is_ascii_hexdigit() && b.is_ascii_hexdigit()) {
                    continue;
                }
                span.start = (span.start + 3).min(span.end);
            }
            // A value that is cut off has all of these words in it, and thousands of others may.
            if has_value && span.end <= last.end && last.end - last.start >= LONGEST.0 {
                continue;
            }
            // Another name, or a server.
            let is_name = is_label(text, word) && !is_mixed(word.of(text).as_bytes());
            let is_url = contains(span.of(text), "//");
            if is_name || is_url || is_key(span.of(text)) {
                continue;
            }
            let value = span.of(text).as_bytes();
            let is_value = is_mixed(value) || value.len() >= SHORTEST.2;
            // What directly follows is the value, however plain it is; so is what is in quotes, or long.
            let follows = || text[label..word.start].chars().all(is_separator);
            let is_announced = !has_value && (is_quoted(text, span) || follows());
            let is_first = is_announced || !has_value && value.len() >= SHORTEST.1;
            // A value may have taken this word with it.
            let since = text.get(last.end..span.start).unwrap_or_default();
            let goes_on = has_value && is_line(text, span) && since.contains('\n');
            if value.len() >= SHORTEST.0 && (is_value || is_first || goes_on) {
                self.add(span, is_announced && is_strong(span.of(text)));
                if goes_on {
                    let joined = [last.of(text), span.of(text)].concat();
                    self.add(Span::new(last.start, span.end), is_random(&joined));
                }
                has_value = true;
                last = span;
            } else {
                has_value &= !goes_on;
            }
        }
    }

    /// A value with the signs in it that separate words elsewhere, up to a space, a quote or the next name.
    fn whole(&mut self, word: Span) -> Span {
        let text = self.text;
        // What was read for the word before is not read again.
        let (start, from) = match self.open {
            open if (open.start..open.end).contains(&word.end) => (open.start, open.end),
            _ => (word.end, word.end),
        };
        let limit = word.end + LONGEST.0;
        let mut end = from;
        for (at, c) in text[from..].char_indices() {
            end = from + at;
            let is_end = c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '\\');
            if is_end || end > limit || is_separator(c) && is_name(&text[end + c.len_utf8()..]) {
                break;
            }
            end += c.len_utf8();
        }
        steps::count(end - from);
        self.open = Span::new(start, end);
        // What closes is not of the value, nor is the escape of a quote.
        let end = end.min(text.ceil_char_boundary(limit + 1));
        let length = text[word.start..end]
            .trim_end_matches(|c| is_separator(c) || c == '\\')
            .len();
        Span::new(word.start, word.start + length)
    }

    /// Finds the name and the password of a user, of a URL (RFC 3986 section 3.2.1) or of an option. A password may hold
    /// characters that should have been escaped, so the last `@` before a space or quote counts.
    fn user(&mut self, start: usize, sign: &str) {
        let rest = self.text[start..].trim_start_matches(['"', '\'']);
        let start = self.text.len() - rest.len();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>');
        let mut end = self.user.end(self.text, start, is_end);
        if sign == "://" {
            if self.at.0 != end {
                let at = self.text[start..end].rfind('@');
                self.at = (end, at.map(|at| start + at));
            }
            match self.at.1.filter(|at| *at >= start) {
                Some(at) => end = at,
                None => return,
            }
        }
        if self.user.has(start, end) {
            return;
        }
        let user = &self.text[start..end];
        let span = Span::new(start, end);
        match user.split_once(':') {
            Some((name, password)) => {
                let at = start + name.len() + 1;
                self.add(span, false);
                self.add(Span::new(at, at + password.len()), is_strong(password));
            }
            // The name alone may be a secret too, and what is before an `@` in a path is none.
            None if sign == "Basic " || sign == "://" && !user.contains(['/', '?', '#']) => {
                self.add(span, is_strong(user));
            }
            None => {}
        }
    }

    /// Finds the lines of a private key.
    fn private_key(&mut self, start: usize) {
        let rest = &self.text.as_bytes()[start..];
        let near = &rest[..rest.len().min(LONGEST.1)];
        let of_pem = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\\ \t\r\n:,\"".contains(byte);
        let length = near.iter().position(|byte| !of_pem(byte));
        let length = length.unwrap_or(near.len());
        for line in words(&self.text[..start + length], start, is_base64) {
            let is_line = line.end - line.start >= SHORTEST.2;
            self.add(line, is_line);
        }
    }

    /// Finds what follows an API key: `key:secret`, `key secret`, a key and a secret on two lines.
    fn behind_key(&mut self, start: usize) {
        let text = self.text;
        let before = text[..start].trim_end_matches("-u");
        if before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return;
        }
        let rest = &text[start..];
        let length = rest.bytes().take(32);
        let length = length.take_while(u8::is_ascii_alphanumeric).count();
        if !(13..32).contains(&length) {
            return;
        }
        let behind = &rest[length..];
        let value = behind.trim_start_matches(|c| is_separator(c) || c == '/');
        let between = &behind[..behind.len() - value.len()];
        let is_near = between.len() < DUMP && between.matches('\n').count() <= 1;
        if !is_near {
            return;
        }
        let at = text.len() - value.len();
        let end = self.value.end(text, at, is_separator);
        if self.value.has(at, end) {
            return;
        }
        let word = Span::new(at, end);
        let span = self.whole(word);
        let value = span.of(text);
        let is_name = is_label(text, word) || is_constant(value) || value.contains("//");
        let is_tight =
            between.contains([':', '=', '/', ',', '|', '"', '\'']) && !between.contains('\n');
        let is_alone =
            between.ends_with('\n') && text[span.end..].trim_start_matches('\r').starts_with('\n');
        let is_secret =
            is_tight || is_alone || is_mixed(value.as_bytes()) || value.len() >= SHORTEST.1;
        if is_secret && !is_name && value.len() >= SHORTEST.0 {
            self.add(span, is_strong(value) && is_tight);
        }
    }

    /// Finds words that look like secrets wherever they are.
    fn conspicuous(&mut self) {
        let bytes = self.text.as_bytes();
        let mut next = 0;
        for word in bytes.split(|byte| !BASE64.has(*byte)) {
            let word = Span::new(next, next + word.len());
            next = word.end + 1;
            if word.end - word.start < SHORTEST.2 {
                continue;
            }
            let mut start = word.start;
            // A name before it is no part of it, and the padding of base64 is.
            for part in word.of(self.text).split_inclusive('=') {
                let span = Span::new(start, start + part.len());
                let value = part.trim_end_matches('=');
                if value.len() >= SHORTEST.2 && is_mixed(value.as_bytes()) {
                    // A file without a last line end may be followed by the name of a setting.
                    let own = part.split("LIVEKIT").next().unwrap_or_default();
                    if own.len() < part.len() {
                        self.add(Span::new(start, start + own.len()), is_random(own));
                    }
                    // In a URL it is a segment of the path.
                    let mut segment_start = start;
                    for segment in part.split('/') {
                        let span = Span::new(segment_start, segment_start + segment.len());
                        segment_start = span.end + 1;
                        if segment.len() < part.len() && is_random(segment) {
                            self.add(span, true);
                        }
                    }
                    self.add(span, is_random(part));
                }
                start = span.end;
            }
        }
    }

    /// Finds the characters of a text one by one, or their codes, as `xxd`, `od`, and programs that print bytes show them.
    fn dumps(&mut self) {
        let is_unit = |word: &str| {
            if word.len() > LONGEST_UNIT {
                return false;
            }
            let is = |is: fn(&u8) -> bool| word.bytes().all(|byte| is(&byte));
            let mut chars = word.chars();
            chars.next().is_some() && chars.next().is_none()
                || word.starts_with('\\') && word.len() == 2
                || word.len() <= 3 && is(u8::is_ascii_digit)
                || matches!(word.len(), 2 | 4 | 8) && is(u8::is_ascii_hexdigit)
        };
        let (mut first, mut last, mut units) = (0, 0, 0);
        for word in words(self.text, 0, |c| !is_in(&BETWEEN_UNITS, c)) {
            if is_unit(word.of(self.text)) {
                first = if units == 0 { word.start } else { first };
                (last, units) = (word.end, units + 1);
                continue;
            }
            self.dump(first, last, units);
            units = 0;
        }
        self.dump(first, last, units);
    }

    /// Adds a dump, and the characters that some programs show behind it.
    fn dump(&mut self, first: usize, last: usize, units: usize) {
        if units >= DUMP {
            let near = &self.text[last..self.text.ceil_char_boundary(last + LONGEST_LINE + 1)];
            let line = near.split('\n').next().unwrap_or_default();
            self.add(Span::new(first, last), true);
            if line.len() <= LONGEST_LINE && line.contains(char::is_alphanumeric) {
                self.add(Span::new(last, last + line.len()), false);
            }
        }
    }
}

/// Whether a name with a value begins here.
fn is_name(text: &str) -> bool {
    let length = text
        .bytes()
        .take(LONGEST.0)
        .position(|byte| !(byte.is_ascii_alphanumeric() || b"_-.".contains(&byte)));
    length.is_some_and(|length| length > 0 && text[length..].starts_with(['=', ':']))
}

/// Whether a word has a value of its own behind it. An `=` that ends a word is base64's.
fn is_label(text: &str, word: Span) -> bool {
    let behind = text[word.end..].trim_start_matches([' ', '\t', '"', '\'']);
    let value = behind.trim_start_matches('=');
    let is_padding = value.is_empty() || value.starts_with(char::is_whitespace);
    let is_tight = text[word.end..].starts_with('=');
    behind.starts_with(':') || value.len() < behind.len() && !(is_tight && is_padding)
}

/// Whether a word is all of its line, apart from signs around it.
fn is_line(text: &str, word: Span) -> bool {
    let is_blank = |c: char| c != '\n' && (is_separator(c) || matches!(c, '\\' | '+'));
    let before = text[..word.start].trim_end_matches(is_blank);
    let behind = text[word.end..].trim_start_matches(is_blank);
    (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'))
}

/// Whether a word is in quotes.
fn is_quoted(text: &str, word: Span) -> bool {
    const QUOTES: [char; 3] = ['"', '\'', '`'];
    text[..word.start].ends_with(QUOTES) && text[word.end..].starts_with(QUOTES)
}

/// The words of a text from `start` on.
fn words(
    text: &str,
    start: usize,
    is_part: impl Fn(char) -> bool + Copy,
) -> impl Iterator<Item = Span> {
    let mut at = start;
    std::iter::from_fn(move || {
        let begin = end_of(text, at, |c| !is_part(c));
        at = end_of(text, begin, is_part);
        (begin < at).then(|| Span::new(begin, at))
    })
}

/// Where the characters of this kind end that are at a place. Most are ASCII, which needs no decoding.
fn end_of(text: &str, start: usize, is_of_kind: impl Fn(char) -> bool) -> usize {
    let mut at = start;
    loop {
        let ascii = text.as_bytes()[at..].iter();
        at += ascii
            .take_while(|byte| byte.is_ascii() && is_of_kind(char::from(**byte)))
            .count();
        match text[at..].chars().next() {
            Some(c) if !c.is_ascii() && is_of_kind(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// The characters of base64, in both alphabets.
const BASE64: ByteSet =
    ByteSet::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=");

/// What is between the characters of a dump.
const BETWEEN_UNITS: ByteSet = ByteSet::of(b" \t\n\x0B\x0C\r,:[]<>()");

/// What is between a label and its value.
const SEPARATORS: ByteSet = ByteSet::of(b" \t\n\x0B\x0C\r=:\"'`<>,;|*()[]{}&?");

/// Whether a character is white space or in a set that has that of ASCII.
fn is_in(set: &ByteSet, c: char) -> bool {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => set.has(byte),
        _ => c.is_whitespace(),
    }
}

fn is_base64(c: char) -> bool {
    c.is_ascii() && u8::try_from(c).is_ok_and(|byte| BASE64.has(byte))
}

/// Whether a character may be in a secret: all but what quotes and separates.
fn is_of_value(c: char) -> bool {
    !is_separator(c)
}

/// Whether a character separates a label from its value.
fn is_separator(c: char) -> bool {
    is_in(&SEPARATORS, c) || matches!(c, '：' | '＝')
}

/// Whether a word has digits and letters of both cases, or letters and digits and other characters, as secrets have and
/// words of a language do not.
fn is_mixed(word: &[u8]) -> bool {
    let has = |is: fn(&u8) -> bool| word.iter().any(is);
    let cases = has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase);
    has(u8::is_ascii_digit) && (cases || word.len() >= SHORTEST.2)
        || (cases && word.len() >= SHORTEST.2)
}

/// Whether a word is a name of a setting.
fn is_constant(word: &str) -> bool {
    word.contains('_') && !word.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Whether a word is an API key, which is shown.
fn is_key(word: &str) -> bool {
    api_key::has_form_of_length(word, ..SHORTEST.2)
}

/// Whether what is announced as a secret is one, and not a name, a key, or where to find it.
fn is_strong(value: &str) -> bool {
    let has = |is: fn(&u8) -> bool| value.as_bytes().iter().any(is);
    value.len() >= DUMP
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && !is_key(value)
        && !is_constant(value)
        && !is_elsewhere(value)
}

/// Whether a word is random: 32 bytes in hex, base64 or base64url, or LiveKit's own form.
pub fn is_random(word: &str) -> bool {
    let is = |is: fn(&u8) -> bool| word.as_bytes().iter().all(is);
    match word.len() {
        64 => is(u8::is_ascii_hexdigit),
        44 if word.ends_with('=') => true,
        43 if base64url::leading(word) == word => has_form_of_secret(word) || changes_often(word),
        _ => has_form_of_secret(word),
    }
}

/// Whether the characters of a word change between lower case, upper case, digits and signs more often than those of a name, and about as
/// often as those of random bytes, 27 times in 43.
fn changes_often(word: &str) -> bool {
    let kind = |byte: u8| match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let pairs = word.as_bytes().windows(2);
    let changes = pairs.filter(|pair| kind(pair[0]) != kind(pair[1])).count();
    2 * changes > word.len()
}

#[cfg(test)]
mod tests {
    use super::{decoded, find};

    #[test]
    fn finds_what_is_announced_or_conspicuous() {
        const SECRET: &str = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";
        for (text, hidden) in [
            ("client_secret=hunter22", vec!["hunter22"]),
            ("the API secret is aB3dEf9h", vec!["aB3dEf9h"]),
            ("secret=ab&cd;ef*gh&x=1", vec!["ab&cd;ef*gh"]),
            (
                "variable \"secret\" {\n  default = \"correct-horse\"\n}",
                vec!["correct-horse"],
            ),
            ("пароль: correct-horse", vec!["correct-horse"]),
            (
                "wss://user:a/b@c@lk.example.com/rtc",
                vec!["user:a/b@c", "a/b@c"],
            ),
            ("https://ghp_token@lk.example.com/rtc", vec!["ghp_token"]),
            ("curl -u 'name:correct' x", vec!["name:correct", "correct"]),
            ("map[APItestkey12345:correct]", vec!["correct"]),
            ("APItestkey12345\ncorrect-horse\n", vec!["correct-horse"]),
            (&format!("x {SECRET} y"), vec![SECRET]),
            (&format!("X={SECRET}"), vec![SECRET]),
            (
                "<Buffer 6b 51 37 64 54 6e 33 6d 58>",
                vec!["6b 51 37 64 54 6e 33 6d 58"],
            ),
            (
                "0000000   k   Q   7   d   T   n   3   \\n",
                vec!["k   Q   7   d   T   n   3   \\n"],
            ),
            (
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\nBQYDK2Vw\n\n#",
                vec!["MC4CAQAw", "BQYDK2Vw"],
            ),
            ("wss://lk.example.com/rtc", vec![]),
            ("https://lk.example.com/a?mail=a@b", vec![]),
            ("APItestkey12345\nLIVEKIT_URL=x", vec![]),
            ("APItestkey12345 is unknown", vec![]),
            ("a secret of the trade", vec![]),
            ("could not establish signal connection", vec![]),
            ("密码%s，请重试", vec![]),
            ("secret%aé", vec![]),
            ("password%20is%20correct-horse", vec!["is%20correct-horse"]),
        ] {
            let found: Vec<&str> = find(text).iter().map(|word| word.span.of(text)).collect();
            assert_eq!(found, hidden, "{text}");
        }
    }

    #[test]
    fn a_word_inside_of_a_value_is_no_next_line() {
        let text = "LIVEKIT_API_SECRET=\"\n\\]eyJhbGci";
        assert!(find(text).iter().all(|word| word.span.end <= text.len()));
    }

    #[test]
    fn reads_texts_in_base64_and_hex() {
        for (word, text) in [
            ("czNjcmV0", "s3cret"),
            ("7333 6372 6574", "s3cret"),
            ("73:33:63:72:65:74", "s3cret"),
            ("[115, 51, 99, 114, 101, 116]", "s3cret"),
        ] {
            assert!(decoded(word).iter().any(|one| one == text), "{word}");
        }
        assert!(decoded("kQ7dTn3mXw9Z").is_empty());
    }
}
