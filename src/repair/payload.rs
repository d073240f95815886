//! A claims set as text, changed member by member: what is not changed stays as it is, byte for byte.

use std::collections::HashSet;

use crate::text::json::{Document, Kind, Value, quote};

/// A claims set that is being changed. It is always a JSON object.
#[derive(Clone)]
pub struct Payload {
    document: Document,
}

impl Payload {
    /// Takes a claims set; `None` if the text is not a JSON object.
    pub fn new(text: &[u8]) -> Option<Self> {
        let document = Document::read(text.to_vec()).ok()?;
        let is_object = document.root()?.kind() == Kind::Object;
        is_object.then_some(Self { document })
    }

    /// The text.
    pub fn text(&self) -> &[u8] {
        self.document.source()
    }

    /// The claims set.
    pub fn root(&self) -> Value<'_> {
        self.document.root().expect("an object was read")
    }

    /// The value at a path of names.
    pub fn value(&self, path: &[&str]) -> Option<Value<'_>> {
        path.iter()
            .try_fold(self.root(), |object, name| object.member(name))
    }

    /// Sets the member at a path to a JSON value, and adds it at the end of its object if it is absent. Objects on the way to it are
    /// added too.
    pub fn set(&mut self, path: &[&str], value: &str) {
        if let Some(found) = self.value(path) {
            let span = found.span();
            self.splice(span.start, span.end, value);
            return;
        }
        let (name, parents) = path.split_last().expect("a path has a name");
        let parent = match self.value(parents) {
            Some(parent) if parent.kind() == Kind::Object => parent,
            // Its parent is absent, or no object: it becomes one.
            _ => return self.set(parents, &format!("{{{}:{value}}}", quote(name))),
        };
        let is_empty = parent.members().next().is_none();
        let end = parent.span().end - 1;
        // A space before the closing brace stays there.
        let last = parent.members().last().map(|(_, value)| value.span().end);
        let comma = if is_empty { "" } else { "," };
        let at = last.unwrap_or(end);
        self.splice(at, at, &format!("{comma}{}:{value}", quote(name)));
    }

    /// Gives the member at a path another name.
    pub fn rename(&mut self, path: &[&str], name: &str) {
        let Some((parent, old)) = self.parent(path) else {
            return;
        };
        let found = parent.members().filter(|(name, _)| name.is_string(old));
        if let Some((written, _)) = found.last() {
            let span = written.span();
            self.splice(span.start, span.end, &quote(name));
        }
    }

    /// Removes the member at a path; of several with this name the last.
    pub fn remove(&mut self, path: &[&str]) {
        let Some((parent, name)) = self.parent(path) else {
            return;
        };
        let members: Vec<_> = parent.members().collect();
        let Some(at) = members.iter().rposition(|(found, _)| found.is_string(name)) else {
            return;
        };
        // With the comma before it; the first with the comma after it.
        let (start, end) = match (at.checked_sub(1), members.get(at + 1)) {
            (Some(before), _) => (members[before].1.span().end, members[at].1.span().end),
            (None, Some((next, _))) => (members[at].0.span().start, next.span().start),
            (None, None) => (members[at].0.span().start, members[at].1.span().end),
        };
        self.splice(start, end, "");
    }

    /// Removes the members that do not count, because one with the same name follows, from the object at a path, if one with this name is
    /// among them. Returns whether one was.
    pub fn remove_repeats(&mut self, path: &[&str], name: &str) -> bool {
        let Some(object) = self.value(path) else {
            return false;
        };
        let members: Vec<_> = object.members().collect();
        if (members.iter().filter(|(found, _)| found.is_string(name))).count() < 2 {
            return false;
        }
        let mut names = HashSet::new();
        let mut counts = vec![true; members.len()];
        for (counts, (name, _)) in counts.iter_mut().zip(&members).rev() {
            *counts = names.insert(name.string().unwrap_or_default());
        }
        let source = self.document.source();
        let mut changed = Vec::with_capacity(source.len());
        let (mut from, mut is_first) = (0, true);
        for (at, (name, value)) in members.iter().enumerate() {
            if counts[at] {
                is_first = false;
                continue;
            }
            // With the comma before it; the first ones with the comma after them. The last member counts.
            let (start, end) = if is_first {
                (name.span().start, members[at + 1].0.span().start)
            } else {
                (members[at - 1].1.span().end, value.span().end)
            };
            changed.extend_from_slice(&source[from..start]);
            from = end;
        }
        changed.extend_from_slice(&source[from..]);
        self.document = Document::read(changed).expect("members were removed with their commas");
        true
    }

    fn parent<'p>(&self, path: &[&'p str]) -> Option<(Value<'_>, &'p str)> {
        let (name, parents) = path.split_last()?;
        Some((self.value(parents)?, name))
    }

    fn splice(&mut self, start: usize, end: usize, with: &str) {
        let source = self.document.source();
        let changed = [&source[..start], with.as_bytes(), &source[end..]].concat();
        self.document = Document::read(changed).expect("a value was replaced by a value");
    }
}

