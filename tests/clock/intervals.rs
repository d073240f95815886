//! Clocks with known errors, read as a page reads them: the reported interval always contains the true offset, and is
//! no wider than necessary.

use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use why401::clock::{Context, Sample};
use why401::report::{ClockOffset, Report};
use why401::text::NumericDate;
use why401::{diagnose, diagnose_with};

use crate::common::{NOW, diagnose_now};

const TEN_YEARS: f64 = 10.0 * 365.25 * 86_400.0;
/// A float64 of seconds since 1970 has steps of a quarter of a microsecond.
const ROUNDING: f64 = 1e-6;

/// A request: the delay after the one before, the time of its way there and back, and whether a proxy that keeps the
/// server's `Date` is on the way, which makes both ways longer.
#[derive(Clone, Debug)]
struct Request {
    pause: f64,
    there: f64,
    back: f64,
    by_proxy: bool,
}

fn request() -> impl Strategy<Value = Request> {
    (0.0..3.0, 0.0..2.5, 0.0..2.5, proptest::bool::ANY).prop_map(
        |(pause, there, back, by_proxy)| Request {
            pause,
            there,
            back,
            by_proxy,
        },
    )
}

/// The samples that the page takes from these requests to a server whose clock is `ahead`: when each was sent and
/// received, and its `Date`.
fn seen(requests: &[Request], ahead: f64) -> Vec<(f64, f64, f64, bool)> {
    let mut at = NOW;
    let mut seen = Vec::new();
    for request in requests {
        let sent = at + request.pause;
        let written = sent + request.there;
        at = written + request.back;
        seen.push((sent, at, (written + ahead).floor(), request.by_proxy));
    }
    seen
}

/// An instant as RFC 9110 section 5.6.7 writes it.
#[allow(clippy::cast_possible_truncation)]
fn http_date(seconds: f64) -> String {
    let seconds = seconds as i64;
    let days = seconds.div_euclid(86_400);
    let (mut year, mut rest) = (1970, days);
    let leap = |year: i64| i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    while rest >= 365 + leap(year) {
        rest -= 365 + leap(year);
        year += 1;
    }
    let months = [
        ("Jan", 31),
        ("Feb", 28 + leap(year)),
        ("Mar", 31),
        ("Apr", 30),
        ("May", 31),
        ("Jun", 30),
        ("Jul", 31),
        ("Aug", 31),
        ("Sep", 30),
        ("Oct", 31),
        ("Nov", 30),
        ("Dec", 31),
    ];
    let mut month = "";
    for (name, length) in months {
        month = name;
        if rest < length {
            break;
        }
        rest -= length;
    }
    let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let weekday = weekdays[usize::try_from((days + 4).rem_euclid(7)).unwrap()];
    let time = seconds.rem_euclid(86_400);
    format!(
        "{weekday}, {:02} {month} {year} {:02}:{:02}:{:02} GMT",
        rest + 1,
        time / 3600,
        time / 60 % 60,
        time % 60
    )
}

fn offset(report: &Report, clock: &str, reference: &str) -> Option<ClockOffset> {
    let of = |offset: &&ClockOffset| (offset.clock, offset.reference) == (clock, reference);
    report.clocks.iter().find(of).copied()
}

