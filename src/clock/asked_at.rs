//! When the server was asked about a token, by the server's clock: an HTTP `Date` or a log line in the paste says it,
//! or a HAR by the clock of its browser, or it is assumed to be now.

use crate::paste::date::{FoundDate, OFFSETS, Source};
use crate::text::{Interval, NumericDate, Span};
use crate::token::Token;

use super::Offset;

/// When the server was asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AskedAt {
    /// The possible instants.
    pub instants: Interval,
    /// The date in the paste that says so.
    pub by: Option<(Source, Span)>,
    /// Where the time comes from.
    pub source: AskedAtSource,
}

/// Where the time of the request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedAtSource {
    /// The paste, or the caller.
    Given,
    /// Nothing: it is assumed to be now, by the server's clock, which was measured.
    ServerClock,
    /// Nothing: it is assumed to be now, by the browser's clock.
    BrowserClock,
}

impl AskedAt {
    /// At an instant that the caller chose.
    pub fn chosen(at: NumericDate) -> Self {
        Self {
            instants: Interval::at(at),
            by: None,
            source: AskedAtSource::Given,
        }
    }

    /// Whether it is assumed to be now.
    pub fn is_assumed(self) -> bool {
        self.source != AskedAtSource::Given
    }
}

/// A date that is older than the token by more than this, in seconds, belongs to another request. It is larger than the
/// offset of any time zone.
const OTHER_REQUEST: f64 = 86_400.0;

/// Finds when the server was asked about `token`. `places` are all places of the token; `refusal` is the place of its answer, if that
/// is in the paste; `server` is how far the server's clock is ahead of the browser's, if that is known.
pub fn find(
    dates: &[FoundDate],
    token: Option<&Token>,
    places: &[Span],
    refusal: Option<Span>,
    now: NumericDate,
    server: Option<Offset>,
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
                .filter(|date| matches!(date.source, Source::LogLine | Source::Request)),
            place,
        )
    };
    let requests = dates.iter().filter(fits);
    let date = of_request(requests, places).or_else(header).or_else(line);
    let (instants, source) = match (date, server) {
        (Some(date), _) => (settled(date.instants, now), AskedAtSource::Given),
        (None, Some(ahead)) => (
            Interval {
                earliest: now.plus(ahead.least),
                latest: now.plus(ahead.most),
            },
            AskedAtSource::ServerClock,
        ),
        (None, None) => (Interval::at(now), AskedAtSource::BrowserClock),
    };
    AskedAt {
        instants,
        by: date.map(|date| (date.source, date.span)),
        source,
    }
}

/// A log time that, read as UTC, is not older than this, in seconds, is in UTC: people paste what has just failed.
const JUST_NOW: f64 = 300.0;

/// The instants of a date without a time zone, as far as the present limits them: the server was asked before now, and
/// probably just now if the date fits in UTC, the zone of most servers.
fn settled(instants: Interval, now: NumericDate) -> Interval {
    let width = instants.latest.since(instants.earliest);
    if width < UNZONED || instants.earliest.0 > now.0 {
        return instants;
    }
    let in_utc = Interval {
        earliest: instants.earliest.plus(OFFSETS.1),
        latest: instants.latest.plus(OFFSETS.0),
    };
    let age = now.since(in_utc.earliest);
    if (-MOST_AHEAD..JUST_NOW).contains(&age) {
        return in_utc;
    }
    Interval {
        earliest: instants.earliest,
        latest: NumericDate(instants.latest.0.min(now.0)),
    }
}

/// The width of the interval of a date without a time zone is more than this, in seconds.
const UNZONED: f64 = 86_400.0;

/// By how much a log line may be ahead of the browser's clock, in seconds.
const MOST_AHEAD: f64 = 60.0;

/// The date of the request that carried the token: the last one that failed, or else the last. The server's own clock
/// outranks the browser's.
fn of_request<'a>(
    dates: impl Iterator<Item = &'a FoundDate>,
    places: &[Span],
) -> Option<&'a FoundDate> {
    let of_token = dates.filter_map(|date| {
        let request = date.request?;
        let carries = places.iter().any(|place| request.span.contains(*place));
        let is_of_server = date.source == Source::HttpDate;
        carries.then_some(((request.has_failed, request.span.start, is_of_server), date))
    });
    of_token.max_by_key(|(rank, _)| *rank).map(|(_, date)| date)
}

/// The first date after `place`, because a response follows its request; if none follows, the last date. Without a place, the first
/// date.
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

/// The last date before `place`, because a line begins with its time; if none is before it, the first date. Without a place, the
/// last date.
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
