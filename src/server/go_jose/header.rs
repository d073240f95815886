//! The JOSE header as go-jose reads it (`rawHeader`, shared.go).

use super::jwk;
use crate::server::go_json::{self, Dialect};
use crate::server::refusal::{Malformed, Part};
use crate::text::base64url;
use crate::text::json::{Document, Kind, Value};

/// The members of a header that are not `null`, each as its JSON text.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    members: Vec<(String, Document)>,
    /// `alg`; empty if absent.
    pub(super) algorithm: String,
    /// `crit`.
    pub(super) critical: Critical,
    /// `b64`: whether the signature is over the encoded payload (RFC 7797).
    pub(super) encodes_payload: bool,
}

/// What `crit` says.
#[derive(Clone, Debug, Default)]
pub(super) enum Critical {
    /// Nothing but what go-jose supports, which is `b64`.
    #[default]
    Supported,
    /// This name.
    Unsupported(String),
    /// It is not an array of strings.
    NotStrings { found: Kind, element: bool },
}

/// Reads a protected header; an empty text has no members.
pub(super) fn read(text: &[u8]) -> Result<Header, Malformed> {
    if text.is_empty() {
        return Ok(Header::of(Vec::new()));
    }
    let document = go_json::read(text.to_vec(), Part::Header, Dialect::Fork)?;
    document
        .root()
        .map_or_else(|| Ok(Header::of(Vec::new())), from_json)
}

/// Reads a header that is an object or `null`.
pub(super) fn from_json(header: Value) -> Result<Header, Malformed> {
    let part = Part::Header;
    if !matches!(header.kind(), Kind::Object | Kind::Null) {
        return Err(Malformed::NotAnObject {
            part,
            found: header.kind(),
        });
    }
    go_json::check_repeats(header, part)?;
    let mut members = Vec::new();
    for (name, value) in header.members() {
        if value.kind() != Kind::Null {
            let document = go_json::read(value.source().to_vec(), part, Dialect::Fork)?;
            members.push((name.string().unwrap_or_default().into_owned(), document));
        }
    }
    Ok(Header::of(members))
}

impl Header {
    fn of(members: Vec<(String, Document)>) -> Self {
        let mut header = Self {
            members,
            ..Self::default()
        };
        header.algorithm = header.string("alg");
        header.critical = header.get("crit").map_or(Critical::Supported, critical);
        let b64 = header.get("b64").and_then(Value::boolean);
        header.encodes_payload = b64 != Some(false);
        header
    }

    fn get(&self, name: &str) -> Option<Value<'_>> {
        let (_, document) = self.members.iter().find(|(found, _)| found == name)?;
        document.root()
    }

    /// The string of this name; empty if there is none.
    pub(super) fn string(&self, name: &str) -> String {
        let value = self.get(name).and_then(Value::string);
        value.unwrap_or_default().into_owned()
    }

    /// `merge`: the unprotected header adds what the protected one does not have, or has as an empty string. Whether the
    /// payload is encoded is the protected one's affair alone.
    pub(super) fn merged(&self, unprotected: &Self) -> Self {
        let mut members = self.members.clone();
        for (name, value) in &unprotected.members {
            let own = members.iter().position(|(found, _)| found == name);
            match own {
                None => members.push((name.clone(), value.clone())),
                Some(at) if members[at].1.root().is_some_and(|own| own.is_string("")) => {
                    members[at].1 = value.clone();
                }
                Some(_) => {}
            }
        }
        Self {
            encodes_payload: self.encodes_payload,
            ..Self::of(members)
        }
    }

    /// `sanitized`, and that an embedded key is a public one.
    pub(super) fn check(&self) -> Result<(), Malformed> {
        for (name, document) in &self.members {
            let Some(value) = document.root() else {
                continue;
            };
            let wrong = |name| {
                Err(Malformed::HeaderMember {
                    name,
                    found: value.kind(),
                })
            };
            let is_string = value.kind() == Kind::String;
            match name.as_str() {
                "alg" if !is_string => {
                    return Err(Malformed::AlgorithmType {
                        found: Some(value.kind()),
                    });
                }
                "kid" if !is_string => return wrong("kid"),
                "nonce" if !is_string => return wrong("nonce"),
                "jwk" if !jwk::is_public(value) => return wrong("jwk"),
                "x5c" if !is_certificate_chain(value) => return wrong("x5c"),
                "alg" | "kid" | "nonce" | "jwk" | "x5c" => {}
                _ => go_json::check_interface(value, Part::Header, Dialect::Fork)?,
            }
        }
        Ok(())
    }
}

/// `getCritical`: of several elements that are no strings the first counts, but a number ends the decoding.
fn critical(value: Value) -> Critical {
    if value.kind() != Kind::Array {
        return Critical::NotStrings {
            found: value.kind(),
            element: false,
        };
    }
    let misfits = || {
        value
            .elements()
            .map(Value::kind)
            .filter(|kind| !matches!(kind, Kind::String | Kind::Null))
    };
    let number = misfits().find(|kind| *kind == Kind::Number);
    if let Some(found) = number.or_else(|| misfits().next()) {
        return Critical::NotStrings {
            found,
            element: true,
        };
    }
    value
        .elements()
        .map(|name| name.string().unwrap_or_default())
        .find(|name| name != "b64")
        .map_or(Critical::Supported, |name| {
            Critical::Unsupported(name.into_owned())
        })
}

/// `parseCertificateChain`: an array of strings, each the padded base64 of an X.509 certificate. Of a certificate only the
/// outermost structure is looked at (RFC 5280 section 4.1).
pub(super) fn is_certificate_chain(value: Value) -> bool {
    let is_certificate = |element: Value| {
        let text = element.string().unwrap_or_default();
        let text: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
        let Some(der) = base64(&text) else {
            return false;
        };
        let Some((0x30, content, [])) = der_value(&der) else {
            return false;
        };
        let Some((0x30, _, rest)) = der_value(content) else {
            return false;
        };
        let Some((0x30, _, rest)) = der_value(rest) else {
            return false;
        };
        matches!(der_value(rest), Some((0x03, _, [])))
    };
    value.kind() == Kind::Array && value.elements().all(is_certificate)
}

/// Padded base64 in the standard alphabet (RFC 4648 section 4).
fn base64(text: &str) -> Option<Vec<u8>> {
    let content = text.trim_end_matches('=');
    let padding = text.len() - content.len();
    if !text.len().is_multiple_of(4) || padding > 2 || content.contains(['-', '_']) {
        return None;
    }
    base64url::decode(content.replace('+', "-").replace('/', "_").as_bytes()).ok()
}

/// The tag and content of the first DER value (X.690 section 8.1), and what follows it.
fn der_value(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let size = usize::from(first & 0x7F);
        if !(1..=4).contains(&size) {
            return None;
        }
        let (bytes, rest) = rest.split_at_checked(size)?;
        let length = bytes
            .iter()
            .fold(0, |length, &byte| length << 8 | usize::from(byte));
        (length, rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}
