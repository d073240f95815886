//! The keys of a paste that check signatures, in any text form, and what they say about its tokens.
//!
//! - **In**: the pasted text, and its decoded tokens.
//! - **Out**: each [`Key`] with its place, and for each token a [`KeyCheck`](check::KeyCheck): which key made its signature, or nearly.
//! - **Facts from**: RFC 7517 (JWK), RFC 7468 (PEM), RFC 5280, 5915, 5958, 8017, 8410 (the forms of DER), RFC 4253 section 6.6 and
//!   RFC 5656 (OpenSSH), XML Signature section 4.5.2.2, RFC 7518 section 3 (algorithms); threads about keys that no library takes (`\n` in `.env`).
//!
//! Signatures are checked with the public half of a private key. Its private members are kept only so that nothing shows them.

pub mod bare;
pub mod check;
pub mod der;
pub mod jwk;
pub mod openssh;
pub mod pem;
pub mod public;
mod raw;
pub mod signature;
pub mod slip;
mod weak;
pub mod xml;

use crate::text::span::Places;
use crate::text::{NumericDate, Secret, Span};
use crate::token::Token;

use public::PublicKey;

/// The form of a key in the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Form {
    /// PEM of a `SubjectPublicKeyInfo`.
    SpkiPem,
    /// The same on one line: its line ends became spaces, or are missing.
    SpkiPemOneLine,
    /// The same with the line ends of Windows.
    SpkiPemCrlf,
    /// The same, indented as in YAML.
    YamlBlock,
    /// The same with `\n` in place of line ends.
    EnvEscaped,
    /// The same with `\\n`: it was escaped twice.
    EnvDoubleEscaped,
    /// The same in base64.
    EnvBase64OfPem,
    /// The same as a string of JSON.
    JsonString,
    /// Base64 of DER without the lines of PEM around it.
    BareBase64Der,
    /// PKCS #1, the public key.
    Pkcs1PublicPem,
    /// PKCS #1, the private key.
    Pkcs1PrivatePem,
    /// PKCS #8, a private key.
    Pkcs8PrivatePem,
    /// SEC 1, a private key.
    Sec1PrivatePem,
    /// The private key of OpenSSH.
    OpensshPrivatePem,
    /// A certificate.
    X509Pem,
    /// One of a map of key identifiers to certificates, as Google has it.
    X509Map,
    /// A JWK.
    Jwk,
    /// A JWK with its private members.
    JwkPrivate,
    /// One of the keys of a JWKS.
    Jwks,
    /// The same, with a certificate in place of the key's numbers.
    JwksX5cOnly,
    /// A line of OpenSSH.
    Openssh,
    /// The XML of .NET.
    RsaXml,
    /// The 32 bytes of an Ed25519 key, in hex or base64.
    RawEd25519,
    /// The certificate in the header of a token (`x5c`).
    X5c,
    /// The key in the header of a token (`jwk`).
    HeaderJwk,
}

impl Form {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Why a key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It ends before it should.
    CutOff,
    /// It is no key in any known form.
    NoKey,
    /// A PEM of something else, by its label.
    OtherPem(String),
    /// It is encrypted with a password.
    Encrypted,
    /// Signatures of its family are not checked here.
    Unchecked(Family),
    /// Its type is not one of JWS.
    UnknownType,
    /// Its curve is not one of JWS.
    UnknownCurve {
        /// Its type (`kty`).
        kty: &'static str,
    },
    /// Its point is not on its curve.
    OffCurve,
    /// Its point is compressed, which no JWK has and few services use.
    Compressed,
    /// It is a private key without its public half.
    NoPublicHalf,
    /// It is of RSA, and longer or shorter than what is checked.
    RsaSize {
        /// Its length in bits.
        bits: usize,
    },
    /// Its public exponent is 1 or even: anyone can sign.
    Exponent,
    /// It is of RSA and was made by a library whose keys can be broken (ROCA, CVE-2017-15361).
    Roca,
    /// It is a shared secret, and shorter than the hash of its algorithm (RFC 7518 section 3.2).
    ShortSecret {
        /// Its length in bytes.
        bytes: usize,
    },
    /// A member is missing, or is no base64url.
    Member(&'static str),
}

/// A family of signatures for which there is no small crate that is kept well: they are read, and not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `EdDSA` with Ed448 (RFC 8037).
    Ed448,
    /// ML-DSA (FIPS 204, RFC 9964).
    MlDsa,
}

impl Family {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ed448 => "Ed448",
            Self::MlDsa => "ML-DSA",
        }
    }

    /// The family of an algorithm of the header.
    pub fn of(algorithm: &str) -> Option<Self> {
        match algorithm {
            "Ed448" => Some(Self::Ed448),
            _ => algorithm.starts_with("ML-DSA-").then_some(Self::MlDsa),
        }
    }
}

/// What a key checks with.
#[derive(Clone)]
pub enum Material {
    /// A public key.
    Public(PublicKey),
    /// A shared secret (`"kty":"oct"`), its bytes.
    Shared(Vec<u8>),
}

