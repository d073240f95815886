//! Characters that nobody sees.

/// Whether a character takes no room: a soft hyphen, a mark of writing direction, a joiner, a byte order mark.
///
/// ```
/// use why401::text::is_invisible;
///
/// assert!(is_invisible('\u{200b}'));
/// assert!(!is_invisible(' '));
/// ```
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}
