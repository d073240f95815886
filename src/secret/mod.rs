//! Whether a secret in the paste made a token's signature, and if none did, which small slip keeps it from fitting.
//!
//! - **In**: tokens, and the pairs of key and secret in the paste.
//! - **Out**: a [`Signature`] for each token; what the form of a secret or key shows, such as one character too many.
//! - **Facts from**: RFC 7518 section 3.2 (HMAC), `utils.RandomSecret` and `utils.NewGuid` of livekit/protocol (the forms
//!   of secrets and keys), and public issues (the slips that people make).
//!
//! A secret is never printed, copied or put into a report: its type does not allow it.

pub mod neighborhood;
pub mod signature;
pub mod slip;

use std::ops::{Range, RangeInclusive};

use crate::livekit::api_key;
use crate::paste::pair::{Basis, Pair};
use crate::paste::secret_word::is_random;
use crate::paste::setting::Role;
use crate::paste::word;
use crate::text::span::Places;
use crate::text::{base64url, steps};
use crate::token::Token;
use crate::token::claims::Claim;

use slip::{Side, Step, Steps};

/// How a token's signature relates to the secrets in the paste. Pairs are given by their index in the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is no secret, or no HMAC signature to check.
    Unchecked,
    /// Made with the secret of this pair.
    Valid {
        /// The pair.
        pair: usize,
    },
    /// Made with the secret of this pair, except for one or two slips.
    NearMiss {
        /// The pair.
        pair: usize,
        /// The slips.
        steps: Steps,
    },
    /// Made with none of the secrets.
    Invalid,
}

/// The search for the slips that keep the secrets of a paste from fitting its tokens, in steps that each take less than
/// a frame of a page. The work is counted in blocks of 64 bytes that are hashed: all steps together take about 16 ms,
/// for any number and length of secrets and tokens. The search ends at that limit.
#[derive(Debug, Default)]
pub struct SlipSearch {
    /// The number of steps made.
    steps: usize,
    /// The number of tokens to search for.
    tokens: usize,
    /// The work for these tokens so far, in blocks.
    spent: usize,
}

impl SlipSearch {
    /// The maximum number of steps.
    pub const STEPS: usize = 6;
    /// The number of blocks per step.
    const BLOCKS: usize = 12_000;

    /// Makes one step, and records what it finds in `signatures`, which belong to the tokens in the same order. Returns
    /// whether there is more to search.
    pub fn step(&mut self, tokens: &[Token], pairs: &[Pair], signatures: &mut [Signature]) -> bool {
        if self.steps == Self::STEPS {
            return false;
        }
        let first = self.steps * Self::BLOCKS;
        let mut budget = Budget {
            spent: self.spent,
            step: first..first + Self::BLOCKS,
        };
        self.steps += 1;
        while self.tokens < tokens.len() && budget.is_left() {
            let signature = &mut signatures[self.tokens];
            let is_open = matches!(signature, Signature::Invalid | Signature::Unchecked);
            if is_open && has_hmac(&tokens[self.tokens]) {
                match find_slip(&tokens[self.tokens], pairs, tokens.len() == 1, &mut budget) {
                    Some(slip) => *signature = slip,
                    // The next step continues with this token.
                    None if !budget.is_left() => break,
                    None => {}
                }
            }
            self.tokens += 1;
            self.spent = budget.spent;
        }
        self.tokens < tokens.len() && self.steps < Self::STEPS
    }

    /// Whether the search ended at its limit before it was through with a token, given by its index.
    pub fn is_cut_short(&self, token: usize) -> bool {
        self.steps == Self::STEPS && self.tokens <= token
    }
}

/// The work that one step may do. All steps count the same blocks in the same order, and each computes its own.
struct Budget {
    /// The blocks that were counted.
    spent: usize,
    /// The blocks of this step.
    step: Range<usize>,
}

impl Budget {
    /// Counts the blocks for the MAC of a text, given the lengths of secret and text; returns whether this step
    /// computes it.
    fn spend(&mut self, length: usize) -> bool {
        // HMAC hashes the padded key with the text, and again with the first hash.
        self.spent += length / 64 + 5;
        self.step.contains(&self.spent)
    }

