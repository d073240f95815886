//! What the times of a token give away about how they were computed: a unit mistaken, local time taken for UTC, a lifetime
//! that is none.

use crate::text::NumericDate;
use crate::text::json::Kind;
use crate::token::Token;

use super::asked_at::AskedAt;
use super::minter::PLAUSIBLE;

/// A mistake in a token's times.
#[derive(Clone, Debug, PartialEq)]
pub struct Pitfall {
    /// Its row in the table of texts.
    pub code: &'static str,
    /// The claim, where it is about one.
    pub claim: Option<&'static str>,
    /// The lengths of time that its words need, in seconds.
    pub lengths: Vec<f64>,
    /// Whether nothing else fits.
    pub certain: bool,
    /// Whether it may be why the time of the token is not right.
    pub explains: bool,
}

impl Pitfall {
    fn certain(code: &'static str, claim: &'static str) -> Self {
        Self {
            code,
            claim: Some(claim),
            lengths: Vec::new(),
            certain: true,
            explains: true,
        }
    }

    /// One whose words need these lengths of time.
    pub fn of_life(code: &'static str, lengths: &[f64]) -> Self {
        Self {
            code,
            claim: None,
            lengths: lengths.to_vec(),
            certain: true,
            explains: true,
        }
    }

    /// The same, where it has nothing to do with whether the token is taken.
    #[must_use]
    pub fn aside(mut self) -> Self {
        self.explains = false;
        self
    }

    fn likely(mut self) -> Self {
        self.certain = false;
        self
    }
}

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;
const DAY: f64 = 86_400.0;

/// How many units of a second each unit has, and the row that names it.
const UNITS: [(f64, &str); 3] = [
    (1e3, "time-in-milliseconds"),
    (1e6, "time-in-microseconds"),
    (1e9, "time-in-nanoseconds"),
];

/// Time zones east of Greenwich, in quarters of an hour. West of Greenwich
/// local time is earlier: such a token looks like an old one.
const ZONES: [f64; 23] = [
    4.0, 8.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 23.0, 24.0, 26.0, 28.0, 32.0, 35.0, 36.0, 38.0,
    40.0, 42.0, 44.0, 48.0, 51.0, 52.0, 56.0,
];

/// Lifetimes that people give, in seconds.
const USUAL: [f64; 13] = [
    300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10_800.0, 14_400.0, 21_600.0, 28_800.0, 43_200.0,
    86_400.0, 604_800.0,
];

/// The longest lifetime that a program of LiveKit gives (`livekit-server create-join-token`), with a minute to spare.
const LONGEST: f64 = 30.0 * DAY + MINUTE;

/// The mistake that a token shows; `None` where its times may be meant as they are.
pub fn of_token(token: &Token, asked_at: AskedAt) -> Option<Pitfall> {
    of_claims(token).or_else(|| {
        let start = start(token)?;
        of_start(token, start, asked_at).or_else(|| of_life(token, start, asked_at))
    })
}

/// When the token begins to count, as far as its times can be told from others. The SDK of Node wrote an `nbf` of 0.
pub fn start(token: &Token) -> Option<NumericDate> {
    let claims = &token.claims;
    let is_plausible = |at: &&NumericDate| (PLAUSIBLE.0..PLAUSIBLE.1).contains(&at.0);
    let of = |claim: Option<&NumericDate>| claim.filter(is_plausible).copied();
    of(claims.iat.value()).or(of(claims.nbf.value()))
}

/// What one claim shows by itself.
fn of_claims(token: &Token) -> Option<Pitfall> {
    let claims = &token.claims;
    let set = token.jws.claims_set()?;
    for (name, claim) in [
        ("nbf", &claims.nbf),
        ("exp", &claims.exp),
        ("iat", &claims.iat),
    ] {
        let Some(at) = claim.value() else { continue };
        for (factor, code) in UNITS {
            if (PLAUSIBLE.0..PLAUSIBLE.1).contains(&(at.0 / factor)) {
                return Some(Pitfall::certain(code, name));
            }
        }
        if name == "exp" && at.0.abs() < 1e8 {
            return Some(Pitfall::certain("lifetime-as-time", name));
        }
        if set
            .member(name)
            .is_some_and(|value| value.kind() == Kind::String)
        {
            return Some(Pitfall::certain("time-as-text", name).aside());
        }
    }
    None
}

/// What the distance of the first time from when the server was asked shows: it is ahead by a time zone, a day or a year,
/// less the seconds since the token was made.
fn of_start(token: &Token, start: NumericDate, asked_at: AskedAt) -> Option<Pitfall> {
    let claim = if token.claims.iat.value() == Some(&start) {
        "iat"
    } else {
        "nbf"
    };
    // An instant that somebody tries out tells nothing.
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
    let (code, shift) = match (zone, slip) {
        (Some(zone), _) => ("local-time", zone),
        (None, Some(slip)) => ("calendar-slip", slip),
        _ => return None,
    };
    let mut pitfall = Pitfall::certain(code, claim).likely();
    pitfall.lengths.push(shift);
    Some(pitfall)
}

/// What the lifetime shows.
fn of_life(token: &Token, start: NumericDate, asked_at: AskedAt) -> Option<Pitfall> {
    let exp = *token.claims.exp.value()?;
    let life = exp.since(start);
    let is_usual = |life: f64, least: f64| {
        let is = |usual: &f64| *usual >= least && (0.0..=1.0).contains(&(life - usual));
        USUAL.iter().any(is)
    };
    // A year more or less, where the rest would be a lifetime.
    let is_slip = |slip: &f64| (0.0..=LONGEST).contains(&(life + slip));
    let slip = [365.0 * DAY, 366.0 * DAY].into_iter().find(is_slip);
    if let Some(slip) = slip.filter(|_| life < 0.0) {
        let mut pitfall = Pitfall::certain("calendar-slip", "exp").likely();
        pitfall.lengths.push(slip);
        return Some(pitfall);
    }
    if life < 0.0 {
        return Some(Pitfall::of_life("life-negative", &[-life]));
    }
    if life < 1.0 {
        return Some(Pitfall::of_life("life-zero", &[]));
    }
    // A remainder of floats would bring two kilobytes of the compiler's arithmetic along.
    let is_multiple = |unit: f64| life - (life / unit).floor() * unit < 2.0;
    // Seconds where milliseconds are counted, milliseconds where seconds are, seconds where days are.
    let is_thousandth =
        |usual: &f64| life >= 3.0 && matches!(life - (usual / 1000.0).floor(), 0.0..2.0);
    if USUAL.iter().any(is_thousandth)
        || is_usual((life / 1000.0).floor(), 300.0) && is_multiple(1000.0)
        || is_usual((life / DAY).floor(), 3600.0) && is_multiple(DAY)
    {
        return Some(Pitfall::of_life("life-unit", &[life]).likely());
    }
    if life < MINUTE {
        return Some(Pitfall::of_life("life-tiny", &[life]));
    }
    if (life - start.0).abs() < 2.0 * 366.0 * DAY {
        return Some(Pitfall::certain("time-as-lifetime", "exp"));
    }
    let age = asked_at.instants.earliest.since(start);
    if asked_at.by.is_some() && age > life {
        return Some(Pitfall::of_life("token-reused", &[age, life]).likely());
    }
    (life > LONGEST).then(|| Pitfall::of_life("life-long", &[life]).aside())
}
