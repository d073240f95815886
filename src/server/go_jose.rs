//! How go-jose reads a token: jws.go, signing.go and shared.go of square/go-jose v2.6.0 and go-jose v3.0.0 to v3.0.5, as
//! `auth/verifier.go` of livekit/protocol calls them (LiveKit up to v1.12.0).

mod header;
mod jwk;
mod serialization;

use std::cell::OnceCell;

use super::claims::{self, Registered};
use super::go_json::{self, Dialect};
use super::grants::{self, Grants};
use super::refusal::{LEEWAY, Malformed, Part, Refusal};
use super::release::Release;
use super::{Keys, Verified};
use crate::text::json::Document;
use crate::text::{NumericDate, base64url};

use header::{Critical, Header};

/// A token that the parse without a key has taken.
pub struct Token {
    payload: Document,
    /// The registered claims.
    pub registered: Registered,
    /// More than one only in a JWS JSON serialization, where it is refused later.
    signatures: Vec<Signature>,
    fits: OnceCell<bool>,
}

/// One signature and what it is over.
struct Signature {
    header: Header,
    /// `None` where the protected header is there but empty, which go-jose cannot sign.
    signing_input: Option<Vec<u8>>,
    bytes: Vec<u8>,
}

/// What `ParseAPIToken` does: `jwt.ParseSigned`, then the registered claims.
///
/// `trims_padding` as go-jose v3 does (`base64URLDecode`, encoding.go) and square/go-jose does not.
///
/// # Errors
/// The first thing that it does not take.
pub fn parse(token: &[u8], trims_padding: bool) -> Result<Token, Malformed> {
    // `stripWhitespace`, encoding.go.
    let text: String = String::from_utf8_lossy(token)
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    let (payload, signatures) = if text.starts_with('{') {
        serialization::parse(text, trims_padding)?
    } else {
        compact(text.as_bytes(), trims_padding)?
    };
    let payload = go_json::read(payload, Part::Payload, Dialect::Fork)?;
    let registered = match payload.root() {
        Some(root) => claims::decode(root, Dialect::Fork)?,
        None => Registered::default(),
    };
    Ok(Token {
        payload,
        registered,
        signatures,
        fits: OnceCell::new(),
    })
}

/// `parseSignedCompact`.
fn compact(text: &[u8], trims_padding: bool) -> Result<(Vec<u8>, Vec<Signature>), Malformed> {
    let segments: Vec<&[u8]> = text.split(|&byte| byte == b'.').collect();
    let [protected, payload, signature] = segments[..] else {
        return Err(Malformed::Segments {
            found: segments.len(),
        });
    };
    let protected = decode(protected, Part::Header, trims_padding)?;
    let payload = decode(payload, Part::Payload, trims_padding)?;
    let signature = decode(signature, Part::Signature, trims_padding)?;
    let header = header::read(&protected)?;
    header.check()?;
    let signature = Signature::new(header, Some(&protected), &payload, signature);
    Ok((payload, vec![signature]))
}

fn decode(text: &[u8], part: Part, trims_padding: bool) -> Result<Vec<u8>, Malformed> {
    let padding = text.iter().rev().take_while(|&&byte| byte == b'=').count();
    let end = if trims_padding {
        text.len() - padding
    } else {
        text.len()
    };
    base64url::decode(&text[..end]).map_err(|why| Malformed::Base64 { part, why })
}

impl Signature {
    /// `computeAuthData`: header and payload are encoded anew, so that padding and unused bits do not matter.
    fn new(header: Header, protected: Option<&[u8]>, payload: &[u8], bytes: Vec<u8>) -> Self {
        let signing_input = (protected != Some(b"")).then(|| {
            let mut input = base64url::encode(protected.unwrap_or_default()).into_bytes();
            input.push(b'.');
            if header.encodes_payload {
                input.extend(base64url::encode(payload).into_bytes());
            } else {
                input.extend(payload);
            }
            input
        });
        Self {
            header,
            signing_input,
            bytes,
        }
    }
}

impl Token {
    /// What `APIKeyTokenVerifier.Verify` does after the key was found.
    ///
    /// # Errors
    /// The refusal whose text the server's answer holds.
    pub fn verify(
        &self,
        keys: &Keys,
        release: &Release,
        at: NumericDate,
    ) -> Result<Verified, Refusal> {
        let [signature] = &self.signatures[..] else {
            return Err(Refusal::TooManySignatures);
        };
        self.check_signature(signature, keys)?;
        let grants = match self.payload.root() {
            Some(root) => grants::decode(root, release, Dialect::Fork)?,
            None => Grants::default(),
        };
        self.check_times(at)?;
        Ok(Verified {
            identity: self.registered.identity().to_owned(),
            grants,
        })
    }

    /// `DetachedVerify`: no list of algorithms, but the key is bytes, which fit HMAC alone.
    fn check_signature(&self, signature: &Signature, keys: &Keys) -> Result<(), Refusal> {
        match &signature.header.critical {
            Critical::Supported => {}
            Critical::Unsupported(name) => {
                return Err(Refusal::CriticalUnsupported { name: name.clone() });
            }
            &Critical::NotStrings { found, element } => {
                return Err(Refusal::CriticalType { found, element });
            }
        }
        let algorithm = signature.header.algorithm.as_str();
        if !matches!(algorithm, "HS256" | "HS384" | "HS512") {
            return Err(Refusal::AlgorithmNotAllowed {
                alg: algorithm.to_owned(),
            });
        }
        let fits = self.fits.get_or_init(|| {
            signature.signing_input.as_ref().is_some_and(|input| {
                keys.fit(&self.registered.iss, algorithm, input, &signature.bytes)
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
        let leeway = LEEWAY;
        let Registered { exp, nbf, iat, .. } = self.registered;
        if let Some(nbf) = nbf.filter(|nbf| now.0 + LEEWAY < nbf.effective.0) {
            let nbf = nbf.written;
            return Err(Refusal::NotYetValid { nbf, now, leeway });
        }
        if let Some(exp) = exp.filter(|exp| now.0 - LEEWAY > exp.effective.0) {
            let exp = exp.written;
            return Err(Refusal::Expired { exp, now, leeway });
        }
        if let Some(iat) = iat.filter(|iat| now.0 + LEEWAY < iat.effective.0) {
            let iat = iat.written;
            return Err(Refusal::IssuedInFuture { iat, now, leeway });
        }
        Ok(())
    }
}