    fn is_left(&self) -> bool {
        self.spent < self.step.end
    }
}

/// The longest secret that is searched for slips. LiveKit's have at most 45 characters, twice that in hexadecimal.
const LONGEST: usize = 512;

/// The lengths of secrets for which the neighborhood is searched: LiveKit's, and a little shorter or longer.
const NEIGHBOURS: RangeInclusive<usize> = 8..=64;

/// Checks a token against all pairs as they are in the paste; [`SlipSearch`] looks for slips if none of them fits.
///
/// ```
/// use why401::{paste, secret, secret::Signature, token};
///
/// let mut paste = paste::read(
///     "LIVEKIT_API_KEY=APItestkey12345\n\
///      LIVEKIT_API_SECRET=FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234\n\
///      eyJhbGciOiJIUzI1NiJ9.\
///      eyJpc3MiOiJBUEl0ZXN0a2V5MTIzNDUiLCJleHAiOjE3OTU1Mzc1NDgsInN1YiI6ImFsaWNlIiwidmlkZW8iOnsicm9vbUpvaW4iOnRydWUsInJvb20iOiJyIn19.\
///      S82o4VveSeTe8kn2RnUSFALf-mNEsLstTHgm4zOCYPk",
///     why401::finding::texts(),
/// );
/// let token = token::read(paste.tokens.remove(0));
/// assert_eq!(secret::check(&token, &paste.pairs), Signature::Valid { pair: 0 });
/// assert_eq!(secret::check(&token, &[]), Signature::Unchecked);
/// ```
pub fn check(token: &Token, pairs: &[Pair]) -> Signature {
    if !has_hmac(token) {
        return Signature::Unchecked;
    }
    let secrets = secrets(token, pairs);
    let is_named = |&(pair, ..): &(usize, Option<&str>, &str)| pairs[pair].basis.is_sure();
    let fitting = (secrets.iter()).find(|(.., secret)| fits(token, secret.as_bytes()));
    match fitting {
        Some(&(pair, ..)) => Signature::Valid { pair },
        None if secrets.iter().any(is_named) => Signature::Invalid,
        // What is no more than a guess shows nothing if it does not fit.
        None => Signature::Unchecked,
    }
}

/// The number of blocks that are hashed to check all tokens against all secrets.
const CHECKED: usize = 400_000;

/// How many tokens, the first ones, are checked against all pairs: thousands of both would take minutes.
pub fn checked(tokens: &[Token], pairs: &[Pair]) -> usize {
    let secrets = pairs.iter().filter(|pair| pair.secret.is_some()).count();
    let mut blocks = 0;
    let is_within = |token: &&Token| {
        blocks += (token.jws.signing_input.len() / 64 + 5) * secrets;
        blocks <= CHECKED
    };
    tokens.iter().take_while(is_within).count()
}

/// Checks all tokens against all pairs; those beyond the [limit](checked) stay [`Signature::Unchecked`].
pub fn check_all(tokens: &[Token], pairs: &[Pair]) -> Vec<Signature> {
    let (first, others) = tokens.split_at(checked(tokens, pairs));
    (first.iter().map(|token| check(token, pairs)))
        .chain(others.iter().map(|_| Signature::Unchecked))
        .collect()
}

/// Whether a token has a signature that a secret could have made.
pub fn has_hmac(token: &Token) -> bool {
    let is_hmac = |algorithm: &str| algorithm.starts_with("HS");
    !token.signature_removed
        && !token.jws.signature.is_empty()
        && token.jws.algorithm().is_some_and(|name| is_hmac(&name))
}

/// How many blocks are hashed to try words.
const TRIED: usize = 12_000;

/// How many words that do not fit are searched for slips.
const GUESSES: usize = 4;

