//! The words of slips, alone and in pairs.

use crate::diagnosis::part::{Part, say, text};
use crate::paste::symptom;
use crate::secret::slip::{Side, Step, Steps};
use crate::text::decimal::whole;

/// With which slips a secret fits, as a clause. `place` is where it stands.
pub(super) fn slip((first, second): Steps, place: &str) -> Vec<Part> {
    let sides = [Some(first), second];
    let is_pasted = |step: &Option<Step>| step.is_some_and(|step| step.side == Side::Paste);
    let place = [text(place.to_owned())];
    let mut message = if sides.iter().any(is_pasted) {
        say(
            "the secret that you pasted ({}) fits the signature only ",
            place,
        )
    } else {
        say(
            "it was signed with the secret that you pasted ({}), but ",
            place,
        )
    };
    message.extend(phrase(first));
    if let Some(second) = second {
        message.push(text(" and "));
        message.extend(phrase(second));
    }
    message.push(text("."));
    message
}

/// What has to be done to the pasted secret: `without a newline at its end`; where a character is wrong, and never which.
fn phrase(Step { slip, side }: Step) -> Vec<Part> {
    if let Some(at) = slip.at {
        return say(slip.what, [text(whole(at + 1)), text(whole(at + 2))]);
    }
    let words = symptom::of_code(slip.code).says;
    let what = match slip.what.chars().next() {
        Some(c) if slip.code == "secret-invisible-character" => name(c),
        _ => slip.what,
    };
    let mut phrase = vec![text(match side {
        Side::Paste => "without ",
        Side::Minter => "with ",
    })];
    phrase.extend(say(words, [text(what)]));
    phrase
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
