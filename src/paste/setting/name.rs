//! What the name of a setting says: what it is for, and for which environment.

use std::sync::LazyLock;

use crate::text::Span;

use super::{Role, section};

/// How names of each role end, in lower case and without separators. The longest that fits counts.
const ENDINGS: [(&str, Role); 21] = [
    ("livekitapisecret", Role::Secret),
    ("apisecret", Role::Secret),
    ("livekitsecret", Role::Secret),
    ("lksecret", Role::Secret),
    ("livekitsecretkey", Role::Secret),
    ("apisecretkey", Role::Secret),
    ("apikeysecret", Role::Secret),
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

/// The words of environments. The longest that fits counts.
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

/// Words before the role that mean nothing. Any other word makes it the setting of another product
/// (`OPENAI_API_KEY`).
const NEUTRAL: [&str; 13] = [
    "livekit", "lk", "next", "public", "nuxt", "vite", "react", "app", "expo", "server", "my",
    "ws", "project",
];

/// The last words of [`ENDINGS`] and of names that count only where something around them says that they are LiveKit's.
const LAST: [&str; 8] = [
    "key", "secret", "keys", "value", "url", "host", "token", "jwt",
];

/// The words that a name may end in, by their last two letters.
static WORDS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let mut words = vec![Vec::new(); LETTERS * LETTERS];
    for word in LAST.into_iter().chain(ENVIRONMENTS) {
        let mut letters = word.bytes().rev();
        if let Some(at) = of_end(&mut letters) {
            words[at].push(word);
        }
    }
    words
});

const LETTERS: usize = 26;

/// The place in [`WORDS`] of what ends in these letters, the last one first; none if it ends in something else.
fn of_end(letters: &mut impl Iterator<Item = u8>) -> Option<usize> {
    let mut letter = || {
        let letter = letters.next().filter(u8::is_ascii_alphabetic)?;
        Some(usize::from(letter.to_ascii_lowercase() - b'a'))
    };
    Some(letter()? * LETTERS + letter()?)
}

/// Whether the text cannot be a name, judged by its end. That excludes most words of a log cheaply.
pub(super) fn is_none(name: &str) -> bool {
    // Most words end in two letters, most of them in none of these.
    if let Some(at) = of_end(&mut name.bytes().rev()) {
        return !WORDS[at].iter().any(|word| ends_in(name, word)) || super::is_key(name);
    }
    // Behind the last letter anything may be: signs are left out, and numbers count as those of an environment.
    let last = name.bytes().rposition(|byte| byte.is_ascii_alphabetic());
    let name = &name[..last.map_or(0, |last| last + 1)];
    let mut letters = name.bytes().rev().filter(u8::is_ascii_alphanumeric);
    let words = of_end(&mut letters).map_or(&[][..], |at| &WORDS[at]);
    !words.iter().any(|word| ends_in(name, word)) || super::is_key(name)
}

/// Whether a name ends in this word, in any case and with any separators.
fn ends_in(name: &str, word: &str) -> bool {
    let mut letters = name.bytes().rev().filter(u8::is_ascii_alphanumeric);
    (word.bytes().rev())
        .all(|of_word| (letters.next()).is_some_and(|letter| letter.eq_ignore_ascii_case(&of_word)))
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
        "value" => plain = format!("api{}", of_member(text, name)?),
        _ => {}
    }
    let mut environment = String::new();
    loop {
        let ending = ENDINGS
            .into_iter()
            .filter(|(ending, _)| plain.ends_with(ending))
            .max_by_key(|(ending, _)| ending.len());
        if let Some((ending, role)) = ending {
            plain.truncate(plain.len() - ending.len());
            environment.insert_str(0, &prefix(&plain, ending.contains("livekit"))?);
            return Some((role, environment));
        }
        let digit = plain.ends_with(|c: char| c.is_ascii_digit());
        let word = longest(&ENVIRONMENTS, |word| plain.ends_with(word));
        let length = word.map_or(usize::from(digit), str::len);
        if length == 0 || environment.len() > LONGEST_ENVIRONMENT {
            return None;
        }
        let rest = plain.len() - length;
        environment.insert_str(0, &plain[rest..]);
        plain.truncate(rest);
    }
}

/// The longest word that fits.
fn longest(words: &[&'static str], fits: impl Fn(&str) -> bool) -> Option<&'static str> {
    let words = words.iter().copied().filter(|word| fits(word));
    words.max_by_key(|word| word.len())
}

/// The environment that a prefix names; `None` if it is another product's. Any prefix of LiveKit's own name is an
/// environment. This is a loop, not a recursion: a name may be as long as the paste.
fn prefix(mut rest: &str, is_own: bool) -> Option<String> {
    let mut environment = String::new();
    let is_own = is_own || rest.contains("livekit");
    while !rest.is_empty() {
        let word = longest(&ENVIRONMENTS, |word| rest.starts_with(word));
        let neutral = longest(&NEUTRAL, |word| rest.starts_with(word));
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
    // What is longer is no name: it may be a secret of a file whose last line has no end.
    Some(environment)
        .filter(|name| name.len() <= LONGEST_ENVIRONMENT)
        .or(Some(String::new()))
}

/// The most letters and digits of the name of an environment.
const LONGEST_ENVIRONMENT: usize = 20;

/// What the only member `value:` of `key:` or `secret:` is, in a section of LiveKit's, as in the Helm charts of Element.
fn of_member(text: &str, name: Span) -> Option<&'static str> {
    let section = section::above(text, name.start)?;
    let label = section.of(text).trim_ascii().trim_end_matches(':');
    let label = ["key", "secret"].into_iter().find(|one| label == *one)?;
    is_of_livekit(text, section).then_some(label)
}

/// Whether `key` and `secret` are in a section of LiveKit's: below `livekit:`, or `api:` below it.
fn is_of_livekit(text: &str, name: Span) -> bool {
    let mut section = section::above(text, name.start);
    if let Some(api) = section
        && api.of(text).contains("api:")
    {
        section = section::above(text, api.start);
    }
    section.is_some_and(|section| (section.of(text).to_ascii_lowercase()).contains("livekit"))
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, WORDS, is_none};

    #[test]
    fn most_words_are_told_apart_by_their_last_letters() {
        for word in WORDS
            .iter()
            .flatten()
            .copied()
            .chain(ENDINGS.map(|(ending, _)| ending))
        {
            for name in [format!("x{word}"), format!("X_{}_2", word.to_uppercase())] {
                assert!(!is_none(&name), "{name}");
            }
        }
        for name in ["a-P-i.k_E_y", "production2"] {
            assert!(!is_none(name), "{name}");
        }
        for word in [
            "livekit",
            "error",
            "connection",
            "string",
            "a1b",
            "ok",
            "",
            "APIkeykeykeykey",
        ] {
            assert!(is_none(word), "{word}");
        }
    }
}
