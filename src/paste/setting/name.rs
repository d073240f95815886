//! What the name of a setting says: what it is for, and for which environment.

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

/// How names of variables begin that a build gives to every visitor of a page.
pub const PUBLIC: [&str; 7] = [
    "NEXT_PUBLIC_",
    "VITE_",
    "REACT_APP_",
    "EXPO_PUBLIC_",
    "NUXT_PUBLIC_",
    "VUE_APP_",
    "GATSBY_",
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

/// Each name that has a role has one of these words.
pub const WORDS: [&str; 7] = ["key", "secret", "value", "url", "host", "token", "jwt"];

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
    use super::{ENDINGS, WORDS};

    #[test]
    fn each_ending_has_a_word_of_names() {
        for (ending, _) in ENDINGS {
            assert!(WORDS.iter().any(|word| ending.contains(word)), "{ending}");
        }
    }
}
