//! Which key made the signature of a token, and why another one does not fit.

use super::key::{KeyName, VERIFY_ELSEWHERE};
use crate::finding::sentence::{Inline, Name, Ours, Pasted, Sentence};
use crate::key::Family;
use crate::key::slip::SignatureSlip;
use crate::sentence;

findings! { JwtSignature:
    /// What was noticed about the signature of a token, and the keys that may have made it.
    #[derive(Clone, Debug)]
    pub enum SignatureFinding {
        /// **Why** The signature was made with another encoding, padding, hash or salt than the header says, or by keying an HMAC
        /// with the text of a public key. Libraries only say that it is invalid.
        ///
        /// **Source** RFC 7518 sections 3.3 to 3.5; CVE-2015-9235.
        SignatureForm {
            /// What is wrong.
            slip: SignatureSlip,
        } = SignatureSecretMismatch,

        /// **Why** The token names a key that the pasted set does not have: it was rotated, or the set is of another environment.
        ///
        /// **Source** RFC 7515 section 4.1.4.
        KidNotInSet {
            /// The `kid` of the token.
            kid: String,
            /// Those of the set.
            kids: Vec<String>,
            /// Whether a key of the set made the signature nevertheless.
            fits: bool,
        } = SignatureSecretMismatch,

        /// **Why** A library that looks for the `kid` of the token finds none in the set, though its key made the signature.
        ///
        /// **Source** RFC 7515 section 4.1.4; jose, `jwks/local.ts`.
        KeyWithoutKid {
            /// The `kid` of the token.
            kid: String,
        } = SignatureSecretMismatch,

        /// **Why** The key in the paste did not make the signature.
        ///
        /// **Source** RFC 7515 section 5.2.
        KeyDoesNotFit {
            /// The key.
            key: KeyName,
            /// Whether key and token have one `kid`.
            is_named: bool,
        } = SignatureSecretMismatch,

        /// **Why** A signature has a length that its algorithm and key give it. A shorter one was lost in part when the token was copied.
        ///
        /// **Source** RFC 7518 sections 3.2 to 3.5, RFC 8032 section 5.1.6.
        SignatureCut {
            /// The algorithm of the token.
            algorithm: String,
            /// How many bytes are left.
            bytes: usize,
        } = MissingTokenOrHeader,

        /// **Why** Two keys of a set have one identifier, so that libraries try the wrong one or refuse.
        ///
        /// **Source** RFC 7517 section 4.5.
        KidTwice {
            /// The identifier.
            kid: String,
        } = SignatureSecretMismatch,

        /// **Why** Each algorithm needs a key of one type: RSA, a curve, or a shared secret.
        ///
        /// **Source** RFC 7518 section 3.1.
        KeyOfAnotherAlgorithm {
            /// The algorithm of the token.
            algorithm: String,
            /// The key.
            key: KeyName,
        } = SignatureSecretMismatch,

        /// **Why** A key may say what it is for, and libraries leave out the others: Keycloak publishes one for encryption, too.
        ///
        /// **Source** RFC 7517 sections 4.2 to 4.4.
        KeyOfAnotherUse {
            /// The key.
            key: KeyName,
            /// The member that says so.
            member: &'static str,
            /// What it is for.
            usage: String,
        } = SignatureSecretMismatch,

        /// **Why** A public key checks the algorithm of the token, and the paste has only a shared secret.
        ///
        /// **Source** RFC 7518 section 3.1; public reports about Supabase's new signing keys.
        SecretForPublicKey {
            /// The algorithm of the token.
            algorithm: String,
        } = SignatureSecretMismatch,

        /// **Why** The `kid` of the token is the thumbprint of another key in the set than the one that carries it.
        ///
        /// **Source** RFC 7638.
        ThumbprintOfAnother {
            /// The identifier.
            kid: String,
        } = SignatureSecretMismatch,

        /// **Why** Only the key of its issuer can check the signature.
        ///
        /// **Source** RFC 7515 section 5.2, `OpenID` Connect Discovery 1.0.
        KeyMissing {
            /// The algorithm.
            algorithm: String,
            /// Where the keys of the issuer are, if it is an address.
            key_set: Option<String>,
        } = Other,

        /// **Why** The families Ed448 and ML-DSA have no small crate that is kept well.
        ///
        /// **Source** RFC 8037, FIPS 204.
        FamilyUnchecked {
            /// The family.
            family: Family,
        } = Other,

        /// **Why** A library refused the signature, and a key of the paste made it: the library has another key.
        ///
        /// **Source** RFC 7515 section 5.2.
        KeyFitsHere {
            /// The key.
            key: KeyName,
        } = SignatureSecretMismatch,

        /// **Why** A key of the paste made the signature.
        ///
        /// **Source** RFC 7515 section 5.2.
        KeyFits {
            /// The key.
            key: KeyName,
        } = Other,
    }
}

