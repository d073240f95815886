//! Pairs of API key and secret, from settings, from a server's `keys:` map, or bare.

mod encoded;
mod join;
mod key_map;

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::livekit::api_key;
use crate::text::span::Places;
use crate::text::{Needles, Secret, Span, label, lines, needles, order};

use super::heading::Headings;
use super::setting::{Role, Setting, base64_text, has_form_of_secret};

/// What shows that a text is an API key or a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The server's own map of keys.
    Server,
    /// The name of a setting, or the call that it is given to.
    Name,
    /// Its form alone: a line of its own that looks like LiveKit's.
    Form,
    /// The default of a setting, a name that other products have too, or nothing at all.
    Guess,
}

impl Basis {
    /// Whether it counts as a key or secret even if it made no signature.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::Server | Self::Name)
    }
}

/// An API key, its secret, or both, and where they stand.
pub struct Pair {
    /// The API key and its place.
    pub key: Option<(String, Span)>,
    /// The secret and its place. `None` also where the paste masks it (`****`).
    pub secret: Option<(Secret, Span)>,
    /// The URL of the same environment, and its place.
    pub url: Option<(String, Span)>,
    /// The environment or file that has it, such as `staging` or `.env.local`; may be empty.
    pub environment: String,
    /// Whether it is commented out.
    pub is_commented: bool,
    /// The place of a later value of the same name, which counts instead.
    pub overridden: Option<Span>,
    /// What shows that it is one.
    pub basis: Basis,
}

impl Pair {
    fn new(key: Option<(String, Span)>, secret: Option<(Secret, Span)>) -> Self {
        Self {
            key,
            secret,
            url: None,
            environment: String::new(),
            is_commented: false,
            overridden: None,
            basis: Basis::Name,
        }
    }

    /// A secret that no name calls one.
    pub fn guessed(text: &str, secret: Span) -> Self {
        let value = Secret::new(secret.of(text).to_owned());
        let mut pair = Self::new(None, Some((value, secret)));
        pair.basis = Basis::Guess;
        pair
    }

    /// Key and secret as they stand in the text.
    fn written(text: &str, key: Span, secret: Span) -> Self {
        let secret = (Secret::new(secret.of(text).to_owned()), secret);
        Self::new(Some((key.of(text).to_owned(), key)), Some(secret))
    }

    /// Whether a program reads it: it is not commented out, and no later value replaces it.
    pub fn is_current(&self) -> bool {
        !self.is_commented && self.overridden.is_none()
    }

    /// Whether a program reads it, and it is one for sure.
    pub fn counts(&self) -> bool {
        self.basis.is_sure() && self.is_current()
    }

    /// Its places: the key's, then the secret's.
    pub fn spans(&self) -> Vec<Span> {
        let key = self.key.as_ref().map(|(_, span)| *span);
        let secret = self.secret.as_ref().map(|(_, span)| *span);
        key.into_iter().chain(secret).collect()
    }

    /// Key and secret, to compare pairs by.
    fn values(&self) -> (&str, &str) {
        (
            self.key.as_ref().map_or("", |(key, _)| key),
            (self.secret.as_ref()).map_or("", |(secret, _)| secret.expose()),
        )
    }

    fn start(&self) -> usize {
        let key = self.key.as_ref().map_or(usize::MAX, |(_, span)| span.start);
        (self.secret.as_ref()).map_or(key, |(_, span)| key.min(span.start))
    }
}

/// What else is known of a text.
#[derive(Clone, Copy)]
pub struct Context {
    /// Whether it may hold code.
    pub is_code: bool,
    /// Whether something in it is LiveKit's.
    pub is_own: bool,
}

