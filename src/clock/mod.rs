//! How far clocks are apart, when the server was asked, and which mistake the times of a token show.
//!
//! - **In**: dates and clock tools in the paste, the times of a token, the caller's clock and readings of the server's
//!   clock.
//! - **Out**: the interval in which the server was asked; for each pair of clocks an [`Offset`] with bounds, in seconds;
//!   mistakes in the times of a token.
//! - **Facts from**: RFC 9110 section 6.6.1 (`Date`), RFC 7519 section 4.1 (time claims), the manuals of the clock tools
//!   (`tests/clock_tools.rs` names them), and the sources of the SDKs (which claims they write).
//!
//! [`Clock`] names the clocks: browser, server, token maker, the machine of a command, and NTP. An offset is as wide as
//! its evidence: a `Date` has whole seconds, and a request takes time.

pub mod asked_at;
pub mod context;
pub mod difference;
pub mod from_paste;
pub mod minted;
pub mod sample;
pub mod time_mistake;

pub use context::Context;
pub use difference::{Difference, differences};
pub use sample::{Clock, Offset, Sample};
