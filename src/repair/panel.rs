//! The form on the page that repairs a token or makes a new one: its fields, and the token and code that it gives.
//!
//! The server's rules judge each state of the form: what a release refuses is not made, and the form says why.

mod foreign;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::purpose::{self, Purpose};
use crate::diagnosis::{next, relevance};
use crate::finding::sentence::{Messages, Part, Pasted, Sentence, words};
use crate::sentence;
use crate::server::refusal::Refusal;
use crate::text::NumericDate;
use crate::text::json::{Kind, Value, lossy, quote};
use crate::token::{Token, grants};

use super::fields::{self, FieldKind, PRESETS};
use super::mend::{LIFE, Mending};
use super::payload::Payload;
use super::program::{self, Program};
use super::{KeyPair, NotMade, hide, lines, mended, pair, read, reason, refusal, signed};

/// What can be made of a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename_all = "snake_case"))]
pub enum Offer {
    /// Its token can be made right with its pair of key and secret.
    Repair,
    /// Its token is another service's, and can be changed and signed again with its secret.
    Edit,
    /// A token can be made with its pair.
    Mint,
    /// A pair for a server of one's own: the paste has none.
    Pair,
}

/// The state of the form.
#[derive(Default, Deserialize)]
#[serde(default, expecting = "an object")]
pub struct Request {
    /// What was typed, field by field; a later entry for the same claim counts.
    pub edits: Vec<Edit>,
    /// The life, in seconds from now; without it the life of the token before, or 15 minutes.
    pub life: Option<f64>,
    /// A pair that was made on the page, in place of the one in the paste.
    pub pair: Option<OwnPair>,
}

/// What was typed into a field.
#[derive(Deserialize)]
pub struct Edit {
    /// The claim of the field.
    pub claim: String,
    /// The text; `None` removes the claim.
    pub value: Option<String>,
}

/// A pair that was made on the page.
#[derive(Deserialize)]
pub struct OwnPair {
    /// The API key.
    pub key: String,
    /// Its secret.
    pub secret: String,
}

/// The form, and what comes out of it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Panel {
    /// Whether a token of the paste is repaired; otherwise one is made.
    pub repairs: bool,
    /// Whether it is a token of another service. Then one field, without a name, has the whole claims set, and no release judges it.
    pub is_foreign: bool,
    /// The API key that signs; empty for another service.
    pub key: String,
    /// The fields with their values, those of most tokens first.
    pub fields: Vec<Field>,
    /// Choices of permissions.
    pub presets: Vec<Preset>,
    /// From now to `exp`, in seconds.
    pub life: f64,
    /// Lives to choose from, in seconds.
    pub lives: Vec<f64>,
    /// The changed claims. Empty if a token is made.
    pub changes: Vec<Row>,
    /// What the reader should know about this token, though LiveKit accepts it.
    pub notes: Vec<Vec<Part>>,
    /// The token, and how to make it; `null` if LiveKit would refuse it.
    pub made: Option<MintedToken>,
    /// Why it is not made.
    pub refused: Option<Vec<Part>>,
}

/// A field of the form.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Field {
    /// The claim, such as `video.roomJoin`; empty for the whole claims set.
    pub claim: String,
    /// What it means, in a few words.
    pub meaning: Cow<'static, str>,
    /// How it is typed.
    pub kind: FieldKind,
    /// Its value as it would be typed; `null` if the claim is absent.
    pub value: Option<String>,
}

/// A choice of permissions.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Preset {
    /// Its name.
    pub name: Cow<'static, str>,
    /// The values of all flags.
    pub edits: Vec<PresetEdit>,
    /// Whether the form has exactly these.
    pub chosen: bool,
}

/// The value of a flag in a choice of permissions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PresetEdit {
    /// The claim.
    pub claim: String,
    /// Its value; `null` if it is absent.
    pub value: Option<String>,
}

/// A changed claim.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Row {
    /// The claim.
    pub claim: String,
    /// Its JSON text before; `null` if it was absent.
    pub was: Option<String>,
    /// Its JSON text now; `null` if it was removed.
    pub is: Option<String>,
    /// The instant that it is now, in seconds since 1970, if it is one.
    pub at: Option<f64>,
    /// Why, in a few words.
    pub why: Cow<'static, str>,
}

/// A made token, and how to make it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MintedToken {
    /// The token, with its signature.
    pub token: String,
    /// The code for each SDK and library; empty for another service.
    pub code: Vec<Program>,
    /// The name of the code for the reader's SDK, as far as the paste tells.
    pub sdk: Option<&'static str>,
    /// A command that asks the server whether it accepts the token; `null` where there is no such call.
    pub curl: Option<String>,
    /// The command of LiveKit's CLI that makes the token; `null` where it cannot.
    pub lk: Option<String>,
    /// The server's URL for clients; `null` if the paste does not show it.
    pub url: Option<String>,
}

