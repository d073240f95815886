//! Makes right tokens: out of a wrong one, with the fewest changes, and out of claims.
//!
//! - **In**: the evidence (a token, a pair of key and secret, what the token is for), or claims and a pair.
//! - **Out**: a [`Repair`]: a token that every known release accepts now, and each changed claim with its reason; or why there
//!   is none. The answers of [`server`](crate::server) decide: nothing that a release refuses is made.
//! - **Facts from**: the rules of [`server`](crate::server), and what LiveKit's own SDKs write (`{"alg":"HS256","typ":"JWT"}`).
//!
//! The token that is made is given to the caller alone. No report holds it.

pub mod fields;
mod lines;
mod mend;
pub mod pair;
pub mod panel;
mod payload;
pub mod program;
pub mod reason;

use serde::Serialize;

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::purpose::{self, Purpose};
use crate::diagnosis::relevance;
use crate::finding::refusal::RefusalFinding;
use crate::finding::sentence::{Pasted, Sentence};
use crate::finding::{Code, Explain};
use crate::paste::pair::{Basis, Pair};
use crate::paste::token::TokenText;
use crate::secret::{self, Signature, signature};
use crate::sentence;
use crate::server::refusal::{Refusal, RequestRefusal};
use crate::server::release::{RELEASES, Release};
use crate::server::{Keys, knows};
use crate::text::json::{Document, lossy, quote};
use crate::text::{NumericDate, base64url};
use crate::token::{self, Token, grants};

use mend::Mending;
use payload::Payload;

pub use mend::LIFE;

/// The JOSE header of LiveKit's SDKs.
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// Each round of a repair answers one refusal, and none comes back: there are fewer than this many.
const ROUNDS: usize = 64;

/// An API key and its secret.
#[derive(Clone, Copy)]
pub struct KeyPair<'a> {
    /// The API key.
    pub key: &'a str,
    /// The secret.
    pub secret: &'a str,
}

impl KeyPair<'_> {
    /// Whether a token can be signed with it, and shows no secret: its key is there for everybody who gets it.
    fn check(self) -> Result<(), NotMade> {
        if self.secret.is_empty() {
            return Err(NotMade::NoSecret);
        }
        match secret::secret_parts(self.key).next() {
            Some(_) => Err(NotMade::SecretAsKey),
            None => Ok(()),
        }
    }
}

/// A right token, and how it differs from the wrong one.
#[derive(Serialize)]
pub struct Repair {
    /// The token, with its signature.
    pub token: String,
    /// The changed claims, in the order of the changes. Empty if only the signature, or nothing, had to change.
    pub changes: Vec<Change>,
}

/// A changed claim.
#[derive(Debug, PartialEq, Serialize)]
pub struct Change {
    /// The claim, such as `exp` or `video.roomJoin`; `alg` is the member of the JOSE header.
    pub claim: String,
    /// Its JSON text before; `None` if it was absent.
    pub was: Option<String>,
    /// Its JSON text now; `None` if it was removed.
    pub is: Option<String>,
    /// The finding that it answers.
    pub why: Code,
}

/// Why no token is made.
///
/// ```
/// use why401::{NotMade, NumericDate, repair};
///
/// let repaired = repair("no token here", NumericDate(1_795_516_100.0));
/// assert_eq!(repaired.err(), Some(NotMade::NoToken));
/// ```
#[derive(Debug, PartialEq)]
pub enum NotMade {
    /// The paste has no token, or not all of it.
    NoToken,
    /// The paste has no pair of key and secret.
    NoPair,
    /// The token is another service's, or one that LiveKit makes itself.
    NotLiveKit,
    /// The claims are not a JSON object.
    NotAnObject,
    /// The secret is empty.
    NoSecret,
    /// The key is probably a secret, which the token would show.
    SecretAsKey,
    /// The life is not a positive number of seconds.
    NoLife,
    /// Now is not an instant.
    NoTime,
    /// A claim of the form, such as `roomConfig`, is not JSON of its type.
    NotJson(String),
    /// A release refuses the token for what only its maker can decide.
    Refused(Box<Refusal>),
}

