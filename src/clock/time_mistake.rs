//! Detects from the times of a token how they were computed wrong: a wrong unit, local time used as UTC, a lifetime
//! that is not one.

use crate::text::NumericDate;
use crate::text::json;
use crate::token::Token;

use super::asked_at::AskedAt;
use super::minted::PLAUSIBLE;

/// A mistake in a token's times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeMistake {
    /// The kind of mistake.
    pub kind: Kind,
    /// Whether no other explanation fits.
    pub certain: bool,
    /// Whether it may be the reason why the token's time is wrong.
    pub explains: bool,
}

/// Ways in which times are computed wrong. Lengths of time are in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A claim counts in a unit other than seconds.
    WrongUnit {
        /// The claim.
        claim: &'static str,
        /// The unit.
        unit: Unit,
    },
    /// A claim is a string, not a number.
    Text {
        /// The claim.
        claim: &'static str,
    },
    /// A lifetime where an instant belongs.
    LifetimeAsTime {
        /// The claim.
        claim: &'static str,
    },
    /// An instant where a lifetime belongs.
    TimeAsLifetime {
        /// The claim.
        claim: &'static str,
    },
    /// Local time was used as UTC.
    LocalTime {
        /// The claim.
        claim: &'static str,
        /// How far it is ahead.
        shift: f64,
    },
    /// The date is off by a day or a year.
    CalendarSlip {
        /// The claim.
        claim: &'static str,
        /// How far it is off.
        shift: f64,
    },
    /// It expires before it becomes valid.
    NegativeLife {
        /// How long before, in seconds.
        seconds: f64,
    },
    /// It expires at the moment it becomes valid.
    NoLife,
    /// The lifetime was given in another unit.
    UnitOfLife {
        /// The lifetime that resulted.
        seconds: f64,
    },
    /// It may expire before the client has connected.
    ShortLife {
        /// The lifetime.
        seconds: f64,
    },
    /// It was kept and used again.
    Reused {
        /// How old it was when it was sent.
        age: f64,
        /// The lifetime.
        life: f64,
    },
    /// It is valid for longer than any program from LiveKit makes it.
    LongLife {
        /// The lifetime.
        seconds: f64,
    },
    /// Tokens with the same key were made at different times.
    Apart {
        /// How far apart.
        seconds: f64,
    },
}

/// A unit of time other than the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A thousandth.
    Milliseconds,
    /// A millionth.
    Microseconds,
    /// A billionth.
    Nanoseconds,
}

impl TimeMistake {
    /// A mistake that certainly explains why the token's time is wrong.
    pub fn certain(kind: Kind) -> Self {
        Self {
            kind,
            certain: true,
            explains: true,
        }
    }

    /// A mistake that probably explains it.
    pub fn likely(kind: Kind) -> Self {
        Self {
            certain: false,
            ..Self::certain(kind)
        }
    }

    /// A mistake that does not affect whether the token is accepted.
    pub fn remark(kind: Kind) -> Self {
        Self {
            explains: false,
            ..Self::certain(kind)
        }
    }
}

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;
const DAY: f64 = 86_400.0;

/// How many of each unit are in a second.
const UNITS: [(f64, Unit); 3] = [
    (1e3, Unit::Milliseconds),
    (1e6, Unit::Microseconds),
    (1e9, Unit::Nanoseconds),
];

/// Offsets of time zones east of Greenwich, in quarters of an hour. West of Greenwich local time is earlier, so such a
/// token looks like an old one.
const ZONES: [f64; 23] = [
    4.0, 8.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 23.0, 24.0, 26.0, 28.0, 32.0, 35.0, 36.0, 38.0,
    40.0, 42.0, 44.0, 48.0, 51.0, 52.0, 56.0,
];

/// Common lifetimes, in seconds.
const USUAL: [f64; 13] = [
    300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10_800.0, 14_400.0, 21_600.0, 28_800.0, 43_200.0,
    86_400.0, 604_800.0,
];

/// The longest lifetime that a program from LiveKit sets (`livekit-server create-join-token`), plus a minute.
const LONGEST: f64 = 30.0 * DAY + MINUTE;

/// The mistake in the times of a token; `None` if they may be intended.
pub fn of_token(token: &Token, asked_at: AskedAt) -> Option<TimeMistake> {
    of_claims(token).or_else(|| {
        let start = start(token)?;
        of_start(token, start, asked_at).or_else(|| of_life(token, start, asked_at))
    })
}

/// When the token becomes valid, from its other times if needed. The SDK for Node wrote an `nbf` of 0.
pub fn start(token: &Token) -> Option<NumericDate> {
    let claims = &token.claims;
    let is_plausible = |at: &&NumericDate| (PLAUSIBLE.0..PLAUSIBLE.1).contains(&at.0);
    let of = |claim: Option<&NumericDate>| claim.filter(is_plausible).copied();
    of(claims.iat.value()).or(of(claims.nbf.value()))
}

