//! Tokens of any service: whose they are, which key signed them, and why their own service refuses them.
//!
//! What is said of another service is likely and never certain. What a key of the paste shows is certain.

use super::Explain;
use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Duration, Inline, Name, Ours, Pasted, Sentence};
use crate::key::public::{self, PublicKey};
use crate::key::signature::RSA_BITS;
use crate::key::slip::SignatureSlip;
use crate::key::{Family, Fault, Key, Material, Writing};
use crate::sentence;
use crate::service::complaint::Complaint;
use crate::service::disclosure::Disclosures;
use crate::service::expected::{Difference, Mismatch};
use crate::service::trouble::{Timing, Trouble};
use crate::service::{Kind, Service};
use crate::text::{LineNumbers, NumericDate};

/// A key of the paste in a sentence.
#[derive(Clone, Debug)]
pub struct KeyName {
    /// What it is, such as `RSA key of 2048 bits`.
    pub what: Sentence,
    /// Its lines, such as `line 3`; nowhere if it is in the token itself.
    pub lines: LineNumbers,
}

impl KeyName {
    /// The key and its place, such as *the P-256 key in line 3*.
    pub fn sentence(&self) -> Sentence {
        if self.lines == LineNumbers::Nowhere {
            return sentence!["the ", self.what.clone(), " in its own header"];
        }
        sentence!["the ", self.what.clone(), " in ", self.lines]
    }
}

findings! { Jwt:
    /// What was noticed about a token of any service, or about a key.
    #[derive(Clone, Debug)]
    pub enum JwtFinding {
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

        /// **Why** The key in the paste did not make the signature.
        ///
        /// **Source** RFC 7515 section 5.2.
        KeyDoesNotFit {
            /// The key.
            key: KeyName,
            /// Whether key and token have one `kid`.
            is_named: bool,
        } = SignatureSecretMismatch,

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

        /// **Why** No library reads a key that is cut off, of another type, too long or broken.
        ///
        /// **Source** RFC 7468, RFC 7517, RFC 7518.
        KeyUnusable {
            /// Why.
            fault: Fault,
            /// Its lines.
            lines: LineNumbers,
        } = SecretFormat,

        /// **Why** A variable of an environment keeps a key on one line, and libraries want the lines of PEM: `no start line`,
        /// `DECODER routines::unsupported`.
        ///
        /// **Source** Public reports about node-jsonwebtoken, octokit, jose.
        KeyWriting {
            /// How it is written.
            writing: Writing,
            /// Its lines.
            lines: LineNumbers,
        } = SecretFormat,

        /// **Why** A private key makes tokens. Only its public half is needed to check them.
        ///
        /// **Source** RFC 7517 section 9.2.
        PrivateKey {
            /// Its lines.
            lines: LineNumbers,
        } = Other,

        /// **Why** A certificate that is past its last day, or before its first, is refused by what checks it.
        ///
        /// **Source** RFC 5280 section 4.1.2.5.
        CertificateTime {
            /// Whose it is.
            subject: String,
            /// The day that is past, or to come.
            at: NumericDate,
            /// Whether it is over.
            is_over: bool,
        } = Other,

        /// **Why** A chain begins with the certificate of the key, and each next one signed the one before it.
        ///
        /// **Source** RFC 8446 section 4.4.2; RFC 7515 section 4.1.6.
        ChainOrder = Other,

        /// **Why** A set with thousands of keys is no set of a service; only some of them are read.
        ///
        /// **Source** The limits of this tool.
        ManyKeys {
            /// How many are read.
            read: usize,
        } = Other,

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

        /// **Why** A library or service said why it refused the token.
        ///
        /// **Source** The sources of the libraries, named in `src/service/complaint.rs`.
        LibraryComplaint {
            /// What it says.
            complaint: Complaint,
            /// Who says so.
            library: &'static str,
        } = Other,

        /// **Why** What the configuration expects and what the token has must be the same, character by character.
        ///
        /// **Source** RFC 7519 section 2 (`StringOrURI`), RFC 8725 sections 3.8 and 3.9.
        ExpectedValue {
            /// The difference.
            mismatch: Mismatch,
        } = Other,

        /// **Why** The times of a token are checked by every service.
        ///
        /// **Source** RFC 7519 section 4.1.
        TimeElsewhere {
            /// What they show.
            timing: Timing,
        } = Expired,

        /// **Why** Services have rules of their own, which the form of the token shows.
        ///
        /// **Source** The documentation of each service, named in `src/service/mod.rs`.
        ServiceRule {
            /// The rule.
            trouble: Trouble,
        } = Other,

        /// **Why** The form of the token shows which service made it, and for what.
        ///
        /// **Source** The documentation of each service, named in `src/service/mod.rs`.
        ServiceToken {
            /// The service.
            service: Service,
            /// The kind of token.
            kind: Option<Kind>,
        } = UnknownApiKey,

        /// **Why** A credential that is no JWT has nothing to decode.
        ///
        /// **Source** The documentation of each service, named in `src/service/mod.rs`.
        OpaqueToken {
            /// The service.
            service: Service,
            /// What it is.
            what: &'static str,
            /// Whether it is to be kept secret.
            is_secret: bool,
        } = MissingTokenOrHeader,

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

        /// **Why** A key alone has nothing to check.
        ///
        /// **Source** RFC 7515 section 5.2.
        KeyAlone {
            /// The key.
            key: KeyName,
        } = Other,

        /// **Why** A key of the paste made the signature.
        ///
        /// **Source** RFC 7515 section 5.2.
        KeyFits {
            /// The key.
            key: KeyName,
        } = Other,
    }
}

