//! Settings of one environment, put together: its key, its secret, its URL.

use crate::paste::setting::{Role, Setting};
use crate::paste::url;
use crate::text::{Secret, Span};

use super::{Basis, Pair};

/// A pair that may wait for its other half.
pub(super) struct OpenPair {
    /// The environment that its names say, and how many headings stand above.
    environment: String,
    block: usize,
    /// The last of these headings.
    heading: String,
    /// The place of its last name, and whether it is that of an environment variable.
    last: Span,
    is_variable: bool,
    /// Whether only its place shows that it is one.
    pub(super) is_loose: bool,
    pub(super) pair: Pair,
}

/// Puts a key, a secret or a URL to the pair that waits for it, or opens one.
pub(super) fn put(text: &str, setting: Setting, heading: (usize, &str), open: &mut Vec<OpenPair>) {
    let Setting {
        role,
        environment,
        name,
        span,
        value,
        is_default,
        is_loose,
        ..
    } = setting;
    let (block, heading) = heading;
    let is_of = |open: &OpenPair| open.environment == environment && open.block == block;
    let is_close = |open: &OpenPair| {
        let between = text.get(open.last.end..name.start).unwrap_or_default();
        between.len() < REACH && !between.contains("\n\n") && !between.contains("\n\r\n")
    };
    let waits = |open: &OpenPair, has_only_url: bool| {
        let Pair {
            key, secret, url, ..
        } = &open.pair;
        let is_free = match role {
            Role::Key => key.is_none(),
            Role::Secret => secret.is_none(),
            _ => url.is_none(),
        };
        let needs_closeness = has_only_url || role == Role::Url;
        let is_alone = key.is_none() && secret.is_none();
        is_free && is_alone == has_only_url && is_of(open) && (!needs_closeness || is_close(open))
    };
    let waiting = |has_only_url| {
        let mut near = open.iter().rev().take(NEIGHBOURS);
        near.position(|open| waits(open, has_only_url))
    };
    let is_variable = !name.of(text).bytes().any(|byte| byte.is_ascii_lowercase());
    // The other half waits more than a URL does.
    let back = waiting(false).or_else(|| waiting(true));
    let at = back.map_or(open.len(), |back| open.len() - 1 - back);
    if back.is_none() {
        let mut pair = Pair::new(None, None);
        pair.is_commented = environment.starts_with('#');
        (environment.trim_start_matches('#')).clone_into(&mut pair.environment);
        open.push(OpenPair {
            environment,
            block,
            heading: heading.to_owned(),
            last: name,
            is_variable,
            is_loose,
            pair,
        });
    }
    let joined = &mut open[at];
    joined.last = name;
    if is_default {
        joined.pair.basis = Basis::Guess;
    }
    match role {
        Role::Key => joined.pair.key = Some((value.expose().to_owned(), span)),
        Role::Secret => joined.pair.secret = Some((value, span)),
        _ => joined.pair.url = Some((url::without_user(value.expose()), span)),
    }
}

/// A variable that is set twice has its last value, and so has a name that is there again at once: in JSON, YAML and code the
/// last one counts. Of two whole pairs each may be that of an environment of its own, unless they have the same key.
pub(super) fn override_earlier(text: &str, open: &mut [OpenPair]) {
    for at in 1..open.len() {
        let (earlier, rest) = open.split_at_mut(at);
        let later = &mut rest[0];
        let is_again = |open: &OpenPair| {
            let between = text
                .get(open.last.end..later.last.start)
                .unwrap_or_default();
            open.last.of(text) == later.last.of(text)
                && between.len() < REACH
                && between.matches('\n').count() <= 1
        };
        let has = |open: &OpenPair| {
            (open.is_variable && later.is_variable || is_again(open))
                && open.environment == later.environment
                && (open.block == later.block
                    || !open.heading.is_empty() && open.heading == later.heading)
                && open.pair.key.is_some()
                && open.pair.secret.is_some()
        };
        let Some(earlier) = earlier
            .iter_mut()
            .rev()
            .take(NEIGHBOURS)
            .find(|open| has(open))
        else {
            continue;
        };
        let (earlier, pair) = (&mut earlier.pair, &mut later.pair);
        match (&pair.key, &pair.secret) {
            (None, Some((_, span))) => {
                earlier.overridden = Some(*span);
                pair.key.clone_from(&earlier.key);
            }
            (Some((_, span)), None) => {
                earlier.overridden = Some(*span);
                let copy = |(secret, span): &(Secret, Span)| {
                    (Secret::new(secret.expose().to_owned()), *span)
                };
                pair.secret = earlier.secret.as_ref().map(copy);
            }
            (Some((key, _)), Some((secret, span))) if later.is_variable => {
                let is_it = |other: &Option<(String, Span)>| {
                    other.as_ref().is_some_and(|(other, _)| other == key)
                };
                if is_it(&earlier.key) && earlier.values().1 != secret.expose() {
                    earlier.overridden = Some(*span);
                }
                continue;
            }
            _ => continue,
        }
        if pair.url.is_none() {
            pair.url.clone_from(&earlier.url);
        }
    }
}

/// How many bytes may stand between a URL and its key.
const REACH: usize = 300;

/// How many pairs back a key may look for its secret. They stand close together, and a log may hold thousands.
const NEIGHBOURS: usize = 16;
