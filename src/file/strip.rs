//! When the tokens of a file were used: their number in each of a few intervals, however long the file is.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::diagnosis::verdict::Outcome;

/// The most intervals.
const INTERVALS: u32 = 96;

/// The lengths of an interval, in seconds. Each is a multiple of the one before, so that short intervals add up to long ones.
const LENGTHS: [u32; 17] = [
    1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_419_200,
    31_449_600, 62_899_200,
];

/// When the tokens of a file were used.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Strip {
    /// When the first interval begins, in seconds since 1970.
    pub start: f64,
    /// The length of each interval, in seconds.
    pub interval: f64,
    /// The uses in each interval, one interval after the other: 2 to 96.
    pub slots: Vec<TimeSlot>,
    /// The first interval with a refusal, as an index.
    pub began: Option<u32>,
    /// The interval with the most refusals, as an index; the first of several.
    pub most: Option<u32>,
    /// The number of uses without a time, which are in no interval.
    #[cfg_attr(test, ts(type = "number"))]
    pub untimed: u64,
}

/// The uses in one interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TimeSlot {
    /// The number that LiveKit accepts.
    #[cfg_attr(test, ts(type = "number"))]
    pub accepted: u64,
    /// The number that it refuses.
    #[cfg_attr(test, ts(type = "number"))]
    pub refused: u64,
    /// The number of all others.
    #[cfg_attr(test, ts(type = "number"))]
    pub other: u64,
}

/// Counts uses while the file is read, when neither its end nor what becomes of them is known.
#[derive(Default)]
pub(super) struct Intervals {
    /// The length of an interval, as an index.
    length: usize,
    /// The first and the last interval, in lengths since 1970.
    ends: Option<(u32, u32)>,
    /// The uses of each class in each interval.
    counts: FxHashMap<(u32, u32), u32>,
    untimed: u64,
}

impl Intervals {
    /// Counts a use of a class; `at` is in seconds since 1970.
    pub(super) fn add(&mut self, class: u32, at: Option<f64>) {
        let Some(at) = at else {
            self.untimed += 1;
            return;
        };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is before 1970 or after 2106 is at the end of the strip"
        )]
        let interval = at as u32 / LENGTHS[self.length];
        let (mut first, mut last) = self.ends.map_or((interval, interval), |(first, last)| {
            (first.min(interval), last.max(interval))
        });
        *self.counts.entry((class, interval)).or_default() += 1;
        while last - first >= INTERVALS && self.length + 1 < LENGTHS.len() {
            let times = LENGTHS[self.length + 1] / LENGTHS[self.length];
            self.length += 1;
            (first, last) = (first / times, last / times);
            for ((class, interval), count) in std::mem::take(&mut self.counts) {
                *self.counts.entry((class, interval / times)).or_default() += count;
            }
        }
        self.ends = Some((first, last));
    }

    /// The strip; `None` if all is in one interval. `outcome` tells what became of a class.
    pub(super) fn strip(&self, outcome: impl Fn(u32) -> Outcome) -> Option<Strip> {
        let (first, last) = self.ends.filter(|(first, last)| first < last)?;
        let mut slots = vec![TimeSlot::default(); (last - first + 1) as usize];
        for ((class, interval), count) in &self.counts {
            let slot = &mut slots[(interval - first) as usize];
            let sum = match outcome(*class) {
                Outcome::Accepts => &mut slot.accepted,
                Outcome::Refuses => &mut slot.refused,
                Outcome::Depends | Outcome::Unknown => &mut slot.other,
            };
            *sum += u64::from(*count);
        }
        let refused: Vec<(u32, u64)> = (0..)
            .zip(slots.iter().map(|slot| slot.refused))
            .filter(|(_, count)| *count > 0)
            .collect();
        // Of equal ones, `max_by_key` gives the last.
        let most = refused.iter().rev().max_by_key(|(_, count)| *count);
        Some(Strip {
            start: f64::from(first) * f64::from(LENGTHS[self.length]),
            interval: f64::from(LENGTHS[self.length]),
            began: refused.first().map(|(index, _)| *index),
            most: most.map(|(index, _)| *index),
            slots,
            untimed: self.untimed,
        })
    }
}