/// Finds all pairs, in the order of the text, each once, and the places of values that are placeholders. `is_taken` tells
/// the places of tokens and the like, which hold no bare words.
pub fn find(
    text: &str,
    settings: Vec<Setting>,
    is_taken: &dyn Fn(Span) -> bool,
    context: Context,
) -> (Vec<Pair>, Vec<(Role, Span)>) {
    // Most pastes that are long have no pair.
    let headings = LazyCell::new(|| Headings::find(text));
    let mut pairs = Vec::new();
    if context.is_code {
        from_calls(text, &mut pairs);
    }
    key_map::find(text, is_taken, context.is_own, &mut pairs);
    pairs.extend(from_go_struct(text));
    pairs.extend(encoded::find(text, context));
    let nothing_mapped = pairs.is_empty();
    // `myapikey: secret` in the map is no setting.
    let mapped = Places::new(
        (pairs.iter())
            .filter(|pair| pair.basis == Basis::Server)
            .filter_map(|pair| pair.key.as_ref().map(|(_, span)| *span))
            .collect(),
    );
    let mut open = Vec::new();
    let mut has_masked = false;
    let mut placeholders = Vec::new();
    for mut setting in settings {
        let is_own = setting.name.of(text).to_ascii_lowercase().starts_with("my");
        if is_own && mapped.overlap(setting.name) {
            continue;
        }
        if matches!(setting.role, Role::Key | Role::Secret) && is_doubtful(setting.value.expose()) {
            setting.is_default = true;
            if !is_taken_out(setting.value.expose()) {
                placeholders.push((setting.role, setting.span));
            }
        }
        let heading = headings.above(text, setting.name.start);
        match setting.role {
            Role::Keys => key_map::from_setting(text, &setting, &mut pairs),
            Role::Token => {}
            _ if is_masked(setting.value.expose()) => {
                has_masked = true;
                let value = setting.value.expose();
                let is_example = is_template(value) && !label::is_label(value);
                if is_example && !setting.environment.starts_with('#') {
                    placeholders.push((setting.role, setting.span));
                }
            }
            _ => join::put(text, setting, heading, &mut open),
        }
    }
    if !has_masked {
        join::override_earlier(text, &mut open);
    }
    for open in &mut open {
        // A label on the line above may belong to a form; with both halves it is a dashboard.
        if open.is_loose && (open.pair.key.is_none() || open.pair.secret.is_none()) {
            open.pair.basis = Basis::Guess;
        }
    }
    pairs.extend(open.into_iter().map(|open| open.pair));
    let data = LazyCell::new(|| text.find("data:").unwrap_or(text.len()));
    for pair in &mut pairs {
        decode(text, &data, pair);
    }
    pairs.retain(|pair| pair.key.is_some() || pair.secret.is_some());
    if nothing_mapped && pairs.is_empty() {
        pairs.extend(bare(text, is_taken));
    }
    for pair in &mut pairs {
        if pair.environment.is_empty() {
            let (_, name) = headings.above(text, pair.start());
            name.clone_into(&mut pair.environment);
        }
    }
    let pairs = order::sorted(without_repeats(pairs), |pair| (pair.start(), 0));
    (pairs, placeholders)
}

/// How far before a key its object may begin, in bytes.
const NEAR: usize = 200;

/// How the base64 of a key begins.
const ENCODED: &str = "QVBJ";

/// Takes the base64 off a pair of a Kubernetes Secret whose `data:` is far above or left out, as in the output of
/// `kubectl get secret -o jsonpath='{.data}'`. Elsewhere a program reads the pair as it is.
/// `data` is where the first such name is.
fn decode(text: &str, data: &LazyCell<usize, impl FnOnce() -> usize>, pair: &mut Pair) {
    let Pair {
        key: Some((key, place)),
        secret: Some((secret, _)),
        ..
    } = pair
    else {
        return;
    };
    if !key.starts_with(ENCODED) {
        return;
    }
    let near = &text.as_bytes()[place.start.saturating_sub(NEAR)..place.start];
    let is_object = near.split(|byte| *byte == b'\n').next_back();
    let is_object = is_object.is_some_and(|line| line.trim_ascii_start().starts_with(b"{\""));
    if (is_object || **data < place.start)
        && let (Some(plain_key), Some(plain_secret)) =
            (base64_text(key), base64_text(secret.expose()))
        && has_form_of_key(plain_key.trim_end())
    {
        *key = plain_key;
        *secret = Secret::new(plain_secret);
    }
}

/// How calls begin that are given a key and a secret, and whether the URL comes first.
const CALLS: [(&str, bool); 7] = [
    ("AccessToken(", false),
    ("with_api_key(", false),
    ("Receiver(", false),
    ("Verifier(", false),
    ("KeyProvider(", false),
    ("LiveKitAPI(", true),
    ("Client(", true),
];

