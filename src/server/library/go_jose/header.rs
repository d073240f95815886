//! The JOSE header as go-jose reads it (`rawHeader`, shared.go).

use std::borrow::Cow;

use super::certificate::is_chain;
use super::jwk;
use crate::server::go::json::{self as go_json, Dialect};
use crate::server::refusal::{Malformed, Part};
use crate::text::json::{Document, Kind, Value};

/// The members of a header that are not `null`.
#[derive(Clone, Default)]
pub(super) struct Header<'a> {
    members: Vec<(Cow<'a, str>, Value<'a>)>,
}

/// The content of `crit`.
#[derive(Clone, Debug, Default)]
pub(super) enum Critical {
    /// Nothing but `b64`, the only extension that go-jose supports.
    #[default]
    Supported,
    /// An unsupported name.
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

    /// The string with this name; empty if there is none.
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

    /// `merge`: the unprotected header adds members that the protected one lacks, or has as an empty string.
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

    /// `sanitized`, and the check that an embedded key is a public one.
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
                "x5c" if !is_chain(value) => return wrong("x5c"),
                "alg" | "kid" | "nonce" | "jwk" | "x5c" => {}
                _ => go_json::check_interface(value, Part::Header, Dialect::Fork)?,
            }
        }
        Ok(())
    }
}

/// `getCritical`: of several elements that are not strings the first counts, but a number ends the decoding.
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
