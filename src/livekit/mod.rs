//! Facts about LiveKit that several stages need: its releases, the grants of a token, and its SDKs.

pub mod grants;
pub mod release;
pub mod sdk;
