//! How many refusals of a file would be none with other times: more leeway, an earlier `nbf`, or a longer life.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

/// The most different delays that are kept while a file is read.
const DELAYS: usize = 1 << 19;

/// Other times than those of the tokens and of the server, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Margins {
    /// The difference that the server allows; it is 60.
    pub leeway: u32,
    /// How much earlier each token becomes valid.
    pub nbf: u32,
    /// How much longer each token lives.
    pub life: u32,
}

/// The refusals that are none with other times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Vanished {
    /// The number of those that had expired.
    #[cfg_attr(test, ts(type = "number"))]
    pub expired: u64,
    /// The number of those that were not valid yet.
    #[cfg_attr(test, ts(type = "number"))]
    pub not_valid_yet: u64,
    /// The number of all refusals of the file.
    #[cfg_attr(test, ts(type = "number"))]
    pub refused: u64,
    /// Whether every refusal was examined: of a file with very many different delays, only the first ones are.
    pub is_exact: bool,
}

/// The refusals of a file that only their time is the reason for, by how far away the right time was.
#[derive(Clone, Debug, Default)]
pub struct Delays {
    /// The whole seconds between `exp` and the use, rounded down, with the number of refusals up to there.
    late: Vec<(u32, u64)>,
    /// The whole seconds between the use and `nbf`, rounded up, with the number of refusals up to there.
    early: Vec<(u32, u64)>,
    refused: u64,
    is_exact: bool,
}

impl Delays {
    /// How many refusals are none with other times.
    pub fn vanished(&self, margins: Margins) -> Vanished {
        let Margins { leeway, nbf, life } = margins;
        let up_to = |delays: &[(u32, u64)], is_within: &dyn Fn(u32) -> bool| {
            let behind = delays.partition_point(|(delay, _)| is_within(*delay));
            behind.checked_sub(1).map_or(0, |last| delays[last].1)
        };
        Vanished {
            // A server accepts a token until just before `exp` and the leeway, and from `nbf` less the leeway on.
            expired: up_to(&self.late, &|late| late < leeway.saturating_add(life)),
            not_valid_yet: up_to(&self.early, &|early| early <= leeway.saturating_add(nbf)),
            refused: self.refused,
            is_exact: self.is_exact,
        }
    }
}

/// How far away the right time of a use was, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Delay {
    Late(u32),
    Early(u32),
}

impl Delay {
    /// A use so many seconds behind `exp`.
    pub(super) fn late(seconds: f64) -> Self {
        Self::Late(whole(seconds.floor()))
    }

    /// A use so many seconds before `nbf`.
    pub(super) fn early(seconds: f64) -> Self {
        Self::Early(whole(seconds.ceil()))
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "more than a century is as good as for ever"
)]
fn whole(seconds: f64) -> u32 {
    seconds as u32
}

/// Keeps delays while the file is read, when what becomes of their uses is not known.
#[derive(Default)]
pub(super) struct DelaysOfClasses {
    counts: FxHashMap<(u32, Delay), u64>,
    is_full: bool,
}

impl DelaysOfClasses {
    /// Keeps the delay of a use of a class.
    pub(super) fn add(&mut self, class: u32, delay: Delay) {
        let is_known = self.counts.len() < DELAYS || self.counts.contains_key(&(class, delay));
        if is_known {
            *self.counts.entry((class, delay)).or_default() += 1;
        } else {
            self.is_full = true;
        }
    }

    /// The delays of the classes of which only the time is wrong, among so many refusals.
    pub(super) fn delays(&self, refused: u64, is_counted: impl Fn(u32) -> bool) -> Delays {
        let (mut late, mut early) = (BTreeMap::new(), BTreeMap::new());
        for ((class, delay), count) in &self.counts {
            let (sums, seconds) = match delay {
                Delay::Late(seconds) => (&mut late, seconds),
                Delay::Early(seconds) => (&mut early, seconds),
            };
            if is_counted(*class) {
                *sums.entry(*seconds).or_default() += count;
            }
        }
        Delays {
            late: summed(late),
            early: summed(early),
            refused,
            is_exact: !self.is_full,
        }
    }
}

/// The delays in order, each with the sum of all counts up to it.
fn summed(counts: BTreeMap<u32, u64>) -> Vec<(u32, u64)> {
    let mut sum = 0;
    let add = |(delay, count)| {
        sum += count;
        (delay, sum)
    };
    counts.into_iter().map(add).collect()
}
