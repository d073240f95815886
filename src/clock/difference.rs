//! Combines samples into one offset for each pair of clocks.

use super::sample::{Clock, Offset, Sample};

/// How far one clock is ahead of another, from all samples together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The first clock.
    pub whose: Clock,
    /// The second clock.
    pub reference: Clock,
    /// How far the first is ahead of the second.
    pub offset: Offset,
    /// Whether the samples contradict each other: then the offset is the hull of all of them.
    pub is_contradicted: bool,
    /// Whether one of the samples may show the clock of a proxy.
    pub through_proxy: bool,
}

impl Difference {
    /// Whether it shows which clock is ahead, or limits how far ahead it may be.
    pub fn is_informative(&self) -> bool {
        let Offset { least, most } = self.offset;
        self.offset.is_bounded()
            || least > 0.0 && least.is_finite()
            || most < 0.0 && most.is_finite()
    }

    /// Whether the clocks differ enough to matter.
    pub fn is_notable(&self) -> bool {
        self.offset.least > NOTABLE || self.offset.most < -NOTABLE
    }
}

/// In seconds: clocks that are set by NTP differ by less.
const NOTABLE: f64 = 5.0;

/// The pairs of clocks that are compared, the one that decides about tokens first; each with a third clock that
/// connects the two.
const PAIRS: [(Clock, Clock, Option<Clock>); 6] = [
    (Clock::Minter, Clock::Server, Some(Clock::Browser)),
    (Clock::Machine, Clock::Server, Some(Clock::Browser)),
    (Clock::Server, Clock::Browser, None),
    (Clock::Minter, Clock::Browser, Some(Clock::Server)),
    (Clock::Machine, Clock::Ntp, None),
    (Clock::Machine, Clock::Browser, None),
];

/// Combines the samples.
///
/// ```
/// use why401::{clock::{Clock, Sample, differences}, text::NumericDate};
///
/// let probe = |sent| Sample::of_probe(NumericDate(sent), NumericDate(sent + 0.2), NumericDate(160.0), false);
/// let [server] = differences(&[probe(100.0), probe(100.7)])[..] else { panic!() };
/// assert_eq!((server.whose, server.reference), (Clock::Server, Clock::Browser));
/// // Each look narrows the bounds.
/// assert!(server.offset.most - server.offset.least < 0.6);
/// assert!(server.is_notable());
/// ```
pub fn differences(samples: &[Sample]) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (whose, reference, over) in PAIRS {
        let mut known = direct(samples, whose, reference);
        if let Some(over) = over {
            let there = direct(samples, whose, over);
            let back = direct(samples, over, reference);
            if !there.is_contradicted && !back.is_contradicted {
                let offset = there.offset.plus(back.offset);
                // The indirect offset narrows the direct one, but cannot overrule it.
                if let Some(both) = known.offset.and(offset) {
                    known.through_proxy |= both != known.offset && back.through_proxy;
                    known.offset = both;
                }
            }
        }
        if known.is_informative() {
            differences.push(known);
        }
    }
    differences
}

/// The offset from the samples of these two clocks alone.
fn direct(samples: &[Sample], whose: Clock, reference: Clock) -> Difference {
    let mut known = Difference {
        whose,
        reference,
        offset: Offset::ANY,
        is_contradicted: false,
        through_proxy: false,
    };
    let mut all: Option<Offset> = None;
    for sample in samples {
        let offset = match (sample.whose, sample.reference) {
            clocks if clocks == (whose, reference) => sample.offset,
            clocks if clocks == (reference, whose) => sample.offset.reversed(),
            _ => continue,
        };
        known.through_proxy |= sample.through_proxy;
        all = Some(all.map_or(offset, |all| all.or(offset)));
        match known.offset.and(offset) {
            Some(both) => known.offset = both,
            None => known.is_contradicted = true,
        }
    }
    if known.is_contradicted {
        known.offset = all.unwrap_or(Offset::ANY);
    }
    known
}
