//! When the server was asked about a token: by an HTTP `Date` or a log line of the paste, else assumed to be now.

use crate::paste::date::{FoundDate, Source};
use crate::text::{Interval, NumericDate, Span};
use crate::token::Token;

/// When the server was asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AskedAt {
    /// The possible instants.
    pub instants: Interval,
    /// The date of the paste that says so; `None` where now is assumed.
    pub by: Option<(Source, Span)>,
}

/// A date this much older than the token, in seconds, is not of the request that carried it. It is more than the offset
/// of any time zone.
const OTHER_REQUEST: f64 = 86_400.0;

/// Tells when the server was asked about `token`. `refusal` is where its answer stands, if it is in the paste.
pub fn of(
    dates: &[FoundDate],
    token: Option<&Token>,
    refusal: Option<Span>,
    now: NumericDate,
) -> AskedAt {
    let minted = token.and_then(|token| token.claims.iat.value().or(token.claims.nbf.value()));
    let fits = |date: &&FoundDate| {
        !minted.is_some_and(|minted| minted.since(date.instants.latest) > OTHER_REQUEST)
    };
    let place = token
        .and_then(|token| token.spans.first().copied())
        .or(refusal);
    let header = || {
        nearest_after(
            dates
                .iter()
                .filter(fits)
                .filter(|date| date.source == Source::HttpDate),
            place,
        )
    };
    let line = || {
        nearest_before(
            dates
                .iter()
                .filter(fits)
                .filter(|date| date.source == Source::LogLine),
            place,
        )
    };
    match header().or_else(line) {
        Some(date) => AskedAt {
            instants: date.instants,
            by: Some((date.source, date.span)),
        },
        None => AskedAt {
            instants: Interval::at(now),
            by: None,
        },
    }
}

/// The first date behind `place`, as a response stands behind its request; else the last one.
fn nearest_after<'a>(
    dates: impl Iterator<Item = &'a FoundDate>,
    place: Option<Span>,
) -> Option<&'a FoundDate> {
    let mut last = None;
    for date in dates {
        last = Some(date);
        if place.is_none_or(|place| date.span.start >= place.start) {
            break;
        }
    }
    last
}

/// The last date before `place`, as a line begins with its time; else the first one.
fn nearest_before<'a>(
    dates: impl Iterator<Item = &'a FoundDate>,
    place: Option<Span>,
) -> Option<&'a FoundDate> {
    let mut nearest = None;
    for date in dates {
        if nearest.is_some() && place.is_some_and(|place| date.span.start > place.start) {
            break;
        }
        nearest = Some(date);
    }
    nearest
}
