//! Instants as RFC 7519 writes them, and the calendar for them.

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (RFC 7519 section 2, *`NumericDate`*).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct NumericDate(pub f64);

/// Seconds of a day.
const DAY: i64 = 86_400;
const DAY_LENGTH: f64 = 86_400.0;

impl NumericDate {
    /// The instant of a date and time of day in UTC. Month and day count from 1; `second` may be 60, a leap second,
    /// which is the same instant as second 0 of the next minute.
    ///
    /// `None` if the calendar has no such date or the day no such time.
    ///
    /// ```
    /// use why401::text::NumericDate;
    ///
    /// let leap_day = NumericDate::from_utc(2024, 2, 29, 12, 0, 0);
    /// assert_eq!(leap_day, Some(NumericDate(1_709_208_000.0)));
    /// assert_eq!(NumericDate::from_utc(2023, 2, 29, 12, 0, 0), None);
    /// ```
    pub fn from_utc(
        year: i64,
        month: u32,
        day: u32,
        hour: u32,
        minute: u32,
        second: u32,
    ) -> Option<Self> {
        let in_range = (1..=12).contains(&month)
            && (1..=days_of_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second <= 60
            && (0..=9999).contains(&year);
        let time_of_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        // 0 to 9999 years of seconds are far below 2^53, so the conversion is exact.
        #[allow(clippy::cast_precision_loss)]
        in_range.then(|| Self((days_before(year, month, day) * DAY + time_of_day) as f64))
    }

    /// The instant this many seconds later, or earlier if negative.
    #[must_use]
    pub fn plus(self, seconds: f64) -> Self {
        Self(self.0 + seconds)
    }

    /// Seconds from `earlier` to this instant; negative if `earlier` is later.
    ///
    /// ```
    /// use why401::text::NumericDate;
    ///
    /// let start = NumericDate(100.0);
    /// assert_eq!(start.plus(60.0).since(start), 60.0);
    /// ```
    pub fn since(self, earlier: Self) -> f64 {
        self.0 - earlier.0
    }

    /// The time of day in UTC, in hours and minutes.
    ///
    /// ```
    /// use why401::text::NumericDate;
    ///
    /// assert_eq!(NumericDate(784_111_777.5).time_of_day(), "08:49");
    /// ```
    pub fn time_of_day(self) -> String {
        let minutes = (self.0.rem_euclid(DAY_LENGTH) / 60.0).floor();
        format!("{:02}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)
    }

    /// Whether both are on the same day in UTC.
    pub fn is_on_day_of(self, other: Self) -> bool {
        let day = |at: Self| at.0.div_euclid(DAY_LENGTH);
        day(self).total_cmp(&day(other)).is_eq()
    }
}

/// Days from 1970-01-01 to this date of the proleptic Gregorian calendar (Howard Hinnant, *chrono-Compatible
/// Low-Level Date Algorithms*, `days_from_civil`).
fn days_before(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn days_of_month(year: i64, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::NumericDate;

    #[test]
    fn knows_the_calendar() {
        assert_eq!(
            NumericDate::from_utc(1970, 1, 1, 0, 0, 0),
            Some(NumericDate(0.0))
        );
        assert_eq!(
            NumericDate::from_utc(1994, 11, 6, 8, 49, 37),
            Some(NumericDate(784_111_777.0))
        );
        assert_eq!(
            NumericDate::from_utc(2024, 2, 29, 23, 59, 60),
            Some(NumericDate(1_709_251_200.0))
        );
        assert_eq!(
            NumericDate::from_utc(9999, 12, 31, 23, 59, 59),
            Some(NumericDate(253_402_300_799.0))
        );
        assert_eq!(NumericDate::from_utc(2023, 2, 29, 0, 0, 0), None);
        assert_eq!(NumericDate::from_utc(2023, 4, 31, 0, 0, 0), None);
        assert_eq!(NumericDate::from_utc(2023, 13, 1, 0, 0, 0), None);
        assert_eq!(NumericDate::from_utc(2023, 1, 1, 24, 0, 0), None);
    }
}
