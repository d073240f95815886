//! The releases of LiveKit, in groups with the same answers, and the differences between neighboring groups.

mod rules;
mod table;

use std::cell::Cell;
use std::fmt;

pub use crate::livekit::release::{ReleaseRange, Version, v};
pub use rules::{
    AGENT_ENDPOINTS, BODY_LIMIT, Echo, Expiry, GoJson, JOIN_REQUESTS, JoinRequest, LENGTH_LIMITS,
    Library, NO_ECHO, NOT_GZIP, RTC_V1, Rules, TokenSource, UNKNOWN_PATHS, WHIP,
};
pub use table::RELEASES;

/// A group of neighboring releases with the same answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Release {
    /// The first release of the group.
    pub since: Version,
    /// The last one.
    pub until: Version,
    /// How the group answers.
    pub rules: Rules,
}

impl Release {
    /// Whether the releases of this group are in a range.
    pub fn supports(&self, releases: ReleaseRange) -> bool {
        VersionDependencies::new(self).supports(releases)
    }

    /// Whether the release belongs to the group.
    pub fn contains(&self, version: Version) -> bool {
        (self.since..=self.until).contains(&version)
    }
}

/// Records which version boundaries a result depends on, so that neighboring releases can share it.
#[derive(Debug)]
pub struct VersionDependencies {
    release: Version,
    /// The first release with the same result.
    from: Cell<Version>,
    /// The version after the last release with the same result.
    to: Cell<Version>,
}

impl VersionDependencies {
    /// Nothing is recorded yet: all releases share the result.
    pub fn new(release: &Release) -> Self {
        Self {
            release: release.since,
            from: Cell::new(v(0, 0)),
            to: Cell::new(v(u8::MAX, u8::MAX)),
        }
    }

    /// Whether the release is in a range.
    pub fn supports(&self, releases: ReleaseRange) -> bool {
        let ReleaseRange { since, until } = releases;
        let is_over = |until: Version| self.is_past(v(until.minor, until.patch + 1));
        self.is_past(since) && !until.is_some_and(is_over)
    }

    /// Whether the release is this version or a later one.
    fn is_past(&self, change: Version) -> bool {
        let is_past = change <= self.release;
        if is_past {
            self.from.set(self.from.get().max(change));
        } else {
            self.to.set(self.to.get().min(change));
        }
        is_past
    }

    /// Whether `release` has the same result.
    pub fn covers(&self, release: &Release) -> bool {
        self.from.get() <= release.since && release.since < self.to.get()
    }
}

/// `v1.13.0` for a group of one, `v1.13.0–v1.13.5` for others.
impl fmt::Display for Release {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}", self.since)?;
        if self.since != self.until {
            write!(out, "–{}", self.until)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{RELEASES, ReleaseRange, VersionDependencies, v};

    #[test]
    fn rows_follow_one_another() {
        for rows in RELEASES.windows(2) {
            assert!(rows[0].since <= rows[0].until && rows[0].until < rows[1].since);
        }
    }

    #[test]
    fn covered_releases_share_the_result() {
        let ranges = [
            ReleaseRange::ALWAYS,
            ReleaseRange::since(9, 1),
            ReleaseRange::between(v(7, 1), v(8, 0)),
        ];
        for release in &RELEASES {
            let dependencies = VersionDependencies::new(release);
            assert!(RELEASES.iter().all(|other| dependencies.covers(other)));
            let supported = ranges.map(|releases| dependencies.supports(releases));
            for other in RELEASES.iter().filter(|other| dependencies.covers(other)) {
                assert_eq!(
                    supported,
                    ranges.map(|releases| other.supports(releases)),
                    "{other}"
                );
            }
            assert!(dependencies.covers(release));
        }
    }

    #[test]
    fn names_groups_by_their_ends() {
        let names: Vec<_> = RELEASES.iter().map(ToString::to_string).collect();
        assert_eq!(names[0], "v1.2.0–v1.2.4");
        assert_eq!(names[1], "v1.2.5");
    }
}