/// The facts of a certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// Whose it is, in short.
    pub subject: String,
    /// Who signed it, in short.
    pub issuer: String,
    /// The first instant at which it is valid.
    pub not_before: NumericDate,
    /// The last one.
    pub not_after: NumericDate,
    /// Whether subject and issuer are the same.
    pub is_self_signed: bool,
}

/// A key of the paste.
pub struct Key {
    /// Its form.
    pub form: Form,
    /// The key itself, or why it cannot be used.
    pub material: Result<Material, Fault>,
    /// Its identifier.
    pub kid: Option<String>,
    /// The algorithm that it is for, if it says so.
    pub algorithm: Option<String>,
    /// What it is for (`use`, or `key_ops`), if it says so and that is not to check signatures.
    pub other_use: Option<String>,
    /// Whether its private half is in the paste.
    pub is_private: bool,
    /// The private members of a JWK, as they are written.
    pub private_members: Vec<Secret>,
    /// The slip in how it is written, if libraries refuse it so.
    pub writing: Option<Writing>,
    /// The facts of its certificate.
    pub certificate: Option<Certificate>,
    /// The text whose bytes an HMAC may have been keyed with by mistake.
    pub text: Option<Secret>,
    /// Its place.
    pub span: Span,
}

/// How a key is written that libraries refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Writing {
    /// `\n` in place of line ends.
    Escaped,
    /// `\\n` in place of line ends.
    EscapedTwice,
    /// On one line.
    OneLine,
    /// A PEM in base64.
    Base64,
    /// Every line begins with an `n`: the backslashes of `\n` are gone.
    LetterN,
    /// Its first and last lines lack dashes.
    Dashes,
    /// It has no first and last line.
    NoLines,
    /// The line of OpenSSH.
    Openssh,
    /// With percent escapes, as in a URL.
    Percent,
    /// Its first and last line name another form than it has.
    Label,
}

impl Key {
    /// Its public key, if it can be used.
    pub fn public(&self) -> Option<&PublicKey> {
        match &self.material {
            Ok(Material::Public(key)) => Some(key),
            _ => None,
        }
    }

    /// Whether it is in the header of a token.
    pub fn travels(&self) -> bool {
        matches!(self.form, Form::X5c | Form::HeaderJwk)
    }

    /// Its type as a JWK names it (`kty`), if it is known.
    pub fn kty(&self) -> Option<&'static str> {
        match &self.material {
            Ok(Material::Public(key)) => Some(key.kty()),
            Ok(Material::Shared(_)) | Err(Fault::ShortSecret { .. }) => Some("oct"),
            Err(Fault::UnknownCurve { kty }) => Some(kty),
            Err(Fault::OffCurve | Fault::Compressed | Fault::NoPublicHalf) => Some("EC"),
            Err(Fault::Unchecked(Family::Ed448)) => Some("OKP"),
            Err(Fault::Unchecked(Family::MlDsa)) => Some("AKP"),
            Err(Fault::RsaSize { .. } | Fault::Exponent | Fault::Roca) => Some("RSA"),
            Err(_) => None,
        }
    }
}

/// The maximum number of keys that are read: no set of a service has more.
pub const MOST: usize = 1_000;

/// Finds all keys in `text` and in the headers of its tokens.
pub fn find(text: &str, tokens: &[Token]) -> Vec<Key> {
    let mut keys = pem::find(text);
    keys.extend(jwk::find(text, tokens));
    keys.extend(openssh::find(text));
    keys.extend(xml::find(text));
    let mut taken: Vec<Span> = keys.iter().map(|key| key.span).collect();
    taken.extend(tokens.iter().flat_map(|token| token.spans.iter().copied()));
    let taken = Places::new(taken);
    keys.extend(bare::find(text, &taken));
    keys.extend(raw::find(text, tokens, &taken));
    keys.extend(tokens.iter().flat_map(jwk::of_header));
    keys.sort_by_key(|key| key.span.start);
    for key in &mut keys {
        bound(key);
    }
    keys
}

/// Takes out what would take too long, or is no key that anything should trust.
fn bound(key: &mut Key) {
    if let (Ok(Material::Shared(secret)), Some(algorithm)) = (&key.material, &key.algorithm)
        && secret.len() * 8 < check::hash_bits(algorithm)
    {
        let bytes = secret.len();
        key.material = Err(Fault::ShortSecret { bytes });
    }
    let Some(PublicKey::Rsa { modulus, exponent }) = key.public() else {
        return;
    };
    let bits = public::bits(modulus);
    let is_odd = exponent.last().is_some_and(|last| last % 2 == 1);
    if !signature::RSA_BITS.contains(&bits) {
        key.material = Err(Fault::RsaSize { bits });
    } else if !is_odd || exponent[..] == [1] {
        key.material = Err(Fault::Exponent);
    } else if weak::is_roca(modulus) {
        key.material = Err(Fault::Roca);
    }
}
