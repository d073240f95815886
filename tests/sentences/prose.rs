//! Reports as text that reads like prose: one fact per line.

use std::fmt::Write;

use serde::Serialize;
use why401::report::{Answer, Outcome, Part, Report, SlotState, Slots, StepState};

use crate::cases::Case;

/// One block for each case. Neighbors with the same text share one.
pub fn write(cases: &[Case]) -> String {
    let mut text = String::new();
    let mut last = String::new();
    for case in cases {
        let said = report(&case.report(), case.known.now.0);
        if said != last {
            text.push_str(&last);
            last = said;
            text.push('\n');
        }
        writeln!(text, "## {}", case.name).unwrap();
        text.push_str(&paste(&case.paste));
        for later in &case.later {
            text.push_str("  later:\n");
            text.push_str(&paste(later));
        }
    }
    text + &last
}

/// The most lines of a paste that are shown, and how many of one that has more.
const LINES: (usize, usize) = (100, 6);

/// The paste, line by line: long tokens are cut, and invisible characters are written as escapes.
fn paste(text: &str) -> String {
    let mut shown = String::new();
    let lines = text.split('\n').count();
    let first = if lines > LINES.0 { LINES.1 } else { lines };
    for line in text.split('\n').take(first) {
        writeln!(shown, "  | {}", visible(&shortened(line))).unwrap();
    }
    if first < lines {
        writeln!(shown, "  | … {} more lines", lines - first).unwrap();
    }
    shown
}

fn visible(line: &str) -> String {
    let one = |c: char| match c {
        '\u{20}'..='\u{7e}' => c.to_string(),
        c if c.is_alphanumeric() || "…–—“”‘’•→│".contains(c) => c.to_string(),
        c => c.escape_default().to_string(),
    };
    line.chars().map(one).collect()
}

/// Shortens tokens to their first and last characters, and other long texts to their beginning.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 400;
    let of_token = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("eyJ") {
        let (before, found) = rest.split_at(at);
        let length = found.find(|c| !of_token(c)).unwrap_or(found.len());
        let (token, after) = found.split_at(length);
        shown += before;
        if token.len() > 60 {
            write!(shown, "{}…{}", &token[..12], &token[token.len() - 6..]).unwrap();
        } else {
            shown += token;
        }
        rest = after;
    }
    shown += rest;
    match shown.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &shown[..at]),
        None => shown,
    }
}

/// Every sentence in a report.
fn report(report: &Report, now: f64) -> String {
    let mut text = String::new();
    let mut line = |words: String| writeln!(text, "{words}").unwrap();
    let say = |message: &[Part]| message_text(message, now);
    for token in &report.tokens {
        let times = [("iat", token.iat), ("nbf", token.nbf), ("exp", token.exp)];
        let told = times.iter().filter_map(|(name, at)| Some((name, (*at)?)));
        let told: Vec<_> = told
            .map(|(name, at)| format!("{name} {}", instant(at, now)))
            .collect();
        if !told.is_empty() {
            line(format!("token: {}", told.join(", ")));
        }
        for defect in &token.defects {
            line(format!("defect: {}", say(&defect.message)));
        }
    }
    let outcome = match report.verdict.outcome {
        Outcome::Accepts => "accepts",
        Outcome::Refuses => "refuses",
        Outcome::Depends => "depends",
        Outcome::Unknown => "unknown",
    };
    let sure = if report.verdict.certain {
        ""
    } else {
        ", likely"
    };
    let tone = words_of(&report.verdict.tone);
    line(format!("[{}] ({tone}{sure})", report.verdict.pill));
    line(format!("{outcome}: {}", say(&report.verdict.message)));
    if !report.verdict.fix.is_empty() {
        line(format!("fix: {}", say(&report.verdict.fix)));
    }
    for snippet in &report.verdict.snippets {
        line(format!("{}: `{}`", snippet.sdk, visible(&snippet.code)));
    }
    for check in &report.checks {
        let (id, state) = (words_of(&check.id), words_of(&check.state));
        line(format!("{id} {state}: {}", say(&check.value)));
        if !check.reason.is_empty() {
            line(format!("  {}", say(&check.reason)));
        }
    }
    let Slots {
        token,
        secret,
        key,
        server,
        error,
        code,
    } = &report.slots;
    let slots = [token, secret, key, server, error, code];
    let slots = slots.iter().filter(|slot| slot.state != SlotState::Empty);
    for slot in slots {
        line(format!(
            "slot {}: {}",
            words_of(&slot.state),
            visible(&slot.label)
        ));
    }
    for finding in &report.findings {
        let said = if finding.said { ", said" } else { "" };
        let certain = if finding.certain { "certain" } else { "likely" };
        line(format!(
            "{} ({}, {certain}{said})",
            finding.code.name(),
            finding.cause.name()
        ));
        line(format!("  says: {}", say(&finding.message)));
        if !finding.fix.is_empty() {
            line(format!("  fix: {}", say(&finding.fix)));
        }
    }
    for candidate in &report.candidates {
        line(format!(
            "may be {}: {}",
            candidate.cause.name(),
            say(&candidate.message)
        ));
        line(format!("  check: {}", say(&candidate.check)));
    }
    if let Some(next) = &report.next {
        line(format!("next: {}", say(next)));
    }
    if let Some(newest) = report.answers.first() {
        line(answer(newest));
    }
    if let Some(cloud) = &report.cloud {
        let told = if cloud.told { ", which was asked" } else { "" };
        line(format!("LiveKit Cloud{told}: {}", cloud.status));
    }
    if let Some(step) = report
        .steps
        .iter()
        .find(|step| step.state == StepState::Fails)
    {
        line(format!("stops at: {}", step.name));
    }
    text
}

/// The name of a value in the report.
fn words_of(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap();
    value.as_str().unwrap().replace('_', " ")
}

fn answer(answer: &Answer) -> String {
    let sure = if answer.exact { "" } else { ", likely" };
    format!(
        "{} answers{sure}: {} {}",
        answer.since,
        answer.status,
        visible(&shortened(&answer.body))
    )
}

/// A message: code between back-ticks, times in brackets.
pub fn message_text(message: &[Part], now: f64) -> String {
    let part = |part: &Part| match part {
        Part::Text { text } => text.replace('\n', "⏎"),
        Part::Code { text } => format!("`{}`", visible(text)),
        Part::Instant { at } => format!("[{}]", instant(*at, now)),
        Part::Duration { seconds } => format!("[{}]", duration(*seconds)),
    };
    message.iter().map(part).collect()
}

fn instant(at: f64, now: f64) -> String {
    let ahead = at - now;
    match () {
        () if at.abs() < 1e8 => format!("{at}"),
        () if ahead == 0.0 => "now".to_owned(),
        () if ahead > 0.0 => format!("now + {}", duration(ahead)),
        () => format!("now - {}", duration(-ahead)),
    }
}

pub fn duration(seconds: f64) -> String {
    let mut rest = seconds;
    let mut words = Vec::new();
    for (unit, name) in [(86_400.0, "d"), (3600.0, "h"), (60.0, "min")] {
        let count = (rest / unit).floor();
        if count > 0.0 {
            words.push(format!("{count} {name}"));
            rest -= count * unit;
        }
    }
    let rest = (rest * 1000.0).round() / 1000.0;
    if rest > 0.0 || words.is_empty() {
        words.push(format!("{rest} s"));
    }
    words.join(" ")
}
