//! The words for two clocks that differ, for times that were not computed right, and for dates that are not read.

use crate::clock::pitfall::Pitfall;
use crate::clock::{Clock, Difference};
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::{Part, code, duration, fill, instant, say, text};
use crate::paste::symptom::Symptom;
use crate::server::refusal::LEEWAY;
use crate::text::timestamp::Fault;

/// A mistake in the times of the token, as a clause.
pub(super) fn pitfall(symptom: &Symptom, pitfall: &Pitfall) -> Vec<Part> {
    let mut values = Vec::new();
    values.extend(pitfall.claim.map(code));
    for length in &pitfall.lengths {
        values.push(duration(*length));
    }
    fill(symptom.says, values)
}

/// Why a date is not read, as a clause.
pub(super) fn unread(fault: Fault, date: &str) -> Vec<Part> {
    let why = match fault {
        Fault::Form => "it has none of the forms of HTTP, in English",
        Fault::Calendar => "no calendar has it",
        Fault::Weekday => "its day of the week is that of another date",
        Fault::Twice => "the same answer has another one",
    };
    say(
        "the date {} is not read: {}.",
        [code(date.to_owned()), text(why)],
    )
}

/// Whose clock is wrong and by how much, as a clause.
pub(super) fn clock(known: &Difference, evidence: &Evidence) -> Vec<Part> {
    let whose = match known.whose {
        Clock::Machine if known.reference == Clock::Server && evidence.token().is_some() => {
            text("the machine that makes your tokens, if this command ran there,")
        }
        whose => name(whose),
    };
    let reference = name(known.reference);
    if known.is_contradicted {
        return say(
            "the times of {} contradict each other: its clock was set meanwhile, or a cache answered.",
            [whose],
        );
    }
    let is_ahead = known.offset.least > 0.0;
    let offset = if is_ahead {
        known.offset
    } else {
        known.offset.reversed()
    };
    // No narrower than they are: what is shown has whole seconds.
    let (least, most) = (offset.least.floor(), offset.most.ceil());
    let (template, most) = if most.is_finite() {
        ("{} is {} to {} ", most)
    } else {
        ("{} is at least {}{} ", 0.0)
    };
    let end = if most > 0.0 { duration(most) } else { text("") };
    let mut message = say(template, [whose, duration(least), end]);
    message.extend(say(
        if is_ahead { "ahead of {}" } else { "behind {}" },
        [reference],
    ));
    let nbf = evidence.token().and_then(|token| token.claims.nbf.value());
    if let (true, Clock::Server, Some(nbf)) = (least > LEEWAY && is_ahead, known.reference, nbf) {
        message.extend(say(
            "; the server would take this token from {} on",
            [instant(nbf.plus(-LEEWAY))],
        ));
    }
    message.push(text(if known.through_proxy {
        ". What was read may be the clock of a proxy."
    } else {
        "."
    }));
    message
}

fn name(clock: Clock) -> Part {
    text(match clock {
        Clock::Browser => "this computer",
        Clock::Server => "the server",
        Clock::Minter => "the machine that makes your tokens",
        Clock::Machine => "the machine where this command ran",
        Clock::Ntp => "true time",
    })
}