impl Explain for JwtFinding {
    fn code(&self) -> super::Code {
        self.name()
    }

    fn cause(&self) -> Cause {
        self.family()
    }

    fn rank(&self) -> Rank {
        Rank::Jwt
    }

    fn refuses(&self) -> bool {
        false
    }

    #[allow(clippy::too_many_lines, reason = "a table")]
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
            Self::SecretForPublicKey { algorithm } => sentence![
                Pasted(algorithm),
                " is checked with a public key; the paste has a shared secret."
            ],
            Self::ThumbprintOfAnother { kid } => sentence![
                "its `kid` ",
                Pasted(kid),
                " is the thumbprint of another key in the set."
            ],
            Self::KeyUnusable { fault, lines } => of_fault(fault, *lines),
            Self::KeyWriting { writing, lines } => of_writing(*writing, *lines),
            Self::PrivateKey { lines } => sentence![
                "the private key in ",
                *lines,
                " can make tokens; keep it secret."
            ],
            Self::CertificateTime {
                subject,
                at,
                is_over,
            } => sentence![
                "the certificate of ",
                Pasted(subject),
                if *is_over {
                    " expired at "
                } else {
                    " is valid only from "
                },
                *at,
                "."
            ],
            Self::ChainOrder => sentence![
                "the certificates are in the wrong order: the one of the key comes first."
            ],
            Self::ManyKeys { read } => {
                sentence![
                    "the key set is so large that only ",
                    *read,
                    " keys of it were read."
                ]
            }
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
            Self::LibraryComplaint { complaint, library } => of_complaint(*complaint, library),
            Self::ExpectedValue { mismatch } => of_mismatch(mismatch),
            Self::TimeElsewhere { timing } => match timing {
                Timing::Expired { since } => sentence!["it expired ", Duration(*since), " ago."],
                Timing::NotYetValid { more } => {
                    sentence!["it is not valid for another ", Duration(*more), " (`nbf`)."]
                }
                Timing::IssuedAhead { by } => sentence![
                    "it was issued ",
                    Duration(*by),
                    " in the future (`iat`): a clock is ahead."
                ],
                Timing::Valid { more } => sentence!["it is valid for ", Duration(*more), " more."],
            },
            Self::ServiceRule { trouble } => sentence![of_trouble(*trouble).0],
            Self::ServiceToken { service, kind } => sentence![
                "it is probably ",
                with_article(*service, *kind),
                ", and not LiveKit's."
            ],
            Self::OpaqueToken { service, what, .. } => sentence![
                "the paste has a ",
                Name(service.name()),
                " ",
                sentence![*what],
                ": it is no JWT and cannot be decoded."
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
            Self::KeyAlone { key } => {
                sentence![
                    "there is ",
                    key.sentence(),
                    ", and no token for it to check."
                ]
            }
            Self::KeyFits { key } => sentence!["its signature fits ", key.sentence(), "."],
        }
    }

    #[allow(clippy::too_many_lines, reason = "a table")]
    fn fix(&self) -> Sentence {
        match self {
            Self::SignatureForm { slip } => sentence![match slip {
                SignatureSlip::Der =>
                    "Convert it to r and s, one after the other: in Node `dsaEncoding: 'ieee-p1363'`, in Java `SHA256withECDSAinP1363Format`",
                SignatureSlip::Swapped => "Write r first, then s.",
                SignatureSlip::Pss => "Sign with PKCS #1 v1.5, or name `PS256` in the header.",
                SignatureSlip::Pkcs1 => "Sign with PSS, or name `RS256` in the header.",
                SignatureSlip::Hash { .. } =>
                    "Sign with the hash in the name of the algorithm, or name the one that was used.",
                SignatureSlip::Salt =>
                    "Set the salt length to that of the hash: in OpenSSL `rsa_pss_saltlen:digest`",
                SignatureSlip::Hmac =>
                    "Accept only the algorithm of the key: `algorithms: ['RS256']`. Treat this token as forged.",
            }],
            Self::KidNotInSet { fits: true, .. } => {
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
            Self::KidTwice { .. } => sentence!["Give each key of the set a `kid` of its own."],
            Self::KeyOfAnotherAlgorithm { .. } => {
                sentence![
                    "Use the key that belongs to this algorithm; in a set, the one with its `kid`."
                ]
            }
            Self::SecretForPublicKey { .. } => {
                sentence!["Use the public key of the issuer, such as its `/.well-known/jwks.json`."]
            }
            Self::ThumbprintOfAnother { .. } => sentence!["Swap the `kid` of the two keys."],
            Self::KeyUnusable { fault, .. } => sentence![fix_of_fault(fault)],
            Self::KeyWriting { writing, .. } => sentence![fix_of_writing(*writing)],
            Self::PrivateKey { .. } => sentence![
                "Replace it if anyone else has seen it. To check tokens, use its public half: `openssl pkey -in key.pem -pubout`"
            ],
            Self::CertificateTime { is_over: true, .. } => {
                sentence!["Use the certificate that the service publishes now."]
            }
            Self::CertificateTime { .. } => {
                sentence!["Check the clock of the machine that checks it."]
            }
            Self::ChainOrder => {
                sentence!["Put the certificate of the key first, then the one that signed it."]
            }
            Self::ManyKeys { .. } => sentence!["Paste only the keys of this token's issuer."],
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
            Self::LibraryComplaint { complaint, .. } => sentence![fix_of_complaint(*complaint)],
            Self::ExpectedValue { mismatch } if mismatch.actual.is_empty() => {
                sentence!["Request a token that has it, or do not check it."]
            }
            Self::ExpectedValue { mismatch } => sentence![
                "Set the expected ",
                Ours(mismatch.claim.name()),
                " to ",
                Pasted(&mismatch.actual),
                ", or request a token that has the expected one."
            ],
            Self::TimeElsewhere { timing } => sentence![match timing {
                Timing::Expired { .. } => "Request a new token.",
                Timing::NotYetValid { .. } | Timing::IssuedAhead { .. } =>
                    "Set the clock of the machine that makes it by NTP, or set `iat` and `nbf` 60 s back.",
                Timing::Valid { .. } => "",
            }],
            Self::ServiceRule { trouble } => sentence![of_trouble(*trouble).1],
            Self::OpaqueToken {
                is_secret: true, ..
            } => {
                sentence!["Keep it secret, and revoke it if anyone else has seen it."]
            }
            Self::OpaqueToken { .. } | Self::ServiceToken { .. } | Self::KeyFits { .. } => {
                Sentence::new()
            }
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
            Self::KeyAlone { .. } => {
                sentence!["Paste the token too: it begins with `eyJ` and has two dots."]
            }
        }
    }
}

