//! What the caller knows beyond the paste.

use crate::text::NumericDate;

use super::Sample;

/// What the caller knows beyond the paste.
#[derive(Clone, Debug)]
pub struct Context {
    /// The clock of the machine that asks.
    pub now: NumericDate,
    /// When the server was asked, by its clock; `None` leaves that to the paste.
    pub asked_at: Option<NumericDate>,
    /// Readings of the server's clock.
    pub samples: Vec<Sample>,
}

impl Context {
    /// Nothing but the time.
    pub fn at(now: NumericDate) -> Self {
        Self {
            now,
            asked_at: None,
            samples: Vec::new(),
        }
    }
}
