//! Finds what the tools that compare a machine's clock with true time have printed.

use crate::text::{Span, decimal, search};

/// What a tool says about the clock of the machine on which it ran.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// By how many seconds that clock was ahead of true time; negative where it was behind.
    pub ahead: f64,
    /// How far from that it may have been, in seconds.
    pub margin: f64,
    /// Where the tool says so.
    pub span: Span,
}

/// Where the number stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Before,
    /// Before a bracket, which is before the text.
    BeforeBracket,
    Behind,
}

/// A text of a tool, where its number stands, and how many seconds a second of it is that the machine is ahead. The last
/// number is how far off the tool may be besides what its line says: by the distance from true time that it puts up with,
/// or by its rounding.
type Tool = (&'static str, Place, f64, f64);

/// `chronyc tracking` speaks of the machine's clock, and `chronyc sources` of its distance from the source: *positive
/// offsets indicate that the local clock is ahead of the source* (chronyc(1)); `maxdistance` is 3 s. All others say by how
/// much the clock must be changed, which RFC 5905 section 8 calls the offset: `chronyd -Q`, `ntpdate` and `sntp` of the
/// reference implementation, of NTPsec and macOS; systemd (`timedatectl.c`, `RootDistanceMaxSec` is 5 s);
/// `w32tm /stripchart`.
const TOOLS: [Tool; 8] = [
    (" seconds fast of NTP time", Place::Before, 1.0, 3.0),
    (" seconds slow of NTP time", Place::Before, -1.0, 3.0),
    ("System clock wrong by ", Place::Behind, -1.0, 3.0),
    ("] +/- ", Place::BeforeBracket, 1.0, 0.05),
    (" +/- ", Place::Before, -1.0, 0.0),
    (" offset ", Place::Behind, -1.0, 1.5),
    (" Offset: ", Place::Behind, -1.0, 5.0),
    ("s o:", Place::Behind, -1.0, 1.5),
];

/// Finds what each line says.
pub fn find(text: &str) -> Vec<Comparison> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in search::lines(text) {
        if let Some((ahead, margin)) = of_line(line) {
            let span = Span::new(start, start + line.trim_ascii_end().len());
            found.push(Comparison {
                ahead,
                margin,
                span,
            });
        }
        start += line.len();
    }
    found
}

fn of_line(line: &str) -> Option<(f64, f64)> {
    // `w32tm /stripchart /dataonly`: `10:41:07, +00.0312487s`.
    if let [_, _, b':', .., b's' | b'\r' | b'\n'] = line.as_bytes()
        && let Some(b", +" | b", -") = line.as_bytes().get(8..11)
    {
        return amount(search::tail(line, 10)).map(|number| (-number, 1.5));
    }
    // Most lines of a log have none of these, and each text of a tool has one.
    let has_mark = |pair: &[u8]| matches!(pair, b"+/" | b"ff" | b"NT" | b":+" | b":-" | b"wr");
    if !line.as_bytes().windows(2).any(has_mark) {
        return None;
    }
    let (tool, before, behind) = TOOLS.iter().find_map(|tool| {
        let (before, behind) = search::cut(line, tool.0)?;
        Some((tool, before, behind))
    })?;
    let &(words, place, sign, far) = tool;
    // Other programs have an offset as well.
    let is_another = match words {
        " offset " => !search::contains(line, "ntpdate") && !search::contains(line, "stratum"),
        " Offset: " => !before.trim_ascii().is_empty(),
        _ => false,
    };
    if is_another {
        return None;
    }
    let beside = match place {
        Place::Behind => behind,
        Place::Before => last_word(before),
        Place::BeforeBracket => last_word(search::cut_last(before, "[")?.0),
    };
    let says_margin = words.as_bytes().ends_with(b" +/- ");
    if says_margin && !matches!(beside.as_bytes().first(), Some(b'+' | b'-')) {
        return None;
    }
    let number = amount(beside)?;
    let margin = if says_margin { amount(behind)? } else { 0.0 };
    // A clock that was never compared is told to be off by nothing. And chronyd counts from where it wants the clock to be,
    // once it knows that.
    let is_told = number != 0.0 && (place != Place::BeforeBracket || number.abs() > 1.0);
    is_told.then_some((sign * number, margin + far))
}

fn last_word(text: &str) -> &str {
    let text = search::trim_end(text, b" \t");
    search::cut_last(text, " ").map_or(text, |(_, word)| word)
}

/// Units, in seconds, each before those that it begins with.
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

/// Reads a length of time: `-238.12 s`, `+1.086ms`, `-3min 58.12s`; without a unit it is of seconds.
fn amount(text: &str) -> Option<f64> {
    let mut rest = search::trim_start(text, b" \t");
    let negative = rest.as_bytes().first() == Some(&b'-');
    rest = search::trim_start(rest, b"+-");
    let mut seconds = None;
    loop {
        let length = rest
            .bytes()
            .position(|byte| !(byte.is_ascii_digit() || byte == b'.'))
            .unwrap_or(rest.len());
        let Some(number) = decimal::read(search::head(rest, length)) else {
            break;
        };
        rest = search::trim_start(search::tail(rest, length), b" ");
        let is_here = |(unit, _): &&(&str, f64)| rest.as_bytes().starts_with(unit.as_bytes());
        let unit = UNITS.iter().find(is_here);
        let &(unit, factor) = unit.unwrap_or(&("", 1.0));
        seconds = Some(seconds.unwrap_or(0.0) + number * factor);
        rest = search::trim_start(search::tail(rest, unit.len()), b" ");
        // Only what has a unit goes on with a smaller one.
        if unit.is_empty() {
            break;
        }
    }
    seconds.map(|seconds| if negative { -seconds } else { seconds })
}