impl JwtFinding {
    /// Whether it says why a service refuses the token, or what else is wrong, and not only what there is.
    pub fn explains(&self) -> bool {
        match self {
            Self::KeyFits { .. }
            | Self::KeyMissing { .. }
            | Self::KeyAlone { .. }
            | Self::ServiceToken { .. }
            | Self::FamilyUnchecked { .. }
            | Self::ManyKeys { .. }
            | Self::NestedToken
            | Self::UnencodedPayload
            | Self::JsonSerialization { .. }
            | Self::KeyWriting { .. } => false,
            Self::LibraryComplaint { complaint, .. } => *complaint != Complaint::InvalidToken,
            Self::TimeElsewhere { timing } => !matches!(timing, Timing::Valid { .. }),
            Self::SelectiveDisclosure { disclosures } => disclosures.unmatched > 0,
            _ => true,
        }
    }

    /// Whether its clause says which token it is about.
    pub fn names_token(&self) -> bool {
        match self {
            Self::ServiceRule { trouble } => of_trouble(*trouble).0.starts_with("it is "),
            _ => matches!(self, Self::ServiceToken { .. }),
        }
    }
}

/// What checks the families that are not checked here.
const VERIFY_ELSEWHERE: &str = "Verify it with OpenSSL 3.5 or later, or with Node 24.";

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

