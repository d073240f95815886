//! Whether a secret in the paste made a token's signature, and if none did, which small slip keeps it from fitting.
//!
//! - **In**: tokens, and the pairs of key and secret in the paste.
//! - **Out**: a [`Signature`] for each token; what the form of a secret or key shows, such as one character too many.
//! - **Facts from**: RFC 7518 section 3.2 (HMAC), `utils.RandomSecret` and `utils.NewGuid` of livekit/protocol (the forms
//!   of secrets and keys), and public issues (the slips that people make).
//!
//! A secret is never printed, copied or put into a report: its type does not allow it.

mod form;
pub mod neighborhood;
pub mod signature;
pub mod slip;

pub use form::{
    LengthHint, Weakness, core, is_encoded_key, is_encoded_secret, is_nothing, is_placeholder,
    is_usual, length, looks_like_secret, names_application, secret_parts, weakness,
};

use std::ops::{Range, RangeInclusive};

use crate::livekit::api_key;
use crate::paste::pair::{Basis, Pair};
use crate::paste::word;
use crate::text::span::Places;
use crate::text::steps;
use crate::token::Token;
use crate::token::claims::Claim;

use form::PUBLIC;
use slip::{Side, Step, Steps};

/// How a token's signature relates to the secrets in the paste. Pairs are given by their index in the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is no secret, or no HMAC signature to check.
    Unchecked,
    /// Made with the secret of this pair.
    Valid {
        /// The pair.
        pair: usize,
    },
    /// Made with the secret of this pair, except for one or two slips.
    NearMiss {
        /// The pair.
        pair: usize,
        /// The slips.
        steps: Steps,
    },
    /// Made with none of the secrets.
    Invalid,
}

/// The search for the slips that keep the secrets of a paste from fitting its tokens, in steps that each take less than
/// a frame of a page. The work is counted in blocks of 64 bytes that are hashed: all steps together take about 16 ms,
/// for any number and length of secrets and tokens. The search ends at that limit.
#[derive(Debug, Default)]
pub struct SlipSearch {
    /// The number of steps made.
    steps: usize,
    /// The number of tokens to search for.
    tokens: usize,
    /// The work for these tokens so far, in blocks.
    spent: usize,
}

impl SlipSearch {
    /// The maximum number of steps.
    pub const STEPS: usize = 6;
    /// The number of blocks per step.
    const BLOCKS: usize = 12_000;

    /// Makes one step, and records what it finds in `signatures`, which belong to the tokens in the same order. Returns
    /// whether there is more to search.
    pub fn step(&mut self, tokens: &[Token], pairs: &[Pair], signatures: &mut [Signature]) -> bool {
        if self.steps == Self::STEPS {
            return false;
        }
        let first = self.steps * Self::BLOCKS;
        let mut budget = Budget {
            spent: self.spent,
            step: first..first + Self::BLOCKS,
        };
        self.steps += 1;
        while self.tokens < tokens.len() && budget.is_left() {
            let signature = &mut signatures[self.tokens];
            let is_open = matches!(signature, Signature::Invalid | Signature::Unchecked);
            if is_open && has_hmac(&tokens[self.tokens]) {
                match find_slip(&tokens[self.tokens], pairs, tokens.len() == 1, &mut budget) {
                    Some(slip) => *signature = slip,
                    // The next step continues with this token.
                    None if !budget.is_left() => break,
                    None => {}
                }
            }
            self.tokens += 1;
            self.spent = budget.spent;
        }
        self.tokens < tokens.len() && self.steps < Self::STEPS
    }

    /// Whether the search ended at its limit before it was through with a token, given by its index.
    pub fn is_cut_short(&self, token: usize) -> bool {
        self.steps == Self::STEPS && self.tokens <= token
    }
}

/// The work that one step may do. All steps count the same blocks in the same order, and each computes its own.
struct Budget {
    /// The blocks that were counted.
    spent: usize,
    /// The blocks of this step.
    step: Range<usize>,
}

impl Budget {
    /// Counts the blocks for the MAC of a text, given the lengths of secret and text; returns whether this step
    /// computes it.
    fn spend(&mut self, length: usize) -> bool {
        // HMAC hashes the padded key with the text, and again with the first hash.
        self.spent += length / 64 + 5;
        self.step.contains(&self.spent)
    }

