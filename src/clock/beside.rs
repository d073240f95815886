//! What is known beside a paste.

use crate::text::NumericDate;

use super::Sample;

/// What whoever asks knows, and no paste tells.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The clock of the machine that asks.
    pub now: NumericDate,
    /// When the server was asked, by its clock; `None` leaves that to the paste.
    pub asked_at: Option<NumericDate>,
    /// Looks at the server's clock.
    pub samples: Vec<Sample>,
}

impl Beside {
    /// Nothing but the time.
    pub fn only(now: NumericDate) -> Self {
        Self {
            now,
            asked_at: None,
            samples: Vec::new(),
        }
    }
}