/// `1 signature`, `2 signatures`.
fn count(count: usize, noun: &'static str) -> Sentence {
    sentence![count, " ", noun, (count != 1).then_some("s")]
}

/// Whose token it is, with an article: `an Auth0 ID token`.
pub fn with_article(service: Service, kind: Option<Kind>) -> Sentence {
    // `an 8x8 JaaS token`; `a 100ms token` is read as a number.
    let is_vowel = service.name().starts_with(['A', 'E', 'I', 'O', '8']);
    let article = if is_vowel { "an " } else { "a " };
    sentence![article, Inline(whose(service, kind))]
}

/// What a token is, such as `Auth0 ID token`.
pub fn whose(service: Service, kind: Option<Kind>) -> Sentence {
    let words = kind.map_or("token", Kind::words);
    // `Cloudflare Access token`
    let words = match service {
        Service::CloudflareAccess => words.trim_start_matches("access "),
        Service::GithubApp => words.trim_start_matches("app "),
        _ => words,
    };
    sentence![Name(service.name()), " ", words]
}

/// What a key is, such as `RSA key of 2048 bits`.
pub fn key_words(key: &Key) -> Sentence {
    match &key.material {
        Ok(Material::Public(key)) => public_key_words(key),
        Ok(Material::Shared(_)) | Err(Fault::ShortSecret { .. }) => sentence!["shared secret"],
        Err(Fault::Unchecked(family)) => sentence![Name(family.name()), " key"],
        Err(_) => sentence!["unusable key"],
    }
}