impl super::Words for SignatureFinding {
    fn clause(&self) -> Sentence {
        match self {
            Self::SignatureForm { slip } => of_slip(*slip),
            Self::KidNotInSet {
                kid,
                kids,
                fits: true,
            } => sentence![
                "its signature fits, but it names the key ",
                Pasted(kid),
                " and the paste has ",
                list(kids),
                "."
            ],
            Self::KidNotInSet {
                kid,
                kids,
                fits: false,
            } => sentence![
                "it names the key ",
                Pasted(kid),
                ", and the paste has only ",
                list(kids),
                "."
            ],
            Self::KeyWithoutKid { kid } => sentence![
                "its signature fits a key without a `kid`, and it names ",
                Pasted(kid),
                "."
            ],
            Self::KeyDoesNotFit {
                key,
                is_named: false,
            } => {
                sentence!["its signature was not made with ", key.sentence(), "."]
            }
            Self::KeyDoesNotFit {
                key,
                is_named: true,
            } => sentence![
                key.sentence(),
                " has the token's `kid`, but did not sign it."
            ],
            Self::SignatureCut { algorithm, bytes } => sentence![
                "its signature has ",
                *bytes,
                " bytes, which is no length for ",
                Pasted(algorithm),
                ": it is probably cut off."
            ],
            Self::KidTwice { kid } => {
                sentence!["two keys of the set have the `kid` ", Pasted(kid), "."]
            }
            Self::KeyOfAnotherAlgorithm { algorithm, key } => sentence![
                "it is signed with ",
                Pasted(algorithm),
                ", which ",
                key.sentence(),
                " does not check."
            ],
            Self::KeyOfAnotherUse { key, member, usage } => sentence![
                key.sentence(),
                " is not for this signature: its ",
                Ours(member),
                " is ",
                Pasted(usage),
                "."
            ],
            Self::SecretForPublicKey { algorithm } => sentence![
                Pasted(algorithm),
                " is checked with a public key; the paste has a shared secret."
            ],
            Self::ThumbprintOfAnother { kid } => sentence![
                "its `kid` ",
                Pasted(kid),
                " is the thumbprint of another key in the set."
            ],
            Self::KeyMissing { algorithm, .. } => sentence![
                "its ",
                Pasted(algorithm),
                " signature is not checked: no key found."
            ],
            Self::FamilyUnchecked { family } => sentence![
                "its ",
                Name(family.name()),
                " signature is not checked here: no small library has it."
            ],
            Self::KeyFitsHere { key } => sentence![
                "its signature fits ",
                key.sentence(),
                ": another key refused it."
            ],
            Self::KeyFits { key } => sentence!["its signature fits ", key.sentence(), "."],
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::SignatureForm { slip } => sentence![match slip {
                SignatureSlip::Der =>
                    "Convert it to r and s, one after the other: in Node `dsaEncoding: 'ieee-p1363'`, in Java `SHA256withECDSAinP1363Format`",
                SignatureSlip::Swapped => "Write r first, then s.",
                SignatureSlip::Pss => "Sign with PKCS #1 v1.5, or name `PS256` in the header.",
                SignatureSlip::Pkcs1 => "Sign with PSS, or name `RS256` in the header.",
                SignatureSlip::Hash { .. } =>
                    "Sign with the hash that `alg` names, or set `alg` to the algorithm that was used.",
                SignatureSlip::Salt =>
                    "Set the salt length to that of the hash: in OpenSSL `rsa_pss_saltlen:digest`",
                SignatureSlip::Hmac =>
                    "Accept only the algorithm of the key: `algorithms: ['RS256']`. Treat this token as forged.",
            }],
            Self::KidNotInSet { fits: true, .. } | Self::KeyWithoutKid { .. } => {
                sentence![
                    "Use the same `kid` where tokens are made and where the key is published."
                ]
            }
            Self::KidNotInSet { .. } => sentence![
                "Load the key set of the issuer again, and compare `iss` with the server that you asked: keys are rotated."
            ],
            Self::KeyDoesNotFit { .. } => sentence![
                "Use the key of the environment that made the token, or request a new token."
            ],
            Self::SignatureCut { .. } => {
                sentence![
                    "Copy the token again, whole, and compare its length where it is checked."
                ]
            }
            Self::KidTwice { .. } => sentence!["Give each key of the set a `kid` of its own."],
            Self::KeyOfAnotherAlgorithm { .. } => {
                sentence![
                    "Use the key that belongs to this algorithm; in a set, the one with its `kid`."
                ]
            }
            Self::KeyOfAnotherUse { .. } => {
                sentence![
                    "Use the key that the issuer publishes for signatures (`use` is `sig`) with the algorithm of the token, and name its `kid`."
                ]
            }
            Self::SecretForPublicKey { .. } => {
                sentence!["Use the public key of the issuer, such as its `/.well-known/jwks.json`."]
            }
            Self::ThumbprintOfAnother { .. } => sentence!["Swap the `kid` of the two keys."],
            Self::KeyMissing {
                key_set: Some(url), ..
            } => sentence![
                "Paste the key set of its issuer: ",
                Pasted(format!("curl -s '{url}'"))
            ],
            Self::KeyMissing { algorithm, .. } if algorithm.starts_with("HS") => {
                sentence!["Paste its shared secret as your program has it: `JWT_SECRET=…`"]
            }
            Self::KeyMissing { .. } => {
                sentence!["Paste the key of its issuer: PEM, a JWK, a key set or a certificate."]
            }
            Self::FamilyUnchecked { .. } => sentence![VERIFY_ELSEWHERE],
            Self::KeyFitsHere { .. } => {
                sentence![
                    "Log the key where the token is checked, or its first characters, and compare it with this one."
                ]
            }
            Self::KeyFits { .. } => Sentence::new(),
        }
    }

