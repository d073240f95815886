//! Findings from key, secret and signature.

use std::sync::Arc;

use crate::diagnosis::evidence::Evidence;
use crate::finding::Finding;
use crate::finding::environment::{AskedUrl, OtherServer, hint};
use crate::finding::key_and_secret::{KeyAndSecret, Staleness};
use crate::finding::slip::SlipFinding;
use crate::livekit::api_key;
use crate::secret::slip::{Kind, Side};
use crate::secret::{self, Signature};
use crate::server::reading::Reading;
use crate::server::refusal::RefusalKind;
use crate::text::{LineNumbers, Span};
use crate::token::Token;

use super::Add;

/// Findings from key, secret and signature.
pub(super) fn judge(evidence: &Evidence, token: &Token, add: Add) {
    environment(evidence, add);
    limits(evidence, add);
    let signature = evidence.signature();
    let is_open = matches!(signature, Signature::Invalid | Signature::Unchecked);
    if evidence.is_development() {
        return;
    }
    if is_open && let Some(secret) = secret::public(token) {
        let is_refused = signature == Signature::Invalid;
        let finding = KeyAndSecret::SignedWithPublicSecret { secret, is_refused };
        add(Finding::KeyAndSecret(finding), true);
    } else if let Some((finding, certain)) = of_signature(evidence, token, signature) {
        add(finding, certain);
    }
}

/// What was left out, since the paste has too many tokens and secrets.
fn limits(evidence: &Evidence, add: Add) {
    let tokens = evidence.tokens.len();
    let checked = secret::checked(&evidence.tokens, &evidence.paste.pairs);
    // The token in question is checked in any case.
    let is_beyond = evidence.subject.is_some_and(|at| at >= checked);
    let left = tokens - checked - usize::from(is_beyond);
    if left > 0 {
        let finding = KeyAndSecret::SignaturesLeft { left, tokens };
        add(Finding::KeyAndSecret(finding), true);
    }
    // For a key that the paste does not have, no slip explains anything.
    let mut keys = (evidence.paste.pairs.iter()).filter_map(|pair| pair.key.as_ref());
    let has_key = keys.any(|(key, _)| key == evidence.iss());
    let is_alone = tokens == 1 && evidence.paste.pairs.len() == 1;
    let is_cut_short = |at: usize| evidence.slips.is_cut_short(at) && has_key && !is_alone;
    if evidence.signature() == Signature::Invalid && evidence.subject.is_some_and(is_cut_short) {
        add(Finding::KeyAndSecret(KeyAndSecret::SlipsLeft), true);
    }
}

/// Which server the token belongs to, and which server was asked.
fn environment(evidence: &Evidence, add: Add) {
    if let Some(mismatch) = evidence.environment_mismatch() {
        let own = &evidence.paste.pairs[mismatch.own];
        let finding = OtherServer::KeyOfAnotherServer {
            is_signed: matches!(evidence.signature(), Signature::Valid { .. }),
            own: evidence.pair_name(mismatch.own),
            own_url: (own.url.as_ref()).map_or_else(String::new, |(url, _)| url.clone()),
            asked: match mismatch.other {
                Some(other) => AskedUrl::OfPair(evidence.pair_name(other)),
                None => AskedUrl::Unknown(mismatch.asked.of(&evidence.text).to_owned()),
            },
        };
        add(Finding::Environment(finding), true);
    } else if let Some(code) = evidence.misplaced() {
        // `livekit-server generate-keys` makes keys of the same form as LiveKit Cloud.
        let is_guess = code == hint::Code::CloudKeyAtHome;
        let is_unknown =
            |(reading, _): &(Arc<Reading>, Span)| reading.kinds[0] == RefusalKind::UnknownKey;
        let is_unknown = || evidence.answer().is_some_and(is_unknown);
        if !is_guess || is_unknown() || evidence.shows_cloud_key() {
            add(Finding::Known(code.known()), !is_guess);
        }
    }
}

