//! Every known error text of LiveKit's servers, clients and SDKs gets the meaning that its source gives it.

use serde_json::Value;

use crate::common::diagnose_now;

#[test]
fn every_text_has_its_meaning() {
    let mut missing = Vec::new();
    for line in include_str!("../vectors/error-strings.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = row["text"].as_str().unwrap();
        let report = diagnose_now(text);
        let code = report.findings.first().map(|finding| finding.code.name());
        if code != row["code"].as_str() {
            missing.push(format!("{}: {code:?} of {text:?}", row["row"]));
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}