/// Tries the words of a text against its tokens that no secret fits, the likeliest words first. Returns pairs for words that
/// made a signature, and for a few that were probably to be secrets, which the search for slips needs.
pub fn guess(text: &str, tokens: &[Token], signatures: &[Signature]) -> Vec<Pair> {
    let is_open = |signature: &Signature| !matches!(signature, Signature::Valid { .. });
    let open = tokens.iter().zip(signatures);
    let open = open.filter(|(token, signature)| is_open(signature) && has_hmac(token));
    let open: Vec<&Token> = open.map(|(token, _)| token).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let places = Places::new(
        tokens
            .iter()
            .flat_map(|token| token.spans.clone())
            .collect(),
    );
    let mut pairs = Vec::new();
    let (mut blocks, mut guesses) = (0, 0);
    for word in word::find(text, &places) {
        let secret = word.span.of(text);
        if PUBLIC.contains(&secret) {
            continue;
        }
        let is_it = open.iter().any(|token| {
            blocks += token.jws.signing_input.len() / 64 + 5;
            blocks < TRIED && fits(token, secret.as_bytes())
        });
        let is_guess = word.is_likely && guesses < GUESSES;
        if is_it || is_guess {
            guesses += usize::from(!is_it);
            pairs.push(Pair::guessed(text, word.span));
        }
    }
    pairs
}

/// Looks for the slip that keeps a secret from fitting a token that no secret fits. If `is_alone`, there is no other
/// token, and each neighborhood is searched too.
fn find_slip(
    token: &Token,
    pairs: &[Pair],
    is_alone: bool,
    budget: &mut Budget,
) -> Option<Signature> {
    let secrets = secrets(token, pairs);
    let input = token.jws.signing_input.len();
    // Of a word that is only guessed, one slip is enough to try.
    let is_deep = |pair: usize| pairs[pair].basis != Basis::Guess;
    for &(pair, key, secret) in &secrets {
        if secret.len() > LONGEST || !budget.is_left() {
            continue;
        }
        let fits = |_, secret: &[u8]| budget.spend(input + secret.len()) && fits(token, secret);
        let steps = if is_deep(pair) {
            slip::find(secret.as_bytes(), key, fits)
        } else {
            slip::find_one(secret.as_bytes(), key, fits)
        };
        if let Some(steps) = steps {
            return Some(Signature::NearMiss { pair, steps });
        }
    }
    for &(pair, _, secret) in &secrets {
        if is_alone
            && is_deep(pair)
            && NEIGHBOURS.contains(&secret.len())
            && secret.is_ascii()
            && budget.is_left()
            && let Some(slip) = neighborhood::find(secret.as_bytes(), |secret| {
                budget.spend(input + secret.len()) && fits(token, secret)
            })
        {
            let side = Side::Paste;
            let steps = (Step { slip, side }, None);
            return Some(Signature::NearMiss { pair, steps });
        }
    }
    None
}

/// The secrets in the paste, each with the index and the key of its pair; those of the token's own key first.
fn secrets<'a>(token: &Token, pairs: &'a [Pair]) -> Vec<(usize, Option<&'a str>, &'a str)> {
    let iss = token.claims.iss.value().map(String::as_str);
    let (own, others): (Vec<_>, Vec<_>) = (pairs.iter().enumerate())
        .filter_map(|(at, pair)| {
            let (secret, _) = pair.secret.as_ref()?;
            let key = pair.key.as_ref().map(|(key, _)| key.as_str());
            Some((at, key, secret.expose()))
        })
        .partition(|(_, key, _)| *key == iss);
    own.into_iter().chain(others).collect()
}

/// Whether a secret made a token's signature.
fn fits(token: &Token, secret: &[u8]) -> bool {
    let jws = &token.jws;
    let input = &jws.text.as_bytes()[jws.signing_input.clone()];
    steps::count(input.len());
    jws.algorithm()
        .is_some_and(|algorithm| signature::verify(&algorithm, secret, input, &jws.signature))
}

/// Secrets from LiveKit's documentation and from examples, and values that sign if none is set. The first ones belong
/// to `livekit-server --dev`.
const PUBLIC: [&str; 14] = [
    "secret",
    "devkey",
    "devsecret",
    "your-api-secret",
    "your_api_secret",
    "your-secret",
    "your_secret",
    "api-secret",
    "api_secret",
    "mysecret",
    "changeme",
    "undefined",
    "null",
    "None",
];

/// Whether a secret is what a program writes for a variable without a value.
pub fn is_nothing(secret: &str) -> bool {
    matches!(secret, "undefined" | "null" | "None")
}

