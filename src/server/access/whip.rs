//! WHIP (pkg/service/whipservice.go, in v1.9.0 rtcrestservice.go), as far as authentication and grants go.

use super::{Answer, Asks, MAX_NAME, plain};
use crate::server::grants::Video;
use crate::server::refusal::{Form, Refusal, WHIP};
use crate::server::release::{ReleaseRange, v};
use crate::server::{Verified, refuse};

/// v1.9.0 demands `roomCreate` too.
const NEEDS_ROOM_CREATE: ReleaseRange = ReleaseRange::between(v(9, 0), v(9, 0));

/// What the paths of WHIP answer; `None` for others, and for methods without a handler.
pub(super) fn answer(asks: Asks, path: &[u8]) -> Option<Answer> {
    let rest = path
        .strip_prefix(b"/whip/v1")
        .filter(|_| asks.release.supports(WHIP))?;
    let is_session = match rest {
        b"" => false,
        [b'/', id @ ..] if !id.is_empty() && !id.contains(&b'/') => true,
        _ => return None,
    };
    let (form, result) = match (asks.incoming.method, is_session) {
        ("GET" | "HEAD", _) => return Some(plain(204, "")),
        ("OPTIONS", false) => return Some(plain(200, "")),
        ("POST", false) => (Form::Whip, create(asks)),
        ("PATCH", true) => (Form::WhipSession, patch(asks)),
        ("DELETE", true) => (Form::WhipSession, session(asks)),
        _ => return None,
    };
    Some(match result {
        Ok(status) => plain(status, ""),
        Err(refusal) => refuse(refusal, form, asks.release, &[]),
    })
}

fn check_content_type(asks: Asks, wanted: &[u8]) -> Result<(), Refusal> {
    let found = asks.incoming.header("Content-Type").unwrap_or_default();
    if *found == *wanted {
        return Ok(());
    }
    Err(Refusal::ContentType {
        found: found.into_owned(),
    })
}

/// The token and its `video` grant, which must be one to join.
fn join<'a>(asks: &Asks<'a>) -> Result<(&'a Verified, &'a Video), Refusal> {
    let token = asks.token.ok_or(Refusal::NoToken)?;
    let video = token.grants.video.as_ref().ok_or(Refusal::NoVideoGrant)?;
    if !video.room_join {
        return Err(Refusal::NoRoomJoin);
    }
    if asks.release.supports(NEEDS_ROOM_CREATE) && !video.room_create {
        return Err(Refusal::MissingGrant {
            grant: "video.roomCreate",
        });
    }
    if video.room.is_empty() {
        return Err(Refusal::NoRoom);
    }
    Ok((token, video))
}

/// `validateCreate`. A session description without a line end is surely none; others are not looked into.
fn create(asks: Asks) -> Result<u16, Refusal> {
    check_content_type(asks, b"application/sdp")?;
    let (token, video) = join(&asks)?;
    let bytes = video.room.len();
    if bytes > MAX_NAME {
        return Err(Refusal::RoomTooLong { bytes });
    }
    match token.identity.len() {
        0 => return Err(Refusal::NoIdentity),
        bytes if bytes > MAX_NAME => return Err(Refusal::IdentityTooLong { bytes }),
        _ => {}
    }
    let offer = asks.incoming.body;
    if offer.is_empty() {
        return Err(Refusal::NoOffer);
    }
    if !offer.contains(&b'\n') {
        return Err(Refusal::MalformedOffer);
    }
    Ok(201)
}

fn patch(asks: Asks) -> Result<u16, Refusal> {
    check_content_type(asks, b"application/trickle-ice-sdpfrag")?;
    if asks
        .incoming
        .header("If-Match")
        .is_none_or(|tag| tag.is_empty())
    {
        return Err(Refusal::NoEntityTag);
    }
    session(asks)
}

fn session(asks: Asks) -> Result<u16, Refusal> {
    let (token, _) = join(&asks)?;
    if token.identity.is_empty() {
        return Err(Refusal::NoIdentity);
    }
    Ok(204)
}
