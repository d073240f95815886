//! The registered claims (RFC 7519 section 4.1) that LiveKit uses, read leniently.

use crate::text::NumericDate;
use crate::text::json::{Kind, Value};

/// A claim: parsed, absent, or of another type.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim<T> {
    /// Absent, or `null`.
    Absent,
    /// Of the right type.
    Is(T),
    /// Of another type.
    NotA {
        /// Its type.
        found: Kind,
    },
}

impl<T> Claim<T> {
    /// The value, if it has the right type.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            _ => None,
        }
    }
}

/// The registered claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Claims {
    /// Issuer: the API key.
    pub iss: Claim<String>,
    /// Subject: the identity of the participant.
    pub sub: Claim<String>,
    /// JWT ID: the identity, where `sub` is empty (livekit/protocol since v0.12.0).
    pub jti: Claim<String>,
    /// Expiration time.
    pub exp: Claim<NumericDate>,
    /// Not before.
    pub nbf: Claim<NumericDate>,
    /// Issued at.
    pub iat: Claim<NumericDate>,
}

impl Claims {
    /// Reads the claims of a claims set; of repeated ones the last counts. Without a claims set all are absent.
    pub fn read(set: Option<Value>) -> Self {
        let member = |name| set.and_then(|set| set.member(name));
        Self {
            iss: string(member("iss")),
            sub: string(member("sub")),
            jti: string(member("jti")),
            exp: numeric_date(member("exp")),
            nbf: numeric_date(member("nbf")),
            iat: numeric_date(member("iat")),
        }
    }

    /// The first instant after `after` at which a time claim starts or ends, for a server with this many seconds of
    /// leeway.
    ///
    /// ```
    /// use why401::{text::json::Document, token::claims::Claims};
    ///
    /// let set = Document::read(br#"{"nbf":1000,"exp":2000}"#.to_vec()).unwrap();
    /// let claims = Claims::read(set.root());
    /// assert_eq!(claims.next_change(0.0, 60.0), Some(940.0));
    /// assert_eq!(claims.next_change(1500.0, 60.0), Some(2060.0));
    /// ```
    pub fn next_change(&self, after: f64, leeway: f64) -> Option<f64> {
        let changes = [
            (&self.nbf, -leeway),
            (&self.iat, -leeway),
            (&self.exp, leeway),
        ];
        changes
            .into_iter()
            .filter_map(|(claim, shift)| Some(claim.value()?.0 + shift))
            .filter(|at| *at > after)
            .min_by(f64::total_cmp)
    }

    /// The identity that the server uses; `None` if there is none.
    ///
    /// ```
    /// use why401::{text::json::Document, token::claims::Claims};
    ///
    /// let set = Document::read(br#"{"sub":"","jti":"alice"}"#.to_vec()).unwrap();
    /// assert_eq!(Claims::read(set.root()).identity(), Some("alice"));
    /// ```
    pub fn identity(&self) -> Option<&str> {
        [&self.sub, &self.jti]
            .into_iter()
            .filter_map(Claim::value)
            .map(String::as_str)
            .find(|id| !id.is_empty())
    }
}

fn string(value: Option<Value>) -> Claim<String> {
    match value {
        None => Claim::Absent,
        Some(value) => match (value.kind(), value.string()) {
            (Kind::Null, _) => Claim::Absent,
            (_, Some(string)) => Claim::Is(string.into_owned()),
            (found, None) => Claim::NotA { found },
        },
    }
}

/// Reads a date. A number in quotes is one too, because golang-jwt accepts it.
fn numeric_date(value: Option<Value>) -> Claim<NumericDate> {
    let Some(value) = value.filter(|value| value.kind() != Kind::Null) else {
        return Claim::Absent;
    };
    let text = value
        .number()
        .map(str::to_owned)
        .or_else(|| value.string().map(std::borrow::Cow::into_owned));
    // The standard library also parses `inf` and `NaN`, which are not finite.
    match text
        .and_then(|text| text.parse().ok())
        .filter(|number: &f64| number.is_finite())
    {
        Some(seconds) => Claim::Is(NumericDate(seconds)),
        None => Claim::NotA {
            found: value.kind(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Claims};
    use crate::text::NumericDate;
    use crate::text::json::{Document, Kind};

    #[test]
    fn a_date_is_a_finite_number_with_or_without_quotes() {
        let read = |exp: &str| {
            let set = format!("{{\"exp\":{exp}}}");
            Claims::read(Document::read(set.into_bytes()).unwrap().root()).exp
        };
        for (exp, seconds) in [
            ("1795515947.5", 1_795_515_947.5),
            ("\"1795515947\"", 1_795_515_947.0),
            ("1.5e3", 1500.0),
        ] {
            assert_eq!(read(exp), Claim::Is(NumericDate(seconds)), "{exp}");
        }
        for text in ["inf", "-Infinity", "nan", "1e400", "1 ", "0x10", "1_0", ""] {
            let found = Kind::String;
            assert_eq!(
                read(&format!("\"{text}\"")),
                Claim::NotA { found },
                "{text}"
            );
        }
        let found = Kind::Number;
        assert_eq!(read("1e400"), Claim::NotA { found });
    }
}
