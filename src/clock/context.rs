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
    /// The token to judge, as an index into the tokens of a report; with `None` the newest that counts.
    pub token: Option<usize>,
    /// The token to compare it with, as an index into the tokens of a report.
    pub compared: Option<usize>,
}

impl Context {
    /// Only the time.
    pub fn at(now: NumericDate) -> Self {
        Self {
            now,
            asked_at: None,
            samples: Vec::new(),
            token: None,
            compared: None,
        }
    }
}
