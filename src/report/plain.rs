//! How the structs of the report become data: through one type for all of them, so that the code that hands a value to a
//! serializer is in the page once and not for every struct.

use std::borrow::Cow;

use serde::ser::{Serialize, Serializer};

use super::json;
use super::{
    Answer, AskedAt, Candidate, Claim, ClockOffset, Cloud, Defect, Finding, Found, FoundDate,
    FoundPair, FoundText, FoundToken, FoundUrl, Grant, Outcome, Part, Report, SignatureState, Span,
    Step, StepState, Token, Verdict,
};

/// A value as JSON knows it, borrowed from the report.
pub(super) enum Plain<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Whole(u32),
    /// Any other number.
    Number(f64),
    /// A string.
    Text(&'a str),
    /// An array.
    List(&'a dyn List),
    /// An object: the names of its members, each with a comma behind it, and their values.
    Object(&'static str, Vec<&'a dyn ToPlain>),
}

/// What can be shown as a [`Plain`] value.
pub(super) trait ToPlain {
    /// Shows it.
    fn plain(&self) -> Plain<'_>;
}

/// The values of an array.
pub(super) trait List {
    /// The value at an index, if there are so many.
    fn at(&self, index: usize) -> Option<&dyn ToPlain>;
}

impl<T: ToPlain> List for Vec<T> {
    fn at(&self, index: usize) -> Option<&dyn ToPlain> {
        self.get(index).map(|value| value as &dyn ToPlain)
    }
}

impl<'a> dyn List + 'a {
    /// The values in their order.
    pub(super) fn values(&'a self) -> impl Iterator<Item = &'a dyn ToPlain> {
        (0..).map_while(move |index| self.at(index))
    }
}

impl Serialize for dyn ToPlain + '_ {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.plain() {
            Plain::Null => serializer.serialize_unit(),
            Plain::Bool(value) => serializer.serialize_bool(value),
            Plain::Whole(value) => serializer.serialize_u32(value),
            Plain::Number(value) => serializer.serialize_f64(value),
            Plain::Text(value) => serializer.serialize_str(value),
            Plain::List(list) => serializer.collect_seq(list.values()),
            Plain::Object(names, values) => serializer.collect_map(names.split(',').zip(values)),
        }
    }
}

impl Report {
    /// The report as JSON, of the shape that [`Serialize`] gives it.
    pub fn to_json(&self) -> String {
        let mut text = String::with_capacity(8192);
        json::write(self, &mut text);
        text
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self as &dyn ToPlain).serialize(serializer)
    }
}

impl ToPlain for bool {
    fn plain(&self) -> Plain<'_> {
        Plain::Bool(*self)
    }
}

impl ToPlain for u16 {
    fn plain(&self) -> Plain<'_> {
        Plain::Whole(u32::from(*self))
    }
}

impl ToPlain for u32 {
    fn plain(&self) -> Plain<'_> {
        Plain::Whole(*self)
    }
}

impl ToPlain for f64 {
    fn plain(&self) -> Plain<'_> {
        Plain::Number(*self)
    }
}

impl ToPlain for &'static str {
    fn plain(&self) -> Plain<'_> {
        Plain::Text(self)
    }
}

impl ToPlain for String {
    fn plain(&self) -> Plain<'_> {
        Plain::Text(self)
    }
}

impl ToPlain for Cow<'static, str> {
    fn plain(&self) -> Plain<'_> {
        Plain::Text(self)
    }
}

impl<T: ToPlain> ToPlain for Option<T> {
    fn plain(&self) -> Plain<'_> {
        or_null(self.as_ref().map(|value| value as &dyn ToPlain))
    }
}

#[inline(never)]
fn or_null(value: Option<&dyn ToPlain>) -> Plain<'_> {
    value.map_or(Plain::Null, ToPlain::plain)
}

impl<T: ToPlain> ToPlain for Vec<T> {
    fn plain(&self) -> Plain<'_> {
        Plain::List(self)
    }
}

/// Shows a struct as an object of all its members, in the order in which they are listed.
macro_rules! object {
    ($name:ident { $($member:ident),+ $(,)? }) => {
        impl ToPlain for $name {
            fn plain(&self) -> Plain<'_> {
                let Self { $($member),+ } = self;
                Plain::Object(concat!($(stringify!($member), ","),+), vec![$($member),+])
            }
        }
    };
}

/// Shows an enum as the word for its variant.
macro_rules! word {
    ($name:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl ToPlain for $name {
            fn plain(&self) -> Plain<'_> {
                Plain::Text(match self {
                    $(Self::$variant => $word),+
                })
            }
        }
    };
}

object!(Report {
    verdict,
    findings,
    candidates,
    answers,
    cloud,
    steps,
    asked_at,
    clocks,
    changes_at,
    found,
    tokens,
    next
});
object!(Verdict {
    outcome,
    message,
    fix
});
object!(Finding {
    code,
    cause,
    certain,
    message,
    fix,
    spans
});
object!(Candidate {
    cause,
    message,
    check
});
object!(Answer {
    since,
    until,
    told,
    exact,
    status,
    body
});
object!(Cloud { status, told });
object!(Step { name, state });
object!(AskedAt {
    earliest,
    latest,
    assumed
});
object!(ClockOffset {
    clock,
    reference,
    least,
    most,
    through_proxy,
    contradicted
});
object!(Span { start, end });
object!(Found {
    tokens,
    pairs,
    urls,
    dates,
    refusals,
    symptoms
});
object!(FoundToken { label, spans });
object!(FoundPair {
    key,
    secret_length,
    place,
    signature,
    spans,
    secret_span
});
object!(FoundUrl { origin, spans });
object!(FoundDate {
    earliest,
    latest,
    label,
    spans
});
object!(FoundText { code, label, spans });
object!(Token {
    header,
    claims,
    defects,
    signature,
    grants,
    minter,
    iat,
    nbf,
    exp
});
object!(Claim {
    name,
    kind,
    value,
    members,
    meaning,
    instant
});
object!(Defect { message, spans });
object!(Grant {
    claim,
    allows,
    default,
    message
});
word!(Outcome { Accepts => "accepts", Refuses => "refuses", Depends => "depends", Unknown => "unknown" });
word!(StepState { Passes => "passes", Fails => "fails", Unchecked => "unchecked", Unreached => "unreached" });
word!(SignatureState { Unchecked => "unchecked", Valid => "valid", NearMiss => "near_miss", Invalid => "invalid" });

impl ToPlain for Part {
    fn plain(&self) -> Plain<'_> {
        match self {
            Self::Text { text } => Plain::Object("kind,text,", vec![&"text", text]),
            Self::Code { text } => Plain::Object("kind,text,", vec![&"code", text]),
            Self::Instant { at } => Plain::Object("kind,at,", vec![&"instant", at]),
            Self::Duration { seconds } => {
                Plain::Object("kind,seconds,", vec![&"duration", seconds])
            }
        }
    }
}
