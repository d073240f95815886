//! Go's standard library for JSON and text, as far as an answer depends on it.

pub mod json;
pub mod text;
mod unicode;
