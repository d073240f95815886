//! The JWS compact serialization (RFC 7515 section 7.1), read leniently: everything that can be decoded is decoded, and
//! every defect is reported with its place.

use std::collections::HashSet;
use std::ops::Range;

use crate::text::base64url::{self, NotBase64url};
use crate::text::json::{Document, Kind, SyntaxError, Value};

/// A token, taken apart.
#[derive(Debug)]
pub struct Jws {
    /// The token as found in the paste.
    pub text: String,
    /// The JOSE header; an empty document if nothing of it can be read.
    pub header: Document,
    /// The claims set; also empty if nothing of it can be read.
    pub claims: Document,
    /// The signature's bytes; empty if absent or not decodable.
    pub signature: Vec<u8>,
    /// The signed bytes: header and payload segment, as they are in `text`.
    pub signing_input: Range<usize>,
    /// The defects of its form: first the number of segments, then part by part.
    pub defects: Vec<Malformed>,
}

/// A part of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The JOSE header.
    Header,
    /// The payload, which is the claims set.
    Payload,
    /// The signature.
    Signature,
}

impl Part {
    /// Its name in a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        }
    }
}

/// A defect in the form of a token. Offsets are bytes of the token's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// The number of full stops is neither two nor the four of a JWE.
    Segments {
        /// The number of segments.
        found: usize,
    },
    /// Five segments: an encrypted token (JWE, RFC 7516 section 3.1).
    Encrypted,
    /// Padding at the end of a segment (RFC 7515 section 2 forbids it).
    Padding {
        /// In which part.
        part: Part,
        /// Where.
        at: usize,
    },
    /// `+` or `/` from base64, where base64url has `-` and `_`.
    StandardAlphabet {
        /// In which part.
        part: Part,
        /// Where.
        at: usize,
    },
    /// Another byte outside the alphabet of base64url.
    Alphabet {
        /// In which part.
        part: Part,
        /// Where.
        at: usize,
    },
    /// A segment with a length that no whole number of bytes has: a character is missing or extra.
    Length {
        /// Which part.
        part: Part,
        /// The number of its characters.
        characters: usize,
    },
    /// A part that is not JSON.
    Json {
        /// Which part.
        part: Part,
        /// Where in the decoded text, and why.
        error: SyntaxError,
        /// Whether the decoded text ends too early, as if cut off.
        cut_off: bool,
    },
    /// A part that is JSON, but not an object.
    NotAnObject {
        /// Which part.
        part: Part,
        /// Its type.
        found: Kind,
    },
    /// A name that occurs twice in one object (RFC 7519 section 4: readers may use the last, or refuse).
    Repeated {
        /// In which part.
        part: Part,
        /// The name.
        name: String,
    },
    /// An empty signature.
    Unsigned,
    /// A signature that is shorter or longer than its algorithm makes it.
    SignatureLength {
        /// Its length in bytes.
        found: usize,
        /// The length that the algorithm makes, in bytes.
        expected: usize,
    },
}

impl Jws {
    /// Splits and decodes a token.
    ///
    /// ```
    /// use why401::token::jws::{Jws, Malformed};
    ///
    /// let jws = Jws::read("eyJhbGciOiJIUzI1NiJ9.e30".to_owned());
    /// assert_eq!(jws.defects, [Malformed::Segments { found: 2 }]);
    /// assert_eq!(jws.algorithm().as_deref(), Some("HS256"));
    /// ```
    pub fn read(text: String) -> Self {
        let mut defects = Vec::new();
        let segments: Vec<&str> = text.split('.').collect();
        match segments.len() {
            3 => {}
            5 => defects.push(Malformed::Encrypted),
            found => defects.push(Malformed::Segments { found }),
        }
        let offset = |segment: usize| {
            segments[..segment]
                .iter()
                .map(|segment| segment.len() + 1)
                .sum::<usize>()
        };
        let header = object(Part::Header, segments[0], 0, &mut defects);
        let encrypted = segments.len() == 5;
        let payload = segments.get(1).filter(|_| !encrypted);
        let claims = match payload {
            Some(payload) => object(Part::Payload, payload, offset(1), &mut defects),
            None => Document::read_prefix(Vec::new()).0,
        };
        let signature = segments.get(2).filter(|_| !encrypted);
        let signature = match signature {
            Some(segment) => decode(Part::Signature, segment, offset(2), &mut defects),
            None => Vec::new(),
        };
        let signing_input = 0..segments
            .get(1)
            .map_or(text.len(), |payload| offset(1) + payload.len());
        if segments.len() == 3 {
            let algorithm = header.root().and_then(|root| {
                root.member("alg")?
                    .string()
                    .map(std::borrow::Cow::into_owned)
            });
            signature_length(algorithm.as_deref(), signature.len(), &mut defects);
        }
        Self {
            text,
            header,
            claims,
            signature,
            signing_input,
            defects,
        }
    }