/// The lives to choose from, in seconds.
const LIVES: [f64; 4] = [300.0, LIFE, 3600.0, 21_600.0];

/// From this life on, in seconds, the form says what a long life means: a day.
const LONG: f64 = 86_400.0;

/// The number of characters below which LiveKit calls a secret too short.
const SHORT_SECRET: usize = 32;

/// The claims of a first token, to begin with.
const FIRST: &str = r#"{"sub":"alice","video":{"roomJoin":true,"room":"my-room"}}"#;

/// What a changed field is told as.
const EDITED: &str = "You changed it.";

/// What can be made of a paste; `None` if there is nothing to do. `is_right` is whether the verdict is that the token works, so that
/// it need not be repaired to know.
pub fn offer(evidence: &Evidence, is_right: bool) -> Option<Offer> {
    if foreign::token(evidence).is_some() {
        return Some(Offer::Edit);
    }
    let has_token = !evidence.tokens.is_empty();
    let Some(pair) = super::pair(evidence) else {
        let has_secret = evidence
            .paste
            .pairs
            .iter()
            .any(|pair| pair.secret.is_some());
        return (!has_token && !has_secret).then_some(Offer::Pair);
    };
    if !has_token {
        return Some(Offer::Mint);
    }
    let token = repairable(evidence).filter(|_| !is_right)?;
    let purpose = purpose::of_token(evidence, token);
    let (mending, _) = mended(token, &purpose, pair, evidence.now).ok()?;
    (signed(Some(token), &mending, pair) != token.jws.text).then_some(Offer::Repair)
}

/// The token that can be made right: a whole one of LiveKit's that a caller sends.
fn repairable(evidence: &Evidence) -> Option<&Token> {
    let token = evidence.token()?;
    let set = token.jws.claims_set()?;
    let is_foreign = !relevance::is_of_livekit(token) && grants::has_foreign(set);
    let purpose = purpose::of_token(evidence, token);
    (!is_foreign && !matches!(purpose, Purpose::Webhook)).then_some(token)
}

/// The form for a paste in the given state.
///
/// # Errors
/// [`NotMade::NoPair`], [`NotMade::NoSecret`] and [`NotMade::SecretAsKey`]: without a pair there is no form. [`NotMade::NoTime`]: `now`
/// is not an instant.
pub fn panel(
    evidence: &Evidence,
    request: &Request,
    now: NumericDate,
    messages: Messages,
) -> Result<Panel, NotMade> {
    if !now.0.is_finite() {
        return Err(NotMade::NoTime);
    }
    if request.pair.is_none()
        && let Some(token) = foreign::token(evidence)
    {
        return foreign::panel(evidence, token, request, now, messages);
    }
    let own = request.pair.as_ref().map(|pair| KeyPair {
        key: &pair.key,
        secret: &pair.secret,
    });
    let pair = own
        .or_else(|| super::pair(evidence))
        .ok_or(NotMade::NoPair)?;
    pair.check()?;
    let before = repairable(evidence).filter(|_| own.is_none());
    let form = Form::new(evidence, before, request, pair, now)?;
    Ok(form.panel(own.is_some(), messages))
}

/// The form on its way to a token.
struct Form<'a> {
    evidence: &'a Evidence,
    pair: KeyPair<'a>,
    now: NumericDate,
    /// The token of the paste, and its claims.
    before: Option<(&'a Token, Payload)>,
    mending: Mending<'a>,
    /// The claims that the reader has changed.
    edited: Vec<String>,
    /// A field that does not hold what it should.
    fault: Option<NotMade>,
    token: String,
    purpose: Purpose,
    refusal: Option<Refusal>,
}

impl<'a> Form<'a> {
    fn new(
        evidence: &'a Evidence,
        before: Option<&'a Token>,
        request: &Request,
        pair: KeyPair<'a>,
        now: NumericDate,
    ) -> Result<Self, NotMade> {
        let (mending, before) = match before {
            Some(token) => {
                let purpose = purpose::of_token(evidence, token);
                let (mending, _) = mended(token, &purpose, pair, now)?;
                let payload = Payload::new(token.jws.claims.source()).ok_or(NotMade::NoToken)?;
                (mending, Some((token, payload)))
            }
            None => (first(pair, now), None),
        };
        let mut form = Self {
            evidence,
            pair,
            now,
            before,
            mending,
            edited: Vec::new(),
            fault: None,
            token: String::new(),
            purpose: Purpose::Join,
            refusal: None,
        };
        form.edit(request);
        form.judge();
        Ok(form)
    }

