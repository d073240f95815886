//! How far the clocks of browser, server and minter are apart, when the server was asked, and what a token's times give away.

pub mod asked_at;
pub mod context;
pub mod difference;
pub mod minter;
pub mod of_paste;
pub mod sample;
pub mod time_mistake;

pub use context::Context;
pub use difference::{Difference, differences};
pub use sample::{Clock, Offset, Sample};
