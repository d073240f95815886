//! HMAC signatures of a JWS (RFC 7518 section 3.2), through `jsonwebtoken`.

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{Error as SignatureError, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use sha2::{Sha256, Sha384, Sha512};

/// Whether `signature` (decoded bytes) is the MAC of `signing_input` under the bytes of `secret`, compared in constant time.
///
/// `algorithm` is the header's `alg`; any other than `HS256`, `HS384` and `HS512` gives `false`.
///
/// ```
/// use why401::secret::signature::verify;
/// use why401::text::base64url::decode;
///
/// let signature = decode(b"97yD9DBThCSxMpjmqm-xQ-9NWaFJRhdZl0edvC0aPNg").unwrap();
/// let text = b"The quick brown fox jumps over the lazy dog";
/// assert!(verify("HS256", b"key", text, &signature));
/// assert!(!verify("HS256", b"key\n", text, &signature));
/// assert!(!verify("RS256", b"key", text, &signature));
/// ```
pub fn verify(algorithm: &str, secret: &[u8], signing_input: &[u8], signature: &[u8]) -> bool {
    let Some(algorithm) = named(algorithm) else {
        return false;
    };
    let key = DecodingKey::from_secret(secret);
    let verifier = (PROVIDER.verifier_factory)(&algorithm, &key);
    verifier.is_ok_and(|verifier| verifier.verify(signing_input, &signature.to_vec()).is_ok())
}

/// The signature of a signing input under the bytes of `secret`, with `HS256`, `HS384` or `HS512`; any other algorithm gives that of
/// `HS256`.
///
/// ```
/// use why401::secret::signature::{sign, verify};
///
/// let text = b"The quick brown fox jumps over the lazy dog";
/// assert!(verify("HS512", b"key", text, &sign("HS512", b"key", text)));
/// ```
pub fn sign(algorithm: &str, secret: &[u8], signing_input: &[u8]) -> Vec<u8> {
    let algorithm = named(algorithm).unwrap_or(Algorithm::HS256);
    let key = EncodingKey::from_secret(secret);
    let signer = (PROVIDER.signer_factory)(&algorithm, &key);
    // HMAC takes a key of any length.
    signer.map_or_else(|_| Vec::new(), |signer| signer.sign(signing_input))
}

fn named(algorithm: &str) -> Option<Algorithm> {
    match algorithm {
        "HS256" => Some(Algorithm::HS256),
        "HS384" => Some(Algorithm::HS384),
        "HS512" => Some(Algorithm::HS512),
        _ => None,
    }
}

/// Only what HMAC needs: the provider in `jsonwebtoken` adds RSA and elliptic curves, and makes the page seven times as
/// heavy. It is called directly and not installed for the process, so that other users of the crate are not affected.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: hmac_signer,
    verifier_factory: hmac_verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

// `CryptoProvider` requires these two signatures.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn hmac_signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    let mac = match algorithm {
        Algorithm::HS256 => mac::<Hmac<Sha256>>,
        Algorithm::HS384 => mac::<Hmac<Sha384>>,
        Algorithm::HS512 => mac::<Hmac<Sha512>>,
        _ => return Err(ErrorKind::InvalidAlgorithm.into()),
    };
    Ok(Box::new(HmacSigner {
        algorithm: *algorithm,
        key: key.as_bytes().to_vec(),
        mac,
    }))
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn hmac_verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    let fits = match algorithm {
        Algorithm::HS256 => fits::<Hmac<Sha256>>,
        Algorithm::HS384 => fits::<Hmac<Sha384>>,
        Algorithm::HS512 => fits::<Hmac<Sha512>>,
        _ => return Err(ErrorKind::InvalidAlgorithm.into()),
    };
    Ok(Box::new(HmacVerifier {
        algorithm: *algorithm,
        key: key.try_get_as_bytes()?.to_vec(),
        fits,
    }))
}

/// Whether a MAC belongs to a message under a key.
fn fits<M: Mac + KeyInit>(key: &[u8], message: &[u8], mac: &[u8]) -> bool {
    <M as KeyInit>::new_from_slice(key)
        .is_ok_and(|keyed| keyed.chain_update(message).verify_slice(mac).is_ok())
}

/// The MAC of a message under a key.
fn mac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let keyed = <M as KeyInit>::new_from_slice(key).ok()?;
    Some(keyed.chain_update(message).finalize().into_bytes().to_vec())
}

struct HmacSigner {
    algorithm: Algorithm,
    key: Vec<u8>,
    mac: fn(&[u8], &[u8]) -> Option<Vec<u8>>,
}

impl Signer<Vec<u8>> for HmacSigner {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        (self.mac)(&self.key, message).ok_or_else(SignatureError::new)
    }
}

impl JwtSigner for HmacSigner {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

struct HmacVerifier {
    algorithm: Algorithm,
    key: Vec<u8>,
    fits: fn(&[u8], &[u8], &[u8]) -> bool,
}

impl Verifier<Vec<u8>> for HmacVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        (self.fits)(&self.key, message, signature)
            .then_some(())
            .ok_or_else(SignatureError::new)
    }
}

impl JwtVerifier for HmacVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
