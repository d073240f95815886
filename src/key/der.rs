//! Keys in DER (X.690): `SubjectPublicKeyInfo` and certificates (RFC 5280), PKCS #1 (RFC 8017), PKCS #8 (RFC 5958), SEC 1 (RFC 5915).
//!
//! The shape decides, whatever the label of a PEM says.

use der::asn1::{AnyRef, BitStringRef, ContextSpecific, ObjectIdentifier, OctetStringRef, UintRef};
use der::{Decode, Encode, Header, Reader, SliceReader, Tag, TagNumber};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use x509_cert::Certificate as X509;
use x509_cert::name::Name;

use super::public::{Curve, Edwards, Lattice, PublicKey};
use super::signature::{ec_public, edwards_public, point};
use super::{Certificate, Fault};
use crate::text::NumericDate;

/// What a DER text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `SubjectPublicKeyInfo`.
    Spki,
    /// PKCS #1, the public key.
    Pkcs1Public,
    /// PKCS #1, the private key.
    Pkcs1Private,
    /// PKCS #8.
    Pkcs8,
    /// SEC 1.
    Sec1,
    /// A certificate.
    Certificate,
}

/// A key that was read.
pub struct Read {
    /// What it was.
    pub shape: Shape,
    /// The key, or why there is none.
    pub key: Result<PublicKey, Fault>,
    /// The facts of its certificate.
    pub certificate: Option<Certificate>,
}

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

const CURVES: [(Curve, ObjectIdentifier); 4] = [
    (
        Curve::P256,
        ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"),
    ),
    (Curve::P384, ObjectIdentifier::new_unwrap("1.3.132.0.34")),
    (Curve::P521, ObjectIdentifier::new_unwrap("1.3.132.0.35")),
    (
        Curve::Secp256k1,
        ObjectIdentifier::new_unwrap("1.3.132.0.10"),
    ),
];

/// RFC 8410 section 3.
const EDWARDS: [(Edwards, ObjectIdentifier); 2] = [
    (
        Edwards::Ed25519,
        ObjectIdentifier::new_unwrap("1.3.101.112"),
    ),
    (Edwards::Ed448, ObjectIdentifier::new_unwrap("1.3.101.113")),
];

/// RFC 9881 section 2.
const LATTICES: [(Lattice, ObjectIdentifier); 3] = [
    (
        Lattice::Level44,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.17"),
    ),
    (
        Lattice::Level65,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.18"),
    ),
    (
        Lattice::Level87,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.19"),
    ),
];

/// Reads a key; bytes after it do not count.
///
/// # Errors
/// If it is cut off, or no key.
pub fn read(bytes: &[u8]) -> Result<Read, Fault> {
    let mut reader = SliceReader::new(bytes).map_err(|_| Fault::NoKey)?;
    let header = Header::decode(&mut reader).map_err(|_| Fault::NoKey)?;
    if header.tag() != Tag::Sequence {
        return Err(Fault::NoKey);
    }
    let length = usize::try_from(header.length()).map_err(|_| Fault::NoKey)?;
    let start = bytes.len() - usize::try_from(reader.remaining_len()).unwrap_or(0);
    let bytes = bytes.get(..start + length).ok_or(Fault::CutOff)?;
    let read = |shape, key| Read {
        shape,
        key,
        certificate: None,
    };
    if let Ok(certificate) = X509::from_der(bytes) {
        return Ok(of_certificate(&certificate));
    }
    if let Ok(info) = SubjectPublicKeyInfoRef::from_der(bytes) {
        return Ok(read(Shape::Spki, of_info(&info)));
    }
    let mut reader = SliceReader::new(bytes).map_err(|_| Fault::NoKey)?;
    (reader.sequence(|reader| private(reader).map(|(shape, key)| read(shape, key))))
        .map_err(|_: der::Error| Fault::NoKey)
}

/// A sequence that begins with a number: PKCS #8, PKCS #1 or SEC 1.
fn private<'a>(reader: &mut SliceReader<'a>) -> der::Result<(Shape, Result<PublicKey, Fault>)> {
    let first = UintRef::decode(reader)?;
    match Tag::peek(reader)? {
        Tag::Sequence => {
            let algorithm = AlgorithmIdentifierRef::decode(reader)?;
            let private = <&OctetStringRef>::decode(reader)?.as_bytes();
            skip(reader)?;
            Ok((Shape::Pkcs8, of_private(&algorithm, private)))
        }
        Tag::OctetString => {
            let secret = <&OctetStringRef>::decode(reader)?.as_bytes();
            let curve: Option<ContextSpecific<ObjectIdentifier>> =
                ContextSpecific::decode_explicit(reader, TagNumber(0))?;
            let public = point_of(reader)?;
            let curve = curve.and_then(|curve| of_curve(curve.value));
            let key = match curve {
                Some(curve) => sec1(curve, secret, public),
                None => Err(Fault::UnknownCurve),
            };
            Ok((Shape::Sec1, key))
        }
        _ => {
            let second = UintRef::decode(reader)?;
            if reader.is_finished() {
                let key = PublicKey::rsa(first.as_bytes(), second.as_bytes());
                return Ok((Shape::Pkcs1Public, Ok(key)));
            }
            let third = UintRef::decode(reader)?;
            skip(reader)?;
            let key = PublicKey::rsa(second.as_bytes(), third.as_bytes());
            Ok((Shape::Pkcs1Private, Ok(key)))
        }
    }
}

/// Passes over the rest of a sequence.
fn skip<'a>(reader: &mut SliceReader<'a>) -> der::Result<()> {
    while !reader.is_finished() {
        AnyRef::decode(reader)?;
    }
    Ok(())
}

