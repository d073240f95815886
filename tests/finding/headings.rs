//! The pages about error texts have each text as a heading: typed alone into the box, it gives the finding of its page. What a
//! library below LiveKit's says needs the name of LiveKit before it, as the links of the pages have it.

use serde_json::Value;
use why401::finding::{KNOWN, Text};

use crate::common::diagnose_now;

/// The answers of the server that have pages, as `www/errors.mjs` lists them: code, and texts.
fn answers() -> Vec<(String, Vec<String>)> {
    let source = include_str!("../../www/errors.mjs");
    let (_, list) = source.split_once("const ANSWERS = {").unwrap();
    let (list, _) = list.split_once("};").unwrap();
    let list = format!("{{{}}}", list.trim().trim_end_matches(','));
    let list: serde_json::Map<String, Value> = serde_json::from_str(&list).unwrap();
    let texts = |texts: Value| serde_json::from_value(texts).unwrap();
    (list.into_iter())
        .map(|(code, of_code)| (code, texts(of_code)))
        .collect()
}

#[test]
fn a_heading_gives_the_finding_of_its_page() {
    let known = KNOWN.into_iter().flatten().map(|known| {
        let texts = known.texts.iter().map(|text| match text {
            Text::Below(words) => format!("LiveKit: {words}"),
            text => text.words().to_owned(),
        });
        (known.code.name().to_owned(), texts.collect())
    });
    let mut missing = Vec::new();
    for (code, texts) in known.chain(answers()) {
        for text in texts {
            let report = diagnose_now(&text);
            let first = report.findings.first().map(|first| first.code.name());
            if first != Some(&*code) {
                missing.push(format!("{code}: {first:?} of {text}"));
            }
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}
