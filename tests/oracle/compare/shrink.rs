//! Makes a token smaller as long as a condition still holds.

use std::cmp::Reverse;

use crate::recipe::{Encoding, Recipe};

/// The maximum number of smaller tokens to try.
const TRIES: usize = 6000;

/// The smallest recipe found for which `holds`, as it does for `recipe`.
pub fn shrink(recipe: Recipe, holds: impl FnMut(&Recipe) -> bool) -> Recipe {
    let mut search = Search {
        best: recipe,
        holds,
        tries: 0,
    };
    loop {
        let before = search.best.clone();
        search.form();
        search.text(|recipe| &mut recipe.payload);
        search.text(|recipe| &mut recipe.header);
        search.text(|recipe| &mut recipe.pattern);
        if search.best == before || search.tries >= TRIES {
            return search.best;
        }
    }
}

struct Search<F> {
    best: Recipe,
    holds: F,
    tries: usize,
}

impl<F: FnMut(&Recipe) -> bool> Search<F> {
    /// Keeps the candidate if it is different and the condition still holds.
    fn take(&mut self, candidate: Recipe) -> bool {
        if candidate == self.best || self.tries >= TRIES {
            return false;
        }
        self.tries += 1;
        let holds = (self.holds)(&candidate);
        if holds {
            self.best = candidate;
        }
        holds
    }

    /// Everything but the texts becomes standard.
    fn form(&mut self) {
        let usual = Recipe::plain(
            br#"{"alg":"HS256"}"#.to_vec(),
            b"{}".to_vec(),
            &self.best.secret,
        );
        self.take(Recipe {
            payload: self.best.payload.clone(),
            ..usual.clone()
        });
        self.take(Recipe {
            header: usual.header.clone(),
            ..self.best.clone()
        });
        self.take(Recipe {
            pattern: usual.pattern.clone(),
            ..self.best.clone()
        });
        self.take(Recipe {
            edits: Vec::new(),
            ..self.best.clone()
        });
        self.take(Recipe {
            segment_edits: Vec::new(),
            ..self.best.clone()
        });
        self.take(Recipe {
            hash: usual.hash,
            ..self.best.clone()
        });
        self.take(Recipe {
            over: usual.over,
            ..self.best.clone()
        });
        self.take(Recipe {
            fault: usual.fault,
            ..self.best.clone()
        });
        for segment in 0..3 {
            let mut encodings = self.best.encodings;
            encodings[segment] = Encoding::Url;
            self.take(Recipe {
                encodings,
                ..self.best.clone()
            });
        }
        for at in (0..self.best.edits.len()).rev() {
            let mut smaller = self.best.clone();
            smaller.edits.remove(at);
            self.take(smaller);
        }
        for at in (0..self.best.segment_edits.len()).rev() {
            let mut smaller = self.best.clone();
            smaller.segment_edits.remove(at);
            self.take(smaller);
        }
    }

    /// One of the texts: removes members and elements, makes values smaller, and removes any bytes that do not matter.
    fn text(&mut self, text: fn(&mut Recipe) -> &mut Vec<u8>) {
        let cut = |this: &mut Self, start: usize, end: usize, put: &[u8]| {
            let mut smaller = this.best.clone();
            let within = end <= text(&mut smaller).len();
            if within {
                text(&mut smaller).splice(start..end, put.iter().copied());
            }
            within && this.take(smaller)
        };
        let mut at = 0;
        while let Some(&(start, end)) = items(text(&mut self.best.clone())).get(at) {
            if !cut(self, start, end, b"") {
                at += 1;
            }
        }
        for (start, end) in values(text(&mut self.best.clone())).into_iter().rev() {
            for put in [&b"0"[..], b"\"\"", b"[]", b"{}", b"null"] {
                if put.len() < end - start && cut(self, start, end, put) {
                    break;
                }
            }
        }
        let mut length = text(&mut self.best.clone()).len() / 2;
        while length > 0 {
            let mut start = 0;
            while start + length <= text(&mut self.best.clone()).len() {
                if !cut(self, start, start + length, b"") {
                    start += length;
                }
            }
            length /= 2;
        }
    }
}

/// Members and elements with one of their commas, outer ones first.
fn items(text: &[u8]) -> Vec<(usize, usize)> {
    let mut items = Vec::new();
    let mut starts = Vec::new();
    scan(text, |at, byte| match byte {
        b'{' | b'[' => starts.push(at + 1),
        b',' => {
            if let Some(start) = starts.last_mut() {
                items.push((*start, at + 1));
                *start = at + 1;
            }
        }
        b'}' | b']' => {
            if let Some(start) = starts.pop() {
                let comma = usize::from(text[..start].last() == Some(&b','));
                items.push((start - comma, at));
            }
        }
        _ => {}
    });
    items.retain(|(start, end)| start < end);
    items.sort_by_key(|(start, end)| Reverse(end - start));
    items
}

/// Values after a colon or in an array.
fn values(text: &[u8]) -> Vec<(usize, usize)> {
    let mut values = Vec::new();
    let mut starts = Vec::new();
    scan(text, |at, byte| match byte {
        b'{' | b'[' => starts.push(at + 1),
        b':' => {
            if let Some(start) = starts.last_mut() {
                *start = at + 1;
            }
        }
        b',' => {
            if let Some(start) = starts.last_mut() {
                values.push((*start, at));
                *start = at + 1;
            }
        }
        b'}' | b']' => {
            if let Some(start) = starts.pop() {
                values.push((start, at));
            }
        }
        _ => {}
    });
    values
}

/// Calls `see` for every byte outside strings.
fn scan(text: &[u8], mut see: impl FnMut(usize, u8)) {
    let mut in_string = false;
    let mut escaped = false;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if !in_string => see(at, byte),
            _ => {}
        }
    }
}