    /// Puts in what was typed.
    fn edit(&mut self, request: &Request) {
        let definitions = fields::all();
        for edit in &request.edits {
            let Some(field) = definitions.iter().find(|field| field.claim == edit.claim) else {
                continue;
            };
            let path: Vec<&str> = edit.claim.split('.').collect();
            let payload = &mut self.mending.payload;
            match &edit.value {
                None => {
                    payload.remove(&path);
                    // An empty grant means as much as none.
                    let parent = &path[..path.len() - 1];
                    let is_empty = payload.value(parent).is_some_and(|parent| {
                        parent.kind() == Kind::Object && parent.members().next().is_none()
                    });
                    if !parent.is_empty() && is_empty {
                        payload.remove(parent);
                    }
                }
                Some(typed) => match field.kind.json(typed) {
                    Some(json) => payload.set(&path, &json),
                    None => self.fault = Some(NotMade::NotJson(edit.claim.clone())),
                },
            }
            self.edited.push(edit.claim.clone());
        }
        if let Some(life) = request.life {
            if life >= 1.0 && (self.now.0 + life).is_finite() {
                let exp = format!("{}", self.now.0.floor() + life.floor());
                self.mending.payload.set(&["exp"], &exp);
            } else {
                self.fault = Some(NotMade::NoLife);
            }
            self.edited.push("exp".to_owned());
        }
    }

    /// Signs, and asks every release.
    fn judge(&mut self) {
        let before = self.before.as_ref().map(|(token, _)| *token);
        self.token = signed(before, &self.mending, self.pair);
        let made = read(self.token.clone());
        let flags = self
            .edited
            .iter()
            .any(|claim| claim.contains('.') && claim != "video.room");
        self.purpose = match before {
            Some(token) if !flags => purpose::of_token(self.evidence, token),
            _ => purpose::of_grants(&made),
        };
        self.refusal = refusal(&made, &self.purpose, self.pair, self.now);
    }

    fn panel(self, is_local: bool, messages: Messages) -> Panel {
        let fields = self.fields(messages);
        let fault = self.fault.as_ref().map(NotMade::sentence);
        let refused = fault.or_else(|| {
            let refusal = self.refusal.clone()?;
            Some(NotMade::Refused(Box::new(refusal)).sentence())
        });
        Panel {
            repairs: self.before.is_some(),
            is_foreign: false,
            key: self.hide(self.pair.key),
            presets: presets(&fields, messages),
            fields,
            life: self.life(),
            lives: LIVES.to_vec(),
            changes: self.changes(messages),
            notes: (self.notes().iter())
                .map(|note| note.render(messages))
                .collect(),
            made: refused.is_none().then(|| self.made(is_local)),
            refused: refused.map(|why| why.render(messages)),
        }
    }

    fn fields(&self, messages: Messages) -> Vec<Field> {
        let field = |definition: fields::Definition| {
            let path: Vec<&str> = definition.claim.split('.').collect();
            let value = self.mending.payload.value(&path);
            let value = value.filter(|value| value.kind() != Kind::Null);
            Field {
                value: value.map(|value| self.hide(&definition.kind.typed(value))),
                claim: definition.claim.into_owned(),
                meaning: words(definition.meaning, messages),
                kind: definition.kind,
            }
        };
        fields::all().into_iter().map(field).collect()
    }

    /// From now to `exp`, in seconds.
    fn life(&self) -> f64 {
        let exp = self.mending.payload.value(&["exp"]);
        let exp = exp.and_then(|exp| exp.number()?.parse::<f64>().ok());
        exp.map_or(0.0, |exp| (exp - self.now.0.floor()).floor())
    }

    fn changes(&self, messages: Messages) -> Vec<Row> {
        let Some((token, before)) = &self.before else {
            return Vec::new();
        };
        let row = |claim: String, why| {
            let path: Vec<&str> = claim.split('.').collect();
            let text = |payload: &Payload| {
                let text = lossy(payload.value(&path)?.source()).into_owned();
                Some(self.hide(&text))
            };
            let is = text(&self.mending.payload);
            let is_time = matches!(claim.as_str(), "exp" | "nbf" | "iat");
            Row {
                was: text(before),
                at: is
                    .as_ref()
                    .filter(|_| is_time)
                    .and_then(|is| is.parse().ok()),
                is,
                claim,
                why: words(why, messages),
            }
        };
        let mended = self.mending.reasons.iter();
        let mended = mended.map(|(path, why)| (path.join("."), reason::words(*why)));
        let (edited, is_edited) = (&self.edited, |claim: &String| self.edited.contains(claim));
        let mut rows: Vec<Row> = Vec::new();
        let mended = mended.filter(|(claim, _)| !is_edited(claim));
        for (claim, why) in mended.chain(edited.iter().map(|claim| (claim.clone(), EDITED))) {
            if rows.iter().all(|row| row.claim != claim) {
                rows.push(row(claim, why));
            }
        }
        rows.retain(|row| row.was != row.is);
        if let Some(why) = self.mending.header {
            rows.push(Row {
                claim: "alg".to_owned(),
                was: token.jws.algorithm().map(|algorithm| quote(&algorithm)),
                is: Some(quote("HS256")),
                at: None,
                why: words(reason::words(why), messages),
            });
        }
        rows
    }

