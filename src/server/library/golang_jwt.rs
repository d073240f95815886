//! How golang-jwt v5.3.1 reads a token: parser.go, validator.go and hmac.go, as `auth/verifier.go` of livekit/protocol
//! calls them (LiveKit v1.13.0 on).

use std::cell::OnceCell;
use std::rc::Rc;

use super::{SignatureCache, VerifiedToken, segments};
use crate::server::claims::{self, RegisteredClaims};
use crate::server::go::json::{self as go_json, Dialect};
use crate::server::grants::Payload;
use crate::server::keys::Keys;
use crate::server::refusal::{LEEWAY, Malformed, Part, Refusal};
use crate::server::release::{Expiry, Release};
use crate::text::json::{Document, Kind};
use crate::text::{NumericDate, base64url};

/// A token that the unverified parse has accepted.
pub struct Token {
    algorithm: String,
    payload: Payload,
    /// The registered claims.
    pub registered: RegisteredClaims,
    signing_input: Vec<u8>,
    signature: Vec<u8>,
    fits: OnceCell<bool>,
}

/// The algorithms that golang-jwt registers.
const REGISTERED: [&str; 14] = [
    "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
    "ES384", "ES512", "EdDSA", "none",
];

/// `ParseUnverified`, with the registered claims alone.
///
/// # Errors
/// The first fault that it finds.
pub fn parse(token: &[u8]) -> Result<Token, Malformed> {
    let [header, payload, signature] = segments(token)?;
    let document = read(header, Part::Header)?;
    let algorithm = algorithm(&document)?;
    let payload = read(payload, Part::Payload)?;
    let registered = match payload.root() {
        Some(root) => claims::decode(root, Dialect::V1)?,
        None => RegisteredClaims::default(),
    };
    let algorithm = algorithm.map_err(|found| Malformed::AlgorithmType { found })?;
    if !REGISTERED.contains(&&*algorithm) {
        return Err(Malformed::AlgorithmUnknown { alg: algorithm });
    }
    let dot = token.len() - signature.len() - 1;
    Ok(Token {
        algorithm,
        payload: Payload::new(payload),
        registered,
        signing_input: token[..dot].to_vec(),
        signature: decode(signature, Part::Signature)?,
        fits: OnceCell::new(),
    })
}

fn decode(segment: &[u8], part: Part) -> Result<Vec<u8>, Malformed> {
    base64url::decode(segment).map_err(|why| Malformed::Base64 { part, why })
}

fn read(segment: &[u8], part: Part) -> Result<Document, Malformed> {
    go_json::read(decode(segment, part)?, part, Dialect::V1)
}

/// The header's `alg`; the error is the kind of the value in its place, `None` if it is absent.
fn algorithm(header: &Document) -> Result<Result<String, Option<Kind>>, Malformed> {
    let part = Part::Header;
    let Some(root) = header.root() else {
        return Ok(Err(None));
    };
    if !matches!(root.kind(), Kind::Object | Kind::Null) {
        return Err(Malformed::NotAnObject {
            part,
            found: root.kind(),
        });
    }
    go_json::check_interface(root, part, Dialect::V1)?;
    Ok(match root.member("alg") {
        None => Err(None),
        Some(alg) => match alg.string() {
            Some(name) => Ok(name.into_owned()),
            None => Err(Some(alg.kind())),
        },
    })
}

impl Token {
    /// The part of `APIKeyTokenVerifier.Verify` after the key was found.
    ///
    /// # Errors
    /// The refusal with the text of the server's answer.
    pub(super) fn verify(
        &self,
        keys: &Keys,
        checked: &SignatureCache,
        release: &Release,
        dialect: Dialect,
        at: NumericDate,
    ) -> Result<VerifiedToken, Rc<Refusal>> {
        let grants = self.payload.grants(release, dialect)?;
        if self.algorithm != "HS256" {
            let alg = self.algorithm.clone();
            return Err(Refusal::AlgorithmNotAllowed { alg }.into());
        }
        let fits = self.fits.get_or_init(|| {
            checked.fits(
                keys,
                &self.registered.iss,
                "HS256",
                &self.signing_input,
                &self.signature,
            )
        });
        if !fits {
            return Err(Refusal::SignatureInvalid.into());
        }
        self.check_times(release.rules.expiry, at)?;
        Ok(VerifiedToken {
            identity: self.registered.identity().to_owned(),
            grants,
        })
    }

    /// `Validator.Validate`: `exp` and `nbf` are both checked, and both reported.
    fn check_times(&self, expiry: Expiry, now: NumericDate) -> Result<(), Refusal> {
        let nbf = self
            .registered
            .nbf
            .filter(|nbf| now.0 < nbf.effective.0 - LEEWAY)
            .map(|nbf| nbf.written);
        let exp = match self.registered.exp {
            None if expiry == Expiry::Required => {
                return Err(Refusal::MissingExp { nbf });
            }
            None => None,
            Some(exp) => (now.0 >= exp.effective.0 + LEEWAY).then_some(exp.written),
        };
        Err(match (exp, nbf) {
            (None, None) => return Ok(()),
            (Some(exp), None) => Refusal::Expired { exp },
            (None, Some(nbf)) => Refusal::NotYetValid { nbf },
            (Some(exp), Some(nbf)) => Refusal::ExpiredAndNotYetValid { exp, nbf },
        })
    }
}
