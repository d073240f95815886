//! Which key of the paste made the signature of a token.

use super::public::{PublicKey, bits};
use super::slip::{self, SignatureSlip};
use super::{Form, Key, Material, signature};
use crate::secret::signature::verify as verify_hmac;
use crate::text::{Secret, base64url, steps};
use crate::token::Token;

/// How a token's signature relates to the keys of the paste. Keys are given by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCheck {
    /// There is no key to check it with.
    Unchecked,
    /// Made with this key.
    Valid {
        /// The key.
        key: usize,
    },
    /// Made with this key, except for a slip.
    NearMiss {
        /// The key.
        key: usize,
        /// The slip.
        slip: SignatureSlip,
    },
    /// Made with none of the keys that are for its algorithm.
    Invalid {
        /// The key that it names, or the first of them.
        key: usize,
    },
    /// Made with this key, but another key of the set has the same identifier.
    Ambiguous {
        /// The key.
        key: usize,
    },
    /// The keys are for other algorithms.
    Unsuited {
        /// The key that it names, or the first of them.
        key: usize,
    },
}

/// The work for all tokens of a paste.
#[derive(Debug)]
pub struct Budget {
    /// Checks with public keys, in units of about a quarter of a millisecond.
    units: usize,
    /// The bytes of all MACs.
    bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            units: 240,
            bytes: 16 * 1_048_576,
        }
    }
}

/// What a MAC costs beyond the bytes that are hashed, in such bytes.
const MAC: usize = 256;

impl Budget {
    /// Counts the work for a check with a key; returns whether there was enough left.
    fn spend(&mut self, key: &PublicKey) -> bool {
        let cost = match key {
            PublicKey::Rsa { modulus, .. } => 1 + (bits(modulus) / 1_024).pow(2),
            PublicKey::Ec { .. } => 16,
            PublicKey::Ed25519 { .. } => 12,
        };
        let is_left = self.units >= cost;
        self.units = self.units.saturating_sub(cost);
        is_left
    }

    /// The same for a MAC with a key.
    fn spend_mac(&mut self, key: &[u8], input: &[u8]) -> bool {
        let cost = MAC + key.len() + input.len();
        let is_left = self.bytes >= cost;
        self.bytes = self.bytes.saturating_sub(cost);
        steps::count(if is_left { cost } else { 0 });
        is_left
    }
}

/// Looks for the key that made a token's signature: the one that its header names, or else any other.
pub fn check(token: &Token, keys: &[Key], budget: &mut Budget) -> KeyCheck {
    let jws = &token.jws;
    let Some(algorithm) = jws.algorithm() else {
        return KeyCheck::Unchecked;
    };
    if jws.text.ends_with('.') || !jws.text.contains('.') || token.is_payload {
        return KeyCheck::Unchecked;
    }
    let kid = jws.key_id();
    let is_named = |key: &Key| kid.is_some() && key.kid == kid;
    // A set that publishes a shared secret is a mistake, and no library should accept what it signed.
    let is_published = |key: &Key| {
        matches!(key.material, Ok(Material::Shared(_)))
            && key.form == Form::Jwks
            && keys
                .iter()
                .any(|other| other.form == Form::Jwks && other.public().is_some())
    };
    let mut candidates: Vec<usize> = (0..keys.len()).filter(|at| !keys[*at].travels()).collect();
    // A key that travels in the token proves nothing, least of all if another one is there.
    if candidates.is_empty() {
        let is_own = |at: &usize| token.spans.contains(&keys[*at].span);
        candidates.extend((0..keys.len()).filter(is_own));
    }
    candidates.sort_by_key(|at| !is_named(&keys[*at]));
    // A payload that is not encoded may have dots (RFC 7797 section 5).
    let b64 = (jws.header.root()).and_then(|header| header.member("b64")?.boolean());
    let whole = jws.text.rsplit_once('.').filter(|_| b64 == Some(false));
    let raw = whole.map(|(input, signed)| {
        let signed = base64url::decode(signed.as_bytes());
        (input.as_bytes(), signed.unwrap_or_default())
    });
    let is_strict = raw.is_some() || is_strict(&jws.text);
    let encoded = &jws.text.as_bytes()[jws.signing_input.clone()];
    let (input, signed) = match &raw {
        Some((input, signed)) => (*input, signed),
        None => (encoded, &jws.signature),
    };
    let (mut suited, mut unsuited) = (None, None);
    for &at in &candidates {
        let key = &keys[at];
        let fits = match &key.material {
            Ok(Material::Public(public)) if public.fits(&algorithm) && key.is_for(&algorithm) => {
                if !budget.spend(public) {
                    continue;
                }
                signature::verify(&algorithm, public, input, signed)
            }
            Ok(Material::Shared(secret))
                if algorithm.starts_with("HS")
                    && key.is_for(&algorithm)
                    && !is_published(key)
                    && secret.len() * 8 >= hash_bits(&algorithm) =>
            {
                if !budget.spend_mac(secret, input) {
                    continue;
                }
                verify_hmac(&algorithm, secret, input, signed)
            }
            _ => {
                unsuited = unsuited.or(Some(at));
                continue;
            }
        };
        if fits && is_strict {
            return if is_named(key) && is_ambiguous(key, keys) {
                KeyCheck::Ambiguous { key: at }
            } else {
                KeyCheck::Valid { key: at }
            };
        }
        suited = suited.or(Some(at));
    }
    if algorithm.starts_with("HS") {
        let mut keys = keys.iter();
        let confused = keys.position(|key| {
            let text = key.text.as_ref().map(Secret::expose);
            text.is_some_and(|text| {
                budget.spend_mac(text.as_bytes(), input)
                    && is_keyed(&algorithm, text, input, signed)
            })
        });
        if let Some(key) = confused {
            let slip = SignatureSlip::Hmac;
            return KeyCheck::NearMiss { key, slip };
        }
    }
    match (suited, unsuited) {
        (Some(key), _) => {
            let public = keys[key].public().filter(|public| budget.spend(public));
            let slip = public.and_then(|public| slip::find(&algorithm, public, input, signed));
            match slip {
                Some(slip) => KeyCheck::NearMiss { key, slip },
                None => KeyCheck::Invalid { key },
            }
        }
        (None, Some(key)) => KeyCheck::Unsuited { key },
        (None, None) => KeyCheck::Unchecked,
    }
}

