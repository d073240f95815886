//! Signatures, and the slips that keep a secret from fitting one.

#[path = "../common/mod.rs"]
mod common;

mod signature;
mod slips;
