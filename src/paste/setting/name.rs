//! What the name of a setting says: what it is for, and for which environment.

use crate::text::{Span, search};

use super::Role;

/// How names of each role end, in lower case and without separators. The first that fits counts.
const ENDINGS: [(&str, Role); 5] = [
    (
        "livekitapisecret|apisecret|livekitsecret|lksecret",
        Role::Secret,
    ),
    ("livekitapikey|apikey|livekitkey", Role::Key),
    ("livekitkeys", Role::Keys),
    ("livekiturl|livekithost|wsurl|serverurl|url", Role::Url),
    (
        "livekittoken|accesstoken|participanttoken|jwt|token",
        Role::Token,
    ),
];

/// The last letters of [`ENDINGS`], and of [`ENVIRONMENTS`] and numbers that may stand behind them.
const LAST_LETTERS: &[u8] = b"tyslngdevwax0123456789";

/// The words of environments. A word stands before those that it begins with.
pub const ENVIRONMENTS: &str = "staging|stage|production|prod|development|dev|testing|test|local|cloud|preview|old|new|qa|sandbox";

/// What else may stand before the role, and says nothing. Anything else is the setting of another product
/// (`OPENAI_API_KEY`).
const NEUTRAL: &str = "livekit|lk|next|public|nuxt|vite|react|app|expo|server|my|ws|project";

/// Whether the text cannot be a name, by its last letter: most words of a log are told apart so. A key may end as one.
pub(super) fn is_none(name: &str) -> bool {
    let last = name.as_bytes()[name.len() - 1].to_ascii_lowercase();
    last.is_ascii_alphanumeric() && !search::is_in(last, LAST_LETTERS) || super::value::is_key(name)
}

/// The role that a name says, and the environment that it names.
pub(super) fn role(text: &str, name: Span) -> Option<(Role, String)> {
    let mut plain = String::new();
    for byte in name.of(text).bytes() {
        if byte.is_ascii_alphanumeric() {
            plain.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    let before = &text.as_bytes()[name.start.saturating_sub(4)..name.start];
    match plain.as_str() {
        // `API Key:  …` is what `livekit-server generate-keys` prints.
        "key" | "secret" if before.eq_ignore_ascii_case(b"api ") || is_of_livekit(text, name) => {
            plain.insert_str(0, "api");
        }
        "keys" if before.ends_with(b"--") => plain.insert_str(0, "livekit"),
        _ => {}
    }
    let mut environment = String::new();
    loop {
        let ends = |ending: &&str| plain.as_bytes().ends_with(ending.as_bytes());
        let ending = ENDINGS
            .into_iter()
            .find_map(|(endings, role)| Some((search::words(endings).find(ends)?, role)));
        if let Some((ending, role)) = ending {
            plain.truncate(plain.len() - ending.len());
            environment.insert_str(0, &prefix(&plain, search::contains(ending, "livekit"))?);
            return Some((role, environment));
        }
        let digit = plain.as_bytes().last().is_some_and(u8::is_ascii_digit);
        let word =
            search::words(ENVIRONMENTS).find(|word| plain.as_bytes().ends_with(word.as_bytes()));
        let length = word.map_or(usize::from(digit), str::len);
        if length == 0 || environment.len() > 20 {
            return None;
        }
        let rest = plain.len() - length;
        environment.insert_str(0, search::tail(&plain, rest));
        plain.truncate(rest);
    }
}

/// The environment that a prefix names; `None` if it is another product's. Before LiveKit's own name stands whatever the
/// users call theirs. A loop and no recursion: a name may be as long as the paste.
fn prefix(mut rest: &str, is_own: bool) -> Option<String> {
    let mut environment = String::new();
    let is_own = is_own || search::contains(rest, "livekit");
    while !rest.is_empty() {
        let begins = |word: &&str| rest.as_bytes().starts_with(word.as_bytes());
        let word = search::words(ENVIRONMENTS).find(begins);
        let neutral = search::words(NEUTRAL).find(begins);
        let length = match word.or(neutral) {
            Some(word) => word.len(),
            None if is_own => 1,
            None => return None,
        };
        if word.is_some() || neutral.is_none() {
            environment.push_str(search::head(rest, length));
        }
        rest = search::tail(rest, length);
    }
    Some(environment)
}

/// Whether `key` and `secret` stand in a section of LiveKit's: below `livekit:`, or `api:` below it.
fn is_of_livekit(text: &str, name: Span) -> bool {
    let mut section = section(text, name.start);
    if let Some(api) = section
        && search::contains(api.of(text), "api:")
    {
        section = self::section(text, api.start);
    }
    section.is_some_and(|section| {
        let section = section.of(text).to_ascii_lowercase();
        search::contains(&section, "livekit")
    })
}

/// How far back a section may begin, in bytes: a paste may hold a hundred thousand names.
const REACH: usize = 512;

/// What opens the section in which `at` stands: what is before a brace on the same line, or the last line that is indented
/// less, or in brackets.
pub(super) fn section(text: &str, at: usize) -> Option<Span> {
    let earliest = at.saturating_sub(REACH);
    let bytes = &text.as_bytes()[earliest..at];
    let line_start = |end: usize| {
        let newline = bytes[..end].iter().rposition(|byte| *byte == b'\n');
        newline.map_or(0, |newline| newline + 1)
    };
    let span = |start: usize, end: usize| Span::new(earliest + start, earliest + end);
    let mut start = line_start(bytes.len());
    let mut closed = 0_usize;
    for at in (start..bytes.len()).rev() {
        match bytes[at] {
            b'}' => closed += 1,
            b'{' if closed > 0 => closed -= 1,
            b'{' => {
                let before = bytes[start..at]
                    .iter()
                    .rposition(|byte| b"{,".contains(byte));
                let from = before.map_or(start, |before| start + before + 1);
                if bytes[from..at].trim_ascii().len() > 1 {
                    return Some(span(from, at));
                }
            }
            _ => {}
        }
    }
    let indent = |line: &[u8]| {
        let is_space = |byte: &&u8| b" \t".contains(byte);
        line.iter().take_while(is_space).count()
    };
    let own = indent(&text.as_bytes()[earliest + start..]);
    while start > 0 {
        let end = start - 1;
        start = line_start(end);
        let line = &bytes[start..end];
        let before = indent(line);
        if !line.trim_ascii().is_empty() && (before < own || line[before] == b'[') {
            return Some(span(start, end));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, ENVIRONMENTS, LAST_LETTERS};
    use crate::text::search;

    #[test]
    fn each_ending_ends_with_one_of_the_letters() {
        let endings = ENDINGS
            .iter()
            .flat_map(|(endings, _)| search::words(endings));
        for ending in endings.chain(search::words(ENVIRONMENTS)) {
            assert!(
                LAST_LETTERS.contains(&ending.as_bytes()[ending.len() - 1]),
                "{ending}"
            );
        }
    }
}
