//! Finds the output of tools that compare a machine's clock with true time.

use std::sync::LazyLock;

use crate::text::{Needles, Span, lines};

/// The result of a tool about the clock of its machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// How many seconds that clock was ahead of true time; negative if it was behind.
    pub ahead: f64,
    /// The possible error of that number, in seconds.
    pub margin: f64,
    /// The place of the result.
    pub span: Span,
}

/// The place of the number.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Before,
    /// Before a bracket, which is before the text.
    BeforeBracket,
    Behind,
}

/// A text in a tool's output, the place of its number, and the factor from the number to the seconds that the machine
/// is ahead. The last value is the tool's own possible error in seconds, from its rounding or from the distance to true
/// time that it tolerates.
type Tool = (&'static str, Place, f64, f64);

/// `chronyc tracking` is about the machine's clock, and `chronyc sources` about its distance from the source: *positive
/// offsets indicate that the local clock is ahead of the source* (chronyc(1)); `maxdistance` is 3 s. All others report
/// the necessary correction, which RFC 5905 section 8 calls the offset: `chronyd -Q`, `ntpdate` and `sntp` of the
/// reference implementation, of NTPsec and macOS; systemd (`timedatectl.c`, `RootDistanceMaxSec` is 5 s); `w32tm
/// /stripchart`; `ntpd` of `BusyBox` (`networking/ntpd.c`).
const TOOLS: [Tool; 9] = [
    (" seconds fast of NTP time", Place::Before, 1.0, 3.0),
    (" seconds slow of NTP time", Place::Before, -1.0, 3.0),
    ("System clock wrong by ", Place::Behind, -1.0, 3.0),
    ("] +/- ", Place::BeforeBracket, 1.0, 0.05),
    (" +/- ", Place::Before, -1.0, 0.0),
    (" offset ", Place::Behind, -1.0, 1.5),
    (": offset:", Place::Behind, -1.0, 1.5),
    (" Offset: ", Place::Behind, -1.0, 5.0),
    (STRIPCHART, Place::Behind, -1.0, 1.5),
];

/// `w32tm /stripchart`: `10:41:07 d:+00.0005060s o:+00.0312487s`.
const STRIPCHART: &str = "s o:";

/// Each line of interest has one of these; most lines of a log have none.
static MARKS: LazyLock<Needles> = LazyLock::new(|| {
    let dated = [", +", ", -"];
    Needles::exact(TOOLS.into_iter().map(|(text, ..)| text).chain(dated))
});

/// Finds the result on each line.
pub fn find(text: &str) -> Vec<Comparison> {
    let mut found = Vec::new();
    let mut end = 0;
    for mark in MARKS.hits(text) {
        if mark.span.start < end {
            continue;
        }
        let place = lines::around(text, mark.span);
        end = place.end;
        let line = place.of(text);
        let comparison = match dated(line) {
            Some(value) => amount(value).map(|number| (-number, 1.5)),
            None => of_line(line),
        };
        found.extend(comparison.map(|(ahead, margin)| Comparison {
            ahead,
            margin,
            span: Span::new(place.start, place.start + line.trim_ascii_end().len()),
        }));
    }
    found
}

/// The text after the time on a line of `w32tm /stripchart /dataonly`: `10:41:07, +00.0312487s`.
fn dated(line: &str) -> Option<&str> {
    let bytes = line.as_bytes();
    let is_dated = matches!(bytes, [_, _, b':', .., b's' | b'\r'])
        && matches!(bytes.get(8..11), Some(b", +" | b", -"));
    is_dated.then(|| &line[10..])
}

fn has_sign(number: &str) -> bool {
    number.starts_with(['+', '-'])
}

fn of_line(line: &str) -> Option<(f64, f64)> {
    let (tool, before, behind) = TOOLS.iter().find_map(|tool| {
        let (before, behind) = line.split_once(tool.0)?;
        Some((tool, before, behind))
    })?;
    let &(words, place, sign, far) = tool;
    // Other programs print an offset too.
    let is_another = match words {
        " offset " => !line.contains("ntpdate") && !line.contains("stratum"),
        // These always write a sign.
        " Offset: " => !before.trim_ascii().is_empty() || !has_sign(behind),
        ": offset:" | STRIPCHART => !has_sign(behind),
        _ => false,
    };
    if is_another {
        return None;
    }
    let beside = match place {
        Place::Behind => behind,
        Place::Before => last_word(before),
        Place::BeforeBracket => last_word(before.rsplit_once('[')?.0),
    };
    let says_margin = words.ends_with(" +/- ");
    if says_margin && !beside.starts_with(['+', '-']) {
        return None;
    }
    let number = amount(beside)?;
    let margin = if says_margin { amount(behind)? } else { 0.0 };
    // A clock that was never compared shows an offset of zero. Once chronyd corrects the clock, its list leaves out the
    // part that is still to be corrected.
    let is_told = number != 0.0 && (place != Place::BeforeBracket || number.abs() > 1.0);
    is_told.then_some((sign * number, margin + far))
}

fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '\t']);
    text.rsplit_once(' ').map_or(text, |(_, word)| word)
}

/// Units, in seconds; a longer name comes before its own beginning.
const UNITS: [(&str, f64); 10] = [
    ("ns", 1e-9),
    ("us", 1e-6),
    ("µs", 1e-6),
    ("μs", 1e-6),
    ("ms", 1e-3),
    ("min", 60.0),
    ("sec", 1.0),
    ("s", 1.0),
    ("h", 3600.0),
    ("d", 86_400.0),
];

/// Reads a length of time: `-238.12 s`, `+1.086ms`, `-3min 58.12s`; seconds if there is no unit.
fn amount(text: &str) -> Option<f64> {
    let mut rest = text.trim_start_matches([' ', '\t']);
    let negative = rest.starts_with('-');
    rest = rest.trim_start_matches(['+', '-']);
    let mut seconds = None;
    loop {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'));
        let (digits, after) = rest.split_at(end.unwrap_or(rest.len()));
        let Ok(number) = digits.parse::<f64>() else {
            break;
        };
        rest = after.trim_start_matches(' ');
        let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        let unit = UNITS
            .iter()
            .find(|(unit, _)| rest.strip_prefix(unit).is_some_and(is_whole));
        let &(unit, factor) = unit.unwrap_or(&("", 1.0));
        seconds = Some(seconds.unwrap_or(0.0) + number * factor);
        rest = rest[unit.len()..].trim_start_matches(' ');
        // Only a number with a unit can be followed by a smaller one.
        if unit.is_empty() {
            break;
        }
    }
    seconds.map(|seconds| if negative { -seconds } else { seconds })
}
