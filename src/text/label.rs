//! Labels in the place of what was removed from a text, such as `<secret.1>`: without quotes, spaces and backslashes, so that JSON, YAML
//! and `.env` files stay what they are.

/// What a label says that there was.
pub const KINDS: [&str; 11] = [
    "signature",
    "jwe",
    "private_key",
    "cookie",
    "authorization",
    "code",
    "refresh_token",
    "token",
    "secret",
    "identity",
    "address",
];

/// The label of the nth value of a kind.
pub fn of(kind: &str, number: usize) -> String {
    format!("<{kind}.{number}>")
}

/// The label at the start of a text: its kind, its number, and its length.
///
/// ```
/// use why401::text::label;
///
/// assert_eq!(label::read("<secret.12>, and more"), Some(("secret", 12, 11)));
/// assert_eq!(label::read("<secret>"), None);
/// ```
pub fn read(text: &str) -> Option<(&'static str, usize, usize)> {
    let rest = text.strip_prefix('<')?;
    let kind = (KINDS.into_iter()).find(|kind| {
        let behind = rest.strip_prefix(kind);
        behind.is_some_and(|behind| behind.starts_with('.'))
    })?;
    let digits = &rest[kind.len() + 1..];
    let near = digits.bytes().take(10);
    let length = near.take_while(u8::is_ascii_digit).count();
    let is_number = (1..10).contains(&length) && digits[length..].starts_with('>');
    let number = digits[..length].parse().ok().filter(|_| is_number)?;
    Some((kind, number, 1 + kind.len() + 1 + length + 1))
}

/// Whether a text is a label without its brackets, as a word of a text is.
pub fn is_inner(text: &str) -> bool {
    is_label(&format!("<{text}>"))
}

/// Whether a text is a label and nothing else.
pub fn is_label(text: &str) -> bool {
    read(text).is_some_and(|(.., length)| length == text.len())
}
