//! The answer of each LiveKit release to a request, byte for byte, and the way back from an answer to its refusal.
//!
//! - **In**: a request or the token of a join, the [`Keys`] of the server, a [release](release::Release), and the time.
//! - **Out**: an [`Answer`]: status, body, and the [refusal](refusal::Refusal) behind it. [`reading`] does the reverse:
//!   from a body to the refusals and releases that fit.
//! - **Facts from**: livekit/livekit, livekit/protocol, golang-jwt, go-jose and Go's standard library at the commits of
//!   each release, recorded answers of 20 releases (`tests/vectors/server-answers.jsonl`), and LiveKit's own code run side
//!   by side (`tests/oracle`).
//!
//! The files follow the server's code step by step, and each file imports only those listed before it: [`refusal`] has
//! the facts of refusals and [`release`] the table of what each release does. `go` is the part of Go's standard library
//! that LiveKit uses, `library` the libraries that read a token, `grants` and `room_config` its payload. [`wording`]
//! has the texts of refusals, [`reading`] the way back from them, [`join`] the requirements of a join, and `http` all
//! requests.

pub mod refusal;

pub mod release;

mod go;

mod keys;

mod claims;

pub mod room_config;

mod grants;

mod library;

pub mod wording;

pub mod reading;

mod answer;

pub mod join;

mod http;

pub use answer::Answer;
pub use grants::knows;
pub use http::{Method, PreparedRequest, Request, answer, method, method_in};
pub use join::Join;
pub use keys::Keys;
