//! The versions of `livekit-server`, and ranges of them.

use std::fmt;

/// A release of `livekit-server`, `v1.minor.patch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The number after `v1.`.
    pub minor: u8,
    /// The last number.
    pub patch: u8,
}

/// `v1.minor.patch`.
///
/// ```
/// use why401::livekit::release::v;
///
/// assert!(v(9, 12) < v(10, 0));
/// assert_eq!(v(9, 12).to_string(), "v1.9.12");
/// ```
pub const fn v(minor: u8, patch: u8) -> Version {
    Version { minor, patch }
}

impl Version {
    /// Its name, `v1.minor.patch`.
    pub fn name(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "v1.{}.{}", self.minor, self.patch)
    }
}

/// A range of releases that have something: a member of a grant, a route, a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleaseRange {
    /// The first release that has it.
    pub since: Version,
    /// The last one; `None` if the newest release still has it.
    pub until: Option<Version>,
}

impl ReleaseRange {
    /// In every release of the table.
    pub const ALWAYS: Self = Self::since(0, 0);

    /// From `v1.minor.patch` on.
    pub const fn since(minor: u8, patch: u8) -> Self {
        Self {
            since: v(minor, patch),
            until: None,
        }
    }

    /// From one release to another, both included.
    pub const fn between(since: Version, until: Version) -> Self {
        Self {
            since,
            until: Some(until),
        }
    }
}
