//! Clocks that differ, and dates.

use super::Explain;
use super::rank::Rank;
use super::sentence::{Duration, Inline, Pasted, Sentence, followed_by, standalone};
use crate::clock::{Clock, Difference, Offset};
use crate::sentence;
use crate::server::refusal::LEEWAY;
use crate::text::NumericDate;
use crate::text::timestamp::Fault;

pub mod tool;

/// Two clocks, and what their difference means for the token.
#[derive(Clone, Debug)]
pub struct ClockDifference {
    /// The difference.
    pub known: Difference,
    /// Whether the paste has a token.
    pub has_token: bool,
    /// A command that measures the clock where tokens are made.
    pub measurement: String,
}

findings! { Clock:
    /// What was noticed about clocks and dates.
    #[derive(Clone, Debug)]
    pub enum ClockFinding {
        /// **Why** A token counts from its `nbf` on, by the server's clock. More than 60 s are refused.
        ///
        /// **Source** The times of the token, and when the server was asked or answered.
        MinterClockAhead {
            /// The clocks.
            clocks: ClockDifference,
        } = ClockSkewNbf,

        /// **Why** A token that is made with a clock behind expires early.
        ///
        /// **Source** The times of the token, and when the server was asked or answered.
        MinterClockBehind {
            /// The clocks.
            clocks: ClockDifference,
        } = ClockSkewNbf,

        /// **Why** A command of the paste shows the clock of its machine beside another one.
        ///
        /// **Source** The output of `date`, chrony, NTP tools, timedatectl or w32tm.
        MachineClockAhead {
            /// The clocks.
            clocks: ClockDifference,
        } = ClockSkewNbf,

        /// **Why** A command of the paste shows the clock of its machine beside another one.
        ///
        /// **Source** The output of `date`, chrony, NTP tools, timedatectl or w32tm.
        MachineClockBehind {
            /// The clocks.
            clocks: ClockDifference,
        } = ClockSkewNbf,

        /// **Why** The outputs of `date` on two machines show how far their clocks are apart, if the commands ran together.
        ///
        /// **Source** LiveKit's guide to token errors.
        MachinesApart {
            /// How far, in seconds.
            seconds: f64,
        } = ClockSkewNbf,

        /// **Why** A server whose clock is ahead lets tokens expire early.
        ///
        /// **Source** The `Date` of its answers beside the browser's clock.
        ServerClockAhead {
            /// The clocks.
            clocks: ClockDifference,
        } = ClockSkewNbf,

        /// **Why** A server whose clock is behind refuses new tokens as not valid yet.
        ///
        /// **Source** The `Date` of its answers beside the browser's clock.
        ServerClockBehind {
            /// The clocks.
            clocks: ClockDifference,
        } = ClockSkewNbf,

        /// **Why** Two readings of one clock cannot both be right: it was set between them, or a cache answered.
        ///
        /// **Source** The `Date` of several answers.
        ClockContradiction {
            /// The clocks.
            clocks: ClockDifference,
        } = ClockSkewNbf,

        /// **Why** A `Date` has one of three forms, in English and in GMT; a misread one would put the wrong time of asking.
        ///
        /// **Source** RFC 9110 section 5.6.7.
        DateUnreadable {
            /// The date.
            date: String,
            /// Why it is not read.
            fault: Fault,
        } = Other,

        /// **Why** The paste tells when the server was asked, and the token has expired between then and now.
        ///
        /// **Source** The `exp` of the token.
        ExpiredSince {
            /// When.
            exp: NumericDate,
        } = Expired,
    }
}

impl ClockFinding {
    /// The finding about two clocks.
    pub fn of(clocks: ClockDifference) -> Self {
        let is_ahead = clocks.known.offset.least > 0.0;
        match clocks.known.whose {
            _ if clocks.known.is_contradicted => Self::ClockContradiction { clocks },
            Clock::Minter if is_ahead => Self::MinterClockAhead { clocks },
            Clock::Minter => Self::MinterClockBehind { clocks },
            Clock::Machine if is_ahead => Self::MachineClockAhead { clocks },
            Clock::Machine => Self::MachineClockBehind { clocks },
            _ if is_ahead => Self::ServerClockAhead { clocks },
            _ => Self::ServerClockBehind { clocks },
        }
    }

    fn clocks(&self) -> Option<&ClockDifference> {
        match self {
            Self::MinterClockAhead { clocks }
            | Self::MinterClockBehind { clocks }
            | Self::MachineClockAhead { clocks }
            | Self::MachineClockBehind { clocks }
            | Self::ServerClockAhead { clocks }
            | Self::ServerClockBehind { clocks }
            | Self::ClockContradiction { clocks } => Some(clocks),
            Self::DateUnreadable { .. }
            | Self::ExpiredSince { .. }
            | Self::MachinesApart { .. } => None,
        }
    }
}

impl ClockDifference {
    /// Whether the clock of a machine is off by a time zone.
    fn is_zone(&self) -> bool {
        let Offset { least, most } = self.known.offset;
        let seconds = f64::midpoint(least, most).abs();
        self.known.whose == Clock::Machine && is_zone(seconds, (most - least) / 2.0)
    }
}

/// Half an hour in seconds, by which time zones differ.
const HALF_HOUR: f64 = 1800.0;

/// Whether a clock that is this many seconds off, give or take `margin`, is off by full hours or half hours.
fn is_zone(seconds: f64, margin: f64) -> bool {
    let zone = (seconds / HALF_HOUR).round() * HALF_HOUR;
    (HALF_HOUR..=14.0 * 3600.0).contains(&zone) && (seconds - zone).abs() <= margin.clamp(2.0, 30.0)
}

