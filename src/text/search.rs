//! Finds and cuts texts: each of these functions is in the page once, where the standard library's are made anew for every
//! kind of pattern, and bring a search for long needles that weighs more than all of them.

/// Where `needle` begins for the first time.
pub fn find(text: &str, needle: &str) -> Option<usize> {
    find_from(text, needle, 0)
}

/// Where `needle` begins for the first time from the byte `start` on.
#[inline(never)]
pub fn find_from(text: &str, needle: &str, start: usize) -> Option<usize> {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let (&first, rest) = needle.split_first()?;
    let mut at = start;
    loop {
        at += text.get(at..)?.iter().position(|byte| *byte == first)? + 1;
        if text[at..].starts_with(rest) {
            return Some(at - 1);
        }
    }
}

/// Whether `needle` stands in the text.
pub fn contains(text: &str, needle: &str) -> bool {
    find(text, needle).is_some()
}

/// What stands before and behind the first `needle`.
#[inline(never)]
pub fn cut<'a>(text: &'a str, needle: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, needle)?;
    Some((head(text, at), tail(text, at + needle.len())))
}

/// What stands before the first `needle`; all of the text if there is none.
pub fn before<'a>(text: &'a str, needle: &str) -> &'a str {
    cut(text, needle).map_or(text, |(before, _)| before)
}

/// What stands before and behind the last `needle`.
#[inline(never)]
pub fn cut_last<'a>(text: &'a str, needle: &str) -> Option<(&'a str, &'a str)> {
    let mut at = find(text, needle)?;
    while let Some(next) = find_from(text, needle, at + 1) {
        at = next;
    }
    Some((head(text, at), tail(text, at + needle.len())))
}

/// The text with every `needle` replaced.
#[inline(never)]
pub fn replace(text: &str, needle: &str, by: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some((before, after)) = cut(rest, needle) {
        replaced.push_str(before);
        replaced.push_str(by);
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// The words of a list in which `|` stands between them. A list of texts would have an address and a length for each.
pub fn words(list: &str) -> Words<'_> {
    Words(list)
}

/// What is left of a list whose words are taken one by one.
pub struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let word = until(self.0, b"|");
        self.0 = tail(self.0, word.len() + 1);
        (!word.is_empty()).then_some(word)
    }
}

/// Whether `word` is one of the [`words`] of a list.
#[inline(never)]
pub fn is_word_of(list: &str, word: &str) -> bool {
    words(list).any(|listed| listed == word)
}

/// Whether the text begins with one of the [`words`] of a list.
#[inline(never)]
pub fn starts_with_any(text: &str, beginnings: &str) -> bool {
    words(beginnings).any(|beginning| text.as_bytes().starts_with(beginning.as_bytes()))
}

/// What follows `beginning`, if the text begins so.
#[inline(never)]
pub fn after<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let begins = text.as_bytes().starts_with(beginning.as_bytes());
    begins.then(|| tail(text, beginning.len()))
}

/// The text without what stands at its start and is one of these ASCII characters.
#[inline(never)]
pub fn trim_start<'a>(text: &'a str, ascii: &[u8]) -> &'a str {
    let rest = text.bytes().position(|byte| !is_in(byte, ascii));
    tail(text, rest.unwrap_or(text.len()))
}

/// The text without what stands at its end and is one of these ASCII characters.
#[inline(never)]
pub fn trim_end<'a>(text: &'a str, ascii: &[u8]) -> &'a str {
    let last = text.bytes().rposition(|byte| !is_in(byte, ascii));
    head(text, last.map_or(0, |last| last + 1))
}

/// The text up to the first of these ASCII characters.
#[inline(never)]
pub fn until<'a>(text: &'a str, ascii: &[u8]) -> &'a str {
    let end = text.bytes().position(|byte| is_in(byte, ascii));
    head(text, end.unwrap_or(text.len()))
}

/// The lines of a text, each with its line feed.
pub fn lines(text: &str) -> Lines<'_> {
    Lines(text)
}

/// What is left of a text whose lines are taken one by one.
pub struct Lines<'a>(&'a str);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let end = find(self.0, "\n").map_or(self.0.len(), |at| at + 1);
        let line = head(self.0, end);
        self.0 = tail(self.0, end);
        (end > 0).then_some(line)
    }
}

/// Whether a byte is one of some. The standard library's `contains` brings a search along that is made for long texts.
#[inline(never)]
#[allow(clippy::manual_contains)]
pub fn is_in(byte: u8, bytes: &[u8]) -> bool {
    bytes.iter().any(|other| *other == byte)
}

/// The text up to the byte `end`; empty where no character ends there.
#[inline(never)]
pub fn head(text: &str, end: usize) -> &str {
    text.get(..end).unwrap_or_default()
}

/// The text from the byte `start` on; empty where no character begins there.
#[inline(never)]
pub fn tail(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{
        after, before, contains, cut, cut_last, find, head, replace, tail, trim_end, trim_start,
        until,
    };

    #[test]
    fn finds_and_cuts() {
        assert_eq!(find("a: b: c", ": "), Some(1));
        assert_eq!(find("ab", "abc"), None);
        assert_eq!(find("abc", ""), None);
        assert!(contains("xabc", "abc"));
        assert_eq!(cut("a: b: c", ": "), Some(("a", "b: c")));
        assert_eq!((before("a: b", ": "), before("ab", ": ")), ("a", "ab"));
        assert_eq!(cut_last("a: b: c", ": "), Some(("a: b", "c")));
        assert_eq!(cut_last("éé", "é"), Some(("é", "")));
        assert_eq!((before("a: b", ": "), before("ab", ": ")), ("a", "ab"));
        assert_eq!(cut_last("a:b", ": "), None);
        assert_eq!((after("é: b", "é:"), after("é", "é:")), (Some(" b"), None));
        assert_eq!(replace("a-b--", "-", "+!"), "a+!b+!+!");
        assert_eq!(trim_start("  é ", b" "), "é ");
        assert_eq!(trim_end(" é,;", b";,"), " é");
        assert_eq!((trim_start("==", b"="), trim_end("==", b"=")), ("", ""));
        assert_eq!((until("é=b", b"=:"), until("é", b"=")), ("é", "é"));
        assert_eq!((head("é!", 2), tail("é!", 2)), ("é", "!"));
        assert_eq!((head("é!", 1), tail("é!", 9)), ("", ""));
    }
}
