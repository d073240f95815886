//! Which parts of a paste count: the newest outranks the oldest, and what was answered outranks what is only mentioned.
//!
//! 1. A text in a comment, a table or code is no answer. One in a sentence counts if nothing else speaks and all such texts
//!    mean the same: somebody reports it. A README that lists errors has none.
//! 2. Of several pastes, of a log of several days, and of a mail and what it quotes, the newest piece counts that shows a
//!    reason; else the newest that shows a failure.
//! 3. The token is the one that the answer repeats, or else one beside the answer; a token of `LiveKit` before another
//!    one; of several pastes, that of the newest; of several in a paste without a failure, the newest.
//! 4. An answer that was pasted before the token, but after or with another one, is about that other one.
//! 5. A refusal that the text calls mended, or that a later success or failure behind the token's check outdates, is past.

mod past;

use std::sync::Arc;

use crate::finding::{self, KnownText};
use crate::paste::Paste;
use crate::paste::known_text::KnownTexts;
use crate::paste::mention::{Mention, mention};
use crate::paste::pair::Pair;
use crate::paste::piece::{self, Piece};
use crate::server::reading::Reading;
use crate::text::{Span, lines, order};
use crate::token::Token;

use super::relevance::is_of_livekit;
use super::rules::answers::meaning;

/// Answers of a server, with their places.
pub type Answers = Vec<(Arc<Reading>, Span)>;

/// What counts.
pub struct Selection {
    /// The token that the verdict is about, as an index.
    pub subject: Option<usize>,
    /// The answers that do not count: older ones, and those that are only mentioned.
    pub others: Answers,
}

/// Selects what counts of a paste, and takes the rest out of `answers` and the known texts. `starts` are the places at
/// which its pastes begin, `chosen` the places of the token that the caller wants to be judged.
pub fn select(
    text: &str,
    starts: &[usize],
    paste: &mut Paste,
    tokens: &[Token],
    answers: &mut Answers,
    chosen: Option<&[usize]>,
) -> Selection {
    override_pairs(starts, &mut paste.pairs);
    let mut others = drop_mentions(text, paste, answers);
    if let Some(places) = chosen {
        let is_own = regions(text, starts, tokens, places);
        drop_unless(&is_own, paste, answers, &mut others);
    }
    let mut pieces = piece::cut(text, starts, &paste.dates);
    if pieces.len() > 1 {
        piece::sort(&mut pieces);
        if let Some(at) = newest(text, &pieces, paste, answers) {
            keep(text, pieces[at].span, paste, answers, &mut others);
        }
    }
    let has_failed =
        !answers.is_empty() || paste.failed.is_some() || !paste.known_texts.texts.is_empty();
    let subject = subject(text, &pieces, tokens, answers, chosen, has_failed);
    if let Some(at) = subject {
        drop_older(&pieces, tokens, at, paste, answers, &mut others);
    }
    past::drop(text, paste, tokens, answers, &mut others);
    let others = order::sorted(others, |(_, span)| (span.start, 0));
    Selection { subject, others }
}

/// Rule 2 for settings: a secret of the same key that was pasted later counts instead.
fn override_pairs(starts: &[usize], pairs: &mut [Pair]) {
    if starts.len() < 2 {
        return;
    }
    let paste_of = |span: Span| starts.partition_point(|start| *start <= span.start);
    let key = |pair: &Pair| pair.key.as_ref().map(|(key, _)| key.clone());
    for at in 0..pairs.len() {
        let (older, newer) = pairs.split_at_mut(at);
        let Some((_, later)) = newer[0].secret.as_ref().filter(|_| !newer[0].is_commented) else {
            continue;
        };
        for pair in older {
            let secret = pair.secret.as_ref();
            let is_older = secret.is_some_and(|(_, span)| paste_of(*span) < paste_of(*later));
            if is_older && key(pair) == key(&newer[0]) {
                pair.overridden = Some(*later);
            }
        }
    }
}

