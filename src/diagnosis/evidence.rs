//! Everything that the stages found out about a paste.

use std::cell::OnceCell;
use std::cmp::Reverse;

use memchr::memchr_iter;

use crate::clock::asked_at::{self, AskedAt};
use crate::clock::{self, Beside, Clock, Difference, Offset, Sample, minter, of_paste};
use crate::paste::code::{self, Mistake};
use crate::paste::date::FoundDate;
use crate::paste::pair::Pair;
use crate::paste::stand_in::StandIn;
use crate::paste::url::{self, ServerEvidence, Url};
use crate::paste::{self, Paste};
use crate::secret::{self, Signature, SlipSearch};
use crate::server::Keys;
use crate::server::reading::{self, Reading};
use crate::server::refusal::{LEEWAY, RefusalKind};
use crate::server::release::{RELEASES, Release};
use crate::text::{NumericDate, Span};
use crate::token::{self, Token, grants};

/// What is known.
pub struct Evidence {
    /// The pasted text.
    pub text: String,
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
    /// How far the clocks are apart, as far as anything tells.
    pub clocks: Vec<Difference>,
    /// Where the paste shows that the token belongs to another server than the one that was asked.
    pub elsewhere: Option<Elsewhere>,
    slips: SlipSearch,
    lines: OnceCell<Lines>,
}

/// The row of a development server's key beside a URL of LiveKit Cloud.
pub const DEVKEY_OF_CLOUD: &str = "devkey-of-cloud";

/// A token of one environment, sent to the server of another one.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    /// The pair that the token is of.
    pub own: usize,
    /// The pair that the URL belongs to, if it is in the paste.
    pub other: Option<usize>,
    /// The place of the URL that was asked.
    pub asked: Span,
}

impl Evidence {
    /// Runs the stages up to the clock, but for the search for slips of secrets, which [`Self::search`] makes.
    pub fn gather(text: String, known: Beside) -> Self {
        let mut paste = paste::read(&text);
        let mut tokens: Vec<Token> = (std::mem::take(&mut paste.tokens).into_iter())
            .map(token::read)
            .collect();
        let signatures = (tokens.iter())
            .map(|token| secret::check(token, &paste.pairs))
            .collect();
        let mut refusals = reading::find(&text);
        let mistakes = if paste.said.is_code {
            code::find(&text)
        } else {
            Vec::new()
        };
        let is_of_livekit =
            paste.said.is_of_livekit || !mistakes.is_empty() || tokens.iter().any(is_of_livekit);
        if !is_of_livekit {
            let has_form = has_form(&text);
            refusals.retain(|refusal| has_form || is_telling(&text, refusal));
            (paste.stand_ins).retain(|stand_in| stands_in(&text, *stand_in));
        }
        // Whoever showed the answer may have left out the rest.
        for token in &mut tokens {
            let is_inside =
                |span: &Span| refusals.iter().any(|(_, refusal)| refusal.overlaps(*span));
            token.elided |= token.jws.is_cut_off() && token.spans.iter().any(is_inside);
        }
        let subject = subject(&tokens);
        let now = known.now;
        let (asked_at, clocks) = clocks(&paste, subject.map(|at| &tokens[at]), &refusals, known);
        let mut evidence = Self {
            text,
            now,
            paste,
            tokens,
            signatures,
            mistakes,
            refusals,
            subject,
            asked_at,
            clocks,
            elsewhere: None,
            slips: SlipSearch::default(),
            lines: OnceCell::new(),
        };
        evidence.elsewhere = evidence.elsewhere();
        evidence
    }

    /// Makes one step of the search for slips of secrets. Whether there is more to search.
    pub fn search(&mut self) -> bool {
        let is_more = (self.slips).step(&self.tokens, &self.paste.pairs, &mut self.signatures);
        self.elsewhere = self.elsewhere();
        is_more
    }

    /// Looks at the same paste with what is known by now; the paste is not read again.
    pub fn know(&mut self, known: Beside) {
        self.now = known.now;
        (self.asked_at, self.clocks) = clocks(&self.paste, self.token(), &self.refusals, known);
    }

    /// The pair of the paste that the token is of: its secret made the signature, or, without one to check, its key alone
    /// is the token's.
    fn own_pair(&self) -> Option<usize> {
        let pairs = &self.paste.pairs;
        let iss = self.token()?.claims.iss.value()?;
        match self.signature() {
            Signature::Valid { pair } => Some(pair),
            // A masked secret cannot be tried.
            Signature::Unchecked | Signature::Invalid => {
                let is_own = |pair: &Pair| pair.key.as_ref().is_some_and(|(key, _)| key == iss);
                let own = pairs.iter().position(is_own)?;
                let is_only = pairs[own].secret.is_none() && !pairs[own + 1..].iter().any(is_own);
                is_only.then_some(own)
            }
            Signature::NearMiss { .. } => None,
        }
    }

