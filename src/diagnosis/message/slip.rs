//! The words of slips, alone and in pairs.

use crate::diagnosis::part::Message;
use crate::paste::symptom;
use crate::secret::slip::{Side, Step, Steps};

/// With which slips a secret fits, as a clause. `place` is where it stands.
pub(super) fn slip((first, second): Steps, place: &str, message: &mut Message) {
    let is_pasted = |step: Step| step.side == Side::Paste;
    let says = if is_pasted(first) || second.is_some_and(is_pasted) {
        "the secret that you pasted ({}) fits the signature only "
    } else {
        "it was signed with the secret that you pasted ({}), but "
    };
    message.say(says).words(place.to_owned());
    phrase(first, message);
    if let Some(second) = second {
        message.say(" and ");
        phrase(second, message);
    }
    message.say(".");
}

/// What has to be done to the pasted secret: `without a newline at its end`; where a character is wrong, and never which.
fn phrase(Step { slip, side }: Step, message: &mut Message) {
    if let Some(at) = slip.at {
        message.say(slip.what).number(at + 1).number(at + 2);
        return;
    }
    message.say(match side {
        Side::Paste => "without ",
        Side::Minter => "with ",
    });
    message.say(symptom::of_code(slip.code).says);
    message.text(match slip.what.chars().next() {
        Some(c) if slip.code == "secret-invisible-character" => name(c),
        _ => slip.what,
    });
}

/// What an invisible character is called.
pub(super) fn name(c: char) -> &'static str {
    match c {
        '\u{feff}' => "U+FEFF (BOM)",
        '\u{200b}' => "U+200B (zero-width space)",
        '\u{200c}' => "U+200C (zero-width non-joiner)",
        '\u{200d}' => "U+200D (zero-width joiner)",
        '\u{2060}' => "U+2060 (word joiner)",
        '\u{a0}' => "U+00A0 (no-break space)",
        '\n' => "a newline",
        '\r' => "a carriage return",
        ' ' => "a space",
        '\t' => "a tab",
        '\u{ad}' => "U+00AD (soft hyphen)",
        _ => "that sets the direction of writing",
    }
}
