//! What follows authentication: the routes, and what each demands of the grants (pkg/service/server.go, rtcservice.go,
//! utils.go `ValidateConnectRequest`, agentservice.go).

mod gzip;
mod join_request;
mod methods;
mod protobuf;
mod redirect;
mod twirp;
mod whip;

use std::collections::HashMap;

use super::grants::Video;
use super::refusal::{AGENT_ENDPOINTS, BODY_LIMIT, Form, LENGTH_LIMITS, Refusal, UNKNOWN_PATHS};
use super::release::{JoinRequest, Release, ReleaseRange};
use super::request::Incoming;
use super::{Answer, Keys, Verified, refuse};
use crate::text::base64url;
use crate::text::json::{Document, Kind, Value};

/// How many bytes an identity or a room name may have (`config.LimitConfig`).
const MAX_NAME: usize = 256;
/// The most bytes of a body (`RequestBodyLimiter`).
const MAX_BODY: usize = 10 << 20;
/// How many bytes a token's metadata and attributes may have on a join (`RoomManager.StartSession`, b882ccc86).
const MAX_METADATA: usize = 512 << 10;
const MAX_ATTRIBUTES: usize = 64 << 10;
const SIZE_LIMITS: ReleaseRange = ReleaseRange::since(13, 2);
const DOUBLE_SLASHES: ReleaseRange = ReleaseRange::since(8, 0);
const RTC_V1: ReleaseRange = ReleaseRange::since(9, 10);
const AGENT: ReleaseRange = ReleaseRange::since(5, 1);

/// What is answered before anybody looks for a token: CORS preflights, and bodies that are too large.
pub fn before_authentication(incoming: &Incoming, release: &Release) -> Option<Answer> {
    let asks = incoming.header("Access-Control-Request-Method");
    if incoming.method == "OPTIONS" && asks.is_some_and(|method| !method.is_empty()) {
        return Some(plain(204, ""));
    }
    let bytes = incoming.body.len();
    (release.supports(BODY_LIMIT) && bytes > MAX_BODY)
        .then(|| refuse(Refusal::BodyTooLarge { bytes }, Form::Plain, release, &[]))
}

/// An answer without refusal.
pub fn plain(status: u16, body: &str) -> Answer {
    Answer {
        status,
        body: body.as_bytes().to_vec(),
        refusal: None,
    }
}

/// What the routes answer to a request whose token, if it has one, was taken.
pub fn answer(
    incoming: &Incoming,
    token: Option<&Verified>,
    release: &Release,
    keys: &Keys,
) -> Answer {
    let path = incoming.path.as_slice();
    let path = match path.strip_prefix(b"/") {
        Some(rest) if rest.starts_with(b"/") && release.supports(DOUBLE_SLASHES) => rest,
        _ => path,
    };
    let asks = Asks {
        incoming,
        token,
        release,
    };
    if let Some(answer) = redirect::answer(asks, path) {
        return answer;
    }
    match path {
        b"/" => plain(200, "OK"),
        b"/rtc" => asks.join(false),
        b"/rtc/validate" => asks.validate(false),
        b"/rtc/v1" if release.supports(RTC_V1) => asks.join(true),
        b"/rtc/v1/validate" if release.supports(RTC_V1) => asks.validate(true),
        b"/agent" if release.supports(AGENT) => asks.agent(),
        _ => twirp::answer(asks, path)
            .or_else(|| whip::answer(asks, path))
            .or_else(|| asks.agent_endpoint(path, keys))
            .unwrap_or_else(|| {
                if release.supports(UNKNOWN_PATHS) {
                    asks.refuse_line(Refusal::NotFound)
                } else {
                    plain(200, "OK")
                }
            }),
    }
}

/// The first line of what negroni's Recovery writes; a stack trace follows, which no one can foresee.
const PANIC: &str = "PANIC: runtime error: invalid memory address or nil pointer dereference";

/// A request with what is needed to answer it.
#[derive(Clone, Copy)]
struct Asks<'a> {
    incoming: &'a Incoming<'a>,
    token: Option<&'a Verified>,
    release: &'a Release,
}

/// What a join brings along besides the token.
#[derive(Default)]
struct Parameters {
    publish: bool,
    /// Whether it sets metadata or attributes.
    updates: bool,
    /// Whether there was a `join_request`.
    from_request: bool,
    /// How many bytes the parameter `room` has. Releases that know no `join_request` fall back to it.
    room: usize,
}

