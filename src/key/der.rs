//! Keys in DER (X.690): `SubjectPublicKeyInfo` and certificates (RFC 5280), PKCS #1 (RFC 8017), PKCS #8 (RFC 5958), SEC 1 (RFC 5915).
//!
//! The structure decides what a key is. The label of a PEM is ignored, because people mix labels up.

use der::asn1::{AnyRef, GeneralizedTime, ObjectIdentifier, UtcTime};
use der::{Decode, Header, Reader, SliceReader, Tag, TagNumber, Tagged};

use super::public::{self, Curve, PublicKey};
use super::signature::{ed25519_public, point};
use super::{Certificate, Family, Fault};
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
pub struct DecodedKey {
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
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// What is not checked here: RFC 8410 section 3, RFC 9881 section 2.
const UNCHECKED: [(Family, ObjectIdentifier); 4] = [
    (Family::Ed448, ObjectIdentifier::new_unwrap("1.3.101.113")),
    (
        Family::MlDsa,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.17"),
    ),
    (
        Family::MlDsa,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.18"),
    ),
    (
        Family::MlDsa,
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.19"),
    ),
];

/// Reads a key; bytes after it do not count.
///
/// # Errors
/// If it is cut off, or no key.
pub fn read(bytes: &[u8]) -> Result<DecodedKey, Fault> {
    let mut reader = SliceReader::new(bytes).map_err(|_| Fault::NoKey)?;
    let header = Header::decode(&mut reader).map_err(|_| Fault::NoKey)?;
    if header.tag() != Tag::Sequence {
        return Err(Fault::NoKey);
    }
    let length = usize::try_from(header.length()).map_err(|_| Fault::NoKey)?;
    let start = bytes.len() - usize::try_from(reader.remaining_len()).unwrap_or(0);
    let content = bytes.get(start..start + length).ok_or(Fault::CutOff)?;
    let parts = parts(content).ok_or(Fault::NoKey)?;
    let tags: Vec<Tag> = parts.iter().map(Tagged::tag).collect();
    let (shape, key) = match tags[..] {
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => return certificate(parts[0]),
        [Tag::Sequence, Tag::BitString] => (Shape::Spki, of_info(parts[0], parts[1])),
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => {
            (Shape::Pkcs8, of_private(parts[1], parts[2].value()))
        }
        [Tag::Integer, Tag::OctetString, ..] => (Shape::Sec1, of_sec1(&parts, None)),
        [Tag::Integer, Tag::Integer] => (Shape::Pkcs1Public, Ok(rsa(parts[0], parts[1]))),
        [Tag::Integer, Tag::Integer, Tag::Integer, Tag::Integer, ..] => {
            (Shape::Pkcs1Private, Ok(rsa(parts[1], parts[2])))
        }
        _ => return Err(Fault::NoKey),
    };
    Ok(DecodedKey {
        shape,
        key,
        certificate: None,
    })
}

/// The elements of a sequence or set, by its content; `None` if that is no DER.
pub(super) fn parts(content: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(content).ok()?;
    let mut parts = Vec::new();
    while !reader.is_finished() {
        parts.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(parts)
}

fn rsa(modulus: AnyRef, exponent: AnyRef) -> PublicKey {
    PublicKey::rsa(modulus.value(), exponent.value())
}

/// The key in PKCS #8.
fn of_private(algorithm: AnyRef, private: &[u8]) -> Result<PublicKey, Fault> {
    let algorithm = parts(algorithm.value()).ok_or(Fault::NoKey)?;
    let oid = algorithm.first().ok_or(Fault::NoKey)?.value();
    if is_rsa(oid) {
        return read(private)?.key;
    }
    if oid == EC.as_bytes() {
        let inner = AnyRef::from_der(private).map_err(|_| Fault::NoKey)?;
        let inner = parts(inner.value()).ok_or(Fault::NoKey)?;
        return of_sec1(&inner, algorithm.get(1).map(|curve| curve.value()));
    }
    if oid == ED25519.as_bytes() {
        let secret = AnyRef::from_der(private).map_err(|_| Fault::NoKey)?;
        return ed25519_public(secret.value()).ok_or(Fault::NoKey);
    }
    Err(unchecked(oid))
}

/// The key in SEC 1, whose curve may be named around it. Its public half may be left out, and is then not computed.
fn of_sec1(parts: &[AnyRef], curve: Option<&[u8]>) -> Result<PublicKey, Fault> {
    let tagged = |number: u32| {
        let tag = Tag::ContextSpecific {
            constructed: true,
            number: TagNumber(number),
        };
        let part = parts.iter().find(|part| part.tag() == tag)?;
        AnyRef::from_der(part.value()).ok().map(AnyRef::value)
    };
    let curve = curve.or(tagged(0)).and_then(of_curve);
    let public = tagged(1).and_then(bit_string).ok_or(Fault::NoPublicHalf)?;
    ec(curve.ok_or(Fault::UnknownCurve { kty: "EC" })?, public)
}

/// The bytes of a bit string, by its content.
fn bit_string(content: &[u8]) -> Option<&[u8]> {
    content.strip_prefix(&[0])
}

fn is_rsa(oid: &[u8]) -> bool {
    oid == RSA.as_bytes() || oid == RSA_PSS.as_bytes()
}

/// A key of an encoded point.
pub(super) fn ec(curve: Curve, encoded: &[u8]) -> Result<PublicKey, Fault> {
    if matches!(encoded, [2 | 3, ..]) {
        return Err(Fault::Compressed);
    }
    let point = point(curve, encoded).ok_or(Fault::OffCurve)?;
    Ok(PublicKey::Ec { curve, point })
}

fn of_curve(oid: &[u8]) -> Option<Curve> {
    let mut curves = CURVES.into_iter();
    curves
        .find(|(_, known)| known.as_bytes() == oid)
        .map(|(curve, _)| curve)
}

/// Why a key of another type is not read.
fn unchecked(oid: &[u8]) -> Fault {
    let mut families = UNCHECKED.into_iter();
    let known = families.find(|(_, known)| known.as_bytes() == oid);
    known.map_or(Fault::UnknownType, |(family, _)| Fault::Unchecked(family))
}

/// The key of a `SubjectPublicKeyInfo`.
fn of_info(algorithm: AnyRef, key: AnyRef) -> Result<PublicKey, Fault> {
    let algorithm = parts(algorithm.value()).ok_or(Fault::NoKey)?;
    let oid = algorithm.first().ok_or(Fault::NoKey)?.value();
    let key = bit_string(key.value()).ok_or(Fault::NoKey)?;
    if is_rsa(oid) {
        return read(key)?.key;
    }
    if oid == EC.as_bytes() {
        let curve = algorithm.get(1).and_then(|curve| of_curve(curve.value()));
        return ec(curve.ok_or(Fault::UnknownCurve { kty: "EC" })?, key);
    }
    if oid == ED25519.as_bytes() {
        return ed25519(key).ok_or(Fault::NoKey);
    }
    Err(unchecked(oid))
}

/// A key of Ed25519.
pub(super) fn ed25519(key: &[u8]) -> Option<PublicKey> {
    let key = key.to_vec();
    (key.len() == public::ED25519).then_some(PublicKey::Ed25519 { key })
}

/// A certificate, by the part of it that is signed (RFC 5280 section 4.1).
fn certificate(signed: AnyRef) -> Result<DecodedKey, Fault> {
    let mut fields = parts(signed.value()).ok_or(Fault::NoKey)?;
    // The version may be left out.
    fields.retain(|field| !matches!(field.tag(), Tag::ContextSpecific { .. }));
    let [_, _, issuer, validity, subject, info, ..] = fields[..] else {
        return Err(Fault::NoKey);
    };
    let validity = parts(validity.value()).ok_or(Fault::NoKey)?;
    let info = parts(info.value()).ok_or(Fault::NoKey)?;
    let ([not_before, not_after], [algorithm, key]) = (&validity[..], &info[..]) else {
        return Err(Fault::NoKey);
    };
    Ok(DecodedKey {
        shape: Shape::Certificate,
        key: of_info(*algorithm, *key),
        certificate: Some(Certificate {
            subject: name(subject),
            issuer: name(issuer),
            not_before: time(*not_before).ok_or(Fault::NoKey)?,
            not_after: time(*not_after).ok_or(Fault::NoKey)?,
            is_self_signed: subject.value() == issuer.value(),
        }),
    })
}

fn time(time: AnyRef) -> Option<NumericDate> {
    let since = match time.tag() {
        Tag::UtcTime => time.decode_as::<UtcTime>().ok()?.to_unix_duration(),
        _ => time.decode_as::<GeneralizedTime>().ok()?.to_unix_duration(),
    };
    Some(NumericDate(since.as_secs_f64()))
}

/// The common name, or the first one that there is.
fn name(name: AnyRef) -> String {
    let mut first = None;
    for set in parts(name.value()).unwrap_or_default() {
        for attribute in parts(set.value()).unwrap_or_default() {
            let pair = parts(attribute.value()).unwrap_or_default();
            let [oid, value] = pair[..] else {
                continue;
            };
            let value = String::from_utf8_lossy(value.value()).into_owned();
            if oid.value() == COMMON_NAME.as_bytes() && !value.is_empty() {
                return value;
            }
            first = first.or(Some(value).filter(|value| !value.is_empty()));
        }
    }
    first.unwrap_or_else(|| "no name".to_owned())
}
