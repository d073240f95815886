//! The words for several environments: which pair, and whose URL.

use crate::diagnosis::evidence::{Elsewhere, Evidence};
use crate::diagnosis::finding::Twins;
use crate::diagnosis::part::{Part, code, say, text};
use crate::secret::Signature;
use crate::text::Span;
use crate::text::decimal::whole;

use super::slip;

/// What a pair is called: its file or environment, and its lines.
pub fn name(pair: usize, evidence: &Evidence) -> Vec<Part> {
    let pair = &evidence.paste.pairs[pair];
    let lines = text(evidence.lines().words(&pair.spans()));
    if pair.environment.is_empty() {
        vec![lines]
    } else {
        say("{} ({})", [code(pair.environment.clone()), lines])
    }
}

pub(super) fn elsewhere(elsewhere: Elsewhere, evidence: &Evidence) -> Vec<Part> {
    let is_signed = matches!(evidence.signature(), Signature::Valid { .. });
    let mut message = say(
        if is_signed {
            "it was signed with the pair of "
        } else {
            "it names the API key of "
        },
        [],
    );
    message.extend(name(elsewhere.own, evidence));
    message.push(text(", but the URL is "));
    let url = elsewhere.asked.of(evidence.text);
    match elsewhere.other {
        Some(other) => {
            message.push(text("of "));
            message.extend(name(other, evidence));
            message.push(text("."));
        }
        None => message.extend(say("{}.", [code(url.to_owned())])),
    }
    message
}

/// That the fitting pair is not the one that counts.
pub(super) fn stale(pair: usize, evidence: &Evidence) -> Vec<Part> {
    let mut message = say("it was signed with the pair of ", []);
    message.extend(name(pair, evidence));
    match evidence.paste.pairs[pair].overridden {
        Some(later) => message.extend(say(
            ", but {} sets the same name again, and the last one counts.",
            [text(evidence.lines().words(&[later]))],
        )),
        None => message.push(text(", which is commented out.")),
    }
    message
}

/// Where two values differ that look alike.
pub(super) fn twins(twins: Twins, evidence: &Evidence) -> Vec<Part> {
    let line = |span: Span| text(evidence.lines().words(&[span]));
    say(
        "the value of {} has a character that cannot be seen, {}, as its character {}; without, it is that of {}.",
        [
            line(twins.own),
            text(slip::name(twins.character)),
            text(whole(twins.at + 1)),
            line(twins.other),
        ],
    )
}
