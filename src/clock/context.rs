//! What the caller knows beyond the paste.

use crate::text::NumericDate;

use super::Sample;

/// What the caller knows beyond the paste.
///
/// ```
/// use why401::{Context, NumericDate, Sample};
///
/// let (sent, received) = (NumericDate(1_795_516_100.0), NumericDate(1_795_516_100.5));
/// // The `Date` of the server's answer was a minute ahead.
/// let sample = Sample::of_probe(sent, received, sent.plus(60.0), false);
/// let context = Context { samples: vec![sample], ..Context::at(received) };
/// assert!(context.asked_at.is_none());
/// ```
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
