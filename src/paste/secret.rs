//! A shared secret that cannot be printed, copied or put into a report.

use zeroize::Zeroizing;

/// The secret of an API key, as it stood in the paste: nothing is trimmed.
///
/// There is no `Debug`, `Display`, `Clone` or `Serialize`, so that code which would let it out does not compile.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the value over.
    pub fn new(value: String) -> Self {
        Self(Zeroizing::new(value))
    }

    /// The value, for the stages that compute with it. Never put it into a message.
    pub fn expose(&self) -> &str {
        &self.0
    }
}