    /// The header's `alg`, if it is a string.
    pub fn algorithm(&self) -> Option<String> {
        Some(self.header.root()?.member("alg")?.string()?.into_owned())
    }

    /// The header's `kid`, if it is a string that is not empty.
    pub fn key_id(&self) -> Option<String> {
        let kid = self.header.root()?.member("kid")?.string()?;
        Some(kid.into_owned()).filter(|kid| !kid.is_empty())
    }

    /// The object of the claims set.
    pub fn claims_set(&self) -> Option<Value<'_>> {
        self.claims
            .root()
            .filter(|root| root.kind() == Kind::Object)
    }

    /// Whether there is nothing between its two dots: its payload is sent in another place (RFC 7515 appendix F).
    pub fn is_detached(&self) -> bool {
        let mut parts = self.text.split('.').skip(1);
        let is_empty = parts.next() == Some("");
        let is_signed = parts.next().is_some_and(|signature| signature.len() >= 40);
        is_empty && is_signed && parts.next().is_none() && self.algorithm().is_some()
    }

    /// Whether the token ends too early: it was not copied, sent or logged completely.
    pub fn is_cut_off(&self) -> bool {
        if self.is_detached() {
            return false;
        }
        self.defects.iter().any(|defect| match *defect {
            Malformed::Segments { found } => found < 3,
            Malformed::Json { cut_off, part, .. } => cut_off && part == Part::Payload,
            Malformed::SignatureLength { found, expected } => found < expected,
            Malformed::Length { part, .. } => part == Part::Signature,
            _ => false,
        })
    }
}

/// Checks the length of an HMAC signature. That of an RSA signature depends on its key, and others are not checked here.
fn signature_length(algorithm: Option<&str>, found: usize, defects: &mut Vec<Malformed>) {
    let expected = match algorithm {
        Some("HS256") => 32,
        Some("HS384") => 48,
        Some("HS512") => 64,
        _ => found,
    };
    if found == 0 {
        defects.push(Malformed::Unsigned);
    } else if found != expected {
        defects.push(Malformed::SignatureLength { found, expected });
    }
}

/// Decodes a segment and reads as much as possible of the JSON object in it.
fn object(part: Part, segment: &str, offset: usize, defects: &mut Vec<Malformed>) -> Document {
    let (document, error) = Document::read_prefix(decode(part, segment, offset, defects));
    if let Some(error) = error {
        let cut_off = error.found.is_none() && !document.source().is_empty();
        defects.push(Malformed::Json {
            part,
            error,
            cut_off,
        });
    } else if let Some(root) = document.root()
        && root.kind() != Kind::Object
    {
        defects.push(Malformed::NotAnObject {
            part,
            found: root.kind(),
        });
    }
    if let Some(root) = document.root() {
        repeated(part, root, defects);
    }
    document
}

