//! What each LiveKit release answers to a request, literally, and the way back from an answer to its cause.
//!
//! The server's code is followed step by step from the raw bytes on: `net/http` (`request`), the library that reads the
//! token (`golang_jwt`, `go_jose`, on the `encoding/json` of `go_json`), the grants (`grants`, `room_config`), and what
//! follows authentication (`access`). [`release`] tells who does what since when.

mod access;
mod claims;
mod go_jose;
mod go_json;
mod go_text;
mod golang_jwt;
mod grants;
pub mod refusal;
pub mod release;
mod request;
mod room_config;

use std::cell::OnceCell;
use std::rc::Rc;

use refusal::{Form, Malformed, Refusal};
use release::{GoJson, Library, Release, TokenSource};
use request::Incoming;

use crate::secret::signature;
use crate::text::NumericDate;

pub use grants::TypeMismatch;

/// An HTTP request as the server receives it, byte for byte.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method, such as `GET`.
    pub method: &'a str,
    /// Path and raw query.
    pub target: &'a [u8],
    /// Names and values in the order sent, untrimmed.
    pub headers: &'a [(Vec<u8>, Vec<u8>)],
    /// The body.
    pub body: &'a [u8],
}

/// Which secrets the server holds.
#[derive(Clone, Debug)]
pub enum Keys<'a> {
    /// API keys and their secrets.
    Known(Vec<(&'a str, &'a str)>),
    /// Every key with a name is known, and every HMAC signature of the right length fits: what would happen if the secret
    /// were right.
    Assumed,
}

impl Keys<'_> {
    /// Whether there is a secret for this key. An empty one counts as none (pkg/service/auth.go).
    fn know(&self, key: &str) -> bool {
        match self {
            Self::Known(pairs) => pairs
                .iter()
                .any(|&(name, secret)| name == key && !secret.is_empty()),
            Self::Assumed => !key.is_empty(),
        }
    }

    /// Whether the signature fits the secret of this key.
    fn fit(&self, key: &str, algorithm: &str, signing_input: &[u8], found: &[u8]) -> bool {
        match self {
            Self::Known(pairs) => pairs
                .iter()
                .find(|&&(name, secret)| name == key && !secret.is_empty())
                .is_some_and(|(_, secret)| {
                    signature::verify(algorithm, secret.as_bytes(), signing_input, found)
                }),
            Self::Assumed => match algorithm {
                "HS256" => found.len() == 32,
                "HS384" => found.len() == 48,
                "HS512" => found.len() == 64,
                _ => false,
            },
        }
    }
}

/// What the server sends back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// Why the request was refused; `None` if it was not.
    pub refusal: Option<Rc<Refusal>>,
}

/// What the middleware hands on of a token that it has taken.
#[derive(Clone, Debug, PartialEq)]
struct Verified {
    identity: String,
    grants: Rc<grants::Grants>,
}

/// What `release` answers to `request` at the instant `at`.
///
/// To ask several releases, make one [`Asked`]: it reads the request once.
pub fn answer(request: &Request, keys: &Keys, release: &Release, at: NumericDate) -> Answer {
    Asked::new(request, keys).answer(release, at)
}

/// A request that several releases are asked; what they have in common is done once.
pub struct Asked<'a> {
    keys: &'a Keys<'a>,
    incoming: Result<Incoming<'a>, Refusal>,
    is_head: bool,
    /// The token in the `Authorization` header, or why that header is refused.
    header: OnceCell<Result<Option<Token>, Refusal>>,
    form: OnceCell<Token>,
    query: OnceCell<Token>,
}

impl<'a> Asked<'a> {
    /// Reads the request as far as all releases do.
    pub fn new(request: &Request<'a>, keys: &'a Keys<'a>) -> Self {
        Self {
            keys,
            incoming: Incoming::read(request),
            is_head: request.method == "HEAD",
            header: OnceCell::new(),
            form: OnceCell::new(),
            query: OnceCell::new(),
        }
    }

    /// What `release` answers at the instant `at`.
    pub fn answer(&self, release: &Release, at: NumericDate) -> Answer {
        let mut answer = match &self.incoming {
            Err(refusal) => refuse(refusal.clone(), Form::Plain, release, &[]),
            Ok(incoming) => self.serve(incoming, release, at),
        };
        if self.is_head {
            answer.body.clear();
        }
        answer
    }