impl NotMade {
    /// The reason in a sentence.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::NoToken => sentence!["Paste a whole token to repair."],
            Self::NoPair => {
                sentence!["Paste the API key and its secret as well: they sign the new token."]
            }
            Self::NotLiveKit => sentence!["This is not a token for a LiveKit server."],
            Self::NotAnObject => sentence!["The claims are not a JSON object."],
            Self::NoSecret => sentence!["The API secret is empty."],
            Self::SecretAsKey => {
                sentence!["The API key looks like a secret, which every token would show."]
            }
            Self::NoLife => sentence!["The life is not a positive number of seconds."],
            Self::NoTime => sentence!["The time is not a finite number of seconds."],
            Self::NotJson(claim) => sentence![Pasted(claim), " is not a JSON object."],
            Self::Refused(refusal) => {
                let clause = match &**refusal {
                    // No finding says so: a paste shows a token in a request that was sent.
                    Refusal::Request(RequestRefusal::HeaderTooLarge { bytes }) => sentence![
                        "it makes a request of ",
                        *bytes,
                        " bytes of headers, and Go's server reads a little over a million."
                    ],
                    // By how much, a refusal alone does not know.
                    Refusal::IssuedInFuture { .. } => sentence!["its `iat` is in the future."],
                    refusal => RefusalFinding::alone(refusal.clone()).clause(),
                };
                sentence!["LiveKit would refuse this token: ", clause]
            }
        }
    }
}

/// Makes the token of a paste right: with the pair of the paste that is its own, or else the last whole one.
///
/// # Errors
/// Why it cannot be made right.
pub fn repair(evidence: &Evidence) -> Result<Repair, NotMade> {
    let token = evidence.token().ok_or(NotMade::NoToken)?;
    let purpose = purpose::of_token(evidence, token);
    let set = token.jws.claims_set();
    let is_foreign = !relevance::is_of_livekit(token) && set.is_some_and(grants::has_foreign);
    if is_foreign || matches!(purpose, Purpose::Webhook) {
        return Err(NotMade::NotLiveKit);
    }
    let pair = pair(evidence).ok_or(NotMade::NoPair)?;
    let hide = |text: &str| hide(evidence, pair.secret, text);
    mend(token, &purpose, pair, evidence.now, &hide)
}

/// The pair that signs: the one that made the signature, the one of the token's key, or the last whole one. One that is commented
/// out, or that a later value replaces, signs only if it made the signature and no other counts.
fn pair(evidence: &Evidence) -> Option<KeyPair<'_>> {
    let pairs = &evidence.paste.pairs;
    let made = match evidence.signature() {
        Signature::Valid { pair } | Signature::NearMiss { pair, .. } => Some(&pairs[pair]),
        Signature::Invalid | Signature::Unchecked => None,
    };
    let whole = || {
        // The form of LiveKit's own shows as much as a name.
        let counts = |pair: &&Pair| pair.counts() || pair.basis == Basis::Form;
        pairs.iter().filter(counts).filter_map(key_pair)
    };
    (made.filter(|pair| pair.is_current()).and_then(key_pair))
        .or_else(|| whole().find(|pair| pair.key == evidence.iss()))
        .or_else(|| whole().next_back())
        .or_else(|| made.and_then(key_pair))
}

/// Key and secret of a pair; `None` if one of them is missing, or if the key may be a secret: who reads a token reads its key.
fn key_pair(pair: &Pair) -> Option<KeyPair<'_>> {
    let (key, secret) = in_place(pair);
    let pair = KeyPair {
        key: key?,
        secret: secret?,
    };
    pair.check().is_ok().then_some(pair)
}

