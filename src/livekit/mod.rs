//! Facts about LiveKit that several stages need: its releases, the grants of a token, its SDKs, and the form of its API keys.
//!
//! - **In**: nothing; these are constants.
//! - **Out**: versions and ranges of them, the one table of grants with name, type, releases and meaning, the SDKs.
//! - **Facts from**: the tags of livekit/livekit, `auth/grants.go` of livekit/protocol at each of them, and the sources of
//!   the SDKs.

pub mod api_key;
pub mod grants;
pub mod release;
pub mod sdk;
