//! Which server the token belongs to, and which secrets that server has.

use crate::finding::environment::hint;
use crate::livekit::api_key;
use crate::paste::pair::{Basis, Pair};
use crate::paste::url::{self, ServerEvidence, Url};
use crate::secret::{self, Signature};
use crate::server::Keys;
use crate::text::{Span, order};

use super::evidence::Evidence;

/// A token from one environment that was sent to the server of another.
#[derive(Clone, Copy, Debug)]
pub struct EnvironmentMismatch {
    /// The pair that the token belongs to.
    pub own: usize,
    /// The pair that the URL belongs to, if it is in the paste.
    pub other: Option<usize>,
    /// The place of the URL that was asked.
    pub asked: Span,
}

/// The first URL, if all of them are of one server.
fn only<'a>(mut urls: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = urls.next()?;
    urls.all(|url| url::server(url) == url::server(first))
        .then_some(first)
}

impl Evidence {
    /// The pair in the paste that the token belongs to: its secret made the signature, or, if there is no secret to
    /// check, only its key is the token's.
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

    /// Decides by the key, from the URL that was asked, the only one of the pairs, or the only server in the paste.
    pub fn misplaced(&self) -> Option<hint::Code> {
        let iss = self.token()?.claims.iss.value()?.as_str();
        let of_pairs = self.paste.pairs.iter().filter_map(|pair| pair.url.as_ref());
        let of_pairs: Vec<&str> = of_pairs.map(|(url, _)| url.as_str()).collect();
        let server = match self.paste.asked {
            Some(asked) => asked.of(&self.text),
            None if of_pairs.is_empty() => {
                // Other addresses beside a server are those of pages.
                let is_server = |url: &&Url| url.evidence > ServerEvidence::None;
                let has_server = self.paste.urls.iter().any(|url| is_server(&url));
                let urls = self.paste.urls.iter();
                let urls = urls.filter(|url| !has_server || is_server(url));
                only(urls.map(|url| url.origin.as_str()))?
            }
            None => only(of_pairs.into_iter())?,
        };
        let is_local = url::is_local(url::server(server));
        let is_valid = matches!(self.signature(), Signature::Valid { .. });
        match iss {
            api_key::DEVELOPMENT if url::is_cloud(server) => Some(hint::Code::DevkeyOfCloud),
            api_key::DEVELOPMENT if is_valid && !is_local => Some(hint::Code::DevPair),
            _ if is_local && api_key::has_form(iss) => Some(hint::Code::CloudKeyAtHome),
            _ if url::is_cloud(server) && self.is_own_key(iss) => Some(hint::Code::OwnKeyOfCloud),
            _ => None,
        }
    }

    /// Whether the token's key is one that somebody chose for a server of their own.
    fn is_own_key(&self, iss: &str) -> bool {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let is_livekits = self
            .token()
            .and_then(|token| token.jws.claims_set()?.member("video"))
            .is_some();
        let is_signed = matches!(
            self.signature(),
            Signature::Valid { .. } | Signature::Unchecked
        );
        is_livekits
            && is_signed
            && !iss.is_empty()
            && iss.bytes().all(is_name)
            && !api_key::begins(iss)
            && !secret::is_placeholder(iss)
            && !secret::looks_like_secret(iss)
    }

    /// Finds where the paste shows that the token belongs to a server other than the one that was asked.
    pub fn environment_mismatch(&self) -> Option<EnvironmentMismatch> {
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
        // Two names may be one server, except on LiveKit Cloud.
        let is_other = other.is_some()
            || url::is_cloud(own_url) && (url::is_cloud(asked_url) || url::is_local(server));
        is_other.then_some(EnvironmentMismatch { own, other, asked })
    }

