//! Judges each different token of a file once, for each stretch of time in which the server answers the same, and counts its uses.

use rustc_hash::FxHashMap;

use crate::diagnosis::purpose;
use crate::diagnosis::relevance::is_of_livekit;
use crate::diagnosis::verdict::Outcome;
use crate::finding::cause::Cause;
use crate::finding::refusal;
use crate::finding::sentence::{Messages, Sentence};
use crate::paste::pair::{Basis, Pair};
use crate::paste::token::TokenText;
use crate::secret::{self, Signature};
use crate::server::Keys;
use crate::server::refusal::LEEWAY;
use crate::server::release::RELEASES;
use crate::text::NumericDate;
use crate::token::{self, Token};

use super::overview::{Count, Overview, Row, Sums, Verdict};
use super::strip::Intervals;
use super::what_if::{Delay, DelaysOfClasses};
use super::{ROWS, Texts, Use};

/// The most tokens whose signatures are checked against the secrets in the file, which may come later.
const CHECKED: usize = 20_000;

/// The most ages that are kept for their median.
const AGES: usize = 1_000_000;

/// A token that was understood.
struct JudgedToken {
    key: Option<u32>,
    minter: Option<u32>,
    identity: Option<u32>,
    room: Option<u32>,
    /// The instants at which the answer may change, in order; infinite ones are none.
    bounds: [f64; 3],
    /// The answers before, between and behind them.
    verdicts: [Verdict; 4],
    exp: Option<f64>,
    nbf: Option<f64>,
    /// The token, as long as its signature is not checked.
    text: Option<Box<TokenText>>,
}

/// What the answer to a use was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum ObservedAnswer {
    Nothing,
    Accepted,
    Refused,
}

/// What decides what became of a use: uses that have it in common are judged alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Class {
    /// The token, as long as its signature is not checked.
    token: Option<u32>,
    key: Option<u32>,
    minter: Option<u32>,
    /// The answer at the time of the use, if the secret is right.
    by_time: Verdict,
    /// Whether the token is accepted at a right time, if the secret is right.
    is_good_once: bool,
    seen: ObservedAnswer,
}

/// A row, before its token is known in full.
struct Draft {
    line: u64,
    place: u64,
    at: f64,
    status: Option<u16>,
    token: u32,
    class: u32,
}

pub(super) struct Judge {
    now: f64,
    texts: Texts,
    tokens: Vec<JudgedToken>,
    /// The indexes of tokens, and their lengths, by the hash of their text; `None` for texts that are no tokens.
    by_hash: FxHashMap<u128, Option<(u32, u32)>>,
    /// The classes by their index, and with the uses of each.
    by_class: FxHashMap<Class, u32>,
    classes: Vec<(Class, Count)>,
    intervals: Intervals,
    delays: DelaysOfClasses,
    rows: Vec<Draft>,
    ages: Vec<f32>,
    uses: u64,
}

impl Judge {
    pub(super) fn new(now: NumericDate) -> Self {
        Self {
            now: now.0,
            texts: Texts::default(),
            tokens: Vec::new(),
            by_hash: FxHashMap::default(),
            by_class: FxHashMap::default(),
            classes: Vec::new(),
            intervals: Intervals::default(),
            delays: DelaysOfClasses::default(),
            rows: Vec::new(),
            ages: Vec::new(),
            uses: 0,
        }
    }

    pub(super) fn uses(&self) -> u64 {
        self.uses
    }

    /// The index and the length of a token; `understand` reads it if it is new.
    pub(super) fn token(
        &mut self,
        text: &[u8],
        understand: impl FnOnce() -> Option<TokenText>,
    ) -> Option<(u32, usize)> {
        let hash = hash(text);
        if let Some(known) = self.by_hash.get(&hash) {
            return known.map(|(index, length)| (index, length as usize));
        }
        let found = understand().filter(|token| !token.elided && token.text.contains('.'));
        let known = found.map(|found| {
            let end = found.spans.first().map_or(0, |span| span.end);
            let index = u32::try_from(self.tokens.len()).unwrap_or(u32::MAX);
            self.understand(found);
            (index, u32::try_from(end).unwrap_or(u32::MAX))
        });
        self.by_hash.insert(hash, known);
        known.map(|(index, length)| (index, length as usize))
    }

