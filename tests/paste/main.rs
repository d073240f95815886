//! What is found in pastes: pairs of key and secret above all.

#[path = "../common/mod.rs"]
mod common;

mod bad_settings;
mod code;
mod made;
mod pair_places;