    fn serve(&self, incoming: &Incoming, release: &Release, at: NumericDate) -> Answer {
        if let Some(answer) = access::before_authentication(incoming, release) {
            return answer;
        }
        let token = match self.token(incoming, release) {
            Ok(token) => token,
            Err(refusal) => return refuse(refusal.clone(), Form::Plain, release, &[]),
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
        access::answer(incoming, verified.as_ref(), release, self.keys)
    }

    /// The token of the request, if there is one (`APIKeyAuthMiddleware.ServeHTTP`, pkg/service/auth.go).
    fn token(&self, incoming: &Incoming, release: &Release) -> Result<Option<&Token>, &Refusal> {
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

fn bearer(incoming: &Incoming) -> Result<Option<Token>, Refusal> {
    match incoming.header("Authorization") {
        None => Ok(None),
        Some(value) if value.is_empty() => Ok(None),
        Some(value) => match value.strip_prefix(b"Bearer ") {
            Some(token) => Ok(Some(Token::new(token))),
            None => Err(Refusal::NotBearer),
        },
    }
}

/// A token that asks several releases to let it join, as the client SDKs do: `GET /rtc/validate` with the token in the
/// `Authorization` header and nothing else. It answers as [`Asked`] does, and skips the headers, the path and the form, which
/// are the same for every token.
pub struct Joining<'a> {
    keys: &'a Keys<'a>,
    token: Token,
}

impl<'a> Joining<'a> {
    /// Takes a token that is not empty and has no white space around it.
    pub fn new(token: &str, keys: &'a Keys<'a>) -> Self {
        Self {
            keys,
            token: Token::new(token.as_bytes()),
        }
    }

    /// What `release` answers at the instant `at`.
    pub fn answer(&self, release: &Release, at: NumericDate) -> Answer {
        let verified = self.token.verify(self.keys, release, at);
        match verified.and_then(|verified| Ok(access::admit(&verified, release)?)) {
            Ok(()) => access::plain(200, "success"),
            Err(refusal) => refuse(refusal, Form::Plain, release, &self.token.text),
        }
    }
}

/// The token as it was received, and what each library makes of it.
struct Token {
    text: Vec<u8>,
    golang_jwt: OnceCell<Result<golang_jwt::Token, Rc<Refusal>>>,
    square: OnceCell<Result<go_jose::Token, Rc<Refusal>>>,
    go_jose: OnceCell<Result<go_jose::Token, Rc<Refusal>>>,
}

impl Token {
    fn new(text: &[u8]) -> Self {
        Self {
            text: text.to_vec(),
            golang_jwt: OnceCell::new(),
            square: OnceCell::new(),
            go_jose: OnceCell::new(),
        }
    }

    fn verify(
        &self,
        keys: &Keys,
        release: &Release,
        at: NumericDate,
    ) -> Result<Verified, Rc<Refusal>> {
        let malformed = |why| Rc::new(Refusal::Malformed(why));
        let check_key = |iss: &str| {
            if keys.know(iss) {
                Ok(())
            } else {
                Err(Refusal::UnknownKey {
                    iss: iss.to_owned(),
                })
            }
        };
        match release.rules.library {
            Library::GolangJwt(engine) => {
                let parsed = self
                    .golang_jwt
                    .get_or_init(|| golang_jwt::parse(&self.text).map_err(malformed));
                let token = parsed.as_ref().map_err(Rc::clone)?;
                check_key(&token.registered.iss)?;
                let dialect = match engine {
                    GoJson::V1 => go_json::Dialect::V1,
                    GoJson::V2 => go_json::Dialect::V2,
                };
                token.verify(keys, release, dialect, at)
            }
            Library::Square | Library::GoJose => {
                // The two differ in nothing but padding.
                let padded = self.text.contains(&b'=');
                let square = release.rules.library == Library::Square;
                let cell = if padded && square {
                    &self.square
                } else {
                    &self.go_jose
                };
                let parsed =
                    cell.get_or_init(|| go_jose::parse(&self.text, !square).map_err(malformed));
                let token = parsed.as_ref().map_err(Rc::clone)?;
                check_key(&token.registered.iss)?;
                token.verify(keys, release, at)
            }
        }
    }
}

/// The three segments of a compact serialization.
fn segments(token: &[u8]) -> Result<[&[u8]; 3], Malformed> {
    let is_dot = |byte: &u8| *byte == b'.';
    let mut segments = token.split(is_dot);
    match (segments.next(), segments.next(), segments.next()) {
        (Some(header), Some(payload), Some(signature)) if segments.next().is_none() => {
            Ok([header, payload, signature])
        }
        _ => Err(Malformed::Segments {
            found: token.split(is_dot).count(),
        }),
    }
}

/// A refusal in the words of a release; `token` is the text that some of them repeat.
fn refuse(refusal: impl Into<Rc<Refusal>>, form: Form, release: &Release, token: &[u8]) -> Answer {
    let refusal = refusal.into();
    Answer {
        status: refusal::status(&refusal, form),
        body: refusal::body(&refusal, form, release, token),
        refusal: Some(refusal),
    }
}
