//! The JOSE header as go-jose reads it (`rawHeader`, shared.go).

use std::borrow::Cow;

use super::jwk;
use crate::server::go_json::{self, Dialect};
use crate::server::refusal::{Malformed, Part};
use crate::text::base64url;
use crate::text::json::{Document, Kind, Value};

/// The members of a header that are not `null`.
#[derive(Clone, Default)]
pub(super) struct Header<'a> {
    members: Vec<(Cow<'a, str>, Value<'a>)>,
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

/// The JSON of a protected header; an empty text has no members.
pub(super) fn document(text: &[u8]) -> Result<Document, Malformed> {
    let text = if text.is_empty() { b"{}" } else { text };
    go_json::read(text.to_vec(), Part::Header, Dialect::Fork)
}

impl<'a> Header<'a> {
    /// Reads a header that is an object or `null`.
    pub(super) fn read(header: Option<Value<'a>>) -> Result<Self, Malformed> {
        let part = Part::Header;
        let mut members = Vec::new();
        if let Some(header) = header {
            if !matches!(header.kind(), Kind::Object | Kind::Null) {
                return Err(Malformed::NotAnObject {
                    part,
                    found: header.kind(),
                });
            }
            go_json::check_repeats(header, part)?;
            for (name, value) in header.members() {
                if value.kind() != Kind::Null {
                    members.push((name.string().unwrap_or_default(), value));
                }
            }
        }
        Ok(Self { members })
    }

    fn get(&self, name: &str) -> Option<Value<'a>> {
        let found = self.members.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| *value)
    }

    /// The string of this name; empty if there is none.
    pub(super) fn string(&self, name: &str) -> String {
        let value = self.get(name).and_then(Value::string);
        value.unwrap_or_default().into_owned()
    }

    /// `crit`.
    pub(super) fn critical(&self) -> Critical {
        self.get("crit").map_or(Critical::Supported, critical)
    }

    /// `b64`: whether the signature is over the encoded payload (RFC 7797).
    pub(super) fn encodes_payload(&self) -> bool {
        self.get("b64").and_then(Value::boolean) != Some(false)
    }

    /// `merge`: the unprotected header adds what the protected one does not have, or has as an empty string.
    pub(super) fn merged(&self, unprotected: &Self) -> Self {
        let mut merged = self.clone();
        for (name, value) in &unprotected.members {
            let own = merged.members.iter_mut().find(|(found, _)| found == name);
            match own {
                None => merged.members.push((name.clone(), *value)),
                Some((_, own)) if own.is_string("") => *own = *value,
                Some(_) => {}
            }
        }
        merged
    }

    /// `sanitized`, and that an embedded key is a public one.
    pub(super) fn check(&self) -> Result<(), Malformed> {
        for &(ref name, value) in &self.members {
            let wrong = |name| {
                Err(Malformed::HeaderMember {
                    name,
                    found: value.kind(),
                })
            };
            let is_string = value.kind() == Kind::String;
            match &**name {
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
        let Some(der) = base64url::decode_standard(text.as_bytes()) else {
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
