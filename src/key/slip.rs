//! The slips of those who make signatures: the key is right, and the signature has another form, padding, hash or salt than the
//! header says. And of those who check them: an HMAC keyed with the text of a public key.

use ::der::asn1::AnyRef;
use ::der::{Decode, Tag, Tagged};

use super::der;
use super::public::{PublicKey, bits};
use super::signature::{self, Hash};

/// What is wrong with a signature that the key made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureSlip {
    /// ECDSA in ASN.1 DER, as OpenSSL and Java make it, and not r and s one after the other (RFC 7518 section 3.4).
    Der,
    /// The two halves of an ECDSA signature are swapped.
    Swapped,
    /// Made with the padding of PSS, although the header names RSASSA-PKCS1-v1_5.
    Pss,
    /// Made with the padding of RSASSA-PKCS1-v1_5, although the header names PSS.
    Pkcs1,
    /// Made with another hash than the header names.
    Hash {
        /// The hash that it was made with.
        made: Hash,
    },
    /// Made by PSS with a salt of another length than the hash has (RFC 7518 section 3.5).
    Salt,
    /// No signature at all, but an HMAC that is keyed with the text of the public key: a server that accepts this can be
    /// fooled by anyone (CVE-2015-9235).
    Hmac,
}

/// The largest RSA keys for which slips are looked for, in bits: each try takes as long as a check.
const RSA_BITS: usize = 4_096;

/// Looks for the slip in a signature that a key of the right type did not make as the header says.
pub fn find(
    algorithm: &str,
    key: &PublicKey,
    signing_input: &[u8],
    signed: &[u8],
) -> Option<SignatureSlip> {
    let named = Hash::of(algorithm);
    let mut others = Hash::ALL.into_iter().filter(|hash| Some(*hash) != named);
    match key {
        PublicKey::Rsa { modulus, exponent } if bits(modulus) <= RSA_BITS => {
            let pkcs1 = |hash| signature::rsa_pkcs1(hash, modulus, exponent, signing_input, signed);
            let pss =
                |hash| signature::rsa_pss(hash, None, modulus, exponent, signing_input, signed);
            let hash = named?;
            if algorithm.starts_with("RS") {
                let other = others.find(|hash| pkcs1(*hash));
                other
                    .map(|made| SignatureSlip::Hash { made })
                    .or_else(|| (Hash::ALL.into_iter().any(pss)).then_some(SignatureSlip::Pss))
            } else if pss(hash) {
                Some(SignatureSlip::Salt)
            } else if Hash::ALL.into_iter().any(pkcs1) {
                Some(SignatureSlip::Pkcs1)
            } else {
                let other = others.find(|hash| pss(*hash));
                other.map(|made| SignatureSlip::Hash { made })
            }
        }
        PublicKey::Ec { curve, point } => {
            let fits =
                |hash, signed: &[u8]| signature::ec(*curve, hash, point, signing_input, signed);
            let hash = named?;
            if let Some(plain) = of_der(signed, curve.size()) {
                return fits(hash, &plain).then_some(SignatureSlip::Der);
            }
            let (r, s) = signed.split_at_checked(curve.size())?;
            if fits(hash, &[s, r].concat()) {
                return Some(SignatureSlip::Swapped);
            }
            let other = others.find(|hash| fits(*hash, signed));
            other.map(|made| SignatureSlip::Hash { made })
        }
        _ => None,
    }
}

/// The two numbers of an ECDSA signature in DER, one after the other.
fn of_der(signature: &[u8], size: usize) -> Option<Vec<u8>> {
    let sequence = AnyRef::from_der(signature).ok()?;
    let numbers = (sequence.tag() == Tag::Sequence).then(|| der::parts(sequence.value()))??;
    let mut plain = Vec::with_capacity(2 * size);
    for number in numbers {
        let zeros = number.value().iter().take_while(|byte| **byte == 0);
        let number = &number.value()[zeros.count()..];
        let missing = size.checked_sub(number.len())?;
        plain.extend(std::iter::repeat_n(0, missing));
        plain.extend(number);
    }
    Some(plain)
}
