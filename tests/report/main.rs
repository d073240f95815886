//! What holds for every report: its places, and that it keeps secrets.

#[path = "../common/mod.rs"]
mod common;

mod leaks;
mod properties;
