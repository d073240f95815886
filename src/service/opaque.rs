//! Credentials that are no JWT, by how they begin.

use std::sync::LazyLock;

use super::Service;
use crate::paste::token;
use crate::text::{Needles, Span};

/// A credential that is no JWT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpaqueCredential {
    /// Whose it is.
    pub service: Service,
    /// What it is, in words.
    pub kind: &'static str,
    /// Whether it must be kept secret.
    pub is_secret: bool,
    /// Its place.
    pub span: Span,
}

/// How a credential begins, whose it is, what it is, and the fewest characters behind the beginning.
type Beginning = (&'static str, Service, &'static str, usize);

/// GitLab, *Token overview*; GitHub, *About authentication*; Slack, *Token types*; Stripe, *API keys*; Supabase, *API keys*; the PASETO
/// specification, section *Versions*; `AgoraIO/Tools`, `AccessToken2`.
const BEGINNINGS: &[Beginning] = &[
    ("ya29.", Service::Google, "access token", 12),
    ("ghp_", Service::Github, "personal access token", 30),
    ("github_pat_", Service::Github, "personal access token", 30),
    ("gho_", Service::Github, "OAuth access token", 30),
    ("ghu_", Service::Github, "user access token", 30),
    ("ghs_", Service::Github, "installation access token", 30),
    ("ghr_", Service::Github, "refresh token", 30),
    ("glpat-", Service::Gitlab, "personal access token", 16),
    ("glcbt-", Service::Gitlab, "CI/CD job token", 16),
    ("xoxb-", Service::Slack, "bot token", 16),
    ("xoxp-", Service::Slack, "user token", 16),
    ("xapp-", Service::Slack, "app-level token", 16),
    ("xoxe.", Service::Slack, "configuration token", 16),
    ("sk_live_", Service::Stripe, "secret key", 16),
    ("sk_test_", Service::Stripe, "secret key", 16),
    ("rk_live_", Service::Stripe, "restricted key", 16),
    ("rk_test_", Service::Stripe, "restricted key", 16),
    ("pk_live_", Service::Stripe, "publishable key", 16),
    ("pk_test_", Service::Stripe, "publishable key", 16),
    ("whsec_", Service::Stripe, "webhook secret", 16),
    ("sb_secret_", Service::Supabase, "secret key", 16),
    ("sb_publishable_", Service::Supabase, "publishable key", 16),
    ("AKIA", Service::Aws, "access key ID", 16),
    ("ASIA", Service::Aws, "temporary access key ID", 16),
    ("sk-ant-", Service::Anthropic, "API key", 20),
    ("sk-proj-", Service::Openai, "API key", 20),
    (token::LARAVEL, Service::Laravel, "encrypted cookie", 60),
    (token::RAILS, Service::Rails, "signed text", 30),
    (token::FLASK[0], Service::Flask, "session cookie", 30),
    (token::FLASK[1], Service::Flask, "session cookie", 30),
    (token::FLASK[2], Service::Flask, "session cookie", 30),
    (token::FLASK[3], Service::Flask, "session cookie", 30),
    (token::FLASK[4], Service::Flask, "session cookie", 30),
    (token::SESSIONS[0], Service::Flask, "session cookie", 30),
    (token::SESSIONS[1], Service::Flask, "session cookie", 30),
    (token::SESSIONS[2], Service::Flask, "session cookie", 30),
    (token::SESSIONS[3], Service::Flask, "session cookie", 30),
    (token::COMPRESSED[0], Service::Flask, "session cookie", 30),
    (token::COMPRESSED[1], Service::Flask, "session cookie", 30),
    (token::COMPRESSED[2], Service::Flask, "session cookie", 30),
    (token::COMPRESSED[3], Service::Flask, "session cookie", 30),
    ("pk.eyJ", Service::Mapbox, "public token", 40),
    ("sk.eyJ", Service::Mapbox, "secret token", 40),
    ("hvs.", Service::Vault, "token", 20),
    ("glsa_", Service::Grafana, "service account token", 30),
    ("glc_", Service::Grafana, "access policy token", 30),
    ("npm_", Service::Npm, "access token", 30),
    ("v1.local.", Service::Paseto, "v1.local", 16),
    ("v1.public.", Service::Paseto, "v1.public", 16),
    ("v2.local.", Service::Paseto, "v2.local", 16),
    ("v2.public.", Service::Paseto, "v2.public", 16),
    ("v3.local.", Service::Paseto, "v3.local", 16),
    ("v3.public.", Service::Paseto, "v3.public", 16),
    ("v4.local.", Service::Paseto, "v4.local", 16),
    ("v4.public.", Service::Paseto, "v4.public", 16),
    ("007eJx", Service::Agora, "access token", 30),
];

/// What a credential can be, in words.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    BEGINNINGS.iter().map(|(_, _, kind, _)| *kind)
}

/// The older tokens of Agora begin with this and the hexadecimal digits of an app.
const AGORA: &str = "006";

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| {
    let beginnings = BEGINNINGS.iter().map(|(start, ..)| *start);
    Needles::exact(beginnings.chain([AGORA]))
});

/// The maximum number that is told.
const MOST: usize = 100;

/// How the credentials of a service begin, and what each is.
#[cfg(test)]
pub fn beginnings(service: Service) -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = BEGINNINGS.iter().filter(move |(_, of, ..)| *of == service);
    own.map(|(beginning, _, kind, _)| (*beginning, *kind))
}

/// Finds all such credentials, in order.
pub fn find(text: &str) -> Vec<OpaqueCredential> {
    let mut found = Vec::new();
    let of_word = |c: char| c.is_ascii_alphanumeric() || "-_.+/=".contains(c);
    for hit in NEEDLES.hits(text) {
        let before = text[..hit.span.start].chars().next_back();
        if before.is_some_and(|c| of_word(c) && c != '=') {
            continue;
        }
        let rest = &text[hit.span.end..];
        let length = rest.find(|c| !of_word(c)).unwrap_or(rest.len());
        let rest = rest[..length].trim_end_matches('.');
        let span = Span::new(hit.span.start, hit.span.end + rest.len());
        let start = hit.span.of(text);
        let (service, kind, fewest) = if start == AGORA {
            let is_app =
                rest.len() >= 60 && rest.bytes().take(32).all(|byte| byte.is_ascii_hexdigit());
            if !is_app {
                continue;
            }
            (Service::Agora, "access token", 60)
        } else {
            let mut beginnings = BEGINNINGS.iter();
            match beginnings.find(|(known, ..)| *known == start) {
                Some(&(_, service, kind, fewest)) => (service, kind, fewest),
                None => continue,
            }
        };
        let is_shape = token::SESSIONS.contains(&start) || token::COMPRESSED.contains(&start);
        if rest.len() < fewest || is_shape && !token::is_session(rest) {
            continue;
        }
        if found.len() == MOST {
            break;
        }
        let is_secret = !matches!(
            kind,
            "publishable key" | "public token" | "access key ID" | "temporary access key ID"
        );
        found.push(OpaqueCredential {
            service,
            kind,
            is_secret,
            span,
        });
    }
    found
}
