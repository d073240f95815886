//! How findings are declared: [`known_texts!`] for those that are words alone, [`findings!`] for those that hold facts.

use super::cause::Cause;
use super::rank::Rank;
use super::sentence::Sentence;
use super::{Classify, Code, Explain};
use crate::finding::environment::hint;
use crate::sentence;

/// A finding without facts: what it means, what to do, and the texts that show it.
#[derive(Clone, Copy, Debug)]
pub struct KnownText {
    /// Its stable name.
    pub code: Code,
    /// The family of causes it belongs to; [`Cause::Other`] where it has several.
    pub cause: Cause,
    /// The texts that show it: those of livekit-server, its SDKs and agents, of proxies, browsers and systems, collected from
    /// their sources and from public reports (2021 to 2026).
    pub texts: &'static [Text],
    /// What it means, as a clause. Where it refuses, *it* is the token.
    pub clause: &'static str,
    /// What to do; may be empty.
    pub fix: &'static str,
    /// The causes that it leaves open, the most frequent in the reports first; may be empty.
    pub candidates: &'static [Cause],
    /// Overrides the rank that its cause and candidates give.
    pub rank: Option<Rank>,
    /// Whether it is the answer of a server that refuses a token.
    pub refuses: bool,
    /// Its documentation, in Markdown: **What**, **Why**, **Fix**, **Source**.
    pub doc: &'static str,
}

/// A text to look for.
#[derive(Clone, Copy, Debug)]
pub enum Text {
    /// Only LiveKit and what belongs to it says so.
    Own(&'static str),
    /// Other products say so too: where nothing else in the paste is LiveKit's, it is only likely, and where another
    /// product is named, it does not count.
    Shared(&'static str),
    /// A library below LiveKit's says it to everyone: it counts only where LiveKit is named.
    Below(&'static str),
}

/// A finding that there can be, and its documentation.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its stable name.
    pub code: Code,
    /// Its documentation, in Markdown: **What**, **Why**, **Fix**, **Source**.
    pub doc: &'static str,
}

impl Text {
    /// The words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Own(words) | Self::Shared(words) | Self::Below(words) => words,
        }
    }
}

impl KnownText {
    /// What a declaration leaves out.
    pub const NONE: Self = Self {
        code: Code::Contradiction,
        cause: Cause::Other,
        texts: &[],
        clause: "",
        fix: "",
        candidates: &[],
        rank: None,
        refuses: false,
        doc: "",
    };

    /// Its entry.
    pub fn entry(&self) -> Entry {
        Entry {
            code: self.code,
            doc: self.doc,
        }
    }
}

impl Classify for KnownText {
    fn code(&self) -> Code {
        self.code
    }

    fn cause(&self) -> Cause {
        self.cause
    }
}

impl Explain for KnownText {
    fn rank(&self) -> Rank {
        if let Some(rank) = self.rank {
            return rank;
        }
        match self.code {
            Code::NotAToken(_) => Rank::NoToken,
            Code::EnvironmentHint(hint::Code::DevkeyOfCloud | hint::Code::OwnKeyOfCloud) => {
                Rank::OtherServer
            }
            _ if self.cause == Cause::PlaceholderKey => Rank::Placeholder,
            _ if self.candidates.is_empty() => Rank::Known,
            _ if self.cause == Cause::Other => Rank::KnownFailure,
            _ => Rank::KnownCause,
        }
    }

    fn refuses(&self) -> bool {
        self.refuses
    }

    fn clause(&self) -> Sentence {
        sentence![self.clause]
    }

    fn fix(&self) -> Sentence {
        sentence![self.fix]
    }

    fn candidates(&self) -> &'static [Cause] {
        self.candidates
    }
}

/// Declares the known texts of a family: its `Code`, one variant for each, and `KNOWN`, all of them in their order. The
/// documentation of a variant is its entry's.
macro_rules! known_texts {
    ($family:ident: $($(#[doc = $doc:literal])* $name:ident { $($field:ident: $value:expr),* $(,)? })*) => {
        /// The stable names of this family.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
        #[strum(serialize_all = "snake_case")]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        /// The known texts of this family, in their order.
        #[allow(clippy::needless_update)]
        pub const KNOWN: &[$crate::finding::KnownText] = &[$($crate::finding::KnownText {
            code: $crate::finding::Code::$family(Code::$name),
            // No browser shows it.
            doc: if cfg!(target_arch = "wasm32") { "" } else { concat!($($doc, "\n"),*) },
            $($field: $value,)*
            ..$crate::finding::KnownText::NONE
        },)*];

        impl Code {
            /// The known text of this name.
            pub fn known(self) -> &'static $crate::finding::KnownText {
                &KNOWN[self as usize]
            }
        }
    };
}

/// Declares the names of a family: its `Code`, and `ENTRIES`, the documentation of all.
macro_rules! codes {
    ($family:ident: $($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// The stable names of this family.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr)]
        #[strum(serialize_all = "snake_case")]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        /// The documentation of this family.
        pub const ENTRIES: &[$crate::finding::Entry] = &[$($crate::finding::Entry {
            code: $crate::finding::Code::$family(Code::$name),
            doc: concat!($($doc, "\n"),*),
        },)*];
    };
}

/// Declares the findings of a family that hold facts: an enum, and its [`codes!`], one for each variant. Behind each variant is
/// its cause.
macro_rules! findings {
    (
        $family:ident: $(#[$meta:meta])* pub enum $enum:ident {
            $($(#[doc = $doc:literal])* $name:ident $({ $($(#[$of_field:meta])* $field:ident: $type:ty),* $(,)? })? = $cause:ident,)*
        }
    ) => {
        $(#[$meta])*
        pub enum $enum {
            $($(#[doc = $doc])* $name $({ $($(#[$of_field])* $field: $type,)* })?,)*
        }

        codes! { $family: $($(#[doc = $doc])* $name,)* }

        impl $crate::finding::Classify for $enum {
            fn code(&self) -> $crate::finding::Code {
                $crate::finding::Code::$family(match self {
                    $(Self::$name { .. } => Code::$name,)*
                })
            }

            fn cause(&self) -> $crate::finding::cause::Cause {
                match self {
                    $(Self::$name { .. } => $crate::finding::cause::Cause::$cause,)*
                }
            }
        }
    };
}