/// The public key at the end of SEC 1, if it is there.
fn point_of<'a>(reader: &mut SliceReader<'a>) -> der::Result<Option<&'a [u8]>> {
    let public: Option<ContextSpecific<BitStringRef<'a>>> =
        ContextSpecific::decode_explicit(reader, TagNumber(1))?;
    skip(reader)?;
    Ok(public.and_then(|public| public.value.as_bytes()))
}

/// The key in PKCS #8.
fn of_private(algorithm: &AlgorithmIdentifierRef, private: &[u8]) -> Result<PublicKey, Fault> {
    let inner = || SliceReader::new(private).map_err(|_| Fault::NoKey);
    if matches!(algorithm.oid, RSA | RSA_PSS) {
        let key = inner()?
            .sequence(self::private)
            .map_err(|_: der::Error| Fault::NoKey)?;
        return key.1;
    }
    if algorithm.oid == EC {
        let curve = algorithm.parameters_oid().ok().and_then(of_curve);
        let curve = curve.ok_or(Fault::UnknownCurve)?;
        let parts = inner()?.sequence(|reader| {
            UintRef::decode(reader)?;
            let secret = <&OctetStringRef>::decode(reader)?.as_bytes();
            let _: Option<ContextSpecific<ObjectIdentifier>> =
                ContextSpecific::decode_explicit(reader, TagNumber(0))?;
            Ok::<_, der::Error>((secret, point_of(reader)?))
        });
        let (secret, public) = parts.map_err(|_| Fault::NoKey)?;
        return sec1(curve, secret, public);
    }
    if let Some(curve) = of_edwards(algorithm.oid) {
        let secret = <&OctetStringRef>::from_der(private).map_err(|_| Fault::NoKey)?;
        return edwards_public(curve, secret.as_bytes()).ok_or(Fault::NoKey);
    }
    Err(Fault::UnknownType)
}

fn sec1(curve: Curve, secret: &[u8], public: Option<&[u8]>) -> Result<PublicKey, Fault> {
    match public {
        Some(public) => ec(curve, public),
        None => ec_public(curve, secret).ok_or(Fault::NoKey),
    }
}

/// A key of an encoded point.
pub(super) fn ec(curve: Curve, encoded: &[u8]) -> Result<PublicKey, Fault> {
    let point = point(curve, encoded).ok_or(Fault::OffCurve)?;
    Ok(PublicKey::Ec { curve, point })
}

fn of_curve(oid: ObjectIdentifier) -> Option<Curve> {
    let mut curves = CURVES.into_iter();
    curves
        .find(|(_, known)| *known == oid)
        .map(|(curve, _)| curve)
}

fn of_edwards(oid: ObjectIdentifier) -> Option<Edwards> {
    let mut curves = EDWARDS.into_iter();
    curves
        .find(|(_, known)| *known == oid)
        .map(|(curve, _)| curve)
}

/// The key of a `SubjectPublicKeyInfo`.
fn of_info(info: &SubjectPublicKeyInfoRef) -> Result<PublicKey, Fault> {
    let oid = info.algorithm.oid;
    let key = info.subject_public_key.as_bytes().ok_or(Fault::NoKey)?;
    if matches!(oid, RSA | RSA_PSS) {
        let mut reader = SliceReader::new(key).map_err(|_| Fault::NoKey)?;
        let numbers = reader.sequence(|reader| {
            let modulus = UintRef::decode(reader)?;
            Ok((modulus, UintRef::decode(reader)?))
        });
        let (modulus, exponent) = numbers.map_err(|_: der::Error| Fault::NoKey)?;
        return Ok(PublicKey::rsa(modulus.as_bytes(), exponent.as_bytes()));
    }
    if oid == EC {
        let curve = info.algorithm.parameters_oid().ok().and_then(of_curve);
        return ec(curve.ok_or(Fault::UnknownCurve)?, key);
    }
    if let Some(curve) = of_edwards(oid) {
        let key = key.to_vec();
        let fits = key.len() == curve.size();
        return fits
            .then_some(PublicKey::Okp { curve, key })
            .ok_or(Fault::NoKey);
    }
    let mut lattices = LATTICES.into_iter();
    match lattices.find(|(_, known)| *known == oid) {
        Some((lattice, _)) => {
            let key = key.to_vec();
            Ok(PublicKey::Akp { lattice, key })
        }
        None => Err(Fault::UnknownType),
    }
}

fn of_certificate(certificate: &X509) -> Read {
    let tbs = certificate.tbs_certificate();
    let info = tbs.subject_public_key_info().to_der().unwrap_or_default();
    let key = SubjectPublicKeyInfoRef::from_der(&info).map_err(|_| Fault::NoKey);
    let seconds = |time: x509_cert::time::Time| {
        let seconds = u32::try_from(time.to_unix_duration().as_secs());
        NumericDate(seconds.map_or(f64::MAX, f64::from))
    };
    let validity = tbs.validity();
    Read {
        shape: Shape::Certificate,
        key: key.and_then(|info| of_info(&info)),
        certificate: Some(Certificate {
            subject: name(tbs.subject()),
            issuer: name(tbs.issuer()),
            not_before: seconds(validity.not_before),
            not_after: seconds(validity.not_after),
            is_self_signed: tbs.subject() == tbs.issuer(),
        }),
    }
}

/// The common name, or the first one that there is.
fn name(name: &Name) -> String {
    let all = || name.iter_rdn().flat_map(|rdn| rdn.iter());
    let common = all().find(|attribute| attribute.oid == COMMON_NAME);
    let bytes = common
        .or(all().next())
        .map(|attribute| attribute.value.value());
    String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
}
