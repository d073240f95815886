//! Reads whatever a failed LiveKit call left behind and says what the server answers, why, and what to do.
//!
#![doc = include_str!("../README.md")]

pub mod text;

pub mod paste;

pub mod token;

pub mod secret;

pub mod clock;

pub mod server;

pub mod diagnosis;

pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

use clock::Beside;
use diagnosis::evidence::Evidence;
use report::Report;
use text::NumericDate;

/// Diagnoses a paste: what LiveKit answers, why, and what to do.
///
/// `paste` is any text at all; `now` is the clock of the machine that asks. The same arguments always give the same report.
pub fn diagnose(paste: &str, now: NumericDate) -> Report {
    diagnose_beside(paste, Beside::only(now))
}

/// Diagnoses a paste together with what is known beside it: looks at the server's clock, and when the server was asked.
pub fn diagnose_beside(paste: &str, known: Beside) -> Report {
    let evidence = Evidence::gather(paste, known);
    Report::of(&evidence, diagnosis::diagnose(&evidence))
}
