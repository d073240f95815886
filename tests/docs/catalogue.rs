//! Writes every finding as JSON: its code, the texts that show it, and its documentation. The pages about errors are
//! made from it.

use serde_json::{Value, json};
use why401::finding::{Entry, KNOWN, entries};

fn main() {
    let findings: Vec<Value> = entries().map(finding).collect();
    println!("{}", Value::Array(findings));
}

fn finding(Entry { code, doc }: Entry) -> Value {
    let known = KNOWN.into_iter().flatten().find(|known| known.code == code);
    let texts = known.map_or(&[][..], |known| known.texts);
    json!({
        "code": code,
        "texts": texts.iter().map(|text| text.words()).collect::<Vec<_>>(),
        "why": paragraph(doc, "**Why**"),
        "source": paragraph(doc, "**Source**"),
    })
}

/// The paragraph with this title, without line ends.
fn paragraph(doc: &str, title: &str) -> Option<String> {
    let paragraph = doc.split("\n\n").find_map(|paragraph| {
        let text = paragraph.trim().strip_prefix(title)?;
        Some(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
    })?;
    Some(paragraph)
}
