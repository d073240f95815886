//! An instant that is known to lie between two others.

use super::NumericDate;

/// Every instant from `earliest` to `latest`, both included. Never narrower than the evidence for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The first possible instant.
    pub earliest: NumericDate,
    /// The last possible instant.
    pub latest: NumericDate,
}

impl Interval {
    /// The interval that holds just this instant.
    pub fn at(instant: NumericDate) -> Self {
        Self {
            earliest: instant,
            latest: instant,
        }
    }

    /// The interval between two instants, in whichever order they are given.
    ///
    /// ```
    /// use why401::text::{Interval, NumericDate};
    ///
    /// let interval = Interval::between(NumericDate(20.0), NumericDate(10.0));
    /// assert_eq!(interval.earliest, NumericDate(10.0));
    /// assert!(!interval.is_instant());
    /// ```
    pub fn between(one: NumericDate, other: NumericDate) -> Self {
        if one.0 <= other.0 {
            Self {
                earliest: one,
                latest: other,
            }
        } else {
            Self {
                earliest: other,
                latest: one,
            }
        }
    }

    /// Whether it is a single instant.
    pub fn is_instant(self) -> bool {
        self.earliest == self.latest
    }
}
