//! The words for two clocks that differ.

use crate::clock::{Clock, Difference};
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::{Part, duration, instant, say, text};
use crate::server::refusal::LEEWAY;

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
