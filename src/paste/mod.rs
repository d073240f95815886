//! What is in a paste.

pub mod secret;
