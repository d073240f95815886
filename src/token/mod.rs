//! What a token says: its JOSE header and claims set, what it permits, and which SDK made it.
//!
//! - **In**: the text of a token, as [`paste`](crate::paste) found it.
//! - **Out**: a [`Token`]. It is read leniently: everything that can be decoded is there, and each defect is listed with
//!   its place. Whether a server would accept the token is the question of [`server`](crate::server).
//! - **Facts from**: RFC 7515 (JWS), RFC 7519 (JWT), LiveKit's table of [grants](crate::livekit::grants), and tokens made
//!   by 180 versions of SDKs and JWT libraries (`tests/vectors/sdk-tokens.jsonl`).

pub mod claims;
pub mod grants;
pub mod jws;
pub mod minter;

use crate::paste::token::TokenText;
use crate::text::Span;
use crate::text::json::Document;

use claims::Claims;
use jws::Jws;
use minter::Minter;

/// A token of the paste, decoded.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each of them is seen by itself"
)]
#[derive(Debug)]
pub struct Token {
    /// Its parts.
    pub jws: Jws,
    /// Its registered claims.
    pub claims: Claims,
    /// The SDK that made it, if its form shows that.
    pub minter: Option<Minter>,
    /// Its places in the paste.
    pub spans: Vec<Span>,
    /// Whether invisible characters were inside it.
    pub invisible: bool,
    /// Whether somebody shortened it on purpose.
    pub elided: bool,
    /// Whether something says that its signature was removed: that of `jws` was not in the paste.
    pub signature_removed: bool,
    /// Whether the paste has only its payload: neither header nor signature are known.
    pub is_payload: bool,
}

impl Token {
    /// The room of its video grant, if it names one.
    pub fn room(&self) -> Option<String> {
        let video = self.jws.claims_set()?.member("video")?;
        Some(video.member("room")?.string()?.into_owned()).filter(|room| !room.is_empty())
    }
}

/// Decodes a token.
///
/// ```
/// use why401::{paste, token};
///
/// // The header {"alg":"HS256"}, the claims set {"iss":"APIkey","sub":"alice"}, and a signature of three bytes.
/// let mut paste = paste::read("token=eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUElrZXkiLCJzdWIiOiJhbGljZSJ9.AAAA", why401::finding::texts());
/// let token = token::read(paste.tokens.remove(0));
/// assert_eq!(token.claims.identity(), Some("alice"));
/// assert_eq!(token.jws.algorithm().as_deref(), Some("HS256"));
/// assert!(token.jws.is_cut_off());
/// ```
pub fn read(found: TokenText) -> Token {
    let mut jws = Jws::read(found.text);
    if found.is_payload {
        jws.header = Document::read_prefix(Vec::new()).0;
        jws.signature.clear();
    }
    let claims = Claims::read(jws.claims_set());
    let minter = minter::recognize(&jws, &claims);
    Token {
        jws,
        claims,
        minter,
        spans: found.spans,
        invisible: found.invisible,
        elided: found.elided,
        signature_removed: found.signature_removed,
        is_payload: found.is_payload,
    }
}
