//! The form of a token: cut off, encrypted, another service's, malformed.

use super::Explain;
use super::rank::Rank;
use super::sentence::{Name, Pasted, Sentence};
use crate::sentence;
use crate::text::json::{Kind, SyntaxError};
use crate::token::jws::Malformed;

findings! { Form:
    /// What was noticed about the form of the token.
    #[derive(Clone, Debug)]
    pub enum FormFinding {
        /// **Why** A decoded payload shows the claims of a token, and not whether its signature fits.
        ///
        /// **Source** `cut -d. -f2 | base64 -d | jq`, as LiveKit's guide to token errors recommends it.
        PayloadOnly = Other,

        /// **Why** The token ends before its third part does: in a log, in a column of a database, or by a copy of only the
        /// first line.
        ///
        /// **Source** RFC 7515 section 7.1.
        TokenCutOff = MissingTokenOrHeader,

        /// **Why** Five parts are an encrypted token (JWE). LiveKit signs, and does not encrypt.
        ///
        /// **Source** RFC 7516 section 7.1.
        EncryptedToken = Other,

        /// **Why** The token has none of LiveKit's claims, and shows that another service made it: often the token of a login.
        ///
        /// **Source** Public reports.
        ForeignToken {
            /// Its issuer, if it is a string.
            issuer: Option<String>,
        } = UnknownApiKey,

        /// **Why** A server cannot take the token apart, or can only because its library is lenient.
        ///
        /// **Source** RFC 7515 sections 2 and 7.1.
        MalformedToken {
            /// The defect.
            defect: Malformed,
        } = Other,

        /// **Why** JSON allows a member to be there twice, and libraries differ in which one they take.
        ///
        /// **Source** RFC 7519 section 4; livekit-server up to v1.12.0 refuses it.
        RepeatedMember {
            /// The defect.
            defect: Malformed,
        } = Other,

        /// **Why** JSON is UTF-8. The server reads `�` in place of other bytes; a program that passes a token on as text may have
        /// put it there.
        ///
        /// **Source** RFC 8259 section 8.1; Go's `encoding/json`.
        DamagedText {
            /// Whether the token was signed so.
            is_signed: Option<bool>,
        } = Other,

        /// **Why** Chats and documents put characters that cannot be seen into what is copied from them.
        ///
        /// **Source** Public reports.
        InvisibleCharacter = Other,

        /// **Why** Files and command output end with a line end. The parameter of a URL keeps it; in a header it cannot be
        /// sent at all.
        ///
        /// **Source** livekit-client, measured: v1.13.11 accepts it at `/rtc`; SDKs for Rust, Python and Node refuse it.
        LineEndSent = Other,
    }
}

impl FormFinding {
    /// The finding of a defect.
    pub fn of(defect: Malformed) -> Self {
        match defect {
            Malformed::Repeated { .. } => Self::RepeatedMember { defect },
            _ => Self::MalformedToken { defect },
        }
    }
}

const SEND_LIVEKITS: &str = "Send the token that your server makes with the LiveKit API key and secret, not the one of your login.";

impl Explain for FormFinding {
    fn rank(&self) -> Rank {
        match self {
            Self::PayloadOnly => Rank::Unchecked,
            Self::TokenCutOff => Rank::CutOff,
            Self::EncryptedToken => Rank::Encrypted,
            Self::ForeignToken { .. } => Rank::Foreign,
            Self::DamagedText {
                is_signed: Some(false),
            } => Rank::Malformed,
            Self::DamagedText { .. }
            | Self::MalformedToken { .. }
            | Self::RepeatedMember { .. } => Rank::Form,
            Self::InvisibleCharacter | Self::LineEndSent => Rank::Invisible,
        }
    }

    fn refuses(&self) -> bool {
        match self {
            Self::TokenCutOff | Self::EncryptedToken | Self::ForeignToken { .. } => true,
            Self::DamagedText { is_signed } => *is_signed == Some(false),
            Self::PayloadOnly
            | Self::MalformedToken { .. }
            | Self::RepeatedMember { .. }
            | Self::InvisibleCharacter
            | Self::LineEndSent => false,
        }
    }

