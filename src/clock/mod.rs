//! How far the clocks of browser, server and minter are apart, when the server was asked, and what a token's times give away.

pub mod asked_at;
pub mod beside;
pub mod difference;
pub mod minter;
pub mod of_paste;
pub mod pitfall;
pub mod sample;

pub use beside::Beside;
pub use difference::{Difference, differences};
pub use sample::{Clock, Offset, Sample};