    /// The row of what the key tells beside the URL that was asked, or beside the only server of the paste.
    pub fn misplaced(&self) -> Option<&'static str> {
        let iss = self.token()?.claims.iss.value()?.as_str();
        let mut urls = self.paste.pairs.iter().filter_map(|pair| pair.url.as_ref());
        let server = if let Some(asked) = self.paste.asked {
            asked.of(&self.text)
        } else {
            let (first, _) = urls.next()?;
            let is_other = |(url, _): &(String, Span)| url::server(url) != url::server(first);
            if urls.any(is_other) {
                return None;
            }
            first
        };
        let is_local = url::is_local(url::server(server));
        let is_valid = matches!(self.signature(), Signature::Valid { .. });
        match iss {
            "devkey" if url::is_cloud(server) => Some(DEVKEY_OF_CLOUD),
            "devkey" if is_valid && !is_local => Some("dev-pair"),
            _ if is_local && secret::looks_like_key(iss) => Some("cloud-key-at-home"),
            _ => None,
        }
    }

    fn elsewhere(&self) -> Option<Elsewhere> {
        let own = self.own_pair()?;
        let asked = self.paste.asked?;
        let server_of = |pair: &Pair| {
            pair.url
                .as_ref()
                .map(|(url, _)| url::server(url).to_owned())
        };
        let pairs = &self.paste.pairs;
        let (own_url, _) = pairs[own].url.as_ref()?;
        let asked_url = asked.of(&self.text);
        let server = url::server(asked_url);
        if url::server(own_url) == server {
            return None;
        }
        let other = pairs
            .iter()
            .position(|pair| server_of(pair).as_deref() == Some(server));
        // Another name may be one of the same server, but for LiveKit Cloud.
        let is_other = other.is_some()
            || url::is_cloud(own_url) && (url::is_cloud(asked_url) || url::is_local(server));
        is_other.then_some(Elsewhere { own, other, asked })
    }

    /// The numbers of its lines.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
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
        for (at, pair) in self.paste.pairs.iter().enumerate() {
            // What counts is the last value, and the pair of the server that was asked.
            let counts = self
                .elsewhere
                .is_none_or(|elsewhere| elsewhere.other == Some(at))
                && pair.overridden.is_none()
                && !pair.is_commented;
            let key = pair.key.as_ref().map(|(key, _)| key.as_str());
            names_own_key |= key == Some(iss);
            if let Some((secret, _)) = pair.secret.as_ref().filter(|_| counts) {
                known.push((key.unwrap_or(iss), secret.expose()));
            }
        }
        if self.misplaced() == Some(DEVKEY_OF_CLOUD) {
            return Keys::Known(Vec::new());
        }
        let is_unchecked = self.signature() == Signature::Unchecked && self.elsewhere.is_none();
        if is_unchecked && (self.paste.pairs.is_empty() || names_own_key) {
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

    /// The origin of the LiveKit server, where the paste shows one: one that is set counts more than one that is only named.
    pub fn server(&self) -> Option<&str> {
        let urls = self.paste.urls.iter();
        urls.max_by_key(|url| (url.evidence, Reverse(url.span.start)))
            .filter(|url| url.evidence > ServerEvidence::None)
            .map(|url| url.origin.as_str())
    }

    /// Whether a URL of the paste is one of LiveKit Cloud.
    pub fn is_cloud(&self) -> bool {
        let is_cloud = |url: &Url| url::is_cloud(&url.origin);
        self.paste.urls.iter().any(is_cloud)
    }

    /// Whether the paste tells which secrets the server holds.
    pub fn knows_keys(&self) -> bool {
        matches!(self.keys(), Keys::Known(_))
    }
}

/// Whether a token is one of LiveKit's, by its claims.
fn is_of_livekit(token: &Token) -> bool {
    token.jws.claims_set().is_some_and(grants::is_of_livekit)
}

/// When the server was asked about a token, and how far the clocks are apart.
fn clocks(
    paste: &Paste,
    token: Option<&Token>,
    refusals: &[(Reading, Span)],
    known: Beside,
) -> (AskedAt, Vec<Difference>) {
    let now = known.now;
    let refusal = refusals.first().map(|(_, span)| *span);
    let mut samples = known.samples;
    samples.extend(of_paste::samples(paste, now));
    let asked_at = known.asked_at.map_or_else(
        || asked_at::of(&paste.dates, token, refusal, now, server(&samples)),
        AskedAt::chosen,
    );
    if let Some(token) = token.filter(|token| is_of_livekit(token)) {
        samples.extend(of_token(token, asked_at, &paste.dates, now, refusals));
    }
    (asked_at, clock::differences(&samples))
}