/// What the signature shows, and whether that is certain.
fn of_signature(
    evidence: &Evidence,
    token: &Token,
    signature: Signature,
) -> Option<(Finding, bool)> {
    let pairs = &evidence.paste.pairs;
    let iss = evidence.iss();
    let swapped = |side| KeyAndSecret::KeySecretSwapped { side };
    let (finding, certain) = match signature {
        Signature::NearMiss {
            pair,
            steps: (step, None),
        } if step.slip.kind == Kind::KeySecretSwapped => {
            // The key in the paste looks like a key, so the two were swapped when the token was made.
            let key = pairs[pair].key.as_ref();
            let is_right = key.is_some_and(|(key, _)| api_key::has_form(key));
            (
                swapped(if is_right { Side::Minter } else { Side::Paste }),
                true,
            )
        }
        Signature::NearMiss { pair, steps } => {
            let span = pairs[pair].secret.as_ref().map(|(_, span)| *span);
            let place = evidence.lines().numbers(span.as_slice());
            let slip = SlipFinding {
                steps,
                place,
                is_elsewhere: false,
            };
            return Some((Finding::Slip(slip), true));
        }
        Signature::Valid { pair } => match &pairs[pair].key {
            Some(_) if secret::is_swapped(&pairs[pair]) => (swapped(Side::Paste), true),
            Some((key, _))
                if key != iss
                    && !iss.is_empty()
                    && pairs[pair].basis.is_sure()
                    && evidence.environment_mismatch().is_none() =>
            {
                let (key, iss) = (key.clone(), iss.to_owned());
                (KeyAndSecret::SecretOfAnotherKey { key, iss }, true)
            }
            _ if pairs[pair].overridden.is_some() || pairs[pair].is_commented => {
                let finding = KeyAndSecret::StaleVariable {
                    pair: evidence.pair_name(pair),
                    why: stale(evidence, pair),
                };
                (finding, true)
            }
            _ => return None,
        },
        Signature::Invalid if secret::names_secret(token, pairs) => (swapped(Side::Minter), true),
        Signature::Invalid => {
            let other = same_signature(evidence, token)?;
            let other = evidence.lines().numbers(&other);
            (KeyAndSecret::SignatureOfAnotherToken { other }, true)
        }
        Signature::Unchecked if secret::looks_like_secret(secret::core(iss)) => {
            (swapped(Side::Minter), false)
        }
        Signature::Unchecked if !evidence.knows_keys() && !iss.is_empty() && !token.is_payload => {
            let finding = KeyAndSecret::SignatureNotChecked {
                iss: iss.to_owned(),
                tried: tried(evidence, token),
            };
            (finding, true)
        }
        Signature::Unchecked => return None,
    };
    Some((Finding::KeyAndSecret(finding), certain))
}

/// The places of a token that its signature fits, and that has the signature of this one.
fn same_signature(evidence: &Evidence, token: &Token) -> Option<Vec<Span>> {
    let signature = &token.jws.signature;
    let is_same = |(at, other): &(usize, &Token)| {
        other.jws.signature == *signature
            && other.jws.text != token.jws.text
            && matches!(evidence.signatures[*at], Signature::Valid { .. })
    };
    let mut tokens = evidence.tokens.iter().enumerate();
    let (_, other) = tokens.find(is_same).filter(|_| !signature.is_empty())?;
    Some(evidence.places_of(other))
}

/// Why a pair does not count.
fn stale(evidence: &Evidence, at: usize) -> Staleness {
    let pair = &evidence.paste.pairs[at];
    let Some(later) = pair.overridden else {
        return if evidence.is_only_secret(at) {
            Staleness::OnlyCommented
        } else {
            Staleness::Commented
        };
    };
    let line = evidence.lines().numbers(&[later]);
    let is_newer = |span: Span| evidence.paste_of(span) < evidence.paste_of(later);
    if pair.spans().into_iter().all(is_newer) {
        Staleness::PastedBefore(line)
    } else {
        Staleness::Overridden(line)
    }
}

/// The lines of values that were probably meant as the secret, and do not fit.
fn tried(evidence: &Evidence, token: &Token) -> Option<LineNumbers> {
    let pairs = evidence.paste.pairs.iter();
    let pairs = pairs.filter(|pair| !pair.basis.is_sure() && secret::has_hmac(token));
    let secrets = pairs.filter_map(|pair| pair.secret.as_ref());
    let secrets = secrets.filter(|(secret, _)| secret::looks_like_secret(secret.expose()));
    let spans: Vec<_> = secrets.map(|(_, span)| *span).collect();
    (!spans.is_empty()).then(|| evidence.lines().numbers(&spans))
}
