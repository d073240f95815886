//! A secret that fits the signature but for a slip, or two.

use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Inline, Ours, Sentence, followed_by};
use super::{Classify, Explain};
use crate::secret::slip::{Edit, Kind, Side, Slip, Step, Steps};
use crate::sentence;
use crate::text::LineNumbers;

/// What to do after a setting was changed.
pub(super) const RESTART: &str = "Then recreate the container, or restart the process, that reads it: a restarted container keeps its old environment.";

/// A secret fits but for a slip, or two.
#[derive(Clone, Debug)]
pub struct SlipFinding {
    /// The slips.
    pub steps: Steps,
    /// Where the secret is, such as `line 3`.
    pub place: LineNumbers,
    /// Whether the token is another service's.
    pub is_elsewhere: bool,
}

codes! { Slip:
    /// **Why** `echo` and editors end a file with a newline, and it becomes part of the secret.
    SecretTrailingNewline,

    /// **Why** Windows ends lines with two characters, and a reader for Unix takes off one.
    SecretTrailingCrlf,

    /// **Why** Windows ends lines with two characters, and a reader for Unix takes off one.
    SecretTrailingCarriageReturn,

    /// **Why** Spaces around the sign, or a line that was broken by a window, become part of the value.
    SecretWhiteSpace,

    /// **Why** `docker run --env-file` and lists in `docker-compose.yml` keep quotes as part of the value.
    SecretQuotes,

    /// **Why** A separator of a list was copied along.
    SecretTrailingSeparator,

    /// **Why** The whole line was given where the value alone is wanted.
    SecretName,

    /// **Why** Single quotes and plain values resolve no escapes; a JSON writer escapes some characters.
    SecretEscapes,

    /// **Why** Chats, documents and a byte order mark put characters into text that cannot be seen.
    SecretInvisibleCharacter,

    /// **Why** Kubernetes, CI systems and tools encode a secret once more, or once too often.
    SecretEncoded,

    /// **Why** Some libraries of JWT decode a secret from base64 before they sign.
    SecretDecoded,

    /// **Why** Forms and URLs read `+` as a space.
    SecretPlus,

    /// **Why** Systems write an accent as one character or as two (Unicode NFC and NFD).
    SecretNormalization,

    /// **Why** A tool or a person changed the case.
    SecretCase,

    /// **Why** The value was pasted twice.
    SecretDoubled,

    /// **Why** Between double quotes a shell replaces `$name` by the value of that variable, which is empty.
    SecretVariable,

    /// **Why** `docker-compose.yml` writes `$$` for `$`; nothing else does.
    SecretDoubledDollar,

    /// **Why** Many readers of `.env` files take `#` as the start of a comment.
    SecretComment,

    /// **Why** The API key was given as the secret.
    KeySecretSwapped,

    /// **Why** The secret was typed, or a key was hit by chance.
    SecretOneCharacter,
}

/// The name of a kind of slip.
pub fn code(kind: Kind) -> Code {
    match kind {
        Kind::TrailingNewline => Code::SecretTrailingNewline,
        Kind::TrailingCrlf => Code::SecretTrailingCrlf,
        Kind::TrailingCarriageReturn => Code::SecretTrailingCarriageReturn,
        Kind::WhiteSpace => Code::SecretWhiteSpace,
        Kind::Quotes => Code::SecretQuotes,
        Kind::TrailingSeparator => Code::SecretTrailingSeparator,
        Kind::Name => Code::SecretName,
        Kind::Escapes => Code::SecretEscapes,
        Kind::InvisibleCharacter => Code::SecretInvisibleCharacter,
        Kind::Encoded => Code::SecretEncoded,
        Kind::Decoded => Code::SecretDecoded,
        Kind::Plus => Code::SecretPlus,
        Kind::Normalization => Code::SecretNormalization,
        Kind::Case => Code::SecretCase,
        Kind::Doubled => Code::SecretDoubled,
        Kind::Variable => Code::SecretVariable,
        Kind::DoubledDollar => Code::SecretDoubledDollar,
        Kind::Comment => Code::SecretComment,
        Kind::KeySecretSwapped => Code::KeySecretSwapped,
        Kind::OneCharacter { .. } => Code::SecretOneCharacter,
    }
}

impl Classify for SlipFinding {
    fn code(&self) -> super::Code {
        super::Code::Slip(code(self.steps.0.slip.kind))
    }

    fn cause(&self) -> Cause {
        Cause::SecretFormat
    }
}

impl Explain for SlipFinding {
    fn rank(&self) -> Rank {
        Rank::Slip
    }

    fn refuses(&self) -> bool {
        true
    }