/// Reads the pairs that stand in code as they are: `AccessToken("key", "secret")`, `RoomServiceClient(url, "key", "secret")`.
fn from_calls(text: &str, pairs: &mut Vec<Pair>) {
    static NEEDLES: LazyLock<Needles> =
        LazyLock::new(|| Needles::exact(CALLS.map(|(call, _)| call)));
    let calls: Vec<_> = NEEDLES.hits(text).collect();
    // Of pairs that are alike the first one is kept: rather that of a token.
    for (needle, (_, has_url)) in CALLS.into_iter().enumerate() {
        for call in calls.iter().filter(|call| call.needle == needle) {
            let (key, secret) = match literals(text, call.span.end)[..] {
                [_, Some(key), Some(secret)] => (key, secret),
                [Some(key), Some(secret), ..] if !has_url => (key, secret),
                _ => continue,
            };
            pairs.push(Pair::written(text, key, secret));
        }
    }
}

/// How long an argument may be that is no string, in bytes.
const ARGUMENT: usize = 200;

/// The first three arguments of a call: the strings among them, without their quotes.
fn literals(text: &str, start: usize) -> Vec<Option<Span>> {
    let mut literals = Vec::new();
    let mut at = start;
    while literals.len() < 3 {
        let value = text[at..].trim_start_matches([' ', '\t', '\r', '\n', '&']);
        let from = text.len() - value.len();
        let mut end = from;
        let quote = value.chars().next().filter(|c| "\"'`".contains(*c));
        literals.push(quote.map(|quote| {
            let inner = value[1..].split([quote, '\n']).next().unwrap_or_default();
            end = from + 1 + inner.len();
            Span::new(from + 1, end)
        }));
        let mut after = text[end..].bytes().take(ARGUMENT);
        let Some(comma) = after.position(|byte| b",){".contains(&byte)) else {
            break;
        };
        at = end + comma + 1;
        if text.as_bytes()[at - 1] != b',' {
            break;
        }
    }
    literals
}

/// The first of those pairs that are alike. One with two URLs is taken to have none.
fn without_repeats(pairs: Vec<Pair>) -> Vec<Pair> {
    let mut firsts = HashMap::new();
    // What each pair is alike to, itself if nothing before it is; and whether the URL of the first is that of another.
    let mut is_first = Vec::new();
    let mut urls: Vec<Option<&str>> = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        let first = *firsts.entry(pair.values()).or_insert(at);
        is_first.push(first == at);
        let url = pair.url.as_ref().map(|(url, _)| url.as_str());
        urls.push(url);
        if url.is_some() && url != urls[first] {
            urls[first] = None;
        }
    }
    let has_url: Vec<bool> = urls.iter().map(Option::is_some).collect();
    let mut kept = Vec::new();
    for (at, mut pair) in pairs.into_iter().enumerate() {
        if is_first[at] {
            pair.url = pair.url.filter(|_| has_url[at]);
            kept.push(pair);
        }
    }
    kept
}

/// Whether a value is a mask or a placeholder, or shortened, and not the value itself.
pub(super) fn is_masked(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_in = |mark| lower.contains(mark);
    ["***", "…", "•", "xxxx", "redacted"].into_iter().any(is_in)
        || is_in("...") && (value.len() < ELIDED || value.ends_with("..."))
        || is_template(value)
        || value.starts_with('<')
        || value.starts_with('[') && value.ends_with(']')
        || !lower.chars().any(|c| c != 'x' && c.is_alphanumeric())
}

