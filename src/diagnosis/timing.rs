//! When the server was asked about the token, and how far the clocks are apart.

use std::sync::Arc;

use crate::clock::asked_at::{self, AskedAt};
use crate::clock::{self, Clock, Context, Difference, Offset, Sample, from_paste, minted};
use crate::paste::Paste;
use crate::paste::date::{FoundDate, Source};
use crate::server::reading::Reading;
use crate::server::refusal::{LEEWAY, RefusalKind};
use crate::text::{NumericDate, Span};
use crate::token::Token;

use super::relevance::is_of_livekit;

/// When the server was asked about a token, and how far the clocks are apart. `asking` are the dates of requests, and `places` those
/// of the token.
pub fn judge(
    paste: &Paste,
    asking: &[FoundDate],
    token: Option<&Token>,
    places: &[Span],
    refusals: &[(Arc<Reading>, Span)],
    context: Context,
) -> (AskedAt, Vec<Difference>) {
    let now = context.now;
    let refusal = refusals.first().map(|(_, span)| *span);
    let mut samples = context.samples;
    samples.extend(from_paste::samples(paste, now));
    let asked_at = context.asked_at.map_or_else(
        || asked_at::find(asking, token, places, refusal, now, server(&samples)),
        AskedAt::chosen,
    );
    if let Some(token) = token.filter(|token| is_of_livekit(token)) {
        samples.extend(of_token(token, asked_at, &paste.dates, now, refusals));
    }
    (asked_at, clock::differences(&samples))
}

/// How far the server's clock is ahead of the browser's, if both bounds are known.
fn server(samples: &[Sample]) -> Option<Offset> {
    let differences = clock::differences(samples);
    let server = differences
        .iter()
        .find(|known| (known.whose, known.reference) == (Clock::Server, Clock::Browser))?;
    Some(server.offset).filter(|offset| offset.is_bounded())
}

/// What a token and the server's answer to it show about clocks: the token was made before the server was asked, and
/// the server was asked before now.
fn of_token(
    token: &Token,
    asked_at: AskedAt,
    dates: &[FoundDate],
    now: NumericDate,
    refusals: &[(Arc<Reading>, Span)],
) -> Vec<Sample> {
    // A moment that the user only tries is no evidence.
    let by = asked_at.by.map(|(_, span)| span);
    let date = dates.iter().find(|date| Some(date.span) == by);
    let mut samples = Vec::new();
    let mut add = |whose, reference, least| {
        let most = f64::INFINITY;
        samples.push(Sample {
            whose,
            reference,
            offset: Offset { least, most },
            through_proxy: reference == Clock::Server
                && date.is_some_and(|date| date.through_proxy),
        });
    };
    let of_another = |reading: &Reading| {
        let answered = reading.token.as_ref();
        answered.is_some_and(|answered| *answered != token.jws.text)
    };
    let cause = refusals
        .first()
        .filter(|(reading, _)| !of_another(reading))
        .map(|(reading, _)| reading.kinds[0]);
    if let Some(minted) = minted::made_at(token) {
        add(Clock::Minter, Clock::Browser, minted.since(now));
        if date.is_some_and(|date| date.source != Source::Request) {
            let asked_at = asked_at.instants.latest;
            add(Clock::Minter, Clock::Server, minted.since(asked_at));
        }
        // The token was refused while the server's clock was behind by more than the leeway.
        if matches!(
            cause,
            Some(RefusalKind::NotYetValid | RefusalKind::IssuedInFuture)
        ) {
            add(Clock::Minter, Clock::Server, LEEWAY);
        }
    }
    if let (Some(RefusalKind::Expired), Some(exp)) = (cause, token.claims.exp.value()) {
        add(Clock::Server, Clock::Browser, exp.plus(LEEWAY).since(now));
    }
    samples
}
