//! Decodes grants as Go does: which members match, which types fit, and which of several errors is the one reported.

use super::{Grants, Slot, slot};
use crate::livekit::grants::{CLAIMS, Member, Object, Type};
use crate::server::go::json::{self as go_json, Dialect};
use crate::server::refusal::{Refusal, TypeMismatch};
use crate::server::release::VersionDependencies;
use crate::server::room_config;
use crate::text::json::{Kind, Value};

/// Decodes a claims set (an object or `null`) into the grants that `release` knows.
///
/// # Errors
/// [`Refusal::GrantType`], [`Refusal::DuplicateMember`] or [`Refusal::RoomConfig`]: the one error that Go reports.
pub(super) fn decode(
    claims: Value,
    release: &VersionDependencies,
    dialect: Dialect,
) -> Result<Grants, Refusal> {
    let mut decoder = Decoder {
        release,
        dialect,
        saved: None,
        grants: Grants::default(),
    };
    decoder.object(&CLAIMS, claims, None)?;
    decoder.saved.map_or(Ok(decoder.grants), Err)
}

struct Decoder<'r> {
    release: &'r VersionDependencies,
    dialect: Dialect,
    /// The first error that did not end the decoding.
    saved: Option<Refusal>,
    grants: Grants,
}

/// The path of a member: its struct, its name in LiveKit's and in the token's spelling, and the member that contains
/// it.
struct Place<'a> {
    owner: &'static str,
    name: &'static str,
    spelled: &'a str,
    outer: Option<&'a Place<'a>>,
}

impl Place<'_> {
    fn member(&self) -> String {
        self.outer.map_or_else(
            || self.name.to_owned(),
            |outer| format!("{}.{}", outer.member(), self.name),
        )
    }

    fn spelled(&self) -> String {
        self.outer.map_or_else(
            || self.spelled.to_owned(),
            |outer| format!("{}.{}", outer.spelled(), self.spelled),
        )
    }
}

/// `Err` ends the decoding, as a panic in the fork and a returned error in Go do.
type Step = Result<(), Refusal>;

impl Decoder<'_> {
    fn object(&mut self, of: &'static Object, value: Value, outer: Option<&Place>) -> Step {
        let owner = if outer.is_some() {
            of.go_name.strip_prefix("auth.").unwrap_or(of.go_name)
        } else {
            "tokenClaims"
        };
        let repeat = self.refused_repeat(value);
        for (at, (name, value)) in value.members().enumerate() {
            let spelled = name.string().unwrap_or_default();
            if Some(at) == repeat {
                return Err(Refusal::DuplicateMember {
                    name: spelled.into_owned(),
                });
            }
            if let Some(member) = self.find(of, &spelled) {
                let place = Place {
                    owner,
                    name: member.name,
                    spelled: &spelled,
                    outer,
                };
                self.value(member, value, &place)?;
            }
        }
        Ok(())
    }

    /// The index of the first name that the fork refuses because it repeats an earlier one. The claims set has none: it
    /// was checked with the registered claims.
    fn refused_repeat(&self, object: Value) -> Option<usize> {
        if self.dialect == Dialect::Fork {
            go_json::first_repeat(object)
        } else {
            None
        }
    }

    /// The member with this name: the exact name, or, except in the fork, one that is equal under simple case folding.
    fn find(&self, of: &'static Object, spelled: &str) -> Option<&'static Member> {
        // The name is compared first, because hardly any member has it.
        let exact = of.members.iter().filter(|member| member.name == spelled);
        let mut known = exact.filter(|member| self.release.supports(member.releases));
        known.next().or_else(|| {
            let folds = self.dialect != Dialect::Fork;
            let mut members = of.members.iter().filter(|_| folds);
            members.find(|member| {
                go_json::folds_to(spelled, member.name) && self.release.supports(member.releases)
            })
        })
    }

    fn value(&mut self, member: &'static Member, value: Value, place: &Place) -> Step {
        let kind = value.kind();
        let slot = slot(place.outer.map_or("", |outer| outer.name), member.name);
        match (member.what, kind) {
            (Type::Bool | Type::String | Type::Strings | Type::RoomConfig, Kind::Null) => {}
            (Type::Bool, Kind::Bool) => {
                if let Some(Slot::Bool(slot)) = slot {
                    *slot(&mut self.grants) = value.boolean() == Some(true);
                }
            }
            (Type::OptionalBool, Kind::Null | Kind::Bool) => {
                if let Some(Slot::OptionalBool(slot)) = slot {
                    *slot(&mut self.grants) = value.boolean();
                }
            }
            (Type::String, Kind::String) => {
                if let Some(Slot::String(slot)) = slot {
                    *slot(&mut self.grants) = value.string().unwrap_or_default().into_owned();
                }
            }
            (Type::Strings, Kind::Array) => return self.strings(value, place),
            (Type::Map, Kind::Null) => self.grants.attributes.clear(),
            (Type::Map, Kind::Object) => return self.map(value, place),
            (Type::Object(of), Kind::Null | Kind::Object) => {
                let is_there = kind == Kind::Object;
                if let Some(Slot::Object(make)) = slot {
                    make(&mut self.grants, is_there);
                }
                if is_there {
                    return self.object(of, value, Some(place));
                }
            }
            (Type::RoomConfig, _) => {
                return room_config::check(value, self.release).map_err(Refusal::RoomConfig);
            }
            (what, _) => return self.mismatch(kind, what, place, None),
        }
        Ok(())
    }

    fn strings(&mut self, list: Value, place: &Place) -> Step {
        for (index, element) in list.elements().enumerate() {
            if !matches!(element.kind(), Kind::String | Kind::Null) {
                self.mismatch(
                    element.kind(),
                    Type::String,
                    place,
                    Some(&index.to_string()),
                )?;
            }
        }
        Ok(())
    }

    fn map(&mut self, map: Value, place: &Place) -> Step {
        let repeat = self.refused_repeat(map);
        for (at, (key, entry)) in map.members().enumerate() {
            let key = key.string().unwrap_or_default();
            if Some(at) == repeat {
                return Err(Refusal::DuplicateMember {
                    name: key.into_owned(),
                });
            }
            if !matches!(entry.kind(), Kind::String | Kind::Null) {
                self.mismatch(entry.kind(), Type::String, place, Some(&key))?;
            }
            let value = entry.string().unwrap_or_default().into_owned();
            self.grants.attributes.push((key.into_owned(), value));
        }
        Ok(())
    }

    /// A value of the wrong type: it ends the decoding, or is remembered if it is the first.
    fn mismatch(&mut self, found: Kind, wanted: Type, place: &Place, inside: Option<&str>) -> Step {
        let ends = match self.dialect {
            Dialect::Fork => found == Kind::Number,
            Dialect::V1 => false,
            Dialect::V2 => true,
        };
        if !ends && self.saved.is_some() {
            return Ok(());
        }
        let mut spelled = place.spelled();
        if let Some(inside) = inside {
            // A JSON pointer (RFC 6901) with dots as separators.
            let inside = inside.replace('~', "~0").replace('/', "~1");
            spelled = format!("{spelled}.{inside}");
        }
        let refusal = Refusal::GrantType(TypeMismatch {
            found,
            wanted,
            owner: place.owner,
            member: place.member(),
            place: spelled,
        });
        if ends {
            return Err(refusal);
        }
        self.saved = Some(refusal);
        Ok(())
    }
}
