//! The libraries that read a token: golang-jwt and go-jose, each as LiveKit calls it.

mod go_jose;
mod golang_jwt;

use std::cell::OnceCell;
use std::rc::Rc;

use super::go::json::Dialect;
use super::grants::Grants;
use super::keys::Keys;
use super::refusal::{Malformed, Refusal};
use super::release::{GoJson, Library, Release};
use crate::text::NumericDate;

/// The data that the middleware passes on from an accepted token.
#[derive(Clone, Debug, PartialEq)]
pub struct VerifiedToken {
    /// `sub`, or `jti` if that is empty.
    pub identity: String,
    /// The grants that the release knows.
    pub grants: Rc<Grants>,
}

/// The first check of a signature, for the others: the releases mostly check the same key, algorithm, text and signature.
#[derive(Default)]
struct SignatureCache(OnceCell<([Vec<u8>; 4], bool)>);

impl SignatureCache {
    /// Whether the signature fits the secret of a key.
    fn fits(&self, keys: &Keys, iss: &str, algorithm: &str, input: &[u8], found: &[u8]) -> bool {
        let parts = [iss.as_bytes(), algorithm.as_bytes(), input, found];
        let check = || keys.fit(iss, algorithm, input, found);
        let (known, fits) = (self.0).get_or_init(|| (parts.map(<[u8]>::to_vec), check()));
        if *known == parts { *fits } else { check() }
    }
}

/// The token as it was received, and the result of each library.
pub struct Token {
    /// Its text.
    pub text: Vec<u8>,
    checked: SignatureCache,
    golang_jwt: OnceCell<Result<golang_jwt::Token, Rc<Refusal>>>,
    square: OnceCell<Result<go_jose::Token, Rc<Refusal>>>,
    go_jose: OnceCell<Result<go_jose::Token, Rc<Refusal>>>,
}

impl Token {
    /// Prepares the text as it was received.
    pub fn new(text: &[u8]) -> Self {
        Self {
            text: text.to_vec(),
            checked: SignatureCache::default(),
            golang_jwt: OnceCell::new(),
            square: OnceCell::new(),
            go_jose: OnceCell::new(),
        }
    }

    /// The result of a release: the work of the middleware (`APIKeyAuthMiddleware`, pkg/service/auth.go).
    ///
    /// # Errors
    /// The refusal that the middleware answers with.
    pub fn verify(
        &self,
        keys: &Keys,
        release: &Release,
        at: NumericDate,
    ) -> Result<VerifiedToken, Rc<Refusal>> {
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
                    GoJson::V1 => Dialect::V1,
                    GoJson::V2 => Dialect::V2,
                };
                token.verify(keys, &self.checked, release, dialect, at)
            }
            Library::Square | Library::GoJose => {
                // The two differ only in padding.
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
                token.verify(keys, &self.checked, release, at)
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
