//! Signatures of a JWS that a public key checks (RFC 7518 sections 3.3 to 3.5, RFC 8037, RFC 8812, RFC 9864), through
//! `jsonwebtoken` and the crates of `RustCrypto`. Nothing here signs. The only private key that is read
//! is one of Ed25519 without its public half, which is computed.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{Error as SignatureError, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, EncodingKey};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::elliptic_curve::point::AffineCoordinates;
use rsa::traits::SignatureScheme;
use rsa::{BoxedUint, Pkcs1v15Sign, Pss};
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::public::{Curve, PublicKey, bits};

/// The key of an uncompressed point. What the crates offer for any form of point has a square root in it, which weighs more than
/// the rest.
macro_rules! key {
    ($curve:ident, $encoded:expr) => {
        coordinates($encoded).and_then(|(x, y)| {
            let (x, y) = (x.try_into().ok()?, y.try_into().ok()?);
            let point = $curve::AffinePoint::from_coordinates(x, y).into_option()?;
            $curve::ecdsa::VerifyingKey::from_affine(point).ok()
        })
    };
}

/// The sizes of RSA keys that are computed with, in bits: RFC 7518 section 3.3 forbids shorter ones, and what is longer takes too long.
pub const RSA_BITS: std::ops::RangeInclusive<usize> = 2_048..=8_192;

/// A hash function of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// All hash functions.
    pub const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The one that an algorithm uses: the number in its name.
    pub fn of(algorithm: &str) -> Option<Self> {
        match algorithm.get(2..)? {
            "256" | "256K" => Some(Self::Sha256),
            "384" => Some(Self::Sha384),
            "512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The hash of a text.
    pub fn digest(self, text: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(text).to_vec(),
            Self::Sha384 => Sha384::digest(text).to_vec(),
            Self::Sha512 => Sha512::digest(text).to_vec(),
        }
    }
}

/// Whether a key made a signature (decoded bytes) of `signing_input`. `algorithm` is the header's `alg`; one that the key is not
/// for gives `false`.
///
/// ```
/// use why401::key::public::PublicKey;
/// use why401::key::signature::verify;
/// use why401::text::base64url::decode;
///
/// // RFC 8037 A.4
/// let key = decode(b"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
/// let key = PublicKey::Ed25519 { key };
/// let text = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
/// let signature = b"hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
/// let signature = decode(signature).unwrap();
/// assert!(verify("EdDSA", &key, text, &signature));
/// assert!(!verify("ES256", &key, text, &signature));
/// ```
pub fn verify(algorithm: &str, key: &PublicKey, signing_input: &[u8], signature: &[u8]) -> bool {
    if !key.fits(algorithm) {
        return false;
    }
    let decoding = match key {
        PublicKey::Rsa { modulus, exponent } => {
            DecodingKey::from_rsa_raw_components(modulus, exponent)
        }
        PublicKey::Ec { point, .. } => DecodingKey::from_ec_der(point),
        PublicKey::Ed25519 { key } => DecodingKey::from_ed_der(key),
    };
    let Some(known) = known(algorithm, key) else {
        // `jsonwebtoken` has no name for these.
        return match key {
            PublicKey::Ec { curve, point } => {
                ec(*curve, hash(algorithm), point, signing_input, signature)
            }
            PublicKey::Rsa { .. } | PublicKey::Ed25519 { .. } => false,
        };
    };
    let verifier = (PROVIDER.verifier_factory)(&known, &decoding);
    verifier.is_ok_and(|verifier| verifier.verify(signing_input, &signature.to_vec()).is_ok())
}

fn hash(algorithm: &str) -> Hash {
    Hash::of(algorithm).unwrap_or(Hash::Sha256)
}

/// The algorithm as `jsonwebtoken` names it.
fn known(algorithm: &str, key: &PublicKey) -> Option<Algorithm> {
    Some(match (algorithm, key) {
        ("RS256", _) => Algorithm::RS256,
        ("RS384", _) => Algorithm::RS384,
        ("RS512", _) => Algorithm::RS512,
        ("PS256", _) => Algorithm::PS256,
        ("PS384", _) => Algorithm::PS384,
        ("PS512", _) => Algorithm::PS512,
        ("ES256", _) => Algorithm::ES256,
        ("ES384", _) => Algorithm::ES384,
        (_, PublicKey::Ed25519 { .. }) => Algorithm::EdDSA,
        _ => return None,
    })
}

/// Only what checks; see `secret::signature`.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: no_signer,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

// `CryptoProvider` requires these two signatures.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn no_signer(_: &Algorithm, _: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    Err(ErrorKind::InvalidAlgorithm.into())
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    if matches!(
        algorithm,
        Algorithm::HS256 | Algorithm::HS384 | Algorithm::HS512
    ) {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    Ok(Box::new(PublicKeyVerifier {
        algorithm: *algorithm,
        key: key.kind().clone(),
    }))
}

struct PublicKeyVerifier {
    algorithm: Algorithm,
    key: DecodingKeyKind,
}

