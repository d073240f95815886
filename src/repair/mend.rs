//! Which change of a claims set answers a refusal, or a mistake that no server refuses.

use crate::clock::minted::PLAUSIBLE;
use crate::clock::time_mistake::{self, Kind as Mistake};
use crate::finding::answer::Code as Answer;
use crate::finding::grants::Code as Grants;
use crate::finding::refusal::Code as Computed;
use crate::finding::{Code, refusal, time};
use crate::livekit::grants::{Type, type_of};
use crate::server::refusal::{Malformed, Part, Refusal, RequestRefusal};
use crate::text::NumericDate;
use crate::text::json::{Document, Kind, Value, lossy, quote};
use crate::token::Token;
use crate::token::claims::Claim;
use crate::token::grants;

use super::payload::Payload;

/// The life of a token that is only to be tried, in seconds.
pub const LIFE: f64 = 900.0;

/// The lives that are kept: from one that survives a slow connection to a day.
const KEPT: std::ops::RangeInclusive<f64> = 60.0..=86_400.0;

/// How far before now a token starts, so that clocks which differ by a few seconds do not matter.
const MARGIN: f64 = 10.0;

/// A claims set on its way to a right one, with the reason for each change.
pub struct Mending<'a> {
    /// The claims set.
    pub payload: Payload,
    /// The changed claims, as paths of names, and why.
    pub reasons: Vec<(Vec<String>, Code)>,
    /// Whether the JOSE header is replaced by that of LiveKit's SDKs, and why.
    pub header: Option<Code>,
    /// The API key.
    pub key: &'a str,
    /// The caller's clock.
    pub now: NumericDate,
}

