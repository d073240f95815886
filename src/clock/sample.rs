//! One reading of a clock at a known time of another: how far the first is ahead, within bounds.

use crate::text::{Interval, NumericDate};

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The browser's, on the machine that asks.
    Browser,
    /// Of the LiveKit server, or of a proxy that answers for it.
    Server,
    /// Of the machine that makes the tokens.
    Minter,
    /// Of the machine that ran a command in the paste.
    Machine,
    /// True time, as NTP distributes it.
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

/// How many seconds one clock is ahead of another; negative where it is behind. An unknown end is infinite.
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

    /// The same offset, seen from the other clock.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            least: -self.most,
            most: -self.least,
        }
    }

    /// How far the first clock is ahead of a third, if the second is ahead of the third by `other`.
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

    /// The overlap of both; `None` if they contradict each other.
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
        // NTP corrects a clock in small steps, also between two readings.
        (both.least - both.most <= SLEW).then_some(Self {
            least: both.most,
            most: both.least,
        })
    }

    /// The smallest offset that contains both.
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

/// Readings that contradict each other by no more than this, in seconds, still agree.
const SLEW: f64 = 0.1;

/// One reading of a clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The clock that was read.
    pub whose: Clock,
    /// The clock whose time is known.
    pub reference: Clock,
    /// How far the first is ahead.
    pub offset: Offset,
    /// Whether it may be the clock of a proxy.
    pub through_proxy: bool,
}

impl Sample {
    /// A sample from a response with a `Date`, which has whole seconds. The browser sent the request no earlier than
    /// `sent` and received the response no later than `received`.
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
