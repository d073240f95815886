//! Whether a word may be a secret, or is a word, a name, a reference, or no value at all.

use crate::livekit::api_key;
/// Whether a text says that there is no value, or is a mask or a reference.
pub(super) fn is_absent(value: &str) -> bool {
    const WORDS: [&str; 12] = [
        "null",
        "nil",
        "none",
        "undefined",
        "true",
        "false",
        "redacted",
        "[redacted]",
        "(redacted)",
        "hidden",
        "masked",
        "[object",
    ];
    let lower = value.to_ascii_lowercase();
    WORDS.contains(&lower.as_str())
        || !value
            .chars()
            .any(|c| c.is_alphanumeric() && !matches!(c, 'x' | 'X'))
        || [
            "${",
            "{{",
            "$(",
            "<%",
            "%(",
            "process.env",
            "os.environ",
            "os.getenv",
        ]
        .iter()
        .any(|begin| value.starts_with(begin))
        || value.starts_with('$')
            && value[1..]
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        || value.starts_with('<') && value.ends_with('>') && !value[1..].contains('<')
        || value.contains("•••")
}

/// Whether a value without quotes is code that gets the value from somewhere.
pub(super) fn is_reference(value: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "process.env",
        "import.meta.env",
        "os.environ",
        "os.getenv",
        "os.Getenv",
        "System.getenv",
        "ENV[",
        "ENV.",
        "env(",
        "secrets.",
        "vars.",
        "config.",
        "settings.",
        "this.",
    ];
    BEGINNINGS.iter().any(|begin| value.starts_with(begin)) || value.ends_with("()")
}

/// Whether a word, which may be a secret, is no name, no path and no number of something.
pub(super) fn is_random(word: &str) -> bool {
    let is_mixed = |part: &str, least: usize| {
        let has = |is: fn(&u8) -> bool| part.as_bytes().iter().any(is);
        let is_hex = part
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
        part.len() >= least
            && has(u8::is_ascii_digit)
            && has(u8::is_ascii_alphabetic)
            && !(is_hex && matches!(part.len(), 8 | 12 | 32 | 40))
    };
    let has_part = word
        .split(['/', '-', '_', '.', ':', ','])
        .any(|part| is_mixed(part, 8));
    word.len() <= 200
        && !word.contains("//")
        && !is_livekit_key(word)
        && (has_part || word.len() < 20 && is_mixed(word, 8))
}

/// Whether a word is several words with hyphens, as in a passphrase.
pub(super) fn is_passphrase(word: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    (16..=64).contains(&word.len()) && word.contains('-') && word.bytes().all(is_part)
}

/// Whether a value is made of words, as codes of errors and kinds are.
pub(super) fn is_words(value: &str) -> bool {
    let mut parts = value.split(['_', '-', '.', ' ', '/', ':']);
    parts.all(|part| {
        part.bytes().all(|byte| byte.is_ascii_lowercase()) && part.len() <= 14
            || part.bytes().all(|byte| byte.is_ascii_uppercase()) && part.len() <= 14
            || part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a word tells how something is, and is no value.
pub(super) fn is_word_of_status(word: &str) -> bool {
    const WORDS: [&str; 38] = [
        "invalid",
        "missing",
        "required",
        "expired",
        "wrong",
        "incorrect",
        "empty",
        "unset",
        "string",
        "str",
        "text",
        "optional",
        "is",
        "was",
        "has",
        "not",
        "the",
        "for",
        "of",
        "and",
        "or",
        "in",
        "to",
        "error",
        "failed",
        "mismatch",
        "unauthorized",
        "forbidden",
        "unknown",
        "denied",
        "ok",
        "header",
        "bytes",
        "any",
        "number",
        "boolean",
        "option",
        "here",
    ];
    let word = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_ascii_lowercase();
    WORDS.contains(&word.as_str())
}

/// Whether a word is the name of a scheme of `Authorization` (RFC 9110 section 11).
pub(super) fn is_scheme_name(word: &str) -> bool {
    (super::SCHEMES.iter()).any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// Whether a text is an API key of LiveKit, which is public.
pub(in crate::sanitize) fn is_livekit_key(value: &str) -> bool {
    api_key::has_form_of_length(value, 8..32)
}
