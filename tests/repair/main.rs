//! Repairs and new tokens: every release accepts them, and exactly the changed claims are told.

#[path = "../common/mod.rs"]
mod common;

#[path = "../common/faults.rs"]
mod faults_of_tokens;

mod faults;
mod foreign;
mod made;
mod panel;
