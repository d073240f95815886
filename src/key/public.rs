//! Public keys, which check signatures. They are the same for every text form that a key was read from.

use sha2::{Digest, Sha256};

use crate::text::base64url;

/// A curve of ECDSA (RFC 7518 section 6.2.1.1, RFC 8812 section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256, also called `prime256v1` and `secp256r1`.
    P256,
    /// NIST P-384, also called `secp384r1`.
    P384,
    /// NIST P-521, also called `secp521r1`.
    P521,
    /// `secp256k1`, the curve of Bitcoin.
    Secp256k1,
}

impl Curve {
    /// All curves.
    pub const ALL: [Self; 4] = [Self::P256, Self::P384, Self::P521, Self::Secp256k1];

    /// Its name in a JWK.
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Secp256k1 => "secp256k1",
        }
    }

    /// The algorithm that signs with it (RFC 7518 section 3.4, RFC 8812 section 3.2).
    pub fn algorithm(self) -> &'static str {
        match self {
            Self::P256 => "ES256",
            Self::P384 => "ES384",
            Self::P521 => "ES512",
            Self::Secp256k1 => "ES256K",
        }
    }

    /// The length of a coordinate, and of each half of a signature, in bytes.
    pub fn size(self) -> usize {
        match self {
            Self::P256 | Self::Secp256k1 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

/// The length of a key of Ed25519 in bytes (RFC 8032 section 5.1.5).
pub const ED25519: usize = 32;

/// A key that checks signatures.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum PublicKey {
    /// RSA; both numbers in big-endian bytes without leading zeros.
    Rsa {
        /// The modulus.
        modulus: Vec<u8>,
        /// The public exponent.
        exponent: Vec<u8>,
    },
    /// ECDSA; the point is checked to be on the curve.
    Ec {
        /// The curve.
        curve: Curve,
        /// The point, uncompressed (SEC 1 section 2.3.3): `04`, x, y.
        point: Vec<u8>,
    },
    /// `EdDSA` with Ed25519 (RFC 8032).
    Ed25519 {
        /// The key.
        key: Vec<u8>,
    },
}

impl PublicKey {
    /// An RSA key of its numbers, which may have leading zeros.
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Self {
        let number = |bytes: &[u8]| {
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            bytes[zeros..].to_vec()
        };
        Self::Rsa {
            modulus: number(modulus),
            exponent: number(exponent),
        }
    }

    /// Its type in a JWK (`kty`).
    pub fn kty(&self) -> &'static str {
        match self {
            Self::Rsa { .. } => "RSA",
            Self::Ec { .. } => "EC",
            Self::Ed25519 { .. } => "OKP",
        }
    }

    /// Whether an algorithm of the header (`alg`) is checked with a key like this.
    pub fn fits(&self, algorithm: &str) -> bool {
        match self {
            Self::Rsa { .. } => matches!(
                algorithm,
                "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512"
            ),
            Self::Ec { curve, .. } => algorithm == curve.algorithm(),
            // RFC 9864 has a new name for the old one.
            Self::Ed25519 { .. } => matches!(algorithm, "EdDSA" | "Ed25519"),
        }
    }

    /// Its thumbprint (RFC 7638), which some services use as `kid`.
    ///
    /// ```
    /// use why401::key::public::PublicKey;
    /// use why401::text::base64url::decode;
    ///
    /// // RFC 8037 A.3
    /// let key = decode(b"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
    /// let key = PublicKey::Ed25519 { key };
    /// assert_eq!(key.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    /// ```
    pub fn thumbprint(&self) -> String {
        let encode = |bytes: &[u8]| base64url::encode(bytes);
        let members = match self {
            Self::Rsa { modulus, exponent } => {
                let (e, n) = (encode(exponent), encode(modulus));
                format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
            }
            Self::Ec { curve, point } => {
                let (x, y) = point[1..].split_at(curve.size());
                let (crv, x, y) = (curve.name(), encode(x), encode(y));
                format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Self::Ed25519 { key } => {
                let x = encode(key);
                format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)
            }
        };
        encode(&Sha256::digest(members))
    }
}

/// Its type and thumbprint: its bytes are long.
impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kty(), self.thumbprint())
    }
}

/// The number of bits of a number in big-endian bytes without leading zeros.
pub fn bits(number: &[u8]) -> usize {
    let leading = number.first().map_or(0, |byte| byte.leading_zeros());
    number.len() * 8 - leading as usize
}