    fn notes(&self) -> Vec<Sentence> {
        let mut notes = Vec::new();
        let life = self.life();
        if life > LONG {
            notes.push(sentence![
                "Keep its life short: nobody can revoke a token, and this one works until ",
                NumericDate(self.now.0.floor() + life),
                "."
            ]);
        }
        let length = self.pair.secret.chars().count();
        if length < SHORT_SECRET {
            notes.push(sentence![
                "Choose a longer API secret: this one has ",
                length,
                if length == 1 {
                    " character"
                } else {
                    " characters"
                },
                ", and LiveKit warns below 32."
            ]);
        }
        let is_set = |claim: &str| {
            let path: Vec<&str> = claim.split('.').collect();
            let value = self.mending.payload.value(&path);
            value.and_then(Value::boolean) == Some(true)
        };
        let powers = [
            "video.roomAdmin",
            "video.roomCreate",
            "video.roomRecord",
            "video.ingressAdmin",
        ];
        if is_set("video.roomJoin")
            && let Some(power) = powers.into_iter().find(|claim| is_set(claim))
        {
            notes.push(sentence![
                "Give this token to no browser: ",
                Pasted(power),
                " lets its user do what only a server should."
            ]);
        }
        notes
    }

    fn made(&self, is_local: bool) -> MintedToken {
        let claims = self.mending.payload.root();
        let life = self.life();
        let hide = |text: &str| self.hide(text);
        let server = if is_local {
            Some("ws://localhost:7880")
        } else {
            self.evidence.server()
        };
        MintedToken {
            token: self.token.clone(),
            code: program::all(claims, life, &hide),
            sdk: self.evidence.sdk().map(program::name),
            curl: lines::curl(
                &self.token,
                &self.purpose,
                next::call(self.evidence, server),
            ),
            lk: lines::lk(claims, life, &hide),
            url: server.map(|url| url.replacen("http", "ws", usize::from(url.starts_with("http")))),
        }
    }

    fn hide(&self, text: &str) -> String {
        hide(self.evidence, self.pair.secret, text)
    }
}

/// The claims of a first token.
fn first(pair: KeyPair, now: NumericDate) -> Mending {
    let mut payload = Payload::new(FIRST.as_bytes()).expect("it is a JSON object");
    payload.set(&["iss"], &quote(pair.key));
    payload.set(&["nbf"], &format!("{}", now.0.floor()));
    payload.set(&["exp"], &format!("{}", now.0.floor() + LIFE));
    Mending {
        payload,
        reasons: Vec::new(),
        header: None,
        key: pair.key,
        now,
    }
}

fn presets(fields: &[Field], messages: Messages) -> Vec<Preset> {
    let flags = || fields.iter().filter(|field| field.kind == FieldKind::Flag);
    let preset = |definition: &fields::PresetDefinition| {
        let edits = flags().map(|field| {
            let flag = definition
                .flags
                .iter()
                .find(|(claim, _)| *claim == field.claim);
            PresetEdit {
                claim: field.claim.clone(),
                value: flag.map(|(_, value)| value.to_string()),
            }
        });
        let edits: Vec<PresetEdit> = edits.collect();
        Preset {
            name: words(definition.name, messages),
            chosen: flags()
                .zip(&edits)
                .all(|(field, edit)| field.value == edit.value),
            edits,
        }
    };
    PRESETS.iter().map(preset).collect()
}

/// The lines of a new pair for LiveKit's configuration and for the environment of what makes tokens.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DevelopmentPair {
    /// The API key.
    pub key: String,
    /// Its secret.
    pub secret: String,
    /// The lines of `livekit.yaml`.
    pub yaml: String,
    /// The lines of `.env`.
    pub env: String,
}

impl DevelopmentPair {
    /// A pair out of random bytes.
    pub fn new(random: impl Iterator<Item = u8>) -> Self {
        let (key, secret) = pair::development(random);
        Self {
            yaml: format!("keys:\n  {key}: {secret}"),
            env: format!(
                "LIVEKIT_URL=ws://localhost:7880\nLIVEKIT_API_KEY={key}\nLIVEKIT_API_SECRET={secret}"
            ),
            key,
            secret,
        }
    }
}
