//! One look at a clock while another was known: how far the one is ahead, as far as that look tells.

use crate::text::{Interval, NumericDate};

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Of the machine that asks: the browser's.
    Browser,
    /// Of the LiveKit server, or of a proxy that answers for it.
    Server,
    /// Of the machine that makes the tokens.
    Minter,
    /// Of the machine on which a command of the paste ran.
    Machine,
    /// True time, as NTP hands it on.
    Ntp,
}

impl Clock {
    /// Its name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Server => "server",
            Self::Minter => "minter",
            Self::Machine => "machine",
            Self::Ntp => "ntp",
        }
    }
}

/// By how many seconds one clock is ahead of another; negative where it is behind. An end that is not known is infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offset {
    /// At the least.
    pub least: f64,
    /// At the most.
    pub most: f64,
}

impl Offset {
    /// Nothing is known.
    pub const ANY: Self = Self {
        least: f64::NEG_INFINITY,
        most: f64::INFINITY,
    };

    /// The offset of a clock that showed `shown` while another showed `meanwhile`.
    pub fn between(shown: Interval, meanwhile: Interval) -> Self {
        Self {
            least: shown.earliest.since(meanwhile.latest),
            most: shown.latest.since(meanwhile.earliest),
        }
    }

    /// Seen from the other clock.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            least: -self.most,
            most: -self.least,
        }
    }

    /// By how much the first clock is ahead of a third, which the second is ahead of by `other`.
    ///
    /// ```
    /// use why401::clock::Offset;
    ///
    /// let (server, browser) = (Offset { least: 1.0, most: 2.0 }, Offset { least: 10.0, most: 10.0 });
    /// assert_eq!(server.plus(browser), Offset { least: 11.0, most: 12.0 });
    /// ```
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            least: self.least + other.least,
            most: self.most + other.most,
        }
    }

    /// What both allow; `None` if they contradict each other.
    ///
    /// ```
    /// use why401::clock::Offset;
    ///
    /// let (one, other) = (Offset { least: 1.0, most: 3.0 }, Offset { least: 2.0, most: 5.0 });
    /// assert_eq!(one.and(other), Some(Offset { least: 2.0, most: 3.0 }));
    /// assert_eq!(one.and(Offset { least: 8.0, most: 9.0 }), None);
    /// ```
    pub fn and(self, other: Self) -> Option<Self> {
        let both = Self {
            least: self.least.max(other.least),
            most: self.most.min(other.most),
        };
        if both.least <= both.most {
            return Some(both);
        }
        // A clock is set right in small steps while it is looked at.
        (both.least - both.most <= SLEW).then_some(Self {
            least: both.most,
            most: both.least,
        })
    }

    /// What one of both allows.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    /// Whether both ends are known.
    pub fn is_bounded(self) -> bool {
        self.least.is_finite() && self.most.is_finite()
    }
}

/// Looks that contradict each other by no more than this, in seconds, still agree.
const SLEW: f64 = 0.1;

/// One look at a clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Which clock was looked at.
    pub whose: Clock,
    /// The clock that was known meanwhile.
    pub reference: Clock,
    /// By how much the first is ahead.
    pub offset: Offset,
    /// Whether it may be the clock of a proxy.
    pub through_proxy: bool,
}

impl Sample {
    /// An answer with a `Date`, which has whole seconds, to a request that the browser sent no earlier than `sent` and
    /// had back no later than `received`.
    ///
    /// ```
    /// use why401::{clock::Sample, text::NumericDate};
    ///
    /// // Asked at 100 s, answered at 100.5 s, with a `Date` of 160 s, which lasts until 161 s.
    /// let sample = Sample::of_probe(NumericDate(100.0), NumericDate(100.5), NumericDate(160.0), false);
    /// assert_eq!((sample.offset.least, sample.offset.most), (59.5, 61.0));
    /// ```
    pub fn of_probe(
        sent: NumericDate,
        received: NumericDate,
        date: NumericDate,
        through_proxy: bool,
    ) -> Self {
        let shown = Interval {
            earliest: date,
            latest: date.plus(1.0),
        };
        let meanwhile = Interval::between(sent, received);
        Self {
            whose: Clock::Server,
            reference: Clock::Browser,
            offset: Offset::between(shown, meanwhile),
            through_proxy,
        }
    }
}
