//! Tells an answer that was given from one that is only spoken of: in a comment, a table, code, or a sentence about it.

use std::sync::LazyLock;

use crate::text::{Needles, Span, lines};

/// How a text is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention {
    /// In a comment, a table or code: nobody got this answer.
    Remark,
    /// In a sentence: it may explain the answer, or report it.
    Sentence,
}

/// The beginnings of lines that are comments or rows of a table.
const REMARKS: [&str; 6] = ["//", "/*", "* ", "<!--", "-- ", "|"];

/// How a comment begins, in lower case, that tells what the code printed: `// -> invalid API key`.
const OUTPUTS: [&str; 9] = [
    "->",
    "=>",
    "→",
    "error:",
    "connectionerror:",
    "uncaught",
    "console",
    "output:",
    "got ",
];

/// Code around a text that it looks for, in lower case.
const CODE: [&str; 8] = [
    "includes(",
    "contains(",
    "== ",
    "case ",
    "expect(",
    "assert(",
    "assert ",
    "startswith(",
];

/// What precedes an answer in a sentence about it, in lower case.
const BEFORE: [&str; 9] = [
    "if ", "when ", "e.g. ", "such as ", "means ", "returns ", "like ", "or ", "如果",
];

static WORDS: LazyLock<Needles> =
    LazyLock::new(|| Needles::ignoring_case(CODE.into_iter().chain(BEFORE)));

/// What follows an answer in a sentence about it.
const AFTER: [&str; 12] = [
    " means", " is ", " when", " if ", " says", ": the ", ": your ", " — ", " – ", " - ", " → ",
    " -> ",
];

/// How far before an answer such a word may be, in bytes.
const NEAR: usize = 40;

/// How the text at this place is spoken of; `None` if it was given.
pub fn mention(text: &str, span: Span) -> Option<Mention> {
    let line = lines::around(text, span);
    let (before, after) = (&text[line.start..span.start], &text[span.end..line.end]);
    let near = before.ceil_char_boundary(before.len().saturating_sub(NEAR));
    // Before most answers there is none of these words.
    let near = match WORDS.find_from(&before[near..], 0) {
        Some(_) => before[near..].to_ascii_lowercase(),
        None => String::new(),
    };
    let has = |word: &str| {
        near.rfind(word).is_some_and(|at| {
            let is_inside = near[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            // After a colon, a program tells what happened: `failed when joining: …`.
            let is_report = near[at + word.len()..].contains(": ");
            !(is_report || is_inside && word.starts_with(|c: char| c.is_ascii_alphanumeric()))
        })
    };
    let begins = before.trim_start();
    if begins.strip_prefix("//").is_some_and(is_output) {
        return Some(Mention::Sentence);
    }
    if REMARKS.into_iter().any(|mark| begins.starts_with(mark))
        || !near.is_empty() && CODE.into_iter().any(|word| near.contains(word))
    {
        return Some(Mention::Remark);
    }
    let words = |text: &str| {
        text.split_whitespace()
            .filter(|word| word.len() > 1)
            .count()
    };
    let is_quoted = before.ends_with('`') && after.starts_with('`');
    let after = after.trim_start_matches(['`', '"', '\'', '”', '*']);
    let marker = begins.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_in_list = ["- ", "• ", ". ", ") "]
        .into_iter()
        .any(|mark| marker.starts_with(mark));
    let is_item = is_in_list && after.starts_with(": ") && words(after) > 2;
    let is_explained = AFTER.into_iter().any(|words| after.starts_with(words)) && words(after) > 2;
    let is_sentence = begins.starts_with('#')
        || is_quoted && words(before) + words(after) > 1
        || is_explained
        || is_item
        || !near.is_empty() && BEFORE.into_iter().any(has);
    is_sentence.then_some(Mention::Sentence)
}

/// Whether a comment up to an answer tells what was printed.
fn is_output(comment: &str) -> bool {
    let comment = comment.trim_start();
    let mut outputs = OUTPUTS.iter();
    outputs.any(|output| {
        let start = comment.as_bytes().get(..output.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(output.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::{Mention, mention};
    use crate::text::Span;

    fn of(text: &str) -> Option<Mention> {
        let answer = "invalid API key";
        let start = text.find(answer).unwrap();
        mention(text, Span::new(start, start + answer.len()))
    }

    #[test]
    fn a_text_in_a_comment_or_in_code_is_a_remark() {
        for text in [
            "// the server says invalid API key",
            "| invalid API key | unknown key |",
            "if (error.message.includes(\"invalid API key\")) {",
            "assert str(error) == \"invalid API key\"",
        ] {
            assert_eq!(of(text), Some(Mention::Remark), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_explained_is_in_a_sentence() {
        for text in [
            "- `invalid API key`: check the dashboard first",
            "1. invalid API key: look it up in the dashboard",
            "If you see invalid API key, look at the dashboard.",
            "invalid API key means that the server does not know it",
            "### invalid API key",
            "// -> invalid API key",
            "  // Error: invalid API key",
        ] {
            assert_eq!(of(text), Some(Mention::Sentence), "{text}");
        }
    }

    #[test]
    fn a_text_that_was_given_is_an_answer() {
        for text in [
            "ConnectionError: could not establish signal connection: invalid API key",
            "HTTP/1.1 401 Unauthorized\n\ninvalid API key",
            "{\"status\": 401, \"error\": \"invalid API key\"}",
            "Error when joining: invalid API key",
            "engine: signal failure: client error: 401 Unauthorized - invalid API key",
            "我遇到了这个错误：invalid API key",
            "livekit-1  | 2026-11-24T10:41:07Z WARN error handling request {\"error\": \"invalid API key\"}",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
