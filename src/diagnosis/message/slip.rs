//! The words of slips, alone and in pairs.

use crate::diagnosis::finding::slip_code;
use crate::diagnosis::part::{Part, code, say, text};
use crate::paste::symptom;
use crate::secret::slip::{Case, Edit, Encoding, Side, Slip, Step, Steps};
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

/// What has to be done to the pasted secret: `without a newline at its end`.
fn phrase(Step { slip, side }: Step) -> Vec<Part> {
    let is_pasted = side == Side::Paste;
    let before = match slip {
        Slip::Encoded(_) if is_pasted => "decoded from ",
        Slip::Encoded(_) => "in ",
        Slip::Decoded(_) => "",
        Slip::Variable | Slip::Comment => "without ",
        Slip::Edit { edit, at } => return self::edit(edit, at),
        Slip::Normalization | Slip::Case(_) | Slip::Plus | Slip::Swapped => "with ",
        _ if is_pasted => "without ",
        _ => "with ",
    };
    let value = match slip {
        Slip::Quotes(c) | Slip::Separator(c) => code(String::from(c)),
        Slip::Invisible(c) => text(name(c)),
        Slip::Encoded(encoding) | Slip::Decoded(encoding) => text(match encoding {
            Encoding::Base64 => "base64",
            Encoding::Base64url => "base64url",
            Encoding::Hex => "hexadecimal digits",
            Encoding::Percent => "percent-encoding",
        }),
        Slip::Case(Case::Lower) => text("all small"),
        Slip::Case(Case::Upper) => text("all capital"),
        Slip::Case(Case::Inverted) => text("small for capital, as with Caps Lock"),
        _ => text(""),
    };
    let mut phrase = vec![text(before)];
    phrase.extend(say(symptom::of_code(slip_code(slip)).says, [value]));
    phrase
}

/// Where a character is wrong, and never which.
fn edit(edit: Edit, at: usize) -> Vec<Part> {
    let number = text(whole(at + 1));
    match edit {
        Edit::Lost => say(
            "with one more character, put in as its character {}",
            [number],
        ),
        Edit::Added => say("without its character {}", [number]),
        Edit::Changed => say("with another character {}", [number]),
        Edit::Exchanged => say(
            "with its characters {} and {} exchanged",
            [number, text(whole(at + 2))],
        ),
    }
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
