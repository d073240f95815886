//! Finds words that may be secrets although no setting of LiveKit's has them: `secret: …`, `JWT_SECRET=…`, `key:secret`, or a
//! word alone. Only a signature can tell: a word that made it is the secret, and of any other nothing is known.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::text::Span;
use crate::text::order;
use crate::text::span::Places;

use super::setting::{has_form_of_secret, is_elsewhere};

/// A word that may be a secret.
pub struct Word {
    /// Its place.
    pub span: Span,
    /// Whether what is before it calls it a secret, or it has the form of LiveKit's.
    pub is_likely: bool,
}

/// The lengths of secrets, in bytes.
const LENGTHS: RangeInclusive<usize> = 16..=100;

/// The lengths of secrets that are called so or are alone on their lines.
const SHORT: RangeInclusive<usize> = 6..=15;

/// The part of a long text that is read, at its start and again at its end, in bytes.
const READ: usize = 50_000;

/// How many words are kept, the likeliest of all.
const WORDS: usize = 1_000;

/// Finds them, the likeliest first. `taken` are the places of tokens.
pub fn find(text: &str, taken: &Places) -> Vec<Word> {
    let mut finder = Finder {
        text,
        taken,
        known: HashSet::new(),
        found: Vec::new(),
    };
    let head = text.ceil_char_boundary(READ);
    let tail = text.ceil_char_boundary(text.len().saturating_sub(READ).max(head));
    for part in [Span::new(0, head), Span::new(tail, text.len())] {
        finder.read(part);
    }
    let mut found = order::sorted(finder.found, |(rank, _)| (*rank as usize, 0));
    found.truncate(WORDS);
    found.into_iter().map(|(_, word)| word).collect()
}

struct Finder<'a> {
    text: &'a str,
    taken: &'a Places,
    known: HashSet<&'a str>,
    /// The words, each with its rank.
    found: Vec<(Rank, Word)>,
}

/// How likely a word is to be a secret.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Called,
    Form,
    Mixed,
    Any,
}

