//! WHIP (pkg/service/whipservice.go, in v1.9.0 rtcrestservice.go), as far as authentication and grants go.

use super::context::RequestContext;
use crate::livekit::grants::Grant;
use crate::server::answer::{Answer, plain, refuse};
use crate::server::grants::Video;
use crate::server::join::{MAX_NAME, video};
use crate::server::library::VerifiedToken;
use crate::server::refusal::{Refusal, RequestRefusal};
use crate::server::release::{ReleaseRange, WHIP, v};
use crate::server::wording::Form;

/// v1.9.0 requires `roomCreate` too.
const NEEDS_ROOM_CREATE: ReleaseRange = ReleaseRange::between(v(9, 0), v(9, 0));

/// The answer of WHIP; `None` for other paths, and for methods without a handler.
pub(super) fn answer(context: RequestContext, path: &[u8]) -> Option<Answer> {
    let rest = path
        .strip_prefix(b"/whip/v1")
        .filter(|_| context.release.supports(WHIP))?;
    let is_session = match rest {
        b"" => false,
        [b'/', id @ ..] if !id.is_empty() && !id.contains(&b'/') => true,
        _ => return None,
    };
    let (form, result) = match (context.incoming.method, is_session) {
        ("GET" | "HEAD", _) => return Some(plain(204, "")),
        ("OPTIONS", false) => return Some(plain(200, "")),
        ("POST", false) => (Form::Whip, create(context)),
        ("PATCH", true) => (Form::WhipSession, patch(context)),
        ("DELETE", true) => (Form::WhipSession, session(context)),
        _ => return None,
    };
    Some(match result {
        Ok(status) => plain(status, ""),
        Err(refusal) => refuse(refusal, form, context.release, &[]),
    })
}

fn check_content_type(context: RequestContext, wanted: &[u8]) -> Result<(), Refusal> {
    let found = context.incoming.header("Content-Type").unwrap_or_default();
    if *found == *wanted {
        return Ok(());
    }
    Err(RequestRefusal::ContentType {
        found: found.into_owned(),
    }
    .into())
}

/// The token and its `video` grant, which must permit joining.
fn join<'a>(context: &RequestContext<'a>) -> Result<(&'a VerifiedToken, &'a Video), Refusal> {
    let (token, video) = video(context.token)?;
    if !video.room_join {
        return Err(Refusal::NoRoomJoin);
    }
    if context.release.supports(NEEDS_ROOM_CREATE) && !video.room_create {
        return Err(RequestRefusal::MissingGrant {
            grant: Grant::RoomCreate,
        }
        .into());
    }
    if video.room.is_empty() {
        return Err(Refusal::NoRoom);
    }
    Ok((token, video))
}

/// `validateCreate`. A session description without a line end is certainly invalid; others are not checked.
fn create(context: RequestContext) -> Result<u16, Refusal> {
    check_content_type(context, b"application/sdp")?;
    let (token, video) = join(&context)?;
    let bytes = video.room.len();
    if bytes > MAX_NAME {
        return Err(Refusal::RoomTooLong { bytes });
    }
    match token.identity.len() {
        0 => return Err(Refusal::NoIdentity),
        bytes if bytes > MAX_NAME => return Err(Refusal::IdentityTooLong { bytes }),
        _ => {}
    }
    let offer = context.incoming.body;
    if offer.is_empty() {
        return Err(RequestRefusal::NoOffer.into());
    }
    if !offer.contains(&b'\n') {
        return Err(RequestRefusal::MalformedOffer.into());
    }
    Ok(201)
}

fn patch(context: RequestContext) -> Result<u16, Refusal> {
    check_content_type(context, b"application/trickle-ice-sdpfrag")?;
    if context
        .incoming
        .header("If-Match")
        .is_none_or(|tag| tag.is_empty())
    {
        return Err(RequestRefusal::NoEntityTag.into());
    }
    session(context)
}

fn session(context: RequestContext) -> Result<u16, Refusal> {
    let (token, _) = join(&context)?;
    if token.identity.is_empty() {
        return Err(Refusal::NoIdentity);
    }
    Ok(204)
}