    fn understand(&mut self, found: TokenText) {
        let kept = (self.tokens.len() < CHECKED && !found.signature_removed)
            .then(|| Box::new(copy(&found)));
        let token = token::read(found);
        let texts = &mut self.texts;
        let mut intern = |text: Option<&str>| {
            text.filter(|text| !text.is_empty())
                .map(|text| texts.add(text))
        };
        let known = JudgedToken {
            key: intern(
                token
                    .claims
                    .iss
                    .value()
                    .map(String::as_str)
                    .filter(|iss| !secret::looks_like_secret(iss)),
            ),
            minter: intern(token.minter.map(token::minter::Minter::words).as_deref()),
            identity: intern(token.claims.identity()),
            room: intern(token.room().as_deref()),
            exp: token.claims.exp.value().map(|exp| exp.0),
            nbf: token.claims.nbf.value().map(|nbf| nbf.0),
            ..judge(&token)
        };
        self.tokens.push(JudgedToken {
            text: kept,
            ..known
        });
    }

    /// Counts a use.
    pub(super) fn add(&mut self, used: &Use) {
        self.uses += 1;
        let known = &self.tokens[used.token as usize];
        let (earliest, latest) = used
            .at
            .map_or((self.now, self.now), |at| (at.earliest.0, at.latest.0));
        let (first, last) = (known.stretch(earliest), known.stretch(latest));
        // What differs by less than a second is what the log has of it.
        let is_precise = latest - earliest <= 1.0;
        let is_settled = is_precise
            || known.verdicts[usize::from(first)].0 == known.verdicts[usize::from(last)].0;
        let by_time = if is_settled {
            known.verdicts[usize::from(first)]
        } else {
            (Outcome::Depends, None)
        };
        let seen = match used.status {
            Some(101 | 200..=299) => ObservedAnswer::Accepted,
            Some(401 | 403) => ObservedAnswer::Refused,
            _ => ObservedAnswer::Nothing,
        };
        let class = Class {
            token: known.text.is_some().then_some(used.token),
            key: known.key,
            minter: known.minter,
            by_time,
            is_good_once: (known.verdicts.iter()).any(|(outcome, _)| *outcome == Outcome::Accepts),
            seen,
        };
        let at = used.at.map(|at| at.earliest.0);
        let is = |cause: Cause| by_time.1 == Some(cause) && seen != ObservedAnswer::Accepted;
        if is(Cause::Expired)
            && let Some(exp) = known.exp
            && self.ages.len() < AGES
        {
            #[allow(clippy::cast_possible_truncation, reason = "for a median of minutes")]
            self.ages.push((earliest - exp) as f32);
        }
        let late = if is_precise { earliest } else { latest };
        let delay = if is(Cause::Expired) {
            known.exp.map(|exp| Delay::late(late - exp))
        } else if is(Cause::ClockSkewNbf) {
            known.nbf.map(|nbf| Delay::early(nbf - earliest))
        } else {
            None
        };
        let (class, count) = self.class(class);
        count.uses += 1;
        if let Some(at) = at {
            count.first = count.first.min(at);
            count.last = count.last.max(at);
        }
        self.intervals.add(class, at);
        if let Some(delay) = delay {
            self.delays.add(class, delay);
        }
        if self.rows.len() < ROWS {
            self.rows.push(Draft {
                line: used.line,
                place: used.place,
                at: at.unwrap_or(f64::NAN),
                status: used.status,
                token: used.token,
                class,
            });
        }
    }

    /// The index of a class, and the count of its uses.
    fn class(&mut self, class: Class) -> (u32, &mut Count) {
        let next = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
        let index = *self.by_class.entry(class).or_insert(next);
        if index == next {
            self.classes.push((class, Count::default()));
        }
        (index, &mut self.classes[index as usize].1)
    }

