//! Failed connections to what is plainly not LiveKit: a database, another service, or another server's CORS.

use crate::finding::{self, Code, api, companion, network, proxy};
use crate::paste::host;
use crate::paste::known_text::Classification;
use crate::paste::{response, url};
use crate::text::{Span, lines};

use super::owner::{self, Owner};

/// Ports of databases and brokers, as IANA registers them or as they are by default.
const PORTS: [&str; 11] = [
    "1433", "1521", "2379", "3306", "4222", "5432", "5672", "6379", "9092", "11211", "27017",
];

/// Hosts and programs of other services, as a line about a failed connection names them.
const NAMES: [&str; 24] = [
    "database",
    "db",
    "elasticsearch",
    "kafka",
    "mariadb",
    "memcached",
    "mongo",
    "mongodb",
    "mysql",
    "nats",
    "npmjs",
    "postgres",
    "postgresql",
    "psycopg",
    "psycopg2",
    "pypi",
    "rabbitmq",
    "redis",
    "sentry",
    "smtp",
    "asyncpg",
    "sqlalchemy",
    "mongoose",
    "prisma",
];

/// What a line about LiveKit's own connection has.
const LIVEKIT: [&str; 8] = [
    "livekit", "lk.", "/rtc", "twirp", ":7880", "wss:", "ws:", "signal",
];

/// Paths of LiveKit's server, below which it answers.
const PATHS: [&str; 7] = [
    "rtc", "twirp", "agent", "settings", "whip", "validate", "regions",
];

/// How many lines after a text belong to it: Node.js prints the port of an error below it.
const BELOW: usize = 6;

/// How many lines up to a text tell what it is about.
const ABOVE: usize = 4;

/// How far behind a text these lines are, in bytes.
const REACH: usize = 2_048;

/// What decides whose a connection is, before any other name on its line: a program that receives webhooks, and LiveKit itself.
const RECEIVERS: [&str; 4] = [
    "send webhook",
    "sending webhook",
    "deliver webhook",
    "hook url",
];
const OWN: [&str; 6] = [
    "signal",
    "lk.",
    "twirp",
    "livekit_url",
    "connect to livekit",
    "livekit.cloud",
];

/// Takes out texts about such connections. A text that occurs again, about another connection, counts there. If nothing else was
/// found, the paste tells only of another service.
pub fn drop(text: &str, services: &[&str], found: &mut Classification) {
    let mut elsewhere = None;
    let mut provider = None;
    found.texts.retain_mut(|(index, span)| {
        let is_elsewhere: fn(&str, Span, &[&str]) -> bool = match finding::text(*index).code {
            Code::Network(network::Code::NeverRead) => is_cors_of_other,
            Code::Network(
                network::Code::NoConnection
                | network::Code::HostNotFound
                | network::Code::Tls
                | network::Code::CertificateExpired
                | network::Code::Scheme,
            ) => is_other,
            Code::Api(api::Code::WorkerRefused | api::Code::WorkerNotConnected)
            | Code::Proxy(proxy::Code::ProxyAnswer) => is_of_provider,
            _ => return true,
        };
        let words = span.of(text);
        let places = text[span.start..].match_indices(words).map(|(at, _)| {
            let start = span.start + at;
            Span::new(start, start + words.len())
        });
        let Some(place) = { places }.find(|place| !is_elsewhere(text, *place, services)) else {
            match finding::text(*index).code {
                Code::Api(_) | Code::Proxy(_) => provider = Some(*span),
                Code::Network(network::Code::NeverRead) => {}
                _ if is_at_address(text, *span) => elsewhere = Some(*span),
                _ => {}
            }
            return false;
        };
        *span = place;
        true
    });
    let others = [
        (provider, Code::Companion(companion::Code::Provider)),
        (elsewhere, Code::Network(network::Code::OtherConnection)),
    ];
    for (place, code) in others {
        let is_alone = found.texts.is_empty() && (found.is_of_livekit || place != provider);
        if let Some(place) = place.filter(|_| is_alone) {
            found
                .texts
                .extend(finding::index_of(code).map(|index| (index, place)));
        }
    }
}

