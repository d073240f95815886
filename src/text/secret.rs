//! A shared secret that cannot be printed, copied or put into a report.

/// The secret of an API key, as it stood in the paste: nothing is trimmed.
///
/// There is no `Debug`, `Display`, `Clone` or `Serialize`, so that code which would let it out does not compile. Its memory is
/// not overwritten at the end: the paste that it is of stands beside it.
pub struct Secret(String);

impl Secret {
    /// Takes the value over.
    pub fn new(value: String) -> Self {
        Self(value)
    }

    /// The value, for the stages that compute with it. Never put it into a message.
    pub fn expose(&self) -> &str {
        &self.0
    }
}