/// Key and secret of a pair, exchanged where they are swapped.
fn in_place(pair: &Pair) -> (Option<&str>, Option<&str>) {
    let key = pair.key.as_ref().map(|(key, _)| key.as_str());
    let secret = pair.secret.as_ref().map(|(secret, _)| secret.expose());
    if secret::is_swapped(pair) {
        (secret, key)
    } else {
        (key, secret)
    }
}

/// Makes a token right for what it is for.
fn mend(
    token: &Token,
    purpose: &Purpose,
    pair: KeyPair,
    now: NumericDate,
    hide: &dyn Fn(&str) -> String,
) -> Result<Repair, NotMade> {
    let original = Payload::new(token.jws.claims.source()).ok_or(NotMade::NoToken)?;
    let (mending, refusal) = mended(token, purpose, pair, now)?;
    match refusal {
        Some(refusal) => Err(NotMade::Refused(Box::new(refusal))),
        None => Ok(Repair {
            token: signed(Some(token), &mending, pair),
            changes: changes(token, &original, &mending, hide),
        }),
    }
}

/// The claims of a token with all changes that can be made without its maker, and why a release still refuses them.
fn mended<'a>(
    token: &Token,
    purpose: &Purpose,
    pair: KeyPair<'a>,
    now: NumericDate,
) -> Result<(Mending<'a>, Option<Refusal>), NotMade> {
    if !now.0.is_finite() {
        return Err(NotMade::NoTime);
    }
    let mut mending = Mending {
        payload: Payload::new(token.jws.claims.source()).ok_or(NotMade::NoToken)?,
        reasons: Vec::new(),
        header: None,
        key: pair.key,
        now,
    };
    mending.names();
    mending.times(token);
    let mut rounds = 0..ROUNDS;
    loop {
        let made = read(signed(Some(token), &mending, pair));
        let Some(refusal) = refusal(&made, purpose, pair, now) else {
            return Ok((mending, None));
        };
        if rounds.next().is_none() || mending.answer(&refusal, &made).is_none() {
            return Ok((mending, Some(refusal)));
        }
    }
}

/// The token of changed claims. The JOSE header of the token before is kept where LiveKit accepts it.
fn signed(before: Option<&Token>, mending: &Mending, pair: KeyPair) -> String {
    let header =
        before.filter(|token| mending.header.is_none() && token.jws.header.root().is_some());
    let header = header.map_or(HEADER.as_bytes(), |token| token.jws.header.source());
    sign(header, mending.payload.text(), pair.secret)
}

/// Why a release refuses a token: the newest that does. Releases without the method that the token is for, or without its grant, do not count.
fn refusal(token: &Token, purpose: &Purpose, pair: KeyPair, now: NumericDate) -> Option<Refusal> {
    let keys = Keys::Known(vec![(pair.key, pair.secret)]);
    let question = purpose.question(token);
    let refusals = question.refusals(token, &keys);
    let is_about_token = |refusal: &Refusal| match refusal {
        Refusal::Request(RequestRefusal::HeaderTooLarge { .. }) => true,
        Refusal::Request(refusal) => refusal.is_about_token(),
        _ => true,
    };
    // A release that does not know the grant wants another one, which no newer release does.
    let knows_grant = |release: &&Release| match purpose {
        Purpose::Api(_, method, _) => knows(method.grant().claim(), release),
        _ => true,
    };
    let releases = RELEASES.iter().rev().filter(knows_grant);
    releases
        .filter_map(|release| refusals(release, now))
        .map(|refusal| (*refusal).clone())
        .find(is_about_token)
}

/// What differs, with the reasons.
fn changes(
    token: &Token,
    original: &Payload,
    mending: &Mending,
    hide: &dyn Fn(&str) -> String,
) -> Vec<Change> {
    let text = |payload: &Payload, path: &[String]| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        Some(lossy(payload.value(&path)?.source()).into_owned())
    };
    let header = mending.header.map(|why| Change {
        claim: "alg".to_owned(),
        was: token.jws.algorithm().map(|algorithm| quote(&algorithm)),
        is: Some(quote("HS256")),
        why,
    });
    let claims = mending.reasons.iter().map(|(path, why)| Change {
        claim: path.join("."),
        was: text(original, path),
        is: text(&mending.payload, path),
        why: *why,
    });
    let differs = |change: &Change| change.was != change.is;
    let hidden = |change: Change| Change {
        was: change.was.map(|was| hide(&was)),
        is: change.is.map(|is| hide(&is)),
        ..change
    };
    let changes = claims.chain(header).filter(differs);
    changes.map(hidden).collect()
}