/// The public secret that made a token's signature.
pub fn public(token: &Token) -> Option<&'static str> {
    (PUBLIC.into_iter()).find(|secret| fits(token, secret.as_bytes()))
}

/// The minimum length, in characters, for a server to start without a warning (`config.go`, livekit-server).
const SHORTEST: usize = 32;

/// Why a secret that works should be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// It is in the documentation or in examples.
    Public,
    /// It is shorter than 32 characters.
    Short,
}

/// Why a secret in the paste is weak, if it is.
pub fn weakness(secret: &str) -> Option<Weakness> {
    if PUBLIC.contains(&secret) {
        Some(Weakness::Public)
    } else if is_placeholder(secret) || api_key::has_form(secret) {
        // A different mistake is the problem then.
        None
    } else {
        (secret.chars().count() < SHORTEST).then_some(Weakness::Short)
    }
}

/// What the length of a hidden key or secret shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthHint {
    /// There is no secret.
    SecretEmpty,
    /// The secret is as long as a key.
    SecretOfKey,
    /// The secret is too short to be one.
    SecretShort,
    /// The secret is one character too long.
    SecretOneMore,
    /// The secret is two or three characters too long.
    SecretTwoMore,
    /// The secret is as long as one in base64.
    SecretBase64,
    /// The secret is twice as long as one.
    SecretDoubled,
    /// There is no key.
    KeyEmpty,
    /// The key is a little too long.
    KeyMore,
    /// The key is as long as a secret.
    KeyOfSecret,
}

/// What the length of a hidden secret or key shows. LiveKit's keys have 15 characters, its secrets 43 or 44, and one in
/// a thousand 45 (`utils.NewGuid`, `utils.RandomSecret`, livekit/protocol). Other lengths are legal and show nothing.
pub fn length(of: Role, characters: usize) -> Option<LengthHint> {
    Some(match (of, characters) {
        (Role::Secret, 0) => LengthHint::SecretEmpty,
        (Role::Secret, 15) => LengthHint::SecretOfKey,
        (Role::Secret, 1..SHORTEST) => LengthHint::SecretShort,
        (Role::Secret, 45) => LengthHint::SecretOneMore,
        (Role::Secret, 46 | 47) => LengthHint::SecretTwoMore,
        (Role::Secret, 58..=60) => LengthHint::SecretBase64,
        (Role::Secret, 86 | 88) => LengthHint::SecretDoubled,
        (Role::Key, 0) => LengthHint::KeyEmpty,
        (Role::Key, 16..=17) => LengthHint::KeyMore,
        (Role::Key, 43..=45) => LengthHint::KeyOfSecret,
        _ => return None,
    })
}

/// Whether a length is that of LiveKit's keys or secrets.
pub fn is_usual(of: Role, characters: usize) -> bool {
    match of {
        Role::Key => characters == 15,
        Role::Secret => matches!(characters, 43 | 44),
        _ => false,
    }
}

/// Whether a text has the form of a secret, and not of a key: LiveKit's have 43 to 45 characters of base62
/// (`utils.RandomSecret`, livekit/protocol), others are mostly base64 or hexadecimal. A UUID is a name.
///
/// ```
/// use why401::secret::looks_like_secret;
///
/// assert!(looks_like_secret("FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234"));
/// assert!(!looks_like_secret("APItestkey12345"));
/// assert!(!looks_like_secret("123e4567-e89b-12d3-a456-426614174000"));
/// ```
pub fn looks_like_secret(text: &str) -> bool {
    let of_uuid = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    let is_uuid = text.len() == 36 && text.bytes().all(of_uuid);
    let of_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte);
    (32..=128).contains(&text.len())
        && text.bytes().all(of_base64)
        && !is_uuid
        && !api_key::has_form(text)
}

/// The fewest characters of a word that no person has made up, and of a password, in what is given as a key.
const MIXED: usize = 20;
const PASSWORD: usize = 12;

