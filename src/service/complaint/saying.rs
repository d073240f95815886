//! The texts of complaints, by who says them.
//!
//! From the sources of each library, and public issues. None of them is `LiveKit`'s. A new text goes into the file of the one who says it,
//! below its name, anywhere: of two texts that begin alike, the longer one counts.

use super::{Complainant, Complaint};

/// A text of a complaint.
pub(super) struct Saying {
    /// The text.
    pub text: &'static str,
    /// Where it counts.
    pub form: Form,
    /// Who says it.
    pub complainant: Complainant,
    /// What it means.
    pub complaint: Complaint,
}

/// Where the text of a complaint counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Everywhere.
    Words,
    /// Where its service is named ([`number::NAME`]), and no digit is around.
    Number,
}

/// The texts of one that complains, and what each means.
struct Sayings {
    complainant: Complainant,
    texts: &'static [(&'static str, Complaint)],
}

/// Sayings by who says them: `"name" [traits] { "text" => Complaint, … }`. Most have no traits, and no brackets.
macro_rules! sayings {
    ($($name:literal $([$($trait:ident),+])? { $($text:literal => $complaint:ident,)+ })+) => {
        &[$($crate::service::complaint::saying::Sayings {
            complainant: $crate::service::complaint::Complainant {
                name: $name,
                traits: &[$($($crate::service::complaint::Trait::$trait),+)?],
            },
            texts: &[$(($text, $crate::service::complaint::Complaint::$complaint)),+],
        }),+]
    };
}

// Libraries.
mod dotnet;
mod go;
mod javascript;
mod jvm;
mod other_language;
mod php;
mod python;

// Services and programs.
mod cloud;
mod conversation;
mod database;
mod gateway;
mod identity;
mod infrastructure;
mod platform;

pub(super) mod number;

mod unnamed;

const FAMILIES: [&[Sayings]; 15] = [
    dotnet::SAYINGS,
    go::SAYINGS,
    javascript::SAYINGS,
    jvm::SAYINGS,
    other_language::SAYINGS,
    php::SAYINGS,
    python::SAYINGS,
    cloud::SAYINGS,
    conversation::SAYINGS,
    database::SAYINGS,
    gateway::SAYINGS,
    identity::SAYINGS,
    infrastructure::SAYINGS,
    platform::SAYINGS,
    unnamed::SAYINGS,
];

/// All sayings, the longest first.
pub(super) fn all() -> Vec<Saying> {
    let words = FAMILIES.into_iter().flatten();
    let words = words.map(|sayings| (Form::Words, sayings));
    let numbers = number::SAYINGS.iter();
    let numbers = numbers.map(|sayings| (Form::Number, sayings));
    let of_one = |(form, sayings): (Form, &Sayings)| {
        let complainant = sayings.complainant;
        let saying = move |&(text, complaint): &(&'static str, Complaint)| Saying {
            text,
            form,
            complainant,
            complaint,
        };
        sayings.texts.iter().map(saying)
    };
    let mut all: Vec<Saying> = words.chain(numbers).flat_map(of_one).collect();
    all.sort_by_key(|saying| std::cmp::Reverse(saying.text.len()));
    all
}
