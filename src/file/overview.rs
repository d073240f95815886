//! What a file has, in one sentence, in groups and in rows.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnosis::verdict::Outcome;
use crate::finding::cause::Cause;
use crate::finding::sentence::{Messages, Name, Sentence};
use crate::sentence;
use crate::text::order::sorted_by;

use super::strip::Strip;
use super::what_if::Delays;

/// What a file has.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Overview {
    /// One sentence over the file.
    pub message: String,
    /// The uses that have everything in common, most frequent first.
    pub groups: Vec<Group>,
    /// The uses of tokens, in the order of the file; the first 50,000.
    pub rows: Vec<Row>,
    /// The number of further uses, which are only counted.
    #[cfg_attr(test, ts(type = "number"))]
    pub more_rows: u64,
    /// The number of uses of tokens.
    #[cfg_attr(test, ts(type = "number"))]
    pub uses: u64,
    /// The number of different tokens.
    #[cfg_attr(test, ts(type = "number"))]
    pub tokens: u64,
    /// What else is to be known of the file, in words: bytes that are no text, a HAR that is cut off, secrets in it.
    pub notes: Vec<String>,
    /// When the tokens were used; `null` if no two of them have a different time.
    pub strip: Option<Strip>,
    /// What would be with other times.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub delays: Delays,
}

/// Uses of tokens that have everything in common.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Group {
    /// What the server answers.
    pub outcome: Outcome,
    /// Why; `null` if it does not refuse, or if neither the token nor the file shows why.
    pub cause: Option<Cause>,
    /// Both in words, such as `expired when used`.
    pub label: String,
    /// The API key.
    pub key: Option<String>,
    /// The SDK that made the tokens, if their form shows it.
    pub minter: Option<String>,
    /// The number of uses.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
    /// The first and the last use with a time, in seconds since 1970.
    pub first: Option<f64>,
    /// The last one.
    pub last: Option<f64>,
}

/// A use of a token. It never has a signature.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Row {
    /// Its line, from 1.
    #[cfg_attr(test, ts(type = "number"))]
    pub line: u64,
    /// Where it begins in the text, in bytes of UTF-8 from 0.
    #[cfg_attr(test, ts(type = "number"))]
    pub place: u64,
    /// When the server was asked, in seconds since 1970; `null` if the file does not tell, and the token is judged as of now.
    pub at: Option<f64>,
    /// The token, as a number of its own: the same for the same token.
    pub token: u32,
    /// What the server answers.
    pub outcome: Outcome,
    /// Why.
    pub cause: Option<Cause>,
    /// The status that the server answered, if the file says so.
    pub status: Option<u16>,
    /// The API key.
    pub key: Option<String>,
    /// The identity.
    pub identity: Option<String>,
    /// The room.
    pub room: Option<String>,
    /// The SDK that made the token, if its form shows it.
    pub minter: Option<String>,
    /// If it had expired: how long before it was used, in seconds.
    pub expired_for: Option<f64>,
}

/// What becomes of a token: the outcome, and the cause of a refusal.
pub(super) type Verdict = (Outcome, Option<Cause>);

/// The number of uses, and when the first and the last one were.
#[derive(Clone, Copy)]
pub(super) struct Count {
    pub(super) uses: u64,
    pub(super) first: f64,
    pub(super) last: f64,
}

impl Default for Count {
    fn default() -> Self {
        Self {
            uses: 0,
            first: f64::INFINITY,
            last: f64::NEG_INFINITY,
        }
    }
}

impl Count {
    fn add(&mut self, other: &Self) {
        self.uses += other.uses;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }
}

/// What a group has in common, as it is sorted where counts are equal.
type Common = (&'static str, &'static str, Option<String>, Option<String>);

/// Sums of uses.
#[derive(Default)]
pub(super) struct Sums {
    groups: BTreeMap<Common, (Verdict, Count)>,
    refused: Count,
    depends: u64,
    unknown: u64,
    causes: BTreeMap<&'static str, (Option<Cause>, u64)>,
    all: Count,
}

