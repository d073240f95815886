//! What a token is made of, as the SDKs see it.

use crate::livekit::grants::{CLAIMS, object};
use crate::text::json::{Kind, Value, lossy, quote};

use super::{Literal, Missing};

/// The claims that are texts.
const TEXTS: [&str; 6] = [
    "identity",
    "name",
    "kind",
    "metadata",
    "sha256",
    "roomPreset",
];

/// The parts of a claims set. Members with a value that an SDK cannot have, such as `null`, are left out, as the server leaves them out.
pub struct Recipe {
    /// The claims that are texts and not empty, by name; `identity` is `sub`, or `jti` where that is empty.
    texts: Vec<(&'static str, String)>,
    /// `attributes`.
    pub attributes: Vec<(String, String)>,
    /// `roomConfig` as JSON.
    pub room_config: Option<String>,
    /// The grants that are objects, such as `video`, with their members.
    grants: Vec<(&'static str, Vec<Member>)>,
    /// Claims that no SDK sets.
    pub unknown: Vec<String>,
    /// All claims as JSON, except those that every token has of its own: `iss` and the times.
    pub claims: Vec<(String, String)>,
    /// Whether it has `iat`.
    pub has_iat: bool,
    /// In seconds.
    pub life: u64,
}

/// A member of a grant.
pub type Member = (&'static str, Literal);

impl Recipe {
    /// Reads a claims set.
    pub fn new(set: Value, life: f64, hide: &dyn Fn(&str) -> String) -> Self {
        let text = |name: &str| {
            let text = set.member(name)?.string()?;
            (!text.is_empty()).then(|| hide(&text))
        };
        let texts = TEXTS.iter().filter_map(|&name| {
            let text = match name {
                "identity" => text("sub").or_else(|| text("jti")),
                name => text(name),
            };
            Some((name, text?))
        });
        let grants = CLAIMS.members.iter().filter_map(|member| {
            let value = set.member(member.name)?;
            (value.kind() == Kind::Object).then_some(())?;
            let known = object(member.name).filter(|_| !member.name.is_empty())?;
            let members = known.members.iter().filter_map(|inner| {
                let literal = literal(value.member(inner.name)?, hide)?;
                Some((inner.name, literal))
            });
            Some((member.name, members.collect()))
        });
        let attributes = set
            .member("attributes")
            .into_iter()
            .flat_map(Value::members);
        let own = ["iss", "exp", "nbf", "iat"];
        let claims = set.members().filter_map(|(name, value)| {
            let name = name.string()?.into_owned();
            (!own.contains(&&*name)).then(|| (name, hidden(value, hide)))
        });
        let claims: Vec<(String, String)> = claims.collect();
        let is_known = |name: &str| {
            let is_doubled = name == "jti" && text("jti") == text("sub");
            name == "sub" || is_doubled || CLAIMS.member(name).is_some()
        };
        let unknown = claims.iter().map(|(name, _)| name);
        let mut unknown: Vec<String> = unknown.filter(|name| !is_known(name)).cloned().collect();
        if set
            .member("kindDetails")
            .is_some_and(|value| value.kind() != Kind::Null)
        {
            unknown.push("kindDetails".to_owned());
        }
        Self {
            texts: texts.collect(),
            attributes: attributes
                .filter_map(|(name, value)| {
                    Some((name.string()?.into_owned(), hide(&value.string()?)))
                })
                .collect(),
            room_config: (set.member("roomConfig"))
                .filter(|value| value.kind() == Kind::Object)
                .map(|value| hidden(value, hide)),
            grants: grants.collect(),
            unknown,
            claims,
            has_iat: set.member("iat").is_some(),
            life: whole(life),
        }
    }

    /// The claim of this name, if it is a text that is not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        let (_, text) = self.texts.iter().find(|(own, _)| *own == name)?;
        Some(text)
    }

    /// The claims of these names that the token has, in this order.
    pub fn texts<'r>(
        &'r self,
        names: &'r [&'static str],
    ) -> impl Iterator<Item = (&'static str, &'r str)> {
        names
            .iter()
            .filter_map(|name| Some((*name, self.text(name)?)))
    }

    /// The attributes, each written by a function and with commas between them; `None` if there are none.
    pub fn write_attributes(&self, write: impl Fn(&str, &str) -> String) -> Option<String> {
        let pairs = self.attributes.iter();
        let pairs: Vec<String> = pairs.map(|(name, value)| write(name, value)).collect();
        (!pairs.is_empty()).then(|| pairs.join(", "))
    }

    /// The members of a grant that an SDK has; those that it lacks are added to what is missing. `None` if the token does not have the grant.
    pub fn grant_without(
        &self,
        name: &str,
        lacking: &[&str],
        missing: &mut Missing,
    ) -> Option<Vec<&Member>> {
        let members = self.grant(name)?.iter();
        let (lacking, members): (Vec<_>, _) =
            members.partition(|(member, _)| lacking.contains(member));
        missing.extend(
            lacking
                .into_iter()
                .map(|(member, _)| format!("{name}.{member}")),
        );
        Some(members)
    }

    /// The members of a grant; `None` if the token does not have it.
    pub fn grant(&self, name: &str) -> Option<&[Member]> {
        let mut grants = self.grants.iter();
        let (_, members) = grants.find(|(own, _)| *own == name)?;
        Some(members)
    }

    /// The names of the grants that the token has, except for those that are given.
    pub fn grants_except(&self, names: &[&str]) -> impl Iterator<Item = String> {
        let names: Vec<&str> = names.to_vec();
        let others = self.grants.iter().map(|(name, _)| *name);
        others
            .filter(move |name| !names.contains(name))
            .map(str::to_owned)
    }
}

/// A life as an SDK takes it.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a life is positive, and longer than any SDK takes only by mistake"
)]
fn whole(life: f64) -> u64 {
    life as u64
}

fn literal(value: Value, hide: &dyn Fn(&str) -> String) -> Option<Literal> {
    match value.kind() {
        Kind::Array => {
            let texts = value.elements().filter_map(Value::string);
            Some(Literal::List(texts.map(|text| hide(&text)).collect()))
        }
        Kind::String => Some(Literal::Text(hide(&value.string()?))),
        _ => value.boolean().map(Literal::Flag),
    }
}

/// A value as JSON without secrets.
fn hidden(value: Value, hide: &dyn Fn(&str) -> String) -> String {
    match value.kind() {
        Kind::String => quote(&hide(&value.string().unwrap_or_default())),
        _ => hide(&lossy(value.source())),
    }
}