impl Mending<'_> {
    fn set(&mut self, path: &[&str], value: &str, why: Code) {
        self.payload.set(path, value);
        self.record(path, why);
    }

    fn remove(&mut self, path: &[&str], why: Code) {
        self.payload.remove(path);
        self.record(path, why);
    }

    fn record(&mut self, path: &[&str], why: Code) {
        let path: Vec<String> = path.iter().map(|&name| name.to_owned()).collect();
        if self.reasons.iter().all(|(recorded, _)| *recorded != path) {
            self.reasons.push((path, why));
        }
    }

    /// Gives misspelled grants their names. The server ignores names that it does not know.
    pub fn names(&mut self) {
        for misnamed in grants::misnamed(self.payload.root()) {
            let why = Code::Grants(Grants::MisnamedGrant);
            let path = |name| match misnamed.object {
                "" => vec![name],
                object => vec![object, name],
            };
            let (old, new) = (path(misnamed.name.as_str()), path(misnamed.meant));
            self.payload.rename(&old, misnamed.meant);
            self.record(&old, why);
            self.record(&new, why);
        }
    }

    /// Sets the times so that the token is valid now. A life that makes sense is kept.
    pub fn times(&mut self, token: &Token) {
        let claims = &token.claims;
        let now = self.now.0;
        // What a claim says in its unit, if that is not the second.
        let in_seconds = |at: NumericDate| {
            let units = [1e3, 1e6, 1e9].into_iter();
            let mut scaled = units.map(|unit| at.0 / unit);
            scaled.find(|at| (PLAUSIBLE.0..PLAUSIBLE.1).contains(at))
        };
        let seconds = |claim: &Claim<NumericDate>| {
            let at = *claim.value()?;
            Some(in_seconds(at).unwrap_or(at.0))
        };
        let (exp, nbf, iat) = (
            seconds(&claims.exp),
            seconds(&claims.nbf),
            seconds(&claims.iat),
        );
        let start = iat
            .or(nbf)
            .filter(|at| (PLAUSIBLE.0..PLAUSIBLE.1).contains(at));
        // An SDK that was given a life where an instant belongs wrote the life itself.
        let written = exp.filter(|exp| KEPT.contains(exp));
        let life = written.or(exp.zip(start).map(|(exp, start)| exp - start));
        let life = life
            .filter(|life| KEPT.contains(life))
            .unwrap_or(LIFE)
            .floor();
        let short = (exp.zip(start).map(|(exp, start)| exp - start))
            .filter(|life| written.is_none() && life < KEPT.start())
            .map(short_life);
        let is_passed = exp.is_none_or(|exp| exp <= now || short.is_some());
        let is_endless = exp.is_some_and(|exp| exp >= PLAUSIBLE.1);
        let new_exp = match exp {
            Some(exp) if !is_passed && !is_endless => exp,
            _ => now.floor() + life,
        };
        let new_nbf = nbf.map(|nbf| if nbf > now { now.floor() - MARGIN } else { nbf });
        let new_iat = iat.map(|iat| if iat > now { now.floor() } else { iat });
        let mistake = time_mistake::of_claims(token).map(|mistake| mistake.kind);
        for (name, claim, new, refused) in [
            ("exp", &claims.exp, Some(new_exp), Answer::Expired),
            ("nbf", &claims.nbf, new_nbf, Answer::NotYetValid),
            ("iat", &claims.iat, new_iat, Answer::IssuedInFuture),
        ] {
            let path = [name];
            let found = self.payload.value(&path);
            let is_number = found.is_some_and(|value| value.kind() == Kind::Number);
            let is_right = new.is_none_or(|new| claim.value() == Some(&NumericDate(new)));
            let is_claim = !matches!(claim, Claim::NotA { .. });
            if is_right && is_claim && (is_number || matches!(claim, Claim::Absent)) {
                continue;
            }
            let why = match (&mistake, claim) {
                (Some(mistake), _) if claim_of(mistake) == Some(name) => {
                    Code::Time(time::code(mistake))
                }
                (_, Claim::NotA { .. }) => Code::Refusal(Computed::WrongClaimType),
                (_, Claim::Absent) => Code::Answer(Answer::MissingExp),
                _ => match short.filter(|_| name == "exp") {
                    Some(life) => Code::Time(time::code(&life)),
                    None => Code::Answer(refused),
                },
            };
            match new {
                Some(new) => self.set(&path, &number(new), why),
                None => self.remove(&path, why),
            }
        }
    }

    /// Answers a refusal; `None` if no change of the token does.
    pub fn answer(&mut self, refusal: &Refusal, token: &Token) -> Option<()> {
        let why = refusal::code(refusal);
        match refusal {
            Refusal::Malformed(malformed) => self.answer_malformed(malformed, why),
            Refusal::UnknownKey { .. } => {
                let key = quote(self.key);
                self.set(&["iss"], &key, why);
                Some(())
            }
            Refusal::GrantType(mismatch) => {
                // Elements and entries are changed with their list or map.
                let depth = mismatch.member.split('.').count();
                let path: Vec<&str> = mismatch.place.split('.').take(depth).collect();
                let value = self.payload.value(&path)?;
                match converted(value, &mismatch.member, type_of(&mismatch.member)?) {
                    Some(value) => self.set(&path, &value, why),
                    None => self.remove(&path, why),
                }
                Some(())
            }
            Refusal::DuplicateMember { name } => self.remove_repeats(name, why),
            Refusal::RoomConfig(_) => {
                self.remove(&["roomConfig"], why);
                Some(())
            }
            Refusal::CriticalType { .. }
            | Refusal::CriticalUnsupported { .. }
            | Refusal::AlgorithmNotAllowed { .. } => self.replace_header(why),
            Refusal::Expired { .. }
            | Refusal::NotYetValid { .. }
            | Refusal::ExpiredAndNotYetValid { .. }
            | Refusal::MissingExp { .. }
            | Refusal::IssuedInFuture { .. } => {
                self.times(token);
                Some(())
            }
            Refusal::NoVideoGrant | Refusal::NoRoomJoin => {
                self.set(&["video", "roomJoin"], "true", why);
                Some(())
            }
            Refusal::NoIdentity => {
                let named = ["identity", "name"].into_iter().find_map(|name| {
                    let value = self.payload.value(&[name])?.string()?;
                    (!value.is_empty()).then(|| quote(&value))
                });
                self.set(&["sub"], &named.unwrap_or_else(|| quote("user")), why);
                Some(())
            }
            Refusal::NoRoom => {
                self.set(&["video", "room"], &quote("my-room"), why);
                Some(())
            }
            Refusal::Request(RequestRefusal::MissingGrant { grant }) => {
                let path: Vec<&str> = grant.claim().split('.').collect();
                self.set(&path, "true", why);
                Some(())
            }
            Refusal::Request(RequestRefusal::NoAgent) => {
                self.set(&["video", "agent"], "true", why);
                Some(())
            }
            Refusal::Request(RequestRefusal::OtherRoom { asked, .. }) => {
                self.set(&["video", "room"], &quote(asked), why);
                Some(())
            }
            // Names that are too long are the caller's to shorten, and the rest is not about the claims.
            Refusal::IdentityTooLong { .. }
            | Refusal::RoomTooLong { .. }
            | Refusal::SignatureInvalid
            | Refusal::TooManySignatures
            | Refusal::Request(_) => None,
        }
    }

    fn answer_malformed(&mut self, malformed: &Malformed, why: Code) -> Option<()> {
        match malformed {
            Malformed::AlgorithmType { .. }
            | Malformed::AlgorithmUnknown { .. }
            | Malformed::HeaderMember { .. }
            | Malformed::Repeated {
                part: Part::Header, ..
            }
            | Malformed::NotAnObject {
                part: Part::Header, ..
            }
            | Malformed::Json {
                part: Part::Header, ..
            }
            | Malformed::TooDeep {
                part: Part::Header, ..
            }
            | Malformed::NumberRange {
                part: Part::Header, ..
            } => self.replace_header(why),
            Malformed::Repeated { name, .. } => self.remove_repeats(name, why),
            Malformed::Claim { name: "iss", .. } => {
                let key = quote(self.key);
                self.set(&["iss"], &key, why);
                Some(())
            }
            Malformed::Claim { name, .. } => {
                let value = self.payload.value(&[name])?;
                match converted(value, name, Type::String)
                    .filter(|_| matches!(*name, "sub" | "jti"))
                {
                    Some(value) => self.set(&[name], &value, why),
                    None => self.remove(&[name], why),
                }
                Some(())
            }
            _ => None,
        }
    }

    fn replace_header(&mut self, why: Code) -> Option<()> {
        self.header.is_none().then(|| self.header = Some(why))
    }

    /// Removes the repeats from the claims set and its grants, where a name is repeated: the last one counts.
    fn remove_repeats(&mut self, name: &str, why: Code) -> Option<()> {
        let members = self.payload.root().members();
        let objects: Vec<String> = members
            .filter(|(_, value)| value.kind() == Kind::Object)
            .filter_map(|(name, _)| Some(name.string()?.into_owned()))
            .collect();
        let mut is_found = self.payload.remove_repeats(&[], name);
        for object in &objects {
            is_found |= self.payload.remove_repeats(&[object], name);
        }
        self.record(&[name], why);
        is_found.then_some(())
    }
}

