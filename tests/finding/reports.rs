//! Pastes as people leave them, from public reports or made after their kind: each gets its outcome, and its cause first.

use serde_json::Value;
use why401::{NumericDate, diagnose};

#[test]
fn every_report_gets_its_cause_first() {
    let mut wrong = Vec::new();
    for row in include_str!("../vectors/reports.jsonl").lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        let text = row["text"].as_str().unwrap();
        let report = diagnose(text, NumericDate(row["now"].as_f64().unwrap()));
        let code = report.findings.first().map(|finding| finding.code.name());
        let outcome = format!("{:?}", report.verdict.outcome).to_lowercase();
        if code != row["code"].as_str() || outcome != row["outcome"] {
            wrong.push(format!("{}: {outcome}, {code:?}", row["id"]));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