#[test]
fn dates_are_written_in_http_format() {
    assert_eq!(http_date(784_111_777.0), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(http_date(NOW), "Tue, 24 Nov 2026 10:25:47 GMT");
    assert_eq!(http_date(1_709_164_800.0), "Thu, 29 Feb 2024 00:00:00 GMT");
}

proptest! {
    /// Each answer alone allows the interval from `date − received` to `date + 1 − sent`; the intersection of all of
    /// them is the best possible result.
    #[test]
    fn readings_of_a_server_contain_the_truth_and_are_as_narrow_as_possible(
        ahead in -TEN_YEARS..TEN_YEARS,
        requests in proptest::collection::vec(request(), 1..=10),
    ) {
        let seen = seen(&requests, ahead);
        let now = seen.last().map_or(NOW, |(_, received, _, _)| *received);
        let mut known = Context::at(NumericDate(now));
        for &(sent, received, date, by_proxy) in &seen {
            known.samples.push(Sample::of_probe(
                NumericDate(sent), NumericDate(received), NumericDate(date), by_proxy,
            ));
        }
        let report = diagnose_with("", known);
        let told = offset(&report, "server", "browser").unwrap();
        let (least, most) = (told.least.unwrap(), told.most.unwrap());
        prop_assert!(least - ROUNDING <= ahead && ahead <= most + ROUNDING, "{ahead}: {told:?}");
        let best_least = seen.iter().map(|(_, received, date, _)| date - received).fold(f64::MIN, f64::max);
        let best_most = seen.iter().map(|(sent, _, date, _)| date + 1.0 - sent).fold(f64::MAX, f64::min);
        prop_assert!(most - least <= 1.1 * (best_most - best_least) + ROUNDING, "{told:?}");
        prop_assert_eq!(told.through_proxy, seen.iter().any(|(_, _, _, by_proxy)| *by_proxy));
        prop_assert!(!told.contradicted);
        // The server is asked at the time that its own clock shows.
        prop_assert!((report.asked_at.earliest - (now + least)).abs() < ROUNDING);
        prop_assert!((report.asked_at.latest - (now + most)).abs() < ROUNDING);
        prop_assert!(report.asked_at.assumed);
    }

    /// It was written before it was pasted, at any time.
    #[test]
    fn a_pasted_date_bounds_the_servers_clock_on_one_side(
        ahead in -TEN_YEARS..TEN_YEARS,
        age in 0.0..864_000.0,
    ) {
        let date = f64::floor(NOW - age + ahead);
        let paste = format!("HTTP/1.1 401 Unauthorized\nDate: {}\nContent-Length: 27\n\nlivekit", http_date(date));
        let report = diagnose_now(&paste);
        if let Some(told) = offset(&report, "server", "browser") {
            prop_assert!(told.least.unwrap() <= ahead + ROUNDING, "{ahead}: {told:?}");
            prop_assert_eq!(told.most, None);
        }
        let is_said = report.findings.iter().any(|finding| finding.code.name() == "server_clock_ahead");
        prop_assert_eq!(is_said, date - NOW > 5.0, "{}", date - NOW);
    }

    /// `date +%s; curl -sI URL | grep -i ^date; date +%s`, on a machine that is `ahead` of the server.
    #[test]
    fn a_date_between_two_times_of_a_machine_bounds_both_sides(
        ahead in -TEN_YEARS..TEN_YEARS,
        request in request(),
        fraction in 0.0..1.0,
    ) {
        let server = NOW + fraction;
        let before = f64::floor(server + ahead);
        let date = f64::floor(server + request.there);
        let after = f64::floor(server + request.there + request.back + ahead);
        let paste = format!("{before}\ndate: {}\n{after}\n", http_date(date));
        let report = diagnose(&paste, NumericDate(NOW + 3600.0));
        let told = offset(&report, "machine", "server").unwrap();
        let (least, most) = (told.least.unwrap(), told.most.unwrap());
        prop_assert!(least - ROUNDING <= ahead && ahead <= most + ROUNDING, "{ahead}: {told:?}");
        prop_assert!(most - least <= after - before + 2.0 + ROUNDING, "{told:?}");
    }
}

#[test]
fn contradicting_dates_are_a_finding_and_widen_the_interval() {
    let mut known = Context::at(NumericDate(NOW));
    for date in [NOW, NOW + 30.0] {
        known.samples.push(Sample::of_probe(
            NumericDate(NOW),
            NumericDate(NOW + 0.2),
            NumericDate(date),
            false,
        ));
    }
    let report = diagnose_with("", known);
    let told = offset(&report, "server", "browser").unwrap();
    assert!(told.contradicted);
    assert!(
        told.least.unwrap() <= 0.0 && told.most.unwrap() >= 30.0,
        "{told:?}"
    );
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.code.name() == "clock_contradiction")
    );
}
