//! Keeps JSON valid: only the inside of its strings is replaced, and whole numbers.

use crate::text::json::{Document, Kind, Value};
use crate::text::{Span, order};

/// The strings and the other plain values of a text in JSON, or of its lines that are JSON, in order.
pub(super) struct Json {
    /// The texts that are JSON.
    documents: Vec<Span>,
    /// The insides of strings, and whole numbers.
    values: Vec<(Span, bool)>,
}

impl Json {
    /// Reads a text, or its lines.
    pub(super) fn read(text: &str) -> Self {
        let mut json = Self {
            documents: Vec::new(),
            values: Vec::new(),
        };
        let begins = |text: &str| {
            text.trim_start_matches('\u{feff}')
                .trim_start()
                .starts_with(['{', '[', '"'])
        };
        if begins(text) && json.add(text, 0) {
            return json;
        }
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if begins(line) {
                json.add(line, at);
            }
            at += line.len();
        }
        json
    }

    fn add(&mut self, text: &str, at: usize) -> bool {
        let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
        let Ok(document) = Document::read(text.as_bytes()[skipped..].to_vec()) else {
            return false;
        };
        let at = at + skipped;
        self.documents
            .push(Span::new(at, at + text.len() - skipped));
        let mut values = Vec::new();
        if let Some(root) = document.root() {
            collect(root, &mut values);
        }
        let values = order::sorted(values, |(span, _)| (span.start, 0));
        self.values.extend(
            (values.into_iter())
                .map(|(span, is_string)| (Span::new(span.start + at, span.end + at), is_string)),
        );
        true
    }

    /// The parts of a place that may be replaced, and whether a part needs quotes.
    pub(super) fn parts(&self, span: Span) -> Vec<(Span, bool)> {
        let after = (self.documents).partition_point(|document| document.end <= span.start);
        let documents = self.documents[after..].iter();
        let first = (self.values).partition_point(|(value, _)| value.end <= span.start);
        let mut values = self.values[first..].iter().peekable();
        let mut parts = Vec::new();
        let mut start = span.start;
        for document in documents.take_while(|document| document.start < span.end) {
            if start < document.start {
                parts.push((Span::new(start, document.start), false));
            }
            let end = span.end.min(document.end);
            while let Some((value, is_string)) = values.next_if(|(value, _)| value.start < end) {
                if *is_string {
                    let start = span.start.max(value.start);
                    parts.push((Span::new(start, end.min(value.end)), false));
                } else {
                    parts.push((*value, true));
                }
            }
            start = document.end;
        }
        if start < span.end {
            parts.push((Span::new(start, span.end), false));
        }
        parts
    }
}

fn collect(value: Value, values: &mut Vec<(Span, bool)>) {
    for value in std::iter::once(value).chain(value.inner()) {
        let span = value.span();
        match value.kind() {
            Kind::String => values.push((Span::new(span.start + 1, span.end - 1), true)),
            Kind::Number => values.push((span.into(), false)),
            Kind::Bool | Kind::Null | Kind::Array | Kind::Object => {}
        }
    }
}