impl Asks<'_> {
    fn refuse(self, refusal: Refusal) -> Answer {
        refuse(refusal, Form::Plain, self.release, &[])
    }

    fn refuse_line(self, refusal: Refusal) -> Answer {
        refuse(refusal, Form::Line, self.release, &[])
    }

    /// `/agents/{agentName}/{deployment}/…` of a server that no worker has registered with. Which project a request without
    /// token means can be told only where there is one key.
    fn agent_endpoint(self, path: &[u8], keys: &Keys) -> Option<Answer> {
        let rest = path.strip_prefix(b"/agents/")?;
        let parts = rest
            .split(|&byte| byte == b'/')
            .filter(|part| !part.is_empty());
        if !self.release.supports(AGENT_ENDPOINTS) || parts.count() < 2 {
            return None;
        }
        let one_key = matches!(keys, Keys::Known(pairs) if pairs.len() == 1);
        Some(self.refuse_line(if self.token.is_some() || one_key {
            Refusal::NoWorkers
        } else {
            Refusal::AgentNeedsToken
        }))
    }

    /// `/rtc/validate` and `/rtc/v1/validate`.
    fn validate(self, v1: bool) -> Answer {
        match self.connect(v1, true) {
            Err(refusal) => self.refuse(refusal),
            // From v1.9.1 to v1.12.0 the handler reads a field of nil (mended by 222177a9).
            Ok(parameters)
                if parameters.from_request
                    && self.release.rules.join_request != JoinRequest::Sound =>
            {
                plain(500, PANIC)
            }
            Ok(_) => plain(200, "success"),
        }
    }

    /// `/rtc` and `/rtc/v1`.
    fn join(self, v1: bool) -> Answer {
        if !self.incoming.is_web_socket() {
            return self.refuse(Refusal::NotWebSocket);
        }
        if let Err(refusal) = self.connect(v1, false) {
            return self.refuse(refusal);
        }
        let too_large = self.token.is_some_and(|token| {
            let attributes = token.grants.attributes.iter().cloned();
            let attributes: HashMap<_, _> = attributes.collect();
            let attributes = attributes.iter();
            let attributes: usize = attributes.map(|(key, value)| key.len() + value.len()).sum();
            token.grants.metadata.len() > MAX_METADATA || attributes > MAX_ATTRIBUTES
        });
        if too_large && self.release.supports(SIZE_LIMITS) {
            return plain(500, "connection closed by media");
        }
        plain(101, "")
    }

    fn agent(self) -> Answer {
        if !self.incoming.is_web_socket() {
            return self.refuse(Refusal::NotWebSocket);
        }
        let Some(token) = self.token else {
            return self.refuse(Refusal::NoToken);
        };
        match &token.grants.video {
            None => self.refuse(Refusal::NoVideoGrant),
            Some(video) if !video.agent => self.refuse(Refusal::NoAgent),
            Some(_) => plain(101, ""),
        }
    }

    /// `RTCService.validateInternal`.
    fn connect(self, v1: bool, strict: bool) -> Result<Parameters, Refusal> {
        match self.release.rules.join_request {
            JoinRequest::Ignored => {
                let publish = !self.incoming.form_value("publish").is_empty();
                let parameters = Parameters {
                    publish,
                    room: self.incoming.form_value("room").len(),
                    ..Parameters::default()
                };
                permit(self.token, self.release, &parameters)?;
                Ok(parameters)
            }
            JoinRequest::BeforeGrants => {
                let parameters = self.parameters(v1, strict)?;
                permit(self.token, self.release, &parameters)?;
                Ok(parameters)
            }
            JoinRequest::AfterGrants | JoinRequest::Sound => {
                video(self.token)?;
                let parameters = self.parameters(v1, strict)?;
                permit(self.token, self.release, &parameters)?;
                Ok(parameters)
            }
        }
    }

    fn parameters(&self, v1: bool, strict: bool) -> Result<Parameters, Refusal> {
        let request = self.incoming.form_value("join_request");
        if !request.is_empty() {
            let request = join_request::read(request, self.release)?;
            return Ok(Parameters {
                updates: request.updates,
                from_request: true,
                ..Parameters::default()
            });
        }
        if v1 {
            return Err(Refusal::NoJoinRequest);
        }
        let attributes = self.incoming.form_value("attributes");
        let updates = match attributes_are_set(attributes) {
            Some(set) => set,
            None if strict => return Err(Refusal::Attributes),
            None => false,
        };
        Ok(Parameters {
            publish: !self.incoming.form_value("publish").is_empty(),
            updates,
            ..Parameters::default()
        })
    }
}

/// Whether the routes admit a token that asks to join without further parameters.
///
/// # Errors
/// Why not.
pub fn admit(token: &Verified, release: &Release) -> Result<(), Refusal> {
    permit(Some(token), release, &Parameters::default())
}

/// The token and its `video` grant.
fn video(token: Option<&Verified>) -> Result<(&Verified, &Video), Refusal> {
    let token = token.ok_or(Refusal::NoToken)?;
    let video = token.grants.video.as_ref().ok_or(Refusal::NoVideoGrant)?;
    Ok((token, video))
}

/// `ValidateConnectRequest`.
fn permit(
    token: Option<&Verified>,
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
        return Err(Refusal::MayNotPublish);
    }
    if parameters.updates && video.can_update_own_metadata != Some(true) {
        return Err(Refusal::MayNotUpdateMetadata);
    }
    Ok(())
}

/// Whether the parameter `attributes` sets any; `None` if it is not padded base64url of a JSON object of strings
/// (`decodeAttributes`).
fn attributes_are_set(parameter: &[u8]) -> Option<bool> {
    if parameter.is_empty() {
        return Some(false);
    }
    let document = Document::read(base64url::decode_padded(parameter)?).ok()?;
    let root = document.root()?;
    match root.kind() {
        Kind::Null => Some(false),
        Kind::Object => {
            let is_string = |value: Value| matches!(value.kind(), Kind::String | Kind::Null);
            root.members()
                .all(|(_, value)| is_string(value))
                .then(|| root.members().count() > 0)
        }
        _ => None,
    }
}
