//! The SDKs that make tokens.

use std::fmt;

/// A family of SDK releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sdk {
    /// `livekit-server-sdk` for Node.
    Node,
    /// `livekit-api` for Python.
    Python,
    /// `livekit-api` for Rust.
    Rust,
    /// `livekit/protocol` for Go: the Go SDK, the `lk` tool, and LiveKit's own servers.
    Go,
    /// `livekit-server` for Kotlin and Java.
    Kotlin,
    /// `livekit-server-sdk` for Ruby.
    Ruby,
    /// `agence104/livekit-server-sdk` for PHP.
    Php,
}

/// Its package and language, such as `livekit-api for Python`.
impl fmt::Display for Sdk {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Self::Node => "livekit-server-sdk for Node",
            Self::Python => "livekit-api for Python",
            Self::Rust => "livekit-api for Rust",
            Self::Go => "livekit/protocol for Go",
            Self::Kotlin => "livekit-server for Kotlin",
            Self::Ruby => "livekit-server-sdk for Ruby",
            Self::Php => "livekit-server-sdk for PHP",
        })
    }
}