impl Sums {
    /// Adds uses that are judged alike.
    pub(super) fn add(
        &mut self,
        verdict: Verdict,
        key: Option<String>,
        minter: Option<String>,
        count: &Count,
    ) {
        let (outcome, cause) = verdict;
        let word = match outcome {
            Outcome::Accepts => "accepts",
            Outcome::Refuses => "refuses",
            Outcome::Depends => "depends",
            Outcome::Unknown => "unknown",
        };
        let cause_word = cause.map_or("", <&'static str>::from);
        let (_, sum) = (self.groups.entry((word, cause_word, key, minter)))
            .or_insert_with(|| (verdict, Count::default()));
        sum.add(count);
        self.all.add(count);
        match outcome {
            Outcome::Refuses => {
                self.refused.add(count);
                self.causes.entry(cause_word).or_insert((cause, 0)).1 += count.uses;
            }
            Outcome::Depends => self.depends += count.uses,
            Outcome::Unknown => self.unknown += count.uses,
            Outcome::Accepts => {}
        }
    }

    /// Everything together.
    pub(super) fn overview(
        self,
        uses: u64,
        tokens: u64,
        ages: &mut [f32],
        rows: Vec<Row>,
        notes: &[Sentence],
        messages: Messages,
    ) -> Overview {
        let message = self.message(uses, tokens, ages).text(messages);
        let finite = |at: f64| Some(at).filter(|at| at.is_finite());
        let groups =
            self.groups
                .into_iter()
                .map(|((_, _, key, minter), ((outcome, cause), count))| Group {
                    outcome,
                    cause,
                    label: sentence![label(outcome, cause)].text(messages),
                    key,
                    minter,
                    count: count.uses,
                    first: finite(count.first),
                    last: finite(count.last),
                });
        Overview {
            message,
            groups: sorted_by(groups.collect(), |one, other| other.count.cmp(&one.count)),
            more_rows: uses - rows.len() as u64,
            rows,
            uses,
            tokens,
            notes: notes.iter().map(|note| note.text(messages)).collect(),
            strip: None,
            delays: Delays::default(),
        }
    }

    /// The number of refusals.
    pub(super) fn refused(&self) -> u64 {
        self.refused.uses
    }

    fn message(&self, uses: u64, tokens: u64, ages: &mut [f32]) -> Sentence {
        if uses == 0 {
            return sentence!["The file has no token."];
        }
        let tokens = match tokens {
            1 if uses == 1 => sentence!["1 token"],
            1 => sentence![grouped(uses), " uses of 1 token"],
            _ if uses == tokens => sentence![grouped(uses), " tokens"],
            _ => sentence![grouped(uses), " uses of ", grouped(tokens), " tokens"],
        };
        let mut others = Vec::new();
        if self.depends > 0 {
            let count = grouped(self.depends);
            others.push(sentence![count, " not decided by the file"]);
        }
        if self.unknown > 0 {
            let count = grouped(self.unknown);
            others.push(sentence![count, " not LiveKit’s or cut off"]);
        }
        let others = joined(others, ", ");
        if self.refused.uses == 0 {
            return if others.is_empty() {
                sentence![tokens, ", none refused."]
            } else {
                sentence![tokens, ", none refused: ", others, "."]
            };
        }
        let causes: Vec<&(Option<Cause>, u64)> = self.causes.values().collect();
        let causes = sorted_by(causes, |(_, one), (_, other)| other.cmp(one));
        let counted = causes.iter().map(|(cause, count)| {
            let clause = refusals(*count, *cause);
            match median(ages) {
                Some(age) if *cause == Some(Cause::Expired) => {
                    sentence![clause, ", median ", duration(f64::from(age))]
                }
                _ => clause,
            }
        });
        let mut parts: Vec<Sentence> = counted.collect();
        parts.extend(Some(others).filter(|others| !others.is_empty()));
        if self.refused.first.is_finite() {
            let days = [self.all.first, self.all.last].map(|at| at.div_euclid(86_400.0));
            let is_one_day = days[1] - days[0] < 0.5;
            let first = Name(instant(self.refused.first, is_one_day));
            parts.push(sentence!["it began at ", first]);
        }
        let refused = grouped(self.refused.uses);
        sentence![
            tokens,
            ", ",
            refused,
            " refused: ",
            joined(parts, "; "),
            "."
        ]
    }
}

/// Sentences with a separator between them.
fn joined(sentences: Vec<Sentence>, separator: &'static str) -> Sentence {
    let both = |first, next| sentence![first, separator, next];
    sentences.into_iter().reduce(both).unwrap_or_default()
}

/// What became of uses, in words.
pub fn label(outcome: Outcome, cause: Option<Cause>) -> &'static str {
    match outcome {
        Outcome::Accepts => "accepted",
        Outcome::Refuses if cause.is_none() => "refused, the file does not show why",
        Outcome::Refuses => words(cause),
        Outcome::Depends => "not decided by the file",
        Outcome::Unknown => "not LiveKit’s, or cut off",
    }
}

