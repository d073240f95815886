//! The form for a token of another service that a secret of the paste has signed: its claims set as JSON, signed again with that secret.
//!
//! No rule of [`server`](crate::server) is about such a token, so none judges it.

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::relevance;
use crate::finding::Code;
use crate::finding::answer::Code as Answer;
use crate::finding::sentence::{Messages, words};
use crate::secret::Signature;
use crate::text::NumericDate;
use crate::text::json::{Value, lossy};
use crate::token::{Token, grants};

use super::{EDITED, Edit, Field, LIVES, MintedToken, Panel, Request, Row};
use crate::repair::fields::FieldKind;
use crate::repair::mend::LIFE;
use crate::repair::payload::Payload;
use crate::repair::{NotMade, hide, reason, sign};

/// The token of another service, and the secret that has signed it.
pub fn token(evidence: &Evidence) -> Option<(&Token, &str)> {
    let token = evidence.token()?;
    let set = token.jws.claims_set()?;
    let is_livekit = relevance::is_of_livekit(token)
        || crate::repair::pair(evidence).is_some() && !grants::has_foreign(set);
    let Signature::Valid { pair } = evidence.signature() else {
        return None;
    };
    let (secret, _) = evidence.paste.pairs[pair].secret.as_ref()?;
    (!is_livekit).then_some((token, secret.expose()))
}

/// The form in the given state. Its only field, without a name, has the whole claims set.
///
/// # Errors
/// [`NotMade::NoToken`]: the claims set cannot be read.
pub fn panel(
    evidence: &Evidence,
    (token, secret): (&Token, &str),
    request: &Request,
    now: NumericDate,
    messages: Messages,
) -> Result<Panel, NotMade> {
    let before = Payload::new(token.jws.claims.source()).ok_or(NotMade::NoToken)?;
    let typed = request.edits.iter().rev().find_map(typed);
    let mut fault = None;
    let mut payload = match typed {
        Some(text) => Payload::new(text.as_bytes()).unwrap_or_else(|| {
            fault = Some(NotMade::NotAnObject);
            before.clone()
        }),
        None => before.clone(),
    };
    let now = now.0.floor();
    let expired = number(&payload, "exp").is_some_and(|exp| exp <= now);
    match request.life {
        Some(life) if life >= 1.0 && (now + life).is_finite() => {
            payload.set(&["exp"], &(now + life.floor()).to_string());
        }
        Some(_) => fault = Some(NotMade::NoLife),
        None if expired && typed.is_none() => renew(&mut payload, now),
        None => {}
    }
    let show = |text: &str| hide(evidence, secret, text);
    let life = number(&payload, "exp").map_or(0.0, |exp| (exp - now).floor());
    Ok(Panel {
        repairs: true,
        is_foreign: true,
        key: String::new(),
        fields: vec![Field {
            claim: String::new(),
            meaning: words("all claims, as JSON", messages),
            kind: FieldKind::Object,
            value: Some(show(&lossy(payload.text()))),
        }],
        presets: Vec::new(),
        life,
        lives: LIVES.to_vec(),
        changes: changes(&before, &payload, request, &show, messages),
        notes: Vec::new(),
        made: fault.is_none().then(|| MintedToken {
            token: sign(token.jws.header.source(), payload.text(), secret),
            code: Vec::new(),
            sdk: None,
            curl: None,
            lk: None,
            url: None,
        }),
        refused: fault.map(|fault| fault.sentence().render(messages)),
    })
}

fn typed(edit: &Edit) -> Option<&str> {
    edit.value.as_deref().filter(|_| edit.claim.is_empty())
}

/// Lets an expired token live from now on. A service that looks at the age of a token reads `iat`.
fn renew(payload: &mut Payload, now: f64) {
    payload.set(&["exp"], &(now + LIFE).to_string());
    if number(payload, "iat").is_some() {
        payload.set(&["iat"], &now.to_string());
    }
}

fn number(payload: &Payload, claim: &str) -> Option<f64> {
    payload.value(&[claim])?.number()?.parse().ok()
}

/// The members of the claims set that differ.
fn changes(
    before: &Payload,
    after: &Payload,
    request: &Request,
    show: &dyn Fn(&str) -> String,
    messages: Messages,
) -> Vec<Row> {
    let source = |value: Value| lossy(value.source()).into_owned();
    let text = |payload: &Payload, claim: &str| payload.value(&[claim]).map(source);
    let members = before.root().members().chain(after.root().members());
    let mut rows: Vec<Row> = Vec::new();
    for claim in members.filter_map(|(name, _)| Some(name.string()?.into_owned())) {
        let (was, is) = (text(before, &claim), text(after, &claim));
        if was == is || rows.iter().any(|row| row.claim == claim) {
            continue;
        }
        let is_time = matches!(claim.as_str(), "exp" | "nbf" | "iat");
        let is_renewed = request.edits.is_empty() && request.life.is_none();
        let why = match claim.as_str() {
            _ if !is_renewed => EDITED,
            "exp" => reason::words(Code::Answer(Answer::Expired)),
            _ => "The new token starts now.",
        };
        rows.push(Row {
            at: is
                .as_ref()
                .filter(|_| is_time)
                .and_then(|is| is.parse().ok()),
            was: was.map(|was| show(&was)),
            is: is.map(|is| show(&is)),
            claim,
            why: words(why, messages),
        });
    }
    rows
}
