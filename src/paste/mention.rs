//! Tells an answer that was given from one that is only spoken of: in a comment, a table, or a sentence that explains it.

use crate::text::Span;

/// The beginnings of lines that are comments, headings or rows of a table.
const REMARKS: [&str; 8] = ["//", "/*", "* ", "<!--", "--", "# ", "##", "|"];

/// What precedes an answer in a sentence or code about it, in lower case.
const BEFORE: [&str; 14] = [
    "if ",
    "when ",
    "e.g. ",
    "such as ",
    "means ",
    "returns ",
    "like ",
    "or ",
    "includes(",
    "== ",
    "case ",
    "expect",
    "assert",
    "如果",
];

/// What follows an answer in a sentence about it.
const AFTER: [&str; 12] = [
    " means", " is ", " when", " if ", " says", ": the ", ": your ", " — ", " – ", " - ", " → ",
    " -> ",
];

/// How far before an answer such a word may be, in bytes.
const NEAR: usize = 40;

/// Whether the text at this place is only spoken of.
pub fn is_mention(text: &str, span: Span) -> bool {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..]
        .find('\n')
        .map_or(text.len(), |at| span.end + at);
    let (before, after) = (&text[start..span.start], &text[span.end..end]);
    let begins = before.trim_start();
    let is_remark = REMARKS.into_iter().any(|mark| begins.starts_with(mark));
    let is_quoted = before.ends_with('`') && after.starts_with('`');
    let words = |text: &str| {
        text.split_whitespace()
            .filter(|word| word.len() > 1)
            .count()
    };
    let is_in_sentence = is_quoted && words(before) + words(after) > 2;
    let mut near = before.len().saturating_sub(NEAR);
    while !before.is_char_boundary(near) {
        near += 1;
    }
    let near = before[near..].to_ascii_lowercase();
    let is_named = BEFORE.into_iter().any(|word| {
        near.rfind(word).is_some_and(|at| {
            let is_word = |before: &str| !before.ends_with(|c: char| c.is_ascii_alphanumeric());
            is_word(&near[..at])
        })
    });
    let after = after.trim_start_matches(['`', '"', '\'', '”', '*']);
    let is_explained = AFTER.into_iter().any(|words| after.starts_with(words)) && words(after) > 2;
    is_remark || is_in_sentence || is_named || is_explained
}

#[cfg(test)]
mod tests {
    use super::is_mention;
    use crate::text::Span;

    fn mentions(text: &str) -> bool {
        let answer = "invalid API key";
        let start = text.find(answer).unwrap();
        is_mention(text, Span::new(start, start + answer.len()))
    }

    #[test]
    fn a_text_that_is_explained_is_no_answer() {
        for text in [
            "// the server says invalid API key",
            "| invalid API key | unknown key |",
            "- `invalid API key`: check the dashboard first",
            "If you see invalid API key, look at the dashboard.",
            "invalid API key means that the server does not know it",
            "if (error.message.includes(\"invalid API key\")) {",
            "### invalid API key",
        ] {
            assert!(mentions(text), "{text}");
        }
    }

    #[test]
    fn a_text_that_was_given_is_an_answer() {
        for text in [
            "ConnectionError: could not establish signal connection: invalid API key",
            "HTTP/1.1 401 Unauthorized\n\ninvalid API key",
            "{\"status\": 401, \"error\": \"invalid API key\"}",
            "engine: signal failure: client error: 401 Unauthorized - invalid API key",
            "我遇到了这个错误：invalid API key",
            "livekit-1  | 2026-11-24T10:41:07Z WARN error handling request {\"error\": \"invalid API key\"}",
        ] {
            assert!(!mentions(text), "{text}");
        }
    }
}
