//! A request on its way through the routes.

use super::request::IncomingRequest;
use crate::server::library::VerifiedToken;
use crate::server::release::Release;

/// The maximum number of bytes in a token's metadata on a join (`RoomManager.StartSession`, b882ccc86).
pub const MAX_METADATA: usize = 512 << 10;
/// The same for its attributes.
pub const MAX_ATTRIBUTES: usize = 64 << 10;

/// A request with everything that its answer depends on.
#[derive(Clone, Copy)]
pub struct RequestContext<'a> {
    /// The request.
    pub incoming: &'a IncomingRequest<'a>,
    /// The token, if the request has one.
    pub token: Option<&'a VerifiedToken>,
    /// The release that answers.
    pub release: &'a Release,
}