const SET_ZONE: &str = "Sync with NTP: `sudo timedatectl set-local-rtc 0`, `sudo timedatectl set-ntp true`. Full hours point to a wrong time zone: set it with `sudo timedatectl set-timezone Europe/Berlin`, or in the Settings of Windows.";

impl Explain for ClockFinding {
    fn rank(&self) -> Rank {
        match self {
            Self::DateUnreadable { .. } => Rank::Date,
            Self::ExpiredSince { .. } => Rank::SinceThen,
            // It explains that a token is not valid yet.
            _ if self.clocks().is_some_and(|clocks| {
                clocks.known.reference == Clock::Server && clocks.known.offset.least > LEEWAY
            }) =>
            {
                Rank::ClockAhead
            }
            _ => Rank::Clock,
        }
    }

    fn refuses(&self) -> bool {
        false
    }

    fn clause(&self) -> Sentence {
        match self {
            Self::DateUnreadable { date, fault } => {
                let why = match fault {
                    Fault::Form => "it is not in any HTTP date format",
                    Fault::Calendar => "that day does not exist",
                    Fault::Weekday => "its weekday is wrong",
                    Fault::Twice => "the same answer has another one",
                };
                sentence!["the date ", Pasted(date), " is not read: ", why, "."]
            }
            Self::MachinesApart { seconds } => sentence![
                "if both commands ran together, the clocks are ",
                Duration(*seconds),
                if is_zone(*seconds, 30.0) {
                    " apart: likely a time zone."
                } else if *seconds > LEEWAY {
                    " apart: LiveKit allows 60 s."
                } else {
                    " apart: LiveKit allows that."
                }
            ],
            Self::ExpiredSince { exp } => sentence!["it has expired since then, at ", *exp, "."],
            _ => self.clocks().map_or_else(Sentence::new, |clocks| {
                if clocks.is_zone() {
                    zone(clocks)
                } else {
                    difference(clocks)
                }
            }),
        }
    }

    fn fix(&self) -> Sentence {
        if let Self::MachinesApart { seconds } = self {
            return if is_zone(*seconds, 30.0) {
                sentence![SET_ZONE]
            } else if *seconds > LEEWAY {
                sentence![
                    "Sync both clocks with NTP: `sudo timedatectl set-ntp true`, on Windows `w32tm /resync`."
                ]
            } else {
                sentence!["Look for another cause: paste the token and the error."]
            };
        }
        let Some(clocks) = self.clocks() else {
            return Sentence::new();
        };
        if clocks.is_zone() {
            let difference = difference(clocks);
            return followed_by(sentence![SET_ZONE], standalone(difference));
        }
        if clocks.known.is_contradicted {
            return sentence![
                "Measure again, within a minute: the clock was set in between, or a cache answered."
            ];
        }
        if clocks.known.whose == Clock::Server {
            return sentence!["Sync the server's clock with NTP, or that of the proxy before it."];
        }
        let measurement = (clocks.known.whose == Clock::Minter).then(|| {
            Inline(sentence![
                " To measure it, run this on that machine and paste the output: ",
                Pasted(&clocks.measurement)
            ])
        });
        sentence![
            "Sync the clock with NTP: `sudo timedatectl set-ntp true`, with chrony `sudo chronyc makestep`, on Windows `w32tm /resync`, on \
             macOS `sudo sntp -sS time.apple.com`. A container uses its host's clock, a cloud function its platform's; a VM or \
             laptop that slept must sync again.",
            measurement
        ]
    }
}

/// Whose clock is wrong and by how much, as a clause.
fn difference(clocks: &ClockDifference) -> Sentence {
    let known = &clocks.known;
    let whose = match known.whose {
        Clock::Machine if known.reference == Clock::Server && clocks.has_token => {
            "the machine that makes your tokens, if this command ran there,"
        }
        whose => name(whose),
    };
    if known.is_contradicted {
        return sentence![
            "the clock readings of ",
            sentence![whose],
            " contradict each other."
        ];
    }
    let is_ahead = known.offset.least > 0.0;
    let (offset, direction) = if is_ahead {
        (known.offset, " ahead of ")
    } else {
        (known.offset.reversed(), " behind ")
    };
    // No narrower than they are: what is shown has whole seconds.
    let (least, most) = (offset.least.floor(), offset.most.ceil());
    let amount = if most.is_finite() {
        sentence![Duration(least), " to ", Duration(most)]
    } else {
        sentence!["at least ", Duration(least)]
    };
    sentence![
        sentence![whose],
        " is ",
        amount,
        direction,
        sentence![name(known.reference)],
        if known.through_proxy {
            " (or a proxy)."
        } else {
            "."
        }
    ]
}

/// That a clock is off by a time zone, as a clause.
fn zone(clocks: &ClockDifference) -> Sentence {
    let Offset { least, most } = clocks.known.offset;
    let hours = (f64::midpoint(least, most) / HALF_HOUR).round() * HALF_HOUR;
    sentence![
        "the time zone of ",
        sentence![name(clocks.known.whose)],
        " is probably wrong, by ",
        Duration(hours),
        "."
    ]
}

fn name(clock: Clock) -> &'static str {
    match clock {
        Clock::Browser => "this computer",
        Clock::Server => "the server",
        Clock::Minter => "the machine that makes your tokens",
        Clock::Machine => "the machine where this command ran",
        Clock::Ntp => "true time",
    }
}