/// Rule 1.
fn drop_mentions(text: &str, paste: &mut Paste, answers: &mut Answers) -> Answers {
    let of = |span: Span| mention(text, span);
    // What follows the colon is no key but an explanation.
    let of_answer = |(reading, span): &(Arc<Reading>, Span)| {
        let words = (reading.key.as_ref()).map_or(0, |key| key.split_whitespace().count());
        of(*span).or((words > 2).then_some(Mention::Sentence))
    };
    let is_remark = |span: Span| of(span) == Some(Mention::Remark);
    // A log may hold thousands of answers: how each is spoken of is read once.
    let mut mentions: Vec<Option<Mention>> = answers.iter().map(of_answer).collect();
    let mut of_each = mentions.iter();
    let mut others: Answers = answers
        .extract_if(.., |_| of_each.next() == Some(&Some(Mention::Remark)))
        .collect();
    mentions.retain(|mention| *mention != Some(Mention::Remark));
    let texts = &mut paste.known_texts.texts;
    texts.retain(|(_, span)| !is_remark(*span));
    paste.failed = paste.failed.filter(|(_, span)| !is_remark(*span));
    let known = finding::known(&paste.known_texts);
    // A text that leaves the reason open does not contradict a sentence that tells it.
    let is_reason = |known: &KnownText| known.candidates.is_empty();
    let is_said = mentions.contains(&None)
        || (known.iter()).any(|(known, span)| is_reason(known) && of(*span).is_none());
    let mentioned_answers =
        (answers.iter().zip(&mentions)).filter(|(_, mention)| mention.is_some());
    let answered: Vec<_> = mentioned_answers
        .map(|((reading, _), _)| meaning(reading).code)
        .collect();
    let is_told = |known: &KnownText| is_reason(known) || answered.is_empty();
    let mentioned = (known.iter()).filter(|(known, span)| is_told(known) && of(*span).is_some());
    let mut meanings = (answered.iter().copied()).chain(mentioned.map(|(known, _)| known.code));
    let first = meanings.next();
    if !is_said && meanings.all(|code| Some(code) == first) {
        return others;
    }
    (paste.known_texts.texts).retain(|(_, span)| of(*span).is_none());
    let mut of_each = mentions.iter();
    others.extend(answers.extract_if(.., |_| of_each.next().is_some_and(Option::is_some)));
    others
}

/// Rule 2: the piece that counts.
fn newest(text: &str, pieces: &[Piece], paste: &Paste, answers: &Answers) -> Option<usize> {
    let mut failing = None;
    for (at, piece) in pieces.iter().enumerate().rev() {
        if answers.iter().any(|(_, span)| piece.span.contains(*span)) {
            return Some(at);
        }
        let known = known_in(text, piece.span, paste);
        let known = finding::known(&known);
        if known.iter().any(|(known, _)| known.candidates.is_empty()) {
            return Some(at);
        }
        failing = failing.or((!known.is_empty()).then_some(at));
    }
    failing
}

/// The known texts of a piece; whether other products have them too is decided by the whole paste.
fn known_in(text: &str, span: Span, paste: &Paste) -> crate::paste::known_text::Classification {
    let texts: &KnownTexts = finding::texts();
    let mut found = texts.find_in(span.of(text), paste.known_texts.is_of_livekit);
    for (_, place) in &mut found.texts {
        *place = Span::new(place.start + span.start, place.end + span.start);
    }
    found
}

/// Keeps what is in one piece.
fn keep(text: &str, span: Span, paste: &mut Paste, answers: &mut Answers, others: &mut Answers) {
    others.extend(answers.extract_if(.., |(_, place)| !span.contains(*place)));
    let had = std::mem::take(&mut paste.known_texts.texts);
    let mut texts = known_in(text, span, paste).texts;
    // What is only mentioned was dropped before.
    texts.retain(|(text, _)| had.iter().any(|(before, _)| before == text));
    paste.known_texts.texts = texts;
    paste.failed = paste.failed.filter(|(_, place)| span.contains(*place));
}

/// Where a text is about the token at these places: from its line, or the beginning of its paste if no other token is before it,
/// up to the next token.
fn regions(
    text: &str,
    starts: &[usize],
    tokens: &[Token],
    places: &[usize],
) -> impl Fn(Span) -> bool {
    let own = &tokens[places[0]].jws.text;
    let is_other = |token: &&Token| is_of_livekit(token) && token.jws.text != *own;
    let start = |token: &Token| token.spans.first().map_or(0, |span| span.start);
    let others: Vec<usize> = tokens.iter().filter(is_other).map(start).collect();
    let region = |at: &usize| {
        let at = start(&tokens[*at]);
        let paste = starts.partition_point(|start| *start <= at) - 1;
        let before = others.iter().rev().find(|other| **other < at);
        let first = match before {
            Some(other) if *other >= starts[paste] => lines::start(text, at),
            Some(_) => starts[paste],
            None => 0,
        };
        let after = others.iter().find(|other| **other > at);
        let last = after.map_or(text.len(), |other| {
            let paste = starts.partition_point(|start| start <= other) - 1;
            if starts[paste] > at {
                starts[paste]
            } else {
                lines::start(text, *other).max(at)
            }
        });
        Span::new(first, last)
    };
    let regions: Vec<Span> = places.iter().map(region).collect();
    move |span| regions.iter().any(|region| region.contains(span))
}

/// Drops what was said elsewhere.
fn drop_unless(
    is_own: &impl Fn(Span) -> bool,
    paste: &mut Paste,
    answers: &mut Answers,
    others: &mut Answers,
) {
    others.extend(answers.extract_if(.., |(_, span)| !is_own(*span)));
    (paste.known_texts.texts).retain(|(_, span)| is_own(*span));
    paste.failed = paste.failed.filter(|(_, span)| is_own(*span));
    // A request of a HAR shows its token itself.
    (paste.dates).retain(|date| date.request.is_some() || is_own(date.span));
    paste.calls.retain(|call| is_own(call.span));
    paste.endpoints.retain(|(_, span)| is_own(*span));
    paste.not_tokens.retain(|(_, span)| is_own(*span));
    paste.responses.retain(|response| is_own(response.span));
}