/// The claim that a mistake in one claim is about.
fn claim_of(mistake: &Mistake) -> Option<&'static str> {
    match *mistake {
        Mistake::WrongUnit { claim, .. }
        | Mistake::Text { claim }
        | Mistake::LifetimeAsTime { claim } => Some(claim),
        _ => None,
    }
}

/// A life that is too short to connect in.
fn short_life(seconds: f64) -> Mistake {
    if seconds < 0.0 {
        Mistake::NegativeLife { seconds: -seconds }
    } else if seconds < 1.0 {
        Mistake::NoLife
    } else {
        Mistake::ShortLife { seconds }
    }
}

/// A number as JSON: whole numbers without a fraction.
fn number(seconds: f64) -> String {
    format!("{seconds}")
}

/// A value of a claim as the type that the server wants; `None` if it has no such form.
fn converted(value: Value, claim: &str, wanted: Type) -> Option<String> {
    let is_of_sources = claim.ends_with("canPublishSources");
    let source = || lossy(value.source()).into_owned();
    match wanted {
        Type::Bool | Type::OptionalBool => {
            let word = value.string().map(|word| word.to_ascii_lowercase());
            match word.unwrap_or_else(source).trim() {
                "true" | "1" | "yes" => Some("true".to_owned()),
                "false" | "0" | "no" => Some("false".to_owned()),
                _ => None,
            }
        }
        Type::String => (value.kind() != Kind::Null).then(|| text(value)),
        Type::Strings => match value.kind() {
            Kind::Array if is_of_sources => Some(list(value.elements().map(source_or_text))),
            Kind::Array => Some(list(value.elements().map(text))),
            Kind::String => {
                let words = value.string()?;
                let words = words.split(',').map(|word| quote(word.trim()));
                Some(list(words))
            }
            _ => None,
        },
        Type::Map => match value.kind() {
            Kind::Object => {
                let members = value.members();
                let members = members
                    .map(|(name, value)| format!("{}:{}", lossy(name.source()), text(value)));
                Some(format!("{{{}}}", members.collect::<Vec<_>>().join(",")))
            }
            _ => inner_object(value),
        },
        Type::Object(_) | Type::RoomConfig => inner_object(value),
    }
}

/// A value as a string: one that is none becomes its JSON text.
fn text(value: Value) -> String {
    match value.string() {
        Some(text) => quote(&text),
        None => quote(&lossy(value.source())),
    }
}

/// An element of `canPublishSources`: the numbers are those of `TrackSource` in `livekit_models.proto`.
fn source_or_text(value: Value) -> String {
    const SOURCES: [&str; 4] = ["camera", "microphone", "screen_share", "screen_share_audio"];
    let number = value
        .number()
        .and_then(|number| number.parse::<usize>().ok());
    let source = number.and_then(|number| SOURCES.get(number.checked_sub(1)?));
    source.map_or_else(|| text(value), |source| quote(source))
}

/// The object that a string holds as JSON.
fn inner_object(value: Value) -> Option<String> {
    let inner = value.string()?.into_owned();
    let document = Document::read(inner.clone().into_bytes()).ok()?;
    (document.root()?.kind() == Kind::Object).then_some(inner)
}

fn list(elements: impl Iterator<Item = String>) -> String {
    format!("[{}]", elements.collect::<Vec<_>>().join(","))
}
