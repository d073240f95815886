//! What a key or a secret shows by its form, before any signature is checked.

use crate::livekit::api_key;
use crate::paste::secret_word::is_random;
use crate::paste::setting::Role;
use crate::text::base64url;

/// Secrets from LiveKit's documentation and from examples, and values that sign if none is set. The first ones belong
/// to `livekit-server --dev`.
pub(super) const PUBLIC: [&str; 14] = [
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