/// The letters and digits of a value, in lower case.
fn letters(value: &str) -> String {
    let letters = value.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a value is a word that people write in its place to keep it to themselves.
fn is_taken_out(value: &str) -> bool {
    const WORDS: [&str; 9] = [
        "configured",
        "hidden",
        "masked",
        "omitted",
        "redacted",
        "removed",
        "same",
        "set",
        "sensitive",
    ];
    WORDS.contains(&letters(value).as_str())
}

/// Whether a value is a word that people write where the value is missing. It counts only if it fits.
fn is_doubtful(value: &str) -> bool {
    const WORDS: [&str; 15] = [
        "changeme",
        "replaceme",
        "todo",
        "tbd",
        "none",
        "null",
        "nil",
        "undefined",
        "na",
        "empty",
        "missing",
        "true",
        "false",
        "yes",
        "ok",
    ];
    let letters = letters(value);
    let is_constant = |byte: u8| byte.is_ascii_uppercase() || b"_- ".contains(&byte);
    WORDS.contains(&letters.as_str())
        || is_taken_out(value)
        || letters.ends_with("here")
        || value.bytes().all(is_constant)
}

/// A value that was shortened in the middle has fewer bytes than this.
const ELIDED: usize = 24;

/// Whether a value is what a template has where the reader's own belongs: `your_api_key`, `<your-api-key>`.
fn is_template(value: &str) -> bool {
    let inner = value.trim_start_matches(['<', '[', '{', '"', '\'']);
    let is = |word: &str| {
        inner
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    [
        "your", "insert-", "insert_", "enter-", "enter_", "paste-", "paste_",
    ]
    .into_iter()
    .any(is)
        || inner.len() < value.len() && ["api", "livekit", "key", "secret"].into_iter().any(is)
}

/// Reads what Go prints of an `auth.AccessToken`, `&{KEY SECRET …`: it shows the secret, which must be masked.
fn from_go_struct(text: &str) -> Option<Pair> {
    let start = needles::find(text, "&{API")? + 2;
    let key = text[start..].split([' ', ':', '}', '\r', '\n']).next()?;
    let end = start + key.len();
    let rest = text[end..].strip_prefix(' ')?;
    let secret = rest.split([' ', '}', '\r', '\n']).next()?;
    let span = Span::new(end + 1, end + 1 + secret.len());
    (!secret.is_empty()).then(|| Pair::written(text, Span::new(start, end), span))
}

/// A key and a secret without names: words of LiveKit's form that are alone on their lines.
fn bare(text: &str, is_taken: &dyn Fn(Span) -> bool) -> Option<Pair> {
    let mut words = Vec::new();
    let mut start = 0;
    for line in lines::split(text) {
        let content = line.trim_ascii();
        let at = start + (line.len() - line.trim_ascii_start().len());
        start += line.len();
        let span = Span::new(at, at + content.len());
        if !content.is_empty() {
            words.push(span);
        }
    }
    let is_free = |word: &&Span| !is_taken(**word);
    let is_short = || words.iter().filter(is_free).nth(2).is_none();
    let find = |is: fn(&str) -> bool| {
        let mut words = words.iter().filter(|word| is(word.of(text)));
        words.find(is_free).copied()
    };
    // `livekit-server --dev` has this pair.
    let [key, secret] = match (find(has_form_of_key), find(has_form_of_secret)) {
        (None, None) => [
            find(|word| word == api_key::DEVELOPMENT)?,
            find(|word| word == "secret")?,
        ]
        .map(Some),
        // Beside other lines, what is above it may be its name.
        (key, secret) => [key, secret.filter(|_| key.is_some() || is_short())],
    };
    let mut pair = Pair::new(
        key.map(|key| (key.of(text).to_owned(), key)),
        secret.map(|secret| (Secret::new(secret.of(text).to_owned()), secret)),
    );
    pair.basis = Basis::Form;
    (pair.key.is_some() || pair.secret.is_some()).then_some(pair)
}

/// Whether a word has the form of a key, and is no name in upper case.
fn has_form_of_key(word: &str) -> bool {
    api_key::has_form(word)
        && word
            .bytes()
            .any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Context, Pair, find};
    use crate::paste::setting;

    fn find_all(text: &str) -> Vec<Pair> {
        let context = Context {
            is_code: true,
            is_own: true,
        };
        let settings = setting::of(text);
        find(text, settings, &|_| false, context).0
    }

    fn pairs(text: &str) -> Vec<(Option<String>, Option<String>)> {
        let pairs = find_all(text);
        for pair in &pairs {
            if let Some((key, span)) = &pair.key {
                assert_eq!(span.of(text), key);
            }
            if let Some((secret, span)) = &pair.secret {
                assert_eq!(span.of(text), secret.expose());
            }
        }
        values(pairs)
    }

    fn values(pairs: Vec<Pair>) -> Vec<(Option<String>, Option<String>)> {
        pairs
            .into_iter()
            .map(|pair| {
                (
                    pair.key.map(|(key, _)| key),
                    pair.secret.map(|(secret, _)| secret.expose().to_owned()),
                )
            })
            .collect()
    }

    fn both(key: &str, secret: &str) -> (Option<String>, Option<String>) {
        (Some(key.into()), Some(secret.into()))
    }

    #[test]
    fn puts_settings_of_one_environment_together() {
        assert_eq!(
            pairs("LIVEKIT_API_KEY=k\nLIVEKIT_API_SECRET=s"),
            [both("k", "s")]
        );
        assert_eq!(
            pairs(
                "PROD_LIVEKIT_API_KEY=k1\nDEV_LIVEKIT_API_KEY=k2\nDEV_LIVEKIT_API_SECRET=s2\nPROD_LIVEKIT_API_SECRET=s1"
            ),
            [both("k1", "s1"), both("k2", "s2")]
        );
        assert_eq!(
            pairs("api_key: k1\napi_secret: s1\n---\napi_key: k2\napi_secret: s2"),
            [both("k1", "s1"), both("k2", "s2")]
        );
        assert_eq!(
            pairs("LIVEKIT_API_KEY=k\nLIVEKIT_API_SECRET=*****"),
            [(Some("k".into()), None)]
        );
    }

    #[test]
    fn reads_the_server_s_map_of_keys() {
        assert_eq!(
            pairs("port: 7880\nkeys:\n  k1: s1\n  \"k2\": 's2' # old\nrtc:\n  a: b"),
            [both("k1", "s1"), both("k2", "s2")]
        );
        assert_eq!(
            pairs("LIVEKIT_KEYS=\"devkey: secret\""),
            [both("devkey", "secret")]
        );
        assert_eq!(pairs("keys: {devkey: secret}"), [both("devkey", "secret")]);
        assert_eq!(pairs("keys:\n  k1: s1,\n"), [both("k1", "s1,")]);
        assert_eq!(
            pairs("\"keys\": {\n  \"k1\": \"s1\",\n}"),
            [both("k1", "s1")]
        );
        assert_eq!(
            pairs("services.livekit.settings.keys = {\n  \"k1\" = \"s1\";\n};"),
            [both("k1", "s1")]
        );
    }

    #[test]
    fn reads_a_key_file_without_its_name_where_the_key_is_one_of_livekit_s() {
        let secret = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE";
        let line = format!("APItestkey12345: {secret}\n");
        assert_eq!(pairs(&line), [both("APItestkey12345", secret)]);
        let sentence = format!("APItestkey12345: the secret is {secret}\n");
        assert_eq!(pairs(&sentence), []);
    }

    #[test]
    fn reads_what_gradle_writes_into_code() {
        let line =
            |name, value| format!("buildConfigField \"String\", \"{name}\", \"\\\"{value}\\\"\"\n");
        let text = [
            line("LIVEKIT_API_KEY", "k1"),
            line("LIVEKIT_API_SECRET", "s1"),
        ]
        .concat();
        assert_eq!(pairs(&text), [both("k1", "s1")]);
    }

    #[test]
    fn an_alias_of_yaml_is_no_value() {
        assert_eq!(
            pairs("livekit_api_key: *key\nlivekit_api_secret: *secret\n"),
            []
        );
    }

    #[test]
    fn takes_for_part_of_a_key_what_yaml_does_not_take_for_white_space() {
        for space in ["\u{3000}", "\u{b}"] {
            let key = format!("{space}k");
            assert_eq!(pairs(&format!("keys:\n  {key}: s\n")), [both(&key, "s")]);
        }
    }

    #[test]
    fn names_the_places_of_a_key_and_a_secret_behind_escapes() {
        for (text, pair, written) in [
            ("LIVEKIT_KEYS=\"\\né: s\"", both("é", "s"), ["\\né", "s"]),
            (
                "LIVEKIT_KEYS=\"k\\\"l: s3cret\"",
                both("k\"l", "s3cret"),
                ["k\\\"l", "s3cret"],
            ),
            (
                "LIVEKIT_KEYS=\"k:\\ts3cret\"",
                both("k", "s3cret"),
                ["k:\\ts3cret"; 2],
            ),
        ] {
            let pairs = find_all(text);
            let spans = pairs[0].spans();
            assert_eq!([spans[0].of(text), spans[1].of(text)], written);
            assert_eq!(values(pairs), [pair]);
        }
    }

    #[test]
    fn knows_a_bare_key_and_a_bare_secret() {
        let secret = "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvD";
        assert_eq!(
            pairs(&format!("APIoracle2345678\n{secret}\n")),
            [both("APIoracle2345678", secret)]
        );
        assert_eq!(
            pairs("token: &{APIx s3cret map[] 0}"),
            [both("APIx", "s3cret")]
        );
        assert!(pairs("&{APIx").is_empty());
        assert!(pairs("some words\nsingle").is_empty());
        assert!(pairs("LIVEKIT_API_KEY=\nLIVEKIT_API_SECRET=").is_empty());
    }
}
