//! What the name of a setting says: what it is for, and for which environment.

use crate::text::Span;

use super::Role;

/// How names of each role end, in lower case and without separators. The first that fits counts.
const ENDINGS: [(&str, Role); 18] = [
    ("livekitapisecret", Role::Secret),
    ("apisecret", Role::Secret),
    ("livekitsecret", Role::Secret),
    ("lksecret", Role::Secret),
    ("livekitapikey", Role::Key),
    ("apikey", Role::Key),
    ("livekitkey", Role::Key),
    ("livekitkeys", Role::Keys),
    ("livekiturl", Role::Url),
    ("livekithost", Role::Url),
    ("wsurl", Role::Url),
    ("serverurl", Role::Url),
    ("url", Role::Url),
    ("livekittoken", Role::Token),
    ("accesstoken", Role::Token),
    ("participanttoken", Role::Token),
    ("jwt", Role::Token),
    ("token", Role::Token),
];

/// The words of environments. A word stands before those that it begins with.
pub const ENVIRONMENTS: [&str; 15] = [
    "staging",
    "stage",
    "production",
    "prod",
    "development",
    "dev",
    "testing",
    "test",
    "local",
    "cloud",
    "preview",
    "old",
    "new",
    "qa",
    "sandbox",
];

/// What else may stand before the role, and says nothing. Anything else is the setting of another product
/// (`OPENAI_API_KEY`).
const NEUTRAL: [&str; 13] = [
    "livekit", "lk", "next", "public", "nuxt", "vite", "react", "app", "expo", "server", "my",
    "ws", "project",
];

/// Whether the text cannot be a name, by its last three letters: most words of a log are told apart so. A key may end as one.
pub(super) fn is_none(name: &str) -> bool {
    // Behind the last letter anything may stand: signs are left out, and numbers count as those of an environment.
    let letters = name.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    let is_another = match letters.as_bytes() {
        [.., one, two, three] => {
            let last = [*one, *two, *three];
            last.iter().all(u8::is_ascii_alphanumeric) && !may_end_in(last)
        }
        _ => true,
    };
    is_another || super::value::is_key(name)
}

/// Whether one of [`ENDINGS`] or [`ENVIRONMENTS`] ends in these letters.
fn may_end_in(mut last: [u8; 3]) -> bool {
    last.make_ascii_lowercase();
    let of_endings = matches!(
        &last,
        b"ret" | b"key" | b"eys" | b"url" | b"ost" | b"ken" | b"jwt"
    );
    let of_environments = matches!(
        &last,
        b"ing"
            | b"age"
            | b"ion"
            | b"rod"
            | b"ent"
            | b"dev"
            | b"est"
            | b"cal"
            | b"oud"
            | b"iew"
            | b"old"
            | b"new"
            | b"box"
            | [_, b'q', b'a']
    );
    of_endings || of_environments
}

/// The role that a name says, and the environment that it names.
pub(super) fn role(text: &str, name: Span) -> Option<(Role, String)> {
    let mut plain: String = (name.of(text).chars())
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
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
        let ending = ENDINGS
            .into_iter()
            .find(|(ending, _)| plain.ends_with(ending));
        if let Some((ending, role)) = ending {
            plain.truncate(plain.len() - ending.len());
            environment.insert_str(0, &prefix(&plain, ending.contains("livekit"))?);
            return Some((role, environment));
        }
        let digit = plain.ends_with(|c: char| c.is_ascii_digit());
        let word = ENVIRONMENTS.into_iter().find(|word| plain.ends_with(word));
        let length = word.map_or(usize::from(digit), str::len);
        if length == 0 || environment.len() > 20 {
            return None;
        }
        let rest = plain.len() - length;
        environment.insert_str(0, &plain[rest..]);
        plain.truncate(rest);
    }
}

/// The environment that a prefix names; `None` if it is another product's. Before LiveKit's own name stands whatever the
/// users call theirs. A loop and no recursion: a name may be as long as the paste.
fn prefix(mut rest: &str, is_own: bool) -> Option<String> {
    let mut environment = String::new();
    let is_own = is_own || rest.contains("livekit");
    while !rest.is_empty() {
        let word = ENVIRONMENTS.into_iter().find(|word| rest.starts_with(word));
        let neutral = NEUTRAL.into_iter().find(|word| rest.starts_with(word));
        let length = match word.or(neutral) {
            Some(word) => word.len(),
            None if is_own => 1,
            None => return None,
        };
        if word.is_some() || neutral.is_none() {
            environment.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    Some(environment)
}

/// Whether `key` and `secret` stand in a section of LiveKit's: below `livekit:`, or `api:` below it.
fn is_of_livekit(text: &str, name: Span) -> bool {
    let mut section = section(text, name.start);
    if let Some(api) = section
        && api.of(text).contains("api:")
    {
        section = self::section(text, api.start);
    }
    section.is_some_and(|section| (section.of(text).to_ascii_lowercase()).contains("livekit"))
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
    use super::{ENDINGS, ENVIRONMENTS, may_end_in};

    #[test]
    fn each_ending_ends_with_three_of_the_letters() {
        let endings = ENDINGS.iter().map(|(ending, _)| *ending);
        for ending in endings.chain(ENVIRONMENTS) {
            let name = format!("x{ending}");
            let last = name.as_bytes().last_chunk().expect("it has three letters");
            assert!(may_end_in(*last), "{ending}");
        }
        assert!(!may_end_in(*b"kit"));
    }
}