/// What a public key is, such as `P-256 key`.
pub fn public_key_words(key: &PublicKey) -> Sentence {
    match key {
        PublicKey::Rsa { modulus, .. } => {
            sentence!["RSA key of ", public::bits(modulus), " bits"]
        }
        PublicKey::Ec { curve, .. } => sentence![Name(curve.name()), " key"],
        PublicKey::Ed25519 { .. } => sentence![Name("Ed25519"), " key"],
    }
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

fn of_fault(fault: &Fault, lines: LineNumbers) -> Sentence {
    let key = || sentence!["the key in ", lines];
    match fault {
        Fault::CutOff => sentence![key(), " is cut off."],
        Fault::NoKey => sentence!["what looks like a key in ", lines, " cannot be read."],
        Fault::OtherPem(label) => sentence![lines, " has no key, but a ", Pasted(label), "."],
        Fault::Encrypted => sentence![key(), " is encrypted with a password."],
        Fault::Unchecked(family) => sentence![
            key(),
            " is of ",
            Name(family.name()),
            ", which is not checked here: no small library has it."
        ],
        Fault::UnknownType => sentence![key(), " is of a type that signs no JWT."],
        Fault::UnknownCurve => sentence![key(), " is on a curve that signs no JWT."],
        Fault::Compressed => {
            sentence![key(), " has a compressed point, which is not checked here."]
        }
        Fault::NoPublicHalf => sentence![key(), " is private, and its public half is not in it."],
        Fault::OffCurve => sentence![key(), " is broken: its point is not on its curve."],
        Fault::RsaSize { bits } if bits < RSA_BITS.start() => sentence![
            key(),
            " has only ",
            *bits,
            " bits; a JWT needs 2048 (RFC 7518)."
        ],
        Fault::RsaSize { bits } => sentence![
            key(),
            " has ",
            *bits,
            " bits, more than is checked here (8192)."
        ],
        Fault::Exponent => sentence![
            key(),
            " has a public exponent that lets anyone sign: it is 1 or even."
        ],
        Fault::Roca => sentence![
            key(),
            " can be broken: it is of the ROCA family (CVE-2017-15361)."
        ],
        Fault::ShortSecret { bytes } => sentence![
            "the secret in ",
            lines,
            " has ",
            *bytes,
            " bytes, fewer than its hash (RFC 7518)."
        ],
        Fault::Member(name) => sentence!["the JWK in ", lines, " has no usable ", Ours(name), "."],
    }
}

fn fix_of_fault(fault: &Fault) -> &'static str {
    match fault {
        Fault::CutOff => "Paste it whole, from the `BEGIN` line to the `END` line.",
        Fault::NoKey | Fault::Member(_) => "Copy the key again, from where it was made.",
        Fault::OtherPem(_) => {
            "Paste the public key or the certificate: `openssl pkey -in key.pem -pubout`"
        }
        Fault::Compressed => {
            "Convert it: `openssl ec -pubin -in key.pem -conv_form uncompressed -pubout`"
        }
        Fault::Encrypted | Fault::NoPublicHalf => {
            "Paste its public half: `openssl pkey -in key.pem -pubout`"
        }
        Fault::Unchecked(_) => VERIFY_ELSEWHERE,
        Fault::UnknownType | Fault::UnknownCurve => {
            "Make a key for JWT: `openssl ecparam -name prime256v1 -genkey` for `ES256`"
        }
        Fault::OffCurve | Fault::Exponent | Fault::Roca => {
            "Make a new key, and stop trusting this one."
        }
        Fault::RsaSize { .. } => "Use a key of 2048 to 4096 bits.",
        Fault::ShortSecret { .. } => "Use a secret of at least 32 random bytes.",
    }
}

fn of_writing(writing: Writing, lines: LineNumbers) -> Sentence {
    let key = || sentence!["the key in ", lines];
    match writing {
        Writing::Escaped => sentence![key(), " has `\\n` in place of its line ends."],
        Writing::EscapedTwice => sentence![
            key(),
            " has `\\\\n` in place of its line ends: it was escaped twice."
        ],
        Writing::OneLine => sentence![key(), " is on one line, which most libraries do not read."],
        Writing::Base64 => sentence![key(), " is a PEM in base64, which has to be decoded first."],
        Writing::LetterN => sentence![
            key(),
            " has an `n` before each line: the backslashes of `\\n` are gone."
        ],
        Writing::Dashes => sentence![
            key(),
            " lacks dashes in its `BEGIN` or `END` line: there are five on each side."
        ],
        Writing::NoLines => sentence![key(), " has no `BEGIN` and `END` lines."],
        Writing::Openssh => sentence![key(), " is in OpenSSH's form, which no JWT library reads."],
    }
}

fn fix_of_writing(writing: Writing) -> &'static str {
    match writing {
        Writing::Escaped => {
            "Put back the line ends where it is read: `key.replace(/\\\\n/g, '\\n')`"
        }
        Writing::EscapedTwice => {
            "Remove one level of escapes, and put back the line ends where it is read: `key.replace(/\\\\n/g, '\\n')`"
        }
        Writing::OneLine => "Keep the line ends, in quotes, or store the key in base64.",
        Writing::Base64 => "Decode it where it is read: `Buffer.from(key, 'base64').toString()`",
        Writing::LetterN => {
            "Put the value in double quotes, so that `\\n` stays, and replace it by line ends where it is read."
        }
        Writing::Dashes => {
            "Write `-----BEGIN PUBLIC KEY-----` and `-----END PUBLIC KEY-----` with five dashes."
        }
        Writing::NoLines => {
            "Add `-----BEGIN PUBLIC KEY-----` and `-----END PUBLIC KEY-----` around it."
        }
        Writing::Openssh => "Convert it: `ssh-keygen -e -m PKCS8 -f key.pub`",
    }
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

