//! The words for two clocks that differ, and for dates that are not read.

use crate::clock::{Clock, Difference};
use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::part::Message;
use crate::server::refusal::LEEWAY;
use crate::text::timestamp::Fault;

/// Why a date is not read.
pub(super) fn unread(fault: Fault) -> &'static str {
    match fault {
        Fault::Form => "it has none of the forms of HTTP, in English",
        Fault::Calendar => "no calendar has it",
        Fault::Weekday => "its day of the week is that of another date",
        Fault::Twice => "the same answer has another one",
    }
}

/// Whose clock is wrong and by how much, as a clause.
pub(super) fn clock(known: &Difference, evidence: &Evidence, message: &mut Message) {
    let whose = match known.whose {
        Clock::Machine if known.reference == Clock::Server && evidence.token().is_some() => {
            "the machine that makes your tokens, if this command ran there,"
        }
        whose => name(whose),
    };
    if known.is_contradicted {
        message
            .say("the times of {} contradict each other: its clock was set meanwhile, or a cache answered.")
            .text(whose);
        return;
    }
    let is_ahead = known.offset.least > 0.0;
    let (offset, direction) = if is_ahead {
        (known.offset, "ahead of ")
    } else {
        (known.offset.reversed(), "behind ")
    };
    // No narrower than they are: what is shown has whole seconds.
    let (least, most) = (offset.least.floor(), offset.most.ceil());
    if most.is_finite() {
        message.say("{} is {} to {} {}{}").text(whose);
        message.duration(least);
        if most > 0.0 {
            message.duration(most);
        } else {
            message.text("");
        }
    } else {
        message.say("{} is at least {} {}{}").text(whose);
        message.duration(least);
    }
    message.text(direction).text(name(known.reference));
    let nbf = evidence.token().and_then(|token| token.claims.nbf.value());
    if let (true, Clock::Server, Some(nbf)) = (least > LEEWAY && is_ahead, known.reference, nbf) {
        message
            .say("; the server would take this token from {} on")
            .instant(nbf.plus(-LEEWAY));
    }
    message.say(if known.through_proxy {
        ". What was read may be the clock of a proxy."
    } else {
        "."
    });
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
