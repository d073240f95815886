//! Whether a token may join a room (`ValidateConnectRequest`, pkg/service/utils.go), and the order of the checks.

use super::answer::{Answer, plain, refuse};
use super::grants::Video;
use super::keys::Keys;
use super::library::{Token, VerifiedToken};
use super::refusal::{Refusal, RequestRefusal, Step};
use super::release::{JoinRequest, LENGTH_LIMITS, Library, Release};
use super::wording::Form;
use crate::text::NumericDate;

/// The maximum length of an identity or a room name, in bytes (`config.LimitConfig`).
pub const MAX_NAME: usize = 256;

/// A token in a join request, as the client SDKs send it: `GET /rtc/validate` with the token in the `Authorization`
/// header and nothing else. The answers equal those of `http`, but the work that is the same for every token is
/// skipped.
pub struct Join<'a> {
    keys: &'a Keys<'a>,
    token: Token,
}

impl<'a> Join<'a> {
    /// `token` must not be empty or have white space around it.
    pub fn new(token: &str, keys: &'a Keys<'a>) -> Self {
        Self {
            keys,
            token: Token::new(token.as_bytes()),
        }
    }

    /// The answer of `release` at the instant `at`.
    ///
    /// ```
    /// use why401::server::{Join, Keys, release::RELEASES};
    /// use why401::text::NumericDate;
    ///
    /// // The header {"alg":"HS256"} and the claims set {"iss":"APIkey","sub":"alice"}.
    /// let token = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJBUElrZXkiLCJzdWIiOiJhbGljZSJ9.AAAA";
    /// let keys = Keys::Known(vec![("APIother", "secret")]);
    /// let newest = RELEASES.last().unwrap();
    /// let answer = Join::new(token, &keys).answer(newest, NumericDate(1_795_516_100.0));
    /// assert_eq!((answer.status, &answer.body[..]), (401, &b"invalid API key"[..]));
    /// ```
    pub fn answer(&self, release: &Release, at: NumericDate) -> Answer {
        let verified = self.token.verify(self.keys, release, at);
        let admitted = verified
            .and_then(|verified| Ok(permit(Some(&verified), release, &Parameters::default())?));
        match admitted {
            Ok(()) => plain(200, "success"),
            Err(refusal) => refuse(refusal, Form::Plain, release, &self.token.text),
        }
    }
}

/// The steps of a release in its order: golang-jwt decodes the grants before it checks the signature, go-jose after.
///
/// ```
/// use why401::server::{join::steps, refusal::Step, release::RELEASES};
///
/// let place = |release, step| steps(release).iter().position(|other| *other == step);
/// let newest = RELEASES.last().unwrap();
/// assert!(place(newest, Step::Types) < place(newest, Step::Signature));
/// assert!(place(&RELEASES[0], Step::Types) > place(&RELEASES[0], Step::Signature));
/// ```
pub fn steps(release: &Release) -> [Step; 8] {
    let (fifth, sixth) = match release.rules.library {
        Library::GolangJwt(_) => (Step::Types, Step::Signature),
        Library::Square | Library::GoJose => (Step::Signature, Step::Types),
    };
    [
        Step::Request,
        Step::Authorization,
        Step::Parse,
        Step::Key,
        fifth,
        sixth,
        Step::Time,
        Step::Grants,
    ]
}

/// The other parts of a join request.
#[derive(Default)]
pub struct Parameters {
    /// Whether it wants to publish.
    pub publish: bool,
    /// Whether it sets metadata or attributes.
    pub updates: bool,
    /// Whether there was a `join_request`.
    pub from_request: bool,
    /// The length of the parameter `room`, in bytes. Releases that know no `join_request` fall back to it.
    pub room: usize,
}

/// The token and its `video` grant.
///
/// # Errors
/// There is no token, or no such grant.
pub fn video(token: Option<&VerifiedToken>) -> Result<(&VerifiedToken, &Video), Refusal> {
    let token = token.ok_or(RequestRefusal::NoToken)?;
    let video = token.grants.video.as_ref().ok_or(Refusal::NoVideoGrant)?;
    Ok((token, video))
}

/// `ValidateConnectRequest`.
///
/// # Errors
/// Why the token may not join with this request.
pub fn permit(
    token: Option<&VerifiedToken>,
    release: &Release,
    parameters: &Parameters,
) -> Result<(), Refusal> {
    let (token, video) = video(token)?;
    let limits = release.supports(LENGTH_LIMITS);
    if !video.room_join {
        return Err(Refusal::NoRoomJoin);
    }
    let bytes = token.identity.len();
    if bytes == 0 {
        return Err(Refusal::NoIdentity);
    }
    if limits && bytes > MAX_NAME {
        return Err(Refusal::IdentityTooLong { bytes });
    }
    let ignored = release.rules.join_request == JoinRequest::Ignored;
    let bytes = match video.room.len() {
        0 if ignored => parameters.room,
        0 => return Err(Refusal::NoRoom),
        bytes => bytes,
    };
    if limits && bytes > MAX_NAME {
        return Err(Refusal::RoomTooLong { bytes });
    }
    if parameters.publish && video.can_publish == Some(false) {
        return Err(RequestRefusal::MayNotPublish.into());
    }
    if parameters.updates && video.can_update_own_metadata != Some(true) {
        return Err(RequestRefusal::MayNotUpdateMetadata.into());
    }
    Ok(())
}
