//! Mistakes in how the clock readings of a token were computed.

use super::cause::Cause;
use super::rank::Rank;
use super::sentence::{Duration, Ours, Sentence};
use super::{Classify, Explain};
use crate::clock::time_mistake::{Kind, TimeMistake, Unit};
use crate::sentence;

/// A mistake in the clock readings of the token.
#[derive(Clone, Debug)]
pub struct TimeFinding {
    /// The mistake.
    pub mistake: TimeMistake,
    /// Whether the server refuses the token for it.
    pub refuses: bool,
}

codes! { Time:
    /// **Why** `Date.now()` of JavaScript counts milliseconds.
    TimeInMilliseconds,

    /// **Why** Databases and some languages count microseconds.
    TimeInMicroseconds,

    /// **Why** `UnixNano()` of Go counts nanoseconds.
    TimeInNanoseconds,

    /// **Why** A NumericDate is a JSON number (RFC 7519 section 2). Releases from v1.13.0 on read a text of digits as well.
    TimeAsText,

    /// **Why** `exp` is an instant, and a number such as 600 is ten minutes after 1970-01-01.
    LifetimeAsTime,

    /// **Why** SDKs add the current time to the lifetime that they are given.
    TimeAsLifetime,

    /// **Why** Python's `utcnow().timestamp()` and similar calls read UTC as local time.
    LocalTime,

    /// **Why** A date that is written by hand is easily wrong by a day or a year.
    CalendarSlip,

    /// **Why** `exp` lies before `nbf` or `iat`: a negative lifetime, or one that overflowed.
    LifeNegative,

    /// **Why** A lifetime of zero, or of less than one second after the unit was lost.
    LifeZero,

    /// **Why** SDKs count lifetimes in different units: seconds, milliseconds, nanoseconds.
    LifeUnit,

    /// **Why** The client needs some seconds to connect.
    LifeTiny,

    /// **Why** The token was kept in a cache, a build or a page.
    TokenReused,

    /// **Why** A token cannot be taken back on a server of your own.
    LifeLong,

    /// **Why** Tokens of one paste that were made at different times are often of different attempts.
    TokensApart,
}

/// The name of a mistake.
pub fn code(kind: &Kind) -> Code {
    match kind {
        Kind::WrongUnit {
            unit: Unit::Milliseconds,
            ..
        } => Code::TimeInMilliseconds,
        Kind::WrongUnit {
            unit: Unit::Microseconds,
            ..
        } => Code::TimeInMicroseconds,
        Kind::WrongUnit {
            unit: Unit::Nanoseconds,
            ..
        } => Code::TimeInNanoseconds,
        Kind::Text { .. } => Code::TimeAsText,
        Kind::LifetimeAsTime { .. } => Code::LifetimeAsTime,
        Kind::TimeAsLifetime { .. } => Code::TimeAsLifetime,
        Kind::LocalTime { .. } => Code::LocalTime,
        Kind::CalendarSlip { .. } => Code::CalendarSlip,
        Kind::NegativeLife { .. } => Code::LifeNegative,
        Kind::NoLife => Code::LifeZero,
        Kind::UnitOfLife { .. } => Code::LifeUnit,
        Kind::ShortLife { .. } => Code::LifeTiny,
        Kind::Reused { .. } => Code::TokenReused,
        Kind::LongLife { .. } => Code::LifeLong,
        Kind::Apart { .. } => Code::TokensApart,
    }
}

impl Classify for TimeFinding {
    fn code(&self) -> super::Code {
        super::Code::Time(code(&self.mistake.kind))
    }

    fn cause(&self) -> Cause {
        match self.mistake.kind {
            Kind::WrongUnit { .. } | Kind::Text { .. } => Cause::WrongClaimType,
            Kind::LocalTime { .. } | Kind::CalendarSlip { .. } => Cause::ClockSkewNbf,
            Kind::LifetimeAsTime { .. }
            | Kind::TimeAsLifetime { .. }
            | Kind::NegativeLife { .. }
            | Kind::NoLife
            | Kind::UnitOfLife { .. }
            | Kind::ShortLife { .. }
            | Kind::Reused { .. } => Cause::Expired,
            Kind::LongLife { .. } | Kind::Apart { .. } => Cause::Other,
        }
    }
}

impl Explain for TimeFinding {
    fn rank(&self) -> Rank {
        if self.refuses && self.mistake.explains {
            Rank::TimeMistake
        } else {
            Rank::TimeRemark
        }
    }

    fn refuses(&self) -> bool {
        self.refuses
    }