/// By how much the server's clock is ahead of the browser's, if both ends of that are known.
fn server(samples: &[Sample]) -> Option<Offset> {
    let differences = clock::differences(samples);
    let server = differences
        .iter()
        .find(|known| (known.whose, known.reference) == (Clock::Server, Clock::Browser))?;
    Some(server.offset).filter(|offset| offset.is_bounded())
}

/// What a token, and what a server has answered to it, tells about clocks: it was made before the server was asked, and the
/// server was asked before now.
fn of_token(
    token: &Token,
    asked_at: AskedAt,
    dates: &[FoundDate],
    now: NumericDate,
    refusals: &[(Reading, Span)],
) -> Vec<Sample> {
    // An instant that somebody tries out tells nothing.
    let by = asked_at.by.map(|(_, span)| span);
    let date = dates.iter().find(|date| Some(date.span) == by);
    let mut samples = Vec::new();
    let mut add = |whose, reference, least| {
        let most = f64::INFINITY;
        samples.push(Sample {
            whose,
            reference,
            offset: Offset { least, most },
            through_proxy: reference == Clock::Server
                && date.is_some_and(|date| date.through_proxy),
        });
    };
    let of_another = |reading: &Reading| {
        let answered = reading.token.as_ref();
        answered.is_some_and(|answered| *answered != token.jws.text)
    };
    let cause = refusals
        .first()
        .filter(|(reading, _)| !of_another(reading))
        .map(|(reading, _)| reading.kinds[0]);
    if let Some(minted) = minter::minted(token) {
        add(Clock::Minter, Clock::Browser, minted.since(now));
        if date.is_some() {
            let asked_at = asked_at.instants.latest;
            add(Clock::Minter, Clock::Server, minted.since(asked_at));
        }
        // It was refused as long as the server's clock was more than the leeway behind.
        if matches!(
            cause,
            Some(RefusalKind::NotYetValid | RefusalKind::IssuedInFuture)
        ) {
            add(Clock::Minter, Clock::Server, LEEWAY);
        }
    }
    if let (Some(RefusalKind::Expired), Some(exp)) = (cause, token.claims.exp.value()) {
        add(Clock::Server, Clock::Browser, exp.plus(LEEWAY).since(now));
    }
    samples
}

/// Whether the text holds an answer in one of LiveKit's forms: plain text, or Twirp's JSON.
fn has_form(text: &str) -> bool {
    ["text/plain", "\"unauthenticated\"", "unauthorized: no"]
        .into_iter()
        .any(|form| text.contains(form))
}

/// Whether an answer is LiveKit's, where nothing else in the paste is.
fn is_telling(text: &str, (reading, span): &(Reading, Span)) -> bool {
    // The keys that LiveKit makes begin so.
    let has_key = reading
        .key
        .as_ref()
        .is_some_and(|key| key.starts_with("API"));
    let is_whole = span.of(text).len() == text.trim_ascii().len();
    let is_line = || {
        let is_end = |byte: Option<&u8>| matches!(byte, None | Some(b'\n' | b'\r'));
        is_end(text.as_bytes()[..span.start].last()) && is_end(text.as_bytes()[span.end..].first())
    };
    match reading.kinds[0] {
        _ if has_key || is_whole || reading.error.is_some() => true,
        RefusalKind::Malformed
        | RefusalKind::UnknownKey
        | RefusalKind::MissingGrant
        | RefusalKind::NoRoomJoin
        | RefusalKind::NoIdentity
        | RefusalKind::NoRoom => false,
        _ => is_line(),
    }
}

/// Whether what stands in for a token does so in a paste that has nothing of LiveKit's.
fn stands_in(text: &str, (what, span): (StandIn, Span)) -> bool {
    let is_alone = text.len() < 120 && !text.trim_ascii().contains('\n');
    let before = &text.as_bytes()[..span.start];
    let label = before[before.len().saturating_sub(20)..].to_ascii_lowercase();
    let is_labelled = || label.windows(5).any(|word| word == b"token");
    match what {
        StandIn::Opaque => is_alone,
        StandIn::Promise | StandIn::Builder | StandIn::Method => is_alone || is_labelled(),
        _ => true,
    }
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
        Self(memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// The number of the line at this offset, from 1.
    pub fn number(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }

    /// `line 3`, or `lines 2–3` for several places.
    pub fn words(&self, spans: &[Span]) -> String {
        let numbers = || spans.iter().map(|span| self.number(span.start));
        match (numbers().min(), numbers().max()) {
            (Some(first), Some(last)) if first < last => format!("lines {first}–{last}"),
            (Some(first), _) => format!("line {first}"),
            _ => String::new(),
        }
    }
}