/// Whether the line of a text has the address of a service that is not LiveKit's, or tells of a webhook.
fn is_at_address(text: &str, place: Span) -> bool {
    let line = lines::around(text, place).of(text);
    let lower = line.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let owner = owner::owner_in(line);
    match owner {
        Some(Owner::Livekit) => false,
        Some(Owner::Other) => !has(&OWN),
        _ => has(&RECEIVERS),
    }
}

/// Whether the WebSocket of an agent's plugin failed, and not the worker's own.
fn is_of_provider(text: &str, place: Span, _: &[&str]) -> bool {
    let line = lines::around(text, place).of(text);
    let mut origins = url::places(line).into_iter();
    let is_other = origins.any(|origin| host::is_of_other(url::host(origin.of(line))));
    is_other || line.contains("livekit.plugins.") && !line.contains("/agent'")
}

/// Whether the paste shows that a failed connection was to LiveKit: by its address, or by the words of the line.
pub fn is_of_livekit(text: &str, place: Span, server: Option<&str>) -> bool {
    let line = lines::around(text, place).of(text);
    let lower = line.to_ascii_lowercase();
    let is_named = || server.is_some_and(|origin| line.contains(url::server(origin)));
    match owner::owner_in(line) {
        Some(Owner::Livekit) => true,
        Some(Owner::Unknown) => is_named() || OWN.iter().any(|word| lower.contains(word)),
        Some(Owner::Other) => false,
        // An exception has its cause below it.
        None => {
            let line = lines::around(text, place);
            let above = text[..line.end].lines().rev().take(ABOVE);
            let is_livekit = |line: &str| {
                let line = line.to_ascii_lowercase();
                LIVEKIT.iter().any(|word| line.contains(word))
            };
            server.is_some() || { above }.any(is_livekit)
        }
    }
}

/// Whether a failed connection was to the port or host of another service.
fn is_other(text: &str, place: Span, services: &[&str]) -> bool {
    if is_at_address(text, place) {
        return true;
    }
    let line = lines::around(text, place);
    let own = line.of(text).to_ascii_lowercase();
    let below = &text[line.end..text.floor_char_boundary(line.end + REACH)];
    let below: Vec<_> = below.lines().skip(1).take(BELOW).collect();
    let is_livekit = |line: &str| LIVEKIT.iter().any(|word| line.contains(word));
    let mut words = own.split(|c: char| !c.is_ascii_alphanumeric());
    let is_named = words.any(|word| NAMES.contains(&word) || services.contains(&word));
    let has_port = has_port(&own)
        || (below.iter()).any(|line| line.trim_start().starts_with("port: ") && has_port(line));
    (is_named || has_port) && !is_livekit(&own)
}

/// Whether a line has the number of such a port.
fn has_port(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .any(|word| PORTS.contains(&word))
}

/// Whether a browser blocked a request that was not for LiveKit's server, nor for a route that gives tokens.
fn is_cors_of_other(text: &str, place: Span, _: &[&str]) -> bool {
    other_path(text, place).is_some_and(|path| !response::gives_tokens(path))
}

/// Whether a browser blocked a request for an application's own route that gives tokens.
pub fn is_cors_of_token_route(text: &str, place: Span) -> bool {
    other_path(text, place).is_some_and(response::gives_tokens)
}

/// The path of a blocked request that was not for LiveKit's server.
fn other_path(text: &str, place: Span) -> Option<&str> {
    let line = lines::around(text, place).of(text);
    let (_, after) = line.split_once(" at ")?.1.split_once("://")?;
    let (host, path) = after.split_whitespace().next()?.split_once('/')?;
    let first = path.split(|c: char| !c.is_ascii_alphanumeric()).next();
    let is_path = first.is_none_or(|first| first.is_empty() || PATHS.contains(&first));
    (!host.contains("livekit") && !is_path).then_some(path)
}