fn of_complaint(complaint: Complaint, library: &'static str) -> Sentence {
    let who = if library.starts_with("The ") {
        sentence![library]
    } else {
        sentence![Ours(library)]
    };
    let reason = match complaint {
        Complaint::KeyForm => return sentence![who, " cannot read the key in this form."],
        Complaint::WeakKey => {
            return sentence![who, " refused the key: it is too short for the algorithm."];
        }
        Complaint::NoKey => {
            return sentence![who, " got no key: its variable is probably not set."];
        }
        Complaint::NoKeySet => {
            return sentence![
                who,
                " could not load the issuer's keys, and checked no token."
            ];
        }
        Complaint::ApiKey => {
            return sentence![who, " refused the request's key, not the token."];
        }
        Complaint::NoToken => return sentence![who, " found no token in the request."],
        Complaint::Grant => {
            return sentence![
                who,
                " refused the code or refresh token: it is expired, revoked or used."
            ];
        }
        Complaint::Client => {
            return sentence![
                who,
                " refused the client: its ID, secret or assertion is wrong or expired."
            ];
        }
        Complaint::Expired => "it had expired.",
        Complaint::NotYetValid => "it was not valid yet, so a clock differs.",
        Complaint::Audience => "another audience (`aud`, or `azp`) is expected.",
        Complaint::Issuer => "another issuer (`iss`) is expected.",
        Complaint::Signature => "the signature does not fit its key.",
        Complaint::UnknownKey => "no key has its `kid`.",
        Complaint::KeyOrAlgorithm => "no key fits its `kid` and `alg`.",
        Complaint::Algorithm => "another algorithm (`alg`) is expected.",
        Complaint::Malformed => "it could not be taken apart.",
        Complaint::IssueTime => "`iat` is ahead of its clock, or is no whole number.",
        Complaint::Life => "it lives too long, or a clock is off.",
        Complaint::Kind => "it is another kind of token.",
        Complaint::Credentials => "its issuer is no API key.",
        Complaint::InvalidToken => "it is expired, revoked or for another API.",
        Complaint::Scope => "it lacks a scope (`insufficient_scope`).",
        Complaint::Revoked => "it was revoked, or its session ended.",
        Complaint::TrustPolicy => "another `sub`, `aud` or `iss` is trusted.",
        Complaint::MissingClaim => "it lacks a claim, or a claim has the wrong type.",
    };
    sentence![who, " refused the token: ", reason]
}

fn fix_of_complaint(complaint: Complaint) -> &'static str {
    match complaint {
        Complaint::Expired => "Request a new token.",
        Complaint::NotYetValid => "Set both clocks by NTP, or allow some seconds of leeway.",
        Complaint::Audience => {
            "Request a token with the API's audience, or set the expected audience to the one of the token."
        }
        Complaint::Issuer => {
            "Set the expected issuer to the `iss` of the token, character by character."
        }
        Complaint::Signature => "Paste the token and the key or key set that it is checked with.",
        Complaint::UnknownKey => {
            "Load the key set of the token's own issuer again: keys are rotated."
        }
        Complaint::KeyOrAlgorithm => {
            "Load the key set of the token's own issuer, and allow the algorithm of its header."
        }
        Complaint::Algorithm => {
            "Allow the algorithm of the token where it is checked, with the key that belongs to it."
        }
        Complaint::Malformed => {
            "Log what is checked: three parts with two dots, without `Bearer` or quotes."
        }
        Complaint::Life => {
            "Set `iat` to 60 s before now, and let the token live 10 minutes for GitHub, 60 for Google."
        }
        Complaint::IssueTime => "Set `iat` to 60 s before now, in whole seconds.",
        Complaint::KeyForm => {
            "Paste the key as the program reads it: line ends are often lost in `.env` files."
        }
        Complaint::Kind => "Send the kind of token that this call expects.",
        Complaint::InvalidToken => {
            "Compare issuer, audience and times of the token with what the API expects."
        }
        Complaint::Scope => "Request the token with the scope that the API names.",
        Complaint::Credentials => {
            "Use the SID of an API key (`SK…`) as issuer and the account (`AC…`) as subject."
        }
        Complaint::Revoked => "Sign in again, and use the new token.",
        Complaint::MissingClaim => {
            "Add the claim where the token is made, with the type that RFC 7519 gives it."
        }
        Complaint::Grant => {
            "Sign in again; a code can be used once, at the client and redirect URI it was made for."
        }
        Complaint::Client => {
            "Compare client ID and secret with the registration, and the `exp` of a secret that is a JWT."
        }
        Complaint::TrustPolicy => {
            "Compare `sub`, `aud` and `iss` of the token with the trust policy, character by character."
        }
        Complaint::NoToken => {
            "Send the header `Authorization: Bearer <token>`, and check that no proxy drops it."
        }
        Complaint::NoKey => "Log whether the variable of the secret or key is set in this process.",
        Complaint::WeakKey => {
            "Use a secret of at least 32 random bytes, or an RSA key of 2048 bits, on both sides."
        }
        Complaint::NoKeySet => {
            "Open the issuer's `/.well-known/openid-configuration` from the machine that checks tokens."
        }
        Complaint::ApiKey => {
            "Use the key of this project, whole, in the header that the service names."
        }
    }
}

