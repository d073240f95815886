//! Whether a secret fits a token.

pub mod signature;