/// A number of refusals with their cause, such as `1,402 expired when used`.
pub fn refusals(count: u64, cause: Option<Cause>) -> Sentence {
    sentence![grouped(count), " ", words(cause)]
}

/// What a cause is in the sentence over a file.
fn words(cause: Option<Cause>) -> &'static str {
    match cause {
        Some(Cause::Expired) => "expired when used",
        Some(Cause::ClockSkewNbf) => "not valid yet",
        Some(Cause::UnknownApiKey) => "of another key",
        Some(Cause::SignatureSecretMismatch) => "signed with another secret",
        Some(Cause::MissingGrant) => "without the permission",
        Some(Cause::WrongClaimType) => "with a wrong claim",
        Some(Cause::RoomMismatch) => "without a room",
        Some(Cause::IdentityEmpty) => "without an identity",
        Some(
            Cause::MissingTokenOrHeader
            | Cause::NetworkNotAuth
            | Cause::SdkBug
            | Cause::SecretFormat
            | Cause::WrongProject
            | Cause::EnvMismatchCloudVsLocal
            | Cause::PlaceholderKey
            | Cause::KeySecretSwapped
            | Cause::UrlScheme
            | Cause::Other,
        ) => "for another reason",
        None => "for a reason that the file does not show",
    }
}

/// A number with a comma between groups of three digits; each language has its own sign for it.
pub(super) fn grouped(number: u64) -> Sentence {
    let digits = number.to_string();
    let (first, rest) = digits.split_at((digits.len() - 1) % 3 + 1);
    let groups = rest.as_bytes().chunks(3).map(String::from_utf8_lossy);
    let groups = std::iter::once(first.into()).chain(groups);
    let groups = groups.map(|group| sentence![Name(group)]).collect();
    joined(groups, ",")
}

fn median(ages: &mut [f32]) -> Option<f32> {
    if ages.is_empty() {
        return None;
    }
    let middle = ages.len() / 2;
    Some(*ages.select_nth_unstable_by(middle, f32::total_cmp).1)
}

/// A duration in at most two units.
pub(crate) fn duration(seconds: f64) -> Sentence {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an age is positive, and a century fits"
    )]
    let seconds = seconds.max(0.0).round() as u64;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => sentence![Name(seconds.to_string()), " s"],
        (0, 0, _) => sentence![Name(minutes.to_string()), " min"],
        (0, _, 0) => sentence![Name(hours.to_string()), " h"],
        (0, ..) => sentence![
            Name(hours.to_string()),
            " h ",
            Name(minutes.to_string()),
            " min"
        ],
        (1, 0, _) => sentence!["1 day"],
        (1, ..) => sentence!["1 day ", Name(hours.to_string()), " h"],
        _ => sentence![Name(days.to_string()), " days"],
    }
}

/// An instant in UTC, to the minute; without its date if all are on one day.
pub(crate) fn instant(at: f64, is_one_day: bool) -> String {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "times of logs are far from the ends of the range"
    )]
    let seconds = at.floor() as i64;
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (hour, minute) = (second / 3600, second / 60 % 60);
    let time = format!("{hour:02}:{minute:02} UTC");
    if is_one_day {
        return time;
    }
    // Days since 1970 to a date of the Gregorian calendar: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year}-{month:02}-{day:02} {time}")
}