    fn is_left(&self) -> bool {
        self.spent < self.step.end
    }
}

/// The longest secret that is searched for slips. LiveKit's have at most 45 characters, twice that in hexadecimal.
const LONGEST: usize = 512;

/// The lengths of secrets for which the neighborhood is searched: LiveKit's, and a little shorter or longer.
const NEIGHBOURS: RangeInclusive<usize> = 8..=64;

/// Checks a token against all pairs as they are in the paste; [`SlipSearch`] looks for slips if none of them fits.
///
/// ```
/// use why401::{paste, secret, secret::Signature, token};
///
/// let mut paste = paste::read(
///     "LIVEKIT_API_KEY=APItestkey12345\n\
///      LIVEKIT_API_SECRET=FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234\n\
///      eyJhbGciOiJIUzI1NiJ9.\
///      eyJpc3MiOiJBUEl0ZXN0a2V5MTIzNDUiLCJleHAiOjE3OTU1Mzc1NDgsInN1YiI6ImFsaWNlIiwidmlkZW8iOnsicm9vbUpvaW4iOnRydWUsInJvb20iOiJyIn19.\
///      S82o4VveSeTe8kn2RnUSFALf-mNEsLstTHgm4zOCYPk",
///     why401::finding::texts(),
/// );
/// let token = token::read(paste.tokens.remove(0));
/// assert_eq!(secret::check(&token, &paste.pairs), Signature::Valid { pair: 0 });
/// assert_eq!(secret::check(&token, &[]), Signature::Unchecked);
/// ```
pub fn check(token: &Token, pairs: &[Pair]) -> Signature {
    if !has_hmac(token) {
        return Signature::Unchecked;
    }
    let secrets = secrets(token, pairs);
    let is_named = |&(pair, ..): &(usize, Option<&str>, &str)| pairs[pair].basis.is_sure();
    let fitting = (secrets.iter()).find(|(.., secret)| fits(token, secret.as_bytes()));
    match fitting {
        Some(&(pair, ..)) => Signature::Valid { pair },
        None if secrets.iter().any(is_named) => Signature::Invalid,
        // What is no more than a guess shows nothing if it does not fit.
        None => Signature::Unchecked,
    }
}

/// The number of blocks that are hashed to check all tokens against all secrets.
const CHECKED: usize = 400_000;

/// How many tokens, the first ones, are checked against all pairs: thousands of both would take minutes.
pub fn checked(tokens: &[Token], pairs: &[Pair]) -> usize {
    let secrets = pairs.iter().filter(|pair| pair.secret.is_some()).count();
    let mut blocks = 0;
    let is_within = |token: &&Token| {
        blocks += (token.jws.signing_input.len() / 64 + 5) * secrets;
        blocks <= CHECKED
    };
    tokens.iter().take_while(is_within).count()
}

/// Checks all tokens against all pairs; those beyond the [limit](checked) stay [`Signature::Unchecked`].
pub fn check_all(tokens: &[Token], pairs: &[Pair]) -> Vec<Signature> {
    let (first, others) = tokens.split_at(checked(tokens, pairs));
    (first.iter().map(|token| check(token, pairs)))
        .chain(others.iter().map(|_| Signature::Unchecked))
        .collect()
}

/// Whether a token has a signature that a secret could have made.
pub fn has_hmac(token: &Token) -> bool {
    let is_hmac = |algorithm: &str| algorithm.starts_with("HS");
    !token.signature_removed
        && !token.jws.signature.is_empty()
        && token.jws.algorithm().is_some_and(|name| is_hmac(&name))
}

/// How many blocks are hashed to try words.
const TRIED: usize = 12_000;

/// How many words that do not fit are searched for slips.
const GUESSES: usize = 4;

