//! Headings: lines with the file or environment of the lines after them.

use super::setting::name::ENVIRONMENTS;
use crate::text::{ByteSet, Span, lines};

/// The headings of a text, in its order.
pub struct Headings(Vec<Span>);

/// The characters around the name in a heading: `# .env`, `==> .env <==`, `[staging]`, `"staging": {`, `$ cat .env`.
const DECORATION: ByteSet = ByteSet::of(b" \t\r#=-<>*[](){}/;:$\"'`|~");

/// The endings of the names of settings files.
const EXTENSIONS: [&str; 8] = [
    ".env",
    ".yaml",
    ".yml",
    ".json",
    ".toml",
    ".ini",
    ".conf",
    ".properties",
];

/// A heading has fewer bytes than this, and at most `WORDS` words.
const LENGTH: usize = 60;
const WORDS: usize = 4;

impl Headings {
    /// Reads each line.
    pub fn find(text: &str) -> Self {
        let mut headings = Vec::new();
        let mut start = 0;
        for line in lines::split(text) {
            if line.len() < LENGTH
                && let Some(heading) = name(text, Span::new(start, start + line.len()))
            {
                headings.push(heading);
            }
            start += line.len();
        }
        Self(headings)
    }

    /// The number of headings above this place, and the name of the last one.
    pub fn above<'a>(&self, text: &'a str, at: usize) -> (usize, &'a str) {
        let count = self.0.partition_point(|heading| heading.end <= at);
        let name = count
            .checked_sub(1)
            .map_or("", |last| self.0[last].of(text));
        (count, name)
    }
}

/// The name on a line, if it is a heading.
fn name(text: &str, line: Span) -> Option<Span> {
    let content = line.of(text).trim_ascii();
    let is_decoration = |c: char| u8::try_from(c).is_ok_and(|byte| DECORATION.has(byte));
    let undecorated = content.trim_start_matches(is_decoration);
    let inner = undecorated.trim_end_matches(is_decoration);
    let is_decorated = undecorated.len() < content.len() || content.ends_with([':', '{']);
    let mut found = None;
    let mut count = 0;
    for word in inner.split_ascii_whitespace() {
        count += 1;
        let is_titled = is_decorated || word.as_bytes()[0].is_ascii_uppercase();
        if found.is_none() && (is_file(word) || is_titled && is_environment(word)) {
            found = Some(word);
        }
    }
    let word = found.filter(|_| count == 1 || is_decorated && count <= WORDS)?;
    if content.contains(" = ") || content.contains("process.env") {
        return None;
    }
    let at = line.start + line.of(text).find(word)?;
    Some(Span::new(at, at + word.len()))
}

fn is_file(word: &str) -> bool {
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    let ends = |extension: &&str| word.ends_with(*extension);
    let is_named = word.contains(".env.") || EXTENSIONS.iter().any(ends);
    is_named && word.bytes().all(is_path)
}

fn is_environment(word: &str) -> bool {
    let is_it = |environment: &str| environment.eq_ignore_ascii_case(word);
    ENVIRONMENTS.into_iter().any(is_it)
}

#[cfg(test)]
mod tests {
    use super::Headings;

    #[test]
    fn names_a_file_or_an_environment() {
        for (line, name) in [
            ("# .env.staging", ".env.staging"),
            ("--- staging ---", "staging"),
            ("==> .env <==", ".env"),
            ("[staging]", "staging"),
            ("// .env.local", ".env.local"),
            ("$ cat deploy/.env", "deploy/.env"),
            ("\"production\": {", "production"),
            ("  prod:", "prod"),
            ("Staging", "Staging"),
            ("# Production server", "Production"),
            ("egress.yaml:", "egress.yaml"),
            ("NODE_ENV=production", ""),
            ("# see the docs of the staging server", ""),
            ("a local test", ""),
            ("production", ""),
            ("set -x NODE_ENV production;", ""),
            ("https://h.example/x.json?", ""),
        ] {
            let text = format!("{line}\nX");
            let at = text.len() - 1;
            assert_eq!(Headings::find(&text).above(&text, at).1, name, "{line}");
        }
    }
}
