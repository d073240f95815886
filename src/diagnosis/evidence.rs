//! Everything that the stages found out about a paste: data only.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::sync::Arc;

use crate::clock::Difference;
use crate::clock::asked_at::AskedAt;
use crate::finding::any_jwt::service::whose;
use crate::finding::environment::PairName;
use crate::finding::sentence::{Inline, Pasted, Sentence};
use crate::livekit::api_key;
use crate::livekit::sdk::Sdk;
use crate::paste::Paste;
use crate::paste::date::FoundDate;
use crate::paste::url::{self, ServerEvidence, Url};
use crate::secret::{self, Signature, SlipSearch};
use crate::sentence;
use crate::server::reading::Reading;
use crate::server::release::{RELEASES, Release};
use crate::service::{Recognition, Service};
use crate::text::needles::contains;
use crate::text::{Lines, NumericDate, Span};
use crate::token::Token;

use super::any_jwt::AnyJwt;
use super::relevance::asks_elsewhere;
use super::tokens;

/// All that is known about a paste.
pub struct Evidence {
    /// The pasted text.
    pub text: String,
    /// The browser's clock.
    pub now: NumericDate,
    /// Where the pastes begin that it was put together from.
    pub starts: Vec<usize>,
    /// The items found in it, except its tokens, which have moved to `tokens`.
    pub paste: Paste,
    /// The tokens, decoded.
    pub tokens: Vec<Token>,
    /// How each token's signature relates to the secrets of the paste.
    pub signatures: Vec<Signature>,
    /// What the paste shows of tokens of any service.
    pub any_jwt: AnyJwt,
    /// Whether the token in question is another service's, and nothing in the paste is `LiveKit`'s.
    pub is_elsewhere: bool,
    /// The answers of a server in the paste.
    pub answers: Vec<(Arc<Reading>, Span)>,
    /// The answers that do not count: older ones, and those that are only mentioned.
    pub other_answers: Vec<(Arc<Reading>, Span)>,
    /// The distinct tokens: for each, the indexes of all its places in `tokens`.
    pub distinct: Vec<Vec<usize>>,
    /// The token that the verdict is about, as an index into `tokens`.
    pub subject: Option<usize>,
    /// The token to compare it with, as an index into `tokens`.
    pub compared: Option<usize>,
    /// The dates of requests and their outcomes.
    pub asking: Vec<FoundDate>,
    /// When the server was asked about that token.
    pub asked_at: AskedAt,
    /// How far the clocks are apart, where the evidence shows it.
    pub clocks: Vec<Difference>,
    /// How far the search for slips in secrets has come.
    pub slips: SlipSearch,
    /// The line numbers, once they are needed.
    pub lines: OnceCell<Lines>,
    /// Whether it is from Windows PowerShell, once that is asked.
    pub is_windows: OnceCell<bool>,
}

impl Evidence {
    /// The numbers of its lines.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    /// Whether the paste is from Windows PowerShell.
    pub fn is_windows(&self) -> bool {
        let is_in = |mark| contains(&self.text, mark);
        *(self.is_windows).get_or_init(|| ["PS C:\\", "$env:", "C:\\Users"].into_iter().any(is_in))
    }

    /// Which paste a place is in, as a number that grows with each.
    pub fn paste_of(&self, span: Span) -> usize {
        self.starts.partition_point(|start| *start <= span.start)
    }

    /// The answer of the server that counts, and its place: one that names a reason or a key is more specific.
    pub fn answer(&self) -> Option<&(Arc<Reading>, Span)> {
        let tells =
            |(reading, _): &&(Arc<Reading>, Span)| reading.error.is_some() || reading.key.is_some();
        self.answers.iter().find(tells).or(self.answers.first())
    }

    /// Whether a text of the paste says that a call failed.
    pub fn shows_failure(&self) -> bool {
        let paste = &self.paste;
        !paste.known_texts.texts.is_empty() || !self.answers.is_empty() || paste.failed.is_some()
    }

    /// Whether the server is probably `livekit-server --dev`, and the token is one that it accepts: the paste shows a
    /// local server or the option, and the token is signed with the pair of `--dev`.
    pub fn is_development(&self) -> bool {
        let is_local = |url: &Url| url::is_local(url::server(&url.origin));
        let is_signed = |token: &Token| secret::public(token) == Some("secret");
        let is_pasted = self.paste.pairs.iter().any(|pair| pair.secret.is_some());
        self.iss() == api_key::DEVELOPMENT
            && !is_pasted
            && self.token().is_some_and(is_signed)
            && (self.text.contains("--dev") || self.paste.urls.iter().any(is_local))
            && !self.is_cloud()
    }

    /// Whether the paste names another service, or what was asked there, and nothing of `LiveKit`'s.
    pub fn names_other_service(&self) -> bool {
        let known = &self.paste.known_texts;
        let is_named = known.names_product || asks_elsewhere(&self.text, &self.paste.urls);
        is_named && !known.is_of_livekit && self.server().is_none()
    }