impl Finder<'_> {
    fn read(&mut self, part: Span) {
        let mut start = part.start;
        for line in part.of(self.text).split_inclusive('\n') {
            let is_alone = !line.trim_ascii().contains(char::is_whitespace);
            for chunk in line.split_inclusive(|c: char| c.is_ascii_whitespace()) {
                let word = chunk.trim_ascii_end();
                self.chunk(Span::new(start, start + word.len()), is_alone);
                start += chunk.len();
            }
        }
    }

    /// Reads what is between white space: as a whole, behind its first sign, and its runs of letters and digits.
    fn chunk(&mut self, chunk: Span, is_alone: bool) {
        let text = chunk.of(self.text);
        if text.len() < *SHORT.start() || text.len() > 4 * LENGTHS.end() {
            return;
        }
        self.trimmed(chunk, is_alone);
        if let Some(sign) = text.find(['=', ':']) {
            self.trimmed(Span::new(chunk.start + sign + 1, chunk.end), false);
        }
        let mut start = chunk.start;
        let is_end = |c: char| !(c.is_ascii_alphanumeric() || "+/_-".contains(c));
        for run in text.split_inclusive(is_end) {
            let end = start + run.trim_end_matches(is_end).len();
            self.add(Span::new(start, end), false);
            // The padding of base64.
            let behind = &self.text[end..chunk.end];
            let padding = behind.len() - behind.trim_start_matches('=').len();
            self.add(Span::new(start, end + padding), false);
            start += run.len();
        }
    }

    /// Adds what is inside of quotes, brackets and punctuation.
    fn trimmed(&mut self, span: Span, is_alone: bool) {
        const AROUND: &[char] = &[
            '"', '\'', '`', '<', '>', '(', ')', '[', ']', '{', '}', ',', ';', '=', ':', '“', '”',
        ];
        let text = span.of(self.text);
        let inner = text.trim_start_matches(AROUND);
        let start = span.end - inner.len();
        let length = inner.trim_end_matches(AROUND).len();
        self.add(Span::new(start, start + length), is_alone);
    }

    fn add(&mut self, span: Span, is_alone: bool) {
        let word = span.of(self.text);
        let may_be_short = SHORT.contains(&word.len());
        if !LENGTHS.contains(&word.len()) && !may_be_short || self.known.contains(word) {
            return;
        }
        let is_called = self.is_called(span.start);
        if may_be_short && !is_alone && !is_called || self.taken.overlap(span) || is_elsewhere(word)
        {
            return;
        }
        let has = |is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
        let is_mixed = has(u8::is_ascii_alphabetic) && has(u8::is_ascii_digit);
        let rank = match word {
            _ if is_called => Rank::Called,
            _ if has_form_of_secret(word) => Rank::Form,
            _ if is_mixed => Rank::Mixed,
            _ => Rank::Any,
        };
        let is_long = LENGTHS.contains(&word.len());
        let is_likely = rank == Rank::Form || is_called && is_long && is_mixed;
        self.known.insert(word);
        self.found.push((rank, Word { span, is_likely }));
    }

    /// Whether the words before this place say that a secret follows: `secret: `, `JWT_SECRET=`, `the secret is `.
    fn is_called(&self, at: usize) -> bool {
        const SIGNS: &[char] = &[' ', '\t', ':', '=', '"', '\'', '`', '：', '>', '<'];
        let start = self.text.ceil_char_boundary(at.saturating_sub(40));
        let before = self.text[start..at].trim_end_matches(SIGNS);
        let before = before
            .strip_suffix(" is")
            .unwrap_or(before)
            .trim_end_matches(SIGNS);
        // `JWT_SECRET_KEY`, `secret-key`, `secretKey`
        let is_key = |name: &&str| name.len() >= 3 && name.is_char_boundary(name.len() - 3);
        let key = Some(before)
            .filter(is_key)
            .map(|name| name.split_at(name.len() - 3));
        let name = match key {
            Some((name, key)) if key.eq_ignore_ascii_case("key") => {
                name.trim_end_matches(['_', '-', '.'])
            }
            _ => before,
        };
        let name = name.as_bytes();
        ["secret", "password", "passwd"].into_iter().any(|word| {
            let from = name.len().checked_sub(word.len());
            from.is_some_and(|from| name[from..].eq_ignore_ascii_case(word.as_bytes()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::text::span::Places;

    #[test]
    fn finds_the_value_behind_any_name() {
        const SECRET: &str = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";
        for text in [
            "secret: {}",
            "Secret = '{}'",
            "JWT_SECRET={}",
            "JWT_SECRET_KEY={}",
            "jwt.secret-key={}",
            "secretKey: '{}'",
            "APIkey:{}",
            "{\"apiKey\":\"k\",\"secret\":\"{}\"}",
            "the secret is {}.",
            "password: {},",
            "SECRET_KEY=\"{}\"",
            "密钥：{}",
            "key=K secret={}",
            "api.key=K&x={}&y=1",
            "{}",
        ] {
            let text = text.replace("{}", SECRET);
            let words = find(&text, &Places::new(Vec::new()));
            let mut words = words.iter().map(|word| word.span.of(&text));
            assert!(words.any(|word| word == SECRET), "{text}");
        }
    }

    #[test]
    fn keeps_punctuation_of_a_word_as_a_whole() {
        let text = "secret: 'p@ss!word$with%16#'\nabcdefghijklmnopqr==\n";
        let words = find(text, &Places::new(Vec::new()));
        let words: Vec<_> = words.iter().map(|word| word.span.of(text)).collect();
        assert!(words.contains(&"p@ss!word$with%16#"), "{words:?}");
        assert!(words.contains(&"abcdefghijklmnopqr=="), "{words:?}");
    }
}
