//! Findings from times: mistakes in how the token's times were computed, and clocks that differ.

use crate::clock::time_mistake::{self, Kind, TimeMistake};
use crate::clock::{Clock, Difference};
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::next;
use crate::finding::clock::{ClockDifference, ClockFinding, tool};
use crate::finding::time::TimeFinding;
use crate::finding::{Classify, Code, Finding, LocatedFinding, time};
use crate::paste::date::{FoundDate, Source};
use crate::server::refusal::Step;
use crate::text::{NumericDate, Span, lines};
use crate::token::Token;

/// Mistakes in the times of the tokens.
pub(super) fn time_mistakes(
    evidence: &Evidence,
    token: &Token,
    findings: &mut Vec<LocatedFinding>,
) {
    let is_time = |located: &LocatedFinding| match &located.finding {
        Finding::Refusal(finding) => finding.refusal.step() == Step::Time,
        _ => false,
    };
    let refuses = findings.iter().any(is_time);
    let of_one = time_mistake::of_token(token, evidence.asked_at);
    let agrees = agrees(evidence, token);
    let of_one = of_one.into_iter().filter(|mistake| {
        let is_shift = matches!(
            mistake.kind,
            Kind::LocalTime { .. } | Kind::CalendarSlip { .. }
        );
        !(is_shift && agrees)
    });
    for mistake in of_one.chain(apart(evidence)) {
        findings.push(LocatedFinding {
            certain: mistake.certain,
            finding: Finding::Time(TimeFinding {
                refuses: refuses && mistake.explains,
                mistake,
            }),
            spans: token.spans.clone(),
        });
    }
}

/// Clocks that differ by less than this, in seconds, agree; the token was made a little before it was pasted.
const AGREES: f64 = 300.0;

/// Whether the browser agrees with the machine that made the token, and it is a server that does not: then neither time
/// zone nor clock of that machine are wrong.
pub(super) fn agrees(evidence: &Evidence, token: &Token) -> bool {
    let is_of_server = evidence
        .asked_at
        .by
        .is_some_and(|(source, _)| source == Source::HttpDate);
    let is_now = |at: NumericDate| (0.0..AGREES).contains(&evidence.now.since(at));
    is_of_server && time_mistake::start(token).is_some_and(is_now)
}

/// Reports tokens with the same key that were made at different times.
fn apart(evidence: &Evidence) -> Option<TimeMistake> {
    // What was pasted at different times was probably made at different times.
    if evidence.starts.len() > 1 {
        return None;
    }
    let (mut first, mut last) = (f64::INFINITY, f64::NEG_INFINITY);
    for token in &evidence.tokens {
        if token.claims.iss == evidence.token()?.claims.iss
            && let Some(start) = time_mistake::start(token)
        {
            (first, last) = (first.min(start.0), last.max(start.0));
        }
    }
    let seconds = last - first;
    (seconds > 60.0).then(|| TimeMistake::remark(Kind::Apart { seconds }))
}

/// The clocks that differ, each once.
pub(super) fn judge(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let is_of_livekit = evidence.paste.known_texts.is_of_livekit
        || !evidence.tokens.is_empty()
        || !evidence.answers.is_empty();
    for &(fault, span) in evidence.paste.unread.iter().filter(|_| is_of_livekit) {
        let date = span.of(&evidence.text).to_owned();
        findings.push(LocatedFinding {
            finding: Finding::Clock(ClockFinding::DateUnreadable { date, fault }),
            certain: true,
            spans: vec![span],
        });
    }
    let apart = machines_apart(evidence);
    if let Some((seconds, spans)) = &apart {
        findings.push(LocatedFinding {
            finding: Finding::Clock(ClockFinding::MachinesApart { seconds: *seconds }),
            certain: false,
            spans: spans.clone(),
        });
    }
    // A measured offset outranks one inferred from the token; a mistaken time zone explains it without a wrong clock.
    let is_measured = |known: &Difference| {
        (known.whose, known.reference) == (Clock::Machine, Clock::Server) && known.is_notable()
    };
    let is_slip = |located: &LocatedFinding| {
        matches!(
            located.finding.code(),
            Code::Time(time::Code::LocalTime | time::Code::CalendarSlip)
        )
    };
    let is_minter_explained = evidence.clocks.iter().any(is_measured)
        || findings.iter().any(is_slip)
        || evidence
            .token()
            .is_some_and(|token| agrees(evidence, token));
    let mut told = None;
    for known in &evidence.clocks {
        // A date that was pasted along with other things may come from any server.
        let counts = match known.whose {
            Clock::Server => known.offset.is_bounded() || is_of_livekit,
            Clock::Minter => !is_minter_explained,
            Clock::Machine => apart.is_none(),
            _ => true,
        };
        let is_told = told.replace(known.whose) == Some(known.whose);
        if counts && !is_told && (known.is_notable() || known.is_contradicted) {
            // The refusal may be of another token than the one in the paste.
            let is_by_refusal = match known.whose {
                Clock::Server => !known.offset.is_bounded(),
                Clock::Minter => evidence.asked_at.is_assumed(),
                _ => false,
            };
            let is_inferred =
                is_by_refusal && !evidence.shows_sending() && evidence.answer().is_some();
            // A log line does not say whose clock it shows, and a HAR may be another computer's.
            let by_log = matches!(
                evidence.asked_at.by,
                Some((Source::LogLine | Source::Request, _))
            );
            findings.push(LocatedFinding {
                finding: Finding::Clock(ClockFinding::of(ClockDifference {
                    known: *known,
                    has_token: evidence.token().is_some(),
                    measurement: next::measurement(evidence),
                })),
                certain: (known.whose != Clock::Minter || !by_log) && !is_inferred,
                spans: clock_spans(evidence, known.whose),
            });
        }
    }
    in_sync(evidence, findings);
}