impl PublicKeyVerifier {
    fn is_made(&self, message: &[u8], signature: &[u8]) -> bool {
        let hash = match self.algorithm {
            Algorithm::RS384 | Algorithm::PS384 | Algorithm::ES384 => Hash::Sha384,
            Algorithm::RS512 | Algorithm::PS512 => Hash::Sha512,
            _ => Hash::Sha256,
        };
        match (&self.key, self.algorithm) {
            (
                DecodingKeyKind::RsaModulusExponent { n, e },
                Algorithm::RS256 | Algorithm::RS384 | Algorithm::RS512,
            ) => rsa_pkcs1(hash, n, e, message, signature),
            (DecodingKeyKind::RsaModulusExponent { n, e }, _) => {
                rsa_pss(hash, Some(hash), n, e, message, signature)
            }
            (DecodingKeyKind::SecretOrDer(key), Algorithm::ES256) => {
                ec(Curve::P256, hash, key, message, signature)
            }
            (DecodingKeyKind::SecretOrDer(key), Algorithm::ES384) => {
                ec(Curve::P384, hash, key, message, signature)
            }
            (DecodingKeyKind::SecretOrDer(key), _) => ed25519(key, message, signature),
        }
    }
}

impl Verifier<Vec<u8>> for PublicKeyVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        let is_made = self.is_made(message, signature);
        is_made.then_some(()).ok_or_else(SignatureError::new)
    }
}

impl JwtVerifier for PublicKeyVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

/// Checks a signature of RSASSA-PKCS1-v1_5 with any hash.
pub fn rsa_pkcs1(
    hash: Hash,
    modulus: &[u8],
    exponent: &[u8],
    message: &[u8],
    signature: &[u8],
) -> bool {
    let scheme = match hash {
        Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    };
    rsa(scheme, modulus, exponent, &hash.digest(message), signature)
}

/// Checks a signature of RSASSA-PSS with any hash; the salt is as long as that of `salt`, or of any length.
pub fn rsa_pss(
    hash: Hash,
    salt: Option<Hash>,
    modulus: &[u8],
    exponent: &[u8],
    message: &[u8],
    signature: &[u8],
) -> bool {
    let length = salt.map(|hash| hash.digest(b"").len());
    let digest = hash.digest(message);
    macro_rules! check {
        ($hash:ty) => {{
            let scheme = Pss::<$hash> {
                blinded: false,
                digest: <$hash>::new(),
                salt_len: length,
            };
            rsa(scheme, modulus, exponent, &digest, signature)
        }};
    }
    match hash {
        Hash::Sha256 => check!(Sha256),
        Hash::Sha384 => check!(Sha384),
        Hash::Sha512 => check!(Sha512),
    }
}

fn rsa(
    scheme: impl SignatureScheme,
    modulus: &[u8],
    exponent: &[u8],
    digest: &[u8],
    signature: &[u8],
) -> bool {
    // RFC 8017 section 8.2.2: the signature is as long as the modulus.
    if !RSA_BITS.contains(&bits(modulus)) || signature.len() != modulus.len() {
        return false;
    }
    let modulus = BoxedUint::from_be_slice_vartime(modulus);
    let exponent = BoxedUint::from_be_slice_vartime(exponent);
    rsa::PublicKey::new_with_size_limits(modulus, exponent, RSA_BITS)
        .is_ok_and(|key| key.verify(scheme, digest, signature).is_ok())
}

/// Checks a signature of ECDSA in the form of JWS, r and s one after the other.
pub fn ec(curve: Curve, hash: Hash, point: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let digest = hash.digest(message);
    macro_rules! check {
        ($curve:ident, $normalized:expr) => {{
            let key = key!($curve, point);
            let signature = $curve::ecdsa::Signature::from_slice(signature).map($normalized);
            matches!((key, signature), (Some(key), Ok(signature)) if key.verify_prehash(&digest, &signature).is_ok())
        }};
    }
    match curve {
        Curve::P256 => check!(p256, |signature| signature),
        Curve::P384 => check!(p384, |signature| signature),
        Curve::P521 => check!(p521, |signature| signature),
        // The crate refuses the greater of the two values of s, which Bitcoin forbids and RFC 8812 does not.
        Curve::Secp256k1 => check!(k256, |signature: k256::ecdsa::Signature| {
            signature.normalize_s()
        }),
    }
}

fn ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = key.try_into().ok();
    let key = key.and_then(|key| ed25519_dalek::VerifyingKey::from_bytes(key).ok());
    let signature = ed25519_dalek::Signature::from_slice(signature).ok();
    matches!((key, signature), (Some(key), Some(signature)) if ed25519_dalek::Verifier::verify(&key, message, &signature).is_ok())
}

/// The point of a key, if it is uncompressed and on the curve.
pub fn point(curve: Curve, encoded: &[u8]) -> Option<Vec<u8>> {
    match curve {
        Curve::P256 => key!(p256, encoded).map(|_| ()),
        Curve::P384 => key!(p384, encoded).map(|_| ()),
        Curve::P521 => key!(p521, encoded).map(|_| ()),
        Curve::Secp256k1 => key!(k256, encoded).map(|_| ()),
    }?;
    Some(encoded.to_vec())
}

/// The coordinates of an uncompressed point.
fn coordinates(encoded: &[u8]) -> Option<(&[u8], &[u8])> {
    let coordinates = encoded.strip_prefix(&[4])?;
    coordinates.split_at_checked(coordinates.len() / 2)
}

/// The public key of a private one of Ed25519.
pub fn ed25519_public(private: &[u8]) -> Option<PublicKey> {
    let key = ed25519_dalek::SigningKey::from_bytes(private.try_into().ok()?);
    let key = key.verifying_key().to_bytes().to_vec();
    Some(PublicKey::Ed25519 { key })
}