fn of_mismatch(mismatch: &Mismatch) -> Sentence {
    let name = mismatch.claim.name();
    if mismatch.actual.is_empty() {
        return sentence![
            "it has no ",
            Ours(name),
            ", and ",
            Pasted(&mismatch.expected),
            " is expected."
        ];
    }
    let expected = || Pasted(&mismatch.expected);
    let differs = |what: &'static str| {
        sentence![
            "its ",
            Ours(name),
            " has another ",
            what,
            " than the expected ",
            expected(),
            "."
        ]
    };
    match mismatch.difference {
        Difference::Slash if mismatch.actual.ends_with('/') => sentence![
            "its ",
            Ours(name),
            " ends with a slash, and the expected ",
            expected(),
            " does not."
        ],
        Difference::Slash => sentence![
            "its ",
            Ours(name),
            " lacks the slash at the end of the expected ",
            expected(),
            "."
        ],
        Difference::Scheme => differs("scheme"),
        Difference::Port => differs("port"),
        Difference::Host => differs("host"),
        Difference::Path => differs("path"),
        Difference::Case => sentence![
            "its ",
            Ours(name),
            " differs in case from the expected ",
            expected(),
            "."
        ],
        Difference::Space => sentence![
            "its ",
            Ours(name),
            " lacks the spaces or quotes of the expected ",
            expected(),
            "."
        ],
        Difference::Other => {
            sentence!["its ", Ours(name), " is not the expected ", expected(), "."]
        }
    }
}

