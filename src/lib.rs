//! Reads whatever a failed LiveKit call left behind and says what the server answers, why, and what to do.

pub mod text;

pub mod paste;

pub mod secret;

pub mod server;
