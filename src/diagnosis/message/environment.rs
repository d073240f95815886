//! The words for several environments: which pair, and whose URL.

use crate::diagnosis::evidence::{Elsewhere, Evidence};
use crate::diagnosis::finding::Twins;
use crate::diagnosis::part::Message;
use crate::text::Span;

use super::slip;

/// Puts what a pair is called into two holes: its file or environment, and its lines.
pub fn put_name<'a>(pair: usize, evidence: &Evidence, message: &'a mut Message) -> &'a mut Message {
    let pair = &evidence.paste.pairs[pair];
    let lines = evidence.lines().words(&pair.spans());
    if pair.environment.is_empty() {
        message.text("").words(lines)
    } else {
        message.code(&pair.environment).words(format!(" ({lines})"))
    }
}

/// Puts the name of the pair, and that of the URL.
pub(super) fn put_elsewhere<'a>(
    elsewhere: Elsewhere,
    evidence: &Evidence,
    message: &'a mut Message,
) -> &'a mut Message {
    put_name(elsewhere.own, evidence, message);
    match elsewhere.other {
        Some(other) => put_name(other, evidence, message.text("of ")),
        None => message
            .text("")
            .code(elsewhere.asked.of(&evidence.text))
            .text(""),
    }
}

/// Puts the name of the fitting pair, and why it is not the one that counts.
pub(super) fn put_stale<'a>(
    pair: usize,
    evidence: &Evidence,
    message: &'a mut Message,
) -> &'a mut Message {
    put_name(pair, evidence, message);
    match evidence.paste.pairs[pair].overridden {
        Some(later) => put_line(later, evidence, message.text("but "))
            .text(" sets the same name again, and the last one counts"),
        None => message.text("which is commented out").text("").text(""),
    }
}

/// Puts where two values differ that look alike.
pub(super) fn put_twins<'a>(
    twins: Twins,
    evidence: &Evidence,
    message: &'a mut Message,
) -> &'a mut Message {
    put_line(twins.own, evidence, message)
        .text(slip::name(twins.character))
        .number(twins.at + 1);
    put_line(twins.other, evidence, message)
}

fn put_line<'a>(span: Span, evidence: &Evidence, message: &'a mut Message) -> &'a mut Message {
    message.words(evidence.lines().words(&[span]))
}