/// Tries the words of a text against its tokens that no secret fits, the likeliest words first. Returns pairs for words that
/// made a signature, and for a few that were probably to be secrets, which the search for slips needs.
pub fn guess(text: &str, tokens: &[Token], signatures: &[Signature]) -> Vec<Pair> {
    let is_open = |signature: &Signature| !matches!(signature, Signature::Valid { .. });
    let open = tokens.iter().zip(signatures);
    let open = open.filter(|(token, signature)| is_open(signature) && has_hmac(token));
    let open: Vec<&Token> = open.map(|(token, _)| token).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let places = Places::new(
        tokens
            .iter()
            .flat_map(|token| token.spans.clone())
            .collect(),
    );
    let mut pairs = Vec::new();
    let (mut blocks, mut guesses) = (0, 0);
    for word in word::find(text, &places) {
        let secret = word.span.of(text);
        if PUBLIC.contains(&secret) {
            continue;
        }
        let is_it = open.iter().any(|token| {
            blocks += token.jws.signing_input.len() / 64 + 5;
            blocks < TRIED && fits(token, secret.as_bytes())
        });
        let is_guess = word.is_likely && guesses < GUESSES;
        if is_it || is_guess {
            guesses += usize::from(!is_it);
            pairs.push(Pair::guessed(text, word.span));
        }
    }
    pairs
}

/// Looks for the slip that keeps a secret from fitting a token that no secret fits. If `is_alone`, there is no other
/// token, and each neighborhood is searched too.
fn find_slip(
    token: &Token,
    pairs: &[Pair],
    is_alone: bool,
    budget: &mut Budget,
) -> Option<Signature> {
    let secrets = secrets(token, pairs);
    let input = token.jws.signing_input.len();
    // Of a word that is only guessed, one slip is enough to try.
    let is_deep = |pair: usize| pairs[pair].basis != Basis::Guess;
    for &(pair, key, secret) in &secrets {
        if secret.len() > LONGEST || !budget.is_left() {
            continue;
        }
        let fits = |_, secret: &[u8]| budget.spend(input + secret.len()) && fits(token, secret);
        let steps = if is_deep(pair) {
            slip::find(secret.as_bytes(), key, fits)
        } else {
            slip::find_one(secret.as_bytes(), key, fits)
        };
        if let Some(steps) = steps {
            return Some(Signature::NearMiss { pair, steps });
        }
    }
    for &(pair, _, secret) in &secrets {
        if is_alone
            && is_deep(pair)
            && NEIGHBOURS.contains(&secret.len())
            && secret.is_ascii()
            && budget.is_left()
            && let Some(slip) = neighborhood::find(secret.as_bytes(), |secret| {
                budget.spend(input + secret.len()) && fits(token, secret)
            })
        {
            let side = Side::Paste;
            let steps = (Step { slip, side }, None);
            return Some(Signature::NearMiss { pair, steps });
        }
    }
    None
}

/// The secrets in the paste, each with the index and the key of its pair; those of the token's own key first.
fn secrets<'a>(token: &Token, pairs: &'a [Pair]) -> Vec<(usize, Option<&'a str>, &'a str)> {
    let iss = token.claims.iss.value().map(String::as_str);
    let (own, others): (Vec<_>, Vec<_>) = (pairs.iter().enumerate())
        .filter_map(|(at, pair)| {
            let (secret, _) = pair.secret.as_ref()?;
            let key = pair.key.as_ref().map(|(key, _)| key.as_str());
            Some((at, key, secret.expose()))
        })
        .partition(|(_, key, _)| *key == iss);
    own.into_iter().chain(others).collect()
}

/// Whether a secret made a token's signature.
fn fits(token: &Token, secret: &[u8]) -> bool {
    let jws = &token.jws;
    let input = &jws.text.as_bytes()[jws.signing_input.clone()];
    steps::count(input.len());
    jws.algorithm()
        .is_some_and(|algorithm| signature::verify(&algorithm, secret, input, &jws.signature))
}

/// The public secret that made a token's signature.
pub fn public(token: &Token) -> Option<&'static str> {
    (PUBLIC.into_iter()).find(|secret| fits(token, secret.as_bytes()))
}

/// Whether key and secret of a pair are swapped, judged by their form alone.
pub fn is_swapped(pair: &Pair) -> bool {
    let secret_is_key = pair
        .secret
        .as_ref()
        .is_some_and(|(secret, _)| api_key::has_form(secret.expose()));
    secret_is_key
        && pair
            .key
            .as_ref()
            .is_some_and(|(key, _)| !api_key::has_form(key))
}

/// Whether a token names a secret as its API key: the two were swapped where it was made.
pub fn names_secret(token: &Token, pairs: &[Pair]) -> bool {
    let Claim::Is(iss) = &token.claims.iss else {
        return false;
    };
    pairs.iter().any(|pair| {
        pair.secret
            .as_ref()
            .is_some_and(|(secret, _)| secret.expose() == iss)
    })
}