    /// Sums everything up. The secrets of the file may stand behind its tokens.
    pub(super) fn finish(
        mut self,
        pairs: &[Pair],
        notes: &[Sentence],
        messages: Messages,
    ) -> Overview {
        let keys: Vec<Option<Verdict>> = self
            .tokens
            .iter_mut()
            .map(|known| known.signature(pairs))
            .collect();
        let accepted: Vec<Option<u32>> = (self.classes.iter())
            .filter(|(class, _)| class.seen == ObservedAnswer::Accepted)
            .map(|(class, _)| class.key)
            .collect();
        // Another key was accepted, and this one never.
        let is_key_unknown = |class: &Class| !accepted.is_empty() && !accepted.contains(&class.key);
        let by_key = |class: &Class| class.token.and_then(|token| keys[token as usize]);
        let verdict = |class: &Class| class.verdict(by_key(class), is_key_unknown(class));
        let verdicts: Vec<Verdict> = (self.classes.iter())
            .map(|(class, _)| verdict(class))
            .collect();
        let mut sums = Sums::default();
        for ((class, count), verdict) in self.classes.iter().zip(&verdicts) {
            sums.add(
                *verdict,
                self.text(class.key),
                self.text(class.minter),
                count,
            );
        }
        let row = |draft: &Draft| self.row(draft, verdicts[draft.class as usize]);
        let rows = self.rows.iter().map(row).collect();
        let strip = (self.intervals).strip(|class| verdicts[class as usize].0);
        // Only the time is wrong: at a right one, nothing else is against the token.
        let delays = self.delays.delays(sums.refused(), |class| {
            let (class, _) = &self.classes[class as usize];
            let is_known = class.seen == ObservedAnswer::Nothing || !is_key_unknown(class);
            class.is_good_once && is_known && by_key(class).is_none()
        });
        Overview {
            strip,
            delays,
            ..sums.overview(
                self.uses,
                self.tokens.len() as u64,
                &mut self.ages,
                rows,
                notes,
                messages,
            )
        }
    }

    fn row(&self, draft: &Draft, (outcome, cause): Verdict) -> Row {
        let known = &self.tokens[draft.token as usize];
        let at = Some(draft.at).filter(|at| !at.is_nan());
        let expired_for = known.exp.map(|exp| at.unwrap_or(self.now) - exp);
        Row {
            line: draft.line,
            place: draft.place,
            at,
            token: draft.token,
            outcome,
            cause,
            status: draft.status,
            key: self.text(known.key),
            identity: self.text(known.identity),
            room: self.text(known.room),
            minter: self.text(known.minter),
            expired_for: expired_for.filter(|_| cause == Some(Cause::Expired)),
        }
    }

    fn text(&self, index: Option<u32>) -> Option<String> {
        index.and_then(|index| self.texts.get(index))
    }
}

impl Class {
    /// What became of its uses. `by_key` is the answer for the key and signature of the token, where they decide; `is_key_unknown`
    /// is whether the server accepted other keys only.
    fn verdict(&self, by_key: Option<Verdict>, is_key_unknown: bool) -> Verdict {
        let by_time = self.by_time;
        let computed = match by_key {
            Some((Outcome::Refuses, _)) => by_key.unwrap_or(by_time),
            Some(by_key) if by_time.0 != Outcome::Refuses => by_key,
            _ => by_time,
        };
        match self.seen {
            ObservedAnswer::Nothing => computed,
            ObservedAnswer::Accepted => (Outcome::Accepts, None),
            ObservedAnswer::Refused if computed.0 == Outcome::Refuses || computed.1.is_some() => {
                (Outcome::Refuses, computed.1)
            }
            ObservedAnswer::Refused if is_key_unknown => {
                (Outcome::Refuses, Some(Cause::UnknownApiKey))
            }
            ObservedAnswer::Refused => (Outcome::Refuses, None),
        }
    }
}