    /// Whether the paste shows that the token was sent: it is in a URL, a header, or an answer that repeats it.
    pub fn shows_sending(&self) -> bool {
        let Some(token) = self.token() else {
            return false;
        };
        let is_repeated =
            |(reading, _): &(Arc<Reading>, Span)| reading.token.as_ref() == Some(&token.jws.text);
        let is_carried = |span: &Span| {
            let before = &self.text[..span.start];
            let before = before.trim_end_matches(['"', '\'', '=', '%', '2', '0', '7']);
            ["access_token", "Bearer ", "Bearer"]
                .into_iter()
                .any(|label| before.ends_with(label))
        };
        self.answers.iter().any(is_repeated) || token.spans.iter().any(is_carried)
    }

    /// The SDK that the reader uses, as far as the code or the token in the paste tells.
    pub fn sdk(&self) -> Option<Sdk> {
        let minter = self.token().and_then(|token| token.minter);
        self.paste.sdk.or(minter.map(|minter| minter.sdk))
    }

    /// The token that the verdict is about.
    pub fn token(&self) -> Option<&Token> {
        Some(&self.tokens[self.subject?])
    }

    /// A few words that tell a token from others: whom it is for and its room, or whose it is.
    pub fn label(&self, at: usize) -> Sentence {
        let token = &self.tokens[at];
        let Recognition { service, kind } = self.any_jwt.recognitions[at];
        match service.filter(|service| *service != Service::Livekit) {
            None => token_label(token),
            Some(service) => {
                let whose = whose(service, kind);
                let subject = token.claims.identity();
                let comma = subject.map(|subject| Inline(sentence![", ", Pasted(subject)]));
                sentence![whose, comma]
            }
        }
    }

    /// The places of a token, wherever the paste has it.
    pub fn places_of(&self, token: &Token) -> Vec<Span> {
        tokens::places(&self.tokens, token)
    }

    /// The API key that it names; empty if there is none.
    pub fn iss(&self) -> &str {
        let iss = self.token().and_then(|token| token.claims.iss.value());
        iss.map_or("", String::as_str)
    }

    /// How its signature relates to the secrets.
    pub fn signature(&self) -> Signature {
        self.subject
            .map_or(Signature::Unchecked, |at| self.signatures[at])
    }

    /// The name of a pair: its file or environment, and its lines.
    pub fn pair_name(&self, at: usize) -> PairName {
        let pair = &self.paste.pairs[at];
        PairName {
            environment: pair.environment.clone(),
            lines: self.lines().numbers(&pair.spans()),
        }
    }

    /// Whether the secret of a pair made the signature of a token, with or without a slip.
    pub fn made_signature(&self, at: usize) -> bool {
        let mut signatures = self.signatures.iter();
        signatures.any(|signature| match *signature {
            Signature::Valid { pair } | Signature::NearMiss { pair, .. } => pair == at,
            Signature::Unchecked | Signature::Invalid => false,
        })
    }

    /// The name of one place of a pair.
    pub fn place_name(&self, at: usize, span: Span) -> PairName {
        PairName {
            environment: self.paste.pairs[at].environment.clone(),
            lines: self.lines().numbers(&[span]),
        }
    }

    /// Whether an answer in the paste has the text of this group of releases, and that text is not common to all
    /// releases.
    pub fn points_to(&self, release: &Release) -> bool {
        self.answers.iter().any(|(reading, _)| {
            let releases = &reading.releases;
            releases.len() < RELEASES.len() && releases.iter().any(|one| one.since == release.since)
        })
    }

    /// The origin of the LiveKit server, if the paste shows one: a URL in a setting counts more than one that is only
    /// mentioned.
    pub fn server(&self) -> Option<&str> {
        let urls = self.paste.urls.iter();
        urls.max_by_key(|url| (url.evidence, Reverse(url.span.start)))
            .filter(|url| url.evidence > ServerEvidence::None)
            .map(|url| url.origin.as_str())
    }

    /// The server that was asked, or else the one of the settings.
    pub fn asked_server(&self) -> Option<&str> {
        let asked = self.paste.asked.map(|span| span.of(&self.text));
        asked.or_else(|| self.server())
    }

    /// Whether a URL in the paste belongs to LiveKit Cloud.
    pub fn is_cloud(&self) -> bool {
        let is_cloud = |url: &Url| url::is_cloud(&url.origin);
        self.paste.urls.iter().any(is_cloud)
    }
}

/// A few words that identify a token, such as `alice → my-room`.
fn token_label(token: &Token) -> Sentence {
    let claims = &token.claims;
    match (claims.identity(), token.room(), claims.iss.value()) {
        (Some(identity), Some(room), _) => sentence![Pasted(identity), " → ", Pasted(room)],
        (Some(identity), None, _) => sentence![Pasted(identity)],
        (None, Some(room), _) => sentence!["room ", Pasted(room)],
        (None, None, Some(iss)) => sentence!["key ", Pasted(iss)],
        (None, None, None) => sentence!["token"],
    }
}
