//! Everything that the stages found out about a paste.

use crate::clock::asked_at::{self, AskedAt};
use crate::paste::url::Url;
use crate::paste::{self, Paste};
use crate::secret::{self, Signature};
use crate::server::Keys;
use crate::server::refusal::{self, Cause, Reading};
use crate::server::release::{RELEASES, Release};
use crate::text::decimal::whole;
use crate::text::{NumericDate, Span, search};
use crate::token::snippet::{self, Mistake};
use crate::token::{self, Token};

/// What is known.
pub struct Evidence<'a> {
    /// The pasted text.
    pub text: &'a str,
    /// The browser's clock.
    pub now: NumericDate,
    /// What was found in it. Its tokens have moved on to `tokens`.
    pub paste: Paste,
    /// The tokens, decoded.
    pub tokens: Vec<Token>,
    /// How each token's signature relates to the secrets of the paste.
    pub signatures: Vec<Signature>,
    /// The mistakes in code that makes tokens.
    pub mistakes: Vec<Mistake>,
    /// The answers of a server that stand in the paste.
    pub refusals: Vec<(Reading, Span)>,
    /// Which token the verdict is about, an index of `tokens`.
    pub subject: Option<usize>,
    /// When the server was asked about it.
    pub asked_at: AskedAt,
}

impl<'a> Evidence<'a> {
    /// Runs the stages up to the clock.
    pub fn gather(text: &'a str, now: NumericDate) -> Self {
        let mut paste = paste::read(text);
        let (mut tokens, mut signatures) = (Vec::new(), Vec::new());
        for found in std::mem::take(&mut paste.tokens) {
            let token = token::read(found);
            signatures.push(secret::check(&token, &paste.pairs));
            tokens.push(token);
        }
        let mut refusals = refusal::find(text);
        let is_of_livekit = paste.said.is_of_livekit || !tokens.is_empty();
        refusals.retain(|(reading, span)| {
            is_of_livekit || !is_common(reading) || stands_alone(text, *span)
        });
        let subject = subject(&tokens);
        let refusal = refusals.first().map(|(_, span)| *span);
        let asked_at = asked_at::of(&paste.dates, subject.map(|at| &tokens[at]), refusal, now);
        Self {
            text,
            now,
            paste,
            tokens,
            signatures,
            mistakes: snippet::find(text),
            refusals,
            subject,
            asked_at,
        }
    }

    /// The token that the verdict is about.
    pub fn token(&self) -> Option<&Token> {
        Some(&self.tokens[self.subject?])
    }

    /// How its signature relates to the secrets.
    pub fn signature(&self) -> Signature {
        self.subject
            .map_or(Signature::Unchecked, |at| self.signatures[at])
    }

    /// Which secrets the server holds, taking the pairs of the paste for the server's. A secret without key is that of
    /// the token's own key.
    pub fn keys(&self) -> Keys<'_> {
        let iss = self
            .token()
            .and_then(|token| token.claims.iss.value())
            .map_or("", String::as_str);
        let mut known = Vec::new();
        let mut names_own_key = false;
        for pair in &self.paste.pairs {
            let key = pair.key.as_ref().map(|(key, _)| key.as_str());
            names_own_key |= key == Some(iss);
            if let Some((secret, _)) = &pair.secret {
                known.push((key.unwrap_or(iss), secret.expose()));
            }
        }
        if self.signature() == Signature::Unchecked
            && (self.paste.pairs.is_empty() || names_own_key)
        {
            Keys::Assumed
        } else {
            Keys::Known(known)
        }
    }

    /// Whether an answer in the paste is worded as this group of releases does it, and not as all do.
    pub fn points_to(&self, release: &Release) -> bool {
        self.refusals.iter().any(|(Reading { releases, .. }, _)| {
            releases.len() < RELEASES.len() && releases.iter().any(|one| one.since == release.since)
        })
    }

    /// Whether a URL of the paste is one of LiveKit Cloud.
    pub fn is_cloud(&self) -> bool {
        let is_cloud = |url: &Url| url.origin.as_bytes().ends_with(b".livekit.cloud");
        self.paste.urls.iter().any(is_cloud)
    }

    /// Whether the paste tells which secrets the server holds.
    pub fn knows_keys(&self) -> bool {
        matches!(self.keys(), Keys::Known(_))
    }
}

/// Whether other products answer in the same words.
fn is_common(reading: &Reading) -> bool {
    // The keys that LiveKit makes begin so.
    let has_key = reading
        .key
        .as_ref()
        .is_some_and(|key| key.starts_with("API"));
    let is_common = matches!(
        reading.causes[0],
        Cause::Malformed
            | Cause::UnknownKey
            | Cause::MissingGrant
            | Cause::NoRoomJoin
            | Cause::NoIdentity
            | Cause::NoRoom
    );
    is_common && !has_key && reading.error.is_none()
}

/// Whether a text is all of its line, as the body of an answer is, or is told to be plain text.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = search::head(text, span.start)
        .bytes()
        .rfind(|byte| *byte != b' ' && *byte != b'\r');
    let after = search::tail(text, span.end)
        .bytes()
        .find(|byte| *byte != b' ' && *byte != b'\r');
    matches!((before, after), (None | Some(b'\n'), None | Some(b'\n')))
        || search::contains(text, "text/plain")
        || search::contains(text, "\"unauthenticated\"")
}

/// The token that the verdict is about: the first that is there in full, else the first.
fn subject(tokens: &[Token]) -> Option<usize> {
    let whole = tokens
        .iter()
        .position(|token| !token.elided && !token.jws.is_cut_off());
    whole.or_else(|| tokens.iter().position(|token| !token.elided))
}

/// Numbers the lines of a text.
pub struct Lines(Vec<usize>);

impl Lines {
    /// Finds the line ends.
    pub fn of(text: &str) -> Self {
        let mut ends = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                ends.push(at);
            }
        }
        Self(ends)
    }

    /// The number of the line at this offset, from 1.
    pub fn number(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }

    /// `line 3`, or `lines 2–3` for several places.
    pub fn words(&self, spans: &[Span]) -> String {
        let numbers = || spans.iter().map(|span| self.number(span.start));
        match (numbers().min(), numbers().max()) {
            (Some(first), Some(last)) if first < last => {
                ["lines ", &whole(first), "–", &whole(last)].concat()
            }
            (Some(first), _) => ["line ", &whole(first)].concat(),
            _ => String::new(),
        }
    }
}