    /// Which secrets the server has, assuming that the pairs in the paste are the server's. A secret without a key is
    /// assumed to belong to the token's key.
    pub fn keys(&self) -> Keys<'_> {
        if self.is_development() {
            return Keys::Known(vec![(api_key::DEVELOPMENT, "secret")]);
        }
        let iss = self
            .token()
            .and_then(|token| token.claims.iss.value())
            .map_or("", String::as_str);
        let mismatch = self.environment_mismatch();
        let valid = match self.signature() {
            Signature::Valid { pair } | Signature::NearMiss { pair, .. } => Some(pair),
            Signature::Unchecked | Signature::Invalid => None,
        };
        let mut known = Vec::new();
        let mut names_own_key = false;
        let mut has_pairs = false;
        let only_server = self.has_only_servers(iss);
        for (at, pair) in self.paste.pairs.iter().enumerate() {
            // A guess that does not fit is no secret of the server's.
            let is_of_client = pair.basis != Basis::Server;
            if !pair.basis.is_sure() && valid != Some(at) || only_server && is_of_client {
                continue;
            }
            has_pairs = true;
            // The last value counts, and the pair of the server that was asked.
            let counts = mismatch.is_none_or(|mismatch| mismatch.other == Some(at))
                && pair.overridden.is_none()
                && (!pair.is_commented || self.is_only_secret(at));
            let key = pair.key.as_ref().filter(|_| pair.basis.is_sure());
            let key = key.map(|(key, _)| key.as_str());
            names_own_key |= key == Some(iss);
            if let Some((secret, _)) = pair.secret.as_ref().filter(|_| counts) {
                // Of several secrets of a key the server's own counts, and then the one that fits.
                let rank = (pair.basis != Basis::Server, valid != Some(at));
                known.push((rank, (key.unwrap_or(iss), secret.expose())));
            }
        }
        let known = order::sorted(known, |((first, second), _)| {
            (usize::from(*first), usize::from(*second))
        });
        let known = known.into_iter().map(|(_, pair)| pair).collect();
        if matches!(
            self.misplaced(),
            Some(hint::Code::DevkeyOfCloud | hint::Code::OwnKeyOfCloud)
        ) {
            return Keys::Known(Vec::new());
        }
        let is_unchecked = self.signature() == Signature::Unchecked && mismatch.is_none();
        // A payload has no signature that a secret could fit or not.
        let is_payload = self.token().is_some_and(|token| token.is_payload);
        let names_key = || self.paste.pairs.iter().any(|pair| pair.key.is_some());
        let is_assumed = !has_pairs || names_own_key || is_payload && !names_key();
        if is_unchecked && is_assumed {
            Keys::Assumed
        } else {
            Keys::Known(known)
        }
    }

    /// Whether the token's key is probably LiveKit Cloud's: the paste names a project there, or the page where its keys are made, and
    /// no pair of a local server has the key.
    pub fn shows_cloud_key(&self) -> bool {
        let is_of_local = |pair: &Pair| {
            let is_own = (pair.key.as_ref()).is_some_and(|(key, _)| key == self.iss());
            let url = pair.url.as_ref();
            is_own && url.is_some_and(|(url, _)| url::is_local(url::server(url)))
        };
        let pages = [
            "cloud.livekit.io",
            "cloud livekit dashboard",
            "LiveKit Cloud dashboard",
        ];
        let is_named = self.is_cloud() || pages.into_iter().any(|page| self.text.contains(page));
        is_named && !self.paste.pairs.iter().any(is_of_local)
    }

    /// Whether no other pair has a secret that is not commented out.
    pub fn is_only_secret(&self, at: usize) -> bool {
        let mut pairs = self.paste.pairs.iter().enumerate();
        !pairs.any(|(other, pair)| other != at && pair.secret.is_some() && !pair.is_commented)
    }

    /// Whether the paste has the server's own map of keys, and this key is not in it. Nobody has that of LiveKit Cloud.
    fn has_only_servers(&self, iss: &str) -> bool {
        let mut keys = (self.paste.pairs.iter())
            .filter(|pair| pair.basis == Basis::Server && !pair.is_commented)
            .filter_map(|pair| Some((pair.key.as_ref()?, pair.secret.as_ref()?)));
        let mut is_map = false;
        let knows = keys.any(|((key, _), (secret, _))| {
            is_map |= api_key::has_form(key) || secret::looks_like_secret(secret.expose());
            key == iss
        });
        is_map && !knows && !self.is_cloud()
    }

    /// Whether the paste shows which secrets the server has.
    pub fn knows_keys(&self) -> bool {
        matches!(self.keys(), Keys::Known(_))
    }
}
