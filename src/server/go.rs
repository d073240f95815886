//! What the standard library of Go does with JSON and text, as far as an answer depends on it.

pub mod json;
pub mod text;
mod unicode;
