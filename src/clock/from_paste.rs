//! Turns the dates and clock tools of a paste into samples.

use crate::paste::Paste;
use crate::paste::date::{FoundDate, Source};
use crate::text::{Interval, NumericDate};

use super::{Clock, Offset, Sample};

/// Every reading of a clock in the paste. `now` is the browser's clock.
///
/// A pasted date was written before now, which gives one bound. Two times of the client machine around it (`date +%s;
/// curl -sI URL | grep -i ^date; date +%s`) give both bounds.
pub fn samples(paste: &Paste, now: NumericDate) -> Vec<Sample> {
    let mut samples = Vec::new();
    for comparison in &paste.comparisons {
        samples.push(Sample {
            whose: Clock::Machine,
            reference: Clock::Ntp,
            offset: Offset {
                least: comparison.ahead - comparison.margin,
                most: comparison.ahead + comparison.margin,
            },
            through_proxy: false,
        });
    }
    let since = Interval {
        earliest: NumericDate(f64::NEG_INFINITY),
        latest: now,
    };
    for (at, date) in paste.dates.iter().enumerate() {
        let whose = match date.source {
            Source::HttpDate => Clock::Server,
            Source::Machine => Clock::Machine,
            Source::LogLine | Source::Request => continue,
        };
        let mut add = |reference, meanwhile| {
            samples.push(Sample {
                whose,
                reference,
                offset: Offset::between(date.instants, meanwhile),
                through_proxy: date.through_proxy,
            });
        };
        add(Clock::Browser, since);
        if let Some(meanwhile) = around(&paste.dates, at) {
            add(Clock::Machine, meanwhile);
        }
    }
    samples
}

/// Two times that are further apart than this, in seconds, belong to two runs of the command.
const LONGEST: f64 = 300.0;

/// The machine's times right before and right after a date of the server.
fn around(dates: &[FoundDate], at: usize) -> Option<Interval> {
    let is_time = |date: &&FoundDate| date.source == Source::Machine;
    let before = dates[..at].last().filter(is_time)?;
    let after = dates.get(at + 1).filter(is_time)?;
    let took = after.instants.latest.since(before.instants.earliest);
    let is_one = dates[at].source == Source::HttpDate && (0.0..LONGEST).contains(&took);
    is_one.then_some(Interval {
        earliest: before.instants.earliest,
        latest: after.instants.latest,
    })
}
