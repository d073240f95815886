//! Small slips that make a right secret wrong: what happens to it on its way, undone and done, alone and in pairs.
//!
//! A slip is undone in the secret of the paste, which then is the one that signed; or done to it, where whoever signed has
//! the slip. What fits is told by its signature alone, so that a slip is never guessed.

mod encoding;
mod rewriting;
mod wrapping;

pub use encoding::Encoding;

/// What was done to a secret on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slip {
    /// A line end at its end, or before it.
    LineEnd(LineEnd),
    /// White space before or behind it, or in it.
    WhiteSpace,
    /// Quotes around it, of which this is the opening one.
    Quotes(char),
    /// A comma or semicolon behind it.
    Separator(char),
    /// The name of its setting before it: `LIVEKIT_API_SECRET=…`, `export …`, `key: …`.
    Name,
    /// Escapes of JSON, YAML or a shell that nothing has resolved: `\n`, `\"`, `\u002b`.
    Escapes,
    /// A character that cannot be seen.
    Invisible(char),
    /// It is encoded, from text to text.
    Encoded(Encoding),
    /// It was decoded to bytes, though it is no encoding of anything.
    Decoded(Encoding),
    /// `+` and spaces stand in each other's place, as between URLs and forms.
    Plus,
    /// Its accents are composed with their letters (NFC) or follow them (NFD).
    Normalization,
    /// All of its letters are in another case.
    Case(Case),
    /// It stands there twice.
    Doubled,
    /// A shell took what follows `$` for a variable, which is empty.
    Variable,
    /// Each `$` is doubled, as in `docker-compose.yml`.
    DoubledDollar,
    /// What follows `#` was taken for a comment.
    Comment,
    /// Key and secret stand in each other's place.
    Swapped,
    /// One character is wrong.
    Edit {
        /// How.
        edit: Edit,
        /// Which one of the pasted secret, from 0.
        at: usize,
    },
}

/// A line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// `\n`, as Unix writes it.
    Lf,
    /// `\r\n`, as Windows writes it.
    CrLf,
    /// `\r`: what is left of `\r\n` where only `\n` is taken off.
    Cr,
}

/// The case of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// All small.
    Lower,
    /// All capital.
    Upper,
    /// Small ones capital and capital ones small, as with Caps Lock.
    Inverted,
}

/// One character that keeps the pasted secret from fitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// One is lost before this place.
    Lost,
    /// This one is too many.
    Added,
    /// This one is another.
    Changed,
    /// This one and the next are exchanged.
    Exchanged,
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

/// Takes a slip, and a secret that may be what is left of it or what it makes.
type Add<'a> = &'a mut dyn FnMut(Step, &[&[u8]]);

/// Tells whether a secret made the signature; it is the one in question after these slips.
pub type Fits<'a> = &'a mut dyn FnMut(Steps, &[u8]) -> bool;

/// Finds what makes `secret` fit: one slip, or two of them, undone before done. `key` is that of its pair.
pub fn find(secret: &[u8], key: Option<&str>, fits: Fits) -> Option<Steps> {
    let undone = undo(secret);
    // Done and undone again, it would be what does not fit.
    let fits: Fits = &mut |steps, variant| variant != secret && fits(steps, variant);
    let found = first(&undone, fits).or_else(|| second(&undone, &undo, fits));
    if found.is_some() {
        return found;
    }
    let done = done(secret, key);
    let again = |secret: &[u8]| self::done(secret, key);
    first(&done, fits)
        .or_else(|| second(&undone, &again, fits))
        .or_else(|| second(&done, &again, fits))
}

/// A secret without or with a slip.
struct Variant {
    step: Step,
    secret: Vec<u8>,
    /// Whether the slip only put something before it.
    is_before: bool,
    /// Whether the slip only put something behind it.
    is_behind: bool,
}

fn first(variants: &[Variant], fits: Fits) -> Option<Steps> {
    for variant in variants {
        let steps = (variant.step, None);
        if fits(steps, &variant.secret) {
            return Some(steps);
        }
    }
    None
}

fn second(variants: &[Variant], of: &dyn Fn(&[u8]) -> Vec<Variant>, fits: Fits) -> Option<Steps> {
    for first in variants {
        for second in of(&first.secret) {
            let steps = (first.step, Some(second.step));
            // What stands before and what stands behind comes to the same in either order.
            let is_repeat = first.is_before && second.is_behind;
            // What was decoded though it is no encoding is not encoded again.
            let is_odd = matches!(
                (first.step.slip, second.step.slip),
                (Slip::Decoded(_), Slip::Encoded(_))
            );
            if !is_repeat && !is_odd && fits(steps, &second.secret) {
                return Some(steps);
            }
        }
    }
    None
}

/// What `secret` is without each slip that it may have, the likeliest first.
fn undo(secret: &[u8]) -> Vec<Variant> {
    collect(secret, &|add| {
        wrapping::undo(secret, add);
        rewriting::undo(secret, add);
        encoding::undo(secret, add);
    })
}

/// What each slip makes of `secret`, the likeliest first.
fn done(secret: &[u8], key: Option<&str>) -> Vec<Variant> {
    collect(secret, &|add| {
        if let Some(key) = key {
            add(minter(Slip::Swapped), &[key.as_bytes()]);
        }
        wrapping::apply(secret, key, add);
        encoding::apply(secret, add);
        rewriting::apply(secret, add);
    })
}

/// The variants that are neither empty, nor `secret` itself, nor the one before.
fn collect(secret: &[u8], variants: &dyn Fn(Add)) -> Vec<Variant> {
    let mut found: Vec<Variant> = Vec::new();
    variants(&mut |step, pieces| {
        let variant = pieces.concat();
        let is_last = found.last().is_some_and(|last| last.secret == variant);
        if !variant.is_empty() && variant != secret && !is_last {
            found.push(Variant {
                step,
                secret: variant,
                is_before: matches!(pieces, [_, _, []]),
                is_behind: matches!(pieces, [[], _, _]),
            });
        }
    });
    found
}

fn paste(slip: Slip) -> Step {
    let side = Side::Paste;
    Step { slip, side }
}

fn minter(slip: Slip) -> Step {
    let side = Side::Minter;
    Step { slip, side }
}
/// Whether a character cannot be seen: a space of any kind, or one without width.
pub fn is_invisible(c: char) -> bool {
    wrapping::INVISIBLE.contains(&c) || matches!(c, '\u{a0}' | '\n' | '\r' | ' ' | '\t')
}
