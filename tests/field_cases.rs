//! Public reports of failed LiveKit connections with a known cause: the diagnosis never claims another cause with
//! certainty. `cargo test --test field_cases -- --nocapture` prints the table.

use std::ops::Range;

use serde_json::Value;
use why401::diagnose;
use why401::report::{Outcome, Report};
use why401::text::NumericDate;

struct Case(Value);

impl Case {
    fn text(&self, member: &str) -> &str {
        self.0[member].as_str().unwrap_or_default()
    }

    /// The reporter's material: the error, the rest of the paste, the token.
    fn paste(&self) -> String {
        ["error_text", "pasted", "token"]
            .map(|member| self.text(member))
            .join("\n")
    }

    /// Noon of its day, if the report has a date.
    fn date(&self) -> NumericDate {
        let number = |at: Range<usize>| self.text("date").get(at)?.parse::<u32>().ok();
        let noon = || {
            NumericDate::from_utc(
                number(0..4)?.into(),
                number(5..7)?,
                number(8..10)?,
                12,
                0,
                0,
            )
        };
        noon().unwrap_or(NumericDate(1_795_521_600.0))
    }
}

/// The quality of the diagnosis.
#[derive(Debug, PartialEq)]
enum Fate {
    /// The first cause that it names is the right one.
    First,
    /// It names the right cause among others.
    Among,
    /// It claims nothing, and does not list the right cause.
    Undecided,
    /// It claims another cause.
    Wrong,
}

fn fate(reported: &Case, report: &Report) -> Fate {
    let cause = reported.text("cause_class");
    let first = report.findings.first();
    let is_among = report
        .findings
        .iter()
        .any(|finding| finding.cause.name() == cause)
        || report
            .candidates
            .iter()
            .any(|candidate| candidate.cause.name() == cause);
    match first {
        Some(finding) if finding.cause.name() == cause => Fate::First,
        _ if is_among => Fate::Among,
        Some(finding) if finding.certain || report.verdict.outcome != Outcome::Unknown => {
            Fate::Wrong
        }
        _ => Fate::Undecided,
    }
}

#[test]
fn no_report_is_explained_wrongly() {
    let cases: Vec<Case> = include_str!("vectors/field-cases.jsonl")
        .lines()
        .map(|line| Case(serde_json::from_str(line).unwrap()))
        .collect();
    let mut fates = Vec::new();
    for case in &cases {
        let report = diagnose(&case.paste(), case.date());
        let fate = fate(case, &report);
        let first = report
            .findings
            .first()
            .map_or("-", |finding| finding.code.name());
        println!(
            "{:<10} {:<27} {:<22} {} candidates  {}",
            format!("{fate:?}"),
            case.text("cause_class"),
            first,
            report.candidates.len(),
            case.text("id")
        );
        let helps =
            fate != Fate::Undecided || report.next.is_some() || !report.candidates.is_empty();
        assert!(helps, "{}: neither decided nor helped on", case.text("id"));
        fates.push(fate);
    }
    let count = |fate: Fate| fates.iter().filter(|other| **other == fate).count();
    let (first, among, undecided) = (
        count(Fate::First),
        count(Fate::Among),
        count(Fate::Undecided),
    );
    println!(
        "{first} first, {among} among what may be, {undecided} undecided, {} wrong",
        count(Fate::Wrong)
    );
    assert_eq!(count(Fate::Wrong), 0);
    assert!(among * 10 >= (among + undecided) * 9);
    for (case, fate) in cases.iter().zip(&fates) {
        if case.text("evidence") == "error_text_decides" {
            assert_eq!(*fate, Fate::First, "{}", case.text("id"));
        }
    }
}
