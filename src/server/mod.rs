//! What each LiveKit release answers to a request, literally, and the way back from an answer to its refusal.
//!
//! Each file imports only those above it here. [`refusal`] has the facts, [`release`] tells who does what since when. The
//! server's code is followed step by step from the raw bytes on: `go` has the standard library, `library` what reads the
//! token, `grants` and `room_config` its payload, `join` what a join demands, and `http` all requests. [`wording`] has the
//! texts of refusals, [`reading`] the way back from them.

pub mod refusal;

pub mod release;

mod go;

mod keys;

mod claims;

mod room_config;

mod grants;

mod library;

pub mod wording;

pub mod reading;

mod answer;

pub mod join;

mod http;

pub use answer::Answer;
pub use http::{PreparedRequest, Request, answer};
pub use join::Join;
pub use keys::Keys;