/// The clock of a machine that a tool found to be right, and no wrong one beside it.
fn in_sync(evidence: &Evidence, findings: &mut Vec<LocatedFinding>) {
    let code = |tool| Code::ClockTool(tool);
    let in_sync = code(tool::Code::ClockInSync);
    let is_wrong = findings.iter().any(|located| {
        let is_notable = !matches!(
            located.finding,
            Finding::Clock(ClockFinding::DateUnreadable { .. } | ClockFinding::ExpiredSince { .. })
        );
        matches!(located.finding, Finding::Clock(_)) && is_notable
            || located.finding.code() == code(tool::Code::ClockNotSet)
    });
    if is_wrong {
        findings.retain(|located| located.finding.code() != in_sync);
    } else if let Some(comparison) = evidence.paste.comparisons.first()
        && !findings
            .iter()
            .any(|located| located.finding.code() == in_sync)
    {
        findings.push(LocatedFinding {
            finding: Finding::Known(tool::Code::ClockInSync.known()),
            certain: true,
            spans: vec![comparison.span],
        });
    }
}

/// How far apart the clocks of two machines are whose `date` is in the paste, in seconds, and where.
fn machines_apart(evidence: &Evidence) -> Option<(f64, Vec<Span>)> {
    // A command that prints a date in the form of a log prints nothing else on its line.
    let is_alone = |date: &FoundDate| {
        let line = lines::start(&evidence.text, date.span.start);
        evidence.text[line..]
            .lines()
            .next()
            .is_some_and(|line| line.trim() == date.span.of(&evidence.text))
    };
    let is_of_machine = |date: &FoundDate| match date.source {
        Source::Machine => true,
        Source::LogLine => is_alone(date),
        // The clock of the server, beside that of one machine.
        Source::HttpDate => {
            let machines = evidence.paste.dates.iter();
            !date.through_proxy && { machines }.any(|other| other.source == Source::Machine)
        }
        Source::Request => false,
    };
    let [first, second] = evidence.paste.dates[..] else {
        return None;
    };
    let is_two = [first, second].iter().all(is_of_machine)
        && [first, second]
            .iter()
            .all(|date| date.instants.latest.since(date.instants.earliest) <= 1.0);
    let seconds = first
        .instants
        .earliest
        .since(second.instants.earliest)
        .abs();
    (is_two && evidence.paste.comparisons.is_empty())
        .then(|| (seconds, vec![first.span, second.span]))
}

/// The places in the paste that show a clock.
fn clock_spans(evidence: &Evidence, whose: Clock) -> Vec<Span> {
    let source = match whose {
        Clock::Machine => Source::Machine,
        Clock::Server => Source::HttpDate,
        _ => {
            return evidence
                .token()
                .map_or(Vec::new(), |token| token.spans.clone());
        }
    };
    let mut spans = Vec::new();
    for date in &evidence.paste.dates {
        if date.source == source {
            spans.push(date.span);
        }
    }
    if whose == Clock::Machine {
        for comparison in &evidence.paste.comparisons {
            spans.push(comparison.span);
        }
    }
    spans
}