    fn clause(&self) -> Sentence {
        let (first, second) = self.steps;
        let is_pasted = |step: Step| step.side == Side::Paste;
        let place = self.place;
        let Some(second) = second else {
            return if is_pasted(first) {
                sentence!["the secret in ", place, " fits only ", change(first), "."]
            } else {
                let change = change(first);
                sentence![
                    "it was signed with the secret in ",
                    place,
                    ", but ",
                    change,
                    "."
                ]
            };
        };
        let change = sentence![preposition(first), Inline(short(first.slip))];
        let also = if second.slip.kind == first.slip.kind && second.side == first.side {
            sentence![", twice"]
        } else if second.side == first.side {
            sentence![" and ", short(second.slip)]
        } else {
            sentence![
                " and ",
                sentence![preposition(second), Inline(short(second.slip))]
            ]
        };
        sentence![
            "the secret in ",
            place,
            " fits only ",
            change,
            Inline(also),
            "."
        ]
    }

    fn fix(&self) -> Sentence {
        let (first, second) = self.steps;
        let then = match first.side {
            Side::Paste => RESTART,
            Side::Minter => "The mistake is where tokens are signed, not in what you pasted.",
        };
        let second = second.filter(|second| second.slip.kind != first.slip.kind);
        let correction = |step: Step| {
            let elsewhere = correction_elsewhere(step.slip.kind).filter(|_| self.is_elsewhere);
            sentence![elsewhere.unwrap_or_else(|| correction(step.slip.kind))]
        };
        let second = second.map(correction);
        (second.into_iter().chain([sentence![then]])).fold(correction(first), followed_by)
    }
}

/// What has to be done to the pasted secret: `without a newline at its end`. Where a character is wrong, which place it has, and
/// never which character belongs there.
fn change(step: Step) -> Sentence {
    let slip = step.slip;
    if let Kind::OneCharacter { edit, at } = slip.kind {
        let place = at + 1;
        return match edit {
            Edit::Insert => sentence!["with one more character at place ", place],
            Edit::Remove => sentence!["without its character ", place],
            Edit::Replace => sentence!["with another character at place ", place],
            Edit::Exchange => sentence![
                "with its characters ",
                place,
                " and ",
                place + 1,
                " swapped"
            ],
        };
    }
    sentence![preposition(step), Inline(phrase(slip))]
}

fn preposition(step: Step) -> &'static str {
    match step.side {
        Side::Paste => "without ",
        Side::Minter => "with ",
    }
}

/// What a slip adds or takes away in a few words, where there are two.
fn short(slip: Slip) -> Sentence {
    match slip.kind {
        Kind::TrailingNewline => sentence!["a newline"],
        Kind::TrailingSeparator => sentence!["a separator"],
        Kind::WhiteSpace => sentence!["white space"],
        Kind::Quotes => sentence!["quotes"],
        Kind::Name => sentence!["its setting's name"],
        Kind::Escapes => sentence!["unresolved escapes"],
        Kind::InvisibleCharacter => sentence!["a hidden character"],
        _ => phrase(slip),
    }
}

/// What a slip adds to a secret, or takes away, as a phrase behind *with* or *without*.
fn phrase(Slip { kind, detail }: Slip) -> Sentence {
    match kind {
        Kind::TrailingNewline => sentence!["a newline (`\\n`) at its end"],
        Kind::TrailingCrlf => sentence!["a Windows line end (`\\r\\n`)"],
        Kind::TrailingCarriageReturn => sentence!["a carriage return (`\\r`)"],
        Kind::WhiteSpace => sentence!["white space in it or around it"],
        Kind::Quotes => sentence!["quotes (", Ours(detail), ") around it"],
        Kind::TrailingSeparator => {
            sentence!["a separator (", Ours(detail), ") at its end"]
        }
        Kind::Name => sentence!["its setting's name before it"],
        Kind::Escapes => sentence!["unresolved escapes (`\\n`, `\\u002b`)"],
        Kind::InvisibleCharacter => {
            sentence![(detail.chars().next()).map(|c| sentence![character_name(c)])]
        }
        Kind::Encoded => sentence![detail, " encoding"],
        Kind::Decoded => sentence![detail, " decoding"],
        Kind::Plus => sentence!["a space for each `+`"],
        Kind::Normalization => sentence!["accents in form NFD (Unicode)"],
        Kind::Case => sentence!["all its letters ", detail],
        Kind::Doubled => sentence!["a second copy of it"],
        Kind::Variable => sentence!["each `$name` left out"],
        Kind::DoubledDollar => sentence!["each `$` doubled"],
        Kind::Comment => sentence!["its end cut off at the `#`"],
        Kind::KeySecretSwapped => sentence!["the API key in its place"],
        Kind::OneCharacter { .. } => sentence!["another character in one place"],
    }
}