/// Rule 3; of a chosen token, the place that counts.
fn subject(
    text: &str,
    pieces: &[Piece],
    tokens: &[Token],
    answers: &Answers,
    chosen: Option<&[usize]>,
    has_failed: bool,
) -> Option<usize> {
    let is_whole = |token: &Token| !token.elided && !token.jws.is_cut_off();
    let is_repeated = |token: &Token| {
        let repeats =
            |(reading, _): &(Arc<Reading>, Span)| reading.token.as_ref() == Some(&token.jws.text);
        is_whole(token) && answers.iter().any(repeats)
    };
    let repeated = tokens.iter().position(is_repeated);
    if let Some(at) = repeated.filter(|_| chosen.is_none()) {
        return Some(at);
    }
    // Better is greater; of equals the first.
    let rank = |token: &Token| {
        let place = token.spans.first().copied().unwrap_or(Span::new(0, 0));
        let newest = pieces.iter().position(|piece| piece.span.overlaps(place));
        let paste = newest.map_or(0, |at| pieces[at].paste);
        let is_reply = newest.is_none_or(|at| !pieces[at].is_quoted);
        (
            is_whole(token),
            !token.elided,
            is_of_livekit(token),
            paste,
            is_reply,
            is_answered(text, place, answers),
        )
    };
    // In one of several pastes, and where no call failed, the newest token counts, and that is the last one unless
    // their times say something else.
    let is_newer = |token: &Token, other: &Token| {
        let made = |token: &Token| {
            let nbf = token.claims.nbf.value();
            token.claims.iat.value().or(nbf).map(|at| at.0)
        };
        let is_of_later_paste = pieces.iter().any(|piece| piece.paste > 0);
        // Of two with one signature, the later one was changed.
        let (own, others) = (&token.jws.signature, &other.jws.signature);
        if !own.is_empty() && own == others {
            return true;
        }
        let is_earlier = made(token)
            .zip(made(other))
            .is_some_and(|(own, other)| own < other);
        is_of_later_paste || !has_failed && is_of_livekit(token) && !is_earlier
    };
    let mut best: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate() {
        let counts = chosen.map_or(!token.elided, |places| places.contains(&at));
        if !counts {
            continue;
        }
        let is_better = best.is_none_or(|best| {
            let (own, other) = (rank(token), rank(&tokens[best]));
            own > other || own == other && is_newer(token, &tokens[best])
        });
        if is_better {
            best = Some(at);
        }
    }
    best
}

/// How well a place belongs to the answer that counts: on its line, or in a request shortly before it.
fn is_answered(text: &str, place: Span, answers: &Answers) -> u8 {
    let Some((_, answer)) = answers.first() else {
        return 0;
    };
    let (first, last) = if place.start < answer.start {
        (place.end, answer.start)
    } else {
        (answer.end, place.start)
    };
    let between = text.get(first..last).unwrap_or_default();
    let before = text[..place.start].trim_end_matches(['"', '\'']);
    let is_sent = before.ends_with("access_token=") || before.ends_with("Bearer ");
    if between.contains('\n') {
        u8::from(is_sent)
    } else {
        2
    }
}

/// Rule 4: what was pasted before the token, with another one.
fn drop_older(
    pieces: &[Piece],
    tokens: &[Token],
    subject: usize,
    paste: &mut Paste,
    answers: &mut Answers,
    others: &mut Answers,
) {
    let paste_of = |span: Span| {
        let piece = pieces.iter().find(|piece| piece.span.overlaps(span));
        piece.map_or(0, |piece| piece.paste)
    };
    let of_token = |token: &Token| token.spans.first().map_or(0, |span| paste_of(*span));
    let own = of_token(&tokens[subject]);
    let text = &tokens[subject].jws.text;
    let is_other = |token: &&Token| is_of_livekit(token) && token.jws.text != *text;
    // The pastes from the first of another token up to the own one are about that other one.
    let Some(first) = tokens.iter().filter(is_other).map(of_token).min() else {
        return;
    };
    let is_older = |span: Span| (first..own).contains(&paste_of(span));
    others.extend(answers.extract_if(.., |(_, span)| is_older(*span)));
    (paste.known_texts.texts).retain(|(_, span)| !is_older(*span));
    paste.failed = paste.failed.filter(|(_, span)| !is_older(*span));
    // Where it stands is not known: what still counts is read again by the other finders.
    paste.reports_error &= first >= own;
    paste.dates.retain(|date| !is_older(date.span));
    paste.calls.retain(|call| !is_older(call.span));
    paste.endpoints.retain(|(_, span)| !is_older(*span));
    paste.not_tokens.retain(|(_, span)| !is_older(*span));
}
