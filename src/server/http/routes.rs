//! The work after authentication: the routes, and the grants that each requires (pkg/service/server.go, rtcservice.go,
//! utils.go `ValidateConnectRequest`, agentservice.go).

use std::collections::HashMap;

use super::request::IncomingRequest;
use super::{
    context::{MAX_ATTRIBUTES, MAX_METADATA, RequestContext},
    join_request, redirect, twirp, whip,
};
use crate::server::answer::{Answer, plain, refuse};
use crate::server::join::{Parameters, permit, video};
use crate::server::keys::Keys;
use crate::server::library::VerifiedToken;
use crate::server::refusal::{Refusal, RequestRefusal};
use crate::server::release::{
    AGENT_ENDPOINTS, BODY_LIMIT, JoinRequest, RTC_V1, Release, ReleaseRange, UNKNOWN_PATHS,
};
use crate::server::wording::Form;
use crate::text::base64url;
use crate::text::json::{Document, Kind, Value};

/// The maximum size of a body, in bytes (`RequestBodyLimiter`).
const MAX_BODY: usize = 10 << 20;
const SIZE_LIMITS: ReleaseRange = ReleaseRange::since(13, 2);
const DOUBLE_SLASHES: ReleaseRange = ReleaseRange::since(8, 0);
const AGENT: ReleaseRange = ReleaseRange::since(5, 1);

/// Answers that need no authentication: CORS preflights, and bodies that are too large.
pub fn before_authentication(incoming: &IncomingRequest, release: &Release) -> Option<Answer> {
    let context = incoming.header("Access-Control-Request-Method");
    if incoming.method == "OPTIONS" && context.is_some_and(|method| !method.is_empty()) {
        return Some(plain(204, ""));
    }
    (release.supports(BODY_LIMIT) && incoming.body.len() > MAX_BODY).then(|| {
        refuse(
            Refusal::from(RequestRefusal::BodyTooLarge),
            Form::Plain,
            release,
            &[],
        )
    })
}

/// The answer of the routes to a request whose token, if it has one, was accepted.
pub fn answer(
    incoming: &IncomingRequest,
    token: Option<&VerifiedToken>,
    release: &Release,
    keys: &Keys,
) -> Answer {
    let path = incoming.path.as_slice();
    let path = match path.strip_prefix(b"/") {
        Some(rest) if rest.starts_with(b"/") && release.supports(DOUBLE_SLASHES) => rest,
        _ => path,
    };
    let context = RequestContext {
        incoming,
        token,
        release,
    };
    if let Some(answer) = redirect::answer(context, path) {
        return answer;
    }
    match path {
        b"/" => plain(200, "OK"),
        b"/rtc" => context.join(false),
        b"/rtc/validate" => context.validate(false),
        b"/rtc/v1" if release.supports(RTC_V1) => context.join(true),
        b"/rtc/v1/validate" if release.supports(RTC_V1) => context.validate(true),
        b"/agent" if release.supports(AGENT) => context.agent(),
        _ => twirp::answer(context, path)
            .or_else(|| whip::answer(context, path))
            .or_else(|| context.agent_endpoint(path, keys))
            .unwrap_or_else(|| {
                if release.supports(UNKNOWN_PATHS) {
                    context.refuse_line(RequestRefusal::NotFound)
                } else {
                    plain(200, "OK")
                }
            }),
    }
}

/// The first line that negroni's Recovery writes; an unpredictable stack trace follows.
const PANIC: &str = "PANIC: runtime error: invalid memory address or nil pointer dereference";

impl RequestContext<'_> {
    fn refuse(self, refusal: impl Into<Refusal>) -> Answer {
        refuse(refusal.into(), Form::Plain, self.release, &[])
    }

    fn refuse_line(self, refusal: RequestRefusal) -> Answer {
        refuse(Refusal::from(refusal), Form::Line, self.release, &[])
    }

    /// `/agents/{agentName}/{deployment}/…` on a server without registered workers. Without a token, the server knows
    /// the project of a request only if it has exactly one key.
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
            RequestRefusal::NoWorkers
        } else {
            RequestRefusal::AgentNeedsToken
        }))
    }

    /// `/rtc/validate` and `/rtc/v1/validate`.
    fn validate(self, v1: bool) -> Answer {
        match self.connect(v1, true) {
            Err(refusal) => self.refuse(refusal),
            // From v1.9.1 to v1.12.0 the handler reads a field of nil (fixed by 222177a9).
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
            return self.refuse(RequestRefusal::NotWebSocket);
        }
        if let Err(refusal) = self.connect(v1, false) {
            return self.refuse(refusal);
        }
        let too_large = self.token.is_some_and(|token| {
            let attributes = token.grants.attributes.iter();
            let attributes = attributes.map(|(key, value)| (key.as_str(), value.len()));
            let attributes: HashMap<&str, usize> = attributes.collect();
            let attributes = attributes.iter();
            let attributes: usize = attributes.map(|(key, value)| key.len() + value).sum();
            token.grants.metadata.len() > MAX_METADATA || attributes > MAX_ATTRIBUTES
        });
        if too_large && self.release.supports(SIZE_LIMITS) {
            return plain(500, "connection closed by media");
        }
        plain(101, "")
    }

    fn agent(self) -> Answer {
        if !self.incoming.is_web_socket() {
            return self.refuse(RequestRefusal::NotWebSocket);
        }
        let Some(token) = self.token else {
            return self.refuse(RequestRefusal::NoToken);
        };
        match &token.grants.video {
            None => self.refuse(Refusal::NoVideoGrant),
            Some(video) if !video.agent => self.refuse(RequestRefusal::NoAgent),
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
            return Err(RequestRefusal::NoJoinRequest.into());
        }
        let attributes = self.incoming.form_value("attributes");
        let updates = match attributes_are_set(attributes) {
            Some(set) => set,
            None if strict => return Err(RequestRefusal::Attributes.into()),
            None => false,
        };
        Ok(Parameters {
            publish: !self.incoming.form_value("publish").is_empty(),
            updates,
            ..Parameters::default()
        })
    }
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