/// A secret of fewer characters may be a common word, and is not looked for inside of values.
const HIDDEN: usize = 8;

/// A text without secrets of the paste and the one that signs.
fn hide(evidence: &Evidence, own: &str, text: &str) -> String {
    let pasted = evidence.paste.pairs.iter();
    let pasted = pasted.filter_map(|pair| in_place(pair).1);
    let mut text = text.to_owned();
    for secret in pasted.chain([own]) {
        if secret.len() >= HIDDEN && text.contains(secret) {
            text = text.replace(secret, "[API secret]");
        }
    }
    text
}

/// Makes a token of claims, valid from now for `life` seconds.
///
/// `claims` is a JSON object; `iss`, `nbf` and `exp` are written by this function.
///
/// ```
/// use why401::NumericDate;
/// use why401::repair::{KeyPair, mint};
///
/// let pair = KeyPair { key: "APIkey", secret: "FAKE-secret" };
/// let now = NumericDate(1_795_516_100.0);
/// let claims = r#"{"sub":"alice","video":{"roomJoin":true,"room":"my-room"}}"#;
/// assert!(mint(claims, pair, now, 900.0).unwrap().starts_with("eyJhbGciOiJIUzI1NiI"));
/// // No release accepts a token for joining without an identity.
/// assert!(mint(r#"{"video":{"roomJoin":true,"room":"my-room"}}"#, pair, now, 900.0).is_err());
/// ```
///
/// # Errors
/// Why no release, or not every one, would accept it.
pub fn mint(claims: &str, pair: KeyPair, now: NumericDate, life: f64) -> Result<String, NotMade> {
    pair.check()?;
    if !now.0.is_finite() {
        return Err(NotMade::NoTime);
    }
    if !(life > 0.0 && (now.0 + life).is_finite()) {
        return Err(NotMade::NoLife);
    }
    let mut payload = Payload::new(claims.as_bytes()).ok_or(NotMade::NotAnObject)?;
    let start = now.0.floor();
    payload.set(&["iss"], &quote(pair.key));
    payload.set(&["nbf"], &start.to_string());
    payload.set(&["exp"], &(start + life).floor().to_string());
    let text = sign(HEADER.as_bytes(), payload.text(), pair.secret);
    let token = read(text.clone());
    let purpose = purpose::of_grants(&token);
    match refusal(&token, &purpose, pair, now) {
        None => Ok(text),
        Some(refusal) => Err(NotMade::Refused(Box::new(refusal))),
    }
}

/// The compact serialization (RFC 7515 section 3.1) of a header and a payload, signed with the HMAC that the header names, or else with HS256.
fn sign(header: &[u8], payload: &[u8], secret: &str) -> String {
    let input = format!(
        "{}.{}",
        base64url::encode(header),
        base64url::encode(payload)
    );
    let algorithm = Document::read(header.to_vec()).ok();
    let algorithm =
        algorithm.and_then(|header| Some(header.root()?.member("alg")?.string()?.into_owned()));
    let algorithm = algorithm.as_deref().unwrap_or("HS256");
    let signature = signature::sign(algorithm, secret.as_bytes(), input.as_bytes());
    format!("{input}.{}", base64url::encode(&signature))
}

/// A token that was made here, decoded.
fn read(text: String) -> Token {
    token::read(TokenText {
        text,
        spans: Vec::new(),
        invisible: false,
        elided: false,
        signature_removed: false,
        is_payload: false,
    })
}
