//! How go-jose reads a token: jws.go, signing.go and shared.go of square/go-jose v2.6.0 and go-jose v3.0.0 to v3.0.5, as
//! `auth/verifier.go` of livekit/protocol calls them (LiveKit up to v1.12.0).

mod certificate;
mod header;
mod jwk;
mod serialization;

use std::cell::OnceCell;
use std::rc::Rc;

use super::{SignatureCache, VerifiedToken, segments};
use crate::server::claims::{self, RegisteredClaims};
use crate::server::go::json::{self as go_json, Dialect};
use crate::server::grants::Payload;
use crate::server::keys::Keys;
use crate::server::refusal::{LEEWAY, Malformed, Part, Refusal};
use crate::server::release::Release;
use crate::text::{NumericDate, base64url, json};

use header::{Critical, Header};

/// A token that the parse without a key has accepted.
pub struct Token {
    payload: Payload,
    /// The registered claims.
    pub registered: RegisteredClaims,
    /// More than one only in a JWS JSON serialization, which is refused later.
    signatures: Vec<Signature>,
    fits: OnceCell<bool>,
}

/// One signature, the bytes that it signs, and its header.
struct Signature {
    /// `alg`; empty if absent.
    algorithm: String,
    critical: Critical,
    /// `None` if the protected header is present but empty; go-jose cannot sign that.
    signing_input: Option<Vec<u8>>,
    bytes: Vec<u8>,
}

/// `ParseAPIToken`: `jwt.ParseSigned`, then the registered claims.
///
/// `trims_padding` is true for go-jose v3 (`base64URLDecode`, encoding.go) and false for square/go-jose.
///
/// # Errors
/// The first fault that it finds.
pub fn parse(token: &[u8], trims_padding: bool) -> Result<Token, Malformed> {
    let text = strip(token);
    if text.starts_with('{') {
        let (payload, signatures) = serialization::parse(text, trims_padding)?;
        Token::new(payload, signatures)
    } else {
        compact(&text, trims_padding)
    }
}

/// `stripWhitespace`, encoding.go.
fn strip(token: &[u8]) -> String {
    let mut text = json::lossy(token).into_owned();
    text.retain(|character| !character.is_whitespace());
    text
}

/// `parseSignedCompact`.
fn compact(text: &str, trims_padding: bool) -> Result<Token, Malformed> {
    let [protected, payload, signature] = segments(text.as_bytes())?;
    let protected = decode(protected, Part::Header, trims_padding)?;
    let payload = decode(payload, Part::Payload, trims_padding)?;
    let signature = decode(signature, Part::Signature, trims_padding)?;
    let document = header::document(&protected)?;
    let header = Header::read(document.root())?;
    header.check()?;
    let signature = Signature::new(&header, &header, Some(&protected), &payload, signature);
    Token::new(payload, vec![signature])
}

fn decode(text: &[u8], part: Part, trims_padding: bool) -> Result<Vec<u8>, Malformed> {
    let mut text = text;
    while let (true, [rest @ .., b'=']) = (trims_padding, text) {
        text = rest;
    }
    base64url::decode(text).map_err(|why| Malformed::Base64 { part, why })
}

impl Signature {
    /// `computeAuthData`: header and payload are encoded again, so that padding and unused bits do not matter.
    ///
    /// The header is `protected` plus the members that only the unprotected one has; `protected` alone decides whether
    /// the payload is encoded.
    fn new(
        header: &Header,
        protected: &Header,
        text: Option<&[u8]>,
        payload: &[u8],
        bytes: Vec<u8>,
    ) -> Self {
        let signing_input = (text != Some(b"")).then(|| {
            let mut input = base64url::encode(text.unwrap_or_default()).into_bytes();
            input.push(b'.');
            if protected.encodes_payload() {
                input.extend_from_slice(base64url::encode(payload).as_bytes());
            } else {
                input.extend_from_slice(payload);
            }
            input
        });
        Self {
            algorithm: header.string("alg"),
            critical: header.critical(),
            signing_input,
            bytes,
        }
    }
}

impl Token {
    fn new(payload: Vec<u8>, signatures: Vec<Signature>) -> Result<Self, Malformed> {
        let payload = go_json::read(payload, Part::Payload, Dialect::Fork)?;
        let registered = match payload.root() {
            Some(root) => claims::decode(root, Dialect::Fork)?,
            None => RegisteredClaims::default(),
        };
        Ok(Self {
            payload: Payload::new(payload),
            registered,
            signatures,
            fits: OnceCell::new(),
        })
    }

    /// The part of `APIKeyTokenVerifier.Verify` after the key was found.
    ///
    /// # Errors
    /// The refusal with the text of the server's answer.
    pub(super) fn verify(
        &self,
        keys: &Keys,
        checked: &SignatureCache,
        release: &Release,
        at: NumericDate,
    ) -> Result<VerifiedToken, Rc<Refusal>> {
        let [signature] = &self.signatures[..] else {
            return Err(Refusal::TooManySignatures.into());
        };
        self.check_signature(signature, keys, checked)?;
        let grants = self.payload.grants(release, Dialect::Fork)?;
        self.check_times(at)?;
        Ok(VerifiedToken {
            identity: self.registered.identity().to_owned(),
            grants,
        })
    }

    /// `DetachedVerify`: it has no list of algorithms, but the key is bytes, which only HMAC accepts.
    fn check_signature(
        &self,
        signature: &Signature,
        keys: &Keys,
        checked: &SignatureCache,
    ) -> Result<(), Refusal> {
        match &signature.critical {
            Critical::Supported => {}
            Critical::Unsupported(name) => {
                return Err(Refusal::CriticalUnsupported { name: name.clone() });
            }
            &Critical::NotStrings { found, element } => {
                return Err(Refusal::CriticalType { found, element });
            }
        }
        let algorithm = signature.algorithm.as_str();
        if !matches!(algorithm, "HS256" | "HS384" | "HS512") {
            return Err(Refusal::AlgorithmNotAllowed {
                alg: algorithm.to_owned(),
            });
        }
        let fits = self.fits.get_or_init(|| {
            signature.signing_input.as_ref().is_some_and(|input| {
                checked.fits(
                    keys,
                    &self.registered.iss,
                    algorithm,
                    input,
                    &signature.bytes,
                )
            })
        });
        if *fits {
            Ok(())
        } else {
            Err(Refusal::SignatureInvalid)
        }
    }

    /// `Claims.ValidateWithLeeway`, jwt/validation.go: the first of `nbf`, `exp`, `iat` that is wrong.
    fn check_times(&self, now: NumericDate) -> Result<(), Refusal> {
        let RegisteredClaims { exp, nbf, iat, .. } = self.registered;
        if let Some(nbf) = nbf.filter(|nbf| now.0 + LEEWAY < nbf.effective.0) {
            let nbf = nbf.written;
            return Err(Refusal::NotYetValid { nbf });
        }
        if let Some(exp) = exp.filter(|exp| now.0 - LEEWAY > exp.effective.0) {
            let exp = exp.written;
            return Err(Refusal::Expired { exp });
        }
        if let Some(iat) = iat.filter(|iat| now.0 + LEEWAY < iat.effective.0) {
            let iat = iat.written;
            return Err(Refusal::IssuedInFuture { iat });
        }
        Ok(())
    }
}
