//! Small slips that make a right secret wrong: what happens to it on its way, undone and applied, alone and in pairs.
//!
//! Either the secret in the paste has the slip (undo it), or the signer's copy has it (apply it). Only a fitting
//! signature confirms a slip, so that none is ever guessed.

mod encoding;
mod rewriting;
mod wrapping;

/// What was done to a secret on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slip {
    /// What was done.
    pub kind: Kind,
    /// The character or encoding involved: a quote or separator, an invisible character, or the name of an encoding;
    /// may be empty.
    pub detail: &'static str,
}

/// The kinds of slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A newline at its end.
    TrailingNewline,
    /// A Windows line end at its end.
    TrailingCrlf,
    /// A carriage return at its end.
    TrailingCarriageReturn,
    /// White space in it or around it.
    WhiteSpace,
    /// Quotes around it.
    Quotes,
    /// A separator of a list at its end.
    TrailingSeparator,
    /// The name of its setting before it.
    Name,
    /// Escapes that were not resolved.
    Escapes,
    /// An invisible character.
    InvisibleCharacter,
    /// It was encoded, from text to text.
    Encoded,
    /// It was decoded to bytes, although it is not an encoding of anything.
    Decoded,
    /// A space for each `+`.
    Plus,
    /// Unicode NFD in place of NFC.
    Normalization,
    /// All letters in one case.
    Case,
    /// A second copy of it.
    Doubled,
    /// A shell expanded `$name`.
    Variable,
    /// Each `$` doubled.
    DoubledDollar,
    /// Everything from `#` on was read as a comment.
    Comment,
    /// The API key in its place.
    KeySecretSwapped,
    /// One character is wrong.
    OneCharacter {
        /// The edit that fixes it.
        edit: Edit,
        /// Which character of the pasted secret, from 0.
        at: usize,
    },
}

/// How to fix a character of the pasted secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// A character is missing before it.
    Insert,
    /// It is extra.
    Remove,
    /// It is the wrong one.
    Replace,
    /// It was swapped with the next.
    Exchange,
}

/// Which copy of the secret has the slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The one in the paste: the token was signed without the slip.
    Paste,
    /// The signer's: the secret in the paste has no slip.
    Minter,
}

/// A slip, and which copy of the secret has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The slip.
    pub slip: Slip,
    /// The copy that has it.
    pub side: Side,
}

/// How a secret fits: by a slip, or by two.
pub type Steps = (Step, Option<Step>);

/// Receives the kind of a slip, its detail, and the pieces of a secret that undoing or applying the slip may give.
type Add<'a> = &'a mut dyn FnMut(Kind, &'static str, &[&[u8]]);

/// The slips that are looked for, the likeliest first: one alone, or one after another.
const ROUNDS: [(Side, Option<Side>); 5] = [
    (Side::Paste, None),
    (Side::Paste, Some(Side::Paste)),
    (Side::Minter, None),
    (Side::Paste, Some(Side::Minter)),
    (Side::Minter, Some(Side::Minter)),
];

/// Finds what makes `secret` fit: one slip, or two, undone before applied. `key` belongs to the same pair. `fits`
/// checks whether a secret made the signature.
pub fn find(
    secret: &[u8],
    key: Option<&str>,
    fits: impl FnMut(Steps, &[u8]) -> bool,
) -> Option<Steps> {
    search(secret, key, &ROUNDS, fits)
}

/// The same for one slip alone, which is a tenth of the work.
pub fn find_one(
    secret: &[u8],
    key: Option<&str>,
    fits: impl FnMut(Steps, &[u8]) -> bool,
) -> Option<Steps> {
    search(
        secret,
        key,
        &[(Side::Paste, None), (Side::Minter, None)],
        fits,
    )
}

fn search(
    secret: &[u8],
    key: Option<&str>,
    rounds: &[(Side, Option<Side>)],
    mut fits: impl FnMut(Steps, &[u8]) -> bool,
) -> Option<Steps> {
    let mut found = None;
    for &(one, other) in rounds {
        each(secret, key, one, |first, once| {
            let mut check = |second, variant: &[u8]| {
                // Undone and applied again gives the same secret, which does not fit.
                if found.is_none() && variant != secret && fits((first, second), variant) {
                    found = Some((first, second));
                }
            };
            match other {
                Some(other) => each(once, key, other, |second, twice| {
                    check(Some(second), twice);
                }),
                None => check(None, once),
            }
        });
        if found.is_some() {
            break;
        }
    }
    found
}

/// Tries each secret that one slip explains: undone if the paste has it, applied if the signer has it. The likeliest come first.
fn each(secret: &[u8], key: Option<&str>, side: Side, mut take: impl FnMut(Step, &[u8])) {
    let add: Add = &mut |kind, detail, pieces| {
        let variant = pieces.concat();
        if !variant.is_empty() && variant != secret {
            // It is found by undoing it, but the signer made it.
            let side = if kind == Kind::Decoded {
                Side::Minter
            } else {
                side
            };
            let slip = Slip { kind, detail };
            take(Step { slip, side }, &variant);
        }
    };
    if side == Side::Paste {
        wrapping::halve(secret, add);
        wrapping::wrap(secret, side, add);
        wrapping::undo(secret, add);
        encoding::undo(secret, add);
    } else {
        wrapping::wrap(secret, side, add);
        wrapping::apply(secret, key, add);
        encoding::apply(secret, add);
        rewriting::lose(secret, add);
    }
    rewriting::rewrite(secret, side, add);
}

/// Whether a character is invisible: any kind of space, or a character without width.
pub fn is_invisible(c: char) -> bool {
    wrapping::INVISIBLE
        .iter()
        .any(|invisible| invisible.starts_with(c))
        || matches!(c, '\u{a0}' | '\n' | '\r' | ' ' | '\t')
}

/// A value without its invisible characters.
pub fn visible(value: &str) -> String {
    value.chars().filter(|c| !is_invisible(*c)).collect()
}
