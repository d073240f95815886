//! How a token is written: encrypted, unsigned, nested, or in another serialization than three parts with dots.

use crate::finding::sentence::{Inline, Pasted, Sentence};
use crate::sentence;
use crate::service::disclosure::Disclosures;

findings! { JwtForm:
    /// What was noticed about the form of a token of any service.
    #[derive(Clone, Debug)]
    pub enum TokenForm {
        /// **Why** Only the recipient of an encrypted token can read it.
        ///
        /// **Source** RFC 7516.
        EncryptedForOthers {
            /// How its key is encrypted.
            algorithm: String,
            /// How its content is encrypted.
            encryption: String,
        } = Other,

        /// **Why** A token with `"alg":"none"` can be changed by anyone.
        ///
        /// **Source** RFC 7519 section 6, RFC 8725 section 3.1.
        Unsecured = Other,

        /// **Why** The payload is another token, as the header says.
        ///
        /// **Source** RFC 7519 section 5.2.
        NestedToken = Other,

        /// **Why** The payload is sent in another place, such as the body of the request, and the signature is of both.
        ///
        /// **Source** RFC 7515 appendix F.
        DetachedPayload = Other,

        /// **Why** The payload is not base64url, which most libraries do not read.
        ///
        /// **Source** RFC 7797.
        UnencodedPayload = Other,

        /// **Why** The signature is in JSON, and most libraries read the three parts with dots only.
        ///
        /// **Source** RFC 7515 section 7.2.
        JsonSerialization {
            /// How many signatures it has.
            signatures: usize,
            /// How many of them a key of the paste made.
            valid: usize,
        } = Other,

        /// **Why** A claim that is disclosed behind the token must have its digest in it.
        ///
        /// **Source** RFC 9901 section 7.1.
        SelectiveDisclosure {
            /// What was found.
            disclosures: Disclosures,
        } = Other,
    }
}

impl super::Words for TokenForm {
    fn clause(&self) -> Sentence {
        match self {
            Self::EncryptedForOthers {
                algorithm,
                encryption,
            } if algorithm.is_empty() || encryption.is_empty() => {
                sentence!["it is encrypted (JWE): only its recipient can read it."]
            }
            Self::EncryptedForOthers {
                algorithm,
                encryption,
            } => sentence![
                "it is encrypted (JWE, ",
                Pasted(algorithm),
                " with ",
                Pasted(encryption),
                "): only its recipient can read it."
            ],
            Self::Unsecured => {
                sentence!["it has no signature (`alg` is `none`): anyone can change it."]
            }
            Self::NestedToken => sentence!["its payload is another token, as `cty` says."],
            Self::DetachedPayload => {
                sentence!["its payload is missing: it was sent separately (RFC 7515), or removed."]
            }
            Self::UnencodedPayload => {
                sentence!["its payload is not encoded (`b64` is `false`, RFC 7797)."]
            }
            Self::JsonSerialization { signatures, valid } => sentence![
                "it is a JWS in JSON with ",
                count(*signatures, "signature"),
                (*valid > 0).then(|| Inline(sentence![
                    ", of which ",
                    *valid,
                    " fit the keys in the paste"
                ])),
                "; most libraries read the form with dots only."
            ],
            Self::SelectiveDisclosure { disclosures } => of_disclosures(*disclosures),
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::EncryptedForOthers { .. } => {
                sentence![
                    "Decrypt it with the recipient's key, or ask the issuer for a signed token."
                ]
            }
            Self::Unsecured => {
                sentence![
                    "Sign it where it is made, and accept no such token where tokens are checked."
                ]
            }
            Self::NestedToken => sentence!["Decode the payload, and paste the token in it."],
            Self::DetachedPayload => {
                sentence![
                    "Put the body that was signed between the two dots, in base64url, and check that."
                ]
            }
            Self::UnencodedPayload => {
                sentence!["Encode the payload, unless both sides support `b64` in `crit`."]
            }
            Self::JsonSerialization { .. } => {
                sentence!["Join `protected`, `payload` and `signature` by dots."]
            }
            Self::SelectiveDisclosure { disclosures } => {
                let is_broken = disclosures.unmatched > 0;
                sentence![
                    is_broken.then_some("Send the disclosures exactly as the issuer made them.")
                ]
            }
        }
    }

    fn explains(&self) -> bool {
        match self {
            Self::NestedToken | Self::UnencodedPayload | Self::JsonSerialization { .. } => false,
            Self::SelectiveDisclosure { disclosures } => disclosures.unmatched > 0,
            Self::EncryptedForOthers { .. } | Self::Unsecured | Self::DetachedPayload => true,
        }
    }
}

/// `1 signature`, `2 signatures`.
fn count(count: usize, noun: &'static str) -> Sentence {
    sentence![count, " ", noun, (count != 1).then_some("s")]
}

fn of_disclosures(disclosures: Disclosures) -> Sentence {
    let Disclosures {
        count: all,
        unmatched,
        is_other_hash,
        is_bound,
    } = disclosures;
    if is_other_hash {
        return sentence!["it is an SD-JWT whose digests (`_sd_alg`) are not checked here."];
    }
    sentence![
        "it is an SD-JWT with ",
        count(all, "disclosure"),
        (is_bound && unmatched == 0).then_some(" and a key binding"),
        Inline(if unmatched == 0 {
            sentence!["; all digests are in the token."]
        } else {
            sentence![", ", unmatched, " of them without a digest in the token."]
        })
    ]
}
