//! The rules of plain English that a program can check, for every sentence in the snapshots.

use why401::report::{Part, Report};

use crate::cases::{Case, FAMILIES};
use crate::prose;

/// The longest headline, in characters.
const HEADLINE: usize = 90;

/// A name of the paste counts as no more characters than this.
const NAME: usize = 20;

/// Words that are translated, not English, or of no use to the reader.
const NEVER: [&str; 20] = [
    "whoever",
    "whatever",
    "anew",
    "stands for",
    "stand for",
    "takes for",
    "likewise",
    "otherwise",
    "word it so",
    "of anybody",
    "so long can",
    "beside",
    "made to live",
    "nothing known in them",
    "it is so",
    "is the one of",
    "look whether",
    "takes them",
    "something",
    "I am",
];

/// What a fix may begin with: an imperative, or a condition before one.
const IMPERATIVES: [&str; 65] = [
    "Accept", "Add", "Convert", "Decrypt", "Revoke", "Allow", "Await", "Call", "Check", "Choose",
    "Compare", "Compute", "Connect", "Copy", "Correct", "Create", "Decode", "Divide", "Encode",
    "Enter", "Find", "Give", "If", "Join", "Keep", "Let", "Load", "Log", "Look", "Make", "Measure",
    "Open", "Pass", "Paste", "Point", "Print", "Put", "Raise", "Read", "Remove", "Rename",
    "Replace", "Request", "Rotate", "Run", "Save", "Send", "Set", "Sign", "Start", "Stop", "Swap",
    "Sync", "Take", "Trim", "Try", "Turn", "Type", "Unwrap", "Update", "Use", "Verify", "Wait",
    "Write", "Export",
];

/// The words of a message: code is `x`, so that nothing of it is judged.
fn words(message: &[Part]) -> String {
    let word = |part: &Part| match part {
        Part::Text { text } => text.to_string(),
        Part::Code { .. } => "x".to_owned(),
        Part::Instant { .. } | Part::Duration { .. } => "0 s".to_owned(),
    };
    message.iter().map(word).collect()
}

/// How many characters of a page a message takes.
fn length(message: &[Part], paste: &str) -> usize {
    let characters = |part: &Part| match part {
        Part::Text { text } => text.chars().count(),
        Part::Code { text } => {
            let count = text.chars().count();
            let is_name = paste.contains(&**text);
            if is_name { count.min(NAME) } else { count }
        }
        Part::Instant { .. } => "2026-11-24 10:44:03 UTC".len(),
        Part::Duration { seconds } => prose::duration(*seconds).len(),
    };
    message.iter().map(characters).sum()
}

/// What is wrong with the headline of a case.
fn fault_of_headline(case: &Case, headline: &[Part]) -> Option<String> {
    let words = words(headline);
    let length = length(headline, &case.paste);
    let colons = words.matches(": ").count();
    match () {
        () if length > HEADLINE => Some(format!("{length} characters")),
        () if colons > 1 => Some("several colons".to_owned()),
        () if !words.ends_with('.') => Some("no full stop".to_owned()),
        () => fault_of_subject(&words),
    }
}

/// A sentence on its own names its subject.
fn fault_of_subject(words: &str) -> Option<String> {
    let is_unnamed = ["It ", "Its ", "They ", "He "]
        .iter()
        .any(|it| words.starts_with(it));
    is_unnamed.then(|| "a pronoun without a noun".to_owned())
}

/// What is wrong with a fix.
fn fault_of_fix(fix: &[Part]) -> Option<String> {
    let words = words(fix);
    let (first, _) = words.split_once(' ').unwrap_or((&words, ""));
    let is_command = fix.is_empty() || first == "x" || IMPERATIVES.contains(&first);
    (!is_command).then(|| "no imperative at its beginning".to_owned())
}

/// What is wrong with the words of any message.
fn fault_of_words(message: &[Part]) -> Option<String> {
    let words = words(message);
    let lower = words.to_lowercase();
    let is_word = |never: &&&str| {
        let never = never.to_lowercase();
        format!(" {lower} ")
            .replace(['.', ',', ':', ';'], " ")
            .contains(&format!(" {never} "))
    };
    if let Some(never) = NEVER.iter().find(is_word) {
        return Some(format!("it says {never:?}"));
    }
    if words.contains(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']) {
        return Some("curly quotes".to_owned());
    }
    let mut pairs = lower.split(' ').zip(lower.split(' ').skip(1));
    pairs
        .find(|(one, next)| one == next && *one != "x")
        .map(|(one, _)| format!("{one:?} twice"))
}

fn faults(case: &Case, report: &Report) -> Vec<String> {
    let verdict = &report.verdict;
    let mut faults = Vec::new();
    let mut note = |message: &[Part], fault: Option<String>| {
        faults.extend(fault.map(|fault| {
            let message = prose::message_text(message, case.known.now.0);
            format!("{}: {fault}: {message}", case.name)
        }));
    };
    note(&verdict.message, fault_of_headline(case, &verdict.message));
    let findings = report.findings.iter();
    let candidates = report.candidates.iter();
    let sentences: Vec<_> = (findings.clone().map(|finding| &finding.message))
        .chain(candidates.clone().map(|candidate| &candidate.message))
        .collect();
    let fixes: Vec<_> = [&verdict.fix]
        .into_iter()
        .chain(findings.map(|finding| &finding.fix))
        .chain(candidates.map(|candidate| &candidate.check))
        .chain(&report.next)
        .collect();
    for sentence in &sentences {
        note(sentence, fault_of_subject(&words(sentence)));
    }
    for fix in &fixes {
        note(fix, fault_of_fix(fix));
    }
    for message in [&verdict.message].into_iter().chain(sentences).chain(fixes) {
        note(message, fault_of_words(message));
    }
    faults
}

#[test]
fn every_sentence_is_plain_and_every_headline_short() {
    let mut all = Vec::new();
    for (family, cases) in FAMILIES {
        for case in cases() {
            let faults = faults(&case, &case.report());
            all.extend(faults.into_iter().map(|fault| format!("{family}: {fault}")));
        }
    }
    assert!(all.is_empty(), "{}\n{}", all.len(), all.join("\n"));
}