/// Whether another key of its set has the same identifier: libraries take the first, or refuse.
fn is_ambiguous(key: &Key, keys: &[Key]) -> bool {
    let same = |other: &&Key| other.form == key.form && other.kid == key.kid;
    key.form == Form::Jwks
        && (keys.iter().filter(same)).any(|other| match (&other.material, &key.material) {
            (Ok(Material::Public(one)), Ok(Material::Public(other))) => one != other,
            (Ok(Material::Shared(one)), Ok(Material::Shared(other))) => one != other,
            _ => true,
        })
}

/// The length of the hash of an algorithm in bits, which is in its name; 0 if that has none.
pub(super) fn hash_bits(algorithm: &str) -> usize {
    algorithm
        .get(2..)
        .and_then(|bits| bits.parse().ok())
        .unwrap_or(0)
}

/// Whether a text has three parts of base64url in the one form that RFC 7515 section 2 allows: a library refuses any other.
fn is_strict(text: &str) -> bool {
    let is_canonical = |part: &str| {
        base64url::decode(part.as_bytes()).is_ok_and(|bytes| base64url::encode(&bytes) == part)
    };
    text.split('.').count() == 3 && text.split('.').all(is_canonical)
}

/// Whether a MAC is keyed with the text of a PEM, with or without the line end behind it.
fn is_keyed(algorithm: &str, pem: &str, input: &[u8], mac: &[u8]) -> bool {
    let trimmed = pem.trim_end();
    [format!("{trimmed}\n"), trimmed.to_owned()]
        .iter()
        .any(|text| verify_hmac(algorithm, text.as_bytes(), input, mac))
}

impl Key {
    /// Whether what the key says of itself allows this algorithm.
    pub fn is_for(&self, algorithm: &str) -> bool {
        let is_same = |own: &String| {
            // RFC 7520 misspells the name.
            let is_misspelled = own == "ES521" && algorithm == "ES512";
            // PSS with a longer hash than the key names weakens nothing: RFC 7520 section 4.2 does so.
            let is_pss = own.starts_with("PS")
                && algorithm.starts_with("PS")
                && hash_bits(own) <= hash_bits(algorithm);
            own == algorithm || is_misspelled || is_pss || is_eddsa(own) && is_eddsa(algorithm)
        };
        self.algorithm.as_ref().is_none_or(is_same) && self.other_use.is_none()
    }
}

/// RFC 9864 has new names for the old one.
fn is_eddsa(algorithm: &str) -> bool {
    matches!(algorithm, "EdDSA" | "Ed25519" | "Ed448")
}