/// The line to write, or what else undoes a slip.
fn correction(kind: Kind) -> &'static str {
    match kind {
        Kind::TrailingNewline => {
            "Trim the secret where it is read: `secret.trim()`. `echo` and most editors add a newline; write the value with `printf %s '•••'`."
        }
        Kind::TrailingCrlf | Kind::TrailingCarriageReturn => {
            "Save the file with Unix line ends (LF), or trim the value where it is read: `secret.trim()`."
        }
        Kind::WhiteSpace => "Write `LIVEKIT_API_SECRET=•••`, without spaces.",
        Kind::Quotes => {
            "Write `LIVEKIT_API_SECRET=•••`: Docker's `--env-file`, lists in `docker-compose.yml` and `set` of Windows keep quotes as part of the value."
        }
        Kind::TrailingSeparator => {
            "Write `LIVEKIT_API_SECRET=•••`: in a `.env` file the separator is part of the value, in JSON or JavaScript it is not."
        }
        Kind::Name => "Enter only the value, `•••`, where the name has a field of its own.",
        Kind::Escapes => {
            "Write `LIVEKIT_API_SECRET='•••'`: escapes are only resolved between double quotes."
        }
        Kind::InvisibleCharacter => {
            "Type the line again, save the file as UTF-8 without BOM, and do not copy secrets from chats or documents."
        }
        Kind::Encoded => {
            "Use the secret unencoded. Kubernetes wants it in base64 under `data:`, encoded once and without a newline: `printf %s '•••' | base64`. Under `stringData:` it stays as it is."
        }
        Kind::Decoded => {
            "Sign with the text of the secret, and do not decode it: LiveKit uses its characters as they are."
        }
        Kind::Plus => "Encode each `+` as `%2B` in forms and URLs.",
        Kind::Normalization => {
            "Use only letters and digits: `livekit-server generate-keys` makes such secrets."
        }
        Kind::Case => "Copy the secret exactly: secrets are case-sensitive.",
        Kind::Doubled => "Write the secret once: `LIVEKIT_API_SECRET=•••`.",
        Kind::Variable => {
            "Write `LIVEKIT_API_SECRET='•••'`, with single quotes: without them, a shell expands `$name` as a variable. In `docker-compose.yml`, write `$$` for `$`."
        }
        Kind::DoubledDollar => {
            "Write `LIVEKIT_API_SECRET='•••'`: only `docker-compose.yml` reads `$$` as `$`."
        }
        Kind::Comment => {
            "Write `LIVEKIT_API_SECRET='•••'`, with quotes: without them, `#` starts a comment."
        }
        Kind::KeySecretSwapped => "Swap key and secret.",
        Kind::OneCharacter { .. } => {
            "Copy the secret again from where it was made: it was probably typed by hand, or changed by accident."
        }
    }
}

/// The same for the secret of another service, where that of `LiveKit` has a name or a rule of its own.
fn correction_elsewhere(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Decoded | Kind::Encoded => {
            "Use the same bytes on both sides: decode the secret where tokens are signed and where they are checked, or in neither place."
        }
        Kind::WhiteSpace
        | Kind::Quotes
        | Kind::TrailingSeparator
        | Kind::Escapes
        | Kind::Normalization
        | Kind::Doubled
        | Kind::Variable
        | Kind::DoubledDollar
        | Kind::Comment => {
            "Log the length of the secret on both sides, and write only the secret itself in its setting."
        }
        Kind::TrailingNewline
        | Kind::TrailingCrlf
        | Kind::TrailingCarriageReturn
        | Kind::Name
        | Kind::InvisibleCharacter
        | Kind::Plus
        | Kind::Case
        | Kind::KeySecretSwapped
        | Kind::OneCharacter { .. } => return None,
    })
}

/// What an invisible character is called.
pub fn character_name(character: char) -> &'static str {
    match character {
        '\u{feff}' => "a hidden U+FEFF (BOM)",
        '\u{200b}' => "a hidden U+200B (zero-width space)",
        '\u{200c}' => "a hidden U+200C (zero-width non-joiner)",
        '\u{200d}' => "a hidden U+200D (zero-width joiner)",
        '\u{2060}' => "a hidden U+2060 (word joiner)",
        '\u{a0}' => "a hidden U+00A0 (no-break space)",
        '\n' => "a newline",
        '\r' => "a carriage return",
        ' ' => "a space",
        '\t' => "a tab",
        '\u{ad}' => "a hidden U+00AD (soft hyphen)",
        _ => "a hidden mark of writing direction",
    }
}
