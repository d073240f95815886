//! Pastes for every possible sentence, in families.

mod clocks;
mod code;
mod environments;
mod form;
mod judgement;
mod keys;
mod refusals;
mod responses;
mod secrets;
mod services;
mod settings;
mod situations;
mod slips;
mod texts;
mod times;
mod verdicts;

use why401::clock::Context;
use why401::diagnose_all;
use why401::report::Report;
use why401::text::NumericDate;

use crate::common::{NOW, SECRET, env};

/// A paste, those after it, and their context.
pub struct Case {
    /// The name of the case.
    pub name: String,
    pub paste: String,
    pub later: Vec<String>,
    pub known: Context,
}

impl Case {
    pub fn new(name: impl Into<String>, paste: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            paste: paste.into(),
            later: Vec::new(),
            known: Context::at(NumericDate(NOW)),
        }
    }

    pub fn at(mut self, now: f64) -> Self {
        self.known.now = NumericDate(now);
        self
    }

    pub fn then(mut self, paste: impl Into<String>) -> Self {
        self.later.push(paste.into());
        self
    }

    pub fn report(&self) -> Report {
        let later = self.later.iter().map(String::as_str);
        let pastes: Vec<&str> = std::iter::once(self.paste.as_str()).chain(later).collect();
        diagnose_all(&pastes, self.known.clone())
    }
}

/// A token with the pair that signed it.
fn beside_its_pair(token: &str) -> String {
    format!("{}{token}", env(SECRET))
}

/// A name and the cases of one snapshot.
type Family = (&'static str, fn() -> Vec<Case>);

pub const FAMILIES: [Family; 18] = [
    ("form", form::cases),
    ("verdicts", verdicts::cases),
    ("refusals", refusals::cases),
    ("judgement", judgement::cases),
    ("answers", texts::answers),
    ("slips", slips::cases),
    ("secrets", secrets::cases),
    ("settings", settings::cases),
    ("environments", environments::cases),
    ("times", times::cases),
    ("clocks", clocks::cases),
    ("code", code::cases),
    ("responses", responses::cases),
    ("texts", texts::known),
    ("field-cases", texts::field_cases),
    ("services", services::cases),
    ("keys", keys::cases),
    ("situations", situations::cases),
];
