//! Texts that people have met: each gets its finding, and those of other products get none.

#[path = "../common/mod.rs"]
mod common;

mod candidates;
mod error_texts;
mod field_cases;
mod headings;
mod look_alikes;
mod reports;
