//! The claims and members of the header that show whose a token is.

use std::borrow::Cow;

use crate::text::json::{Kind as JsonKind, Value};
use crate::token::Token;

/// The parts of a token that show whose it is.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    header: Option<Value<'a>>,
    pub(super) set: Option<Value<'a>>,
}

impl<'a> Facts<'a> {
    /// Those of a token.
    pub fn of(token: &'a Token) -> Self {
        Self {
            header: token
                .jws
                .header
                .root()
                .filter(|root| root.kind() == JsonKind::Object),
            set: token.jws.claims_set(),
        }
    }

    /// A claim.
    pub fn claim(self, name: &str) -> Option<Value<'a>> {
        self.set?.member(name)
    }

    /// A claim that is a string; empty if there is none.
    pub fn text(self, name: &str) -> String {
        let text = self.claim(name).and_then(Value::string);
        text.map(Cow::into_owned).unwrap_or_default()
    }

    /// A member of the header that is a string; empty if there is none.
    pub fn header(self, name: &str) -> String {
        let text = self.header.and_then(|header| header.member(name)?.string());
        text.map(Cow::into_owned).unwrap_or_default()
    }

    /// Whether the token has a claim.
    pub fn has(self, name: &str) -> bool {
        self.claim(name).is_some()
    }

    /// A claim that is a number.
    pub fn number(self, name: &str) -> Option<f64> {
        self.claim(name)?.number()?.parse().ok()
    }

    /// The audience, which is a string or several (RFC 7519 section 4.1.3).
    pub fn audience(self) -> Vec<String> {
        let Some(audience) = self.claim("aud") else {
            return Vec::new();
        };
        let one = audience.string().map(Cow::into_owned);
        let several = audience.elements().filter_map(Value::string);
        one.into_iter()
            .chain(several.map(Cow::into_owned))
            .collect()
    }

    /// Whether the names of its claims are exactly these, in any order.
    pub(super) fn names_are(self, names: &[&str]) -> bool {
        let Some(set) = self.set else {
            return false;
        };
        set.members().count() == names.len() && names.iter().all(|name| self.has(name))
    }

    /// For how long it is valid, in seconds.
    pub fn life(self) -> Option<f64> {
        Some(self.number("exp")? - self.number("iat").or(self.number("nbf"))?)
    }
}
