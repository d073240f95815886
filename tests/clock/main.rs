//! Clocks, dates, and the times of tokens.

#[path = "../common/mod.rs"]
mod common;

mod dates;
mod intervals;
mod pitfalls;
mod tools;

use why401::text::NumericDate;

/// 2026-11-24T17:51:40Z, soon after the instants that dates and outputs of tools tell.
const EVENING: NumericDate = NumericDate(1_795_542_700.0);