/// Reports each repeated member name in `object` once.
fn repeated(part: Part, object: Value, defects: &mut Vec<Malformed>) {
    let (mut seen, mut named) = (HashSet::new(), HashSet::new());
    for (name, _) in object.members() {
        let name = name.string().unwrap_or_default();
        if !seen.insert(name.clone()) && named.insert(name.clone()) {
            defects.push(Malformed::Repeated {
                part,
                name: name.into_owned(),
            });
        }
    }
}

/// Decodes a segment: padding and the alphabet of plain base64 are defects, but do not stop it.
fn decode(part: Part, segment: &str, offset: usize, defects: &mut Vec<Malformed>) -> Vec<u8> {
    let unpadded = segment.trim_end_matches('=');
    if unpadded.len() < segment.len() {
        defects.push(Malformed::Padding {
            part,
            at: offset + unpadded.len(),
        });
    }
    if let Some(at) = unpadded.find(['+', '/']) {
        defects.push(Malformed::StandardAlphabet {
            part,
            at: offset + at,
        });
    }
    let text = base64url::from_standard(unpadded.as_bytes());
    match base64url::decode(&text) {
        Ok(bytes) => bytes,
        Err(NotBase64url::Byte { at, .. }) => {
            defects.push(Malformed::Alphabet {
                part,
                at: offset + at,
            });
            decode_whole_groups(&text[..at])
        }
        Err(NotBase64url::Length { characters }) => {
            defects.push(Malformed::Length { part, characters });
            decode_whole_groups(&text)
        }
    }
}

fn decode_whole_groups(text: &[u8]) -> Vec<u8> {
    base64url::decode(&text[..text.len() / 4 * 4]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Jws, Malformed, Part};
    use crate::text::base64url::encode;

    fn token(header: &str, payload: &str, signature: &[u8]) -> String {
        [
            encode(header.as_bytes()),
            encode(payload.as_bytes()),
            encode(signature),
        ]
        .join(".")
    }

    #[test]
    fn a_sound_token_has_no_defect() {
        let jws = Jws::read(token(r#"{"alg":"HS256"}"#, r#"{"iss":"k"}"#, &[0; 32]));
        assert_eq!(jws.defects, []);
        assert_eq!(jws.algorithm().as_deref(), Some("HS256"));
        assert!(
            jws.claims_set()
                .unwrap()
                .member("iss")
                .unwrap()
                .is_string("k")
        );
        assert_eq!(jws.signing_input.end, jws.text.rfind('.').unwrap());
    }

    #[test]
    fn names_each_defect() {
        let jws = Jws::read(token(
            r#"{"alg":"HS256"}"#,
            r#"{"iss":"k","iss":"l"}"#,
            &[0; 31],
        ));
        assert_eq!(
            jws.defects,
            [
                Malformed::Repeated {
                    part: Part::Payload,
                    name: "iss".into()
                },
                Malformed::SignatureLength {
                    found: 31,
                    expected: 32
                }
            ]
        );
        let whole = token(
            r#"{"alg":"HS256"}"#,
            r#"{"iss":"key","sub":"alice"}"#,
            &[0; 32],
        );
        let half = Jws::read(whole[..40].to_owned());
        assert!(half.is_cut_off());
        assert!(
            half.claims_set()
                .unwrap()
                .member("iss")
                .unwrap()
                .is_string("key")
        );
        let jwe = Jws::read("eyJlbmMiOiJBMTI4R0NNIn0.a.b.c.d".into());
        assert_eq!(jwe.defects, [Malformed::Encrypted]);
        let padded = Jws::read(format!("{}==", token("{}", "[1]", &[0; 32])));
        assert!(padded.defects.contains(&Malformed::NotAnObject {
            part: Part::Payload,
            found: crate::text::json::Kind::Array
        }));
        assert!(padded.defects.iter().any(|defect| matches!(
            defect,
            Malformed::Padding {
                part: Part::Signature,
                ..
            }
        )));
    }

    #[test]
    fn anything_can_be_read() {
        for text in ["", ".", "..", "....", "a.b", "=.=.=", "\u{1F600}.é.x"] {
            Jws::read(text.into());
        }
    }
}
