//! All requests: how `net/http`, the middleware and the routes of LiveKit handle them.

mod context;
mod form;
mod gzip;
mod join_request;
mod methods;
mod protobuf;
mod redirect;
mod request;
mod routes;
mod twirp;
mod whip;

use std::cell::OnceCell;

use super::answer::{Answer, refuse};
use super::keys::Keys;
use super::library::Token;
use super::refusal::{Refusal, RequestRefusal};
use super::release::{Release, TokenSource};
use super::wording::Form;
use crate::text::NumericDate;
use request::IncomingRequest;

pub use methods::{Method, by_name as method, first_in as method_in};
pub use request::Request;

/// The answer of `release` to `request` at the instant `at`.
///
/// To ask several releases, make one [`PreparedRequest`]: it reads the request once.
///
/// ```
/// use why401::server::{Keys, Request, answer, release::RELEASES};
/// use why401::text::NumericDate;
///
/// let request = Request { method: "GET", target: b"/rtc/validate", headers: &[], body: b"" };
/// let newest = RELEASES.last().unwrap();
/// let answer = answer(&request, &Keys::Assumed, newest, NumericDate(1_795_516_100.0));
/// assert_eq!(answer.body, b"no permissions to access the room");
/// ```
pub fn answer(request: &Request, keys: &Keys, release: &Release, at: NumericDate) -> Answer {
    PreparedRequest::new(request, keys).answer(release, at)
}

/// A request for several releases; their common work is done once.
pub struct PreparedRequest<'a> {
    keys: &'a Keys<'a>,
    incoming: Result<IncomingRequest<'a>, RequestRefusal>,
    is_head: bool,
    /// The token in the `Authorization` header, or why that header is refused.
    header: OnceCell<Result<Option<Token>, RequestRefusal>>,
    form: OnceCell<Token>,
    query: OnceCell<Token>,
}

impl<'a> PreparedRequest<'a> {
    /// Reads the request as far as all releases do.
    pub fn new(request: &Request<'a>, keys: &'a Keys<'a>) -> Self {
        Self {
            keys,
            incoming: IncomingRequest::read(request),
            is_head: request.method == "HEAD",
            header: OnceCell::new(),
            form: OnceCell::new(),
            query: OnceCell::new(),
        }
    }

    /// The answer of `release` at the instant `at`.
    pub fn answer(&self, release: &Release, at: NumericDate) -> Answer {
        let mut answer = match &self.incoming {
            Err(refusal) => refuse(Refusal::from(refusal.clone()), Form::Plain, release, &[]),
            Ok(incoming) => self.serve(incoming, release, at),
        };
        if self.is_head {
            answer.body.clear();
        }
        answer
    }

    fn serve(&self, incoming: &IncomingRequest, release: &Release, at: NumericDate) -> Answer {
        if let Some(answer) = routes::before_authentication(incoming, release) {
            return answer;
        }
        let token = match self.token(incoming, release) {
            Ok(token) => token,
            Err(refusal) => {
                return refuse(Refusal::from(refusal.clone()), Form::Plain, release, &[]);
            }
        };
        let verified = match token
            .map(|token| token.verify(self.keys, release, at))
            .transpose()
        {
            Ok(verified) => verified,
            Err(refusal) => {
                let text = token.map_or(&[][..], |token| &token.text);
                return refuse(refusal, Form::Plain, release, text);
            }
        };
        routes::answer(incoming, verified.as_ref(), release, self.keys)
    }

    /// The token of the request, if there is one (`APIKeyAuthMiddleware.ServeHTTP`, pkg/service/auth.go).
    fn token(
        &self,
        incoming: &IncomingRequest,
        release: &Release,
    ) -> Result<Option<&Token>, &RequestRefusal> {
        let header = self.header.get_or_init(|| bearer(incoming)).as_ref()?;
        if header.is_some() {
            return Ok(header.as_ref());
        }
        let token = match release.rules.token_source {
            TokenSource::FormOrQuery => self
                .form
                .get_or_init(|| Token::new(incoming.form_value("access_token"))),
            TokenSource::Query => self
                .query
                .get_or_init(|| Token::new(incoming.query_value("access_token"))),
        };
        Ok((!token.text.is_empty()).then_some(token))
    }
}

fn bearer(incoming: &IncomingRequest) -> Result<Option<Token>, RequestRefusal> {
    match incoming.header("Authorization") {
        None => Ok(None),
        Some(value) if value.is_empty() => Ok(None),
        Some(value) => match value.strip_prefix(b"Bearer ") {
            Some(token) => Ok(Some(Token::new(token))),
            None => Err(RequestRefusal::NotBearer),
        },
    }
}