#[cfg(test)]
mod tests {
    use super::Payload;

    fn changed(text: &str, change: impl FnOnce(&mut Payload)) -> String {
        let mut payload = Payload::new(text.as_bytes()).unwrap();
        change(&mut payload);
        String::from_utf8(payload.text().to_vec()).unwrap()
    }

    #[test]
    fn what_is_not_changed_stays_byte_for_byte() {
        let text = r#"{ "b" : 1.50, "a":{"x":[ 1 ]} , "é":"\u00e9" }"#;
        assert_eq!(
            changed(text, |payload| payload.set(&["b"], "2")),
            text.replace("1.50", "2")
        );
        assert_eq!(
            changed(text, |payload| payload.set(&["a", "y"], "true")),
            text.replace("[ 1 ]", r#"[ 1 ],"y":true"#)
        );
        assert_eq!(
            changed(text, |payload| payload.rename(&["a", "x"], "z")),
            text.replace(r#""x""#, r#""z""#)
        );
    }

    #[test]
    fn adds_objects_on_the_way() {
        let set = |text| changed(text, |payload| payload.set(&["video", "roomJoin"], "true"));
        assert_eq!(set("{}"), r#"{"video":{"roomJoin":true}}"#);
        assert_eq!(set(r#"{"video":{}}"#), r#"{"video":{"roomJoin":true}}"#);
        assert_eq!(set(r#"{"video":[]}"#), r#"{"video":{"roomJoin":true}}"#);
    }

    #[test]
    fn removes_with_one_comma() {
        let remove = |text, name| changed(text, |payload| payload.remove(&[name]));
        assert_eq!(remove(r#"{"a":1,"b":2,"c":3}"#, "a"), r#"{"b":2,"c":3}"#);
        assert_eq!(remove(r#"{"a":1,"b":2,"c":3}"#, "b"), r#"{"a":1,"c":3}"#);
        assert_eq!(remove(r#"{"a":1,"b":2,"c":3}"#, "c"), r#"{"a":1,"b":2}"#);
        assert_eq!(remove(r#"{ "a" : 1 }"#, "a"), "{  }");
        assert_eq!(remove(r#"{"a":1}"#, "x"), r#"{"a":1}"#);
        let repeats = r#"{"a":1,"b":2,"a":3}"#;
        let last = changed(repeats, |payload| {
            payload.remove_repeats(&[], "a");
        });
        assert_eq!(last, r#"{"b":2,"a":3}"#);
        let repeats = r#"{ "a":1, "b":2 ,"a":3, "c":0,"b":4 , "a" : 5 }"#;
        let last = changed(repeats, |payload| {
            payload.remove_repeats(&[], "a");
        });
        assert_eq!(last, r#"{ "c":0,"b":4 , "a" : 5 }"#);
    }
}