/// 2010-01-01, when there were no tokens of this kind yet: nines in a row, which mean *never*, are 2001 in another unit.
const FIRST_JWT: f64 = 1_262_304_000.0;

/// A mistake that one claim shows by itself.
pub fn of_claims(token: &Token) -> Option<TimeMistake> {
    let claims = &token.claims;
    let set = token.jws.claims_set()?;
    for (claim, time) in [
        ("nbf", &claims.nbf),
        ("exp", &claims.exp),
        ("iat", &claims.iat),
    ] {
        let Some(at) = time.value() else { continue };
        for (factor, unit) in UNITS {
            if (FIRST_JWT..PLAUSIBLE.1).contains(&(at.0 / factor)) {
                return Some(TimeMistake::certain(Kind::WrongUnit { claim, unit }));
            }
        }
        if claim == "exp" && at.0.abs() < 1e8 {
            return Some(TimeMistake::certain(Kind::LifetimeAsTime { claim }));
        }
        if set
            .member(claim)
            .is_some_and(|value| value.kind() == json::Kind::String)
        {
            return Some(TimeMistake::remark(Kind::Text { claim }));
        }
    }
    None
}

/// A mistake that the distance between the first time and the request shows: the token is ahead by a time zone, a day
/// or a year, minus the seconds since it was made.
fn of_start(token: &Token, start: NumericDate, asked_at: AskedAt) -> Option<TimeMistake> {
    let claim = if token.claims.iat.value() == Some(&start) {
        "iat"
    } else {
        "nbf"
    };
    // A moment that the user only tries is no evidence.
    if asked_at.by.is_none() && !asked_at.is_assumed() {
        return None;
    }
    let ahead = start.since(asked_at.instants.latest);
    let is_near = |shift: f64| (-5.0..2.0 * MINUTE).contains(&(shift - ahead));
    let zone = ZONES
        .into_iter()
        .map(|quarters| quarters * HOUR / 4.0)
        .find(|zone| is_near(*zone));
    let slip = [DAY, 365.0 * DAY, 366.0 * DAY]
        .into_iter()
        .find(|slip| is_near(*slip));
    let kind = match (zone, slip) {
        (Some(shift), _) => Kind::LocalTime { claim, shift },
        (None, Some(shift)) => Kind::CalendarSlip { claim, shift },
        _ => return None,
    };
    Some(TimeMistake::likely(kind))
}

/// A mistake that the lifetime shows.
fn of_life(token: &Token, start: NumericDate, asked_at: AskedAt) -> Option<TimeMistake> {
    let exp = *token.claims.exp.value()?;
    let life = exp.since(start);
    let is_usual = |life: f64, least: f64| {
        let is = |usual: &f64| *usual >= least && (0.0..=1.0).contains(&(life - usual));
        USUAL.iter().any(is)
    };
    // A year more or less, if the rest is a common lifetime.
    let is_slip = |slip: &f64| (0.0..=LONGEST).contains(&(life + slip));
    let slip = [365.0 * DAY, 366.0 * DAY].into_iter().find(is_slip);
    if let Some(shift) = slip.filter(|_| life < 0.0) {
        let claim = "exp";
        return Some(TimeMistake::likely(Kind::CalendarSlip { claim, shift }));
    }
    if life < 0.0 {
        return Some(TimeMistake::certain(Kind::NegativeLife { seconds: -life }));
    }
    if life < 1.0 {
        return Some(TimeMistake::certain(Kind::NoLife));
    }
    let is_multiple = |unit: f64| life % unit < 2.0;
    // Seconds where milliseconds are expected, milliseconds where seconds are, or seconds where days are. The default of the SDK
    // for Ruby, 605 s, is about a thousandth of a week.
    let is_thousandth = |usual: &f64| {
        let is_week = *usual == 7.0 * DAY;
        life >= 3.0 && !is_week && matches!(life - (usual / 1000.0).floor(), 0.0..2.0)
    };
    if USUAL.iter().any(is_thousandth)
        || is_usual((life / 1000.0).floor(), 300.0) && is_multiple(1000.0)
        || is_usual((life / DAY).floor(), 3600.0) && is_multiple(DAY)
    {
        return Some(TimeMistake::likely(Kind::UnitOfLife { seconds: life }));
    }
    if life < MINUTE {
        return Some(TimeMistake::certain(Kind::ShortLife { seconds: life }));
    }
    if (life - start.0).abs() < 2.0 * 366.0 * DAY {
        return Some(TimeMistake::certain(Kind::TimeAsLifetime { claim: "exp" }));
    }
    let age = asked_at.instants.earliest.since(start);
    if asked_at.by.is_some() && age > life {
        return Some(TimeMistake::likely(Kind::Reused { age, life }));
    }
    (life > LONGEST).then(|| TimeMistake::remark(Kind::LongLife { seconds: life }))
}
