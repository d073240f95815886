//! A shared secret that cannot be printed, copied or put into a report.

/// The secret of an API key, exactly as in the paste: nothing is trimmed.
///
/// It has no `Debug`, `Display`, `Clone` or `Serialize`, so code that would leak it does not compile. Its memory is not
/// overwritten at the end, because the paste with the same text is in memory too.
pub struct Secret(String);

impl Secret {
    /// Takes ownership of the value.
    pub fn new(value: String) -> Self {
        Self(value)
    }

    /// The value, for the stages that compute with it. Never put it into a message.
    pub fn expose(&self) -> &str {
        &self.0
    }
}
