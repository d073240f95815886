//! A token's claims set, decoded once for all neighboring releases with the same result.

use std::cell::RefCell;
use std::rc::Rc;

use super::Grants;
use super::decode::decode;
use crate::server::go::json::Dialect;
use crate::server::refusal::Refusal;
use crate::server::release::{Release, VersionDependencies};
use crate::text::json::Document;

/// The claims set of a token, and its decoded forms so far.
pub struct Payload {
    document: Document,
    decodings: RefCell<Vec<Decoding>>,
}

/// The claims set as one release decodes it, and the other releases with the same result.
struct Decoding {
    dialect: Dialect,
    dependencies: VersionDependencies,
    grants: Result<Rc<Grants>, Rc<Refusal>>,
}

impl Payload {
    /// Wraps a claims set, which is an object or `null`.
    pub fn new(document: Document) -> Self {
        Self {
            document,
            decodings: RefCell::default(),
        }
    }

    /// The grants that `release` knows.
    ///
    /// # Errors
    /// [`Refusal::GrantType`], [`Refusal::DuplicateMember`] or [`Refusal::RoomConfig`]: the one error that Go reports.
    pub fn grants(&self, release: &Release, dialect: Dialect) -> Result<Rc<Grants>, Rc<Refusal>> {
        let mut decodings = self.decodings.borrow_mut();
        for decoding in decodings.iter() {
            if decoding.dialect == dialect && decoding.dependencies.covers(release) {
                return decoding.grants.clone();
            }
        }
        let dependencies = VersionDependencies::new(release);
        let grants = match self.document.root() {
            Some(claims) => decode(claims, &dependencies, dialect)
                .map(Rc::new)
                .map_err(Rc::new),
            None => Ok(Rc::default()),
        };
        decodings.push(Decoding {
            dialect,
            dependencies,
            grants: grants.clone(),
        });
        grants
    }
}
