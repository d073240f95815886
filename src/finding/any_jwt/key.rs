//! Keys of the paste: what keeps a library from reading one, and what is wrong with it even before a token is checked.

use crate::finding::sentence::{Name, Ours, Pasted, Sentence};
use crate::key::public::{self, PublicKey};
use crate::key::signature::RSA_BITS;
use crate::key::{Fault, Form, Key, Material, Writing};
use crate::sentence;
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

findings! { JwtKey:
    /// What was noticed about a key.
    #[derive(Clone, Debug)]
    pub enum KeyFinding {
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
            /// Whether a library said that it cannot read the key.
            is_refused: bool,
            /// Its lines.
            lines: LineNumbers,
        } = SecretFormat,

        /// **Why** A private key makes tokens. Only its public half is needed to check them.
        ///
        /// **Source** RFC 7517 section 9.2.
        PrivateKey {
            /// Its form.
            form: Form,
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

        /// **Why** An issuer that signs with a shared secret publishes no key, and neither does a wrong address.
        ///
        /// **Source** RFC 7517 section 5; public reports about Supabase.
        EmptySet {
            /// Its lines.
            lines: LineNumbers,
        } = SignatureSecretMismatch,

        /// **Why** A key alone has nothing to check.
        ///
        /// **Source** RFC 7515 section 5.2.
        KeyAlone {
            /// The key.
            key: KeyName,
        } = Other,
    }
}

impl super::Words for KeyFinding {
    fn clause(&self) -> Sentence {
        match self {
            Self::KeyUnusable { fault, lines } => of_fault(fault, *lines),
            Self::KeyWriting { writing, lines, .. } => of_writing(*writing, *lines),
            Self::PrivateKey { lines, .. } => sentence![
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
            Self::EmptySet { lines } => sentence![
                "the key set in ",
                *lines,
                " is empty: its issuer publishes no key to check tokens with."
            ],
            Self::KeyAlone { key } => {
                sentence![
                    "there is ",
                    key.sentence(),
                    ", and no token for it to check."
                ]
            }
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::KeyUnusable { fault, .. } => sentence![fix_of_fault(fault)],
            Self::KeyWriting { writing, .. } => sentence![fix_of_writing(*writing)],
            Self::PrivateKey { form, .. } => sentence![public_half(*form)],
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
            Self::EmptySet { .. } => sentence![
                "Make an asymmetric signing key at the issuer (`RS256` or `ES256`), or check its tokens with the shared secret."
            ],
            Self::KeyAlone { .. } => paste_token(),
        }
    }

    fn explains(&self) -> bool {
        !matches!(
            self,
            Self::ManyKeys { .. }
                | Self::KeyWriting {
                    is_refused: false,
                    ..
                }
                | Self::KeyAlone { .. }
        )
    }
}

/// Asks for the token.
pub fn paste_token() -> Sentence {
    sentence!["Paste the token too: it begins with `eyJ` and has two dots."]
}

/// What to do about a private key, and what has only its public half.
fn public_half(form: Form) -> &'static str {
    match form {
        Form::Jwk | Form::JwkPrivate | Form::Jwks | Form::HeaderJwk => {
            "Replace it if anyone else has seen it. To check tokens, use it without `d` and all other private members."
        }
        Form::RsaXml => {
            "Replace it if anyone else has seen it. To check tokens, use its public half: `rsa.ToXmlString(false)`"
        }
        Form::OpensshPrivatePem => {
            "Replace it if anyone else has seen it. To check tokens, use its public half: `ssh-keygen -e -m PKCS8 -f key`"
        }
        Form::RawEd25519 => {
            "Replace it if anyone else has seen it. To check tokens, use its public key."
        }
        _ => {
            "Replace it if anyone else has seen it. To check tokens, use its public half: `openssl pkey -in key.pem -pubout`"
        }
    }
}

/// What checks the families that are not checked here.
pub(super) const VERIFY_ELSEWHERE: &str = "Verify it with OpenSSL 3.5 or later, or with Node 24.";

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
        Fault::UnknownCurve { .. } => sentence![key(), " is on a curve that signs no JWT."],
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
        Fault::UnknownType | Fault::UnknownCurve { .. } => {
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
        Writing::Label => sentence![key(), " is in another form than its `BEGIN` line says."],
        Writing::Percent => sentence![
            key(),
            " has percent escapes such as `%0A`, which have to be decoded first."
        ],
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
        Writing::Label => {
            "Write it again: `openssl pkey -in key.pem`, for a public key with `-pubin -pubout`."
        }
        Writing::Percent => "Decode it where it is read: `decodeURIComponent(key)`",
    }
}