    fn clause(&self) -> Sentence {
        match self {
            Self::PayloadOnly => {
                sentence!["its signature is not checked: the paste has only its payload."]
            }
            Self::TokenCutOff => sentence!["it is cut off: it ends before its signature does."],
            Self::EncryptedToken => sentence![
                "it is encrypted (JWE, five parts); LiveKit accepts only signed tokens (JWS)."
            ],
            Self::ForeignToken {
                issuer: Some(issuer),
            } => sentence![
                "this is another service's token: its issuer is ",
                Pasted(issuer),
                "."
            ],
            Self::ForeignToken { issuer: None } => sentence![
                "this is another service's token: it names no API key and has no LiveKit grants."
            ],
            Self::MalformedToken { defect } | Self::RepeatedMember { defect } => {
                self::defect(defect)
            }
            Self::DamagedText { is_signed } => sentence![match is_signed {
                Some(false) =>
                    "it was changed after it was signed: its payload has an unreadable character.",
                Some(true) => "it was signed with an unreadable character in its payload.",
                None =>
                    "it was probably changed on its way: its payload has an unreadable character.",
            }],
            Self::InvisibleCharacter => sentence![
                "the paste has invisible characters inside the token; they are ignored here."
            ],
            Self::LineEndSent => {
                sentence!["it was sent with a line end, which some clients and releases reject."]
            }
        }
    }

    fn fix(&self) -> Sentence {
        match self {
            Self::PayloadOnly => sentence![
                "Paste the whole token, which begins with `eyJ` and has two dots, with its API key and secret."
            ],
            Self::TokenCutOff => sentence![
                "Paste the whole token: three parts with a dot between them. If it is cut off where it is sent too, look for a limit \
                 there: a database column, a log, a URL."
            ],
            Self::EncryptedToken | Self::ForeignToken { .. } => sentence![SEND_LIVEKITS],
            Self::MalformedToken { .. } => {
                sentence!["Send the token exactly as the SDK returns it."]
            }
            Self::DamagedText {
                is_signed: Some(true),
            } => sentence!["Write identity, name and metadata as UTF-8 before the token is made."],
            Self::DamagedText { .. } => sentence![
                "Copy the token again where it is made, and pass it on as ASCII text, without decoding it."
            ],
            Self::RepeatedMember { .. } => {
                sentence![
                    "Set the member once: livekit-server up to v1.12.0 rejects a repeated one."
                ]
            }
            Self::InvisibleCharacter => {
                sentence!["Remove such characters where the token is sent, if they are there too."]
            }
            Self::LineEndSent => sentence!["Trim the token before it is sent: `token.trim()`"],
        }
    }
}

/// A defect of the token's form, as a clause.
pub fn defect(defect: &Malformed) -> Sentence {
    match defect {
        Malformed::Segments { found: 1 } => sentence!["it has no dot, and a token has two."],
        Malformed::Segments { found } => {
            sentence!["it has ", *found, " parts separated by dots, not 3."]
        }
        Malformed::Encrypted => sentence!["it has five parts, so it is encrypted (JWE)."],
        Malformed::Padding { part, at } => sentence![
            "its ",
            part.word(),
            " has padding (`=`) at character ",
            at + 1,
            ", which a token must not have."
        ],
        Malformed::StandardAlphabet { part, at } => sentence![
            "its ",
            part.word(),
            " is base64, not base64url: `+` or `/` is character ",
            at + 1,
            "."
        ],
        Malformed::Alphabet { part, at } => sentence![
            "its ",
            part.word(),
            " has a character that base64url does not have, at character ",
            at + 1,
            "."
        ],
        Malformed::Length { part, characters } => sentence![
            "its ",
            part.word(),
            " has ",
            *characters,
            " characters, which base64url never has."
        ],
        Malformed::Json { part, error, .. } => {
            sentence![
                "its ",
                part.word(),
                " is not JSON: ",
                json_fault(error),
                "."
            ]
        }
        Malformed::NotAnObject { part, found } => {
            sentence![
                "its ",
                part.word(),
                " is ",
                sentence![with_article(*found)],
                " instead of an object."
            ]
        }
        Malformed::Repeated { part, name } => {
            sentence![
                "the member ",
                Pasted(name),
                " is twice in the token's ",
                part.word(),
                "."
            ]
        }
        Malformed::Unsigned => sentence!["it has no signature."],
        Malformed::SignatureLength { found, expected } => sentence![
            "its signature has ",
            *found,
            " bytes; its algorithm makes signatures of ",
            *expected,
            "."
        ],
    }
}

/// What is wrong in JSON; characters are code.
fn json_fault(error: &SyntaxError) -> Sentence {
    let found = match error.found {
        None => sentence!["the end"],
        Some(b'`') => sentence!["a backtick"],
        Some(byte @ 0x21..=0x7E) => sentence![Pasted(char::from(byte))],
        Some(b' ') => sentence!["a space"],
        Some(byte) => sentence!["the byte ", Name(format!("0x{byte:02X}"))],
    };
    sentence![
        "expected ",
        error.expected,
        " at byte ",
        error.at,
        ", but found ",
        found
    ]
}

/// `a string`, `an object`.
pub fn with_article(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "true or false",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}