/// A text without quotes, white space and other characters around its letters and digits.
pub fn core(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

/// The parts of a key that are probably a secret, since the two may be swapped, or written as one. Names are none, however long.
///
/// ```
/// use why401::secret::secret_parts;
///
/// let parts = |key| secret_parts(key).collect::<Vec<_>>();
/// assert_eq!(parts("k:FAKEsecret0FAKEsecret0\\n"), ["FAKEsecret0FAKEsecret0"]);
/// assert_eq!(parts("FAKEp@ssw0rd"), ["FAKEp@ssw0rd"]);
/// assert!(parts("my-room-service.production").is_empty());
/// assert!(parts("https://id.example.com/realms/my-room-service-of-production-1").is_empty());
/// ```
pub fn secret_parts(key: &str) -> impl Iterator<Item = &str> {
    let has = |text: &str, is: fn(&u8) -> bool| text.as_bytes().iter().any(is);
    let own = core(key);
    let is_password = own.len() >= PASSWORD
        && !own.contains(char::is_whitespace)
        && own.contains(|c| "!@#$%^&*+=?~".contains(c))
        && has(own, u8::is_ascii_digit)
        && has(own, u8::is_ascii_alphabetic)
        && !api_key::has_form(
            own.split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default(),
        );
    let is_mixed = move |part: &&str| {
        part.len() >= MIXED
            && has(part, u8::is_ascii_digit)
            && has(part, u8::is_ascii_lowercase)
            && has(part, u8::is_ascii_uppercase)
            && !api_key::has_form(part)
    };
    // The URL of an issuer has names in its path, and hardly ever a secret.
    let is_url = key.contains("://");
    let is_of_word =
        move |c: char| c.is_ascii_alphanumeric() || "+=_-".contains(c) || c == '/' && !is_url;
    let words = key.split(move |c| !is_of_word(c)).map(core);
    let words = words.filter(move |word| {
        if is_url {
            is_random(word)
        } else {
            looks_like_secret(word) || is_mixed(word)
        }
    });
    let password = (is_password && !is_url).then_some(own);
    password.into_iter().chain(words)
}

/// Whether a text is an API key in base64.
///
/// ```
/// use why401::secret::is_encoded_key;
///
/// assert!(is_encoded_key("QVBJdGVzdGtleTEyMzQ1"));
/// assert!(!is_encoded_key("APItestkey12345"));
/// ```
pub fn is_encoded_key(text: &str) -> bool {
    text.starts_with("QVBJ")
        && base64url::text(text).is_some_and(|inner| api_key::has_form(inner.trim_ascii_end()))
}

/// Whether a text is a secret of LiveKit's form in base64: letters and digits alone, which other base64 hardly ever holds.
pub fn is_encoded_secret(text: &str) -> bool {
    let is_own = |inner: String| {
        let inner = inner.trim_ascii_end();
        (40..=48).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    (54..=72).contains(&text.len()) && base64url::text(text).is_some_and(is_own)
}

/// Whether an issuer is what a library puts there by itself: the application's URL, or a name of the library's own.
pub fn names_application(iss: &str) -> bool {
    iss.starts_with("http://") || iss.starts_with("https://") || iss == "Joken"
}

/// Whether a text is a placeholder for a key or secret, as in examples.
///
/// ```
/// use why401::secret::is_placeholder;
///
/// assert!(is_placeholder("<your-api-secret>"));
/// assert!(!is_placeholder("APItestkey12345"));
/// ```
pub fn is_placeholder(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    [
        "placeholder",
        "your",
        "changeme",
        "change-me",
        "change_me",
        "replace",
        "xxxx",
    ]
    .into_iter()
    .any(|word| text.contains(word))
        || text.starts_with('<')
}

/// Whether key and secret of a pair are swapped, judged by their form alone.
pub fn is_swapped(pair: &Pair) -> bool {
    let secret_is_key = pair
        .secret
        .as_ref()
        .is_some_and(|(secret, _)| api_key::has_form(secret.expose()));
    secret_is_key
        && pair
            .key
            .as_ref()
            .is_some_and(|(key, _)| !api_key::has_form(key))
}

/// Whether a token names a secret as its API key: the two were swapped where it was made.
pub fn names_secret(token: &Token, pairs: &[Pair]) -> bool {
    let Claim::Is(iss) = &token.claims.iss else {
        return false;
    };
    pairs.iter().any(|pair| {
        pair.secret
            .as_ref()
            .is_some_and(|(secret, _)| secret.expose() == iss)
    })
}
