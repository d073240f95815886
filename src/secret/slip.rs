//! Small slips that make a right secret wrong: what happens to it on its way, undone and done, alone and in pairs.
//!
//! A slip is undone in the secret of the paste, which then is the one that signed; or done to it, where whoever signed has
//! the slip. What fits is told by its signature alone, so that a slip is never guessed.

mod encoding;
mod rewriting;
mod wrapping;

/// What was done to a secret on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slip {
    /// What was done.
    pub kind: Kind,
    /// What it was done with: a quote or separator, an invisible character, or the name of an encoding; may be empty.
    pub detail: &'static str,
}

/// What happens to secrets on their way.
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
    /// Escapes that nothing resolved.
    Escapes,
    /// A character that cannot be seen.
    InvisibleCharacter,
    /// It was encoded, from text to text.
    Encoded,
    /// It was decoded to bytes, though it is no encoding of anything.
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
        /// What makes it right.
        edit: Edit,
        /// Which character of the pasted secret, from 0.
        at: usize,
    },
}

/// What has to be done to a character of the pasted secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// A character is missing before it.
    Insert,
    /// It is one too many.
    Remove,
    /// It is another one.
    Replace,
    /// It has changed places with the next.
    Exchange,
}

/// Who has the slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The secret of the paste: the token was signed without it.
    Paste,
    /// Whoever signed the token: the secret of the paste is without it.
    Minter,
}

/// A slip, and who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The slip.
    pub slip: Slip,
    /// Who has it.
    pub side: Side,
}

/// How a secret fits: by a slip, or by two.
pub type Steps = (Step, Option<Step>);

/// Takes the kind of a slip, its detail, and the pieces of a secret that may be what is left of it or what it makes.
type Add<'a> = &'a mut dyn FnMut(Kind, &'static str, &[&[u8]]);

/// Which slips are looked for, the likeliest first: one alone, or one and another after it.
const ROUNDS: [(Side, Option<Side>); 5] = [
    (Side::Paste, None),
    (Side::Paste, Some(Side::Paste)),
    (Side::Minter, None),
    (Side::Paste, Some(Side::Minter)),
    (Side::Minter, Some(Side::Minter)),
];

/// Finds what makes `secret` fit: one slip, or two of them, undone before done. `key` is that of its pair. `fits` tells
/// whether a secret made the signature; it is the one in question after these slips.
pub fn find(
    secret: &[u8],
    key: Option<&str>,
    mut fits: impl FnMut(Steps, &[u8]) -> bool,
) -> Option<Steps> {
    let mut found = None;
    for (one, other) in ROUNDS {
        each(secret, key, one, |first, once| {
            let mut check = |second, variant: &[u8]| {
                // Done and undone again, it would be what does not fit.
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

/// All that `secret` may be without a slip of the paste, or with a slip of whoever signs, the likeliest first.
fn each(secret: &[u8], key: Option<&str>, side: Side, mut take: impl FnMut(Step, &[u8])) {
    let add: Add = &mut |kind, detail, pieces| {
        let variant = pieces.concat();
        if !variant.is_empty() && variant != secret {
            // It shows only when it is undone, but is done by whoever signs.
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

/// Whether a character cannot be seen: a space of any kind, or one without width.
pub fn is_invisible(c: char) -> bool {
    wrapping::INVISIBLE
        .iter()
        .any(|invisible| invisible.starts_with(c))
        || matches!(c, '\u{a0}' | '\n' | '\r' | ' ' | '\t')
}
