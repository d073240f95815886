//! The secrets of a server.

use crate::secret::signature;

/// The secrets that the server has.
#[derive(Clone, Debug)]
pub enum Keys<'a> {
    /// API keys and their secrets.
    Known(Vec<(&'a str, &'a str)>),
    /// Every key with a name is known, and every HMAC signature of the right length fits: this shows the result for a
    /// right secret.
    Assumed,
}

impl Keys<'_> {
    /// Whether the server has a secret for this key. An empty one counts as none (pkg/service/auth.go).
    ///
    /// ```
    /// use why401::server::Keys;
    ///
    /// let keys = Keys::Known(vec![("APIkey", "secret"), ("APIempty", "")]);
    /// assert!(keys.know("APIkey"));
    /// assert!(!keys.know("APIempty"));
    /// assert!(Keys::Assumed.know("APIany"));
    /// ```
    pub fn know(&self, key: &str) -> bool {
        match self {
            Self::Known(pairs) => pairs
                .iter()
                .any(|&(name, secret)| name == key && !secret.is_empty()),
            Self::Assumed => !key.is_empty(),
        }
    }

    /// Whether the signature fits the secret of this key.
    pub fn fit(&self, key: &str, algorithm: &str, signing_input: &[u8], found: &[u8]) -> bool {
        match self {
            Self::Known(pairs) => pairs
                .iter()
                .find(|&&(name, secret)| name == key && !secret.is_empty())
                .is_some_and(|(_, secret)| {
                    signature::verify(algorithm, secret.as_bytes(), signing_input, found)
                }),
            Self::Assumed => match algorithm {
                "HS256" => found.len() == 32,
                "HS384" => found.len() == 48,
                "HS512" => found.len() == 64,
                _ => false,
            },
        }
    }
}