impl JudgedToken {
    /// The stretch of time of an instant.
    fn stretch(&self, at: f64) -> u8 {
        self.bounds.iter().map(|bound| u8::from(*bound <= at)).sum()
    }

    /// What the secrets of the file show of the key and the signature.
    fn signature(&mut self, pairs: &[Pair]) -> Option<Verdict> {
        let text = self.text.take()?;
        if pairs.is_empty()
            || self
                .verdicts
                .iter()
                .all(|(outcome, _)| *outcome == Outcome::Unknown)
        {
            return None;
        }
        let token = token::read(*text);
        let iss = token.claims.iss.value();
        let is_of = |pair: &Pair| pair.key.as_ref().is_none_or(|(key, _)| Some(key) == iss);
        match secret::check(&token, pairs) {
            Signature::Invalid => {}
            // The secret is right, and the server knows it by another key.
            Signature::Valid { pair } if !is_of(&pairs[pair]) => {}
            _ => return None,
        }
        let has_key = pairs
            .iter()
            .any(|pair| pair.key.as_ref().map(|(key, _)| key) == iss);
        let is_server = pairs.iter().any(|pair| pair.basis == Basis::Server);
        Some(match (has_key, is_server) {
            (true, _) => (Outcome::Refuses, Some(Cause::SignatureSecretMismatch)),
            (false, true) => (Outcome::Refuses, Some(Cause::UnknownApiKey)),
            // The server may have that key too.
            (false, false) => (Outcome::Depends, Some(Cause::UnknownApiKey)),
        })
    }
}

/// What the newest release answers in each stretch of time, by the same rules as for a paste, if the secret is right.
fn judge(token: &Token) -> JudgedToken {
    let mut known = JudgedToken {
        key: None,
        minter: None,
        identity: None,
        room: None,
        bounds: [f64::INFINITY; 3],
        verdicts: [(Outcome::Unknown, None); 4],
        exp: None,
        nbf: None,
        text: None,
    };
    let is_whole = !token.jws.is_cut_off() && !token.elided;
    if !is_whole || token.jws.claims_set().is_some() && !is_of_livekit(token) {
        return known;
    }
    let mut from = f64::NEG_INFINITY;
    for bound in &mut known.bounds {
        let Some(at) = token.claims.next_change(from, LEEWAY) else {
            break;
        };
        *bound = at;
        from = at;
    }
    let purpose = purpose::of_grants(token);
    let question = purpose.question(token);
    let refusal_at = question.refusals(token, &Keys::Assumed);
    let release = &RELEASES[RELEASES.len() - 1];
    for stretch in 0..known.verdicts.len() {
        let (start, end) = (
            stretch.checked_sub(1).map(|before| known.bounds[before]),
            known
                .bounds
                .get(stretch)
                .copied()
                .filter(|end| end.is_finite()),
        );
        let at = match (start, end) {
            (Some(start), Some(end)) => f64::midpoint(start, end),
            (Some(start), None) if start.is_finite() => start + 1.0,
            (_, Some(end)) => end - 1.0,
            _ => 0.0,
        };
        known.verdicts[stretch] = match refusal_at(release, NumericDate(at)) {
            Some(refused) => (Outcome::Refuses, Some(refusal::cause(&refused))),
            None => (Outcome::Accepts, None),
        };
    }
    known
}

fn copy(found: &TokenText) -> TokenText {
    TokenText {
        text: found.text.clone(),
        spans: Vec::new(),
        invisible: found.invisible,
        elided: found.elided,
        signature_removed: found.signature_removed,
        is_payload: found.is_payload,
    }
}

/// Two independent hashes of a text: tokens of a file that differ must never count as one.
fn hash(text: &[u8]) -> u128 {
    use std::hash::Hasher;
    let mut one = rustc_hash::FxHasher::default();
    one.write(text);
    let mut other = std::hash::DefaultHasher::new();
    other.write(text);
    u128::from(one.finish()) << 64 | u128::from(other.finish())
}