    fn clause(&self) -> Sentence {
        match self.mistake.kind {
            Kind::WrongUnit { claim, unit } => wrong_unit(claim, unit),
            Kind::Text { claim } => sentence![
                "its ",
                Ours(claim),
                " is a string, which livekit-server up to v1.12.0 rejects."
            ],
            Kind::LifetimeAsTime { claim } => lifetime_as_time(claim),
            Kind::TimeAsLifetime { claim } => sentence![
                "its ",
                Ours(claim),
                " is about twice the time now: a date was passed as lifetime."
            ],
            Kind::LocalTime { claim, shift } => sentence![
                "its ",
                Ours(claim),
                " is ",
                Duration(shift),
                " ahead: local time was probably used as UTC."
            ],
            Kind::CalendarSlip { claim, shift } => sentence![
                "its ",
                Ours(claim),
                " is off by ",
                Duration(shift),
                ": probably a wrong day or year."
            ],
            Kind::NegativeLife { seconds } => {
                sentence![
                    "it expires ",
                    Duration(seconds),
                    " before it becomes valid."
                ]
            }
            Kind::NoLife => sentence!["it expires the moment it is made: its lifetime is zero."],
            Kind::UnitOfLife { seconds } => sentence![
                "it is valid for ",
                Duration(seconds),
                ": the lifetime probably has the wrong unit."
            ],
            Kind::ShortLife { seconds } => sentence![
                "it is valid for only ",
                Duration(seconds),
                ", which may be too short to connect."
            ],
            Kind::Reused { age, life } => sentence![
                "it was ",
                Duration(age),
                " old when it was sent, but is valid for only ",
                Duration(life),
                "."
            ],
            Kind::LongLife { seconds } => sentence![
                "it is valid for ",
                Duration(seconds),
                ", and anyone who gets hold of it can use it that long."
            ],
            Kind::Apart { seconds } => {
                sentence![
                    "the tokens of this paste were made ",
                    Duration(seconds),
                    " apart."
                ]
            }
        }
    }

    fn fix(&self) -> Sentence {
        match self.mistake.kind {
            Kind::WrongUnit {
                unit: Unit::Milliseconds,
                ..
            } => sentence![IN_SECONDS],
            Kind::WrongUnit {
                unit: Unit::Microseconds,
                ..
            } => sentence!["Divide by 1,000,000."],
            Kind::WrongUnit {
                unit: Unit::Nanoseconds,
                ..
            } => sentence!["Use `Unix()` in Go, not `UnixNano()`."],
            Kind::Text { .. } => sentence!["Write the number without quotes."],
            Kind::LifetimeAsTime { .. } => sentence![
                "Add the current time to the lifetime. In livekit-server-sdk 2 for JavaScript, give the lifetime as a string: `ttl: '10m'`"
            ],
            Kind::TimeAsLifetime { .. } => sentence!["Give a lifetime, such as 10 minutes."],
            Kind::LocalTime { .. } => sentence![
                "Use the system's Unix time: in Python `time.time()`, not `utcnow().timestamp()`."
            ],
            Kind::CalendarSlip { .. } => sentence!["Compute the date from the current time."],
            Kind::NegativeLife { .. } => sentence![
                "Give a positive lifetime. In Kotlin, 30 days in milliseconds do not fit an `Int`: `30L * 24 * 3600 * 1000`"
            ],
            Kind::NoLife => sentence![
                "Give a lifetime in the SDK's unit: Go counts nanoseconds, `10 * time.Minute`, Kotlin milliseconds."
            ],
            Kind::UnitOfLife { .. } => sentence![
                "Give the lifetime in the SDK's unit: Kotlin counts milliseconds, Go nanoseconds; Node takes `'10m'`, Python \
                 `timedelta(minutes=10)`."
            ],
            Kind::ShortLife { .. } => sentence!["Give the token a lifetime of a few minutes."],
            Kind::Reused { .. } => {
                sentence![
                    "Request a token right before each join, and do not cache it. If it was new, set the clock of the machine that made it."
                ]
            }
            Kind::LongLife { .. } => sentence![
                "Use minutes: the token is checked when the client connects, and the server renews it after that."
            ],
            Kind::Apart { .. } => Sentence::new(),
        }
    }
}

/// How milliseconds become seconds.
pub const IN_SECONDS: &str = "Divide by 1000: `Math.floor(Date.now() / 1000)`";

/// That a claim counts in another unit than seconds.
pub fn wrong_unit(claim: &'static str, unit: Unit) -> Sentence {
    let unit = match unit {
        Unit::Milliseconds => "milliseconds",
        Unit::Microseconds => "microseconds",
        Unit::Nanoseconds => "nanoseconds",
    };
    sentence![
        "its ",
        Ours(claim),
        " counts ",
        unit,
        " instead of seconds."
    ]
}

/// That a claim is a lifetime where an instant belongs.
pub fn lifetime_as_time(claim: &'static str) -> Sentence {
    sentence![
        "its ",
        Ours(claim),
        " is a date in 1970: probably a lifetime where a date in seconds belongs."
    ]
}
