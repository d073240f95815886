//! What the caller knows beyond the paste.

use crate::text::NumericDate;

use super::Sample;

/// What the caller knows beyond the paste.
#[derive(Clone, Debug)]
pub struct Context {
    /// The clock of the caller's machine.
    pub now: NumericDate,
    /// When the server was asked, by the server's clock; with `None` the paste decides.
    pub asked_at: Option<NumericDate>,
    /// Readings of the server's clock.
    pub samples: Vec<Sample>,
}

impl Context {
    /// Only the time.
    pub fn at(now: NumericDate) -> Self {
        Self {
            now,
            asked_at: None,
            samples: Vec::new(),
        }
    }
}