    fn explains(&self) -> bool {
        !matches!(
            self,
            Self::KeyMissing { .. } | Self::FamilyUnchecked { .. } | Self::KeyFits { .. }
        )
    }
}

/// Up to three values.
fn list(values: &[String]) -> Sentence {
    let mut sentence = Sentence::new();
    for (at, value) in values.iter().take(3).enumerate() {
        let separator = (at > 0).then_some(", ");
        sentence = sentence![sentence, separator, Pasted(value)];
    }
    let more = values.len().saturating_sub(3);
    sentence![
        sentence,
        (more > 0).then(|| Inline(sentence![" and ", more, " more"]))
    ]
}

fn of_slip(slip: SignatureSlip) -> Sentence {
    match slip {
        SignatureSlip::Der => {
            sentence!["its signature fits the key, but is in DER, not r and s one after the other."]
        }
        SignatureSlip::Swapped => sentence!["its signature fits the key, but r and s are swapped."],
        SignatureSlip::Pss => {
            sentence!["its signature has the padding of PSS, and `alg` says PKCS #1 v1.5 (`RS…`)."]
        }
        SignatureSlip::Pkcs1 => {
            sentence!["its signature has the padding of PKCS #1 v1.5, and `alg` says PSS (`PS…`)."]
        }
        SignatureSlip::Hash { made } => sentence![
            "its signature was made with ",
            Name(made.name()),
            ", which is not the hash that `alg` names."
        ],
        SignatureSlip::Salt => sentence![
            "its PSS signature has a salt that is not as long as its hash, as a JWT needs."
        ],
        SignatureSlip::Hmac => sentence![
            "its HMAC is keyed with the text of a public key: an algorithm confusion attack."
        ],
    }
}