/// What a service refuses, and what to do.
#[allow(clippy::too_many_lines, reason = "a table")]
fn of_trouble(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::IdToken => (
            "it is an ID token, which is for the app that signed in; an API likely refuses it.",
            "Send the access token to the API.",
        ),
        Trouble::RefreshToken => (
            "it is a refresh token, which only the token endpoint accepts.",
            "Send the access token to the API.",
        ),
        Trouble::NoAudienceAsked => (
            "it is encrypted, likely because no `audience` was asked for.",
            "Request it with `audience` set to the identifier of your API.",
        ),
        Trouble::GraphToken => (
            "it is for Microsoft Graph, and only Graph can check its signature.",
            "Request a token with a scope of your own API: `api://…/access_as_user`",
        ),
        Trouble::EntraVersionOne => (
            "it is a v1.0 token, whose issuer and audience differ from those of v2.0.",
            "Set `accessTokenAcceptedVersion` to `2` in the manifest of the API, or accept the v1.0 issuer.",
        ),
        Trouble::GroupsLeftOut => (
            "its groups are left out, because there are too many for a token.",
            "Read them from Microsoft Graph, or use app roles.",
        ),
        Trouble::CustomToken => (
            "it is a custom token, which has to be exchanged for an ID token first.",
            "Call `signInWithCustomToken` in the client, and send what `getIdToken()` returns.",
        ),
        Trouble::SessionCookie => (
            "it is a session cookie, which `verifyIdToken` refuses.",
            "Verify it with `verifySessionCookie()`",
        ),
        Trouble::EmulatorToken => (
            "it is an unsigned token of the emulator, which production refuses.",
            "Sign in to the production project, or set `FIREBASE_AUTH_EMULATOR_HOST` on the server.",
        ),
        Trouble::LegacySecret => (
            "it is signed with the legacy secret, which a project with new keys likely refuses.",
            "Sign in again after the migration, or check it with the key set of the project.",
        ),
        Trouble::AnonKey => (
            "it is the anon key, which is no user: row level security sees `anon`.",
            "Send the user's own token in `Authorization`, and this key as `apikey`.",
        ),
        Trouble::ServiceRoleKey => (
            "it skips row level security: it must never reach a client.",
            "Rotate it if a browser or app had it, and use a secret key on the server only.",
        ),
        Trouble::ShortSession => (
            "it lives a minute or less, so a copied one has nearly always expired.",
            "Call `getToken()` right before each request.",
        ),
        Trouble::NoAudienceOfCognito => (
            "it has no `aud`, as no access token of Cognito has: an audience check fails.",
            "Compare `client_id` instead, or use the ID token where the audience is needed.",
        ),
        Trouble::InternalIssuer => (
            "its issuer is a name that other machines likely cannot resolve.",
            "Set Keycloak's `hostname` to the address that everyone uses, and expect that issuer.",
        ),
        Trouble::AccountAudience => (
            "its only audience is `account`, so an API likely refuses it.",
            "Add an audience mapper for your API to the client's scope.",
        ),
        Trouble::OrgServer => (
            "it is from Okta's org server, whose access tokens only Okta can validate.",
            "Use a custom authorization server: `/oauth2/default`",
        ),
        Trouble::ClientSecretLife => (
            "it lives longer than six months, which Apple refuses.",
            "Set `exp` to at most 15777000 seconds after `iat`.",
        ),
        Trouble::AppStoreLife => (
            "it lives longer than 20 minutes, which App Store Connect refuses.",
            "Set `exp` to at most 1200 seconds after `iat`.",
        ),
        Trouble::SubjectWithIds => (
            "its `sub` has numeric IDs, which older trust policies do not match.",
            "Add `repo:OWNER@ID/REPO@ID:…` to the trust policy.",
        ),
        Trouble::DefaultAudience => (
            "its audience is the owner's URL, which clouds usually refuse.",
            "Request the right one: `audience: sts.amazonaws.com` for AWS",
        ),
        Trouble::AppLife => (
            "it lives longer than 10 minutes, which GitHub refuses.",
            "Set `exp` to at most 600 seconds after now, and `iat` 60 s back.",
        ),
        Trouble::AppFraction => (
            "its times are not whole numbers, which GitHub refuses.",
            "Write whole seconds: `Math.floor(Date.now() / 1000)`",
        ),
        Trouble::LegacyServiceAccount => (
            "it is a legacy service account token, which never expires.",
            "Request a bound one: `kubectl create token NAME`",
        ),
        Trouble::AssertionLife => (
            "it lives longer than an hour, which Google refuses.",
            "Set `exp` to at most 3600 seconds after `iat`.",
        ),
        Trouble::NoApiKey => (
            "its issuer is no API key (`SK…`), which Twilio refuses.",
            "Use the SID and secret of an API key, not the account's SID and auth token.",
        ),
        Trouble::TwilioLife => (
            "it lives longer than 24 hours, which Twilio refuses.",
            "Set `ttl` to at most 86400.",
        ),
        Trouble::ZoomLife => (
            "it lives less than 30 minutes or more than 48 hours, which Zoom refuses.",
            "Set `exp` to 1800 to 172800 seconds after `iat`.",
        ),
        Trouble::ManagementToken => (
            "it is a management token, which must never reach a client.",
            "Make an app token with `type: app` for clients.",
        ),
        Trouble::NoTokenId => (
            "it has no `jti`, which 100ms requires.",
            "Set `jti` to a new UUID in each token.",
        ),
        Trouble::EveryRoom => (
            "it names no room (`r`), so it is for every room of the domain.",
            "Set `r` to the name of the room.",
        ),
        Trouble::LongNames => (
            "it has long names, and Daily reads only the short ones in self-signed tokens.",
            "Use `r` for the room and `o` for the owner.",
        ),
        Trouble::SubjectOfJaas => (
            "its `sub` is not the app that its `kid` begins with, which JaaS refuses.",
            "Set `sub` to the part of `kid` before the slash.",
        ),
        Trouble::RoomAddress => (
            "its room is an address, and Jitsi Meet wants the name of the room.",
            "Set `room` to the last part of the address, or to `*`.",
        ),
    }
}
