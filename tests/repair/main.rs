//! Repairs and new tokens: every release accepts them, and exactly the changed claims are told.

#[path = "../common/mod.rs"]
mod common;

mod faults;
mod made;
